"""How are vectors that came later reduced as those were that the directions were fitted on?"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


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
        """Reduce vectors of shape (n, d) to (n, k)."""
        return np.asarray((vectors.astype(np.float64) - self.mean) @ self.components.T)
