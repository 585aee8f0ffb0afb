"""The quality of the catalogue: what is missing, set aside, doubled or out of proportion."""

import dash_ag_grid as dag
import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component

from dashboard import ids
from dashboard.ui.parts import SORTABLE, attributes, chart, section, words


def subpage() -> list[Component]:
    """Build the subpage."""
    return [
        dcc.Store(id=ids.QUALITY_CHOSEN),
        dcc.Download(id=ids.QUALITY_FILE),
        _missing(),
        _sizes(),
        _duplicates(),
        _lengths(),
        _photos(),
        _report(),
    ]


def _missing() -> Component:
    return section("quality.missing", "quality.missing.how", html.Div(id=ids.QUALITY_MISSING))


def _sizes() -> Component:
    return section(
        "quality.sizes",
        "quality.sizes.how",
        chart("quality.sizes", ids.QUALITY_SIZES, name="chart clickable"),
        html.Div(id=ids.QUALITY_SIZES_TEXT),
    )


def _duplicates() -> Component:
    return section(
        "quality.duplicates",
        "quality.duplicates.how",
        html.Div(id=ids.QUALITY_DUPLICATES),
        _export("quality.duplicates.export", ids.QUALITY_DUPLICATES_EXPORT),
    )


def _lengths() -> Component:
    return section(
        "quality.lengths",
        "quality.lengths.how",
        chart("quality.lengths", ids.QUALITY_LENGTHS, name="chart clickable"),
        html.Div(id=ids.QUALITY_LENGTHS_TEXT),
    )


def _photos() -> Component:
    return section(
        "quality.photos",
        "quality.photos.how",
        chart("quality.photos", ids.QUALITY_PHOTOS, name="chart clickable"),
        html.Div(id=ids.QUALITY_PHOTOS_TEXT),
    )


def _report() -> Component:
    return section(
        "quality.report",
        "quality.report.how",
        html.Div(id=ids.QUALITY_REPORT),
        html.Div(
            dag.AgGrid(
                id=ids.QUALITY_LINES,
                columnDefs=[],
                rowData=[],
                defaultColDef=SORTABLE,
                dashGridOptions={
                    "animateRows": False,
                    "suppressNoRowsOverlay": True,  # the sentence above says how many there are
                    "rowHeight": 40,
                    "headerHeight": 48,
                    "suppressMultiSort": True,
                    "enableCellTextSelection": True,
                    "getLocaleText": {"function": "gridWord(params)"},
                },
                className="ag-theme-quartz products-grid tight-grid",
                style={"height": "348px"},
            ),
            id=ids.QUALITY_LINES_FRAME,
            className="quality-lines",
            **attributes(data_fits="348"),
        ),
        _export("quality.report.export", ids.QUALITY_REPORT_EXPORT),
    )


def _export(key: str, name: str) -> Component:
    return html.Div(
        dmc.Button(words(key), id=name, variant="default", size="xs", n_clicks=0),
        className="quality-export",
    )
