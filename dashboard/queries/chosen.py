"""The rows that only the database knows: named, searched for, like a product, or measured."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from dashboard import ids
from dashboard.model.catalogue import Mask
from dashboard.model.selection import MOST_IDS
from dashboard.queries import Database, quality, search


def rows_of(database: Database, recipe: Mapping[str, Any]) -> Mask | None:
    """Return the rows of a recipe; None where it is of none of these kinds.

    Parameters
    ----------
    database : Database
    recipe : mapping
        It comes from the page: anything may be in it.
    """
    kind = recipe.get("kind")
    if kind == "ids":
        given = recipe.get("ids")
        named = [each for each in given if isinstance(each, str)] if isinstance(given, list) else []
        return _named(database, named[:MOST_IDS])
    if kind == "search":
        return search.found(database, str(recipe.get("query", "")))
    if kind == "like" and recipe.get("space") in ids.SPACES:
        return search.like(database, recipe["space"], str(recipe.get("product")))
    if kind == "measure":
        low, high = recipe.get("low"), recipe.get("high")
        if isinstance(low, int) and isinstance(high, int):
            return quality.rows_measured(database, str(recipe.get("measure")), low, high)
    return None


def _named(database: Database, product_ids: Sequence[str]) -> Mask:
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
