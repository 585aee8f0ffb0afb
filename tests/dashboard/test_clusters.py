"""Stability, baselines, the look of the maps' fidelity, and the facts of the build."""

from statistics import mean
from typing import Any

import numpy as np
import pytest
from sklearn.metrics import adjusted_rand_score

from dashboard import ids
from dashboard.callbacks.clustering_runs import (
    Agreements,
    RunAgreements,
    by_algorithm,
    compare_runs,
    repeated,
)
from dashboard.callbacks.method import grouped
from dashboard.components.scores import agreement_card
from dashboard.core import evidence
from dashboard.core.database import Database
from dashboard.core.evidence_model import (
    Cliff,
    Density,
    Estimate,
    NoScore,
    Run,
    Score,
    Spread,
    Stability,
    cliffs,
)
from dashboard.core.filter_state import branch_key, resolve_filter
from dashboard.core.theme import THEMES
from dashboard.figures.clusters import Mark, by_k
from dashboard.ui.charts import Point, Series
from tests.dashboard.conftest import SWEEP, WITHOUT_PHOTO
from tests.dashboard.page_client import Page
from tests.dashboard.test_callbacks import text_of
from tests.dashboard.test_pictures import words

B_LEAVES = [branch_key(path) for path in (("B", "B1"), ("B", "B2"))]
C_LEAVES = [branch_key(path) for path in (("C", "C1"), ("C", "C2"))]


@pytest.fixture
def page(database: Database) -> Page:
    build = {"build": database.file.name, "reason": None, "found": ""}
    return Page().set(ids.BUILD, "data", build).show("clusters")


def answer_of(page: Page, output: str) -> dict[str, Any]:
    answer = page.ask(output)
    assert answer is not None
    return answer


def unfolded(note: dict[str, Any]) -> str:
    return str(note["text"]).replace("<br>", " ")


def runs(*between: float | None) -> list[Stability]:
    return [Stability("kmeans", k, 5, value, None, 0.5, 0.01) for k, value in enumerate(between, 2)]


# -- stability ----------------------------------------------------------------------------


def test_a_cliff_is_a_fall_of_more_than_what_is_asked() -> None:
    assert cliffs(runs(0.9, 0.85, 0.7, 0.8), "between_runs", 0.1) == [
        Cliff("kmeans", 3, 4, 0.85, 0.7)
    ]
    assert cliffs(runs(0.9, None, 0.7), "between_runs", 0.1) == [Cliff("kmeans", 2, 4, 0.9, 0.7)]
    assert cliffs(runs(0.9, 0.1), "ari_mean", 0.1) == []


def labels_of(database: Database, space: str) -> dict[tuple[str, int, int | None], list[int]]:
    """Read the sweep's labels as stored, by algorithm, k and seed, in the products' order."""
    rows = (
        database.connection.cursor()
        .execute(
            """
            SELECT algorithm, k, seed, list(cluster ORDER BY position)
            FROM clusterings JOIN clusters USING (clustering_id) JOIN products USING (product_id)
            WHERE level IS NULL AND algorithm <> 'hdbscan' AND space = ? GROUP BY ALL
            """,
            [space],
        )
        .fetchall()
    )
    return {(algorithm, k, seed): labels for algorithm, k, seed, labels in rows}


def paths_of(database: Database, space: str) -> list[list[str]]:
    rows = (
        database.connection.cursor()
        .execute(
            """
            SELECT category_path FROM products
            WHERE product_id IN (SELECT product_id FROM clusters JOIN clusterings
                                 USING (clustering_id) WHERE space = ?) ORDER BY position
            """,
            [space],
        )
        .fetchall()
    )
    return [path for (path,) in rows]


