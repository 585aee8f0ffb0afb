"""Cross-modal purity is that of another implementation, and so sure as it says."""

import numpy as np
import pytest
from numpy.typing import NDArray
from sklearn.cluster import KMeans
from sklearn.neighbors import NearestNeighbors

from agreement.purity import cross_modal_purity


def drawn(seed: int, n: int = 60) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    chance = np.random.default_rng(seed)
    runs = chance.integers(0, [[3], [5]], size=(2, n))
    near = np.array([chance.choice(np.delete(np.arange(n), i), 4, replace=False) for i in range(n)])
    return runs, near, chance.integers(0, 12, n)


def by_hand(run: NDArray[np.int64], near: NDArray[np.int64], rows: list[int]) -> float:
    """One product after the other."""
    n = len(rows)
    p = sum(sum(run[j] == run[i] for j in near[i]) / len(near[i]) for i in rows) / n
    kept = run[rows].tolist()
    c = sum((kept.count(cluster) / n) ** 2 for cluster in set(kept))
    return float((p - c) / (1 - c))


@pytest.mark.parametrize("seed", range(5))
def test_the_value_and_that_without_each_group_are_those_of_a_loop(seed: int) -> None:
    runs, near, groups = drawn(seed)
    found = cross_modal_purity(runs, near, groups)
    everyone = list(range(len(groups)))
    assert found.value == pytest.approx(np.mean([by_hand(run, near, everyone) for run in runs]))
    for group, value in zip(np.unique(groups), found.without, strict=True):
        rows = [row for row in everyone if groups[row] != group]
        assert value == pytest.approx(np.mean([by_hand(run, near, rows) for run in runs]))


def test_clusters_that_were_dealt_out_have_none() -> None:
    runs, near, groups = drawn(1, n=3000)
    assert abs(cross_modal_purity(runs, near, groups).value) < 0.02


def test_a_single_cluster_says_nothing_and_a_single_group_has_no_error() -> None:
    near = [[1], [0], [3], [2]]
    assert cross_modal_purity([[0, 0, 0, 0]], near, [0, 1, 2, 3]).value == 0
    assert np.isnan(cross_modal_purity([[0, 0, 1, 1]], near, [5, 5, 5, 5]).error)


def test_the_gain_is_paired() -> None:
    runs, near, groups = drawn(2)
    one, other = (cross_modal_purity(run[np.newaxis], near, groups) for run in runs)
    gain, error = one.gain_over(other)
    assert gain == pytest.approx(one.value - other.value)
    assert one.gain_over(one) == (0, 0)
    assert 0 < error < one.error + other.error


def test_the_error_is_the_spread_over_other_draws_of_brands() -> None:
    """Catalogues of 60 brands, whose products are alike: the mean error is near the true spread."""
    values, errors = [], []
    for seed in range(60):
        chance = np.random.default_rng(seed)
        groups = np.repeat(np.arange(60), chance.integers(1, 9, 60))
        kinds = np.eye(4)[chance.integers(0, 4, 60)][groups]
        # In some brands the photos say nothing.
        blur = chance.choice([0.2, 2.0], 60)[groups, np.newaxis]
        texts = kinds + 0.3 * chance.normal(size=kinds.shape)
        photos = kinds + blur * chance.normal(size=kinds.shape)
        run = KMeans(4, n_init=2, random_state=0).fit_predict(texts)
        search = NearestNeighbors(n_neighbors=10).fit(photos)
        found = cross_modal_purity([run], search.kneighbors(return_distance=False), groups)
        values.append(found.value)
        errors.append(found.error)
    assert np.mean(errors) == pytest.approx(np.std(values, ddof=1), rel=0.35)
