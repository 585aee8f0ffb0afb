"""The crosstab: clusters against categories, and the products behind a cell."""

from collections.abc import Sequence
from html import escape
from typing import Any

import numpy as np
import plotly.graph_objects as go
from dash import Dash, Input, Output, State, no_update
from numpy.typing import NDArray

from agreement import contingency_table
from agreement.assignment import match_rows
from dashboard import ids
from dashboard.callbacks.view import (
    View,
    asked_view,
    clustered,
    known,
    open_view,
    short_name,
)
from dashboard.figures import crosstab
from dashboard.figures.crosstab import Crosstab
from dashboard.figures.looks import empty
from dashboard.i18n import number, percent, separators, text
from dashboard.model.catalogue import NO_CATEGORY, Mask
from dashboard.model.selection import encode

MOST_LINES = 60
"""Rows and columns drawn one by one; the smallest beyond are gathered in one."""
OTHERS = "others"


def register(app: Dash) -> None:
    """Add the callbacks of the crosstab."""
    app.callback(
        Output(ids.CROSSTAB, "figure"),
        Output(ids.CROSSTAB_NOTE, "children"),
        Input(ids.view("maps"), "data"),
        Input(ids.CROSSTAB_SPACE, "value"),
        Input(ids.CROSSTAB_MEASURE, "value"),
        prevent_initial_call=True,
    )(draw)
    app.callback(
        Output(ids.SELECTION, "data", allow_duplicate=True),
        Output(ids.CROSSTAB, "clickData"),
        Input(ids.CROSSTAB, "clickData"),
        State(ids.LEVEL, "value"),
        State(ids.TREE, "checked"),
        State(ids.CROSSTAB_SPACE, "value"),
        State(ids.LANGUAGE, "value"),
        prevent_initial_call=True,
    )(select_cell)


def draw(asked: object, space: object, measure: object) -> tuple[go.Figure, str]:
    """Draw the crosstab of a space, its rows matched to its columns."""
    view = asked_view(asked)
    look = view.look
    space = known(space, ids.SPACES)
    lines = matched_lines(view, space)
    if lines is None:
        sentence = text("crosstab.empty", view.language)
        return empty(sentence, look), sentence
    figure = crosstab.crosstab(
        _labelled(view, lines),
        look,
        shares=measure == "shares",
        x_title=text("crosstab.x", view.language, level=view.level.number),
        y_title=text("crosstab.y", view.language),
        separators=separators(view.language),
    )
    return figure, _note(view, lines)


def select_cell(
    click: dict[str, Any] | None,
    level: object,
    checked: Sequence[str] | None,
    space: object,
    language: object,
) -> Any:
    """Select the products of the clicked cell; the cell can then be clicked again."""
    if not click:
        return no_update, no_update
    view = open_view(level, checked, language)
    space = known(space, ids.SPACES)
    lines = matched_lines(view, space)
    if lines is None:
        return no_update, None
    point = click["points"][0]
    rows = rows_of_cell(view, space, lines, str(point["y"]), str(point["x"]))
    store = {
        "build": view.catalogue.build,
        "rows": encode(rows),
        "source": ids.CROSSTAB,
        "recipe": _recipe(view, space, str(point["y"]), str(point["x"])),
    }
    return store, None


def _recipe(view: View, space: str, row: str, column: str) -> dict[str, Any] | None:
    """Tell a cell to a link; the lines that gather the smallest are none that it can tell."""
    if OTHERS in (row, column) or not 0 <= _key(column) < len(view.categories):
        return None
    return {
        "kind": "cell",
        "space": space,
        "level": view.level.number,
        "cluster": _key(row),
        "category": list(view.categories[_key(column)]),
    }


