"""Languages of texts, as far as their function words say; and the lists of these words.

Articles, pronouns, prepositions, conjunctions, auxiliaries and particles: the closed classes,
one list a language. They tell the language, and they are what may be dropped of a text: a word
that is one of them in another language ("car", "die", "man") stays.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from pathlib import Path

from folding import fold

FOLDER = Path(__file__).with_name("function_words")

COMMENT = "#"
# Before words that are goods in other languages: "car" in French, "die" in German.
NO_SIGN = "~"

# What the language of the whole catalogue counts for, in words of a text.
CATALOGUE = 2.0
# Fewer different words say nothing by themselves: many are nouns in other languages.
LEAST = 2.0
# A language of the catalogue has so many different signs in its texts.
SURE = 3


@cache
def function_words() -> Mapping[str, frozenset[str]]:
    """Return the function words of each language, folded as tokens are."""
    return {language: _listed(language) for language in _named()}


@cache
def _signs() -> Mapping[str, tuple[str, ...]]:
    """Return the languages that each function word is a sign of."""
    languages_of: dict[str, tuple[str, ...]] = {}
    for language in _named():
        for word in _listed(language) - _listed(language, NO_SIGN):
            languages_of[word] = (*languages_of.get(word, ()), language)
    return languages_of


def _named() -> list[str]:
    return sorted(path.stem for path in FOLDER.glob("*.txt"))


@cache
def _listed(language: str, mark: str = "") -> frozenset[str]:
    """Read the words of the lines that begin with a mark."""
    lines = (FOLDER / f"{language}.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(
        fold(word)
        for line in lines
        if line.startswith(mark) and not line.startswith(COMMENT)
        for word in line.removeprefix(NO_SIGN).split()
    )


def _evidence(tokens: Iterable[str]) -> Counter[str]:
    """Count the different function words of each language."""
    known = _signs()
    return Counter(language for token in known.keys() & set(tokens) for language in known[token])


def shares(texts: Iterable[Collection[str]]) -> dict[str, float]:
    """Share of each language in the signs of the texts of a catalogue.

    Parameters
    ----------
    texts : iterable of collections of str
        The tokens of each text, folded.

    Returns
    -------
    dict of str to float
        Empty where no language has three different signs.

    Examples
    --------
    >>> shares([["un", "sac", "et", "une", "housse"], ["sac", "pour", "elle"], ["bag"]])
    {'fr': 1.0}
    """
    votes: Counter[str] = Counter()
    seen: dict[str, set[str]] = {}
    for tokens in texts:
        first, second = [*_evidence(tokens).most_common(2), ("", 0), ("", 0)][:2]
        if first[1] > second[1]:
            votes[first[0]] += first[1]
            seen.setdefault(first[0], set()).update(
                token for token in tokens if first[0] in _signs().get(token, ())
            )
    votes = Counter({name: votes[name] for name in sorted(votes) if len(seen[name]) >= SURE})
    return {name: count / votes.total() for name, count in votes.items()}


def spoken(tokens: Iterable[str], catalogue: Mapping[str, float]) -> tuple[str, ...]:
    """Languages that a text may be in: one, or those that are equally likely.

    Its own function words count one each, each once; the catalogue counts for
    two words, by the share of each language. A text with too few signs is in none;
    one is enough of a language that the catalogue is known to be in.

    Parameters
    ----------
    tokens : iterable of str
        Folded.
    catalogue : mapping of str to float
        From `shares`.

    Examples
    --------
    >>> spoken(["sac", "pour", "elle"], {}), spoken(["die", "cast", "car"], {"en": 1.0})
    (('fr',), ('en',))
    >>> spoken(["ceramic", "mug"], {})
    ()
    """
    signs = _evidence(tokens)
    likely = {
        language: signs[language] + CATALOGUE * catalogue.get(language, 0.0)
        for language in sorted({*signs, *catalogue})
    }
    most = max(likely.values(), default=0.0)
    best = tuple(language for language, score in likely.items() if score == most)
    if most < LEAST and not any(signs[language] and language in catalogue for language in best):
        return ()
    return best


@cache
def common_to(languages: tuple[str, ...]) -> frozenset[str]:
    """Function words of a text that is in one of these languages: those that all of them have."""
    if not languages:
        return frozenset()
    return frozenset.intersection(*(function_words()[language] for language in languages))
