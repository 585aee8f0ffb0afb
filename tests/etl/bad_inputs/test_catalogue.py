"""Catalogues as they come: which file, row or shop ends how?"""

import csv
import gzip
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

from etl import pipeline
from etl.config import DATA, Request
from etl.runtime.cached_workers import unseen
from tests.etl.bad_inputs.conftest import Refuse, load
from tests.etl.bad_inputs.corpus import KEPT, Outcome, refused, set_aside, warned
from tests.etl.shop import Query, listing, queries_on, write_shop

HEADER = list(listing(0))
TEN_MEGABYTES = 10_000_000


def shop_of_two(delimiter: str = ",") -> str:
    lines = [",".join(HEADER), "p0,Mug,[],5,,,", "p1,Cup,[],5,,,", ""]
    return "\n".join(lines).replace(",", delimiter)


# -- whole files ----------------------------------------------------------------------------

FILES: dict[str, tuple[bytes, Outcome]] = {
    "empty": (b"", refused("no header line")),
    "blank lines only": (b"\n\n\r\n", refused("no header line")),
    "a header of empty names": (b",,,\n,,,\n", refused("no header line")),
    "header only": (shop_of_two().splitlines()[0].encode(), refused("0 usable products")),
    "one product": (
        "\n".join(shop_of_two().splitlines()[:2]).encode(),
        refused("1 usable product;"),
    ),
    "every row set aside": (
        (",".join(HEADER) + "\n,Mug,,,,,\n,Cup,,,,,\n").encode(),
        refused("2 set aside. The most common reason, first in row 1 (line 2): no product id"),
    ),
    "rows of one id": (
        (",".join(HEADER) + "\n" + "p0,Mug,[],5,,,\n" * 200).encode(),
        refused("the id was already used by row 1"),
    ),
    "categories that are no JSON": (
        (",".join(HEADER) + "\np0,Mug,A >> B,5,,,\np1,Cup,A >> C,5,,,\n").encode(),
        refused("first cell that does not fit is “A >> B”"),
    ),
    "another delimiter": (shop_of_two(":").encode(), refused("is read as one column")),
    "an encoding that cannot be told": (
        (shop_of_two() + "p2,Cafetière,,,,,\n").encode("latin-1"),
        refused("its encoding cannot be told"),
    ),
    "UTF-16 cut within a letter": (shop_of_two().encode("utf-16")[:-1], refused("utf-16")),
    "zeros, as after a crash": (bytes(4096), refused("NUL characters in its header")),
    "a broken spreadsheet": (
        b"PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0\xb5U0#",
        refused("cannot be read"),
    ),
    "broken gzip": (gzip.compress(shop_of_two().encode())[:40], refused("cannot be read")),
    "broken JSON": (b'[{"uniq_id": "p0"}, {', refused("begins like JSON")),
    "JSON of something else": (b'{"page": 1}', refused("not a list of products")),
    "JSON of numbers": (b"[1, 2]", refused("not a list of products")),
    "XML": (b"<?xml version='1.0'?><rss/>", refused("(XML) contains no readable table")),
    "a web page": (b"\n<!DOCTYPE html><html></html>", refused("(HTML) contains no readable table")),
    "a PDF": (b"%PDF-1.7\n", refused("(PDF) contains no readable table")),
    "a picture": (b"\x89PNG\r\n\x1a\n", refused("(PNG) contains no readable table")),
    "a mapped column missing": (
        shop_of_two().replace("discounted_price", "cost").encode(),
        refused("no column “discounted_price”, which the mapping names for “price”"),
    ),
    "a mapped column twice": (
        shop_of_two().replace("brand", "uniq_id").encode(),
        refused("two columns “uniq_id”"),
    ),
    "a header of control characters": (
        b'"\x1b[2J\n\x07name",b\n1,2\n',
        refused("no column fits"),
    ),
    "a header of 100,000 columns": (b",".join([b"c"] * 100_000), refused("no row below")),
}


@pytest.mark.parametrize("case", FILES)
def test_a_file(tmp_path: Path, refuse: Refuse, case: str) -> None:
    content, outcome = FILES[case]
    (tmp_path / "products.csv").write_bytes(content)
    named = {"mapping": DATA / "catalogs" / "flipkart.toml"} if "mapped" in case else {}
    refuse(outcome, catalog=tmp_path / "products.csv", **named)


# -- mappings -------------------------------------------------------------------------------

NEEDED = '[id]\ncolumn="uniq_id"\n[name]\ncolumn="product_name"\n[category]\ncolumn="brand"\n'

