"""CSV files that a spreadsheet opens well, and safely."""

import csv
import io
from collections.abc import Iterable, Sequence

from localisation import separators

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
BYTE_ORDER_MARK = "\ufeff"
"""Without it, spreadsheets do not read the file as UTF-8."""


def csv_of(header: Sequence[str], rows: Iterable[Sequence[object]], language: str) -> str:
    r"""Write a table as CSV, as spreadsheets in that language open it.

    Examples
    --------
    >>> csv_of(["name", "price"], [["=SUM(A1)", -2.5]], "en")
    "\ufeffname,price\r\n'=SUM(A1),-2.5\r\n"
    >>> csv_of(["nom", "prix"], [["Thé, vert", 12.5]], "fr")
    '\ufeffnom;prix\r\nThé, vert;12,5\r\n'
    """
    # Between cells and before decimals: a spreadsheet opens no other by a double click.
    point = separators(language)[0]
    delimiter = ";" if point == "," else ","
    stream = io.StringIO()
    stream.write(BYTE_ORDER_MARK)
    writer = csv.writer(stream, delimiter=delimiter)
    writer.writerow(header)
    writer.writerows([_written(value, point) for value in row] for row in rows)
    return stream.getvalue()


def _written(value: object, point: str) -> object:
    """Write a number as the language does; keep a product's text from running as a formula."""
    if isinstance(value, float):
        return str(value).replace(".", point)
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return f"'{value}"
    return value
