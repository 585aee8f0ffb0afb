"""The clusters one by one, and the category tree broken down by cluster."""

from collections.abc import Sequence
from math import isnan
from typing import Any

import numpy as np
from dash import ClientsideFunction, Dash, Input, Output, State, html, no_update
from dash.development.base_component import Component

from agreement.separability import wilson_interval
from dashboard import ids
from dashboard.components.clusters import ClusterCard, cluster_card
from dashboard.components.html_fragment import FRAGMENT
from dashboard.core.breakdown import FEWEST, MEASURES, Breakdown, breakdown
from dashboard.core.catalogue import NO_CATEGORY, Mask
from dashboard.core.cluster_words import cluster_words, name_of
from dashboard.core.filter_state import (
    FilterState,
    branch_key,
    branch_path,
    choice_or_default,
    clustered,
    language_or_default,
    parse_int,
    resolve_filter,
    resolve_view,
)
from dashboard.core.photo_urls import photo_urls
from dashboard.core.point_styles import matched_categories
from dashboard.core.selection import encode
from dashboard.i18n import count, number, text
from dashboard.queries import clusters as described
from dashboard.ui.parts import attributes
from dashboard.ui.photos import ProductPhoto

MOST_CARDS = 24
MOST_PHOTOS = 5
MOST_WORDS = 6
OUTPUTS = (Output(ids.CLUSTERS_LEAD, "children"), Output(ids.CLUSTERS_CARDS, FRAGMENT))
"""What `describe` fills in, on the page of the clusters."""


def register(app: Dash) -> None:
    """Add the callbacks of the breakdown, and of what is chosen of it and of the cards."""
    app.callback(
        Output(ids.BREAKDOWN, "columnDefs"),
        Output(ids.BREAKDOWN, "rowData"),
        Output(ids.BREAKDOWN_NOTE, "children"),
        Input(ids.view_request("clusters"), "data"),
        Input(ids.STABILITY_SPACE, "value"),
        Input(ids.BREAKDOWN_MEASURE, "value"),
        prevent_initial_call=True,
    )(break_down)
    app.callback(
        Output(ids.SELECTION, "data", allow_duplicate=True),
        Input(ids.CLUSTERS_CHOSEN, "data"),
        State(ids.LEVEL, "value"),
        State(ids.TREE, "checked"),
        State(ids.STABILITY_SPACE, "value"),
        prevent_initial_call=True,
    )(select_cluster)
    app.callback(
        Output(ids.SELECTION, "data", allow_duplicate=True),
        Output(ids.BREAKDOWN, "cellClicked"),
        Input(ids.BREAKDOWN, "cellClicked"),
        State(ids.LEVEL, "value"),
        State(ids.TREE, "checked"),
        State(ids.STABILITY_SPACE, "value"),
        prevent_initial_call=True,
    )(select_cell)
    app.callback(
        Output(ids.BREAKDOWN_MEASURE, "data"),
        Input(ids.LANGUAGE, "value"),
        prevent_initial_call=True,
    )(measures)
    for button, name in ((ids.BREAKDOWN_OPEN, "openAll"), (ids.BREAKDOWN_CLOSE, "closeAll")):
        app.clientside_callback(
            ClientsideFunction("breakdown", name),
            Input(button, "n_clicks"),
            State(ids.BREAKDOWN, "id"),
            prevent_initial_call=True,
        )


def measures(language: object) -> list[dict[str, str]]:
    """List what a cell of the breakdown can say."""
    lang = language_or_default(language)
    return [{"value": measure, "label": text(f"breakdown.{measure}", lang)} for measure in MEASURES]


