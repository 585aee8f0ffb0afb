"""How texts are chosen and filled in, and how numbers, days and plurals are written."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from localisation import Texts, date, number, percent, separators


def write_texts(folder: Path, **languages: str) -> Texts:
    for language, content in languages.items():
        (folder / f"{language.replace('_', '-')}.toml").write_text(content, encoding="utf-8")
    return Texts(folder, default=next(iter(languages)).replace("_", "-"))


def test_the_languages_are_the_files_the_default_first(tmp_path: Path) -> None:
    texts = write_texts(tmp_path, fr='a = "un"', en='a = "one"', pt_BR='a = "um"')
    assert texts.languages == ("fr", "en", "pt-BR")
    assert [texts.text("a", language) for language in texts.languages] == ["un", "one", "um"]
    assert "a" in texts
    assert list(texts) == ["a"]


def test_a_value_is_only_text(tmp_path: Path) -> None:
    texts = write_texts(tmp_path, en='a = "{name}: {key}"')
    assert texts.text("a", "en", name="{key}", key="%s") == "{key}: %s"
    with pytest.raises(KeyError, match="key"):
        texts.text("a", "en", name="x")
    with pytest.raises(KeyError, match="b"):
        texts.text("b", "en")


@pytest.mark.parametrize(
    ("language", "n", "expected"),
    [
        ("fr", 0, "0 (one)"),
        ("fr", 1, "1 (one)"),
        ("fr", 2, "2 (other)"),
        ("fr", 1_000_000, "1\u202f000\u202f000 (other)"),  # `many` in French, which may be left out
        ("en", 0, "0 (other)"),
        ("en", 1, "1 (one)"),
        ("pl", 1, "1 (one)"),
        ("pl", 3, "3 (few)"),
        ("pl", 5, "5 (many)"),
    ],
)
def test_a_plural_is_chosen_by_the_rules_of_the_language(
    tmp_path: Path, language: str, n: int, expected: str
) -> None:
    forms = '"hits.one" = "{n} (one)"\n"hits.other" = "{n} (other)"\n'
    more = '"hits.few" = "{n} (few)"\n"hits.many" = "{n} (many)"\n'
    texts = write_texts(tmp_path, fr=forms, en=forms, pl=forms + more)
    assert texts.text("hits", language, n=n) == expected


def test_numbers() -> None:
    assert number(1050, "fr") == "1\u202f050"
    assert number(1050, "en") == "1,050"
    assert number(0.644, "fr", 2) == "0,64"
    assert number(-0.001, "en", 2) == "0.00"
    assert number(2.675, "en", 2) == "2.67"  # which in binary is below 2.675
    assert number(0.15, "fr", 2, signed=True) == "+0,15"
    assert number(0, "fr", 1, signed=True) == "0,0"
    assert number(-1234.5, "fr", 1) == "\u22121\u202f234,5"
    assert number(np.float32(0.1), "en", 1) == "0.1"
    assert number(float("nan"), "fr") == percent(float("nan"), "fr") == "\u2014"
    assert len(number(1e308, "en", 2)) == 309 + 102 + 3
    assert percent(1e308, "en") == "∞%"
    assert (number(1234567.8, "de", 1), number(1234567, "hi")) == ("1.234.567,8", "12,34,567")


def test_percentages() -> None:
    assert percent(0.83, "fr") == "83\u202f%"
    assert percent(0.256, "en") == "26%"
    assert percent(-0.29, "en") == "\u221229%"
    assert percent(-0.001, "en") == "0%"
    assert percent(12.345, "en") == "1,234%"


@given(st.floats(-1e10, 1e10), st.integers(0, 4))
def test_a_number_is_what_python_rounds_with_the_signs_of_the_language(
    value: float, decimals: int
) -> None:
    digits = f"{abs(round(value, decimals)):,.{decimals}f}"
    sign = "\u2212" if round(value, decimals) < 0 else ""
    assert number(value, "en", decimals) == sign + digits
    french = digits.replace(",", "\u202f").replace(".", ",")
    assert number(value, "fr", decimals) == sign + french


def test_days() -> None:
    assert date("2026-08-02T10:00:00+00:00", "fr") == "2 août 2026"
    assert date("2026-08-01", "fr") == "1er août 2026"
    assert date("2026-08-01", "en") == "1 August 2026"
    assert date("2026-08-01", "de") == "1. August 2026"
    assert date("not a date", "fr") == "not a date"


def test_the_separators_of_the_figures() -> None:
    assert [separators(language) for language in ("fr", "en")] == [",\u202f", ".,"]


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "fr_FR.UTF-8"}, "fr"),
        ({"LANG": "fr_CA"}, "fr"),
        ({"LANG": "french"}, "fr"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "fr_FR.UTF-8", "LC_ALL": "en_GB.UTF-8"}, "en"),
        ({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "fr_FR.UTF-8"}, "fr"),
        ({"LANG": "fr_FR.UTF-8", "LC_ALL": ""}, "fr"),
    ],
)
def test_the_language_is_that_of_the_locale(
    tmp_path: Path, variables: dict[str, str], expected: str
) -> None:
    assert write_texts(tmp_path, fr="", en="").language_of(variables) == expected


def test_without_english_a_terminal_reads_the_default(tmp_path: Path) -> None:
    assert write_texts(tmp_path, fr="", de="").language_of({"LANG": "it_IT.UTF-8"}) == "fr"
