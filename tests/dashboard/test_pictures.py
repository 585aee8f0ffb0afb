"""Figures, colours and cards: pure functions, compared by what they hold."""

import numpy as np
import pytest

from agreement.grouped import NO_INTERVAL
from dashboard.components.scores import Difference, agreement_card, differences, reading
from dashboard.core import palette
from dashboard.core.evidence_model import NoScore, Score
from dashboard.core.theme import THEMES
from dashboard.figures import crosstab
from dashboard.figures.crosstab import Crosstab

TOPS = [("A",), ("B",), ("C",)]
LIGHT = THEMES["light"]


def words(component: object) -> str:
    """All the text of a component tree, in reading order."""
    if isinstance(component, str):
        return component
    if isinstance(component, list | tuple):
        return " ".join(filter(None, map(words, component)))
    return words(getattr(component, "children", None) or "")


def test_a_category_keeps_its_colour_whatever_else_is_shown() -> None:
    deep = [("A", "A1"), ("A", "A2"), ("B", "B1")]
    whole = palette.category_styles(deep, TOPS, "light")
    assert whole[0].colour == palette.category_styles(TOPS, TOPS, "light")[0].colour
    assert len({(style.colour, style.symbol) for style in whole}) == 3


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_sibling_categories_have_different_styles(scheme: str) -> None:
    tops = [(f"T{i:02d}",) for i in range(20)]
    children = [("T00", f"c{i:02d}") for i in range(18)]
    for categories in (tops, children):
        styles = palette.category_styles(categories, tops, scheme)
        assert len({(style.colour, style.symbol) for style in styles}) == len(categories)


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
    [trace] = figure["data"]
    assert trace["z"] == [[0.75, 0.25], [None, 0]]
    assert (trace["zmin"], trace["zmax"]) == (0, 1)
    assert trace["text"] == [["75%", "25%"], ["", ""]]
    assert trace["x"] == ["c0", "c1"]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_card_says_what_its_interval_covers(language: str) -> None:
    card = agreement_card(
        "Texte", Score(0.644, (0.6, 0.68), 1050, 7, 0.63, 0.02, is_filtered=False), language
    )
    sentences = words(card)
    expected = {
        "fr": [
            "0,64",
            "IC 95\u202f% [0,60\u202f; 0,68]",
            "groupes inchangés",
            "1\u202f050",
            "0,63 ± 0,02",
            "Concordance nette",
        ],
        "en": [
            "0.64",
            "95% CI [0.60, 0.68]",
            "same clusters",
            "1,050",
            "0.63 ± 0.02",
            "Clear agreement",
        ],
    }
    assert [part for part in expected[language] if part not in sentences] == []


def test_a_card_without_an_interval_says_why() -> None:
    reasons = {
        "groups": "fewer than 30 brands of equal size",
        "category_size": "fewer than 3 products per category",
        "disagreeing": "products disagree in fewer than 6 brands",
    }
    assert set(reasons) == set(NO_INTERVAL)
    for missing, reason in reasons.items():
        score = Score(0.6, None, 90, 7, 0.63, 0.02, is_filtered=False, missing=missing)
        assert f"No interval: {reason}" in words(agreement_card("Text", score, "en"))


def test_seeds_of_a_filtered_card_are_marked_as_unfiltered() -> None:
    score = Score(0.6, (0.5, 0.7), 90, 7, 0.63, 0.02, is_filtered=True)
    assert "0.63 ± 0.02 unfiltered" in words(agreement_card("Text", score, "en"))


def test_a_card_without_a_score_gives_the_reason() -> None:
    assert words(agreement_card("Text", NoScore("Too thin."), "en")) == "Text No score Too thin."


@pytest.mark.parametrize(
    ("low", "high", "sentence"),
    [
        (-0.1, 0.02, "close to chance agreement"),
        (0.31, 0.45, "partial agreement"),
        (0.65, 0.72, "clear to strong agreement"),
        (0.92, 1.0, "almost perfect agreement"),
    ],
)
def test_words_follow_the_interval_and_not_the_point(
    low: float, high: float, sentence: str
) -> None:
    assert reading(low, high, "en") == sentence


def test_a_gap_that_may_be_nothing_is_not_significant() -> None:
    gaps = [
        Difference("text", "image", 0.15, (0.1, 0.2), 697),
        Difference("fused", "text", 0.02, (-0.01, 0.05), 697),
    ]
    sentences = words(differences(gaps, "en"))
    assert "Text > Image: +0.15 [+0.10, +0.20]" in sentences
    assert "Text + image and Text: no significant difference [\u22120.01, +0.05]" in sentences
    assert "No interval" not in sentences
    assert differences([], "en") == []


def test_a_gap_without_an_interval_says_why_and_names_no_winner() -> None:
    sentences = words(differences([Difference("text", "image", 0.15, None, 697)], "en"))
    assert "Text and Image: a difference of 0.15, no reliable interval" in sentences
    assert "No interval: fewer than 30 brands of equal size" in sentences


def test_a_gap_below_what_clustering_anew_moves_is_not_significant() -> None:
    for moved, sentence in ((0.04, "Text > Image: +0.05"), (0.06, "no significant difference")):
        gaps = [Difference("text", "image", 0.05, (0.01, 0.09), 697, moved)]
        assert sentence in words(differences(gaps, "en"))
