"""The listings that may be in the wrong category."""

from dash import html
from dash.development.base_component import Component

from dashboard import ids
from dashboard.parts import section


def page() -> Component:
    """Build the page."""
    return html.Div(
        [section("listings.title", "listings.how")],
        id=ids.page("listings"),
        className="page",
        hidden=True,
    )
