"""Text and image vectors to one vector per product.

Each side is reduced and brought to length 1 first, so that neither drowns the
other. A product that lacks a side borrows it from the products most like it on
the side that it has: a zero side would make "has no photo" a feature of its own.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from etl.config import FuseSettings

Vectors = NDArray[np.float32]

BLOCK = 1024

# A vector of length 1 less the mean, shorter than this: what is left is rounding.
NOTHING = 1e-6


@dataclass(frozen=True)
class Fused:
    """Fused vectors, and whose side was lent.

    Attributes
    ----------
    products : ndarray of int64, shape (n,)
        Indices of the products that have either side, increasing.
    vectors : ndarray of float32, shape (n, d)
        Rows of length 1.
    lent_text, lent_image : int
        How many products borrowed that side.
    """

    products: NDArray[np.int64]
    vectors: Vectors
    lent_text: int
    lent_image: int


def fuse(
    text: Vectors,
    text_products: NDArray[np.int64],
    image: Vectors,
    image_products: NDArray[np.int64],
    settings: FuseSettings,
) -> Fused:
    """Join both sides.

    Parameters
    ----------
    text, image : ndarray of float32, shapes (n_text, d_text) and (n_image, d_image)
        Rows of length 1, centred.
    text_products, image_products : ndarray of int64
        The product of each row, increasing.
    settings : FuseSettings

    Returns
    -------
    Fused
    """
    products = np.union1d(text_products, image_products)
    has_text = np.isin(products, text_products)
    has_image = np.isin(products, image_products)
    both = has_text & has_image
    if not both.any():
        # Nobody can lend: the sides share no product to compare on.
        return _apart(text, image, products, has_text, has_image)

    sides = {}
    for name, vectors, held in (("text", text, has_text), ("image", image, has_image)):
        side = np.zeros((len(products), min(settings.dimensions, vectors.shape[1])))
        side[held] = _principal(vectors, side.shape[1])
        sides[name] = side
    text_side = _lend(sides["text"], sides["image"], has_text, both, settings.lenders)
    image_side = _lend(sides["image"], sides["text"], has_image, both, settings.lenders)
    joined = np.hstack(
        [
            np.sqrt(settings.text_share) * text_side,
            np.sqrt(1 - settings.text_share) * image_side,
        ]
    )
    return Fused(
        products=products,
        vectors=_unit(joined).astype(np.float32),
        lent_text=int((~has_text).sum()),
        lent_image=int((~has_image).sum()),
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
    return Fused(products, joined, lent_text=0, lent_image=0)


def _principal(vectors: Vectors, dimensions: int) -> NDArray[np.float64]:
    """Leading principal components, rows of length 1."""
    exact = vectors.astype(np.float64)
    centred = exact - exact.mean(axis=0)
    # The covariance is small (d x d) whatever the number of products.
    _, directions = np.linalg.eigh(centred.T @ centred)
    reduced = centred @ directions[:, ::-1][:, :dimensions]
    # What is left of the mean is rounding: all such products get one direction.
    reduced[np.linalg.norm(reduced, axis=1) < NOTHING] = np.eye(1, dimensions)
    return _unit(reduced)


def _lend(
    side: NDArray[np.float64],
    other: NDArray[np.float64],
    held: NDArray[np.bool_],
    lenders: NDArray[np.bool_],
    count: int,
) -> NDArray[np.float64]:
    """Fill a missing side with the mean of the nearest products' on the other side."""
    filled = side.copy()
    lacking = np.flatnonzero(~held)
    pool = np.flatnonzero(lenders)
    for start in range(0, len(lacking), BLOCK):
        block = lacking[start : start + BLOCK]
        similarity = other[block] @ other[pool].T
        nearest = np.argsort(-similarity, axis=1, kind="stable")[:, :count]
        filled[block] = _unit(side[pool[nearest]].mean(axis=1))
    return filled


def _unit(vectors: NDArray[np.float64]) -> NDArray[np.float64]:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors / np.where(lengths == 0, 1, lengths)
