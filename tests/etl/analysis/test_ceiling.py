"""The ceiling is the agreement of a partition by nearest neighbours with the categories."""

import numpy as np
import pytest
from numpy.typing import NDArray
from sklearn.metrics import adjusted_rand_score
from sklearn.neighbors import KNeighborsClassifier

from etl.analysis.ceiling import ceiling
from etl.analysis.evaluate import Level
from etl.analysis.neighbours import nearest
from etl.config import SuggestSettings


def shop(n: int, kinds: int, noise: float) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    chance = np.random.default_rng(3)
    codes = chance.integers(0, kinds, n)
    vectors = np.eye(kinds)[codes] + noise * chance.normal(size=(n, kinds))
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32), codes


def test_it_is_that_of_a_vote_of_the_ten_nearest_by_cosine() -> None:
    vectors, codes = shop(200, 4, 0.5)
    near = nearest(vectors, 50)
    [score] = ceiling(near, Level(2, codes, is_clustered=True), SuggestSettings())
    # Each product left out in turn, and the others voting with the weight of their cosine.
    voted = [
        KNeighborsClassifier(10, metric="cosine", weights=lambda d: np.maximum(1 - d, 1e-6))
        .fit(np.delete(vectors, row, axis=0), np.delete(codes, row))
        .predict(vectors[[row]])[0]
        for row in range(200)
    ]
    assert score.value == pytest.approx(adjusted_rand_score(codes, voted))
    assert (score.level, score.metric, score.n) == (2, "ari_vote", 200)


def test_products_without_a_category_neither_vote_nor_count() -> None:
    vectors, codes = shop(120, 3, 0.1)
    partly = np.where(np.arange(120) % 4 == 0, -1, codes)
    [score] = ceiling(nearest(vectors, 50), Level(1, partly, is_clustered=True), SuggestSettings())
    assert score.n == 90
    assert score.value == pytest.approx(1)


def test_against_one_category_there_is_none() -> None:
    vectors, _ = shop(40, 3, 0.1)
    one = Level(1, np.zeros(40, dtype=np.int64), is_clustered=True)
    assert ceiling(nearest(vectors, 20), one, SuggestSettings()) == []
