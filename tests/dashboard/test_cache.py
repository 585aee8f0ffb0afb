"""What is kept of a build goes with it."""

import gc
import weakref
from pathlib import Path

import pytest

from dashboard.core.cache import cached_per_build
from dashboard.core.catalogue import Catalogue
from dashboard.core.database import Database, current_database
from dashboard.core.deadline import Connection
from tests.dashboard.conftest import write_database
from tests.dashboard.page_client import Page


def test_an_answer_is_computed_once_for_each_question(database: Database) -> None:
    computed = []

    @cached_per_build
    def ask(_database: Database, space: str, level: int) -> str:
        computed.append((space, level))
        return f"{space} {level}"

    assert [ask(database, "text", 1), ask(database, "text", 1)] == ["text 1", "text 1"]
    assert ask(database, "text", level=2) == "text 2"
    assert computed == [("text", 1), ("text", 2)]


def test_a_build_that_was_replaced_is_let_go(database: Database) -> None:
    @cached_per_build
    def ask(of: Database) -> int:
        return of.catalogue.n_products

    replaced = Database(database.file, Connection(database.connection.cursor()), database.catalogue)
    assert ask(replaced) == database.catalogue.n_products
    gone = weakref.ref(replaced)
    del replaced
    gc.collect()
    assert gone() is None


def test_no_colour_and_no_verdict_holds_a_build_that_was_replaced(tmp_path: Path) -> None:
    page = Page()
    link = tmp_path / "catalogue.duckdb"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CATALOG_DATABASE", str(link))
        patch.setattr("dashboard.core.database.KEPT_OPEN", 0.0)
        gone: list[weakref.ref[Catalogue]] = []
        for number in range(2):
            write_database(tmp_path / f"{number}.duckdb")
            aside = tmp_path / "aside"
            aside.symlink_to(f"{number}.duckdb")
            aside.replace(link)
            for view in ("verdict", "maps"):
                page.show(view)
                for name in page.names():
                    page.ask(name)
            gone.append(weakref.ref(current_database().catalogue))
            codes = f"/maps/{number}.duckdb/codes/cluster/1/text/any"
            assert page.client.get(codes).status_code == 200
    gc.collect()
    assert [reference() is None for reference in gone] == [True, False]
