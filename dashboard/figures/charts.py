"""Values in, small charts out: curves, dots, icicle and heat maps; pure functions, no words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from typing import Any

from dashboard.figures import Figure
from dashboard.figures.looks import Look, axis_title, chart_axis, chart_layout
from dashboard.model.palette import UNKNOWN

STEPS = (0.2, 0.4, 0.6, 0.8)
"""Where the colour of a separation changes."""
SPACE_COLOURS: Mapping[str, Mapping[str, str]] = {
    "light": {"text": "#0B6470", "image": "#B4530A", "fused": "#5B3FA8", "ward": "#B4530A"},
    "dark": {"text": "#5CC6CF", "image": "#F0A35E", "fused": "#B9A5F5", "ward": "#F0A35E"},
}
"""Of a space or an algorithm; another one has the accent."""
SPACE_SYMBOLS = {"text": "circle", "image": "square", "fused": "diamond", "ward": "square"}
SPACE_DASHES = {"text": "solid", "image": "dot", "fused": "dash", "ward": "dot"}
CLIFF = {"light": "#C8350E", "dark": "#FF7A52"}
ROW, BETWEEN_PANELS = 28, 48
"""Height of a row of a heat map, and what stands between two, in pixels."""
NOT_SCORED = {"light": "#E4E2DC", "dark": "#383E45"}
WIDEST, NARROWEST = 1760, 2.4
"""Of a chart (the width of the workspace) and of a letter at `SMALLEST`, in pixels."""
SMALLEST = 11
"""Size in pixels of the smallest letters in the icicle."""


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


@dataclass(frozen=True)
class Branch:
    """A branch of the category tree as the icicle draws it.

    `score` is None where the branch is not scored.
    """

    key: str
    parent: str
    name: str
    n: int
    score: float | None
    hover: str


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


def step_of(score: float) -> int:
    """Return the step that a separation falls in, 0 to 4.

    Examples
    --------
    >>> step_of(0.1), step_of(0.2), step_of(0.95)
    (0, 1, 4)
    """
    return sum(score >= edge for edge in STEPS)


def step_colours(look: Look) -> tuple[str, ...]:
    """Return the colours of the five steps, the least separated first."""
    return look.ramp[1:]


def by_level(
    series: Sequence[Series],
    levels: Sequence[str],
    unscored: Mapping[int, str],
    look: Look,
    *,
    unsure_word: str,
    x_title: str,
    y_title: str,
    separators: str,
) -> Figure:
    """Draw a score against the depth of the tree; levels that are not scored are greyed.

    A score without an interval is hollow, and the chart says what that means.

    Parameters
    ----------
    series : sequence of Series
        `at` is the level, from 1.
    levels : sequence of str
        Names of all the levels.
    unscored : mapping of int to str
        Levels without a score, and why.
    look : Look
    unsure_word, x_title, y_title, separators : str
    """
    curves = [
        _curve(each, look, 0.07 * (index - (len(series) - 1) / 2)) | {"marker": _marks(each, look)}
        for index, each in enumerate(series)
    ]
    is_unsure = any(point.interval is None for each in series for point in each.points)
    layout = chart_layout(look, separators, height=320)
    layout["xaxis"] |= {
        "tickvals": list(range(1, len(levels) + 1)),
        "ticktext": list(levels),
        "range": [0.5, len(levels) + 0.5],
        "title": axis_title(x_title, look),
        "showgrid": False,
    }
    layout["yaxis"] |= {"range": _from_zero(series), "title": axis_title(y_title, look)}
    layout["shapes"] = [
        {
            "type": "rect",
            "xref": "x",
            "yref": "paper",
            "x0": level - 0.5,
            "x1": level + 0.5,
            "y0": 0,
            "y1": 1,
            "fillcolor": NOT_SCORED[look.scheme],
            "opacity": 0.55,
            "line": {"width": 0},
            "layer": "below",
        }
        for level in unscored
    ]
    layout["annotations"] = [
        {
            "text": reason,
            "textangle": -90 if len(levels) > 4 else 0,
            "font": {"size": 11, "color": look.soft},
            "showarrow": False,
            "xref": "x",
            "yref": "paper",
            "x": level,
            "y": 0.5,
            "xanchor": "center",
            "yanchor": "middle",
        }
        for level, reason in unscored.items()
    ]
    if is_unsure:
        layout["annotations"].append(
            {
                "text": unsure_word,
                "font": {"size": 11, "color": look.soft},
                "showarrow": False,
                "xref": "paper",
                "yref": "paper",
                "x": 1,
                "y": 0,
                "xanchor": "right",
                "yanchor": "bottom",
            }
        )
    return {"data": curves, "layout": layout}


def by_k(
    silhouette: Sequence[Series],
    agreement: Sequence[Series],
    marks: Sequence[Mark],
    look: Look,
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
    look : Look
    x_title, y_titles, separators, missing : str
    """
    tried = [point.at for each in (*silhouette, *agreement) for point in each.points]
    first, last = min(tried, default=0.0) - 0.5, max(tried, default=1.0) + 0.5
    below = {"yaxis": "y2", "showlegend": False}
    curves = [
        *(_curve(each, look, 0.0) for each in silhouette),
        *(_curve(each, look, 0.0) | below for each in agreement),
    ]
    shapes, notes = [], []
    for index, mark in enumerate(marks):
        place = min(max(mark.at, first), last)
        if place == mark.at:
            shapes.append(
                {
                    "type": "line",
                    "xref": "x",
                    "yref": "paper",
                    "x0": mark.at,
                    "x1": mark.at,
                    "y0": 0,
                    "y1": 1,
                    "line": {"color": look.ink, "width": 1.5, "dash": mark.dash},
                    "layer": "below",
                }
            )
        name = mark.name if place == mark.at else _pointing(mark.name, to_right=place == last)
        # A name is as wide as two or three numbers: centred, it would leave the chart.
        share = (place - first) / (last - first)
        notes.append(
            {
                "text": name,
                "x": place,
                "xref": "x",
                "y": 1.0 + 0.075 * (len(marks) - 1 - index),
                "yref": "paper",
                "yanchor": "bottom",
                "yshift": 2,
                "xanchor": "left" if share < 0.15 else "right" if share > 0.85 else "center",
                "showarrow": False,
                "font": {"size": 12, "color": look.ink},
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
                "font": {"size": 13, "color": look.soft},
                "bgcolor": look.surface,
                "borderpad": 6,
            }
        )
        # An axis without a trace is not drawn, and the lower half would close up.
        curves.append({"type": "scatter", "x": [first], "y": [None], **below})
    axis = chart_axis(look)
    layout = chart_layout(look, separators, height=460)
    layout |= {
        "shapes": shapes,
        "annotations": notes,
        "margin": {"l": 64, "r": 24, "t": 84, "b": 56},
        "legend": layout["legend"] | {"y": -0.2, "yanchor": "top"},
        "xaxis": {
            **axis,
            "anchor": "y2",
            "title": axis_title(x_title, look),
            "dtick": 1,
            "showgrid": False,
            "range": [first, last],
        },
        "yaxis": {
            **axis,
            "domain": [0.56, 1],
            "title": axis_title(y_titles[0], look),
            "range": _from_zero(silhouette),
        },
        "yaxis2": {
            **axis,
            "domain": [0, 0.44],
            "title": axis_title(y_titles[1], look),
            "range": _from_zero(agreement),
            "anchor": "x",
            "showticklabels": not missing,
            "showgrid": not missing,
        },
    }
    return {"data": curves, "layout": layout}


