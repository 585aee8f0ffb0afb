"""Products of a catalogue file, and the load report: what was set aside or warned of, and why."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from etl.config import InputError
from etl.messages import message
from etl.reading import prices
from etl.reading.category import SHOWN, category_path
from etl.reading.mapping import DEEPEST, FIRST, LAST, CatalogueMapping, Column
from etl.reading.photos import FOUND, PhotoFolder, shared_photos
from etl.reading.plain_text import one_line, plain_text, tidy
from etl.reading.rows import Fault, Row
from etl.reading.spelling import lookalikes, one_spelling
from etl.reading.table import open_table

SET_ASIDE, WARNING = "set_aside", "warning"

# A cell beyond this is a broken row: sellers' texts are long, but not 100,000 characters.
LONGEST_CELL = 100_000
# As much markup as is read to find that much text.
LONGEST_MARKUP = 20 * LONGEST_CELL
# An id is part of addresses, where a character may take nine, and servers take 4,000.
LONGEST_ID = 400
LONGEST_FILE_NAME = 255
IDENTITY = ("id", "name")  # without which a row is no product
# What is wrong with a field's cell, and with the row where it is one of these fields.
WITHOUT_WHICH = {"field_nul": "row_nul", "field_long": "row_long"}
MOST_COLUMNS = 50  # of a header that a sentence shows
# What databases and spreadsheets write for nothing.
NOTHING = frozenset((
    "NULL", "(null)", "<NULL>", "\\N", "N/A", "n/a", "#N/A", "NaN", "nan", "None", "nil",
    "-", "--", "–", "—", "(vide)", "(empty)", "(blank)", "(leer)", "(vacío)", "#REF!", "#VALUE!",
    "#NAME?",
))  # fmt: skip
# UTF-8 that was read as cp1252 and written again: é is Ã©, ’ is â€™.
TWICE_ENCODED = re.compile("[ÃÂ][\u00a0-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â€")
# Share of the texts in which it is found that makes it the file's fault, and not a product's.
TWICE_SHARE = 0.02
# Rows of variants between a product and the one that holds its category, at the most.
MOST_PARENTS = 5
# Which of several categories counts.
SEVERAL = {
    FIRST: "category_several_first",
    DEEPEST: "category_several_deepest",
    LAST: "category_several_last",
}
# Names of a group that a sentence shows.
SHOWN_NAMES = 5


@dataclass(frozen=True)
class Product:
    """One usable row of the catalogue."""

    row: int
    product_id: str
    name: str
    description: str | None
    brand: str | None
    price: float | None
    category_path: tuple[str, ...]
    image_file: str | None
    seller: str | None = None

    @property
    def text(self) -> str:
        """What the seller wrote: the name, then the description."""
        return f"{self.name}\n{self.description or ''}"


@dataclass(frozen=True)
class Finding:
    """One line of the load report; without a row, it is about the whole catalogue."""

    severity: str
    stage: str
    row: int | None
    product_id: str | None
    code: str
    reason: str
    line: int | None = None


@dataclass
class FieldFit:
    """How often a field of the mapping finds something in its cells.

    Attributes
    ----------
    filled : int
        Rows whose cells are not empty.
    fitted : int
        Rows of which a value was read.
    first_miss : str or None
        The first cell that is not empty, and of which nothing was read.
    """

    filled: int = 0
    fitted: int = 0
    first_miss: str | None = None


@dataclass(frozen=True)
class Catalogue:
    """The products in the order of the file, and what was found on the way.

    Attributes
    ----------
    rows_read : int
    products : list of Product
    findings : list of Finding
    about : dict of str to str
        What the file is, as `etl.reading.table.Table` says.
    fits : dict of str to FieldFit
        Of each field of the mapping.
    """

    rows_read: int
    products: list[Product]
    findings: list[Finding]
    about: dict[str, str]
    fits: dict[str, FieldFit]

    @property
    def set_aside(self) -> int:
        """Number of rows that are not products."""
        return self.rows_read - len(self.products)

    @property
    def commonest_reason(self) -> Finding | None:
        """The first row that was set aside for the reason that set most aside."""
        aside = [finding for finding in self.findings if finding.severity == SET_ASIDE]
        counts = Counter(finding.code for finding in aside)
        return next((one for one in aside if one.code == counts.most_common(1)[0][0]), None)


@dataclass(frozen=True)
class _Entry:
    """A product, and what is still to be read with the help of the other rows."""

    product: Product
    line: int
    price: str | None
    n_listings: int  # paths at which the product is listed
    problem: Fault | None  # of its category
    keys: tuple[str, ...]  # by which the rows of its variants name it
    parent: str | None


def read_catalogue(path: Path, mapping: CatalogueMapping) -> Catalogue:
    """Read a catalogue file, check each row, read its fields.

    Parameters
    ----------
    path : Path
        Of any form that `etl.reading.table.open_table` reads.
    mapping : CatalogueMapping

    Returns
    -------
    Catalogue
        `rows_read == len(products) + rows set aside`.

    Raises
    ------
    InputError
        If the file as a whole cannot be read, or is without a mapped column.
    """
    table = open_table(path, mapping.file, mapping.column_names)
    columns = mapping.columns
    reader = _Reader(columns, _column_places(path, table.header, columns))
    number = 0
    for number, row in enumerate(table.rows, start=1):
        if row.fault is None and [tidy(cell) for cell in row.cells] == table.header:
            row = Row(row.line, row.cells, ("row_header", {}))
        reader.read(number, row)
    entries = _with_parents(reader.entries)
    findings = reader.findings + [
        reader.warn(entry, entry.problem[0], **entry.problem[1])
        for entry in entries
        if entry.problem is not None
    ]
    spelled = one_spelling([entry.product.category_path for entry in entries])
    products = [
        replace(entry.product, category_path=category)
        for entry, category in zip(entries, spelled, strict=True)
    ]
    if (price := columns.get("price")) is not None:
        cells = [entry.price for entry in entries]
        products, price_findings = _with_prices(products, cells, price.decimal)
        findings += price_findings
    findings += _of_parents(entries) + _of_texts(products)
    listed_twice = sum(entry.n_listings > 1 for entry in entries)
    findings += _of_names(products, listed_twice, columns["category"].which)
    about = {**table.about, "header_line": str(table.line)}
    return Catalogue(number, products, findings, about, reader.fits)


def locate_photo(product: Product, photos: PhotoFolder) -> tuple[Path | None, Finding | None]:
    """Find a product's photo inside the photo folder.

    Parameters
    ----------
    product : Product
    photos : PhotoFolder

    Returns
    -------
    path : Path or None
        None where there is no photo to open.
    finding : Finding or None
        Why there is none.
    """
    if product.image_file is None:
        return None, warning("image", product, "image_not_named")
    path, status = photos.find(product.image_file)
    if status != FOUND:
        return None, warning("image", product, status, file=product.image_file[:LONGEST_FILE_NAME])
    return path, None


def shared_findings(
    products: Sequence[Product], contents: Sequence[bytes | None]
) -> dict[int, Finding]:
    """Say of which products the photo is that of others of other names: it is no evidence.

    Parameters
    ----------
    products : sequence of Product
    contents : sequence of bytes or None
        Hash of each photo; None where there is none.

    Returns
    -------
    dict of int to Finding
        By the place of the product.
    """
    shared = shared_photos([product.name for product in products], contents)
    return {
        row_index: warning(
            "image", products[row_index], "image_shared", file=products[row_index].image_file, n=n
        )
        for row_index, n in shared.items()
    }


def warning(stage: str, product: Product, code: str, **values: object) -> Finding:
    """One line of the load report about a product that is kept."""
    return Finding(WARNING, stage, product.row, product.product_id, code, message(code, **values))


def general_warning(stage: str, code: str, **values: object) -> Finding:
    """One line of the load report about the whole catalogue."""
    return Finding(WARNING, stage, None, None, code, message(code, **values))


class _Reader:
    """Reads row after row, and keeps what was found on the way.

    Parameters
    ----------
    columns : mapping of str to Column
        Of each field.
    column_indexes : mapping of str to sequence of int
        Indices of the columns of each field.
    """

    def __init__(
        self, columns: Mapping[str, Column], column_indexes: Mapping[str, Sequence[int]]
    ) -> None:
        self.entries: list[_Entry] = []
        self.findings: list[Finding] = []
        self.fits = {field: FieldFit() for field in columns}
        self._columns = columns
        self._column_indexes = column_indexes
        self._first_rows: dict[str, int] = {}

    def read(self, number: int, row: Row) -> None:
        """Read a row: it becomes a product, or a line of the report says why not."""
        if row.fault is not None:
            self._set_aside(number, row, None, row.fault)
            return
        faults: list[Fault] = []
        cells = {field: self._cells(field, row, faults) for field in self._columns}
        for field in IDENTITY:
            if cells[field] is None:
                code, values = faults[0]
                self._set_aside(number, row, None, (WITHOUT_WHICH[code], values))
                return
        product_id = self._first("id", cells, faults, tidy)
        fault = self._fault_of_id(product_id)
        if fault is not None or product_id is None:
            self._set_aside(number, row, product_id, fault or ("id_empty", {}))
            return
        name = self._first("name", cells, faults, one_line)
        parent = self._first("parent", cells, faults, tidy)
        if name is None:
            self._set_aside(number, row, product_id, ("name_empty", {}))
            return
        path, listed, problem = category_path(
            cells["category"] or [""], self._columns["category"], name
        )
        is_empty = self._columns["category"].json_list and problem == ("category_missing", {})
        if not is_empty:  # "[]" is a list that says nothing, and fits
            self._count("category", cells, is_read=bool(path))
        product = Product(
            row=number,
            product_id=product_id,
            name=name,
            description=self._description(cells, faults),
            brand=self._first("brand", cells, faults, one_line),
            price=None,
            category_path=path,
            image_file=self._first("image", cells, faults, tidy),
            seller=self._first("seller", cells, faults, one_line),
        )
        self.entries.append(
            _Entry(
                product,
                row.line,
                price=self._first("price", cells, faults, tidy),
                n_listings=listed,
                # A cell that was too long has its warning.
                problem=None if cells["category"] is None else problem,
                keys=(product_id, *map(tidy, cells["id"] or ())),
                parent=parent,
            )
        )
        self._first_rows[product_id] = number
        self.findings += [self.warn(self.entries[-1], code, **values) for code, values in faults]

    def warn(self, entry: _Entry, code: str, **values: object) -> Finding:
        """One line of the report about a product, with the line of its row."""
        return replace(warning("extract", entry.product, code, **values), line=entry.line)

    def _set_aside(self, number: int, row: Row, product_id: str | None, fault: Fault) -> None:
        code, values = fault
        shown = None if product_id is None else product_id[:LONGEST_ID]
        self.findings.append(
            Finding(SET_ASIDE, "extract", number, shown, code, message(code, **values), row.line)
        )

    def _cells(self, field: str, row: Row, faults: list[Fault]) -> list[str] | None:
        """Cells of a field; None, and a fault, where they cannot be read."""
        cells = [row.cells[index] for index in self._column_indexes[field]]
        if field != "id":
            cells = ["" if cell.strip() in NOTHING else cell for cell in cells]
        if any("\0" in cell for cell in cells):
            faults.append(("field_nul", {"field": field}))
            return None
        most = LONGEST_MARKUP if field == "description" else LONGEST_CELL
        longest = max(map(len, cells))
        if longest > most:
            faults.append(("field_long", {"field": field, "length": longest, "most": most}))
            return None
        return cells

    def _fault_of_id(self, product_id: str | None) -> Fault | None:
        if product_id is None:
            return None
        if len(product_id) > LONGEST_ID:
            return ("id_long", {"id": product_id[:SHOWN], "most": LONGEST_ID})
        if product_id in self._first_rows:
            return ("id_duplicate", {"first": self._first_rows[product_id]})
        return None

    def _first(
        self,
        field: str,
        cells: Mapping[str, list[str] | None],
        faults: list[Fault],
        clean: Callable[[str], str],
    ) -> str | None:
        """First value of a field; None where there is none."""
        if (cells_here := cells.get(field)) is None:
            return None
        try:
            values = self._columns[field].values(cells_here)
        except ValueError:
            faults.append(
                ("field_unreadable", {"field": field, "value": " ".join(cells_here)[:SHOWN]})
            )
            values = []
        value = next((text for candidate in values if (text := clean(candidate))), None)
        self._count(field, cells, is_read=value is not None)
        return value

    def _description(
        self, cells: Mapping[str, list[str] | None], faults: list[Fault]
    ) -> str | None:
        """The description with its line breaks, as a person wants to read it again."""
        if (own := cells.get("description")) is None:
            return None
        column = self._columns["description"]
        try:
            texts = own if column.is_plain else column.values(own)
        except ValueError:
            texts = own
        text = "\n".join(plain for cell in texts if (plain := plain_text(cell)))
        self._count("description", cells, is_read=bool(text))
        if len(text) > LONGEST_CELL:
            faults.append(("field_cut", {"field": "description", "most": LONGEST_CELL}))
        return text[:LONGEST_CELL] or None

    def _count(self, field: str, cells: Mapping[str, list[str] | None], *, is_read: bool) -> None:
        fit, text = self.fits[field], " ".join(cells[field] or ()).strip()
        fit.filled += bool(text)
        fit.fitted += is_read
        if text and not is_read and fit.first_miss is None:
            fit.first_miss = text[:SHOWN]


def _column_places(
    path: Path, header: Sequence[str], columns: Mapping[str, Column]
) -> dict[str, list[int]]:
    """Indices of the columns of each field."""
    column_indexes: dict[str, list[int]] = {}
    for field, column in columns.items():
        for name in column.columns:
            count = header.count(name)
            if count == 0:
                named = ", ".join(cell[:SHOWN] for cell in header[:MOST_COLUMNS] if cell)
                values = {"path": path, "column": name, "field": field, "columns": named}
                raise InputError(message("catalog_column_missing", **values))
            if count > 1:
                raise InputError(
                    message("catalog_column_twice", path=path, column=name, field=field)
                )
            column_indexes.setdefault(field, []).append(header.index(name))
    return column_indexes


def _with_parents(entries: Sequence[_Entry]) -> list[_Entry]:
    """Give a variant what stands in the row of its parent only, or of its parent's parent."""
    for _ in range(MOST_PARENTS):
        by_key = _by_key(entries)
        heirs = [
            entry
            if (parent := by_key.get(entry.parent or "")) is None or parent is entry
            else _inherited(entry, parent)
            for entry in entries
        ]
        if heirs == entries:
            break
        entries = heirs
    return list(entries)


