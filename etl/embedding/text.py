"""Text extractors: fastText trained on the catalogue, and the TF-IDF baseline.

What looks at the whole catalogue is fitted once; then each batch of documents is turned into
vectors by itself.
"""

import itertools
import math
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any, ClassVar, Protocol

import fasttext
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer
from sklearn.preprocessing import normalize

from etl.config import TextSettings
from etl.embedding.directions import NOTHING
from etl.embedding.extractors import TextExtractor, Vectors
from etl.embedding.words import Vocabulary

CENTRING_ROUNDS = 20


@dataclass(frozen=True)
class Corpus:
    """What a text extractor is fitted on."""

    documents: Sequence[Sequence[str]]
    vocabulary: Vocabulary
    settings: TextSettings
    model: Path | None  # --text-model


class TextMethod(Protocol):
    """How a text extractor is made: what is fitted is one array, which is kept and memoised."""

    @staticmethod
    def fit(corpus: Corpus) -> NDArray[Any]:
        """Learn from the catalogue, or read the model that the person chose."""

    def __call__(self, vocabulary: Vocabulary, weights: NDArray[Any], source: str) -> TextExtractor:
        """Return the extractor with what was fitted; `source` names the file of the model."""


@dataclass(frozen=True)
class FastText:
    """Weighted mean of the directions of a document's words, learned from the catalogue."""

    vocabulary: Vocabulary
    weights: NDArray[np.float32]  # a row a word
    source: str = ""
    name: ClassVar[str] = "fasttext"
    licence: ClassVar[str] = "none: trained on the catalogue"
    deterministic: ClassVar[bool] = True

    @property
    def version(self) -> str:
        """Of the library."""
        return version("fasttext-community")

    @property
    def dimensions(self) -> int:
        """Of a word's vector."""
        return int(self.weights.shape[1])

    @staticmethod
    def fit(corpus: Corpus) -> NDArray[np.float32]:
        """Train on the documents, or on an even sample of them."""
        return train_word_vectors(corpus.documents, corpus.vocabulary, corpus.settings)

    def __call__(self, documents: Sequence[Sequence[str]]) -> Vectors:
        """Return one row a document."""
        return embed_documents(documents, self.vocabulary, self.weights)


@dataclass(frozen=True)
class Tfidf:
    """The baseline: TF-IDF, reduced by a truncated SVD."""

    vocabulary: Vocabulary
    weights: NDArray[np.float64]  # a row a direction
    source: str = ""
    name: ClassVar[str] = "tfidf"
    licence: ClassVar[str] = "none: fitted on the catalogue"
    deterministic: ClassVar[bool] = True

    @property
    def version(self) -> str:
        """Of the library."""
        return version("scikit-learn")

    @property
    def dimensions(self) -> int:
        """Of a document's vector."""
        return len(self.weights)

    @staticmethod
    def fit(corpus: Corpus) -> NDArray[np.float64]:
        """Find the directions of the documents that have a word.

        Returns
        -------
        ndarray of float64, shape (at most tfidf_dimensions, n_words)
        """
        known = [tokens for tokens in corpus.documents if tokens]
        weights = _weighted_counts(known, corpus.vocabulary)
        if weights.shape[1] == 1:  # one word: nothing to reduce
            return np.ones((1, 1))
        dimensions = min(corpus.settings.tfidf_dimensions, *weights.shape)
        # Copies of one product have no variance to share out.
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.asarray(TruncatedSVD(dimensions, random_state=0).fit(weights).components_)

    def __call__(self, documents: Sequence[Sequence[str]]) -> Vectors:
        """Return one row a document."""
        weights = _weighted_counts(documents, self.vocabulary)
        return np.asarray(normalize(weights @ self.weights.T), dtype=np.float32)


def train_word_vectors(
    documents: Sequence[Sequence[str]], vocabulary: Vocabulary, settings: TextSettings
) -> NDArray[np.float32]:
    """Train fastText (skip-gram with subwords) on the catalogue itself.

    Bojanowski et al., "Enriching word vectors with subword information" (2017).
    One thread, since fastText is repeatable only then.

    Parameters
    ----------
    documents : sequence of sequences of str
        Cleaned tokens.
    vocabulary : Vocabulary
    settings : TextSettings

    Returns
    -------
    ndarray of float32, shape (n_words, dimensions)
    """
    n_tokens = sum(len(tokens) for tokens in documents)
    step = max(1, math.ceil(n_tokens / settings.training_tokens))
    counts = Counter(itertools.chain.from_iterable(documents[::step]))
    commonest = max(counts.values(), default=0)
    if not commonest:
        return np.zeros((len(vocabulary.words), settings.dimensions), dtype=np.float32)
    with tempfile.TemporaryDirectory(prefix="fasttext-") as folder:
        corpus = Path(folder, "corpus.txt")
        with corpus.open("w", encoding="utf-8") as stream:
            stream.writelines(" ".join(tokens) + "\n" for tokens in documents[::step] if tokens)
        model = fasttext.train_unsupervised(
            str(corpus),
            model="skipgram",
            dim=settings.dimensions,
            epoch=settings.epochs,
            ws=settings.window,
            lr=settings.learning_rate,
            minCount=min(settings.min_count, commonest),  # fastText wants one word at least
            minn=settings.min_subword,
            maxn=settings.max_subword,
            bucket=settings.buckets,
            thread=1,
            verbose=0,
        )
    return _vectors_of_words(model, vocabulary)


