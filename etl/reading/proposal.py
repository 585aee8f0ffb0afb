"""Proposed mapping of a file: by the names of its columns and by what stands in them.

Names are those that shops give in several languages, and those of the exports of Shopify,
WooCommerce, PrestaShop, Magento, Open Food Facts and Google Merchant.
"""

import ast
import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from etl.config import InputError
from etl.messages import message
from etl.reading import prices
from etl.reading.mapping import REQUIRED
from etl.reading.plain_text import plain_text
from etl.reading.spelling import folded

_KNOWN = tomllib.loads(Path(__file__).with_name("column_names.toml").read_text(encoding="utf-8"))
SUB_LEVELS: Sequence[Sequence[str]] = _KNOWN.pop("levels")
NAMES: Mapping[str, Sequence[str]] = _KNOWN

LEVELS = re.compile(
    r"(?:niveau|level|lvl|l|cat|category|categorie|categoria|kategorie|rayon|famille|nivel|livello"
    r"|ebene|poziom|category level|niveau categorie|categorie niveau|cat level) ?(\d)"
)
# What Magento and WooCommerce call a type is how a product is sold.
SALE_TYPES = frozenset((
    "simple", "configurable", "virtual", "bundle", "grouped", "downloadable", "variable",
    "variation", "external",
))  # fmt: skip
# Signs that part levels wherever they stand, the longer first; and signs that names hold too.
SEPARATORS = (">>>", ">>", "=>", "->", ">", "»", "›", "→", "|||", "||", "::", "|", "\\")
WEAK_SEPARATORS = ("/", ";", " - ", " – ", ",")
LIST_SEPARATORS = ("|||", "\n", "|", ";", ",")
PICTURE = re.compile(r"\.(?:jpe?g|png|webp|gif|bmp|tiff?|avif)(?:$|[?#])", re.IGNORECASE)
URL = re.compile(r"https?://", re.IGNORECASE)
# Share of the cells that settles what a column holds.
MOST = 0.7
# So few paths may all begin differently.
FEW = 12


@dataclass(frozen=True)
class ColumnProfile:
    """A column of the file, and the cells of it that are not empty.

    Attributes
    ----------
    name : str
        As in the header.
    cells : list of str
        Not empty, trimmed.
    n : int
        Rows looked at.
    """

    name: str
    cells: list[str]
    n: int

    @property
    def key(self) -> str:
        """Its name as `NAMES` has it: without case, accents, signs and what is in brackets."""
        bare = re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", self.name)
        spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", bare)  # productName
        return " ".join(re.findall(r"[^\W_]+", folded(re.sub(r"^g:", "", spaced))))

    def share(self, pattern: re.Pattern[str]) -> float:
        """Share of the cells in which a pattern is found."""
        return sum(bool(pattern.search(cell)) for cell in self.cells) / max(len(self.cells), 1)

    @property
    def n_distinct(self) -> int:
        """Number of different cells."""
        return len(set(self.cells))


def profile(header: Sequence[str], rows: Sequence[Sequence[str]]) -> list[ColumnProfile]:
    """Look at each column of some rows."""
    return [
        ColumnProfile(
            name,
            [
                cell
                for row in rows
                if column_index < len(row) and (cell := row[column_index].strip())
            ],
            len(rows),
        )
        for column_index, name in enumerate(header)
        if name
    ]


def propose(columns: Sequence[ColumnProfile]) -> dict[str, dict[str, object]]:
    """Propose which column holds which field, and in which form.

    Parameters
    ----------
    columns : sequence of ColumnProfile

    Returns
    -------
    dict of str to dict
        The tables of a mapping file. A field for which no column fits is left out.

    Examples
    --------
    >>> header, rows = ["Ref", "Libellé", "Rayon"], [["1", "Mug", "A > B"], ["2", "Bol", "A > C"]]
    >>> propose(profile(header, rows))["category"]
    {'column': 'Rayon', 'separator': '>'}
    """
    counts: dict[str, int] = {}
    for column in columns:
        counts[column.name] = counts.get(column.name, 0) + 1
    free = [column for column in columns if counts[column.name] == 1]  # of two, none can be named
    proposal: dict[str, dict[str, object]] = {}
    for field in (
        "parent",
        "image",
        "price",
        "brand",
        "seller",
        "category",
        "description",
        "name",
        "id",
    ):
        chosen = _of_field(field, free)
        if chosen:
            proposal[field] = _table(field, chosen)
            free = [column for column in free if column not in chosen]
    if "name" not in proposal and (texts := [c for c in free if _is_text(c)]):
        proposal["name"] = {"column": max(texts, key=lambda column: column.n_distinct).name}
    return {field: proposal[field] for field in NAMES if field in proposal}


