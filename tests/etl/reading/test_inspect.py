"""`etl inspect` says what a file is, proposes its mapping, and says what would go wrong."""

import bz2
import gzip
import io
import json
import lzma
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from etl import __main__ as cli

Inspect = Callable[..., str]

HEADER = ["Réf", "Libellé", "Descriptif", "Rayon", "Marque", "Prix TTC", "Photo"]
ROWS = [
    [
        f"J{i:02}",
        f"{'Arrosoir' if i % 2 else 'Râteau'} modèle {i}",
        f"Pour le jardin, n° {i}.",
        f"Jardin > {'Arrosage' if i % 2 else 'Outils'}",
        "Dolmen",
        f"{i},50 €",
        f"j{i}.jpg",
    ]
    for i in range(12)
]


@pytest.fixture
def inspect(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Inspect:
    """What the command prints of a file of this content."""
    monkeypatch.setenv("LC_ALL", "C.UTF-8")

    def run(name: str, content: bytes, *options: object, status: int = 0) -> str:
        (tmp_path / name).write_bytes(content)
        arguments = ["etl", "inspect", str(tmp_path / name), *map(str, options)]
        monkeypatch.setattr(sys, "argv", arguments)
        assert cli.main() == status
        return capsys.readouterr().out

    return run


def as_text(delimiter: str = ",", header: list[str] = HEADER, rows: list[list[str]] = ROWS) -> str:
    return "".join(
        delimiter.join(f'"{cell}"' if delimiter in cell else cell for cell in row) + "\n"
        for row in [header, *rows]
    )


def as_json_lines() -> bytes:
    return "".join(
        json.dumps(dict(zip(HEADER, row, strict=True)), ensure_ascii=False) + "\n" for row in ROWS
    ).encode()


def as_zip() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("export/products.csv", as_text())
        archive.writestr("__MACOSX/._products.csv", b"\0")
    return stream.getvalue()


def as_spreadsheet(more: str = "") -> bytes:
    """The least that a spreadsheet program reads; a title stands above the header."""
    rows = [["Catalogue de printemps"], [], HEADER, *ROWS]
    cells = "".join(
        "<row>"
        + "".join(f'<c t="inlineStr"><is><t>{c.replace(">", "&gt;")}</t></is></c>' for c in row)
        + "</row>"
        for row in rows
    )
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
        '<sheet name="Produits" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="r1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/>'
        "</Relationships>",
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{cells}{more}'
        "</sheetData>"
        "</worksheet>",
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, f"<?xml version='1.0' encoding='UTF-8'?>{content}")
    return stream.getvalue()


def as_parquet(folder: Path) -> bytes:
    (folder / "rows.json").write_bytes(as_json_lines())
    with duckdb.connect() as connection:
        connection.execute(
            f"COPY (FROM read_json('{folder}/rows.json', format='newline_delimited')) "
            f"TO '{folder}/rows.parquet'"
        )
    return (folder / "rows.parquet").read_bytes()


FORMS: dict[str, tuple[Callable[[Path], bytes], str]] = {
    "products.csv": (lambda _: as_text().encode(), "encoding utf-8, separated by “,”"),
    "excel.csv": (
        lambda _: as_text(";").encode("cp1252"),
        "encoding cp1252, judged by its letters",
    ),
    "excel.txt": (lambda _: as_text("\t").encode("utf-16"), "utf-16, separated by “TAB”"),
    "bars.csv": (lambda _: as_text("|").encode("utf-8-sig"), "separated by “|”"),
    "products.csv.gz": (lambda _: gzip.compress(as_text().encode()), "compressed (gzip)"),
    "products.csv.bz2": (lambda _: bz2.compress(as_text().encode()), "compressed (bzip2)"),
    "products.csv.xz": (lambda _: lzma.compress(as_text().encode()), "compressed (xz)"),
    "products.zip": (lambda _: as_zip(), "compressed (zip)"),
    "products.jsonl": (lambda _: as_json_lines(), "JSON, encoding utf-8"),
    "products.json": (
        lambda _: json.dumps(
            {"products": list(map(json.loads, as_json_lines().splitlines()))}
        ).encode(),
        "JSON, encoding utf-8",
    ),
    "products.xlsx": (lambda _: as_spreadsheet(), "spreadsheet, sheet “Produits”"),
    "products.parquet": (as_parquet, "Parquet"),
}


