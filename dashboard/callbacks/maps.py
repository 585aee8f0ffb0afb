"""The three maps: the page is told what they show, and draws them by itself (assets/maps.js)."""

from dash import ClientsideFunction, Dash, Input

from dashboard import ids


def register(app: Dash) -> None:
    """Add the callbacks of the maps."""
    app.clientside_callback(
        ClientsideFunction("maps", "show"),
        Input(ids.view("maps"), "data"),
        Input(ids.METHOD, "value"),
        Input(ids.COLOUR, "value"),
        prevent_initial_call=True,
    )
    # Apart: the filter comes from the server, and the places need not wait for it.
    app.clientside_callback(
        ClientsideFunction("maps", "mark"),
        Input(ids.VISIBLE, "data"),
        Input(ids.SELECTION, "data"),
        Input(ids.TOOL, "value"),
        Input(ids.MARKS, "value"),
    )
