"""Each token of a text is kept, or dropped for a reason that is said."""

from collections.abc import Collection, Mapping, Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.config import TextSettings
from etl.embedding import words

SETTINGS = TextSettings()


def read(*texts: str) -> list[list[str]]:
    return list(words.read(texts, SETTINGS).documents)


@pytest.mark.parametrize(
    ("raw", "tokens"),
    [
        ("The 2 Blue MUGS, for the tea of us!", ["blue", "mugs", "tea"]),
        ("la tasse à l’émail BLEU d'hiver et les autres", ["tasse", "émail", "bleu", "hiver"]),
        ("E\u0301tude", ["étude"]),  # the accent written apart
        ("T-shirt_XL 100%cotton a1b", ["shirt", "xl", "cotton"]),
        ("किताब कलम", ["किताब", "कलम"]),
        ("Ｍｕｇ ﬁn, Nike™ Geschirr\u00adspüler", ["mug", "fin", "nike", "geschirrspüler"]),
        ("Œufrier cœur Straße", ["oeufrier", "coeur", "strasse"]),
        ("蓝色 杯子", ["蓝色", "杯子"]),
        ("蓝色杯子", ["蓝色", "色杯", "杯子"]),
        ("酒, 茶: 鞋", ["酒", "茶", "鞋"]),
        ("茶杯T恤2个XL", ["茶杯", "恤", "个", "xl"]),
        ("ティーカップ", ["ティ", "ィー", "ーカ", "カッ", "ップ"]),
        ("กินข้าว", ["กิน", "นข้", "ข้า", "าว"]),
        ("찻잔 도자기", ["찻잔", "도자기"]),  # Hangul has spaces
        ("12 ! x ?\n\t", []),
        ("", []),
    ],
)
def test_tokens_are_folded_words_of_letters(raw: str, tokens: list[str]) -> None:
    assert read(raw) == [tokens]


def test_a_word_is_shown_as_it_is_written_most_often() -> None:
    written = words.read(["Œufrier", "œufrier", "oeufrier", "Coeur coeur cœur"], SETTINGS).written
    assert written == {"oeufrier": "œufrier"}


def test_a_word_in_a_document_twice_counts_once() -> None:
    assert words.document_frequencies([["tea", "tea", "mug"], ["tea"]])["tea"] == 2


def known(kept: Sequence[str], boilerplate: Collection[str] = ()) -> words.Vocabulary:
    columns: Mapping[str, int] = {word: column for column, word in enumerate(kept)}
    return words.Vocabulary(columns, np.ones(len(kept)), frozenset(boilerplate))


def test_each_dropped_token_has_its_reason_in_the_order_of_the_text() -> None:
    written = "Price the Cup: 2 x 1,250.5litre CŒUR for the Zyx, price!"
    vocabulary = known(["cup", "litre", "zyx", "coeur"], ["price"])
    [dropped] = words.dropped([written], [("en",)], vocabulary, ["zyx"], SETTINGS)
    assert [tuple(one.values()) for one in dropped] == [
        ("price", words.BOILERPLATE),
        ("the", words.STOP_WORD),
        ("2", words.NUMBER),
        ("x", words.TOO_SHORT),
        ("1,250.5", words.NUMBER),
        ("for", words.STOP_WORD),
        ("the", words.STOP_WORD),
        ("zyx", words.NO_VECTOR),
        ("price", words.BOILERPLATE),
    ]
    assert {one["reason"] for one in dropped} == set(words.REASONS)


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
        st.text("The mug, 12.5 été œ２½İẞ\u0301किताब蓝茶ก้_-'™", max_size=40),
        min_size=1,
        max_size=12,
    )
)
def test_kept_and_dropped_are_the_whole_text(texts: list[str]) -> None:
    """In order too: the two lists are taken from the tokens, and nothing is left of them."""
    read = words.read(texts, SETTINGS)
    counts = words.document_frequencies(read.documents)
    vocabulary = words.build_vocabulary(counts, len(texts), sorted(counts)[::4])
    mute = set(list(vocabulary.words)[::3])
    every = list(words.dropped(texts, read.languages, vocabulary, mute, SETTINGS))
    for text, tokens, removed in zip(texts, read.documents, every, strict=True):
        whole = [words.key(token) for token in words.split(text)]
        kept = [word for word in tokens if word in vocabulary.words and word not in mute]
        dropped = [words.key(one["token"]) for one in removed]
        assert sorted([*kept, *dropped]) == sorted(whole)
        assert [token for token in whole if token not in dropped] == kept
        assert [token for token in whole if token not in kept] == dropped


def test_every_letter_and_digit_of_a_text_is_in_a_token() -> None:
    written = "2 Blue MUGS, 1,250.5ml; किताब a1b été"
    solid = [sign for sign in written.lower() if not sign.isspace() and sign not in ";"]
    assert "".join(words.split(written)) == "".join(solid).replace("mugs,", "mugs")