def _by_key(entries: Sequence[_Entry]) -> dict[str, _Entry]:
    return {key: entry for entry in reversed(entries) for key in entry.keys if key}


def _of_parents(entries: Sequence[_Entry]) -> list[Finding]:
    """Say which parents are not in the file."""
    keys = _by_key(entries)
    lost = [entry for entry in entries if entry.parent is not None and entry.parent not in keys]
    if not lost:
        return []
    first = lost[0]
    return [
        general_warning(
            "extract", "parent_missing", n=len(lost), first=first.parent, row=first.product.row
        )
    ]


def _of_texts(products: Sequence[Product]) -> list[Finding]:
    """Say where texts were encoded twice on their way."""
    twice = [product for product in products if TWICE_ENCODED.search(product.text)]
    if not twice or len(twice) < TWICE_SHARE * len(products):
        return []
    shown = twice[0].name[:SHOWN]
    return [general_warning("extract", "text_twice_encoded", n=len(twice), first=shown)]


def _inherited(entry: _Entry, parent: _Entry) -> _Entry:
    own, inherited = entry.product, parent.product
    product = replace(
        own,
        description=own.description or inherited.description,
        brand=own.brand or inherited.brand,
        category_path=own.category_path or inherited.category_path,
        image_file=own.image_file or inherited.image_file,
    )
    problem = None if inherited.category_path and not own.category_path else entry.problem
    return replace(entry, product=product, problem=problem)


