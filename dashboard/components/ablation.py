"""The texts without the words that name their categories: a table, and one sentence."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.components.verdict import table
from dashboard.i18n import number, percent, text
from dashboard.model.ablation import FIRST_RIGHT, Ablation

EXAMPLES, SHOWN = 3, 30
"""Words that a sentence quotes, and that the table has below it."""


def as_table(found: Sequence[Ablation], left_out: int, language: str) -> list[Component]:
    """Show every measure with and without the words, and the words.

    Without a measure it is said why: no word names a category, or `left_out` words did, and left
    nothing.
    """
    if not found:
        why = "ablation.none" if not left_out else "ablation.nothing_left"
        return [html.P(text(why, language), className="hint")]
    columns = ("level", "measure", "with", "without", "change", "n")
    rows = [
        [
            number(one.level, language),
            text(f"ablation.{one.measure}", language),
            _value(one, one.with_words, language),
            _value(one, one.without_words, language),
            _change(one, language),
            number(one.n, language),
        ]
        for one in found
    ]
    words = found[0].words
    listed = ", ".join(words[:SHOWN]) + (" …" if len(words) > SHOWN else "")
    return [
        html.Div(
            table(
                [text(f"ablation.column.{name}", language) for name in columns],
                rows,
                numeric_from=2,
            ),
            className="card scrolled",
            tabIndex=0,
        ),
        html.P(text("ablation.words", language, n=len(words), words=listed), className="hint"),
        html.P(text("ablation.read", language), className="hint"),
    ]


def sentence(found: Sequence[Ablation], level: int, language: str) -> str:
    """Say what first suggestions by text lose at a level; nothing where no loss is sure."""
    for one in found:
        is_lost = one.interval is not None and one.interval[1] < 0
        if one.level == level and one.measure == FIRST_RIGHT and is_lost:
            return text(
                "ablation.sentence",
                language,
                n=len(one.words),
                examples=", ".join(one.words[:EXAMPLES]),
                level=level,
                before=percent(one.with_words, language),
                after=percent(one.without_words, language),
                change=_change(one, language),
            )
    return ""


def _value(one: Ablation, value: float, language: str) -> str:
    return percent(value, language) if one.measure == FIRST_RIGHT else number(value, language, 2)


def _change(one: Ablation, language: str) -> str:
    """Write the change with its interval; of shares, in points."""
    scale, decimals = (100, 1) if one.measure == FIRST_RIGHT else (1, 2)
    change = scale * (one.without_words - one.with_words)
    ends = (
        text("ablation.no_interval", language)
        if one.interval is None
        else "[{} – {}]".format(*(number(scale * end, language, decimals) for end in one.interval))
    )
    return f"{number(change, language, decimals)} {ends}"
