"""The page: built once, never replaced; callbacks fill in its properties."""

import json
from collections.abc import Sequence
from typing import Any

import dash_ag_grid as dag
import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component

from dashboard import ids
from dashboard.figures import FONT, GRAPH_CONFIG, SELF_SIZED_CONFIG
from dashboard.i18n import LANGUAGES, catalogue, text

FIRST_LANGUAGE = LANGUAGES[0]
PETROL = (
    "#E9F5F6",
    "#D2E9EB",
    "#A5D3D7",
    "#75BCC2",
    "#4FA8B0",
    "#3599A2",
    "#1F7F89",
    "#0B6470",
    "#07505A",
    "#033B43",
)
THEME = {
    "primaryColor": "petrol",
    "primaryShade": {"light": 7, "dark": 4},
    "colors": {"petrol": list(PETROL)},
    "fontFamily": FONT,
    "fontFamilyMonospace": "ui-monospace, 'SF Mono', Menlo, Consolas, monospace",
    "defaultRadius": "md",
    "headings": {"fontFamily": FONT, "fontWeight": "650"},
    "autoContrast": True,
}
CHECK_EVERY = 4_000
"""Milliseconds between two looks at which database is published."""


def layout() -> Component:
    """Build the whole page."""
    page: Component = dmc.MantineProvider(
        id=ids.PROVIDER,
        theme=THEME,
        forceColorScheme="light",
        children=[
            dcc.Store(id=ids.BUILD),
            dcc.Store(id=ids.VISIBLE),
            dcc.Store(id=ids.SELECTION),
            dcc.Store(id=ids.DRAWN),
            dcc.Interval(id=ids.CLOCK, interval=CHECK_EVERY),
            dcc.Download(id=ids.PRODUCTS_FILE),
            html.A(_words("app.skip"), href="#content", className="skip-link"),
            dmc.AppShell(
                id=ids.SHELL,
                header={"height": 64},
                navbar={"width": 288, "breakpoint": "lg", "collapsed": {"mobile": True}},
                padding=0,
                children=[
                    dmc.AppShellHeader(_header(), className="header"),
                    dmc.AppShellNavbar(_panel(), className="panel"),
                    dmc.AppShellMain(
                        html.Div(
                            [_notice(), _workspace()],
                            id="content",
                            className="content",
                            tabIndex=-1,
                        )
                    ),
                ],
            ),
            _hover(),
        ],
    )
    return page


def _header() -> Component:
    return html.Div(
        [
            html.Button(
                [
                    html.Span(className="burger", **_attributes(aria_hidden="true")),
                    _words("app.filters"),
                ],
                id=ids.PANEL_TOGGLE,
                className="panel-toggle",
                n_clicks=0,
            ),
            html.Div(
                [
                    html.H1(_words("app.title"), className="brand"),
                    html.P(_words("app.question"), className="question"),
                ],
                className="titles",
            ),
            html.P(id=ids.FACTS, className="facts"),
            _named(
                "app.language",
                dmc.SegmentedControl(
                    id=ids.LANGUAGE,
                    data=[{"value": each, "label": each.upper()} for each in LANGUAGES],
                    value=FIRST_LANGUAGE,
                    size="xs",
                    persistence=True,
                ),
            ),
            _named(
                "app.scheme",
                dmc.SegmentedControl(
                    id=ids.SCHEME,
                    data=_options("scheme.", ("light", "dark")),
                    value="light",
                    size="xs",
                    persistence=True,
                ),
            ),
        ],
        className="header-row",
    )


