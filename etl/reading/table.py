"""A catalogue file as a table: its header, and the rows below it, whatever its form."""

import itertools
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from etl.config import InputError
from etl.messages import message
from etl.reading.delimited import read_rows
from etl.reading.encoding import find_encoding
from etl.reading.forms import CSV, JSON, PARQUET, SPREADSHEET, Source, recognise
from etl.reading.plain_text import tidy
from etl.reading.records import read_json, read_parquet
from etl.reading.rows import Row
from etl.reading.spreadsheet import read_spreadsheet

# Lines above the header, such as a title and a date, are looked for among so many.
FIRST_ROWS = 20
# A header fills at least this share of the columns of the fullest of the first rows.
HEADER_SHARE = 0.6


@dataclass(frozen=True)
class FileOptions:
    """What a mapping says of the file itself: its table `[file]`.

    Attributes
    ----------
    encoding, delimiter, sheet : str or None
        None where they are to be found.
    """

    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None


Read = tuple[Iterator[Row], dict[str, str]]
"""The rows of a file, the header among the first, and what else `Table.about` says of it."""


@dataclass(frozen=True)
class Table:
    """The rows below a header.

    Attributes
    ----------
    header : list of str
        Names of the columns, trimmed.
    line : int
        Line of the header.
    rows : iterator of Row
        Without blank rows, each of as many cells as the header or with a fault.
        Raises `InputError` where the file turns out to be unreadable.
    about : dict of str to str
        What the file is: `form`, and where they apply `compression`, `encoding`, `delimiter`,
        `sheet`.
    """

    header: list[str]
    line: int
    rows: Iterator[Row]
    about: dict[str, str]


def open_table(
    path: Path, options: FileOptions | None = None, needed: Collection[str] = ()
) -> Table:
    """Open a catalogue file and find its header.

    Parameters
    ----------
    path : Path
        Delimited text, a spreadsheet, Parquet, JSON or JSON lines; text may be compressed.
    options : FileOptions, optional
    needed : collection of str
        Columns that the header holds.

    Returns
    -------
    Table

    Raises
    ------
    InputError
        If the file cannot be read, or holds no header.
    """
    options = options or FileOptions()
    source = recognise(path)
    rows, found = READERS[source.form](source, options)
    about = {"form": source.form, **found}
    if source.compression:
        about["compression"] = source.compression
    first = list(itertools.islice(rows, FIRST_ROWS))
    above = _rows_above_header(first, needed)
    if above == len(first):
        raise InputError(message("catalog_empty", path=path))
    header = [tidy(cell) for cell in first[above].cells]
    if any("\0" in cell for cell in header):
        raise InputError(message("catalog_binary", path=path))
    below = itertools.chain(first[above + 1 :], rows)
    return Table(header, first[above].line, (_fitted(row, len(header)) for row in below), about)


def _spreadsheet(source: Source, options: FileOptions) -> Read:
    sheet = read_spreadsheet(source, options.sheet)
    others = {"other_sheets": ", ".join(sheet.others)} if sheet.others else {}
    return sheet.rows, {"sheet": sheet.name, **others}


def _json(source: Source, options: FileOptions) -> Read:
    encoding, about = _encoding(source, options)
    return read_json(source, encoding), about


def _delimited(source: Source, options: FileOptions) -> Read:
    encoding, about = _encoding(source, options)
    dialect, rows = read_rows(source, encoding, options.delimiter)
    return rows, {**about, "delimiter": dialect.name}


def _encoding(source: Source, options: FileOptions) -> tuple[str, dict[str, str]]:
    encoding = find_encoding(source, options.encoding)
    judged = {} if encoding.is_certain else {"encoding_judged": "1"}
    return encoding.name, {"encoding": encoding.name, **judged}


READERS: Mapping[str, Callable[[Source, FileOptions], Read]] = {
    CSV: _delimited,
    SPREADSHEET: _spreadsheet,
    PARQUET: lambda source, _: (read_parquet(source), {}),
    JSON: _json,
}
"""By form: to add one, write its reader and add its line here; `forms` tells its files."""


def _rows_above_header(first: list[Row], needed: Collection[str]) -> int:
    filled = [sum(bool(cell.strip()) for cell in row.cells) for row in first]
    for index, row in enumerate(first):
        if needed and set(needed) <= {tidy(cell) for cell in row.cells}:
            return index
    least = max(1.0, HEADER_SHARE * max(filled, default=0))
    return next((index for index, count in enumerate(filled) if count >= least), len(first))


def _fitted(row: Row, width: int) -> Row:
    """Drop empty cells beyond the header: some shops write a delimiter at the end of each row."""
    cells = row.cells
    if row.fault is not None or len(cells) == width:
        return row
    if len(cells) > width and not any(cell.strip() for cell in cells[width:]):
        return Row(row.line, cells[:width])
    return Row(row.line, cells, ("row_ragged", {"n": len(cells), "columns": width}))