def embed_documents(
    documents: Sequence[Sequence[str]], vocabulary: Vocabulary, word_vectors: NDArray[np.float32]
) -> Vectors:
    """TF-IDF-weighted mean of word directions, one vector per document.

    Each word counts by its direction only (unit length), so that a frequent
    word does not weigh twice.

    Parameters
    ----------
    documents : sequence of sequences of str
        A batch of cleaned tokens.
    vocabulary : Vocabulary
    word_vectors : ndarray of float32, shape (n_words, dimensions)

    Returns
    -------
    ndarray of float32, shape (n_documents, dimensions)
        Rows of length 1; a zero row for a document without a known word.
    """
    if not vocabulary.words:
        return np.zeros((len(documents), word_vectors.shape[1]), dtype=np.float32)
    weights = _weighted_counts(documents, vocabulary)
    directions = normalize(word_vectors.astype(np.float64))
    return np.asarray(normalize(weights @ directions), dtype=np.float32)


def centring(vectors: Vectors) -> NDArray[np.float64]:
    """Find what all documents share, for `centre` to remove.

    Again and again, since the new lengths move the mean: where most documents
    are nearly alike, one round leaves a mean that outliers make. The image side
    has its mean at zero too, so a side that is imputed makes no product more like
    the others.

    Parameters
    ----------
    vectors : ndarray of float32, shape (n, dimensions)
        Rows of length 1.

    Returns
    -------
    ndarray of float64, shape (rounds, dimensions)
        The mean of each round.
    """
    rows = vectors.astype(np.float64)
    means = []
    for _ in range(CENTRING_ROUNDS):
        means.append(rows.mean(axis=0))
        rows = _without(rows, means[-1])
        if np.linalg.norm(rows.mean(axis=0)) < NOTHING:
            break
    return np.array(means)


def centre(vectors: Vectors, means: NDArray[np.float64] | None = None) -> Vectors:
    """Remove what all documents share, then bring each back to length 1.

    Parameters
    ----------
    vectors : ndarray of float32, shape (n, dimensions)
        Rows of length 1.
    means : ndarray of float64, shape (rounds, dimensions), optional
        From `centring`; of these vectors where it is not given.

    Returns
    -------
    ndarray of float32, shape (n, dimensions)
        Rows of length 1, their mean zero: a document that is all shared, as
        where the others are its copies, stays as it was.
    """
    rows = vectors.astype(np.float64)
    for mean in centring(vectors) if means is None else means:
        rows = _without(rows, mean)
    return np.asarray(rows, dtype=np.float32)


def _without(rows: NDArray[np.float64], mean: NDArray[np.float64]) -> NDArray[np.float64]:
    own = rows - mean
    own = np.where(np.linalg.norm(own, axis=1, keepdims=True) < NOTHING, rows, own)
    return np.asarray(normalize(own))


def _weighted_counts(
    documents: Sequence[Sequence[str]], vocabulary: Vocabulary
) -> "csr_matrix[np.float64]":
    """TF-IDF rows of length 1; words outside the vocabulary do not count."""
    counter = CountVectorizer(analyzer=_as_it_is, vocabulary=dict(vocabulary.words))
    weigh = TfidfTransformer()
    weigh.idf_ = vocabulary.weights
    return weigh.transform(counter.transform(documents).astype(np.float64))


def _as_it_is(tokens: Sequence[str]) -> Sequence[str]:
    return tokens


def _vectors_of_words(model: object, vocabulary: Vocabulary) -> NDArray[np.float32]:
    dimensions = model.get_dimension()  # type: ignore[attr-defined]
    vectors = np.zeros((len(vocabulary.words), dimensions), dtype=np.float32)
    for word, column in vocabulary.words.items():
        vectors[column] = model.get_word_vector(word)  # type: ignore[attr-defined]
    return vectors
