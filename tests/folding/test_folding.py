"""Spellings that are the same to a person are folded to one, others are not."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folding import fold, visible, without_accents


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Œuf", "oeuf"), ("Æbleskiver", "aebleskiver"), ("STRASSE", "straße"),
        ("Ｃａｆé", "cafe\u0301"), ("ﬁn", "fin"), ("soft\u00adware", "software"),
        ("zero\u200bwidth", "zerowidth"), ("ｶｯﾌﾟ", "カップ"), ("Ⅻ", "xii"),
    ],
)  # fmt: skip
def test_lookalike_characters_are_equal(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("thé", "the"), ("NikeTM", "Nike™"), ("pâte", "pâté")])
def test_different_words_stay_different(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("the", "Thé"), ("oeillet", "Œillet"), ("lozko", "Łóżko"), ("smorrebrod", "Smørrebrød"),
        ("cirak", "ÇIRAK"), ("istanbul", "İstanbul"), ("dakovo", "Đakovo"), ("weiss", "weiß"),
        ("елка", "Ёлка"),
    ],
)  # fmt: skip
def test_a_keyboard_without_accents_is_enough(typed: str, written: str) -> None:
    assert without_accents(fold(typed)) == without_accents(fold(written))


def test_vowels_of_other_scripts_stay() -> None:
    assert without_accents(fold("किताब")) == "किताब"
    assert without_accents(fold("น้ำ")) == fold("น้ำ")
    assert without_accents(fold("ガラス")) == "ガラス"


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    once = without_accents(fold(text))
    assert without_accents(fold(once)) == once
    assert unicodedata.is_normalized("NFKC", visible(text))
