"""Which products does the catalogue hold, and which of its rows cannot be used?"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from etl.fields import SHOWN, category_path, parse_price
from etl.mapping import Column
from etl.messages import message
from etl.rows import open_table

SET_ASIDE, WARNING = "set_aside", "warning"

# A cell beyond this is a broken row: sellers' texts are long, but not 100,000 characters.
LONGEST_CELL = 100_000
# An id is part of addresses, where a character may take nine, and servers take 4,000.
LONGEST_ID = 400
LONGEST_FILE_NAME = 255


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

    @property
    def text(self) -> str:
        """What the seller wrote: the name, then the description."""
        return f"{self.name}\n{self.description or ''}"


@dataclass(frozen=True)
class Finding:
    """One line of the load report."""

    severity: str
    stage: str
    row: int | None
    product_id: str | None
    code: str
    reason: str


@dataclass(frozen=True)
class Catalogue:
    """The products in the order of the file, and what was found on the way."""

    rows_read: int
    products: list[Product]
    findings: list[Finding]

    @property
    def set_aside(self) -> int:
        """Number of rows that are not products."""
        return self.rows_read - len(self.products)


def read_catalogue(path: Path, mapping: Mapping[str, Column]) -> Catalogue:
    """Read the CSV, check each row, parse its fields.

    Parameters
    ----------
    path : Path
        UTF-8 with or without a byte-order mark, comma-separated, quoted where
        needed, with a header line.
    mapping : mapping of str to Column
        From `etl.mapping.load_mapping`.

    Returns
    -------
    Catalogue
        `rows_read == len(products) + rows set aside`.

    Raises
    ------
    InputError
        If the file as a whole cannot be read: missing, not UTF-8, unbalanced
        quotes, or without a mapped column.
    """
    columns = {field: column.column for field, column in mapping.items()}
    table = open_table(path, columns)

    products: list[Product] = []
    findings: list[Finding] = []
    first_rows: dict[str, int] = {}
    row = 0
    for row, cells in enumerate(table.rows, start=1):
        damage = _damage(row, cells, table.width, table.places)
        if damage is not None:
            findings.append(damage)
            continue
        parsed, found = _product(row, cells, table.places, mapping, first_rows)
        findings += found
        if parsed is not None:
            products.append(parsed)
            first_rows[parsed.product_id] = row
    return Catalogue(rows_read=row, products=products, findings=findings)


def locate_photo(product: Product, images: Path) -> tuple[Path | None, Finding | None]:
    """Find a product's photo inside the photo folder.

    Parameters
    ----------
    product : Product
    images : Path
        The photo folder. Nothing outside it is ever opened, whatever the
        catalogue or a symbolic link says.

    Returns
    -------
    path : Path or None
        None where there is no photo to open.
    finding : Finding or None
        Why there is none.
    """
    if product.image_file is None:
        return None, warning("image", product, "image_not_named")
    try:
        path = (images / product.image_file).resolve()
        inside = path.is_relative_to(images.resolve())
        exists = inside and path.is_file()
    except (OSError, ValueError, RuntimeError):  # a name too long, a NUL byte, a loop of links
        inside, exists = True, False
    shown = product.image_file[:LONGEST_FILE_NAME]
    if not inside:
        return None, warning("image", product, "image_outside", file=shown)
    if not exists:
        return None, warning("image", product, "image_missing", file=shown)
    return path, None


def _damage(row: int, cells: list[str], width: int, places: Mapping[str, int]) -> Finding | None:
    """Why a row is not to be read at all."""
    if len(cells) != width:
        return _aside(row, None, "row_ragged", cells=len(cells), columns=width)
    for field, place in places.items():
        if "\0" in cells[place]:
            return _aside(row, None, "row_nul", field=field)
        if len(cells[place]) > LONGEST_CELL:
            return _aside(
                row, None, "row_long", field=field, length=len(cells[place]), most=LONGEST_CELL
            )
    return None


def _product(
    row: int,
    cells: list[str],
    places: Mapping[str, int],
    mapping: Mapping[str, Column],
    first_rows: Mapping[str, int],
) -> tuple[Product | None, list[Finding]]:
    """One row as a product, or the reason why it is none."""
    unreadable = []

    def first(field: str) -> str | None:
        if field not in places:
            return None
        try:
            values = mapping[field].values(cells[places[field]])
        except ValueError:
            unreadable.append(field)
            return None
        return values[0] if values else None

    product_id, name = first("id"), first("name")
    if product_id is None:
        return None, [_aside(row, None, "id_empty")]
    if len(product_id) > LONGEST_ID:
        shown = product_id[:SHOWN]
        return None, [_aside(row, None, "id_long", id=shown, most=LONGEST_ID)]
    if product_id in first_rows:
        return None, [_aside(row, product_id, "id_duplicate", first=first_rows[product_id])]
    if name is None:
        return None, [_aside(row, product_id, "name_empty")]

    findings = []
    path, problem = category_path(cells[places["category"]], mapping["category"], name)
    price, price_problem = parse_price(first("price"))
    product = Product(
        row=row,
        product_id=product_id,
        name=name,
        description=_text(cells, places, mapping),
        brand=first("brand"),
        price=price,
        category_path=path,
        image_file=first("image"),
    )
    for field in unreadable:
        value = cells[places[field]][:SHOWN]
        findings.append(warning("extract", product, "field_unreadable", field=field, value=value))
    if problem is not None:
        findings.append(warning("extract", product, problem[0], **problem[1]))
    if price_problem is not None:
        findings.append(warning("extract", product, "price_unreadable", value=price_problem))
    return product, findings


def _text(cells: list[str], places: Mapping[str, int], mapping: Mapping[str, Column]) -> str | None:
    """The description with its line breaks, as a person wants to read it again."""
    if "description" not in places:
        return None
    column, cell = mapping["description"], cells[places["description"]]
    if column.pattern is None and column.separator is None and not column.json_list:
        return cell.strip() or None
    try:
        return "\n".join(column.values(cell)) or None
    except ValueError:
        return cell.strip() or None


def _aside(row: int, product_id: str | None, code: str, **values: object) -> Finding:
    return Finding(SET_ASIDE, "extract", row, product_id, code, message(code, **values))


def warning(stage: str, product: Product, code: str, **values: object) -> Finding:
    """One line of the load report about a product that is kept."""
    return Finding(WARNING, stage, product.row, product.product_id, code, message(code, **values))
