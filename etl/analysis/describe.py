"""Words and typical products of clusters; near-duplicates.

Nothing here is told a category.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from etl.analysis.labels import NOISE
from etl.analysis.neighbours import Neighbours
from etl.config import DescribeSettings
from etl.embedding.directions import NOTHING

PAIRS = 100_000  # at a time


@dataclass(frozen=True)
class WordCounts:
    """How often each word is in each document.

    Attributes
    ----------
    words : sequence of str
        In alphabetical order.
    counts : sparse matrix of float64, shape (n_documents, n_words)
    """

    words: Sequence[str]
    counts: "csr_matrix[np.float64]"


@dataclass(frozen=True)
class ClusterWord:
    """A word that tells a cluster from the others; rank 1 is the most distinctive."""

    cluster: int
    rank: int
    word: str
    weight: float
    n_inside: int
    n_outside: int


@dataclass(frozen=True)
class Medoid:
    """A product near the middle of its cluster; `row` is that of its vector."""

    cluster: int
    rank: int
    row: int
    similarity: float


@dataclass(frozen=True)
class Side:
    """One of the two views of the products: `vectors[i]` is that of product `products[i]`."""

    products: NDArray[np.int64]
    vectors: NDArray[np.float32]
    near: Neighbours


@dataclass(frozen=True)
class Pairs:
    """Pairs of products, in the order of the first, then of the second.

    Attributes
    ----------
    first, second : ndarray of int64, shape (n_pairs,)
        Numbers of products, the smaller first.
    text, image : ndarray of float32, shape (n_pairs,)
        Cosines, NaN where one of the two has no such vector.
    """

    first: NDArray[np.int64]
    second: NDArray[np.int64]
    text: NDArray[np.float32]
    image: NDArray[np.float32]


def count_words(documents: Sequence[Sequence[str]]) -> WordCounts:
    """Count the words of each document.

    Parameters
    ----------
    documents : sequence of sequences of str
        The tokens that were embedded.

    Returns
    -------
    WordCounts

    Examples
    --------
    >>> found = count_words([["tea", "mug", "tea"], []])
    >>> found.words, found.counts.toarray().tolist()
    (['mug', 'tea'], [[1.0, 2.0], [0.0, 0.0]])
    """
    words = sorted({word for tokens in documents for word in tokens})
    column = {word: number for number, word in enumerate(words)}
    columns = np.array([column[word] for tokens in documents for word in tokens], dtype=np.int64)
    rows = np.repeat(np.arange(len(documents)), [len(tokens) for tokens in documents])
    cells = (np.ones(len(columns)), (rows, columns))
    return WordCounts(words, csr_matrix(cells, shape=(len(documents), len(words))))


def distinctive_words(
    documents: WordCounts, labels: NDArray[np.int64], settings: DescribeSettings
) -> list[ClusterWord]:
    """Words that tell each cluster from the others, by class-based TF-IDF.

    The weight of a word t in a cluster c is f(t, c) log(1 + A / f(t)): f(t, c)
    is the share of t among the tokens of c, f(t) how often t occurs in all
    clusters, A the mean number of tokens of a cluster. Noise counts as one more
    cluster, of which no words are said. Left out are words in fewer than
    `settings.min_word_products` of the cluster's products, in no more than the share
    `settings.min_word_share` of them, and in no greater share of them than of the other
    products: a word that one seller repeats tells nothing of the cluster.

    Parameters
    ----------
    documents : WordCounts
        Of the n products that were clustered.
    labels : ndarray of int64, shape (n,)
        -1 is noise.
    settings : DescribeSettings

    Returns
    -------
    list of ClusterWord
        At most `settings.words` a cluster, the most distinctive first; equal
        weights in alphabetical order.

    References
    ----------
    Grootendorst, "BERTopic: Neural topic modeling with a class-based TF-IDF
    procedure" (2022), with f(t, c) as a share, so that weights compare across
    clusters of different sizes.

    Examples
    --------
    >>> counts = count_words([["mug", "tea"], ["mug", "tea"], ["mug", "hat"], ["hat"]])
    >>> found = distinctive_words(counts, np.array([0, 0, 1, 1]), DescribeSettings())
    >>> [(one.cluster, one.word, one.n_inside, one.n_outside) for one in found]
    [(0, 'tea', 2, 0), (0, 'mug', 2, 1), (1, 'hat', 2, 0)]
    """
    clusters, codes, sizes = np.unique(labels, return_inverse=True, return_counts=True)
    belongs = csr_matrix((np.ones(len(labels)), (codes, np.arange(len(labels)))))
    frequencies = belongs @ documents.counts
    holders = belongs @ (documents.counts > 0).astype(np.float64)
    all_frequencies = np.asarray(frequencies.sum(axis=0)).ravel()
    all_holders = np.asarray(holders.sum(axis=0)).ravel()
    mean_tokens = all_frequencies.sum() / max(1, len(clusters))
    words = []
    for number, cluster in enumerate(clusters):
        if cluster == NOISE:
            continue
        here = frequencies[[number]]
        columns, counts = here.indices, here.data
        inside = np.asarray(holders[[number]][:, columns].todense()).ravel()
        outside = all_holders[columns] - inside
        share = inside / sizes[number]
        share_outside = outside / max(1, len(labels) - sizes[number])
        weights = counts / counts.sum() * np.log1p(mean_tokens / all_frequencies[columns])
        allowed = np.flatnonzero(
            (inside >= settings.min_word_products)
            & (share > settings.min_word_share)
            & (share > share_outside)
        )
        order = allowed[np.lexsort((columns[allowed], -weights[allowed]))][: settings.words]
        words += [
            ClusterWord(
                int(cluster),
                rank,
                documents.words[columns[at]],
                float(weights[at]),
                int(inside[at]),
                int(outside[at]),
            )
            for rank, at in enumerate(order, start=1)
        ]
    return words


def medoids(
    vectors: NDArray[np.float32], labels: NDArray[np.int64], settings: DescribeSettings
) -> list[Medoid]:
    """Products nearest to the mean vector of their cluster, by cosine.

    Parameters
    ----------
    vectors : ndarray of float32, shape (n, d)
        Rows of length 1.
    labels : ndarray of int64, shape (n,)
        -1 is noise, which has no middle.
    settings : DescribeSettings

    Returns
    -------
    list of Medoid
        At most `settings.medoids` a cluster, the nearest first; equal ones in
        the order of the rows. Cosines of 0 where opposite vectors leave no mean.

    Examples
    --------
    >>> vectors = np.array([[1, 0], [0.6, 0.8], [0, 1]], dtype=np.float32)
    >>> [found, *_] = medoids(vectors, np.zeros(3, dtype=np.int64), DescribeSettings())
    >>> found.row, round(found.similarity, 3)
    (1, 0.997)
    """
    medoids_of_all = []
    for cluster in np.unique(labels[labels != NOISE]):
        rows = np.flatnonzero(labels == cluster)
        own = vectors[rows].astype(np.float64)
        mean = own.mean(axis=0)
        length = np.linalg.norm(mean)
        centre = mean / length if length > NOTHING else np.zeros_like(mean)
        # Copies differ in the last bit of a sum; as 32 bits they are equal.
        similarities = np.clip(own @ centre, -1, 1).astype(np.float32)
        order = np.argsort(-similarities, kind="stable")[: settings.medoids]
        medoids_of_all += [
            Medoid(int(cluster), rank, int(rows[at]), float(similarities[at]))
            for rank, at in enumerate(order, start=1)
        ]
    return medoids_of_all


def near_duplicates(
    n_products: int, text: Side | None, image: Side | None, threshold: float
) -> Pairs:
    """Pairs of products that text and photo, as far as both have them, say are the same article.

    A pair is looked at where one product is among the nearest of the other, by
    text or by photo. Each side on which both products have a vector must then
    reach the threshold; at least one does.

    Parameters
    ----------
    n_products : int
    text, image : Side or None
        None where there is no such space.
    threshold : float
        Least cosine.

    Returns
    -------
    Pairs
    """
    sides = [side for side in (text, image) if side is not None]
    seen = [_neighbouring(side, n_products, threshold) for side in sides]
    keys = np.unique(np.concatenate([np.empty(0, dtype=np.int64), *seen]))
    first, second = keys // max(1, n_products), keys % max(1, n_products)
    by_text, by_image = (_cosines(side, first, second, n_products) for side in (text, image))
    alike = np.ones(len(keys), dtype=bool)
    for cosines in (by_text, by_image):
        alike &= np.isnan(cosines) | (cosines >= threshold)
    return Pairs(
        first[alike],
        second[alike],
        by_text[alike].astype(np.float32),
        by_image[alike].astype(np.float32),
    )


def _neighbouring(side: Side, n_products: int, threshold: float) -> NDArray[np.int64]:
    """Each pair of near neighbours as one number."""
    rows, ranks = np.nonzero(side.near.similarities > threshold - 1e-4)  # judged again, exactly
    mine, other = side.products[rows], side.products[side.near.indices[rows, ranks]]
    return np.minimum(mine, other) * n_products + np.maximum(mine, other)


def _cosines(
    side: Side | None, first: NDArray[np.int64], second: NDArray[np.int64], n_products: int
) -> NDArray[np.float64]:
    """Cosine of each pair, NaN where the two have not both a vector."""
    cosines = np.full(len(first), np.nan)
    if side is None:
        return cosines
    row = np.full(n_products, -1)
    row[side.products] = np.arange(len(side.products))
    both = np.flatnonzero((row[first] >= 0) & (row[second] >= 0))
    for start in range(0, len(both), PAIRS):
        part = both[start : start + PAIRS]
        left, right = side.vectors[row[first[part]]], side.vectors[row[second[part]]]
        products = np.einsum("ij,ij->i", left.astype(np.float64), right)
        cosines[part] = np.clip(products, -1, 1)
    return cosines
