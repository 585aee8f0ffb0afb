"""The verdict: automate, assist, or not feasible."""

from dash import html
from dash.development.base_component import Component

from dashboard import ids
from dashboard.parts import section


def page() -> Component:
    """Build the page."""
    return html.Div(
        [section("verdict.title", "verdict.how")],
        id=ids.page("verdict"),
        className="page",
        hidden=True,
    )
