"""The verdict as cards and tables: strings in, component trees out."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.components.html_fragment import Rows
from dashboard.ui.copy_button import copy_button

SIGNS = {"automate": "\u2714", "assist": "\u25d0", "not_feasible": "\u2718", "undecided": "?"}
"""Beside the words, so that no outcome rests on its colour."""


@dataclass(frozen=True)
class Outcome:
    """An outcome and its words."""

    kind: str
    words: str


@dataclass(frozen=True)
class Head:
    """What is said first of a level.

    Attributes
    ----------
    title, meaning, why : str
    outcome : Outcome
    cases : sequence of ((level, space), name of the space, Outcome)
    """

    title: str
    outcome: Outcome
    meaning: str
    why: str
    cases: Sequence[tuple[tuple[int, str], str, Outcome]]


@dataclass(frozen=True)
class Saving:
    """A figure of a way to work: what it is, how much, and its interval."""

    name: str
    value: str
    interval: str


def head(shown: Head, address: str, part: str, chosen: str, language: str) -> Component:
    """Show the verdict of a level, and each space's with a link to its evidence.

    Parameters
    ----------
    shown : Head
    address : str
        Of the page that holds the evidence.
    part : str
        Id of the part of that page.
    chosen : str
        Id of the store that is told which link was followed.
    language : str
    """
    return html.Article(
        [
            html.H3(shown.title, className="card-title beside-copy"),
            copy_button(language),
            html.P(_outcome(shown.outcome), className="verdict-outcome"),
            html.P(shown.meaning, className="lead"),
            html.P(shown.why),
            html.Ul(
                [
                    html.Li(
                        [
                            html.A(
                                name,
                                href=address,
                                **_shows(part, chosen, case),
                            ),
                            _outcome(outcome),
                        ]
                    )
                    for case, name, outcome in shown.cases
                ],
                className="verdict-cases",
            ),
        ],
        className="card verdict-card",
    )


def way(
    title: str, mark: str, language: str, *, is_advised: bool, figures: Sequence[Saving]
) -> Component:
    """Show what one way to work would save."""
    return html.Article(
        [
            html.Div(
                [html.H3(title, className="card-title"), html.P(mark, className="tag")],
                className="card-head",
            ),
            copy_button(language),
            html.Dl(
                [
                    html.Div(
                        [
                            html.Dt(figure.name),
                            html.Dd(figure.value, className="verdict-figure"),
                            html.Dd(figure.interval, className="hint"),
                        ]
                    )
                    for figure in figures
                ],
                className="verdict-figures",
            ),
        ],
        className="card verdict-way" if is_advised else "card verdict-way verdict-aside",
    )


def table(
    columns: Sequence[str], rows: Sequence[Sequence[Any]], *, numeric_from: int | None = None
) -> Component:
    """Build a table; from column `numeric_from` on, cells are numbers."""
    first = len(columns) if numeric_from is None else numeric_from
    classes = ["" if at < first else "number" for at in range(len(columns))]
    scope: dict[str, Any] = {"scope": "col"}
    return html.Table(
        [
            html.Thead(
                html.Tr(
                    [
                        html.Th(name, className=class_name, **scope)
                        for name, class_name in zip(columns, classes, strict=True)
                    ]
                )
            ),
            html.Tbody(Rows(rows, named=False, classes=classes)),
        ],
        className="plain-table",
    )


def link(words: str, address: str, part: str = "") -> Component:
    """Link to a page, and to a part of it where it is this one."""
    return html.A(words, href=address, **_shows(part))


def _shows(part: str, store: str = "", value: object = None) -> dict[str, Any]:
    event = {"data-dispatch": store, "data-value": json.dumps(value)} if store else {}
    return {"data-shows": part, **event} if part else event


def _outcome(outcome: Outcome) -> Component:
    hidden: dict[str, Any] = {"aria-hidden": "true"}
    return html.Span(
        [html.Span(SIGNS[outcome.kind], **hidden), " ", outcome.words],
        className=f"outcome outcome-{outcome.kind}",
    )
