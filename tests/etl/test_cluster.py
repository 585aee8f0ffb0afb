"""Clusterings are scikit-learn's, planned by the number of categories alone."""

import itertools

import numpy as np
import pytest
from numpy.typing import NDArray
from sklearn.cluster import HDBSCAN, AgglomerativeClustering, KMeans

from etl import cluster
from etl.cluster import Run
from etl.config import ClusterSettings

SETTINGS = ClusterSettings()


@pytest.fixture
def groups() -> NDArray[np.float32]:
    """Three tight groups of twenty, and one point far away."""
    rng = np.random.default_rng(0)
    centres = np.repeat([[0, 0], [10, 0], [0, 10]], 20, axis=0)
    points = centres + rng.normal(scale=0.3, size=(60, 2))
    return np.vstack([points, [[90, 90]]]).astype(np.float32)


def test_each_clustered_level_gets_ten_seeds_and_one_ward() -> None:
    runs, skipped = cluster.plan_runs(400, {1: 7, 2: 25}, SETTINGS)
    assert skipped == []
    for level, k in ((1, 7), (2, 25)):
        mine = [run for run in runs if run.level == level]
        assert mine == [
            *(Run("kmeans", level, k, seed) for seed in range(10)),
            Run("ward", level, k, None),
        ]
    rest = [run for run in runs if run.level is None]
    sweep = [
        [*(Run("kmeans", None, k, seed) for seed in range(5)), Run("ward", None, k, None)]
        for k in range(2, 16)
    ]
    assert rest == [*itertools.chain(*sweep), Run("hdbscan", None, None, None)]


def test_the_sweep_of_a_baseline_has_one_seed() -> None:
    runs, _ = cluster.plan_runs(400, {}, SETTINGS, studied=False)
    assert runs[:-1] == [Run("kmeans", None, k, 0) for k in range(2, 16)]


def test_without_a_clustered_level_the_sweep_remains() -> None:
    runs, _ = cluster.plan_runs(400, {}, SETTINGS)
    assert {run.level for run in runs} == {None}
    assert len(runs) == 14 * 6 + 1


@pytest.mark.parametrize("n", [2, 3, 5, 6, 10])
def test_a_tiny_catalogue_is_asked_for_fewer_clusters_than_it_has_products(n: int) -> None:
    runs, _ = cluster.plan_runs(n, {1: 1}, SETTINGS)
    assert all(run.k < n for run in runs if run.level is None and run.k)
    assert any(run.algorithm == "hdbscan" for run in runs) is (n > 5)


def test_what_a_large_catalogue_makes_unreasonable_is_named() -> None:
    settings = ClusterSettings(max_ward=100, max_hdbscan=50)
    runs, skipped = cluster.plan_runs(101, {1: 3}, settings)
    assert skipped == [("ward", 100), ("hdbscan", 50)]
    assert {run.algorithm for run in runs} == {"kmeans"}


def test_labels_are_those_of_scikit_learn(groups: NDArray[np.float32]) -> None:
    runs = [Run("kmeans", 1, 3, 4), Run("ward", 1, 3, None), Run("hdbscan", None, None, None)]
    theirs = [
        KMeans(3, n_init=10, random_state=4),
        AgglomerativeClustering(3, linkage="ward"),
        HDBSCAN(min_cluster_size=5, copy=True),
    ]
    for run, model in zip(runs, theirs, strict=True):
        labels = cluster.cluster(run, groups, SETTINGS)
        np.testing.assert_array_equal(labels, model.fit_predict(groups))


def test_hdbscan_finds_the_groups_and_calls_the_outsider_noise(groups: NDArray[np.float32]) -> None:
    labels = cluster.cluster(Run("hdbscan", None, None, None), groups, SETTINGS)
    assert labels[-1] == -1
    assert [len(set(labels[start : start + 20])) for start in (0, 20, 40)] == [1, 1, 1]


def test_copies_of_one_product_are_clustered_without_a_word() -> None:
    copies = np.tile(np.array([[0.6, 0.8]], dtype=np.float32), (12, 1))
    for run in cluster.plan_runs(12, {1: 2}, SETTINGS)[0]:
        assert len(cluster.cluster(run, copies, SETTINGS)) == 12


def test_above_its_size_k_means_takes_mini_batches(groups: NDArray[np.float32]) -> None:
    labels = cluster.cluster(Run("kmeans", 1, 4, 0), groups, ClusterSettings(max_kmeans=10))
    assert len(set(labels)) == 4


def test_the_record_of_a_run_is_what_the_library_was_called_with() -> None:
    assert cluster.parameters(Run("kmeans", 1, 7, 3), 400, SETTINGS) == {
        "k": 7,
        "n_init": 10,
        "random_state": 3,
    }
    assert cluster.parameters(Run("hdbscan", None, None, None), 700, SETTINGS) == {
        "min_cluster_size": 7
    }
