"""The figure that sets the spaces beside the baselines."""

from collections.abc import Sequence
from typing import Any

from dashboard.core.theme import Figure, Theme, chart_layout
from dashboard.ui.charts import SPACE_COLOURS, SPACE_SYMBOLS, Point, area, error_bars, note


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
    theme : Theme
    chance_word, unsure_word, x_title, separators : str
    """
    traces: list[dict[str, Any]] = []
    for key, name, point in rows:
        colour = SPACE_COLOURS[theme.scheme].get(key, theme.soft)
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
                "error_x": error_bars([point], colour),
            }
        )
    shapes, notes = [], []
    if chance is not None:
        band = (0, max(chance, 0.004)), (0, 1)
        shapes.append(area(*band, theme.ink, 0.35, xref="x", yref="paper"))
        notes.append(note(chance_word, 0, 1, ("left", "bottom"), {"size": 11}, xref="x"))
    ends = [edge for _, _, point in rows for edge in point.ends]
    layout = chart_layout(
        theme,
        separators,
        84 + 24 * len(rows),
        (8, 16, 24, 44),
        shapes=shapes,
        annotations=notes,
        xaxis={
            "range": [min([0.0, *ends]) - 0.02, max([0.8, *ends]) + 0.03],
            "title": {"text": x_title},
            "showgrid": True,
            "gridcolor": theme.grid,
        },
        yaxis={
            "autorange": "reversed",
            "type": "category",
            "categoryorder": "array",
            "categoryarray": [name for _, name, _ in rows],
            "showgrid": False,
        },
    )
    return {"data": traces, "layout": layout}
