"""What no callback reaches is handed to the page's script: nothing else is, and nothing is lost."""

import json
from typing import Any

from dash import html
from dash.development.base_component import Component
from plotly.utils import PlotlyJSONEncoder

from dashboard import callbacks, ids
from dashboard.app import app
from dashboard.components.static_tree import StaticTree, collapse_static
from dashboard.i18n import LANGUAGES, text
from dashboard.layout import layout
from dashboard.ui.parts import named, section, words


def texts(node: Any) -> list[Any]:
    """The texts of a node, in the order of reading."""
    if isinstance(node, list):
        return [text_of_child for child in node[2] for text_of_child in texts(child)]
    return [node]


def test_words_and_accessible_names_come_in_each_language() -> None:
    page = html.Div([section("maps.title", "maps.how"), named("maps.tool", html.Div())], id="page")
    [gathered] = collapse_static(page, {"page"}).children
    title, how = (
        {language: text(key, language) for language in LANGUAGES}
        for key in ("maps.title", "maps.how")
    )
    parts, group = gathered.nodes
    assert texts(parts) == [title, how]
    assert title["fr"] != title["en"]
    assert group[1]["aria-label"] == {"fr": "Outil", "en": "Tool"}
    assert group[1]["id"] == '{"key":"maps.tool","type":"described"}'
    assert gathered.children == []
    assert isinstance(gathered, StaticTree)


def test_what_a_callback_reaches_keeps_its_place() -> None:
    inner = html.P(html.Span("kept", id="inner"), id="outer")
    page = html.Div(html.Ul([html.Li("first"), inner, html.Li(html.B(id="other"))]), id="page")
    [gathered] = collapse_static(page, {"page", "outer", "other"}).children
    assert gathered.nodes == [["ul", {}, [["li", {}, ["first"]], 0, ["li", {}, [1]]]]]
    assert [child.id for child in gathered.children] == ["outer", "other"]
    [within] = gathered.children[0].children
    assert within.nodes == [["span", {"id": "inner"}, ["kept"]]]


def test_an_id_of_several_is_known_by_its_type() -> None:
    page = html.Div([html.Div(id=ids.CARDS), words("app.title")], id="page")
    [gathered] = collapse_static(page, {"page", ids.CARDS}).children
    assert [child.id for child in gathered.children] == [ids.CARDS]


def test_no_word_is_left_in_one_language() -> None:
    # Labels of controls are no children: looked for in what is sent, not in the tree.
    sent = json.dumps(collapse_static(layout(), callbacks.callback_ids(app)), cls=PlotlyJSONEncoder)
    assert '"type": "message"' not in sent
    assert '"type": "message"' in json.dumps(layout(), cls=PlotlyJSONEncoder)


def known(page: Component) -> set[str]:
    """The ids that Dash knows of a page, by their types where several are asked for together."""
    identifiers = [getattr(component, "id", None) for component in page._traverse()]
    return {
        identifier["type"] if isinstance(identifier, dict) else identifier
        for identifier in identifiers
        if identifier is not None
    }


def test_nothing_that_a_callback_reaches_is_taken_from_dash() -> None:
    reached = callbacks.callback_ids(app)
    there = known(layout()) & reached
    assert {ids.CROSSTAB, ids.SUMMARY, ids.VERDICT_HEADS, ids.CARDS} <= there
    assert known(collapse_static(layout(), reached)) & reached == there
