"""A small table of promises: what half of the brands said, and what the hidden half gave."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.components.verdict import table
from dashboard.i18n import number, percent, text
from dashboard.model.rehearsal import Rehearsed


def as_table(found: Sequence[Rehearsed], language: str) -> list[Component]:
    """Show each promise beside what was found, and say how it was tried."""
    if not found:
        return [html.P(text("rehearsal.absent", language), className="hint")]
    columns = [
        text(f"rehearsal.column.{name}", language)
        for name in ("measure", "promised", "found", "kept")
    ]
    rows = [
        [
            text(f"rehearsal.{one.measure}", language),
            text(
                "rehearsal.promised",
                language,
                share=percent(one.promised, language),
                low=percent(one.promised_low, language),
            ),
            text(
                "rehearsal.found",
                language,
                share=percent(one.found, language),
                low=percent(one.found_low, language),
                high=percent(one.found_high, language),
            ),
            text(
                "rehearsal.kept",
                language,
                kept=number(one.kept, language),
                repeats=number(one.repeats, language),
            ),
        ]
        for one in found
    ]
    return [
        table(columns, rows, numeric_from=1),
        html.P(
            text("rehearsal.note", language, n=found[0].repeats, products=found[0].n),
            className="hint",
        ),
    ]
