"""One row a category: separation, best cluster, confusions."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from dash import html, no_update

from agreement import Interval
from agreement.separability import (
    Match,
    best_matches,
    confusions,
    mean_difference,
)
from dashboard.callbacks.category_branches import same_category_shares, separations
from dashboard.core import evidence
from dashboard.core.catalogue import NO_CATEGORY, SIDES, Mask, path_text
from dashboard.core.filter_state import (
    FilterState,
    branch_key,
    language_or_default,
    parse_int,
    resolve_filter,
    resolve_view,
)
from dashboard.core.selection import encode
from dashboard.i18n import count, interval, number, of_space, percent, text

WIDTHS = {
    "name": 144,
    "n": 80,
    "purity": 88,
    "silhouette": 96,
    "cluster": 80,
    "precision": 108,
    "recall": 108,
    "f1": 108,
    "confused": 136,
    "better": 148,
}
"""At least; they fit side by side beside the filter at 1440 px, an interval on a second line."""


WORDS = ("name", "confused", "better")


def columns(language: object) -> list[dict[str, Any]]:
    """Define the columns; a number sorts by its value and shows its interval."""
    lang = language_or_default(language)
    definitions: list[dict[str, Any]] = []
    for field, width in WIDTHS.items():
        column: dict[str, Any] = {
            "headerName": text(f"categories.column.{field}", lang),
            "field": field,
            "colId": field,
            "minWidth": width,
            "flex": width,
            "cellClass": f"cell-{field}" if field in WORDS else "cell-number",
        }
        if field == "name":
            column |= {"pinned": "left", "tooltipField": "path", "flex": None, "width": width}
        if field == "better":
            column |= {"field": "difference", "valueFormatter": {"function": "params.data.better"}}
        elif field not in WORDS:
            column |= {
                "type": "rightAligned",
                "valueFormatter": {"function": f"params.data.{field}_text"},
            }
        definitions.append(column)
    return definitions


def fill_table(view_state: object, space: object) -> tuple[list[dict[str, Any]], str]:
    """Describe each category of the level that the filter leaves."""
    view = resolve_view(view_state)
    lang = view.language
    rows = table_rows(view, view.space(space))
    note = text(
        "categories.table.count",
        lang,
        categories=count("categories", len(rows), lang),
        level=view.level.number,
    )
    coarser = view.cluster_level is not None and view.cluster_level != view.level.number
    if coarser:
        note += " · " + text("categories.table.coarser", lang, level=view.cluster_level)
    return rows, note


def table_rows(view: FilterState, space: str) -> list[dict[str, Any]]:
    """Return one row for each category of the view's level that holds a product of the filter."""
    level, lang = view.level.number, view.language
    has_category = view.visible & (view.codes != NO_CATEGORY)
    sizes = np.bincount(view.codes[has_category], minlength=len(view.categories)).tolist()
    purities = separations(view, space, level)
    rivals = confusions(evidence.neighbours(view.database)[space], view.codes, view.visible)
    silhouette = evidence.silhouettes(view.database, space, level)
    matches = _matches(view, space)
    by_text, by_image = (same_category_shares(view.database, side, level) for side in SIDES)
    rows = []
    for code, path in enumerate(view.categories):
        if not sizes[code]:
            continue
        own = has_category & (view.codes == code)
        values = silhouette[own & ~np.isnan(silhouette)]
        difference, ends, _ = mean_difference(
            by_text[own], by_image[own], view.catalogue.groups[own]
        )
        rival = rivals.get(code)
        rows.append(
            {
                "key": branch_key(path),
                "code": code,
                "name": path[-1],
                "path": path_text(path),
                "n": sizes[code],
                "n_text": number(sizes[code], lang),
                **_figure("purity", purities[code].score, lang),
                **_figure("silhouette", float(values.mean()) if len(values) else None, lang),
                **_matched(view, matches[code]),
                "confused": text(
                    "categories.confused",
                    lang,
                    name=view.categories[rival[0]][-1],
                    share=_share(rival[1], lang),
                )
                if rival
                else "–",
                "difference": None if ends is None else difference,
                "better": _better(difference, ends, lang),
            }
        )
    return rows


def select_row(
    chosen: list[dict[str, Any]] | None,
    language: object,
    level: object,
    checked: Sequence[str] | None,
) -> Any:
    """Select the products of the clicked category, and say where they can be seen."""
    if not chosen:
        return no_update, ""
    view = resolve_filter(level, checked, language)
    code = parse_int(chosen[0].get("code"), -1)
    if not 0 <= code < len(view.categories):
        return no_update, ""
    rows: Mask = view.visible & (view.codes == code)
    store = {
        "build": view.catalogue.build,
        "rows": encode(rows),
        "source": "categories",
        "recipe": {"kind": "category", "path": list(view.categories[code])},
    }
    sentence = text(
        "categories.table.chosen",
        view.language,
        n=int(rows.sum()),
        name=view.categories[code][-1],
    )
    link = html.A(text("categories.table.maps", view.language), href="#/maps")
    return store, [sentence, " ", link]


def _matches(view: FilterState, space: str) -> list[Match | None]:
    """Return the best cluster of each category within the filter."""
    labels, n_codes = view.labels(space), len(view.categories)
    if labels is None or n_codes < 2:  # all clusters hold a single category, and perfectly
        return [None] * n_codes
    both = view.visible & (labels >= 0) & (view.codes != NO_CATEGORY)
    table = np.zeros((int(labels.max(initial=0)) + 1, n_codes), dtype=np.int64)
    np.add.at(table, (labels[both], view.codes[both]), 1)
    return best_matches(table)


def _matched(view: FilterState, match: Match | None) -> dict[str, Any]:
    if match is None:
        return {
            "cluster": None,
            "cluster_text": "–",
            **{
                key: value
                for field in ("precision", "recall", "f1")
                for key, value in _figure(field, None, view.language).items()
            },
        }
    return {
        "cluster": match.cluster,
        "cluster_text": view.cluster_name(match.cluster),
        **_figure("precision", match.precision, view.language, match.precision_interval),
        **_figure("recall", match.recall, view.language, match.recall_interval),
        **_figure("f1", match.f1, view.language, match.f1_interval),
    }


def _figure(
    field: str, value: float | None, language: str, ends: Interval | None = None
) -> dict[str, Any]:
    """Return a number to sort by, and how it is written."""
    if value is None:
        return {field: None, f"{field}_text": "–"}
    written = number(value, language, 2)
    if ends is not None:
        written += " " + _unbroken(interval(*ends, language))
    return {field: value, f"{field}_text": written}


def _share(share: float, language: str) -> str:
    """Write a share of 1; one that would round to nothing is said to be under 1 %."""
    return f"< {percent(0.01, language)}" if share < 0.005 else percent(share, language)


def _better(difference: float, ends: Interval | None, language: str) -> str:
    if ends is None:
        return text("categories.better.few", language)
    if ends.low <= 0 <= ends.high:
        return text(
            "categories.better.same",
            language,
            interval=_unbroken(interval(*ends, language, signed=True)),
        )
    by_text, by_image = SIDES
    space = by_text
    if difference < 0:
        space, difference, ends = by_image, -difference, Interval(-ends.high, -ends.low)
    return text(
        "categories.better.space",
        language,
        space=of_space("space.", space, language),
        difference=number(difference, language, 2, signed=True),
        interval=_unbroken(interval(*ends, language, signed=True)),
    )


def _unbroken(written: str) -> str:
    """Keep an interval on one line."""
    return written.replace(" ", "\N{NO-BREAK SPACE}")
