"""Intervals for products that come in groups, such as those of one brand or of one seller.

Products of one brand are written and photographed alike and lie in the same few categories, so
that an interval that takes them for independent is too short. Here whole groups are left out: the
delete-one-group jackknife (Efron & Stein, "The jackknife estimate of variance", 1981; for sampled
groups: Wolter, "Introduction to variance estimation", 2007, chapter 4).

Pairs of products of one group lift an index above what pairs of different groups would give, the
more so the smaller the categories; the jackknife says by how much (its estimate of the bias), and
the interval is moved down by `BIAS_REMOVED` of that. The index itself is shown as it is.
"""

from collections.abc import Sequence
from itertools import combinations
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from agreement.interval import CONFIDENCE, Interval, student_quantile
from agreement.rand import MIN_CATEGORY_SIZE, MIN_DISAGREEING, NO_VARIANCE, rand_from_squares

MIN_GROUPS = 20.0
"""Groups of one size below which the jackknife was seen to cover too rarely (`make soak`)."""
MIN_APART = 6
"""Groups with a product that one clustering puts elsewhere than the other."""
BIAS_REMOVED = 0.75
"""Part of the jackknife's estimate of the bias that is taken off, where coverage holds."""
DRAWS = 20_000
"""Draws for the critical value of simultaneous intervals: it is right to about one percent."""

FEW_GROUPS, FEW_PER_CATEGORY, FEW_DISAGREEING = "groups", "category_size", "disagreeing"
NO_INTERVAL = (FEW_GROUPS, FEW_PER_CATEGORY, FEW_DISAGREEING)
"""Why there is no interval: groups that are worth too few of one size, too few products a
category, or too few groups in which anything disagrees (of two clusterings: sets them apart)."""

Codes = NDArray[np.int64]


class Estimate(NamedTuple):
    """A value with its interval, or with the reason why there is none.

    Attributes
    ----------
    value : float
    interval : Interval or None
    missing : str or None
        One of `NO_INTERVAL`; None where there is an interval.
    """

    value: float
    interval: Interval | None
    missing: str | None


class Difference(NamedTuple):
    """How far one of several clusterings is above another.

    Attributes
    ----------
    first, second : int
        Which two, by their place.
    estimate : Estimate
        Of the first index less the second; the interval is simultaneous.
    n : int
        Products that both hold.
    """

    first: int
    second: int
    estimate: Estimate
    n: int


class _LeftOut(NamedTuple):
    """An index on all products, and without each group."""

    value: float
    without: NDArray[np.float64]  # NaN of a group that holds no product
    effective: float  # groups of one size that they are worth

    @property
    def moves(self) -> NDArray[np.float64]:
        """How far leaving a group out moves the index from the mean, 0 of an empty group."""
        return np.nan_to_num(self.without - np.nanmean(self.without))

    @property
    def n_groups(self) -> int:
        return int(np.isfinite(self.without).sum())

    @property
    def variance(self) -> float:
        return float((self.n_groups - 1) / self.n_groups * (self.moves**2).sum())

    @property
    def centre(self) -> float:
        bias = (self.n_groups - 1) * (float(np.nanmean(self.without)) - self.value)
        return self.value - BIAS_REMOVED * bias

    def interval(self, critical: float, *, fisher: bool) -> Interval:
        """The ends at so many standard errors from the centre; they hold the value itself."""
        edge, centre = 1 - 1e-9, self.centre
        reach = critical * np.sqrt(self.variance) * np.array([-1, 1])
        if fisher:
            centre = float(np.clip(centre, -edge, edge))
            ends = np.tanh(np.arctanh(centre) + reach / (1 - centre**2))
        else:
            ends = np.clip(centre + reach, -2, 2)
        return Interval(min(float(ends[0]), self.value), max(float(ends[1]), self.value))


