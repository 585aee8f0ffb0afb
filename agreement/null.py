"""Null distribution: the agreement that chance alone gives."""

from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from agreement.rand import checked_counts, rand_from_squares

PERMUTATIONS = 200
MOST_AT_ONCE = 15_000
"""Products and cells of several permutations at once: they fit the cache of a processor."""
CELLS_DRAWN = 16
"""With more products a cell of the table than this, drawing cells is quicker than products."""


def permutation_null(
    table: ArrayLike, *, permutations: int = PERMUTATIONS, seed: int = 0
) -> NDArray[np.float64]:
    """Adjusted Rand indices of the same clusters with the categories permuted at random.

    Parameters
    ----------
    table : array_like of int, shape (n_clusters, n_categories)
    permutations : int
    seed : int
        The same seed gives the same values.

    Returns
    -------
    ndarray of float64, shape (permutations,)
        0 on average, whatever the sizes; a score below most of them says no
        more than chance would.

    Raises
    ------
    ValueError
        If the table has not two axes, is empty or holds a negative count.

    Examples
    --------
    >>> null = permutation_null([[40, 10], [10, 40]])
    >>> bool(abs(null.mean()) < 0.01 and null.max() < 0.3)
    True
    """
    counts = checked_counts(table, axes=2)
    n = int(counts.sum())
    if n == 0:
        raise ValueError("A null needs at least one product in the table.")
    clusters, categories = counts.sum(axis=1), counts.sum(axis=0)
    draw = _by_cell if n > CELLS_DRAWN * counts.size else _by_product
    squares = draw(clusters, categories, permutations, seed)
    # The sizes of the clusters and of the categories stay as they are.
    return rand_from_squares(
        squares,
        np.float64((clusters.astype(np.float64) ** 2).sum()),
        np.float64((categories.astype(np.float64) ** 2).sum()),
        float(n),
    )


def _by_product(
    clusters: NDArray[np.int64], categories: NDArray[np.int64], permutations: int, seed: int
) -> NDArray[np.float64]:
    """Sums of the squared cells of tables with these sizes, the products permuted at random."""
    sizes = tuple(categories.tolist())
    firsts = np.repeat(np.arange(len(clusters)) * len(sizes), clusters)
    cells = len(clusters) * len(sizes)
    squares = np.empty(permutations)
    step = min(permutations, max(1, MOST_AT_ONCE // (len(firsts) + cells)))
    for first in range(0, permutations, step):
        some = _dealt(sizes, step, seed, first) + firsts
        some += cells * np.arange(step)[:, None]
        counts = np.bincount(some.ravel(), minlength=cells * step).reshape(step, cells)
        part = squares[first : first + step]
        part[:] = (counts.astype(np.float64) ** 2).sum(axis=1)[: len(part)]
    return squares


@lru_cache(maxsize=PERMUTATIONS)
def _dealt(
    sizes: tuple[int, ...], permutations: int, seed: int, first: int
) -> NDArray[np.unsignedinteger]:
    """The categories of all products in a random order, once for each of some permutations.

    Kept, since the spaces of a level have the same categories: in as few bytes as they need.
    """
    rng = np.random.default_rng((seed, first))
    categories = np.repeat(np.arange(len(sizes), dtype=np.min_scalar_type(len(sizes))), sizes)
    return rng.permuted(np.tile(categories, (permutations, 1)), axis=1)


def _by_cell(
    clusters: NDArray[np.int64], categories: NDArray[np.int64], permutations: int, seed: int
) -> NDArray[np.float64]:
    """As `_by_product`, cell by cell.

    How many of a cluster's products are of a category, when those are set aside that the cells
    before have left, follows the hypergeometric distribution.
    """
    rng = np.random.default_rng(seed)
    left = np.tile(categories, (permutations, 1))
    squares = np.zeros(permutations)
    for size in clusters:
        wanted = np.full(permutations, size)
        others = left.sum(axis=1)
        for category in range(len(categories)):
            others -= left[:, category]
            permuted = rng.hypergeometric(left[:, category], others, wanted)
            squares += permuted.astype(np.float64) ** 2
            wanted -= permuted
            left[:, category] -= permuted
    return squares
