"""The agreement cards: live scores of the filtered products, clusters held fixed."""

from typing import Any

import numpy as np
from dash import Dash, Input, Output, html, no_update
from dash.development.base_component import Component

from agreement import Interval, grouped_differences
from dashboard import ids
from dashboard.components.html_fragment import FRAGMENT, with_fragments
from dashboard.components.scores import Difference, agreement_card, baseline_line, differences
from dashboard.core import evidence
from dashboard.core.catalogue import NO_CATEGORY
from dashboard.core.evidence_model import Baseline, NoScore, Score
from dashboard.core.filter_state import FilterState, parse_int, resolve_view
from dashboard.core.scoring import FEWEST_PRODUCTS, counted_rows, score
from dashboard.core.theme import Figure, empty
from dashboard.figures.baselines import dots
from dashboard.i18n import TEXTS, interval_of, number, of_space, separators, text
from dashboard.ui.charts import Point
from dashboard.ui.parts import attributes
from dashboard.ui.tables import equivalent

OUTPUTS = (
    Output(ids.CARDS, FRAGMENT),
    Output(ids.COMPARISON, FRAGMENT),
    Output(ids.BASELINES_LINE, FRAGMENT),
)
"""What `draw` fills in, on the page of the maps."""


def register(app: Dash) -> None:
    """Add the callbacks of the baselines on a scale, and of what a card offers."""
    app.callback(
        Output(ids.BASELINES, "figure"),
        Output(ids.BASELINES_TABLE, FRAGMENT),
        Input(ids.view_request("baselines"), "data"),
        prevent_initial_call=True,
    )(with_fragments(draw_baselines))
    app.callback(
        Output(ids.LEVEL, "value", allow_duplicate=True),
        Input(ids.LEVEL_OFFERED, "data"),
        prevent_initial_call=True,
    )(go_to_offer)


def draw(view_state: object) -> tuple[Any, ...]:
    """Score each space on the filtered products, and compare them with each other and the rest."""
    view = resolve_view(view_state)
    cards = []
    for space in view.catalogue.spaces:
        result = score(view, space)
        card = agreement_card(of_space("space.", space, view.language), result, view.language)
        better = offered_level(view, space) if isinstance(result, NoScore) else None
        offer = [_offer(better, view.language)] if better else []
        cards.append(
            html.Article(
                html.Div(
                    [*card, *_what(space, view.language), *_ceiling(view, space, result), *offer],
                    className="card-body",
                ),
                className="card",
            )
        )
    return cards, differences(gaps(view), view.language), _line_of(view)


def draw_baselines(view_state: object) -> tuple[Figure, Component]:
    """Set the spaces beside what trivial features, simpler methods and chance give."""
    view = resolve_view(view_state)
    lang, theme, depth = view.language, view.theme, view.level.number
    baselines = _baselines(view)
    if not baselines:
        why = "single" if view.level.is_clustered and not view.level.is_scored else "thin"
        return empty(text(f"score.baselines.{why}", lang), theme), html.Div()
    values: list[tuple[str, str, float, tuple[float, float] | None, int]] = []
    for space in view.catalogue.spaces:
        live = score(view, space)
        if isinstance(live, Score):
            values.append(
                (space, of_space("space.", space, lang), live.value, live.interval, live.n)
            )
    for baseline in baselines:
        estimate = baseline.estimate
        name = of_space("baseline.", baseline.name, lang)
        values.append((baseline.name, name, estimate.value, estimate.interval, estimate.n))
    cells = [
        (
            name,
            number(value, lang, 2),
            interval_of(ends, lang),
            number(n, lang),
        )
        for _, name, value, ends, n in values
    ]
    spreads = [evidence.spread(view.database, space, depth) for space in view.catalogue.spaces]
    chance = max(
        (spread.null_high for spread in spreads if spread.null_high is not None), default=None
    )
    figure = dots(
        [
            (key, name, Point(0, value, ends, f"{name}<br>{written} {between}<br>n = {n}"))
            for (key, name, value, ends, _), (_, written, between, n) in zip(
                values, cells, strict=True
            )
        ],
        chance,
        theme,
        chance_word=text("score.baselines.chance", lang),
        unsure_word=text("score.interval.without", lang),
        x_title=text("score.baselines.x", lang, level=depth),
        separators=separators(lang),
    )
    heads = (
        text("score.baselines.name", lang),
        text("score.baselines.x", lang, level=depth),
        text("score.interval", lang, interval="").strip(),
        text("score.size", lang),
    )
    return figure, equivalent(heads, cells, text("score.baselines", lang), lang)


