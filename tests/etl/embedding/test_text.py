"""Descriptions become vectors that a person, and scikit-learn, can check."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer

from etl.config import TextSettings
from etl.embedding import text, words
from etl.embedding.extractors import Vectors

SMALL: dict[str, Any] = {"dimensions": 8, "epochs": 3, "buckets": 200, "min_count": 1}
SETTINGS = TextSettings(**SMALL)
DOCUMENTS = [
    ["blue", "mug", "tea"],
    ["red", "mug", "tea", "tea"],
    ["blue", "shirt", "cotton"],
    ["red", "shirt", "cotton", "soft"],
    [],
]


def vocabulary_of(documents: Sequence[Sequence[str]]) -> words.Vocabulary:
    return words.build_vocabulary(words.document_frequencies(documents), len(documents), [])


VOCABULARY = vocabulary_of(DOCUMENTS)
WORDS = list(VOCABULARY.words)


def test_weights_are_those_of_scikit_learn() -> None:
    """With one axis a word, a document's vector is its TF-IDF row."""
    ours = text.embed_documents(DOCUMENTS, VOCABULARY, np.eye(len(WORDS), dtype=np.float32))
    theirs = TfidfVectorizer(analyzer=list, vocabulary=VOCABULARY.words).fit_transform(DOCUMENTS)
    np.testing.assert_allclose(ours, theirs.toarray(), atol=1e-6)


def test_a_documents_vector_is_computed_by_hand() -> None:
    """Two words of equal weight, on two axes: half-way between, whatever their lengths."""
    vocabulary = vocabulary_of([["blue", "mug"], ["red", "cup"]])
    vectors = np.zeros((4, 2), dtype=np.float32)
    vectors[vocabulary.words["blue"]] = [3, 0]
    vectors[vocabulary.words["mug"]] = [0, 0.5]
    (vector,) = text.embed_documents([["blue", "mug", "unknown"]], vocabulary, vectors)
    np.testing.assert_allclose(vector, [np.sqrt(0.5), np.sqrt(0.5)], atol=1e-6)


def test_documents_have_length_one_and_wordless_ones_none() -> None:
    vectors = text.embed_documents(
        DOCUMENTS, VOCABULARY, text.train_word_vectors(DOCUMENTS, VOCABULARY, SETTINGS)
    )
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), [1, 1, 1, 1, 0], atol=1e-6)


def test_a_catalogue_without_a_word_gives_no_vector_and_no_failure() -> None:
    nothing = vocabulary_of([[], []])
    trained = text.train_word_vectors([[], []], nothing, SETTINGS)
    np.testing.assert_array_equal(
        text.embed_documents([[], []], nothing, trained), np.zeros((2, SETTINGS.dimensions))
    )


def test_words_too_rare_for_training_get_their_vectors_from_their_parts() -> None:
    """No word occurs as often as asked: the commonest are trained on."""
    rare = TextSettings(dimensions=8, epochs=3, buckets=200, min_count=50)
    vectors = text.train_word_vectors(DOCUMENTS, VOCABULARY, rare)
    assert (np.linalg.norm(vectors, axis=1) > 0).all()


def test_training_twice_gives_the_same_bits() -> None:
    first, second = (text.train_word_vectors(DOCUMENTS, VOCABULARY, SETTINGS) for _ in range(2))
    assert first.tobytes() == second.tobytes()
    assert np.isfinite(first).all()


def test_training_takes_an_even_sample_of_a_large_catalogue() -> None:
    few = TextSettings(**SMALL, training_tokens=7)
    sampled = text.train_word_vectors(DOCUMENTS, VOCABULARY, few)
    every_second = text.train_word_vectors(DOCUMENTS[::2], VOCABULARY, SETTINGS)
    np.testing.assert_array_equal(sampled, every_second)


def test_centring_removes_what_all_share() -> None:
    vectors = text.centre(np.array([[0.6, 0.8], [0.6, -0.8]], dtype=np.float32))
    np.testing.assert_allclose(vectors, [[0, 1], [0, -1]], atol=1e-6)


def test_centring_is_done_when_the_mean_is_zero() -> None:
    """Nineteen documents nearly alike, and one that would drag the mean along."""
    rng = np.random.default_rng(0)
    rows = np.vstack([rng.normal([9, 0, 0, 0], 0.1, size=(19, 4)), [[0, 0, 9, 0]]])
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    vectors = text.centre(rows.astype(np.float32))
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)
    np.testing.assert_allclose(vectors.mean(axis=0), 0, atol=1e-3)


def test_centring_copies_leaves_them_alike() -> None:
    vectors = np.array([[0.6, 0.8]] * 3, dtype=np.float32)
    np.testing.assert_allclose(text.centre(vectors), vectors, atol=1e-6)


def tfidf(documents: Sequence[Sequence[str]]) -> Vectors:
    corpus = text.Corpus(documents, vocabulary_of(documents), SETTINGS, None)
    return text.Tfidf(corpus.vocabulary, text.Tfidf.fit(corpus))(documents)


def test_the_baseline_keeps_the_similarities_of_tfidf() -> None:
    """As many dimensions as the rank: the reduction loses nothing."""
    documents = DOCUMENTS[:4]
    rows = TfidfVectorizer(analyzer=list).fit_transform(documents).toarray()
    reduced = tfidf(documents)
    np.testing.assert_allclose(reduced @ reduced.T, rows @ rows.T, atol=1e-5)


@pytest.mark.parametrize("documents", [[["mug"]] * 3, [["blue", "mug"]] * 3, [["a"], ["b"]]])
def test_the_baseline_of_a_tiny_catalogue_has_length_one(documents: list[list[str]]) -> None:
    vectors = tfidf(documents)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)
