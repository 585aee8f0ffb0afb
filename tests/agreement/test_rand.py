"""The adjusted Rand index and its intervals."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.stats import norm
from sklearn.metrics import adjusted_rand_score

from agreement import (
    Interval,
    adjusted_rand_index,
    ari_difference_interval,
    ari_interval,
    contingency_table,
)
from agreement.rand import interval_holds

N_CATEGORIES = 7


@pytest.fixture
def shares() -> NDArray[np.float64]:
    """Share of the products in each pair of 7 clusters x 7 unbalanced categories."""
    return joint_shares(N_CATEGORIES)


def joint_shares(groups: int, purity: float = 0.7) -> NDArray[np.float64]:
    """Give each category its own cluster for `purity` of its products, the rest anywhere.

    The largest category holds four times as many products as the smallest.
    """
    sizes = np.linspace(1, 4, groups)
    sizes /= sizes.sum()
    return sizes[:, None] * (purity * np.eye(groups) + (1 - purity) / groups)


def draw(shares: NDArray[np.float64], n: int, rng: np.random.Generator) -> NDArray[np.int64]:
    """Count n products of the population by cluster and category."""
    return rng.multinomial(n, shares.ravel()).reshape(shares.shape)


def population_index(shares: NDArray[np.float64]) -> float:
    """Index of a catalogue so large that sampling does not move it."""
    return adjusted_rand_index(np.rint(shares * 1e9).astype(np.int64))


def coverage(shares: NDArray[np.float64], n: int, draws: int) -> float:
    """Give the share of the drawn catalogues whose interval holds the population's index."""
    truth = population_index(shares)
    rng = np.random.default_rng(20261101)
    intervals = [ari_interval(draw(shares, n, rng)) for _ in range(draws)]
    shown = [interval for interval in intervals if interval is not None]
    return sum(interval.low <= truth <= interval.high for interval in shown) / len(shown)


def shown_interval(table: NDArray[np.int64], confidence: float = 0.95) -> Interval:
    """The interval of a table that has one."""
    interval = ari_interval(table, confidence=confidence)
    assert interval is not None
    return interval


def ari(first: NDArray[np.int64], second: NDArray[np.int64]) -> float:
    return adjusted_rand_index(contingency_table(first, second))


@given(
    st.lists(st.tuples(st.integers(0, 6), st.integers(0, 9)), min_size=1, max_size=200),
)
def test_it_equals_scikit_learn(pairs: list[tuple[int, int]]) -> None:
    clusters, categories = zip(*pairs, strict=True)
    ours = adjusted_rand_index(contingency_table(clusters, categories))
    assert ours == pytest.approx(adjusted_rand_score(categories, clusters), abs=1e-12)


@pytest.mark.parametrize("n", [700, 100_000])
@pytest.mark.parametrize("odd_ones_out", [1, 3])
def test_it_equals_scikit_learn_where_one_group_holds_nearly_all(n: int, odd_ones_out: int) -> None:
    clusters, categories = np.zeros(n, dtype=np.int64), np.zeros(n, dtype=np.int64)
    clusters[:odd_ones_out] = 1
    categories[1 : 1 + odd_ones_out] = 1
    expected = adjusted_rand_score(categories, clusters)
    assert ari(clusters, categories) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        # 6 pairs. Together in both: 1; in the rows only: 1; in the columns only: 2; neither: 2.
        ([[2, 0], [1, 1]], 0.0),
        # 15 pairs, 2 together in both, 4 expected 6 * 6 / 15 = 2.4: (2 - 2.4) / (6 - 2.4).
        ([[2, 1], [1, 2]], -1 / 9),
        # 15 pairs, 4 together in both, rows 6, columns 7, expected 2.8: (4 - 2.8) / (6.5 - 2.8).
        ([[3, 0], [1, 2]], 1.2 / 3.7),
        # 6 pairs, none together in both, rows 3, columns 1, expected 0.5: (0 - 0.5) / (2 - 0.5).
        ([[1, 1, 1], [1, 0, 0]], -1 / 3),
        # Every pair together in the rows is apart in the columns, and the other way round.
        ([[1, 1], [1, 1]], -0.5),
    ],
)
def test_values_computed_by_hand(table: list[list[int]], expected: float) -> None:
    assert adjusted_rand_index(table) == pytest.approx(expected, abs=1e-15)


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ([[9]], 1.0),  # one cluster, one category
        (np.eye(5, dtype=int), 1.0),  # all singletons on both sides
        ([[1]], 1.0),  # one product
        (np.zeros((0, 0), dtype=int), 1.0),  # no product
        ([[30, 0, 0], [0, 20, 0], [0, 0, 10]], 1.0),  # the same partition
        ([[0, 30], [20, 0]], 1.0),  # the same partition, other names
        ([[10, 20, 30]], 0.0),  # one cluster, several categories
        (np.ones((1, 6), dtype=int), 0.0),  # one cluster, all singletons
        ([[30, 0, 0], [0, 20, 0]], 1.0),  # a category without a product changes nothing
    ],
)
def test_edges(table: list[list[int]], expected: float) -> None:
    assert adjusted_rand_index(table) == pytest.approx(expected, abs=1e-15)


@given(
    st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=80),
)
def test_it_is_symmetric_and_at_most_one(pairs: list[tuple[int, int]]) -> None:
    table = contingency_table(*zip(*pairs, strict=True))
    assert adjusted_rand_index(table) == pytest.approx(adjusted_rand_index(table.T), abs=1e-15)
    assert adjusted_rand_index(table) <= 1.0