def dots(
    rows: Sequence[tuple[str, str, Point]],
    chance: float | None,
    look: Look,
    *,
    chance_word: str,
    unsure_word: str,
    x_title: str,
    separators: str,
) -> Figure:
    """Draw one value a row with its interval, and the band that chance stays in.

    Beside a value without an interval stands `unsure_word`.

    Parameters
    ----------
    rows : sequence of (key, name, Point)
        From the top; a key that is a space is filled in its colour, the others are hollow.
    chance : float or None
        Upper bound of what chance gives.
    look : Look
    chance_word, unsure_word, x_title, separators : str
    """
    names = [name for _, name, _ in rows]
    layout = chart_layout(look, separators, height=84 + 24 * len(rows))
    traces: list[dict[str, Any]] = []
    for key, name, point in rows:
        colour = SPACE_COLOURS[look.scheme].get(key, look.soft)
        low, high = point.interval or (point.value, point.value)
        traces.append(
            {
                "type": "scatter",
                "x": [point.value],
                "y": [name],
                "mode": "markers" if point.interval else "markers+text",
                "text": [unsure_word],
                "textposition": "middle left" if point.value > 0.5 else "middle right",
                "textfont": {"size": 11, "color": look.soft},
                "showlegend": False,
                "hovertext": [point.hover],
                "hoverinfo": "text",
                "marker": {
                    "size": 11,
                    "color": colour if key in SPACE_SYMBOLS else look.surface,
                    "symbol": SPACE_SYMBOLS.get(key, "circle"),
                    "line": {"width": 2, "color": colour},
                },
                "error_x": {
                    "type": "data",
                    "symmetric": False,
                    "array": [high - point.value],
                    "arrayminus": [point.value - low],
                    "color": colour,
                    "thickness": 2,
                    "width": 5,
                },
            }
        )
    if chance is not None:
        layout["shapes"] = [
            {
                "type": "rect",
                "xref": "x",
                "yref": "paper",
                "x0": 0,
                "x1": max(chance, 0.004),
                "y0": 0,
                "y1": 1,
                "fillcolor": look.ink,
                "opacity": 0.35,
                "line": {"width": 0},
            }
        ]
        layout["annotations"] = [
            {
                "text": chance_word,
                "font": {"size": 11, "color": look.soft},
                "showarrow": False,
                "xref": "x",
                "yref": "paper",
                "x": 0,
                "y": 1,
                "xanchor": "left",
                "yanchor": "bottom",
            }
        ]
    ends = [edge for _, _, point in rows for edge in (point.interval or (point.value,))]
    layout["margin"] = {"l": 8, "r": 16, "t": 24, "b": 44}
    layout["xaxis"] |= {
        "range": [min([0.0, *ends]) - 0.02, max([0.8, *ends]) + 0.03],
        "title": axis_title(x_title, look),
    }
    layout["yaxis"] |= {
        "autorange": "reversed",
        "type": "category",
        "categoryorder": "array",
        "categoryarray": names,
        "showgrid": False,
        "automargin": True,
    }
    return {"data": traces, "layout": layout}


