"""Pairs of near-duplicates, and the level where their categories part."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dashboard.core.cache import cached_per_build
from dashboard.core.catalogue import Path
from dashboard.core.database import Database


@dataclass(frozen=True)
class Pair:
    """Two near-duplicates.

    Attributes
    ----------
    first, second : int
        Rows, in their order.
    text, image : float or None
        Cosines; None where one of the two has no such vector.
    parts_at : int or None
        The level where their categories part; None where one is the other, or lies above it.
    """

    first: int
    second: int
    text: float | None
    image: float | None
    parts_at: int | None

    def differs(self, level: int) -> bool:
        """Whether their categories are not the same at a level."""
        return self.parts_at is not None and self.parts_at <= level


def parts_at(one: Path, other: Path) -> int | None:
    """Return the level where two categories part; None where one holds the other.

    Examples
    --------
    >>> parts_at(("Home", "Bed"), ("Home", "Bath")), parts_at(("Home", "Bed"), ("Home",))
    (2, None)
    """
    parted = (level for level, (a, b) in enumerate(zip(one, other, strict=False), 1) if a != b)
    return next(parted, None)


def levels_parted(pairs: Sequence[Pair], n: int) -> np.ndarray[tuple[int], np.dtype[np.int32]]:
    """Return the highest level where each product differs from a near-duplicate, 0 for nowhere."""
    levels = np.zeros(n, dtype=np.int32)
    for pair in pairs:
        for row in (pair.first, pair.second):
            if pair.parts_at is not None and (not levels[row] or pair.parts_at < levels[row]):
                levels[row] = pair.parts_at
    return levels


@cached_per_build
def near_duplicates(database: Database) -> Sequence[Pair]:
    """Return every pair of near-duplicates, in the order of the catalogue."""
    rows = (
        database.connection.cursor()
        .execute(
            """
            SELECT a.position, b.position, text_similarity, image_similarity,
                   a.category_path, b.category_path
            FROM near_duplicates d
            JOIN products a ON a.product_id = d.product_id
            JOIN products b ON b.product_id = d.duplicate_id
            ORDER BY a.position, b.position
            """
        )
        .fetchall()
    )
    return [
        Pair(first, second, text, image, parts_at(tuple(one), tuple(other)))
        for first, second, text, image, one, other in rows
    ]
