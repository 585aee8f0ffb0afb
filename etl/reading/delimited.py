"""Delimited text: its delimiter, and its rows with the lines that they stand in.

Python's csv module parses the rows. Which lines make a row is decided here, one quote at a time:
a quote that is never closed, or closed rows later, costs its own row and swallows no other.
"""

import csv
import io
import re
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from etl.config import InputError
from etl.messages import message
from etl.reading.encoding import FAULTS, UTF_8
from etl.reading.forms import Source
from etl.reading.rows import LARGEST_CELL, Row

# In the order of how often they are met: the first of those that fit as well.
DELIMITERS = (",", ";", "\t", "|")
NAMES = {"\t": "TAB"}
HINT = re.compile(r"sep=(.)\s*", re.IGNORECASE)  # what Excel writes for itself above the header

# Rows that the dialect is tried on, and the lines in which they are looked for.
TRIED_ROWS, TRIED_LINES = 200, 1_000
# By how much more of the rows, and by how many, must fit before quotes are letters like others.
UNQUOTED_MARGIN, UNQUOTED_ROWS = 0.1, 3
# Lines of a row at the most: no seller's text has more.
MOST_LINES = 2_000

WHOLE, OPEN, BROKEN = "whole", "open", "broken"
QUOTE = '"'
NUMBER = re.compile(r"[^\w]*\d[\d\s.,'’]*[^\w]*")


@dataclass(frozen=True)
class Dialect:
    """How rows are written.

    Attributes
    ----------
    delimiter : str
    width : int
        Cells of most rows.
    has_quotes : bool
        False where a quote is a letter like others.
    has_escapes : bool
        Whether a backslash stands before a quote within quotes, as MySQL writes it.
    """

    delimiter: str
    width: int = 0
    has_quotes: bool = True
    has_escapes: bool = False

    @property
    def name(self) -> str:
        """The delimiter, as a person reads it."""
        return NAMES.get(self.delimiter, self.delimiter)


def read_rows(
    source: Source, encoding: str, delimiter: str | None = None
) -> tuple[Dialect, Iterator[Row]]:
    """Find the dialect of a text file and read its rows, the header first.

    Parameters
    ----------
    source : Source
    encoding : str
    delimiter : str, optional
        What the mapping says; it is believed.

    Returns
    -------
    dialect : Dialect
    rows : iterator of Row
        Without blank lines. Raises `InputError` where the file turns out to be unreadable.
    """
    csv.field_size_limit(LARGEST_CELL)
    lines = _lines(source, encoding)
    first = [line for _, line in zip(range(TRIED_LINES), lines, strict=False)]
    hint = HINT.fullmatch(first[0]) if first else None
    start = 1 if hint else 0
    if hint is not None and delimiter is None:
        delimiter = hint[1]
    dialect = find_dialect(first[start:], delimiter)
    return dialect, _rows(_lines(source, encoding), dialect, start)


def find_dialect(lines: Sequence[str], delimiter: str | None = None) -> Dialect:
    r"""Find the dialect in which most rows have the same number of cells, and many.

    Parameters
    ----------
    lines : sequence of str
        The first lines of the file, the header among them.
    delimiter : str, optional

    Returns
    -------
    Dialect

    Examples
    --------
    >>> find_dialect(["a;b\n", "1;2,5\n"]).delimiter
    ';'
    """
    candidates = [
        _fitted(lines, Dialect(each, has_quotes=has_quotes, has_escapes=has_escapes))
        for has_quotes, has_escapes in ((True, False), (True, True), (False, False))
        for each in (DELIMITERS if delimiter is None else (delimiter,))
    ]
    return max(candidates, key=lambda candidate: candidate[0])[1]


def _fitted(lines: Sequence[str], dialect: Dialect) -> tuple[float, Dialect]:
    """How well a dialect fits, from 0 to 1, and the same with the width of most rows."""
    widths: Counter[int] = Counter()
    for _, row in zip(range(TRIED_ROWS), _rows(iter(lines), dialect, 0), strict=False):
        # A cell within quotes is one that the dialect did not understand.
        is_understood = row.fault is None and not any(map(_is_quoted, row.cells))
        widths[len(row.cells) if is_understood else 0] += 1
    total = widths.total()
    del widths[0]
    width, count = max(widths.items(), key=lambda found: (found[1], found[0]), default=(0, 0))
    margin = 0.0 if dialect.has_quotes else max(UNQUOTED_MARGIN, UNQUOTED_ROWS / max(total, 1))
    fit = (count / total - margin) * (width - 1) / width if width else 0.0
    return fit, Dialect(dialect.delimiter, width, dialect.has_quotes, dialect.has_escapes)


def _is_quoted(cell: str) -> bool:
    return len(cell) > 1 and cell.startswith(QUOTE) and cell.endswith(QUOTE)