def expected(
    database: Database, space: str, level: int, tops: str = "ABC"
) -> tuple[list[list[float]], list[list[float]]]:
    """Give both panels as scikit-learn computes them, for some branches of the catalogue."""
    labels, paths = labels_of(database, space), paths_of(database, space)
    seen = [i for i, path in enumerate(paths) if tops == "ABC" or (path and path[0] in tops)]
    counted = [i for i in seen if len(paths[i]) >= level]
    truth = ["/".join(paths[i][:level]) for i in counted]
    categories, between = [], []
    for algorithm, seed in (("kmeans", 0), ("kmeans", 1), ("kmeans", 2), ("ward", None)):
        categories.append(
            [
                adjusted_rand_score(truth, [labels[algorithm, k, seed][i] for i in counted])
                for k in SWEEP
            ]
        )
        between.append(
            [
                mean(
                    adjusted_rand_score(
                        [labels[algorithm, k, seed][i] for i in seen],
                        [labels["kmeans", k, other][i] for i in seen],
                    )
                    for other in (0, 1, 2)
                    if other != seed
                )
                for k in SWEEP
            ]
        )
    return categories, between


def heat_maps(answer: dict[str, Any]) -> list[list[list[float]]]:
    traces = answer["stability"]["figure"]["data"]
    return [trace["z"] for trace in traces if trace["type"] == "heatmap"]


@pytest.mark.parametrize("space", ["text", "image"])
@pytest.mark.parametrize("level", [1, 2])
def test_each_run_is_compared_as_scikit_learn_does(
    page: Page, database: Database, space: str, level: int
) -> None:
    page.set(ids.STABILITY_SPACE, "value", space).set(ids.LEVEL, "value", str(level))
    answer = answer_of(page, "stability.figure")
    categories, between = expected(database, space, level)
    assert heat_maps(answer)[0] == pytest.approx(np.array(categories))
    assert heat_maps(answer)[1] == pytest.approx(np.array(between))
    heat = next(t for t in answer["stability"]["figure"]["data"] if t["type"] == "heatmap")
    assert heat["y"] == ["k-means, start 0", "k-means, start 1", "k-means, start 2", "Ward"]
    assert heat["x"] == ["2", "3", "4", "5"]
    table = text_of(answer["stability-table"]["children"])
    assert f"k-means, start 1, k = 3 {categories[1][1]:.2f} {between[1][1]:.2f}" in table
    assert f"Ward, k = 5 {categories[3][3]:.2f} {between[3][3]:.2f}" in table


def test_the_heat_map_and_the_curve_follow_the_filter(page: Page, database: Database) -> None:
    page.set(ids.TREE, "checked", [*B_LEAVES, *C_LEAVES])
    answer = answer_of(page, "stability.figure")
    categories, between = expected(database, "text", 1, "BC")
    assert heat_maps(answer)[0] == pytest.approx(np.array(categories))
    assert heat_maps(answer)[1] == pytest.approx(np.array(between))
    titles = [note["text"] for note in answer["stability"]["figure"]["layout"]["annotations"]]
    n = sum(bool(path) and path[0] in "BC" for path in paths_of(database, "text"))
    assert f"Agreement with the categories of level 1 (ARI, n = {n})" in titles
    curve = answer_of(page, "sweep.figure")["sweep"]
    seeds = np.array(categories[:3])
    drawn = [trace for trace in curve["figure"]["data"] if trace.get("yaxis") == "y2"]
    assert drawn[0]["y"] == pytest.approx(seeds.mean(axis=0))
    assert drawn[0]["error_y"]["array"] == pytest.approx(seeds.std(axis=0, ddof=1))
    assert drawn[1]["y"] == pytest.approx(categories[3])
    note = answer_of(page, "sweep.figure")["sweep-note"]["children"]
    assert "Categories of level 1 within the filter: 2." in note


def test_the_whole_catalogue_is_what_the_pipeline_found(database: Database) -> None:
    """The means are of the pairs of runs, as in the table `stability`."""
    view = resolve_filter(1, [], "en")
    rows = by_algorithm(compare_runs(view, "text"), {})
    _, between = expected(database, "text", 1)
    assert [row.between_runs for row in rows if row.algorithm == "kmeans"] == pytest.approx(
        np.mean(between[:3], axis=0)
    )
    assert [row.n_runs for row in rows] == [3, 1] * len(SWEEP)


