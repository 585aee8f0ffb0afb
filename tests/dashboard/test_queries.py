"""The read side, on a real DuckDB file."""

from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pytest

from dashboard.core.catalogue import NO_CLUSTER
from dashboard.core.database import KEPT_OPEN, Database, DatabaseUnavailableError, Reader
from dashboard.core.products import TableRequest, product_at_row, query_products, thumbnail
from tests.dashboard.conftest import UNTRUSTED, WITHOUT_PHOTO, write_database


def everything(database: Database, **wanted: Any) -> list[dict[str, object]]:
    rows = np.ones(database.catalogue.n_products, dtype=np.bool_)
    request = TableRequest(rows=rows, level=1, count=1000, **wanted)
    return query_products(database, request)[0]


def test_rows_are_in_the_order_of_the_catalogue(database: Database) -> None:
    x, y = database.catalogue.coordinates["image", "pca"]
    labels = database.catalogue.labels["image", 1]
    assert x.dtype == np.float32
    assert np.flatnonzero(np.isnan(x)).tolist() == [WITHOUT_PHOTO]
    assert np.flatnonzero(labels == NO_CLUSTER).tolist() == [WITHOUT_PHOTO]
    [(expected_x, expected_y)] = (
        database.connection.cursor()
        .execute(
            "SELECT x, y FROM projections WHERE space = 'image' AND method = 'pca' "
            "AND product_id = 'id/42'"
        )
        .fetchall()
    )
    assert (x[42], y[42]) == (pytest.approx(expected_x), pytest.approx(expected_y))


def test_a_page_of_the_table(database: Database) -> None:
    rows = np.zeros(database.catalogue.n_products, dtype=np.bool_)
    rows[10:30] = True
    page, total = query_products(database, TableRequest(rows, level=2, first=5, count=3))
    assert total == 20
    assert [row["product_id"] for row in page] == ["id/15", "id/16", "id/17"]
    assert page[0]["text"] == database.catalogue.labels["text", 2][15]


def test_sorting_puts_empty_cells_last(database: Database) -> None:
    up = [row["price"] for row in everything(database, sort="price")]
    down = [row["price"] for row in everything(database, sort="price", descending=True)]
    priced = sorted(price for price in up if isinstance(price, float))
    assert up == priced + [None] * (len(up) - len(priced))
    assert down == priced[::-1] + [None] * (len(up) - len(priced))


def test_filters_ignore_case_and_accents(database: Database) -> None:
    assert [row["name"] for row in everything(database, contains={"name": "ECLAIR"})] == [
        "Éclair à l'orange"
    ]
    assert len(everything(database, contains={"brand": "elan"})) == 60
    assert [row["price"] for row in everything(database, between={"price": (10, 30)})] == [
        10.0,
        20.0,
        30.0,
    ]
    assert everything(database, contains={"name": "%"}) == []


def test_a_sort_column_is_a_value_and_never_sql(database: Database) -> None:
    rows = everything(database, sort="name; DROP TABLE products")
    assert len(rows) == database.catalogue.n_products


def test_photo_and_product(database: Database) -> None:
    assert thumbnail(database, "id/3") == b"RIFF....WEBP"
    assert thumbnail(database, f"id/{WITHOUT_PHOTO}") is None
    assert thumbnail(database, "nobody") is None
    product = product_at_row(database, 0)
    assert product is not None
    assert (product["id"], product["name"], product["path"]) == (
        "id/0",
        UNTRUSTED,
        ["A", "A1", "A1 leaf 0"],
    )
    assert product_at_row(database, 10_000) is None


def test_the_connection_is_hardened(database: Database, tmp_path: Path) -> None:
    cursor = database.connection.cursor()
    with pytest.raises(duckdb.Error):
        cursor.execute("CREATE TABLE intruder (x INTEGER)")
    with pytest.raises(duckdb.Error):
        cursor.execute("SELECT * FROM read_text('/etc/hostname')")
    with pytest.raises(duckdb.Error):
        cursor.execute(f"ATTACH '{tmp_path / 'other.duckdb'}'")
    with pytest.raises(duckdb.Error):
        cursor.execute("SET enable_external_access = true")


def test_a_new_build_is_picked_up_when_the_link_moves(tmp_path: Path) -> None:
    link = tmp_path / "catalogue.duckdb"
    reader = Reader(link)
    with pytest.raises(DatabaseUnavailableError) as missing:
        reader.current()
    assert missing.value.reason == "missing"
    write_database(tmp_path / "first.duckdb", 12 + 1)
    link.symlink_to("first.duckdb")
    first = reader.current()
    assert reader.current() is first
    write_database(tmp_path / "second.duckdb", 30)
    aside = tmp_path / "aside"
    aside.symlink_to("second.duckdb")
    aside.replace(link)
    assert reader.current().catalogue.n_products == 30
    # A request under way keeps the build it began with.
    assert product_at_row(first, 12) is not None


def test_the_build_before_is_answered_for_until_pages_know_the_new_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 1000.0
    monkeypatch.setattr("time.monotonic", lambda: now)
    link = tmp_path / "catalogue.duckdb"
    reader = Reader(link)
    for number, n in enumerate((13, 30, 40)):
        write_database(tmp_path / f"{number}.duckdb", n)

    def publish(number: int) -> None:
        aside = tmp_path / "aside"
        aside.symlink_to(f"{number}.duckdb")
        aside.replace(link)

    def products_of(number: int) -> int | None:
        try:
            return reader.of_build(f"{number}.duckdb").catalogue.n_products
        except DatabaseUnavailableError:
            return None

    publish(0)
    assert [products_of(number) for number in range(3)] == [13, None, None]
    publish(1)
    assert [products_of(number) for number in range(3)] == [13, 30, None]
    now += KEPT_OPEN / 2
    publish(2)
    assert [products_of(number) for number in range(3)] == [None, 30, 40]
    now += KEPT_OPEN
    assert [products_of(number) for number in range(3)] == [None, None, 40]


@pytest.mark.parametrize("content", [b"", b"not a database", b"\0" * 4096])
def test_a_file_that_is_no_database(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "broken.duckdb"
    file.write_bytes(content)
    with pytest.raises(DatabaseUnavailableError) as error:
        Reader(file).current()
    assert error.value.reason == "unreadable"


def test_a_database_of_another_version(tmp_path: Path) -> None:
    file = write_database(tmp_path / "old.duckdb", 13, schema_version="0")
    with pytest.raises(DatabaseUnavailableError) as error:
        Reader(file).current()
    assert (error.value.reason, error.value.found) == ("schema", "0")


def test_an_empty_catalogue_opens(tmp_path: Path) -> None:
    database = Reader(write_database(tmp_path / "empty.duckdb", 0)).current()
    assert database.catalogue.n_products == 0
    assert database.catalogue.level(1).n_categories == 0
