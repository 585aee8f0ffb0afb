"""The selection: what it counts, and how it ends."""

from typing import Any

from dash import Dash, Input, Output

from dashboard import ids
from dashboard.core.filter_state import FilterState, resolve_view, selection_of
from dashboard.i18n import number, of_space, text

OUTPUTS = (Output(ids.SELECTION_COUNT, "children"), Output(ids.SELECTION_CLEAR, "style"))
"""What `describe` fills in, on the page of the maps."""


def register(app: Dash) -> None:
    """Add the callback that ends the selection."""
    app.callback(
        Output(ids.SELECTION, "data", allow_duplicate=True),
        Input(ids.SELECTION_CLEAR, "n_clicks"),
        prevent_initial_call=True,
    )(clear)


def describe(view_state: object, store: dict[str, Any] | None) -> tuple[str, dict[str, str]]:
    """Count the selected products that the filter shows, and say where they were chosen."""
    view = resolve_view(view_state)
    rows = selection_of(view, store)
    if rows is None or store is None:
        return text("selection.none", view.language), {"display": "none"}
    shown = int((rows & view.visible).sum())
    hidden = int(rows.sum()) - shown
    count = text("selection.count", view.language, n=shown)
    source = store.get("source")
    if source in view.catalogue.spaces:
        space = of_space("space.", source, view.language).lower()
        origin = text("selection.from.map", view.language, space=space)
    elif source == ids.LABEL_ISSUES:
        origin = text("listings.selected", view.language)
    elif source == "categories":
        origin = text("selection.from.row", view.language)
    elif source == ids.QUALITY:
        origin = text("quality.chosen", view.language)
    elif source in ("search", "like"):
        origin = _found(view, store)
    elif source == "link":
        origin = text("selection.from.link", view.language)
    else:
        origin = text("selection.from.cell", view.language)
    parts = [count, origin]
    if hidden:
        parts.append(text("selection.hidden", view.language, n=number(hidden, view.language)))
    return " ".join(parts), {}


def _found(view: FilterState, store: dict[str, Any]) -> str:
    """Say what was searched for, or which product the others are like."""
    recipe = store.get("recipe") or {}
    if store["source"] == "search":
        return text("selection.from.search", view.language, query=recipe.get("query", ""))
    space = of_space("search.by.", view.space(recipe.get("space")), view.language)
    return text("selection.from.like", view.language, name=store.get("name", ""), space=space)


def clear(_clicks: int) -> None:
    """Select nothing."""