def test_the_heat_map_marks_and_names_the_cliffs(page: Page, database: Database) -> None:
    answer = answer_of(page, "stability.figure")
    panels = {
        name: {"k-means": np.mean(rows[:3], axis=0), "Ward": rows[3]}
        for name, rows in zip(
            ("with the categories", "between runs"), expected(database, "text", 1), strict=True
        )
    }
    falls = [
        (name, algorithm, at)
        for name, of_algorithm in panels.items()
        for algorithm, values in of_algorithm.items()
        for at in range(len(SWEEP) - 1)
        if values[at] - values[at + 1] > 0.1
    ]
    assert ("between runs", "k-means", 1) in falls
    layout = answer["stability"]["figure"]["layout"]
    marks = [note for note in layout["annotations"] if note["text"] == "▼"]
    assert [mark["x"] for mark in marks] == [at + 0.5 for *_, at in falls]
    # The line runs along every seed, or along Ward alone.
    assert [(line["y0"], line["y1"]) for line in layout["shapes"]] == [
        (-0.5, 2.5) if algorithm == "k-means" else (2.5, 3.5) for _, algorithm, _ in falls
    ]
    note = answer["stability-note"]["children"]
    for name, algorithm, at in falls:
        value, fallen = panels[name][algorithm][at : at + 2]
        assert (
            f"{algorithm}, agreement {name}, from {at + 2} to {at + 3} clusters "
            f"({value:.2f} → {fallen:.2f})" in note
        )


def test_a_single_category_leaves_the_agreement_between_runs(page: Page) -> None:
    page.set(ids.TREE, "checked", B_LEAVES)
    answer = answer_of(page, "stability.figure")
    assert len(heat_maps(answer)) == 1
    assert "at least two are needed" in answer["stability-note"]["children"]
    assert "k-means, start 0, k = 2 –" in text_of(answer["stability-table"]["children"])
    curve = answer_of(page, "sweep.figure")["sweep"]["figure"]
    assert any("two are needed" in unfolded(note) for note in curve["layout"]["annotations"])
    assert any("← categories: 1" in note["text"] for note in curve["layout"]["annotations"])


def test_too_few_products_are_said_instead_of_drawn(page: Page) -> None:
    page.set(ids.TREE, "checked", [branch_key(("A", "A1", "A1 leaf 0"))])
    answer = answer_of(page, "stability.figure")
    assert heat_maps(answer) == []
    [note] = answer["stability"]["figure"]["layout"]["annotations"]
    assert "a score needs at least 30" in note["text"]


def test_a_level_that_is_too_thin_has_no_score(page: Page) -> None:
    page.set(ids.LEVEL, "value", "3")
    answer = answer_of(page, "stability.figure")
    assert len(heat_maps(answer)) == 1
    assert answer["stability-note"]["children"].startswith("Level 3 is too thin")


def test_the_sweep_marks_both_numbers(page: Page) -> None:
    answer = answer_of(page, "sweep.figure")
    assert [shape["x0"] for shape in answer["sweep"]["figure"]["layout"]["shapes"]] == [3, 4]
    assert answer["sweep-note"]["children"].startswith(
        "On the whole catalogue, the silhouette of k-means is highest at k = 4, among 2 to 5. "
        "Categories of level 1 within the filter: 3."
    )
    assert "k-means, k = 3 3 0.300" in text_of(answer["sweep-table"]["children"])
    # Six categories are beyond the five clusters tried: named at the edge, without a line.
    page.set(ids.LEVEL, "value", "2")
    layout = answer_of(page, "sweep.figure")["sweep"]["figure"]["layout"]
    assert [shape["x0"] for shape in layout["shapes"]] == [4]
    assert layout["annotations"][0]["text"] == "categories: 6 →"


def test_where_the_silhouette_still_rises_no_number_is_called_a_choice(page: Page) -> None:
    page.set(ids.STABILITY_SPACE, "value", "image")
    answer = answer_of(page, "sweep.figure")
    layout = answer["sweep"]["figure"]["layout"]
    assert [shape["x0"] for shape in layout["shapes"]] == [3]
    assert not any("k chosen" in note["text"] for note in layout["annotations"])
    assert answer["sweep-note"]["children"].startswith(
        "No choice of k: on the whole catalogue, the silhouette of k-means is highest at the edge "
        "of what was tried (2 to 5), or one step from it, and may rise further."
    )


