"""What every page is built from: titled sections, words that follow the language, controls."""

import json
from collections.abc import Sequence
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from dashboard import ids
from dashboard.figures.looks import SELF_SIZED_CONFIG
from dashboard.i18n import LANGUAGES, catalogue, text

FIRST_LANGUAGE = LANGUAGES[0]


def section(title: str, how: str | None, *children: Component) -> Component:
    """Build a part of a page: its title, how to read it, and what it shows."""
    heading: list[Component] = [html.H2(words(title), className="section-title")]
    if how:
        heading.append(html.P(words(how), className="how"))
    return html.Section([html.Div(heading, className="section-head"), *children])


def chart(key: str, graph: str, *, name: str = "chart") -> Component:
    """Build the frame of a chart that sets its own height; `key` is its accessible name.

    A chart named `wide` scrolls within its frame on a narrow window.
    """
    scrolled: dict[str, Any] = {"tabIndex": 0} if name == "wide" else {}
    return html.Div(
        dcc.Graph(id=graph, config=SELF_SIZED_CONFIG, mathjax=False, className=name),
        id=ids.described(key),
        className="chart-frame",
        role="group",
        **scrolled,
        **attributes(aria_label=text(key, FIRST_LANGUAGE)),
    )


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
    return json.dumps({each: catalogue(each, family) for each in LANGUAGES})


def attributes(**values: str) -> dict[str, Any]:
    """Write `data_map="text"` as the attribute `data-map`."""
    return {name.replace("_", "-"): value for name, value in values.items()}


def options(prefix: str, values: Sequence[str]) -> list[dict[str, str]]:
    """List the choices of a control; `callbacks.view.options` gives them in the language."""
    return [{"value": each, "label": text(f"{prefix}{each}", FIRST_LANGUAGE)} for each in values]
