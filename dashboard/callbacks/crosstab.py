"""The crosstab: clusters against categories, and the products behind a cell."""

from collections.abc import Sequence
from html import escape
from typing import Any

import numpy as np
from dash import Dash, Input, Output, State, no_update
from dash.development.base_component import Component
from numpy.typing import NDArray

from dashboard import ids
from dashboard.callbacks.crosstab_rows import OTHERS, Lines, key_of, matched_lines, rows_of_cell
from dashboard.components.html_fragment import CONTENT
from dashboard.core.breakdown import FEWEST, MEASURES, measured
from dashboard.core.filter_state import View, asked_view, clicked, known, open_view, short_name
from dashboard.core.selection import encode
from dashboard.core.theme import Figure, empty
from dashboard.figures import crosstab
from dashboard.figures.crosstab import Crosstab
from dashboard.i18n import number, percent, separators, text
from dashboard.ui.tables import equivalent

OUTPUTS = (
    Output(ids.CROSSTAB, "figure"),
    Output(ids.CROSSTAB_NOTE, "children"),
    Output(ids.CROSSTAB_TABLE, CONTENT),
)
"""What `draw` fills in, on the page of the maps."""


def register(app: Dash) -> None:
    """Add the callback of a click on the crosstab."""
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


def draw(asked: object, space: object, measure: object) -> tuple[Figure, str, Component | None]:
    """Draw the crosstab of a space, its rows matched to its columns, and write it as a table."""
    view = asked_view(asked)
    look = view.look
    space, measure = known(space, ids.SPACES), known(measure, MEASURES)
    lines = matched_lines(view, space)
    if lines is None:
        sentence = text("crosstab.empty", view.language)
        return empty(sentence, look), sentence, None
    shown = _labelled(view, lines, measure)
    figure = crosstab.crosstab(
        shown,
        look,
        ends=_ends(shown.values, measure),
        x_title=text("crosstab.x", view.language, level=view.level.number),
        y_title=text("crosstab.y", view.language),
        separators=separators(view.language),
    )
    return figure, _note(view, lines, measure), _table(view, lines, measure)


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
    row, column = (str(clicked(click).get(axis)) for axis in "yx")
    rows = rows_of_cell(view, space, lines, row, column)
    store = {
        "build": view.catalogue.build,
        "rows": encode(rows),
        "source": ids.CROSSTAB,
        "recipe": _recipe(view, space, row, column),
    }
    return store, None


def _recipe(view: View, space: str, row: str, column: str) -> dict[str, Any] | None:
    """Tell a cell to a link; the lines that gather the smallest are none that it can tell."""
    if OTHERS in (row, column) or not 0 <= key_of(column) < len(view.categories):
        return None
    return {
        "kind": "cell",
        "space": space,
        "level": view.level.number,
        "cluster": key_of(row),
        "category": list(view.categories[key_of(column)]),
    }


def _labelled(view: View, lines: Lines, measure: str) -> Crosstab:
    tongue = view.language
    limit = 24 if len(lines.categories) <= 14 else 18
    column_names = [short_name(view.categories[code], limit) for code in lines.categories]
    row_keys = [f"g{cluster}" for cluster in lines.clusters]
    column_keys = [f"c{code}" for code in lines.categories]
    row_names, full_names = _names(view, lines)
    if lines.other_clusters:
        row_keys.append(OTHERS)
    if lines.other_categories:
        column_names.append(full_names[-1])
        column_keys.append(OTHERS)
    cells = {each: _measured(lines, each) for each in MEASURES}
    hover = [
        [
            text(
                "crosstab.cell",
                tongue,
                cluster=row_names[row],
                category=escape(full_names[column], quote=False),
                n=number(int(count), tongue),
                share=percent(cells["rows"][row, column], tongue),
                covered=percent(cells["columns"][row, column], tongue),
                lift=number(cells["lift"][row, column], tongue, 1),
            )
            if count
            else ""
            for column, count in enumerate(counts)
        ]
        for row, counts in enumerate(lines.table)
    ]
    written = [
        [
            # A share or a lift of few products stands back.
            f"<i>{words}</i>" if words and measure != "counts" and count < FEWEST else words
            for words, count in zip(line, counts, strict=True)
        ]
        for line, counts in zip(_written(lines, measure, tongue), lines.table, strict=True)
    ]
    return Crosstab(cells[measure], written, row_keys, column_keys, row_names, column_names, hover)


def _names(view: View, lines: Lines) -> tuple[list[str], list[str]]:
    """Name the rows, and the columns in full, as plain text."""
    rows = [view.cluster_name(cluster) for cluster in lines.clusters]
    columns = [" › ".join(view.categories[code]) for code in lines.categories]
    for names, others in ((rows, lines.other_clusters), (columns, lines.other_categories)):
        if others:
            names.append(text("crosstab.others", view.language, n=len(others)))
    return rows, columns


def _measured(lines: Lines, measure: str) -> NDArray[np.float64]:
    return measured(lines.table, lines.table.sum(axis=0), measure)


def _written(lines: Lines, measure: str, language: str) -> list[list[str]]:
    """Write the cells; an empty one stays blank, so that the others stand out."""

    def write(value: float) -> str:
        if measure in ("rows", "columns"):
            return percent(value, language)
        return number(value, language, 1 if measure == "lift" else 0)

    cells = _measured(lines, measure).tolist()
    return [[write(value) if value > 0 else "" for value in row] for row in cells]


def _ends(values: NDArray[np.float64], measure: str) -> tuple[float, float]:
    """Return the values at the ends of the colours; a lift of 1 says nothing, and has the first."""
    largest = float(np.nanmax(values, initial=0.0))
    if measure == "lift":
        return 1.0, max(largest, 2.0)
    return 0.0, max(largest, 1.0) if measure == "counts" else 1.0


def _table(view: View, lines: Lines, measure: str) -> Component:
    tongue = view.language
    rows, columns = _names(view, lines)
    caption = f"{text('crosstab.title', tongue)} {text(f'breakdown.{measure}', tongue)}"
    cells = _written(lines, measure, tongue)
    return equivalent(
        [text("crosstab.y", tongue), *columns],
        [(name, *(cell or "–" for cell in line)) for name, line in zip(rows, cells, strict=True)],
        caption,
        tongue,
    )


def _note(view: View, lines: Lines, measure: str) -> str:
    n = int(lines.table.sum())
    if len(view.categories) < 2:
        return text("score.one.category", view.language, level=view.level.number)
    note = text(
        "crosstab.note",
        view.language,
        kept=number(lines.kept, view.language),
        n=number(n, view.language),
        share=percent(lines.kept / n, view.language),
    )
    if measure != "counts":
        note += " " + text(f"crosstab.note.{measure}", view.language, fewest=FEWEST)
    if view.cluster_level != view.level.number:
        coarser = text("crosstab.note.coarser", view.language, level=view.cluster_level)
        return f"{note} {coarser}"
    return note
