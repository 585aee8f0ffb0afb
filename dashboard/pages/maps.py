"""The maps: agreement cards, three linked projections and crosstab."""

import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component

from dashboard import ids
from dashboard.components.lazy import Lazy
from dashboard.core.breakdown import MEASURES
from dashboard.i18n import TEXTS, of_space
from dashboard.pages.summary import summary
from dashboard.ui.parts import (
    FIRST_LANGUAGE,
    all_words,
    attributes,
    chart,
    named,
    options,
    savable,
    section,
    words,
)

KEYS = "ArrowLeft ArrowRight ArrowUp ArrowDown + - 0"
"""What a map answers to while it has the focus."""


def page() -> Component:
    """Build the page."""
    return Lazy(
        [
            _scores(),
            _maps(),
            Lazy(
                [summary(), _crosstab()],
                id=ids.below("maps"),
                className="page-part",
                shown_with=["maps"],
                late=True,
            ),
        ],
        id=ids.page("maps"),
        className="page",
        shown_with=["maps"],
        hidden=True,
    )


def _scores() -> Component:
    return section(
        "score.title",
        "score.how",
        dcc.Store(id=ids.LEVEL_OFFERED),
        html.Div(id=ids.CARDS, className="cards"),
        html.Div(id=ids.COMPARISON, className="comparison"),
        html.Div(id=ids.BASELINES_LINE, className="comparison"),
        html.Details(
            [
                html.Summary(words("score.baselines.open")),
                html.H3(words("score.baselines"), className="card-title"),
                html.P(words("score.baselines.how"), className="how"),
                Lazy(
                    [
                        chart("score.baselines", ids.BASELINES),
                        html.Div(id=ids.BASELINES_TABLE),
                    ],
                    id=ids.below("scores"),
                    className="",
                    shown_with=["maps"],
                    late=True,
                ),
            ],
            **attributes(data_view="baselines", data_within=ids.FOLDS["baselines"]),
        ),
    )


def _maps() -> Component:
    return section(
        "maps.title",
        "maps.how",
        html.Div(
            [
                html.Div(
                    [
                        html.P(id=ids.SELECTION_COUNT, className="selection-count", role="status"),
                        dmc.Button(
                            words("selection.clear"),
                            id=ids.SELECTION_CLEAR,
                            variant="subtle",
                            size="compact-sm",
                            n_clicks=0,
                            style={"display": "none"},
                        ),
                        *(
                            dmc.Button(
                                words(f"selection.{step}"),
                                id=identifier,
                                variant="subtle",
                                size="compact-sm",
                                n_clicks=0,
                                disabled=True,
                            )
                            for step, identifier in (
                                ("undo", ids.SELECTION_UNDO),
                                ("redo", ids.SELECTION_REDO),
                            )
                        ),
                    ],
                    id=ids.SELECTION_BAR,
                    className="selection-bar",
                ),
                html.Div(
                    [
                        named(
                            name,
                            dmc.SegmentedControl(
                                id=identifier,
                                data=options(f"{name}.", values),
                                value=values[0],
                                size="xs",
                            ),
                        )
                        for name, identifier, values in (
                            ("maps.marks", ids.MARKS, ids.MARKINGS),
                            ("maps.tool", ids.TOOL, ids.TOOLS),
                        )
                    ],
                    className="controls",
                ),
            ],
            className="toolbar",
        ),
        html.Div(
            id=ids.MAPS,
            className="maps",
            **attributes(data_words=all_words("maps.word.")),
        ),
        named("maps.legend", html.Div(id=ids.LEGEND, className="legend")),
        html.P(words("maps.table"), className="hint"),
    )


def space_map(space: str) -> Component:
    """Build the frame of a map; `first_render` gives the page one for each space."""
    key = f"maps.{space}"
    # What has no text of its own is called by its name in every language.
    frame = ids.described(key) if key in TEXTS else ids.drawing(f"{space}-frame")
    return html.Figure(
        [
            html.Figcaption(
                [
                    html.Span(_name(space), className="map-name"),
                    savable(
                        frame,
                        ids.drawing(space),
                        captions=(ids.COLOUR, ids.map_note(space)),
                        legend=ids.LEGEND,
                    ),
                    html.Span(id=ids.map_note(space), className="map-note hint"),
                ]
            ),
            # Filled by assets/maps.js: Dash has nothing to keep in it.
            html.Div(
                id=frame,
                className="plot-frame",
                role="group",
                tabIndex=0,
                **attributes(
                    data_map=space,
                    aria_busy="true",
                    aria_label=of_space("maps.", space, FIRST_LANGUAGE),
                    aria_keyshortcuts=KEYS,
                ),
            ),
        ],
        className="map",
    )


def _name(space: str) -> Component:
    key = f"space.{space}"
    return words(key, "map") if key in TEXTS else html.Span(space)


def _crosstab() -> Component:
    return section(
        "crosstab.title",
        "crosstab.how",
        html.Div(
            [
                html.P(id=ids.CROSSTAB_NOTE, className="lead"),
                html.Div(
                    [
                        html.Span(words("crosstab.space"), className="label"),
                        named(
                            "crosstab.space",
                            dmc.SegmentedControl(
                                id=ids.CROSSTAB_SPACE,
                                data=[],
                                size="xs",
                            ),
                        ),
                        named(
                            "crosstab.measure",
                            dmc.SegmentedControl(
                                id=ids.CROSSTAB_MEASURE,
                                data=options("breakdown.", MEASURES),
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
        chart(
            "crosstab.title",
            ids.CROSSTAB,
            name="heatmap",
            frame="heatmap-frame",
            captions=(ids.CROSSTAB_SPACE, ids.CROSSTAB_MEASURE, ids.CROSSTAB_NOTE),
        ),
        html.Div(id=ids.CROSSTAB_TABLE),
    )
