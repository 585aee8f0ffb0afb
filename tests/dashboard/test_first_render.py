"""A page opens with what it would ask for first, and says why where there is nothing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from dashboard import ids
from dashboard.callbacks import first_render
from dashboard.core.database import Database
from dashboard.layout import layout


def test_a_page_opens_with_the_build_its_levels_and_its_tree(database: Database) -> None:
    page = first_render.fill(layout())
    assert page[ids.BUILD].data["build"] == database.catalogue.build
    assert page[ids.LEVEL].data == ["1", "2", "3"]
    assert [branch["label"] for branch in page[ids.TREE].data] == ["A (40)", "B (40)", "C (39)"]
    assert page[ids.FACTS].children.startswith("essai · 120 produits")
    assert page[ids.NOTICE].hidden
    assert not page[ids.WORKSPACE].hidden


def test_without_a_database_it_opens_with_the_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CATALOG_DATABASE", str(tmp_path / "none.duckdb"))
    page = first_render.fill(layout())
    assert page[ids.BUILD].data["reason"] == "missing"
    assert not page[ids.NOTICE].hidden
    assert page[ids.WORKSPACE].hidden
    assert page[ids.TREE].data == []
    first_render.warm()  # nothing to read, and no error for it


def test_the_application_is_loaded_without_opening_the_database(database_file: Path) -> None:
    # It is loaded before the server forks: a database opened there ends each worker in a crash.
    code = "import dashboard.app, dashboard.core.database as q; print(len(q._readers))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "CATALOG_DATABASE": str(database_file)},
        check=True,
        capture_output=True,
        text=True,
    )
    assert done.stdout == "0\n"