def icicle(branches: Sequence[Branch], look: Look) -> Figure:
    """Draw the branches of the tree by size, coloured by how well each is separated.

    The first of them is the root, which holds all others and has no score. Plotly measures each
    name before it hides those that do not fit: the ones that fit at no width are left out here.
    """
    room = WIDEST / max(branches[0].n, 1)
    names = [each.name if _narrowest(each.name) <= each.n * room else "" for each in branches]
    steps = [None if each.score is None else step_of(each.score) for each in branches]
    colours = step_colours(look)
    root = NOT_SCORED[look.scheme]
    on_steps = (look.ink, look.ink, look.on_middle, look.on_high, look.on_high)
    trace = {
        "type": "icicle",
        "ids": [each.key for each in branches],
        "labels": names,
        "parents": [each.parent for each in branches],
        "values": [each.n for each in branches],
        "branchvalues": "total",
        "hovertext": [each.hover for each in branches],
        "hoverinfo": "text",
        "textinfo": "label",
        "sort": False,
        "marker": {
            "colors": [root, *(look.surface if s is None else colours[s] for s in steps[1:])],
            # Empty, so that colour is not all that sets them apart. A line for each branch, or a
            # pattern, would cost more to draw than all the rest.
            "line": {
                "color": UNKNOWN[look.scheme],
                "width": [0, *(int(s is None) for s in steps[1:])],
            },
        },
        "textfont": {
            "size": 13,
            "color": [look.soft if s is None else on_steps[s] for s in steps],
        },
        "tiling": {"orientation": "v", "pad": 2},
        "pathbar": {"visible": False},
        "leaf": {"opacity": 1},
        "root": {"color": look.surface},
    }
    layout = chart_layout(look, ".,", height=400)
    layout["margin"] = {"l": 4, "r": 4, "t": 4, "b": 4}
    layout["uniformtext"] = {"minsize": SMALLEST, "mode": "hide"}
    return {"data": [trace], "layout": layout}


