"""The product drawer: drawn by the browser (`assets/drawer.js`) from one route, `/product`."""

from dash import ClientsideFunction, Dash, Input

from dashboard import ids


def register(app: Dash) -> None:
    """Add the callback of the drawer."""
    app.clientside_callback(
        ClientsideFunction("drawer", "show"),
        Input(ids.DRAWER_PRODUCT, "data"),
        Input(ids.BUILD, "data"),
        Input(ids.LEVEL, "value"),
        Input(ids.LANGUAGE, "value"),
    )
