"""JSON, JSON lines and Parquet: records whose keys are the columns, values as the text of cells."""

import contextlib
import io
import json
from collections.abc import Iterator, Mapping

import duckdb

from etl.config import InputError
from etl.messages import message
from etl.reading.forms import Source
from etl.reading.rows import Fault, Row, cell_text

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
    n_lines = 0
    for number, found in _json_lines(source, encoding):
        if found is None and number == 1:
            break
        n_lines += 1
        header.update(dict.fromkeys(found or ()))
    if n_lines > 1:
        yield Row(1, [*header])
        for number, found in _json_lines(source, encoding):
            fault: Fault | None = None if found is not None else ("row_json", {"line": number})
            yield Row(number, _cells(header, found or {}), fault)
        return
    objects = [_flat(entry) for entry in _json_objects(source, encoding)]
    header = dict.fromkeys(key for entry in objects for key in entry)
    yield Row(1, [*header])
    for number, entry in enumerate(objects, start=1):
        yield Row(number, _cells(header, entry))


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
    with source.open() as stream, io.TextIOWrapper(stream, encoding, "replace") as text:
        for number, line in enumerate(text, start=1):
            if line.strip():
                try:
                    entry = json.loads(line)
                except (ValueError, RecursionError):
                    entry = None
                yield number, _flat(entry) if isinstance(entry, dict) else None


def _json_objects(source: Source, encoding: str) -> list[dict[str, object]]:
    with source.open() as stream:
        content = stream.read(LARGEST_DOCUMENT)
    try:
        document = json.loads(content.decode(encoding, "replace"))
    except (ValueError, RecursionError) as error:
        raise InputError(message("catalog_json", path=source.path, detail=error)) from None
    objects = max(_lists_of_objects(document), key=len, default=[])
    if not objects:
        raise InputError(message("catalog_json_no_list", path=source.path))
    return objects


def _lists_of_objects(document: object) -> Iterator[list[dict[str, object]]]:
    """Every list of objects that does not stand within another list."""
    if isinstance(document, dict):
        for value in document.values():
            yield from _lists_of_objects(value)
    elif isinstance(document, list) and all(isinstance(entry, dict) for entry in document):
        yield document


def _flat(entry: Mapping[str, object], before: str = "") -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in entry.items():
        if isinstance(value, dict) and value:
            found |= _flat(value, f"{before}{key}.")
        else:
            found[f"{before}{key}"] = value
    return found


def _cells(header: Mapping[str, None], entry: Mapping[str, object]) -> list[str]:
    return [cell_text(entry.get(key)) for key in header]
