"""The interval of the difference of two adjusted Rand indices."""

import numpy as np
import pytest
from numpy.typing import NDArray
from sklearn.metrics import adjusted_rand_score

from agreement import (
    Interval,
    ari_difference_interval,
    ari_interval,
    contingency_table,
)
from tests.agreement.test_rand import (
    N_CATEGORIES,
    ari,
    joint_shares,
    population_index,
    shown_interval,
)

Labels = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]


def noisy(
    categories: NDArray[np.int64], error: float, rng: np.random.Generator
) -> NDArray[np.int64]:
    """Give the categories back with a share of them drawn anew."""
    wrong = rng.random(categories.size) < error
    return np.where(wrong, rng.integers(0, N_CATEGORIES, categories.size), categories)


def difference_of(
    first: NDArray[np.int64], second: NDArray[np.int64], categories: NDArray[np.int64]
) -> Interval:
    """The interval of a difference that has one."""
    interval = ari_difference_interval(contingency_table(first, second, categories))
    assert interval is not None
    return interval


def test_the_difference_of_equally_good_clusterings_holds_zero() -> None:
    rng = np.random.default_rng(1)
    categories = rng.integers(0, N_CATEGORIES, 300)
    first, second = noisy(categories, 0.3, rng), noisy(categories, 0.3, rng)
    low, high = difference_of(first, second, categories)
    assert low < 0 < high


def test_the_difference_of_a_clearly_better_clustering_is_above_zero() -> None:
    rng = np.random.default_rng(2)
    categories = rng.integers(0, N_CATEGORIES, 300)
    better, worse = noisy(categories, 0.2, rng), noisy(categories, 0.6, rng)
    low, high = difference_of(better, worse, categories)
    assert 0 < low < ari(better, categories) - ari(worse, categories) < high
    swapped = difference_of(worse, better, categories)
    assert swapped.low < swapped.high < 0


def test_what_both_clusterings_get_wrong_together_does_not_widen_the_difference() -> None:
    rng = np.random.default_rng(3)
    categories = rng.integers(0, N_CATEGORIES, 600)
    shared = noisy(categories, 0.4, rng)
    variant = np.where(rng.random(600) < 0.05, rng.integers(0, N_CATEGORIES, 600), shared)
    paired = difference_of(shared, variant, categories)
    alone = shown_interval(contingency_table(shared, categories))
    assert paired.high - paired.low < (alone.high - alone.low) / 2


def test_it_is_the_jackknife_of_the_difference_less_what_it_counts_twice() -> None:
    rng = np.random.default_rng(5)
    categories = rng.integers(0, N_CATEGORIES, 120)
    first, second = noisy(categories, 0.3, rng), noisy(categories, 0.5, rng)
    n = len(categories)
    left_out = np.array(
        [
            adjusted_rand_score(*(np.delete(labels, i) for labels in (categories, first)))
            - adjusted_rand_score(*(np.delete(labels, i) for labels in (categories, second)))
            for i in range(n)
        ]
    )
    plain = 1.959964 * np.sqrt((n - 1) / n * ((left_out - left_out.mean()) ** 2).sum())
    low, high = difference_of(first, second, categories)
    point = ari(first, categories) - ari(second, categories)
    assert (low + high) / 2 == pytest.approx(point, abs=1e-12)
    assert 0.9 * plain < (high - low) / 2 < plain


def test_near_chance_most_of_the_variance_is_counted_twice() -> None:
    rng = np.random.default_rng(6)
    first, second, categories = (rng.integers(0, N_CATEGORIES, 700) for _ in range(3))
    low, high = difference_of(first, second, categories)
    # Two independent clusterings at chance: the difference spreads by sqrt(2) times the null's.
    null = [ari(rng.permutation(first), categories) for _ in range(400)]
    assert (high - low) / (2 * 1.96 * np.sqrt(2) * np.std(null)) == pytest.approx(1.07, abs=0.12)


