"""Clusters by categories in, a heat map out."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dashboard.core.theme import CELL, Figure, Theme, chart_layout
from dashboard.ui.charts import heat_map


@dataclass(frozen=True)
class Crosstab:
    """Products by cluster (rows) and category (columns), ready to be drawn.

    Attributes
    ----------
    values : float array of shape (n_rows, n_columns)
    written : sequence of sequence of str
        What each cell says; an empty one stays blank, so that the others stand out.
    row_keys, column_keys : sequence of str
        What a click sends back.
    row_names, column_names : sequence of str
        Escaped, short enough for an axis.
    hover : sequence of sequence of str
        Escaped, one per cell.
    """

    values: NDArray[np.float64]
    written: Sequence[Sequence[str]]
    row_keys: Sequence[str]
    column_keys: Sequence[str]
    row_names: Sequence[str]
    column_names: Sequence[str]
    hover: Sequence[Sequence[str]]


def crosstab(
    table: Crosstab,
    theme: Theme,
    *,
    ends: tuple[float, float],
    x_title: str,
    y_title: str,
    separators: str,
) -> Figure:
    """Draw the crosstab as a heat map, at least `CELL` pixels a cell.

    Parameters
    ----------
    table : Crosstab
    theme : Theme
    ends : (float, float)
        Values that have the first and the last colour.
    x_title, y_title : str
    separators : str
        Decimal and thousands separators.
    """
    n_rows, n_columns = table.values.shape
    wide = n_columns <= 14
    longest = max((len(name) for name in table.column_names), default=0)
    head = 24 + round(longest * (3.6 if wide else 6.2))
    values = [
        [None if math.isnan(value) else value for value in line] for line in table.values.tolist()
    ]
    trace = heat_map(table.column_keys, table.row_keys, values, ends, theme) | {
        "hovertext": [list(row) for row in table.hover],
        "hoverinfo": "text",
        "textfont": {"size": 12},
    }
    if wide:
        trace |= {"text": [list(row) for row in table.written], "texttemplate": "%{text}"}
    axis = {"type": "category", "showgrid": False, "tickmode": "array"}
    layout = chart_layout(
        theme,
        separators,
        head + 8 + n_rows * (34 if wide else CELL),
        (92, 16, head, 8),
        xaxis={
            **axis,
            "side": "top",
            "tickvals": list(table.column_keys),
            "ticktext": list(table.column_names),
            "tickangle": -35 if wide else -90,
            "title": {"text": x_title, "standoff": 4},
        },
        yaxis={
            **axis,
            "autorange": "reversed",
            "tickvals": list(table.row_keys),
            "ticktext": list(table.row_names),
            "title": {"text": y_title, "standoff": 4},
        },
    )
    if not wide:
        layout["width"] = 108 + n_columns * CELL
    return {"data": [trace], "layout": layout}
