"""Which listings are of the same article, and are they filed in the same category?"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dashboard.model.catalogue import Mask, Path


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


@dataclass(frozen=True)
class Group:
    """Listings that pairs link together: two, or more where several are alike."""

    rows: Sequence[int]
    pairs: Sequence[Pair]

    def differs(self, level: int) -> bool:
        """Whether two of its near-duplicates differ at a level."""
        return any(pair.differs(level) for pair in self.pairs)


def parts_at(one: Path, other: Path) -> int | None:
    """Return the level where two categories part; None where one holds the other.

    Examples
    --------
    >>> parts_at(("Home", "Bed"), ("Home", "Bath")), parts_at(("Home", "Bed"), ("Home",))
    (2, None)
    """
    parted = (level for level, (a, b) in enumerate(zip(one, other, strict=False), 1) if a != b)
    return next(parted, None)


def of_filter(pairs: Sequence[Pair], rows: Mask) -> list[Pair]:
    """Keep the pairs that concern some products: one of the two is among them.

    The other one may be filed elsewhere, which is what one looks for.
    """
    return [pair for pair in pairs if rows[pair.first] or rows[pair.second]]


def grouped(pairs: Sequence[Pair], level: int) -> list[Group]:
    """Gather pairs that share a listing; groups that differ at a level first, then the largest."""
    parent: dict[int, int] = {}

    def root(row: int) -> int:
        parent.setdefault(row, row)
        while parent[row] != row:
            parent[row] = parent[parent[row]]
            row = parent[row]
        return row

    for pair in pairs:
        parent[root(pair.second)] = root(pair.first)
    members: dict[int, list[int]] = {}
    for row in sorted(parent):
        members.setdefault(root(row), []).append(row)
    linked: dict[int, list[Pair]] = {}
    for pair in sorted(pairs, key=lambda pair: (pair.first, pair.second)):
        linked.setdefault(root(pair.first), []).append(pair)
    groups = [Group(rows, linked[at]) for at, rows in members.items()]
    return sorted(
        groups, key=lambda group: (not group.differs(level), -len(group.rows), group.rows[0])
    )


def similarities(pairs: Sequence[Pair], side: str) -> tuple[float, float] | None:
    """Return the lowest and the highest similarity of a side, None where no pair has one."""
    found = [value for pair in pairs if (value := getattr(pair, side)) is not None]
    return (min(found), max(found)) if found else None


def listings(pairs: Sequence[Pair]) -> int:
    """Count the listings of some pairs."""
    return len({row for pair in pairs for row in (pair.first, pair.second)})


def levels_parted(pairs: Sequence[Pair], n: int) -> np.ndarray[tuple[int], np.dtype[np.int32]]:
    """Return the highest level where each product differs from a near-duplicate, 0 for nowhere."""
    found = np.zeros(n, dtype=np.int32)
    for pair in pairs:
        for row in (pair.first, pair.second):
            if pair.parts_at is not None and (not found[row] or pair.parts_at < found[row]):
                found[row] = pair.parts_at
    return found
