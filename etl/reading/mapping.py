"""Mapping of a shop's columns to the fields of a product: a TOML file, one table a field.

A second shop needs a new file and no code; data/catalogs/ holds examples.
"""

import json
import re
import tomllib
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from etl.config import InputError
from etl.messages import message
from etl.reading.plain_text import one_line, plain_text, tidy
from etl.reading.table import FileOptions

FIELDS = ("id", "name", "description", "category", "brand", "price", "image", "parent", "seller")
REQUIRED = ("id", "name", "category")
FILE = "file"

FIRST, DEEPEST, LAST = "first", "deepest", "last"
WHICH = (FIRST, DEEPEST, LAST)
DECIMALS = (",", ".")

KEYS: Mapping[str, type] = {
    "column": str,
    "columns": list,
    "json_list": bool,
    "pattern": str,
    "list_separator": str,
    "separator": str,
    "which": str,
    "drop_own_name": bool,
    "decimal": str,
}
FILE_KEYS = ("encoding", "delimiter", "sheet")
# Keys that one field alone has a use for.
ONLY_FOR = {"decimal": "price", "which": "category", "drop_own_name": "category"}
# What a value must be, in words.
TYPES = {str: "type_text", bool: "type_bool", list: "type_list"}
CHOICES = {"which": WHICH, "decimal": DECIMALS}


