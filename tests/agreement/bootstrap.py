"""Bootstrap intervals of the adjusted Rand index: the check on the jackknife.

A percentile bootstrap of the table, from which the bootstrap's own upward bias
is subtracted: a resample holds copies, and two copies always agree (Efron &
Tibshirani, "An Introduction to the Bootstrap", 1993, chapter 10). It covers less
than the jackknife of `agreement.rand` where categories are many and products few,
and takes a hundred times as long.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import ArrayLike, NDArray

from agreement.interval import CONFIDENCE, Interval
from agreement.rand import (
    adjusted_rand_index,
    checked_counts,
    rand_from_squares,
)

RESAMPLES = 1000
CELLS_AT_ONCE = 1_000_000  # drawn counts held in memory at a time: 8 MB


def bootstrap_interval(
    table: ArrayLike,
    *,
    resamples: int = RESAMPLES,
    confidence: float = CONFIDENCE,
    seed: int = 0,
) -> Interval:
    """Interval of the adjusted Rand index under sampling of products, by bootstrap.

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
    >>> low, high = bootstrap_interval([[40, 10], [10, 40]])
    >>> low < adjusted_rand_index([[40, 10], [10, 40]]) < high
    True
    """
    counts = checked_counts(table, axes=2)
    clusters, categories = np.nonzero(counts)
    drawn = np.concatenate(
        [
            _ari_of_draws(draws, clusters, categories)
            for draws in _resamples(counts, resamples, seed)
        ]
    )
    return _bias_corrected(drawn, adjusted_rand_index(counts), confidence)


def paired_bootstrap_interval(
    table: ArrayLike,
    *,
    resamples: int = RESAMPLES,
    confidence: float = CONFIDENCE,
    seed: int = 0,
) -> Interval:
    """Interval of ARI(first, category) - ARI(second, category), by a paired bootstrap.

    Both clusterings are scored on the same resampled products, so what they
    share cancels out.

    Parameters
    ----------
    table : array_like of int, shape (n_first, n_second, n_categories)
        Counts over the products that both clusterings hold, as from
        `contingency_table(first, second, category)`.
    resamples, confidence, seed
        As for `bootstrap_interval`.

    Returns
    -------
    Interval
        Within [-2, 2].

    Raises
    ------
    ValueError
        If the table is empty, has not three axes or holds a negative count, or
        if `confidence` or `resamples` is out of range.
    """
    counts = checked_counts(table, axes=3)
    first, second, category = np.nonzero(counts)
    drawn = np.concatenate(
        [
            _ari_of_draws(draws, first, category) - _ari_of_draws(draws, second, category)
            for draws in _resamples(counts, resamples, seed)
        ]
    )
    point = adjusted_rand_index(counts.sum(axis=1)) - adjusted_rand_index(counts.sum(axis=0))
    return _bias_corrected(drawn, point, confidence, bound=2.0)


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
    return rand_from_squares(
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