def _lines(source: Source, encoding: str) -> Iterator[str]:
    # In UTF-8, a fault costs its row. In others it means that the encoding is not the one.
    errors = "surrogateescape" if encoding in UTF_8 else "strict"
    try:
        with (
            source.open() as stream,
            io.TextIOWrapper(stream, encoding, errors, newline="") as text,
        ):
            yield from text
    except UnicodeError:
        raise InputError(
            message("catalog_encoding_other", path=source.path, encoding=encoding)
        ) from None


class _Lines:
    """Lines that can be looked at before they are taken."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._seen: deque[str] = deque()
        self.number = 1  # of the line at place 0

    def at(self, place: int) -> str | None:
        """The line so many after the current one; None behind the last."""
        while len(self._seen) <= place:
            line = next(self._lines, None)
            if line is None:
                return None
            self._seen.append(line)
        return self._seen[place]

    def take(self, count: int) -> None:
        for _ in range(count):
            self._seen.popleft()
        self.number += count


def _rows(found: Iterator[str], dialect: Dialect, start: int) -> Iterator[Row]:
    lines, kinds = _Lines(found), [set[bool]() for _ in range(dialect.width)]
    is_header = True
    while (first := lines.at(0)) is not None:
        if lines.number <= start or not first.strip("\ufeff\r\n\t "):
            lines.take(1)
            continue
        count, row = _row(lines, first, dialect, kinds)
        lines.take(count)
        if not is_header and row.fault is None and len(row.cells) == dialect.width:
            for seen, cell in zip(kinds, row.cells, strict=True):
                if cell:
                    seen.add(_is_number(cell))
        is_header = False
        yield row


def _row(
    lines: _Lines, first: str, dialect: Dialect, kinds: Sequence[set[bool]]
) -> tuple[int, Row]:
    """Cut the next row: how many lines it takes, and the row.

    A row whose quotes do not close as they should is one line: the next may be a row of its own.
    """
    number = lines.number
    if not dialect.has_quotes or QUOTE not in first:
        return 1, _checked(number, first.rstrip("\r\n").split(dialect.delimiter))
    parts, size = [first], len(first)
    cells, state = _parse(first, dialect)
    while state == OPEN:
        line = lines.at(len(parts))
        if line is None or len(parts) == MOST_LINES or size > LARGEST_CELL:
            return 1, Row(number, [], ("row_quote_open", {"line": number}))
        parts.append(line)
        size += len(line)
        if QUOTE in line:
            cells, state = _parse("".join(parts), dialect)
    last = number + len(parts) - 1
    if state == BROKEN and len(parts) == 1:
        return 1, Row(number, [], ("row_quote", {"line": number}))
    if state == BROKEN or any(_is_row(line, dialect, kinds) for line in parts[1:]):
        return 1, Row(number, [], ("row_quote_late", {"line": number, "last": last}))
    return len(parts), _checked(number, cells)


def _parse(text: str, dialect: Dialect) -> tuple[list[str], str]:
    """Cells of a row, and whether its quotes close. Blanks around quotes are nobody's."""
    if dialect.has_escapes:
        text = text.replace('\\"', '""')
    text = _blanks_after_quotes(dialect.delimiter).sub(QUOTE, text)
    reader = csv.reader(
        io.StringIO(text, newline=""),
        delimiter=dialect.delimiter,
        skipinitialspace=True,
        strict=True,
    )
    try:
        rows = list(reader)
    except csv.Error as error:
        return [], OPEN if "unexpected end" in str(error) else BROKEN
    return (rows[0], WHOLE) if len(rows) == 1 else ([], BROKEN)


@cache
def _blanks_after_quotes(delimiter: str) -> re.Pattern[str]:
    end = re.escape(delimiter)
    return re.compile(rf'"(?:(?!{end})[^\S\r\n])+(?={end}|[\r\n]*$)')


def _is_row(line: str, dialect: Dialect, kinds: Sequence[set[bool]]) -> bool:
    """Whether a line within a quoted cell is a row by itself, with numbers where others have them.

    The end of a cell of the first column is none, though as many cells follow it.
    """
    if dialect.delimiter not in line:
        return False
    cells, state = _parse(line, dialect)
    return (
        state == WHOLE
        and len(cells) == dialect.width > 1
        and QUOTE not in cells[0]
        and all(
            not cell or not seen or _is_number(cell) in seen
            for cell, seen in zip(cells, kinds, strict=True)
        )
    )


def _is_number(cell: str) -> bool:
    return NUMBER.fullmatch(cell) is not None


def _checked(number: int, cells: list[str]) -> Row:
    if any(FAULTS.search(cell) for cell in cells):
        whole = [FAULTS.sub("\ufffd", cell) for cell in cells]
        return Row(number, whole, ("row_encoding", {"line": number}))
    return Row(number, cells)