@dataclass(frozen=True)
class Column:
    """Where a field stands and how its cells are read.

    The steps apply in this order, each where wanted: `json_list`, `pattern`, `list_separator`,
    `separator`, `which`.

    Attributes
    ----------
    columns : tuple of str
        Of a category, each holds a level; of another field, the first that is not empty counts.
    json_list : bool
        Whether a cell is a JSON list of texts.
    pattern : re.Pattern or None
        Group 1 of every match counts.
    list_separator : str or None
        What parts the values of a cell that holds several.
    separator : str or None
        What parts the levels of a category.
    which : str
        Of several paths: `FIRST`, `DEEPEST` (the first of them) or `LAST`.
    drop_own_name : bool
        Whether a last level that is the product's own name is none.
    decimal : str or None
        The decimal sign of prices.
    """

    columns: tuple[str, ...]
    pattern: re.Pattern[str] | None = None
    list_separator: str | None = None
    separator: str | None = None
    json_list: bool = False
    drop_own_name: bool = False
    which: str = DEEPEST
    decimal: str | None = None

    @property
    def is_plain(self) -> bool:
        """Whether cells are read as they stand."""
        return not (self.json_list or self.pattern or self.list_separator or self.separator)

    def values(self, cells: Sequence[str]) -> list[str]:
        """Every value of a field's cells, trimmed, without empty ones.

        Parameters
        ----------
        cells : sequence of str
            One a column, as they stand in the file.

        Returns
        -------
        list of str

        Raises
        ------
        ValueError
            If `json_list` is set and a cell is not a JSON list of texts.

        Examples
        --------
        >>> tags = Column(("c",), pattern=re.compile("category:([^|]+)"))
        >>> tags.values(["category:A|category:B|brand:X"])
        ['A', 'B']
        """
        items = [item for cell in cells for item in self._items(cell)]
        if self.separator is not None:
            items = [part for item in items for part in _split(item, self.separator)]
        return [value for item in items if (value := tidy(item))]

    def paths(self, cells: Sequence[str]) -> list[tuple[str, ...]]:
        r"""Every path of a category's cells; an empty level is "".

        Parameters
        ----------
        cells : sequence of str

        Returns
        -------
        list of tuple of str
            Empty levels at the end are left out, and so are paths without a level.

        Raises
        ------
        ValueError
            If `json_list` is set and a cell is not a JSON list of texts.

        Examples
        --------
        >>> Column(("c",), list_separator=",", separator=">").paths([r"A > B, Sets\, boxes"])
        [('A', 'B'), ('Sets, boxes',)]
        >>> Column(("l1", "l2", "l3")).paths(["A", "", "C"])
        [('A', '', 'C')]
        """
        items = [[_decoded(item) for item in self._items(cell)] for cell in cells]
        if len(self.columns) > 1:
            paths = [[level for values in items for level in self._levels((values or [""])[0])]]
        elif self.separator is not None:
            paths = [self._levels(item) for item in items[0]]
        elif self.list_separator is not None:
            paths = [[item] for item in items[0]]
        else:  # several values are the levels of one path
            paths = items
        return [path for parts in paths if (path := _without_empty_end(map(one_line, parts)))]

    def choose(self, paths: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
        """The path that counts, of those at which a product is listed.

        Of a JSON list, whose order is the shop's, the first place counts unless `which` says
        otherwise, and there the deepest listing.

        Examples
        --------
        >>> Column(("c",)).choose([("A",), ("A", "B"), ("New", "Now", "Here")])
        ('New', 'Now', 'Here')
        >>> Column(("c",), which=FIRST).choose([("A",), ("A", "B"), ("New", "Now", "Here")])
        ('A', 'B')
        """
        if not paths:
            return ()
        if self.which == LAST:
            return paths[-1]
        first = paths[0]
        if self.which == FIRST:
            paths = [path for path in paths if path[: len(first)] == first]
        return max(paths, key=len)

    def _levels(self, item: str) -> list[str]:
        return [item] if self.separator is None else _split(item, self.separator)

    def _items(self, cell: str) -> list[str]:
        items = [cell]
        if self.json_list and cell.strip():
            items = _json_texts(cell)
        if self.pattern is not None:
            # A group that took no part in its match gives None.
            items = [match[1] or "" for item in items for match in self.pattern.finditer(item)]
        if self.list_separator is not None:
            items = [part for item in items for part in _split(item, self.list_separator)]
        return [item for item in items if item.strip()]


@dataclass(frozen=True)
class CatalogueMapping:
    """Columns of the fields, what is said of the file, and the text of both."""

    columns: dict[str, Column]
    file: FileOptions = field(default_factory=FileOptions)
    text: str = ""

    @property
    def column_names(self) -> set[str]:
        """Every column that is named."""
        return {name for column in self.columns.values() for name in column.columns}


def load_mapping(path: Path) -> CatalogueMapping:
    """Read a mapping file.

    Parameters
    ----------
    path : Path
        A TOML file.

    Returns
    -------
    CatalogueMapping
        The fields that the file names, in the order of `FIELDS`.

    Raises
    ------
    InputError
        If the file is missing, not TOML, or says something unknown.
    """
    try:
        return parse_mapping(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise InputError(message("mapping_not_found", path=path)) from None
    except OSError as error:
        raise InputError(message("mapping_invalid", path=path, detail=error.strerror)) from None
    except (
        ValueError,
        RecursionError,
        InputError,
    ) as error:  # not TOML, not text, beyond all depth
        raise InputError(message("mapping_invalid", path=path, detail=error)) from None


def parse_mapping(text: str) -> CatalogueMapping:
    """Read a mapping from its text.

    Raises
    ------
    InputError
        If it says something unknown.
    ValueError, RecursionError
        If it is not TOML.
    """
    tables = tomllib.loads(text)
    for name in tables:
        if name not in (*FIELDS, FILE):
            fields = ", ".join((*FIELDS, FILE))
            raise InputError(message("mapping_unknown_field", field=name, fields=fields))
    for name in REQUIRED:
        if name not in tables:
            raise InputError(message("mapping_field_missing", field=name))
    columns = {name: _column(name, tables[name]) for name in FIELDS if name in tables}
    return CatalogueMapping(columns, _file(tables.get(FILE, {})), text)


def _column(name: str, table: object) -> Column:
    if not isinstance(table, dict) or not ("column" in table or "columns" in table):
        raise InputError(message("mapping_no_column", field=name))
    for key, value in table.items():
        if key not in KEYS:
            raise InputError(
                message("mapping_unknown_key", field=name, key=key, keys=", ".join(KEYS))
            )
        if not isinstance(value, KEYS[key]):
            raise InputError(
                message("mapping_wrong_type", field=name, key=key, type=message(TYPES[KEYS[key]]))
            )
        if name != ONLY_FOR.get(key, name):
            raise InputError(message("mapping_other_field", field=name, key=key, of=ONLY_FOR[key]))
        if value not in CHOICES.get(key, (value,)):
            raise InputError(
                message("mapping_choice", field=name, key=key, choices=", ".join(CHOICES[key]))
            )
    columns = table.get("columns", [table.get("column")])
    if "column" in table and "columns" in table:
        raise InputError(message("mapping_column_and_columns", field=name))
    if not columns or not all(isinstance(column, str) for column in columns):
        raise InputError(
            message("mapping_wrong_type", field=name, key="columns", type=message("type_list"))
        )
    is_json_list = table.get("json_list", False)
    return Column(
        columns=tuple(tidy(column) for column in columns),
        pattern=_pattern(name, table.get("pattern")),
        list_separator=table.get("list_separator") or None,
        separator=table.get("separator") or None,
        json_list=is_json_list,
        drop_own_name=table.get("drop_own_name", False),
        which=table.get("which", FIRST if is_json_list else DEEPEST),
        decimal=table.get("decimal"),
    )


def _file(table: object) -> FileOptions:
    if not isinstance(table, dict) or any(not isinstance(value, str) for value in table.values()):
        raise InputError(
            message("mapping_wrong_type", field=FILE, key="*", type=message("type_text"))
        )
    for key in table:
        if key not in FILE_KEYS:
            raise InputError(
                message("mapping_unknown_key", field=FILE, key=key, keys=", ".join(FILE_KEYS))
            )
    options = FileOptions(**table)
    if options.delimiter is not None and len(options.delimiter) != 1:
        raise InputError(message("mapping_delimiter"))
    if options.encoding is not None:
        try:
            "".encode(options.encoding)  # some codecs are of no text: "hex"
        except (LookupError, ValueError):
            raise InputError(message("mapping_encoding", encoding=options.encoding)) from None
    return options


def _pattern(name: str, text: str | None) -> re.Pattern[str] | None:
    if text is None:
        return None
    try:
        with warnings.catch_warnings(action="ignore"):  # of forms that may change their meaning
            pattern = re.compile(text)
    except (re.error, OverflowError, RecursionError):
        pattern = None
    if pattern is None or pattern.groups < 1:
        raise InputError(message("mapping_bad_pattern", field=name, pattern=text))
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


def _decoded(item: str) -> str:
    """Without entities, since "&gt;" is a separator too."""
    return plain_text(item) if "&" in item else item


def _split(text: str, separator: str) -> list[str]:
    """Cut a text, but not where a backslash stands before the separator."""
    if f"\\{separator}" not in text:
        return text.split(separator)
    parts = re.split(rf"(?<!\\){re.escape(separator)}", text)
    return [part.replace(f"\\{separator}", separator) for part in parts]


def _without_empty_end(parts: "map[str]") -> tuple[str, ...]:
    path = list(parts)
    while path and not path[-1]:
        path.pop()
    return tuple(path)
