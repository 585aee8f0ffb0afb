"""Selective acceptance: how many suggestions are confident, and how often these are right.

Selective classification in the sense of El-Yaniv & Wiener, "On the foundations
of noise-free selective classification", JMLR 11 (2010): coverage is the share of
the products that are accepted, precision the share of those that are right. A
threshold with the two that it gives is an operating point.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from agreement.interval import (
    CONFIDENCE,
    Interval,
    normal_critical_value,
    score_interval,
    student_quantile,
)

REPEATS = 200
MOST_THRESHOLDS = 1_000
"""Places for a threshold that are tried: a tenth of a percent of the products apart, at least."""
MOST_CELLS = 30_000  # products times repeats at once: they fit the cache of a processor
# Counters are packed into one int64, so that one cumulative sum gives all of them. Its lower 32
# bits count products, its upper 32 those that are right: a product adds UNIT, one that is right
# RIGHT_UNIT. Where no draw has more than HALF_CAPACITY products, each of these counters holds two
# of 16 bits: the half that chooses a threshold in the lower ones, the half that measures in the
# upper ones. BOTH_CAPACITIES masks the lower one of each. `unpack_counts` parts products from those
# that are right.
UNIT, RIGHT_UNIT = 1, 1 + (1 << 32)
BITS, HALF_CAPACITY = 16, (1 << 16) - 1
BOTH_CAPACITIES = HALF_CAPACITY * RIGHT_UNIT
FEWEST_GROUPS = 5  # with an error, and with a right one, for the jackknife of a share
FEWEST_ACCEPTED = 20  # a precision over fewer products says nothing


class Curve(NamedTuple):
    """Coverage and precision for each threshold, the strictest first.

    Attributes
    ----------
    threshold, coverage, precision : ndarray of float64, shape (n_thresholds,)
        Suggestions at or above the threshold are accepted.
    """

    threshold: NDArray[np.float64]
    coverage: NDArray[np.float64]
    precision: NDArray[np.float64]


class Acceptance(NamedTuple):
    """What automatic acceptance gives on products that did not choose its threshold.

    Attributes
    ----------
    threshold : float or None
        Median of the thresholds chosen; None where none reaches the target.
    coverage, precision : float
        Means over the repeats; precision is NaN where nothing was accepted.
    coverage_interval, precision_interval : Interval or None
        Over resampled groups; None where nothing was accepted.
    n : int
        Products.
    """

    threshold: float | None
    coverage: float
    precision: float
    coverage_interval: Interval | None
    precision_interval: Interval | None
    n: int


def coverage_curve(confidence: ArrayLike, right: ArrayLike) -> Curve:
    """Coverage and precision at every threshold.

    Parameters
    ----------
    confidence : array_like of float, shape (n,)
        NaN where there is no suggestion: never accepted, but counted in n.
    right : array_like of bool, shape (n,)

    Returns
    -------
    Curve

    Examples
    --------
    >>> curve = coverage_curve([0.9, 0.8, 0.8, 0.4], [True, True, False, False])
    >>> curve.coverage.tolist()
    [0.25, 0.75, 1.0]
    >>> curve.precision.round(3).tolist()
    [1.0, 0.667, 0.5]
    """
    confidence = np.asarray(confidence, dtype=np.float64)
    known = np.isfinite(confidence)
    if not known.any():
        return Curve(*(np.empty(0) for _ in range(3)))
    order = np.argsort(-confidence[known])
    sorted_confidence = confidence[known][order]
    rights = np.cumsum(np.asarray(right, dtype=bool)[known][order])
    # Equal confidences are accepted together.
    last = np.append(np.flatnonzero(np.diff(sorted_confidence)), len(order) - 1)
    accepted = last + 1
    return Curve(
        threshold=sorted_confidence[last],
        coverage=accepted / len(confidence),
        precision=rights[last] / accepted,
    )


def held_out_acceptances(
    confidence: ArrayLike,
    right: ArrayLike,
    groups: ArrayLike,
    targets: Sequence[float],
    *,
    repeats: int = REPEATS,
    seed: int = 0,
) -> list[Acceptance]:
    """Choose the threshold on one half of the groups, measure on the other, many times.

    Each repeat draws the groups with replacement, so that the intervals say how
    far other brands would move the result, and splits them so that no group
    stands on both sides. All targets see the same draws and the same halves.

    Parameters
    ----------
    confidence, right
        As for `coverage_curve`.
    groups : array_like of int, shape (n,)
        Products that stand or fall together, such as those of a brand, numbered
        from 0. A negative value is a group of its own.
    targets : sequence of float
        Wanted precisions, 0 to 1.
    repeats : int
    seed : int
        The same seed gives the same result.

    Returns
    -------
    list of Acceptance
        One per target.
    """
    confidence = np.asarray(confidence, dtype=np.float64)
    n = confidence.size
    sure = np.where(np.isfinite(confidence), confidence, -np.inf)
    order = np.argsort(-sure)
    sure, correct = sure[order], np.asarray(right, dtype=bool)[order]
    group = _codes(np.asarray(groups, dtype=np.int64))[order]
    # Only where the confidence changes can a threshold lie; no suggestion, no threshold.
    known = int(np.isfinite(sure).sum())
    ends = np.flatnonzero(np.diff(sure[:known]))
    ends = _spread(np.append(ends, known - 1)) if known else ends
    n_groups = int(group.max(initial=-1)) + 1
    drawn = [_Drawn([], [], []) for _ in targets]
    if n_groups > 1 and len(ends):
        times, choosing = _halves(n_groups, repeats, seed)
        sizes = np.bincount(group, minlength=n_groups)
        whole = (times * ~choosing) @ sizes
        units = np.where(correct, RIGHT_UNIT, UNIT)
        fits = int((times @ sizes).max()) <= HALF_CAPACITY
        for some, first, second in _accepted_halves(times, choosing, group, units, ends, fits=fits):
            wanted = list(zip(targets, drawn, strict=True))
            _measure(first, second, whole[some], sure[ends], wanted)
    return [_acceptance(halves, n) for halves in drawn]


def share_interval(right: ArrayLike, groups: ArrayLike) -> Interval:
    """Interval of the share that is right, where groups of products stand or fall together.

    Wilson's score interval ("Probable inference, the law of succession, and
    statistical inference", 1927) for as many independent products as have the
    variance that the delete-one-group jackknife finds. Where fewer than
    `FEWEST_GROUPS` groups hold an error, or a right one, the jackknife has little to
    go by: then it is for no more than the groups are worth (`effective_size`), so
    that it stays wide where nothing is wrong.

    Parameters
    ----------
    right : array_like of bool, shape (n,)
    groups : array_like of int, shape (n,)
        As for `held_out_acceptances`.

    Returns
    -------
    Interval
        From 0 to 1 where there is no product.

    Examples
    --------
    >>> round(share_interval([True] * 10, [-1] * 10).low, 2)
    0.72
    >>> round(share_interval([True] * 10, [0] * 5 + [1] * 5).low, 2)  # two brands, not ten
    0.34
    """
    right = np.asarray(right, dtype=bool)
    if not right.size:
        return Interval(0.0, 1.0)
    group = _codes(np.asarray(groups, dtype=np.int64))
    sizes = np.bincount(group).astype(np.float64)
    rights = np.bincount(group, weights=right)
    n, share, n_groups = right.size, float(right.mean()), len(sizes)
    worth = n**2 / float((sizes**2).sum())
    if min((rights < sizes).sum(), (rights > 0).sum()) < FEWEST_GROUPS:
        return score_interval(share, worth, normal_critical_value(CONFIDENCE))
    left_out = (rights.sum() - rights) / (n - sizes)
    moved = float(((left_out - left_out.mean()) ** 2).sum())
    variance = (n_groups - 1) / n_groups * moved
    independent = min(share * (1 - share) / variance, float(n)) if variance > 0 else worth
    degrees = max(worth - 1, FEWEST_GROUPS - 1)
    return score_interval(share, independent, student_quantile((1 + CONFIDENCE) / 2, degrees))


def effective_size(groups: ArrayLike) -> float:
    """Count the independent products that groups are worth (Kish, "Survey sampling", 1965).

    Parameters
    ----------
    groups : array_like of int, shape (n,)
        As for `held_out_acceptances`.

    Returns
    -------
    float
        n where each stands alone, the number of groups where all are of one size.

    Examples
    --------
    >>> effective_size([-1] * 10), effective_size([0] * 5 + [1] * 5), effective_size([])
    (10.0, 2.0, 0.0)
    """
    numbers = np.asarray(groups, dtype=np.int64)
    together = numbers >= 0
    sizes = np.bincount(numbers[together]).astype(np.float64)
    squares = float((sizes**2).sum() + np.count_nonzero(~together))
    return numbers.size**2 / squares if squares else 0.0


class _Drawn(NamedTuple):
    """What the repeats gave for one target."""

    thresholds: list[float]
    coverages: list[float]
    precisions: list[float]


@lru_cache(maxsize=4)
def _halves(n_groups: int, repeats: int, seed: int) -> tuple[NDArray[np.int16], NDArray[np.bool_]]:
    """How often each repeat draws each group, and whether its half chooses the threshold.

    Kept, since the spaces and levels of a report are measured on the same groups.
    """
    rng = np.random.default_rng(seed)
    times = np.empty((repeats, n_groups), dtype=np.int16)
    for line in times:  # one at a time: all at once would be four times as large
        line[:] = np.bincount(rng.integers(n_groups, size=n_groups), minlength=n_groups)
    return times, rng.random((repeats, n_groups)) < 0.5


def _measure(
    choosing: NDArray[np.int64],
    measured: NDArray[np.int64],
    whole: NDArray[np.int64],
    thresholds: NDArray[np.float64],
    drawn: Sequence[tuple[float, _Drawn]],
) -> None:
    """Choose a threshold in each repeat on one half, measure on the other.

    Both are sums up to each threshold, as `_accepted` gives them.
    """
    accepted, rights = unpack_counts(choosing)
    repeat = np.arange(len(accepted))
    precision = rights / np.maximum(accepted, 1)
    precision[accepted < FEWEST_ACCEPTED] = -1.0
    for target, halves in drawn:
        good = precision >= target
        some = good.any(axis=1)
        last_good = good.shape[1] - 1 - good[:, ::-1].argmax(axis=1)
        kept, right = unpack_counts(np.where(some, measured[repeat, last_good], 0))
        halves.thresholds.extend(thresholds[last_good[some]])
        halves.coverages.extend(kept / np.maximum(whole, 1))
        halves.precisions.extend(right[kept > 0] / kept[kept > 0])


def _acceptance(drawn: _Drawn, n: int) -> Acceptance:
    if not drawn.precisions:
        return Acceptance(None, 0.0, float("nan"), None, None, n)
    return Acceptance(
        threshold=float(np.median(drawn.thresholds)),
        coverage=float(np.mean(drawn.coverages)),
        precision=float(np.mean(drawn.precisions)),
        coverage_interval=_middle(drawn.coverages),
        precision_interval=_middle(drawn.precisions),
        n=n,
    )


def _codes(groups: NDArray[np.int64]) -> NDArray[np.int64]:
    """Number the groups from 0; a negative one stands alone."""
    alone = groups < 0
    keys = np.where(alone, groups.max(initial=0) + 1 + np.arange(len(groups)), groups)
    there = np.zeros(keys.max(initial=-1) + 1, dtype=bool)
    there[keys] = True
    return (np.cumsum(there) - 1)[keys]


def _spread(ends: NDArray[np.int64]) -> NDArray[np.int64]:
    """Keep as many places for a threshold as can matter: a large catalogue has one a product."""
    if len(ends) <= MOST_THRESHOLDS:
        return ends
    return ends[np.linspace(0, len(ends) - 1, MOST_THRESHOLDS).round().astype(np.int64)]


def _accepted_halves(
    times: NDArray[np.int16],
    choosing: NDArray[np.bool_],
    group: NDArray[np.int64],
    units: NDArray[np.int64],
    ends: NDArray[np.int64],
    *,
    fits: bool,
) -> Iterator[tuple[slice, NDArray[np.int64], NDArray[np.int64]]]:
    """Give `_accepted` of the half that chooses and of the other, some repeats at a time."""
    slices = _slices(len(times), len(ends))
    if fits:
        sums = _accepted(
            np.where(choosing, times, times.astype(np.int64) << BITS), group, units, ends
        )
        for some in slices:
            yield some, sums[some] & BOTH_CAPACITIES, (sums[some] >> BITS) & BOTH_CAPACITIES
    else:
        first, second = (
            _accepted(times.astype(np.int64) * half, group, units, ends)
            for half in (choosing, ~choosing)
        )
        for some in slices:
            yield some, first[some], second[some]


def _accepted(
    times: NDArray[np.int64],
    group: NDArray[np.int64],
    units: NDArray[np.int64],
    ends: NDArray[np.int64],
) -> NDArray[np.int64]:
    """Sum what the products up to each threshold are units, one line a repeat."""
    beyond = ends[-1] + 1
    starts = np.append(0, ends[:-1] + 1)
    sums = np.empty((len(times), len(ends)), dtype=np.int64)
    for some in _slices(len(times), beyond):
        right = np.take(times[some], group[:beyond], axis=1)
        right *= units[:beyond]
        between = right if beyond == len(ends) else np.add.reduceat(right, starts, axis=1)
        np.cumsum(between, axis=1, out=sums[some])
    return sums


def _slices(repeats: int, width: int) -> Iterator[slice]:
    """Cut the repeats so that what is computed of each part stays in the processor's cache."""
    step = max(1, MOST_CELLS // width)
    return (slice(first, first + step) for first in range(0, repeats, step))


def unpack_counts(sums: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Part sums into products, and those of them that are right."""
    return sums & (RIGHT_UNIT - UNIT - 1), sums >> 32


def _middle(values: list[float]) -> Interval:
    """Ends between which most values are: as `numpy.quantile`, at a quarter of its cost for 200."""
    tail = (1 - CONFIDENCE) / 2
    ranked = np.sort(values)
    last = len(ranked) - 1
    low, high = np.interp([tail * last, (1 - tail) * last], np.arange(len(ranked)), ranked)
    return Interval(float(low), float(high))
