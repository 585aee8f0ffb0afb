"""The clusters one by one and by branch, against counts made another way."""

import itertools
from typing import Any

import numpy as np
import pytest

from dashboard import ids
from dashboard.core.breakdown import Breakdown, breakdown
from dashboard.core.catalogue import CategoryTree
from dashboard.core.cluster_words import ClusterWord, name_of
from dashboard.core.database import Database
from dashboard.core.filter_state import branch_key
from dashboard.core.selection import decode
from tests.dashboard.page_client import Page


def test_every_node_counts_what_is_at_or_under_it() -> None:
    tree = CategoryTree([("A", "a"), ("A", "b"), ("A",), ("B",), ()])
    labels = np.array([0, 1, 1, 0, 1], dtype=np.int32)
    table = breakdown(tree, labels, np.ones(5, dtype=bool))
    assert dict(zip(table.nodes, table.counts.tolist(), strict=True)) == {
        ("A",): [1, 2],
        ("A", "a"): [1, 0],
        ("A", "b"): [0, 1],
        ("B",): [1, 0],
    }
    assert table.totals.tolist() == [2, 3]


def test_a_branch_outside_the_filter_has_no_row() -> None:
    tree = CategoryTree([("A",), ("B",)])
    table = breakdown(tree, np.array([0, 1], dtype=np.int32), np.array([True, False]))
    assert list(table.nodes) == [("A",)]
    assert table.clusters.tolist() == [0]


@pytest.mark.parametrize(
    ("measure", "wanted"),
    [
        ("counts", [[6, 2], [1, 3]]),
        ("rows", [[0.75, 0.25], [0.25, 0.75]]),
        ("columns", [[0.75, 0.25], [0.125, 0.375]]),
        # 16 products, 8 a cluster: 6 of 8 where 4 are expected.
        ("lift", [[1.5, 0.5], [0.5, 1.5]]),
    ],
)
def test_the_measures_of_a_cell(measure: str, wanted: list[list[float]]) -> None:
    counts = np.array([[6, 2], [1, 3]])
    table = Breakdown([("A",), ("B",)], np.array([0, 1]), counts, np.array([8, 8]))
    assert table.measured(measure).tolist() == wanted


def test_a_cluster_is_named_by_its_first_words() -> None:
    words = [ClusterWord(word, 3, 1) for word in ("mug", "ring", "lamp", "desk")]
    assert name_of(words) == "mug, ring, lamp"
    assert name_of([]) == ""


def _ask(page: Page) -> dict[str, Any]:
    answer = page.ask(f"{ids.BREAKDOWN}.rowData")
    assert answer is not None
    return answer


@pytest.fixture
def page(database: Database) -> Page:
    page = Page().show("clusters").set(ids.BREAKDOWN_MEASURE, "value", "counts")
    return page.set(ids.STABILITY_SPACE, "value", "text")


def test_the_breakdown_is_that_of_the_database(page: Page, database: Database) -> None:
    rows = {row["key"]: row for row in _ask(page)[ids.BREAKDOWN]["rowData"]}
    cursor = database.connection.cursor()
    for path, cluster in itertools.product([("A",), ("A", "A1"), ("B", "B2")], (0, 1, 2)):
        [(wanted,)] = cursor.execute(
            """
            SELECT count(*) FROM products JOIN clusters USING (product_id)
            WHERE clustering_id = 'text-1' AND cluster = ? AND category_path[1:?] = ?
            """,
            [cluster, len(path), list(path)],
        ).fetchall()
        assert rows[branch_key(path)][f"g{cluster}"] == wanted
    assert rows[branch_key(("A",))]["has_children"]
    assert not rows[branch_key(("B", "B2"))]["has_children"]


def test_the_breakdown_follows_the_filter(page: Page) -> None:
    page.set(ids.TREE, "checked", [branch_key(("B", "B1")), branch_key(("B", "B2"))])
    assert [row["key"] for row in _ask(page)[ids.BREAKDOWN]["rowData"]] == [
        branch_key(("B",)),
        branch_key(("B", "B1")),
        branch_key(("B", "B2")),
    ]


def test_a_clicked_cell_selects_its_products(page: Page, database: Database) -> None:
    path = ("A", "A2")
    page.set(ids.BREAKDOWN, "cellClicked", {"colId": "g1", "rowId": branch_key(path)})
    dependencies = page.client.get("/_dash-dependencies").get_json()
    [output] = [
        dependency["output"]
        for dependency in dependencies
        if f"{ids.BREAKDOWN}.cellClicked" in dependency["output"]
    ]
    answer = page.ask(output)
    assert answer is not None
    store = answer[ids.SELECTION]["data"]
    assert store["recipe"] == {
        "kind": "cell",
        "space": "text",
        "level": 1,
        "cluster": 1,
        "category": list(path),
    }
    labels = database.catalogue.labels["text", 1]
    wanted = [
        taken[:2] == path and label == 1
        for taken, label in zip(database.catalogue.tree.paths, labels, strict=True)
    ]
    selected = decode(store["rows"], database.catalogue.n_products)
    assert selected is not None
    assert selected.tolist() == wanted


def test_the_cards_say_size_and_purity(page: Page, database: Database) -> None:
    answer = page.ask(f"{ids.CLUSTERS_LEAD}.children")
    assert answer is not None
    assert answer[ids.CLUSTERS_LEAD]["children"] == "3 clusters of level 1, 120 products"
    labels = database.catalogue.labels["text", 1]
    sizes = sorted(np.bincount(labels[labels >= 0]).tolist(), reverse=True)
    cards = str(answer[ids.CLUSTERS_CARDS]["children"])
    for size in sizes:
        assert f"{size} products, {size / 120:.0%} of all" in cards
