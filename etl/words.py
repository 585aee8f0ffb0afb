"""Which words of a text are kept, and why are the others not?

Batches of records in, batches of tokens out. What looks at the whole catalogue
(document frequencies, the vocabulary) is a separate step that takes counts.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypedDict

import numpy as np
from numpy.typing import NDArray
from stop_words import get_stop_words

from etl.config import TextSettings

# Letters and the marks that belong to them: vowel signs of Hindi, accents written apart.
_MARKS = "".join(
    chr(code) for code in range(0x300, 0x10000) if unicodedata.category(chr(code))[0] == "M"
)
_WORD = rf"(?:[^\W\d_]+[{_MARKS}]*)+"
_NUMBER = r"\d+(?:[.,]\d+)*"
_WORDS = re.compile(_WORD)
_TOKENS = re.compile(rf"{_WORD}|{_NUMBER}")

# Why a token is not embedded. Stable: the database holds them, and screens say them in words.
NUMBER = "number"
TOO_SHORT = "too_short"
STOP_WORD = "stop_word"
BOILERPLATE = "boilerplate"
NO_VECTOR = "no_vector"
REASONS = (NUMBER, TOO_SHORT, STOP_WORD, BOILERPLATE, NO_VECTOR)


@dataclass(frozen=True)
class Vocabulary:
    """What the whole catalogue says about its words.

    Attributes
    ----------
    words : mapping of str to int
        Column of each word kept.
    weights : ndarray of float64, shape (n_words,)
        Inverse document frequency, smoothed as in scikit-learn.
    boilerplate : frozenset of str
        Words in too many documents to tell products apart.
    """

    words: Mapping[str, int]
    weights: NDArray[np.float64]
    boilerplate: frozenset[str]


class Dropped(TypedDict):
    """A token of a text that was not embedded, and why: one of `REASONS`."""

    token: str
    reason: str


def split(text: str) -> list[str]:
    """Every token of a text: the words of letters, and the numbers.

    Parameters
    ----------
    text : str
        Any script; a script without spaces gives one token a run of letters.

    Returns
    -------
    list of str
        In lower case, in the order of the text. What is neither a letter nor a
        digit separates tokens, but for the point or comma within a number.

    Examples
    --------
    >>> split("The 2 Blue MUGS, 1,250.5ml!")
    ['the', '2', 'blue', 'mugs', '1,250.5', 'ml']
    """
    return _TOKENS.findall(unicodedata.normalize("NFC", text).lower())


def tokenize(text: str, settings: TextSettings) -> list[str]:
    """Lower-case words of letters only, without stop words.

    Parameters
    ----------
    text : str
        Any script; a script without spaces gives one token a run of letters.
    settings : TextSettings

    Returns
    -------
    list of str
        In the order of the text.

    Examples
    --------
    >>> tokenize("The 2 Blue MUGS, for Tea!", TextSettings())
    ['blue', 'mugs', 'tea']
    """
    stop = stop_words(settings.stop_word_languages)
    return [token for token in split(text) if _unusable(token, stop, settings) is None]


def _unusable(token: str, stop: Collection[str], settings: TextSettings) -> str | None:
    """Why a token says nothing in whatever catalogue; None where it may."""
    if token[0].isdecimal():
        return NUMBER
    if len(token) < settings.min_letters:
        return TOO_SHORT
    return STOP_WORD if token in stop else None


@cache
def stop_words(languages: tuple[str, ...]) -> frozenset[str]:
    """Words that carry no meaning of their own, in the given languages.

    Entries with an apostrophe are split as `tokenize` splits the text.
    """
    return frozenset(
        part
        for language in languages
        for word in get_stop_words(language)
        for part in _WORDS.findall(word.lower())
    )


def document_frequencies(documents: Iterable[Sequence[str]]) -> Counter[str]:
    """Count, for each word, the documents that hold it."""
    counts: Counter[str] = Counter()
    for tokens in documents:
        counts.update(set(tokens))
    return counts


def build_vocabulary(
    frequencies: Mapping[str, int], n_documents: int, settings: TextSettings
) -> Vocabulary:
    """Decide from counts alone which words are kept and how much each weighs.

    Parameters
    ----------
    frequencies : mapping of str to int
        From `document_frequencies`.
    n_documents : int
    settings : TextSettings

    Returns
    -------
    Vocabulary
    """
    limit = boilerplate_limit(n_documents, settings)
    boilerplate = frozenset(word for word, count in frequencies.items() if count > limit)
    if len(boilerplate) == len(frequencies):
        boilerplate = frozenset()  # near-copies of one product: the words are all there is
    kept = sorted(word for word in frequencies if word not in boilerplate)
    counts = np.array([frequencies[word] for word in kept], dtype=np.float64)
    return Vocabulary(
        words={word: column for column, word in enumerate(kept)},
        weights=np.log((1 + n_documents) / (1 + counts)) + 1,
        boilerplate=boilerplate,
    )


def boilerplate_limit(n_documents: int, settings: TextSettings) -> float:
    """Documents that a word may be in before it is boilerplate.

    Examples
    --------
    >>> boilerplate_limit(1050, TextSettings()), boilerplate_limit(30, TextSettings())
    (157.5, 20)
    """
    return max(settings.max_document_share * n_documents, settings.min_boilerplate_documents)


def dropped(
    texts: Iterable[str],
    vocabulary: Vocabulary,
    without_vector: Collection[str],
    settings: TextSettings,
) -> Iterator[list[Dropped]]:
    """Every token of each text that was not embedded, with the reason.

    Parameters
    ----------
    texts : iterable of str
        As written. Those of `tokenize` without the dropped ones are what is
        embedded: each token of `split` is in one of the two.
    vocabulary : Vocabulary
    without_vector : collection of str
        Words of the vocabulary for which the model has no vector.
    settings : TextSettings

    Yields
    ------
    list of Dropped
        One entry an occurrence, in the order of the text.

    Examples
    --------
    >>> known = Vocabulary({"cup": 0}, np.ones(1), frozenset({"price"}))
    >>> [found] = dropped(["Price the 2 cup"], known, [], TextSettings())
    >>> [(one["token"], one["reason"]) for one in found]
    [('price', 'boilerplate'), ('the', 'stop_word'), ('2', 'number')]
    """
    stop = stop_words(settings.stop_word_languages)

    @cache  # one entry a distinct token, however often it occurs
    def judged(token: str) -> Dropped | None:
        reason = _unusable(token, stop, settings)
        if reason is None and token in vocabulary.boilerplate:
            reason = BOILERPLATE
        if reason is None and (token not in vocabulary.words or token in without_vector):
            reason = NO_VECTOR
        return None if reason is None else Dropped(token=token, reason=reason)

    for text in texts:
        yield [found for token in split(text) if (found := judged(token)) is not None]
