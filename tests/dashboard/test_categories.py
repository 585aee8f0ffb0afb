"""The categories: each figure against a count by hand, and what the filter does to it."""

from typing import Any

import numpy as np
import pytest

from dashboard import ids
from dashboard.callbacks.category_branches import branches_of, separations
from dashboard.callbacks.category_table import columns, table_rows
from dashboard.core import evidence
from dashboard.core.database import Database
from dashboard.core.evidence_model import Score
from dashboard.core.filter_state import FilterState, branch_key, resolve_filter
from dashboard.core.scoring import score
from dashboard.core.selection import decode
from dashboard.core.theme import THEMES
from dashboard.figures.categories import Branch, icicle
from tests.dashboard.conftest import SPACES, WITHOUT_CATEGORY, catalogue_paths
from tests.dashboard.page_client import Page

N = 120
B_LEAVES = [branch_key(path) for path in (("B", "B1"), ("B", "B2"))]


@pytest.fixture
def page(database: Database) -> Page:
    build = {"build": database.file.name, "reason": None, "found": ""}
    return Page().set(ids.BUILD, "data", build).show("categories")


def view_of(level: int = 1, checked: list[str] | None = None) -> FilterState:
    return resolve_filter(level, checked or [], "en")


def answer_of(page: Page, output: str) -> dict[str, Any]:
    answer = page.ask(output)
    assert answer is not None
    return answer


def purity_by_hand(letter: str, steps: tuple[int, ...]) -> float:
    """Mean share of neighbours under a top category, rescaled against chance."""
    paths = catalogue_paths(N)
    own = [i for i in range(N) if paths[i][:1] == [letter]]
    shares = [np.mean([paths[(i + step) % N][:1] == [letter] for step in steps]) for i in own]
    chance = (len(own) - 1) / (N - 1)
    return float((np.mean(shares) - chance) / (1 - chance))


def test_a_hidden_page_does_no_work(page: Page) -> None:
    page.show("maps")
    assert page.ask("depth.figure") is None
    assert page.ask("separability.rowData") is None


# -- by depth -----------------------------------------------------------------------------


def test_the_curve_is_the_cards_at_each_level(page: Page) -> None:
    figure = answer_of(page, "depth.figure")["depth"]["figure"]
    assert [trace["name"] for trace in figure["data"]] == ["Text", "Image", "Text + image"]
    for trace, space in zip(figure["data"], SPACES, strict=True):
        scores = [score(view_of(level), space) for level in (1, 2)]
        assert all(isinstance(row, Score) for row in scores)
        assert trace["y"] == [row.value for row in scores if isinstance(row, Score)]
        assert [round(x) for x in trace["x"]] == [1, 2]
    # Level 3 is too thin: greyed, without a point.
    [thin] = figure["layout"]["shapes"]
    assert (thin["x0"], thin["x1"]) == (2.5, 3.5)
    assert figure["layout"]["annotations"][0]["text"] == "too thin"


def test_the_curve_follows_the_filter(page: Page) -> None:
    before = answer_of(page, "depth.figure")["depth"]["figure"]["data"][0]["y"]
    page.set(ids.TREE, "checked", [branch_key(("A", "A2")), *B_LEAVES])
    after = answer_of(page, "depth.figure")["depth"]["figure"]["data"][0]["y"]
    assert before[0] != after[0]
    page.set(ids.TREE, "checked", B_LEAVES)
    [only] = answer_of(page, "depth.figure")["depth"]["figure"]["data"][0]["y"]
    live = score(view_of(2, B_LEAVES), "text")
    assert isinstance(live, Score)
    assert only == live.value


# -- by branch ----------------------------------------------------------------------------


def test_separation_by_hand(database: Database) -> None:
    for space, steps in (("text", (3, 6, 1)), ("fused", (3, 6, 9))):
        for code, separation in enumerate(separations(view_of(), space, 1)):
            assert separation.score == pytest.approx(purity_by_hand("ABC"[code], steps))
    n = [separation.n for separation in separations(view_of(), "text", 1)]
    assert n == [40, 40, 39]  # one product has no category


def test_neighbours_do_not_change_with_the_filter(database: Database) -> None:
    everything = separations(view_of(), "text", 1)
    filtered = separations(view_of(1, B_LEAVES), "text", 1)
    assert filtered[1] == everything[1]
    assert filtered[0].score is None