class Lines:
    """The rows and columns of a crosstab in the order they are drawn.

    Attributes
    ----------
    clusters, categories : list of int
        Labels and codes drawn one by one; row `i` is matched to column `i` as far as it goes.
    other_clusters, other_categories : list of int
        Those gathered in the last line.
    table : int array
        Counts, the gathered line included where there is one.
    kept : int
        Products on the matched pairs, over the whole table.
    """

    def __init__(
        self, table: NDArray[np.int64], clusters: NDArray[Any], categories: NDArray[Any]
    ) -> None:
        match = match_rows(table)
        paired = match >= 0
        self.kept = int(table[np.flatnonzero(paired), match[paired]].sum())
        columns = _largest(table.sum(axis=0))
        place = {int(column): at for at, column in enumerate(columns)}
        order = sorted(
            range(len(clusters)),
            key=lambda row: (place.get(int(match[row]), len(place)), -int(table[row].sum())),
        )
        rows = order[:MOST_LINES]
        left_rows = order[MOST_LINES:]
        left_columns = [at for at in range(len(categories)) if at not in place]
        drawn = table[np.ix_([*rows, *left_rows], [*columns.tolist(), *left_columns])]
        self.table = _gathered(_gathered(drawn, len(rows)).T, len(columns)).T
        self.clusters = [int(clusters[row]) for row in rows]
        self.other_clusters = [int(clusters[row]) for row in left_rows]
        self.categories = [int(categories[column]) for column in columns]
        self.other_categories = [int(categories[column]) for column in left_columns]


def matched_lines(view: View, space: str) -> Lines | None:
    """Return the crosstab of a space within the filter; None where it would be empty."""
    labels = view.labels(space)
    if labels is None:
        return None
    both = _both(view, space)
    if not both.any():
        return None
    table = contingency_table(labels[both], view.codes[both])
    return Lines(table, np.unique(labels[both]), np.unique(view.codes[both]))


def rows_of_cell(view: View, space: str, lines: Lines, row: str, column: str) -> Mask:
    """Return the products behind a cell, by the keys of its row and column."""
    labels = view.labels(space)
    if labels is None:
        return np.zeros_like(view.visible)
    clusters = lines.other_clusters if row == OTHERS else [_key(row)]
    categories = lines.other_categories if column == OTHERS else [_key(column)]
    rows: Mask = _both(view, space) & np.isin(labels, clusters) & np.isin(view.codes, categories)
    return rows


def _both(view: View, space: str) -> Mask:
    labels = view.labels(space)
    if labels is None:
        return np.zeros_like(view.visible)
    both: Mask = view.visible & clustered(labels) & (view.codes != NO_CATEGORY)
    return both


def _key(text_key: str) -> int:
    """Read the key of a line; -3 is no cluster and no category."""
    return int(text_key[1:]) if text_key[1:].lstrip("-").isdigit() else -3


def _largest(totals: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the largest lines, in their fixed order."""
    return np.sort(np.argsort(-totals, kind="stable")[:MOST_LINES]).astype(np.int64)


def _gathered(table: NDArray[np.int64], n_kept: int) -> NDArray[np.int64]:
    """Add up the rows beyond the kept ones into one."""
    if n_kept == len(table):
        return table
    return np.vstack([table[:n_kept], table[n_kept:].sum(axis=0, keepdims=True)])


def _labelled(view: View, lines: Lines) -> Crosstab:
    tongue = view.language
    limit = 24 if len(lines.categories) <= 14 else 18
    paths = [view.categories[code] for code in lines.categories]
    column_names = [short_name(path, limit) for path in paths]
    full_names = [" › ".join(escape(part, quote=False) for part in path) for path in paths]
    row_names = [view.cluster_name(cluster) for cluster in lines.clusters]
    row_keys = [f"g{cluster}" for cluster in lines.clusters]
    column_keys = [f"c{code}" for code in lines.categories]
    if lines.other_clusters:
        row_names.append(text("crosstab.others", tongue, n=len(lines.other_clusters)))
        row_keys.append(OTHERS)
    if lines.other_categories:
        column_names.append(text("crosstab.others", tongue, n=len(lines.other_categories)))
        full_names.append(column_names[-1])
        column_keys.append(OTHERS)
    totals = np.maximum(lines.table.sum(axis=1), 1)
    hover = [
        [
            text(
                "crosstab.cell",
                tongue,
                cluster=row_names[row],
                category=full_names[column],
                n=number(int(count), tongue),
                share=percent(int(count) / int(totals[row]), tongue),
            )
            if count
            else ""
            for column, count in enumerate(counts)
        ]
        for row, counts in enumerate(lines.table)
    ]
    return Crosstab(lines.table, row_keys, column_keys, row_names, column_names, hover)


def _note(view: View, lines: Lines) -> str:
    n = int(lines.table.sum())
    note = text(
        "crosstab.note",
        view.language,
        kept=number(lines.kept, view.language),
        n=number(n, view.language),
        share=percent(lines.kept / n, view.language),
    )
    if view.cluster_level != view.level.number:
        coarser = text("crosstab.note.coarser", view.language, level=view.cluster_level)
        return f"{note} {coarser}"
    return note
