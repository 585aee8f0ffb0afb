"""The verdict: judged on the visible products, by thresholds that the reader sets."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from dash import Dash, Input, Output, State, ctx, no_update
from dash.development.base_component import Component

from dashboard import ids
from dashboard.components import ablation, rehearsal
from dashboard.components import verdict as cards
from dashboard.components.html_fragment import FRAGMENT, with_fragments
from dashboard.core.cache import cached_per_build
from dashboard.core.catalogue import NO_CATEGORY, SIDES
from dashboard.core.database import Database
from dashboard.core.filter_state import (
    FilterState,
    choice_or_default,
    language_or_default,
    parse_int,
    resolve_filter,
    resolve_view,
    space_choices,
)
from dashboard.core.selection import decode, encode
from dashboard.core.theme import Figure, empty
from dashboard.figures.acceptance import Line, Point, acceptance
from dashboard.i18n import number, percent, separators, text
from dashboard.pages.verdict import BEST, DEFAULTS
from dashboard.queries import verdict as queries
from dashboard.queries.ablation import ablations
from dashboard.queries.rehearsal import rehearsed, was_rehearsed
from verdict import words
from verdict.evidence import PLAIN, STRICT, Evidence, VotingRule
from verdict.page import branch_columns, branch_rows, branches_how, curve_rows, html, point_sentence
from verdict.report import Report, thinned, to_json, workflows
from verdict.rules import Thresholds, Verdict, decide
from verdict.savings import Estimate, Work
from verdict.study import PreparedCase, Suggested, measure, prepare

HERE = "#/verdict"
EVIDENCE = {
    "agreement": ("#/maps", ""),
    "curve": (HERE, ids.VERDICT_CURVE),
    "suggestions": ("#/categories", ""),
}
"""Page and part of it where each kind of evidence is shown."""
MOST_PRECISE = 0.999


class PageAnswer(NamedTuple):
    """What `draw` gives, in the order of its outputs; by default, parts without a verdict."""

    scope: str
    curve: Figure
    heads: Sequence[Component] = ()
    savings: Sequence[Component] = ()
    why: str = ""
    point: str = ""
    curve_table: Component | Sequence[Component] = ()
    rules: Component | str | Sequence[Component] = ()
    branches_note: str = ""
    branches: Component | str | Sequence[Component] = ()
    naming_words: str = ""
    rehearsal: Sequence[Component] = ()
    is_rehearsal_hidden: bool = True


def register(app: Dash) -> None:
    """Add the callbacks of the verdict."""
    fields = [Input(identifier, "value") for identifier in ids.VERDICT_INPUTS]
    app.callback(
        Output(ids.VERDICT_SCOPE, "children"),
        Output(ids.VERDICT_CURVE, "figure"),
        Output(ids.VERDICT_HEADS, FRAGMENT),
        Output(ids.VERDICT_SAVINGS, FRAGMENT),
        Output(ids.VERDICT_WHY, "children"),
        Output(ids.VERDICT_POINT, "children"),
        Output(ids.VERDICT_CURVE_TABLE, FRAGMENT),
        Output(ids.VERDICT_RULES, FRAGMENT),
        Output(ids.VERDICT_BRANCHES_NOTE, "children"),
        Output(ids.VERDICT_BRANCHES, FRAGMENT),
        Output(ids.VERDICT_WORDS, "children"),
        Output(ids.VERDICT_REHEARSAL, FRAGMENT),
        Output(ids.VERDICT_REHEARSED, "hidden"),
        Input(ids.view_request("verdict"), "data"),
        Input(ids.VERDICT_SPACE, "value"),
        *fields,
        prevent_initial_call=True,
    )(with_fragments(draw))
    app.callback(
        *(Output(field, "value", allow_duplicate=True) for field in ids.VERDICT_INPUTS),
        Input(ids.VERDICT_RESET, "n_clicks"),
        prevent_initial_call=True,
    )(reset)
    app.callback(
        *(Output(identifier, "decimalSeparator") for identifier in ids.VERDICT_INPUTS),
        *(Output(identifier, "thousandSeparator") for identifier in ids.VERDICT_INPUTS),
        Output(ids.VERDICT_SPACE, "data"),
        Input(ids.LANGUAGE, "value"),
        prevent_initial_call=True,
    )(translate)
    app.callback(
        Output(ids.LEVEL, "value", allow_duplicate=True),
        Output(ids.VERDICT_SPACE, "value", allow_duplicate=True),
        Input(ids.VERDICT_CHOSEN, "data"),
        prevent_initial_call=True,
    )(show_evidence)
    app.callback(
        Output(ids.VERDICT_FILE, "data"),
        Input(ids.VERDICT_HTML, "n_clicks"),
        Input(ids.VERDICT_JSON, "n_clicks"),
        State(ids.LEVEL, "value"),
        State(ids.TREE, "checked"),
        State(ids.LANGUAGE, "value"),
        *(State(identifier, "value") for identifier in ids.VERDICT_INPUTS),
        prevent_initial_call=True,
    )(download)


def draw(view_state: object, space: object, *fields: object) -> PageAnswer:
    """Judge every level and space, and show the evidence of the chosen one."""
    view = resolve_view(view_state)
    lang, theme = view.language, view.theme
    judged = report(view, fields)
    chosen = _chosen(judged, view, choice_or_default(space, (BEST, *view.catalogue.spaces)))
    if chosen is None:
        sentence = text("verdict.scope.none", lang)
        return PageAnswer(sentence, empty(sentence, theme))
    promises = rehearsed(view.database, chosen.evidence.space, chosen.evidence.level)
    return PageAnswer(
        scope=_scope(view),
        curve=_curve(chosen, judged.thresholds.precision, theme, lang),
        heads=[_head(judged, level, lang) for level in judged.levels],
        savings=_savings(chosen, judged.work, lang),
        why=_title(chosen, lang),
        point=point_sentence(chosen, lang) if chosen.operating else "",
        curve_table=_curve_table(chosen, lang),
        rules=_rules(chosen, lang),
        branches_note=branches_how(chosen, lang),
        branches=_branches(chosen, lang),
        naming_words=_naming_words(view, chosen, lang),
        rehearsal=rehearsal.as_table(promises, lang),
        is_rehearsal_hidden=not was_rehearsed(view.database),
    )


def report(view: FilterState, fields: Sequence[object], *, plain_targets: bool = False) -> Report:
    """Judge every clustered level and space on the visible products.

    What leaves the page also holds the thresholds of the plain rule, of which the page shows none.
    """
    thresholds, work = read(fields)
    rows = encode(view.visible)
    about = view.catalogue.about
    evidence = measured(view.database)
    verdicts = [
        decide(
            evidence(
                case(view.database, space, level),
                rows,
                thresholds.precision,
                plain_targets=plain_targets,
            ),
            thresholds,
        )
        for level in view.catalogue.clustered_levels
        for space in view.catalogue.spaces
        if (space, level) in view.catalogue.clusterings
    ]
    return Report(
        catalogue=about.get("catalog_name", ""),
        built_at=about.get("built_at", ""),
        n_products=int(view.visible.sum()),
        thresholds=thresholds,
        work=work,
        verdicts=verdicts,
        branches=kept_branches(view),
    )


def read(fields: Sequence[object]) -> tuple[Thresholds, Work]:
    """Read the fields; one that holds no number takes its default."""
    values = [
        float(value) if isinstance(value, int | float) and value >= 0 else default
        for value, default in zip(fields, DEFAULTS, strict=True)
    ]
    precision, coverage, first = (min(value / 100, 1.0) for value in values[:3])
    return Thresholds(min(precision, MOST_PRECISE), coverage, first), Work(*values[3:])


@cached_per_build
def case(database: Database, space: str, level: int) -> PreparedCase:
    """Prepare a space at a level."""
    catalogue = database.catalogue
    default = catalogue.clusterings[space, level]
    return prepare(
        space,
        level,
        catalogue.tree.paths,
        catalogue.groups,
        catalogue.labels[space, level],
        {
            rule: Suggested(*queries.proposed(database, space, level, rule))
            for rule in (PLAIN, STRICT)
        },
        (default.seed_mean, default.seed_sd),
        catalogue.about.get("groups.kind", "brands"),
    )


@cached_per_build
def measured(_database: Database) -> Callable[..., Evidence]:
    """Give what measures cases on encoded rows: what takes time is done once."""
    # A few filters, of all spaces and levels: each holds all their votes.
    return lru_cache(maxsize=24)(_measure)


def _measure(
    studied: PreparedCase, rows: str, target_precision: float, *, plain_targets: bool
) -> Evidence:
    visible = decode(rows, len(studied.clusters))
    return measure(studied, visible, target_precision, plain_targets=plain_targets)


def kept_branches(view: FilterState) -> list[str]:
    """Name the highest branches that the filter keeps whole; none where it keeps everything."""
    if not view.is_filtered:
        return []
    tree = view.catalogue.tree
    whole_nodes = set()
    for level in view.catalogue.levels:
        codes, nodes = tree.codes(level.number), tree.categories(level.number)
        kept = np.bincount(codes[view.visible & (codes != NO_CATEGORY)], minlength=len(nodes))
        whole_nodes |= {
            node for node, count in zip(nodes, kept, strict=True) if count == tree.sizes[node]
        }
    return [words.branch_name(node) for node in sorted(whole_nodes) if node[:-1] not in whole_nodes]


def reset(_clicks: int) -> list[float]:
    """Give each field its default."""
    return list(DEFAULTS)


def translate(language: object) -> tuple[Any, ...]:
    """Write numbers and choices as the language does."""
    decimal, thousands = tuple(separators(language_or_default(language)))
    decimals, groups = (decimal for _ in DEFAULTS), (thousands for _ in DEFAULTS)
    return (*decimals, *groups, space_options(language))


def space_options(language: object) -> list[dict[str, str]]:
    """List the spaces whose evidence can be shown, the best of each level first."""
    lang = language_or_default(language)
    return [{"value": BEST, "label": text("verdict.space.best", lang)}, *space_choices(lang)]


def show_evidence(chosen: dict[str, Any] | None) -> Any:
    """Show the evidence of the verdict whose link was followed."""
    if not chosen or len(chosen["value"] or ()) != 2:
        return no_update, no_update
    level, space = chosen["value"]
    return str(parse_int(level, 1)), space if isinstance(space, str) else BEST


def download(
    _html: int,
    _json: int,
    level: object,
    checked: Sequence[str] | None,
    language: object,
    *fields: object,
) -> Any:
    """Write the verdict as one file."""
    view = resolve_filter(level, checked, language)
    judged = report(view, fields, plain_targets=True)
    name = text("verdict.file", view.language)
    if ctx.triggered_id == ids.VERDICT_JSON:
        return {"content": to_json(judged), "filename": f"{name}.json", "type": "application/json"}
    page = html(judged, view.language)
    return {"content": page, "filename": f"{name}.html", "type": "text/html"}


def _chosen(judged: Report, view: FilterState, space: str) -> Verdict | None:
    level = view.cluster_level
    if level is None:
        return None
    if space == BEST:
        return judged.best(level)
    verdicts = [verdict for verdict in judged.at(level) if verdict.evidence.space == space]
    return verdicts[0] if verdicts else judged.best(level)


def _naming_words(view: FilterState, chosen: Verdict, lang: str) -> str:
    """Say what is owed to words that name categories, where the space reads texts."""
    if chosen.evidence.space == SIDES[1]:
        return ""
    return ablation.sentence(ablations(view.database), chosen.evidence.level, lang)


def _scope(view: FilterState) -> str:
    n, lang = view.catalogue.n_products, view.language
    recovered = parse_int(view.catalogue.about.get("groups.recovered"), 0)
    kind = view.catalogue.about.get("groups.kind", "brands")
    groups = text(
        f"verdict.groups.{kind}",
        lang,
        n=len(np.unique(view.catalogue.groups[view.visible])),
        share=percent(recovered / max(n, 1), lang),
    )
    if not view.is_filtered:
        return f"{text('verdict.scope.all', lang, n=n)} {groups}"
    shown = number(int(view.visible.sum()), lang)
    scope = text("verdict.scope.some", lang, shown=shown, n=number(n, lang))
    return f"{scope} {groups}"


def _head(judged: Report, level: int, lang: str) -> Any:
    best = judged.best(level)
    assert best is not None  # noqa: S101 - a level of the report has a verdict
    return cards.head(
        cards.Head(
            title=text(
                "verdict.head",
                lang,
                level=level,
                categories=words.count("categories", best.evidence.n_categories, lang),
                products=words.count("products", best.evidence.n, lang),
            ),
            outcome=_outcome(best, lang),
            meaning=words.meaning(best, lang),
            why=f"{words.why(best, lang)} {words.based_on(best, lang)}".rstrip(),
            cases=[
                (
                    (level, verdict.evidence.space),
                    words.space_name(verdict.evidence.space, lang),
                    _outcome(verdict, lang),
                )
                for verdict in judged.at(level)
            ],
        ),
        HERE,
        ids.VERDICT_EVIDENCE,
        ids.VERDICT_CHOSEN,
        lang,
    )


def _outcome(verdict: Verdict, lang: str) -> cards.Outcome:
    return cards.Outcome(verdict.outcome, words.outcome(verdict, lang))


def _title(chosen: Verdict, lang: str) -> str:
    space = words.space_name(chosen.evidence.space, lang)
    outcome = words.outcome(chosen, lang)
    level = words.say("report.level", lang, level=chosen.evidence.level)
    return text("verdict.chosen", lang, level=level, space=space, outcome=outcome)


def _savings(chosen: Verdict, work: Work, lang: str) -> list[Any]:
    def saving(name: str, value: Estimate) -> cards.Saving:
        return cards.Saving(
            words.say(f"report.column.{name}", lang),
            number(value.value, lang),
            words.between(value.low, value.high, lang) if value.low < value.high else "",
        )

    return [
        cards.way(
            words.say(f"report.way.{workflow.name}", lang),
            words.say(f"report.way.{workflow.standing}", lang),
            lang,
            is_advised=workflow.is_advised,
            figures=[
                saving("hours", workflow.savings.hours),
                saving("money", workflow.savings.money),
                saving("errors", workflow.savings.errors),
            ],
        )
        for workflow in workflows(chosen, work)
    ]


def _curve(chosen: Verdict, target_precision: float, theme: Any, lang: str) -> Figure:
    strict, plain, at = chosen.evidence.strict, chosen.evidence.plain, chosen.operating
    if strict is None or plain is None or at is None:
        return empty(words.why(chosen, lang), theme)

    def line(name: str, rule: VotingRule) -> Line:
        points = thinned(rule)
        return Line(
            words.say(f"report.curve.{name}", lang),
            coverage=[coverage for _, coverage, _ in points],
            precision=[precision for *_, precision in points],
        )

    point = None
    if at.threshold is not None:
        point = Point(at.coverage, at.precision, at.coverage_interval, at.precision_interval)
    target_words = words.say(
        "report.curve.target", lang, asked=words.percent(target_precision, lang)
    )
    return acceptance(
        line(STRICT, strict),
        line(PLAIN, plain),
        point,
        (target_precision, target_words),
        theme,
        x_title=words.say("report.curve.x", lang),
        y_title=words.say("report.curve.y", lang),
        separators=separators(lang),
    )


def _curve_table(chosen: Verdict, lang: str) -> Any:
    names = ("coverage", "strict", "plain")
    columns = [words.say(f"report.column.{name}", lang) for name in names]
    return cards.table(columns, curve_rows(chosen, lang), numeric_from=0)


def _rules(chosen: Verdict, lang: str) -> Any:
    if not chosen.reasons:
        return words.why(chosen, lang)
    names = ("rule", "found", "asked", "holds")
    columns = [
        *(words.say(f"report.column.{name}", lang) for name in names),
        text("verdict.rule.see", lang),
    ]
    rows = [
        [
            words.say(f"rule.{reason.rule}", lang),
            words.measured(reason, lang),
            words.target(reason, lang),
            words.say(f"state.{reason.state}", lang),
            cards.link(text(f"verdict.see.{reason.evidence}", lang), *EVIDENCE[reason.evidence]),
        ]
        for reason in chosen.reasons
    ]
    return cards.table(columns, rows)


def _branches(chosen: Verdict, lang: str) -> Any:
    rows = branch_rows(chosen, lang)
    if not rows:
        return words.say("report.branches.none", lang)
    return cards.table(branch_columns(lang), rows, numeric_from=1)
