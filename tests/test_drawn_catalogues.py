"""Catalogues drawn at random go in by the command line: nothing lost, nothing silently wrong."""

import functools
import json
import sys
from pathlib import Path

import duckdb
import pytest

from etl import __main__ as cli
from etl.config import Request
from tests.drawn import draw
from tests.etl.networks import Form, write_network
from tests.etl.shop import TINY


@pytest.mark.parametrize("seed", range(6))
def test_a_drawn_catalogue(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], seed: int
) -> None:
    assert_it_goes_in(seed, tmp_path, monkeypatch, capsys)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(6, 46))
def test_more_drawn_catalogues(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], seed: int
) -> None:
    assert_it_goes_in(seed, tmp_path, monkeypatch, capsys)


def assert_it_goes_in(
    seed: int,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Run the command without a mapping, then each report, and hold the database to the truth."""
    drawn = draw(seed)
    print(drawn.what)
    catalog, database = drawn.write(folder / "shop"), folder / "catalog.duckdb"
    monkeypatch.setattr(cli, "Request", functools.partial(Request, settings=TINY))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")

    def command(*arguments: object) -> str:
        monkeypatch.setattr(sys, "argv", ["etl", *map(str, arguments)])
        assert cli.main() == 0, drawn.what
        return capsys.readouterr().out

    network = write_network(folder / "small.onnx", Form())
    command(
        "run", "--catalog", catalog, "--database", database, "--image-model", network, "--jobs", 1
    )
    command("report", "--database", database)
    json.loads(command("report", "--database", database, "--json"))
    command("report", "--database", database, "--html", folder / "verdict.html")

    with duckdb.connect(str(database.resolve()), read_only=True) as connection:
        stored = connection.execute(
            "SELECT product_id, name, category_path, price, image_status "
            "FROM products ORDER BY position"
        ).fetchall()
        ((aside,),) = connection.execute(
            "SELECT count(*) FROM load_report WHERE severity = 'set_aside'"
        ).fetchall()
        builds = dict(connection.execute("SELECT key, value FROM builds").fetchall())
        warned = dict(
            connection.execute(
                "SELECT product_id, code FROM load_report WHERE code LIKE 'price%'"
            ).fetchall()
        )
    assert [row[0] for row in stored] == [product_id for product_id, *_ in drawn.products]
    assert (int(builds["rows_read"]), aside) == (drawn.rows, drawn.rows - len(stored))
    for (product_id, name, path, price), row in zip(drawn.products, stored, strict=True):
        assert (row[1], tuple(row[2]), row[4]) == (name, path, "ok"), drawn.what
        if product_id not in warned:  # a price that is not read is said
            assert row[3] == pytest.approx(price), drawn.what
