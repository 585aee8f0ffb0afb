"""Listings in doubt: what is known of each, what a person decided, and the file of decisions.

A decision is about one statement: "this product, listed there, belongs here". Its key is made of
the whole statement, so that a decision outlives a new build as long as the statement is the same,
and never slips onto another catalogue.
"""

import hashlib
import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dashboard.core import spreadsheet
from dashboard.core.catalogue import Path

DECISIONS = ("accept", "reject", "tree")
"""The suggestion is right; the listing is; the category tree itself is wrong."""
BANDS = (0.8, 0.95, 0.99)
"""Where the words for a confidence change, from `listings.band.0` to `listings.band.3`."""
COLUMNS = (
    "product_id",
    "name",
    "listed_path",
    "suggested_path",
    "score",
    "decision",
    "decided_at",
)


@dataclass(frozen=True)
class Votes:
    """Shares of the neighbours' votes, 0 to 1; the rest is for other categories."""

    suggested: float
    listed: float


@dataclass(frozen=True)
class LabelIssue:
    """A listing that its neighbours contradict.

    Attributes
    ----------
    rank : int
        1 is the most doubtful of its level.
    row : int
        The product's row in the catalogue.
    product_id, name : str
    listed : Path
        The whole path of the listing.
    suggested : Path
        As long as the level is deep.
    score : float
        Log odds, suggested against listed.
    text, image : Votes
    without_brand : bool
        Whether the votes are those outside the product's own brand and near-copies.
    has_photo : bool
    """

    rank: int
    row: int
    product_id: str
    name: str
    listed: Path
    suggested: Path
    score: float
    text: Votes
    image: Votes
    without_brand: bool
    has_photo: bool

    @property
    def key(self) -> str:
        """What a decision on this statement is kept under."""
        statement = json.dumps([self.product_id, self.name, self.listed, self.suggested])
        return hashlib.sha256(statement.encode()).hexdigest()[:20]

    @property
    def confidence(self) -> float:
        """The log odds as a share of 1: of the two categories' weight, how much is suggested."""
        return 1 / (1 + math.exp(-self.score))


@dataclass(frozen=True)
class Listing:
    """What the seller wrote."""

    description: str
    brand: str | None
    price: float | None


@dataclass(frozen=True)
class Decision:
    """What a person decided, and when (ISO 8601)."""

    choice: str
    at: str


def decisions_of(store: Any) -> dict[str, Decision]:
    """Read the browser's store; what it cannot have written is left out.

    Examples
    --------
    >>> decisions_of({"f00d": ["accept", "2026-08-01T10:00:00Z"], "beef": ["=cmd", ""]})
    {'f00d': Decision(choice='accept', at='2026-08-01T10:00:00Z')}
    """
    if not isinstance(store, Mapping):
        return {}
    decisions = {}
    for key, value in store.items():
        match value:
            case [str(choice), str(at)] if choice in DECISIONS and _is_moment(at):
                decisions[key] = Decision(choice, at)
    return decisions


def file_of(
    label_issues: Iterable[LabelIssue], decisions: Mapping[str, Decision], language: str
) -> str:
    """Write the decided ones as CSV, for a spreadsheet in a language."""
    return spreadsheet.csv_of(
        COLUMNS,
        (
            (
                issue.product_id,
                issue.name,
                _joined(issue.listed),
                _joined(issue.suggested),
                round(issue.score, 3),
                decisions[issue.key].choice,
                decisions[issue.key].at,
            )
            for issue in label_issues
            if issue.key in decisions
        ),
        language,
    )


def band(confidence: float) -> int:
    """Return which word a confidence has.

    Examples
    --------
    >>> [band(share) for share in (0.5, 0.8, 0.97, 0.998)]
    [0, 1, 2, 3]
    """
    return sum(edge <= confidence for edge in BANDS)


def _joined(path: Sequence[str]) -> str:
    return " >> ".join(path)


def _is_moment(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True
