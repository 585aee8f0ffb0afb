"""Recipes of selections: the rows they stand for, and the selection made of them."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np

from dashboard import ids
from dashboard.core import search
from dashboard.core.catalogue import Mask
from dashboard.core.database import Database
from dashboard.core.filter_state import FilterState
from dashboard.core.measures import rows_measured
from dashboard.core.selection import MOST_IDS, encode, resolve

SOURCES = {
    "cell": ids.CROSSTAB,
    "category": "categories",
    "measure": ids.QUALITY,
    "search": "search",
    "like": "like",
}
"""Where a selection was made, by the kind of its recipe; a map's is the map's space."""


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
        identifiers = recipe.get("ids")
        named = (
            [identifier for identifier in identifiers if isinstance(identifier, str)]
            if isinstance(identifiers, list)
            else []
        )
        return _named(database, named[:MOST_IDS])
    if kind == "search":
        return search.found(database, str(recipe.get("query", "")))
    if kind == "like" and recipe.get("space") in database.catalogue.spaces:
        return search.like(database, recipe["space"], str(recipe.get("product")))
    if kind == "measure":
        low, high = recipe.get("low"), recipe.get("high")
        if isinstance(low, int) and isinstance(high, int):
            return rows_measured(database, str(recipe.get("measure")), low, high)
    return None


def _named(database: Database, product_ids: Sequence[str]) -> Mask:
    columns = (
        database.connection.cursor()
        .execute(
            """
            SELECT position AS row FROM products WHERE list_contains($ids::VARCHAR[], product_id)
            """,
            {"ids": list(product_ids)},
        )
        .fetchnumpy()
    )
    rows = np.zeros(database.catalogue.n_products, dtype=np.bool_)
    rows[columns["row"]] = True
    return rows


def store_of(view: FilterState, recipe: dict[str, Any], source: object) -> dict[str, Any] | None:
    """Return the selection that a recipe stands for; None where it stands for no product."""
    ask = partial(rows_of, view.database)
    rows = resolve(recipe, view.catalogue, view.visible, ask)
    if rows is None:
        return None
    store = {
        "build": view.catalogue.build,
        "rows": encode(rows),
        "source": source,
        "recipe": {name: value for name, value in recipe.items() if name != "build"},
    }
    if recipe["kind"] == "like":
        store["name"] = search.name_of(view.database, str(recipe["product"]))
    return store
