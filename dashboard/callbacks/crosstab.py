"""The crosstab: clusters against categories, and the products behind a cell."""

from collections.abc import Sequence
from html import escape
from typing import Any

import numpy as np
from dash import Dash, Input, Output, State, no_update
from dash.development.base_component import Component
from numpy.typing import NDArray

from dashboard import ids
from dashboard.callbacks.crosstab_rows import (
    OTHERS,
    CrosstabRows,
    key_of,
    matched_rows,
    rows_of_cell,
)
from dashboard.components.html_fragment import FRAGMENT
from dashboard.core.breakdown import FEWEST, MEASURES, measured
from dashboard.core.catalogue import path_text
from dashboard.core.filter_state import (
    FilterState,
    choice_or_default,
    clicked,
    resolve_filter,
    resolve_view,
    short_name,
    space_choices,
)
from dashboard.core.selection import encode
from dashboard.core.theme import Figure, empty
from dashboard.figures import crosstab
from dashboard.figures.crosstab import Crosstab
from dashboard.i18n import number, percent, separators, text
from dashboard.ui.tables import equivalent

OUTPUTS = (
    Output(ids.CROSSTAB, "figure"),
    Output(ids.CROSSTAB_NOTE, "children"),
    Output(ids.CROSSTAB_TABLE, FRAGMENT),
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
    app.callback(
        Output(ids.CROSSTAB_SPACE, "data"),
        Input(ids.LANGUAGE, "value"),
        prevent_initial_call=True,
    )(space_choices)


def draw(
    view_state: object, space: object, measure: object
) -> tuple[Figure, str, Component | None]:
    """Draw the crosstab of a space, its rows matched to its columns, and write it as a table."""
    view = resolve_view(view_state)
    theme = view.theme
    space, measure = view.space(space), choice_or_default(measure, MEASURES)
    matched = matched_rows(view, space)
    if matched is None:
        sentence = text("crosstab.empty", view.language)
        return empty(sentence, theme), sentence, None
    shown = _labelled(view, matched, measure)
    figure = crosstab.crosstab(
        shown,
        theme,
        ends=_ends(shown.values, measure),
        x_title=text("crosstab.x", view.language, level=view.level.number),
        y_title=text("crosstab.y", view.language),
        separators=separators(view.language),
    )
    return figure, _note(view, matched, measure), _table(view, matched, measure)


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
    view = resolve_filter(level, checked, language)
    space = view.space(space)
    matched = matched_rows(view, space)
    if matched is None:
        return no_update, None
    row, column = (str(clicked(click).get(axis)) for axis in "yx")
    rows = rows_of_cell(view, space, matched, row, column)
    store = {
        "build": view.catalogue.build,
        "rows": encode(rows),
        "source": ids.CROSSTAB,
        "recipe": _recipe(view, space, row, column),
    }
    return store, None


def _recipe(view: FilterState, space: str, row: str, column: str) -> dict[str, Any] | None:
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


def _labelled(view: FilterState, matched: CrosstabRows, measure: str) -> Crosstab:
    lang = view.language
    limit = 24 if len(matched.categories) <= 14 else 18
    column_names = [short_name(view.categories[code], limit) for code in matched.categories]
    row_keys = [f"g{cluster}" for cluster in matched.clusters]
    column_keys = [f"c{code}" for code in matched.categories]
    row_names, full_names = _names(view, matched)
    if matched.other_clusters:
        row_keys.append(OTHERS)
    if matched.other_categories:
        column_names.append(full_names[-1])
        column_keys.append(OTHERS)
    cells = {name: _measured(matched, name) for name in MEASURES}
    hover = [
        [
            text(
                "crosstab.cell",
                lang,
                cluster=row_names[row],
                category=escape(full_names[column], quote=False),
                n=int(count),
                share=percent(cells["rows"][row, column], lang),
                covered=percent(cells["columns"][row, column], lang),
                lift=number(cells["lift"][row, column], lang, 1),
            )
            if count
            else ""
            for column, count in enumerate(counts)
        ]
        for row, counts in enumerate(matched.table)
    ]
    written = [
        [
            # A share or a lift of few products stands back.
            f"<i>{words}</i>" if words and measure != "counts" and count < FEWEST else words
            for words, count in zip(line, counts, strict=True)
        ]
        for line, counts in zip(_written(matched, measure, lang), matched.table, strict=True)
    ]
    return Crosstab(cells[measure], written, row_keys, column_keys, row_names, column_names, hover)


def _names(view: FilterState, matched: CrosstabRows) -> tuple[list[str], list[str]]:
    """Name the rows, and the columns in full, as plain text."""
    rows = [view.cluster_name(cluster) for cluster in matched.clusters]
    columns = [path_text(view.categories[code]) for code in matched.categories]
    for names, others in ((rows, matched.other_clusters), (columns, matched.other_categories)):
        if others:
            names.append(text("crosstab.others", view.language, n=len(others)))
    return rows, columns


def _measured(matched: CrosstabRows, measure: str) -> NDArray[np.float64]:
    return measured(matched.table, matched.table.sum(axis=0), measure)


def _written(matched: CrosstabRows, measure: str, language: str) -> list[list[str]]:
    """Write the cells; an empty one stays blank, so that the others stand out."""

    def write(value: float) -> str:
        if measure in ("rows", "columns"):
            return percent(value, language)
        return number(value, language, 1 if measure == "lift" else 0)

    cells = _measured(matched, measure).tolist()
    return [[write(value) if value > 0 else "" for value in row] for row in cells]


def _ends(values: NDArray[np.float64], measure: str) -> tuple[float, float]:
    """Return the values at the ends of the colours; a lift of 1 says nothing, and has the first."""
    largest = float(np.nanmax(values, initial=0.0))
    if measure == "lift":
        return 1.0, max(largest, 2.0)
    return 0.0, max(largest, 1.0) if measure == "counts" else 1.0


def _table(view: FilterState, matched: CrosstabRows, measure: str) -> Component:
    lang = view.language
    rows, columns = _names(view, matched)
    caption = f"{text('crosstab.title', lang)} {text(f'breakdown.{measure}', lang)}"
    cells = _written(matched, measure, lang)
    return equivalent(
        [text("crosstab.y", lang), *columns],
        [(name, *(cell or "–" for cell in line)) for name, line in zip(rows, cells, strict=True)],
        caption,
        lang,
    )


def _note(view: FilterState, matched: CrosstabRows, measure: str) -> str:
    n = int(matched.table.sum())
    if len(view.categories) < 2:
        return text("score.single.category", view.language, level=view.level.number)
    note = text(
        "crosstab.note",
        view.language,
        kept=number(matched.kept, view.language),
        n=n,
        share=percent(matched.kept / n, view.language),
    )
    if measure != "counts":
        note += " " + text(f"crosstab.note.{measure}", view.language, fewest=FEWEST)
    if view.cluster_level != view.level.number:
        coarser = text("crosstab.note.coarser", view.language, level=view.cluster_level)
        return f"{note} {coarser}"
    return note
