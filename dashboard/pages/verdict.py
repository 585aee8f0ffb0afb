"""The verdict: automate, assist, or not feasible."""

from typing import Any

import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component

from dashboard import ids
from dashboard.components.lazy import Lazy
from dashboard.i18n import separators
from dashboard.ui.parts import (
    FIRST_LANGUAGE,
    attributes,
    chart,
    named,
    says,
    section,
    words,
)
from verdict.rules import Thresholds
from verdict.savings import Work

TARGETS, TODAY = Thresholds(), Work()
SHARES: dict[str, Any] = {"min": 1, "max": 100, "step": 1, "suffix": "\u202f%"}
AMOUNTS: dict[str, Any] = {"min": 0, "allowedDecimalSeparators": [",", "."]}
FIELDS: dict[str, dict[str, Any]] = {
    "precision": {**SHARES, "max": 99.5},
    "coverage": SHARES,
    "first": SHARES,
    "minutes": {**AMOUNTS, "step": 0.5, "max": 1_000},
    "check": {**AMOUNTS, "step": 0.1, "max": 1_000},
    "cost": {**AMOUNTS, "step": 1, "max": 100_000},
    "products": {**AMOUNTS, "step": 1_000, "max": 1_000_000_000},
}
"""What each field takes, in the order of `ids.VERDICT_INPUTS`."""
DECIMAL, THOUSANDS = tuple(separators(FIRST_LANGUAGE))
"""How the fields write numbers until another language is chosen."""
DEFAULTS = (
    round(TARGETS.precision * 100, 1),
    round(TARGETS.coverage * 100, 1),
    round(TARGETS.first_right * 100, 1),
    TODAY.minutes,
    TODAY.check_minutes,
    TODAY.hourly_cost,
    TODAY.products,
)
"""What each field holds at first."""
THRESHOLDS = 3
BEST = "best"
"""The choice of the evidence's space that follows the best verdict of each level."""


def page() -> Component:
    """Build the page."""
    return Lazy(
        [
            _heads(),
            _savings(),
            Lazy(
                [_evidence(), _rehearsal(), _branches(), _take()],
                id=ids.below("verdict"),
                className="page-part",
                shown_with=["verdict"],
                late=True,
            ),
        ],
        id=ids.page("verdict"),
        className="page verdict",
        shown_with=["verdict"],
        hidden=True,
    )


def _heads() -> Component:
    return section(
        "verdict.title",
        "verdict.how",
        html.P(id=ids.VERDICT_SCOPE, className="hint", role="status"),
        dcc.Store(id=ids.VERDICT_CHOSEN),
        html.Div(id=ids.VERDICT_HEADS, className="verdict-heads"),
    )


def _savings() -> Component:
    fields = [
        _field(name, identifier, value)
        for name, identifier, value in zip(FIELDS, ids.VERDICT_INPUTS, DEFAULTS, strict=True)
    ]
    return section(
        "verdict.savings",
        "verdict.savings.how",
        html.Div(
            [
                html.Div(
                    [
                        html.H3(words("verdict.asked"), className="card-title"),
                        html.P(words("verdict.asked.how"), className="hint"),
                        html.Div(fields[:THRESHOLDS], className="verdict-fields"),
                        html.H3(words("verdict.work"), className="card-title"),
                        html.Div(fields[THRESHOLDS:], className="verdict-fields"),
                        dmc.Button(
                            words("verdict.reset"),
                            id=ids.VERDICT_RESET,
                            variant="default",
                            size="compact-sm",
                            n_clicks=0,
                        ),
                    ],
                    className="card verdict-asked",
                ),
                html.Div(
                    id=ids.VERDICT_SAVINGS,
                    className="verdict-ways",
                    **attributes(data_says=says(ids.VERDICT_WHY)),
                ),
            ],
            className="verdict-row",
        ),
    )


def _field(name: str, identifier: str, value: float) -> Component:
    return html.Label(
        [
            html.Span(words(f"verdict.input.{name}"), className="label"),
            dmc.NumberInput(
                id=identifier,
                value=value,
                debounce=400,
                size="sm",
                decimalSeparator=DECIMAL,
                thousandSeparator=THOUSANDS,
                **FIELDS[name],
            ),
        ],
        className="verdict-field",
    )


def _evidence() -> Component:
    return html.Div(
        section(
            "verdict.evidence",
            "verdict.evidence.how",
            html.Div(
                [
                    html.P(id=ids.VERDICT_WHY, className="lead"),
                    named(
                        "verdict.space",
                        dmc.SegmentedControl(
                            id=ids.VERDICT_SPACE,
                            data=[],
                            value=BEST,
                            size="xs",
                        ),
                    ),
                ],
                className="toolbar",
            ),
            html.Div(
                [
                    html.Figure(
                        [
                            html.Figcaption(words("verdict.curve"), className="card-title"),
                            chart(
                                "verdict.curve",
                                ids.VERDICT_CURVE,
                                captions=(ids.VERDICT_WHY, ids.VERDICT_POINT),
                            ),
                            html.P(id=ids.VERDICT_POINT, className="hint"),
                            html.Details(
                                [
                                    html.Summary(words("verdict.table")),
                                    _scrolled(ids.VERDICT_CURVE_TABLE),
                                ]
                            ),
                        ],
                        className="card",
                    ),
                    html.Div(
                        [
                            html.H3(words("verdict.rules"), className="card-title"),
                            _scrolled(ids.VERDICT_RULES),
                        ],
                        className="card",
                    ),
                ],
                className="verdict-evidence",
            ),
            html.P(id=ids.VERDICT_WORDS, className="hint"),
        ),
        id=ids.VERDICT_EVIDENCE,
        className="anchor",
        tabIndex=-1,
    )


def _rehearsal() -> Component:
    """Hold the promises that were tried; hidden where none was."""
    return html.Div(
        section(
            "rehearsal.title",
            "rehearsal.how",
            html.Div(_scrolled(ids.VERDICT_REHEARSAL), className="card"),
        ),
        id=ids.VERDICT_REHEARSED,
        hidden=True,
    )


def _branches() -> Component:
    return section(
        "verdict.branches",
        None,
        html.P(id=ids.VERDICT_BRANCHES_NOTE, className="how"),
        html.Div(_scrolled(ids.VERDICT_BRANCHES), className="card"),
    )


def _take() -> Component:
    return section(
        "verdict.take",
        "verdict.take.how",
        html.Div(
            [
                dmc.Button(words("verdict.html"), id=ids.VERDICT_HTML, n_clicks=0),
                dmc.Button(
                    words("verdict.json"), id=ids.VERDICT_JSON, variant="default", n_clicks=0
                ),
            ],
            className="controls",
        ),
        dcc.Download(id=ids.VERDICT_FILE),
    )


def _scrolled(identifier: str) -> Component:
    """Hold a table that may be wider than the page."""
    return html.Div(id=identifier, className="scrolled", tabIndex=0)
