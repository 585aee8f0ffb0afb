"""The quality of the catalogue in words and tables; a click on a number selects its products."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard import ids
from dashboard.core.catalogue import NO_CATEGORY, Path, path_text
from dashboard.core.measures import REPORTED
from dashboard.i18n import TEXTS, count, number, percent, text
from dashboard.model.load_report import SET_ASIDE, Account, Kind
from dashboard.model.quality import DEPTH, FEW, FIELDS, Balance, Distribution, Missing, recipe
from dashboard.ui.parts import attributes
from dashboard.ui.tables import equivalent

DARKEST = 45
"""Percentage of accent in a cell where everything is missing: its figure stays readable."""


def choice(words: str, chosen: Mapping[str, Any], *, title: str | None = None) -> Component:
    """Build a number that selects the products it counts."""
    return html.Button(
        words,
        className="count-button",
        title=title,
        **attributes(data_dispatch=ids.QUALITY_CHOSEN, data_value=json.dumps(dict(chosen))),
    )


def counted(n: int, chosen: Mapping[str, Any], language: str) -> Component | str:
    """Write a count; none can be chosen of no product."""
    return choice(number(n, language), chosen) if n else number(n, language)


def share(k: int, n: int, language: str) -> str:
    """Write a share as a percentage; one that would be rounded to nothing says that it is small."""
    if k and round(100 * k / n) == 0:
        return text("quality.little", language)
    return percent(k / n, language) if n else "–"


def report(account: Account, kinds: Sequence[Kind], cut: int, language: str) -> list[Component]:
    """Say what became of the rows of the file, and why; `cut` lines are shown where it is not 0."""
    warnings = sum(kind.n for kind in kinds if kind.severity != SET_ASIDE)
    values = {
        "products": number(account.products, language),
        "aside": number(account.set_aside, language),
        "warnings": number(warnings, language),
    }
    if account.read is None:
        lead = text("quality.account.unread", language, **values)
    else:
        key = "quality.account" if account.is_even else "quality.account.odd"
        lead = text(key, language, read=number(account.read, language), **values)
    parts: list[Component] = [html.P(lead, className="lead")]
    if not kinds:
        return [*parts, html.P(text("quality.report.none", language), className="hint")]
    heads = [
        text(f"quality.{name}", language)
        for name in ("reason", "severity", "stage", "lines", "products")
    ]
    rows = [
        (
            reason(kind.code, language),
            severity(kind.severity, language),
            stage(kind.stage, language),
            number(kind.n, language),
            counted(kind.n_products, recipe(REPORTED + kind.code, 1, 1), language),
        )
        for kind in kinds
    ]
    parts.append(html.Div(_table(heads, rows), className="scrolled"))
    if cut:
        sentence = text("quality.report.cut", language, n=number(cut, language))
        parts.append(html.P(sentence, className="hint"))
    return parts


def reason(code: str, language: str) -> str:
    """Say a code of the load report in words; a code of another version as it is."""
    key = f"quality.code.{code}"
    return text(key, language) if key in TEXTS else code


def severity(name: str, language: str) -> str:
    """Say a severity in words."""
    key = f"quality.severity.{name}"
    return text(key, language) if key in TEXTS else name


def stage(name: str, language: str) -> str:
    """Say a stage in words."""
    key = f"quality.stage.{name}"
    return text(key, language) if key in TEXTS else name


def missing(
    table: Missing, categories: Sequence[Path], level: int, language: str
) -> list[Component]:
    """Show what products lack as a table whose cells are the darker, the more lack it.

    Parameters
    ----------
    table : Missing
    categories : sequence of paths
        Those of the level, by code.
    level : int
    language : str
    """
    n, totals = int(table.sizes.sum()), table.counts.sum(axis=0)
    lead = text("quality.missing.none", language, n=n)
    if totals.any():
        worst = int(totals.argmax())
        lead = text(
            "quality.missing.lead",
            language,
            field=text(f"quality.field.{FIELDS[worst]}", language).lower(),
            k=number(int(totals[worst]), language),
            n=n,
            share=share(int(totals[worst]), n, language),
        )
    heads = [
        text("quality.category", language, level=level),
        text("quality.products", language),
        *(text(f"quality.field.{field}", language) for field in FIELDS),
    ]
    total_cells = _cells(totals, n, level, None, language)
    rows: list[Component] = [
        _row(text("quality.everything", language), number(n, language), total_cells, "heat-all")
    ]
    for code, size, counts in zip(table.codes, table.sizes.tolist(), table.counts, strict=True):
        if code == NO_CATEGORY:
            name = text("quality.uncategorised", language)
            chosen = recipe(DEPTH, 0, level - 1)
            cells = [_cell(int(k), size, None, language) for k in counts]
        else:
            name, chosen = path_text(categories[code]), _category(categories[code])
            cells = _cells(counts, size, level, categories[code], language)
        rows.append(_row(name, counted(size, chosen, language), cells, ""))
    caption = text("quality.missing.caption", language, level=level, n=n)
    head = html.Thead(html.Tr([html.Th(name, scope="col") for name in heads]))
    return [
        html.P(lead, className="lead"),
        html.Div(
            html.Table(
                [html.Caption(caption), head, html.Tbody(rows)], className="equivalent heat-table"
            ),
            className="equivalent-frame",
            tabIndex=0,
            role="group",
            **attributes(aria_label=caption),
        ),
    ]


def spread(distribution: Distribution, language: str) -> str:
    """Say the quartiles of a measure in words."""
    names = ("lowest", "first", "median", "third", "highest")
    values = {name: round_or_half(getattr(distribution, name), language) for name in names}
    return text("quality.quartiles", language, **values)


def round_or_half(value: float, language: str) -> str:
    """Write a quartile: whole where it is, with one decimal otherwise."""
    return number(value, language, 0 if float(value).is_integer() else 1)


def bin_name(low: int, high: int, language: str) -> str:
    """Name a bin by its first and last value."""
    if low == high:
        return number(low, language)
    return text("quality.bin", language, low=number(low, language), high=number(high, language))


def bins(
    sides: Sequence[tuple[str, Distribution]],
    heads: Sequence[str],
    caption: str,
    language: str,
) -> Component:
    """Give histograms of one binning as a table.

    Parameters
    ----------
    sides : sequence of (measure, Distribution)
    heads : sequence of str
        Name of the bins, then two columns a measure: products and share.
    caption : str
    language : str
    """
    rows = []
    for at, (low, high) in enumerate(sides[0][1].bins):
        cells: list[Component | str] = [bin_name(low, high, language)]
        for measure, distribution in sides:
            k = int(distribution.counts[at])
            cells.append(counted(k, recipe(measure, low, high), language))
            cells.append(share(k, distribution.n, language))
        rows.append(cells)
    return equivalent(heads, rows, caption, language)


def balance(evenness: Balance, level: int, language: str) -> Component:
    """Say how even the categories are."""
    none = "–"
    sentence = text(
        "quality.sizes.note",
        language,
        categories=count("categories", evenness.n_categories, language),
        products=count("products", evenness.n, language),
        k=number(evenness.n_categories, language),
        level=level,
        evenness=none if evenness.evenness is None else number(evenness.evenness, language, 2),
        ratio=number(evenness.largest / evenness.smallest, language, 1),
        largest=number(evenness.largest, language),
        smallest=number(evenness.smallest, language),
        few=FEW,
        small=count("categories", evenness.n_small, language),
    )
    return html.P(sentence, className="finding")


def category_sizes(
    named: Sequence[tuple[Path, int]], n: int, level: int, caption: str, language: str
) -> Component:
    """Give the sizes of the categories as a table."""
    heads = [
        text("quality.category", language, level=level),
        text("quality.products", language),
        text("quality.share", language),
    ]
    rows = [
        (path_text(path), counted(k, _category(path), language), share(k, n, language))
        for path, k in named
    ]
    return equivalent(heads, rows, caption, language)


def _category(path: Path) -> dict[str, Any]:
    return {"kind": "category", "path": list(path)}


def _cells(
    counts: Sequence[int], n: int, level: int, path: Path | None, language: str
) -> list[Component]:
    return [
        _cell(int(k), n, recipe(field, 0, level - 1 if field == DEPTH else 0, path), language)
        for field, k in zip(FIELDS, counts, strict=True)
    ]


def _cell(k: int, n: int, chosen: Mapping[str, Any] | None, language: str) -> Component:
    if not k:
        return html.Td(percent(0, language), className="heat-none")
    written = share(k, n, language)
    explanation = text(
        "quality.missing.cell", language, k=number(k, language), n=number(n, language)
    )
    part = round(DARKEST * k / n)
    return html.Td(
        written if chosen is None else choice(written, chosen, title=explanation),
        title=explanation if chosen is None else None,
        style={"backgroundColor": f"color-mix(in srgb, var(--accent) {part}%, transparent)"},
    )


def _row(name: str, n: Component | str, cells: Sequence[Component], kind: str) -> Component:
    return html.Tr([html.Th(name, scope="row"), html.Td(n), *cells], className=kind)


def _table(heads: Sequence[str], rows: Sequence[Sequence[Component | str]]) -> Component:
    """Build a table whose last two columns are numbers."""
    head = [
        *(html.Th(name, scope="col") for name in heads[:-2]),
        *(html.Th(name, scope="col", className="number") for name in heads[-2:]),
    ]
    body = [
        html.Tr(
            [
                *(html.Td(cell) for cell in row[:-2]),
                *(html.Td(cell, className="number") for cell in row[-2:]),
            ]
        )
        for row in rows
    ]
    return html.Table(
        [html.Thead(html.Tr(head)), html.Tbody(body)], className="plain-table quality-kinds"
    )
