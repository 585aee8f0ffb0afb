"""Fitted linear reduction, for the vectors that it was fitted on and for those that come later."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

# A vector of length 1 less the mean, shorter than this: what is left is rounding.
NOTHING = 1e-6


@dataclass(frozen=True)
class Directions:
    """A fitted linear reduction.

    Attributes
    ----------
    mean : ndarray of float64, shape (d,)
    components : ndarray of float64, shape (k, d)
    """

    mean: NDArray[np.float64]
    components: NDArray[np.float64]

    def apply(self, vectors: NDArray[np.float32]) -> NDArray[np.float64]:
        """Reduce vectors of shape (n, d) to (n, k); those that are the mean get one direction."""
        reduced = np.asarray((vectors.astype(np.float64) - self.mean) @ self.components.T)
        reduced[np.linalg.norm(reduced, axis=1) < NOTHING] = np.eye(1, reduced.shape[1])
        return reduced
