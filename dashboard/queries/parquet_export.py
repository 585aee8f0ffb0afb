"""Rows as a Parquet file: written by a database in memory, apart from the published one."""

import json
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import duckdb

TYPES: Mapping[str, str] = {
    "product_id": "VARCHAR",
    "name": "VARCHAR",
    "description": "VARCHAR",
    "category": "VARCHAR",
    "brand": "VARCHAR",
    "price": "DOUBLE",
}
"""Types of the columns; the others are clusters."""
CLUSTER = "INTEGER"
# The published file is opened without access to any other: it cannot write one.
_SETTINGS = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "memory_limit": "128MB",
    "threads": "1",
}


def parquet_of(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> bytes:
    """Write rows as a Parquet file.

    Parameters
    ----------
    columns : sequence of str
        Those of `TYPES`, and spaces.
    rows : iterable of mapping
        Other keys are left out.

    Returns
    -------
    bytes
    """
    types = {column: TYPES.get(column, CLUSTER) for column in columns}
    with (
        tempfile.TemporaryDirectory(prefix="export-") as folder,
        duckdb.connect(":memory:", config=dict(_SETTINGS)) as connection,
    ):
        lines, file = Path(folder, "rows.json"), Path(folder, "rows.parquet")
        with lines.open("w", encoding="utf-8") as stream:
            for row in rows:
                stream.write(json.dumps({column: row[column] for column in columns}) + "\n")
        connection.execute(
            f"COPY (SELECT * FROM read_json(?, format = 'newline_delimited', columns = {types!r})) "  # noqa: S608 - constants
            "TO ? (FORMAT parquet)",
            [str(lines), str(file)],
        )
        return file.read_bytes()