def go_to_offer(chosen: object) -> Any:
    """Move to the level that the clicked card offers."""
    level = parse_int(chosen.get("value"), 0) if isinstance(chosen, dict) else 0
    return str(level) if level > 0 else no_update


def offered_level(view: FilterState, space: str) -> int | None:
    """Return the nearest level that has a score under this filter, deeper ones first."""
    here = view.level.number
    deeper = [level for level in view.catalogue.clustered_levels if level > here]
    above = [level for level in reversed(view.catalogue.clustered_levels) if level < here]
    for level in (*deeper, *above):
        if (space, level) not in view.catalogue.clusterings:
            continue
        counted = counted_rows(view, space, level)
        codes = view.catalogue.tree.codes(level)[counted]
        if len(codes) >= FEWEST_PRODUCTS and len(np.unique(codes)) > 1:
            return level
    return None


def gaps(view: FilterState) -> list[Difference]:
    """Compare the spaces two by two, on the products that both hold."""
    level, catalogue = view.level.number, view.catalogue
    scored = [space for space in catalogue.spaces if isinstance(score(view, space), Score)]
    rows = np.flatnonzero(view.visible & (view.codes != NO_CATEGORY))
    labels = [catalogue.labels[space, level][rows] for space in scored]
    moved = evidence.reclustering_sd(view.database, level)
    compared = []
    for pair in grouped_differences(labels, view.codes[rows], catalogue.groups[rows]):
        first, second = scored[pair.first], scored[pair.second]
        if pair.n < FEWEST_PRODUCTS:
            continue
        value, ends, _ = pair.estimate
        trained = [evidence.spread(view.database, s, level).training_sd for s in (first, second)]
        sds = [sd for sd in (moved.get(frozenset((first, second))), *trained) if sd is not None]
        sd = max(sds, default=None)
        if value < 0:
            first, second, value = second, first, -value
            ends = Interval(-ends.high, -ends.low) if ends else None
        compared.append(Difference(first, second, value, ends, pair.n, sd))
    return compared


def _what(space: str, language: str) -> list[Component]:
    """Say what a space is whose name could be taken for another's."""
    key = f"space.{space}.what"
    return [html.P(text(key, language), className="hint")] if key in TEXTS else []


def _ceiling(view: FilterState, space: str, result: Score | NoScore) -> list[Component]:
    """Say what the vote of the neighbours reaches in the same space, where there is a score."""
    found = evidence.ceiling(view.database, space, view.level.number)
    if found is None or isinstance(result, NoScore):
        return []
    value, n = (number(found[0], view.language, 2), number(found[1], view.language))
    return [
        html.P(text("score.ceiling", view.language, value=value, n=n), className="hint ceiling")
    ]


def _offer(level: int, language: str) -> Component:
    return html.Button(
        text("score.offer", language, level=level),
        className="text-button",
        **attributes(data_dispatch=ids.LEVEL_OFFERED, data_value=str(level)),
    )


def _baselines(view: FilterState) -> list[Baseline]:
    if not view.level.is_clustered:
        return []
    return evidence.baselines(view.database, view.level.number)


def _line_of(view: FilterState) -> list[Component]:
    lang = view.language
    named_values = [
        (of_space("baseline.", baseline.name, lang), number(baseline.estimate.value, lang, 2))
        for baseline in _baselines(view)
    ]
    return baseline_line(named_values, lang, is_filtered=view.is_filtered) if named_values else []
