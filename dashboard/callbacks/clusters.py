"""The stability of clusters: heat map of the runs, curves against k, the label-free choice."""

from typing import Any

import plotly.graph_objects as go
from dash import Dash, Input, Output, html
from dash.development.base_component import Component

from dashboard import charts, figures, ids
from dashboard.callbacks.view import View, choices, known, known_scheme, on_page, open_view
from dashboard.charts import Mark, Panel, Point, Series
from dashboard.components import equivalent
from dashboard.evidence import Stability, cliffs, label_free_choice
from dashboard.figures import LOOKS, Look
from dashboard.i18n import number, separators, text
from dashboard.queries import evidence

ALGORITHMS = ("kmeans", "ward")
FALL = 0.1
"""A larger fall from one k to the next is a cliff."""
MEASURES = {"between_runs": "between", "ari_mean": "categories"}


def register(app: Dash) -> None:
    """Add the callbacks of the clusters."""
    shown = [
        Input(ids.PAGE, "data"),
        Input(ids.BUILD, "data"),
        Input(ids.STABILITY_SPACE, "value"),
        Input(ids.SCHEME, "value"),
        Input(ids.LANGUAGE, "value"),
    ]
    app.callback(
        Output(ids.STABILITY, "figure"),
        Output(ids.STABILITY_NOTE, "children"),
        Output(ids.STABILITY_TABLE, "children"),
        *shown,
    )(on_page("clusters", draw_stability))
    app.callback(
        Output(ids.SWEEP, "figure"),
        Output(ids.SWEEP_NOTE, "children"),
        Output(ids.SWEEP_TABLE, "children"),
        *shown,
    )(on_page("clusters", draw_sweep))
    app.callback(Output(ids.STABILITY_SPACE, "data"), Input(ids.LANGUAGE, "value"))(
        lambda language: choices("space.", ids.SPACES, language)
    )


def draw_stability(
    _build: Any, space: object, scheme: object, language: object
) -> tuple[go.Figure, str, Component]:
    """Draw the agreement between runs and with the categories, by algorithm and k."""
    view = open_view(1, None, language)
    tongue, look = view.language, LOOKS[known_scheme(scheme)]
    rows = evidence.stability(view.database, known(space, ids.SPACES))
    if not rows:
        return _absent(look, tongue)
    sweep = sorted({row.k for row in rows})
    panels = [
        _panel(rows, sweep, measure, text(f"clusters.stability.{title}", tongue), tongue)
        for measure, title in MEASURES.items()
    ]
    figure = charts.heat_panels(
        panels,
        [str(k) for k in sweep],
        look,
        x_title=text("clusters.k", tongue),
        separators=separators(tongue),
    )
    return figure, _cliffs(rows, tongue), _table(rows, "clusters.stability", tongue)


def draw_sweep(
    _build: Any, space: object, scheme: object, language: object
) -> tuple[go.Figure, str, Component]:
    """Draw silhouette and agreement against k, and mark the choice made without labels."""
    view = open_view(1, None, language)
    tongue, look = view.language, LOOKS[known_scheme(scheme)]
    space = known(space, ids.SPACES)
    rows = evidence.stability(view.database, space)
    choice = label_free_choice(rows, "kmeans")
    if choice is None:
        return _absent(look, tongue)
    n = n_categories(view, space)
    # Two marks at the same place would cover each other's names.
    marks = [
        Mark(n, text("clusters.sweep.categories", tongue, k=n), "dot"),
        Mark(choice, text("clusters.sweep.choice", tongue, k=choice), "solid"),
    ]
    figure = charts.by_k(
        _series(rows, "silhouette", tongue),
        _series(rows, "ari_mean", tongue),
        marks,
        look,
        x_title=text("clusters.k", tongue),
        y_titles=(text("clusters.silhouette", tongue), text("clusters.ari", tongue)),
        separators=separators(tongue),
    )
    tried = [row.k for row in rows if row.algorithm == "kmeans" and row.silhouette is not None]
    note = text("clusters.sweep.note", tongue, k=choice, first=min(tried), last=max(tried), n=n)
    # One step from the end is no maximum to trust either.
    if choice >= sorted(tried)[-min(2, len(tried))] or choice == min(tried):
        note += " " + text("clusters.sweep.edge", tongue)
    return figure, note, _table(rows, "clusters.sweep", tongue)