def test_two_names_of_the_same_groups_are_not_apart() -> None:
    rng = np.random.default_rng(7)
    categories = rng.integers(0, N_CATEGORIES, 300)
    clusters = noisy(categories, 0.3, rng)
    renamed = (clusters + 3) % N_CATEGORIES
    assert ari_difference_interval(contingency_table(clusters, renamed, categories)) is None
    # Groups of two categories each are another clustering, however pure both are.
    assert ari_difference_interval(contingency_table(clusters, clusters // 2, categories))


@pytest.mark.parametrize(("n_moved", "shown"), [(0, False), (9, False), (10, True)])
def test_few_products_apart_have_no_interval(n_moved: int, shown: bool) -> None:
    rng = np.random.default_rng(8)
    categories = rng.integers(0, N_CATEGORIES, 300)
    clusters = noisy(categories, 0.3, rng)
    moved = clusters.copy()
    moved[:n_moved] = (moved[:n_moved] + 1) % N_CATEGORIES
    table = contingency_table(clusters, moved, categories)
    assert (ari_difference_interval(table) is not None) is shown


def test_a_side_without_an_interval_leaves_the_difference_without_one() -> None:
    rng = np.random.default_rng(9)
    categories = rng.integers(0, N_CATEGORIES, 150)
    nearly = categories.copy()
    nearly[:3] = (nearly[:3] + 1) % N_CATEGORIES
    assert ari_interval(contingency_table(nearly, categories)) is None
    worse = noisy(categories, 0.5, rng)
    assert ari_difference_interval(contingency_table(nearly, worse, categories)) is None
    assert ari_difference_interval(contingency_table(worse, nearly, categories)) is None


def test_no_product_has_no_difference() -> None:
    empty = np.zeros((2, 2, 2), dtype=int)
    with pytest.raises(ValueError, match="at least one product"):
        ari_difference_interval(empty)


# -- Does it hold the true difference? ------------------------------------------------------


def draw_two(
    groups: int, n: int, purity: tuple[float, float], shared: float, rng: np.random.Generator
) -> Labels:
    """Draw n products of a population: two clusterings and the categories.

    Each clustering follows `joint_shares` at its own purity. A share of the products is as hard
    for both, and put in the same wrong cluster; the others are drawn apart.
    """
    sizes = joint_shares(groups).sum(axis=1)
    categories = rng.choice(groups, n, p=sizes)
    hard, wrong = rng.random(n), rng.integers(0, groups, n)
    same = rng.random(n) < shared
    hard_too = np.where(same, hard, rng.random(n))
    wrong_too = np.where(same, wrong, rng.integers(0, groups, n))
    first = np.where(hard < purity[0], categories, wrong)
    second = np.where(hard_too < purity[1], categories, wrong_too)
    return first, second, categories


def true_difference(groups: int, purity: tuple[float, float]) -> float:
    """Difference of the indices of the population, from its cells."""
    first, second = (population_index(joint_shares(groups, share)) for share in purity)
    return first - second


def drawn_intervals(
    groups: int, n: int, purity: tuple[float, float], shared: float, draws: int
) -> list[Interval | None]:
    """Give the interval of each of the drawn catalogues, None where it is not shown."""
    rng = np.random.default_rng(20261124)
    return [
        ari_difference_interval(contingency_table(*draw_two(groups, n, purity, shared, rng)))
        for _ in range(draws)
    ]


def share_covered(intervals: list[Interval | None], truth: float) -> float:
    """Give the share of the shown intervals that hold the truth."""
    shown = [interval for interval in intervals if interval is not None]
    return sum(interval.low <= truth <= interval.high for interval in shown) / len(shown)


POPULATIONS = [
    # Purity of both, share of the products that are as hard for both. No true difference:
    ((0.0, 0.0), 0.0),  # both at chance
    ((0.15, 0.15), 0.7),
    ((0.5, 0.5), 0.7),
    ((0.85, 0.85), 0.0),
    ((0.97, 0.97), 0.0),
    # A true difference:
    ((0.15, 0.0), 0.0),
    ((0.6, 0.5), 0.0),
    ((0.6, 0.55), 1.0),  # the better one is right wherever the other is
    ((0.85, 0.84), 1.0),  # the same, on a handful of products
    ((0.85, 0.8), 1.0),
    ((0.97, 0.5), 0.7),
]
CASES = [
    (groups, n, purity, shared)
    for groups in (7, 57, 195)
    for n in (150, 700, 1050)
    # Tables of 195 categories take fifty times as long: one population in three.
    for purity, shared in POPULATIONS[:: 3 if groups == 195 else 1]
]


@pytest.mark.parametrize("purity", [(0.6, 0.6), (0.7, 0.5)])
def test_the_difference_covers_the_truth_about_95_times_in_100(
    purity: tuple[float, float],
) -> None:
    intervals = drawn_intervals(7, 700, purity, shared=0.7, draws=600)
    # 600 draws of a coverage of 0.95 stay within three standard errors, 0.027.
    assert 0.923 <= share_covered(intervals, true_difference(7, purity)) <= 0.977


@pytest.mark.soak
@pytest.mark.parametrize(("groups", "n", "purity", "shared"), CASES)
def test_the_difference_covers_the_truth_at_every_size(
    groups: int, n: int, purity: tuple[float, float], shared: float
) -> None:
    truth = true_difference(groups, purity)
    case = f"\n{groups} categories, n = {n}, purity {purity}, {shared:.0%} as hard for both"
    intervals = drawn_intervals(groups, n, purity, shared, draws=60)
    if sum(interval is not None for interval in intervals) < 6:
        print(f"{case}: shown in less than 10%, not scored")
        return
    # 400 draws of a coverage of 0.95 stay within 0.033.
    draws, low, high = (400, 0.90, 0.99) if groups == 195 else (2000, 0.92, 0.98)
    intervals = drawn_intervals(groups, n, purity, shared, draws)
    shown = sum(interval is not None for interval in intervals) / draws
    covered = share_covered(intervals, truth)
    print(f"{case}, difference {truth:+.3f}: {covered:.3f} of 0.950, shown in {shown:.0%}")
    assert low <= covered
    # At the edge of the rule the samples with too few products apart, which would miss, are not
    # shown: those that are then cover more than they say.
    if shown > 0.9:
        assert covered <= high
