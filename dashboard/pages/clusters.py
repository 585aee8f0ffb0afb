"""The clusters: what they owe to the seed, to their number and to the algorithm."""

from dash import html
from dash.development.base_component import Component

from dashboard import ids
from dashboard.parts import section


def page() -> Component:
    """Build the page."""
    return html.Div(
        [section("clusters.title", "clusters.how")],
        id=ids.page("clusters"),
        className="page",
        hidden=True,
    )
