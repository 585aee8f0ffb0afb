"""Agreement in the sense of information: how much does the cluster tell of the category?

The measures are those of Rosenberg & Hirschberg, "V-measure: a conditional
entropy-based external cluster evaluation measure" (2007), and of Vinh, Epps &
Bailey, "Information theoretic measures for clusterings comparison", JMLR 11
(2010). Entropies are in nats.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray


class VMeasure(NamedTuple):
    """V-measure and its two parts, each 0 to 1."""

    homogeneity: float
    completeness: float
    v_measure: float


def v_measure(table: ArrayLike) -> VMeasure:
    """Homogeneity, completeness and their harmonic mean.

    Parameters
    ----------
    table : array_like of int, shape (n_clusters, n_categories)
        Counts, as from `contingency_table`.

    Returns
    -------
    VMeasure
        Homogeneity is 1 where each cluster holds one category; completeness is
        1 where each category lies in one cluster. None is corrected for chance:
        they rise with the number of clusters.

    Examples
    --------
    >>> v_measure([[2, 0], [0, 2]])
    VMeasure(homogeneity=1.0, completeness=1.0, v_measure=1.0)
    """
    counts = np.asarray(table, dtype=np.float64)
    shared = _mutual_information(counts)
    of_clusters, of_categories = _entropy(counts.sum(axis=1)), _entropy(counts.sum(axis=0))
    homogeneity = shared / of_categories if of_categories else 1.0
    completeness = shared / of_clusters if of_clusters else 1.0
    total = homogeneity + completeness
    return VMeasure(
        homogeneity, completeness, 2 * homogeneity * completeness / total if total else 0.0
    )


def adjusted_mutual_information(table: ArrayLike) -> float:
    """Adjusted mutual information of a cluster x category table.

    Parameters
    ----------
    table : array_like of int, shape (n_clusters, n_categories)
        Counts, as from `contingency_table`.

    Returns
    -------
    float
        At most 1 (same partition); 0 is what random partitions of these sizes
        give on average. The maximum is the mean of the two entropies.

    Examples
    --------
    >>> adjusted_mutual_information([[2, 0], [0, 2]])
    1.0
    """
    counts = np.asarray(table, dtype=np.int64)
    rows, columns = counts.sum(axis=1), counts.sum(axis=0)
    rows, columns = rows[rows > 0], columns[columns > 0]
    n = int(counts.sum())
    if len(rows) == len(columns) and len(rows) in (0, 1, n):
        return 1.0
    expected = _expected_mutual_information(rows, columns, n)
    most = (_entropy(rows.astype(np.float64)) + _entropy(columns.astype(np.float64))) / 2
    shared = _mutual_information(counts.astype(np.float64))
    return float((shared - expected) / (most - expected)) if most != expected else 0.0


def _entropy(counts: NDArray[np.float64]) -> float:
    share = counts[counts > 0] / counts.sum() if counts.sum() else np.ones(1)
    return max(0.0, float(-(share * np.log(share)).sum()))


def _mutual_information(counts: NDArray[np.float64]) -> float:
    n = counts.sum()
    if n == 0:
        return 0.0
    rows, columns = np.nonzero(counts)
    share = counts[rows, columns] / n
    alone = counts.sum(axis=1)[rows] * counts.sum(axis=0)[columns] / n**2
    return max(0.0, float((share * np.log(share / alone)).sum()))


def _expected_mutual_information(
    rows: NDArray[np.int64], columns: NDArray[np.int64], n: int
) -> float:
    """Mean mutual information of random partitions of these sizes (Vinh et al., eq. 24).

    Many groups share a size, so the sum runs over the distinct pairs of sizes.
    """
    log_factorial = np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, n + 1)))])
    row_sizes, row_times = np.unique(rows, return_counts=True)
    column_sizes, column_times = np.unique(columns, return_counts=True)
    total = 0.0
    for a, times_a in zip(row_sizes, row_times, strict=True):
        for b, times_b in zip(column_sizes, column_times, strict=True):
            cell = np.arange(max(1, a + b - n), min(a, b) + 1)
            log_probability = (
                log_factorial[a]
                + log_factorial[b]
                + log_factorial[n - a]
                + log_factorial[n - b]
                - log_factorial[n]
                - log_factorial[cell]
                - log_factorial[a - cell]
                - log_factorial[b - cell]
                - log_factorial[n - a - b + cell]
            )
            gain = cell / n * np.log(n * cell / (a * b))
            total += times_a * times_b * float((gain * np.exp(log_probability)).sum())
    return total
