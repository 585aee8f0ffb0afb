"""Which rows does a CSV file hold, and where in them does each field stand?"""

import contextlib
import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from etl.config import InputError
from etl.messages import message

# A cell beyond this is a broken file; where it ends, nobody can tell.
LARGEST_CELL = 64 * 2**20
# As much of a header as a sentence shows.
SHOWN = 60
MOST_COLUMNS = 50

# What a file is separated by that is not separated by commas.
OTHER_DELIMITERS = {";": ";", "\t": "TAB", "|": "|"}


@dataclass(frozen=True)
class Table:
    """The rows below a header.

    Attributes
    ----------
    width : int
        Number of columns of the header.
    places : dict of str to int
        Index of each field's column.
    rows : iterator of list of str
        Without blank lines. Raises `InputError` where the file turns out to be unreadable.
    """

    width: int
    places: dict[str, int]
    rows: Iterator[list[str]]


def open_table(path: Path, columns: Mapping[str, str]) -> Table:
    """Open a CSV and find the columns.

    Parameters
    ----------
    path : Path
    columns : mapping of str to str
        Name of the column of each field.

    Returns
    -------
    Table

    Raises
    ------
    InputError
        If there is no header to read, or a column is missing or there twice.
    """
    rows = _rows(path)
    header = [cell.strip() for cell in next(rows, [])]
    if not any(header):
        raise InputError(message("catalog_empty", path=path))
    return Table(len(header), _places(path, header, columns), rows)


def _rows(path: Path) -> Iterator[list[str]]:
    """Yield the rows of the file, the header first, without blank lines."""
    csv.field_size_limit(LARGEST_CELL)
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.reader(stream, strict=True)
            try:
                yield from (cells for cells in reader if cells)
            except csv.Error as error:
                raise InputError(
                    message("catalog_malformed", path=path, line=reader.line_num, detail=error)
                ) from None
    except FileNotFoundError:
        raise InputError(message("catalog_not_found", path=path)) from None
    except UnicodeDecodeError:
        line = _first_undecodable_line(path)
        raise InputError(message("catalog_encoding", path=path, line=line)) from None
    except OSError as error:
        raise InputError(message("catalog_unreadable", path=path, detail=error.strerror)) from None


def _first_undecodable_line(path: Path) -> int:
    """Where to look: the decoder's own position counts from its last block."""
    good = 0
    with path.open("rb") as stream, contextlib.suppress(UnicodeDecodeError):
        for line in stream:
            line.decode()
            good += 1
    return good + 1


def _places(path: Path, header: list[str], columns: Mapping[str, str]) -> dict[str, int]:
    """Index of each mapped field's column."""
    if any("\0" in cell for cell in header):  # UTF-16 without its mark
        raise InputError(message("catalog_encoding", path=path, line=1))
    if len(header) == 1 and header[0] not in columns.values():
        for delimiter, name in OTHER_DELIMITERS.items():
            if delimiter in header[0]:
                raise InputError(message("catalog_delimiter", path=path, delimiter=name))
    places = {}
    for field, column in columns.items():
        count = header.count(column)
        if count == 0:
            found = ", ".join(cell[:SHOWN] for cell in header[:MOST_COLUMNS] if cell)
            raise InputError(
                message(
                    "catalog_column_missing",
                    path=path,
                    column=column,
                    field=field,
                    columns=found,
                )
            )
        if count > 1:
            raise InputError(message("catalog_column_twice", path=path, column=column, field=field))
        places[field] = header.index(column)
    return places
