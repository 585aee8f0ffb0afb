"""The state of the page in its address, and what the header shows of it.

Reading and writing the address happens in the browser (`assets/url_state.js`); the server
is asked for the rows of a selection that a link brings.
"""

from collections.abc import Sequence
from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, State

from dashboard import ids
from dashboard.core.filter_state import FilterState, resolve_filter
from dashboard.core.recipes import SOURCES, store_of
from dashboard.url_parameters import PARAMETERS


def register(app: Dash) -> None:
    """Add the callbacks of the address, the search, undo, the link and the hints."""
    plain = [parameter for parameter in PARAMETERS if not parameter.needs_catalogue]
    app.clientside_callback(
        ClientsideFunction("url_state", "readControls"),
        *(Output(parameter.component, parameter.prop) for parameter in plain),
        Input(ids.ADDRESS, "data"),
        State(ids.PARAMETERS, "data"),
        *(State(parameter.component, parameter.prop) for parameter in plain),
    )
    app.clientside_callback(
        ClientsideFunction("url_state", "readFilter"),
        Output(ids.LEVEL, "value"),
        Output(ids.TREE, "checked"),
        Output(ids.SELECTION_REQUEST, "data"),
        Output(ids.LOST_BRANCHES, "hidden"),
        Output(ids.TREE_FRAME, "built"),
        Input(ids.ADDRESS, "data"),
        Input(ids.LEVEL, "data"),
        Input(ids.TREE, "data"),
        State(ids.BUILD, "data"),
        State(ids.LEVEL, "value"),
        State(ids.TREE, "checked"),
        State(ids.SELECTION, "data"),
    )
    app.callback(
        Output(ids.SELECTION, "data"),
        Output(ids.LOST_SELECTION, "hidden"),
        Input(ids.SELECTION_REQUEST, "data"),
        State(ids.LEVEL, "value"),
        State(ids.TREE, "checked"),
        State(ids.LANGUAGE, "value"),
        prevent_initial_call=True,
    )(restore)
    app.clientside_callback(
        ClientsideFunction("url_state", "write"),
        # Last of what a new address sets off: all that it changes is there.
        Input(ids.ADDRESS, "data"),
        Input(ids.PAGE, "data"),
        Input(ids.PARAMETERS, "data"),
        *(Input(parameter.component, parameter.prop) for parameter in PARAMETERS),
    )
    app.clientside_callback(
        ClientsideFunction("search", "follow"),
        Input(ids.SELECTION, "data"),
        Input(ids.BUILD, "data"),
        Input(ids.LANGUAGE, "value"),
    )
    app.clientside_callback(
        ClientsideFunction("undo", "remember"),
        Output(ids.SELECTION_UNDO, "disabled"),
        Output(ids.SELECTION_REDO, "disabled"),
        Input(ids.SELECTION, "data"),
        Input(ids.BUILD, "data"),
    )
    for button, step in ((ids.SELECTION_UNDO, "back"), (ids.SELECTION_REDO, "forward")):
        app.clientside_callback(
            ClientsideFunction("undo", step),
            Input(button, "n_clicks"),
            prevent_initial_call=True,
        )
    app.clientside_callback(
        ClientsideFunction("share", "copyLink"),
        Input(ids.COPY, "n_clicks"),
        prevent_initial_call=True,
    )
    app.clientside_callback(
        ClientsideFunction("share", "hints"),
        Output(ids.HINTS, "hidden"),
        Input(ids.HELP, "n_clicks"),
        Input(ids.HINTS_CLOSE, "n_clicks"),
        State(ids.HINTS, "hidden"),
    )


def restore(
    request: dict[str, Any] | None,
    level: object,
    checked: Sequence[str] | None,
    language: object,
) -> tuple[dict[str, Any] | None, bool]:
    """Find the rows of the selection that a link asks for; say where there is none any more.

    The page asks in the same way for what was `drawn` on a map whose points it has not all: of
    that, none is lost.
    """
    view = resolve_filter(level, checked, language)
    recipe = request.get("recipe") if isinstance(request, dict) else None
    is_drawn = isinstance(request, dict) and request.get("drawn") is True
    if not isinstance(recipe, dict) or not _is_of(view, recipe):
        return None, is_drawn
    source = SOURCES.get(str(recipe.get("kind")), recipe.get("space", "link"))
    store = store_of(view, recipe, source)
    return store, is_drawn or store is not None


def _is_of(view: FilterState, recipe: dict[str, Any]) -> bool:
    """Whether a recipe that names its build names this one."""
    return bool(recipe.get("build", view.fingerprint) == view.fingerprint)
