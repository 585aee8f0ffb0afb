"""Boilerplate: the words that sellers repeat whatever they sell.

Frequency alone does not say: the noun of a category is in a quarter of the texts of a shop with
four of them. What is repeated without being content is spread evenly over the kinds of product,
most of all where it comes in the same phrase again and again. The kinds are those of a first,
coarse clustering; no category is looked at. docs/adr/0020 says how this was chosen.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.cluster import KMeans
from sklearn.decomposition import TruncatedSVD
from sklearn.preprocessing import normalize

from etl.config import TextSettings
from etl.embedding.words import boilerplate_limit, document_frequencies

NONE = -1


def find(
    documents: Sequence[Sequence[str]], names: Sequence[Collection[str]], settings: TextSettings
) -> list[str]:
    """Find the words of the catalogue that are boilerplate.

    Such a word is in many documents, hardly ever in a name, and spread over the kinds of
    product nearly as by chance; a looser measure of that is enough where it mostly has the same
    neighbour, as in a phrase.

    Parameters
    ----------
    documents : sequence of sequences of str
        The usable words of each text, in the order of the text.
    names : sequence of collections of str
        The words of each name, folded as those of the documents.
    settings : TextSettings

    Returns
    -------
    list of str
        In alphabetical order; empty where nothing else would be left of the catalogue.

    Examples
    --------
    >>> nouns = ["mug"] * 30 + ["hat"] * 30
    >>> texts = [[noun, f"model{n}", "free", "shipping"] for n, noun in enumerate(nouns)]
    >>> find(texts, [[noun] for noun in nouns], TextSettings())
    ['free', 'shipping']
    """
    frequencies = document_frequencies(documents)
    in_names = document_frequencies(names)
    outside = {
        word: count
        for word, count in sorted(frequencies.items())
        if in_names[word] < settings.boilerplate_in_names * count
    }
    least = boilerplate_limit(len(documents), settings)
    suspects = [word for word, count in outside.items() if count > least]
    if not suspects:
        return []

    step = max(1, -(-len(documents) // settings.boilerplate_sample))
    documents, names = documents[::step], names[::step]
    phrased = _phrased(documents, settings)
    kinds = _kinds(names)
    others = [word for word, count in outside.items() if count > settings.min_count * step]
    spread = unevenness(documents, kinds, others)
    names_tell = any(
        np.mean([0.0, *(spread[word] for word in others if (word in phrased) is together)])
        >= settings.telling_names
        for together in (False, True)
    )
    in_phrase, least = settings.uneven_phrase, 0.0
    if not names_tell:
        # Model names and numbers tell nothing: all that is no phrase has to say what is alike.
        doubtful = phrased.intersection(suspects)
        kinds = _kinds([[word for word in tokens if word not in doubtful] for tokens in documents])
        # That is less sure; and a word of fewer texts may be all that tells a kind.
        in_phrase, least = settings.uneven_word, len(documents) * step / 2
    alone = max(least, settings.boilerplate_alone)
    repeated = [
        word
        for word, uneven in unevenness(documents, kinds, suspects).items()
        if (uneven < in_phrase and word in phrased)
        or (uneven < settings.uneven_word and outside[word] > alone)
    ]
    return repeated if len(repeated) < len(frequencies) else []


def unevenness(
    documents: Sequence[Sequence[str]], kinds: NDArray[np.int64], words: Sequence[str]
) -> dict[str, float]:
    """How unevenly the documents of each word are spread over kinds of product.

    The total variation distance between the kinds of its documents and those of all, less
    what chance makes of so few documents, as a share of the most that it can be.

    Parameters
    ----------
    documents : sequence of sequences of str
    kinds : ndarray of int64, shape (n_documents,)
        From 0; `NONE` where a document is of none.
    words : sequence of str

    Returns
    -------
    dict of str to float
        About 0: as if by chance; 1: whole kinds hold it, and no other. 0 too for a word of
        every document, or of none.

    Examples
    --------
    >>> documents = [["mug", "new"]] * 20 + [["mug"]] * 20 + [["hat", "new"]] * 20 + [["hat"]] * 20
    >>> found = unevenness(documents, np.repeat([0, 1], 40), ["mug", "new"])
    >>> round(found["mug"], 2), found["new"] < 0.1
    (1.0, True)
    """
    column = {word: number for number, word in enumerate(words)}
    rows = np.flatnonzero(kinds != NONE)
    cells = [
        (column[word], kinds[row])
        for row in rows.tolist()
        for word in set(documents[row])
        if word in column
    ]
    n, n_kinds = len(rows), int(kinds.max(initial=0)) + 1
    counts = np.zeros((len(words), n_kinds))
    np.add.at(counts, tuple(np.array(cells, dtype=np.int64).reshape(-1, 2).T), 1)
    shares = np.bincount(kinds[rows], minlength=n_kinds) / max(1, n)
    totals = counts.sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        distances = np.abs(counts / totals[:, np.newaxis] - shares).sum(axis=1) / 2
        rest = 1 - totals / n
        # Half the sum of the mean deviations of a hypergeometric draw.
        draws = np.sqrt(np.outer(rest / totals, shares * (1 - shares)))
        by_chance = draws.sum(axis=1) / np.sqrt(2 * np.pi)
        uneven = (distances - by_chance) / (rest - by_chance)
    some = (totals > 0) & (rest > by_chance)
    return dict(zip(words, np.where(some, uneven, 0.0).tolist(), strict=True))


def _phrased(documents: Sequence[Sequence[str]], settings: TextSettings) -> frozenset[str]:
    """Words that mostly have the same word beside them: a template may have it on either side."""
    total: Counter[str] = Counter()
    beside: Counter[tuple[str, str]] = Counter()
    for tokens in documents:
        total.update(tokens)
        for before, word, after in zip(["", *tokens], tokens, [*tokens[1:], ""], strict=False):
            beside.update((word, other) for other in {before, after} if other)
    return frozenset(
        word for (word, _), count in beside.items() if count >= settings.phrase_share * total[word]
    )


def _kinds(documents: Sequence[Collection[str]]) -> NDArray[np.int64]:
    """Cluster documents by the words that they hold, each word counting the same."""
    words = sorted({word for tokens in documents for word in tokens})
    column: Mapping[str, int] = {word: number for number, word in enumerate(words)}
    kinds = np.full(len(documents), NONE, dtype=np.int64)
    rows = [sorted(column[word] for word in set(tokens)) for tokens in documents]
    with_words = np.flatnonzero([bool(row) for row in rows])
    count = int(np.clip(np.sqrt(len(documents) / 2), 2, 100))
    if len(with_words) <= count or len(words) < 2:
        return kinds
    columns = np.concatenate([rows[row] for row in with_words])
    numbers = np.repeat(np.arange(len(with_words)), [len(rows[row]) for row in with_words])
    matrix = normalize(csr_matrix((np.ones(len(columns)), (numbers, columns))))
    with np.errstate(divide="ignore", invalid="ignore"):  # copies have no variance to share out
        reduced = TruncatedSVD(min(count, *matrix.shape), random_state=0).fit_transform(matrix)
    points = normalize(reduced)
    clusters = min(count, len(np.unique(points.round(6), axis=0)))
    kinds[with_words] = KMeans(clusters, n_init=3, random_state=0).fit_predict(points)
    return kinds
