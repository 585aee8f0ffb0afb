"""A report as one HTML file, by the template `templates/report.html.j2`."""

from collections.abc import Callable
from functools import cache, partial
from math import floor
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from agreement.interval import CONFIDENCE
from verdict import charts, words
from verdict.evidence import PLAIN, STRICT
from verdict.report import Report, branches_of, thinned, workflows
from verdict.rules import Verdict
from verdict.words import (
    between,
    branch_name,
    date,
    estimate,
    number,
    percent,
    say,
    share_between,
    space_name,
)

TABLE_STEP = 0.1
SIGNS = {"automate": "\u2714", "assist": "\u25d0", "not_feasible": "\u2718", "undecided": "?"}
"""Beside the words, so that no outcome rests on its colour."""


def html(report: Report, language: str) -> str:
    """Write a report in a language.

    Parameters
    ----------
    report : Report
    language : str

    Returns
    -------
    str
        A whole page; it is well-formed XML too.
    """
    rows, drawing = _agreement(report, language)
    functions = (
        words.target, words.based_on, words.count, words.measured, words.meaning, words.outcome,
        words.why, branch_columns, branches_how, branch_rows, curve_rows, curve_title,
        point_sentence, space_name,
    )  # fmt: skip
    return _template().render(
        language=language,
        report=report,
        best=[verdict for level in report.levels if (verdict := report.best(level))],
        about=_about(report, language),
        savings_how=_savings_how(report, language),
        savings_rows=_savings_rows(report, language),
        agreement_rows=rows,
        agreement_drawing=drawing,
        curve_drawing=partial(
            curve_chart, target_precision=report.thresholds.precision, language=language
        ),
        signs=SIGNS,
        say=lambda key, **values: say(key, language, **values),
        columns=lambda *names: [say(f"report.column.{name}", language) for name in names],
        **{function.__name__: _in(language, function) for function in functions},
    )


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).with_name("templates")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("report.html.j2")


def _in(language: str, function: Callable[..., object]) -> Callable[..., object]:
    return partial(function, language=language)


def curve_chart(verdict: Verdict, target_precision: float, language: str) -> charts.Drawing | None:
    """Draw the curve of a verdict, with its threshold; None where there is none."""
    evidence, operating = verdict.evidence, verdict.operating
    if evidence.strict is None or evidence.plain is None or operating is None:
        return None
    lines = {
        rule: [point[1:] for point in thinned(each)]
        for rule, each in ((STRICT, evidence.strict), (PLAIN, evidence.plain))
    }
    lowest = min((point[1] for line in lines.values() for point in line), default=0.0)
    lowest = min(lowest, operating.precision_interval.low, target_precision)
    step = 0.05 if lowest >= 0.7 else 0.1 if lowest >= 0.4 else 0.2
    below = round((1 - floor(lowest / step + 1e-9) * step) / step)
    there = operating.threshold is not None
    return charts.curve(
        lines[STRICT],
        lines[PLAIN],
        (operating.coverage, operating.precision) if there else None,
        (*operating.coverage_interval, *operating.precision_interval) if there else None,
        target_precision,
        [(at / 5, percent(at / 5, language)) for at in range(6)],
        [(1 - at * step, percent(1 - at * step, language)) for at in range(below, -1, -1)],
        charts.Labels(
            title=curve_title(verdict, language),
            description=point_sentence(verdict, language),
            x=say("report.curve.x", language),
            y=say("report.curve.y", language),
            strict=say("report.curve.strict", language),
            plain=say("report.curve.plain", language),
            target=say("report.curve.target", language, asked=percent(target_precision, language)),
        ),
        f"curve-{evidence.level}-{evidence.space}",
    )


def curve_title(verdict: Verdict, language: str) -> str:
    """Name what a curve is of."""
    evidence = verdict.evidence
    space = space_name(evidence.space, language)
    return say("report.curve", language, space=space, level=evidence.level)


def point_sentence(verdict: Verdict, language: str) -> str:
    """Say where a verdict accepts, and what that gives."""
    operating = verdict.operating
    if operating is None or operating.threshold is None:
        return say("report.curve.no_point", language)
    return say(
        "report.curve.point",
        language,
        threshold=number(operating.threshold, language, 2),
        coverage=percent(operating.coverage, language),
        coverage_interval=share_between(*operating.coverage_interval, language),
        precision=percent(operating.precision, language),
        precision_interval=share_between(*operating.precision_interval, language),
    )


