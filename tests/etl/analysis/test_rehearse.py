"""What half of the groups promise, and what the hidden half gives: known answers."""

import numpy as np
import pytest
from numpy.typing import NDArray
from sklearn.neighbors import NearestNeighbors

from etl.analysis.neighbours import nearest_among
from etl.analysis.rehearse import (
    COVERAGE,
    FIRST_RIGHT,
    PRECISION,
    Outcome,
    hidden_half,
    neighbours_among_visible,
    sum_up,
    try_out,
)
from etl.config import SuggestSettings


def unit(vectors: NDArray[np.float64]) -> NDArray[np.float32]:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / lengths, dtype=np.float32)


def test_half_of_the_groups_is_hidden_and_each_is_whole() -> None:
    groups = np.random.default_rng(0).integers(40, size=400)
    halves = [hidden_half(groups, seed) for seed in range(3)]
    for hidden in halves:
        names = set(groups[hidden].tolist())
        assert len(names) == len(set(groups.tolist())) // 2
        assert not names & set(groups[~hidden].tolist())
    assert not np.array_equal(halves[0], halves[1])
    assert hidden_half(groups, 0).tolist() == halves[0].tolist()


def test_neighbours_are_visible_and_the_nearest() -> None:
    rng = np.random.default_rng(0)
    vectors = unit(rng.normal(size=(90, 5)))
    hidden = rng.random(90) < 0.5
    near = neighbours_among_visible(vectors, hidden, 7)
    visible = np.flatnonzero(~hidden)
    search = NearestNeighbors(n_neighbors=8, metric="cosine").fit(vectors[visible])
    expected = visible[search.kneighbors(vectors, return_distance=False)]
    for row in range(90):
        others = [other for other in expected[row] if other != row][:7]
        assert near.indices[row].tolist() == others
    assert not hidden[near.indices].any()
    few = nearest_among(vectors[:2], vectors[2:5], 50)
    assert few.indices.shape == (2, 3)


def tried(noise: float, brand_pull: float = 0.0) -> dict[str, Outcome]:
    """Half of 120 brands tried on the other half, in three categories."""
    rng = np.random.default_rng(4)
    groups = rng.integers(120, size=900)
    codes = (groups % 3).astype(np.int64)
    of_brand = rng.normal(size=(120, 6)) * brand_pull
    vectors = unit(np.eye(6)[codes] + of_brand[groups] + rng.normal(size=(900, 6)) * noise)
    hidden = hidden_half(groups, 0)
    near = neighbours_among_visible(vectors, hidden, 50)
    outcomes = try_out(near, hidden, codes, groups, groups, SuggestSettings())
    return {outcome.measure: outcome for outcome in outcomes}


def test_what_is_easy_is_promised_and_found() -> None:
    found = tried(noise=0.15)
    assert found[FIRST_RIGHT].promised == found[FIRST_RIGHT].found == 1
    assert found[PRECISION].found == 1
    assert found[COVERAGE].found > 0.9


def test_copies_do_not_vote_for_the_hidden_ones_either() -> None:
    # All of a category are nearly the same: by the strict rule, hardly anybody may vote right.
    found = tried(noise=0.05)[FIRST_RIGHT]
    assert max(found.promised, found.found) < 0.1


def test_a_promise_for_new_brands_is_not_what_the_own_brand_would_give() -> None:
    # Brands lie apart: with its own brand, any product would be right.
    found = tried(noise=0.1, brand_pull=0.8)[FIRST_RIGHT]
    assert found.promised < 0.9
    assert found.found == pytest.approx(found.promised, abs=0.1)
    assert found.low <= found.found


def test_too_few_products_promise_nothing() -> None:
    vectors = unit(np.random.default_rng(0).normal(size=(40, 3)))
    groups = np.arange(40)
    hidden = hidden_half(groups, 0)
    near = neighbours_among_visible(vectors, hidden, 5)
    assert try_out(near, hidden, groups % 2, groups, groups, SuggestSettings()) == []


def test_repeats_are_averaged_measure_by_measure() -> None:
    repeats = [
        [Outcome(FIRST_RIGHT, 0.9, 0.8, 0.79, 100), Outcome(PRECISION, 0.95, 0.9, 0.94, 50)],
        [Outcome(FIRST_RIGHT, 0.8, 0.7, 0.81, 102)],
    ]
    first, precision = sum_up(repeats)
    assert first == (FIRST_RIGHT, *map(pytest.approx, (0.85, 0.75, 0.8, 0.79, 0.81)), 1, 101, 2)
    # Without a threshold in the second repeat, only the first counts.
    assert (precision.measure, precision.repeats, precision.kept) == (PRECISION, 1, 1)
