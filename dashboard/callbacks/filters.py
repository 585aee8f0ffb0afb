"""The filter panel: level, branches, projection, and what they leave.

What they leave is counted in the browser (`assets/filter.js`), which knows where in the tree each
product stands: a change of the branches asks the server for what the page shows of it only.
"""

import base64
from typing import Any

import numpy as np
from dash import ClientsideFunction, Dash, Input, Output, State, no_update

from dashboard import ids
from dashboard.core.catalogue import CategoryTree, Path
from dashboard.core.database import DatabaseUnavailableError, current_database
from dashboard.core.filter_state import branch_key, language_or_default, resolve_filter
from dashboard.i18n import count, text


def register(app: Dash) -> None:
    """Add the callbacks of the filter panel."""
    app.callback(
        Output(ids.LEVEL, "data"),
        Output(ids.TREE, "data"),
        Output(ids.TREE_NODES, "data"),
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
        Output(ids.LEVEL_NOTE, "children"),
        Input(ids.BUILD, "data"),
        Input(ids.LEVEL, "value"),
        Input(ids.LANGUAGE, "value"),
    )(describe_level)
    app.clientside_callback(
        ClientsideFunction("filter", "follow"),
        Output(ids.SUMMARY, "children"),
        Output(ids.RESET, "hidden"),
        Output(ids.ANNOUNCEMENT, "children"),
        Input(ids.TREE_NODES, "data"),
        Input(ids.LEVEL, "value"),
        Input(ids.TREE, "checked"),
        Input(ids.SELECTION, "data"),
        Input(ids.LANGUAGE, "value"),
        State(ids.TREE, "data"),
    )
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
        return no_update, no_update, no_update
    catalogue = resolve_filter(1, None, None).catalogue
    deepest = max(len(catalogue.levels), 1)
    levels = [str(number + 1) for number in range(deepest)]
    return levels, branches(catalogue.tree), tree_nodes(catalogue.tree, catalogue.build)


def offer_methods(_build: dict[str, Any] | None, language: object) -> Any:
    """List the projections; one that the build lacks is disabled, with the reason."""
    lang = language_or_default(language)
    try:
        available = current_database().catalogue.methods()
    except DatabaseUnavailableError:
        available = set(ids.METHODS)
    names = {method: text(f"method.{method}", lang) for method in ids.METHODS}
    data: list[dict[str, Any]] = [{"value": "auto", "label": text("method.auto", lang)}]
    data += [
        {"value": method, "label": name, "disabled": method not in available}
        for method, name in names.items()
    ]
    absent = ", ".join(name for method, name in names.items() if method not in available)
    return data, text("filter.method.absent", lang, names=absent) if absent else ""


def describe_level(_build: dict[str, Any] | None, level: object, language: object) -> str:
    """Say how fine a level is."""
    view = resolve_filter(level, None, language)
    kind = (
        "thin"
        if not view.level.is_clustered
        else "single"
        if view.level.n_categories < 2
        else "note"
    )
    return text(
        f"filter.level.{kind}",
        view.language,
        categories=count("categories", view.level.n_categories, view.language),
        products=count("products", view.level.n_products, view.language),
    )


def tree_nodes(tree: CategoryTree, build: str) -> dict[str, Any]:
    """Write where in the tree each product stands, in as few bytes a product as will do."""
    kind = np.min_scalar_type(len(tree.nodes)).newbyteorder("<")
    written = base64.b64encode(tree.tree_nodes.astype(kind).tobytes()).decode("ascii")
    return {"build": build, "bytes": kind.itemsize, "nodes": written}


def branches(tree: CategoryTree) -> list[dict[str, Any]]:
    """List the nodes of a tree as its checkboxes take them, children in their parents."""
    nodes: dict[Path, dict[str, Any]] = {}
    top: list[dict[str, Any]] = []
    for path in tree.nodes:
        node = {
            "value": branch_key(path),
            # Plain text: components in the labels of inner nodes are not rendered.
            "label": f"{path[-1]} ({tree.sizes[path]})",
        }
        nodes[path] = node
        siblings = nodes[path[:-1]].setdefault("children", []) if len(path) > 1 else top
        siblings.append(node)
    return top
