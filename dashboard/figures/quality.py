"""Counts in, bars out: how lengths and sizes are spread, and how large the categories are."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from dashboard.core.theme import Figure, Theme, axis_title, chart_axis, chart_layout

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
    n = len(panels)
    total_height = n * PANEL + (n - 1) * BETWEEN
    margin = {"l": 64, "r": 16, "t": 48, "b": 52}
    height = total_height + margin["t"] + margin["b"]
    layout = {**chart_layout(theme, separators, height=height), "margin": margin}
    traces: list[dict[str, Any]] = []
    shapes: list[dict[str, Any]] = []
    notes: list[dict[str, Any]] = []
    for index, panel in enumerate(panels):
        number = "" if index == 0 else str(index + 1)
        top = 1 - index * (PANEL + BETWEEN) / total_height
        traces.append(_bars(panel.bars, theme, f"x{number}", f"y{number}"))
        at = list(range(0, len(panel.edges), -(-len(panel.edges) // MOST_TICKS)))
        is_last = index == n - 1
        layout.update(
            {
                f"xaxis{number}": {
                    **chart_axis(theme),
                    "anchor": f"y{number}",
                    "range": [-0.5, len(panel.bars) - 0.5],
                    "tickvals": [x - 0.5 for x in at],
                    "ticktext": [str(panel.edges[x]) for x in at],
                    "ticks": "outside",
                    "tickcolor": theme.soft,
                    "showgrid": False,
                    "title": axis_title(x_title if is_last else "", theme),
                },
                f"yaxis{number}": {
                    **chart_axis(theme),
                    "anchor": f"x{number}",
                    "domain": [max(top - PANEL / total_height, 0.0), min(top, 1.0)],
                    "rangemode": "tozero",
                    "nticks": 5,
                    "title": axis_title(y_title, theme),
                },
            }
        )
        notes.append(_note(panel.title, 0, "left", top, theme, bold=True))
        if panel.mark is not None:
            x = float(np.interp(panel.mark, panel.edges, np.arange(len(panel.edges)) - 0.5))
            shapes.append(
                {
                    "type": "line",
                    "xref": f"x{number}",
                    "yref": f"y{number} domain",
                    "x0": x,
                    "x1": x,
                    "y0": 0,
                    "y1": 1,
                    "line": {"color": theme.ink, "width": 2, "dash": "dot"},
                }
            )
            notes.append(_note(panel.mark_name, 1, "right", top, theme))
    return {"data": traces, "layout": {**layout, "shapes": shapes, "annotations": notes}}


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
    theme : Look
    x_title, y_title, separators : str
    """
    is_named = len(bars) <= MOST_NAMES
    margin = {"l": 64, "r": 16, "t": 40, "b": 136 if is_named else 52}
    step = 1 if is_named else -(-len(bars) // MOST_TICKS)
    shown = range(0, len(bars), step)
    highest = max(few, *(bar.n for bar in bars))
    line = {
        "type": "line",
        "xref": "paper",
        "x0": 0,
        "x1": 1,
        "y0": few,
        "y1": few,
        "line": {"color": theme.ink, "width": 2, "dash": "dot"},
    }
    layout = {
        **chart_layout(theme, separators, height=232 + margin["b"]),
        "margin": margin,
        "shapes": [line],
        "annotations": [_note(few_name, 1, "right", 1, theme)],
        "xaxis": {
            **chart_axis(theme),
            "range": [-0.6, len(bars) - 0.4],
            "tickvals": list(shown),
            "ticktext": [names[at] if is_named else str(at + 1) for at in shown],
            "tickangle": -35 if is_named else 0,
            "showgrid": False,
            "title": axis_title(x_title, theme),
        },
        "yaxis": {
            **chart_axis(theme),
            "range": [0, 1.06 * highest],
            "nticks": 6,
            "title": axis_title(y_title, theme),
        },
    }
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


def _note(
    words: str, x: float, anchor: str, top: float, theme: Theme, *, bold: bool = False
) -> dict[str, Any]:
    return {
        "text": words,
        "x": x,
        "xref": "paper",
        "xanchor": anchor,
        "y": top,
        "yref": "paper",
        "yanchor": "bottom",
        "yshift": 20 if bold else 2,
        "showarrow": False,
        "font": {
            "size": 13 if bold else 12,
            "color": theme.ink if bold else theme.soft,
            "weight": 600 if bold else 400,
        },
    }
