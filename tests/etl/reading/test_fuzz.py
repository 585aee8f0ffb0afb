"""Any bytes through any mapping: products and rows set aside, or one sentence. Nothing else."""

import csv
import io
import json
from collections.abc import Mapping
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl.config import CONTROLS, InputError
from etl.reading.catalogue import Catalogue, Product, read_catalogue
from etl.reading.category import MOST_LEVELS, category_path
from etl.reading.mapping import FIELDS, KEYS, REQUIRED, Column, load_mapping

COLUMNS = ("a", "b", "c", "d")
FEW = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
# What such cells are made of, so that the branches behind each sign are taken.
parts = st.sampled_from(
    [
        "[",
        "]",
        '"',
        ",",
        ">>",
        ">",
        " ",
        "...",
        "…",
        "(",
        "\\ud800",
        "\0",
        "\n",
        "=",
        "Mug",
        "1",
        "é",
    ]
)
cells = (
    texts | st.lists(parts, max_size=8).map("".join) | st.lists(texts, max_size=3).map(json.dumps)
)
# Short, and on short cells: a pattern that takes for ever is its author's to mend.
patterns = st.sampled_from(["([^|]+)", "c:(a)?", "(.*?)>", "()", "(?:x)", "[", "(a{99999999999})"])
options = st.fixed_dictionaries(
    {"column": st.sampled_from(COLUMNS)},
    optional={
        "pattern": patterns | texts,
        "separator": st.sampled_from([">>", ">", "", "|"]) | texts,
        "json_list": st.booleans(),
        "drop_own_name": st.booleans(),
    },
)
mappings = st.fixed_dictionaries(
    dict.fromkeys(REQUIRED, options),
    optional={field: options for field in FIELDS if field not in REQUIRED},
)


def as_toml(tables: Mapping[str, Mapping[str, object]]) -> str:
    lines = []
    for field, table in tables.items():
        lines.append(f"[{json.dumps(field)}]")
        lines += [f"{json.dumps(key)} = {json.dumps(value)}" for key, value in table.items()]
    return "\n".join(lines)


def as_csv(rows: list[list[str]]) -> bytes:
    stream = io.StringIO()
    csv.writer(stream, quoting=csv.QUOTE_ALL).writerows([COLUMNS, *rows])
    return stream.getvalue().encode()


header = ",".join(COLUMNS).encode() + b"\n"
whole_rows = st.lists(
    st.lists(cells, min_size=4, max_size=4) | st.lists(cells, max_size=6), max_size=6
)
files = st.one_of(
    st.binary(max_size=80),
    st.binary(max_size=80).map(lambda content: header + content),
    texts.map(lambda content: header + content.encode()),
    whole_rows.map(as_csv),
)


def read(folder: Path, content: bytes, mapping: str | bytes) -> Catalogue | None:
    """Read a catalogue through a mapping; None where one sentence says why it cannot be."""
    catalog, toml = folder / "any.csv", folder / "any.toml"
    catalog.write_bytes(content)
    toml.write_bytes(mapping if isinstance(mapping, bytes) else mapping.encode())
    try:
        return read_catalogue(catalog, load_mapping(toml))
    except InputError as refused:
        sentence = str(refused)
    assert sentence
    assert not CONTROLS.search(sentence)
    return None


def assert_whole(catalogue: Catalogue) -> None:
    aside = [finding for finding in catalogue.findings if finding.severity == "set_aside"]
    rows = [product.row for product in catalogue.products] + [finding.row for finding in aside]
    assert sorted(rows) == list(range(1, catalogue.rows_read + 1))  # type: ignore[type-var]
    ids = [product.product_id for product in catalogue.products]
    assert len(set(ids)) == len(ids)
    for product in catalogue.products:
        assert_storable(product)


def assert_storable(product: Product) -> None:
    assert product.product_id
    assert product.name
    assert product.price is None or product.price >= 0
    assert len(product.category_path) <= MOST_LEVELS
    assert all(part.strip() == part != "" for part in product.category_path)
    texts = [product.product_id, product.text, product.brand or "", product.image_file or ""]
    "".join([*texts, *product.category_path]).encode()
    assert "\0" not in "".join([*texts, *product.category_path])


@FEW
@given(content=files, tables=mappings)
def test_any_file_through_any_mapping(
    tmp_path: Path, content: bytes, tables: Mapping[str, Mapping[str, object]]
) -> None:
    catalogue = read(tmp_path, content, as_toml(tables))
    if catalogue is not None:
        assert_whole(catalogue)


@FEW
@given(rows=whole_rows)
def test_any_rows_through_a_plain_mapping(tmp_path: Path, rows: list[list[str]]) -> None:
    """Each row is counted, blank lines alone are none."""
    plain = as_toml(
        {field: {"column": name} for field, name in zip(REQUIRED, COLUMNS, strict=False)}
    )
    catalogue = read(tmp_path, as_csv(rows), plain)
    assert catalogue is not None
    assert_whole(catalogue)
    assert catalogue.rows_read == sum(bool(row) for row in rows)


@FEW
@given(content=st.binary(max_size=80) | texts.map(str.encode))
def test_any_bytes_for_a_mapping(tmp_path: Path, content: bytes) -> None:
    catalogue = read(tmp_path, header, content)
    assert catalogue is None or catalogue.rows_read == 0


values = (
    st.none() | st.booleans() | st.integers() | st.floats() | texts | st.lists(texts, max_size=2)
)
tables_of_anything = st.dictionaries(
    st.sampled_from(FIELDS) | texts,
    st.dictionaries(st.sampled_from(tuple(KEYS)) | texts, values, max_size=4),
    max_size=4,
)


@FEW
@given(tables=tables_of_anything)
def test_any_tables_for_a_mapping(
    tmp_path: Path, tables: Mapping[str, Mapping[str, object]]
) -> None:
    catalogue = read(tmp_path, header, as_toml(tables))
    assert catalogue is None or catalogue.rows_read == 0


@FEW
@given(
    cell=cells,
    name=cells,
    separator=st.sampled_from([None, ">>", ">"]),
    flags=st.tuples(st.booleans(), st.booleans()),
)
def test_any_cell_is_a_path_or_says_why_not(
    cell: str, name: str, separator: str | None, flags: tuple[bool, bool]
) -> None:
    column = Column(("c",), separator=separator, json_list=flags[0], drop_own_name=flags[1])
    path, _, problem = category_path([cell], column, name)
    is_missing = problem is not None and problem[0] != "category_gap"
    assert (path == ()) is is_missing
    assert all(part == " ".join(part.split()) != "" for part in path)


def test_what_the_search_may_take_for_granted() -> None:
    """A file and a mapping of this form are read, so that not all of the above ends at the door."""
    assert as_toml({"id": {"column": "a"}}) == '["id"]\n"column" = "a"'
    assert as_csv([["1", "Mug", "A", ""]]) == b'"a","b","c","d"\r\n"1","Mug","A",""\r\n'
