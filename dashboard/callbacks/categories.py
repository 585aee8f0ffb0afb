"""The categories: agreement by depth, separation by branch, and one row a category."""

from typing import Any

from dash import Dash, Input, Output, State

from dashboard import ids
from dashboard.callbacks.category_branches import draw_branches, filter_to
from dashboard.callbacks.category_depth import draw_depth
from dashboard.callbacks.category_table import columns, fill_table, select_row
from dashboard.components.html_fragment import FRAGMENT, with_fragments
from dashboard.core.filter_state import space_choices


def register(app: Dash) -> None:
    """Add the callbacks of the categories."""
    app.callback(
        Output(ids.DEPTH, "figure"),
        Output(ids.DEPTH_TABLE, FRAGMENT),
        Output(ids.BRANCHES, "figure"),
        Output(ids.BRANCHES_LEGEND, FRAGMENT),
        Output(ids.BRANCHES_TABLE, FRAGMENT),
        Output(ids.SEPARABILITY, "rowData"),
        Output(ids.SEPARABILITY_COUNT, "children"),
        Input(ids.view_request("categories"), "data"),
        Input(ids.CATEGORIES_SPACE, "value"),
        prevent_initial_call=True,
    )(with_fragments(draw))
    app.callback(
        Output(ids.SEPARABILITY, "columnDefs"),
        Input(ids.LANGUAGE, "value"),
        prevent_initial_call=True,
    )(columns)
    app.callback(
        Output(ids.CATEGORIES_SPACE, "data"),
        Input(ids.LANGUAGE, "value"),
    )(space_choices)
    app.callback(
        Output(ids.TREE, "checked", allow_duplicate=True),
        Output(ids.BRANCHES, "clickData"),
        Input(ids.BRANCHES, "clickData"),
        State(ids.TREE, "checked"),
        State(ids.LANGUAGE, "value"),
        prevent_initial_call=True,
    )(filter_to)
    app.callback(
        Output(ids.SELECTION, "data", allow_duplicate=True),
        Output(ids.SEPARABILITY_CHOICE, "children"),
        Input(ids.SEPARABILITY, "selectedRows"),
        Input(ids.LANGUAGE, "value"),
        State(ids.LEVEL, "value"),
        State(ids.TREE, "checked"),
        prevent_initial_call=True,
    )(select_row)


def draw(view_state: object, space: object) -> tuple[Any, ...]:
    """Draw all of the page: one answer costs the browser less than three."""
    return (
        *draw_depth(view_state),
        *draw_branches(view_state, space),
        *fill_table(view_state, space),
    )
