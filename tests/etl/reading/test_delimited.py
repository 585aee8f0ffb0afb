"""Delimiters are found, and a row whose quotes are wrong costs itself and no other."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from etl.reading.delimited import Dialect, read_rows
from etl.reading.forms import recognise
from etl.reading.rows import Row

Read = Callable[[str], tuple[Dialect, list[Row]]]

ROWS = [
    ["id", "name", "text", "price"],
    *([f"r{i}", f"Tasse {i}", f"bleue, {i}", f"{i},50"] for i in range(8)),
]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Dialect and rows of a file of this text."""

    def from_text(content: str) -> tuple[Dialect, list[Row]]:
        path = tmp_path / "products.csv"
        path.write_bytes(content.encode())
        dialect, rows = read_rows(recognise(path), "utf-8")
        return dialect, list(rows)

    return from_text


def written(delimiter: str, end: str = "\n", blanks: str = "") -> str:
    def cell(text: str) -> str:
        return f'{blanks}"{text}"{blanks}' if delimiter in text or blanks else text

    return "".join(delimiter.join(map(cell, row)) + end for row in ROWS)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_delimiter_is_found(read: Read, delimiter: str, end: str) -> None:
    dialect, rows = read(written(delimiter, end))
    assert dialect.delimiter == delimiter
    assert [row.cells for row in rows] == ROWS
    assert [row.line for row in rows] == list(range(1, 10))


def test_blanks_around_quotes_are_nobodys(read: Read) -> None:
    _, rows = read(written(",", blanks="  "))
    assert [row.cells for row in rows] == ROWS


def test_the_hint_of_a_spreadsheet_is_followed(read: Read) -> None:
    dialect, rows = read("sep=;\n" + written(";"))
    assert (dialect.delimiter, rows[0].line) == (";", 2)
    assert [row.cells for row in rows] == ROWS


def test_quotes_escaped_by_a_backslash(read: Read) -> None:
    _, rows = read('id,name\n1,"Plat 12\\" rond, bleu"\n2,"Plat 9\\" carré, vert"\n')
    assert [row.cells for row in rows[1:]] == [
        ["1", 'Plat 12" rond, bleu'],
        ["2", 'Plat 9" carré, vert'],
    ]


def test_inches_in_a_file_without_quotes(read: Read) -> None:
    """A tab-separated dump of a database quotes nothing: a quote is a letter there."""
    text = "id\tname\n" + "".join(f'{i}\t"{i}" écran\n' for i in range(5))
    _, rows = read(text)
    assert [row.cells for row in rows[1:]] == [[str(i), f'"{i}" écran'] for i in range(5)]


def line(i: int, name: str | None = None, text: str | None = None) -> str:
    """A row of a file that quotes its texts."""
    quoted = f'"bleue, {i}"'
    return f"r{i},{name or f'Tasse {i}'},{text or quoted},{i}.50\n"


def test_text_behind_a_quote_sets_its_row_aside(read: Read) -> None:
    _, rows = read("id,name,text,price\n" + line(1) + line(2, '"Grande" tasse') + line(3))
    assert [row.fault for row in rows] == [None, None, ("row_quote", {"line": 3}), None]
    assert rows[3].cells == ["r3", "Tasse 3", "bleue, 3", "3.50"]


def test_a_quote_that_never_closes_sets_its_row_aside(read: Read) -> None:
    plain = "".join(line(i, text="bleue") for i in range(3, 6))
    _, rows = read("id,name,text,price\n" + line(1) + line(2, text='"bleue') + plain)
    assert [row.fault for row in rows[2:]] == [("row_quote_open", {"line": 3}), None, None, None]
    assert [row.cells[0] for row in rows[3:]] == ["r3", "r4", "r5"]


@pytest.mark.parametrize("between", [0, 1, 3])
def test_a_quote_that_closes_rows_later_swallows_none(read: Read, between: int) -> None:
    opened, closed = line(2, text='"bleue” dit-on'), line(9, text='dite “bleue"')
    plain = "".join(line(i, text="bleue") for i in range(3, 3 + between))
    _, rows = read("id,name,text,price\n" + line(1) + opened + plain + closed + line(10))
    last = 4 + between
    assert rows[2].fault == ("row_quote_late", {"line": 3, "last": last})
    assert [row.cells[0] for row in rows[3:]] == [
        *(f"r{i}" for i in range(3, 3 + between)),
        "r9",
        "r10",
    ]


