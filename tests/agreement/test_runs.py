"""Agreement of several runs at once, held against scikit-learn."""

import numpy as np
import pytest
from numpy.typing import ArrayLike
from sklearn.metrics import adjusted_rand_score

from agreement.runs import agreement_between, agreement_with

RNG = np.random.default_rng(11)
TRUTH = RNG.integers(7, size=400)
RUNS = np.array(
    [np.where(RNG.random(400) < kept, TRUTH, RNG.integers(k, size=400)) for kept, k in
     ((0.9, 7), (0.5, 9), (0.0, 3), (0.2, 15))],
    dtype=np.int16,
)  # fmt: skip


def test_each_run_is_scored_as_scikit_learn_does() -> None:
    expected = [adjusted_rand_score(TRUTH, run) for run in RUNS]
    assert agreement_with(RUNS, TRUTH) == pytest.approx(expected, abs=1e-12)


def test_each_pair_is_scored_as_scikit_learn_does() -> None:
    expected = [[adjusted_rand_score(one, other) for one in RUNS] for other in RUNS]
    assert agreement_between(RUNS) == pytest.approx(np.array(expected), abs=1e-12)


def test_what_cannot_disagree_agrees() -> None:
    assert agreement_with([[0, 0, 0]], [4, 4, 4]).tolist() == [1.0]
    assert agreement_between(np.zeros((2, 1), dtype=np.int16)).tolist() == [[1, 1], [1, 1]]
    assert agreement_between(np.zeros((0, 5), dtype=np.int16)).shape == (0, 0)


@pytest.mark.parametrize("wrong", [[0, 1], [[0.5, 1.0]], [[0, -1]]])
def test_labels_that_are_none_are_refused(wrong: ArrayLike) -> None:
    with pytest.raises(ValueError, match="Needs"):
        agreement_between(wrong)
    with pytest.raises(ValueError, match="2 labels for 3"):
        agreement_with([[0, 1]], [0, 1, 2])