def test_a_name_is_left_out_of_the_icicle_where_it_fits_at_no_width() -> None:
    # 14 letters are 33.6 pixels at least; of 1,760 for 1,000 products, 20 have 35.2 and 19 33.4.
    fourteen = "abcdefghijklmn"
    sized = [
        (fourteen, 20, True), (fourteen, 19, False), (f"{fourteen}<br>{fourteen}", 20, True),
        ("a &amp; b", 7, True), ("a &amp; b", 6, False), ("all the others", 928, True),
    ]  # fmt: skip
    branches = [
        Branch("root", "", "All", 1_000, None, ""),
        *(Branch(str(at), "root", name, n, 0.5, "") for at, (name, n, _) in enumerate(sized)),
    ]
    [trace] = icicle(branches, THEMES["light"])["data"]
    assert trace["labels"] == ["All", *(name if fits else "" for name, _, fits in sized)]
    assert trace["ids"] == [branch.key for branch in branches]


def test_branches_under_ten_products_are_not_scored(database: Database) -> None:
    branches = {row.key: row for row in branches_of(view_of(), "text")}
    for key, branch in branches.items():
        if key == "root":
            continue
        assert (branch.score is None) == (branch.n < 10), key
        assert branch.parent in branches
    assert branches["root"].n == N
    assert branches[branch_key(("A",))].n == 40
    assert any(row.score is None for row in branches.values() if row.n < 10)


def test_a_click_filters_and_the_top_bar_leads_back(page: Page) -> None:
    def click(key: str) -> list[str]:
        page.set(ids.BRANCHES, "clickData", {"points": [{"id": key}]})
        name = next(name for name in page.names() if name.endswith("branches.clickData.."))
        checked: list[str] = answer_of(page, name)[ids.TREE]["checked"]
        return checked

    top = branch_key(("B",))
    assert click(top) == B_LEAVES
    page.set(ids.TREE, "checked", B_LEAVES)
    figure = answer_of(page, "branches.figure")["branches"]["figure"]
    assert figure["data"][0]["ids"][0] == top
    assert set(figure["data"][0]["ids"]) == {top, *B_LEAVES}
    assert click(top) == []
    assert click(B_LEAVES[0]) == B_LEAVES[:1]
    assert click("root") == []


# -- one by one ---------------------------------------------------------------------------


def test_a_row_by_hand(database: Database) -> None:
    view = view_of()
    rows = table_rows(view, "text")
    assert [row["name"] for row in rows] == ["A", "B", "C"]
    assert [row["n"] for row in rows] == [40, 40, 39]
    labels, codes = view.catalogue.labels["text", 1], view.codes
    for code, row in enumerate(rows):
        own, in_cluster = codes == code, (labels == row["cluster"]) & (codes >= 0)
        assert row["precision"] == pytest.approx((own & in_cluster).sum() / in_cluster.sum())
        assert row["recall"] == pytest.approx((own & in_cluster).sum() / own.sum())
        assert row["f1"] == pytest.approx(
            2 * (own & in_cluster).sum() / (own.sum() + in_cluster.sum())
        )
        assert row["purity"] == pytest.approx(purity_by_hand("ABC"[code], (3, 6, 1)))
        silhouette = evidence.silhouettes(database, "text", 1)
        assert row["silhouette"] == pytest.approx(np.nanmean(silhouette[own]), abs=1e-6)
    # The third neighbour of a product of A is one of B: a third of its neighbours.
    assert rows[0]["confused"].startswith("B (3")
    # Two neighbours in three by text, one by photo.
    assert rows[1]["better"].startswith("Text +0.3")


def test_the_table_follows_the_filter_and_the_level(page: Page) -> None:
    page.set(ids.TREE, "checked", B_LEAVES).set(ids.LEVEL, "value", "2")
    answer = answer_of(page, "separability.rowData")
    assert [row["name"] for row in answer[ids.SEPARABILITY]["rowData"]] == ["B1", "B2"]
    assert answer[ids.SEPARABILITY_COUNT]["children"] == "2 categories of level 2"


def test_a_thin_level_uses_the_clusters_above_and_has_no_silhouette(database: Database) -> None:
    rows = table_rows(view_of(3), "text")
    assert rows
    assert all(row["silhouette"] is None for row in rows)
    assert all(row["cluster"] is not None for row in rows)


def test_a_click_on_a_row_selects_its_products(page: Page, database: Database) -> None:
    page.set(ids.SEPARABILITY, "selectedRows", [{"code": 2}])
    name = next(name for name in page.names() if "separability-choice.children" in name)
    answer = answer_of(page, name)
    rows = decode(answer[ids.SELECTION]["data"]["rows"], N)
    assert rows is not None
    paths = catalogue_paths(N)
    assert np.flatnonzero(rows).tolist() == [i for i in range(N) if paths[i][:1] == ["C"]]
    assert WITHOUT_CATEGORY not in np.flatnonzero(rows)


def test_a_number_sorts_by_its_value_and_shows_its_interval() -> None:
    [column] = [definition for definition in columns("fr") if definition["colId"] == "precision"]
    assert column["valueFormatter"] == {"function": "params.data.precision_text"}
