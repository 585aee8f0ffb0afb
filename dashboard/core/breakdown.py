"""Categories against clusters: counts, shares and lift; for every node of the tree at once."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dashboard.core.catalogue import NO_CATEGORY, CategoryTree, Codes, Mask, Path

MEASURES = ("counts", "rows", "columns", "lift")
"""What a cell can say."""
FEWEST = 5
"""Fewer products than this in a cell: its share or lift is written faintly."""


@dataclass(frozen=True, eq=False)
class Breakdown:
    """Products by node of the category tree and by cluster.

    Attributes
    ----------
    nodes : sequence of paths
        Nodes that hold a product, parents before their children, in alphabetical order.
    clusters : int array of shape (k,)
    counts : int array of shape (n_nodes, k)
        A node counts the products at or under it.
    totals : int array of shape (k,)
        Products of each cluster, those without a category included.
    """

    nodes: Sequence[Path]
    clusters: NDArray[np.int64]
    counts: NDArray[np.int64]
    totals: NDArray[np.int64]

    def measured(self, measure: str) -> NDArray[np.float64]:
        """Return the cells by one of `MEASURES`: float array of shape (n_nodes, k)."""
        return measured(self.counts, self.totals, measure)


def measured(
    counts: NDArray[np.int64], totals: NDArray[np.int64], measure: str
) -> NDArray[np.float64]:
    r"""Return the cells of a table of counts by one measure.

    Parameters
    ----------
    counts : int array of shape (n_rows, n_columns)
    totals : int array of shape (n_columns,)
        Products of each column, those of no row included.
    measure : {'counts', 'rows', 'columns', 'lift'}
        `rows`: share of the row's products, 0 to 1; `columns`: share of the column's;
        `lift`: share of the row in the column, over its share of all products,
        :math:`n_{ij} n / (n_{i.} n_{.j})`: 1 where the column takes no more of the row
        than of anything else.

    Returns
    -------
    float array of shape (n_rows, n_columns)
        NaN where there is nothing to divide by.

    Examples
    --------
    >>> measured(np.array([[3, 1]]), np.array([3, 5]), "lift").round(2).tolist()
    [[2.0, 0.4]]
    """
    cells = counts.astype(np.float64)
    with np.errstate(invalid="ignore", divide="ignore"):
        if measure == "rows":
            cells /= cells.sum(axis=1, keepdims=True)
        elif measure == "columns":
            cells /= totals
        elif measure == "lift":
            cells *= totals.sum() / (cells.sum(axis=1, keepdims=True) * totals)
    return cells


def breakdown(tree: CategoryTree, labels: Codes, rows: Mask) -> Breakdown:
    """Count products by every node of a tree and by cluster.

    Parameters
    ----------
    tree : CategoryTree
    labels : int array of shape (n,)
        Cluster of each product.
    rows : bool array of shape (n,)
        Products that count.
    """
    clusters, column_index = np.unique(labels[rows], return_inverse=True)
    k = len(clusters)
    counts_by_node: dict[Path, NDArray[np.int64]] = {}
    level = 1
    while categories := tree.categories(level):
        codes = tree.codes(level)[rows]
        reached = codes != NO_CATEGORY
        flat = codes[reached].astype(np.int64) * k + column_index[reached]
        table = np.bincount(flat, minlength=len(categories) * k).reshape(len(categories), k)
        counts_by_node.update(
            (categories[code], table[code]) for code in np.flatnonzero(table.any(axis=1)).tolist()
        )
        level += 1
    nodes = sorted(counts_by_node)
    counts = np.array([counts_by_node[node] for node in nodes], dtype=np.int64).reshape(
        len(nodes), k
    )
    totals = np.bincount(column_index, minlength=k).astype(np.int64)
    return Breakdown(nodes, clusters.astype(np.int64), counts, totals)
