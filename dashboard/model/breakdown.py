"""The category tree against the clusters: counts, shares and lift, for every node at once."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dashboard.model.catalogue import NO_CATEGORY, CategoryTree, Codes, Mask, Path

MEASURES = ("counts", "rows", "columns", "lift")
"""What a cell can say."""


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
        r"""Return the cells by one measure.

        Parameters
        ----------
        measure : {'counts', 'rows', 'columns', 'lift'}
            `rows`: share of the node's products, 0 to 1; `columns`: share of the
            cluster's; `lift`: share of the node in the cluster, over its share of
            all products, :math:`n_{ij} n / (n_{i.} n_{.j})`: 1 where the cluster takes
            no more of the node than of anything else.

        Returns
        -------
        float array of shape (n_nodes, k)
            NaN where there is nothing to divide by.

        Examples
        --------
        >>> table = Breakdown([("A",)], np.array([0, 1]), np.array([[3, 1]]), np.array([3, 5]))
        >>> table.measured("lift").round(2).tolist()
        [[2.0, 0.4]]
        """
        counts = self.counts.astype(np.float64)
        with np.errstate(invalid="ignore", divide="ignore"):
            if measure == "rows":
                counts /= counts.sum(axis=1, keepdims=True)
            elif measure == "columns":
                counts /= self.totals
            elif measure == "lift":
                sizes = counts.sum(axis=1, keepdims=True)
                counts *= self.totals.sum() / (sizes * self.totals)
        return counts


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
    clusters, places = np.unique(labels[rows], return_inverse=True)
    k = len(clusters)
    found: dict[Path, NDArray[np.int64]] = {}
    level = 1
    while categories := tree.categories(level):
        codes = tree.codes(level)[rows]
        reached = codes != NO_CATEGORY
        flat = codes[reached].astype(np.int64) * k + places[reached]
        table = np.bincount(flat, minlength=len(categories) * k).reshape(len(categories), k)
        found.update(
            (categories[code], table[code]) for code in np.flatnonzero(table.any(axis=1)).tolist()
        )
        level += 1
    nodes = sorted(found)
    counts = np.array([found[node] for node in nodes], dtype=np.int64).reshape(len(nodes), k)
    totals = np.bincount(places, minlength=k).astype(np.int64)
    return Breakdown(nodes, clusters.astype(np.int64), counts, totals)
