"""The stability of clusters: heat map of the runs, curves against k, the label-free choice."""

from collections.abc import Sequence
from textwrap import wrap
from typing import Any

from dash import Dash, Input, Output, html
from dash.development.base_component import Component

from dashboard import ids
from dashboard.callbacks import cluster_cards
from dashboard.callbacks.clustering_runs import Agreements, Held, by_algorithm, hold
from dashboard.components.html_fragment import CONTENT, with_fragments
from dashboard.core import evidence
from dashboard.core.evidence_model import NoScore, Run, Stability, cliffs, label_free_choice
from dashboard.core.filter_state import View, asked_view, choices, known
from dashboard.core.theme import Figure, Look, empty
from dashboard.figures.clusters import Mark, Panel, by_k, heat_panels
from dashboard.i18n import number, separators, text
from dashboard.ui.charts import Point, Series
from dashboard.ui.tables import equivalent

ALGORITHMS = ("kmeans", "ward")
FALL = 0.1
"""A larger fall from one k to the next is a cliff."""
MEASURES = {"categories": "ari_mean", "between": "between_runs"}
"""What each panel shows, from the top, and its mean over the runs of an algorithm."""
LINE = 38
"""Letters of a sentence that fit on a narrow chart."""


def register(app: Dash) -> None:
    """Add the callbacks of the clusters."""
    app.callback(
        *cluster_cards.OUTPUTS,
        Output(ids.STABILITY, "figure"),
        Output(ids.STABILITY_NOTE, "children"),
        Output(ids.STABILITY_TABLE, CONTENT),
        Output(ids.SWEEP, "figure"),
        Output(ids.SWEEP_NOTE, "children"),
        Output(ids.SWEEP_TABLE, CONTENT),
        Input(ids.view("clusters"), "data"),
        Input(ids.STABILITY_SPACE, "value"),
        prevent_initial_call=True,
    )(with_fragments(draw))
    app.callback(
        Output(ids.STABILITY_SPACE, "data"),
        Input(ids.LANGUAGE, "value"),
        prevent_initial_call=True,
    )(lambda language: choices("space.", ids.SPACES, language))


def draw(asked: object, space: object) -> tuple[Any, ...]:
    """Show each cluster and how stable they are: one answer costs the browser less than three."""
    return (
        *cluster_cards.describe(asked, space),
        *draw_stability(asked, space),
        *draw_sweep(asked, space),
    )


def draw_stability(asked: object, space: object) -> tuple[Figure, str, Component]:
    """Draw the agreement of each run with the categories and with the other runs, by k."""
    view = asked_view(asked)
    tongue, look = view.language, view.look
    held = hold(view, known(space, ids.SPACES))
    if not held.runs:
        return _absent(text("clusters.absent", tongue), look)
    if isinstance(held.between, NoScore):
        return _absent(held.between.reason, look)
    means = by_algorithm(held, {})
    sweep = sorted({run.k for run in held.runs})
    answers = {"categories": held.categories, "between": held.between}
    panels = [
        _panel(held, found, means, MEASURES[name], _title(view, name, found.n), tongue)
        for name, found in answers.items()
        if isinstance(found, Agreements)
    ]
    figure = heat_panels(
        panels,
        [str(k) for k in sweep],
        look,
        x_title=text("clusters.k", tongue),
        separators=separators(tongue),
    )
    note = _cliffs(means, tongue)
    if isinstance(held.categories, NoScore):
        note = f"{held.categories.reason} {note}"
    return figure, note, _runs_table(view, held)


def draw_sweep(asked: object, space: object) -> tuple[Figure, str, Component]:
    """Draw silhouette and agreement against k, and mark the choice made without labels."""
    view = asked_view(asked)
    tongue, look = view.language, view.look
    space = known(space, ids.SPACES)
    held = hold(view, space)
    rows = by_algorithm(held, evidence.mean_silhouettes(view.database, space))
    choice = label_free_choice(rows, "kmeans")
    if choice is None:
        return _absent(text("clusters.absent", tongue), look)
    n = held.n_categories
    # Two marks at the same place would cover each other's names.
    marks = [
        Mark(n, text("clusters.sweep.categories", tongue, k=number(n, tongue)), "dot"),
        Mark(choice, text("clusters.sweep.choice", tongue, k=choice), "solid"),
    ]
    figure = by_k(
        _series(rows, "silhouette", tongue),
        _series(rows, "ari_mean", tongue),
        marks,
        look,
        x_title=text("clusters.k", tongue),
        y_titles=(text("clusters.silhouette.axis", tongue), _ari_axis(view, held)),
        separators=separators(tongue),
        missing=_folded(held.categories.reason) if isinstance(held.categories, NoScore) else "",
    )
    tried = [row.k for row in rows if row.algorithm == "kmeans" and row.silhouette is not None]
    note = text(
        "clusters.sweep.note",
        tongue,
        k=choice,
        first=min(tried),
        last=max(tried),
        level=view.level.number,
        n=number(n, tongue),
    )
    # One step from the end is no maximum to trust either.
    if choice >= sorted(tried)[-min(2, len(tried))] or choice == min(tried):
        note += " " + text("clusters.sweep.edge", tongue)
    return figure, note, _means_table(view, rows)


def _panel(
    held: Held, found: Agreements, means: list[Stability], measure: str, title: str, language: str
) -> Panel:
    sweep = sorted({run.k for run in held.runs})
    rows = _rows(held.runs)
    by_place = {
        (run.algorithm, run.seed, run.k): value
        for run, value in zip(held.runs, found.values, strict=True)
    }
    values = [[by_place.get((*row, k)) for k in sweep] for row in rows]
    of_algorithm = {
        name: [place for place, (algorithm, _) in enumerate(rows) if algorithm == name]
        for name in ALGORITHMS
    }
    return Panel(
        title=title,
        rows=[_run_name(*row, language) for row in rows],
        values=values,
        written=[
            ["" if value is None else number(value, language, 2) for value in row] for row in values
        ],
        cliffs=[
            (
                min(of_algorithm[cliff.algorithm]),
                max(of_algorithm[cliff.algorithm]),
                sweep.index(cliff.k),
            )
            for cliff in cliffs(means, measure, FALL)
        ],
    )


def _rows(runs: Sequence[Run]) -> list[tuple[str, int | None]]:
    """List algorithm and seed of each row of a panel: the seeds, then Ward."""
    pairs = {(run.algorithm, run.seed) for run in runs}
    return sorted(pairs, key=lambda pair: (ALGORITHMS.index(pair[0]), pair[1] or 0))


def _run_name(algorithm: str, seed: int | None, language: str) -> str:
    name = text(f"clusters.algorithm.{algorithm}", language)
    if seed is None:
        return name
    return text("clusters.run.seeded", language, algorithm=name, seed=seed)


def _title(view: View, name: str, n: int) -> str:
    written = number(n, view.language)
    level = {"level": view.level.number} if name == "categories" else {}
    return text(f"clusters.stability.{name}", view.language, n=written, **level)


def _ari_axis(view: View, held: Held) -> str:
    tongue, level = view.language, view.level.number
    if isinstance(held.categories, NoScore):
        return text("clusters.ari", tongue, level=level)
    return text("clusters.ari.axis", tongue, level=level, n=number(held.categories.n, tongue))


def _folded(sentence: str) -> str:
    return "<br>".join(wrap(sentence, LINE))


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
        for measure in MEASURES.values()
        for cliff in cliffs(rows, measure, FALL)
    ]
    if not found:
        return text("clusters.cliffs.none", language)
    between = " ; " if language == "fr" else "; "
    return text("clusters.cliffs", language, list=between.join(found))


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


def _runs_table(view: View, held: Held) -> Component:
    tongue = view.language
    cells = [
        (
            f"{_run_name(run.algorithm, run.seed, tongue)}, k = {run.k}",
            *(
                _written(found.values[place] if isinstance(found, Agreements) else None, tongue, 2)
                for found in (held.categories, held.between)
            ),
        )
        for place, run in enumerate(held.runs)
    ]
    heads = [
        text("clusters.run", tongue),
        text("clusters.ari", tongue, level=view.level.number),
        text("clusters.between", tongue),
    ]
    return equivalent(heads, cells, text("clusters.stability", tongue), tongue)


def _means_table(view: View, rows: list[Stability]) -> Component:
    tongue = view.language
    heads = [
        text("clusters.k", tongue),
        text("clusters.runs", tongue),
        text("clusters.silhouette", tongue),
        text("clusters.ari", tongue, level=view.level.number),
    ]
    cells = [
        (
            f"{text(f'clusters.algorithm.{row.algorithm}', tongue)}, k = {row.k}",
            number(row.n_runs, tongue),
            _written(row.silhouette, tongue, 3),
            _written(row.ari_mean, tongue, 2)
            + (f" ± {number(row.ari_sd, tongue, 2)}" if row.ari_sd is not None else ""),
        )
        for row in rows
    ]
    return equivalent(heads, cells, text("clusters.sweep", tongue), tongue)


def _written(value: float | None, language: str, decimals: int) -> str:
    return "–" if value is None else number(value, language, decimals)


def _absent(sentence: str, look: Look) -> tuple[Figure, str, Component]:
    return empty(sentence, look), "", html.Div()