def n_categories(view: View, space: str) -> int:
    """Return how many categories of level 1 the space's products have."""
    default = view.catalogue.clusterings.get((space, 1))
    return default.k if default else view.catalogue.level(1).n_categories


def _panel(
    rows: list[Stability], sweep: list[int], measure: str, title: str, language: str
) -> Panel:
    by_place = {(row.algorithm, row.k): getattr(row, measure) for row in rows}
    algorithms = [name for name in ALGORITHMS if any(row.algorithm == name for row in rows)]
    values = [[by_place.get((name, k)) for k in sweep] for name in algorithms]
    return Panel(
        title=title,
        rows=[text(f"clusters.algorithm.{name}", language) for name in algorithms],
        values=values,
        written=[
            ["" if value is None else number(value, language, 2) for value in row] for row in values
        ],
        cliffs=[
            (algorithms.index(cliff.algorithm), sweep.index(cliff.k))
            for cliff in cliffs(rows, measure, FALL)
        ],
    )


def _cliffs(rows: list[Stability], language: str) -> str:
    found = [
        text(
            f"clusters.cliff.{measure}",
            language,
            algorithm=text(f"clusters.algorithm.{cliff.algorithm}", language),
            k=cliff.k,
            next=cliff.next_k,
            value=number(cliff.value, language, 2),
            fallen=number(cliff.next_value, language, 2),
        )
        for measure in MEASURES
        for cliff in cliffs(rows, measure, FALL)
    ]
    if not found:
        return text("clusters.cliffs.none", language)
    return text("clusters.cliffs", language, list=" ; ".join(found))


def _series(rows: list[Stability], measure: str, language: str) -> list[Series]:
    series = []
    for algorithm in ALGORITHMS:
        name = text(f"clusters.algorithm.{algorithm}", language)
        points = []
        for row in rows:
            value = getattr(row, measure)
            if row.algorithm != algorithm or value is None:
                continue
            spread = row.ari_sd if measure == "ari_mean" else None
            written = number(value, language, 3 if measure == "silhouette" else 2)
            if spread is not None:
                written += f" ± {number(spread, language, 2)}"
            hover = text("clusters.point", language, algorithm=name, k=row.k, value=written)
            bar = None if spread is None else (value - spread, value + spread)
            points.append(Point(row.k, value, bar, hover))
        if points:
            series.append(Series(algorithm, name, points))
    return series


def _table(rows: list[Stability], title: str, language: str) -> Component:
    heads = [
        text("clusters.k", language),
        text("clusters.runs", language),
        text("clusters.stability.between", language),
        text("clusters.silhouette", language),
        text("clusters.ari", language),
    ]
    cells = [
        (
            f"{text(f'clusters.algorithm.{row.algorithm}', language)}, k = {row.k}",
            number(row.n_runs, language),
            _written(row.between_runs, language, 2),
            _written(row.silhouette, language, 3),
            _written(row.ari_mean, language, 2)
            + (f" ± {number(row.ari_sd, language, 2)}" if row.ari_sd is not None else ""),
        )
        for row in rows
    ]
    return equivalent(heads, cells, text(title, language), language)


def _written(value: float | None, language: str, decimals: int) -> str:
    return "–" if value is None else number(value, language, decimals)


def _absent(look: Look, language: str) -> tuple[go.Figure, str, Component]:
    sentence = text("clusters.absent", language)
    return figures.empty(sentence, look), "", html.Div()
