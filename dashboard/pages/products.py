"""The products themselves: as a table, the doubtful listings, the quality of the catalogue."""

import dash_ag_grid as dag
import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from dashboard import ids
from dashboard.components.lazy import Lazy
from dashboard.pages import label_issues, quality
from dashboard.ui.parts import (
    ROW_BUFFER,
    SORTABLE,
    all_words,
    attributes,
    named,
    options,
    section,
    words,
)


def page() -> Component:
    """Build the page: a switch, and what it leads to; the table comes after the pages."""
    subpages = {"doubts": label_issues.subpage(), "quality": quality.subpage()}
    return Lazy(
        [
            named(
                "products.view",
                dmc.SegmentedControl(
                    id=ids.PRODUCTS_SUBPAGE,
                    data=options("products.view.", ids.PRODUCT_SUBPAGES),
                    value="table",
                    size="sm",
                ),
            ),
            *(
                Lazy(parts, id=ids.subpage(name), className="page page-subpage", shown_with=[name])
                for name, parts in subpages.items()
            ),
        ],
        id=ids.page("products"),
        className="page",
        shown_with=ids.PRODUCT_SUBPAGES,
        hidden=True,
    )


def table() -> Component:
    """Build the table, which stands below the maps too: there is one grid for both."""
    return Lazy(
        [
            section(
                "products.title",
                "products.how",
                html.Div(
                    [
                        html.P(id=ids.PRODUCTS_COUNT, className="lead", role="status"),
                        dmc.Button(
                            words("products.export"),
                            id=ids.PRODUCTS_EXPORT,
                            variant="default",
                            size="sm",
                            n_clicks=0,
                        ),
                    ],
                    className="toolbar",
                ),
                html.Div(
                    dag.AgGrid(
                        id=ids.PRODUCTS,
                        rowModelType="infinite",
                        columnDefs=[],
                        defaultColDef=SORTABLE,
                        dashGridOptions={
                            "rowHeight": 64,
                            "rowBuffer": ROW_BUFFER,
                            "headerHeight": 76,  # the longest name of a space has four lines
                            "cacheBlockSize": 50,
                            "maxBlocksInCache": 20,
                            # An answer goes to the last request, whichever it is of.
                            "maxConcurrentDatasourceRequests": 1,
                            "infiniteInitialRowCount": 1,
                            "suppressCellFocus": False,
                            "suppressMultiSort": True,
                            "enableCellTextSelection": True,
                            "getLocaleText": {"function": "gridWord(params)"},
                        },
                        # Not the id alone: the grid's plain objects know some names already.
                        getRowId="'row ' + params.data.product_id",
                        className="ag-theme-quartz products-grid",
                        style={"height": "528px"},
                    ),
                    className="products-frame",
                    **attributes(data_words=all_words("grid.")),
                ),
            )
        ],
        id=ids.subpage("table"),
        className="page-subpage",
        shown_with=["table", "maps"],
        late=True,
    )
