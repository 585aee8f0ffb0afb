"""Interval of the difference of two clusterings in their agreement with the categories.

The interval of a difference of two adjusted Rand indices on the same products: a
delete-one jackknife, as for one index (`agreement.rand`), in which each product is
left out of both clusterings at once, so that what they share cancels out.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from agreement.interval import CONFIDENCE, Interval, normal_critical_value
from agreement.rand import (
    NO_VARIANCE,
    adjusted_rand_index,
    interval_holds,
    jackknife_variance,
    leave_one_out,
    not_empty,
    pair_kernel,
    pair_noise,
)

# Where the interval was seen to hold its nominal coverage (`make soak`).
MIN_APART = 10  # products that one clustering puts elsewhere than the other
COUNTED_TWICE = 0.85  # of the noise of pairs: more covers too rarely, less too often near chance


class _Cells(NamedTuple):
    """The occupied cells of a three-way table, and how many products each holds."""

    first: NDArray[np.int64]
    second: NDArray[np.int64]
    category: NDArray[np.int64]
    times: NDArray[np.int64]

    @classmethod
    def of(cls, counts: NDArray[np.int64]) -> "_Cells":
        first, second, category = np.nonzero(counts)
        return cls(first, second, category, counts[first, second, category])

    def table(self, rows: NDArray[np.int64], columns: NDArray[np.int64]) -> NDArray[np.int64]:
        """Count the products by two of the three: the whole table has too many cells to sum."""
        counts = np.zeros((int(rows.max()) + 1, int(columns.max()) + 1), dtype=np.int64)
        np.add.at(counts, (rows, columns), self.times)
        return counts


def ari_difference_interval(table: ArrayLike, *, confidence: float = CONFIDENCE) -> Interval | None:
    """Interval of ARI(first, category) - ARI(second, category), paired.

    Parameters
    ----------
    table : array_like of int, shape (n_first, n_second, n_categories)
        Counts over the products that both clusterings hold, as from
        `contingency_table(first, second, category)`.
    confidence : float
        Nominal coverage, in (0, 1).

    Returns
    -------
    Interval or None
        Within [-2, 2]. Where it holds 0, the two are not distinguishable. None
        where no interval can be relied on: one of the indices has none, or fewer than ten
        products set the two apart, or no product weighs more than another.

    Raises
    ------
    ValueError
        If the table is empty, has not three axes or holds a negative count, or
        if `confidence` is out of range.

    Examples
    --------
    >>> from agreement.contingency import contingency_table
    >>> category = [0, 1] * 50
    >>> first = [0, 1] * 40 + [1, 0] * 10
    >>> second = [0, 1, 1, 0] * 25
    >>> low, high = ari_difference_interval(contingency_table(first, second, category))
    >>> low > 0
    True
    """
    cells = _Cells.of(not_empty(table, axes=3))
    critical_value = normal_critical_value(confidence)
    if not _holds(cells):
        return None
    tables = cells.table(cells.first, cells.category), cells.table(cells.second, cells.category)
    left_out = leave_one_out(tables[0], cells.first, cells.category) - leave_one_out(
        tables[1], cells.second, cells.category
    )
    variance = jackknife_variance(left_out, cells.times)
    if variance < NO_VARIANCE:
        return None  # as for one index
    variance -= COUNTED_TWICE * _difference_noise(cells, variance)
    difference = adjusted_rand_index(tables[0]) - adjusted_rand_index(tables[1])
    low, high = np.clip(difference + critical_value * np.sqrt(variance) * np.array([-1, 1]), -2, 2)
    return Interval(float(low), float(high))


def _holds(cells: _Cells) -> bool:
    """Whether the interval of the difference can be relied on.

    Both indices need an interval of their own (`interval_holds`), and at least ten
    products must set the two clusterings apart: in simulations of nearly equal
    clusterings, where a few products make all the difference, the interval covers
    it in as few as 70 % of the samples. Equal clusterings have none either: they
    say that the difference is small, not how small.
    """
    for side in (cells.first, cells.second):
        if not interval_holds(cells.table(side, cells.category)):
            return False
    shared = cells.table(cells.first, cells.second)
    apart = shared.sum() - min(shared.max(axis=axis).sum() for axis in (0, 1))
    return bool(apart >= MIN_APART)


def _difference_noise(cells: _Cells, variance: float) -> float:
    """Pair noise of the difference: its kernel is the difference of both kernels."""
    n = int(cells.times.sum())
    pairs = n * (n - 1) / 2
    first, second, category, times = cells
    in_first, in_second = _pairs(times, first), _pairs(times, second)
    in_category, in_both = _pairs(times, category), _pairs(times, first, second)
    with_first = _pairs(times, first, category)
    with_second = _pairs(times, second, category)
    in_all = _pairs(times, first, second, category)
    # The kinds of pairs: together or not in the first, in the second, in the category.
    kinds = np.array(
        [
            [1, 1, 1, in_all],
            [1, 1, 0, in_both - in_all],
            [1, 0, 1, with_first - in_all],
            [0, 1, 1, with_second - in_all],
            [1, 0, 0, in_first - in_both - with_first + in_all],
            [0, 1, 0, in_second - in_both - with_second + in_all],
            [0, 0, 1, in_category - with_first - with_second + in_all],
        ]
    )
    kinds = np.vstack([kinds, [0, 0, 0, pairs - kinds[:, 3].sum()]])
    one, other, same, how_many = kinds.T
    kernel = pair_kernel(
        with_first / pairs, in_first / pairs, in_category / pairs, one, same
    ) - pair_kernel(with_second / pairs, in_second / pairs, in_category / pairs, other, same)
    return pair_noise(kernel, how_many, variance, n)


def _pairs(times: NDArray[np.int64], *codes: NDArray[np.int64]) -> float:
    """Count the pairs of products that share all these codes."""
    flat = np.ravel_multi_index(codes, [int(axis.max()) + 1 for axis in codes])
    totals = np.bincount(np.unique(flat, return_inverse=True)[1], weights=times)
    return float((totals * (totals - 1)).sum() / 2)
