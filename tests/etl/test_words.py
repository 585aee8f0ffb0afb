"""Each token of a text is kept, or dropped for a reason that is said."""

from collections.abc import Collection, Mapping, Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl import words
from etl.config import TextSettings

SETTINGS = TextSettings(max_document_share=0.25, min_boilerplate_documents=5)


def vocabulary_of(documents: Sequence[Sequence[str]]) -> words.Vocabulary:
    return words.build_vocabulary(words.document_frequencies(documents), len(documents), SETTINGS)


@pytest.mark.parametrize(
    ("raw", "tokens"),
    [
        ("The 2 Blue MUGS, for Tea!", ["blue", "mugs", "tea"]),
        ("la tasse à l’émail BLEU d'hiver", ["tasse", "émail", "bleu", "hiver"]),
        ("E\u0301tude", ["étude"]),  # the accent written apart
        ("T-shirt_XL 100%cotton a1b", ["shirt", "xl", "cotton"]),
        ("蓝色 杯子", ["蓝色", "杯子"]),
        ("किताब और कलम", ["किताब", "और", "कलम"]),
        ("12 ! x ?\n\t", []),
        ("", []),
    ],
)
def test_tokens_are_lower_case_words_of_letters(raw: str, tokens: list[str]) -> None:
    assert words.tokenize(raw, TextSettings()) == tokens


def test_a_word_of_most_documents_is_boilerplate() -> None:
    documents = [["price", f"word{n}", *(["some"] if n < 7 else [])] for n in range(28)]
    vocabulary = vocabulary_of(documents)
    assert vocabulary.boilerplate == {"price"}  # 7 of 28 is a quarter, not more
    assert "price" not in vocabulary.words
    assert vocabulary.words["some"] == 0


def test_a_handful_of_documents_cannot_tell_boilerplate() -> None:
    assert vocabulary_of([["mug", f"word{n}"] for n in range(5)]).boilerplate == frozenset()


def test_words_shared_by_all_copies_are_kept_where_there_are_no_others() -> None:
    assert set(vocabulary_of([["blue", "mug"]] * 30).words) == {"blue", "mug"}


def test_a_word_in_a_document_twice_counts_once() -> None:
    assert words.document_frequencies([["tea", "tea", "mug"], ["tea"]])["tea"] == 2


def known(kept: Sequence[str], boilerplate: Collection[str] = ()) -> words.Vocabulary:
    columns: Mapping[str, int] = {word: column for column, word in enumerate(kept)}
    return words.Vocabulary(columns, np.ones(len(kept)), frozenset(boilerplate))


def test_each_dropped_token_has_its_reason_in_the_order_of_the_text() -> None:
    written = "Price the Cup: 2 x 1,250.5litre CUP for a Zyx, price!"
    [found] = words.dropped([written], known(["cup", "litre", "zyx"], ["price"]), ["zyx"], SETTINGS)
    assert [tuple(one.values()) for one in found] == [
        ("price", words.BOILERPLATE),
        ("the", words.STOP_WORD),
        ("2", words.NUMBER),
        ("x", words.TOO_SHORT),
        ("1,250.5", words.NUMBER),
        ("for", words.STOP_WORD),
        ("a", words.TOO_SHORT),
        ("zyx", words.NO_VECTOR),
        ("price", words.BOILERPLATE),
    ]
    assert {one["reason"] for one in found} == set(words.REASONS)


@pytest.mark.parametrize(
    ("raw", "tokens"),
    [
        ("Size 38.5, pack of 3.", ["size", "38.5", "pack", "of", "3"]),
        ("T-shirt_XL 100%cotton a1b", ["t", "shirt", "xl", "100", "cotton", "a", "1", "b"]),
        ("२ कप", ["२", "कप"]),
        ("!? \n", []),
    ],
)
def test_a_text_is_split_into_words_and_numbers(raw: str, tokens: list[str]) -> None:
    assert words.split(raw) == tokens


@given(
    st.lists(
        st.text("The mug, 12.5 été ２½İẞ\u0301किताब蓝_-'", max_size=40), min_size=1, max_size=12
    )
)
def test_kept_and_dropped_are_the_whole_text(texts: list[str]) -> None:
    """In order too: the two lists are taken from the tokens, and nothing is left of them."""
    settings = TextSettings(min_boilerplate_documents=3)
    usable = [words.tokenize(text, settings) for text in texts]
    vocabulary = words.build_vocabulary(words.document_frequencies(usable), len(texts), settings)
    mute = set(list(vocabulary.words)[::3])
    every = list(words.dropped(texts, vocabulary, mute, settings))
    for text, tokens, found in zip(texts, usable, every, strict=True):
        kept = [word for word in tokens if word in vocabulary.words and word not in mute]
        dropped = [one["token"] for one in found]
        assert sorted([*kept, *dropped]) == sorted(words.split(text))
        assert [token for token in words.split(text) if token not in dropped] == kept
        assert [token for token in words.split(text) if token not in kept] == dropped


def test_every_letter_and_digit_of_a_text_is_in_a_token() -> None:
    written = "2 Blue MUGS, 1,250.5ml; किताब a1b été"
    solid = [sign for sign in written.lower() if not sign.isspace() and sign not in ";"]
    assert "".join(words.split(written)) == "".join(solid).replace("mugs,", "mugs")
