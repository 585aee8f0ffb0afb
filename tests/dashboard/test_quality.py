"""The quality of the catalogue against counts made by hand on the small database."""

import csv
import io
import itertools
import json
import re
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import plotly.graph_objects as go
import pytest

from dashboard import ids
from dashboard.core.database import Database, current_database
from dashboard.core.filter_state import branch_key
from dashboard.core.measures import measures
from dashboard.core.near_duplicates import Pair, levels_parted, parts_at
from dashboard.core.selection import decode
from dashboard.i18n import TEXTS
from dashboard.model.load_report import Account
from dashboard.model.near_duplicates import grouped, of_filter
from dashboard.model.quality import (
    FIELDS,
    balance,
    distribution,
    even_edges,
    growing_edges,
    missing,
)
from dashboard.queries import quality
from tests.dashboard.conftest import ROOT, WITHOUT_CATEGORY, WITHOUT_PHOTO, write_database
from tests.dashboard.page_client import Page

NETWORK_INPUT = b"RIFF....WEBPVP8 ....\x00\x00\x00\x9d\x01\x2a\xe0\x00\xe0\x00"
"""The header of a picture of 224 by 224 pixels."""
PAIRS = [(0, 6, 1.0, 0.99), (0, 12, 0.98, 0.98), (1, 2, 0.985, 1.0), (7, 10, 0.99, None)]
"""In one branch to level 2; one above the other; in two departments; in two branches."""
REPORT = [
    ("set_aside", "extract", 5, None, "id_empty", "no product id"),
    ("set_aside", "extract", 10, "id/3", "id_duplicate", "the id was already used by row 4"),
    ("warning", "extract", 13, "id/10", "price_unreadable", "=cmd|' /C calc'!A0"),
    ("warning", "extract", 14, "id/11", "category_missing", "no category"),
    ("warning", "image", 9, "id/7", "image_missing", "photo not found: 7.jpg"),
    ("warning", "extract", 103, "id/100", "price_unreadable", "the price is not a number: ?"),
    ("warning", "later", None, None, "new_code", "something else"),
]