def describe(view_state: object, space: object) -> tuple[str, list[Component]]:
    """Show each cluster, the largest within the filter first."""
    view = resolve_view(view_state)
    lang, space = view.language, view.space(space)
    labels, depth = view.labels(space), view.cluster_level
    if labels is None or depth is None:
        return text("clusters.absent", lang), []
    rows = view.visible & clustered(labels)
    present, sizes = np.unique(labels[rows & (labels >= 0)], return_counts=True)
    if not present.size:
        return text("clusters.empty", lang), []
    order = np.argsort(-sizes, kind="stable")[:MOST_CARDS]
    cards: list[Component] = [
        html.Article(
            [
                *cluster_card(_card(view, space, int(present[at]), rows), lang),
                html.Button(
                    text("clusters.card.select", lang),
                    className="text-button",
                    **attributes(data_dispatch=ids.CLUSTERS_CHOSEN, data_value=str(present[at])),
                ),
            ],
            className="card cluster-card",
        )
        for at in order
    ]
    lead = text(
        "clusters.lead" if len(order) == len(present) else "clusters.lead.cut",
        lang,
        clusters=count("clusters", len(present), lang),
        k=number(len(present), lang),
        shown=number(len(order), lang),
        level=depth,
        products=count("products", int(rows.sum()), lang),
    )
    return lead, cards


def break_down(
    view_state: object, space: object, measure: object
) -> tuple[list[dict[str, Any]], list[dict[str, Any]], str]:
    """Break the category tree down by cluster; the browser folds its rows."""
    view = resolve_view(view_state)
    lang, space = view.language, view.space(space)
    measure = choice_or_default(measure, MEASURES)
    labels = view.labels(space)
    if labels is None:
        return [], [], text("clusters.absent", lang)
    rows = view.visible & clustered(labels)
    if not rows.any():
        return [], [], text("clusters.empty", lang)
    table = breakdown(view.catalogue.tree, labels, rows)
    order = _order(view, space, table)
    note = text(
        f"breakdown.note.{measure}",
        lang,
        n=int(rows.sum()),
        level=view.cluster_level,
        fewest=FEWEST,
    )
    return _columns(view, space, table, order, measure), _lines(table, order, measure), note


def select_cluster(
    chosen: dict[str, Any] | None, level: object, checked: Sequence[str] | None, space: object
) -> Any:
    """Select the products of the clicked card's cluster."""
    if not chosen:
        return no_update
    view = resolve_filter(level, checked, None)
    return _selection(view, view.space(space), parse_int(chosen.get("value"), -1), None)


def select_cell(
    click: dict[str, Any] | None, level: object, checked: Sequence[str] | None, space: object
) -> Any:
    """Select the products of the clicked cell; the cell can then be clicked again."""
    column = str((click or {}).get("colId", ""))
    if not click or not column.startswith("g") or not column[1:].isdecimal():
        return no_update, no_update
    view = resolve_filter(level, checked, None)
    path = branch_path(str(click.get("rowId", "")))
    store = _selection(view, view.space(space), int(column[1:]), path)
    return (store or no_update), None


def _selection(
    view: FilterState, space: str, cluster: int, path: tuple[str, ...] | None
) -> dict[str, Any] | None:
    labels = view.labels(space)
    if labels is None:
        return None
    rows = view.visible & (labels == cluster)
    if path is not None:
        under = [taken[: len(path)] == path for taken in view.catalogue.tree.paths]
        rows &= np.array(under, dtype=np.bool_)
    return {
        "build": view.catalogue.build,
        "rows": encode(rows),
        "source": "crosstab",
        "recipe": {
            "kind": "cell",
            "space": space,
            "level": view.cluster_level,
            "cluster": cluster,
            "category": None if path is None else list(path),
        },
    }


def _card(view: FilterState, space: str, cluster: int, rows: Mask) -> ClusterCard:
    default = view.catalogue.clusterings[space, view.cluster_level or 0]
    labels = view.catalogue.labels[space, view.cluster_level or 0]
    words = cluster_words(view.database, default.clustering_id).get(cluster, [])
    central = described.medoids(view.database, default.clustering_id).get(cluster, [])
    inside = rows & (labels == cluster)
    codes = view.codes[inside]
    codes = codes[codes != NO_CATEGORY]
    counts = np.bincount(codes, minlength=1)
    main = int(counts.argmax())
    photo_url = photo_urls(view.catalogue.build)
    cluster_size = int((labels == cluster).sum())
    return ClusterCard(
        key=view.cluster_name(cluster),
        name=name_of(words),
        size=int(inside.sum()),
        n=int(rows.sum()),
        main=view.categories[main][-1] if codes.size else "",
        main_size=int(counts[main]),
        # Of a single category, every cluster is pure.
        categorised=int(codes.size) if len(view.categories) > 1 else 0,
        purity=wilson_interval(int(counts[main]), int(codes.size)) if codes.size else None,
        words=[(word.word, word.n_inside / cluster_size) for word in words[:MOST_WORDS]],
        products=[
            ProductPhoto(
                product.product_id,
                product.name,
                photo_url(product.product_id) if product.has_photo else None,
            )
            for product in central[:MOST_PHOTOS]
        ],
    )


