"""Shops unlike the one that the default mapping is of, through the command line to the database."""

import csv
import functools
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from PIL import Image

from etl import __main__ as cli
from etl.config import Request
from tests.etl.networks import Form, write_network
from tests.etl.shop import TINY, WORDS, Query, queries_on

HEADER = ["ref", "nom", "texte", "rayon", "marque", "prix", "photo"]
FAMILIES = ["Jardin > Arrosoirs", "Jardin > Râteaux", "Salon > Lampes", "Salon > Vases"]
Row = list[str]
Load = Callable[[Iterable[Row]], Query]


def product(number: int, **changed: str) -> Row:
    """A product of one of four families, whose words are those of its family but for one."""
    own = WORDS[8 * (number % 4) : 8 * (number % 4) + 6]
    row = {
        "ref": f"p{number}",
        "nom": " ".join([*own[:2], WORDS[-1 - number % 30]]),
        "texte": " ".join(own),
        "rayon": FAMILIES[number % 4],
        "marque": f"Marque {number % 3}",
        "prix": f"{number},90 €",
        "photo": f"p{number}.png",
    }
    return list({**row, **changed}.values())


@pytest.fixture
def load(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Load:
    """Run the command on a shop of these rows, without a mapping; photos p0.png to p39.png."""
    monkeypatch.setattr(cli, "Request", functools.partial(Request, settings=TINY))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")

    def run(rows: Iterable[Row], end: str = "") -> Query:
        (tmp_path / "images").mkdir()
        for number in range(40):
            Image.new("RGB", (20, 20), (6 * number, 90, 250 - 5 * number)).save(
                tmp_path / "images" / f"p{number}.png"
            )
        with (tmp_path / "products.csv").open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream, lineterminator=f"{end}\n").writerows([HEADER, *rows])
        network = write_network(tmp_path / "small.onnx", Form())
        arguments = ["etl", "run", "--catalog", str(tmp_path / "products.csv"), "--jobs", "1"]
        arguments += ["--image-model", str(network), "--database", str(tmp_path / "shop.duckdb")]
        monkeypatch.setattr(sys, "argv", arguments)
        assert cli.main() == 0
        return queries_on(tmp_path / "shop.duckdb")

    return run


def codes(ask: Query) -> dict[str, int]:
    return dict(ask("SELECT code, count(*) FROM load_report GROUP BY code"))


def test_a_delimiter_too_many_on_each_row_is_none(load: Load) -> None:
    ask = load([*product(number), ""] for number in range(12))
    assert ask("SELECT count(*) FROM products WHERE image_status = 'ok'") == [(12,)]
    assert codes(ask) == {}


def test_what_a_file_is_stands_in_the_database(load: Load) -> None:
    ask = load(product(number) for number in range(4))
    assert dict(ask("SELECT key, value FROM builds WHERE key LIKE 'catalog.%'")) == {
        "catalog.form": "csv",
        "catalog.encoding": "utf-8",
        "catalog.delimiter": ",",
        "catalog.header_line": "1",
    }


def test_the_same_listing_in_markup_is_a_near_duplicate(load: Load) -> None:
    """Another seller's copy: entities in the name, blocks and a picture around the text."""

    def copy(number: int) -> Row:
        _, name, text, *_ = product(number)
        picture = '<img src="data:image/png;base64,AA">'
        html = f'<div class="rte"><p style="margin:0">{text}</p>{picture}</div>'
        return product(number, ref=f"q{number}", nom=f"{name}&nbsp;", texte=html)

    ask = load([product(number) for number in range(20)] + [copy(number) for number in range(5)])
    pairs = ask("SELECT product_id, duplicate_id FROM near_duplicates")
    assert {(f"p{number}", f"q{number}") for number in range(5)} <= set(pairs)
    assert ask("SELECT DISTINCT description FROM products WHERE description LIKE '%<%'") == []


def test_a_placeholder_is_no_photo(load: Load) -> None:
    ask = load(
        product(number, photo="p0.png" if number % 3 else f"p{number}.png") for number in range(24)
    )
    statuses: dict[str, int] = dict(ask("SELECT image_status, count(*) FROM products GROUP BY ALL"))
    # Product 0 has the photo of the others for its own, and nobody can tell.
    assert statuses == {"missing": 17, "ok": 7}
    assert codes(ask) == {"image_shared": 17}
    assert ask("SELECT count(*) FROM embeddings WHERE space = 'image'") == [(7,)]
    assert ask("SELECT count(*) FROM embeddings WHERE space = 'fused'") == [(24,)]


def test_spellings_of_one_category_are_one(load: Load) -> None:
    spellings = [
        "Déco & Art",
        "De\u0301co &amp; Art",
        "Déco\u200b & Art",
        " Déco  & Art ",
        "déco & art",
    ]
    ask = load(product(number, rayon=f"{spellings[number % 5]} > Vases") for number in range(20))
    assert ask("SELECT level, n_categories FROM levels ORDER BY level") == [(1, 2), (2, 2)]
    ((reason,),) = ask("SELECT reason FROM load_report WHERE code = 'category_alike'")
    assert "“Déco & Art” (16), “déco & art” (4)" in str(reason)


def test_variants_take_what_stands_in_the_row_of_their_parent(
    load: Load, monkeypatch: pytest.MonkeyPatch
) -> None:
    header = [*HEADER, "parent"]
    monkeypatch.setattr(sys.modules[__name__], "HEADER", header)
    rows = [[*product(number), ""] for number in range(8)]
    rows += [
        [f"v{number}", f"{product(number)[1]} bleu", "", "", "", "9,90 €", "", f"p{number}"]
        for number in range(3)
    ]
    ask = load(rows)
    inherited = ask(
        "SELECT v.product_id FROM products v JOIN products p "
        "ON p.product_id = 'p' || substr(v.product_id, 2) AND v.product_id LIKE 'v%' "
        "AND v.category_path = p.category_path AND v.brand = p.brand "
        "AND v.description = p.description AND v.image_file = p.image_file ORDER BY 1"
    )
    assert inherited == [("v0",), ("v1",), ("v2",)]
    assert codes(ask) == {}
