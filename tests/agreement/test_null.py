"""What chance alone gives."""

import numpy as np
import pytest
from sklearn.metrics import adjusted_rand_score

from agreement import contingency_table, permutation_null


@pytest.mark.parametrize("sizes", [(5, 3), (2, 3)], ids=["by product", "by cell"])
def test_chance_gives_zero_on_average_and_the_spread_of_shuffled_labels(
    sizes: tuple[int, int],
) -> None:
    rng = np.random.default_rng(0)
    clusters, categories = (rng.integers(0, size, 200) for size in sizes)
    null = permutation_null(contingency_table(clusters, categories), permutations=2000)
    shuffled = [adjusted_rand_score(rng.permutation(categories), clusters) for _ in range(1000)]
    assert null.mean() == pytest.approx(0, abs=0.001)
    assert null.std() == pytest.approx(np.std(shuffled), rel=0.15)


def test_the_same_seed_gives_the_same_permutations() -> None:
    table = [[40, 10], [10, 40]]
    assert (permutation_null(table, seed=1) == permutation_null(table, seed=1)).all()
    assert (permutation_null(table, seed=1) != permutation_null(table, seed=2)).any()


def test_every_permutation_keeps_the_sizes() -> None:
    # Where each product is a cluster, or one cluster holds all, no permutation can differ.
    for table in ([[3, 2]], np.eye(5, dtype=int)):
        assert len(set(permutation_null(table).tolist())) == 1


def test_an_empty_table_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one product"):
        permutation_null([[0, 0]])
