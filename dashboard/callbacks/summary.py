"""The summary of the selection, or of the filter where nothing is selected, and its exports."""

import base64
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

import numpy as np
from dash import Dash, Input, Output, State, ctx
from dash.development.base_component import Component

from dashboard import ids
from dashboard.components import summary as cards
from dashboard.components.html_fragment import FRAGMENT, Tree
from dashboard.core import recipes
from dashboard.core.catalogue import NO_CATEGORY, NO_CLUSTER, Mask
from dashboard.core.filter_state import (
    FilterState,
    resolve_filter,
    resolve_view,
    selection_of,
    space_choices,
)
from dashboard.core.photo_urls import photo_urls
from dashboard.core.products import TableRequest, columns_of, csv_of, product_ids, query_products
from dashboard.core.selection import resolve
from dashboard.i18n import of_space, text
from dashboard.model.summary import Part, composition, distinctive_words, medoids
from dashboard.queries import sql_export
from dashboard.queries.parquet_export import parquet_of
from dashboard.queries.product_words import vectors, words
from dashboard.ui.photos import ProductPhoto

MOST_PARTS = 6
MOST_WORDS = 10
MOST_PHOTOS = 8
HIDDEN = {"display": "none"}
OUTPUTS = (
    Output(ids.SUMMARY_COUNT, "children"),
    Output(ids.SUMMARY_CATEGORIES, FRAGMENT),
    Output(ids.SUMMARY_CLUSTERS, FRAGMENT),
    Output(ids.SUMMARY_WORDS, FRAGMENT),
    Output(ids.SUMMARY_PHOTOS, FRAGMENT),
    Output(ids.SUMMARY_SQL, "children"),
    Output(ids.SUMMARY_BODY, "style"),
)
"""What `summarise` fills in, on the page of the maps."""


class SummaryAnswer(NamedTuple):
    """What `summarise` gives, in the order of `OUTPUTS`; by default, a count and nothing else."""

    count_text: str
    categories: Tree = None
    clusters: Tree = None
    words: Tree = None
    photos: Tree = None
    sql: str | None = None
    style: Mapping[str, str] = HIDDEN


def register(app: Dash) -> None:
    """Add the callbacks of the summary's files and of its choice of a space."""
    app.callback(
        Output(ids.SUMMARY_FILE, "data"),
        Input(ids.SUMMARY_CSV, "n_clicks"),
        Input(ids.SUMMARY_PARQUET, "n_clicks"),
        State(ids.LEVEL, "value"),
        State(ids.TREE, "checked"),
        State(ids.SELECTION, "data"),
        State(ids.LANGUAGE, "value"),
        prevent_initial_call=True,
    )(export)
    app.callback(
        Output(ids.SUMMARY_SPACE, "data"),
        Input(ids.LANGUAGE, "value"),
        prevent_initial_call=True,
    )(space_choices)


def summarise(view_state: object, selection: dict[str, Any] | None, space: object) -> SummaryAnswer:
    """Describe the chosen products: composition, words, photos, and the SQL that finds them."""
    view = resolve_view(view_state)
    lang, space = view.language, view.space(space)
    chosen = selection_of(view, selection)
    rows = view.visible if chosen is None else view.visible & chosen
    n = int(rows.sum())
    if chosen is None and not view.is_filtered:
        return SummaryAnswer(text("summary.none", lang))
    if n == 0:
        return SummaryAnswer(text("summary.empty", lang))
    key = "summary.of.selection" if chosen is not None else "summary.of.filter"
    count = text(key, lang, n=n)
    return SummaryAnswer(
        count_text=count,
        categories=_categories(view, rows, n),
        clusters=_clusters(view, rows, n, space),
        words=_words(view, rows, n),
        photos=_photos(view, rows, space),
        sql=_statement(view, rows, selection),
        style={},
    )


def export(
    _csv: int,
    _parquet: int,
    level: object,
    checked: Sequence[str] | None,
    selection: dict[str, Any] | None,
    language: object,
) -> Any:
    """Return the chosen products as a file, in the order of the catalogue."""
    view = resolve_filter(level, checked, language)
    chosen = selection_of(view, selection)
    rows = view.visible if chosen is None else view.visible & chosen
    records, _ = query_products(
        view.database,
        TableRequest(rows=rows, level=view.cluster_level, count=view.catalogue.n_products),
    )
    name, columns = text("summary.file", view.language), columns_of(view.catalogue)
    if ctx.triggered_id == ids.SUMMARY_PARQUET:
        content = base64.b64encode(parquet_of(columns, records)).decode("ascii")
        return {"content": content, "filename": f"{name}.parquet", "base64": True}
    return {
        "content": csv_of(records, view.language, columns),
        "filename": f"{name}.csv",
        "type": "text/csv",
    }


