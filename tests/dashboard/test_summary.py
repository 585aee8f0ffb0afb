"""What a set of products is made of, against answers known by hand or from the database."""

import base64
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pytest

from dashboard import ids
from dashboard.core.catalogue import CategoryTree
from dashboard.core.database import Database
from dashboard.core.filter_state import branch_key
from dashboard.core.products import product_ids
from dashboard.core.selection import encode
from dashboard.model.summary import Part, composition, distinctive_words, medoids
from dashboard.queries import sql_export
from dashboard.queries.parquet_export import parquet_of
from dashboard.queries.product_words import vectors, words
from tests.dashboard.page_client import Page


def test_a_composition_counts_the_set_and_what_it_covers() -> None:
    rows = np.array([True, True, False, True, False])
    codes = np.array([1, 0, 0, 0, -1], dtype=np.int32)
    within = np.array([True, True, True, True, False])
    parts = composition(rows, codes, within)
    assert parts == [Part(0, 2, 3), Part(1, 1, 1)]
    assert parts[0].covered == pytest.approx(2 / 3)


def test_the_gap_of_a_word_is_newcombe_s() -> None:
    """56 of 70 against 48 of 80: +0.20 [0.0524, 0.3339] (Newcombe, 1998, table II, method 10)."""
    [word] = distinctive_words(np.array([56]), np.array([48]), 70, 80, 5)
    assert (word.gap, word.low, word.high) == pytest.approx((0.2, 0.0524, 0.3339), abs=5e-5)


def test_words_are_ranked_by_what_is_sure_and_a_single_product_says_nothing() -> None:
    inside, outside = np.array([1, 20, 30, 12]), np.array([0, 1, 20, 60])
    ranked = distinctive_words(inside, outside, 40, 200, 5)
    assert [word.code for word in ranked] == [2, 1]
    assert distinctive_words(inside, outside, 40, 0, 5) == []


def test_medoids_are_the_nearest_to_the_centre_among_those_with_a_vector() -> None:
    vectors = np.array([[1, 0], [1, 0.1], [0, 1], [np.nan, np.nan], [2, 0.2]], dtype=np.float32)
    assert medoids(vectors, np.array([True, True, True, True, False]), 2) == [1, 0]
    assert medoids(vectors, np.array([False, False, False, True, False]), 2) == []


def test_words_are_counted_once_a_product(database: Database) -> None:
    index = words(database)
    assert list(index.vocabulary) == ["texte"]
    rows = np.zeros(database.catalogue.n_products, dtype=bool)
    rows[:5] = True
    assert index.counts(rows).tolist() == [5]


def test_a_space_without_vectors_has_none(database: Database) -> None:
    assert np.isnan(vectors(database, "text")).all()


@pytest.mark.parametrize(
    "leaves",
    [
        [],
        [("A", "A1", "A1 leaf 0")],
        [("A", "A1", "A1 leaf 0"), ("A", "A1", "A1 leaf 1"), ("B", "B2")],
    ],
)
@pytest.mark.parametrize(
    "recipe",
    [
        None,
        {"kind": "category", "path": ["B"]},
        {"kind": "cell", "space": "text", "level": 1, "cluster": 1, "category": ["A"]},
        {"kind": "cell", "space": "fused", "level": 2, "cluster": None, "category": ["C", "C1"]},
        {
            "kind": "lasso",
            "space": "fused",
            "method": "umap",
            "points": [[-1.5, -2], [2.1, -1.5], [6.3, 0.5], [2.2, 1.7], [-0.5, 2.5]],
        },
        {"kind": "box", "space": "text", "method": "pca", "points": [[5.5, 1.5], [-0.5, -1]]},
        {"kind": "search", "query": "PRODUIT, élan 'texte"},
        {"kind": "like", "space": "image", "product": "id/20"},
    ],
)
def test_the_sql_finds_the_same_products(
    database: Database, recipe: dict[str, Any] | None, leaves: list[tuple[str, ...]]
) -> None:
    catalogue = database.catalogue
    chosen = _rows_of(database, recipe)
    rows = catalogue.tree.rows_under(leaves) & chosen
    identifiers = product_ids(database)
    wanted = [identifiers[row] for row in np.flatnonzero(rows).tolist()]
    assert wanted or recipe
    chosen_ids = [identifiers[row] for row in np.flatnonzero(chosen).tolist()]
    statement = sql_export.statement(catalogue, rows, leaves, recipe, chosen_ids)
    products = database.connection.cursor().execute(statement).fetchall()
    assert [row[0] for row in products] == wanted
    assert f"-- {len(wanted)} products" in statement


