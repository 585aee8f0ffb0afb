"""Protocols of the extractors: what turns a batch of records into vectors.

Those that there are: `etl.embedding.registry`.
"""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


class Extractor(Protocol):
    """What is known of any extractor, and published in the table `spaces`.

    Attributes
    ----------
    name : str
        Its key in the registry.
    version : str
        Of the library or the file that the weights come from.
    licence : str
        Of the weights.
    dimensions : int
        Of the vectors that it gives; what is stored may be reduced further.
    deterministic : bool
        Whether the same records give the same bits.
    """

    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def version(self) -> str: ...  # noqa: D102
    @property
    def licence(self) -> str: ...  # noqa: D102
    @property
    def dimensions(self) -> int: ...  # noqa: D102
    @property
    def deterministic(self) -> bool: ...  # noqa: D102


class TextExtractor(Extractor, Protocol):
    """Cleaned tokens of some products to vectors, one a product."""

    def __call__(self, documents: Sequence[Sequence[str]]) -> Vectors:
        """Return rows of length 1; zeros for a document without a known word."""


class ImageExtractor(Extractor, Protocol):
    """Photos, brought to one size, to vectors, one a photo."""

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the photos that it takes."""

    @property
    def sees_views(self) -> bool:
        """Whether it is shown each photo in several views, where the settings ask for them."""

    def __call__(self, photos: Sequence[NDArray[np.uint8]]) -> Vectors:
        """Return rows of length 1 for photos of shape (height, width, 3), RGB."""


def describe(extractor: Extractor) -> dict[str, str | int | bool]:
    """Write down what is known of an extractor, but for its name."""
    return {
        "version": extractor.version,
        "licence": extractor.licence,
        "dimensions": extractor.dimensions,
        "deterministic": extractor.deterministic,
    }
