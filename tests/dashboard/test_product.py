"""One product in full: what the drawer is told, against the database and hand-made texts."""

import io
import json
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from dashboard.components.product_text import reason_of
from dashboard.core.database import HARDENED, Database, Reader
from dashboard.core.webp import webp_size
from dashboard.model.product import REASONS, Dropped, Piece, marked, stand
from dashboard.queries.product_query import network_input, product_of
from etl.embedding import words
from tests.dashboard.conftest import (
    SPACES,
    UNTRUSTED,
    WITHOUT_CATEGORY,
    WITHOUT_PHOTO,
    write_database,
)
from tests.dashboard.page_client import Page

# -- dropped tokens, found again --------------------------------------------------------------


@settings(deadline=None)
@given(st.text(alphabet="aAbBéÉßΣσİœ™  \n,.;-'019\u0301\u0915\u093f", max_size=60), st.data())
def test_each_dropped_token_is_found_where_the_pipeline_cut_it(text: str, data: Any) -> None:
    tokens = words.split(text)
    out = data.draw(st.sets(st.sampled_from(sorted(set(tokens))))) if tokens else set()
    dropped = [Dropped(token, "stop_word") for token in tokens if token in out]
    pieces = marked(text, [token for token in tokens if token not in out], dropped)
    # A letter by itself may have another small form than within the text: a final sigma.
    cut_texts = [piece.text.casefold() for piece in pieces if piece.reason]
    assert cut_texts == [entry.token.casefold() for entry in dropped]
    [whole] = marked(text, [], []) or [Piece("")]
    assert "".join(piece.text for piece in pieces) == whole.text


def test_dropped_tokens_are_found_whatever_their_spelling() -> None:
    pieces = marked(
        "Œufrier\u00ad in Ｔhe 茶杯茶壶陶",
        ["œufrier", "茶杯", "壶陶"],
        [Dropped("in", "a"), Dropped("the", "b"), Dropped("杯茶", "c"), Dropped("茶壶", "d")],
    )
    # Signs that a kept pair holds are not struck.
    assert [(piece.text, piece.reason) for piece in pieces if piece.reason] == [
        ("in", "a"), ("Ｔhe", "b"), ("茶", "c"),
    ]  # fmt: skip
    assert "".join(piece.text for piece in pieces) == "Œufrier\u00ad in Ｔhe 茶杯茶壶陶"


def test_a_token_that_is_not_in_the_text_marks_nothing() -> None:
    pieces = marked("Blue mug", ["blue"], [Dropped("of", "stop_word"), Dropped("mug", "number")])
    assert [(piece.text, piece.reason) for piece in pieces] == [("Blue mug", None)]


def test_the_reasons_are_those_of_the_pipeline() -> None:
    assert sorted(REASONS) == sorted(words.REASONS)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("reason", REASONS)
def test_a_reason_is_said_with_the_threshold_of_the_build(reason: str, language: str) -> None:
    about = {
        "text.min_letters": "4",
        "text.stop_word_languages": "fr,de",
        "text.boilerplate_share": "0.15",
        "text.boilerplate_documents": "157.5",
        "text_model": "some.vec",
    }
    sentence = reason_of(reason, about, 1050, language)
    expected = {
        "too_short": ["4"],
        "stop_word": [
            {"fr": "français, allemand", "en": "French, German"}[language],
        ],
        "boilerplate": ["15", "157"],
        "no_vector": ["some.vec"],
    }
    assert all(part in sentence for part in expected.get(reason, []))
    if reason == "boilerplate":
        assert "15" not in reason_of(
            reason, {**about, "text.boilerplate_documents": "20"}, 30, "en"
        )
    assert reason_of(reason, {}, 30, language)


# -- values -----------------------------------------------------------------------------------


@pytest.mark.parametrize("saved", [{}, {"icc_profile": b"profile"}], ids=["plain", "extended"])
def test_the_size_of_a_picture_is_read_from_its_header(saved: dict[str, Any]) -> None:
    stream = io.BytesIO()
    Image.new("RGB", (300, 7)).save(stream, "WEBP", **saved)
    assert webp_size(stream.getvalue()) == (300, 7)
    assert webp_size(stream.getvalue()[:20]) is None
    assert webp_size(b"RIFF....WAVEfmt " + bytes(20)) is None


def test_categories_are_compared_at_the_level_of_the_view() -> None:
    own = ("A", "A1")
    assert [stand(own, ("A", "A2"), level) for level in (1, 2, 3)] == ["same", "other", "unknown"]
    assert stand((), (), 1) == "unknown"


def test_a_product_is_read_whole(database: Database) -> None:
    product = product_of(database, "id/3")
    assert product is not None
    assert (product.row, product.product_id, product.name) == (3, "id/3", "Produit 003")
    assert (product.brand, product.price, product.path) == ("Élan", 30.0, ("A", "A2"))
    assert (product.photo, product.written) == ((800, 600), "Produit 003\nTexte 3")
    assert (product.kept, product.dropped) == (["texte"], [Dropped("le", "stop_word")])
    assert product_of(database, "nobody") is None
    assert network_input(database, "id/3") == b"RIFF....WEBP"
    assert network_input(database, f"id/{WITHOUT_PHOTO}") is None