def grouped_ari(
    clusters: ArrayLike, categories: ArrayLike, groups: ArrayLike, *, confidence: float = CONFIDENCE
) -> Estimate:
    """Adjusted Rand index with its interval under sampling of groups.

    The clusters, their number and the vectors are held fixed: the interval says how far the
    index would move had other groups (brands, sellers) of the same kind been drawn.

    Parameters
    ----------
    clusters, categories, groups : array_like of int, each of shape (n,), n at least 1
    confidence : float
        Nominal coverage, in (0, 1).

    Returns
    -------
    Estimate
        Its interval lies within [-1, 1].

    Raises
    ------
    ValueError
        If there is no product or the lengths differ.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> brand = rng.integers(60, size=400)
    >>> category = brand % 5
    >>> cluster = np.where(rng.random(400) < 0.8, category, rng.integers(5, size=400))
    >>> value, (low, high), _ = grouped_ari(cluster, category, brand)
    >>> low < value < high
    True
    >>> grouped_ari(cluster, category, category).missing  # five groups say too little
    'groups'
    """
    labels, listed, group = _checked(clusters, categories, groups)
    left_out = _left_out(labels, listed, group, int(group.max()) + 1)
    missing = _missing(labels, listed, group, left_out)
    if missing:
        return Estimate(left_out.value, None, missing)
    critical = student_quantile((1 + confidence) / 2, left_out.effective - 1)
    return Estimate(left_out.value, left_out.interval(critical, fisher=True), None)


def grouped_differences(
    clusterings: Sequence[ArrayLike],
    categories: ArrayLike,
    groups: ArrayLike,
    *,
    confidence: float = CONFIDENCE,
    seed: int = 0,
) -> list[Difference]:
    """Differences of several clusterings in their agreement with the categories, two by two.

    All are read together: at the nominal coverage, *every* interval holds its difference. The
    critical value is the quantile of the largest of as many t-values, correlated as the
    jackknife finds them (Hothorn, Bretz & Westfall, "Simultaneous inference in general
    parametric models", Biometrical Journal 50, 2008).

    Parameters
    ----------
    clusterings : sequence of array_like of int, each of shape (n,)
        Labels of the same products; negative where a clustering does not hold one.
    categories, groups : array_like of int, each of shape (n,)
    confidence : float
        In (0, 1).
    seed : int
        Of the draws that give the critical value.

    Returns
    -------
    list of Difference
        A pair with no product in common, or of which these have one category, is left out.
        Where an interval holds 0, the two are not distinguishable.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> brand = rng.integers(60, size=400)
    >>> category = brand % 5
    >>> good, bad = (
    ...     np.where(rng.random(400) < share, category, rng.integers(5, size=400))
    ...     for share in (0.9, 0.5)
    ... )
    >>> [difference] = grouped_differences([good, bad], category, brand)
    >>> difference.estimate.interval.low > 0
    True
    """
    listed, group = np.asarray(categories, np.int64), np.asarray(groups, np.int64)
    labels = [np.asarray(clustering, np.int64) for clustering in clusterings]
    size = int(group.max(initial=0)) + 1
    found: list[tuple[int, int, _LeftOut, str | None, int]] = []
    for first, second in combinations(range(len(labels)), 2):
        rows = (labels[first] >= 0) & (labels[second] >= 0)
        if not rows.any() or (listed[rows] == listed[rows][0]).all():
            continue
        one, other, of, by = labels[first][rows], labels[second][rows], listed[rows], group[rows]
        sides = [_left_out(side, of, by, size) for side in (one, other)]
        gap = _LeftOut(
            sides[0].value - sides[1].value, sides[0].without - sides[1].without, sides[0].effective
        )
        missing = next(
            (
                why
                for why in (
                    _missing(side, of, by, left)
                    for side, left in zip((one, other), sides, strict=True)
                )
                if why
            ),
            None,
        )
        if missing is None and (
            _groups_with(_outside(one, other), by) < MIN_APART or gap.variance < NO_VARIANCE
        ):
            missing = FEW_DISAGREEING
        found.append((first, second, gap, missing, int(rows.sum())))
    sure = [gap for _, _, gap, missing, _ in found if missing is None]
    critical = _simultaneous(sure, confidence, seed) if sure else 0.0
    return [
        Difference(
            first,
            second,
            Estimate(gap.value, None if missing else gap.interval(critical, fisher=False), missing),
            n,
        )
        for first, second, gap, missing, n in found
    ]


