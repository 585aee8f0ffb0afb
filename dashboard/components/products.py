"""The columns of the product table."""

from collections.abc import Sequence
from typing import Any

from dashboard.core.products import TEXTS
from dashboard.i18n import of_space, text

WIDTHS = {
    "name": 168,
    "description": 168,
    "category": 168,
    "brand": 104,
    "price": 80,
    "similarity": 96,
}
CLUSTER_WIDTH = 84


def columns(spaces: Sequence[str], language: str) -> list[dict[str, Any]]:
    """Define the columns; their names follow the language."""
    photo = {
        "headerName": text("products.column.photo", language),
        "field": "photo",
        "colId": "photo",
        "width": 84,
        "sortable": False,
        "resizable": False,
        "pinned": "left",
        "cellRenderer": "ProductPhoto",
        "cellRendererParams": {
            "none": text("products.no_photo", language),
            "open": text("products.open", language),
        },
        "cellClass": "cell-photo",
    }
    words = [
        {
            **_column(field, language),
            "filter": "agTextColumnFilter",
            "filterParams": {
                "filterOptions": ["contains"],
                "maxNumConditions": 1,
                "buttons": ["reset"],
                "debounceMs": 300,
            },
            "cellClass": f"cell-{field}",
        }
        for field in TEXTS
    ]
    price = {
        "filter": "agNumberColumnFilter",
        "filterParams": {
            "filterOptions": ["inRange"],
            "inRangeInclusive": True,
            "maxNumConditions": 1,
            "buttons": ["reset"],
            "debounceMs": 300,
        },
    }
    figures = [
        {
            **_column(field, language),
            **(price if field == "price" else _cluster(field, language)),
            "type": "rightAligned",
            "cellClass": "cell-number",
        }
        for field in ("price", *spaces)
    ]
    similarity = {
        **_column("similarity", language),
        "type": "rightAligned",
        "cellClass": "cell-number",
        "hide": True,  # the page's script shows it beside products that are like one
    }
    return [photo, words[0], similarity, *words[1:], *figures]


def _column(field: str, language: str) -> dict[str, Any]:
    return {
        "headerName": of_space("products.column.", field, language),
        "field": field,
        "colId": field,
        "minWidth": WIDTHS.get(field, CLUSTER_WIDTH),
        "flex": WIDTHS.get(field, CLUSTER_WIDTH),
    }


def _cluster(space: str, language: str) -> dict[str, Any]:
    """Draw a cluster beside a button that leads to the products nearest in its space."""
    more = text("products.like", language, space=of_space("search.by.", space, language))
    return {"cellRenderer": "ProductCluster", "cellRendererParams": {"space": space, "more": more}}
