"""The categories: how well each stands apart, by depth and by branch."""

from dash import html
from dash.development.base_component import Component

from dashboard import ids
from dashboard.parts import section


def page() -> Component:
    """Build the page."""
    return html.Div(
        [section("categories.title", "categories.how")],
        id=ids.page("categories"),
        className="page",
        hidden=True,
    )
