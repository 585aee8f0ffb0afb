"""Every sentence is said somewhere, in both languages, with the same values."""

import re
from pathlib import Path
from string import Formatter

import pytest

import storage
from etl.embedding import image
from etl.messages import MESSAGES, language, message

ETL = Path(image.__file__).parents[1]
SOURCES = {
    path: path.read_text(encoding="utf-8")
    for path in sorted(ETL.rglob("*.py"))
    if path.name != "messages.py"
}


def values_of(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


def test_every_key_is_used() -> None:
    said = set(re.findall(r'"([a-z_]+)"', "\n".join(SOURCES.values())))
    # image_spaces makes the key from the status.
    said |= {f"image_{status}" for status in (image.MISSING, image.UNREADABLE, image.TOO_LARGE)}
    # store makes the key from what is wrong with the file.
    wrong = (storage.LOCKED, storage.DENIED, storage.VERSION, storage.FOREIGN, storage.DAMAGED)
    said |= {f"database_{reason}" for reason in wrong}
    assert set(MESSAGES) - said == set()


def test_every_key_that_is_asked_for_exists() -> None:
    for path, source in SOURCES.items():
        asked = re.findall(r'\bmessage\(\s*"([a-z_]+)"', source)
        assert set(asked) <= set(MESSAGES), path


@pytest.mark.parametrize("key", MESSAGES)
def test_both_languages_name_the_same_values_on_one_line(key: str) -> None:
    english, french = MESSAGES[key]
    assert values_of(english) == values_of(french)
    assert "\n" not in english + french
    assert english.strip()
    assert french.strip()


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "fr_FR.UTF-8"}, "fr"),
        ({"LANG": "fr_CA"}, "fr"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "fr_FR.UTF-8", "LC_ALL": "en_GB.UTF-8"}, "en"),
        ({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "fr_FR.UTF-8"}, "fr"),
        ({"LANG": "fr_FR.UTF-8", "LC_ALL": ""}, "fr"),
    ],
)
def test_the_language_is_that_of_the_locale(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], expected: str
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert language() == expected
    assert message("id_empty") == MESSAGES["id_empty"][expected == "fr"]
