"""What is kept of a build goes with it."""

import gc
import weakref

from dashboard.queries import Database
from dashboard.queries.once import once_a_build


def test_an_answer_is_computed_once_for_each_question(database: Database) -> None:
    asked = []

    @once_a_build
    def ask(_database: Database, space: str, level: int) -> str:
        asked.append((space, level))
        return f"{space} {level}"

    assert [ask(database, "text", 1), ask(database, "text", 1)] == ["text 1", "text 1"]
    assert ask(database, "text", level=2) == "text 2"
    assert asked == [("text", 1), ("text", 2)]


def test_a_build_that_was_replaced_is_let_go(database: Database) -> None:
    @once_a_build
    def ask(of: Database) -> int:
        return of.catalogue.n_products

    replaced = Database(database.file, database.connection.cursor(), database.catalogue)
    assert ask(replaced) == database.catalogue.n_products
    gone = weakref.ref(replaced)
    del replaced
    gc.collect()
    assert gone() is None
