"""Ablation: which words name categories, and what the scores of the texts lose without them."""

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from agreement import (
    Interval,
    adjusted_rand_index,
    contingency_table,
    grouped_differences,
)
from agreement.separability import mean_difference

Labels = NDArray[np.int64]

ARI, FIRST_RIGHT = "ari", "first_right"
"""What is measured with and without the words."""
ENDINGS = ("s", "x", "es")
"""Of a plural, in the languages where it is one letter or two more."""
SHORTEST = 3
"""Letters that are left of a word without its ending, at least."""


class Change(NamedTuple):
    """One measure with the words and without them.

    Attributes
    ----------
    measure : str
        `ARI` or `FIRST_RIGHT`.
    with_words, without_words : float
    interval : Interval or None
        Of the change under sampling of groups; None where none can be relied on.
    n : int
    """

    measure: str
    with_words: float
    without_words: float
    interval: Interval | None
    n: int


def naming_words(known: Iterable[str], names: Collection[str]) -> set[str]:
    """Choose the words that are in a name, or are the plural or the singular of one that is.

    Parameters
    ----------
    known : iterable of str
        Words of the texts, folded.
    names : collection of str
        Words of the names of categories, folded.

    Returns
    -------
    set of str

    Examples
    --------
    >>> sorted(naming_words(["watch", "watches", "watchband", "pens", "lamps"], ["watches", "pen"]))
    ['pens', 'watch', 'watches']
    """
    named = {form for name in names for form in _forms(name)}
    return {word for word in known if not named.isdisjoint(_forms(word))}


def change_of_ari(
    with_words: Sequence[Labels],
    without_words: Sequence[Labels],
    codes: Labels,
    groups: NDArray[np.int64],
) -> Change:
    """Compare runs of k-means with the words with the runs of the same seeds without them.

    Parameters
    ----------
    with_words, without_words : sequence of ndarray of int64, each of shape (n,), at least one
    codes, groups : ndarray of int64, shape (n,)
        Category and sampling group of each product.

    Returns
    -------
    Change
        Means over the seeds. Their interval is the mean of the intervals of the seeds: a mean
        varies no more than its parts do.
    """
    before, after = (
        float(np.mean([adjusted_rand_index(contingency_table(run, codes)) for run in runs]))
        for runs in (with_words, without_words)
    )
    known = [
        difference.estimate.interval
        for pair in zip(without_words, with_words, strict=True)
        for difference in grouped_differences(pair, codes, groups)
        if difference.estimate.interval is not None
    ]
    ends = np.mean(known, axis=0).tolist() if len(known) == len(with_words) else None
    return Change(ARI, before, after, Interval(*ends) if ends else None, len(codes))


def change_of_first_right(
    with_words: NDArray[np.bool_], without_words: NDArray[np.bool_], groups: NDArray[np.int64]
) -> Change:
    """Compare which first suggestions are right, product by product.

    Parameters
    ----------
    with_words, without_words : ndarray of bool, shape (n,), n at least 1
        False where there is no suggestion.
    groups : ndarray of int64, shape (n,)

    Returns
    -------
    Change
    """
    _, interval, n = mean_difference(
        without_words.astype(np.float64), with_words.astype(np.float64), groups
    )
    shares = float(with_words.mean()), float(without_words.mean())
    return Change(FIRST_RIGHT, *shares, interval, n)


def _forms(word: str) -> set[str]:
    """The word, and what it may be the plural of."""
    singular = {
        word.removesuffix(ending)
        for ending in ENDINGS
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST
    }
    return {word, *singular}
