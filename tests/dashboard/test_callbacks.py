"""What the page is told, asked as the page asks, on a real database."""

import csv
import io
import subprocess
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from dash import no_update

from dashboard import ids
from dashboard.callbacks.scores import go_to_offer
from dashboard.core.database import Database
from dashboard.core.evidence_model import Score
from dashboard.core.filter_state import branch_key, resolve_filter
from dashboard.core.products import csv_of
from dashboard.core.scoring import score
from dashboard.core.selection import decode, encode
from dashboard.i18n import text
from tests.dashboard.conftest import SPACES, UNTRUSTED, WITHOUT_PHOTO, write_database
from tests.dashboard.page_client import Page
from tests.storage.locked_file import held_open

CARDS = f"{ids.CARDS}.children"
CROSSTAB = "crosstab.figure"
TABLE = "products.getRowsResponse"


def branch(*parts: str) -> str:
    return branch_key(parts)


def text_of(tree: Any) -> str:
    """All the text of components that travelled as JSON."""
    if isinstance(tree, dict):
        return text_of(tree["props"].get("children")) if "props" in tree else ""
    if isinstance(tree, list):
        return " ".join(filter(None, map(text_of, tree)))
    return str(tree) if tree is not None else ""


def cards(page: Page) -> list[str]:
    answer = page.ask(CARDS)
    assert answer is not None
    return [text_of(card) for card in answer[ids.CARDS]["children"]]


def offered(page: Page, space: str) -> list[tuple[str, str]]:
    """What the buttons of a card say, and the level that each leads to."""
    [body] = answer_of(page, CARDS)[ids.CARDS]["children"][SPACES.index(space)]["props"]["children"]
    return [
        (text_of(node), node["props"]["data-value"])
        for node in body["props"]["children"]
        if node["props"].get("data-dispatch") == ids.LEVEL_OFFERED
    ]


def answer_of(page: Page, output: str) -> dict[str, Any]:
    answer = page.ask(output)
    assert answer is not None
    return answer


def table(page: Page, **request: Any) -> tuple[list[dict[str, Any]], int, str]:
    page.set(ids.PRODUCTS, "getRowsRequest", {"startRow": 0, "endRow": 100, **request})
    answer = answer_of(page, TABLE)
    response = answer[ids.PRODUCTS]["getRowsResponse"]
    return response["rowData"], response["rowCount"], answer[ids.PRODUCTS_COUNT]["children"]


@pytest.fixture
def page(database: Database) -> Page:
    return Page().set(ids.BUILD, "data", {"build": database.file.name, "reason": None, "found": ""})


# -- agreement --------------------------------------------------------------------------


@pytest.mark.parametrize("level", [1, 2])
def test_without_a_filter_a_card_equals_the_stored_score(database: Database, level: int) -> None:
    view = resolve_filter(level, [], "en")
    for space in SPACES:
        [(value, low, high, n)] = (
            database.connection.cursor()
            .execute(
                "SELECT value, ci_low, ci_high, n FROM scores "
                "WHERE clustering_id = ? AND level = ? AND metric = 'ari'",
                [f"{space}-{level}", level],
            )
            .fetchall()
        )
        live = score(view, space)
        assert isinstance(live, Score)
        assert (live.value, live.interval or (None, None), live.n) == (value, (low, high), n)
        assert (live.seed_mean, live.seed_sd) == pytest.approx((value - 0.01, 0.02))


def test_cards_follow_the_branches(page: Page) -> None:
    everything = cards(page)
    page.set(ids.TREE, "checked", [branch("A", "A2"), branch("B", "B1"), branch("B", "B2")])
    filtered = cards(page)
    assert all(before != after for before, after in zip(everything, filtered, strict=True))
    assert "unfiltered" in filtered[0]


def test_one_category_left_offers_the_level_where_there_are_two(page: Page) -> None:
    page.set(ids.TREE, "checked", [branch("B", "B1"), branch("B", "B2")])
    assert "Only one category at level 1" in cards(page)[0]
    assert offered(page, "text") == [("See level 2", "2")]


def test_too_few_products_have_no_score(page: Page) -> None:
    page.set(ids.TREE, "checked", [branch("B", "B1")]).set(ids.LEVEL, "value", "2")
    assert "19 products within the filter: a score needs at least 30" in cards(page)[1]


def test_a_level_too_thin_says_so_and_offers_a_scored_one(page: Page) -> None:
    page.set(ids.LEVEL, "value", "3")
    assert "Level 3 is too thin" in cards(page)[0]
    assert offered(page, "fused") == [("See level 2", "2")]
    assert go_to_offer({"value": 2, "at": 1.5}) == "2"
    assert go_to_offer(None) is go_to_offer({"value": "x"}) is no_update


