"""The nearest neighbours of a product in a space."""

from dataclasses import dataclass

from dashboard.core.catalogue import Path
from dashboard.core.database import Database


@dataclass(frozen=True)
class Neighbour:
    """A product that votes, and how near it is."""

    product_id: str
    row: int
    name: str
    path: Path
    similarity: float
    has_photo: bool


def nearest_neighbours(
    database: Database, product_id: str, space: str, count: int
) -> list[Neighbour]:
    """Return the products nearest to one in a space, the nearest first."""
    rows = (
        database.connection.cursor()
        .execute(
            """
            SELECT n.neighbour_id, position, name, category_path, similarity, thumbnail IS NOT NULL
            FROM neighbours n
            JOIN products p ON p.product_id = n.neighbour_id
            WHERE n.product_id = ? AND space = ? AND rank <= ?
            ORDER BY rank
            """,
            [product_id, space, count],
        )
        .fetchall()
    )
    return [
        Neighbour(neighbour_id, row, name, tuple(path), similarity, has_photo)
        for neighbour_id, row, name, path, similarity, has_photo in rows
    ]
