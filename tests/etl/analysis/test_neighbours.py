"""The nearest products are the nearest, and ties are in the order of the catalogue."""

import numpy as np
import pytest
from numpy.typing import NDArray
from sklearn.neighbors import NearestNeighbors

from etl.analysis import neighbours


def directions(n: int, dimensions: int = 5) -> NDArray[np.float32]:
    vectors = np.random.default_rng(n).normal(size=(n, dimensions))
    lengths: NDArray[np.float64] = np.linalg.norm(vectors, axis=1, keepdims=True)
    return (vectors / lengths).astype(np.float32)


@pytest.mark.parametrize(("n", "count"), [(50, 10), (2500, 3), (11, 10)])
def test_neighbours_are_those_of_scikit_learn(n: int, count: int) -> None:
    vectors = directions(n)
    near = neighbours.nearest(vectors, count)
    search = NearestNeighbors(n_neighbors=count, metric="cosine", algorithm="brute").fit(vectors)
    distances, indices = search.kneighbors()
    np.testing.assert_array_equal(near.indices, indices)
    np.testing.assert_allclose(near.similarities, 1 - distances, atol=1e-5)


def test_a_small_catalogue_has_fewer_neighbours() -> None:
    near = neighbours.nearest(np.array([[1, 0], [0, 1]], dtype=np.float32), 10)
    assert near.indices.tolist() == [[1], [0]]
    assert near.similarities.tolist() == [[0], [0]]


def test_equal_similarities_are_in_the_order_of_the_rows() -> None:
    """Seven copies and an outsider: nobody is its own neighbour."""
    vectors = np.array([[1, 0]] * 7 + [[0, 1]], dtype=np.float32)
    near = neighbours.nearest(vectors, 3)
    assert near.indices[0].tolist() == [1, 2, 3]
    assert near.indices[5].tolist() == [0, 1, 2]
    assert near.indices[7].tolist() == [0, 1, 2]
    assert (near.similarities[:7] == 1).all()


def test_rounding_does_not_lift_a_similarity_above_one() -> None:
    near = neighbours.nearest(np.repeat(directions(5, 77), 2, axis=0), 9)
    assert near.similarities.max() <= 1
