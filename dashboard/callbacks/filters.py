"""The filter panel: level, branches, projection, and what they leave."""

from collections.abc import Sequence
from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, no_update

from dashboard import ids, queries
from dashboard.callbacks.view import SEPARATOR, known_language, open_view
from dashboard.i18n import number, text
from dashboard.model.catalogue import CategoryTree, Path
from dashboard.model.selection import encode


def register(app: Dash) -> None:
    """Add the callbacks of the filter panel."""
    app.callback(
        Output(ids.LEVEL, "data"),
        Output(ids.TREE, "data"),
        Input(ids.BUILD, "data"),
        prevent_initial_call=True,
    )(offer_branches)
    app.callback(
        Output(ids.METHOD, "data"),
        Output(ids.METHOD_NOTE, "children"),
        Input(ids.BUILD, "data"),
        Input(ids.LANGUAGE, "value"),
        prevent_initial_call=True,
    )(offer_methods)
    app.callback(
        Output(ids.SUMMARY, "children"),
        Output(ids.LEVEL_NOTE, "children"),
        Output(ids.VISIBLE, "data"),
        Input(ids.BUILD, "data"),
        Input(ids.LEVEL, "value"),
        Input(ids.TREE, "checked"),
        Input(ids.LANGUAGE, "value"),
    )(summarise)
    # In the browser: another page may be opened before a server has answered.
    app.clientside_callback(
        ClientsideFunction("page", "reset"),
        Output(ids.LEVEL, "value", allow_duplicate=True),
        Output(ids.TREE, "checked", allow_duplicate=True),
        Output(ids.SELECTION, "data", allow_duplicate=True),
        Output(ids.PRODUCTS, "filterModel"),
        Input(ids.RESET, "n_clicks"),
        prevent_initial_call=True,
    )


def offer_branches(build: dict[str, Any] | None) -> Any:
    """List the levels and the branches of a build; the page's script keeps what still exists."""
    if not build or build["reason"]:
        return no_update, no_update
    catalogue = open_view(1, None, None).catalogue
    deepest = max(len(catalogue.levels), 1)
    return [str(number + 1) for number in range(deepest)], _branches(catalogue.tree)


def offer_methods(_build: dict[str, Any] | None, language: object) -> Any:
    """List the projections; one that the build lacks is disabled, with the reason."""
    tongue = known_language(language)
    try:
        there = queries.current().catalogue.methods()
    except queries.DatabaseUnavailableError:
        there = set(ids.METHODS)
    names = {method: text(f"method.{method}", tongue) for method in ids.METHODS}
    data: list[dict[str, Any]] = [{"value": "auto", "label": text("method.auto", tongue)}]
    data += [
        {"value": method, "label": name, "disabled": method not in there}
        for method, name in names.items()
    ]
    absent = ", ".join(name for method, name in names.items() if method not in there)
    return data, text("filter.method.absent", tongue, names=absent) if absent else ""


def summarise(
    _build: dict[str, Any] | None, level: object, checked: Sequence[str] | None, language: object
) -> tuple[str, str, dict[str, str]]:
    """Count what the filter leaves, and tell the page's script which rows these are."""
    view = open_view(level, checked, language)
    tongue, n = view.language, view.catalogue.n_products
    shown = int(view.visible.sum())
    summary = text(
        "filter.summary.some" if view.is_filtered else "filter.summary.all",
        tongue,
        shown=number(shown, tongue),
        n=number(n, tongue),
    )
    note = text(
        "filter.level.note" if view.level.is_clustered else "filter.level.thin",
        tongue,
        n=number(view.level.n_categories, tongue),
        products=number(view.level.n_products, tongue),
    )
    return summary, note, {"build": view.catalogue.build, "rows": encode(view.visible)}


def _branches(tree: CategoryTree) -> list[dict[str, Any]]:
    nodes: dict[Path, dict[str, Any]] = {}
    top: list[dict[str, Any]] = []
    for path in tree.nodes:
        node = {
            "value": SEPARATOR.join(path),
            # Plain text: components in the labels of inner nodes are not rendered.
            "label": f"{path[-1]} ({tree.sizes[path]})",
        }
        nodes[path] = node
        siblings = nodes[path[:-1]].setdefault("children", []) if len(path) > 1 else top
        siblings.append(node)
    return top
