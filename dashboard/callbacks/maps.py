"""The page of the maps: which of its parts are answered together, and what the maps are given.

Parts that depend on the same things share one answer: each answer costs the browser some 25 ms,
whatever it holds. The maps draw themselves (assets/maps.js).
"""

from typing import Any

from dash import ClientsideFunction, Dash, Input

from dashboard import ids
from dashboard.callbacks import crosstab, scores, selection_bar, summary
from dashboard.components.html_fragment import with_fragments


def register(app: Dash) -> None:
    """Add the callbacks of the page."""
    view_request = Input(ids.view_request("maps"), "data")
    app.callback(
        *scores.OUTPUTS,
        *crosstab.OUTPUTS,
        view_request,
        Input(ids.CROSSTAB_SPACE, "value"),
        Input(ids.CROSSTAB_MEASURE, "value"),
        prevent_initial_call=True,
    )(with_fragments(compare))
    app.callback(
        *selection_bar.OUTPUTS,
        *summary.OUTPUTS,
        view_request,
        Input(ids.SELECTION, "data"),
        Input(ids.SUMMARY_SPACE, "value"),
        prevent_initial_call=True,
    )(with_fragments(describe))
    app.clientside_callback(
        ClientsideFunction("maps", "show"),
        view_request,
        Input(ids.METHOD, "value"),
        Input(ids.COLOUR, "value"),
        prevent_initial_call=True,
    )
    app.clientside_callback(
        ClientsideFunction("maps", "use"),
        Input(ids.TOOL, "value"),
        Input(ids.MARKS, "value"),
    )


def compare(view_state: object, space: object, measure: object) -> tuple[Any, ...]:
    """Set clusters against categories: the cards, what stands beside them, the crosstab."""
    return *scores.draw(view_state), *crosstab.draw(view_state, space, measure)


def describe(
    view_state: object, selection: dict[str, Any] | None, space: object
) -> tuple[Any, ...]:
    """Say how many products are selected, and what they are."""
    return *selection_bar.describe(view_state, selection), *summary.summarise(
        view_state, selection, space
    )
