"""Purity, matches and their intervals, against hand counts, SciPy and scikit-learn."""

import numpy as np
import pytest
from scipy import stats
from sklearn.metrics import f1_score, precision_score, recall_score

from agreement.interval import student_quantile
from agreement.separability import (
    above_chance,
    best_matches,
    confusions,
    f1_interval,
    mean_difference,
    shares_alike,
    wilson_interval,
)


def test_shares_by_hand() -> None:
    neighbours = [[1, 2, 3], [0, 2, -1], [3, 0, 1], [2, 1, 0], [0, 1, 2]]
    shares = shares_alike(neighbours, [0, 0, 1, 1, -1])
    assert shares[:4] == pytest.approx([1 / 3, 1 / 2, 1 / 3, 1 / 3])
    assert np.isnan(shares[4])


def test_random_neighbours_are_at_chance() -> None:
    rng = np.random.default_rng(0)
    codes = rng.choice(3, size=4000, p=[0.6, 0.3, 0.1])
    neighbours = rng.integers(0, 4000, size=(4000, 10))
    shares = shares_alike(neighbours, codes)
    for category in range(3):
        chance = ((codes == category).sum() - 1) / 3999
        assert above_chance(shares[codes == category].mean(), chance) == pytest.approx(0, abs=0.02)
    assert np.isnan(above_chance(1.0, 1.0))


def test_the_most_frequent_other_category() -> None:
    neighbours = [[1, 2, 3], [0, 3, 4], [0, 1, 3], [4, 2, 0], [3, 2, -1]]
    codes = [0, 0, 1, 2, 2]
    everything = confusions(neighbours, codes, [True] * 5)
    # Products of 0 have the neighbours 0 1 2 and 0 2 2: half of the six are in 2.
    assert everything[0] == pytest.approx((2, 3 / 6))
    assert everything[1] == pytest.approx((0, 2 / 3))
    of_the_third = confusions(neighbours, codes, [False, False, True, False, False])
    assert list(of_the_third) == [1]
    assert of_the_third[1] == pytest.approx((0, 2 / 3))


def test_matches_are_those_of_scikit_learn() -> None:
    rng = np.random.default_rng(1)
    category = rng.integers(0, 4, 300)
    cluster = np.where(rng.random(300) < 0.7, category, rng.integers(0, 4, 300))
    table = np.zeros((4, 4), dtype=int)
    np.add.at(table, (cluster, category), 1)
    for code, match in enumerate(best_matches(table)):
        assert match is not None
        truth, in_cluster = category == code, cluster == match.cluster
        assert match.precision == pytest.approx(precision_score(truth, in_cluster))
        assert match.recall == pytest.approx(recall_score(truth, in_cluster))
        assert match.f1 == pytest.approx(f1_score(truth, in_cluster))
        assert match.f1 == max(f1_score(truth, cluster == number) for number in range(4))
        assert match.f1_interval.low < match.f1 < match.f1_interval.high


def test_a_category_without_products_has_no_match() -> None:
    assert best_matches([[3, 0]])[1] is None


@pytest.mark.parametrize(("successes", "n"), [(0, 10), (3, 10), (10, 10), (57, 200)])
def test_wilson_is_that_of_scipy(successes: int, n: int) -> None:
    expected = stats.binomtest(successes, n).proportion_ci(0.95, method="wilson")
    assert wilson_interval(successes, n) == pytest.approx((expected.low, expected.high))


def test_no_proportion_of_nothing() -> None:
    with pytest.raises(ValueError, match="n > 0"):
        wilson_interval(0, 0)


def test_the_interval_of_f1_covers() -> None:
    rng = np.random.default_rng(2)
    # In both, in the cluster only, in the category only, in neither.
    shares = np.array([0.1, 0.03, 0.05, 0.82])
    truth = 2 * shares[0] / (2 * shares[0] + shares[1] + shares[2])
    covered = 0
    for _ in range(2000):
        both, cluster, category, _ = rng.multinomial(400, shares)
        low, high = f1_interval(int(both), int(both + cluster), int(both + category))
        covered += low <= truth <= high
    assert 0.92 <= covered / 2000 <= 0.98


def test_a_paired_difference_is_that_of_scipy() -> None:
    rng = np.random.default_rng(3)
    first, second = rng.random(40), rng.random(40)
    first[3] = np.nan
    value, interval, n = mean_difference(first, second, range(40))
    kept = ~np.isnan(first)
    expected = stats.ttest_rel(first[kept], second[kept]).confidence_interval(0.95)
    assert n == 39
    assert value == pytest.approx((first - second)[kept].mean())
    assert interval == pytest.approx((expected.low, expected.high), abs=1e-5)
    assert mean_difference(first[:5], second[:5], range(5))[1] is None
    assert mean_difference([np.nan], [1.0], [0])[2] == 0


@pytest.mark.parametrize("degrees", [9, 12, 30, 1000])
def test_the_quantile_is_that_of_scipy(degrees: int) -> None:
    assert student_quantile(0.975, degrees) == pytest.approx(stats.t.ppf(0.975, degrees), abs=1e-3)
