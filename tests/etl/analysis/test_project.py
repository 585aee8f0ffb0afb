"""Maps are those of the libraries, repeat, and say how far they can be trusted."""

import numpy as np
import pytest
from numpy.typing import NDArray
from sklearn.decomposition import PCA
from sklearn.manifold import trustworthiness
from sklearn.neighbors import NearestNeighbors

from etl.analysis import project
from etl.config import ProjectSettings

SETTINGS = ProjectSettings()


def directions(n: int, dimensions: int = 6, seed: int = 0) -> NDArray[np.float32]:
    vectors = np.random.default_rng(seed).normal(size=(n, dimensions))
    lengths: NDArray[np.float64] = np.linalg.norm(vectors, axis=1, keepdims=True)
    return (vectors / lengths).astype(np.float32)


def neighbours_of(vectors: NDArray[np.float32], count: int) -> NDArray[np.int64]:
    search = NearestNeighbors(n_neighbors=count).fit(vectors)
    return np.asarray(search.kneighbors(return_distance=False))


def drawn(method: str, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    near = neighbours_of(vectors, min(15, len(vectors) - 1))
    return project.project(method, vectors, near, SETTINGS)


@pytest.mark.parametrize("n", [40, 5])
def test_pca_is_that_of_scikit_learn_up_to_sign(n: int) -> None:
    vectors = directions(n)
    ours = drawn("pca", vectors)
    theirs = PCA(2, svd_solver="full").fit_transform(vectors.astype(np.float64))
    for axis in (0, 1):
        sign = np.sign(ours[0, axis] * theirs[0, axis])
        np.testing.assert_allclose(ours[:, axis], sign * theirs[:, axis], atol=1e-5)


@pytest.mark.parametrize("shape", [(2, 5), (2, 1), (9, 1)])
def test_where_there_is_no_second_axis_the_map_is_a_line(shape: tuple[int, int]) -> None:
    vectors = np.where(np.arange(shape[0])[:, np.newaxis] % 2, -1, 1) * np.eye(1, shape[1])
    plane = drawn("pca", vectors.astype(np.float32))
    assert plane.shape == (shape[0], 2)
    np.testing.assert_allclose(plane[:, 1], 0, atol=1e-6)


@pytest.mark.parametrize("method", ["pca", "tsne"])
def test_a_map_repeats_to_the_bit(method: str) -> None:
    vectors = directions(30)
    first, second = (drawn(method, vectors) for _ in range(2))
    assert first.tobytes() == second.tobytes()
    assert first.shape == (30, 2)


@pytest.mark.parametrize("method", ["pca", "tsne"])
@pytest.mark.parametrize("n", [8, 9, 12])
def test_the_smallest_and_identical_catalogues_have_maps(method: str, n: int) -> None:
    copies = np.tile(np.eye(1, 4, dtype=np.float32), (n, 1))
    for vectors in (directions(n), copies):
        assert np.isfinite(drawn(method, vectors)).all()


@pytest.mark.parametrize(
    ("method", "sizes"), [("pca", (2, np.inf)), ("tsne", (8, 20_000)), ("umap", (8, 200_000))]
)
def test_the_sizes_that_are_reasonable(method: str, sizes: tuple[int, float]) -> None:
    assert project.reasonable_sizes(method, SETTINGS) == sizes


@pytest.mark.parametrize(("n", "count"), [(60, 10), (300, 15)])
def test_trustworthiness_is_that_of_scikit_learn(n: int, count: int) -> None:
    vectors = directions(n)
    plane = drawn("pca", vectors)
    quality = project.map_quality(vectors, plane, neighbours_of(vectors, count), SETTINGS)
    expected = trustworthiness(vectors.astype(np.float64), plane, n_neighbors=count)
    assert quality.trustworthiness == pytest.approx(expected, abs=1e-9)
    assert quality.n_neighbours == count


def test_trustworthiness_of_a_sample_is_close_to_that_of_all() -> None:
    vectors = directions(600)
    plane = drawn("pca", vectors)
    near = neighbours_of(vectors, 15)
    sampled = project.map_quality(vectors, plane, near, ProjectSettings(quality_sample=200))
    whole = project.map_quality(vectors, plane, near, SETTINGS)
    assert sampled.trustworthiness == pytest.approx(whole.trustworthiness, abs=0.02)
    np.testing.assert_array_equal(sampled.recall, whole.recall)


def test_recall_is_counted_by_hand() -> None:
    """On a line 0 1 2 3: the map swaps the ends of the first pair with the second."""
    plane = np.array([[0, 0], [1, 0], [10, 0], [12, 0]], dtype=np.float32)
    near = np.array([[1, 2], [0, 3], [3, 0], [0, 1]])
    quality = project.map_quality(directions(4), plane, near, SETTINGS)
    # On the map: 0 sees 1 2, 1 sees 0 2, 2 sees 3 1, 3 sees 2 1.
    assert quality.recall.tolist() == [1, 0.5, 0.5, 0.5]


@pytest.mark.parametrize("n", [2, 3, 4])
def test_a_tiny_map_has_a_quality(n: int) -> None:
    vectors = directions(n)
    plane = drawn("pca", vectors)
    quality = project.map_quality(vectors, plane, neighbours_of(vectors, n - 1), SETTINGS)
    assert 0 <= quality.trustworthiness <= 1
    assert (quality.recall == 1).all()


def test_the_map_that_auto_shows_keeps_most() -> None:
    def quality(trust: float, recall: float) -> project.MapQuality:
        return project.MapQuality(trust, np.full(3, recall, dtype=np.float32), 15)

    assert project.most_trustworthy([quality(0.9, 0.2), quality(0.9, 0.5), quality(0.8, 0.5)]) == 1
