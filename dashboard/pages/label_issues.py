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


def view() -> list[Component]:
    """Build the view."""
    return [
        dcc.Store(id=ids.LISTINGS_DECISIONS),
        dcc.Store(id=ids.LISTINGS_CHOSEN),
        dcc.Download(id=ids.LISTINGS_FILE),
        section("listings.title", "listings.how", _toolbar(), _none(), _board()),
        _method(),
    ]


def _toolbar() -> Component:
    return html.Div(
        [
            html.Div(
                [
                    html.P(id=ids.LISTINGS_COUNT, className="lead", role="status"),
                    html.P(id=ids.LISTINGS_UNJUDGED, className="hint"),
                ]
            ),
            html.Div(
                [
                    dmc.Switch(
                        id=ids.LISTINGS_EVERYTHING, label=words("listings.everything"), size="sm"
                    ),
                    dmc.Switch(
                        id=ids.LISTINGS_UNDECIDED, label=words("listings.undecided"), size="sm"
                    ),
                ],
                className="controls listings-switches",
            ),
        ],
        className="toolbar",
    )


def _none() -> Component:
    return html.Div(
        [
            html.P(id=ids.LISTINGS_NONE_TEXT),
            dmc.Button(
                id=ids.LISTINGS_OFFER,
                variant="light",
                size="compact-sm",
                n_clicks=0,
                style={"display": "none"},
            ),
        ],
        id=ids.LISTINGS_NONE,
        className="listings-none",
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
                                        id=ids.LISTINGS_PROGRESS,
                                        className="listings-done",
                                        role="status",
                                    ),
                                    dmc.Button(
                                        words("listings.export"),
                                        id=ids.LISTINGS_EXPORT,
                                        variant="default",
                                        size="compact-sm",
                                        n_clicks=0,
                                    ),
                                ],
                                className="listings-line",
                            ),
                            html.Div(
                                html.Span(id=ids.LISTINGS_BAR),
                                className="listings-bar",
                                **attributes(aria_hidden="true"),
                            ),
                            html.P(id=ids.LISTINGS_CHOICES, className="hint"),
                        ],
                        className="listings-progress",
                    ),
                    html.Div(
                        id=ids.LISTINGS_LIST,
                        className="listings-list",
                        role="listbox",
                        tabIndex=0,
                        **attributes(
                            aria_labelledby=ids.LISTINGS_COUNT,
                            data_words=json.dumps(
                                {each: catalogue(each, "listings.mark.") for each in LANGUAGES}
                            ),
                        ),
                    ),
                    html.P(
                        words("listings.finished"),
                        id=ids.LISTINGS_FINISHED,
                        className="listings-finished",
                        hidden=True,
                    ),
                    dmc.Button(
                        words("listings.more"),
                        id=ids.LISTINGS_MORE,
                        variant="default",
                        size="compact-sm",
                        n_clicks=0,
                        style={"display": "none"},
                    ),
                ],
                className="listings-master",
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
                                id=ids.LISTINGS_SHOW,
                                href="#/maps",
                                className="decide decide-quiet",
                                n_clicks=0,
                            ),
                        ],
                        className="listings-aside",
                    ),
                    html.Article(id=ids.LISTINGS_DETAIL, className="listing-detail"),
                ],
                className="listings-chosen",
            ),
        ],
        id=ids.LISTINGS_BOARD,
        className="listings-board",
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
                    for part in ("votes", "both", "order", "limits")
                ]
            ),
        ],
        className="listings-method",
    )
