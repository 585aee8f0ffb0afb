"""The spaces: every set of vectors that a run computes, listed once.

To add one of texts or of photos, write its line and add it to `SPACES`; what is made of the vectors
of others is computed in `etl.pipeline.embed`. All that follows (neighbours, maps, clusterings,
scores, the table `spaces` that the dashboard reads) goes by this list.
"""

from dataclasses import dataclass

STUDIED, BASELINE, RAW = "studied", "baseline", "raw"
"""Roles: compared with the categories and shown; simpler, to compare with; vectors as they were
before what is studied was made of them, for neighbours and suggestions."""

OF_TEXT, OF_IMAGE, OF_BOTH = "text", "image", "multimodal"
"""Modalities: which inputs of a product its vector rests on."""


@dataclass(frozen=True)
class Space:
    """One set of vectors, at most one a product.

    Attributes
    ----------
    name : str
        In every table, and part of the ids of its clusterings.
    modality : str
        `OF_TEXT`, `OF_IMAGE` or `OF_BOTH`.
    role : str
        `STUDIED`, `BASELINE` or `RAW`.
    extractor : str or None
        Key of `etl.embedding.extractors` where the person chose no other; None for what is made
        of the vectors of other spaces.
    is_optional : bool
        Whether it is left out, rather than shown as empty, where it has no vector.
    """

    name: str
    modality: str
    role: str
    extractor: str | None = None
    is_optional: bool = False

    @property
    def is_studied(self) -> bool:
        """Whether the question is asked of it."""
        return self.role == STUDIED

    @property
    def uses_text(self) -> bool:
        """Whether another text makes another vector."""
        return self.modality != OF_IMAGE

    @property
    def uses_image(self) -> bool:
        """Whether another photo makes another vector."""
        return self.modality != OF_TEXT


TEXT = Space("text", OF_TEXT, STUDIED, "fasttext")
IMAGE = Space("image", OF_IMAGE, STUDIED, "resnet")
FUSED = Space("fused", OF_BOTH, STUDIED)
IMAGE_TEXT = Space("image_text", OF_BOTH, STUDIED, is_optional=True)
TEXT_TFIDF = Space("text_tfidf", OF_TEXT, BASELINE, "tfidf")
IMAGE_HISTOGRAM = Space("image_histogram", OF_IMAGE, BASELINE, "histogram")
TEXT_RAW = Space("text_raw", OF_TEXT, RAW, "fasttext")
IMAGE_RAW = Space("image_raw", OF_IMAGE, RAW, "resnet")
FUSED_RAW = Space("fused_raw", OF_BOTH, RAW)

SPACES = (
    TEXT,
    IMAGE,
    FUSED,
    IMAGE_TEXT,
    TEXT_TFIDF,
    IMAGE_HISTOGRAM,
    TEXT_RAW,
    IMAGE_RAW,
    FUSED_RAW,
)
"""In the order in which they are shown."""

RAW_OF = {TEXT: TEXT_RAW, IMAGE: IMAGE_RAW, FUSED: FUSED_RAW}
"""What is smoothed before it is clustered, and the vectors from which it is made."""
