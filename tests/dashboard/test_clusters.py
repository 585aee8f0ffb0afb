"""Stability, yardsticks, the look of the maps' fidelity, and the facts of the build."""

import base64
from typing import Any

import pytest

from dashboard import ids
from dashboard.callbacks.method import grouped
from dashboard.components import Score, agreement_card
from dashboard.evidence import (
    Cliff,
    Density,
    Estimate,
    Spread,
    Stability,
    cliffs,
    label_free_choice,
)
from dashboard.queries import Database, evidence
from tests.dashboard.asking import Page
from tests.dashboard.test_callbacks import said
from tests.dashboard.test_pictures import words


@pytest.fixture
def page(database: Database) -> Page:
    build = {"build": database.file.name, "reason": None, "found": ""}
    return Page().set(ids.BUILD, "data", build).set(ids.PAGE, "data", "clusters")


def answer_of(page: Page, output: str) -> dict[str, Any]:
    answer = page.ask(output)
    assert answer is not None
    return answer


def runs(*between: float | None) -> list[Stability]:
    return [Stability("kmeans", k, 5, value, None, 0.5, 0.01) for k, value in enumerate(between, 2)]


# -- stability ----------------------------------------------------------------------------


def test_a_cliff_is_a_fall_of_more_than_what_is_asked() -> None:
    assert cliffs(runs(0.9, 0.85, 0.7, 0.8), "between_runs", 0.1) == [
        Cliff("kmeans", 3, 4, 0.85, 0.7)
    ]
    assert cliffs(runs(0.9, None, 0.7), "between_runs", 0.1) == [Cliff("kmeans", 2, 4, 0.9, 0.7)]
    assert cliffs(runs(0.9, 0.1), "ari_mean", 0.1) == []


def test_the_choice_without_labels_is_the_highest_silhouette() -> None:
    values = {2: 0.1, 3: 0.4, 4: 0.4, 5: None}
    rows = [Stability("kmeans", k, 5, None, value, None, None) for k, value in values.items()]
    rows.append(Stability("ward", 9, 1, None, 0.9, None, None))
    assert label_free_choice(rows, "kmeans") == 3
    assert label_free_choice(rows, "hdbscan") is None


def test_the_heat_map_marks_and_names_the_cliffs(page: Page) -> None:
    answer = answer_of(page, "stability.figure")
    traces = answer["stability"]["figure"]["data"]
    between, agreement = (trace for trace in traces if trace["type"] == "heatmap")
    assert between["z"] == [[0.9, 0.95, 0.75, 0.7]] * 2
    assert agreement["z"] == [[0.3, 0.7, 0.65, 0.5]] * 2
    notes = answer["stability"]["figure"]["layout"]["annotations"]
    marks = [note for note in notes if note["text"] == "▼"]
    # From 3 to 4 between runs, from 4 to 5 with the categories, for both algorithms.
    assert [mark["x"] for mark in marks] == [1.5, 1.5, 2.5, 2.5]
    note = answer["stability-note"]["children"]
    assert "k-means, agreement between runs, from 3 to 4 clusters (0.95 → 0.75)" in note
    assert "Ward, agreement with the categories, from 4 to 5 clusters (0.65 → 0.50)" in note


def test_the_sweep_marks_both_numbers(page: Page) -> None:
    answer = answer_of(page, "sweep.figure")
    assert [shape["x0"] for shape in answer["sweep"]["figure"]["layout"]["shapes"]] == [3, 4]
    assert answer["sweep-note"]["children"].startswith(
        "The silhouette of k-means is highest at k = 4, among 2 to 5; level 1 has 3 categories."
    )
    assert "at the edge" in answer["sweep-note"]["children"]
    assert "k-means, k = 3 5 0.95 0.300 0.70 ± 0.01" in said(answer["sweep-table"]["children"])


def test_nothing_is_computed_on_a_hidden_page(page: Page) -> None:
    page.set(ids.PAGE, "data", "categories")
    assert page.ask("stability.figure") is None
    assert page.ask("method-build.children") is None


# -- beside the scores --------------------------------------------------------------------


def test_the_card_names_each_spread_apart() -> None:
    score = Score(
        value=0.64,
        interval=(0.6, 0.7),
        n=700,
        k=7,
        seed_mean=0.62,
        seed_sd=0.02,
        is_filtered=False,
        spread=Spread(0.0, 0.0047, 0.61, 0.03),
        density=Density(21, 0.37, Estimate(0.26, 0.2, 0.3, 700), Estimate(0.63, 0.6, 0.7, 441)),
    )
    card = words(agreement_card("Text", score, "en"))
    assert "10 seeds 0.62 ± 0.02" in card
    assert "80% subsamples 0.61 ± 0.03" in card
    assert "Chance 0.00, 97.5% under 0.005" in card
    assert "21 clusters, 37% noise; ARI 0.26 [0.20, 0.30] with the noise" in card
    assert "0.63 [0.60, 0.70] without (n = 441)" in card


def test_the_yardsticks_are_those_of_the_level(page: Page, database: Database) -> None:
    page.set(ids.PAGE, "data", "maps")
    answer = answer_of(page, "yardsticks.figure")
    assert said(answer["yardsticks-line"]["children"]) == (
        "Yardsticks Price alone 0.08 Length of the text 0.05 Brand alone 0.02"
    )
    drawn = {trace["y"][0]: trace for trace in answer["yardsticks"]["figure"]["data"]}
    assert drawn["Price alone"]["x"] == [0.08]
    assert drawn["Price alone"]["error_x"]["array"] == pytest.approx([0.02])
    assert list(drawn)[:3] == ["Text", "Image", "Text + image"]
    page.set(ids.LEVEL, "value", "3")
    assert answer_of(page, "yardsticks.figure")["yardsticks-line"]["children"] == []


def test_what_the_build_lacks_is_not_shown(database: Database) -> None:
    assert evidence.density(database, "elsewhere") is None
    assert evidence.spread(database, "elsewhere", 1) == Spread(None, None, None, None)
    assert evidence.stability(database, "elsewhere") == []


# -- maps and method ----------------------------------------------------------------------


def test_points_can_say_what_the_map_keeps(page: Page) -> None:
    page.set(ids.PAGE, "data", "maps").set(ids.COLOUR, "value", "recall")
    answer = answer_of(page, "map-text.figure")
    [trace] = answer["map-text"]["figure"]["data"]
    # Half of the neighbours are kept everywhere: the third of five steps.
    assert set(base64.b64decode(trace["marker"]["color"]["bdata"])) == {2}
    assert not answer["map-text"]["figure"]["layout"].get("annotations")
    assert "40 to 60%" in said(answer["legend"]["children"])


def test_the_facts_of_the_build_by_kind() -> None:
    about = {
        "version.numpy": "2",
        "seconds.text": "6.188",
        "settings": '{"cluster": {"seeds": [0, 1], "n_init": 10}}',
        "catalog_name": "essai",
    }
    assert grouped(about, "fr") == {
        "facts": [("catalog_name", "essai")],
        "versions": [("numpy", "2")],
        "seconds": [("text", "6,2")],
        "settings": [("cluster.n_init", "10"), ("cluster.seeds", "[0, 1]")],
    }
    assert grouped({"settings": "no JSON"}, "en")["settings"] == [("settings", "no JSON")]
