"""What the command line says, from the files of `texts/`, in the language of the terminal."""

import os
from pathlib import Path

import localisation
from localisation import Texts

TEXTS = Texts(Path(__file__).with_name("texts"), default="en")


def language() -> str:
    """The language of the person at the terminal, as the locale variables name it."""
    return TEXTS.language_of(os.environ)


def count(name: str, n: int) -> str:
    """How many there are of what the texts `count.<name>` name, in the person's language."""
    return TEXTS.count(name, n, language())


def write_number(value: float, decimals: int = 0) -> str:
    """A number as the person's language writes it."""
    return localisation.number(value, language(), decimals)


def message(key: str, /, **values: object) -> str:
    """The text of that key in the person's language; `Texts.text` says of what values."""
    return TEXTS.text(key, language(), **values)
