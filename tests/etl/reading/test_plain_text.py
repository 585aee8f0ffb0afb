"""A person reads the text of a listing, not its markup."""

import pytest

from etl.reading.plain_text import one_line, plain_text, tidy


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("<p>Un</p><p>Deux<br/>trois</p>", "Un\nDeux\ntrois"),
        ("Un <b>beau</b> vase", "Un beau vase"),
        ("mot<b>s</b> liés", "mots liés"),
        ("<ul><li>un</li><li>deux</li></ul>", "un\ndeux"),
        ('<img src="https://cdn.example/a.jpg" alt=""/>Vase', "Vase"),
        ('<img src="data:image/png;base64,iVBORw0KGgo=">Vase', "Vase"),
        ("<style>p{color:red}</style><script>x()</script>Vase", "Vase"),
        ("<!-- note -->Vase<?php x ?>", "Vase"),
        ("<![CDATA[Vase bleu]]>", "Vase bleu"),
        ("<o:p>Vase</o:p><custom-tag>bleu</custom-tag>", "Vasebleu"),
        ("Th&eacute; &amp; caf&#233; &nbsp; noir", "Thé & café noir"),
        ("&lt;p&gt;Vase&lt;/p&gt;", "Vase"),
        ("&amp;eacute;tag&amp;egrave;re", "étagère"),
        ("taille <M>, a < b, 3 > 2 <3", "taille <M>, a < b, 3 > 2 <3"),
        ("AT&T R&D &c", "AT&T R&D &c"),
        ("e\u0301te\u0301", "été"),
        ("s\u00adou\u200bple\ufeff", "souple"),
        ("un\r\n\r\n  deux  \r trois", "un\ndeux\ntrois"),
        ("👩\u200d🚀", "👩\u200d🚀"),  # of two signs that are one with what joins them
        ("T-shirt <S>, <M>", "T-shirt <S>, <M>"),
        ("<S>barré</S>", "barré"),
        ("Vase <iframe src=x> bleu", "Vase bleu"),
        ("<![if mso]>x<![endif]>", "x"),
        ("<a " * 10_000, ("<a " * 10_000).strip()),
        ("<!--" * 100_000, "<!--" * 100_000),
        ("<", "<"),
        ("<p", "<p"),
        ("", ""),
    ],
)
def test_what_is_left_of_a_cell(cell: str, text: str) -> None:
    assert plain_text(cell) == text


def test_a_name_is_one_line() -> None:
    assert one_line("<h1>Vase</h1>\nbleu") == "Vase bleu"


def test_an_id_keeps_its_signs() -> None:
    assert tidy(" <b>-1 ") == "<b>-1"
