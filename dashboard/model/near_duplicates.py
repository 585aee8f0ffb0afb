"""Groups of near-duplicates: listings of one article, and whether their categories differ."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.core.catalogue import Mask
from dashboard.core.near_duplicates import Pair


@dataclass(frozen=True)
class Group:
    """Listings that pairs link together: two, or more where several are alike."""

    rows: Sequence[int]
    pairs: Sequence[Pair]

    def differs(self, level: int) -> bool:
        """Whether two of its near-duplicates differ at a level."""
        return any(pair.differs(level) for pair in self.pairs)


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
    values = [value for pair in pairs if (value := getattr(pair, side)) is not None]
    return (min(values), max(values)) if values else None


def listings(pairs: Sequence[Pair]) -> int:
    """Count the listings of some pairs."""
    return len({row for pair in pairs for row in (pair.first, pair.second)})
