"""Forms of catalogue files, told apart by their first bytes, and the bytes behind a compression."""

import bz2
import gzip
import lzma
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from etl.config import InputError
from etl.messages import message

CSV, SPREADSHEET, PARQUET, JSON = "csv", "spreadsheet", "parquet", "json"

HEAD = 4096

COMPRESSED: tuple[tuple[bytes, str, Callable[[Path], object]], ...] = (
    (b"\x1f\x8b", "gzip", gzip.open),
    (b"BZh", "bzip2", bz2.open),
    (b"\xfd7zXZ\0", "xz", lzma.open),
)

# First bytes of what is no catalogue, and its name. A name that is no proper noun is a message.
OTHERS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"SQLite format 3", "SQLite"),
    (b"{\\rtf", "RTF"),
    (b"\x28\xb5\x2f\xfd", "Zstandard"),
    (b"7z\xbc\xaf", "7-Zip"),
    (b"Rar!", "RAR"),
    (b"ORC", "ORC"),
    (b"Obj\x01", "Avro"),
    (b"ARROW1", "Arrow"),
)
DUCKDB_MARK, DUCKDB_AT = b"DUCK", 8
OLE = b"\xd0\xcf\x11\xe0"  # the frame of .xls, and of .doc
ZIP = (b"PK\x03\x04", b"PK\x05\x06")

# First bytes of the forms that are no text, which are read as they are, never behind a compression.
MARKS: tuple[tuple[bytes, str], ...] = (
    (b"PAR1", PARQUET),
    (OLE, SPREADSHEET),
)

# What a zip holds tells what it is: these names stand in each of their kind.
SPREADSHEET_PARTS = ("xl/workbook.xml", "xl/workbook.bin", "content.xml")
MESSY_PARTS = ("__MACOSX/", ".DS_Store")


@dataclass(frozen=True)
class Source:
    """A catalogue file and what its first bytes say of it.

    Attributes
    ----------
    path : Path
    form : str
        A key of `etl.reading.table.READERS`: `CSV` (any delimiter), `SPREADSHEET`, ...
    compression : str
        `gzip`, `bzip2`, `xz`, `zip`, or "" where there is none.
    member : str
        Name of the file within a zip, or "".
    """

    path: Path
    form: str
    compression: str = ""
    member: str = ""

    @contextmanager
    def open(self) -> Iterator[BinaryIO]:
        """Open the bytes behind the compression.

        Raises
        ------
        InputError
            If they cannot be read, now or while they are.
        """
        with _opened(self.path, self.compression, self.member) as stream:
            yield stream


def recognise(path: Path) -> Source:
    """Tell the form of a file from its first bytes, whatever its name.

    Parameters
    ----------
    path : Path

    Returns
    -------
    Source

    Raises
    ------
    InputError
        If there is no such file, or it is of a form that holds no table of products.
    """
    compression, member = "", ""
    with _opened(path, "", "") as stream:
        head = stream.read(HEAD)
    if head.startswith(ZIP):
        names = _members(path)
        if any(part in names for part in SPREADSHEET_PARTS):
            return Source(path, SPREADSHEET)
        compression, member = "zip", _only(path, names)
    else:
        compression = next((name for mark, name, _ in COMPRESSED if head.startswith(mark)), "")
    if compression:
        with _opened(path, compression, member) as stream:
            head = stream.read(HEAD)
    return Source(path, _form(path, head, is_packed=bool(compression)), compression, member)


def _form(path: Path, head: bytes, *, is_packed: bool) -> str:
    marked = next((form for mark, form in MARKS if head.startswith(mark)), None)
    if marked is not None and not is_packed:
        return marked
    other = next((name for mark, name in OTHERS if head.startswith(mark)), None)
    if head[DUCKDB_AT:].startswith(DUCKDB_MARK):
        other = "DuckDB"
    if marked is not None or head.startswith((*ZIP, *(mark for mark, _, _ in COMPRESSED))):
        other = message("form_packed_twice")
    text = _begin_of_text(head).lower()
    if text.startswith((b"<?xml", b"<rss", b"<feed")):
        other = "XML"
    elif text.startswith((b"<!doctype html", b"<html", b"<table", b"<head", b"<meta", b"<body")):
        other = "HTML"
    if other is not None:
        raise InputError(message("catalog_form", path=path, form=other))
    return JSON if text.startswith((b"{", b"[")) else CSV


def _begin_of_text(head: bytes) -> bytes:
    """First bytes that are no blank, as if the text was of one byte a letter."""
    for mark in (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"):
        head = head.removeprefix(mark)
    return head.replace(b"\0", b"").lstrip()


def _members(path: Path) -> list[str]:
    try:
        with zipfile.ZipFile(path) as archive:
            return archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise InputError(message("catalog_unreadable", path=path, detail=error)) from None


def _only(path: Path, names: list[str]) -> str:
    """Name of the one file of a zip that may be a catalogue."""
    files = [
        name
        for name in names
        if not name.endswith("/") and not any(part in name for part in MESSY_PARTS)
    ]
    if len(files) != 1:
        raise InputError(message("catalog_zip", path=path, n=len(files)))
    return files[0]


@contextmanager
def _opened(path: Path, compression: str, member: str) -> Iterator[BinaryIO]:
    try:
        if compression == "zip":
            with zipfile.ZipFile(path) as archive, archive.open(member) as packed:
                yield cast(BinaryIO, packed)
            return
        opener = next((opened for _, name, opened in COMPRESSED if name == compression), None)
        if opener is None:
            with path.open("rb") as stream:
                yield stream
        else:
            with cast(BinaryIO, opener(path)) as stream:
                yield stream
    except FileNotFoundError:
        raise InputError(message("catalog_not_found", path=path)) from None
    except (EOFError, zlib.error, lzma.LZMAError, zipfile.BadZipFile, RuntimeError) as error:
        raise InputError(message("catalog_unreadable", path=path, detail=error)) from None
    except OSError as error:  # gzip.BadGzipFile, and bzip2's faults, have no strerror
        raise InputError(
            message("catalog_unreadable", path=path, detail=error.strerror or error)
        ) from None
