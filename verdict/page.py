"""A report as one HTML file: no script, nothing to fetch, fit to be printed."""

from collections.abc import Sequence
from html import escape
from math import floor

from verdict import charts
from verdict.evidence import PLAIN, STRICT
from verdict.report import Report, branches_of, thinned, workflows
from verdict.rules import Verdict
from verdict.words import asked as asked_for
from verdict.words import (
    based_on,
    between,
    branch_name,
    count,
    date,
    estimate,
    found,
    meaning,
    number,
    outcome,
    percent,
    say,
    share_between,
    space_name,
    why,
)

TABLE_STEP = 0.1
SIGNS = {"automate": "\u2714", "assist": "\u25d0", "not_feasible": "\u2718", "undecided": "?"}
"""Beside the words, so that no outcome rests on its colour."""

STYLE = """
:root{--ink:#1C2126;--soft:#5A6169;--page:#FFFFFF;--line:#D9DEE2;--accent:#0B6470;
--good:#1F6B3A;--mid:#7A4B00;--bad:#A32A12;--wash:#F4F7F7}
@media (prefers-color-scheme:dark){:root{--ink:#ECE9E3;--soft:#A5ABB2;--page:#15181C;
--line:#353B42;--accent:#5CC6CF;--good:#6FCB8D;--mid:#E9B44C;--bad:#F58B70;--wash:#1D2126}}
@media print{:root{--ink:#000;--soft:#444;--page:#FFF;--line:#BBB;--accent:#0B6470;
--good:#1F6B3A;--mid:#7A4B00;--bad:#A32A12;--wash:#FFF}section,figure,article{break-inside:avoid}
details>*{display:block}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--ink);font:16px/1.5 Inter,'Segoe UI',Arial,
sans-serif;font-variant-numeric:tabular-nums}
main{max-width:960px;margin:0 auto;padding:32px 16px 64px}
h1{font-size:28px;line-height:1.2;margin:0 0 8px}h2{font-size:20px;margin:40px 0 8px}
h3{font-size:16px;margin:24px 0 8px}p{margin:0 0 8px}.soft{color:var(--soft)}
.heads{display:grid;grid-template-columns:repeat(auto-fit,minmax(280px,1fr));gap:16px;
margin:24px 0}
.head{border:1px solid var(--line);border-radius:8px;padding:16px;background:var(--wash)}
.outcome{font-weight:700;white-space:nowrap}
.head .outcome{font-size:26px;line-height:1.3;white-space:normal}
.automate{color:var(--good)}.assist{color:var(--mid)}.not_feasible{color:var(--bad)}
.undecided{color:var(--soft)}
.wide{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:14px;margin:8px 0}
th,td{text-align:left;padding:6px 12px 6px 0;border-bottom:1px solid var(--line);
vertical-align:top}th{color:var(--soft);font-weight:600}
.n{text-align:right}td.n{white-space:nowrap}figure{margin:16px 0}
svg{width:100%;height:auto;display:block}
a{color:var(--accent)}summary{cursor:pointer;color:var(--accent);padding:4px 0}
text{fill:var(--ink);font-size:13px}.tick{fill:var(--soft)}.axis{fill:var(--soft)}
.grid{stroke:var(--line)}.strict,.plain{fill:none;stroke:var(--accent);stroke-width:2.5}
.plain{stroke:var(--soft);stroke-dasharray:5 4;stroke-width:2}
.target{stroke:var(--bad);stroke-width:1.5;stroke-dasharray:2 3}
.band{fill:var(--accent);fill-opacity:.14}.point{fill:var(--accent);stroke:var(--page);
stroke-width:2}.bar{fill:var(--accent);fill-opacity:.35}
.hollow{fill:none;stroke:var(--accent);stroke-dasharray:4 3}.whisker{stroke:var(--ink);
stroke-width:1.5}
"""


def html(report: Report, language: str) -> str:
    """Write a report in a language.

    Parameters
    ----------
    report : Report
    language : {'fr', 'en'}

    Returns
    -------
    str
        A whole page; it is well-formed XML too.
    """
    title = say("report.title", language)
    parts = [
        f"<h1>{escape(title)}</h1>",
        _paragraph(_about(report, language), "soft"),
        _heads(report, language),
        _paragraph(say("report.method.study", language)),
        _verdicts(report, language),
        _savings(report, language),
        *(_branches(report, level, language) for level in report.levels),
        _agreement(report, language),
        *(_details(verdict, report, language) for verdict in report.verdicts),
        _method(language),
    ]
    return (
        f'<!DOCTYPE html>\n<html lang="{language}"><head><meta charset="utf-8"/>'
        '<meta name="viewport" content="width=device-width, initial-scale=1"/>'
        f"<title>{escape(title)} {escape(report.catalogue)}</title><style>{STYLE}</style></head>"
        f"<body><main>{''.join(parts)}</main></body></html>\n"
    )