def test_a_gap_between_spaces_counts_products_that_both_hold(page: Page) -> None:
    answer = answer_of(page, CARDS)
    assert "n = 118" in text_of(answer[ids.COMPARISON]["children"])


# -- maps -------------------------------------------------------------------------------


def test_a_missing_projection_is_disabled_with_the_reason(page: Page) -> None:
    answer = answer_of(page, "method.data")
    options = {option["value"]: option.get("disabled") for option in answer[ids.METHOD]["data"]}
    assert options == {"auto": None, "pca": False, "tsne": True, "umap": False}
    assert answer[ids.METHOD_NOTE]["children"].startswith("t-SNE: not in this database")


# -- crosstab and selection -------------------------------------------------------------


def test_a_cell_selects_its_products(page: Page, database: Database) -> None:
    catalogue = database.catalogue
    figure = answer_of(page, CROSSTAB)[ids.CROSSTAB]["figure"]
    trace = figure["data"][0]
    counts = np.array(trace["z"])
    row, column = trace["y"].index("g2"), trace["x"].index("c1")
    # Rows are matched to columns: the diagonal holds more than anything else.
    assert row == column
    page.set(ids.CROSSTAB, "clickData", {"points": [{"x": "c1", "y": "g2"}]})
    name = next(output for output in page.names() if "crosstab.clickData" in output)
    store = answer_of(page, name)[ids.SELECTION]["data"]
    rows = decode(store["rows"], catalogue.n_products)
    assert rows is not None
    expected = (catalogue.labels["text", 1] == 2) & (catalogue.tree.codes(1) == 1)
    assert rows.tolist() == expected.tolist()
    assert counts[row, column] == expected.sum() > 20
    page.set(ids.SELECTION, "data", store)
    said_now = answer_of(page, "selection-count.children")[ids.SELECTION_COUNT]["children"]
    assert said_now == f"{expected.sum()} products selected in the crosstab"
    assert table(page)[1] == expected.sum()


@pytest.mark.parametrize("measure", ["rows", "columns", "lift"])
def test_the_crosstab_says_a_share_or_a_lift(page: Page, database: Database, measure: str) -> None:
    catalogue = database.catalogue
    page.set(ids.CROSSTAB_MEASURE, "value", measure)
    answer = answer_of(page, CROSSTAB)
    trace = answer[ids.CROSSTAB]["figure"]["data"][0]
    values = np.array(trace["z"], dtype=float)
    row, column = trace["y"].index("g2"), trace["x"].index("c1")
    clusters, categories = catalogue.labels["text", 1], catalogue.tree.codes(1)
    both = (clusters >= 0) & (categories >= 0)
    in_row, in_column = both & (clusters == 2), both & (categories == 1)
    n = (in_row & in_column).sum()
    expected = {
        "rows": n / in_row.sum(),
        "columns": n / in_column.sum(),
        "lift": n * both.sum() / (in_row.sum() * in_column.sum()),
    }[measure]
    assert values[row, column] == pytest.approx(expected)
    written = f"{expected:.1f}" if measure == "lift" else f"{expected:.0%}"
    assert trace["text"][row][column] == written
    # The table says the same, under the name of the measure.
    in_words = text_of(answer[ids.CROSSTAB_TABLE]["children"])
    assert written in in_words.split()
    assert text(f"breakdown.{measure}", "en") in in_words
    assert text(f"crosstab.note.{measure}", "en", fewest=5) in answer[ids.CROSSTAB_NOTE]["children"]


def test_a_selection_outside_the_filter_is_said(page: Page, database: Database) -> None:
    rows = np.zeros(database.catalogue.n_products, dtype=np.bool_)
    rows[[0, 1, 2]] = True
    store = {"build": database.file.name, "rows": encode(rows), "source": "image"}
    page.set(ids.SELECTION, "data", store).set(ids.TREE, "checked", [branch("B", "B1")])
    answer = answer_of(page, "selection-count.children")
    assert answer[ids.SELECTION_COUNT]["children"] == (
        "1 product selected on the image map (2 outside the filter)"
    )


def test_a_filter_without_any_categorised_product_has_a_sentence(page: Page) -> None:
    page.set(ids.LEVEL, "value", "3").set(ids.TREE, "checked", [branch("C", "C1")])
    answer = answer_of(page, CROSSTAB)
    assert answer[ids.CROSSTAB_NOTE]["children"].startswith("No product within the filter")


