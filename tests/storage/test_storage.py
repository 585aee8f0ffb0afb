"""Why a database cannot be opened: with DuckDB's own words for it, on real files."""

import struct
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import duckdb
import pytest

from storage import problem_of
from tests.storage.locked_file import held_open

Spoil = Callable[[Path], object]


def duckdb_error(path: Path) -> str:
    with pytest.raises(duckdb.Error) as refused:
        duckdb.connect(str(path), read_only=True)
    return str(refused.value)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "c.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE TABLE builds AS SELECT range AS key FROM range(10_000)")
    return path


def cut(size: int) -> Spoil:
    return lambda path: path.write_bytes(path.read_bytes()[:size])


def overwritten(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[4200:4400] = bytes(200)
    content[8300:8500] = bytes(200)
    path.write_bytes(content)


def of_another_version(path: Path) -> None:
    """The same file with another number of its format, and the checksum that DuckDB expects."""
    content = bytearray(path.read_bytes())
    struct.pack_into("<Q", content, 12, 9_999)
    checksum = 5_381
    for (word,) in struct.iter_unpack("<Q", content[8:4096]):
        checksum ^= word * 0xBF58476D1CE4E5B9 % 2**64
    struct.pack_into("<Q", content, 0, checksum)
    path.write_bytes(content)


@pytest.mark.parametrize(
    ("spoil", "expected"),
    [
        (Path.unlink, ("missing", "")),
        (of_another_version, ("version", "9999")),
        (cut(0), ("unreadable", "foreign")),
        (lambda path: path.write_bytes(b"id,name\n1,mug\n" * 999), ("unreadable", "foreign")),
        (lambda path: (path.unlink(), path.mkdir()), ("unreadable", "foreign")),
        (cut(5_000), ("unreadable", "damaged")),
        (cut(13_000), ("unreadable", "damaged")),
        (overwritten, ("unreadable", "damaged")),
    ],
)
def test_what_is_wrong_is_told_from_the_file(
    file: Path, spoil: Spoil, expected: tuple[str, str]
) -> None:
    spoil(file)
    assert problem_of(file, duckdb_error(file)) == expected


def test_who_holds_a_locked_one_is_said(file: Path) -> None:
    with held_open(file) as process:
        reason, holder = problem_of(file, duckdb_error(file))
    assert reason == "locked"
    assert holder.endswith(f"(PID {process})")
    duckdb.connect(str(file), read_only=True).close()


def test_one_that_may_not_be_read(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> NoReturn:
        raise PermissionError

    # Whoever runs the tests as root may read everything.
    monkeypatch.setattr(Path, "open", refused)
    assert problem_of(file, "IO Error: Permission denied") == ("denied", "")
