"""A row of a catalogue file, whatever the form of the file."""

import datetime
import json
from dataclasses import dataclass

# A cell beyond this is a broken file; where it ends, nobody can tell.
LARGEST_CELL = 64 * 2**20

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
    """
    if value is None or isinstance(value, bytes | bytearray):
        return ""
    if isinstance(value, str):
        # JSON can spell half a character, which no database holds.
        return value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        text = f"{value:.0f}" if value.is_integer() and abs(value) < 1e15 else repr(value)
        return f"{text}0" if len(text.partition(".")[2]) == 3 else text
    if isinstance(value, datetime.datetime | datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, list | tuple | dict):
        return json.dumps(value, ensure_ascii=False, default=cell_text)
    return str(value)
