"""Values in, small charts out: curves, dots, icicle and heat maps; pure functions, no words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.core.theme import Theme

SPACE_COLOURS: Mapping[str, Mapping[str, str]] = {
    "light": {"text": "#0B6470", "image": "#B4530A", "fused": "#5B3FA8", "ward": "#B4530A"},
    "dark": {"text": "#5CC6CF", "image": "#F0A35E", "fused": "#B9A5F5", "ward": "#F0A35E"},
}
"""Of a space or an algorithm; another one has the accent."""
SPACE_SYMBOLS = {"text": "circle", "image": "square", "fused": "diamond", "ward": "square"}
SPACE_DASHES = {"text": "solid", "image": "dot", "fused": "dash", "ward": "dot"}
CLIFF = {"light": "#C8350E", "dark": "#FF7A52"}
NOT_SCORED = {"light": "#E4E2DC", "dark": "#383E45"}


@dataclass(frozen=True)
class Point:
    """A value at a place of an axis, with its interval where there is one."""

    at: float
    value: float
    interval: tuple[float, float] | None
    hover: str


@dataclass(frozen=True)
class Series:
    """The points of one space or algorithm."""

    key: str
    name: str
    points: Sequence[Point]


def curve(series: Series, theme: Theme, shift: float) -> dict[str, Any]:
    """Draw a series as a line with its points, each `shift` to the right of its place."""
    colour = SPACE_COLOURS[theme.scheme].get(series.key, theme.accent)
    error = None
    if any(point.interval for point in series.points):
        ends = [point.interval or (point.value, point.value) for point in series.points]
        error = {
            "type": "data",
            "symmetric": False,
            "array": [
                high - point.value for point, (_, high) in zip(series.points, ends, strict=True)
            ],
            "arrayminus": [
                point.value - low for point, (low, _) in zip(series.points, ends, strict=True)
            ],
            "color": colour,
            "thickness": 2,
            "width": 5,
        }
    return {
        "type": "scatter",
        "x": [point.at + shift for point in series.points],
        "y": [point.value for point in series.points],
        "name": series.name,
        "mode": "lines+markers",
        "hovertext": [point.hover for point in series.points],
        "hoverinfo": "text",
        "error_y": error,
        "line": {"color": colour, "width": 2, "dash": SPACE_DASHES.get(series.key, "solid")},
        "marker": {"size": 9, "symbol": SPACE_SYMBOLS.get(series.key, "circle"), "color": colour},
    }


def from_zero(series: Sequence[Series]) -> list[float]:
    """Return a range that holds 0 and every interval."""
    ends = [
        edge
        for one_series in series
        for point in one_series.points
        for edge in (point.interval or (point.value, point.value))
    ]
    low, high = min([0.0, *ends]), max([0.1, *ends])
    return [low - 0.03 * (high - low) if low < 0 else 0.0, high + 0.08 * (high - low)]
