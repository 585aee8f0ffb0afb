"""The product table: one page of rows at a time, and the whole of it as CSV."""

import math
from collections.abc import Sequence
from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, State, no_update
from dash.exceptions import PreventUpdate

from dashboard import ids
from dashboard.components import products as table
from dashboard.core.filter_state import (
    FilterState,
    current_spaces,
    language_or_default,
    parse_int,
    resolve_filter,
    selection_of,
)
from dashboard.core.photo_urls import photo_urls
from dashboard.core.products import (
    PAGE,
    TEXTS,
    TableRequest,
    columns_of,
    csv_of,
    query_products,
)
from dashboard.i18n import number, text

MOST_TEXT = 240
"""Characters of a description that a row of the table carries; the CSV has them all."""


def register(app: Dash) -> None:
    """Add the callbacks of the product table."""
    shown = [
        State(ids.LEVEL, "value"),
        State(ids.TREE, "checked"),
        State(ids.SELECTION, "data"),
        State(ids.LANGUAGE, "value"),
    ]
    app.callback(
        Output(ids.PRODUCTS, "columnDefs"),
        Input(ids.LANGUAGE, "value"),
        prevent_initial_call=True,
    )(columns)
    app.callback(
        Output(ids.PRODUCTS, "getRowsResponse"),
        Output(ids.PRODUCTS_COUNT, "children"),
        Input(ids.PRODUCTS, "getRowsRequest"),
        *shown,
    )(page)
    app.callback(
        Output(ids.PRODUCTS_FILE, "data"),
        Input(ids.PRODUCTS_EXPORT, "n_clicks"),
        State(ids.PRODUCTS, "filterModel"),
        State(ids.PRODUCTS, "columnState"),
        *shown,
        prevent_initial_call=True,
    )(export)
    # The grid asks for rows by itself, except when what it should show changes elsewhere.
    app.clientside_callback(
        ClientsideFunction("products", "askAgain"),
        Input(ids.PAGE, "data"),
        Input(ids.PRODUCTS_SUBPAGE, "value"),
        Input(ids.BUILD, "data"),
        Input(ids.LEVEL, "value"),
        Input(ids.TREE, "checked"),
        Input(ids.SELECTION, "data"),
        Input(ids.PRODUCTS, "columnDefs"),
        State(ids.PRODUCTS, "id"),
        prevent_initial_call=True,
    )


def columns(language: object) -> list[dict[str, Any]]:
    """Define the columns; their names follow the language."""
    return table.columns(current_spaces(), language_or_default(language))


def page(
    request: dict[str, Any] | None,
    level: object,
    checked: Sequence[str] | None,
    selection: dict[str, Any] | None,
    language: object,
) -> tuple[Any, Any]:
    """Return the rows that the grid asks for, and say how many there are in all.

    One that is out of sight by now is answered as well: without an answer, it never asks again.
    """
    if not request:
        return no_update, no_update
    try:
        view = resolve_filter(level, checked, language)
    except PreventUpdate:
        # One that was told of no row at all passes over what it is asked while it draws the next.
        return {"rowData": [], "rowCount": 1}, ""
    first = max(parse_int(request.get("startRow"), 0), 0)
    wanted = _request(
        view,
        selection,
        request.get("filterModel"),
        request.get("sortModel"),
        first=first,
        count=min(max(parse_int(request.get("endRow"), first) - first, 0), 10 * PAGE),
    )
    rows, total = query_products(view.database, wanted)
    narrowed = bool(request.get("filterModel")) or (selection or {}).get("source") == "search"
    return (
        {"rowData": [_shown(view, row) for row in rows], "rowCount": total},
        _count(view, total, selection, narrowed=narrowed),
    )


def export(
    _clicks: int,
    filters: dict[str, Any] | None,
    column_state: list[dict[str, Any]] | None,
    level: object,
    checked: Sequence[str] | None,
    selection: dict[str, Any] | None,
    language: object,
) -> dict[str, Any]:
    """Return the whole table as the grid shows it: same products, same order."""
    view = resolve_filter(level, checked, language)
    order = [
        {"colId": column["colId"], "sort": column["sort"]}
        for column in column_state or ()
        if column.get("sort")
    ]
    n = view.catalogue.n_products
    wanted = _request(view, selection, filters, order, first=0, count=n)
    rows, _ = query_products(view.database, wanted)
    columns = (*columns_of(view.catalogue), *(["similarity"] if wanted.like else []))
    return {
        "content": csv_of(rows, view.language, columns),
        "filename": text("products.file", view.language),
        "type": "text/csv",
    }


def _request(
    view: FilterState,
    selection: dict[str, Any] | None,
    filters: dict[str, Any] | None,
    order: list[dict[str, Any]] | None,
    *,
    first: int,
    count: int,
) -> TableRequest:
    rows = selection_of(view, selection)
    by = order[0] if order else {}
    contains = {
        column: str(chosen["filter"])
        for column, chosen in (filters or {}).items()
        if column in TEXTS and chosen.get("filter")
    }
    return TableRequest(
        rows=view.visible if rows is None else view.visible & rows,
        level=view.cluster_level,
        first=first,
        count=count,
        sort=by.get("colId"),
        descending=by.get("sort") == "desc",
        contains=contains,
        between={
            column: _bounds(chosen)
            for column, chosen in (filters or {}).items()
            if column in ("price", *view.catalogue.spaces) and chosen.get("filter") is not None
        },
        like=None if rows is None else _like(selection),
    )


def _like(selection: dict[str, Any] | None) -> tuple[str, str] | None:
    """Return the space and the product whose neighbours are selected; None where they are not."""
    recipe = (selection or {}).get("recipe")
    if not isinstance(recipe, dict) or recipe.get("kind") != "like":
        return None
    return str(recipe.get("space")), str(recipe.get("product"))


def _bounds(chosen: dict[str, Any]) -> tuple[float, float]:
    try:
        low = float(chosen["filter"])
    except (ValueError, OverflowError):
        low = math.nan  # no number: nothing is equal to it
    high = chosen.get("filterTo")
    return low, low if high is None else float(high)


def _shown(view: FilterState, row: dict[str, Any]) -> dict[str, Any]:
    lang = view.language
    photo = photo_urls(view.catalogue.build)(row["product_id"])
    shown = {
        **row,
        "photo": photo if row["has_photo"] else None,
        "description": (row["description"] or "")[:MOST_TEXT],
    }
    for space in view.catalogue.spaces:
        shown[space] = None if row[space] is None else view.cluster_name(row[space])
    if row["similarity"] is not None:
        shown["similarity"] = number(row["similarity"], lang, 2)
    if row["price"] is not None:
        shown["price"] = number(row["price"], lang, 0 if row["price"] % 1 == 0 else 2)
    return shown


def _count(
    view: FilterState, total: int, selection: dict[str, Any] | None, *, narrowed: bool
) -> str:
    if total == 0:
        return text("products.count.none", view.language)
    if narrowed:
        key = "products.count.search"
    elif selection_of(view, selection) is not None:
        key = "products.count.selected"
    else:
        key = "products.count"
    return text(key, view.language, n=total)