MAPPINGS: dict[str, tuple[bytes, Outcome]] = {
    "not TOML": (b"[id", refused("Mapping")),
    "not text": (b"\xff\xfe\0", refused("Mapping")),
    "nested beyond all depth": (b"a = " + b"[" * 100_000, refused("Mapping")),
    "a number beyond all size": (b"a = " + b"1" * 10_000, refused("Mapping")),
    "a field missing": (b'[id]\ncolumn="uniq_id"\n', refused("“name” is required")),
    "an unknown field": (NEEDED.encode() + b'[colour]\ncolumn="c"', refused("“colour”")),
    "an encoding that is of no text": (
        NEEDED.encode() + b'[file]\nencoding="hex"',
        refused("“file.encoding”"),
    ),
    "a decimal sign of a category": (
        NEEDED.encode() + b'[brand]\ncolumn="brand"\ndecimal=","',
        refused("is for “price” only"),
    ),
    "a column that is not there": (NEEDED.encode() + b'[image]\ncolumn="sku"', refused("“sku”")),
    "a pattern without a group": (
        NEEDED.encode() + b'[image]\ncolumn="image"\npattern=".*"',
        refused("regular expression with one group"),
    ),
    "a pattern of too many repeats": (
        NEEDED.encode() + b'[image]\ncolumn="image"\npattern="(a{99999999999})"',
        refused("regular expression with one group"),
    ),
}


@pytest.mark.parametrize("case", MAPPINGS)
def test_a_mapping(tmp_path: Path, refuse: Refuse, case: str) -> None:
    content, outcome = MAPPINGS[case]
    (tmp_path / "shop.toml").write_bytes(content)
    refuse(outcome, mapping=tmp_path / "shop.toml")


# -- rows, all in one catalogue ----------------------------------------------------------------


def category(*path: str) -> dict[str, str]:
    return {"product_category_tree": json.dumps([" >> ".join(path)])}


