"""Count the products in each pair (cluster, category)."""

import numpy as np
from numpy.typing import ArrayLike, NDArray


def contingency_table(*labels: ArrayLike) -> NDArray[np.int64]:
    """Count the products for each combination of integer labels.

    Parameters
    ----------
    *labels : array_like of int, each of shape (n,)
        One array per axis of the table, for instance clusters and categories.
        Values may be any integers; each axis holds the values that occur, in
        increasing order.

    Returns
    -------
    ndarray of int64
        One axis per array. Its sum is n.

    Raises
    ------
    ValueError
        If no array is given, their lengths differ or a label is not an integer.

    Examples
    --------
    >>> contingency_table([0, 0, 1, 1], [5, 5, 5, 7])
    array([[2, 0],
           [1, 1]])
    """
    if not labels:
        raise ValueError("contingency_table needs at least one array of labels.")
    arrays = [np.asarray(values) for values in labels]
    if len({values.shape for values in arrays}) != 1 or arrays[0].ndim != 1:
        shapes = ", ".join(str(values.shape) for values in arrays)
        raise ValueError(f"contingency_table needs 1-d arrays of equal length, got {shapes}.")
    if any(values.size and values.dtype.kind not in "iu" for values in arrays):
        kinds = ", ".join(str(values.dtype) for values in arrays)
        raise ValueError(f"contingency_table needs integer labels, got {kinds}.")
    codes, sizes = [], []
    for values in arrays:
        distinct, code = np.unique(values, return_inverse=True)
        codes.append(code)
        sizes.append(distinct.size)
    if 0 in sizes:
        return np.zeros(sizes, dtype=np.int64)
    flat = np.ravel_multi_index(tuple(codes), tuple(sizes))
    counts = np.bincount(flat, minlength=int(np.prod(sizes))).reshape(sizes)
    return counts.astype(np.int64, copy=False)
