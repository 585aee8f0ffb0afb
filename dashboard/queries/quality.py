"""What is measured of each product, near-duplicates, and what the load report holds."""

from collections.abc import Mapping, Sequence

import numpy as np

from dashboard.model.catalogue import Mask
from dashboard.model.duplicates import Pair, levels_parted, parts_at
from dashboard.model.once import once_a_build
from dashboard.model.product import Size, webp_size
from dashboard.model.quality import PAIRED, PARTED, REPORTED, Numbers, within
from dashboard.model.report import Kind, Line
from dashboard.queries import Database


@once_a_build
def measures(database: Database) -> Mapping[str, Numbers]:
    """Return each measure of `model.quality`, by row.

    Returns
    -------
    mapping of str to int32 array of shape (n,)
    """
    cursor = database.connection.cursor()
    columns = cursor.execute(
        """
        SELECT (trim(coalesce(brand, '')) <> '')::INTEGER AS brand,
               (price IS NOT NULL)::INTEGER AS price,
               (trim(coalesce(description, '')) <> '')::INTEGER AS description,
               (text_clean <> '')::INTEGER AS words,
               (image_status = 'ok')::INTEGER AS photo,
               len(category_path)::INTEGER AS category,
               (CASE WHEN text_clean = '' THEN 0
                     ELSE len(string_split(text_clean, ' ')) END)::INTEGER AS kept,
               coalesce(len(text_dropped), 0)::INTEGER AS dropped,
               (CASE WHEN image_status = 'ok'
                     THEN coalesce(least(photo_width, photo_height), -1) ELSE -1 END)::INTEGER
                   AS side
        FROM products ORDER BY position
        """
    ).fetchnumpy()
    found = {name: np.asarray(values, dtype=np.int32) for name, values in columns.items()}
    n, pairs = database.catalogue.n_products, near_duplicates(database)
    paired = np.zeros(n, dtype=np.int32)
    np.add.at(paired, [row for pair in pairs for row in (pair.first, pair.second)], 1)
    found |= {PAIRED: paired, PARTED: levels_parted(pairs, n)}
    warned = cursor.execute(
        """
        WITH ranked AS (
            SELECT product_id, row_number() OVER (ORDER BY position) - 1 AS row FROM products
        )
        SELECT code, list(DISTINCT ranked.row) FROM load_report JOIN ranked USING (product_id)
        WHERE severity = 'warning' GROUP BY code
        """
    ).fetchall()
    for code, rows in warned:
        held = np.zeros(n, dtype=np.int32)
        held[rows] = 1
        found[REPORTED + code] = held
    return found


def rows_measured(database: Database, measure: str, low: int, high: int) -> Mask | None:
    """Return the rows whose measure is from `low` to `high`; None where there is no such measure.

    Of a code that the load report does not hold, there is none either.
    """
    values = measures(database).get(measure)
    return None if values is None else within(values, low, high)


@once_a_build
def near_duplicates(database: Database) -> Sequence[Pair]:
    """Return every pair of near-duplicates, in the order of the catalogue."""
    found = (
        database.connection.cursor()
        .execute(
            """
            WITH ranked AS (
                SELECT product_id, category_path, row_number() OVER (ORDER BY position) - 1 AS row
                FROM products
            )
            SELECT a.row, b.row, text_similarity, image_similarity,
                   a.category_path, b.category_path
            FROM near_duplicates d
            JOIN ranked a ON a.product_id = d.product_id
            JOIN ranked b ON b.product_id = d.duplicate_id
            ORDER BY a.row, b.row
            """
        )
        .fetchall()
    )
    return [
        Pair(first, second, text, image, parts_at(tuple(one), tuple(other)))
        for first, second, text, image, one, other in found
    ]


@once_a_build
def network_size(database: Database) -> Size | None:
    """Return the size of the photos that the network was given, None where there is none."""
    found = (
        database.connection.cursor()
        .execute("SELECT network_input FROM products WHERE network_input IS NOT NULL LIMIT 1")
        .fetchone()
    )
    return webp_size(bytes(found[0])) if found else None


@once_a_build
def report_kinds(database: Database) -> Sequence[Kind]:
    """Return what the load report says and how often: of the rows set aside first."""
    found = (
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
    return [Kind(*each) for each in found]


def report_lines(database: Database, most: int | None) -> Sequence[Line]:
    """Return the lines of the load report, in the order of the file; all where `most` is None."""
    found = (
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
    return [Line(*each) for each in found]
