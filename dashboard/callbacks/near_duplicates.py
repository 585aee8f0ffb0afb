"""The near-duplicates of a filter, for the page and for the file."""

import json
from collections.abc import Sequence

import numpy as np

from dashboard.components.near_duplicates import DuplicateListing, NearDuplicates
from dashboard.core.catalogue import path_text
from dashboard.core.filter_state import FilterState
from dashboard.core.near_duplicates import near_duplicates
from dashboard.core.photo_urls import photo_urls
from dashboard.core.products import TableRequest, query_products
from dashboard.i18n import text
from dashboard.model.near_duplicates import Group, grouped, of_filter

MOST_GROUPS = 24
"""Groups that are shown; the CSV has them all."""
COLUMNS = (
    "group.number",
    "one.id",
    "one",
    "one.category",
    "other.id",
    "other",
    "other.category",
    "similarity.text",
    "similarity.image",
    "parts",
)


def near_duplicates_of(view: FilterState) -> NearDuplicates:
    """Return the near-duplicates of the filter, and the listings that are shown of them."""
    pairs, level = near_duplicates(view.database), view.level.number
    kept = of_filter(pairs, view.visible)
    groups = grouped(kept, level)
    return NearDuplicates(
        pairs=kept,
        groups=groups,
        most=MOST_GROUPS,
        products=_listed(view, groups[:MOST_GROUPS]),
        threshold=_threshold(view),
        level=level,
    )


def csv_rows(view: FilterState) -> tuple[list[str], list[Sequence[object]]]:
    """Return the head of the file of near-duplicates, and one line a pair."""
    duplicates = near_duplicates_of(view)
    products = _listed(view, duplicates.groups)
    lines: list[Sequence[object]] = []
    for at, group in enumerate(duplicates.groups, start=1):
        for pair in group.pairs:
            cells: list[object] = [at]
            for product in (products[pair.first], products[pair.second]):
                cells += [product.product_id, product.name, path_text(product.path)]
            cells += [
                None if cosine is None else round(cosine, 4) for cosine in (pair.text, pair.image)
            ]
            lines.append([*cells, pair.parts_at])
    return [text(f"quality.{column}", view.language) for column in COLUMNS], lines


def _listed(view: FilterState, groups: Sequence[Group]) -> dict[int, DuplicateListing]:
    """Return the listings of some groups, by row."""
    rows = sorted({row for group in groups for row in group.rows})
    mask = np.zeros_like(view.visible)
    mask[rows] = True
    request = TableRequest(rows=mask, level=None, count=len(rows))
    records, _ = query_products(view.database, request)
    photo_url, paths = photo_urls(view.catalogue.build), view.catalogue.tree.paths
    return {
        row: DuplicateListing(
            record["product_id"],
            record["name"],
            paths[row],
            photo_url(record["product_id"]) if record["has_photo"] else None,
        )
        for row, record in zip(rows, records, strict=True)
    }


def _threshold(view: FilterState) -> float | None:
    """Return the similarity of near-duplicates that the build was made with."""
    try:
        return float(json.loads(view.catalogue.about["settings"])["suggest"]["near_duplicate"])
    except (KeyError, TypeError, ValueError):
        return None
