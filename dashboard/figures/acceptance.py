"""How much can be accepted without a look, and how often it is right: one figure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.core.theme import FONT, Figure, Theme, axis_title

HEIGHT = 400


@dataclass(frozen=True)
class Line:
    """Precision against coverage, by one rule of voting."""

    name: str
    coverage: Sequence[float]
    precision: Sequence[float]


@dataclass(frozen=True)
class Point:
    """Where to accept, with the ends of both intervals."""

    coverage: float
    precision: float
    coverage_ends: tuple[float, float]
    precision_ends: tuple[float, float]


def acceptance(
    strict: Line,
    plain: Line,
    point: Point | None,
    target: tuple[float, str],
    theme: Theme,
    *,
    x_title: str,
    y_title: str,
    separators: str,
) -> Figure:
    """Draw both curves, the precision that is asked for, and where to accept.

    Parameters
    ----------
    strict, plain : Line
    point : Point or None
    target : (float, str)
        The precision asked for, and the words beside its line.
    theme : Look
    x_title, y_title : str
    separators : str
        Decimal and thousands separators.
    """
    lowest = min((*strict.precision, *plain.precision, target[0]), default=0.0)
    if point:
        lowest = min(lowest, point.precision_ends[0])
    axis = {
        "tickformat": ".0%",
        "fixedrange": True,
        "automargin": True,
        "zeroline": False,
        "gridcolor": theme.grid,
        "ticks": "",
    }
    layout: dict[str, Any] = {
        "height": HEIGHT,
        "font": {"family": FONT, "size": 12, "color": theme.ink},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "margin": {"l": 56, "r": 16, "t": 40, "b": 48},
        "separators": separators,
        "dragmode": False,
        "hovermode": "x unified",
        "hoverlabel": {"bgcolor": theme.surface, "font": {"family": FONT, "color": theme.ink}},
        "legend": {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"},
        "xaxis": {
            **axis,
            "range": [0, 1.01],
            "title": axis_title(x_title, theme),
            "showgrid": False,
        },
        "yaxis": {
            **axis,
            "range": [max(lowest - 0.03, 0), 1.005],
            "title": axis_title(y_title, theme),
        },
        "shapes": [
            {
                "type": "line",
                "xref": "paper",
                "x0": 0,
                "x1": 1,
                "y0": target[0],
                "y1": target[0],
                "line": {"color": theme.ink, "width": 1.5, "dash": "dot"},
            }
        ],
        "annotations": [
            {
                "text": target[1],
                "showarrow": False,
                "xref": "paper",
                "x": 0,
                "xanchor": "left",
                "y": target[0],
                "yanchor": "bottom",
                "font": {"color": theme.ink},
            }
        ],
    }
    traces: list[dict[str, Any]] = [
        {
            "type": "scatter",
            "x": list(line.coverage),
            "y": list(line.precision),
            "name": line.name,
            "mode": "lines",
            "line": stroke,
            "hovertemplate": "%{y:.1%}",
        }
        for line, stroke in (
            (plain, {"color": theme.soft, "width": 2, "dash": "dash"}),
            (strict, {"color": theme.accent, "width": 2.5}),
        )
    ]
    if point:
        (x0, x1), (y0, y1) = point.coverage_ends, point.precision_ends
        layout["shapes"].append(
            {
                "type": "rect",
                "x0": x0,
                "x1": x1,
                "y0": y0,
                "y1": y1,
                "fillcolor": theme.accent,
                "opacity": 0.14,
                "line": {"width": 0},
                "layer": "below",
            }
        )
        traces.append(
            {
                "type": "scatter",
                "x": [point.coverage],
                "y": [point.precision],
                "mode": "markers",
                "marker": {
                    "size": 12,
                    "symbol": "diamond",
                    "color": theme.accent,
                    "line": {"color": theme.surface, "width": 2},
                },
                "showlegend": False,
                "hoverinfo": "skip",
            }
        )
    return {"data": traces, "layout": layout}
