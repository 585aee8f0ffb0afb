"""Spreadsheets (xlsx, xlsb, xls, ods): the first sheet that holds a table."""

from collections.abc import Iterator, Sequence

from python_calamine import CalamineError, CalamineWorkbook

from etl.config import InputError
from etl.messages import message
from etl.reading.forms import Source
from etl.reading.rows import Row, cell_text


def read_spreadsheet(source: Source) -> tuple[str, Iterator[Row]]:
    """Read the first sheet with two rows or more.

    Parameters
    ----------
    source : Source

    Returns
    -------
    sheet : str
        Its name.
    rows : iterator of Row
        The header first, without blank rows.

    Raises
    ------
    InputError
        If it cannot be read: damaged, protected by a password, or no spreadsheet.
    """
    try:
        book = CalamineWorkbook.from_path(str(source.path))
        for name in book.sheet_names:
            sheet = book.get_sheet_by_name(name)
            if sheet.height > 1:
                first = (sheet.start or (0, 0))[0] + 1
                return name, _rows(sheet.to_python(skip_empty_area=True), first)
    except (CalamineError, OSError) as error:
        raise InputError(message("catalog_unreadable", path=source.path, detail=error)) from None
    raise InputError(message("catalog_empty", path=source.path))


def _rows(table: Sequence[Sequence[object]], first: int) -> Iterator[Row]:
    for number, values in enumerate(table, start=first):
        cells = [cell_text(value) for value in values]
        if any(cell.strip() for cell in cells):
            yield Row(number, cells)
