"""A database with a fourth space: everything shows it, without a change of code."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from dashboard import ids
from dashboard.callbacks import first_render
from dashboard.layout import layout
from tests.dashboard.conftest import write_database
from tests.dashboard.page_client import Page

FOURTH = "layout"
SPACES = ("text", "image", "fused", FOURTH)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("spaces")
    return write_database(folder / "catalogue-4.duckdb", spaces=SPACES)


@pytest.fixture
def page(file: Path, monkeypatch: pytest.MonkeyPatch) -> Page:
    monkeypatch.setenv("CATALOG_DATABASE", str(file))
    return Page()


def answer(page: Page, component: str, prop: str = "children") -> Any:
    return (page.ask(f"{component}.{prop}") or {})[component][prop]


def values(choices: list[dict[str, str]]) -> list[str]:
    return [choice["value"] for choice in choices]


@pytest.mark.usefixtures("page")
def test_a_page_opens_with_four_maps_and_four_choices() -> None:
    opened = first_render.fill(layout())
    frames = [
        part.to_plotly_json()["props"]["data-map"]
        for part in opened[ids.MAPS]._traverse()
        if "data-map" in getattr(part, "_prop_names", ()) or hasattr(part, "data-map")
    ]
    assert frames == list(SPACES)
    for control in (
        ids.CROSSTAB_SPACE, ids.CATEGORIES_SPACE, ids.SUMMARY_SPACE, ids.STABILITY_SPACE,
    ):  # fmt: skip
        assert values(opened[control].data) == list(SPACES)
        assert opened[control].value == "fused"
    assert values(opened[ids.VERDICT_SPACE].data) == ["best", *SPACES]
    assert json.loads(getattr(opened[ids.SEARCH], "data-spaces")) == list(SPACES)
    by_name = {parameter["name"]: parameter for parameter in opened[ids.PARAMETERS].data}
    assert tuple(by_name["cross"]["choices"]) == SPACES
    assert by_name["cross"]["default"] == "fused"
    assert tuple(by_name["evidence"]["choices"]) == ("best", *SPACES)


def test_four_cards_are_compared(page: Page) -> None:
    cards = answer(page, ids.CARDS)
    assert len(cards) == 4
    assert FOURTH in json.dumps(cards[3])
    assert json.dumps(answer(page, ids.COMPARISON)).count(FOURTH) == 3


def test_each_page_draws_the_fourth_space(page: Page) -> None:
    page.show("categories")
    depth = answer(page, ids.DEPTH, "figure")
    assert FOURTH in {trace.get("name") for trace in depth["data"]}
    page.show("clusters").set(ids.STABILITY_SPACE, "value", FOURTH)
    assert answer(page, ids.CLUSTERS_CARDS)
    page.show("maps").set(ids.CROSSTAB_SPACE, "value", FOURTH)
    assert answer(page, ids.CROSSTAB, "figure")["data"]
    page.show("verdict").set(ids.VERDICT_SPACE, "value", FOURTH)
    assert FOURTH in answer(page, ids.VERDICT_WHY)


def test_the_table_has_four_columns_of_clusters(page: Page) -> None:
    page.show("table")
    columns = answer(page, ids.PRODUCTS, "columnDefs")
    assert [column["colId"] for column in columns][-4:] == list(SPACES)
    assert columns[-1]["headerName"] == f"Cluster of {FOURTH}"
    model = [{"colId": FOURTH, "sort": "desc"}]
    page.set(ids.PRODUCTS, "getRowsRequest", {"startRow": 0, "endRow": 120, "sortModel": model})
    rows = answer(page, ids.PRODUCTS, "getRowsResponse")["rowData"]
    clusters = [int(row[FOURTH].removeprefix("C")) for row in rows]
    assert len(clusters) == 120
    assert clusters == sorted(clusters, reverse=True)
    page.set(ids.PRODUCTS, "columnState", [])
    written = answer(page, ids.PRODUCTS_FILE, "data")["content"]
    [head, *lines] = csv.reader(io.StringIO(written.lstrip("\ufeff")))
    assert head[-1] == f"Cluster of {FOURTH}"
    assert all(line[-1].isdigit() for line in lines)


def test_the_product_has_its_cluster_and_neighbours_in_the_fourth_space(page: Page) -> None:
    build = (page.ask(f"{ids.BUILD}.data") or {})[ids.BUILD]["data"]
    assert build["spaces"] == list(SPACES)
    sheet = page.client.get(
        f"/product/{build['build']}", query_string={"id": "id/1", "level": 1, "lang": "en"}
    )
    assert sheet.get_json()["content"].count(FOURTH) >= 2


@pytest.mark.parametrize("spaces", [(), ("text",), ("fused",), (FOURTH,)])
def test_every_page_is_shown_where_few_spaces_are_studied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spaces: tuple[str, ...]
) -> None:
    monkeypatch.setenv(
        "CATALOG_DATABASE", str(write_database(tmp_path / "few.duckdb", spaces=spaces))
    )
    page = Page()
    for subpage in ("verdict", "maps", "categories", "clusters", *ids.PRODUCT_SUBPAGES, "method"):
        page.show(subpage)
        for output in page.names():
            page.ask(output.strip(".").split("...")[0])
