"""Photos read through text: what the texts of other products say of a photo like this one.

A linear map from the vector of a photo to the vector of a text, fitted by ridge regression (Hoerl
& Kennard, 1970). It knows the texts of the catalogue and no category; and never the text of the
product itself, nor of its brand: each product is read by a map that was fitted without it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import RidgeCV
from sklearn.model_selection import GroupKFold
from sklearn.preprocessing import normalize

from etl.config import ThroughTextSettings
from etl.embedding.directions import NOTHING

Vectors = NDArray[np.float32]


@dataclass(frozen=True)
class LinearMap:
    """A fitted map from photos to texts.

    Attributes
    ----------
    weights : ndarray of float64, shape (d_text, d_image)
    intercept : ndarray of float64, shape (d_text,)
    """

    weights: NDArray[np.float64]
    intercept: NDArray[np.float64]

    def apply(self, image: Vectors) -> Vectors:
        """Read photos of shape (n, d_image): rows of length 1, shape (n, d_text)."""
        read = image.astype(np.float64) @ self.weights.T + self.intercept
        # A photo that says nothing gets one direction, as any other that says nothing.
        read[np.linalg.norm(read, axis=1) < NOTHING] = np.eye(1, read.shape[1])
        return np.asarray(normalize(read), dtype=np.float32)


def fit(image: Vectors, text: Vectors, settings: ThroughTextSettings) -> LinearMap:
    """Fit the map on products with both sides, the penalty chosen by leave-one-out error.

    Parameters
    ----------
    image : ndarray of float32, shape (n, d_image)
    text : ndarray of float32, shape (n, d_text)
        Of the same products.
    settings : ThroughTextSettings
    """
    fitted = RidgeCV(alphas=settings.penalties).fit(
        image.astype(np.float64), text.astype(np.float64)
    )
    return LinearMap(np.atleast_2d(fitted.coef_), np.atleast_1d(fitted.intercept_))


def cross_fitted(
    image: Vectors, text: Vectors, groups: NDArray[np.int64], settings: ThroughTextSettings
) -> Vectors:
    """Read each photo by a map that was fitted without its group.

    Parameters
    ----------
    image : ndarray of float32, shape (n, d_image)
    text : ndarray of float32, shape (n, d_text)
        Of the same products.
    groups : ndarray of int64, shape (n,)
        Products that are sampled together, such as those of one brand: no fold parts them.
    settings : ThroughTextSettings

    Returns
    -------
    ndarray of float32, shape (n, d_text)
        Rows of length 1.
    """
    read = np.empty(text.shape, dtype=np.float32)
    for others, fold in _folds(groups, settings.folds):
        read[fold] = fit(image[others], text[others], settings).apply(image[fold])
    return read


def _folds(
    groups: NDArray[np.int64], count: int
) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Part whole groups, into fewer folds where there are fewer; a single one by product."""
    n_groups = len(np.unique(groups))
    parted, parts = (groups, min(count, n_groups)) if n_groups > 1 else (range(len(groups)), count)
    folds: Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]] = GroupKFold(parts).split(
        groups, groups=parted
    )
    return folds
