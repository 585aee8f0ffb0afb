"""JSON, JSON lines and Parquet: records whose keys are the columns, values as the text of cells."""

import contextlib
import io
import json
from collections.abc import Iterator, Mapping

import duckdb

from etl.config import InputError
from etl.messages import message
from etl.reading.encoding import FAULTS, UTF_8
from etl.reading.forms import Source
from etl.reading.rows import Row, cell_text

# A document of one piece is held in memory; lines are not.
LARGEST_DOCUMENT = 2 * 2**30
BATCH = 1_000


def read_json(source: Source, encoding: str) -> Iterator[Row]:
    """Read JSON lines, a JSON list of objects, or a document that holds such a list.

    Parameters
    ----------
    source : Source
    encoding : str

    Returns
    -------
    iterator of Row
        The header first: all keys in the order in which they are met. Keys of objects within
        objects are joined by a point. For JSON lines, a line that is no object is a fault. Of a
        document that holds several lists of objects, the longest counts.

    Raises
    ------
    InputError
        If the document holds no list of objects.
    """
    header: dict[str, None] = {}
    lines = objects = 0
    for _, entry in _json_lines(source, encoding):
        lines += 1
        objects += entry is not None
        header.update(dict.fromkeys(entry or ()))
    if objects > 1 and objects >= lines / 2:
        yield Row(1, [*header])
        for number, entry in _json_lines(source, encoding):
            yield _row(number, header, entry)
        return
    entries = [
        _flat(entry) if isinstance(entry, dict) else None
        for entry in _json_objects(source, encoding)
    ]
    header = dict.fromkeys(key for entry in entries for key in entry or ())
    yield Row(1, [*header])
    for number, entry in enumerate(entries, start=1):
        yield _row(number, header, entry)


def read_parquet(source: Source) -> Iterator[Row]:
    """Read a Parquet file, the header first.

    Raises
    ------
    InputError
        If DuckDB cannot read it.
    """
    try:
        with contextlib.closing(duckdb.connect()) as connection:
            cursor = connection.execute("SELECT * FROM read_parquet(?)", [str(source.path)])
            yield Row(1, [column[0] for column in cursor.description or []])
            number = 0
            while batch := cursor.fetchmany(BATCH):
                for number, values in enumerate(batch, start=number + 1):  # noqa: B020
                    yield Row(number, [cell_text(value) for value in values])
    except duckdb.Error as error:
        detail = str(error).splitlines()[0]
        raise InputError(message("catalog_unreadable", path=source.path, detail=detail)) from None


def _json_lines(source: Source, encoding: str) -> Iterator[tuple[int, dict[str, object] | None]]:
    """Each line that is not blank, with its object; None where it holds none."""
    errors = "surrogateescape" if encoding in UTF_8 else "replace"
    with source.open() as stream, io.TextIOWrapper(stream, encoding, errors) as text:
        for number, line in enumerate(text, start=1):
            if line.strip():
                try:
                    entry = None if FAULTS.search(line) else json.loads(line)
                except (ValueError, RecursionError):
                    entry = None
                yield number, _flat(entry) if isinstance(entry, dict) else None


def _json_objects(source: Source, encoding: str) -> list[object]:
    """The records of a document; what is none of them is a fault of its own."""
    with source.open() as stream:
        content = stream.read(LARGEST_DOCUMENT)
    try:
        document = json.loads(content.decode(encoding))
    except UnicodeDecodeError:
        raise InputError(
            message("catalog_encoding_other", path=source.path, encoding=encoding)
        ) from None
    except (ValueError, RecursionError):
        raise InputError(message("catalog_json", path=source.path)) from None
    records = max(_lists_of_objects(document), key=len, default=[])
    if not records:
        raise InputError(message("catalog_json_no_list", path=source.path))
    return records


def _lists_of_objects(document: object) -> Iterator[list[object]]:
    """Every list of objects, or object of objects, that does not stand within another."""
    if isinstance(document, dict):
        values = list(document.values())
        if len(values) > 1 and all(isinstance(value, dict) for value in values):
            yield values
        else:
            for value in values:
                yield from _lists_of_objects(value)
    elif isinstance(document, list):
        objects = [entry for entry in document if isinstance(entry, dict)]
        if len(objects) < len(document) / 2 or not objects:
            return
        within = [list(_lists_of_objects(entry)) for entry in objects]
        # Pages, each with a list of its own and little else.
        if all(len(lists) == 1 for lists in within) and all(len(entry) < 4 for entry in objects):
            yield [entry for lists in within for entry in lists[0]]
        else:
            # The edges of a graph hold their object as "node".
            yield [
                entry.get("node", entry) if isinstance(entry, dict) else entry for entry in document
            ]


def _flat(entry: Mapping[str, object], before: str = "") -> dict[str, object]:
    cells: dict[str, object] = {}
    for key, value in entry.items():
        if isinstance(value, dict) and value:
            cells |= _flat(value, f"{before}{key}.")
        else:
            cells[f"{before}{key}"] = value
    return cells


def _row(number: int, header: Mapping[str, None], entry: Mapping[str, object] | None) -> Row:
    if entry is None:
        return Row(number, [], ("row_json", {"line": number}))
    return Row(number, [cell_text(entry.get(key)) for key in header])