# -- products ---------------------------------------------------------------------------


def test_the_table_is_sent_by_pages(page: Page, database: Database) -> None:
    rows, total, count = table(page, startRow=100, endRow=200)
    assert total == database.catalogue.n_products
    assert len(rows) == 20
    assert count == "120 products within the filter"
    rows, _, _ = table(page)
    assert rows[WITHOUT_PHOTO]["photo"] is None
    assert rows[0]["photo"].startswith("/photo?id=id%2F0&build=")
    assert rows[WITHOUT_PHOTO]["image"] is None
    assert rows[3]["price"] == "30"


def test_the_table_sorts_and_filters(page: Page) -> None:
    rows, total, count = table(
        page,
        sortModel=[{"colId": "price", "sort": "desc"}],
        filterModel={"brand": {"filterType": "text", "type": "contains", "filter": "élan"}},
    )
    assert (total, rows[0]["price"], count) == (60, "1,190", "60 products found")
    nowhere = {"name": {"filterType": "text", "type": "contains", "filter": "nothing like it"}}
    _, total, count = table(page, filterModel=nowhere)
    assert (total, count) == (0, "No product matches: widen the filter or the search.")


def test_csv_holds_the_whole_selection_and_no_formula(page: Page) -> None:
    page.set(ids.PRODUCTS, "filterModel", {})
    page.set(ids.PRODUCTS, "columnState", [{"colId": "name", "sort": "desc"}])
    answer = answer_of(page, "products-file.data")[ids.PRODUCTS_FILE]["data"]
    assert answer["filename"] == "products.csv"
    assert answer["content"].startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(answer["content"][1:])))
    assert len(rows) == 120
    assert rows[0]["Name"] == "Éclair à l'orange"
    assert {row["Name"] for row in rows} >= {"'=SUM(A1)", UNTRUSTED}


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_formula_cells_are_neutralised(start: str) -> None:
    columns = ("product_id", "name", "description", "category", "brand")
    row: dict[str, Any] = dict.fromkeys(columns, f"{start}1+1")
    row |= {"price": -3.5, "text": 1, "image": None, "fused": 0}
    for language, delimiter, price in (("en", ",", "-3.5"), ("fr", ";", "-3,5")):
        [_, line] = csv.reader(
            io.StringIO(csv_of([row], language, tuple(row))), delimiter=delimiter
        )
        assert line == [f"'{start}1+1"] * 5 + [price, "1", "", "0"]


# -- the page ---------------------------------------------------------------------------


def test_texts_follow_the_language(page: Page) -> None:
    answer = answer_of(page, "colour.data")
    assert [choice["label"] for choice in answer[ids.SCHEME]["data"]] == ["Light", "Dark"]
    page.set(ids.LANGUAGE, "value", "fr")
    answer = answer_of(page, "colour.data")
    assert [choice["label"] for choice in answer[ids.SCHEME]["data"]] == ["Clair", "Sombre"]
    facts = answer_of(page, "facts.children")[ids.FACTS]["children"]
    assert facts == "essai · 120 produits · 22 novembre 2026"


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [
        ("missing", "open by itself"),
        ("schema", "follows schema 0"),
        ("unreadable", "not a cat"),
        ("damaged", "damaged or incomplete"),
        ("locked", "open it with -readonly"),
        ("empty", "contains no products"),
    ],
)
def test_without_a_usable_database_there_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reason: str, sentence: str
) -> None:
    file = tmp_path / "catalogue.duckdb"
    monkeypatch.setenv("CATALOG_DATABASE", str(file))
    if reason == "schema":
        write_database(file, 13, schema_version="0")
    elif reason == "unreadable":
        file.write_text("nothing")
    elif reason == "empty":
        write_database(file, 0)
    elif reason in ("damaged", "locked"):
        write_database(file, 13)
    if reason == "damaged":
        file.write_bytes(file.read_bytes()[:5_000])
    page = Page()
    with held_open(file) if reason == "locked" else nullcontext():
        build = answer_of(page, "build.data")[ids.BUILD]["data"]
    assert build["reason"] == ("unreadable" if reason == "damaged" else reason)
    page.set(ids.BUILD, "data", build)
    answer = answer_of(page, "notice.hidden")
    assert sentence in answer[ids.NOTICE_TEXT]["children"]
    assert answer[ids.NOTICE]["hidden"] is False
    assert answer[ids.WORKSPACE]["hidden"] is True
    # Nothing else fails meanwhile: the rest of the page just waits.
    page.set(ids.BRANCHES, "clickData", {"points": [{"id": "é"}]})
    page.set(ids.SEPARABILITY, "selectedRows", [{"code": "é"}])
    for shown in ids.VIEW_REQUESTS:
        page.show(shown)
        for name in page.names():
            page.ask(name)
    assert page.client.get("/").status_code == 200
    assert page.client.get("/healthz").status_code == 200
    assert page.client.get("/photo/anything").status_code == 404