def _order(view: FilterState, space: str, table: Breakdown) -> list[int]:
    """Order the clusters by the category that stands for each, noise last."""
    matched = matched_categories(view.catalogue, space, view.cluster_level or 0)

    def key_of(at: int) -> tuple[int, int]:
        cluster = int(table.clusters[at])
        return (matched[cluster] if cluster >= 0 else len(matched), cluster)

    return sorted(range(len(table.clusters)), key=key_of)


def _columns(
    view: FilterState, space: str, table: Breakdown, order: Sequence[int], measure: str
) -> list[dict[str, Any]]:
    lang = view.language
    default = view.catalogue.clusterings[space, view.cluster_level or 0]
    words = cluster_words(view.database, default.clustering_id)
    values = table.measured(measure)[:, order] if table.nodes else np.zeros((0, len(order)))
    largest = float(np.nanmax(values, initial=0.0)) if measure in ("counts", "lift") else 1.0
    cell = {
        "valueFormatter": {"function": f"breakdownText(params, '{measure}')"},
        "cellStyle": {"function": f"breakdownStyle(params, '{measure}', {largest!r}, {FEWEST})"},
        "type": "rightAligned",
        "cellClass": "cell-number breakdown-cell",
        "minWidth": 96,
        "flex": 1,
        "sortable": False,
    }
    first = {
        "headerName": text("breakdown.category", lang),
        "field": "name",
        "colId": "name",
        "pinned": "left",
        "width": 296,
        "sortable": False,
        "cellRenderer": "BreakdownName",
        "cellRendererParams": {
            "open": text("breakdown.open", lang),
            "close": text("breakdown.close", lang),
        },
    }
    total = {
        "headerName": text("breakdown.total", lang),
        "field": "total",
        "colId": "total",
        "type": "rightAligned",
        "cellClass": "cell-number",
        "valueFormatter": {"function": "breakdownText(params, 'counts')"},
        "width": 96,
        "sortable": False,
    }
    clusters = [
        {
            **cell,
            "field": f"g{int(table.clusters[at])}",
            "colId": f"g{int(table.clusters[at])}",
            "headerName": _head(view, int(table.clusters[at]), words),
            "headerTooltip": name_of(words.get(int(table.clusters[at]), [])),
        }
        for at in order
    ]
    return [first, total, *clusters]


def _head(view: FilterState, cluster: int, words: Any) -> str:
    if cluster < 0:
        return text("summary.noise", view.language)
    own = words.get(cluster, [])
    return f"{view.cluster_name(cluster)} {own[0].word}" if own else view.cluster_name(cluster)


def _lines(table: Breakdown, order: Sequence[int], measure: str) -> list[dict[str, Any]]:
    """Write each node with its cells; of a share or a lift, also the products that stand behind."""
    keys = [f"g{int(table.clusters[at])}" for at in order]
    cells = table.measured(measure)[:, list(order)].round(4).tolist()
    behind = table.counts[:, list(order)].tolist()
    totals = table.counts.sum(axis=1).tolist()
    parents = {node[:-1] for node in table.nodes}
    lines = []
    for node, total, values, counts in zip(table.nodes, totals, cells, behind, strict=True):
        line = {
            "key": branch_key(node),
            "name": node[-1],
            "depth": len(node),
            "has_children": node in parents,
            "total": total,
        }
        line |= {
            key: None if isnan(value) else value for key, value in zip(keys, values, strict=True)
        }
        if measure != "counts":
            line["counts"] = dict(zip(keys, counts, strict=True))
        lines.append(line)
    return lines