def test_pictures_larger_than_the_memory_stay_in_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = write_database(tmp_path / "large.duckdb", 24)
    with duckdb.connect(str(file)) as connection:
        connection.execute(
            """
            INSERT INTO products
            SELECT * EXCLUDE (more)
                   REPLACE (product_id || '-' || more AS product_id, 24 + more AS position,
                            repeat('x', 10000)::BLOB AS network_input)
            FROM products, range(6000) r(more) WHERE product_id = 'id/3'
            """
        )
    monkeypatch.setitem(HARDENED, "memory_limit", "48MB")
    database = Reader(file).current()
    product = product_of(database, "id/3-5999")
    assert product is not None
    assert product.row == 24 + 5999


# -- what the drawer is told ------------------------------------------------------------------


def ask(database: Database, product_id: str, **parameters: object) -> Any:
    query = {"id": product_id, "lang": "en", "level": 1, **parameters}
    return Page().client.get(f"/product/{database.file.name}", query_string=query)


def nodes_of(answer: Any) -> list[Any]:
    """All elements of what was told, as (tag, attributes, text)."""
    elements = []

    def walk(node: Any) -> str:
        if isinstance(node, str):
            return node
        tag, attributes, nodes = node
        content = " ".join(filter(None, map(walk, nodes)))
        elements.append((tag, attributes, content))
        return content

    for node in json.loads(answer.get_json()["content"]):
        walk(node)
    return elements


def said_in(answer: Any, tag: str) -> list[str]:
    return [content for name, _, content in nodes_of(answer) if name == tag]


def test_the_drawer_is_told_the_product(database: Database) -> None:
    answer = ask(database, "id/4", level=2)
    assert answer.status_code == 200
    assert "max-age" in answer.headers["Cache-Control"]
    assert answer.get_json()["name"] == "Produit 004"
    values = said_in(answer, "dd")
    labels = database.catalogue.labels
    assert values[:5] == ["B › B2", "–", "40", "id/4", "read, 800\u00a0×\u00a0600\u00a0px"]
    assert values[5:] == [f"C{labels[space, 2][4]}" for space in SPACES]
    pictures = [attributes["src"] for tag, attributes, _ in nodes_of(answer) if tag == "img"][:2]
    assert pictures == [
        f"/{kind}?id=id%2F4&build={database.file.name}" for kind in ("photo", "seen")
    ]
    assert "more than 20 texts" not in str(nodes_of(answer))  # nothing was dropped for that
    assert "Languages of the catalogue: English, French" in " ".join(said_in(answer, "th"))


def test_neighbours_are_those_of_each_space(database: Database) -> None:
    answer = ask(database, "id/4", level=1)
    near = [
        (attributes["data-product"], content.split()[0], content.split(" ", 3)[-1])
        for tag, attributes, content in nodes_of(answer)
        if tag == "button" and "data-product" in attributes
    ]
    more = [
        button["data-like"] for _, button, _ in nodes_of(answer) if button.get("data-of") == "id/4"
    ]
    assert more == list(SPACES)
    cursor = database.connection.cursor()
    wanted = [
        neighbour
        for space in SPACES
        for (neighbour,) in cursor.execute(
            "SELECT neighbour_id FROM neighbours WHERE space = ? AND product_id = 'id/4' "
            "ORDER BY rank",
            [space],
        ).fetchall()
    ]
    # The photo of product 7 is missing, and it is the nearest by text.
    assert [button for button, _, _ in near] == wanted
    assert near[1] == ("id/10", "0.70", "B2 = same category")
    assert near[2][2].endswith("≠ another category")


def test_a_product_without_photo_or_category_says_so(database: Database) -> None:
    content = " ".join(content for _, _, content in nodes_of(ask(database, f"id/{WITHOUT_PHOTO}")))
    assert "no photo" in content
    assert "missing: no file of that name" in content
    assert "no vector, so no cluster" in content
    assert "Without a vector in this space it has no neighbour." in content
    content = " ".join(
        content for _, _, content in nodes_of(ask(database, f"id/{WITHOUT_CATEGORY}"))
    )
    assert "? no category at this level" in content


def test_a_level_without_clusters_shows_those_of_the_level_above(
    database: Database,
) -> None:
    for level in (3, 99):
        assert "Clusters, level 2" in said_in(ask(database, "id/4", level=level), "h3")
    assert "Clusters, level 1" in said_in(ask(database, "id/4", level="x"), "h3")


def test_what_a_seller_wrote_is_only_text(database: Database) -> None:
    answer = ask(database, "id/0", lang="xx")
    assert answer.get_json()["name"] == UNTRUSTED
    assert all(
        tag != "img" or "onerror" not in attributes for tag, attributes, _ in nodes_of(answer)
    )
    [raw] = [
        content
        for _, attributes, content in nodes_of(answer)
        if "drawer-raw" in attributes.get("class", "")
    ]
    assert raw.replace(" ", "").startswith(UNTRUSTED.replace(" ", ""))
    assert "La photo avant et après" in said_in(answer, "h3")


def test_another_build_or_product_is_not_found(database: Database) -> None:
    assert ask(database, "nobody").status_code == 404
    assert ask(database, "").status_code == 404
    client = Page().client
    assert client.get("/product/another-build?id=id/4").status_code == 404
    assert client.get("/seen/id%2F4").mimetype == "image/webp"
    assert client.get(f"/seen/id%2F{WITHOUT_PHOTO}").status_code == 404


def test_without_a_database_nothing_is_found(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    monkeypatch.setenv("CATALOG_DATABASE", str(tmp_path / "none.duckdb"))
    client = Page().client
    assert client.get("/product/build?id=id/4").status_code == 404
    assert client.get("/seen/id%2F4").status_code == 404