def _categories(view: FilterState, rows: Mask, n: int) -> Component:
    lang, level = view.language, view.level.number

    def named(part: Part) -> str:
        if part.group == NO_CATEGORY:
            return text("summary.no_category", lang)
        return view.categories[part.group][-1]

    parts = composition(rows, view.codes, view.visible)
    return cards.parts(
        text("summary.categories", lang, level=level),
        "category",
        [(part, named(part)) for part in parts],
        n,
        MOST_PARTS,
        lang,
    )


def _clusters(view: FilterState, rows: Mask, n: int, space: str) -> Component | str:
    lang, labels = view.language, view.labels(space)
    if labels is None:
        return text("score.absent", lang)

    def named(part: Part) -> str:
        if part.group == NO_CLUSTER:
            return text("summary.no_cluster", lang)
        return text("summary.noise", lang) if part.group < 0 else view.cluster_name(part.group)

    return cards.parts(
        text("summary.clusters", lang, space=of_space("space.", space, lang).lower()),
        "cluster",
        [(part, named(part)) for part in composition(rows, labels, view.visible)],
        n,
        MOST_PARTS,
        lang,
    )


def _words(view: FilterState, rows: Mask, n: int) -> list[Component]:
    lang = view.language
    others = view.visible & ~rows
    key = "summary.reference.filter"
    if not others.any():
        others, key = ~rows, "summary.reference.catalogue"
    m = int(others.sum())
    if m == 0:
        return [cards.note(text("summary.words.alone", lang))]
    product_words = words(view.database)
    distinctive = distinctive_words(
        product_words.counts(rows), product_words.counts(others), n, m, MOST_WORDS
    )
    if not distinctive:
        return [cards.note(text("summary.words.none", lang))]
    reference = text(key, lang, n=m)
    return [
        cards.words(
            text("summary.words", lang),
            [(word, product_words.vocabulary[word.code]) for word in distinctive],
            n,
            m,
            lang,
        ),
        cards.note(text("summary.words.how", lang, reference=reference)),
    ]


def _photos(view: FilterState, rows: Mask, space: str) -> list[Component]:
    lang = view.language
    central = medoids(vectors(view.database, space), rows, MOST_PHOTOS)
    if not central:
        return [cards.note(text("summary.centre.none", lang))]
    mask = np.zeros_like(view.visible)
    mask[central] = True
    records, _ = query_products(view.database, TableRequest(rows=mask, level=None))
    rank_of = {row: rank for rank, row in enumerate(central)}
    order = sorted(zip(sorted(central), records, strict=True), key=lambda pair: rank_of[pair[0]])
    photo_url = photo_urls(view.catalogue.build)
    return cards.photos(
        text("summary.centre", lang, space=of_space("space.", space, lang).lower()),
        [
            ProductPhoto(
                row["product_id"],
                row["name"],
                photo_url(row["product_id"]) if row["has_photo"] else None,
            )
            for _, row in order
        ],
        text("products.no_photo", lang),
    )


def _statement(view: FilterState, rows: Mask, selection: dict[str, Any] | None) -> str:
    chosen = selection_of(view, selection)
    chosen_ids = None
    if chosen is not None:
        identifiers = product_ids(view.database)
        chosen_ids = [identifiers[row] for row in np.flatnonzero(chosen).tolist()]
    recipe = None if chosen is None else _confirmed(view, rows, (selection or {}).get("recipe"))
    return sql_export.statement(view.catalogue, rows, view.leaves, recipe, chosen_ids)


def _confirmed(view: FilterState, rows: Mask, recipe: object) -> dict[str, Any] | None:
    """Return the recipe of a selection where it gives these very rows.

    The page may send anything, and a set made in another filter may be larger.
    """
    ask = partial(recipes.rows_of, view.database)
    resolved = resolve(recipe, view.catalogue, view.visible, ask)
    same = resolved is not None and bool(np.array_equal(resolved & view.visible, rows))
    return recipe if same and isinstance(recipe, dict) else None
