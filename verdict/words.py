"""What a verdict says, from the files of `texts/`, and how its numbers are written."""

from math import ceil, floor
from pathlib import Path as File

from localisation import DASH, Texts, date, number, percent
from verdict.evidence import ONE_CATEGORY, Path
from verdict.rules import (
    ABOVE_CHANCE,
    AUTOMATE,
    BRANDS,
    FIRST,
    HOLDS,
    PRECISION,
    UNDECIDED,
    Reason,
    Verdict,
)
from verdict.savings import Estimate

__all__ = ["DASH", "TEXTS", "TO", "at_least", "at_most", "based_on", "between",
           "branch_name", "count", "date", "estimate", "lacking", "meaning", "measured", "number",
           "outcome", "percent", "say", "share_between", "space_name", "target", "why"]  # fmt: skip

TEXTS = Texts(File(__file__).with_name("texts"), default="fr")
TO = "\u2013"
say, count = TEXTS.text, TEXTS.count


def at_least(share: float, language: str) -> str:
    """Write a lower end, rounded down: a promise is never rounded up.

    Examples
    --------
    >>> at_least(0.9499, "en")
    '94%'
    """
    return percent(floor(share * 100 + 1e-9) / 100, language)


def at_most(share: float | None, language: str) -> str:
    """Write an upper end, rounded up; a dash where there is none.

    Examples
    --------
    >>> at_most(0.4401, "en"), at_most(None, "en")
    ('45%', '\u2014')
    """
    return DASH if share is None else percent(ceil(share * 100 - 1e-9) / 100, language)


def between(low: float, high: float, language: str, decimals: int = 0) -> str:
    """Write an interval.

    Examples
    --------
    >>> between(0.6, 0.68, "en", 2)
    '[0.60 \u2013 0.68]'
    """
    return f"[{number(low, language, decimals)} {TO} {number(high, language, decimals)}]"


def share_between(low: float, high: float, language: str) -> str:
    """Write an interval of shares as percentages, rounded outwards.

    Examples
    --------
    >>> share_between(0.606, 0.68, "en")
    '[60 \u2013 68%]'
    """
    outer = ceil(high * 100 - 1e-9) / 100
    return f"[{number(floor(low * 100 + 1e-9), language)} {TO} {percent(outer, language)}]"


def estimate(value: Estimate, language: str, decimals: int = 0) -> str:
    """Write an estimate with its interval, where it has one."""
    if value.low == value.high:
        return number(value.value, language, decimals)
    shown = between(value.low, value.high, language, decimals)
    return f"{number(value.value, language, decimals)} {shown}"


def measured(reason: Reason, language: str) -> str:
    """Write what a rule found: its interval, or the value of one that has none."""
    if reason.high is None:
        return f"{number(reason.found, language, 3)} ({say('interval.none', language)})"
    if reason.rule == ABOVE_CHANCE:
        return between(reason.found, reason.high, language, 3)
    return share_between(reason.found, reason.high, language)


def target(reason: Reason, language: str) -> str:
    """Write what a rule asked for."""
    if reason.rule == ABOVE_CHANCE:
        return number(reason.asked, language, 3)
    return percent(reason.asked, language)


def why(verdict: Verdict, language: str) -> str:
    """Say in a sentence or two what the outcome rests on."""
    evidence, operating, deciding = verdict.evidence, verdict.operating, verdict.deciding
    if evidence.strict is None or operating is None or deciding is None:
        products = count("products", evidence.n, language)
        return say(f"why.missing.{evidence.missing}", language, products=products)
    values = {
        "found": measured(deciding, language),
        "low": at_least(deciding.found, language),
        "high": at_most(deciding.high, language),
        "asked": target(deciding, language),
        "first": percent(evidence.strict.first_right, language),
        "coverage": percent(operating.coverage, language),
        "right": percent(operating.precision, language),
        "precision": at_least(operating.precision_interval.low, language),
    }
    if verdict.outcome == AUTOMATE:
        return say("why.automate", language, **values)
    rule = deciding.rule
    if rule == PRECISION and operating.threshold is None:
        rule = "threshold"
    parts = []
    if rule not in (ABOVE_CHANCE, FIRST):
        lead = "helps" if verdict.assistance == HOLDS else "fails"
        parts.append(say(f"why.lead.{lead}", language, **values))
    parts.append(say(f"why.{rule}.{deciding.state}", language, **values))
    if deciding.state == UNDECIDED:
        parts.append(lacking(verdict, language))
    return " ".join(parts)


def lacking(verdict: Verdict, language: str) -> str:
    """Say what there is, and what it would take to decide."""
    evidence = verdict.evidence
    products = count("products", evidence.n, language)
    if verdict.lacks != BRANDS or evidence.group_kind == "products":
        return say("lacks.products", language, products=products)
    kind = evidence.group_kind
    groups = count(kind, evidence.n_groups, language)
    return say(f"lacks.{kind}", language, products=products, groups=groups)


def outcome(verdict: Verdict, language: str) -> str:
    """Name the outcome; of a single category, there is nothing to decide."""
    return say(f"outcome.{_kind(verdict)}", language)


def meaning(verdict: Verdict, language: str) -> str:
    """Say in a sentence what the outcome means for the work."""
    return say(f"meaning.{_kind(verdict)}", language)


def based_on(verdict: Verdict, language: str) -> str:
    """Name the space that the best verdict of a level rests on, where it rests on one."""
    if not verdict.reasons:
        return ""
    return say("report.best", language, space=space_name(verdict.evidence.space, language))


def _kind(verdict: Verdict) -> str:
    return "nothing" if verdict.evidence.missing == ONE_CATEGORY else verdict.outcome


def space_name(space: str, language: str) -> str:
    """Name a space as the dashboard does; one without a text by its own name."""
    key = f"space.{space}"
    return say(key, language) if key in TEXTS else space


def branch_name(path: Path) -> str:
    """Write a path of categories."""
    return " \u203a ".join(path)