@pytest.fixture(scope="module")
def filled_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small database, with near-duplicates, a load report and a few gaps."""
    file = write_database(tmp_path_factory.mktemp("quality") / "catalogue-9.duckdb")
    connection = duckdb.connect(str(file))
    connection.execute("INSERT INTO builds VALUES ('rows_read', '122')")
    connection.execute("UPDATE products SET network_input = ?", [NETWORK_INPUT])
    connection.executemany(
        "UPDATE products SET photo_width = ?, photo_height = ? WHERE position = ?",
        [(200, 150, 20), (300, 224, 21), (223, 900, 22)],
    )
    connection.executemany(
        "UPDATE products SET text_clean = ? WHERE position = ?", [("", 30), ("a b c", 31)]
    )
    connection.executemany(
        "UPDATE products SET description = ? WHERE position = ?", [(None, 32), ("  ", 33)]
    )
    connection.executemany(
        "INSERT INTO near_duplicates VALUES (?, ?, ?, ?)",
        [(f"id/{first}", f"id/{second}", *alike) for first, second, *alike in PAIRS],
    )
    connection.executemany("INSERT INTO load_report VALUES (?, ?, ?, ?, ?, ?, NULL)", REPORT)
    connection.close()
    return file


@pytest.fixture
def filled(filled_file: Path, monkeypatch: pytest.MonkeyPatch) -> Database:
    monkeypatch.setenv("CATALOG_DATABASE", str(filled_file))
    return current_database()


@pytest.fixture
def page(filled: Database) -> Page:
    page = Page().set(ids.BUILD, "data", {"build": filled.file.name, "reason": None, "found": ""})
    return page.show("quality")


# -- the model ------------------------------------------------------------------------------


def test_what_is_missing_is_counted_by_category(filled: Database) -> None:
    codes, everything = filled.catalogue.tree.codes(1), np.ones(120, dtype=np.bool_)
    counts = missing(measures(filled), 1, codes, everything)
    assert counts.codes == [0, 1, 2, -1]
    assert counts.sizes.tolist() == [40, 40, 39, 1]
    by_field = dict(zip(FIELDS, counts.counts.T.tolist(), strict=True))
    assert by_field == {
        "brand": [20, 20, 20, 0],
        "price": [4, 4, 4, 0],
        "description": [1, 0, 1, 0],
        "words": [1, 0, 0, 0],
        "photo": [0, 1, 0, 0],
        "category": [0, 0, 0, 1],
    }


def test_what_is_missing_follows_the_filter(filled: Database) -> None:
    rows = np.zeros(120, dtype=np.bool_)
    rows[[7, 10, WITHOUT_CATEGORY]] = True
    counts = missing(measures(filled), 2, filled.catalogue.tree.codes(2), rows)
    assert counts.sizes.tolist() == [1, 1, 1]
    assert counts.counts.sum(axis=0).tolist() == [1, 1, 0, 0, 1, 1]


def test_quartiles_and_bins() -> None:
    values = np.array([0, 1, 4, 5, 9, 20], dtype=np.int32)
    quartiles = distribution(values, even_edges(20, 5))
    assert list(quartiles.edges) == [0, 5, 10, 15, 20, 25]
    assert quartiles.bins == [(0, 4), (5, 9), (10, 14), (15, 19), (20, 24)]
    assert quartiles.counts.tolist() == [3, 2, 0, 0, 1]
    assert (quartiles.lowest, quartiles.median, quartiles.highest) == (0, 4.5, 20)
    assert (quartiles.first, quartiles.third) == (1.75, 8.0)


def test_no_value_has_no_quartile() -> None:
    quartiles = distribution(np.array([], dtype=np.int32), [0, 1])
    assert quartiles.n == 0
    assert np.isnan(quartiles.median)
    assert quartiles.counts.tolist() == [0]


@pytest.mark.parametrize(("lowest", "highest"), [(1, 1), (60, 11_042), (224, 224), (500, 640)])
def test_bins_that_grow_hold_every_size_and_begin_at_the_networks(
    lowest: int, highest: int
) -> None:
    edges = growing_edges(224, lowest, highest)
    assert 224 in edges
    assert edges[0] <= lowest
    assert edges[-1] > highest
    assert all(a < b for a, b in itertools.pairwise(edges))


@pytest.mark.parametrize(
    ("sizes", "evenness"), [([5, 5, 5, 5], 1.0), ([20, 0], None), ([3, 1], 0.8113)]
)
def test_evenness(sizes: list[int], evenness: float | None) -> None:
    result = balance(np.array(sizes))
    assert result is not None
    assert result.evenness == (None if evenness is None else pytest.approx(evenness, abs=1e-4))
    assert result.n == sum(sizes)


def test_small_categories_are_counted_and_empty_ones_are_none() -> None:
    evenness = balance(np.array([30, 10, 9, 1, 0]))
    assert evenness is not None
    assert (evenness.n_categories, evenness.n_small) == (4, 2)
    assert (evenness.largest, evenness.smallest) == (30, 1)
    assert balance(np.array([0, 0])) is None


def test_where_categories_part() -> None:
    assert parts_at(("A", "B"), ("A", "C")) == 2
    assert parts_at(("A",), ("B", "A")) == 1
    assert parts_at((), ("A",)) is None


def test_pairs_that_share_a_listing_are_one_group() -> None:
    pairs = [
        Pair(4, 9, 1, 1, None),
        Pair(0, 2, 1, 1, None),
        Pair(9, 7, 1, None, None),
        Pair(5, 8, 1, 1, 2),
    ]
    assert [list(group.rows) for group in grouped(pairs, 1)] == [[4, 7, 9], [0, 2], [5, 8]]
    assert list(grouped(pairs, 2)[0].rows) == [5, 8]
    rows = np.zeros(10, dtype=np.bool_)
    rows[7] = True
    assert of_filter(pairs, rows) == [pairs[2]]
    assert np.flatnonzero(levels_parted(pairs, 10)).tolist() == [5, 8]


def test_the_account_of_the_rows() -> None:
    assert Account(122, 120, 2).is_even
    assert not Account(123, 120, 2).is_even
    assert not Account(None, 120, 2).is_even


# -- the queries ----------------------------------------------------------------------------


def test_the_measures_of_each_product(filled: Database) -> None:
    values = measures(filled)
    assert values["kept"][[0, 30, 31]].tolist() == [1, 0, 3]
    assert values["dropped"].tolist() == [1] * 120
    assert values["side"][[0, 20, 21, WITHOUT_PHOTO]].tolist() == [600, 150, 224, -1]
    assert values["category"][[0, 1, 11, 12]].tolist() == [3, 2, 0, 1]
    assert values["paired"][[0, 6, 12, 3]].tolist() == [2, 1, 1, 0]
    assert values["parted"][[0, 6, 12, 1, 7]].tolist() == [3, 3, 0, 1, 2]
    assert np.flatnonzero(values["report.price_unreadable"]).tolist() == [10, 100]
    assert quality.network_size(filled) == (224, 224)


def test_the_report_tells_products_from_rows_that_are_none(filled: Database) -> None:
    lines = quality.report_lines(filled, None)
    assert [(line.row, line.is_product) for line in lines] == [
        (5, False),
        (10, True),
        (None, False),
        (9, True),
        (13, True),
        (14, True),
        (103, True),
    ]
    assert len(quality.report_lines(filled, 2)) == 2
    kinds = quality.report_kinds(filled)
    warned = [(kind.n, kind.n_products) for kind in kinds if kind.severity == "warning"]
    assert warned == [(2, 2), (1, 1), (1, 1), (1, 0)]


def test_every_code_of_the_load_report_is_said_in_words() -> None:
    source = (ROOT / "etl/texts/en.toml").read_text(encoding="utf-8")
    codes = source.split("# What the load report says")[1].split("# Log lines")[0]
    written = set(re.findall(r'(?m)^"?(\w+)', codes))
    assert len(written) > 10
    assert [code for code in written if f"quality.code.{code}" not in TEXTS] == []


# -- the page -------------------------------------------------------------------------------


def page_answer(page: Page) -> dict[str, Any]:
    answer = page.ask(f"{ids.QUALITY_SIZES}.figure")
    assert answer is not None
    return answer


def words_of(nodes: Any) -> str:
    """All that a person reads of what a frame is filled with."""
    if isinstance(nodes, str):
        return nodes
    if isinstance(nodes, dict):
        return words_of(nodes["props"]["children"])
    return " ".join(words_of(node) for node in nodes)


def buttons(nodes: Any) -> list[tuple[str, dict[str, Any]]]:
    """The numbers that can be clicked, and what each selects."""
    if isinstance(nodes, str):
        return []
    if isinstance(nodes, dict):
        props = nodes["props"]
        if props.get("data-dispatch") == ids.QUALITY_CHOSEN:
            return [(words_of(props["children"]), json.loads(props["data-value"]))]
        return buttons(props["children"])
    return [button for node in nodes for button in buttons(node)]


def test_the_view_says_what_the_database_holds(page: Page) -> None:
    answer = page_answer(page)
    report = words_of(answer[ids.QUALITY_REPORT]["children"])
    assert "122 rows read = products (120) + rows set aside (2). Warnings: 5." in report
    assert "Photo not found" in report
    assert "new_code" in report
    missing_said = words_of(answer[ids.QUALITY_MISSING]["children"])
    assert "Most often missing: brand, 60 of the 120 products" in missing_said
    alike = words_of(answer[ids.QUALITY_DUPLICATES]["children"])
    assert (
        "4 (listings: 7). Different categories at level 1: 1 of 4 (25%); at any level: 3" in alike
    )
    assert "three times or more: 1." in alike
    sizes = words_of(answer[ids.QUALITY_SIZES_TEXT]["children"])
    assert "3 categories of level 1, 119 products" in sizes
    assert "evenness: 1.00" in sizes
    assert "largest to the smallest: 1.0 (40 against 39)" in sizes
    photos = words_of(answer[ids.QUALITY_PHOTOS_TEXT]["children"])
    assert "(224 × 224): 2 of 119 (2%)" in photos
    assert "without a photo read: 1." in photos
    lengths = words_of(answer[ids.QUALITY_LENGTHS_TEXT]["children"])
    assert "Kept: median 1, half the products between 1 and 1, all between 0 and 3" in lengths
    lines = answer[ids.QUALITY_LINES]["rowData"]
    assert [line["row"] for line in lines] == [5, 10, None, 9, 13, 14, 103]


def test_the_bars_are_the_counts_of_the_filter(page: Page) -> None:
    page.set(ids.TREE, "checked", [branch_key(("B", "B1"))]).set(ids.LEVEL, "value", "2")
    answer = page_answer(page)
    [bars] = answer[ids.QUALITY_SIZES]["figure"]["data"]
    assert bars["y"] == [20]
    assert json.loads(bars["customdata"][0]) == {"kind": "category", "path": ["B", "B1"]}
    # The pair of 7 is in the filter, though its other listing is in another branch.
    alike = words_of(answer[ids.QUALITY_DUPLICATES]["children"])
    assert "Different categories at level 2: 2 of 2 (100%)" in alike
    kept, dropped = answer[ids.QUALITY_LENGTHS]["figure"]["data"]
    assert sum(kept["y"]) == sum(dropped["y"]) == 20


def test_the_figures_are_such_as_plotly_knows(page: Page) -> None:
    answer = page_answer(page)
    for chart in (ids.QUALITY_SIZES, ids.QUALITY_LENGTHS, ids.QUALITY_PHOTOS):
        figure = answer[chart]["figure"]
        assert go.Figure(figure).to_plotly_json()["data"], chart


def test_photos_smaller_than_the_network_input_are_hatched(page: Page) -> None:
    [bars] = page_answer(page)[ids.QUALITY_PHOTOS]["figure"]["data"]
    hatched = [
        k for k, shape in zip(bars["y"], bars["marker"]["pattern"]["shape"], strict=True) if shape
    ]
    assert sum(hatched) == 2
    assert sum(bars["y"]) == 119


def test_the_report_is_sent_once_a_build_and_language(page: Page) -> None:
    of = page_answer(page)[ids.QUALITY_LINES_FRAME]["data-of"]
    page.set(ids.QUALITY_LINES_FRAME, "data-of", of)
    assert ids.QUALITY_LINES not in page_answer(page)
    page.set(ids.LANGUAGE, "value", "fr")
    assert ids.QUALITY_LINES in page_answer(page)


def chosen(page: Page, recipe: dict[str, Any]) -> list[int]:
    page.set(ids.QUALITY_CHOSEN, "data", {"value": recipe, "at": 1})
    dependencies = page.client.get("/_dash-dependencies").get_json()
    [output] = [
        dependency["output"]
        for dependency in dependencies
        if any(part["id"] == ids.QUALITY_CHOSEN for part in dependency["inputs"])
    ]
    answer = page.ask(output, f"{ids.QUALITY_CHOSEN}.data")
    assert answer is not None
    store = answer[ids.SELECTION]["data"]
    assert store["recipe"] == recipe
    assert store["source"] == ids.QUALITY
    rows = decode(store["rows"], 120)
    assert rows is not None
    return [int(row) for row in np.flatnonzero(rows)]


def test_a_number_selects_the_products_that_it_counts(page: Page) -> None:
    measure = {"kind": "measure", "measure": "price", "low": 0, "high": 0, "category": ["B"]}
    assert chosen(page, measure) == [10, 40, 70, 100]
    warned = {**measure, "measure": "report.price_unreadable", "low": 1, "high": 1}
    assert chosen(page, {**warned, "category": None}) == [10, 100]
    page.set(ids.TREE, "checked", [branch_key(("B", "B2"))])
    unbranded = {**measure, "measure": "brand", "category": None}
    assert chosen(page, unbranded) == [i for i in range(120) if i % 3 == 1 and i % 2 == 0]


def test_every_number_of_the_tables_selects_as_many_products_as_it_says(page: Page) -> None:
    answer = page_answer(page)
    frames = (
        ids.QUALITY_SIZES_TEXT,
        ids.QUALITY_LENGTHS_TEXT,
        ids.QUALITY_PHOTOS_TEXT,
        ids.QUALITY_REPORT,
    )
    shown_buttons = [button for frame in frames for button in buttons(answer[frame]["children"])]
    assert len(shown_buttons) > 8
    for count, recipe in shown_buttons:
        assert len(chosen(page, recipe)) == int(count.replace(",", ""))


@pytest.mark.parametrize(
    ("file", "button"),
    [
        (ids.QUALITY_FILE, ids.QUALITY_REPORT_EXPORT),
        (ids.QUALITY_FILE, ids.QUALITY_DUPLICATES_EXPORT),
        (ids.PRODUCTS_FILE, ids.PRODUCTS_EXPORT),
        (ids.SUMMARY_FILE, ids.SUMMARY_CSV),
    ],
)
def test_a_file_is_written_as_spreadsheets_in_its_language_open_it(
    page: Page, file: str, button: str
) -> None:
    def cells(language: str, delimiter: str) -> list[list[str]]:
        page.set(ids.LANGUAGE, "value", language)
        answer = page.ask(f"{file}.data", f"{button}.n_clicks")
        assert answer is not None
        content = answer[file]["data"]["content"]
        assert content.startswith("\ufeff")
        return list(csv.reader(io.StringIO(content[1:]), delimiter=delimiter))

    english, french = cells("en", ","), cells("fr", ";")
    assert [len(row) for row in french] == [len(row) for row in english]
    for here, there in zip(english[1:], french[1:], strict=True):
        for one, other in zip(here, there, strict=True):
            if re.fullmatch(r"-?\d+(\.\d+)?", one):
                assert other == one.replace(".", ",")


def test_the_files_hold_everything_and_no_formula(page: Page) -> None:
    def lines(button: str) -> list[list[str]]:
        answer = page.ask(f"{ids.QUALITY_FILE}.data", f"{button}.n_clicks")
        assert answer is not None
        content = answer[ids.QUALITY_FILE]["data"]["content"].removeprefix("\ufeff")
        return list(csv.reader(io.StringIO(content)))

    report = lines(ids.QUALITY_REPORT_EXPORT)
    assert len(report) == 1 + len(REPORT)
    assert "'=cmd|' /C calc'!A0" in [line[5] for line in report]
    pairs = lines(ids.QUALITY_DUPLICATES_EXPORT)
    assert len(pairs) == 1 + len(PAIRS)
    # The products whose name is a formula are in the first pair of all: their categories part.
    assert pairs[1][:4] == ["1", "id/1", "'=SUM(A1)", "B › B1"]
    assert pairs[1][7:] == ["0.985", "1.0", "1"]