def _with_prices(
    products: Sequence[Product], cells: Sequence[str | None], decimal: str | None
) -> tuple[list[Product], list[Finding]]:
    """Read the column of prices, and say what is not read and which currencies are mixed."""
    read = prices.read_prices(cells, decimal)
    findings = [
        warning("extract", product, code, value=str(cell)[:SHOWN])
        for product, cell, (_, code) in zip(products, cells, read, strict=True)
        if code is not None
    ]
    symbols = prices.currencies(cells)
    if len(symbols) > 1:
        shown = ", ".join(f"{name} ({n})" for name, n in symbols.most_common(SHOWN_NAMES))
        findings.append(general_warning("extract", "price_currencies", currencies=shown))
    return [
        replace(product, price=price) for product, (price, _) in zip(products, read, strict=True)
    ], findings


def _of_names(products: Sequence[Product], listed_twice: int, which: str) -> list[Finding]:
    """What is said of the catalogue's categories and brands as a whole."""
    findings = []
    if listed_twice:
        findings.append(general_warning("extract", SEVERAL[which], n=listed_twice))
    brands = [(product.brand,) for product in products if product.brand]
    for code, names in (
        ("category_alike", [product.category_path for product in products]),
        ("brand_alike", brands),
    ):
        for group in lookalikes(names):
            shown = ", ".join(f"“{' > '.join(path)}” ({n})" for path, n in group[:SHOWN_NAMES])
            findings.append(general_warning("extract", code, names=shown))
    return findings