def test_the_interval_holds_the_score_and_narrows_with_more_products(
    shares: NDArray[np.float64],
) -> None:
    widths = []
    for n in (150, 600, 2400):
        table = draw(shares, n, np.random.default_rng(1))
        low, high = shown_interval(table)
        assert low < adjusted_rand_index(table) < high
        widths.append(high - low)
    # Four times the products, half the width.
    assert widths[0] / widths[1] == pytest.approx(2, rel=0.3)
    assert widths[1] / widths[2] == pytest.approx(2, rel=0.3)


def test_more_confidence_is_a_wider_interval(shares: NDArray[np.float64]) -> None:
    table = draw(shares, 300, np.random.default_rng(2))
    low, high = shown_interval(table, confidence=0.5)
    lower, higher = shown_interval(table, confidence=0.99)
    assert lower < low < high < higher


def test_it_is_the_jackknife_on_the_scale_of_fisher(shares: NDArray[np.float64]) -> None:
    table = draw(shares, 120, np.random.default_rng(4))
    clusters, categories = (np.repeat(axis, table[table > 0]) for axis in np.nonzero(table))
    n = len(clusters)
    left_out = np.array(
        [adjusted_rand_score(np.delete(categories, i), np.delete(clusters, i)) for i in range(n)]
    )
    error = math.sqrt((n - 1) / n * ((left_out - left_out.mean()) ** 2).sum())
    index = adjusted_rand_score(categories, clusters)
    half_width = norm.ppf(0.975) * error / (1 - index**2)
    expected = np.tanh([math.atanh(index) - half_width, math.atanh(index) + half_width])
    assert ari_interval(table) == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize(
    "table",
    [
        np.diag([30, 20, 10]),  # nothing disagrees
        [[50, 0], [1, 49]],  # one product disagrees
        np.eye(50, dtype=int) + np.ones((50, 50), dtype=int) * (np.arange(50) == 0),  # 2 a category
    ],
)
def test_no_interval_is_shown_where_none_can_be_relied_on(table: list[list[int]]) -> None:
    assert not interval_holds(table)
    assert ari_interval(table) is None


@pytest.mark.parametrize(
    "table", [[[5, 0, 0, 5], [5, 0, 5, 0], [0, 5, 5, 0], [0, 5, 0, 5]], [[10, 10], [10, 10]]]
)
def test_cells_that_are_all_alike_give_no_interval_instead_of_one_without_width(
    table: list[list[int]],
) -> None:
    assert interval_holds(table)
    assert ari_interval(table) is None
    table[0][0] += 1
    assert ari_interval(table) is not None


def test_the_interval_does_not_depend_on_empty_rows_and_columns() -> None:
    table = np.array([[40, 10], [10, 40]])
    padded = np.pad(table, ((0, 2), (0, 1)))
    assert ari_interval(padded) == ari_interval(table)


# Categories, products, share of each category in its own cluster: low and high agreement.
CASES = [
    (groups, n, purity)
    for groups in (7, 57, 195)
    for n in (150, 700, 1050)
    for purity in (0.0, 0.15, 0.5, 0.85, 0.97)
]


@pytest.mark.parametrize(("groups", "n", "purity"), [(7, 150, 0.5), (7, 700, 0.85), (57, 700, 0.5)])
def test_the_interval_covers_the_truth_about_95_times_in_100(
    groups: int, n: int, purity: float
) -> None:
    # 400 draws of a coverage of 0.95 stay within three standard errors, 0.033.
    assert 0.917 <= coverage(joint_shares(groups, purity), n=n, draws=400) <= 0.983


@pytest.mark.parametrize("purity", [0.0, 0.5, 0.97])
def test_no_interval_for_195_categories_of_150_products(purity: float) -> None:
    table = draw(joint_shares(195, purity), 150, np.random.default_rng(0))
    table = table[:, table.sum(axis=0) > 0]
    assert ari_interval(table) is None


@pytest.mark.soak
@pytest.mark.parametrize(("groups", "n", "purity"), CASES)
def test_the_interval_covers_the_truth_at_every_size(groups: int, n: int, purity: float) -> None:
    shares = joint_shares(groups, purity)
    rng = np.random.default_rng(0)
    shown = np.mean([interval_holds(draw(shares, n, rng)) for _ in range(200)])
    if shown < 0.5:
        print(f"\n{groups} categories, n = {n}, purity {purity}: shown in {shown:.0%}, not scored")
        return
    share = coverage(shares, n=n, draws=2000)
    print(f"\n{groups} categories, n = {n}, purity {purity}: coverage {share:.3f} of 0.950")
    assert 0.92 <= share <= 0.98


@pytest.mark.parametrize("table", [[[0, 0], [0, 0]], np.zeros((0, 3), dtype=int)])
def test_no_product_has_no_interval(table: list[list[int]]) -> None:
    with pytest.raises(ValueError, match="at least one product"):
        ari_interval(table)


@pytest.mark.parametrize("interval", [ari_interval, ari_difference_interval])
def test_a_table_of_the_wrong_form_is_refused(interval: object) -> None:
    assert callable(interval)
    with pytest.raises(ValueError, match="axes"):
        interval([1, 2, 3])
    with pytest.raises(ValueError, match="axes"):
        adjusted_rand_index([1, 2, 3])
    with pytest.raises(ValueError, match="negative"):
        adjusted_rand_index([[1, -1]])


@pytest.mark.parametrize("confidence", [0.0, 1.0, 95.0, -0.5, math.nan])
def test_a_confidence_out_of_range_is_refused(confidence: float) -> None:
    with pytest.raises(ValueError, match="confidence"):
        ari_interval([[4, 1], [1, 4]], confidence=confidence)
