"""Intervals under sampling of groups: against a jackknife by hand, and in simulations."""

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats
from sklearn.metrics import adjusted_rand_score

from agreement import adjusted_rand_index, contingency_table, grouped_ari, grouped_differences
from agreement.grouped import BIAS_REMOVED, MIN_APART, MIN_GROUPS
from bench.coverage import measure, synthetic

Codes = NDArray[np.int64]
POPULATION = synthetic(7, 2.2, n_groups=120)


def left_out_by_hand(labels: Codes, codes: Codes, groups: Codes) -> NDArray[np.float64]:
    return np.array(
        [
            adjusted_rand_score(codes[groups != group], labels[groups != group])
            for group in np.unique(groups)
        ]
    )


def by_hand(value: float, without: NDArray[np.float64]) -> tuple[float, float, float]:
    """Centre, standard error and degrees of freedom of the delete-one-group jackknife."""
    n = len(without)
    moves = without - without.mean()
    variance = (n - 1) / n * (moves**2).sum()
    centre = value - BIAS_REMOVED * (n - 1) * (without.mean() - value)
    # The variance of a sum of n squares is n times that of one.
    degrees = 2 * (moves**2).sum() ** 2 / (n * np.var(moves**2))
    return centre, np.sqrt(variance), degrees


def test_the_interval_is_the_jackknife_that_leaves_out_one_group_at_a_time() -> None:
    labels, codes, groups = POPULATION.labels["text"], POPULATION.codes, POPULATION.groups
    estimate = grouped_ari(labels, codes, groups)
    assert estimate.value == pytest.approx(adjusted_rand_score(codes, labels), abs=1e-12)
    centre, error, degrees = by_hand(estimate.value, left_out_by_hand(labels, codes, groups))
    reach = stats.t.ppf(0.975, degrees) * error / (1 - centre**2)
    expected = np.tanh(np.arctanh(centre) + np.array([-reach, reach]))
    assert estimate.interval == pytest.approx(tuple(expected), abs=1e-3)


def test_the_differences_are_the_same_jackknife_of_both_at_once() -> None:
    codes, groups = POPULATION.codes, POPULATION.groups
    first, second = POPULATION.labels["text"], POPULATION.labels["image"]
    [gap] = grouped_differences([first, second], codes, groups)
    value = adjusted_rand_score(codes, first) - adjusted_rand_score(codes, second)
    assert (gap.first, gap.second, gap.n) == (0, 1, len(codes))
    assert gap.estimate.value == pytest.approx(value, abs=1e-12)
    without = left_out_by_hand(first, codes, groups) - left_out_by_hand(second, codes, groups)
    centre, error, degrees = by_hand(value, without)
    reach = stats.t.ppf(0.975, degrees) * error
    assert gap.estimate.interval == pytest.approx((centre - reach, centre + reach), abs=2e-3)


def test_differences_that_are_read_together_are_wider_than_one_alone() -> None:
    codes, groups, labels = POPULATION.codes, POPULATION.groups, list(POPULATION.labels.values())
    together = grouped_differences(labels, codes, groups)
    assert [(gap.first, gap.second) for gap in together] == [(0, 1), (0, 2), (1, 2)]
    for gap in together:
        [alone] = grouped_differences([labels[gap.first], labels[gap.second]], codes, groups)
        narrow, wide = alone.estimate.interval, gap.estimate.interval
        assert narrow is not None
        assert wide is not None
        # Bonferroni's correction for three, at 1.24 times, is the most that it can take.
        assert 1.02 < (wide.high - wide.low) / (narrow.high - narrow.low) < 1.5


def test_a_product_that_one_of_two_does_not_hold_is_left_out_of_their_difference() -> None:
    codes, groups = POPULATION.codes, POPULATION.groups
    first, second = POPULATION.labels["text"], POPULATION.labels["image"].copy()
    second[::10] = -1
    held = second >= 0
    [gap] = grouped_differences([first, second], codes, groups)
    [expected] = grouped_differences([first[held], second[held]], codes[held], groups[held])
    assert gap.n == held.sum()
    assert gap.estimate.value == pytest.approx(expected.estimate.value)
    assert gap.estimate.interval == pytest.approx(expected.estimate.interval)


def test_alike_brands_make_the_interval_wider_than_products_alone_would() -> None:
    labels, codes = POPULATION.labels["text"], POPULATION.codes
    by_brand = grouped_ari(labels, codes, POPULATION.groups).interval
    by_product = grouped_ari(labels, codes, np.arange(len(codes))).interval
    assert by_brand is not None
    assert by_product is not None
    assert by_brand.high - by_brand.low > 1.3 * (by_product.high - by_product.low)


@pytest.mark.parametrize(
    ("n", "n_groups", "n_categories", "wrong", "missing"),
    [
        (400, int(MIN_GROUPS) - 1, 4, 0.3, "groups"),
        (400, 100, 200, 0.3, "category_size"),
        (400, 100, 4, 0.0, "disagreeing"),
        (400, 100, 4, 0.3, None),
    ],
)
def test_where_no_interval_can_be_relied_on_the_reason_is_given(
    n: int, n_groups: int, n_categories: int, wrong: float, missing: str | None
) -> None:
    rng = np.random.default_rng(0)
    codes, groups = np.arange(n) % n_categories, np.arange(n) % n_groups
    labels = np.where(rng.random(n) < wrong, rng.integers(n_categories, size=n), codes)
    estimate = grouped_ari(labels, codes, groups)
    assert estimate.missing == missing
    assert (estimate.interval is None) == (missing is not None)
    assert estimate.value == adjusted_rand_index(contingency_table(labels, codes))


def test_one_brand_that_holds_most_products_is_worth_few() -> None:
    codes, labels = POPULATION.codes, POPULATION.labels["text"]
    groups = np.where(np.arange(len(codes)) % 3 > 0, 0, POPULATION.groups + 1)
    assert len(np.unique(groups)) > MIN_GROUPS
    assert grouped_ari(labels, codes, groups).missing == "groups"


def test_two_clusterings_that_hardly_differ_have_no_interval() -> None:
    codes, groups, labels = POPULATION.codes, POPULATION.groups, POPULATION.labels["text"]
    near = labels.copy()
    moved = np.flatnonzero(np.diff(groups, prepend=-1))[: MIN_APART - 1]  # one product a group
    near[moved] = (near[moved] + 1) % 7
    [gap] = grouped_differences([labels, near], codes, groups)
    assert gap.estimate.missing == "disagreeing"


def test_no_product_no_estimate() -> None:
    with pytest.raises(ValueError, match="same products"):
        grouped_ari([], [], [])
    with pytest.raises(ValueError, match="same products"):
        grouped_ari([0, 1], [0, 1], [0])
    assert grouped_differences([[0, 0], [0, 1]], [3, 3], [0, 1]) == []


@pytest.mark.soak
@pytest.mark.parametrize(("k", "unequal"), [(7, 2.2), (57, 1.1)])
def test_the_intervals_cover_when_brands_are_sampled(k: int, unequal: float) -> None:
    found, together = measure(synthetic(k, unequal), 445, 1000)
    for one in found:
        print(f"k = {k:3} {one.name:16} covered {one.covered:.3f}, shown {one.shown:.2f}")
        if " - " not in one.name:
            assert 0.92 <= one.covered <= 0.98
            assert one.covered_by_product < 0.85
    print(f"k = {k:3} all differences at once {together:.3f}")
    assert 0.92 <= together <= 0.98
