"""Nearest neighbours in a space."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

BLOCK = 1024


@dataclass(frozen=True)
class Neighbours:
    """The nearest others of each row, nearest first.

    Attributes
    ----------
    indices : ndarray of int64, shape (n, k)
    similarities : ndarray of float32, shape (n, k)
        Cosines, -1 to 1, decreasing along a row.
    """

    indices: NDArray[np.int64]
    similarities: NDArray[np.float32]


def nearest(vectors: NDArray[np.float32], count: int) -> Neighbours:
    """Exact nearest neighbours by cosine, a row itself left out.

    Parameters
    ----------
    vectors : ndarray of float32, shape (n, d)
        Rows of length 1.
    count : int
        Neighbours wanted; n - 1 where there are fewer.

    Returns
    -------
    Neighbours
        Equal similarities are in the order of the rows.
    """
    n = len(vectors)
    kept = min(count, n - 1)
    indices = np.empty((n, kept), dtype=np.int64)
    similarities = np.empty((n, kept), dtype=np.float32)
    for start in range(0, n, BLOCK):
        block = slice(start, min(start + BLOCK, n))
        cosine = np.clip(vectors[block] @ vectors.T, -1, 1)
        rows = np.arange(block.stop - block.start)
        cosine[rows, rows + start] = -np.inf
        candidates = _largest(cosine, kept)
        values = np.take_along_axis(cosine, candidates, axis=1)
        order = np.lexsort((candidates, -values), axis=1)
        indices[block] = np.take_along_axis(candidates, order, axis=1)
        similarities[block] = np.take_along_axis(values, order, axis=1)
    return Neighbours(indices, similarities)


def _largest(values: NDArray[np.float32], count: int) -> NDArray[np.int64]:
    """Columns of the largest values of each row; of equal ones the first columns."""
    columns = np.argpartition(-values, count - 1, axis=1)[:, :count]
    least = np.take_along_axis(values, columns, axis=1).min(axis=1, keepdims=True)
    for row in np.flatnonzero((values >= least).sum(axis=1) > count):
        columns[row] = np.argsort(-values[row], kind="stable")[:count]
    return columns