def _panel() -> Component:
    return html.Div(
        [
            html.Div(
                [
                    html.P(id=ids.SUMMARY, className="summary", role="status"),
                    html.Button(
                        _words("app.close"), id=ids.PANEL_CLOSE, className="panel-close", n_clicks=0
                    ),
                ],
                className="panel-head",
            ),
            _control(
                "filter.level",
                dmc.SegmentedControl(
                    id=ids.LEVEL, data=["1"], value="1", fullWidth=True, size="sm"
                ),
                html.P(id=ids.LEVEL_NOTE, className="hint"),
            ),
            _control(
                "filter.colour",
                dmc.SegmentedControl(
                    id=ids.COLOUR,
                    data=_options("filter.colour.", ("category", "cluster")),
                    value="category",
                    fullWidth=True,
                    size="sm",
                ),
            ),
            _control(
                "filter.method",
                dmc.SegmentedControl(
                    id=ids.METHOD,
                    data=_options("method.", ("auto", *ids.METHODS)),
                    value="auto",
                    fullWidth=True,
                    size="sm",
                ),
                html.P(id=ids.METHOD_NOTE, className="hint"),
            ),
            _control(
                "filter.branches",
                html.P(_words("filter.branches.note"), className="hint"),
                html.Div(
                    dmc.Tree(
                        id=ids.TREE,
                        data=[],
                        checkboxes=True,
                        checkOnSpace=True,
                        checkedDebounce=150,
                        levelOffset="md",
                    ),
                    className="tree",
                ),
                grows=True,
            ),
            dmc.Button(
                _words("filter.reset"), id=ids.RESET, variant="default", fullWidth=True, n_clicks=0
            ),
        ],
        className="panel-body",
    )


def _notice() -> Component:
    return html.Section(
        [html.H2(id=ids.NOTICE_TITLE), html.P(id=ids.NOTICE_TEXT)],
        id=ids.NOTICE,
        className="notice",
        role="status",
        hidden=True,
    )


def _workspace() -> Component:
    return html.Div(
        [_scores(), _maps(), _crosstab(), _products()],
        id=ids.WORKSPACE,
        className="workspace",
        hidden=True,
    )


def _scores() -> Component:
    return _section(
        "score.title",
        "score.how",
        html.Div(
            [
                html.Article(
                    [
                        html.Div(id=ids.card(space), className="card-body"),
                        dmc.Button(
                            id=ids.offer(space),
                            variant="light",
                            size="compact-sm",
                            n_clicks=0,
                            style={"display": "none"},
                        ),
                    ],
                    className="card",
                )
                for space in ids.SPACES
            ],
            className="cards",
        ),
        html.Div(id=ids.COMPARISON, className="comparison"),
    )


def _maps() -> Component:
    return _section(
        "maps.title",
        "maps.how",
        html.Div(
            [
                html.Div(
                    [
                        html.P(id=ids.SELECTION_COUNT, className="selection-count", role="status"),
                        dmc.Button(
                            _words("selection.clear"),
                            id=ids.SELECTION_CLEAR,
                            variant="subtle",
                            size="compact-sm",
                            n_clicks=0,
                            style={"display": "none"},
                        ),
                    ],
                    id=ids.SELECTION_BAR,
                    className="selection-bar",
                ),
                _named(
                    "maps.tool",
                    dmc.SegmentedControl(
                        id=ids.TOOL,
                        data=_options("maps.tool.", ids.TOOLS),
                        value="select",
                        size="xs",
                    ),
                ),
            ],
            className="toolbar",
        ),
        html.Div([_map(space) for space in ids.SPACES], className="maps"),
        _named("maps.legend", html.Div(id=ids.LEGEND, className="legend")),
    )


def _map(space: str) -> Component:
    return html.Figure(
        [
            html.Figcaption(
                [
                    html.Span(_words(f"space.{space}", "map"), className="map-name"),
                    html.Span(id=ids.map_note(space), className="hint"),
                ]
            ),
            html.Div(
                dcc.Graph(
                    id=ids.graph(space),
                    config=GRAPH_CONFIG,
                    mathjax=False,
                    responsive=True,
                    className="plot",
                ),
                id=ids.described(f"maps.{space}"),
                className="plot-frame",
                role="img",
                **_attributes(data_map=space, aria_label=text(f"maps.{space}", FIRST_LANGUAGE)),
            ),
        ],
        className="map",
    )


