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
from dashboard.callbacks.near_duplicates import found_of, lines_of
from dashboard.components import quality as said
from dashboard.components.html_fragment import CONTENT, with_fragments
from dashboard.components.near_duplicates import duplicates
from dashboard.core import spreadsheet
from dashboard.core.catalogue import NO_CATEGORY
from dashboard.core.filter_state import View, asked_view, clicked, open_view, short_name
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
        Output(ids.QUALITY_MISSING, CONTENT),
        Output(ids.QUALITY_SIZES, "figure"),
        Output(ids.QUALITY_SIZES_SAID, CONTENT),
        Output(ids.QUALITY_DUPLICATES, CONTENT),
        Output(ids.QUALITY_LENGTHS, "figure"),
        Output(ids.QUALITY_LENGTHS_SAID, CONTENT),
        Output(ids.QUALITY_PHOTOS, "figure"),
        Output(ids.QUALITY_PHOTOS_SAID, CONTENT),
        Output(ids.QUALITY_REPORT, CONTENT),
        Output(ids.QUALITY_LINES, "columnDefs"),
        Output(ids.QUALITY_LINES, "rowData"),
        Output(ids.QUALITY_LINES_FRAME, "hidden"),
        Output(ids.QUALITY_LINES_FRAME, OF),
        Input(ids.view("quality"), "data"),
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


def draw(asked: object, held: object) -> tuple[Any, ...]:
    """Draw all of the view; the report, which no filter changes, only where it is not there."""
    view = asked_view(asked)
    of = f"{view.catalogue.build} {view.language}"
    return (
        _missing(view),
        *_sizes(view),
        duplicates(found_of(view), view.language),
        *_lengths(view),
        *_photos(view),
        *((*_report(view), of) if held != of else [no_update] * 5),
    )


def select(
    told: dict[str, Any] | None,
    *values: Any,
) -> tuple[Any, ...]:
    """Select what a clicked number or bar counts; the bar can then be clicked again."""
    *clicks, level, checked = values
    chosen: object = (told or {}).get("value") if ctx.triggered_id == ids.QUALITY_CHOSEN else None
    for chart, click in zip(CHARTS, clicks, strict=True):
        if ctx.triggered_id == chart and click:
            with suppress(ValueError):
                chosen = json.loads(str(clicked(click).get("customdata")))
    if not isinstance(chosen, dict):
        raise PreventUpdate
    store = store_of(open_view(level, checked, None), chosen, ids.QUALITY)
    return (no_update if store is None else store, *[None] * len(CHARTS))


def export(
    _report: int,
    _pairs: int,
    level: object,
    checked: Sequence[str] | None,
    language: object,
) -> dict[str, Any]:
    """Return the whole load report, or the near-duplicates of the filter, as CSV."""
    view = open_view(level, checked, language)
    tongue = view.language
    if ctx.triggered_id == ids.QUALITY_DUPLICATES_EXPORT:
        name, (header, lines) = "quality.duplicates.file", lines_of(view)
    else:
        name = "quality.report.file"
        header = [text(f"quality.{key}", tongue) for key in (*LINE_COLUMNS, "code")]
        lines = [
            [*(line[column] for column in LINE_COLUMNS), line["code"]]
            for line in _lines(view, None)
        ]
    return {
        "content": spreadsheet.csv_of(header, lines, tongue),
        "filename": text(name, tongue),
        "type": "text/csv",
    }


def _missing(view: View) -> list[Component]:
    level = view.level.number
    table = missing(measures(view.database), level, view.codes, view.visible)
    return said.missing(table, view.categories, level, view.language)