def _checked(*labels: ArrayLike) -> list[Codes]:
    """The labels, each numbered from 0."""
    arrays = [np.asarray(values) for values in labels]
    if len({values.shape for values in arrays}) != 1 or arrays[0].ndim != 1 or not arrays[0].size:
        raise ValueError(
            f"Needs 1-d labels of the same products, got {[values.shape for values in arrays]}."
        )
    return [np.unique(values, return_inverse=True)[1].astype(np.int64) for values in arrays]


def _left_out(labels: Codes, listed: Codes, group: Codes, n_groups: int) -> _LeftOut:
    """ARI of the products, and without each group: its sums less what the group adds to them."""
    width = int(listed.max()) + 1
    sizes = np.bincount(group, minlength=n_groups).astype(np.float64)
    sums = [
        _squares_without(codes, group, n_groups)
        for codes in (labels * width + listed, labels, listed)
    ]
    value = float(rand_from_squares(*(np.float64(total) for total, _ in sums), float(len(labels))))
    rest = len(labels) - sizes
    without = rand_from_squares(*(less for _, less in sums), rest)
    without[(sizes == 0) | (rest < 2)] = np.nan
    effective = float(sizes.sum() ** 2 / (sizes**2).sum())
    return _LeftOut(value, without, effective)


def _squares_without(
    codes: Codes, group: Codes, n_groups: int
) -> tuple[float, NDArray[np.float64]]:
    """Sum of the squared sizes of the codes, and the same without each group."""
    _, code, totals = np.unique(codes, return_inverse=True, return_counts=True)
    keys, own = np.unique(code.astype(np.int64) * n_groups + group, return_counts=True)
    total = totals.astype(np.float64)
    # (x - m)^2 = x^2 - 2 x m + m^2
    change = own * (own - 2 * total[keys // n_groups])
    squares = float((total**2).sum())
    return squares, squares + np.bincount(keys % n_groups, weights=change, minlength=n_groups)


def _missing(labels: Codes, listed: Codes, group: Codes, left_out: _LeftOut) -> str | None:
    """Why the interval cannot be relied on; None where it can."""
    if left_out.effective < MIN_GROUPS:
        return FEW_GROUPS
    if len(listed) < MIN_CATEGORY_SIZE * len(np.unique(listed)):
        return FEW_PER_CATEGORY
    if (
        _groups_with(_outside(labels, listed), group) < MIN_DISAGREEING
        or left_out.variance < NO_VARIANCE
    ):
        return FEW_DISAGREEING
    return None


def _outside(first: Codes, second: Codes) -> NDArray[np.bool_]:
    """Products outside the largest part of their group in the other partition.

    Of the two ways to look, the one with fewer.
    """
    return min(
        (_outside_largest(first, second), _outside_largest(second, first)),
        key=lambda rows: int(rows.sum()),
    )


def _outside_largest(rows: Codes, columns: Codes) -> NDArray[np.bool_]:
    width = int(columns.max()) + 1
    cells, cell, counts = np.unique(rows * width + columns, return_inverse=True, return_counts=True)
    order = np.lexsort((-counts, cells // width))
    largest = np.zeros(len(cells), dtype=np.bool_)
    largest[order[np.diff(cells[order] // width, prepend=-1) != 0]] = True
    return ~largest[cell]


def _groups_with(rows: NDArray[np.bool_], group: Codes) -> int:
    return len(np.unique(group[rows]))


def _simultaneous(gaps: Sequence[_LeftOut], confidence: float, seed: int) -> float:
    """Quantile of the largest of several t-values, correlated as the jackknife finds them."""
    effective = min(gap.effective for gap in gaps)
    if len(gaps) == 1:
        return student_quantile((1 + confidence) / 2, effective - 1)
    moves = np.array([gap.moves for gap in gaps])
    moves /= np.sqrt((moves**2).sum(axis=1, keepdims=True))
    values, vectors = np.linalg.eigh(moves @ moves.T)
    rng = np.random.default_rng(seed)
    normal = rng.standard_normal((DRAWS, len(gaps))) * np.sqrt(np.maximum(values, 0)) @ vectors.T
    largest = np.abs(normal).max(axis=1)
    scale = np.sqrt(rng.chisquare(effective - 1, DRAWS) / (effective - 1))
    return float(np.quantile(largest / scale, confidence))
