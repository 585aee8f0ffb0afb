"""Arrays in, a map out: one trace, so that a point's number is its row."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from dashboard.figures.looks import FONT, Look, typed_array
from dashboard.model.catalogue import Codes, Mask
from dashboard.model.palette import CONTEXT, UNKNOWN, Style

LABELLED = 8
"""Islands that carry their name on a map; more would cover the points."""
_SYMBOL_NUMBERS = {
    "circle": 0,
    "square": 1,
    "diamond": 2,
    "cross": 3,
    "x": 4,
    "triangle-up": 5,
    "pentagon": 13,
}


@dataclass(frozen=True)
class Paint:
    """What each row looks like, before any filter.

    Attributes
    ----------
    codes : int array of shape (n,)
        Index into `styles`; negative: belongs to none of them.
    styles : sequence of Style
    names : sequence of str
        Escaped, short: written on the islands. Empty: nothing is written.
    """

    codes: Codes
    styles: Sequence[Style]
    names: Sequence[str]


def point_colours(paint: Paint, visible: Mask) -> NDArray[np.unsignedinteger[Any]]:
    """Return one number a row, to be read with `colour_scale`: filtered rows are context."""
    k = len(paint.styles)
    codes = np.where(paint.codes >= 0, paint.codes, k)
    codes = np.where(visible, codes, k + 1)
    return codes.astype(np.uint8) if k + 1 < 256 else codes.astype(np.uint16)


def point_symbols(paint: Paint) -> NDArray[np.uint8]:
    """Return the symbol number of each row."""
    numbers = [_SYMBOL_NUMBERS[style.symbol] for style in paint.styles]
    table = np.array([*numbers, 0], dtype=np.uint8)
    return table[np.where(paint.codes >= 0, paint.codes, len(numbers))]


def colour_scale(paint: Paint, look: Look) -> list[list[Any]]:
    """Return the steps that turn the numbers of `point_colours` into colours."""
    colours = [style.colour for style in paint.styles]
    colours += [UNKNOWN[look.scheme], CONTEXT[look.scheme]]
    steps = np.linspace(0, 1, len(colours) + 1)
    return [
        [float(edge), colour]
        for index, colour in enumerate(colours)
        for edge in (steps[index], steps[index + 1])
    ]


def island_labels(
    x: NDArray[np.float32], y: NDArray[np.float32], paint: Paint, visible: Mask, look: Look
) -> list[dict[str, Any]]:
    """Return the names of the largest visible groups, at their medians, none over another."""
    shown = visible & (paint.codes >= 0) & ~np.isnan(x)
    if not shown.any() or not paint.names:
        return []
    sizes = np.bincount(paint.codes[shown], minlength=len(paint.styles))
    largest = [int(code) for code in np.argsort(-sizes, kind="stable")[:LABELLED] if sizes[code]]
    (x_low, x_high), (y_low, y_high) = _span(x), _span(y)
    width, height = x_high - x_low, y_high - y_low
    taken: list[tuple[float, float, float]] = []
    labels = []
    for code in largest:
        group = shown & (paint.codes == code)
        at_x, at_y = _middle(x[group], y[group])
        half = 0.0095 * len(paint.names[code]) + 0.01
        column = min(max((at_x - x_low) / width, half), 1 - half)
        row = _free((at_y - y_low) / height, column, half, taken)
        if row is None:
            continue
        taken.append((column, row, half))
        labels.append(
            {
                "x": x_low + column * width,
                "y": y_low + row * height,
                "text": paint.names[code],
                "showarrow": False,
                "captureevents": False,
                "font": {"size": 11, "color": look.ink, "weight": 600},
            }
        )
    return labels


def projection(
    x: NDArray[np.float32],
    y: NDArray[np.float32],
    paint: Paint,
    visible: Mask,
    look: Look,
    *,
    revision: str,
    tool: str,
) -> dict[str, Any]:
    """Draw one map as JSON: one trace, so that a point's number is its row.

    Parameters
    ----------
    x, y : float32 arrays of shape (n,)
        NaN where the product has no place on this map.
    paint : Paint
    visible : bool array of shape (n,)
        Rows inside the filter; the others stay as faint context.
    look : Look
    revision : str
        Changes with the geometry: the zoom outlives everything else.
    tool : {'select', 'lasso', 'zoom'}
        What dragging does.
    """
    n = len(x)
    trace = go.Scattergl(
        x=x,
        y=y,
        mode="markers",
        hoverinfo="none",
        marker={
            "color": point_colours(paint, visible),
            "colorscale": colour_scale(paint, look),
            "cmin": -0.5,
            "cmax": len(paint.styles) + 1.5,
            "size": 7 if n < 3000 else 4,
            "opacity": 0.9,
            "line": {"width": 0},
        },
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 0.12}},
    )
    hidden = {"visible": False, "fixedrange": False}
    layout = go.Layout(
        autosize=True,
        margin={"l": 4, "r": 4, "t": 4, "b": 4},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"family": FONT, "color": look.ink},
        xaxis={**hidden, "range": _span(x)},
        yaxis={**hidden, "range": _span(y)},
        dragmode=tool,
        hovermode="closest",
        showlegend=False,
        uirevision=revision,
        # A repaint drops the drawn box; the page's script keeps what it selected.
        selectionrevision=False,
        selections=[],
        annotations=island_labels(x, y, paint, visible, look),
        newselection={"line": {"color": look.accent, "width": 2, "dash": "solid"}},
        activeselection={"fillcolor": look.accent, "opacity": 0.06},
    )
    figure: dict[str, Any] = go.Figure(trace, layout).to_plotly_json()
    # plotly checks symbols one by one, which takes longer than all the rest.
    figure["data"][0]["marker"]["symbol"] = typed_array(point_symbols(paint))
    return figure


def _middle(x: NDArray[np.float32], y: NDArray[np.float32]) -> tuple[float, float]:
    """Return the point nearest to the median: a group in two parts has nothing in between."""
    nearest = int(np.argmin((x - np.median(x)) ** 2 + (y - np.median(y)) ** 2))
    return float(x[nearest]), float(y[nearest])


def _span(values: NDArray[np.float32]) -> tuple[float, float]:
    """Return the range of an axis: the finite values and a margin, whatever the filter."""
    finite = values[~np.isnan(values)]
    if finite.size == 0:
        return (0.0, 1.0)
    low, high = float(finite.min()), float(finite.max())
    margin = (high - low) * 0.05 or 1.0
    return (low - margin, high + margin)


def _free(
    row: float, column: float, half: float, taken: Sequence[tuple[float, float, float]]
) -> float | None:
    """Return the place near `row` where a label covers none of those placed before, if any."""
    step = 0.06
    for move in (0, 1, -1, 2, -2):
        at = row + move * step
        clear = all(
            abs(at - other_row) >= step or abs(column - other_column) >= half + other_half
            for other_column, other_row, other_half in taken
        )
        if 0.03 <= at <= 0.97 and clear:
            return at
    return None
