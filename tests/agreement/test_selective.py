"""Accepting the confident suggestions: answers known by hand."""

import numpy as np
import pytest
from numpy.typing import ArrayLike
from scipy import stats

from agreement import (
    Acceptance,
    coverage_curve,
    held_out_acceptances,
    selective,
    share_interval,
)


def test_the_curve_counts_those_at_or_above_each_threshold() -> None:
    curve = coverage_curve([0.4, 0.9, np.nan, 0.8, 0.8], [False, True, False, True, False])
    assert curve.threshold.tolist() == [0.9, 0.8, 0.4]
    assert curve.coverage == pytest.approx([0.2, 0.6, 0.8])  # one of five has no suggestion
    assert curve.precision == pytest.approx([1, 2 / 3, 1 / 2])


def test_without_a_suggestion_there_is_no_curve() -> None:
    assert len(coverage_curve([np.nan, np.nan], [True, False]).threshold) == 0
    assert len(coverage_curve([], []).threshold) == 0


def held_out_acceptance(
    confidence: ArrayLike, right: ArrayLike, groups: ArrayLike, target: float, **how: int
) -> Acceptance:
    [acceptance] = held_out_acceptances(confidence, right, groups, [target], **how)
    return acceptance


def test_calibrated_confidences_reach_the_target_on_the_held_out_half() -> None:
    rng = np.random.default_rng(0)
    confidence = rng.random(4000)
    right = rng.random(4000) < confidence
    acceptance = held_out_acceptance(confidence, right, rng.integers(0, 800, 4000), 0.9)
    # Accepted from t: precision (1 + t) / 2 = 0.9, so t = 0.8 and a fifth is covered.
    assert acceptance.threshold == pytest.approx(0.8, abs=0.05)
    assert acceptance.coverage == pytest.approx(0.2, abs=0.04)
    assert acceptance.precision == pytest.approx(0.9, abs=0.02)
    assert acceptance.precision_interval is not None
    low, high = acceptance.precision_interval
    assert low < acceptance.precision < high


def test_products_of_one_brand_move_together_and_widen_the_interval() -> None:
    rng = np.random.default_rng(1)
    brand = np.repeat(np.arange(40), 25)
    right = np.repeat(rng.random(40) < 0.9, 25)
    confidence = rng.random(1000)
    together = held_out_acceptance(confidence, right, brand, 0.7).precision_interval
    apart = held_out_acceptance(confidence, right, np.full(1000, -1), 0.7).precision_interval
    assert together is not None
    assert apart is not None
    assert together.high - together.low > 2 * (apart.high - apart.low)


def test_where_nothing_reaches_the_target_nothing_is_accepted() -> None:
    acceptance = held_out_acceptance(
        np.linspace(0, 1, 200), np.zeros(200, bool), np.arange(200), 0.9
    )
    assert (acceptance.threshold, acceptance.precision_interval) == (None, None)
    assert acceptance.coverage == 0
    assert np.isnan(acceptance.precision)


def test_the_same_seed_gives_the_same_result() -> None:
    rng = np.random.default_rng(2)
    confidence = rng.random(300)
    right = rng.random(300) < confidence
    first, again = (
        held_out_acceptance(confidence, right, np.arange(300), 0.8, seed=5) for _ in range(2)
    )
    assert first == again


def test_several_targets_see_the_same_draws() -> None:
    rng = np.random.default_rng(1)
    confidence = rng.random(300)
    right, groups = rng.random(300) < confidence, rng.integers(-1, 60, 300)
    together = held_out_acceptances(confidence, right, groups, [0.8, 0.9])
    alone = [held_out_acceptance(confidence, right, groups, target) for target in (0.8, 0.9)]
    assert together == alone


def test_a_share_without_an_error_has_an_interval() -> None:
    # Wilson by hand: 1 / (1 + 1.96^2 / 10).
    assert share_interval([True] * 10, range(10)) == pytest.approx((0.7225, 1), abs=1e-4)
    # Half of 100: the jackknife's variance is that of 99, and t of 99 degrees is 1.984.
    expected = stats.binomtest(50, 100).proportion_ci(0.95, method="wilson")
    assert share_interval([True, False] * 50, [-1] * 100) == pytest.approx(
        (expected.low, expected.high), abs=2e-3
    )
    assert share_interval([], []) == (0, 1)


def test_products_of_few_brands_are_worth_few_products() -> None:
    right = [True] * 90 + [False] * 10
    alone, together = (
        share_interval(right, groups) for groups in (range(100), [0] * 50 + [1] * 50)
    )
    assert together.low < alone.low < alone.high < together.high


@pytest.mark.parametrize("n", [60, 400, 60_000, 70_000])
def test_every_repeat_is_what_choosing_and_measuring_by_hand_gives(n: int) -> None:
    rng = np.random.default_rng(n)
    confidence = rng.integers(0, 40, n) / 40  # some are equal
    confidence[rng.random(n) < 0.1] = np.nan
    right = rng.random(n) < np.nan_to_num(confidence) ** 0.3
    groups = rng.integers(-3, n // 6, n).clip(-1)
    acceptance = held_out_acceptance(confidence, right, groups, 0.85, repeats=40, seed=5)

    alone = np.where(groups < 0, n + np.arange(n), groups)
    number = np.unique(alone, return_inverse=True)[1]
    times, choosing = selective._halves(int(number.max()) + 1, 40, 5)
    thresholds, coverages, precisions = [], [], []
    for drawn, chooses in zip(times, choosing, strict=True):
        here = np.repeat(np.arange(n), drawn[number] * chooses[number])
        there = np.repeat(np.arange(n), drawn[number] * ~chooses[number])
        good = [
            at
            for at in np.unique(confidence[np.isfinite(confidence)])
            if (confidence[here] >= at).sum() >= 20
            and right[here[confidence[here] >= at]].mean() >= 0.85
        ]
        accepted = there[confidence[there] >= min(good, default=np.inf)]
        coverages.append(len(accepted) / len(there))
        thresholds += [min(good)] if good else []
        if len(accepted):
            precisions.append(right[accepted].mean())
    assert acceptance.threshold == np.median(thresholds)
    assert acceptance.coverage == pytest.approx(np.mean(coverages))
    assert acceptance.precision == pytest.approx(np.mean(precisions))
    for interval, values in (
        (acceptance.coverage_interval, coverages),
        (acceptance.precision_interval, precisions),
    ):
        assert interval == pytest.approx(np.quantile(values, [0.025, 0.975]))