@pytest.mark.parametrize("name", FORMS)
def test_each_form_is_read_and_its_mapping_proposed(
    inspect: Inspect, tmp_path: Path, name: str
) -> None:
    make, what = FORMS[name]
    output = inspect(name, make(tmp_path))
    assert what in output
    assert 'column = "Rayon"\nseparator = ">"' in output
    for column in HEADER:
        assert f'column = "{column}"' in output
    assert "12 rows read, 12 products, 0 set aside" in output
    assert "their categories: 1 (1), 2 (2)" in output
    assert "Photos found: 0 of 12" in output
    assert "no photo, or almost none, was found (named: 12; missing: 12)" in output
    assert "“j0.jpg”" in output


def test_the_proposal_is_written_and_works(inspect: Inspect, tmp_path: Path) -> None:
    mapping = tmp_path / "shop.toml"
    inspect("products.csv", as_text().encode(), "--write-mapping", mapping)
    output = inspect("products.csv", as_text().encode(), "--mapping", mapping)
    assert "12 rows read, 12 products, 0 set aside" in output
    # It may hold work by then.
    before = mapping.read_bytes()
    inspect("products.csv", as_text().encode(), "--write-mapping", mapping, status=2)
    assert mapping.read_bytes() == before


SHOPS: dict[str, tuple[str, list[str]]] = {
    "Shopify": (
        "Handle,Title,Body (HTML),Vendor,Product Category,Type,Tags,Published,Variant SKU,"
        "Variant Price,Image Src,Image Position\n"
        "red-mug,Red mug,<p>For <b>tea</b></p>,Acme,Home > Kitchen > Mugs,Mug,tea,true,RM-S,12.50,"
        "https://cdn.example/red.jpg,1\n"
        "red-mug,,,,,,,,RM-L,13.50,https://cdn.example/red2.jpg,2\n"
        "oak-bowl,Oak bowl,<p>Wood</p>,Acme,Home > Kitchen > Bowls,Bowl,,true,OB,9.00,"
        "https://cdn.example/oak.jpg,1\n",
        ['column = "Handle"', 'column = "Title"', 'column = "Body (HTML)"', 'column = "Vendor"',
         'column = "Product Category"\nseparator = ">"', 'column = "Variant Price"',
         'column = "Image Src"', "3 rows read, 2 products, 1 set aside", "3 (2)"],
    ),
    "WooCommerce": (
        "ID,Type,SKU,Name,Published,Short description,Description,Regular price,Categories,Images,"
        "Parent,Brands\n"
        '10,variable,hoodie,Hoodie,1,,Warm hoodie,,"Clothing, Clothing > Hoodies",'
        '"https://shop.example/h1.jpg, https://shop.example/h2.jpg",,Acme\n'
        "11,variation,hoodie-red,Hoodie - Red,1,,,45,,,hoodie,\n"
        "12,variation,,Hoodie - Blue,1,,,45,,,id:10,\n"
        '13,simple,mug,Mug,1,,A mug,12.5,"Decor > Mugs, Decor",https://shop.example/m.jpg,,Acme\n',
        ['columns = ["SKU", "ID"]', 'column = "Name"', 'column = "Parent"',
         'column = "Categories"\nlist_separator = ","\nwhich = "deepest"\nseparator = ">"',
         'column = "Regular price"', 'column = "Images"\nlist_separator = ","',
         "4 rows read, 4 products, 0 set aside", "1 (2), 2 (2)"],
    ),
    "PrestaShop, in French": (
        "ID;Actif (0/1);Nom *;Catégories (x,y,z...);Prix HT;Référence;Marque;Description;"
        "URL des images (x,y,z...)\n"
        '1;1;Vase bleu;"Accueil/Maison/Vases";12,500000;V1;Dolmen;"<p>Beau vase</p>";'
        "https://shop.example/1.jpg\n"
        '2;1;Bol gris;"Accueil/Maison/Bols";8,900000;B1;Dolmen;"<p>Beau bol</p>";'
        "https://shop.example/2.jpg\n",
        ['column = "Nom *"', 'column = "Catégories (x,y,z...)"\nseparator = "/"',
         'column = "Prix HT"', 'column = "Marque"', "3 (2)"],
    ),
    "Magento": (
        "sku,attribute_set_code,product_type,categories,name,description,price,base_image\n"
        'MH01,Top,simple,"Default Category/Men,Default Category/Men/Tops,Default Category",'
        "Hoodie,Warm,45,/m/h/mh01.jpg\n"
        'WB02,Bag,configurable,"Default Category/Gear,Default Category/Gear/Bags",Bag,Blue,30,'
        "/w/b/wb02.jpg\n",
        ['column = "sku"', 'column = "name"', 'column = "base_image"',
         'column = "categories"\nlist_separator = ","\nwhich = "deepest"\nseparator = "/"',
         "1 (1), 2 (2), 3 (2)"],
    ),
    "Open Food Facts": (
        "code\turl\tproduct_name\tgeneric_name\tbrands\tcategories\tcategories_tags\timage_url\n"
        "301\thttps://off.example/301\tBrut rosé\t\tClos\tBoissons,Vins,Champagnes\t"
        "en:beverages,en:wines\thttps://off.example/301.jpg\n"
        "302\thttps://off.example/302\tBrut nature\t\tClos\tBoissons,Vins,Champagnes\t"
        "en:beverages,en:wines\thttps://off.example/302.jpg\n"
        "303\thttps://off.example/303\tLimonade\t\tBulle\tBoissons,Sodas\ten:beverages\t"
        "https://off.example/303.jpg\n",
        ['column = "code"', 'column = "product_name"', 'column = "brands"',
         'column = "categories"\nseparator = ","', 'column = "image_url"', "1 (1), 2 (2)"],
    ),
    "Google Merchant": (
        "id\ttitle\tdescription\tlink\timage_link\tprice\tbrand\tgoogle_product_category\t"
        "product_type\n"
        "A1\tMug\tRed\thttps://s.example/a1\thttps://s.example/a1.jpg\t12.50 EUR\tAcme\t2169\t"
        "Home > Kitchen > Mugs\n"
        "A2\tBowl\tOak\thttps://s.example/a2\thttps://s.example/a2.jpg\t9.00 EUR\tAcme\t2170\t"
        "Home > Kitchen > Bowls\n",
        ['column = "id"', 'column = "title"', 'column = "image_link"', 'column = "price"',
         'column = "product_type"\nseparator = ">"', "3 (2)"],
    ),
    "levels in columns": (
        "ref,libelle,niveau_1,niveau_2,niveau_3\n1,Vase,Maison,Déco,Vases\n2,Bol,Maison,,\n",
        ['columns = ["niveau_1", "niveau_2", "niveau_3"]', "1 (1), 2 (1), 3 (1)"],
    ),
    "lists as Python writes them": (
        "sku,title,category\n1,Mug,\"['Home', 'Mugs']\"\n2,Bowl,\"['Home', 'Bowls']\"\n",
        ["pattern = ", "1 (1), 2 (2)"],
    ),
    "paths parted by semicolons": (
        "sku,title,category\n1,Pot,Cuisine > Pots;Promo > Soldes\n2,Bol,Cuisine > Bols;Cuisine\n",
        ['list_separator = ";"\nwhich = "deepest"\nseparator = ">"', "1 (1), 2 (2)"],
    ),
    "paths on lines": (
        'sku,title,category\n1,Bag,"Gear\nBags"\n2,Watch,"Gear\nWatches"\n',
        ['list_separator = "\\n"', "1 (1)"],
    ),
    "a dash between blanks": (
        "sku,title,category\n1,A,Mode - T-shirt\n2,B,Mode - Jean\n3,C,Mode - T-shirt\n",
        ['separator = " - "', "1 (1), 2 (2)"],
    ),
    "names that hold a slash": (
        "sku,title,category\n" + "".join(
            f"{i},Nom {i},{['TV/Audio', 'Jardin', 'Hi-Fi/Son', 'Mode'][i % 4]}\n" for i in range(40)
        ),
        ['[category]\ncolumn = "category"\n\n', "1 (4)."],
    ),
    "breadcrumbs": (
        "sku,title,category\n1,A,Cuisine › Pots\n2,B,Cuisine › Bols\n",
        ['separator = "›"', "1 (1), 2 (2)"],
    ),
    "objects": (
        'sku,title,category\n1,A,"[{""id"":1,""name"":""Pots""},{""id"":2,""name"":""Promo""}]"\n'
        '2,B,"[{""id"":3,""name"":""Bols""}]"\n',
        ["1 (2)."],
    ),
    "a category that says nothing": (
        "Handle,Title,Product Category,Type\na,Pot,Home,Pot\nb,Bol,Home,Bol\n",
        ['column = "Type"', "1 (2)"],
    ),
    "German": (
        "Artikelnummer;Bezeichnung;Beschreibung;Warengruppe;Hersteller;Preis;Bild\n"
        "1;Teekanne;Für Tee;Küche/Kannen;Dolmen;12,90;k1.jpg\n"
        "2;Topf;Für Suppe;Küche/Töpfe;Dolmen;19,90;t1.jpg\n",
        ['column = "Artikelnummer"', 'column = "Bezeichnung"', 'column = "Beschreibung"',
         'column = "Warengruppe"\nseparator = "/"', 'column = "Hersteller"', 'column = "Preis"',
         'column = "Bild"'],
    ),
}  # fmt: skip


