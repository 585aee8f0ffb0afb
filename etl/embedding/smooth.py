"""Smoothing of vectors over their neighbours: what is alike moves together before it is clustered.

Gasteiger, Bojchevski & Günnemann, "Predict then propagate" (2019): personalised PageRank in a few
steps, here over the graph of the nearest neighbours, with each vector brought to length 1 again.
No category is seen. Made to be clustered: it empties the similarity of two products of meaning,
so that neighbours and suggestions rest on the vectors as they were.
"""

import numpy as np
from numpy.typing import NDArray

from etl.config import SmoothSettings
from etl.embedding.directions import NOTHING

Vectors = NDArray[np.float32]


def neighbour_count(n: int, settings: SmoothSettings) -> int:
    """How many neighbours a vector is drawn to in a catalogue of n; 0 where it is too small.

    Examples
    --------
    >>> [neighbour_count(n, SmoothSettings()) for n in (2, 240, 500, 700, 100_000)]
    [0, 0, 10, 14, 20]
    """
    count = min(settings.neighbours, round(settings.share * n))
    return count if count >= settings.fewest else 0


def smooth(vectors: Vectors, neighbours: NDArray[np.int64], settings: SmoothSettings) -> Vectors:
    """Draw each vector to the mean of its neighbours, step by step.

    x <- unit((1 - w) x0 + w mean of the x of the neighbours), where x0 is the vector itself.

    Parameters
    ----------
    vectors : ndarray of float32, shape (n, d)
        Rows of length 1.
    neighbours : ndarray of int64, shape (n, k)
        Rows of the nearest others, nearest first; of these `neighbour_count` are used.
    settings : SmoothSettings

    Returns
    -------
    ndarray of float32, shape (n, d)
        Rows of length 1; the vectors themselves where the catalogue is too small for neighbours.

    Examples
    --------
    >>> pair = np.array([[1, 0], [0.8, 0.6]], dtype=np.float32)
    >>> settings = SmoothSettings(share=0.5, fewest=1, steps=1, weight=0.5)
    >>> smooth(pair, np.array([[1], [0]]), settings).round(2)
    array([[0.95, 0.32],
           [0.95, 0.32]], dtype=float32)
    """
    used = neighbours[:, : neighbour_count(len(vectors), settings)]
    if not used.shape[1]:
        return vectors
    own = vectors.astype(np.float64)
    smoothed = own
    for _ in range(settings.steps):
        drawn = (1 - settings.weight) * own + settings.weight * _mean_of(smoothed, used)
        lengths = np.linalg.norm(drawn, axis=1, keepdims=True)
        # Where the neighbours lie opposite nothing is left: the product stays where it was.
        smoothed = np.where(lengths < NOTHING, own, drawn / np.maximum(lengths, NOTHING))
    return smoothed.astype(np.float32)


def _mean_of(vectors: NDArray[np.float64], rows: NDArray[np.int64]) -> NDArray[np.float64]:
    """Mean of the vectors of each line of rows, without holding all of them at once."""
    total = np.zeros_like(vectors)
    for column in rows.T:
        total += vectors[column]
    mean: NDArray[np.float64] = total / rows.shape[1]
    return mean
