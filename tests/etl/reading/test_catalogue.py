"""Every row of a catalogue is a product, or is set aside with its number and a reason."""

from collections.abc import Callable
from pathlib import Path

import pytest

from etl.reading.catalogue import Catalogue, Product, locate_photo, read_catalogue
from etl.reading.category import without_own_name
from etl.reading.mapping import CatalogueMapping, Column, load_mapping
from etl.reading.photos import PhotoFolder

MAPPING = {
    "id": Column(("id",)),
    "name": Column(("name",)),
    "description": Column(("description",)),
    "category": Column(("category",), separator=">", drop_own_name=True),
    "brand": Column(("brand",)),
    "price": Column(("price",)),
    "image": Column(("image",)),
}
HEADER = tuple(MAPPING)

# The second shop: category and brand in one column, padded header cells, rows without an id.
SECOND_SHOP = """
[id]
column = "ref"
[name]
column = "title"
[category]
column = "tags"
pattern = "category:([^|]+)"
[brand]
column = "tags"
pattern = "brand:([^|]+)"
"""
SECOND_CSV = """ ref ,title , tags
1,Blue mug,category:Kitchen|category:Mugs|brand:Acme
,Nameless,category:Kitchen|brand:Acme
3,Red shirt,category:Clothing
"""

Read = Callable[[str | bytes], Catalogue]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """What a file of this text holds, through the mapping above."""

    def from_text(content: str | bytes) -> Catalogue:
        path = tmp_path / "products.csv"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return read_catalogue(path, CatalogueMapping(MAPPING))

    return from_text


def lines(*rows: str) -> str:
    return "\n".join([",".join(HEADER), *rows, ""])


def reasons(catalogue: Catalogue) -> list[tuple[int | None, str]]:
    return [(finding.row, finding.code) for finding in catalogue.findings]


def test_a_row_becomes_a_product(read: Read) -> None:
    (product,) = read(
        lines('p1, Blue  mug ,For tea.,Kitchen > Mugs > Blue mug,Acme,"1,299.00",a.jpg')
    ).products
    assert product == Product(
        row=1,
        product_id="p1",
        name="Blue mug",
        description="For tea.",
        brand="Acme",
        price=1299.0,
        category_path=("Kitchen", "Mugs"),
        image_file="a.jpg",
    )
    assert product.text == "Blue mug\nFor tea."


def test_what_may_be_missing_is_none_and_no_fault(read: Read) -> None:
    catalogue = read(lines("p1,Mug,,Kitchen,,,"))
    (product,) = catalogue.products
    assert (product.description, product.brand, product.price, product.image_file) == (None,) * 4
    assert catalogue.findings == []