def missing_fields(proposal: Mapping[str, object]) -> list[str]:
    """Required fields that no column was found for."""
    return [field for field in REQUIRED if field not in proposal]


def as_toml(tables: Mapping[str, Mapping[str, object]]) -> str:
    """Write a mapping file."""
    blocks = []
    for field, table in tables.items():
        lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in table.items()]
        blocks.append("\n".join([f"[{field}]", *lines]))
    return "\n\n".join(blocks) + "\n"


def refuse_incomplete(path: object, proposal: Mapping[str, object], header: Sequence[str]) -> None:
    """Refuse a proposal without a required field.

    Raises
    ------
    InputError
    """
    if missing := missing_fields(proposal):
        twice = next((name for name in header if name and header.count(name) > 1), None)
        code = "proposal_incomplete" if twice is None else "proposal_twice"
        if len(header) == 1:
            code = "proposal_one_column"
        names = ", ".join(name[:60] for name in header[:50] if name)
        raise InputError(
            message(code, path=path, fields=", ".join(missing), columns=names, twice=twice)
        )


def _of_field(field: str, columns: Sequence[ColumnProfile]) -> list[ColumnProfile]:
    """The columns of a field: of a category, one a level; of an id, the next where one is empty."""
    if field == "category" and (levels := _levels(columns)):
        return levels
    named = sorted(
        (NAMES[field].index(column.key), column_index)
        for column_index, column in enumerate(columns)
        if column.key in NAMES[field] and _may_hold(field, column)
    )
    fitting = [columns[column_index] for _, column_index in named]
    if not fitting and field in ("id", "name"):  # whatever it holds, it says that it is it
        fitting = [column for column in columns if column.key in NAMES[field] and column.cells][:1]
    if not fitting:
        return []
    if field == "id":
        first = max(fitting, key=lambda column: round(len(column.cells) / max(column.n, 1), 2))
        # A key that is empty here and there is completed: WooCommerce's SKU by its ID.
        best = fitting[0]
        if first is not best and len(best.cells) >= len(first.cells) / 3:
            return [best, first]
        return [first]
    if field == "image":
        return [max(fitting, key=lambda column: (_holds_pictures(column), -fitting.index(column)))]
    # The surest name of those that are filled.
    if field == "category":  # one value for all tells nothing
        fitting = [column for column in fitting if column.n_distinct > 1] or fitting
    filled = max(len(column.cells) for column in fitting)
    return [next(column for column in fitting if len(column.cells) >= filled / 2)]


def _levels(columns: Sequence[ColumnProfile]) -> list[ColumnProfile]:
    numbered = sorted(
        (int(match[1]), column_index)
        for column_index, column in enumerate(columns)
        if (match := LEVELS.fullmatch(column.key)) and column.cells
    )
    if len(numbered) > 1:
        return [columns[column_index] for _, column_index in numbered]
    keys = {column.key: column for column in columns if column.cells}
    chains = [[keys[name] for name in chain if name in keys] for chain in SUB_LEVELS]
    best = max(chains, key=len)
    return best if len(best) > 1 else []


def _may_hold(field: str, column: ColumnProfile) -> bool:
    """Whether what stands in a column can be that field."""
    cells = column.cells
    if not cells:
        return False
    if field == "id":
        return column.n_distinct > len(cells) / 10
    if field == "price":
        read = prices.read_prices(cells)
        return sum(problem != prices.UNREADABLE for _, problem in read) > len(cells) / 2
    if field == "category":
        kinds = {cell.casefold() for cell in cells}
        is_number = column.share(re.compile(r"^\d+$")) > MOST
        is_prose = sum(map(len, cells)) / len(cells) > 400
        return not kinds <= SALE_TYPES and not is_number and not is_prose
    if field == "seller":  # one seller for all tells nothing
        return column.n_distinct > 1
    if field == "name":
        return _is_text(column)
    if field == "image":
        return _holds_pictures(column) > 0 or column.n_distinct > 1
    return True


def _is_text(column: ColumnProfile) -> bool:
    return column.share(re.compile(r"[^\W\d_]")) > MOST and not column.share(URL) > MOST


def _holds_pictures(column: ColumnProfile) -> float:
    return max(column.share(PICTURE), column.share(URL) / 2)


