"""The method: how each figure is computed and how to read it."""

from dash import html
from dash.development.base_component import Component

from dashboard import ids
from dashboard.parts import section


def page() -> Component:
    """Build the page."""
    return html.Div(
        [section("method.title", "method.how")],
        id=ids.page("method"),
        className="page",
        hidden=True,
    )
