"""What the verdict promised of hidden brands, and what was found."""

from dashboard.core.cache import cached_per_build
from dashboard.core.database import Database
from dashboard.model.rehearsal import Rehearsed


@cached_per_build
def was_rehearsed(database: Database) -> bool:
    """Whether the promises of any space were tried."""
    rows = database.connection.cursor().execute("SELECT 1 FROM rehearsal LIMIT 1").fetchall()
    return bool(rows)


@cached_per_build
def rehearsed(database: Database, space: str, level: int) -> list[Rehearsed]:
    """Return the promises of a space at a level; none where they were not rehearsed."""
    rows = (
        database.connection.cursor()
        .execute(
            """
            SELECT measure, promised, promised_low, found, found_low, found_high, kept, n, repeats
            FROM rehearsal WHERE space = ? AND level = ?
            ORDER BY list_position(['first_right', 'precision', 'coverage'], measure)
            """,
            [space, level],
        )
        .fetchall()
    )
    return [Rehearsed(*row) for row in rows]
