"""The dashboard's texts, one file a language in `texts/`, and how numbers are written."""

from collections.abc import Mapping
from pathlib import Path

from localisation import Texts, date, language_name, number, percent, separators

__all__ = ["LANGUAGES", "TEXTS", "catalogue", "count", "date", "interval", "interval_of",
           "language_name", "language_of", "number", "of_space", "percent", "separators",
           "text"]  # fmt: skip

TEXTS = Texts(Path(__file__).with_name("texts"), default="fr")
LANGUAGES = TEXTS.languages
text, count, language_of = TEXTS.text, TEXTS.count, TEXTS.language_of


def of_space(prefix: str, space: str, language: str) -> str:
    """Return the text of a family that is for a space; of one without a text, by its name.

    Examples
    --------
    >>> of_space("space.", "fused", "en"), of_space("products.column.", "audio", "en")
    ('Text + image', 'Cluster of audio')
    """
    key = f"{prefix}{space}"
    if key in TEXTS:
        return text(key, language)
    return text(f"{prefix}unnamed", language, space=space)


def interval(low: float, high: float, language: str, *, signed: bool = False) -> str:
    """Write an interval of scores.

    Examples
    --------
    >>> interval(0.6, 0.68, "en")
    '[0.60, 0.68]'
    """
    return text(
        "score.interval.ends",
        language,
        low=number(low, language, 2, signed=signed),
        high=number(high, language, 2, signed=signed),
    )


def interval_of(ends: tuple[float, float] | None, language: str) -> str:
    """Write an interval of scores, or that there is none: a blank would look sure.

    Examples
    --------
    >>> interval_of((0.6, 0.68), "en"), interval_of(None, "fr")
    ('[0.60, 0.68]', 'pas d’intervalle')
    """
    return text("score.interval.without", language) if ends is None else interval(*ends, language)


def catalogue(language: str, prefix: str) -> Mapping[str, str]:
    """Return the texts of a family without its prefix, for scripts of the page."""
    return TEXTS.family(prefix, language)
