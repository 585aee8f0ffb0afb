"""Fusion of text and image vectors into one vector a product.

Each side is reduced and brought to length 1 first, so that neither drowns the
other. A side that a product lacks is imputed: the mean of its donors, the products
most like it on the side that it has. A zero side would make "has no photo" a feature of its own.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from etl.config import FuseSettings
from etl.embedding.directions import Directions

Vectors = NDArray[np.float32]

BLOCK = 1024


@dataclass(frozen=True)
class Sides:
    """How each side is reduced before both are joined."""

    text: Directions
    image: Directions


@dataclass(frozen=True)
class Fused:
    """Fused vectors, and how many sides were imputed.

    Attributes
    ----------
    products : ndarray of int64, shape (n,)
        Indices of the products that have either side, increasing.
    vectors : ndarray of float32, shape (n, d)
        Rows of length 1.
    imputed_text, imputed_image : int
        How many products had that side imputed.
    sides : Sides or None
        None where no product has both, and nothing was reduced.
    """

    products: NDArray[np.int64]
    vectors: Vectors
    imputed_text: int
    imputed_image: int
    sides: Sides | None


def fuse(
    text: Vectors,
    text_products: NDArray[np.int64],
    image: Vectors,
    image_products: NDArray[np.int64],
    settings: FuseSettings,
    kept: Sides | None = None,
) -> Fused:
    """Join both sides.

    Parameters
    ----------
    text, image : ndarray of float32, shapes (n_text, d_text) and (n_image, d_image)
        Rows of length 1, centred.
    text_products, image_products : ndarray of int64
        The product of each row, increasing.
    settings : FuseSettings
    kept : Sides, optional
        Of former products, to reduce these in the same way.

    Returns
    -------
    Fused
    """
    products = np.union1d(text_products, image_products)
    has_text = np.isin(products, text_products)
    has_image = np.isin(products, image_products)
    both = has_text & has_image
    if not both.any():
        # No donors: the sides share no product to compare on.
        return _apart(text, image, products, has_text, has_image)

    fitted = kept or Sides(_principal(text, settings), _principal(image, settings))
    of_text = _side(text, has_text, fitted.text)
    of_image = _side(image, has_image, fitted.image)
    text_side = _impute(of_text, of_image, has_text, both, settings.donors)
    image_side = _impute(of_image, of_text, has_image, both, settings.donors)
    joined = np.hstack(
        [
            np.sqrt(settings.text_share) * text_side,
            np.sqrt(1 - settings.text_share) * image_side,
        ]
    )
    return Fused(
        products=products,
        vectors=_unit(joined).astype(np.float32),
        imputed_text=int((~has_text).sum()),
        imputed_image=int((~has_image).sum()),
        sides=fitted,
    )


def _apart(
    text: Vectors,
    image: Vectors,
    products: NDArray[np.int64],
    has_text: NDArray[np.bool_],
    has_image: NDArray[np.bool_],
) -> Fused:
    joined = np.zeros((len(products), text.shape[1] + image.shape[1]), dtype=np.float32)
    joined[has_text, : text.shape[1]] = text
    joined[has_image, text.shape[1] :] = image
    return Fused(products, joined, imputed_text=0, imputed_image=0, sides=None)


def _principal(vectors: Vectors, settings: FuseSettings) -> Directions:
    """Leading principal components."""
    exact = vectors.astype(np.float64)
    mean = exact.mean(axis=0)
    centred = exact - mean
    # The covariance is small (d x d) whatever the number of products.
    _, directions = np.linalg.eigh(centred.T @ centred)
    return Directions(mean, directions[:, ::-1][:, : settings.dimensions].T)


def _side(
    vectors: Vectors, has_side: NDArray[np.bool_], directions: Directions
) -> NDArray[np.float64]:
    """Reduced vectors, rows of length 1; zero where there is none."""
    reduced = directions.apply(vectors)
    side = np.zeros((len(has_side), reduced.shape[1]))
    side[has_side] = _unit(reduced)
    return side


def _impute(
    side: NDArray[np.float64],
    other: NDArray[np.float64],
    has_side: NDArray[np.bool_],
    donors: NDArray[np.bool_],
    count: int,
) -> NDArray[np.float64]:
    """Fill a missing side with the mean of the nearest products' on the other side."""
    filled = side.copy()
    lacking = np.flatnonzero(~has_side)
    pool = np.flatnonzero(donors)
    for start in range(0, len(lacking), BLOCK):
        block = lacking[start : start + BLOCK]
        similarity = other[block] @ other[pool].T
        nearest = np.argsort(-similarity, axis=1, kind="stable")[:, :count]
        filled[block] = _unit(side[pool[nearest]].mean(axis=1))
    return filled


def _unit(vectors: NDArray[np.float64]) -> NDArray[np.float64]:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors / np.where(lengths == 0, 1, lengths)