def _narrowest(name: str) -> float:
    """Return the width in pixels under which no name of so many letters can be written."""
    return NARROWEST * max(len(unescape(line)) for line in name.split("<br>"))


def heat_panels(
    panels: Sequence[Panel], columns: Sequence[str], look: Look, *, x_title: str, separators: str
) -> Figure:
    """Draw heat maps of shares of 1 one above the other, on the same columns.

    A cliff is a line between two columns, with a triangle at its top.
    """
    height = ROW * max((len(panel.rows) for panel in panels), default=1)
    n = len(panels)
    whole = n * height + (n - 1) * BETWEEN_PANELS
    margin = {"l": 8, "r": 16, "t": 40, "b": 52}
    layout = chart_layout(look, separators, height=whole + margin["t"] + margin["b"])
    traces: list[dict[str, Any]] = []
    notes: list[dict[str, Any]] = []
    lines: list[dict[str, Any]] = []
    for index, panel in enumerate(panels):
        number = "" if index == 0 else str(index + 1)
        top = 1 - index * (height + BETWEEN_PANELS) / whole
        bottom = top - height / whole
        traces.append(
            {
                "type": "heatmap",
                "z": [list(row) for row in panel.values],
                "x": list(columns),
                "y": list(panel.rows),
                "hoverinfo": "skip",
                "colorscale": [[at / 5, colour] for at, colour in enumerate(look.ramp)],
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
                "textfont": {"size": 12, "color": [_on_ramp(each[2], look) for each in cells]},
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
                "font": {"size": 13, "color": look.ink, "weight": 600},
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
                "font": {"size": 12, "color": CLIFF[look.scheme]},
                "bgcolor": look.surface,
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
                "line": {"color": CLIFF[look.scheme], "width": 3},
            }
            for first, last, column in panel.cliffs
        ]
        layout[f"yaxis{number}"] = {
            **chart_axis(look),
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
        "title": axis_title(x_title, look),
    }
    layout |= {"annotations": notes, "shapes": lines, "margin": margin}
    return {"data": traces, "layout": layout}


def _pointing(name: str, *, to_right: bool) -> str:
    return f"{name} →" if to_right else f"← {name}"


def _on_ramp(value: float, look: Look) -> str:
    """Return the colour of a number that is readable on its cell."""
    if value < 0.52:
        return look.ink
    return look.on_middle if value < 0.66 else look.on_high


def _curve(series: Series, look: Look, shift: float) -> dict[str, Any]:
    colour = SPACE_COLOURS[look.scheme].get(series.key, look.accent)
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


def _marks(series: Series, look: Look) -> dict[str, Any]:
    """Mark the points of a series, hollow without an interval."""
    symbol = SPACE_SYMBOLS.get(series.key, "circle")
    return {
        "size": 9,
        "symbol": [symbol if point.interval else f"{symbol}-open" for point in series.points],
        "color": SPACE_COLOURS[look.scheme].get(series.key, look.accent),
        "line": {"width": 2},
    }


def _from_zero(series: Sequence[Series]) -> list[float]:
    """Return a range that holds 0 and every interval."""
    ends = [
        edge
        for each in series
        for point in each.points
        for edge in (point.interval or (point.value, point.value))
    ]
    low, high = min([0.0, *ends]), max([0.1, *ends])
    return [low - 0.03 * (high - low) if low < 0 else 0.0, high + 0.08 * (high - low)]
