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
DELIMITERS = (",", ";", "\t", "|", "^", "~", "\x01")
NAMES = {"\t": "TAB", "\x01": "\\x01"}
HINT = re.compile(r"sep=(.)\s*", re.IGNORECASE)  # what Excel writes for itself above the header

# Rows that the dialect is tried on, and the lines in which they are looked for.
TRIED_ROWS, TRIED_LINES = 200, 1_000
# Quotes are letters like others only where fewer rows than this fit with them, and by how many
# more must fit without.
QUOTED_SHARE, UNQUOTED_ROWS = 0.9, 3
# What a dialect is worth in which the first row has another width than most.
OTHER_HEADER = 0.5
# Lines of a row at the most: no seller's text has more.
MOST_LINES = 2_000

INSIDE, OUTSIDE, BROKEN = "inside", "outside", "broken"
QUOTE = '"'
CLOSING = re.compile(r'[^"]*(?:""[^"]*)*"(?!")')
BLANKS = re.compile(r"[ \u00a0]*")
# As much of a cell as its shape is of, and rows that shapes are learnt from.
SHAPED, LEARNED_ROWS = 60, 2_000
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
    delimiters = DELIMITERS if delimiter is None else (delimiter,)
    with_quotes = [
        _fitted(lines, Dialect(sign, has_escapes=has_escapes))
        for has_escapes in (False, True)
        for sign in delimiters
    ]
    best = max(with_quotes, key=lambda fitted: fitted.worth)
    if best.share < QUOTED_SHARE:
        without = (_fitted(lines, Dialect(sign, has_quotes=False)) for sign in delimiters)
        other = max(without, key=lambda fitted: fitted.worth)
        if other.count >= best.count + UNQUOTED_ROWS and other.worth > best.worth:
            return other.dialect
    return best.dialect


@dataclass(frozen=True)
class _Fit:
    """How many of the first rows a dialect cuts into as many cells, and what that is worth."""

    dialect: Dialect
    count: int
    share: float
    worth: float


def _fitted(lines: Sequence[str], dialect: Dialect) -> _Fit:
    widths = []
    for _, row in zip(range(TRIED_ROWS), _rows(iter(lines), dialect, 0), strict=False):
        # A cell within quotes is one that the dialect did not understand.
        is_understood = row.fault is None and not any(map(_is_quoted, row.cells))
        widths.append(len(row.cells) if is_understood else 0)
    counts = Counter(width for width in widths if width)
    width, count = max(counts.items(), key=lambda entry: (entry[1], entry[0]), default=(0, 0))
    share = count / max(len(widths), 1)
    worth = share * (width - 1) / width if width else 0.0
    # A header may lack the empty cell that a delimiter at the end of each row makes.
    if widths and widths[0] not in (width, width - 1):
        worth *= OTHER_HEADER
    fitted = Dialect(dialect.delimiter, width, dialect.has_quotes, dialect.has_escapes)
    return _Fit(fitted, count, share, worth)


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

    def at(self, offset: int) -> str | None:
        """The line so many after the current one; None behind the last."""
        while len(self._seen) <= offset:
            line = next(self._lines, None)
            if line is None:
                return None
            self._seen.append(line)
        return self._seen[offset]

    def take(self, count: int) -> None:
        for _ in range(count):
            self._seen.popleft()
        self.number += count


@dataclass
class _Column:
    """What stands in a column: shapes of its short cells, whether numbers and texts do."""

    shapes: set[str]
    kinds: set[bool]

    def add(self, cell: str) -> None:
        if cell:
            self.kinds.add(_is_number(cell))
            self.shapes.add(_shape(cell))


def _rows(texts: Iterator[str], dialect: Dialect, start: int) -> Iterator[Row]:
    lines, columns = _Lines(texts), [_Column(set(), set()) for _ in range(dialect.width)]
    is_header, learned = True, 0
    while (first := lines.at(0)) is not None:
        if lines.number <= start or not first.strip("\ufeff\r\n\t "):
            lines.take(1)
            continue
        count, row = _row(lines, first, dialect, columns)
        lines.take(count)
        is_good = not is_header and row.fault is None and len(row.cells) == dialect.width
        if is_good and learned < LEARNED_ROWS:
            learned += 1
            for column, cell in zip(columns, row.cells, strict=True):
                column.add(cell)
        is_header = False
        yield row


