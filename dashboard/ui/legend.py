"""The look of a point, as a sign beside its name."""

from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.core.palette import Style

_SHAPES = {
    "circle": "M8 2a6 6 0 1 0 .01 0z",
    "square": "M2.5 2.5h11v11h-11z",
    "square-open": "M2.5 2.5h11v11h-11zM4 4v8h8V4z",
    "diamond": "M8 1l7 7-7 7-7-7z",
    "triangle-up": "M8 1.5l7 12.5H1z",
    "cross": "M5.5 1.5h5v4h4v5h-4v4h-5v-4h-4v-5h4z",
    "x": "M4.5 1L8 4.5 11.5 1 15 4.5 11.5 8l3.5 3.5-3.5 3.5L8 11.5 4.5 15 1 11.5 4.5 8 1 4.5z",
    "pentagon": "M8 1l7 5.2-2.7 8.3H3.7L1 6.2z",
}


def swatch(style: Style) -> Component:
    """Draw a symbol in its colour, as it is on the maps."""
    # A mask draws the shape, so that the tree stays plain HTML.
    shape = (
        "url(\"data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'"
        f"%3E%3Cpath d='{_SHAPES[style.symbol]}'/%3E%3C/svg%3E\")"
    )
    symbol: dict[str, Any] = {"data-symbol": style.symbol}  # for an image's own legend
    return html.Span(
        className="swatch",
        **symbol,
        style={"backgroundColor": style.colour, "maskImage": shape, "WebkitMaskImage": shape},
    )
