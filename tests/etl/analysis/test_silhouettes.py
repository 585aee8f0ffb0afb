"""Silhouettes are scikit-learn's, of many clusterings at once."""

import numpy as np
import pytest
from numpy.typing import NDArray
from sklearn import metrics

from etl.analysis import silhouettes
from etl.analysis.labels import NOISE
from etl.config import EvaluateSettings

SETTINGS = EvaluateSettings()


@pytest.fixture
def vectors() -> NDArray[np.float32]:
    return np.random.default_rng(0).normal(size=(60, 3)).astype(np.float32)


@pytest.fixture
def runs() -> NDArray[np.int64]:
    """Three without noise, one of them with a cluster of one; two with noise, each its own."""
    rng = np.random.default_rng(1)
    labels = np.stack([rng.integers(low, high, 60) for low, high in [(0, 2), (0, 9), (0, 3)] * 2])
    labels[2] = np.arange(60) == 7
    labels[3:5, ::7] = NOISE
    labels[4, 1::5] = NOISE
    return labels[:5]


def test_means_are_those_of_scikit_learn_without_noise(
    vectors: NDArray[np.float32], runs: NDArray[np.int64]
) -> None:
    exact = vectors.astype(np.float64)
    expected = [metrics.silhouette_score(exact[run >= 0], run[run >= 0]) for run in runs]
    means = silhouettes.mean_silhouettes(vectors, runs, SETTINGS)
    assert means == pytest.approx(expected, abs=1e-9)


def test_in_blocks_they_are_the_same(
    vectors: NDArray[np.float32], runs: NDArray[np.int64], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = silhouettes.mean_silhouettes(vectors, runs, SETTINGS)
    monkeypatch.setattr(silhouettes, "MOST_AT_ONCE", 7 * 60)
    assert silhouettes.mean_silhouettes(vectors, runs, SETTINGS) == pytest.approx(whole, abs=1e-12)


def test_there_is_none_where_it_is_not_defined() -> None:
    vectors = np.random.default_rng(2).normal(size=(4, 2)).astype(np.float32)
    runs = [[0, 0, 0, 0], [-1, -1, -1, -1], [0, 1, 2, 3], [0, -1, -1, -1], [0, 0, 1, 1]]
    means = silhouettes.mean_silhouettes(vectors, np.array(runs), SETTINGS)
    assert np.isfinite(means).tolist() == [False, False, False, False, True]
    for run in runs[:4]:
        assert np.isnan(silhouettes.silhouettes(vectors, np.array(run), SETTINGS)).all()


def test_copies_of_one_product_are_no_nearer_to_their_own() -> None:
    copies = np.tile(np.array([[0.6, 0.8]], dtype=np.float32), (6, 1))
    labels = np.array([0, 0, 0, 1, 1, 1])
    assert silhouettes.silhouettes(copies, labels, SETTINGS).tolist() == [0] * 6


def test_a_sample_comes_close_and_survives_a_cluster_that_it_misses() -> None:
    rng = np.random.default_rng(3)
    vectors = np.vstack([rng.normal(c, 1, size=(300, 2)) for c in (0, 5)]).astype(np.float32)
    alone = [np.arange(600) == row for row in range(20)]
    runs = np.array([np.repeat([0, 1], 300), *alone], dtype=np.int64)
    whole = metrics.silhouette_score(vectors, runs[0])
    some = silhouettes.mean_silhouettes(vectors, runs, EvaluateSettings(silhouette_sample=200))
    assert some[0] == pytest.approx(whole, abs=0.05)
    few = silhouettes.mean_silhouettes(vectors, runs, EvaluateSettings(silhouette_sample=10))
    assert np.isfinite(few[0])
    assert np.isnan(few[1:]).any()
    # Each by itself too: of one run, nothing may be left to measure.
    for run, expected in zip(runs, few, strict=True):
        settings = EvaluateSettings(silhouette_sample=10)
        (mean,) = silhouettes.mean_silhouettes(vectors, run[np.newaxis], settings)
        assert mean == pytest.approx(expected, abs=1e-9, nan_ok=True)


def test_those_of_categories_are_those_of_scikit_learn() -> None:
    vectors = np.random.default_rng(4).normal(size=(40, 3)).astype(np.float32)
    codes = np.arange(40) % 3
    codes[:4] = NOISE
    values = silhouettes.silhouettes(vectors, codes, SETTINGS)
    expected = metrics.silhouette_samples(vectors[4:].astype(np.float64), codes[4:])
    assert np.isnan(values[:4]).all()
    assert values[4:] == pytest.approx(expected, abs=1e-9)
    few = EvaluateSettings(max_silhouettes=30)
    assert np.isnan(silhouettes.silhouettes(vectors, codes, few)).all()
