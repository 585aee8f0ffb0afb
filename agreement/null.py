"""What agreement would chance alone give?"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from agreement.rand import checked_counts, rand_from_squares

PERMUTATIONS = 200
MOST_AT_ONCE = 200_000
"""Products and cells of several permutations in memory."""
CELLS_DRAWN = 16
"""With more products a cell of the table than this, drawing cells is quicker than products."""


def permutation_null(
    table: ArrayLike, *, permutations: int = PERMUTATIONS, seed: int = 0
) -> NDArray[np.float64]:
    """Adjusted Rand indices of the same clusters with the categories dealt out at random.

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
    n_clusters, n_categories = counts.shape
    clusters = np.repeat(np.arange(n_clusters), counts.sum(axis=1)) * n_categories
    categories = np.repeat(np.arange(n_categories), counts.sum(axis=0))
    rng = np.random.default_rng(seed)
    cells = n_clusters * n_categories
    if n > CELLS_DRAWN * cells:
        squares = _squares_drawn(counts.sum(axis=1), counts.sum(axis=0), permutations, rng)
    else:
        squares = np.empty(permutations)
        step = max(1, MOST_AT_ONCE // (n + cells))
        for first in range(0, permutations, step):
            some = squares[first : first + step]
            dealt = rng.permuted(np.tile(categories, (len(some), 1)), axis=1) + clusters
            dealt += cells * np.arange(len(some))[:, None]
            found = np.bincount(dealt.ravel(), minlength=cells * len(some))
            some[:] = (found.reshape(len(some), cells).astype(np.float64) ** 2).sum(axis=1)
    # The sizes of the clusters and of the categories stay as they are.
    return rand_from_squares(
        squares,
        np.float64((counts.sum(axis=1).astype(np.float64) ** 2).sum()),
        np.float64((counts.sum(axis=0).astype(np.float64) ** 2).sum()),
        float(n),
    )


def _squares_drawn(
    clusters: NDArray[np.int64],
    categories: NDArray[np.int64],
    permutations: int,
    rng: np.random.Generator,
) -> NDArray[np.float64]:
    """Sums of the squared cells of tables with these sizes, dealt out at random.

    Cell by cell: how many of a cluster's products are of a category, when those are dealt out
    that the cells before have left, follows the hypergeometric distribution.
    """
    left = np.tile(categories, (permutations, 1))
    squares = np.zeros(permutations)
    for size in clusters:
        wanted = np.full(permutations, size)
        others = left.sum(axis=1)
        for category in range(len(categories)):
            others -= left[:, category]
            dealt = rng.hypergeometric(left[:, category], others, wanted)
            squares += dealt.astype(np.float64) ** 2
            wanted -= dealt
            left[:, category] -= dealt
    return squares
