"""The clusters: what each is, and what all owe to the seed, their number and the algorithm."""

import dash_ag_grid as dag
import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component

from dashboard import ids
from dashboard.components.lazy import Lazy
from dashboard.core.breakdown import MEASURES
from dashboard.ui.parts import (
    ROW_BUFFER,
    all_words,
    attributes,
    chart,
    named,
    options,
    says,
    section,
    words,
)


def page() -> Component:
    """Build the page."""
    return Lazy(
        [_cards(), _breakdown(), _stability(), _sweep()],
        id=ids.page("clusters"),
        className="page",
        shown_with=["clusters"],
        hidden=True,
    )


def _cards() -> Component:
    return section(
        "clusters.cards",
        "clusters.cards.how",
        dcc.Store(id=ids.CLUSTERS_CHOSEN),
        html.Div(
            [
                html.P(id=ids.CLUSTERS_LEAD, className="lead", role="status"),
                html.Div(
                    [
                        html.Span(words("clusters.space"), className="label"),
                        named(
                            "clusters.space",
                            dmc.SegmentedControl(
                                id=ids.STABILITY_SPACE,
                                data=[],
                                size="xs",
                            ),
                        ),
                    ],
                    className="controls",
                ),
            ],
            className="toolbar",
        ),
        html.Div(
            id=ids.CLUSTERS_CARDS,
            className="cluster-cards",
            **attributes(data_says=says(ids.STABILITY_SPACE)),
        ),
    )


def _breakdown() -> Component:
    return section(
        "breakdown.title",
        "breakdown.how",
        html.Div(
            [
                html.P(id=ids.BREAKDOWN_NOTE, className="hint"),
                html.Div(
                    [
                        named(
                            "breakdown.measure",
                            dmc.SegmentedControl(
                                id=ids.BREAKDOWN_MEASURE,
                                data=options("breakdown.", MEASURES),
                                value="counts",
                                size="xs",
                            ),
                        ),
                        _button("breakdown.open.all", ids.BREAKDOWN_OPEN),
                        _button("breakdown.close.all", ids.BREAKDOWN_CLOSE),
                    ],
                    className="controls",
                ),
            ],
            className="toolbar",
        ),
        html.Div(
            dag.AgGrid(
                id=ids.BREAKDOWN,
                columnDefs=[],
                rowData=[],
                defaultColDef={"resizable": True, "suppressMovable": True, "wrapHeaderText": True},
                dashGridOptions={
                    "animateRows": False,  # a row that leaves is gone at once
                    "suppressNoRowsOverlay": True,  # the sentence above says how many there are
                    "rowHeight": 36,
                    "rowBuffer": ROW_BUFFER,
                    "headerHeight": 56,
                    "isExternalFilterPresent": {"function": "true"},
                    "doesExternalFilterPass": {"function": "breakdownShown(params)"},
                    "getLocaleText": {"function": "gridWord(params)"},
                },
                getRowId="params.data.key",
                className="ag-theme-quartz products-grid tight-grid",
                style={"height": "464px"},
            ),
            className="products-frame",
            **attributes(
                data_fits="464",
                data_words=all_words("grid."),
            ),
        ),
    )


def _button(key: str, name: str) -> Component:
    button: Component = dmc.Button(words(key), id=name, variant="default", size="xs", n_clicks=0)
    return button


def _stability() -> Component:
    return section(
        "clusters.stability",
        "clusters.stability.how",
        html.P(words("clusters.held"), className="lead"),
        chart("clusters.stability", ids.STABILITY, name="wide", captions=(ids.STABILITY_SPACE,)),
        html.P(id=ids.STABILITY_NOTE, className="finding"),
        html.Div(id=ids.STABILITY_TABLE),
    )


def _sweep() -> Component:
    return section(
        "clusters.sweep",
        "clusters.sweep.how",
        html.P(id=ids.SWEEP_NOTE, className="lead"),
        chart("clusters.sweep", ids.SWEEP, captions=(ids.STABILITY_SPACE, ids.SWEEP_NOTE)),
        html.Div(id=ids.SWEEP_TABLE),
    )
