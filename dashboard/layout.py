"""The page: built once, never replaced; callbacks fill in its properties."""

import json

import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component

from dashboard import ids
from dashboard.components.lazy import Lazy
from dashboard.core.theme import FONT
from dashboard.i18n import LANGUAGES, text
from dashboard.pages import categories, clusters, maps, method, products, verdict
from dashboard.ui.parts import FIRST_LANGUAGE, all_words, attributes, control, named, options, words
from dashboard.ui.print_colours import print_colours
from dashboard.url_parameters import for_the_page

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
            dcc.Store(id=ids.ADDRESS),
            dcc.Store(id=ids.PARAMETERS, data=for_the_page()),
            dcc.Store(id=ids.SELECTION_REQUEST),
            dcc.Store(id=ids.PAGE),
            *(dcc.Store(id=ids.view_request(name)) for name in ids.VIEW_REQUESTS),
            dcc.Store(id=ids.BUILD),
            dcc.Store(id=ids.TREE_NODES),
            dcc.Store(id=ids.SELECTION),
            dcc.Store(id=ids.DRAWER_PRODUCT),
            dcc.Interval(id=ids.CLOCK, interval=CHECK_EVERY),
            dcc.Download(id=ids.PRODUCTS_FILE),
            html.A(words("app.skip"), href="#content", className="skip-link"),
            dmc.AppShell(
                id=ids.SHELL,
                header={"height": {"base": 144, "md": 104}},
                navbar={"width": 288, "breakpoint": "lg", "collapsed": {"mobile": True}},
                padding=0,
                children=[
                    dmc.AppShellHeader(
                        [
                            _header(),
                            html.Div([_navigation(), *_context()], className="header-line"),
                        ],
                        className="header",
                    ),
                    dmc.AppShellNavbar(_panel(), className="panel"),
                    dmc.AppShellMain(
                        html.Div(
                            [_lost(), _hints(), _notice(), _workspace()],
                            id="content",
                            className="content",
                            tabIndex=-1,
                        )
                    ),
                ],
            ),
            _hover(),
            _drawer(),
            html.Div(
                id=ids.EXPORT_WORDS,
                hidden=True,
                **attributes(
                    data_words=all_words("paper."), data_colours=json.dumps(print_colours())
                ),
            ),
        ],
    )
    return page


def _header() -> Component:
    return html.Div(
        [
            html.Button(
                [
                    html.Span(className="burger", **attributes(aria_hidden="true")),
                    words("app.filters"),
                ],
                id=ids.PANEL_TOGGLE,
                className="panel-toggle",
                n_clicks=0,
            ),
            html.Div(
                [
                    html.H1(
                        words("app.title"),
                        className="brand",
                        **attributes(data_words=all_words("app.")),
                    ),
                    html.P(words("app.question"), className="question"),
                ],
                className="titles",
            ),
            html.Div(
                id=ids.SEARCH,
                className="search",
                role="search",
                **attributes(data_words=all_words("search.box.")),
            ),
            html.P(id=ids.FACTS, className="facts"),
            named(
                "app.language",
                dmc.SegmentedControl(
                    id=ids.LANGUAGE,
                    data=[{"value": language, "label": language.upper()} for language in LANGUAGES],
                    value=FIRST_LANGUAGE,
                    size="xs",
                ),
            ),
            named(
                "app.scheme",
                dmc.SegmentedControl(
                    id=ids.SCHEME,
                    data=options("scheme.", ("light", "dark")),
                    value="light",
                    size="xs",
                ),
            ),
        ],
        className="header-row",
    )


def _context() -> list[Component]:
    """Build what stands beside the navigation: the filter of now, the link to it, help."""
    return [
        html.Div(
            [
                html.Ul(
                    id=ids.CHIPS,
                    className="chips",
                    tabIndex=-1,
                    **attributes(data_words=all_words("chips.")),
                ),
                html.Button(
                    words("filter.reset"), id=ids.RESET, className="quiet", n_clicks=0, hidden=True
                ),
                html.P(id=ids.FACTS_NARROW, className="facts-narrow"),
            ],
            id=ids.described("filter.now"),
            className="context",
            role="group",
            **attributes(aria_label=text("filter.now", FIRST_LANGUAGE)),
        ),
        html.P(id=ids.ANNOUNCEMENT, className="visually-hidden", role="status"),
        html.Div(
            [
                html.P(
                    id=ids.COPIED,
                    className="copied",
                    role="status",
                    **attributes(data_words=all_words("copied.")),
                ),
                html.Button(
                    html.Span(words("share.copy"), className="tool-name"),
                    id=ids.COPY,
                    className="tool tool-copy",
                    n_clicks=0,
                ),
                html.Button(
                    html.Span(words("hints.open"), className="visually-hidden"),
                    id=ids.HELP,
                    className="tool tool-help",
                    n_clicks=0,
                ),
            ],
            className="tools",
        ),
    ]