def curve_chart(verdict: Verdict, target_precision: float, language: str) -> str:
    """Draw the curve of a verdict, with its threshold; empty where there is none."""
    evidence, operating = verdict.evidence, verdict.operating
    if evidence.strict is None or evidence.plain is None or operating is None:
        return ""
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
            title=say(
                "report.curve",
                language,
                space=space_name(evidence.space, language),
                level=evidence.level,
            ),
            description=point_sentence(verdict, language),
            x=say("report.curve.x", language),
            y=say("report.curve.y", language),
            strict=say("report.curve.strict", language),
            plain=say("report.curve.plain", language),
            target=say("report.curve.target", language, asked=percent(target_precision, language)),
        ),
        f"curve-{evidence.level}-{evidence.space}",
    )


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


def _heads(report: Report, language: str) -> str:
    heads = []
    for level in report.levels:
        verdict = report.best(level)
        if verdict is None:
            continue
        name = say("report.level", language, level=level)
        size = count("categories", verdict.evidence.n_categories, language)
        by = based_on(verdict, language)
        heads.append(
            f'<article class="head"><p class="soft">{escape(name)} ({escape(size)})</p>'
            f"<p>{_outcome(verdict, language)}</p>"
            f"<p>{escape(meaning(verdict, language))}</p>"
            f"<p>{escape(why(verdict, language))} {escape(by)}</p></article>"
        )
    return f'<div class="heads">{"".join(heads)}</div>'


def _outcome(verdict: Verdict, language: str) -> str:
    sign = SIGNS[verdict.outcome]
    return (
        f'<span class="outcome {verdict.outcome}"><span aria-hidden="true">{sign}</span> '
        f"{escape(outcome(verdict, language))}</span>"
    )


def _verdicts(report: Report, language: str) -> str:
    rows = [
        [
            str(verdict.evidence.level),
            f'<a href="#{_anchor(verdict)}">{escape(space_name(verdict.evidence.space, language))}'
            "</a>",
            _outcome(verdict, language),
            escape(why(verdict, language)),
        ]
        for verdict in report.verdicts
    ]
    columns = [say(f"report.column.{name}", language) for name in ("level", "space", "verdict")]
    columns.append(say("report.column.why", language))
    return _section(say("report.verdicts", language), _table(columns, rows))


def _savings(report: Report, language: str) -> str:
    work = report.work
    how = say(
        "report.savings.how",
        language,
        products=number(work.products, language),
        minutes=number(work.minutes, language, 1),
        check=number(work.check_minutes, language, 1),
        cost=number(work.hourly_cost, language),
    )
    rows = []
    for level in report.levels:
        verdict = report.best(level)
        for way in workflows(verdict, work) if verdict else []:
            advised = say(f"report.way.{way.standing}", language)
            rows.append(
                [
                    str(level),
                    f"{escape(say(f'report.way.{way.name}', language))} ({escape(advised)})",
                    estimate(way.savings.hours, language),
                    estimate(way.savings.money, language),
                    estimate(way.savings.errors, language),
                ]
            )
    names = ("level", "way", "hours", "money", "errors")
    columns = [say(f"report.column.{name}", language) for name in names]
    return _section(
        say("report.savings", language),
        _paragraph(how, "soft") + _table(columns, rows, numeric_from=2),
    )


def _branches(report: Report, level: int, language: str) -> str:
    verdict = report.best(level)
    if verdict is None:
        return ""
    how = say(
        "report.branches.how",
        language,
        level=level,
        space=space_name(verdict.evidence.space, language),
    )
    rows = branch_rows(verdict, language)
    title = f"{say('report.branches', language)} ({say('report.level', language, level=level)})"
    columns = branch_columns(language)
    body = (
        _table(columns, [[escape(row[0]), *row[1:]] for row in rows], numeric_from=1)
        if rows
        else _paragraph(say("report.branches.none", language))
    )
    return _section(title, _paragraph(how, "soft") + body)


def branch_columns(language: str) -> list[str]:
    """Name the columns of `branch_rows`."""
    names = ("branch", "n", "first", "coverage", "precision", "interval")
    return [say(f"report.column.{name}", language) for name in names]


def branch_rows(verdict: Verdict, language: str) -> list[list[str]]:
    """Write the branches of a verdict, the surest first; names are not escaped."""
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


