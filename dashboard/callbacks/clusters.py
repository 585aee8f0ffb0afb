"""The stability of clusters: heat map of the runs, curves against k, the label-free choice."""

from collections.abc import Sequence
from textwrap import wrap
from typing import Any

from dash import Dash, Input, Output, html
from dash.development.base_component import Component

from dashboard import ids
from dashboard.callbacks import cluster_cards
from dashboard.callbacks.clustering_runs import (
    Agreements,
    RunAgreements,
    by_algorithm,
    compare_runs,
    repeated,
)
from dashboard.components.html_fragment import FRAGMENT, with_fragments
from dashboard.core import evidence
from dashboard.core.evidence_model import NoScore, Run, Stability, cliffs
from dashboard.core.filter_state import FilterState, resolve_view, space_choices
from dashboard.core.theme import Figure, Theme, empty
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
        Output(ids.STABILITY_TABLE, FRAGMENT),
        Output(ids.SWEEP, "figure"),
        Output(ids.SWEEP_NOTE, "children"),
        Output(ids.SWEEP_TABLE, FRAGMENT),
        Input(ids.view_request("clusters"), "data"),
        Input(ids.STABILITY_SPACE, "value"),
        prevent_initial_call=True,
    )(with_fragments(draw))
    app.callback(
        Output(ids.STABILITY_SPACE, "data"),
        Input(ids.LANGUAGE, "value"),
        prevent_initial_call=True,
    )(space_choices)


def draw(view_state: object, space: object) -> tuple[Any, ...]:
    """Show each cluster and how stable they are: one answer costs the browser less than three."""
    return (
        *cluster_cards.describe(view_state, space),
        *draw_stability(view_state, space),
        *draw_sweep(view_state, space),
    )


def draw_stability(view_state: object, space: object) -> tuple[Figure, str, Component]:
    """Draw the agreement of each run with the categories and with the other runs, by k."""
    view = resolve_view(view_state)
    lang, theme = view.language, view.theme
    agreements = repeated(compare_runs(view, view.space(space)))
    if not agreements.runs:
        return _absent(text("clusters.absent", lang), theme)
    if isinstance(agreements.between, NoScore):
        return _absent(agreements.between.reason, theme)
    means = by_algorithm(agreements, {})
    sweep = sorted({run.k for run in agreements.runs})
    answers = {"categories": agreements.categories, "between": agreements.between}
    panels = [
        _panel(agreements, scores, means, MEASURES[name], _title(view, name, scores.n), lang)
        for name, scores in answers.items()
        if isinstance(scores, Agreements)
    ]
    figure = heat_panels(
        panels,
        [str(k) for k in sweep],
        theme,
        x_title=text("clusters.k", lang),
        separators=separators(lang),
    )
    note = _cliffs(means, lang)
    if isinstance(agreements.categories, NoScore):
        note = f"{agreements.categories.reason} {note}"
    return figure, note, _runs_table(view, agreements)


def draw_sweep(view_state: object, space: object) -> tuple[Figure, str, Component]:
    """Draw silhouette and agreement against k, and mark the choice made without labels."""
    view = resolve_view(view_state)
    lang, theme = view.language, view.theme
    space = view.space(space)
    agreements = compare_runs(view, space)
    rows = by_algorithm(agreements, evidence.mean_silhouettes(view.database, space))
    tried = [row for row in rows if row.algorithm == "kmeans" and row.silhouette is not None]
    if not tried:
        return _absent(text("clusters.absent", lang), theme)
    choice = evidence.label_free_choice(view.database, space)
    n = agreements.n_categories
    # Two marks at the same place would cover each other's names.
    marks = [Mark(n, text("clusters.sweep.categories", lang, k=number(n, lang)), "dot")]
    if choice is not None:
        marks.append(Mark(choice, text("clusters.sweep.choice", lang, k=choice), "solid"))
    figure = by_k(
        _series(rows, "silhouette", lang),
        _series(rows, "ari_mean", lang),
        marks,
        theme,
        x_title=text("clusters.k", lang),
        y_titles=(text("clusters.silhouette.axis", lang), _ari_axis(view, agreements)),
        separators=separators(lang),
        missing=_folded(agreements.categories.reason)
        if isinstance(agreements.categories, NoScore)
        else "",
    )
    return figure, _choice(view, tried, choice, n), _means_table(view, rows)


def _choice(view: FilterState, tried: Sequence[Stability], choice: int | None, n: int) -> str:
    """Say which number of clusters the silhouette chooses, among which; or that it chooses none."""
    lang = view.language
    ks = [row.k for row in tried]
    chosen = "clusters.sweep.note" if choice is not None else "clusters.sweep.none"
    ends = {"k": choice, "first": min(ks), "last": max(ks)}
    notes = [text(chosen, lang, level=view.level.number, n=number(n, lang), **ends)]
    if choice == min(ks):
        notes.append(text("clusters.sweep.least", lang))
    if len({row.n_runs for row in tried}) > 1:
        notes.append(text("clusters.sweep.further", lang))
    return " ".join(notes)


def _panel(
    agreements: RunAgreements,
    scores: Agreements,
    means: list[Stability],
    measure: str,
    title: str,
    language: str,
) -> Panel:
    sweep = sorted({run.k for run in agreements.runs})
    rows = _rows(agreements.runs)
    by_run = {
        (run.algorithm, run.seed, run.k): value
        for run, value in zip(agreements.runs, scores.values, strict=True)
    }
    values = [[by_run.get((*row, k)) for k in sweep] for row in rows]
    of_algorithm = {
        name: [at for at, (algorithm, _) in enumerate(rows) if algorithm == name]
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


def _title(view: FilterState, name: str, n: int) -> str:
    written = number(n, view.language)
    level = {"level": view.level.number} if name == "categories" else {}
    return text(f"clusters.stability.{name}", view.language, n=written, **level)


def _ari_axis(view: FilterState, agreements: RunAgreements) -> str:
    lang, level = view.language, view.level.number
    if isinstance(agreements.categories, NoScore):
        return text("clusters.ari", lang, level=level)
    return text("clusters.ari.axis", lang, level=level, n=number(agreements.categories.n, lang))


def _folded(sentence: str) -> str:
    return "<br>".join(wrap(sentence, LINE))


def _cliffs(rows: list[Stability], language: str) -> str:
    sentences = [
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
    if not sentences:
        return text("clusters.cliffs.none", language)
    between = text("clusters.cliffs.between", language)
    return text("clusters.cliffs", language, list=between.join(sentences))


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


def _runs_table(view: FilterState, agreements: RunAgreements) -> Component:
    lang = view.language
    cells = [
        (
            f"{_run_name(run.algorithm, run.seed, lang)}, k = {run.k}",
            *(
                _written(scores.values[at] if isinstance(scores, Agreements) else None, lang, 2)
                for scores in (agreements.categories, agreements.between)
            ),
        )
        for at, run in enumerate(agreements.runs)
    ]
    heads = [
        text("clusters.run", lang),
        text("clusters.ari", lang, level=view.level.number),
        text("clusters.between", lang),
    ]
    return equivalent(heads, cells, text("clusters.stability", lang), lang)


def _means_table(view: FilterState, rows: list[Stability]) -> Component:
    lang = view.language
    heads = [
        text("clusters.k", lang),
        text("clusters.runs", lang),
        text("clusters.silhouette", lang),
        text("clusters.ari", lang, level=view.level.number),
    ]
    cells = [
        (
            f"{text(f'clusters.algorithm.{row.algorithm}', lang)}, k = {row.k}",
            number(row.n_runs, lang),
            _written(row.silhouette, lang, 3),
            _written(row.ari_mean, lang, 2)
            + (f" ± {number(row.ari_sd, lang, 2)}" if row.ari_sd is not None else ""),
        )
        for row in rows
    ]
    return equivalent(heads, cells, text("clusters.sweep", lang), lang)


def _written(value: float | None, language: str, decimals: int) -> str:
    return "–" if value is None else number(value, language, decimals)


def _absent(sentence: str, theme: Theme) -> tuple[Figure, str, Component]:
    return empty(sentence, theme), "", html.Div()
