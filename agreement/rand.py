"""The adjusted Rand index of a contingency table, and how far sampling moves it.

The index is that of Hubert & Arabie, "Comparing partitions", Journal of
Classification 2 (1985): (index - expected) / (maximum - expected) over the pairs
of products, where the expectation is over random partitions of the same sizes.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

RESAMPLES = 1000
CONFIDENCE = 0.95
CELLS_AT_ONCE = 1_000_000  # drawn counts held in memory at a time: 8 MB


class Interval(NamedTuple):
    """A confidence interval, `low <= high`."""

    low: float
    high: float


def adjusted_rand_index(table: ArrayLike) -> float:
    """Score a cluster x category table by its adjusted Rand index.

    Parameters
    ----------
    table : array_like of int, shape (n_clusters, n_categories)
        Counts, as from `contingency_table`.

    Returns
    -------
    float
        At most 1 (same partition); 0 is what random partitions of these sizes
        give on average; slightly negative values are possible. 1 for a table
        of fewer than two products, where no pair can disagree.

    Raises
    ------
    ValueError
        If the table has not two axes or holds a negative count.

    Examples
    --------
    >>> adjusted_rand_index([[2, 0], [0, 2]])
    1.0
    >>> round(adjusted_rand_index([[2, 0], [1, 1]]), 12)
    0.0
    """
    counts = _counts(table, axes=2).astype(np.float64)
    return float(
        _ari(
            (counts**2).sum(),
            (counts.sum(axis=1) ** 2).sum(),
            (counts.sum(axis=0) ** 2).sum(),
            counts.sum(),
        )
    )


def ari_interval(
    table: ArrayLike,
    *,
    resamples: int = RESAMPLES,
    confidence: float = CONFIDENCE,
    seed: int = 0,
) -> Interval:
    """Interval of the adjusted Rand index under sampling of products.

    The clusters, their number and the vectors are held fixed: the interval says
    how far the index would move had other products of the same kind been drawn.
    A percentile bootstrap of the table, from which the bootstrap's own upward
    bias is subtracted: a resample holds copies, and two copies always agree
    (Efron & Tibshirani, "An Introduction to the Bootstrap", 1993, chapter 10).

    Parameters
    ----------
    table : array_like of int, shape (n_clusters, n_categories)
    resamples : int
        Bootstrap draws.
    confidence : float
        Nominal coverage, in (0, 1).
    seed : int
        The same seed gives the same interval.

    Returns
    -------
    Interval
        Within [-1, 1]. Equal partitions give [1, 1]: no resample of them can
        disagree.

    Raises
    ------
    ValueError
        If the table is empty, has not two axes or holds a negative count, or
        if `confidence` or `resamples` is out of range.

    Examples
    --------
    >>> low, high = ari_interval([[40, 10], [10, 40]])
    >>> low < adjusted_rand_index([[40, 10], [10, 40]]) < high
    True
    """
    counts = _counts(table, axes=2)
    clusters, categories = np.nonzero(counts)
    drawn = np.concatenate(
        [
            _ari_of_draws(draws, clusters, categories)
            for draws in _resamples(counts, resamples, seed)
        ]
    )
    return _bias_corrected(drawn, adjusted_rand_index(counts), confidence)


def ari_difference_interval(
    table: ArrayLike,
    *,
    resamples: int = RESAMPLES,
    confidence: float = CONFIDENCE,
    seed: int = 0,
) -> Interval:
    """Interval of ARI(first, category) - ARI(second, category), paired.

    Both clusterings are scored on the same resampled products, so what they
    share cancels out.

    Parameters
    ----------
    table : array_like of int, shape (n_first, n_second, n_categories)
        Counts over the products that both clusterings hold, as from
        `contingency_table(first, second, category)`.
    resamples, confidence, seed
        As for `ari_interval`.

    Returns
    -------
    Interval
        Within [-2, 2]. Where it holds 0, the two are not distinguishable.

    Raises
    ------
    ValueError
        If the table is empty, has not three axes or holds a negative count, or
        if `confidence` or `resamples` is out of range.

    Examples
    --------
    >>> from agreement.contingency import contingency_table
    >>> first, second, category = [0, 0, 1, 1] * 25, [0, 1] * 50, [0, 0, 1, 1] * 25
    >>> low, high = ari_difference_interval(contingency_table(first, second, category))
    >>> low > 0
    True
    """
    counts = _counts(table, axes=3)
    first, second, category = np.nonzero(counts)
    drawn = np.concatenate(
        [
            _ari_of_draws(draws, first, category) - _ari_of_draws(draws, second, category)
            for draws in _resamples(counts, resamples, seed)
        ]
    )
    point = adjusted_rand_index(counts.sum(axis=1)) - adjusted_rand_index(counts.sum(axis=0))
    return _bias_corrected(drawn, point, confidence, bound=2.0)


def _counts(table: ArrayLike, axes: int) -> NDArray[np.int64]:
    """Check that the table is what its caller expects."""
    counts = np.asarray(table, dtype=np.int64)
    if counts.ndim != axes:
        raise ValueError(f"The table needs {axes} axes, got {counts.ndim}.")
    if (counts < 0).any():
        raise ValueError("The table holds a negative count.")
    return counts


def _ari(
    cells: NDArray[np.float64] | np.float64,
    rows: NDArray[np.float64] | np.float64,
    columns: NDArray[np.float64] | np.float64,
    n: float,
) -> NDArray[np.float64]:
    """ARI from the sums of squared counts of cells, rows and columns.

    Written over the four kinds of pairs: a sum of positive terms divides, so
    nothing cancels however large or unbalanced the table is.
    """
    both = (np.asarray(cells) - n) / 2  # pairs together in both partitions
    only_rows = (np.asarray(rows) - n) / 2 - both
    only_columns = (np.asarray(columns) - n) / 2 - both
    neither = n * (n - 1) / 2 - both - only_rows - only_columns
    spread = (both + only_rows) * (only_rows + neither)
    spread = spread + (both + only_columns) * (only_columns + neither)
    # No spread: both partitions are a single group, or all singletons. They are equal.
    safe = np.where(spread == 0, 1.0, spread)
    return np.where(spread == 0, 1.0, 2 * (both * neither - only_rows * only_columns) / safe)


def _resamples(counts: NDArray[np.int64], resamples: int, seed: int) -> Iterator[NDArray[np.int64]]:
    """Draw tables of the same n, some at a time; only the occupied cells, in their order."""
    n = int(counts.sum())
    if n == 0:
        raise ValueError("An interval needs at least one product in the table.")
    if resamples < 1:
        raise ValueError(f"An interval needs at least one resample, got {resamples}.")
    shares = counts[np.nonzero(counts)] / n
    rng = np.random.default_rng(seed)
    step = max(1, CELLS_AT_ONCE // shares.size)
    for start in range(0, resamples, step):
        yield rng.multinomial(n, shares, size=min(step, resamples - start))


def _ari_of_draws(
    draws: NDArray[np.int64], rows: NDArray[np.int64], columns: NDArray[np.int64]
) -> NDArray[np.float64]:
    """ARI of each drawn table; `rows` and `columns` say where each occupied cell lies."""
    cell = rows * (int(columns.max()) + 1) + columns
    return _ari(
        _sum_of_squares(draws, cell),
        _sum_of_squares(draws, rows),
        _sum_of_squares(draws, columns),
        float(draws[0].sum()),
    )


def _sum_of_squares(draws: NDArray[np.int64], group: NDArray[np.int64]) -> NDArray[np.float64]:
    """Sum, over the groups of cells, of the squared count of each draw."""
    order = np.argsort(group, kind="stable")
    starts = np.flatnonzero(np.diff(group[order], prepend=-1))
    totals = np.add.reduceat(draws[:, order], starts, axis=1).astype(np.float64)
    squares: NDArray[np.float64] = (totals**2).sum(axis=1)
    return squares


def _bias_corrected(
    drawn: NDArray[np.float64], point: float, confidence: float, bound: float = 1.0
) -> Interval:
    """Percentiles of the draws, moved back by the bias that resampling adds."""
    if not 0 < confidence < 1:
        raise ValueError(f"The confidence lies between 0 and 1, got {confidence}.")
    tail = (1 - confidence) / 2
    low, high = np.quantile(drawn, [tail, 1 - tail]) - (drawn.mean() - point)
    return Interval(float(np.clip(low, -bound, bound)), float(np.clip(high, -bound, bound)))