def _agreement(report: Report, language: str) -> str:
    rows, drawn = [], []
    for verdict in report.verdicts:
        scored, evidence = verdict.evidence.agreement, verdict.evidence
        if scored is None:
            continue
        name = f"{space_name(evidence.space, language)}, {evidence.level}"
        interval = (
            between(*scored.interval, language, 2)
            if scored.interval
            else say("interval.none", language)
        )
        seeds = "\u2014"
        if scored.seed_mean is not None and scored.seed_sd is not None:
            mean, spread = (
                number(each, language, 2) for each in (scored.seed_mean, scored.seed_sd)
            )
            seeds = f"{mean} \u00b1 {spread}"
        value = number(scored.value, language, 2)
        rows.append(
            [
                str(evidence.level),
                escape(space_name(evidence.space, language)),
                value,
                interval,
                number(scored.null_high, language, 3),
                seeds,
                number(evidence.n, language),
            ]
        )
        low, high = scored.interval or (None, None)
        drawn.append(
            charts.Bar(name, f"{value} {interval}", scored.value, low, high, scored.null_high)
        )
    names = ("level", "space", "interval", "chance", "seeds", "n")
    level, space, *others = (say(f"report.column.{name}", language) for name in names)
    title, how = say("report.agreement", language), say("report.agreement.how", language)
    chart = charts.bars(drawn, title, how, "agreement") if drawn else ""
    return _section(
        title,
        _paragraph(how, "soft")
        + f"<figure>{chart}</figure>"
        + _table([level, space, "ARI", *others], rows, numeric_from=2),
        "agreement",
    )


def _details(verdict: Verdict, report: Report, language: str) -> str:
    evidence = verdict.evidence
    title = say(
        "report.curve",
        language,
        space=space_name(evidence.space, language),
        level=evidence.level,
    )
    body = f"<p>{_outcome(verdict, language)}</p>" + _paragraph(why(verdict, language))
    if verdict.reasons:
        rules = [
            [
                escape(say(f"rule.{reason.rule}", language)),
                found(reason, language),
                asked_for(reason, language),
                escape(say(f"state.{reason.state}", language)),
                _see(verdict, reason.evidence, language),
            ]
            for reason in verdict.reasons
        ]
        names = ("rule", "found", "asked", "holds")
        columns = [*(say(f"report.column.{name}", language) for name in names), ""]
        body += _paragraph(say("report.evidence.how", language), "soft") + _table(columns, rules)
        read = ("coverage", "strict", "plain")
        body += (
            f'<figure id="{_anchor(verdict)}-curve">'
            + curve_chart(verdict, report.thresholds.precision, language)
            + "</figure>"
            + _paragraph(point_sentence(verdict, language))
            + _paragraph(say("report.curve.how", language), "soft")
            + f"<details><summary>{escape(say('report.table', language))}</summary>"
            + _table(
                [say(f"report.column.{name}", language) for name in read],
                curve_rows(verdict, language),
                numeric_from=0,
            )
            + "</details>"
        )
    return _section(title, body, _anchor(verdict))


def _see(verdict: Verdict, evidence: str, language: str) -> str:
    target = "agreement" if evidence == "agreement" else f"{_anchor(verdict)}-curve"
    return f'<a href="#{target}">{escape(say(f"report.see.{evidence}", language))}</a>'


def _method(language: str) -> str:
    keys = ("study", "strict", "halves", "margin")
    return _section(
        say("report.method", language),
        "".join(_paragraph(say(f"report.method.{key}", language)) for key in keys),
    )


def _anchor(verdict: Verdict) -> str:
    return f"level-{verdict.evidence.level}-{verdict.evidence.space}"


def _section(title: str, body: str, identifier: str | None = None) -> str:
    name = f' id="{identifier}"' if identifier else ""
    return f"<section{name}><h2>{escape(title)}</h2>{body}</section>"


def _paragraph(words: str, style: str | None = None) -> str:
    name = f' class="{style}"' if style else ""
    return f"<p{name}>{escape(words)}</p>"


def _table(
    columns: Sequence[str], rows: Sequence[Sequence[str]], numeric_from: int | None = None
) -> str:
    """Write a table; cells are already escaped."""

    def cell(tag: str, at: int, words: str) -> str:
        number_like = numeric_from is not None and at >= numeric_from
        scope = ' scope="col"' if tag == "th" else ""
        style = ' class="n"' if number_like else ""
        return f"<{tag}{scope}{style}>{words}</{tag}>"

    head = "".join(cell("th", at, escape(name)) for at, name in enumerate(columns))
    body = "".join(
        f"<tr>{''.join(cell('td', at, words) for at, words in enumerate(row))}</tr>" for row in rows
    )
    return (
        f'<div class="wide" tabindex="0"><table><thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )
