"""Which column of a shop's CSV holds which field, and in which form?

A mapping is a TOML file, one table per field. A second shop needs a new file
and no code; data/catalogs/ holds examples.
"""

import json
import re
import tomllib
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from etl.config import InputError
from etl.messages import message

FIELDS = ("id", "name", "description", "category", "brand", "price", "image")
REQUIRED = ("id", "name", "category")
KEYS: Mapping[str, type] = {
    "column": str,
    "pattern": str,
    "separator": str,
    "json_list": bool,
    "drop_own_name": bool,
}


@dataclass(frozen=True)
class Column:
    """Where a field stands and how its cell is read.

    The steps apply in this order, each where wanted: `json_list`, `pattern`,
    `separator`.
    """

    column: str
    pattern: re.Pattern[str] | None = None
    separator: str | None = None
    json_list: bool = False
    drop_own_name: bool = False

    def values(self, cell: str) -> list[str]:
        """Split a cell into its values, trimmed, without empty ones.

        Parameters
        ----------
        cell : str
            As it stands in the CSV.

        Returns
        -------
        list of str
            For a JSON list with a separator, the first item's parts: a product
            listed in several places counts at the first.

        Raises
        ------
        ValueError
            If `json_list` is set and the cell is not a JSON list of texts.

        Examples
        --------
        >>> tags = Column("c", pattern=re.compile("category:([^|]+)"))
        >>> tags.values("category:A|category:B|brand:X")
        ['A', 'B']
        >>> Column("c", json_list=True, separator=">>").values('["A >> B"]')
        ['A', 'B']
        """
        items = [cell]
        if self.json_list and cell.strip():
            items = _json_texts(cell)
        if self.pattern is not None:
            # A group that took no part in its match gives None.
            items = [found[1] or "" for item in items for found in self.pattern.finditer(item)]
        if self.separator is not None:
            if self.json_list:
                items = items[:1]
            items = [part for item in items for part in item.split(self.separator)]
        return [" ".join(item.split()) for item in items if item.strip()]


def load_mapping(path: Path) -> dict[str, Column]:
    """Read a mapping file.

    Parameters
    ----------
    path : Path
        A TOML file.

    Returns
    -------
    dict of str to Column
        The fields that the file names, in the order of `FIELDS`.

    Raises
    ------
    InputError
        If the file is missing, not TOML, or says something unknown.
    """
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise InputError(message("mapping_not_found", path=path)) from None
    except OSError as error:
        raise InputError(message("mapping_invalid", path=path, detail=error.strerror)) from None
    except (ValueError, RecursionError) as error:  # not TOML, not text, numbers or depth beyond all
        raise InputError(message("mapping_invalid", path=path, detail=error)) from None
    try:
        return _columns(tables)
    except InputError as error:
        raise InputError(message("mapping_invalid", path=path, detail=error)) from None


def _columns(tables: Mapping[str, object]) -> dict[str, Column]:
    for name in tables:
        if name not in FIELDS:
            raise InputError(message("mapping_unknown_field", field=name, fields=", ".join(FIELDS)))
    for name in REQUIRED:
        if name not in tables:
            raise InputError(message("mapping_field_missing", field=name))
    return {name: _column(name, tables[name]) for name in FIELDS if name in tables}


def _column(field: str, table: object) -> Column:
    if not isinstance(table, dict) or "column" not in table:
        raise InputError(message("mapping_no_column", field=field))
    for key, value in table.items():
        if key not in KEYS:
            raise InputError(
                message("mapping_unknown_key", field=field, key=key, keys=", ".join(KEYS))
            )
        if not isinstance(value, KEYS[key]):
            raise InputError(
                message("mapping_wrong_type", field=field, key=key, type=KEYS[key].__name__)
            )
    return Column(
        column=table["column"].strip(),
        pattern=_pattern(field, table.get("pattern")),
        separator=table.get("separator") or None,
        json_list=table.get("json_list", False),
        drop_own_name=table.get("drop_own_name", False),
    )


def _pattern(field: str, text: str | None) -> re.Pattern[str] | None:
    if text is None:
        return None
    try:
        with warnings.catch_warnings(action="ignore"):  # of forms that may change their meaning
            pattern = re.compile(text)
    except (re.error, OverflowError, RecursionError):
        pattern = None
    if pattern is None or pattern.groups < 1:
        raise InputError(message("mapping_bad_pattern", field=field, pattern=text))
    return pattern


def _json_texts(cell: str) -> list[str]:
    try:
        values = json.loads(cell)
    except RecursionError:
        values = None
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise ValueError("not a JSON list of texts")
    "".join(values).encode()  # JSON can spell half a character, which no file can hold
    return values
