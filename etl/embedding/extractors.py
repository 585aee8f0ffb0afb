"""Protocols of the extractors: what turns a batch of records into vectors.

Those that there are: `etl.embedding.registry`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from etl.config import TextSettings
from etl.embedding.words import Vocabulary

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


@dataclass(frozen=True)
class Corpus:
    """What a text extractor is fitted on."""

    documents: Sequence[Sequence[str]]
    vocabulary: Vocabulary
    settings: TextSettings
    model: Path | None  # --text-model


class TextExtractor(Extractor, Protocol):
    """Cleaned tokens of some products to vectors, one a product."""

    def __call__(self, documents: Sequence[Sequence[str]]) -> Vectors:
        """Return rows of length 1; zeros for a document without a known word."""


class TextMethod(Protocol):
    """How a text extractor is made: what is fitted is one array, which is kept and memoised."""

    @staticmethod
    def fit(corpus: Corpus) -> NDArray[Any]:
        """Learn from the catalogue, or read the model that the person chose."""

    def __call__(self, vocabulary: Vocabulary, weights: NDArray[Any], source: str) -> TextExtractor:
        """Return the extractor with what was fitted; `source` names the file of the model."""


class ImageExtractor(Extractor, Protocol):
    """Photos, brought to one size, to vectors, one a photo."""

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the photos that it takes."""

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
