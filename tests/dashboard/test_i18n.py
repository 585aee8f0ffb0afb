"""Every text in both languages, each of them used, and numbers as each language writes them."""

import ast
import re
from pathlib import Path

import pytest

from dashboard import i18n
from dashboard.i18n import LANGUAGES, MESSAGES, date, interval, number, percent, text

SOURCES = sorted((Path(i18n.__file__).parent).rglob("*.py"))


def words_in_code() -> tuple[set[str], set[str]]:
    """String literals of the dashboard, and the constant beginnings of its f-strings."""
    literals: set[str] = set()
    prefixes: set[str] = set()
    for source in SOURCES:
        if source.parent.name == "messages":
            continue
        tree = ast.parse(source.read_text())
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                literals.add(node.value)
            if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                prefixes.add(str(node.values[0].value))
    return literals, prefixes


def test_every_message_is_used() -> None:
    literals, prefixes = words_in_code()
    # Options and the words of the grid are taken as a family: "method.", "grid." ...
    families = {prefix for prefix in prefixes | literals if prefix.endswith(".")}
    families |= {prefix for prefix in prefixes if "." in prefix}
    unused = [
        key
        for key in MESSAGES
        if key not in literals and not any(key.startswith(family) for family in families)
    ]
    assert unused == []


def test_no_message_is_missing() -> None:
    asked = set()
    for source in SOURCES:
        asked |= set(
            re.findall(r'\b(?:text|words|named|section|control)\(\s*"([^"]+)"', source.read_text())
        )
    asked -= {key for key in asked if key not in MESSAGES and key.endswith(".")}
    assert sorted(asked - set(MESSAGES)) == []
    assert len(asked) > 60


@pytest.mark.parametrize("key", sorted(MESSAGES))
def test_both_languages_take_the_same_values(key: str) -> None:
    fields = [set(re.findall(r"{(\w+)}", getattr(MESSAGES[key], tongue))) for tongue in LANGUAGES]
    assert fields[0] == fields[1]
    assert all(getattr(MESSAGES[key], tongue).strip() for tongue in LANGUAGES)


def test_numbers() -> None:
    assert number(1050, "fr") == "1\u202f050"
    assert number(1050, "en") == "1,050"
    assert number(0.644, "fr", 2) == "0,64"
    assert number(0.644, "en", 2) == "0.64"
    assert number(-0.001, "en", 2) == "0.00"
    assert number(0.15, "fr", 2, signed=True) == "+0,15"
    assert percent(0.83, "fr") == "83\u202f%"
    assert interval(-0.1, 0.2, "fr", signed=True) == "[\u22120,10 ; +0,20]"


def test_dates() -> None:
    assert date("2026-08-01T10:00:00+00:00", "fr") == "1 août 2026"
    assert date("not a date", "fr") == "not a date"


def test_a_value_with_braces_is_only_text() -> None:
    assert "{n}" in text("app.facts", "en", name="{n}", n="3", day="today")