def test_what_was_run_once_is_on_the_curve_and_not_among_the_stable() -> None:
    runs = (Run("kmeans", 2, 0), Run("kmeans", 2, 1), Run("ward", 2, None), Run("kmeans", 21, 0))
    scores = Agreements((0.5, 0.6, 0.7, 0.4), 100)
    kept = repeated(RunAgreements(runs, scores, NoScore("none"), 7))
    assert kept.runs == runs[:3]
    assert kept.between == Agreements((0.5, 0.6, 0.7), 100)
    assert kept.categories == NoScore("none")


def test_far_numbers_of_clusters_are_on_a_logarithmic_axis() -> None:
    points = [Point(k, 0.1, None, "") for k in (2, 15, 171)]
    series = [Series("kmeans", "k-means", points)]
    figure = by_k(
        series,
        series,
        [Mark(57, "categories", "dot"), Mark(400, "beyond", "dot")],
        THEMES["light"],
        x_title="",
        y_titles=("", ""),
        separators=".,",
    )
    layout = figure["layout"]
    assert (layout["xaxis"]["type"], layout["shapes"][0]["x0"]) == ("log", 57)
    assert layout["annotations"][0]["x"] == pytest.approx(np.log10(57))
    assert layout["annotations"][1]["text"] == "beyond →"


def test_the_labels_are_read_once_a_build_in_two_bytes(database: Database) -> None:
    sweep = evidence.sweep(database, "image")
    assert sweep is evidence.sweep(database, "image")
    assert sweep.labels.dtype == np.int16
    assert sweep.labels.shape == (4 * len(SWEEP), 120)
    assert np.flatnonzero(~sweep.clustered).tolist() == [WITHOUT_PHOTO]


def test_nothing_is_computed_on_a_hidden_page(page: Page) -> None:
    page.show("categories")
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
        spread=Spread(0.0, 0.0047, 0.03, 0.01),
        density=Density(21, 0.37, Estimate(0.26, 0.2, 0.3, 700), Estimate(0.63, 0.6, 0.7, 441)),
    )
    card = words(agreement_card("Text", score, "en"))
    assert "10 random starts 0.62 ± 0.02" in card
    assert "Other brands, re-clustered ± 0.03" in card
    assert "3 training runs ± 0.01" in card
    assert "By chance 0.00 (below 0.005 in 97.5% of draws)" in card
    assert "21 clusters, 37% noise; ARI 0.26 [0.20, 0.30] including noise" in card
    assert "0.63 [0.60, 0.70] without (n = 441)" in card


def test_the_baselines_are_those_of_the_level(page: Page, database: Database) -> None:
    page.show("maps")
    line = answer_of(page, "baselines-line.children")["baselines-line"]["children"]
    assert text_of(line) == "Baselines Price alone 0.08 Length of the text 0.05 Brand alone 0.02"
    answer = answer_of(page, "baselines.figure")
    drawn = {trace["y"][0]: trace for trace in answer["baselines"]["figure"]["data"]}
    assert drawn["Price alone"]["x"] == [0.08]
    assert drawn["Price alone"]["error_x"]["array"] == pytest.approx([0.02])
    assert list(drawn)[:3] == ["Text", "Image", "Text + image"]
    page.set(ids.LEVEL, "value", "3")
    assert answer_of(page, "baselines-line.children")["baselines-line"]["children"] == []
    assert answer_of(page, "baselines.figure")["baselines"]["figure"]["data"] == []


def test_what_the_build_lacks_is_not_shown(database: Database) -> None:
    assert evidence.density(database, "elsewhere") is None
    assert evidence.spread(database, "elsewhere", 1) == Spread(None, None, None, None)
    assert evidence.sweep(database, "elsewhere").runs == ()
    assert evidence.mean_silhouettes(database, "elsewhere") == {}
    comparison = compare_runs(resolve_filter(1, [], "en"), "elsewhere")
    assert by_algorithm(comparison, {}) == []


# -- maps and method ----------------------------------------------------------------------


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