@pytest.mark.parametrize("shop", SHOPS)
def test_the_exports_of_shop_systems_need_no_mapping(inspect: Inspect, shop: str) -> None:
    content, expected = SHOPS[shop]
    output = inspect("export.csv", content.encode())
    for part in expected:
        assert part in output


def test_what_would_go_wrong_is_said_once_a_kind(inspect: Inspect, tmp_path: Path) -> None:
    rows = [*ROWS, ["J00", "Arrosoir", "", "Jardin > Arrosage", "", "gratuit", ""]]
    rows += [["J99", "Arrosoir", "", "Jardin > Arrosage", "", "gratuit", ""]]
    output = inspect("products.csv", as_text(rows=rows).encode())
    assert "1 row set aside, first row 13: the id was already used by row 1" in output
    assert "1 warning, first row 14: the price is not a number ≥ 0: gratuit" in output


def test_a_mapping_that_fits_nothing_is_one_sentence(inspect: Inspect, tmp_path: Path) -> None:
    mapping = tmp_path / "shop.toml"
    mapping.write_text(
        '[id]\ncolumn = "Réf"\n[name]\ncolumn = "Libellé"\n'
        '[category]\ncolumn = "Rayon"\njson_list = true\n',
        encoding="utf-8",
    )
    output = inspect("products.csv", as_text().encode(), "--mapping", mapping)
    assert "reads a category in 0 of the 12 rows that name one" in output
    assert "a JSON list of texts" in output
    assert "“Jardin > Outils”" in output


