"""The files of texts: the same keys and values in each language, what cannot be seen is escaped."""

import re
import tomllib
from pathlib import Path
from string import Formatter

import pytest

import dashboard.i18n
import etl.messages
import verdict.words
from localisation import Texts

SIDES = {
    "dashboard": dashboard.i18n.TEXTS,
    "etl": etl.messages.TEXTS,
    "verdict": verdict.words.TEXTS,
}
ROOT = Path(__file__).parents[2]
FILES = sorted(ROOT.glob("*/texts/*.toml"))
UNSEEN = re.compile("[\u00a0\u00ad\u2000-\u200f\u2028-\u202f\u205f\u2060\u3000\ufeff]")


def values_of(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def plurals(texts: Texts) -> set[str]:
    """Keys of texts that have forms, without the ends of these."""
    ends = {key.removesuffix(".one") for key in texts if key.endswith(".one")}
    return {key for key in ends if f"{key}.other" in texts}


def by_message(texts: Texts, language: str) -> dict[str, set[str]]:
    """The values of each text, those of all its plural forms together."""
    with_forms = plurals(texts)
    names: dict[str, set[str]] = {}
    for key, text in texts.by_language[language].items():
        base, _, end = key.rpartition(".")
        is_form = base in with_forms and end in ("zero", "one", "two", "few", "many", "other")
        names.setdefault(base if is_form else key, set()).update(values_of(text))
    return names


def test_each_side_is_in_the_same_languages() -> None:
    assert {path.parent.parent.name for path in FILES} == set(SIDES)
    assert len({frozenset(texts.languages) for texts in SIDES.values()}) == 1
    assert {"en", "fr"} <= set(SIDES["etl"].languages)


@pytest.mark.parametrize("side", SIDES)
def test_every_language_has_the_same_texts_with_the_same_values(side: str) -> None:
    texts = SIDES[side]
    default = by_message(texts, texts.default)
    for language in texts.languages:
        assert by_message(texts, language) == default, language


@pytest.mark.parametrize("side", SIDES)
def test_every_plural_has_the_forms_of_french_and_english(side: str) -> None:
    texts = SIDES[side]
    for language in ("en", "fr"):
        keys = texts.by_language[language]
        assert {key for key in keys if key.endswith(".one")} == {f"{n}.one" for n in plurals(texts)}
        assert {f"{key}.other" for key in plurals(texts)} <= set(keys)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_text_is_one_line_and_its_unseen_characters_are_escaped(path: Path) -> None:
    written = path.read_text(encoding="utf-8")
    assert UNSEEN.findall(written) == []
    assert "(s)" not in written.replace("http(s)", "")
    for key, text in tomllib.loads(written).items():
        assert text.strip(), key
        assert "\n" not in text, key


def test_the_spaces_of_french_typography_are_kept() -> None:
    french = SIDES["dashboard"].by_language["fr"]
    assert french["quality.little"] == "<\u202f1\u202f%"
    assert french["listings.share"] == "{share}\u202f%"
