"""What a search finds, what is like a product, and what the page is told of both."""

import csv
import io
from typing import Any

import duckdb
import numpy as np
import pytest

from dashboard import ids
from dashboard.core import search
from dashboard.core.database import Database, Reader
from dashboard.core.selection import encode
from dashboard.queries import sql_export
from tests.dashboard.conftest import UNTRUSTED, write_database
from tests.dashboard.page_client import Page

TABLE = "products.getRowsResponse"


@pytest.fixture
def page(database: Database) -> Page:
    return Page().set(ids.BUILD, "data", {"build": database.file.name, "reason": None, "found": ""})


def rows(database: Database, query: str) -> list[int]:
    return np.flatnonzero(search.found(database, query)).tolist()


def select(page: Page, database: Database, chosen: list[int], recipe: dict[str, Any]) -> Page:
    mask = np.zeros(database.catalogue.n_products, dtype=np.bool_)
    mask[chosen] = True
    store = {"build": database.file.name, "rows": encode(mask), "source": recipe["kind"]}
    return page.set(ids.SELECTION, "data", {**store, "recipe": recipe, "name": "Produit 020"})


def table_rows(page: Page, **request: Any) -> list[dict[str, Any]]:
    page.set(ids.PRODUCTS, "getRowsRequest", {"startRow": 0, "endRow": 100, **request})
    answer = page.ask(TABLE)
    assert answer is not None
    rows_shown: list[dict[str, Any]] = answer[ids.PRODUCTS]["getRowsResponse"]["rowData"]
    return rows_shown


# -- words ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("eclair", [2]),  # whatever the accents
        ("ÉCLAIR À L’ORANGE", [2]),  # whatever the case, the signs and the order
        ("orange eclair", [2]),
        ("produit 033", [33]),  # a name
        ("texte 33", [33]),  # a description
        ("id/33", [33]),  # an id
        ("elan texte 41", [41]),  # a brand and a description
        ("prod 11", [11, *range(110, 120)]),  # the beginnings of words
        ("roduit", []),  # not their middles
        ("eclair 033", []),  # all of them
        ("33 33", [33]),
        ("onerror", [0]),
        ("", []),
        (" - !", []),
    ],
)
def test_a_product_is_found_by_the_beginnings_of_its_words(
    database: Database, query: str, expected: list[int]
) -> None:
    assert rows(database, query) == expected


SPELLINGS = [
    "Œufrier en fonte", "Oeufrier en verre", "Cœur", "Coeur", "Gants « Œillets »",  # 0 to 4
    "陶瓷茶壶泡茶", "茶杯茶叶", "骨瓷茶杯", "酒", "茶 杯",  # 5 to 9
    "Straßenschuh", "Łóżko", "Smørrebrød", "Ｔシャツ 白", "Ti\u00adtan",  # 10 to 14
    "แก้วกาแฟ", "किताब", "कतब", "T恤", "ｶｯﾌﾟ",  # 15 to 19
]  # fmt: skip


@pytest.fixture(scope="module")
def spellings(tmp_path_factory: pytest.TempPathFactory) -> Database:
    file = write_database(tmp_path_factory.mktemp("spelt") / "spelt.duckdb", 24)
    with duckdb.connect(str(file)) as connection:
        connection.executemany(
            "UPDATE products SET name = ? WHERE position = ?",
            [(name, row) for row, name in enumerate(SPELLINGS)],
        )
    return Reader(file).current()


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("oeuf", [0, 1]), ("œuf", [0, 1]), ("ŒUFRIER", [0, 1]), ("coeur", [2, 3]),
        ("oeillet", [4]), ("茶杯", [6, 7, 9]), ("泡茶", [5]), ("茶", [5, 6, 7, 9]), ("杯茶", [6]),
        ("酒", [8]), ("茶杯 骨瓷", [7]), ("strasse", [10]), ("lozko", [11]), ("smorre", [12]),
        ("tシャツ", [13]), ("titan", [14]), ("กาแฟ", [15]), ("किताब", [16]),
        ("カップ", [19]),
    ],
)  # fmt: skip
def test_spellings_and_scripts_without_spaces(
    spellings: Database, query: str, expected: list[int]
) -> None:
    matches = [row for row in rows(spellings, query) if row < len(SPELLINGS)]
    assert matches == expected
    mask = search.found(spellings, query)
    first = search.first(spellings, query, mask, 24)
    assert sorted(int(hit.product_id.removeprefix("id/")) for hit in first) == expected