def test_the_file_options_of_a_mapping_are_obeyed(inspect: Inspect, tmp_path: Path) -> None:
    mapping = tmp_path / "shop.toml"
    mapping.write_text(
        '\ufeff[file]\nencoding = "cp1250"\ndelimiter = ":"\n[id]\ncolumn = "ref"\n'
        '[name]\ncolumn = "nom"\n[category]\ncolumn = "rayon"\n',
        encoding="utf-8",
    )
    content = "ref:nom:rayon\n1:Vč:A\n2:Fč:B\n".encode("cp1250")
    output = inspect("products.csv", content, "--mapping", mapping)
    assert "encoding cp1250, separated by “:”" in output
    assert "2 rows read, 2 products" in output
    assert "No column for: description, brand, price, image." in output


def test_a_sheet_with_a_cell_far_away_is_refused(inspect: Inspect) -> None:
    far = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>'
    inspect("far.xlsx", as_spreadsheet(far), status=2)


def test_a_line_that_is_no_json_is_set_aside_alone(inspect: Inspect) -> None:
    lines = as_json_lines().splitlines(keepends=True)
    broken = b"".join([b'{"broken\n', *lines, b"null\n", lines[0].replace(b"J00", b"J\xff0")])
    output = inspect("products.jsonl", broken)
    assert "15 rows read, 12 products, 3 set aside" in output


def test_documents_of_several_shapes(inspect: Inspect) -> None:
    entries = [json.loads(line) for line in as_json_lines().splitlines()]
    shapes = [
        entries,
        {"data": {"products": entries}},
        {entry["Réf"]: entry for entry in entries},
        {"products": {"edges": [{"node": entry} for entry in entries]}},
        [{"page": 1, "products": entries[:6]}, {"page": 2, "products": entries[6:]}],
    ]
    for shape in shapes:
        output = inspect("products.json", json.dumps(shape).encode())
        assert "12 rows read, 12 products, 0 set aside" in output, shape
    output = inspect("products.json", json.dumps([*entries, None]).encode())
    assert "13 rows read, 12 products, 1 set aside" in output


def test_a_header_alone_is_said(inspect: Inspect) -> None:
    assert "contains a header and no row" in inspect("products.csv", b"sku,title,category\n")


def test_a_file_without_a_column_that_fits_says_which(inspect: Inspect) -> None:
    output = inspect("other.csv", b"x,y\n1,2\n3,4\n")
    assert "no column fits id, name, category" in output