@pytest.mark.parametrize("start", ["", "\ufeff"], ids=["plain", "byte-order mark"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_quoted_line_breaks_do_not_count_as_rows(read: Read, start: str, end: str) -> None:
    catalogue = read(
        start
        + lines('p1,Tasse à café,"two\nlines, ""quoted""",A,,,', ",Mug,,A,,,").replace("\n", end)
    )
    assert catalogue.rows_read == 2
    assert catalogue.products[0].product_id == "p1"
    assert catalogue.products[0].name == "Tasse à café"
    assert catalogue.products[0].description == 'two\nlines, "quoted"'
    assert reasons(catalogue) == [(2, "id_empty")]


def test_a_second_shop_needs_a_mapping_and_no_code(tmp_path: Path) -> None:
    (tmp_path / "shop.toml").write_text(SECOND_SHOP, encoding="utf-8")
    (tmp_path / "shop.csv").write_text(SECOND_CSV, encoding="utf-8")
    catalogue = read_catalogue(tmp_path / "shop.csv", load_mapping(tmp_path / "shop.toml"))
    assert [(p.product_id, p.category_path, p.brand) for p in catalogue.products] == [
        ("1", ("Kitchen", "Mugs"), "Acme"),
        ("3", ("Clothing",), None),
    ]
    assert catalogue.products[0].image_file is None
    assert reasons(catalogue) == [(2, "id_empty")]


def test_rows_that_are_no_product_are_set_aside_with_number_and_reason(read: Read) -> None:
    catalogue = read(
        lines(
            "p1,Mug,,A,,,",
            "p1,Other,,A,,,",
            " ,Mug,,A,,,",
            "p2,  ,,A,,,",
            "p3,Mug,,A,,",
            "p4,Mug,,A,,,,extra",
            "p2,Cup,,A,,,",
        )
    )
    assert [(p.row, p.product_id) for p in catalogue.products] == [(1, "p1"), (7, "p2")]
    assert reasons(catalogue) == [
        (2, "id_duplicate"),
        (3, "id_empty"),
        (4, "name_empty"),
        (5, "row_ragged"),
        (6, "row_ragged"),
    ]
    assert {finding.severity for finding in catalogue.findings} == {"set_aside"}
    assert (catalogue.rows_read, catalogue.set_aside) == (7, 5)


@pytest.mark.parametrize(
    ("last", "name", "kept"),
    [
        ("Blue Mug", "Blue Mug", False),
        ("blue  mug", "Blue Mug", False),
        ("Blue Mug With A H...", "Blue Mug With A Handle", False),
        ("Blue Mug With A H…", "Blue Mug With A Handle", False),
        ("Blue Mug (300 ml)", "Blue Mug", False),
        ("Blue Mug (SET OF 2, ASSO...", "Blue Mug", False),
        ("Mugs", "Blue Mug", True),
        ("Blue", "Blue Mug", True),
        ("Blue Mugs", "Blue Mug", True),
        ("...", "Blue Mug", True),
    ],
)
def test_only_the_products_own_name_is_dropped(last: str, name: str, kept: bool) -> None:
    assert without_own_name(("Kitchen", last), name) == (
        ("Kitchen", last) if kept else ("Kitchen",)
    )


def test_a_path_of_its_own_name_only_is_no_category(read: Read) -> None:
    catalogue = read(lines("p1,Blue mug,,Blue mug,,,", "p2,Mug,,,,,"))
    assert [product.category_path for product in catalogue.products] == [(), ()]
    assert reasons(catalogue) == [(1, "category_missing"), (2, "category_missing")]


def test_a_path_of_forty_levels_is_kept_whole(read: Read) -> None:
    path = [f"level {depth}" for depth in range(40)]
    (product,) = read(lines(f"p1,Mug,,{' > '.join(path)},,,")).products
    assert product.category_path == tuple(path)


@pytest.mark.parametrize(
    ("cell", "price"),
    [
        ("499", 499.0),
        ("1,299.00", 1299.0),
        ("1.299,00", 1299.0),
        ("12,50 €", 12.5),
        ("Rs. 499", 499.0),
        ("Rs. 1,29,999", 129999.0),
        ("1.299.000", 1299000.0),
        ("1 299,50", 1299.5),
        ("0", 0.0),
    ],
)
def test_prices_as_people_write_them(read: Read, cell: str, price: float) -> None:
    catalogue = read(lines(f'p1,Mug,,A,,"{cell}",'))
    assert catalogue.products[0].price == price
    assert catalogue.findings == []


@pytest.mark.parametrize(
    "cell", ["free", "-5", "inf", "1e999", "10-20", "1.2.3", "50%", "1.5K", "99 cts", "(12.50)"]
)
def test_a_price_that_is_none_is_reported(read: Read, cell: str) -> None:
    catalogue = read(lines(f"p1,Mug,,A,,{cell},"))
    assert catalogue.products[0].price is None
    (finding,) = catalogue.findings
    assert (finding.severity, finding.code) == ("warning", "price_unreadable")
    assert cell in finding.reason


@pytest.mark.parametrize("nothing", ["NULL", "N/A", "nan", "None", "-", "\\N", "#N/A", "(vide)"])
def test_words_such_as_none_are_empty_fields(read: Read, nothing: str) -> None:
    catalogue = read(lines(f"p1,Mug,{nothing},{nothing},{nothing},{nothing},{nothing}"))
    (product,) = catalogue.products
    assert product.category_path == ()
    assert (product.description, product.brand, product.price, product.image_file) == (None,) * 4
    assert reasons(catalogue) == [(1, "category_missing")]


def test_the_header_again_is_no_product(read: Read) -> None:
    catalogue = read(lines("p1,Mug,,A,,,", ",".join(HEADER), "p2,Cup,,A,,,"))
    assert [product.product_id for product in catalogue.products] == ["p1", "p2"]
    assert reasons(catalogue) == [(2, "row_header")]


def test_texts_that_were_encoded_twice_are_reported(read: Read) -> None:
    rows = [f"p{i},Théière,Idéal pour l’été,A,,," for i in range(4)]
    assert read(lines(*rows)).findings == []
    (finding,) = read(lines(*rows).encode().decode("cp1252")).findings
    assert (finding.row, finding.code) == (None, "text_twice_encoded")


def test_a_variant_takes_from_the_parent_of_its_parent(tmp_path: Path) -> None:
    path = tmp_path / "products.csv"
    path.write_text(
        "id,name,category,parent\np1,A,Mugs,\np2,B,,p1\np3,C,,p2\np4,D,,gone\n", encoding="utf-8"
    )
    fields = ("id", "name", "category", "parent")
    mapping = CatalogueMapping({field: Column((field,)) for field in fields})
    catalogue = read_catalogue(path, mapping)
    assert [p.category_path for p in catalogue.products] == [("Mugs",)] * 3 + [()]
    assert reasons(catalogue) == [(4, "category_missing"), (None, "parent_missing")]


def test_a_cell_that_is_not_the_list_it_should_be_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "products.csv"
    path.write_text("id,name,category,brand\np1,Mug,A >> B,Acme\n", encoding="utf-8")
    mapping = {
        **{field: Column((field,)) for field in ("id", "name")},
        "category": Column(("category",), json_list=True, separator=">>"),
        "brand": Column(("brand",), json_list=True),
    }
    catalogue = read_catalogue(path, CatalogueMapping(mapping))
    (product,) = catalogue.products
    assert (product.category_path, product.brand) == ((), None)
    assert sorted(finding.code for finding in catalogue.findings) == [
        "category_unreadable",
        "field_unreadable",
    ]


def test_a_header_alone_is_a_catalogue_of_nothing(read: Read) -> None:
    catalogue = read(lines())
    assert (catalogue.rows_read, catalogue.products, catalogue.findings) == (0, [], [])


# -- photos ---------------------------------------------------------------------------


@pytest.fixture
def images(tmp_path: Path) -> Path:
    """A photo folder with one photo, and a secret beside it."""
    folder = tmp_path / "images"
    folder.mkdir()
    (folder / "a.jpg").write_bytes(b"photo")
    (tmp_path / "secret.jpg").write_bytes(b"secret")
    return folder


def of_photo(file: str | None) -> Product:
    return Product(1, "p1", "Mug", None, None, None, (), file)


def located(file: str | None, images: Path) -> tuple[Path | None, str | None]:
    path, finding = locate_photo(of_photo(file), PhotoFolder(images))
    return path, finding.code if finding else None


def test_a_photo_in_the_folder_is_found(images: Path) -> None:
    (images / "b.jpg").symlink_to("a.jpg")
    assert located("a.jpg", images) == (images / "a.jpg", None)
    assert located("b.jpg", images) == (images / "a.jpg", None)
