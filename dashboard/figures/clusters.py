"""Figures of the clusters: measures against k, and heat maps of the runs."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.core.theme import Figure, Theme, axis_title, chart_axis, chart_layout
from dashboard.ui.charts import CLIFF, Series, curve, from_zero

ROW, BETWEEN_PANELS = 28, 48
"""Height of a row of a heat map, and what stands between two, in pixels."""


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
    theme : Look
    x_title, y_titles, separators, missing : str
    """
    tried = [point.at for one_series in (*silhouette, *agreement) for point in one_series.points]
    first, last = min(tried, default=0.0) - 0.5, max(tried, default=1.0) + 0.5
    below = {"yaxis": "y2", "showlegend": False}
    curves = [
        *(curve(one_series, theme, 0.0) for one_series in silhouette),
        *(curve(one_series, theme, 0.0) | below for one_series in agreement),
    ]
    shapes, notes = [], []
    for index, mark in enumerate(marks):
        x = min(max(mark.at, first), last)
        if x == mark.at:
            shapes.append(
                {
                    "type": "line",
                    "xref": "x",
                    "yref": "paper",
                    "x0": mark.at,
                    "x1": mark.at,
                    "y0": 0,
                    "y1": 1,
                    "line": {"color": theme.ink, "width": 1.5, "dash": mark.dash},
                    "layer": "below",
                }
            )
        name = mark.name if x == mark.at else _pointing(mark.name, to_right=x == last)
        # A name is as wide as two or three numbers: centred, it would leave the chart.
        share = (x - first) / (last - first)
        notes.append(
            {
                "text": name,
                "x": x,
                "xref": "x",
                "y": 1.0 + 0.075 * (len(marks) - 1 - index),
                "yref": "paper",
                "yanchor": "bottom",
                "yshift": 2,
                "xanchor": "left" if share < 0.15 else "right" if share > 0.85 else "center",
                "showarrow": False,
                "font": {"size": 12, "color": theme.ink},
            }
        )
    if missing:
        notes.append(
            {
                "text": missing,
                "x": 0.5,
                "xref": "paper",
                "y": 0.22,
                "yref": "paper",
                "showarrow": False,
                "font": {"size": 13, "color": theme.soft},
                "bgcolor": theme.surface,
                "borderpad": 6,
            }
        )
        # An axis without a trace is not drawn, and the lower half would close up.
        curves.append({"type": "scatter", "x": [first], "y": [None], **below})
    axis = chart_axis(theme)
    layout = chart_layout(theme, separators, height=460)
    layout |= {
        "shapes": shapes,
        "annotations": notes,
        "margin": {"l": 64, "r": 24, "t": 84, "b": 56},
        "legend": layout["legend"] | {"y": -0.2, "yanchor": "top"},
        "xaxis": {
            **axis,
            "anchor": "y2",
            "title": axis_title(x_title, theme),
            "dtick": 1,
            "showgrid": False,
            "range": [first, last],
        },
        "yaxis": {
            **axis,
            "domain": [0.56, 1],
            "title": axis_title(y_titles[0], theme),
            "range": from_zero(silhouette),
        },
        "yaxis2": {
            **axis,
            "domain": [0, 0.44],
            "title": axis_title(y_titles[1], theme),
            "range": from_zero(agreement),
            "anchor": "x",
            "showticklabels": not missing,
            "showgrid": not missing,
        },
    }
    return {"data": curves, "layout": layout}


def heat_panels(
    panels: Sequence[Panel], columns: Sequence[str], theme: Theme, *, x_title: str, separators: str
) -> Figure:
    """Draw heat maps of shares of 1 one above the other, on the same columns.

    A cliff is a line between two columns, with a triangle at its top.
    """
    height = ROW * max((len(panel.rows) for panel in panels), default=1)
    n = len(panels)
    total_height = n * height + (n - 1) * BETWEEN_PANELS
    margin = {"l": 8, "r": 16, "t": 40, "b": 52}
    layout = chart_layout(theme, separators, height=total_height + margin["t"] + margin["b"])
    traces: list[dict[str, Any]] = []
    notes: list[dict[str, Any]] = []
    lines: list[dict[str, Any]] = []
    for index, panel in enumerate(panels):
        number = "" if index == 0 else str(index + 1)
        top = 1 - index * (height + BETWEEN_PANELS) / total_height
        bottom = top - height / total_height
        traces.append(
            {
                "type": "heatmap",
                "z": [list(row) for row in panel.values],
                "x": list(columns),
                "y": list(panel.rows),
                "hoverinfo": "skip",
                "colorscale": [[at / 5, colour] for at, colour in enumerate(theme.ramp)],
                "zmin": 0,
                "zmax": 1,
                "xgap": 2,
                "ygap": 2,
                "showscale": False,
                "xaxis": "x",
                "yaxis": f"y{number}",
            }
        )
        cells = [
            (column, name, value, words)
            for name, values, written in zip(panel.rows, panel.values, panel.written, strict=True)
            for column, value, words in zip(columns, values, written, strict=True)
            if value is not None
        ]
        traces.append(
            {
                "type": "scatter",
                "x": [column for column, *_ in cells],
                "y": [name for _, name, *_ in cells],
                "text": [words for *_, words in cells],
                "mode": "text",
                "textfont": {"size": 12, "color": [_on_ramp(cell[2], theme) for cell in cells]},
                "hoverinfo": "skip",
                "showlegend": False,
                "xaxis": "x",
                "yaxis": f"y{number}",
            }
        )
        notes.append(
            {
                "text": panel.title,
                "x": 0,
                "xref": "paper",
                "xanchor": "left",
                "y": top,
                "yref": "paper",
                "yanchor": "bottom",
                "yshift": 14,  # above the triangles
                "showarrow": False,
                "font": {"size": 13, "color": theme.ink, "weight": 600},
            }
        )
        notes += [
            {
                "text": "▼",
                "x": column + 0.5,
                "xref": "x",
                "y": first - 0.5,
                "yref": f"y{number}",
                "yanchor": "bottom",
                "showarrow": False,
                "font": {"size": 12, "color": CLIFF[theme.scheme]},
                "bgcolor": theme.surface,
                "borderpad": 0,
            }
            for first, _, column in panel.cliffs
        ]
        lines += [
            {
                "type": "line",
                "xref": "x",
                "yref": f"y{number}",
                "x0": column + 0.5,
                "x1": column + 0.5,
                "y0": first - 0.5,
                "y1": last + 0.5,
                "line": {"color": CLIFF[theme.scheme], "width": 3},
            }
            for first, last, column in panel.cliffs
        ]
        layout[f"yaxis{number}"] = {
            **chart_axis(theme),
            "type": "category",
            # Said, for the marks at the edges would widen it.
            "range": [len(panel.rows) - 0.5, -0.5],
            "ticklabelstandoff": 6,
            "domain": [max(bottom, 0.0), min(top, 1.0)],
            "showgrid": False,
            "automargin": True,
        }
    layout["xaxis"] |= {
        "type": "category",
        "range": [-0.5, len(columns) - 0.5],
        "showgrid": False,
        "anchor": "y" if n == 1 else f"y{n}",
        "title": axis_title(x_title, theme),
    }
    layout |= {"annotations": notes, "shapes": lines, "margin": margin}
    return {"data": traces, "layout": layout}


def _pointing(name: str, *, to_right: bool) -> str:
    return f"{name} →" if to_right else f"← {name}"


def _on_ramp(value: float, theme: Theme) -> str:
    """Return the colour of a number that is readable on its cell."""
    if value < 0.52:
        return theme.ink
    return theme.on_middle if value < 0.66 else theme.on_high
