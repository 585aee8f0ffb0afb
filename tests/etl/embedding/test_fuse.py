"""Both sides count the same, and a missing photo does not become a feature."""

from pathlib import Path

import duckdb
import numpy as np
import pytest
from numpy.typing import NDArray
from sklearn.cluster import KMeans
from sklearn.decomposition import PCA
from sklearn.metrics import adjusted_mutual_info_score

from etl.config import FuseSettings
from etl.embedding.fuse import fuse

SETTINGS = FuseSettings()
# How far ten draws of 30 % may lie from the truth on average.
DRAWS = range(10)

Vectors = NDArray[np.float32]


def directions(n: int, dimensions: int, seed: int = 0) -> Vectors:
    vectors = np.random.default_rng(seed).normal(size=(n, dimensions))
    vectors -= vectors.mean(axis=0)
    lengths: NDArray[np.float64] = np.linalg.norm(vectors, axis=1, keepdims=True)
    return (vectors / lengths).astype(np.float32)


def reduced(vectors: Vectors, dimensions: int) -> NDArray[np.float64]:
    side = PCA(dimensions).fit_transform(vectors.astype(np.float64))
    return np.asarray(side / np.linalg.norm(side, axis=1, keepdims=True))


def mean_similarity(vectors: NDArray[np.floating]) -> float:
    cosine = vectors @ vectors.T
    return float(cosine[np.triu_indices(len(vectors), 1)].mean())


def test_both_sides_count_the_same() -> None:
    """The cosine of two fused vectors is the mean of the cosines of their sides."""
    text, image = directions(40, 12, seed=1), directions(40, 6, seed=2)
    everyone = np.arange(40)
    fused = fuse(text, everyone, image, everyone, FuseSettings(dimensions=8))
    assert (fused.imputed_text, fused.imputed_image) == (0, 0)
    sides = reduced(text, 8), reduced(image, 6)
    expected = sum(side @ side.T for side in sides) / 2
    np.testing.assert_allclose(fused.vectors @ fused.vectors.T, expected, atol=1e-5)


def test_a_missing_side_is_imputed_from_the_nearest_on_the_other() -> None:
    text, image = directions(30, 5, seed=1), directions(30, 5, seed=2)
    text[29] = text[4]  # the last one writes as number 4 does, and has no photo
    everyone = np.arange(30)
    fused = fuse(text, everyone, image[:29], everyone[:29], FuseSettings(donors=1))
    assert fused.imputed_image == 1
    np.testing.assert_allclose(fused.vectors[29], fused.vectors[4], atol=1e-5)


def test_products_are_those_with_either_side() -> None:
    text, image = directions(6, 4, seed=1), directions(5, 3, seed=2)
    fused = fuse(text, np.array([0, 1, 2, 5, 6, 8]), image, np.array([1, 2, 3, 5, 6]), SETTINGS)
    assert fused.products.tolist() == [0, 1, 2, 3, 5, 6, 8]
    assert (fused.imputed_text, fused.imputed_image) == (1, 2)
    np.testing.assert_allclose(np.linalg.norm(fused.vectors, axis=1), 1, atol=1e-6)


def test_without_a_product_that_has_both_sides_nothing_is_imputed() -> None:
    text, image = directions(3, 4), directions(2, 3)
    fused = fuse(text, np.array([0, 2, 4]), image, np.array([1, 3]), SETTINGS)
    assert fused.products.tolist() == [0, 1, 2, 3, 4]
    np.testing.assert_allclose(
        fused.vectors[[0, 2, 4]] @ fused.vectors[[0, 2, 4]].T, text @ text.T, atol=1e-6
    )
    np.testing.assert_allclose(fused.vectors[[0, 2]] @ fused.vectors[[1, 3]].T, 0, atol=1e-6)


@pytest.mark.parametrize("n", [2, 3, 30])
def test_copies_of_one_product_are_alike(n: int) -> None:
    copies = np.tile(np.eye(1, 4, dtype=np.float32), (n, 1))
    everyone = np.arange(n)
    fused = fuse(copies, everyone, copies, everyone, SETTINGS)
    np.testing.assert_allclose(fused.vectors @ fused.vectors.T, np.ones((n, n)), atol=1e-5)


def test_the_same_input_gives_the_same_bits() -> None:
    text, image = directions(40, 12), directions(30, 6)
    first, second = (fuse(text, np.arange(40), image, np.arange(30), SETTINGS) for _ in range(2))
    assert first.vectors.tobytes() == second.vectors.tobytes()


# -- a missing photo is not a feature -----------------------------------------------------


@pytest.fixture(scope="module")
def sides(demo_database: Path) -> tuple[Vectors, Vectors]:
    """Text and image vectors of the demo products that have both."""
    query = """
        SELECT t.vector, i.vector FROM embeddings t JOIN embeddings i USING (product_id)
        JOIN products USING (product_id)
        WHERE t.space = 'text' AND i.space = 'image' ORDER BY position
    """
    with duckdb.connect(str(demo_database), read_only=True) as connection:
        rows = connection.execute(query).fetchall()
    text, image = (np.array(column, dtype=np.float32) for column in zip(*rows, strict=True))
    return text, image


def without_photos(
    sides: tuple[Vectors, Vectors], draw: int
) -> tuple[NDArray[np.bool_], NDArray[np.float32]]:
    """Remove 30 % of the photos at random; who lost it, and the fused vectors."""
    text, image = sides
    n = len(text)
    lost = np.zeros(n, dtype=bool)
    lost[np.random.default_rng(draw).permutation(n)[: round(0.3 * n)]] = True
    fused = fuse(text, np.arange(n), image[~lost], np.flatnonzero(~lost), SETTINGS)
    assert fused.imputed_image == lost.sum()
    return lost, fused.vectors


def test_clusters_do_not_tell_who_has_a_photo(sides: tuple[Vectors, Vectors]) -> None:
    """On average over the draws: at this size one draw alone moves the index by as much."""
    scores = []
    for draw in DRAWS:
        lost, fused = without_photos(sides, draw)
        labels = KMeans(7, n_init=10, random_state=0).fit_predict(fused)
        scores.append(adjusted_mutual_info_score(lost, labels))
    assert np.mean(scores) < 0.02


def test_products_without_photo_are_as_alike_as_their_texts(sides: tuple[Vectors, Vectors]) -> None:
    differences = []
    for draw in DRAWS:
        lost, fused = without_photos(sides, draw)
        differences.append(mean_similarity(fused[lost]) - mean_similarity(sides[0][lost]))
    assert np.abs(differences).mean() < 0.02
