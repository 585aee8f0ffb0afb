"""What is measured of each product, near-duplicates, and what the load report holds."""

from collections.abc import Sequence

from dashboard.core.cache import cached_per_build
from dashboard.core.database import Database
from dashboard.core.webp import Size, webp_size
from dashboard.model.load_report import Kind, Line


@cached_per_build
def network_size(database: Database) -> Size | None:
    """Return the size of the photos that the network was given, None where there is none."""
    rows = (
        database.connection.cursor()
        .execute("SELECT network_input FROM products WHERE network_input IS NOT NULL LIMIT 1")
        .fetchone()
    )
    return webp_size(bytes(rows[0])) if rows else None


@cached_per_build
def report_kinds(database: Database) -> Sequence[Kind]:
    """Return what the load report says and how often: of the rows set aside first."""
    rows = (
        database.connection.cursor()
        .execute(
            """
            SELECT severity, stage, code, count(*),
                   count(DISTINCT p.product_id) FILTER (severity = 'warning')
            FROM load_report LEFT JOIN products p USING (product_id)
            GROUP BY severity, stage, code
            ORDER BY severity = 'warning', count(*) DESC, code
            """
        )
        .fetchall()
    )
    return [Kind(*row) for row in rows]


def report_lines(database: Database, most: int | None) -> Sequence[Line]:
    """Return the lines of the load report, in the order of the file; all where `most` is None."""
    rows = (
        database.connection.cursor()
        .execute(
            """
            SELECT severity, stage, row, r.product_id, code, reason, p.product_id IS NOT NULL
            FROM load_report r LEFT JOIN products p USING (product_id)
            ORDER BY severity = 'warning', row NULLS FIRST, code
            LIMIT $most
            """,
            {"most": most},
        )
        .fetchall()
    )
    return [Line(*row) for row in rows]
