"""A row of a catalogue file, whatever the form of the file."""

import datetime
import json
import re
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

# A cell beyond this is a broken file; where it ends, nobody can tell.
LARGEST_CELL = 64 * 2**20

MOST_DIGITS = 12
"""Characters of a number that somebody wrote; one with more was converted."""
HALF_CHARACTER = re.compile("[\ud800-\udfff]")

Fault = tuple[str, dict[str, object]]


@dataclass(frozen=True)
class Row:
    """Cells of one row, and where they stand.

    Attributes
    ----------
    line : int
        Line of the file on which the row begins, from 1; for a spreadsheet or a Parquet file, the
        number of its row.
    cells : list of str
        Empty where the row could not be cut into cells.
    fault : (str, dict) or None
        Why the row cannot be used: the code of the load report and what it names.
    """

    line: int
    cells: list[str]
    fault: Fault | None = None


def cell_text(value: object) -> str:
    """A value as the text of a cell.

    Parameters
    ----------
    value : object
        None, text, a number, a date, a list or an object.

    Returns
    -------
    str
        A number has a decimal point, and never exactly three digits after it: 1.299 could be
        thousands. Lists and objects are JSON. What is no text, such as the bytes of a photo, is "".

    Examples
    --------
    >>> cell_text(1.299), cell_text(12.0), cell_text(["a", "b"]), cell_text(None)
    ('1.2990', '12', '["a", "b"]', '')
    >>> cell_text(Decimal("1.299")), cell_text(float(np.float32(19.99)))
    ('1.2990', '19.99')
    """
    if value is None:
        return ""
    if isinstance(value, bytes | bytearray):
        return _text_of_bytes(bytes(value))
    if isinstance(value, str):
        # JSON can spell half a character, which no database holds.
        return HALF_CHARACTER.sub("\ufffd", value)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float | Decimal):
        return _text_of_number(value)
    if isinstance(value, datetime.datetime | datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, dict) and set(value) == {"bytes", "path"}:  # a photo of a data set
        return cell_text(value["path"])
    if isinstance(value, list | tuple | dict):
        return json.dumps(value, ensure_ascii=False, default=cell_text)
    return str(value)


def _text_of_number(value: float | Decimal) -> str:
    if isinstance(value, Decimal):
        text = f"{value.normalize():f}" if value.is_finite() else str(value)
    elif value.is_integer() and abs(value) < 1e15:
        text = f"{value:.0f}"
    else:
        text = repr(value)
        # A number of 32 bits has more digits in 64 than it was written with.
        if len(text) > MOST_DIGITS and float(np.float32(value)) == value:
            text = str(np.float32(value))
    return f"{text}0" if len(text.partition(".")[2]) == 3 else text


def _text_of_bytes(value: bytes) -> str:
    """Text where it is one: older writers of Parquet say so of no column."""
    try:
        text = value.decode()
    except UnicodeDecodeError:
        return ""
    return text if text.isprintable() else ""
