"""The quality of the catalogue: one callback draws it, one selects, one exports."""

import json
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import numpy as np
from dash import Dash, Input, Output, State, ctx, html, no_update
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate

from dashboard import ids
from dashboard.callbacks.near_duplicates import csv_rows, near_duplicates_of
from dashboard.components import quality as cards
from dashboard.components.html_fragment import FRAGMENT, with_fragments
from dashboard.components.near_duplicates import near_duplicate_cards
from dashboard.core import spreadsheet
from dashboard.core.catalogue import NO_CATEGORY
from dashboard.core.filter_state import (
    FilterState,
    clicked,
    resolve_filter,
    resolve_view,
    short_name,
)
from dashboard.core.measures import measures
from dashboard.core.recipes import store_of
from dashboard.core.theme import empty
from dashboard.figures import quality as figures
from dashboard.figures.quality import Bar, Histogram
from dashboard.i18n import number, separators, text
from dashboard.model.load_report import SET_ASIDE, Account
from dashboard.model.quality import (
    DROPPED,
    FEW,
    KEPT,
    SIDE,
    Distribution,
    balance,
    distribution,
    even_edges,
    growing_edges,
    missing,
    recipe,
)
from dashboard.queries import quality

MOST_LINES = 2_000
"""Lines of the load report that go to the browser; the CSV has them all."""
MOST_BINS = 40
OF = "data-of"
"""The property of the grid's frame that says which report, in which language, it holds."""
CHARTS = (ids.QUALITY_SIZES, ids.QUALITY_LENGTHS, ids.QUALITY_PHOTOS)
LINE_COLUMNS = ("row", "product", "reason", "severity", "stage", "detail")


def register(app: Dash) -> None:
    """Add the callbacks of the quality of the catalogue."""
    app.callback(
        Output(ids.QUALITY_MISSING, FRAGMENT),
        Output(ids.QUALITY_SIZES, "figure"),
        Output(ids.QUALITY_SIZES_TEXT, FRAGMENT),
        Output(ids.QUALITY_DUPLICATES, FRAGMENT),
        Output(ids.QUALITY_LENGTHS, "figure"),
        Output(ids.QUALITY_LENGTHS_TEXT, FRAGMENT),
        Output(ids.QUALITY_PHOTOS, "figure"),
        Output(ids.QUALITY_PHOTOS_TEXT, FRAGMENT),
        Output(ids.QUALITY_REPORT, FRAGMENT),
        Output(ids.QUALITY_LINES, "columnDefs"),
        Output(ids.QUALITY_LINES, "rowData"),
        Output(ids.QUALITY_LINES_FRAME, "hidden"),
        Output(ids.QUALITY_LINES_FRAME, OF),
        Input(ids.view_request("quality"), "data"),
        State(ids.QUALITY_LINES_FRAME, OF),
        prevent_initial_call=True,
    )(with_fragments(draw))
    app.callback(
        Output(ids.SELECTION, "data", allow_duplicate=True),
        *(Output(chart, "clickData") for chart in CHARTS),
        Input(ids.QUALITY_CHOSEN, "data"),
        *(Input(chart, "clickData") for chart in CHARTS),
        State(ids.LEVEL, "value"),
        State(ids.TREE, "checked"),
        prevent_initial_call=True,
    )(select)
    app.callback(
        Output(ids.QUALITY_FILE, "data"),
        Input(ids.QUALITY_REPORT_EXPORT, "n_clicks"),
        Input(ids.QUALITY_DUPLICATES_EXPORT, "n_clicks"),
        State(ids.LEVEL, "value"),
        State(ids.TREE, "checked"),
        State(ids.LANGUAGE, "value"),
        prevent_initial_call=True,
    )(export)


def draw(view_state: object, shown_report: object) -> tuple[Any, ...]:
    """Draw all of the view; the report, which no filter changes, only where it is not there."""
    view = resolve_view(view_state)
    of = f"{view.catalogue.build} {view.language}"
    return (
        _missing(view),
        *_sizes(view),
        near_duplicate_cards(near_duplicates_of(view), view.language),
        *_lengths(view),
        *_photos(view),
        *((*_report(view), of) if shown_report != of else [no_update] * 5),
    )


