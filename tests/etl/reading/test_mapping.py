"""A second shop needs a new mapping and no code."""

import re
from pathlib import Path

import pytest

from etl.config import DATA, InputError
from etl.reading.mapping import FIELDS, Column, load_mapping

MINIMAL = '[id]\ncolumn = "i"\n[name]\ncolumn = "n"\n[category]\ncolumn = "c"\n'


@pytest.mark.parametrize(
    ("column", "cell", "values"),
    [
        (Column(("c",)), "  one   cell ", ["one cell"]),
        (Column(("c",)), "   ", []),
        (Column(("c",), separator=">"), "A > B >> C", ["A", "B", "C"]),
        (Column(("c",), json_list=True, separator=">>"), '["A >> B >> C"]', ["A", "B", "C"]),
        (Column(("c",), json_list=True), '["A", "B"]', ["A", "B"]),
        (Column(("c",), json_list=True), "[]", []),
        (Column(("c",), json_list=True), "", []),
        (
            Column(("c",), pattern=re.compile("category:([^|]+)")),
            "category:A|category: B |brand:X",
            ["A", "B"],
        ),
        (Column(("c",), pattern=re.compile("brand:([^|]+)")), "category:A|brand:X", ["X"]),
        (Column(("c",), pattern=re.compile("(?:in (\\w+))?;")), "in A;;in B;", ["A", "B"]),
        (
            Column(("c",), pattern=re.compile("<(.*?)>"), separator="/"),
            "<A/B>x<C>",
            ["A", "B", "C"],
        ),
    ],
)
def test_a_cell_gives_its_values(column: Column, cell: str, values: list[str]) -> None:
    assert column.values([cell]) == values


@pytest.mark.parametrize(
    "cell", ["A >> B", '{"a": 1}', "[1]", '["A"', '["\\ud800"]', "[" * 100_000]
)
def test_a_cell_that_is_no_list_of_texts_is_told_apart(cell: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the kind is the contract
        Column(("c",), json_list=True).values([cell])


def test_the_shipped_mapping_names_every_field() -> None:
    mapping = load_mapping(DATA / "catalogs" / "flipkart.toml")
    assert (*mapping.columns, "parent", "seller") == FIELDS


def test_optional_fields_may_be_left_out(tmp_path: Path) -> None:
    path = tmp_path / "shop.toml"
    path.write_text(MINIMAL, encoding="utf-8")
    assert load_mapping(path).columns == {
        "id": Column(("i",)),
        "name": Column(("n",)),
        "category": Column(("c",)),
    }


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[id", "table declaration"),
        ('[id]\ncolumn = "i"\n', "name"),
        (MINIMAL + '[colour]\ncolumn = "c"\n', "colour"),
        (MINIMAL + '[brand]\nseparator = "|"\n', "brand"),
        (MINIMAL + "brand = 3\n", "brand"),
        (MINIMAL + '[brand]\ncolumn = "b"\nseperator = "|"\n', "seperator"),
        (MINIMAL + '[brand]\ncolumn = "b"\njson_list = "yes"\n', "brand.json_list"),
        (MINIMAL + '[brand]\ncolumn = "b"\npattern = "brand:(["\n', "brand:(["),
        (MINIMAL + '[brand]\ncolumn = "b"\npattern = "brand:.*"\n', "brand:.*"),
    ],
)
def test_a_wrong_mapping_is_one_sentence_that_names_the_place(
    tmp_path: Path, text: str, named: str
) -> None:
    path = tmp_path / "shop.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as refused:
        load_mapping(path)
    assert "\n" not in str(refused.value)
    assert str(path) in str(refused.value)
    assert named in str(refused.value)


def test_a_mapping_that_is_not_text_or_not_there_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "shop.toml"
    with pytest.raises(InputError, match="not found"):
        load_mapping(path)
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match=r"Mapping .*shop"):
        load_mapping(path)
