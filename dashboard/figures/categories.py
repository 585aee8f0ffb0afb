"""Figures of the categories: agreement by depth, and the icicle of the branches."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from typing import Any

from dashboard.core.palette import UNKNOWN
from dashboard.core.theme import Figure, Theme, chart_layout
from dashboard.ui.charts import (
    NOT_SCORED,
    SPACE_COLOURS,
    SPACE_SYMBOLS,
    Series,
    area,
    curve,
    from_zero,
    note,
)

STEPS = (0.2, 0.4, 0.6, 0.8)
"""Where the colour of a separation changes."""
WIDEST, NARROWEST = 1760, 2.4
"""Of a chart (the width of the workspace) and of a letter at `SMALLEST`, in pixels."""
SMALLEST = 11
"""Size in pixels of the smallest letters in the icicle."""


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


def step_of(score: float) -> int:
    """Return the step that a separation falls in, 0 to 4.

    Examples
    --------
    >>> step_of(0.1), step_of(0.2), step_of(0.95)
    (0, 1, 4)
    """
    return sum(score >= edge for edge in STEPS)


def step_colours(theme: Theme) -> tuple[str, ...]:
    """Return the colours of the five steps, the least separated first."""
    return theme.ramp[1:]


def by_level(
    series: Sequence[Series],
    levels: Sequence[str],
    unscored: Mapping[int, str],
    theme: Theme,
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
    theme : Theme
    unsure_word, x_title, y_title, separators : str
    """
    curves = [
        curve(one_series, theme, 0.07 * (index - (len(series) - 1) / 2))
        | {"marker": _marks(one_series, theme)}
        for index, one_series in enumerate(series)
    ]
    is_unsure = any(point.interval is None for one_series in series for point in one_series.points)
    small = {"size": 11}
    turned = {"xref": "x", "textangle": -90 if len(levels) > 4 else 0}
    notes = [
        note(reason, level, 0.5, ("center", "middle"), small, **turned)
        for level, reason in unscored.items()
    ]
    if is_unsure:
        notes.append(note(unsure_word, 1, 0, ("right", "bottom"), small))
    grey = NOT_SCORED[theme.scheme], 0.55
    layout = chart_layout(
        theme,
        separators,
        320,
        (64, 16, 40, 48),
        xaxis={
            "tickvals": list(range(1, len(levels) + 1)),
            "ticktext": list(levels),
            "range": [0.5, len(levels) + 0.5],
            "title": {"text": x_title},
        },
        yaxis={"range": from_zero(series), "title": {"text": y_title}},
        shapes=[
            area((at - 0.5, at + 0.5), (0, 1), *grey, xref="x", yref="paper", layer="below")
            for at in unscored
        ],
        annotations=notes,
    )
    return {"data": curves, "layout": layout}


def icicle(branches: Sequence[Branch], theme: Theme) -> Figure:
    """Draw the branches of the tree by size, coloured by how well each is separated.

    The first of them is the root, which holds all others and has no score. Plotly measures each
    name before it hides those that do not fit: the ones that fit at no width are left out here.
    """
    room = WIDEST / max(branches[0].n, 1)
    names = [
        branch.name if _narrowest(branch.name) <= branch.n * room else "" for branch in branches
    ]
    steps = [None if branch.score is None else step_of(branch.score) for branch in branches]
    colours = step_colours(theme)
    root = NOT_SCORED[theme.scheme]
    on_steps = (theme.ink, theme.ink, theme.on_middle, theme.on_high, theme.on_high)
    trace = {
        "type": "icicle",
        "ids": [branch.key for branch in branches],
        "labels": names,
        "parents": [branch.parent for branch in branches],
        "values": [branch.n for branch in branches],
        "branchvalues": "total",
        "hovertext": [branch.hover for branch in branches],
        "hoverinfo": "text",
        "textinfo": "label",
        "sort": False,
        "marker": {
            "colors": [root, *(theme.surface if s is None else colours[s] for s in steps[1:])],
            # Empty, so that colour is not all that sets them apart. A line for each branch, or a
            # pattern, would cost more to draw than all the rest.
            "line": {
                "color": UNKNOWN[theme.scheme],
                "width": [0, *(int(s is None) for s in steps[1:])],
            },
        },
        "textfont": {
            "size": 13,
            "color": [theme.soft if s is None else on_steps[s] for s in steps],
        },
        "tiling": {"orientation": "v", "pad": 2},
        "pathbar": {"visible": False},
        "leaf": {"opacity": 1},
        "root": {"color": theme.surface},
    }
    small = {"minsize": SMALLEST, "mode": "hide"}
    layout = chart_layout(theme, ".,", 400, (4, 4, 4, 4), uniformtext=small)
    return {"data": [trace], "layout": layout}


def _narrowest(name: str) -> float:
    """Return the width in pixels under which no name of so many letters can be written."""
    return NARROWEST * max(len(unescape(line)) for line in name.split("<br>"))


def _marks(series: Series, theme: Theme) -> dict[str, Any]:
    """Mark the points of a series, hollow without an interval."""
    symbol = SPACE_SYMBOLS.get(series.key, "circle")
    return {
        "size": 9,
        "symbol": [symbol if point.interval else f"{symbol}-open" for point in series.points],
        "color": SPACE_COLOURS[theme.scheme].get(series.key, theme.accent),
        "line": {"width": 2},
    }
