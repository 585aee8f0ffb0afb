"""Tokens of texts: those that are kept, and why the others are not.

Batches of records in, batches of tokens out. What looks at the whole catalogue
(languages, document frequencies, the vocabulary) is a separate step that takes counts.
"""

import itertools
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypedDict

import numpy as np
from numpy.typing import NDArray

from etl.config import TextSettings
from etl.embedding import languages
from folding import MARKS, UNSPACED, fold, visible

# A letter with the marks that belong to it, of a script without spaces.
_SIGN = rf"[{UNSPACED}][{MARKS}]*"
_WORD = rf"(?:[^\W\d_{UNSPACED}]+[{MARKS}]*)+"
_NUMBER = r"\d+(?:[.,]\d+)*"
_SIGNS = re.compile(_SIGN)
_TOKENS = re.compile(rf"(?:{_SIGN})+|{_WORD}|{_NUMBER}")

# Why a token is not embedded. Stable: the database holds them, and screens say them in words.
NUMBER = "number"
TOO_SHORT = "too_short"
STOP_WORD = "stop_word"
BOILERPLATE = "boilerplate"
NO_VECTOR = "no_vector"
REASONS = (NUMBER, TOO_SHORT, STOP_WORD, BOILERPLATE, NO_VECTOR)


@dataclass(frozen=True)
class Texts:
    """What the texts of a catalogue hold.

    Attributes
    ----------
    catalogue : mapping of str to float
        Shares of the languages, from `languages.shares`.
    languages : sequence of tuple of str
        Those that each text may be in.
    documents : sequence of list of str
        The usable words of each text, folded, in the order of the text.
    written : mapping of str to str
        Commonest way to write a word, in lower case, where that is not the folded one.
    """

    catalogue: Mapping[str, float]
    languages: Sequence[tuple[str, ...]]
    documents: Sequence[list[str]]
    written: Mapping[str, str]


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
        Words that sellers repeat whatever they sell.
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
        Any script. Where words have no spaces between them (Chinese, Japanese, Thai, Lao,
        Khmer, Burmese), each pair of neighbouring letters is a token; a letter by itself
        is one too.

    Returns
    -------
    list of str
        In lower case, in the order of the text. What is neither a letter nor a
        digit separates tokens, but for the point or comma within a number.

    Examples
    --------
    >>> split("The 2 Blue MUGS, 1,250.5ml!")
    ['the', '2', 'blue', 'mugs', '1,250.5', 'ml']
    >>> split("陶瓷茶壶, 茶 T恤")
    ['陶瓷', '瓷茶', '茶壶', '茶', 't', '恤']
    """
    tokens = _TOKENS.findall(visible(text).lower())
    if text.isascii() or not _SIGNS.search(text):
        return tokens
    return [part for token in tokens for part in _pairs(token)]


def _pairs(token: str) -> list[str]:
    signs = _SIGNS.findall(token)
    if len(signs) < 2:
        return [token]
    return [first + second for first, second in itertools.pairwise(signs)]


@cache
def key(token: str) -> str:
    """Write a token as it is counted; one object a word, however often it occurs."""
    return fold(token)


def read(
    texts: Sequence[str], settings: TextSettings, catalogue: Mapping[str, float] | None = None
) -> Texts:
    """Cut the texts of a catalogue into words, and leave out what says nothing.

    Parameters
    ----------
    texts : sequence of str
    settings : TextSettings
    catalogue : mapping of str to float, optional
        Shares of the languages, from `languages.shares`; of these texts where not given.

    Examples
    --------
    >>> texts = ["Un car et une valise pour son voyage", "A car for the son"]
    >>> read(texts, TextSettings()).documents
    [['valise', 'voyage'], ['car', 'son']]
    """
    keys = []
    otherwise: Counter[tuple[str, str]] = Counter()
    for text in texts:
        tokens = split(text)
        keys.append([key(token) for token in tokens])
        if not text.isascii():
            otherwise.update(
                pair for pair in zip(keys[-1], tokens, strict=True) if pair[0] != pair[1]
            )
    if catalogue is None:
        catalogue = languages.shares(keys)
    spoken = [languages.spoken(tokens, catalogue) for tokens in keys]
    return Texts(
        catalogue=catalogue,
        languages=spoken,
        documents=[
            [token for token in tokens if _unusable(token, stop, settings) is None]
            for tokens, stop in zip(keys, map(languages.common_to, spoken), strict=True)
        ],
        written=_commonest(otherwise, keys),
    )


def _commonest(
    otherwise: Mapping[tuple[str, str], int], keys: Iterable[Sequence[str]]
) -> dict[str, str]:
    """Choose the commonest way to write each word that is written otherwise than folded."""
    ways: dict[str, Counter[str]] = {}
    for (folded, written), count in otherwise.items():
        ways.setdefault(folded, Counter())[written] = count
    everywhere = Counter(token for tokens in keys for token in tokens if token in ways)
    for folded, counts in ways.items():
        counts[folded] = everywhere[folded] - counts.total()
    best = {
        folded: max(counts, key=lambda written: (counts[written], written))
        for folded, counts in ways.items()
    }
    return {folded: written for folded, written in best.items() if folded != written}


def _unusable(token: str, stop: Collection[str], settings: TextSettings) -> str | None:
    """Why a token says nothing in whatever catalogue; None where it may."""
    if token[0].isdecimal():
        return NUMBER
    if token in stop:
        return STOP_WORD
    is_short = len(token) < settings.min_letters and not _SIGNS.match(token)
    return TOO_SHORT if is_short else None


def document_frequencies(documents: Iterable[Collection[str]]) -> Counter[str]:
    """Count, for each word, the documents that hold it."""
    counts: Counter[str] = Counter()
    for tokens in documents:
        counts.update(set(tokens))
    return counts


def build_vocabulary(
    frequencies: Mapping[str, int], n_documents: int, boilerplate: Collection[str]
) -> Vocabulary:
    """Decide from counts how much each word weighs.

    Parameters
    ----------
    frequencies : mapping of str to int
        From `document_frequencies`.
    n_documents : int
    boilerplate : collection of str
        From `boilerplate.find`.

    Returns
    -------
    Vocabulary
    """
    kept = sorted(word for word in frequencies if word not in boilerplate)
    counts = np.array([frequencies[word] for word in kept], dtype=np.float64)
    return Vocabulary(
        words={word: column for column, word in enumerate(kept)},
        weights=np.log((1 + n_documents) / (1 + counts)) + 1,
        boilerplate=frozenset(boilerplate),
    )


def boilerplate_limit(n_documents: int, settings: TextSettings) -> float:
    """Documents that a word may be in before it can be boilerplate.

    Examples
    --------
    >>> boilerplate_limit(1050, TextSettings()), boilerplate_limit(30, TextSettings())
    (52.5, 7)
    """
    return max(settings.boilerplate_share * n_documents, settings.boilerplate_documents)


def dropped(
    texts: Sequence[str],
    spoken: Sequence[tuple[str, ...]],
    vocabulary: Vocabulary,
    without_vector: Collection[str],
    settings: TextSettings,
) -> Iterator[list[Dropped]]:
    """Every token of each text that was not embedded, with the reason.

    Parameters
    ----------
    texts : sequence of str
        As written. Each token of `split` is either here or, folded, in what is embedded.
    spoken : sequence of tuple of str
        Languages of each text, from `read`.
    vocabulary : Vocabulary
    without_vector : collection of str
        Words of the vocabulary for which the model has no vector.
    settings : TextSettings

    Yields
    ------
    list of Dropped
        One entry an occurrence, in the order of the text, as written but in lower case.

    Examples
    --------
    >>> known = Vocabulary({"cup": 0}, np.ones(1), frozenset({"price"}))
    >>> [found] = dropped(["Price the 2 cup"], [("en",)], known, [], TextSettings())
    >>> [(one["token"], one["reason"]) for one in found]
    [('price', 'boilerplate'), ('the', 'stop_word'), ('2', 'number')]
    """

    @cache  # one entry a distinct token of a language, however often it occurs
    def judged(token: str, language: tuple[str, ...]) -> Dropped | None:
        folded = key(token)
        reason = _unusable(folded, languages.common_to(language), settings)
        if reason is None and folded in vocabulary.boilerplate:
            reason = BOILERPLATE
        if reason is None and (folded not in vocabulary.words or folded in without_vector):
            reason = NO_VECTOR
        return None if reason is None else Dropped(token=token, reason=reason)

    for text, language in zip(texts, spoken, strict=True):
        yield [entry for token in split(text) if (entry := judged(token, language)) is not None]
