"""Counts in, bars out: how lengths and sizes are spread, and how large the categories are."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from dashboard.core.theme import Figure, Theme, chart_layout
from dashboard.ui.charts import line, note, panel_title, stacked

PANEL, BETWEEN = 152, 64
"""Height of a histogram and what stands between two, in pixels."""
MOST_TICKS = 14
MOST_NAMES = 12
"""Categories that are named below their bar; of more, the pointer and the table say the name."""


@dataclass(frozen=True)
class Bar:
    """One bar: its height, what the pointer is told, and what a click on it chooses."""

    n: int
    hover: str
    key: str
    is_marked: bool = False


@dataclass(frozen=True)
class Histogram:
    """Bars from edge to edge, and a value that is marked among them, with its name."""

    title: str
    edges: Sequence[int]
    bars: Sequence[Bar]
    mark: float | None
    mark_name: str


def histograms(
    panels: Sequence[Histogram], theme: Theme, *, x_title: str, y_title: str, separators: str
) -> Figure:
    """Draw histograms one above the other; bars are as wide, whatever the width of their bin."""
    total_height, stack = stacked(len(panels), PANEL, BETWEEN)
    traces: list[dict[str, Any]] = []
    shapes: list[dict[str, Any]] = []
    notes: list[dict[str, Any]] = []
    axes: dict[str, Any] = {}
    for panel, (number, domain) in zip(panels, stack, strict=True):
        traces.append(_bars(panel.bars, theme, f"x{number}", f"y{number}"))
        at = list(range(0, len(panel.edges), -(-len(panel.edges) // MOST_TICKS)))
        axes[f"xaxis{number}"] = {
            "anchor": f"y{number}",
            "range": [-0.5, len(panel.bars) - 0.5],
            "tickvals": [x - 0.5 for x in at],
            "ticktext": [str(panel.edges[x]) for x in at],
            "ticks": "outside",
            "tickcolor": theme.soft,
            "title": {"text": x_title if panel is panels[-1] else ""},
        }
        axes[f"yaxis{number}"] = {
            "anchor": f"x{number}",
            "domain": domain,
            "rangemode": "tozero",
            "nticks": 5,
            "title": {"text": y_title},
        }
        notes.append(panel_title(panel.title, domain[1], 20, theme))
        if panel.mark is not None:
            x = float(np.interp(panel.mark, panel.edges, np.arange(len(panel.edges)) - 0.5))
            on = {"xref": f"x{number}", "yref": f"y{number} domain"}
            shapes.append(line((x, x), (0, 1), _dotted(theme), **on))
            notes.append(_mark_name(panel.mark_name, domain[1]))
    margin = (64, 16, 48, 52)
    height = total_height + margin[2] + margin[3]
    own = {"shapes": shapes, "annotations": notes, **axes}
    return {"data": traces, "layout": chart_layout(theme, separators, height, margin, **own)}


def sizes(
    names: Sequence[str],
    bars: Sequence[Bar],
    few: int,
    few_name: str,
    theme: Theme,
    *,
    x_title: str,
    y_title: str,
    separators: str,
) -> Figure:
    """Draw the size of each category, the largest first, and where a category is small.

    Parameters
    ----------
    names : sequence of str
        Escaped, short enough for an axis.
    bars : sequence of Bar
        The marked ones are small.
    few, few_name : int, str
        The size where a category is no longer small, and the name of that line.
    theme : Theme
    x_title, y_title, separators : str
    """
    is_named = len(bars) <= MOST_NAMES
    bottom = 136 if is_named else 52
    step = 1 if is_named else -(-len(bars) // MOST_TICKS)
    shown = range(0, len(bars), step)
    highest = max(few, *(bar.n for bar in bars))
    layout = chart_layout(
        theme,
        separators,
        232 + bottom,
        (64, 16, 40, bottom),
        shapes=[line((0, 1), (few, few), _dotted(theme), xref="paper")],
        annotations=[_mark_name(few_name, 1)],
        xaxis={
            "range": [-0.6, len(bars) - 0.4],
            "tickvals": list(shown),
            "ticktext": [names[at] if is_named else str(at + 1) for at in shown],
            "tickangle": -35 if is_named else 0,
            "title": {"text": x_title},
        },
        yaxis={"range": [0, 1.06 * highest], "nticks": 6, "title": {"text": y_title}},
    )
    return {"data": [_bars(bars, theme, "x", "y")], "layout": layout}


def _bars(bars: Sequence[Bar], theme: Theme, x: str, y: str) -> dict[str, Any]:
    return {
        "type": "bar",
        "x": list(range(len(bars))),
        "y": [bar.n for bar in bars],
        "customdata": [bar.key for bar in bars],
        "hovertext": [bar.hover for bar in bars],
        "hoverinfo": "text",
        "width": 0.9,
        "marker": {
            "color": theme.accent,
            # Hatched, so that colour is not all that sets them apart.
            "pattern": {
                "shape": ["/" if bar.is_marked else "" for bar in bars],
                "fillmode": "overlay",
                "fgcolor": theme.surface,
                "fgopacity": 1,
                "size": 6,
                "solidity": 0.3,
            },
        },
        "xaxis": x,
        "yaxis": y,
        "showlegend": False,
    }


def _dotted(theme: Theme) -> dict[str, Any]:
    return {"color": theme.ink, "width": 2, "dash": "dot"}


def _mark_name(words: str, top: float) -> dict[str, Any]:
    return note(words, 1, top, ("right", "bottom"), {}, yshift=2)