def _table(field: str, columns: Sequence[ColumnProfile]) -> dict[str, object]:
    names = [column.name for column in columns]
    table: dict[str, object] = {"columns": names} if len(names) > 1 else {"column": names[0]}
    cells = columns[0].cells
    if field == "parent":
        return table | {"pattern": "^(?:id:)?(.+)$"}
    if field not in ("category", "image") or (field == "category" and len(columns) > 1):
        return table
    form = _form(cells)
    if field == "image":
        return table | (form or _list_of(cells, PICTURE))
    texts = _values(cells, form) if form else [plain_text(cell) for cell in cells]
    separator = _separator(texts)
    if form:
        return table | form | ({"separator": separator} if separator else {})
    parted = _parted_by(texts, separator)
    if parted is not None:
        table |= {"list_separator": parted, "which": "deepest"}
        separator = separator or _separator([part for text in texts for part in text.split(parted)])
    return table | ({"separator": separator} if separator else {})


def _parted_by(texts: Sequence[str], separator: str | None) -> str | None:
    """What parts several paths in a cell, as in "A > B, A"; None where a cell is one path."""
    for sign in LIST_SEPARATORS:
        several = [text for text in texts if sign in text]
        if sign == separator or not several:
            continue
        if sign == "\n" or (
            separator
            and sum(_are_paths(text, sign, separator) for text in several) > len(several) / 2
        ):
            return sign
    return None


def _are_paths(text: str, sign: str, separator: str) -> bool:
    """Whether more than one part is a path, or one is the beginning of another."""
    parts = [part.strip() for part in text.split(sign)]
    paths = [part for part in parts if separator in part]
    return len(paths) > 1 or any(
        path.startswith(part) for path in paths for part in parts if part != path
    )


def _form(cells: Sequence[str]) -> dict[str, object]:
    """Whether cells are JSON lists, lists as Python writes them, or lists of objects."""
    looked = [cell for cell in cells[:200] if cell[0] in "[({" and cell[-1] in "])}"]
    if len(looked) < MOST * len(cells[:200]):
        return {}
    values = [_parsed(cell) for cell in looked]
    texts = sum(_is_list_of(value, str) for value in values)
    objects = sum(_is_list_of(value, dict) for value in values)
    if texts > MOST * len(looked):
        is_json = sum(_is_json(cell) for cell in looked) > MOST * len(looked)
        return {"json_list": True} if is_json else {"pattern": "['\"](.+?)['\"](?=\\s*[,\\])}])"}
    if objects > MOST * len(looked):  # of several objects, the first counts
        return {"pattern": '^\\[\\s*\\{[^{}]*?"(?:src|url|link|path|name|title)": *"([^"]+)"'}
    if not any(values):  # as PostgreSQL writes them
        return {"pattern": "[{,]([^,{}]+)"}
    return {}


def _parsed(cell: str) -> object:
    """A list as JSON or as Python writes it; None of anything else."""
    try:
        return json.loads(cell)
    except ValueError:
        try:
            return ast.literal_eval(cell)
        except (ValueError, SyntaxError, MemoryError, RecursionError):
            return None


def _is_list_of(value: object, kind: type) -> bool:
    return isinstance(value, list | tuple | set) and all(isinstance(item, kind) for item in value)


def _values(cells: Sequence[str], form: Mapping[str, object]) -> list[str]:
    if form.get("json_list"):
        lists = [json.loads(cell) for cell in cells if _is_json(cell)]
        return [str(item) for value in lists for item in value]
    pattern = re.compile(str(form["pattern"]))
    return [match[1] for cell in cells for match in pattern.finditer(cell)]


def _is_json(cell: str) -> bool:
    try:
        json.loads(cell)
    except ValueError:
        return False
    return True


def _separator(texts: Sequence[str]) -> str | None:
    """What parts the levels: a sign in many texts.

    A sign that names hold too ("TV/Audio") is one where paths begin alike, or where there are few
    and all hold it.
    """
    different = set(texts)
    for sign in SEPARATORS:
        if sum(sign in text for text in texts) > len(texts) / 4:
            return sign
    for sign in WEAK_SEPARATORS:
        paths = {text for text in different if sign in text}
        firsts = {path.split(sign)[0].strip() for path in paths}
        if len(paths) > len(different) / 4 and (
            2 * len(firsts) <= len(paths) or (len(different) < FEW and paths == different)
        ):
            return sign
    return None


def _list_of(cells: Sequence[str], kind: re.Pattern[str]) -> dict[str, object]:
    """What parts the values of cells that hold several of a kind."""
    for separator in LIST_SEPARATORS:
        several = [cell for cell in cells if separator in cell]
        parts = [part for cell in several for part in cell.split(separator) if part.strip()]
        if len(several) > len(cells) / 20 and sum(
            bool(kind.search(part.strip())) for part in parts
        ) > MOST * len(parts):
            return {"list_separator": separator}
    return {}
