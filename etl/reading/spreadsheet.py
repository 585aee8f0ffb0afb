"""Spreadsheets (xlsx, xlsb, xls, ods): the visible sheet with the most cells, or the one named.

calamine allocates a sheet as one block, and ends the process where a single cell far away makes
it too large: it runs in a process of its own.
"""

import contextlib
import multiprocessing
import os
import resource
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass

from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from etl.config import InputError
from etl.messages import message
from etl.reading.forms import Source
from etl.reading.rows import Row, cell_text

MOST_MEMORY = 8 * 2**30
# Sheets that a sentence names.
SHOWN = 10


@dataclass(frozen=True)
class Sheet:
    """A sheet, and what is beside it.

    Attributes
    ----------
    name : str
    rows : iterator of Row
        The header first, without blank rows.
    others : list of str
        Other sheets that hold rows.
    """

    name: str
    rows: Iterator[Row]
    others: list[str]


def read_spreadsheet(source: Source, named: str | None = None) -> Sheet:
    """Read a sheet.

    Parameters
    ----------
    source : Source
    named : str, optional
        Its name; without one, the visible sheet with the most cells.

    Returns
    -------
    Sheet

    Raises
    ------
    InputError
        If it cannot be read: damaged, protected by a password, too large, or no spreadsheet.
    """
    spawn = multiprocessing.get_context("spawn")
    try:
        with ProcessPoolExecutor(1, spawn, initializer=_bounded) as process:
            name, others, table = process.submit(_cells, str(source.path), named).result()
    except BrokenProcessPool:
        raise InputError(message("catalog_sheet_large", path=source.path)) from None
    except (OSError, ValueError) as error:
        raise InputError(message("catalog_unreadable", path=source.path, detail=error)) from None
    except LookupError as error:
        raise InputError(
            message("catalog_no_sheet", path=source.path, sheet=named, sheets=error.args[0])
        ) from None
    if name is None:
        raise InputError(message("catalog_empty", path=source.path))
    rows = (Row(number, cells) for number, cells in table)
    return Sheet(name, rows, others)


def _bounded() -> None:
    """Bound the memory of this process, and keep the last words of a library to itself."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    with contextlib.suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)


def _cells(
    path: str, named: str | None
) -> tuple[str | None, list[str], list[tuple[int, list[str]]]]:
    """Name of the sheet, the others with rows, and the rows that are not blank by their number."""
    try:
        book = CalamineWorkbook.from_path(path)
        visible = [
            sheet.name
            for sheet in book.sheets_metadata
            if sheet.visible == SheetVisibleEnum.Visible
        ]
        if named is not None and named not in book.sheet_names:
            raise LookupError(", ".join(book.sheet_names[:SHOWN]))
        sheets = {name: book.get_sheet_by_name(name) for name in ([named] if named else visible)}
        full = {name: sheet for name, sheet in sheets.items() if sheet.height > 0}
        if not full:
            return None, [], []
        name = max(full, key=lambda title: full[title].height * full[title].width)
        sheet = full[name]
        first = (sheet.start or (0, 0))[0] + 1
        texts = (
            (number, [cell_text(value) for value in values])
            for number, values in enumerate(sheet.to_python(skip_empty_area=True), start=first)
        )
        table = [(number, cells) for number, cells in texts if any(map(str.strip, cells))]
    except CalamineError as error:  # of a kind that cannot be sent to another process
        raise ValueError(str(error)) from None
    return name, [other for other in full if other != name][:SHOWN], table
