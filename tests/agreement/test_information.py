"""Adjusted mutual information and V-measure, held to scikit-learn's answers."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import adjusted_mutual_info_score, homogeneity_completeness_v_measure

from agreement import adjusted_mutual_information, contingency_table, v_measure

PAIRS = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 9)), min_size=1, max_size=200)


@given(PAIRS)
def test_mutual_information_equals_scikit_learn(pairs: list[tuple[int, int]]) -> None:
    clusters, categories = zip(*pairs, strict=True)
    ours = adjusted_mutual_information(contingency_table(clusters, categories))
    assert ours == pytest.approx(adjusted_mutual_info_score(categories, clusters), abs=1e-10)


@given(PAIRS)
def test_v_measure_equals_scikit_learn(pairs: list[tuple[int, int]]) -> None:
    clusters, categories = zip(*pairs, strict=True)
    ours = v_measure(contingency_table(clusters, categories))
    expected = homogeneity_completeness_v_measure(categories, clusters)
    assert ours == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize(("groups", "n"), [(57, 700), (195, 1050)])
def test_many_categories_equal_scikit_learn(groups: int, n: int) -> None:
    rng = np.random.default_rng(0)
    categories = rng.integers(0, groups, n)
    clusters = np.where(rng.random(n) < 0.5, categories, rng.integers(0, groups, n))
    ours = adjusted_mutual_information(contingency_table(clusters, categories))
    assert ours == pytest.approx(adjusted_mutual_info_score(categories, clusters), abs=1e-10)


def test_a_cluster_a_product_tells_all_and_gathers_nothing() -> None:
    table = contingency_table(range(6), [0, 0, 0, 1, 1, 1])
    found = v_measure(table)
    assert found.homogeneity == pytest.approx(1.0)
    assert found.completeness == pytest.approx(np.log(2) / np.log(6))
    assert adjusted_mutual_information(table) == pytest.approx(0.0, abs=1e-9)
