"""What every page is built from: titled sections, words that follow the language, controls."""

import json
from collections.abc import Sequence
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from dashboard import ids
from dashboard.core.theme import BLANK, SELF_SIZED_CONFIG
from dashboard.i18n import LANGUAGES, catalogue, text

FIRST_LANGUAGE = LANGUAGES[0]
SORTABLE = {"sortable": True, "resizable": True, "suppressMovable": True, "wrapHeaderText": True}
"""What every column of a table that can be sorted shares."""
ROW_BUFFER = 2
"""Rows that a grid draws beyond those in sight: each costs as much as one that is seen."""


def section(title: str, how: str | None, *children: Component) -> Component:
    """Build a part of a page: its title, how to read it, and what it shows."""
    heading: list[Component] = [html.H2(words(title), className="section-title")]
    if how:
        heading.append(html.P(words(how), className="how"))
    return html.Section([html.Div(heading, className="section-head"), *children])


def chart(
    key: str,
    graph: str,
    *,
    name: str = "chart",
    frame: str = "chart-frame",
    captions: Sequence[ids.Identifier] = (),
    legend: str = "",
) -> Component:
    """Build a chart that sets its own height, in its frame, and the buttons that save it.

    Parameters
    ----------
    key : str
        Message of its title: its accessible name, and what is written on its image.
    graph : str
    name : str
        One named `wide` or `heatmap` scrolls within its frame on a narrow window.
    frame : str
        Class of the frame.
    captions, legend
        As `savable` takes them.
    """
    scrolled: dict[str, Any] = {"tabIndex": 0} if name in ("wide", "heatmap") else {}
    return html.Div(
        [
            html.Div(
                dcc.Graph(
                    id=graph,
                    figure=BLANK,
                    config=SELF_SIZED_CONFIG,
                    mathjax=False,
                    className=name,
                ),
                id=ids.described(key),
                className=frame,
                role="group",
                **scrolled,
                **attributes(aria_label=text(key, FIRST_LANGUAGE)),
            ),
            savable(ids.described(key), graph, captions=captions, legend=legend),
        ],
        className="chart-whole",
    )


def savable(
    title: ids.Identifier,
    graph: str,
    *,
    captions: Sequence[ids.Identifier] = (),
    legend: str = "",
) -> Component:
    """Build the place of the buttons that save a figure as an image (`assets/figure_images.js`).

    Parameters
    ----------
    title : id
        Of the frame whose accessible name is the figure's title.
    graph : str
    captions : sequence of ids
        What is written under the title, as `says` takes it.
    legend : str
        Id of the legend that stands outside the figure.
    """
    return html.Div(
        className="figure-tools",
        **attributes(
            data_figure=graph,
            data_title=ids.in_page(title),
            data_says=says(*captions),
            data_legend=legend,
        ),
    )


def says(*identifiers: ids.Identifier) -> str:
    """Write what an image or a copied card says besides: choices of controls, and sentences."""
    return json.dumps([ids.in_page(identifier) for identifier in identifiers])


def control(
    title: str, *children: Component, grows: bool = False, only_on: str | None = None
) -> Component:
    """Build a control of the filter panel under its title, on every page or on one."""
    names = ["control", *(["grows"] if grows else []), *([f"only-{only_on}"] if only_on else [])]
    return html.Div(
        [html.H2(words(title), className="label"), *children],
        id=ids.described(title),
        className=" ".join(names),
        role="group",
        **attributes(aria_label=text(title, FIRST_LANGUAGE)),
    )


def words(key: str, place: str = "page") -> Component:
    """Write a text that follows the language; `place` tells two uses of it apart."""
    return html.Span(text(key, FIRST_LANGUAGE), id=ids.message(key, place))


def named(key: str, child: Component) -> Component:
    """Give a control without a visible label its accessible name."""
    return html.Div(
        child,
        id=ids.described(key),
        role="group",
        **attributes(aria_label=text(key, FIRST_LANGUAGE)),
    )


def all_words(family: str) -> str:
    """Write a family of messages in every language, for a script of the page."""
    return json.dumps({language: catalogue(language, family) for language in LANGUAGES})


def attributes(**values: str) -> dict[str, Any]:
    """Write `data_map="text"` as the attribute `data-map`."""
    return {name.replace("_", "-"): value for name, value in values.items()}


def options(prefix: str, values: Sequence[str]) -> list[dict[str, str]]:
    """List the choices of a control; `core.filter_state.choices` gives them in the language."""
    return [{"value": value, "label": text(f"{prefix}{value}", FIRST_LANGUAGE)} for value in values]
