"""The glossary and the code use the same words."""

import re
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
GLOSSARY = (ROOT / "docs/glossary.md").read_text(encoding="utf-8")
ROWS = re.findall(r"(?m)^\| ([^|]+) \| ([^|]+) \| `([^`|]+)` \|$", GLOSSARY)
SEARCHED_FOR = (
    "rate limit", "memoize", "pagination", "operating point", "out-of-sample", "impute",
    "deep link",
)  # fmt: skip
"""What an engineer greps for on the first day."""
CODE = [
    path
    for package in ("agreement", "dashboard", "etl", "verdict")
    for path in sorted((ROOT / package).rglob("*.py"))
]


def plain(text: str) -> str:
    """Words in small letters, parted by single spaces, however a name joins them.

    A hyphen, an underscore, a line's end and a capital within a word are all borders of words.
    """
    parted = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", text)
    return re.sub(r"[\W_]+", " ", parted).lower()


def uses(term: str, text: str) -> bool:
    return re.search(rf"\b{plain(term)}(?:s|d)?\b", plain(text)) is not None


def test_every_row_of_the_glossary_is_read() -> None:
    lines = [line for line in GLOSSARY.splitlines() if line.startswith("|")]
    heads = [line for line in lines if line.startswith(("| term ", "| --- "))]
    assert len(ROWS) == len(lines) - len(heads)
    assert ROWS


def test_a_term_has_one_row() -> None:
    counts = Counter(plain(term) for term, _, _ in ROWS)
    assert [term for term, n in counts.items() if n > 1] == []


@pytest.mark.parametrize(("term", "where"), [(term, where) for term, _, where in ROWS])
def test_a_term_is_where_the_glossary_says(term: str, where: str) -> None:
    assert uses(term, (ROOT / where).read_text(encoding="utf-8"))


@pytest.mark.parametrize("term", SEARCHED_FOR)
def test_a_term_that_is_searched_for_is_in_the_glossary_and_in_code(term: str) -> None:
    assert [path for path in CODE if uses(term, path.read_text(encoding="utf-8"))]
    assert [where for name, _, where in ROWS if uses(term, name)]


def test_a_term_is_found_however_a_name_joins_its_words() -> None:
    for written in ("an operating point", "operating_points", "OperatingPoint", "operating-point"):
        assert uses("operating point", written)
    assert not uses("ARI", "a variance")