def curve_rows(verdict: Verdict, language: str) -> list[list[str]]:
    """Read both curves at every tenth of coverage: coverage, strict, plain."""
    strict, plain = verdict.evidence.strict, verdict.evidence.plain
    if strict is None or plain is None:
        return []
    rows = []
    for step in range(1, round(1 / TABLE_STEP) + 1):
        at = step * TABLE_STEP
        read = []
        for rule in (strict, plain):
            below = [precision for _, coverage, precision in thinned(rule) if coverage >= at - 1e-9]
            read.append(percent(below[0], language) if below else number(float("nan"), language))
        rows.append([percent(at, language), *read])
    return rows


def branches_how(verdict: Verdict, language: str) -> str:
    """Say what the list of branches is, and how many of its intervals miss by chance."""
    evidence = verdict.evidence
    space = space_name(evidence.space, language)
    how = say("report.branches.how", language, level=evidence.level, space=space)
    n = len(branches_of(verdict))
    if not n:
        return how
    missed = number((1 - CONFIDENCE) * n, language, 1)
    return f"{how} {say('report.branches.chance', language, n=n, missed=missed)}"


def branch_columns(language: str) -> list[str]:
    """Name the columns of `branch_rows`."""
    names = ("branch", "n", "first", "coverage", "precision", "interval")
    return [say(f"report.column.{name}", language) for name in names]


def branch_rows(verdict: Verdict, language: str) -> list[list[str]]:
    """Write the branches of a verdict, the surest first."""
    return [
        [
            branch_name(branch.path),
            number(branch.n, language),
            percent(branch.first_right, language),
            percent(branch.coverage, language),
            percent(branch.precision, language),
            share_between(*branch.precision_interval, language),
        ]
        for branch in branches_of(verdict)
    ]


def _about(report: Report, language: str) -> str:
    n = report.n_products
    scope = (
        say("report.scope.some", language, branches=", ".join(report.branches), n=n)
        if report.branches
        else say("report.scope.all", language)
    )
    return say(
        "report.about",
        language,
        name=report.catalogue,
        n=n,
        day=date(report.built_at, language),
        scope=scope,
    )


def _savings_how(report: Report, language: str) -> str:
    work = report.work
    return say(
        "report.savings.how",
        language,
        products=words.count("products", round(work.products), language),
        minutes=number(work.minutes, language, 1),
        check=number(work.check_minutes, language, 1),
        cost=number(work.hourly_cost, language),
    )


def _savings_rows(report: Report, language: str) -> list[list[str]]:
    rows = []
    for level in report.levels:
        verdict = report.best(level)
        for way in workflows(verdict, report.work) if verdict else []:
            name = say(f"report.way.{way.name}", language)
            advised = say(f"report.way.{way.standing}", language)
            saved = (way.savings.hours, way.savings.money, way.savings.errors)
            estimates = (estimate(value, language) for value in saved)
            rows.append([str(level), f"{name} ({advised})", *estimates])
    return rows


def _agreement(report: Report, language: str) -> tuple[list[list[str]], charts.Drawing]:
    rows, drawn = [], []
    for verdict in report.verdicts:
        scored, evidence = verdict.evidence.agreement, verdict.evidence
        if scored is None:
            continue
        space, value = space_name(evidence.space, language), number(scored.value, language, 2)
        low, high = scored.interval or (None, None)
        interval = say("interval.none", language)
        if scored.interval:
            interval = between(*scored.interval, language, 2)
        seeds = words.DASH
        if scored.seed_mean is not None and scored.seed_sd is not None:
            mean, spread = (
                number(each, language, 2) for each in (scored.seed_mean, scored.seed_sd)
            )
            seeds = f"{mean} \u00b1 {spread}"
        chance, n = number(scored.null_high, language, 3), number(evidence.n, language)
        rows.append([str(evidence.level), space, value, interval, chance, seeds, n])
        name = f"{space}, {evidence.level}"
        drawn.append(
            charts.Bar(name, f"{value} {interval}", scored.value, low, high, scored.null_high)
        )
    title, how = say("report.agreement", language), say("report.agreement.how", language)
    return rows, charts.bars(drawn, title, how, "agreement")
