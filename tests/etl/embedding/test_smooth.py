"""Smoothed vectors are those of the formula, gather what is alike, and leave small shops alone."""

import numpy as np
import pytest
from numpy.typing import NDArray
from sklearn.metrics import silhouette_score
from sklearn.neighbors import kneighbors_graph

from etl.analysis.neighbours import nearest
from etl.config import SmoothSettings
from etl.embedding.smooth import neighbour_count, smooth

SETTINGS = SmoothSettings()


def directions(n: int, dimensions: int = 8, seed: int = 0) -> NDArray[np.float32]:
    vectors = np.random.default_rng(seed).normal(size=(n, dimensions))
    lengths: NDArray[np.float64] = np.linalg.norm(vectors, axis=1, keepdims=True)
    return (vectors / lengths).astype(np.float32)


@pytest.mark.parametrize("settings", [SETTINGS, SmoothSettings(12, 0.1, steps=5, weight=0.8)])
def test_smoothed_vectors_are_those_of_a_random_walk_over_the_graph(
    settings: SmoothSettings,
) -> None:
    """The same, by scikit-learn's graph and products of sparse matrices."""
    vectors = directions(600)
    count = neighbour_count(600, settings)
    graph = kneighbors_graph(vectors, count, metric="cosine") / count
    expected = vectors.astype(np.float64)
    for _ in range(settings.steps):
        expected = (1 - settings.weight) * vectors + settings.weight * (graph @ expected)
        expected /= np.linalg.norm(expected, axis=1, keepdims=True)
    found = smooth(vectors, nearest(vectors, 50).indices, settings)
    np.testing.assert_allclose(found, expected, atol=1e-6)
    assert found.dtype == np.float32


def test_kinds_of_product_move_apart_from_each_other() -> None:
    kinds = np.repeat(np.eye(4, 8), 150, axis=0)
    noisy = kinds + np.random.default_rng(1).normal(scale=0.4, size=kinds.shape)
    vectors = (noisy / np.linalg.norm(noisy, axis=1, keepdims=True)).astype(np.float32)
    found = smooth(vectors, nearest(vectors, 50).indices, SETTINGS)

    labels = np.repeat(np.arange(4), 150)
    assert silhouette_score(found, labels) > silhouette_score(vectors, labels) + 0.05


@pytest.mark.parametrize(
    ("n", "count"), [(2, 0), (40, 0), (240, 0), (500, 10), (1000, 20), (9999, 20)]
)
def test_a_small_catalogue_is_smoothed_less(n: int, count: int) -> None:
    assert neighbour_count(n, SETTINGS) == count


@pytest.mark.parametrize("n", [2, 3, 40, 200])
def test_a_tiny_catalogue_keeps_its_vectors_to_the_bit(n: int) -> None:
    vectors = directions(n)
    assert smooth(vectors, nearest(vectors, 20).indices, SETTINGS).tobytes() == vectors.tobytes()


def test_copies_and_opposites_keep_a_length_of_one() -> None:
    """The one that is opposite to 39 copies has a neighbour that leaves nothing of it."""
    vectors = np.tile(np.eye(1, 4, dtype=np.float32), (40, 1))
    vectors[0] *= -1
    near = nearest(vectors, 20).indices
    found = smooth(vectors, near, SmoothSettings(share=0.1, fewest=1, weight=0.5))
    np.testing.assert_allclose(np.linalg.norm(found, axis=1), 1, atol=1e-6)
    assert found[0].tolist() == vectors[0].tolist()
