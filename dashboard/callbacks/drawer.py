"""The product drawer: drawn by the browser (`assets/product_drawer.js`) from `/product`."""

from dash import ClientsideFunction, Dash, Input

from dashboard import ids


def register(app: Dash) -> None:
    """Add the callback of the drawer."""
    app.clientside_callback(
        ClientsideFunction("product_drawer", "show"),
        Input(ids.DRAWER_PRODUCT, "data"),
        Input(ids.BUILD, "data"),
        Input(ids.LEVEL, "value"),
        Input(ids.LANGUAGE, "value"),
    )
