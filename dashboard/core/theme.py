"""The theme of the figures: colours, font, how plotly is set, and a figure without data."""

from dataclasses import dataclass
from typing import Any

Figure = dict[str, Any]
"""What plotly.js draws: `data`, a list of traces, and `layout`."""

GRAPH_CONFIG: Any = {
    "showSendToCloud": False,
    "displaylogo": False,
    "displayModeBar": False,
    "doubleClickDelay": 400,
}
SELF_SIZED_CONFIG: Any = {**GRAPH_CONFIG, "responsive": True}
"""For a figure that sets its own height, whatever the height of its frame."""
FONT = "Inter, 'Segoe UI', -apple-system, 'Helvetica Neue', Arial, system-ui, sans-serif"
BLANK: Any = {
    "data": [],
    "layout": {
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "xaxis": {"visible": False},
        "yaxis": {"visible": False},
    },
}
"""A figure that was not drawn yet: without it, plotly shows axes of nothing."""
CELL = 26
"""Smallest side of a heat map cell, in pixels: a target that a finger or a mouse can hit."""


@dataclass(frozen=True)
class Theme:
    """The colours of a theme that figures need."""

    scheme: str
    ink: str
    soft: str
    surface: str
    accent: str
    grid: str
    ramp: tuple[str, ...]
    on_middle: str
    on_high: str
    """Of what is written on the middle and on the upper part of the ramp."""


THEMES = {
    "light": Theme(
        "light",
        ink="#1C2126",
        soft="#5A6169",
        surface="#FFFFFF",
        accent="#0B6470",
        grid="#E6E8E8",
        ramp=("#F1F4F4", "#CFE3E4", "#93C3C6", "#4C989E", "#0B6470", "#063F48"),
        on_middle="#1C2126",
        on_high="#FFFFFF",
    ),
    "dark": Theme(
        "dark",
        ink="#ECE9E3",
        soft="#A5ABB2",
        surface="#1D2126",
        accent="#5CC6CF",
        grid="#1F4046",
        ramp=("#242A30", "#1F4147", "#24646C", "#338E97", "#5CC6CF", "#C4F1F3"),
        # Two where one would do: a figure that goes on paper is known by its colours.
        on_middle="#14171A",
        on_high="#15181B",
    ),
}


def _template(theme: Theme) -> dict[str, Any]:
    """Return what plotly takes for whatever a figure does not say: font, hover, legend, axes."""
    quiet = {"size": 12, "color": theme.soft}
    axis = {
        "fixedrange": True,
        "automargin": True,
        "zeroline": False,
        "ticks": "",
        "title": {"font": quiet, "standoff": 8},
    }
    layout = {
        "font": {"family": FONT, "size": 12, "color": theme.ink},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "dragmode": False,
        "hoverlabel": {
            "bgcolor": theme.surface,
            "bordercolor": theme.soft,
            "font": {"family": FONT, "color": theme.ink},
            "align": "left",
        },
        "legend": {"orientation": "h", "y": 1.02, "yanchor": "bottom"},
        "annotationdefaults": {"showarrow": False, "font": quiet},
        "xaxis": {**axis, "showgrid": False},
        "yaxis": {**axis, "gridcolor": theme.grid},
    }
    return {"layout": layout}


TEMPLATES = {scheme: _template(theme) for scheme, theme in THEMES.items()}
"""Of the figures of each theme, as `layout.template`."""


def empty(sentence: str, theme: Theme) -> Figure:
    """Draw a sentence where there is nothing to draw."""
    note = {
        "text": sentence,
        "showarrow": False,
        "x": 0.5,
        "y": 0.5,
        "xref": "paper",
        "yref": "paper",
        "font": {"family": FONT, "size": 14, "color": theme.soft},
    }
    margin = {"l": 16, "r": 16, "t": 16, "b": 16}
    return {"data": [], "layout": {**BLANK["layout"], "margin": margin, "annotations": [note]}}


def chart_layout(
    theme: Theme, separators: str, height: int, margin: tuple[int, int, int, int], **own: Any
) -> dict[str, Any]:
    """Return the layout of a chart: what is its `own`, on the template of the theme.

    Parameters
    ----------
    theme : Theme
    separators : str
        Decimal and thousands separators.
    height : int
    margin : (int, int, int, int)
        Left, right, top and bottom. Not in the template: `assets/figure_images.js` adds to it.
    """
    return {
        "template": TEMPLATES[theme.scheme],
        "height": height,
        "margin": dict(zip("lrtb", margin, strict=True)),
        "separators": separators,
        **own,
    }
