"""What agreement would chance alone give?"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from agreement.rand import checked_counts, rand_from_squares

PERMUTATIONS = 200


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
    squares = np.empty(permutations)
    for number in range(permutations):
        dealt = np.bincount(clusters + rng.permutation(categories))
        squares[number] = (dealt.astype(np.float64) ** 2).sum()
    # The sizes of the clusters and of the categories stay as they are.
    return rand_from_squares(
        squares,
        np.float64((counts.sum(axis=1).astype(np.float64) ** 2).sum()),
        np.float64((counts.sum(axis=0).astype(np.float64) ** 2).sum()),
        float(n),
    )
