"""The rows that a link names: products by their ids, or by what is searched for."""

from collections.abc import Sequence

import numpy as np

from dashboard.model.catalogue import Mask
from dashboard.queries import Database


def rows_of(database: Database, product_ids: Sequence[str]) -> Mask:
    """Return the rows of some products; an id that is not in this build has none."""
    found = (
        database.connection.cursor()
        .execute(
            """
            WITH ranked AS (
                SELECT product_id, row_number() OVER (ORDER BY position) - 1 AS row FROM products
            )
            SELECT row FROM ranked WHERE list_contains($ids::VARCHAR[], product_id)
            """,
            {"ids": list(product_ids)},
        )
        .fetchnumpy()
    )
    rows = np.zeros(database.catalogue.n_products, dtype=np.bool_)
    rows[found["row"]] = True
    return rows


def rows_found(database: Database, query: str) -> Mask:
    """Return the rows whose name, brand, id or description holds a text.

    Case and accents are alike; a text of nothing is found nowhere.
    """
    rows = np.zeros(database.catalogue.n_products, dtype=np.bool_)
    if not query.strip():
        return rows
    found = (
        database.connection.cursor()
        .execute(
            """
            WITH ranked AS (
                SELECT *, row_number() OVER (ORDER BY position) - 1 AS row FROM products
            )
            SELECT row FROM ranked
            WHERE contains(strip_accents(lower(concat_ws(' ', product_id, name, brand,
                                                         description))),
                           strip_accents(lower($query)))
            """,
            {"query": query.strip()},
        )
        .fetchnumpy()
    )
    rows[found["row"]] = True
    return rows
