"""Parts that figures share: curves, heat maps, lines, areas and notes; pure functions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.core.theme import Theme

SPACE_COLOURS: Mapping[str, Mapping[str, str]] = {
    "light": {
        "text": "#0B6470",
        "image": "#B4530A",
        "fused": "#5B3FA8",
        "image_text": "#A3246B",
        "ward": "#B4530A",
    },
    "dark": {
        "text": "#5CC6CF",
        "image": "#F0A35E",
        "fused": "#B9A5F5",
        "image_text": "#F58FC4",
        "ward": "#F0A35E",
    },
}
"""Of a space or an algorithm; another one has the accent."""
SPACE_SYMBOLS = {
    "text": "circle",
    "image": "square",
    "fused": "diamond",
    "image_text": "triangle-up",
    "ward": "square",
}
SPACE_DASHES = {
    "text": "solid",
    "image": "dot",
    "fused": "dash",
    "image_text": "dashdot",
    "ward": "dot",
}
CLIFF = {"light": "#C8350E", "dark": "#FF7A52"}
NOT_SCORED = {"light": "#E4E2DC", "dark": "#383E45"}


@dataclass(frozen=True)
class Point:
    """A value at a place of an axis, with its interval where there is one."""

    at: float
    value: float
    interval: tuple[float, float] | None
    hover: str

    @property
    def ends(self) -> tuple[float, float]:
        """The interval, or the value twice."""
        return self.interval or (self.value, self.value)


@dataclass(frozen=True)
class Series:
    """The points of one space or algorithm."""

    key: str
    name: str
    points: Sequence[Point]


def curve(series: Series, theme: Theme, shift: float) -> dict[str, Any]:
    """Draw a series as a line with its points, each `shift` to the right of its place."""
    colour = SPACE_COLOURS[theme.scheme].get(series.key, theme.accent)
    is_sure = any(point.interval for point in series.points)
    return {
        "type": "scatter",
        "x": [point.at + shift for point in series.points],
        "y": [point.value for point in series.points],
        "name": series.name,
        "mode": "lines+markers",
        "hovertext": [point.hover for point in series.points],
        "hoverinfo": "text",
        "error_y": error_bars(series.points, colour) if is_sure else None,
        "line": {"color": colour, "width": 2, "dash": SPACE_DASHES.get(series.key, "solid")},
        "marker": {"size": 9, "symbol": SPACE_SYMBOLS.get(series.key, "circle"), "color": colour},
    }


def error_bars(points: Sequence[Point], colour: str) -> dict[str, Any]:
    """Return the intervals of points as plotly draws them."""
    return {
        "type": "data",
        "symmetric": False,
        "array": [point.ends[1] - point.value for point in points],
        "arrayminus": [point.value - point.ends[0] for point in points],
        "color": colour,
        "thickness": 2,
        "width": 5,
    }


def from_zero(series: Sequence[Series]) -> list[float]:
    """Return a range that holds 0 and every interval."""
    ends = [edge for one_series in series for point in one_series.points for edge in point.ends]
    low, high = min([0.0, *ends]), max([0.1, *ends])
    return [low - 0.03 * (high - low) if low < 0 else 0.0, high + 0.08 * (high - low)]


def heat_map(
    columns: Sequence[str],
    rows: Sequence[str],
    values: Sequence[Sequence[float | None]],
    ends: tuple[float, float],
    theme: Theme,
) -> dict[str, Any]:
    """Draw values as cells; `ends` have the first and the last colour."""
    return {
        "type": "heatmap",
        "x": list(columns),
        "y": list(rows),
        "z": [list(row) for row in values],
        "zmin": ends[0],
        "zmax": ends[1],
        "colorscale": [[at / 5, colour] for at, colour in enumerate(theme.ramp)],
        "xgap": 2,
        "ygap": 2,
        "showscale": False,
    }


Span = tuple[float, float]


def line(x: Span, y: Span, stroke: Mapping[str, Any], **others: Any) -> dict[str, Any]:
    """Draw a straight line."""
    return _shape("line", x, y) | {"line": stroke, **others}


def area(x: Span, y: Span, colour: str, opacity: float, **others: Any) -> dict[str, Any]:
    """Draw a filled rectangle without an outline."""
    return _shape("rect", x, y) | {
        "fillcolor": colour,
        "opacity": opacity,
        "line": {"width": 0},
        **others,
    }


def _shape(kind: str, x: Span, y: Span) -> dict[str, Any]:
    return {"type": kind, "x0": x[0], "x1": x[1], "y0": y[0], "y1": y[1]}


def note(
    words: str, x: float, y: float, anchors: tuple[str, str], font: Mapping[str, Any], **others: Any
) -> dict[str, Any]:
    """Write words at shares of the chart's width and height, or where `others` says.

    `anchors` are the side and the end of the words that stand there.
    """
    return {
        "text": words,
        "x": x,
        "y": y,
        "xref": "paper",
        "yref": "paper",
        "xanchor": anchors[0],
        "yanchor": anchors[1],
        "font": font,
        **others,
    }


def panel_title(words: str, top: float, shift: int, theme: Theme) -> dict[str, Any]:
    """Write the title of a panel, so many pixels above its top."""
    font = {"size": 13, "color": theme.ink, "weight": 600}
    return note(words, 0, top, ("left", "bottom"), font, yshift=shift)


def stacked(n: int, height: int, gap: int) -> tuple[int, list[tuple[str, list[float]]]]:
    """Return the height of `n` panels, and of each the suffix of its axes and its domain.

    Examples
    --------
    >>> stacked(2, 40, 20)
    (100, [('', [0.6, 1.0]), ('2', [0.0, 0.4])])
    """
    whole = n * height + (n - 1) * gap
    tops = [1 - index * (height + gap) / whole for index in range(n)]
    return whole, [
        ("" if index == 0 else str(index + 1), [max(top - height / whole, 0.0), min(top, 1.0)])
        for index, top in enumerate(tops)
    ]
