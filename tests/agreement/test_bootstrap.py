"""The bootstrap intervals, and that they agree with the jackknife where both are at home."""

import numpy as np
import pytest
from numpy.typing import NDArray

from agreement import ari_difference_interval, ari_interval, contingency_table
from tests.agreement import bootstrap
from tests.agreement.bootstrap import bootstrap_interval, paired_bootstrap_interval


@pytest.fixture
def labels() -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Two clusterings and the categories of 1,000 products."""
    rng = np.random.default_rng(0)
    categories = rng.integers(0, 7, 1000)
    good, fair = (
        np.where(rng.random(1000) < error, rng.integers(0, 7, 1000), categories)
        for error in (0.3, 0.4)
    )
    return good, fair, categories


def test_the_same_seed_gives_the_same_interval(labels: tuple[NDArray[np.int64], ...]) -> None:
    table = contingency_table(labels[0], labels[2])
    assert bootstrap_interval(table, seed=3) == bootstrap_interval(table, seed=3)
    assert bootstrap_interval(table, seed=3) != bootstrap_interval(table, seed=4)


def test_drawing_fewer_tables_at_a_time_changes_nothing(
    labels: tuple[NDArray[np.int64], ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    table = contingency_table(labels[0], labels[2])
    at_once = bootstrap_interval(table)
    monkeypatch.setattr(bootstrap, "CELLS_AT_ONCE", 7 * table.size)
    assert bootstrap_interval(table) == at_once


def test_it_agrees_with_the_jackknife(labels: tuple[NDArray[np.int64], ...]) -> None:
    table = contingency_table(labels[0], labels[2])
    assert bootstrap_interval(table) == pytest.approx(ari_interval(table), abs=0.01)


def test_the_paired_one_agrees_with_the_jackknife(labels: tuple[NDArray[np.int64], ...]) -> None:
    table = contingency_table(*labels)
    drawn = paired_bootstrap_interval(table)
    assert drawn == pytest.approx(ari_difference_interval(table), abs=0.01)


def test_the_interval_of_equal_partitions_is_their_score() -> None:
    assert bootstrap_interval(np.diag([30, 20, 10])) == (1.0, 1.0)


@pytest.mark.parametrize("confidence", [0.0, 1.0])
def test_a_confidence_out_of_range_is_refused(confidence: float) -> None:
    with pytest.raises(ValueError, match="confidence"):
        bootstrap_interval([[4, 1], [1, 4]], confidence=confidence)


def test_no_resample_and_no_product_are_refused() -> None:
    with pytest.raises(ValueError, match="at least one resample"):
        bootstrap_interval([[4, 1], [1, 4]], resamples=0)
    with pytest.raises(ValueError, match="at least one product"):
        paired_bootstrap_interval(np.zeros((2, 2, 2), dtype=int))
