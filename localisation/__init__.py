"""Texts read from one file a language, and numbers, dates and plurals as Babel writes them.

A side (dashboard, etl, verdict) keeps `texts/<language>.toml`; a language is there when its file
is. Its name is a BCP 47 tag (`fr`, `pt-BR`), as in the page's address and in HTML.
"""

import locale as posix
import tomllib
from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import localcontext
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from babel import Locale, negotiate_locale
from babel.dates import format_date
from babel.numbers import NumberPattern, get_decimal_symbol, get_group_symbol, parse_pattern

REGIONS = {"en": "en-GB"}
"""Whose dates a language writes where its tag does not say: the English texts are British."""
FIRST_OF_MONTH = {"fr": "d'er' MMMM y"}
"""Where the first day is an ordinal, which the locale data cannot say."""
MINUS, DASH, NARROW_SPACE = "\u2212", "\u2014", "\u202f"
MOST_DIGITS = 330
"""Those of the largest float, with room for decimals."""
FALLBACK = "en"
"""Language of a terminal whose locale names none that there is: that of the C locale."""


class Texts:
    r"""The texts of a side, by key and language.

    Parameters
    ----------
    folder : Path
        Holds one TOML file a language, of one table.
    default : str
        The language that comes first, and is taken where none is asked for.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     lines = '"hit.one" = "{n} hit"', '"hit.other" = "{n} hits"', 'none = "Nothing: {query}"'
    ...     _ = Path(folder, "en.toml").write_text("\n".join(lines))
    ...     texts = Texts(Path(folder), default="en")
    >>> texts.languages, texts.text("none", "en", query="mug"), texts.text("hit", "en", n=1200)
    (('en',), 'Nothing: mug', '1,200 hits')
    >>> texts.language_of({"LANG": "en_GB.UTF-8"})
    'en'
    """

    def __init__(self, folder: Path, default: str) -> None:
        self.by_language: Mapping[str, Mapping[str, str]] = {
            file.stem: tomllib.loads(file.read_text(encoding="utf-8"))
            for file in sorted(
                folder.glob("*.toml"), key=lambda file: (file.stem != default, file.stem)
            )
        }
        self.languages = tuple(self.by_language)
        self.default = default

    def __contains__(self, key: object) -> bool:
        """Whether there is a text of that key."""
        return key in self.by_language[self.default]

    def __iter__(self) -> Iterator[str]:
        """Give the keys, in the order of the default language's file."""
        return iter(self.by_language[self.default])

    def text(self, key: str, language: str, /, **values: Any) -> str:
        """Return a text, its values filled in.

        Parameters
        ----------
        key : str
            Of a text, or of its plural forms without their ends (`.one`, `.other`).
        language : str
        **values
            What the text names. Of plural forms `n`, a whole number, chooses one; it is written
            as the language does.

        Raises
        ------
        KeyError
            If the key, or a value that the text needs, is missing.
        """
        texts = self.by_language[language]
        text = texts.get(key)
        if text is None:
            other = texts[f"{key}.other"]
            text = texts.get(f"{key}.{_locale(language).plural_form(values['n'])}", other)
            values["n"] = number(values["n"], language)
        return text.format(**values)

    def count(self, name: str, n: int, language: str) -> str:
        """Write how many there are of what the texts `count.<name>` name."""
        return self.text(f"count.{name}", language, n=n)

    def family(self, prefix: str, language: str) -> Mapping[str, str]:
        """Return the texts whose keys begin so, by the rest of their keys."""
        return {
            key.removeprefix(prefix): text
            for key, text in self.by_language[language].items()
            if key.startswith(prefix)
        }

    def language_of(self, environment: Mapping[str, str]) -> str:
        """Return the language of the locale variables, in the order that POSIX gives them."""
        variables = ("LC_ALL", "LC_MESSAGES", "LANG")
        value = next((environment[name] for name in variables if environment.get(name)), "")
        wanted = posix.normalize(value).split(".")[0].replace("_", "-")
        return negotiate_locale([wanted, FALLBACK], self.languages, sep="-") or self.languages[0]


@lru_cache(maxsize=4096)
def number(value: float, language: str, decimals: int = 0, *, signed: bool = False) -> str:
    """Write a number as the language does; a dash where there is none.

    Examples
    --------
    >>> number(1234.5, "en"), number(0.644, "fr", 2), number(-0.1, "en", 1)
    ('1,234', '0,64', '\u22120.1')
    >>> number(3, "en", signed=True)
    '+3'
    """
    if value != value:  # NaN alone differs from itself
        return DASH
    # Rounded here: Babel rounds what is written, 2.675 to 2.68, and this what is meant, to 2.67.
    rounded = round(float(value), decimals) + 0.0
    pattern = _number_pattern(language, decimals, signed and rounded > 0)
    return _written(rounded, pattern, language)


def percent(share: float, language: str) -> str:
    """Write a share of 1 as a whole percentage; a dash where there is none.

    Examples
    --------
    >>> percent(0.256, "en"), percent(0.5, "fr")
    ('26%', '50\u202f%')
    """
    if share != share:
        return DASH
    rounded = round(float(share) * 100, 0) / 100 + 0.0
    return _written(rounded, _percent_pattern(language), language)


def date(stamp: str, language: str) -> str:
    """Write the day of an ISO 8601 time; the stamp itself where it is none.

    Examples
    --------
    >>> date("2026-11-01T10:00:00+00:00", "fr"), date("2026-11-22", "en"), date("?", "en")
    ('1er novembre 2026', '22 November 2026', '?')
    """
    try:
        day = datetime.fromisoformat(stamp)
    except ValueError:
        return stamp
    pattern = FIRST_OF_MONTH.get(language, "long") if day.day == 1 else "long"
    return format_date(day, pattern, _locale(language))


def language_name(code: str, language: str) -> str:
    """Name a language; its code where it has no name.

    Examples
    --------
    >>> language_name("cs", "fr"), language_name("?", "en")
    ('tchèque', '?')
    """
    return str(_locale(language).languages.get(code, code))


def separators(language: str) -> str:
    """Return the decimal and thousands separators, as plotly takes them."""
    locale = _locale(language)
    return get_decimal_symbol(locale) + get_group_symbol(locale)


def _written(value: float, pattern: NumberPattern, language: str) -> str:
    with localcontext(prec=MOST_DIGITS):
        return str(pattern.apply(value, _locale(language)))


@cache
def _locale(language: str) -> Locale:
    return Locale.parse(REGIONS.get(language, language), sep="-")


@cache
def _number_pattern(language: str, decimals: int, is_signed: bool) -> NumberPattern:
    pattern = _signed(_locale(language).decimal_formats[None].pattern, "+" if is_signed else "")
    pattern.frac_prec = (decimals, decimals)
    return pattern


@cache
def _percent_pattern(language: str) -> NumberPattern:
    # The space of the thousands, before the sign too.
    return _signed(_locale(language).percent_formats[None].pattern.replace("\u00a0", NARROW_SPACE))


def _signed(pattern: str, sign: str = "") -> NumberPattern:
    """Give a pattern the minus of typography, which is as wide as the plus."""
    return parse_pattern(f"{sign}{pattern};{MINUS}{pattern}")