def select(
    event: dict[str, Any] | None,
    *values: Any,
) -> tuple[Any, ...]:
    """Select what a clicked number or bar counts; the bar can then be clicked again."""
    *clicks, level, checked = values
    chosen: object = (event or {}).get("value") if ctx.triggered_id == ids.QUALITY_CHOSEN else None
    for chart, click in zip(CHARTS, clicks, strict=True):
        if ctx.triggered_id == chart and click:
            with suppress(ValueError):
                chosen = json.loads(str(clicked(click).get("customdata")))
    if not isinstance(chosen, dict):
        raise PreventUpdate
    store = store_of(resolve_filter(level, checked, None), chosen, ids.QUALITY)
    return (no_update if store is None else store, *[None] * len(CHARTS))


def export(
    _report: int,
    _pairs: int,
    level: object,
    checked: Sequence[str] | None,
    language: object,
) -> dict[str, Any]:
    """Return the whole load report, or the near-duplicates of the filter, as CSV."""
    view = resolve_filter(level, checked, language)
    lang = view.language
    if ctx.triggered_id == ids.QUALITY_DUPLICATES_EXPORT:
        name, (header, lines) = "quality.duplicates.file", csv_rows(view)
    else:
        name = "quality.report.file"
        header = [text(f"quality.{key}", lang) for key in (*LINE_COLUMNS, "code")]
        lines = [
            [*(line[column] for column in LINE_COLUMNS), line["code"]]
            for line in _lines(view, None)
        ]
    return {
        "content": spreadsheet.csv_of(header, lines, lang),
        "filename": text(name, lang),
        "type": "text/csv",
    }


def _missing(view: FilterState) -> list[Component]:
    level = view.level.number
    table = missing(measures(view.database), level, view.codes, view.visible)
    return cards.missing(table, view.categories, level, view.language)


def _sizes(view: FilterState) -> tuple[Any, list[Component]]:
    lang, level = view.language, view.level.number
    codes = view.codes[view.visible]
    counts = np.bincount(codes[codes != NO_CATEGORY], minlength=len(view.categories))
    evenness = balance(counts)
    if evenness is None:
        sentence = text("quality.sizes.none", lang)
        return empty(sentence, view.theme), [html.P(sentence, className="finding")]
    order = [int(code) for code in np.argsort(-counts, kind="stable") if counts[code]]
    named = [(view.categories[code], int(counts[code])) for code in order]
    bars = [
        Bar(
            n=k,
            hover=text(
                "quality.sizes.hover",
                lang,
                name=short_name(path, 60),
                n=k,
                share=cards.share(k, evenness.n, lang),
            ),
            key=json.dumps({"kind": "category", "path": list(path)}),
            is_marked=k < FEW,
        )
        for path, k in named
    ]
    figure = figures.sizes(
        [short_name(path, 20) for path, _ in named],
        bars,
        FEW,
        text("quality.sizes.few", lang, few=FEW),
        view.theme,
        x_title=text("quality.sizes.x", lang, level=level),
        y_title=text("quality.products", lang),
        separators=separators(lang),
    )
    caption = text("quality.sizes", lang)
    table = cards.category_sizes(named, evenness.n, level, caption, lang)
    return figure, [cards.balance(evenness, level, lang), table]


def _lengths(view: FilterState) -> tuple[Any, list[Component]]:
    lang, by_side = view.language, measures(view.database)
    highest = max(int(by_side[side].max()) for side in (KEPT, DROPPED))
    edges = even_edges(highest, MOST_BINS)
    by_measure = {
        side: distribution(by_side[side][view.visible], edges) for side in (KEPT, DROPPED)
    }
    n, width = number(by_measure[KEPT].n, lang), number(edges[1], lang)
    figure = figures.histograms(
        [
            _histogram(lengths, side, text(f"quality.lengths.{side}", lang, n=n), lang)
            for side, lengths in by_measure.items()
        ],
        view.theme,
        x_title=text("quality.lengths.x", lang, width=width),
        y_title=text("quality.products", lang),
        separators=separators(lang),
    )
    quartiles = {side: cards.spread(lengths, lang) for side, lengths in by_measure.items()}
    heads = [text("quality.bin.words", lang)]
    for side in by_measure:
        heads += [text(f"quality.bin.{side}", lang), text("quality.share", lang)]
    return figure, [
        html.P(
            text("quality.lengths.note", lang, n=by_measure[KEPT].n, width=width, **quartiles),
            className="finding",
        ),
        cards.bins(list(by_measure.items()), heads, text("quality.lengths", lang), lang),
    ]


