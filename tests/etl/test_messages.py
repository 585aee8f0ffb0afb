"""Every sentence is said somewhere, in the language of the terminal."""

import re
from pathlib import Path

import pytest

import storage
from etl.embedding import image
from etl.messages import TEXTS, count, language, message, write_number
from etl.reading.table import READERS

ETL = Path(image.__file__).parents[1]
SOURCES = {path: path.read_text(encoding="utf-8") for path in sorted(ETL.rglob("*.py"))}
KEYS = {key.removesuffix(".one").removesuffix(".other") for key in TEXTS}


def test_every_key_is_used() -> None:
    literals = set(re.findall(r'"([a-z_]+)"', "\n".join(SOURCES.values())))
    # image_spaces makes the key from the status.
    literals |= {f"image_{status}" for status in (image.MISSING, image.UNREADABLE, image.TOO_LARGE)}
    # describe_file makes the key from the form.
    literals |= {f"form_{form}" for form in READERS}
    # store makes the key from what is wrong with the file.
    wrong = (storage.LOCKED, storage.DENIED, storage.VERSION, storage.FOREIGN, storage.DAMAGED)
    literals |= {f"database_{reason}" for reason in wrong}
    assert {key.removeprefix("count.") for key in KEYS} - literals == set()


def test_every_form_of_file_has_a_name() -> None:
    assert {f"form_{form}" for form in READERS} <= KEYS


def test_every_key_that_is_asked_for_exists() -> None:
    for path, source in SOURCES.items():
        keys = re.findall(r'\bmessage\(\s*"([a-z_]+)"', source)
        assert set(keys) <= KEYS, path


@pytest.mark.parametrize(("locale", "expected"), [("fr_FR.UTF-8", "fr"), ("xx_XX.UTF-8", "en")])
def test_the_language_is_that_of_the_terminal(
    monkeypatch: pytest.MonkeyPatch, locale: str, expected: str
) -> None:
    monkeypatch.setenv("LC_ALL", locale)
    assert language() == expected
    assert message("id_empty") == TEXTS.by_language[expected]["id_empty"]


@pytest.mark.parametrize(
    ("locale", "written"), [("fr_FR", "20\u202f000 6,6"), ("en_GB", "20,000 6.6")]
)
def test_numbers_are_written_as_the_terminal_does(
    monkeypatch: pytest.MonkeyPatch, locale: str, written: str
) -> None:
    monkeypatch.setenv("LC_ALL", f"{locale}.UTF-8")
    assert f"{write_number(20_000.0)} {write_number(6.6, 1)}" == written
    assert count("dimensions", 1).endswith(" dimension")