def _row(
    lines: _Lines, first: str, dialect: Dialect, columns: Sequence[_Column]
) -> tuple[int, Row]:
    """Cut the next row: how many lines it takes, and the row.

    A row whose quotes do not close as they should is one line: the next may be a row of its own.
    """
    number = lines.number
    if not dialect.has_quotes or QUOTE not in first:
        return 1, _checked(number, first, first.rstrip("\r\n").split(dialect.delimiter))
    parts, size = [first], len(first)
    state = _scan(first, OUTSIDE, dialect)
    while state == INSIDE:
        line = lines.at(len(parts))
        if line is None or len(parts) == MOST_LINES or size > LARGEST_CELL:
            return 1, Row(number, [], ("row_quote_open", {"line": number}))
        parts.append(line)
        size += len(line)
        state = _scan(line, INSIDE, dialect)
    text = "".join(parts)
    cells = _parse(text, dialect) if state == OUTSIDE else None
    if cells is None and len(parts) == 1:
        return 1, Row(number, [], ("row_quote", {"line": number}))
    if cells is None or _holds_rows(parts, dialect, columns):
        last = number + len(parts) - 1
        return 1, Row(number, [], ("row_quote_late", {"line": number, "last": last}))
    return len(parts), _checked(number, text, cells)


def _scan(line: str, state: str, dialect: Dialect) -> str:
    """Whether a line ends within a quoted cell, outside of one, or is broken."""
    if dialect.has_escapes:
        line = line.replace('\\"', '""')
    delimiter, offset = dialect.delimiter, 0
    while True:
        if state == INSIDE:
            closing = CLOSING.match(line, offset)
            if closing is None:
                return INSIDE
            offset = BLANKS.match(line, closing.end()).end()  # type: ignore[union-attr]
            if offset == len(line) or line[offset] in "\r\n":
                return OUTSIDE
            if line[offset] != delimiter:
                return BROKEN
            offset, state = offset + 1, OUTSIDE
        offset = BLANKS.match(line, offset).end()  # type: ignore[union-attr]
        if line.startswith(QUOTE, offset):
            offset, state = offset + 1, INSIDE
            continue
        offset = line.find(delimiter, offset) + 1
        if offset == 0:
            return OUTSIDE


def _parse(text: str, dialect: Dialect) -> list[str] | None:
    """Cells of a row; None where its quotes are wrong. Blanks around quotes are nobody's."""
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
    except csv.Error:
        return None
    return rows[0] if len(rows) == 1 else None


@cache
def _blanks_after_quotes(delimiter: str) -> re.Pattern[str]:
    end = re.escape(delimiter)
    return re.compile(rf'"(?:(?!{end})[^\S\r\n])+(?={end}|[\r\n]*$)')


def _holds_rows(parts: Sequence[str], dialect: Dialect, columns: Sequence[_Column]) -> bool:
    """Whether the first line and all that a cell of it holds are rows by themselves.

    The cell swallowed them then. A line of prose may have as many commas as a row. It has blanks
    behind them, no id of the shape of the others, and other lines beside it have fewer; and the
    row in which it stands is not whole without it.
    """
    first, *others = parts
    cells = _parse(first + QUOTE, dialect)
    if cells is None or len(cells) + cells[-1].count(dialect.delimiter) != dialect.width:
        return False
    is_quoted = first.startswith(QUOTE)
    full = [line for line in others if line.strip()]
    return bool(full) and all(_is_row(line, is_quoted, dialect, columns) for line in full)


def _is_row(line: str, is_quoted: bool, dialect: Dialect, columns: Sequence[_Column]) -> bool:
    cells = _parse(line, dialect) if dialect.delimiter in line else None
    if cells is None or len(cells) != dialect.width:
        return False
    # The end of a cell of the first column is no row, though as many cells follow it.
    if QUOTE in cells[0] or f"{dialect.delimiter} " in line.partition(QUOTE)[0]:
        return False
    # Nor does a row begin without a quote where the one above it begins with one.
    if is_quoted and not line.startswith(QUOTE):
        return False
    shapes = columns[0].shapes
    is_first_like = _shape(cells[0]) in shapes if shapes else bool(cells[0])
    return is_first_like and all(
        not cell or not column.kinds or _is_number(cell) in column.kinds
        for cell, column in zip(cells, columns, strict=True)
    )


def _shape(cell: str) -> str:
    """Runs of letters, digits and other signs: "R010-b" is "A9-A"."""
    letters = re.sub(r"[^\W\d_]+", "A", cell[:SHAPED])
    return re.sub(r"\d+", "9", letters)


def _is_number(cell: str) -> bool:
    return NUMBER.fullmatch(cell) is not None


def _checked(number: int, text: str, cells: list[str]) -> Row:
    if FAULTS.search(text):
        whole = [FAULTS.sub("\ufffd", cell) for cell in cells]
        return Row(number, whole, ("row_encoding", {"line": number}))
    return Row(number, cells)
