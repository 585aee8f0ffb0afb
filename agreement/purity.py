"""Cross-modal purity: do clusters of one side hold what is alike on the other side?

Needs no category. Texts and photos are two views of one product: what the clusters of one side
share with the neighbourhoods of the other can only come from the product (docs/adr/0031).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray


@dataclass(frozen=True)
class Purity:
    """A cross-modal purity, and what it would be without each group of products.

    Attributes
    ----------
    value : float
        0 by chance, 1 where all neighbours are in the cluster; below 0 possible.
    without : ndarray of float64, shape (n_groups,)
        The same with one group of products left out; the clusters stay as they are.
    """

    value: float
    without: NDArray[np.float64]

    @property
    def error(self) -> float:
        """Standard error over other groups of products: the delete-one-group jackknife."""
        return _jackknife(self.without)

    def gain_over(self, other: "Purity") -> tuple[float, float]:
        """How far this purity is above another of the same groups, and its standard error."""
        return self.value - other.value, _jackknife(self.without - other.without)


def cross_modal_purity(runs: ArrayLike, neighbours: ArrayLike, groups: ArrayLike) -> Purity:
    """Score clusterings of one side by the neighbours of the other side.

    (p - c) / (1 - c), mean over the clusterings: p is the share of each product's neighbours that
    are in its cluster, c the sum of the squared shares of the clusters, which is what p would be
    by chance.

    Parameters
    ----------
    runs : array_like of int, shape (n_runs, n)
        Cluster of each product, from 0, by one side alone.
    neighbours : array_like of int, shape (n, k)
        The products that are nearest by the other side alone.
    groups : array_like of int, shape (n,)
        Products that are sampled together, such as those of one brand.

    Returns
    -------
    Purity

    Examples
    --------
    >>> near = [[1], [0], [3], [2]]
    >>> cross_modal_purity([[0, 0, 1, 1]], near, [0, 1, 2, 3]).value
    1.0
    >>> cross_modal_purity([[0, 1, 0, 1]], near, [0, 1, 2, 3]).value
    -1.0
    """
    labels, near = np.asarray(runs), np.asarray(neighbours)
    _, group_of = np.unique(np.asarray(groups), return_inverse=True)
    n_groups, sizes = int(group_of.max()) + 1, np.bincount(group_of)
    values, without = [], []
    for run in labels:
        k = int(run.max()) + 1
        pure = (run[near] == run[:, np.newaxis]).mean(axis=1)
        cells = np.bincount(group_of * k + run, minlength=n_groups * k).reshape(n_groups, k)
        total, of_group = cells.sum(axis=0), np.bincount(group_of, weights=pure)
        values.append(_corrected(pure.sum(), total, len(run)))
        without.append(_corrected(pure.sum() - of_group, total - cells, len(run) - sizes))
    return Purity(float(np.mean(values)), np.mean(without, axis=0))


def _corrected(
    pure: NDArray[np.float64], clusters: NDArray[np.int64], n: NDArray[np.int64] | int
) -> NDArray[np.float64]:
    """Correct a sum of shares for chance; 0 where there is one cluster, or no product."""
    n = np.maximum(n, 1)
    chance = (clusters.astype(np.float64) ** 2).sum(axis=-1) / n**2
    rest = 1 - chance
    is_open = rest > 0
    return np.where(is_open, (pure / n - chance) / np.where(is_open, rest, 1), 0.0)


def _jackknife(without: NDArray[np.float64]) -> float:
    """Delete-one standard error (Efron & Stein, 1981); NaN for a single group."""
    n = len(without)
    if n < 2:
        return float("nan")
    return float(np.sqrt((n - 1) / n * ((without - without.mean()) ** 2).sum()))
