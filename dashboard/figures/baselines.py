"""The figure that sets the spaces beside the baselines."""

from collections.abc import Sequence
from typing import Any

from dashboard.core.theme import Figure, Theme, axis_title, chart_layout
from dashboard.ui.charts import SPACE_COLOURS, SPACE_SYMBOLS, Point


def dots(
    rows: Sequence[tuple[str, str, Point]],
    chance: float | None,
    theme: Theme,
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
    theme : Look
    chance_word, unsure_word, x_title, separators : str
    """
    names = [name for _, name, _ in rows]
    layout = chart_layout(theme, separators, height=84 + 24 * len(rows))
    traces: list[dict[str, Any]] = []
    for key, name, point in rows:
        colour = SPACE_COLOURS[theme.scheme].get(key, theme.soft)
        low, high = point.interval or (point.value, point.value)
        traces.append(
            {
                "type": "scatter",
                "x": [point.value],
                "y": [name],
                "mode": "markers" if point.interval else "markers+text",
                "text": [unsure_word],
                "textposition": "middle left" if point.value > 0.5 else "middle right",
                "textfont": {"size": 11, "color": theme.soft},
                "showlegend": False,
                "hovertext": [point.hover],
                "hoverinfo": "text",
                "marker": {
                    "size": 11,
                    "color": colour if key in SPACE_SYMBOLS else theme.surface,
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
                "fillcolor": theme.ink,
                "opacity": 0.35,
                "line": {"width": 0},
            }
        ]
        layout["annotations"] = [
            {
                "text": chance_word,
                "font": {"size": 11, "color": theme.soft},
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
        "title": axis_title(x_title, theme),
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
