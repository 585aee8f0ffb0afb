"""Every text that a person reads, in French and in English, and how numbers are written."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from dashboard.messages import (
    Message,
    address,
    breakdown,
    categories,
    clusters,
    crosstab,
    drawer,
    filters,
    listings,
    maps,
    method,
    paper,
    products,
    quality,
    scores,
    search,
    server,
    shell,
    summary,
    verdict,
)

LANGUAGES = ("fr", "en")
NARROW_SPACE = "\u202f"
MINUS = "\u2212"


MESSAGES: dict[str, Message] = {
    key: message
    for topic in (
        shell,
        server,
        address,
        paper,
        filters,
        scores,
        maps,
        crosstab,
        products,
        search,
        summary,
        verdict,
        categories,
        clusters,
        breakdown,
        listings,
        quality,
        drawer,
        method,
    )
    for key, message in topic.MESSAGES.items()
}
"""The one catalogue: its entries are written by topic, in `messages`."""


def text(key: str, language: str, **values: object) -> str:
    """Return a message in a language.

    Examples
    --------
    >>> text("space.text", "en")
    'Text'
    """
    return str(getattr(MESSAGES[key], language)).format(**values)


def number(value: float, language: str, decimals: int = 0, *, signed: bool = False) -> str:
    """Write a number as the language does.

    Examples
    --------
    >>> number(1050, "en"), number(0.644, "fr", 2), number(-0.1, "en", 1)
    ('1,050', '0,64', '\u22120.1')
    """
    rounded = round(value, decimals) + 0.0
    digits = f"{abs(rounded):,.{decimals}f}"
    if language == "fr":
        digits = digits.replace(",", NARROW_SPACE).replace(".", ",")
    sign = MINUS if rounded < 0 else "+" if signed and rounded > 0 else ""
    return sign + digits


def count(name: str, n: int, language: str) -> str:
    """Write how many there are: in French 0 is singular too.

    Examples
    --------
    >>> count("categories", 1, "fr"), count("categories", 0, "en"), count("products", 2, "fr")
    ('1 catégorie', '0 categories', '2 produits')
    """
    is_one = n < 2 if language == "fr" else n == 1
    return text(f"count.{name}.one" if is_one else f"count.{name}", language, n=number(n, language))


def percent(share: float, language: str) -> str:
    """Write a share of 1 as a whole percentage.

    Examples
    --------
    >>> percent(0.256, "en")
    '26%'
    """
    return number(share * 100, language) + (f"{NARROW_SPACE}%" if language == "fr" else "%")


def interval(low: float, high: float, language: str, *, signed: bool = False) -> str:
    """Write an interval of scores.

    Examples
    --------
    >>> interval(0.6, 0.68, "en")
    '[0.60, 0.68]'
    """
    between = " ; " if language == "fr" else ", "
    ends = (number(end, language, 2, signed=signed) for end in (low, high))
    return f"[{between.join(ends)}]"


def interval_of(found: tuple[float, float] | None, language: str) -> str:
    """Write an interval of scores, or that there is none: a blank would look sure.

    Examples
    --------
    >>> interval_of((0.6, 0.68), "en"), interval_of(None, "fr")
    ('[0.60, 0.68]', 'pas d’intervalle')
    """
    return text("score.interval.without", language) if found is None else interval(*found, language)


def date(stamp: str, language: str) -> str:
    """Write the day of an ISO 8601 time; the stamp itself where it is none.

    Examples
    --------
    >>> date("2026-11-22T10:00:00Z", "en")
    '22 November 2026'
    """
    try:
        day = datetime.fromisoformat(stamp)
    except ValueError:
        return stamp
    return f"{day.day} {text(f'month.{day.month}', language)} {day.year}"


def catalogue(language: str, prefix: str) -> Mapping[str, Any]:
    """Return the messages of a family without its prefix, for scripts of the page."""
    return {
        key.removeprefix(prefix): getattr(message, language)
        for key, message in MESSAGES.items()
        if key.startswith(prefix)
    }


def separators(language: str) -> str:
    """Return the decimal and thousands separators, as plotly takes them."""
    return f",{NARROW_SPACE}" if language == "fr" else ".,"