def _lost() -> Component:
    """Build what is said of a link whose parts are not all there."""
    parts = (("selection", ids.LOST_SELECTION), ("branches", ids.LOST_BRANCHES))
    return html.Div(
        [
            html.P(words(f"address.lost.{part}"), id=identifier, className="lost", hidden=True)
            for part, identifier in parts
        ],
        role="status",
    )


def _hints() -> Component:
    """Build the hints of a first visit: above the page, in the way of nothing."""
    return html.Section(
        [
            html.H2(words("hints.title"), className="hints-title"),
            html.Ol(
                [html.Li(words(f"hints.{hint}")) for hint in ("filter", "select", "link")],
                className="hints-list",
            ),
            html.Button(words("hints.close"), id=ids.HINTS_CLOSE, className="quiet", n_clicks=0),
        ],
        id=ids.HINTS,
        className="hints",
        tabIndex=-1,
        hidden=True,
    )


def _panel() -> Component:
    return html.Div(
        [
            html.Div(
                [
                    html.P(
                        id=ids.SUMMARY,
                        className="summary",
                        role="status",
                        **attributes(data_words=all_words("filter.summary.")),
                    ),
                    html.Button(
                        words("app.close"), id=ids.PANEL_CLOSE, className="panel-close", n_clicks=0
                    ),
                ],
                className="panel-head",
            ),
            control(
                "filter.level",
                dmc.SegmentedControl(
                    id=ids.LEVEL, data=["1"], value="1", fullWidth=True, size="sm"
                ),
                html.P(id=ids.LEVEL_NOTE, className="hint"),
            ),
            control(
                "filter.colour",
                dmc.SegmentedControl(
                    id=ids.COLOUR,
                    data=options("filter.colour.", ids.COLOURS),
                    value="category",
                    fullWidth=True,
                    size="sm",
                ),
                only_on="maps",
            ),
            control(
                "filter.method",
                dmc.SegmentedControl(
                    id=ids.METHOD,
                    data=options("method.", ("auto", *ids.METHODS)),
                    value="auto",
                    fullWidth=True,
                    size="sm",
                ),
                html.P(id=ids.METHOD_NOTE, className="hint"),
                only_on="maps",
            ),
            control(
                "filter.branches",
                html.P(words("filter.branches.note"), className="hint"),
                # Built once the address was read: told of its branches while it starts, it says in
                # answer that none is ticked, and a link loses its filter.
                Lazy(
                    [
                        dmc.Tree(
                            id=ids.TREE,
                            data=[],
                            checkboxes=True,
                            checkOnSpace=True,
                            levelOffset="md",
                        )
                    ],
                    id=ids.TREE_FRAME,
                    className="tree",
                    shown_with=(),
                ),
                grows=True,
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
        [
            verdict.page(),
            maps.page(),
            categories.page(),
            clusters.page(),
            products.page(),
            method.page(),
            products.table(),
        ],
        id=ids.WORKSPACE,
        className="workspace",
        hidden=True,
    )


def _navigation() -> Component:
    """Link to the pages; the page's script marks the one that is shown."""
    links = [
        html.A(
            words(f"page.{name}", "navigation"),
            id=ids.page_link(name),
            href=f"#/{name}",
            className="page-link",
            **attributes(data_page=name),
        )
        for name in ids.PAGES
    ]
    return html.Nav(
        links,
        id=ids.described("app.pages"),
        className="pages",
        **attributes(aria_label=text("app.pages", FIRST_LANGUAGE), data_first=ids.FIRST_PAGE),
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


def _drawer() -> Component:
    """Build the frame of a product in full; the page's script fills it in, as plain text."""
    return html.Dialog(
        id=ids.DRAWER,
        className="drawer",
        tabIndex=-1,
        **attributes(aria_labelledby="drawer-title", data_words=all_words("drawer.frame.")),
    )