def _rows_of(database: Database, recipe: dict[str, Any] | None) -> Any:
    """Find the rows of a recipe without the code under test."""
    catalogue = database.catalogue
    n = catalogue.n_products
    if recipe is None:
        return np.arange(n) % 7 == 2
    if recipe["kind"] == "category":
        return np.array([list(path[:1]) == recipe["path"] for path in catalogue.tree.paths])
    if recipe["kind"] == "cell":
        depth = len(recipe["category"])
        inside = np.array(
            [list(path[:depth]) == recipe["category"] for path in catalogue.tree.paths]
        )
        labels = catalogue.labels[recipe["space"], recipe["level"]]
        if recipe["cluster"] is None:
            return inside & (labels != -2)
        return inside & (labels == recipe["cluster"])
    if recipe["kind"] == "search":
        return (np.arange(n) % 2 == 1) & (np.arange(n) != 1)  # that one is named "=SUM(A1)"
    if recipe["kind"] == "like":
        return np.isin(np.arange(n), [20, 21, 22, 23])
    x, y = catalogue.coordinates[recipe["space"], recipe["method"]]
    if recipe["kind"] == "box":
        return (x > -0.5) & (x < 5.5) & (y > -1) & (y < 1.5)
    # Convex and counter-clockwise: inside is left of every edge.
    corners = np.array(recipe["points"], dtype=np.float64)
    inside = np.ones(n, dtype=bool)
    for (x1, y1), (x2, y2) in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        inside &= (x2 - x1) * (y - y1) - (y2 - y1) * (x - x1) > 0
    return inside


def test_names_with_quotes_are_quoted() -> None:
    tree = CategoryTree([("Men's", "a"), ("Men's", "b"), ("c",)])
    assert sql_export.cover(tree, [("Men's", "a"), ("Men's", "b")]) == [("Men's",)]


def test_parquet_keeps_types_and_missing_values(tmp_path: Path) -> None:
    rows: list[dict[str, object]] = [
        {"product_id": "é'\"", "price": 1.5, "text": 3, "other": object()},
        {"product_id": "=b", "price": None, "text": None},
    ]
    file = tmp_path / "rows.parquet"
    file.write_bytes(parquet_of(["product_id", "price", "text"], rows))
    with duckdb.connect() as connection:
        table = connection.execute("SELECT * FROM read_parquet(?)", [str(file)])
        assert [column[0] for column in table.description or ()] == ["product_id", "price", "text"]
        assert table.fetchall() == [("é'\"", 1.5, 3), ("=b", None, None)]


def test_nothing_chosen_is_a_hint_and_a_filter_is_summarised(database: Database) -> None:
    page = Page().set(ids.SUMMARY_SPACE, "value", "fused")
    answer = page.ask(f"{ids.SUMMARY_COUNT}.children")
    assert answer is not None
    assert answer[ids.SUMMARY_BODY]["style"] == {"display": "none"}
    page.set(ids.TREE, "checked", [branch_key(("B", leaf)) for leaf in ("B1", "B2")])
    answer = page.ask(f"{ids.SUMMARY_COUNT}.children")
    assert answer is not None
    n = int(database.catalogue.tree.rows_under([("B", "B1"), ("B", "B2")]).sum())
    assert answer[ids.SUMMARY_COUNT]["children"] == f"{n} products within the filter"
    assert f"-- {n} products" in answer[ids.SUMMARY_SQL]["children"]


def test_the_exports_hold_the_chosen_products(database: Database, tmp_path: Path) -> None:
    rows = np.zeros(database.catalogue.n_products, dtype=bool)
    rows[[3, 4, 50]] = True
    store = {"build": database.catalogue.build, "rows": encode(rows), "source": "text"}
    page = Page().set(ids.SELECTION, "data", store)
    answer = page.ask(f"{ids.SUMMARY_FILE}.data", f"{ids.SUMMARY_PARQUET}.n_clicks")
    assert answer is not None
    file = tmp_path / "selection.parquet"
    file.write_bytes(base64.b64decode(answer[ids.SUMMARY_FILE]["data"]["content"]))
    with duckdb.connect() as connection:
        products = connection.execute(
            "SELECT product_id FROM read_parquet(?)", [str(file)]
        ).fetchall()
    assert products == [("id/3",), ("id/4",), ("id/50",)]
    answer = page.ask(f"{ids.SUMMARY_FILE}.data", f"{ids.SUMMARY_CSV}.n_clicks")
    assert answer is not None
    assert answer[ids.SUMMARY_FILE]["data"]["content"].count("\r\n") == 4


def test_a_recipe_that_gives_other_products_is_not_written(database: Database) -> None:
    rows = np.zeros(database.catalogue.n_products, dtype=bool)
    rows[[3, 4]] = True
    store = {
        "build": database.catalogue.build,
        "rows": encode(rows),
        "source": "text",
        "recipe": {"kind": "category", "path": ["B"]},
    }
    page = Page().set(ids.SELECTION, "data", store).set(ids.SUMMARY_SPACE, "value", "fused")
    answer = page.ask(f"{ids.SUMMARY_COUNT}.children")
    assert answer is not None
    assert "product_id IN ('id/3', 'id/4')" in answer[ids.SUMMARY_SQL]["children"]
