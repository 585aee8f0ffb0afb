"""The listings that may be in the wrong category: a ranked list, and the chosen one in full."""

import json

import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component

from dashboard import ids
from dashboard.i18n import LANGUAGES, catalogue, text
from dashboard.model.label_issues import DECISIONS
from dashboard.ui.parts import FIRST_LANGUAGE, attributes, section, words

KEYS = {"accept": "A", "reject": "R", "tree": "T"}
"""The key of each decision, as the page's script knows it."""


def subpage() -> list[Component]:
    """Build the subpage."""
    return [
        dcc.Store(id=ids.LABEL_ISSUES_DECISIONS),
        dcc.Store(id=ids.LABEL_ISSUES_CHOSEN),
        dcc.Download(id=ids.LABEL_ISSUES_FILE),
        section("listings.title", "listings.how", _toolbar(), _none(), _board()),
        _method(),
    ]


def _toolbar() -> Component:
    return html.Div(
        [
            html.Div(
                [
                    html.P(id=ids.LABEL_ISSUES_COUNT, className="lead", role="status"),
                    html.P(id=ids.LABEL_ISSUES_UNJUDGED, className="hint"),
                ]
            ),
            html.Div(
                [
                    dmc.Switch(
                        id=ids.LABEL_ISSUES_EVERYTHING,
                        label=words("listings.everything"),
                        size="sm",
                    ),
                    dmc.Switch(
                        id=ids.LABEL_ISSUES_UNDECIDED, label=words("listings.undecided"), size="sm"
                    ),
                ],
                className="controls label-issues-switches",
            ),
        ],
        className="toolbar",
    )


def _none() -> Component:
    return html.Div(
        [
            html.P(id=ids.LABEL_ISSUES_NONE_TEXT),
            dmc.Button(
                id=ids.LABEL_ISSUES_OFFER,
                variant="light",
                size="compact-sm",
                n_clicks=0,
                style={"display": "none"},
            ),
        ],
        id=ids.LABEL_ISSUES_NONE,
        className="label-issues-none",
        role="status",
        hidden=True,
    )


def _board() -> Component:
    return html.Div(
        [
            html.Div(
                [
                    html.Div(
                        [
                            html.Div(
                                [
                                    html.P(
                                        id=ids.LABEL_ISSUES_PROGRESS,
                                        className="label-issues-done",
                                        role="status",
                                    ),
                                    dmc.Button(
                                        words("listings.export"),
                                        id=ids.LABEL_ISSUES_EXPORT,
                                        variant="default",
                                        size="compact-sm",
                                        n_clicks=0,
                                    ),
                                ],
                                className="label-issues-line",
                            ),
                            html.Div(
                                html.Span(id=ids.LABEL_ISSUES_BAR),
                                className="label-issues-bar",
                                **attributes(aria_hidden="true"),
                            ),
                            html.P(id=ids.LABEL_ISSUES_CHOICES, className="hint"),
                        ],
                        className="label-issues-progress",
                    ),
                    html.Div(
                        id=ids.LABEL_ISSUES_LIST,
                        className="label-issues-list",
                        role="listbox",
                        tabIndex=0,
                        **attributes(
                            aria_labelledby=ids.LABEL_ISSUES_COUNT,
                            data_words=json.dumps(
                                {
                                    language: catalogue(language, "listings.mark.")
                                    for language in LANGUAGES
                                }
                            ),
                        ),
                    ),
                    html.P(
                        words("listings.finished"),
                        id=ids.LABEL_ISSUES_FINISHED,
                        className="label-issues-finished",
                        hidden=True,
                    ),
                    dmc.Button(
                        words("listings.more"),
                        id=ids.LABEL_ISSUES_MORE,
                        variant="default",
                        size="compact-sm",
                        n_clicks=0,
                        style={"display": "none"},
                    ),
                ],
                className="label-issues-master",
            ),
            html.Div(
                [
                    html.Div(
                        [
                            *(_decide(choice) for choice in DECISIONS),
                            html.Button(
                                [words("listings.undo"), html.Kbd("U")],
                                className="decide decide-quiet",
                                **attributes(data_act="undo"),
                            ),
                        ],
                        id=ids.described("listings.decide"),
                        className="decisions",
                        role="group",
                        **attributes(aria_label=text("listings.decide", FIRST_LANGUAGE)),
                    ),
                    html.Div(
                        [
                            html.P(words("listings.keys"), className="hint"),
                            html.A(
                                words("listings.show"),
                                id=ids.LABEL_ISSUES_SHOW,
                                href="#/maps",
                                className="decide decide-quiet",
                                n_clicks=0,
                            ),
                        ],
                        className="label-issues-aside",
                    ),
                    html.Article(id=ids.LABEL_ISSUES_DETAIL, className="listing-detail"),
                ],
                className="label-issues-chosen",
            ),
        ],
        id=ids.LABEL_ISSUES_BOARD,
        className="label-issues-board",
        tabIndex=-1,
        hidden=True,
    )


def _decide(choice: str) -> Component:
    return html.Button(
        [words(f"listings.decide.{choice}"), html.Kbd(KEYS[choice])],
        className=f"decide decide-{choice}",
        **attributes(data_act=choice, aria_pressed="false"),
    )


def _method() -> Component:
    return html.Details(
        [
            html.Summary(words("listings.method")),
            html.Ul(
                [
                    html.Li(words(f"listings.method.{part}"))
                    for part in ("votes", "brand", "both", "order", "limits")
                ]
            ),
        ],
        className="label-issues-method",
    )
