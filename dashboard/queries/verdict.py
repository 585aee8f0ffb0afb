"""What the verdict is judged on: the votes of the neighbours."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dashboard.core.catalogue import Path
from dashboard.core.database import Database


class Proposed(NamedTuple):
    """The category that one rule proposes for each of m products.

    Attributes
    ----------
    rows : int64 array of shape (m,)
    category : list of tuple of str, length m
        `()` where nobody may vote.
    confidence : float64 array of shape (m,)
    """

    rows: NDArray[np.int64]
    category: list[Path]
    confidence: NDArray[np.float64]


def proposed(database: Database, space: str, level: int, rule: str) -> Proposed:
    """Return what a rule proposes in a space at a level."""
    records = (
        database.connection.cursor()
        .execute(
            """
            SELECT position, category, confidence
            FROM suggestions JOIN products USING (product_id)
            WHERE space = ? AND level = ? AND rule = ?
            """,
            [space, level, rule],
        )
        .fetchall()
    )
    return Proposed(
        rows=np.array([row for row, _, _ in records], dtype=np.int64),
        category=[tuple(category) for _, category, _ in records],
        confidence=np.array([confidence for _, _, confidence in records], dtype=np.float64),
    )
