"""Figures of the clusters: measures against k, and heat maps of the runs."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.core.theme import Figure, Theme, chart_layout
from dashboard.ui.charts import (
    CLIFF,
    Series,
    curve,
    from_zero,
    heat_map,
    line,
    note,
    panel_title,
    stacked,
)

ROW, BETWEEN_PANELS = 28, 48
"""Height of a row of a heat map, and what stands between two, in pixels."""
LONGEST_LINEAR = 30
"""Numbers of clusters beyond this are drawn on a logarithmic axis."""
TICKS = (2, 3, 4, 5, 7, 10, 15, 20, 30, 50, 70, 100, 150, 200)


@dataclass(frozen=True)
class Mark:
    """A vertical line across a chart, and what it stands for."""

    at: float
    name: str
    dash: str


@dataclass(frozen=True)
class Panel:
    """One heat map of a stack: its title, its rows from the top and its values.

    A cliff `(first, last, column)` falls after a column, over the rows from `first` to `last`.
    """

    title: str
    rows: Sequence[str]
    values: Sequence[Sequence[float | None]]
    written: Sequence[Sequence[str]]
    cliffs: Sequence[tuple[int, int, int]]


def by_k(
    silhouette: Sequence[Series],
    agreement: Sequence[Series],
    marks: Sequence[Mark],
    theme: Theme,
    *,
    x_title: str,
    y_titles: tuple[str, str],
    separators: str,
    missing: str = "",
) -> Figure:
    """Draw two measures against the number of clusters, one above the other, with marks.

    Parameters
    ----------
    silhouette, agreement : sequence of Series
        Above and below; `missing` says why there is no agreement.
    marks : sequence of Mark
        One beyond the numbers of clusters is named at the edge, with an arrow.
    theme : Theme
    x_title, y_titles, separators, missing : str
    """
    tried = [point.at for one_series in (*silhouette, *agreement) for point in one_series.points]
    first, last = min(tried, default=0.0) - 0.5, max(tried, default=1.0) + 0.5
    # Far apart, the small numbers would be drawn on top of each other.
    is_log = last > LONGEST_LINEAR
    if is_log:
        last *= 1.06  # half a step is nothing there, and would cut the last mark
    scale = math.log10 if is_log else float
    axis = {"type": "log", "tickvals": TICKS} if is_log else {"dtick": 1}
    below = {"yaxis": "y2", "showlegend": False}
    curves = [
        *(curve(one_series, theme, 0.0) for one_series in silhouette),
        *(curve(one_series, theme, 0.0) | below for one_series in agreement),
    ]
    shapes, notes = [], []
    for index, mark in enumerate(marks):
        x = min(max(mark.at, first), last)
        if x == mark.at:
            stroke = {"color": theme.ink, "width": 1.5, "dash": mark.dash}
            shapes.append(line((x, x), (0, 1), stroke, xref="x", yref="paper", layer="below"))
        name = mark.name if x == mark.at else _pointing(mark.name, to_right=x == last)
        # A name is as wide as two or three numbers: centred, it would leave the chart.
        share = (scale(x) - scale(first)) / (scale(last) - scale(first))
        side = "left" if share < 0.15 else "right" if share > 0.85 else "center"
        y = 1.0 + 0.075 * (len(marks) - 1 - index)
        # On such an axis plotly takes a line by its number, and words by the logarithm of theirs.
        font = {"color": theme.ink}
        notes.append(note(name, scale(x), y, (side, "bottom"), font, xref="x", yshift=2))
    if missing:
        frame = {"bgcolor": theme.surface, "borderpad": 6}
        notes.append(note(missing, 0.5, 0.22, ("auto", "auto"), {"size": 13}, **frame))
        # An axis without a trace is not drawn, and the lower half would close up.
        curves.append({"type": "scatter", "x": [first], "y": [None], **below})
    layout = chart_layout(
        theme,
        separators,
        460,
        (64, 24, 84, 56),
        shapes=shapes,
        annotations=notes,
        legend={"y": -0.2, "yanchor": "top"},
        xaxis={
            "anchor": "y2",
            "title": {"text": x_title},
            "range": [scale(first), scale(last)],
            **axis,
        },
        yaxis={
            "domain": [0.56, 1],
            "title": {"text": y_titles[0]},
            "range": from_zero(silhouette),
        },
        yaxis2={
            "domain": [0, 0.44],
            "title": {"text": y_titles[1]},
            "range": from_zero(agreement),
            "anchor": "x",
            "showticklabels": not missing,
            "showgrid": not missing,
        },
    )
    return {"data": curves, "layout": layout}


def heat_panels(
    panels: Sequence[Panel], columns: Sequence[str], theme: Theme, *, x_title: str, separators: str
) -> Figure:
    """Draw heat maps of shares of 1 one above the other, on the same columns.

    A cliff is a line between two columns, with a triangle at its top.
    """
    height = ROW * max((len(panel.rows) for panel in panels), default=1)
    total_height, stack = stacked(len(panels), height, BETWEEN_PANELS)
    cliff_colour = CLIFF[theme.scheme]
    triangle = {"bgcolor": theme.surface, "borderpad": 0}
    traces: list[dict[str, Any]] = []
    notes: list[dict[str, Any]] = []
    lines: list[dict[str, Any]] = []
    axes: dict[str, Any] = {}
    for panel, (number, domain) in zip(panels, stack, strict=True):
        axis = f"y{number}"
        cells = heat_map(columns, panel.rows, panel.values, (0, 1), theme)
        traces += [
            cells | {"hoverinfo": "skip", "yaxis": axis},
            _cell_numbers(panel, columns, theme, axis),
        ]
        # Above the triangles.
        notes.append(panel_title(panel.title, domain[1], 14, theme))
        for first, last, column in panel.cliffs:
            at, on = column + 0.5, {"xref": "x", "yref": axis}
            font, ends = {"color": cliff_colour}, (first - 0.5, last + 0.5)
            notes.append(note("▼", at, first - 0.5, ("auto", "bottom"), font, **on, **triangle))
            lines.append(line((at, at), ends, {"color": cliff_colour, "width": 3}, **on))
        axes[f"yaxis{number}"] = {
            "type": "category",
            # Said, for the marks at the edges would widen it.
            "range": [len(panel.rows) - 0.5, -0.5],
            "ticklabelstandoff": 6,
            "domain": domain,
            "showgrid": False,
        }
    axes["xaxis"] = {
        "type": "category",
        "range": [-0.5, len(columns) - 0.5],
        "anchor": f"y{stack[-1][0]}",
        "title": {"text": x_title},
    }
    margin = (8, 16, 40, 52)
    layout = chart_layout(
        theme,
        separators,
        total_height + margin[2] + margin[3],
        margin,
        annotations=notes,
        shapes=lines,
        **axes,
    )
    return {"data": traces, "layout": layout}


def _cell_numbers(panel: Panel, columns: Sequence[str], theme: Theme, axis: str) -> dict[str, Any]:
    """Write the numbers on the cells of a heat map."""
    cells = [
        (column, name, words, _on_ramp(value, theme))
        for name, values, written in zip(panel.rows, panel.values, panel.written, strict=True)
        for column, value, words in zip(columns, values, written, strict=True)
        if value is not None
    ]
    return {
        "type": "scatter",
        "x": [column for column, *_ in cells],
        "y": [name for _, name, *_ in cells],
        "text": [words for *_, words, _ in cells],
        "mode": "text",
        "textfont": {"size": 12, "color": [colour for *_, colour in cells]},
        "hoverinfo": "skip",
        "showlegend": False,
        "yaxis": axis,
    }


def _pointing(name: str, *, to_right: bool) -> str:
    return f"{name} →" if to_right else f"← {name}"


def _on_ramp(value: float, theme: Theme) -> str:
    """Return the colour of a number that is readable on its cell."""
    if value < 0.52:
        return theme.ink
    return theme.on_middle if value < 0.66 else theme.on_high
