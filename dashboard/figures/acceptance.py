"""How much can be accepted without review, and how often it is right: one figure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.core.theme import Figure, Theme, chart_layout
from dashboard.ui.charts import area, line, note

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
    theme : Theme
    x_title, y_title : str
    separators : str
        Decimal and thousands separators.
    """
    wanted, wanted_word = target
    lowest = min((*strict.precision, *plain.precision, wanted))
    if point:
        lowest = min(lowest, point.precision_ends[0])
    traces: list[dict[str, Any]] = [
        {
            "type": "scatter",
            "x": list(rule.coverage),
            "y": list(rule.precision),
            "name": rule.name,
            "mode": "lines",
            "line": stroke,
            "hovertemplate": "%{y:.1%}",
        }
        for rule, stroke in (
            (plain, {"color": theme.soft, "width": 2, "dash": "dash"}),
            (strict, {"color": theme.accent, "width": 2.5}),
        )
    ]
    dotted = {"color": theme.ink, "width": 1.5, "dash": "dot"}
    shapes = [line((0, 1), (wanted, wanted), dotted, xref="paper")]
    if point:
        ends = point.coverage_ends, point.precision_ends
        shapes.append(area(*ends, theme.accent, 0.14, layer="below"))
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
    percents = {"tickformat": ".0%"}
    layout = chart_layout(
        theme,
        separators,
        HEIGHT,
        (56, 16, 40, 48),
        hovermode="x unified",
        hoverlabel={"bordercolor": "#444"},  # of the box around all the values
        xaxis={**percents, "range": [0, 1.01], "title": {"text": x_title}},
        yaxis={**percents, "range": [max(lowest - 0.03, 0), 1.005], "title": {"text": y_title}},
        shapes=shapes,
        annotations=[
            note(wanted_word, 0, wanted, ("left", "bottom"), {"color": theme.ink}, yref="y")
        ],
    )
    return {"data": traces, "layout": layout}