def test_a_database_published_later_is_picked_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = tmp_path / "catalogue.duckdb"
    monkeypatch.setenv("CATALOG_DATABASE", str(link))
    page = Page()
    page.set(ids.BUILD, "data", answer_of(page, "build.data")[ids.BUILD]["data"])
    assert page.ask("build.data") == {}  # nothing new
    write_database(tmp_path / "one.duckdb", 40)
    link.symlink_to("one.duckdb")
    build = answer_of(page, "build.data")[ids.BUILD]["data"]
    assert build == {
        "build": "one.duckdb", "reason": None, "found": "", "fingerprint": "f00d", "level": "1",
        "spaces": ["text", "image", "fused"],
    }  # fmt: skip


def test_routes(database: Database) -> None:
    client = Page().client
    photo = client.get("/photo/id%2F3")
    assert (photo.status_code, photo.mimetype) == (200, "image/webp")
    assert photo.headers["X-Content-Type-Options"] == "nosniff"
    assert client.get(f"/photo/id%2F{WITHOUT_PHOTO}").status_code == 404
    card = client.get(f"/card/{database.file.name}/0")
    assert card.get_json()["name"] == UNTRUSTED
    assert client.get("/card/another-build/0").status_code == 404
    assert client.get(f"/card/{database.file.name}/999").status_code == 404


def test_what_a_page_may_send_is_never_trusted(page: Page) -> None:
    page.set(ids.LEVEL, "value", "x").set(ids.TREE, "checked", ["<b>"])
    page.set(ids.LANGUAGE, "value", "xx").set(ids.SCHEME, "value", "xx")
    page.set(ids.SELECTION, "data", {"build": "é", "rows": "é"}).set(ids.TOOL, "value", "xx")
    page.set(ids.METHOD, "value", "xx").set(ids.COLOUR, "value", "xx")
    page.set(ids.CROSSTAB_SPACE, "value", "xx")
    page.set(ids.CROSSTAB, "clickData", {"points": [{"x": "é", "y": "g"}]})
    page.set(ids.BRANCHES, "clickData", {"points": [{"id": "é"}]})
    page.set(ids.SEPARABILITY, "selectedRows", [{"code": "é"}])
    for shown in ids.VIEW_REQUESTS:
        page.show(shown)
        for name in page.names():
            page.ask(name)


def test_the_web_process_loads_no_library_of_the_pipeline(database_file: Path) -> None:
    script = """
import sys
from dashboard import ids
from tests.dashboard.page_client import Page
page = Page()
build = page.ask("build.data")[ids.BUILD]["data"]
page.set(ids.BUILD, "data", build)
page.set(ids.PRODUCTS, "getRowsRequest", {"startRow": 0, "endRow": 100})
page.set(ids.CROSSTAB, "clickData", {"points": [{"x": "c0", "y": "g0"}]})
names = page.names()
for shown in ids.VIEW_REQUESTS:
    page.show(shown)
    for name in names:
        page.ask(name)
assert page.client.get(f"/card/{build['build']}/1").status_code == 200
assert page.client.get("/photo/id%2F1").status_code == 200
print(len(names), *sorted(
    {"pandas", "sklearn", "umap", "numba", "onnxruntime", "fasttext", "scipy", "etl"}
    & set(sys.modules)
))
"""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", script],
        env={"CATALOG_DATABASE": str(database_file), "PATH": "/usr/bin"},
        cwd=Path(__file__).resolve().parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    answer, *loaded = done.stdout.split()
    assert int(answer) > 12
    assert loaded == []


def test_a_worker_serves_scripts_before_its_first_page() -> None:
    script = """
import re
from dashboard.app import server
page = server.test_client().get("/").get_data(as_text=True)
print(re.search(r'src="([^"]*dash_html_components[^"]*)"', page)[1])
"""
    run = [sys.executable, "-c"]
    root = Path(__file__).resolve().parents[2]
    address = subprocess.run(
        [*run, script], cwd=root, capture_output=True, text=True, check=True
    ).stdout.strip()
    fresh = f"from dashboard.app import server; print(server.test_client().get('{address}').status)"
    done = subprocess.run([*run, fresh], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "200 OK"