ROWS: dict[str, tuple[Mapping[str, str] | Sequence[str], Outcome]] = {
    "too few cells": (["p-few", "Mug"], set_aside("row_ragged")),
    "too many cells": (["p-many", *["Mug"] * 7], set_aside("row_ragged")),
    "no id": ({"uniq_id": ""}, set_aside("id_empty")),
    "an id of spaces": ({"uniq_id": " \u00a0\t"}, set_aside("id_empty")),
    "an id used before": ({"uniq_id": "good-0"}, set_aside("id_duplicate")),
    "an id of 401 characters": ({"uniq_id": "7" * 401}, set_aside("id_long")),
    "an id of 10 MB": ({"uniq_id": "i" * TEN_MEGABYTES}, set_aside("row_long")),
    "an id with slashes": ({"uniq_id": "a/b//c\\d"}, KEPT),
    "an id with quotes": ({"uniq_id": "a'b\"c`d"}, KEPT),
    "an id with emoji": ({"uniq_id": "👩‍🚀🧵"}, KEPT),
    "an id of SQL": ({"uniq_id": "'; DROP TABLE products; --"}, KEPT),
    "an id of HTML": ({"uniq_id": "<img src=x onerror=alert(1)>"}, KEPT),
    "an id like a path": ({"uniq_id": "../../etc/passwd"}, KEPT),
    "an id like an address": ({"uniq_id": "?a=1&b=%2F#c"}, KEPT),
    "no name": ({"product_name": ""}, set_aside("name_empty")),
    "a name of 10,000 characters": ({"product_name": "tapis " * 1_666 + "rond"}, KEPT),
    "a name of 10 MB": ({"product_name": "m" * TEN_MEGABYTES}, set_aside("row_long")),
    "a name from right to left": ({"product_name": "كوب أزرق للشاي"}, KEPT),
    "a name that turns the text around": ({"product_name": "mug \u202egnp.exe\u2066"}, KEPT),
    "a name in Chinese": ({"product_name": "蓝色陶瓷茶杯"}, KEPT),
    "a name of markup": ({"product_name": "<script>alert(1)</script> tapis"}, KEPT),
    "a formula for a name": ({"product_name": "=cmd|' /C calc'!A0"}, KEPT),
    "a sum for a name": ({"product_name": "+SUM(A1:A9) tapis"}, KEPT),
    "a difference for a name": ({"product_name": "-2+3+cmd tapis"}, KEPT),
    "a function for a name": ({"product_name": "@SUM(1) tapis"}, KEPT),
    "a formula behind a tab": ({"product_name": "\t=1+1 tapis"}, KEPT),
    "a formula behind a carriage return": ({"product_name": "\r=1+1 tapis"}, KEPT),
    "no usable word": (
        {"product_name": "12-34/5 ★★★", "description": "the of 99"},
        warned("text_no_word"),
    ),
    "NUL in the id": ({"uniq_id": "nul\0id"}, set_aside("row_nul")),
    "NUL in the description": ({"description": "for\0tea"}, warned("field_nul")),
    "a description of 1 MB": ({"description": "thé " * 250_000}, warned("field_cut")),
    "a description of 10 MB": (
        {"description": "thé " * (TEN_MEGABYTES // 4)},
        warned("field_long"),
    ),
    "a brand of 10 MB": ({"brand": "b" * TEN_MEGABYTES}, warned("field_long")),
    "a JSON path broken off": (
        {"product_category_tree": '["A >> B'},
        warned("category_unreadable"),
    ),
    "a path that is no JSON": ({"product_category_tree": "A >> B"}, warned("category_unreadable")),
    "JSON of another kind": ({"product_category_tree": '{"a": 1}'}, warned("category_unreadable")),
    "JSON nested 90,000 deep": (
        {"product_category_tree": "[" * 90_000},
        warned("category_unreadable"),
    ),
    "a JSON number of 90,000 digits": (
        {"product_category_tree": "[" + "9" * 90_000 + "]"},
        warned("category_unreadable"),
    ),
    "half a character in JSON": (
        {"product_category_tree": '["\\ud800"]'},
        warned("category_unreadable"),
    ),
    "a path of no level": ({"product_category_tree": "[]"}, warned("category_missing")),
    "a path of separators": (category(" ", " ", ""), warned("category_missing")),
    "a path of the own name": (
        {"product_name": "tapis rond", **category("tapis rond")},
        warned("category_missing"),
    ),
    "a path of one level": (category("Alone"), KEPT),
    "a path of 40 levels": (category(*(f"level {depth}" for depth in range(40))), KEPT),
    "a path of 101 levels": (category(*"x" * 101), warned("category_deep")),
    "a price in words": ({"discounted_price": "on request"}, warned("price_unreadable")),
    "a negative price": ({"discounted_price": "-5"}, warned("price_unreadable")),
    "a price that is not a number": ({"discounted_price": "NaN"}, KEPT),
    "an infinite price": ({"discounted_price": "1e999"}, warned("price_unreadable")),
    # It cost a second, and four times that where it was twice as long.
    "a price of 90,000 letters": (
        {"discounted_price": f"1{'a' * 90_000}1"},
        warned("price_unreadable"),
    ),
}
N_GOOD = 10
# Names that are stored otherwise than they are written.
AS_TEXT = {"a name of markup": "tapis"}


def whole(number: int, changed: Mapping[str, str]) -> dict[str, str]:
    """A good row but for what is changed."""
    return {**listing(number, uniq_id=f"row-{number}", image=f"p{number}.png"), **changed}


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Query:
    """One run over good products, then all bad rows."""
    folder = tmp_path_factory.mktemp("rows")
    good = [listing(i, uniq_id=f"good-{i}") for i in range(N_GOOD)]
    catalog = write_shop(folder / "shop", good, photos=N_GOOD + len(ROWS) + 1)
    with catalog.open("a", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, quoting=csv.QUOTE_ALL)
        for number, (row, _) in enumerate(ROWS.values(), start=N_GOOD + 1):
            writer.writerow(whole(number, row).values() if isinstance(row, Mapping) else row)
    return queries_on(load(catalog))


@pytest.mark.parametrize("case", ROWS)
def test_a_row(loaded: Query, case: str) -> None:
    row, outcome = ROWS[case]
    number = N_GOOD + 1 + list(ROWS).index(case)
    findings = loaded("SELECT severity, code FROM load_report WHERE row = ?", number)
    severity = {"set aside": "set_aside", "warned": "warning"}.get(outcome.end)
    assert findings == ([] if severity is None else [(severity, outcome.expected)])
    if severity != "set_aside":
        assert isinstance(row, Mapping)
        written = whole(number, row)
        stored = loaded("SELECT name FROM products WHERE product_id = ?", written["uniq_id"])
        assert stored == [(AS_TEXT.get(case, " ".join(written["product_name"].split())),)]


def test_no_row_is_lost(loaded: Query) -> None:
    ((products,),) = loaded("SELECT count(*) FROM products")
    ((aside,),) = loaded("SELECT count(*) FROM load_report WHERE severity = 'set_aside'")
    assert products == N_GOOD + sum(outcome.end != "set aside" for _, outcome in ROWS.values())
    assert products + aside == N_GOOD + len(ROWS)
    assert dict(loaded("SELECT * FROM builds WHERE key LIKE 'rows_%'")) == {
        "rows_read": str(N_GOOD + len(ROWS)),
        "rows_set_aside": str(aside),
    }


# -- whole shops that are unlike any other ----------------------------------------------------

SHOPS: dict[str, list[dict[str, str]]] = {
    "two products": [listing(0), listing(1)],
    "one category only": [listing(i, **category("A")) for i in range(6)],
    "more categories than products": [
        listing(i, **category(*(f"{i}-{level}" for level in range(4)))) for i in range(3)
    ],
    "no category at all": [listing(i, product_category_tree="") for i in range(6)],
    "no usable word at all": [listing(i, product_name=f"{i}", description="") for i in range(6)],
    "one product many times": [listing(0, uniq_id=f"copy {i}") for i in range(9)],
}


@pytest.mark.parametrize("case", SHOPS)
def test_a_shop_is_loaded_whole(
    tmp_path: Path, request_of: Callable[..., Request], case: str
) -> None:
    catalog = write_shop(tmp_path / "shop", SHOPS[case], photos=6)
    ask = queries_on(pipeline.run(request_of(catalog), unseen).database)
    assert ask("SELECT product_id FROM products ORDER BY position") == [
        (row["uniq_id"],) for row in SHOPS[case]
    ]
    assert ask("SELECT count(*) FROM load_report WHERE severity = 'set_aside'") == [(0,)]
