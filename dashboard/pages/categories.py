"""The categories: how well each stands apart, by depth, by branch, one by one."""

import dash_ag_grid as dag
import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from dashboard import ids
from dashboard.components.lazy import Lazy
from dashboard.ui.parts import (
    ROW_BUFFER,
    all_words,
    attributes,
    chart,
    named,
    section,
    words,
)


def page() -> Component:
    """Build the page."""
    return Lazy(
        [_depth(), _branches(), _table()],
        id=ids.page("categories"),
        className="page",
        shown_with=["categories"],
        hidden=True,
    )


def _depth() -> Component:
    return section(
        "categories.depth",
        "categories.depth.how",
        chart("categories.depth", ids.DEPTH),
        html.Div(id=ids.DEPTH_TABLE),
    )


def _branches() -> Component:
    return section(
        "categories.branches",
        "categories.branches.how",
        html.Div(
            [
                html.P(words("categories.branches.note"), className="lead"),
                html.Div(
                    [
                        html.Span(words("categories.space"), className="label"),
                        named(
                            "categories.space",
                            dmc.SegmentedControl(
                                id=ids.CATEGORIES_SPACE,
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
        chart(
            "categories.branches",
            ids.BRANCHES,
            name="clickable",
            captions=(ids.CATEGORIES_SPACE,),
            legend=ids.BRANCHES_LEGEND,
        ),
        named("categories.branches.legend", html.Div(id=ids.BRANCHES_LEGEND, className="legend")),
        html.Div(id=ids.BRANCHES_TABLE),
    )


def _table() -> Component:
    return section(
        "categories.table.title",
        "categories.table.how",
        html.Div(
            [
                html.P(id=ids.SEPARABILITY_COUNT, className="lead"),
                html.P(id=ids.SEPARABILITY_CHOICE, className="choice", role="status"),
            ],
            className="toolbar",
        ),
        html.Div(
            dag.AgGrid(
                id=ids.SEPARABILITY,
                columnDefs=[],
                rowData=[],
                defaultColDef={
                    "sortable": True,
                    "resizable": True,
                    "suppressMovable": True,
                    "wrapHeaderText": True,
                    "sortingOrder": ["desc", "asc"],
                },
                dashGridOptions={
                    "animateRows": False,  # a row that leaves is gone at once
                    "suppressNoRowsOverlay": True,  # the sentence above says how many there are
                    "rowHeight": 44,
                    "rowBuffer": ROW_BUFFER,
                    "headerHeight": 56,
                    "rowSelection": {
                        "mode": "singleRow",
                        "checkboxes": False,
                        "enableClickSelection": True,
                    },
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