def _sizes(view: View) -> tuple[Any, list[Component]]:
    tongue, level = view.language, view.level.number
    codes = view.codes[view.visible]
    counts = np.bincount(codes[codes != NO_CATEGORY], minlength=len(view.categories))
    found = balance(counts)
    if found is None:
        sentence = text("quality.sizes.none", tongue)
        return empty(sentence, view.look), [html.P(sentence, className="finding")]
    order = [int(code) for code in np.argsort(-counts, kind="stable") if counts[code]]
    named = [(view.categories[code], int(counts[code])) for code in order]
    bars = [
        Bar(
            n=k,
            hover=text(
                "quality.sizes.hover",
                tongue,
                name=short_name(path, 60),
                k=number(k, tongue),
                share=said.share(k, found.n, tongue),
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
        text("quality.sizes.few", tongue, few=FEW),
        view.look,
        x_title=text("quality.sizes.x", tongue, level=level),
        y_title=text("quality.products", tongue),
        separators=separators(tongue),
    )
    caption = text("quality.sizes", tongue)
    table = said.category_sizes(named, found.n, level, caption, tongue)
    return figure, [said.balance(found, level, tongue), table]


def _lengths(view: View) -> tuple[Any, list[Component]]:
    tongue, by_side = view.language, measures(view.database)
    highest = max(int(by_side[side].max()) for side in (KEPT, DROPPED))
    edges = even_edges(highest, MOST_BINS)
    found = {side: distribution(by_side[side][view.visible], edges) for side in (KEPT, DROPPED)}
    n, width = number(found[KEPT].n, tongue), number(edges[1], tongue)
    figure = figures.histograms(
        [
            _histogram(each, side, text(f"quality.lengths.{side}", tongue, n=n), tongue)
            for side, each in found.items()
        ],
        view.look,
        x_title=text("quality.lengths.x", tongue, width=width),
        y_title=text("quality.products", tongue),
        separators=separators(tongue),
    )
    told = {side: said.spread(each, tongue) for side, each in found.items()}
    heads = [text("quality.bin.words", tongue)]
    for side in found:
        heads += [text(f"quality.bin.{side}", tongue), text("quality.share", tongue)]
    return figure, [
        html.P(text("quality.lengths.note", tongue, n=n, width=width, **told), className="finding"),
        said.bins(list(found.items()), heads, text("quality.lengths", tongue), tongue),
    ]


def _photos(view: View) -> tuple[Any, list[Component]]:
    tongue, sides = view.language, measures(view.database)[SIDE]
    size = quality.network_size(view.database)
    shown = sides[view.visible & (sides > 0)]
    if not shown.size or size is None:
        sentence = text("quality.photos.none", tongue)
        return empty(sentence, view.look), [html.P(sentence, className="finding")]
    every, shorter = sides[sides > 0], min(size)
    found = distribution(shown, growing_edges(shorter, int(every.min()), int(every.max())))
    n, below = number(found.n, tongue), int((shown < shorter).sum())
    title = text("quality.photos.title", tongue, n=n)
    figure = figures.histograms(
        [_histogram(found, SIDE, title, tongue, below=shorter)],
        view.look,
        x_title=text("quality.photos.x", tongue),
        y_title=text("quality.products", tongue),
        separators=separators(tongue),
    )
    note = text(
        "quality.photos.note",
        tongue,
        quartiles=said.spread(found, tongue),
        width=size[0],
        height=size[1],
        below=number(below, tongue),
        n=n,
        share=said.share(below, found.n, tongue),
        without=number(int(view.visible.sum()) - found.n, tongue),
    )
    heads = [text(f"quality.{key}", tongue) for key in ("photos.x", "products", "share")]
    return figure, [
        html.P(note, className="finding"),
        said.bins([(SIDE, found)], heads, text("quality.photos", tongue), tongue),
    ]


def _histogram(
    found: Distribution, measure: str, title: str, language: str, *, below: int = 0
) -> Histogram:
    """Prepare a histogram; the bars under `below` are marked."""
    bars = [
        Bar(
            n=k,
            hover=text(
                "quality.bin.hover",
                language,
                bin=said.bin_name(low, high, language),
                k=number(k, language),
                share=said.share(k, found.n, language),
            ),
            key=json.dumps(recipe(measure, low, high)),
            is_marked=high < below,
        )
        for (low, high), k in zip(found.bins, found.counts.tolist(), strict=True)
    ]
    mark = text("quality.median", language, value=said.round_or_half(found.median, language))
    return Histogram(title, found.edges, bars, found.median, mark)


def _report(view: View) -> tuple[Any, ...]:
    tongue, kinds = view.language, quality.report_kinds(view.database)
    read = view.catalogue.about.get("rows_read", "")
    account = Account(
        read=int(read) if read.isdecimal() else None,
        products=view.catalogue.n_products,
        set_aside=sum(kind.n for kind in kinds if kind.severity == SET_ASIDE),
    )
    lines = _lines(view, MOST_LINES)
    is_cut = sum(kind.n for kind in kinds) > len(lines)
    parts = said.report(account, kinds, len(lines) if is_cut else 0, tongue)
    return parts, _columns(tongue), lines, not lines


def _lines(view: View, most: int | None) -> list[dict[str, Any]]:
    tongue = view.language
    return [
        {
            "row": line.row,
            "product": line.product_id,
            "reason": said.reason(line.code, tongue),
            "severity": said.severity(line.severity, tongue),
            "stage": said.stage(line.stage, tongue),
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