def test_a_quote_that_the_next_row_closes_swallows_none(read: Read) -> None:
    _, rows = read("id,name,text,price\n" + line(1) + line(2, text='"bleue”') + line(3) + line(4))
    assert [row.fault for row in rows] == [
        None,
        None,
        ("row_quote_late", {"line": 3, "last": 4}),
        None,
        None,
    ]


@pytest.mark.parametrize(
    "cells",
    [["", "\n,0", "", ""], ["r1", "bleu\n,0", "", ""], ["r1", "a,,\nr2,0", "b", ""]],
)
def test_a_first_row_of_two_lines_is_one_row(read: Read, cells: list[str]) -> None:
    """No row before it says yet what an id looks like."""
    _, rows = read("id,name,text,price\n" + ",".join(f'"{cell}"' for cell in cells) + "\n")
    assert [row.cells for row in rows[1:]] == [cells]
    assert rows[1].fault is None


@pytest.mark.parametrize(
    "text",
    [
        "deux\nlignes",
        "tailles\n36,37,38,39\nen stock",
        'un "beau"\r\n\r\nvase, bleu, vert, gris\nfin',
        "une, liste, de, mots\nen, quatre, parties, ici",
        "fond plat\ngaz, induction",
        "un,deux,trois,quatre",
        "<ul>\n<li>inox, plat, rond, bleu</li>\n</ul>",
    ],
)
def test_lines_within_a_text_are_no_rows(read: Read, text: str) -> None:
    quoted = '"' + text.replace('"', '""') + '"'
    _, rows = read("id,name,text,price\n" + line(1) + line(2, text=quoted) + line(3))
    assert [row.fault for row in rows] == [None] * 4
    assert rows[2].cells[2] == text
    assert rows[3].cells[0] == "r3"


@pytest.mark.parametrize("delimiter", [",", ";"])
def test_a_text_of_two_lines_at_any_place_of_the_row(read: Read, delimiter: str) -> None:
    """Its last line holds as many delimiters as there are columns before it, or after."""
    rows = [["ref", "nom", "texte", "rayon"]]
    rows += [[f"R{i}", "Pot", f"Pot.\nFond{delimiter} plat{delimiter} {i}", "A"] for i in range(9)]
    for order in ((0, 1, 2, 3), (0, 1, 3, 2), (2, 0, 1, 3)):
        written = [[row[place] for place in order] for row in rows]
        stream = io.StringIO()
        csv.writer(stream, delimiter=delimiter).writerows(written)
        dialect, rows_read = read(stream.getvalue())
        assert dialect.delimiter == delimiter
        assert [row.cells for row in rows_read] == written


def test_quotes_are_quotes_where_all_rows_hold_as_many_commas(read: Read) -> None:
    text = "id,name,rayon\n" + "".join(f'{i},"Mug, blue {i}",A > B\n' for i in range(200))
    _, rows = read(text + '7,"Mug,A > B\n')
    assert rows[1].cells == ["0", "Mug, blue 0", "A > B"]
    assert rows[-1].fault == ("row_quote_open", {"line": 202})


def test_a_long_text_in_the_first_column_is_a_row(read: Read) -> None:
    _, rows = read('text,id\n"un\ndeux",1\n"trois\nquatre",2\n')
    assert [row.cells for row in rows[1:]] == [["un\ndeux", "1"], ["trois\nquatre", "2"]]


def test_bytes_that_are_not_utf_8_set_their_row_aside(tmp_path: Path) -> None:
    path = tmp_path / "products.csv"
    path.write_bytes("id,name\n1,Thé\n2,Tha\n3,Café\n".encode().replace(b"Tha", b"Th\xe9"))
    _, rows = read_rows(recognise(path), "utf-8")
    assert [row.fault for row in rows] == [None, None, ("row_encoding", {"line": 3}), None]
