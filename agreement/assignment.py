"""Assignment of categories to clusters: the pairing that keeps most products."""

import numpy as np
from numpy.typing import ArrayLike, NDArray


def match_rows(table: ArrayLike) -> NDArray[np.int64]:
    """Pair each row with one column so that the sum over the pairs is the largest.

    The Hungarian method (Kuhn, Naval Research Logistics Quarterly 2, 1955), in the
    form that grows one shortest augmenting path per row (Jonker & Volgenant,
    Computing 38, 1987): O(n^2 m) for n <= m.

    Parameters
    ----------
    table : array_like of int, shape (n_rows, n_columns)
        Counts, as from `contingency_table`.

    Returns
    -------
    ndarray of int64, shape (n_rows,)
        Column of each row; -1 for the rows left over when there are more rows than columns.

    Raises
    ------
    ValueError
        If the table does not have two axes.

    Examples
    --------
    >>> match_rows([[9, 1], [8, 2]])
    array([0, 1])
    >>> match_rows([[1], [5]])
    array([-1,  0])
    """
    counts = np.asarray(table, dtype=np.float64)
    if counts.ndim != 2:
        raise ValueError(f"match_rows needs a table of two axes, got {counts.ndim}.")
    if counts.shape[0] > counts.shape[1]:
        rows = _columns_of_rows(-counts.T)
        columns = np.full(counts.shape[0], -1, dtype=np.int64)
        columns[rows] = np.arange(counts.shape[1])
        return columns
    return _columns_of_rows(-counts)


def _columns_of_rows(cost: NDArray[np.float64]) -> NDArray[np.int64]:
    """Cheapest pairing of every row of a cost table that is at least as wide as high."""
    n_rows, n_columns = cost.shape
    row_price, column_price = np.zeros(n_rows), np.zeros(n_columns)
    row_of = np.full(n_columns, -1, dtype=np.int64)
    column_of = np.full(n_rows, -1, dtype=np.int64)
    for start in range(n_rows):
        # Dijkstra from the free row, over prices that keep every reduced cost >= 0.
        distance = np.full(n_columns, np.inf)
        before = np.full(n_columns, -1, dtype=np.int64)
        done = np.zeros(n_columns, dtype=np.bool_)
        row, reached = start, 0.0
        while True:
            through = reached + cost[row] - row_price[row] - column_price
            shorter = ~done & (through < distance)
            distance[shorter], before[shorter] = through[shorter], row
            column = int(np.argmin(np.where(done, np.inf, distance)))
            reached = float(distance[column])
            done[column] = True
            if row_of[column] < 0:
                break
            row = int(row_of[column])
        passed = done.copy()
        passed[column] = False
        row_price[row_of[passed]] += reached - distance[passed]
        column_price[passed] -= reached - distance[passed]
        row_price[start] += reached
        while True:
            row = int(before[column])
            row_of[column] = row
            column_of[row], column = column, int(column_of[row])
            if row == start:
                break
    return column_of
