"""Which words of the texts name a category, and what do the scores lose without them?"""

import numpy as np
import pytest
from sklearn.metrics import adjusted_rand_score

from etl.analysis.ablate import change_of_ari, change_of_first_right, naming_words


def test_names_in_singular_and_plural_and_nothing_else() -> None:
    known = ["watch", "watches", "watchband", "jeu", "jeux", "pens", "pencil", "gas", "ga", "bus"]
    assert naming_words(known, {"watches", "jeux", "pen"}) == {
        "watch",
        "watches",
        "jeu",
        "jeux",
        "pens",
    }
    # Too short to be the singular of anything.
    assert naming_words(known, {"ga"}) == {"ga"}
    assert naming_words(known, set()) == set()


def test_the_change_of_the_ari_is_that_of_the_means_over_seeds() -> None:
    rng = np.random.default_rng(0)
    group = rng.integers(80, size=400)
    codes = group % 5

    def runs(share: float) -> list[np.ndarray[tuple[int], np.dtype[np.int64]]]:
        return [
            np.where(rng.random(400) < share, codes, rng.integers(5, size=400)) for _ in range(3)
        ]

    better, worse = runs(0.9), runs(0.6)
    change = change_of_ari(better, worse, codes, group)
    means = [np.mean([adjusted_rand_score(codes, run) for run in side]) for side in (better, worse)]
    assert (change.with_words, change.without_words) == pytest.approx(means)
    assert change.interval is not None
    assert change.interval.low < means[1] - means[0] < change.interval.high < 0
    assert change.n == 400
    # Five groups say too little.
    assert change_of_ari(better, worse, codes, codes).interval is None


def test_the_change_of_first_suggestions_is_paired() -> None:
    before = np.array([True] * 80 + [False] * 20)
    after = before.copy()
    after[:10] = False
    change = change_of_first_right(before, after, np.arange(100))
    assert (change.with_words, change.without_words, change.n) == (0.8, 0.7, 100)
    # Paired t: the differences are -1 ten times and 0 ninety times.
    error = np.std((after.astype(int) - before.astype(int)), ddof=1) / 10
    assert change.interval == pytest.approx((-0.1 - 1.984 * error, -0.1 + 1.984 * error), abs=1e-4)