@pytest.mark.parametrize(
    "query", ["œuf", "oeillet", "茶杯", "酒", "T恤", "Tシャツ", "smørre", "किताब", "กาแฟ"]
)
def test_the_sql_of_a_search_finds_the_same(spellings: Database, query: str) -> None:
    mask = search.found(spellings, query)
    ids_found = [f"id/{row}" for row in np.flatnonzero(mask)]
    recipe = {"kind": "search", "query": query}
    statement = sql_export.statement(spellings.catalogue, mask, [], recipe, ids_found)
    products = spellings.connection.cursor().execute(statement).fetchall()
    assert [row[0] for row in products] == ids_found


def test_a_word_is_found_in_the_last_product_too(database: Database) -> None:
    assert rows(database, "texte") == list(range(120))


def test_the_exact_id_comes_first_then_the_names(database: Database) -> None:
    mask = search.found(database, "id/11")
    first = search.first(database, "ID/11", mask, 3)
    assert [hit.product_id for hit in first] == ["id/11", "id/110", "id/111"]
    everywhere = search.found(database, "e")  # Élan, Éclair
    [best, *_] = search.first(database, "e", everywhere, 4)
    assert (best.product_id, best.name, best.path) == ("id/2", "Éclair à l'orange", ("C", "C1"))
    assert search.first(database, "nothing", search.found(database, "nothing"), 3) == []


def test_what_is_like_a_product_is_it_and_its_neighbours(database: Database) -> None:
    for space, expected in (("text", [20, 21, 23, 26]), ("image", [20, 21, 22, 23])):
        assert np.flatnonzero(search.like(database, space, "id/20")).tolist() == expected
    assert np.flatnonzero(search.like(database, "image", "id/7")).tolist() == [7]  # no photo
    assert not search.like(database, "text", "gone").any()
    assert search.name_of(database, "gone") is None


# -- the page ---------------------------------------------------------------------------------


def test_the_box_is_told_how_many_there_are_and_the_first(page: Page, database: Database) -> None:
    answer = page.client.get(f"/find/{database.file.name}", query_string={"q": "élan"})
    assert answer.get_json()["total"] == 60
    assert [hit["id"] for hit in answer.get_json()["hits"]] == [f"id/{i}" for i in (1, 3, 5, 7, 9)]
    [hit] = page.client.get(f"/find/{database.file.name}?q=onerror").get_json()["hits"]
    assert hit == {"id": "id/0", "name": UNTRUSTED, "about": "A1 leaf 0", "has_photo": True}
    nothing = page.client.get(f"/find/{database.file.name}").get_json()
    assert nothing == {"total": 0, "hits": []}
    assert page.client.get("/find/another-build?q=a").status_code == 404


def test_what_was_searched_for_is_said_beside_its_count(page: Page, database: Database) -> None:
    select(page, database, [33], {"kind": "search", "query": "<b>33"})
    answer = page.ask("selection-count.children")
    assert answer is not None
    assert answer[ids.SELECTION_COUNT]["children"] == "1 product selected by the search “<b>33”"
    select(page, database, [20, 21], {"kind": "like", "space": "image", "product": "id/20"})
    answer = page.ask("selection-count.children")
    assert answer is not None
    sentence = "2 products selected around “Produit 020”, by image"
    assert answer[ids.SELECTION_COUNT]["children"] == sentence


def test_products_that_are_like_one_are_ranked_in_the_table(page: Page, database: Database) -> None:
    assert {row["similarity"] for row in table_rows(page)} == {None}
    recipe = {"kind": "like", "space": "text", "product": "id/20"}
    select(page, database, [20, 21, 23, 26, 50], recipe)
    ranked = [(row["product_id"], row["similarity"]) for row in table_rows(page)]
    assert ranked == [
        ("id/20", "1.00"), ("id/23", "0.80"), ("id/26", "0.70"), ("id/21", "0.60"), ("id/50", None),
    ]  # fmt: skip
    # Another order may be asked for; the file keeps the one of the table.
    by_name = table_rows(page, sortModel=[{"colId": "name", "sort": "desc"}])
    assert [row["product_id"] for row in by_name] == [f"id/{i}" for i in (50, 26, 23, 21, 20)]
    answer = page.ask("products-file.data")
    assert answer is not None
    lines = csv.DictReader(io.StringIO(answer[ids.PRODUCTS_FILE]["data"]["content"][1:]))
    assert [line["Similarity"] for line in lines][:2] == ["1.0", "0.8"]


def test_a_grid_is_answered_wherever_its_page_is_by_then(page: Page) -> None:
    for view in ("table", "maps", "doubts", "verdict"):
        assert len(table_rows(page.show(view))) == 100
