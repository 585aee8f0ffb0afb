"""Clusterings are scikit-learn's, planned by the number of categories alone."""

import itertools

import numpy as np
import pytest
from numpy.typing import NDArray
from sklearn import metrics
from sklearn.cluster import HDBSCAN, AgglomerativeClustering, KMeans

from etl.analysis import cluster
from etl.analysis.cluster import Run
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


@pytest.mark.parametrize(
    ("silhouettes", "k"),
    [
        ([0.1, 0.4, 0.3, 0.2], 3),
        ([0.4, 0.3, 0.2, 0.1], 2),  # the lower end: nothing below has a silhouette
        ([0.1, 0.2, 0.3, 0.4], None),
        ([0.1, 0.2, 0.4, 0.3], None),  # one step from the end is no maximum to trust either
        ([0.1, 0.3, 0.3, 0.2], 3),
        ([0.3], None),
        ([], None),
    ],
)
def test_a_maximum_at_the_upper_edge_is_no_choice(silhouettes: list[float], k: int | None) -> None:
    assert cluster.chosen_k(dict(enumerate(silhouettes, 2))) == k


def test_the_sweep_goes_on_where_the_silhouette_still_rises() -> None:
    rising = {k: k / 100 for k in range(2, 16)}
    assert cluster.extend_sweep(rising, 700, 57, SETTINGS) == [21, 30, 43, 60, 85, 121, 171]
    assert cluster.extend_sweep(rising, 700, 7, SETTINGS) == [21]
    # Never beyond what one can afford, nor as many clusters as products.
    assert cluster.extend_sweep(rising, 5_000, 900, SETTINGS)[-1] == SETTINGS.max_sweep
    assert cluster.extend_sweep(rising, 18, 57, SETTINGS) == [17]
    # Not where there is a choice, or where the sweep has reached far enough.
    assert cluster.extend_sweep({**rising, 8: 0.5}, 700, 57, SETTINGS) == []
    assert cluster.extend_sweep(rising, 700, 5, SETTINGS) == []
    assert cluster.extend_sweep(rising, 700, 0, SETTINGS) == []
    assert cluster.extend_sweep({}, 700, 57, SETTINGS) == []


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


def test_k_means_is_that_of_scikit_learn(groups: NDArray[np.float32]) -> None:
    labels = cluster.kmeans(Run("kmeans", 1, 3, 4), groups, None, SETTINGS)
    expected = KMeans(3, n_init=10, random_state=4).fit_predict(groups)
    np.testing.assert_array_equal(labels, expected)


def test_k_means_goes_on_from_centroids_and_keeps_their_numbers(
    groups: NDArray[np.float32],
) -> None:
    start = np.array([[0, 9], [88, 88], [1, 1], [9, 0]], dtype=np.float32)
    labels = cluster.kmeans(Run("kmeans", 1, 4, 4), groups, start, SETTINGS)
    assert labels.tolist() == [2] * 20 + [3] * 20 + [0] * 20 + [1]
    means = [groups[labels == number].mean(axis=0) for number in range(4)]
    np.testing.assert_allclose(cluster.centroids(labels, groups), means, rtol=1e-6)


def test_from_its_own_centroids_k_means_moves_nothing() -> None:
    vectors = np.random.default_rng(3).normal(size=(300, 8)).astype(np.float32)
    run = Run("kmeans", 1, 12, 0)
    labels = cluster.kmeans(run, vectors, None, SETTINGS)
    again = cluster.kmeans(run, vectors, cluster.centroids(labels, vectors), SETTINGS)
    np.testing.assert_array_equal(again, labels)


def test_cuts_of_one_tree_are_ward_clusterings() -> None:
    vectors = np.random.default_rng(1).normal(size=(80, 5)).astype(np.float32)
    vectors[70:] = vectors[:10]  # copies: several merges at one height
    counts = [1, 2, 3, 17, 60, 79, 80]
    for k, labels in zip(counts, cluster.ward(vectors, counts), strict=True):
        assert sorted(set(labels)) == list(range(k))
        expected = AgglomerativeClustering(k, linkage="ward").fit_predict(vectors)
        assert metrics.adjusted_rand_score(expected, labels) == 1


def test_hdbscan_is_that_of_scikit_learn(groups: NDArray[np.float32]) -> None:
    labels = cluster.hdbscan(groups, SETTINGS)
    expected = HDBSCAN(min_cluster_size=5, copy=True).fit_predict(groups)
    np.testing.assert_array_equal(labels, expected)


def test_hdbscan_finds_the_groups_and_calls_the_outsider_noise(groups: NDArray[np.float32]) -> None:
    labels = cluster.hdbscan(groups, SETTINGS)
    assert labels[-1] == -1
    assert [len(set(labels[start : start + 20])) for start in (0, 20, 40)] == [1, 1, 1]


def test_copies_of_one_product_are_clustered_without_a_word() -> None:
    copies = np.tile(np.array([[0.6, 0.8]], dtype=np.float32), (12, 1))
    runs = cluster.plan_runs(12, {1: 2}, SETTINGS)[0]
    for run in runs:
        if run.algorithm == "kmeans":
            assert len(cluster.kmeans(run, copies, None, SETTINGS)) == 12
            start = np.repeat(copies[:1], run.k or 0, axis=0)
            assert len(cluster.kmeans(run, copies, start, SETTINGS)) == 12
    assert [len(labels) for labels in cluster.ward(copies, [2, 11])] == [12, 12]
    assert len(cluster.hdbscan(copies, SETTINGS)) == 12


def test_above_its_size_k_means_takes_mini_batches(groups: NDArray[np.float32]) -> None:
    settings = ClusterSettings(max_kmeans=10)
    run = Run("kmeans", 1, 4, 0)
    labels = cluster.kmeans(run, groups, None, settings)
    assert len(set(labels)) == 4
    start = cluster.centroids(labels, groups)
    np.testing.assert_array_equal(cluster.kmeans(run, groups, start, settings), labels)


def test_the_record_of_a_run_is_what_the_library_was_called_with() -> None:
    run = Run("kmeans", 1, 7, 3)
    assert cluster.parameters(run, 400, SETTINGS) == {"k": 7, "n_init": 10, "random_state": 3}
    assert cluster.parameters(run, 400, SETTINGS, started=True) == {
        "k": 7,
        "init": "published",
        "n_init": 1,
        "random_state": 3,
    }
    assert cluster.parameters(Run("hdbscan", None, None, None), 700, SETTINGS) == {
        "min_cluster_size": 7
    }
