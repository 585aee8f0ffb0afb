"""The summary of the selection, under the maps."""

import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component

from dashboard import ids
from dashboard.ui.parts import named, section, words


def summary() -> Component:
    """Build the section: a sentence at first, then tables, words, photos and exports."""
    return section(
        "summary.title",
        "summary.how",
        html.Div(
            [
                html.P(id=ids.SUMMARY_COUNT, className="lead", role="status"),
                html.Div(
                    [
                        html.Span(words("summary.space"), className="label"),
                        named(
                            "summary.space",
                            dmc.SegmentedControl(
                                id=ids.SUMMARY_SPACE,
                                data=[],
                                size="xs",
                            ),
                        ),
                        named(
                            "summary.export",
                            html.Div(
                                [
                                    _button("summary.csv", ids.SUMMARY_CSV),
                                    _button("summary.parquet", ids.SUMMARY_PARQUET),
                                ],
                                className="controls",
                            ),
                        ),
                    ],
                    className="controls",
                ),
            ],
            className="toolbar",
        ),
        html.Div(
            [
                html.Div(
                    [
                        html.Div(
                            [
                                html.Div(id=ids.SUMMARY_CATEGORIES, className="card"),
                                html.Div(id=ids.SUMMARY_CLUSTERS, className="card"),
                                html.P(words("summary.covered.how"), className="hint"),
                            ],
                            className="summary-parts",
                        ),
                        html.Div(id=ids.SUMMARY_WORDS, className="card"),
                    ],
                    className="summary-tables",
                ),
                html.Div(id=ids.SUMMARY_PHOTOS),
                html.Details(
                    [
                        html.Summary(words("summary.sql")),
                        html.P(words("summary.sql.how"), className="hint"),
                        html.Div(
                            [
                                html.Pre(
                                    html.Code(id=ids.SUMMARY_SQL),
                                    className="summary-sql",
                                    tabIndex=0,
                                ),
                                dcc.Clipboard(target_id=ids.SUMMARY_SQL, className="summary-copy"),
                            ],
                            className="summary-statement",
                        ),
                    ]
                ),
            ],
            id=ids.SUMMARY_BODY,
            className="summary-body",
            style={"display": "none"},
        ),
        dcc.Download(id=ids.SUMMARY_FILE),
    )


def _button(key: str, name: str) -> Component:
    button: Component = dmc.Button(words(key), id=name, variant="default", size="xs", n_clicks=0)
    return button