def _crosstab() -> Component:
    return _section(
        "crosstab.title",
        "crosstab.how",
        html.Div(
            [
                html.P(id=ids.CROSSTAB_NOTE, className="lead"),
                html.Div(
                    [
                        html.Span(_words("crosstab.space"), className="label"),
                        _named(
                            "crosstab.space",
                            dmc.SegmentedControl(
                                id=ids.CROSSTAB_SPACE,
                                data=_options("space.", ids.SPACES),
                                value="fused",
                                size="xs",
                            ),
                        ),
                        _named(
                            "crosstab.measure",
                            dmc.SegmentedControl(
                                id=ids.CROSSTAB_MEASURE,
                                data=_options("crosstab.", ("counts", "shares")),
                                value="counts",
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
            dcc.Graph(
                id=ids.CROSSTAB,
                config=SELF_SIZED_CONFIG,
                mathjax=False,
                className="heatmap",
            ),
            id=ids.described("crosstab.title"),
            className="heatmap-frame",
            tabIndex=0,
            role="group",
            **_attributes(aria_label=text("crosstab.title", FIRST_LANGUAGE)),
        ),
    )


def _products() -> Component:
    return _section(
        "products.title",
        None,
        html.Div(
            [
                html.P(id=ids.PRODUCTS_COUNT, className="lead", role="status"),
                html.Div(
                    [
                        _named(
                            "products.search",
                            dcc.Input(
                                id=ids.PRODUCTS_SEARCH,
                                type="search",
                                debounce=0.3,
                                className="search",
                                placeholder=text("products.search", FIRST_LANGUAGE),
                            ),
                        ),
                        dmc.Button(
                            _words("products.export"),
                            id=ids.PRODUCTS_EXPORT,
                            variant="default",
                            size="sm",
                            n_clicks=0,
                        ),
                    ],
                    className="controls",
                ),
            ],
            className="toolbar",
        ),
        html.Div(
            dag.AgGrid(
                id=ids.PRODUCTS,
                rowModelType="infinite",
                columnDefs=[],
                defaultColDef={
                    "sortable": True,
                    "resizable": True,
                    "suppressMovable": True,
                    "wrapHeaderText": True,
                },
                dashGridOptions={
                    "rowHeight": 64,
                    "headerHeight": 56,
                    "cacheBlockSize": 50,
                    "maxBlocksInCache": 20,
                    "infiniteInitialRowCount": 1,
                    "suppressCellFocus": False,
                    "suppressMultiSort": True,
                    "enableCellTextSelection": True,
                    "getLocaleText": {"function": "gridWord(params)"},
                },
                getRowId="params.data.product_id",
                className="ag-theme-quartz products-grid",
                style={"height": "528px"},
            ),
            className="products-frame",
            **_attributes(
                data_words=json.dumps({each: catalogue(each, "grid.") for each in LANGUAGES})
            ),
        ),
    )


def _hover() -> Component:
    """Build the card that follows the pointer; the page's script fills it in, as plain text."""
    return html.Div(
        [
            html.Div(html.Img(alt="", className="hover-photo"), className="hover-frame"),
            html.P(className="hover-name"),
            html.P(className="hover-path"),
        ],
        id=ids.HOVER,
        className="hover-card",
        role="tooltip",
        hidden=True,
    )


def _section(title: str, how: str | None, *children: Component) -> Component:
    heading: list[Component] = [html.H2(_words(title), className="section-title")]
    if how:
        heading.append(html.P(_words(how), className="how"))
    return html.Section([html.Div(heading, className="section-head"), *children])


def _control(title: str, *children: Component, grows: bool = False) -> Component:
    return html.Div(
        [html.H2(_words(title), className="label"), *children],
        id=ids.described(title),
        className="control grows" if grows else "control",
        role="group",
        **_attributes(aria_label=text(title, FIRST_LANGUAGE)),
    )


def _words(key: str, place: str = "page") -> Component:
    return html.Span(text(key, FIRST_LANGUAGE), id=ids.message(key, place))


def _named(key: str, child: Component) -> Component:
    """Give a control without a visible label its accessible name."""
    return html.Div(
        child,
        id=ids.described(key),
        role="group",
        **_attributes(aria_label=text(key, FIRST_LANGUAGE)),
    )


def _attributes(**values: str) -> dict[str, Any]:
    """Write `data_map="text"` as the attribute `data-map`."""
    return {name.replace("_", "-"): value for name, value in values.items()}


def _options(prefix: str, values: Sequence[str]) -> list[dict[str, str]]:
    return [{"value": each, "label": text(f"{prefix}{each}", FIRST_LANGUAGE)} for each in values]
