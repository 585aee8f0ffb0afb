"""What is repeated whatever is sold goes, what names a kind of product stays."""

import random

import pytest

from etl.config import TextSettings
from etl.embedding import boilerplate, words

SETTINGS = TextSettings()
COLOURS = ["red", "blue", "green", "white", "black", "grey", "pink", "brown", "beige", "golden"]
TEMPLATES = ("free shipping within two days", "buy online safe payment")


def boilerplate_of(texts: list[str], names: list[str]) -> set[str]:
    documents = words.read(texts, SETTINGS).documents
    return set(boilerplate.find(documents, [words.split(name) for name in names], SETTINGS))


def shop(kinds: int, copies: int, *, names: bool = True) -> tuple[list[str], list[str]]:
    """Nouns in every text of their kind, colours at random, phrases of two sellers in the half."""
    rng = random.Random(kinds)  # noqa: S311
    texts, titles = [], []
    for i in range(kinds * copies):
        noun, shade = f"noun{'abcdefghijklmnop'[i % kinds]}", " ".join(rng.sample(COLOURS, 2))
        titles.append(f"{noun} {shade}" if names else f"model{rng.choice('rstuvwxyz')} {i}")
        phrase = f". {rng.choice(TEMPLATES)}" if rng.random() < 0.6 else ""
        texts.append(f"{titles[-1]}\n{noun} {rng.choice(COLOURS)}{phrase}")
    return texts, titles


@pytest.mark.parametrize(("kinds", "copies"), [(2, 40), (3, 30), (4, 60), (8, 30), (16, 40)])
@pytest.mark.parametrize("names", [True, False], ids=["names", "model names"])
def test_nouns_stay_and_sellers_phrases_go(kinds: int, copies: int, *, names: bool) -> None:
    gone = boilerplate_of(*shop(kinds, copies, names=names))
    assert {"shipping", "payment", "online", "safe"} <= gone
    assert not [word for word in gone if word.startswith("noun")]


def test_a_phrase_of_one_kind_stays() -> None:
    texts, titles = shop(2, 40)
    own = {"nouna": "brews loose leaf tea", "nounb": "keeps soup warm all day"}
    texts = [f"{text}. {own[text[:5]]}" for text in texts]
    assert not boilerplate_of(texts, titles) & set(" ".join(own.values()).split())


def test_a_template_that_sellers_turn_round_goes() -> None:
    texts, titles = shop(4, 60)
    rng = random.Random(0)  # noqa: S311
    for i, title in enumerate(titles):
        texts[i] += f". {rng.choice(COLOURS)} part{title[4]} {rng.choice(COLOURS)}"
        if rng.random() < (0.9 if i % 4 < 2 else 0.3):
            offer = rng.choice(("rupees stocked", "stocked rupees", "rupees mat stocked"))
            texts[i] += f" {offer} {rng.choice(COLOURS)}"
    gone = boilerplate_of(texts, titles)
    assert {"rupees", "stocked"} <= gone
    assert "parta" not in gone


def test_a_word_of_all_texts_goes_unless_nothing_is_left() -> None:
    texts, titles = shop(4, 20)
    assert "catalogued" in boilerplate_of([f"{text} catalogued" for text in texts], titles)
    assert boilerplate_of(["blue mug"] * 30, ["something"] * 30) == set()


@pytest.mark.parametrize("n", [0, 1, 2, 5])
def test_a_handful_of_documents_cannot_tell(n: int) -> None:
    assert boilerplate_of(["free shipping"] * n, ["mug"] * n) == set()


def test_the_same_words_are_found_twice() -> None:
    texts, titles = shop(8, 30)
    assert boilerplate_of(texts, titles) == boilerplate_of(texts, titles)
