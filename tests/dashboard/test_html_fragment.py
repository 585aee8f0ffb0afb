"""What is sent to be built by the page's script: plain elements, nothing else."""

import json

import dash_mantine_components as dmc
import pytest
from dash import html

from dashboard.components.html_fragment import Rows, Tree, html_fragment


def test_elements_are_tags_attributes_and_nodes() -> None:
    tree: list[Tree] = [
        html.P(["a ", html.Strong("b")], className="lead", hidden=False, title=None),
        html.Td(3, colSpan=2),
        "c",
        None,
    ]
    assert json.loads(html_fragment(tree)) == [
        ["p", {"class": "lead"}, ["a ", ["strong", {}, ["b"]]]],
        ["td", {"colspan": 2}, ["3"]],
        "c",
    ]


def test_rows_are_cells_with_their_names_and_classes() -> None:
    rows: list[tuple[Tree, ...]] = [("a", 1), ("b", [html.B("2"), "%"])]
    assert json.loads(html_fragment(html.Tbody(Rows(rows)))) == [
        [
            "tbody",
            {},
            [
                ["tr", {}, [["th", {"scope": "row"}, ["a"]], ["td", {}, ["1"]]]],
                ["tr", {}, [["th", {"scope": "row"}, ["b"]], ["td", {}, [["b", {}, ["2"]], "%"]]]],
            ],
        ]
    ]
    [[tag, _, nodes]] = json.loads(
        html_fragment(Rows([("<i>", "2")], named=False, classes=("", "n")))
    )
    assert (tag, nodes) == ("tr", [["td", {"class": ""}, ["<i>"]], ["td", {"class": "n"}, ["2"]]])


def test_product_data_stays_a_text() -> None:
    assert json.loads(html_fragment(html.P("<img src=x>"))) == [["p", {}, ["<img src=x>"]]]


def test_a_component_that_answers_to_callbacks_is_refused() -> None:
    with pytest.raises(TypeError, match="Button is not a plain element"):
        html_fragment(html.Div(dmc.Button("go")))
