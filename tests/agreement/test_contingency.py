"""Counts of pairs and triples of labels."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics.cluster import contingency_matrix

from agreement import contingency_table

labels = st.integers(min_value=-5, max_value=5)


@given(st.lists(st.tuples(labels, labels), min_size=1, max_size=60))
def test_it_counts_pairs_as_scikit_learn_does(pairs: list[tuple[int, int]]) -> None:
    clusters, categories = zip(*pairs, strict=True)
    expected = contingency_matrix(clusters, categories)
    np.testing.assert_array_equal(contingency_table(clusters, categories), expected)


@given(st.lists(st.tuples(labels, labels, labels), min_size=1, max_size=60))
def test_summing_out_an_axis_gives_the_table_of_the_other_two(
    triples: list[tuple[int, int, int]],
) -> None:
    first, second, category = zip(*triples, strict=True)
    table = contingency_table(first, second, category)
    np.testing.assert_array_equal(table.sum(axis=1), contingency_table(first, category))
    np.testing.assert_array_equal(table.sum(axis=0), contingency_table(second, category))


def test_labels_keep_their_order_and_need_not_be_consecutive() -> None:
    table = contingency_table([7, -1, 7, 7], [300, 300, 2, 300])
    np.testing.assert_array_equal(table, [[0, 1], [1, 2]])  # rows -1, 7; columns 2, 300


def test_no_product_gives_an_empty_table() -> None:
    assert contingency_table([], []).shape == (0, 0)


@pytest.mark.parametrize(
    ("arrays", "message"),
    [
        ((), "at least one array"),
        (([0, 1], [0]), "equal length"),
        (([[0, 1]], [[0, 1]]), "1-d"),
        (([0.0, 0.5], [0, 1]), "integer labels"),
        ((["a", "b"], [0, 1]), "integer labels"),
    ],
)
def test_what_is_not_a_pair_of_labels_is_refused(arrays: tuple[object, ...], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        contingency_table(*arrays)  # type: ignore[arg-type]