def _photos(view: FilterState) -> tuple[Any, list[Component]]:
    lang, sides = view.language, measures(view.database)[SIDE]
    size = quality.network_size(view.database)
    shown = sides[view.visible & (sides > 0)]
    if not shown.size or size is None:
        sentence = text("quality.photos.none", lang)
        return empty(sentence, view.theme), [html.P(sentence, className="finding")]
    every, shorter = sides[sides > 0], min(size)
    sizes = distribution(shown, growing_edges(shorter, int(every.min()), int(every.max())))
    n, below = number(sizes.n, lang), int((shown < shorter).sum())
    title = text("quality.photos.title", lang, n=n)
    figure = figures.histograms(
        [_histogram(sizes, SIDE, title, lang, below=shorter)],
        view.theme,
        x_title=text("quality.photos.x", lang),
        y_title=text("quality.products", lang),
        separators=separators(lang),
    )
    note = text(
        "quality.photos.note",
        lang,
        quartiles=cards.spread(sizes, lang),
        width=size[0],
        height=size[1],
        below=number(below, lang),
        n=n,
        share=cards.share(below, sizes.n, lang),
        without=number(int(view.visible.sum()) - sizes.n, lang),
    )
    heads = [text(f"quality.{key}", lang) for key in ("photos.x", "products", "share")]
    return figure, [
        html.P(note, className="finding"),
        cards.bins([(SIDE, sizes)], heads, text("quality.photos", lang), lang),
    ]


def _histogram(
    binned: Distribution, measure: str, title: str, language: str, *, below: int = 0
) -> Histogram:
    """Prepare a histogram; the bars under `below` are marked."""
    bars = [
        Bar(
            n=k,
            hover=text(
                "quality.bin.hover",
                language,
                bin=cards.bin_name(low, high, language),
                n=k,
                share=cards.share(k, binned.n, language),
            ),
            key=json.dumps(recipe(measure, low, high)),
            is_marked=high < below,
        )
        for (low, high), k in zip(binned.bins, binned.counts.tolist(), strict=True)
    ]
    mark = text("quality.median", language, value=cards.round_or_half(binned.median, language))
    return Histogram(title, binned.edges, bars, binned.median, mark)


def _report(view: FilterState) -> tuple[Any, ...]:
    lang, kinds = view.language, quality.report_kinds(view.database)
    read = view.catalogue.about.get("rows_read", "")
    account = Account(
        read=int(read) if read.isdecimal() else None,
        products=view.catalogue.n_products,
        set_aside=sum(kind.n for kind in kinds if kind.severity == SET_ASIDE),
    )
    lines = _lines(view, MOST_LINES)
    is_cut = sum(kind.n for kind in kinds) > len(lines)
    parts = cards.report(account, kinds, len(lines) if is_cut else 0, lang)
    return parts, _columns(lang), lines, not lines


def _lines(view: FilterState, most: int | None) -> list[dict[str, Any]]:
    lang = view.language
    return [
        {
            "row": line.row,
            "product": line.product_id,
            "reason": cards.reason(line.code, lang),
            "severity": cards.severity(line.severity, lang),
            "stage": cards.stage(line.stage, lang),
            "detail": line.reason,
            "code": line.code,
            "is_product": line.is_product,
        }
        for line in quality.report_lines(view.database, most)
    ]


def _columns(language: str) -> list[dict[str, Any]]:
    widths = dict(zip(LINE_COLUMNS, (88, 264, 208, 120, 136, 240), strict=True))
    special = {
        "row": {"type": "rightAligned", "cellClass": "cell-number"},
        "product": {"cellRenderer": "ReportProduct"},
        "detail": {"cellClass": "cell-detail"},
    }
    return [
        {
            "headerName": text(f"quality.{column}", language),
            "field": column,
            "colId": column,
            "minWidth": width,
            "flex": width,
            **special.get(column, {}),
        }
        for column, width in widths.items()
    ]
