"""What the verdict is judged on: the votes of the neighbours, and the brands."""

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


def brands(database: Database) -> list[str | None]:
    """Return the brand of each row."""
    found = (
        database.connection.cursor()
        .execute("SELECT brand FROM products ORDER BY position")
        .fetchall()
    )
    return [brand for (brand,) in found]


def proposed(database: Database, space: str, level: int, rule: str) -> Proposed:
    """Return what a rule proposes in a space at a level."""
    found = (
        database.connection.cursor()
        .execute(
            """
            WITH ranked AS (
                SELECT product_id, row_number() OVER (ORDER BY position) - 1 AS row FROM products
            )
            SELECT row, category, confidence FROM suggestions JOIN ranked USING (product_id)
            WHERE space = ? AND level = ? AND rule = ?
            """,
            [space, level, rule],
        )
        .fetchall()
    )
    return Proposed(
        rows=np.array([row for row, _, _ in found], dtype=np.int64),
        category=[tuple(category) for _, category, _ in found],
        confidence=np.array([confidence for _, _, confidence in found], dtype=np.float64),
    )
