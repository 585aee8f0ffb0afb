"""The promises that were tried on hidden brands, on the page of the verdict."""

from pathlib import Path

import duckdb
import pytest

from dashboard import ids
from dashboard.core.database import current_database
from tests.dashboard.conftest import write_database
from tests.dashboard.test_callbacks import text_of
from tests.dashboard.test_verdict import add_suggestions, answer_of, opened

ROWS = [
    ("text", 1, "coverage", 0.7, 0.1, 0.72, 0.6, 0.8, 8, 120, 8),
    ("text", 1, "first_right", 0.854, 0.795, 0.816, 0.765, 0.858, 5, 120, 8),
    ("image", 1, "first_right", 0.6, 0.5, 0.6, 0.5, 0.7, 8, 119, 8),
]


@pytest.fixture(scope="module")
def rehearsed_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = write_database(tmp_path_factory.mktemp("rehearsed") / "catalogue-9.duckdb", 240)
    add_suggestions(file)
    with duckdb.connect(str(file)) as connection:
        marks = ", ".join("?" * len(ROWS[0]))
        connection.executemany(f"INSERT INTO rehearsal VALUES ({marks})", ROWS)  # noqa: S608
    return file


def test_promised_stands_beside_found(
    rehearsed_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CATALOG_DATABASE", str(rehearsed_file))
    page = opened(current_database())
    page.set(ids.VERDICT_SPACE, "value", "text")
    answer = answer_of(page)
    assert answer[ids.VERDICT_REHEARSED]["hidden"] is False
    shown = text_of(answer[ids.VERDICT_REHEARSAL]["children"])
    assert "First suggestion right 85% (80%) 82% [76% – 86%] 5 of 8" in shown
    assert shown.index("First suggestion right") < shown.index("Accepted without review")
    assert "8 repeats, 120 hidden products in each" in shown
    page.set(ids.LEVEL, "value", "2")
    absent = answer_of(page)
    assert absent[ids.VERDICT_REHEARSED]["hidden"] is False
    assert "No trial for this space" in text_of(absent[ids.VERDICT_REHEARSAL]["children"])


def test_in_french_too(rehearsed_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CATALOG_DATABASE", str(rehearsed_file))
    page = opened(current_database()).set(ids.LANGUAGE, "value", "fr")
    page.set(ids.VERDICT_SPACE, "value", "image")
    shown = text_of(answer_of(page)[ids.VERDICT_REHEARSAL]["children"])
    first = "60\u202f% (50\u202f%) 60\u202f% [50\u202f% – 70\u202f%] 8 sur 8"
    assert f"Première proposition juste {first}" in shown


def test_what_was_not_rehearsed_is_not_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = write_database(tmp_path / "catalogue-9.duckdb", 240)
    add_suggestions(file)
    monkeypatch.setenv("CATALOG_DATABASE", str(file))
    answer = answer_of(opened(current_database()))
    assert answer[ids.VERDICT_REHEARSED]["hidden"] is True
