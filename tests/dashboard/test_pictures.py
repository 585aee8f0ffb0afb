"""Figures, colours and cards: pure functions, compared by what they hold."""

import base64

import numpy as np
import pytest

from dashboard.components.legend import legend
from dashboard.components.scores import (
    Difference,
    NoScore,
    Score,
    agreement_card,
    differences,
    reading,
)
from dashboard.figures import crosstab, projection
from dashboard.figures.crosstab import Crosstab
from dashboard.figures.looks import LOOKS, typed_array
from dashboard.figures.projection import Paint
from dashboard.model import palette

TOPS = [("A",), ("B",), ("C",)]
LIGHT = LOOKS["light"]


def words(component: object) -> str:
    """All the text of a component tree, in reading order."""
    if isinstance(component, str):
        return component
    if isinstance(component, list | tuple):
        return " ".join(filter(None, map(words, component)))
    return words(getattr(component, "children", None) or "")


def paint(codes: list[int], n_styles: int = 3) -> Paint:
    styles = palette.category_styles(TOPS[:n_styles], TOPS, "light")
    return Paint(np.array(codes, dtype=np.int32), styles, [top[0] for top in TOPS[:n_styles]])


def test_a_category_keeps_its_colour_whatever_else_is_shown() -> None:
    deep = [("A", "A1"), ("A", "A2"), ("B", "B1")]
    whole = palette.category_styles(deep, TOPS, "light")
    assert whole[0].colour == palette.category_styles(TOPS, TOPS, "light")[0].colour
    assert len({(style.colour, style.symbol) for style in whole}) == 3


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_siblings_never_look_the_same(scheme: str) -> None:
    tops = [(f"T{i:02d}",) for i in range(20)]
    children = [("T00", f"c{i:02d}") for i in range(18)]
    for categories in (tops, children):
        styles = palette.category_styles(categories, tops, scheme)
        assert len({(style.colour, style.symbol) for style in styles}) == len(categories)


def test_one_trace_whose_point_number_is_the_row() -> None:
    x = np.array([0, np.nan, 2, 3], dtype=np.float32)
    visible = np.array([True, True, False, True])
    figure = projection.projection(
        x, x, paint([0, 1, 1, -1]), visible, LIGHT, revision="r", tool="lasso"
    )
    [trace] = figure["data"]
    assert trace["x"]["dtype"] == "f4"
    # Codes 0-2 are categories, 3 is without any, 4 is outside the filter.
    assert base64.b64decode(trace["marker"]["color"]["bdata"]) == bytes([0, 1, 4, 3])
    assert trace["marker"]["symbol"] == typed_array(np.array([0, 1, 1, 0], np.uint8))
    assert trace["marker"]["cmax"] == 4.5
    assert figure["layout"]["dragmode"] == "lasso"


def test_the_frame_of_a_map_does_not_move_with_the_filter() -> None:
    x = np.arange(4, dtype=np.float32)
    ranges = [
        projection.projection(
            x, x, paint([0, 1, 2, 0]), visible, LIGHT, revision="r", tool="select"
        )["layout"]["xaxis"]["range"]
        for visible in (np.ones(4, dtype=np.bool_), np.array([True, False, False, False]))
    ]
    assert ranges[0] == ranges[1]


def test_island_labels_name_what_is_shown_and_never_overlap() -> None:
    x = np.zeros(30, dtype=np.float32)
    x[0] = 10
    labels = projection.island_labels(
        x, x, paint([i % 3 for i in range(30)]), np.arange(30) % 3 != 2, LIGHT
    )
    assert [label["text"] for label in labels] == ["A", "B"]
    assert labels[0]["y"] != labels[1]["y"]


def test_no_label_without_a_point() -> None:
    nothing = np.full(3, np.nan, dtype=np.float32)
    visible = np.ones(3, dtype=np.bool_)
    assert projection.island_labels(nothing, nothing, paint([0, 1, 2]), visible, LIGHT) == []


def test_the_crosstab_draws_its_cells_as_they_are_written() -> None:
    table = Crosstab(
        np.array([[0.75, 0.25], [np.nan, 0]]),
        [["75%", "25%"], ["", ""]],
        ["g0", "g1"],
        ["c0", "c1"],
        ["G0", "G1"],
        ["A", "B"],
        [["a", "b"], ["c", "d"]],
    )
    figure = crosstab.crosstab(table, LIGHT, ends=(0, 1), x_title="x", y_title="y", separators=".,")
    assert figure.data[0].z[0].tolist() == [0.75, 0.25]
    assert (figure.data[0].zmin, figure.data[0].zmax) == (0, 1)
    assert [list(row) for row in figure.data[0].text] == [["75%", "25%"], ["", ""]]
    assert list(figure.data[0].x) == ["c0", "c1"]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_card_says_what_its_interval_covers(language: str) -> None:
    card = agreement_card(
        "Texte", Score(0.644, (0.6, 0.68), 1050, 7, 0.63, 0.02, is_filtered=False), language
    )
    said = words(card)
    expected = {
        "fr": [
            "0,64",
            "IC 95 % [0,60 ; 0,68]",
            "groupes fixés",
            "1\u202f050",
            "0,63 ± 0,02",
            "Accord net",
        ],
        "en": [
            "0.64",
            "95% CI [0.60, 0.68]",
            "clusters held fixed",
            "1,050",
            "0.63 ± 0.02",
            "Clear",
        ],
    }
    assert [part for part in expected[language] if part not in said] == []


def test_a_card_without_an_interval_says_why() -> None:
    score = Score(0.6, None, 90, 7, 0.63, 0.02, is_filtered=False)
    said = words(agreement_card("Text", score, "en"))
    assert "No interval Too few products per category" in said


def test_seeds_of_a_filtered_card_are_marked_as_unfiltered() -> None:
    score = Score(0.6, (0.5, 0.7), 90, 7, 0.63, 0.02, is_filtered=True)
    assert "0.63 ± 0.02 unfiltered" in words(agreement_card("Text", score, "en"))


def test_a_card_without_a_score_gives_the_reason() -> None:
    assert words(agreement_card("Text", NoScore("Too thin."), "en")) == "Text No score Too thin."


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (-0.1, 0.02, "close to chance agreement"),
        (0.31, 0.45, "partial agreement"),
        (0.65, 0.72, "Agreement between clear and strong"),
        (0.92, 1.0, "almost perfect agreement"),
    ],
)
def test_words_follow_the_interval_and_not_the_point(low: float, high: float, said: str) -> None:
    assert reading(low, high, "en") == said


def test_a_gap_that_may_be_nothing_is_not_distinguishable() -> None:
    gaps = [
        Difference("text", "image", 0.15, (0.1, 0.2), 697),
        Difference("fused", "text", 0.02, (-0.01, 0.05), 697),
    ]
    said = words(differences(gaps, "en"))
    assert "Text > Image: +0.15 [+0.10, +0.20]" in said
    assert "Text + image and Text: not distinguishable [\u22120.01, +0.05]" in said
    assert "No interval" not in said
    assert differences([], "en") == []


def test_a_gap_without_an_interval_says_why_and_names_no_winner() -> None:
    said = words(differences([Difference("text", "image", 0.15, None, 697)], "en"))
    assert "Text and Image: a gap of 0.15, no interval to rely on" in said
    assert "No interval: too few products per category" in said


def test_legend_counts_and_what_it_leaves_out() -> None:
    [style, *_] = palette.category_styles(TOPS, TOPS, "dark")
    said = words(legend([(style, "Watches", 1200)], 3, "A note.", "en"))
    assert said == "Watches 1,200 and 3 more A note."
