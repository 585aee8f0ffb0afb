"""What describes a cluster beside its products."""

from collections.abc import Sequence
from dataclasses import dataclass

NAMING = 3
"""Words that name a cluster."""


@dataclass(frozen=True)
class ClusterWord:
    """A distinctive word, with the products that hold it in the cluster and in the others."""

    word: str
    n_inside: int
    n_outside: int


@dataclass(frozen=True)
class Central:
    """A product near the centre of a cluster."""

    product_id: str
    name: str
    has_photo: bool


def name_of(words: Sequence[ClusterWord]) -> str:
    """Name a cluster by its most distinctive words; empty where it has none.

    Examples
    --------
    >>> name_of([ClusterWord("watch", 90, 2), ClusterWord("strap", 40, 1)])
    'watch, strap'
    """
    return ", ".join(each.word for each in words[:NAMING])
