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
        indices[block], similarities[block] = _ranked(cosine, kept)
    return Neighbours(indices, similarities)


def nearest_among(new: NDArray[np.float32], vectors: NDArray[np.float32], count: int) -> Neighbours:
    """Exact nearest neighbours of other rows by cosine.

    Parameters
    ----------
    new : ndarray of float32, shape (m, d)
        Rows of length 1, none of which is among the vectors.
    vectors : ndarray of float32, shape (n, d)
        Rows of length 1.
    count : int
        Neighbours wanted; n where there are fewer.

    Returns
    -------
    Neighbours
        Of each new row, by their number among the vectors.
    """
    kept = min(count, len(vectors))
    indices = np.empty((len(new), kept), dtype=np.int64)
    similarities = np.empty((len(new), kept), dtype=np.float32)
    for start in range(0, len(new), BLOCK):
        block = slice(start, start + BLOCK)
        cosine = np.clip(new[block] @ vectors.T, -1, 1)
        indices[block], similarities[block] = _ranked(cosine, kept)
    return Neighbours(indices, similarities)


def _ranked(
    cosine: NDArray[np.float32], count: int
) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Columns of the largest values of each row and these values, the largest first."""
    candidates = _largest(cosine, count)
    values = np.take_along_axis(cosine, candidates, axis=1)
    order = np.lexsort((candidates, -values), axis=1)
    return np.take_along_axis(candidates, order, axis=1), np.take_along_axis(values, order, axis=1)


def _largest(values: NDArray[np.float32], count: int) -> NDArray[np.int64]:
    """Columns of the largest values of each row; of equal ones the first columns."""
    columns = np.argpartition(-values, count - 1, axis=1)[:, :count]
    least = np.take_along_axis(values, columns, axis=1).min(axis=1, keepdims=True)
    for row in np.flatnonzero((values >= least).sum(axis=1) > count):
        columns[row] = np.argsort(-values[row], kind="stable")[:count]
    return columns
