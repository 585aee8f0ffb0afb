"""The quality of the catalogue: what is missing, set aside, doubled or out of proportion."""

from dash.development.base_component import Component

from dashboard.parts import section


def view() -> list[Component]:
    """Build the view."""
    return [section("quality.title", "quality.how")]
