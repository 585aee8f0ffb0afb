"""What is computed again when little changed, and is the result what a cold run makes?"""

import dataclasses
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from PIL import Image

from etl import pipeline
from etl.config import Request
from etl.pipeline import embed
from tests.conftest import ROOT
from tests.etl.shop import TINY, asking, different, listing, quietly, write_shop

Rows = list[dict[str, str]]


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the photos that the network saw."""
    names: list[str] = []
    look = embed.image.embed_photo

    def embed_photo(path: Path, **how: object) -> object:
        names.append(path.name)
        return look(path, **how)  # type: ignore[arg-type]

    embed_photo.__module__ = look.__module__
    monkeypatch.setattr(embed.image, "embed_photo", embed_photo)
    return names


@pytest.fixture
def rows() -> Rows:
    return [listing(i) for i in range(24)]


def rewrite(catalog: Path, rows: Rows) -> None:
    (catalog.parent / "images").rename(catalog.parent / "kept")
    write_shop(catalog.parent, rows, photos=0)
    (catalog.parent / "images").rmdir()
    (catalog.parent / "kept").rename(catalog.parent / "images")


def cold(request: Request, tmp_path: Path) -> Path:
    """The database of the same request where nothing was computed before."""
    request = dataclasses.replace(request, database=tmp_path / "cold" / "catalog.duckdb")
    return pipeline.run(request, quietly).database


def test_only_changed_photos_are_seen_and_the_result_is_that_of_a_cold_run(
    tmp_path: Path, request_of: Callable[..., Request], seen: list[str], rows: Rows
) -> None:
    catalog = write_shop(tmp_path / "shop", rows, photos=24)
    request = request_of(catalog, settings=TINY)
    pipeline.run(request, quietly)
    assert sorted(seen) == sorted(f"p{i}.png" for i in range(24))
    seen.clear()
    pipeline.run(request, quietly)
    assert seen == []

    rewrite(catalog, [{**rows[0], "description": "babe kobo lufi"}, *rows[1:]])
    Image.new("RGB", (16, 16), "black").save(catalog.parent / "images" / "p3.png")
    warm = pipeline.run(request, quietly)
    assert seen == ["p3.png"]
    assert warm.is_new
    assert different(warm.database, cold(request, tmp_path)) == []


def test_a_text_that_changed_costs_no_photo_and_a_category_no_vector(
    tmp_path: Path, request_of: Callable[..., Request], seen: list[str], rows: Rows,
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    caplog.set_level("INFO", logger="etl")
    catalog = write_shop(tmp_path / "shop", rows, photos=24)
    request = request_of(catalog, settings=TINY)
    pipeline.run(request, quietly)
    seen.clear()
    rewrite(catalog, [{**rows[0], "discounted_price": "99"}, *rows[1:]])
    warm = pipeline.run(request, quietly)
    assert seen == []
    [line] = [line for line in caplog.messages if line.startswith("cache")][1:]
    assert line.endswith(", 0 computed")
    assert asking(warm.database)("SELECT price FROM products WHERE position = 0") == [(99.0,)]
    assert different(warm.database, cold(request, tmp_path)) == []


def test_a_product_that_is_removed_is_nowhere(
    tmp_path: Path, request_of: Callable[..., Request], rows: Rows
) -> None:
    catalog = write_shop(tmp_path / "shop", rows, photos=24)
    request = request_of(catalog, settings=TINY)
    pipeline.run(request, quietly)
    rewrite(catalog, rows[:5] + rows[6:])
    database = pipeline.run(request, quietly).database
    assert holders(database, "p5") == []
    assert set(holders(database, "p6")) > {"products", "embeddings", "projections", "clusters"}
    assert different(database, cold(request, tmp_path)) == []


def holders(database: Path, product: str) -> list[str]:
    """Tables that name a product in whatever column."""
    with duckdb.connect(str(database), read_only=True) as connection:
        columns = connection.execute(
            "SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal "
            "AND data_type LIKE 'VARCHAR%'"
        ).fetchall()
        return sorted(
            {
                table
                for table, column in columns
                if connection.execute(
                    f"SELECT count(*) FROM {table} WHERE {column}::VARCHAR = ?",  # noqa: S608
                    [product],
                ).fetchall()
                != [(0,)]
            }
        )


def test_force_computes_everything_anew(
    tmp_path: Path, request_of: Callable[..., Request], seen: list[str], rows: Rows
) -> None:
    catalog = write_shop(tmp_path / "shop", rows, photos=24)
    first = pipeline.run(request_of(catalog, settings=TINY), quietly).database
    seen.clear()
    second = pipeline.run(request_of(catalog, settings=TINY, force=True), quietly).database
    assert len(seen) == 24
    assert different(first, second) == []


@pytest.mark.parametrize("content", [b"", b"no cache" * 1000])
def test_a_damaged_cache_costs_time_only(
    tmp_path: Path, request_of: Callable[..., Request], rows: Rows, content: bytes
) -> None:
    catalog = write_shop(tmp_path / "shop", rows, photos=24)
    request = request_of(catalog, settings=TINY)
    pipeline.run(request, quietly)
    (tmp_path / ".catalog.cache").write_bytes(content)
    rewrite(catalog, rows[1:])
    database = pipeline.run(request, quietly).database
    assert different(database, cold(request, tmp_path)) == []


def test_one_photo_of_two_products_is_two_results_of_one_key(
    tmp_path: Path, request_of: Callable[..., Request], rows: Rows
) -> None:
    rows[1]["image"] = rows[0]["image"]
    catalog = write_shop(tmp_path / "shop", rows, photos=24)
    request = request_of(catalog, settings=TINY)
    pipeline.run(request, quietly)
    rewrite(catalog, rows[:-1])
    database = pipeline.run(request, quietly).database
    assert different(database, cold(request, tmp_path)) == []


def test_where_nothing_changed_no_numeric_library_loads(demo_database: Path, tmp_path: Path,
    demo_catalogue: Path,
) -> None:  # fmt: skip
    link = tmp_path / demo_database.name
    shutil.copy(demo_database, tmp_path / demo_database.readlink())
    link.symlink_to(demo_database.readlink())
    code = (
        "import sys; from etl.__main__ import main; status = main()\n"
        "heavy = {'fasttext', 'numba', 'onnx', 'onnxruntime', 'pandas', 'scipy', 'sklearn', 'umap'}"
        "\nprint(status, sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "run", "--catalog", demo_catalogue / "products.csv",
         "--database", link],
        cwd=ROOT, check=True, capture_output=True, text=True,
    )  # fmt: skip
    assert done.stdout.splitlines()[-1] == "0 []"
    assert list(tmp_path.glob(".*.work")) == []
