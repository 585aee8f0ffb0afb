"""Turns of phrase that no native would write, looked for in all texts."""

import re
from collections.abc import Iterator

import pytest

from tests.localisation.test_texts import SIDES, plurals

FRENCH = {
    "a space that may break before a sign": r" [:;?!»]|« |\d %",
    "a click that is not on something": r"\bcliqu(?!ez sur\b|er sur\b)\w*",
    "a card called a map": r"cette carte|une carte par",
    "a seed": r"\bgraines?\b(?! aléatoires)",
    "a cliff": r"\bfalaises?\b",
    "the author's voice": r"flatt|^emport|\bemporter\b|îlots? n’a|d’ici\b|non distinguable"
    r"|l’ont? pas choisi|a vu ces|le hasard est retiré|plus comme ceci|\bsûrement\b",
}
"""What is wrong, and how it is written."""
ENGLISH = {
    "a for per": r"\bone (?!inside|with)\w+ an? \w+|through a month|\ban hour\b"
    r"|\b(?:products|minutes?|hours|errors|saved|min|row) an? "
    r"(?:level|product|month|bar|row|line|cell|category|branch|cluster|article|day)\b",
    "a look": r"\bwithout a look\b",
    "what is asked": r"\b(?:is|are) asked\b|^asked\b|\basked:",
    "old words": r"\banew\b|\bcommone|\bsurely\b|\bhence\b|\bof here\b|\bof today\b",
    "the author's voice": r"carr(?:y|ies) no meaning|flatter|read into|taken off|goes with a click"
    r"|verdict along|not distinguishable|did not choose|has seen|nothing ticked|account does not",
    "a cliff": r"\bcliffs?\b",
}
COUNTED = re.compile(r"\{(?:n|k|kept|found|done|shown|few)\} (?!des |sur )(?:\w+ )?\w+[sx]\b")
"""A number and what there are of it, which one or none would make singular."""
NEVER_ONE = {
    "password.short", "drawer.cut", "clusters.lead.cut", "quality.report.cut",
    "quality.duplicates.cut", "quality.sizes.few", "quality.sizes.note", "selection.hidden",
}  # fmt: skip
"""Texts whose number is the most that is shown, or a constant, or has no noun after it."""


def found(language: str, pattern: str) -> Iterator[str]:
    for side, texts in SIDES.items():
        for key, text in texts.by_language[language].items():
            if match := re.search(pattern, text, re.IGNORECASE):
                yield f"{side} {key}: {match.group()}"


@pytest.mark.parametrize("fault", FRENCH)
def test_french_is_written_as_a_native_would(fault: str) -> None:
    assert list(found("fr", FRENCH[fault])) == []


@pytest.mark.parametrize("fault", ENGLISH)
def test_english_is_written_as_a_native_would(fault: str) -> None:
    assert list(found("en", ENGLISH[fault])) == []


@pytest.mark.parametrize("side", SIDES)
def test_what_is_counted_has_a_singular(side: str) -> None:
    texts = SIDES[side]
    forms = {f"{key}.{end}" for key in plurals(texts) for end in ("one", "other")}
    counted = {
        key
        for key, text in texts.by_language["fr"].items()
        if COUNTED.search(text) and key not in forms
    }
    assert sorted(counted - NEVER_ONE) == []


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        ("a space that may break before a sign", "Pourquoi ?"),
        ("a space that may break before a sign", "« Image\u00a0»"),
        ("a click that is not on something", "Cliquez une case."),
        ("a click that is not on something", "Une barre se clique."),
    ],
)
def test_a_french_fault_is_seen(fault: str, sentence: str) -> None:
    assert re.search(FRENCH[fault], sentence, re.IGNORECASE)
    mended = "Pourquoi\u202f? Cliquez sur une barre\u00a0: «\u00a0Image\u00a0»."
    assert not re.search(FRENCH[fault], mended, re.IGNORECASE)


@pytest.mark.parametrize(
    "sentence", ["One verdict a level", "Minutes a product", "Errors let through a month"]
)
def test_an_english_fault_is_seen(sentence: str) -> None:
    assert re.search(ENGLISH["a for per"], sentence, re.IGNORECASE)
    assert not re.search(ENGLISH["a for per"], "One row per pair, a product per line")
