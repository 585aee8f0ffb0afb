"""A made-up language: what is still read in letters was not taken from the files of texts."""

import json
import re
import tomllib
from collections.abc import Iterable
from pathlib import Path

LANGUAGE = "eo"
"""One that Babel knows, so that numbers and days are written."""


def pseudo_texts(file: Path) -> str:
    """The English texts without a letter, in brackets."""
    written = []
    for key, text in tomllib.loads(file.read_text(encoding="utf-8")).items():
        parts = re.split(r"({\w+}|<br>)", text)
        parts[::2] = [re.sub(r"[A-Za-z]+", "ñ", part) for part in parts[::2]]
        written.append(f"{json.dumps(key)} = {json.dumps('⟦' + ''.join(parts) + '⟧')}")
    return "\n".join(written)


def words_of(texts: Iterable[object]) -> set[str]:
    """The words in plain letters."""
    return {word for text in texts for word in re.findall(r"[A-Za-z]{2,}", str(text))}
