"""CSV files that a spreadsheet opens well, and safely."""

import csv
import io
from collections.abc import Iterable, Sequence

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
BYTE_ORDER_MARK = "\ufeff"
"""Without it, spreadsheets do not read the file as UTF-8."""


def csv_of(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    r"""Write a table as CSV.

    Examples
    --------
    >>> csv_of(["name", "price"], [["=SUM(A1)", -2]])
    "\ufeffname,price\r\n'=SUM(A1),-2\r\n"
    """
    stream = io.StringIO()
    stream.write(BYTE_ORDER_MARK)
    writer = csv.writer(stream)
    writer.writerow(header)
    writer.writerows([_neutral(value) for value in row] for row in rows)
    return stream.getvalue()


def _neutral(value: object) -> object:
    """Keep a spreadsheet from running a product's text as a formula."""
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return f"'{value}"
    return value
