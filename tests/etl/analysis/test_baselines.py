"""Trivial features as labels."""

import numpy as np

from etl.analysis.baselines import UNKNOWN, size_labels


def test_sizes_are_grouped_by_order_of_magnitude() -> None:
    labels = size_labels(np.array([10, 11, np.nan, 100, 105, 1000, 990]), 3)
    assert labels[2] == UNKNOWN
    groups = [{0, 1}, {3, 4}, {5, 6}]
    assert all(len({int(labels[i]) for i in group}) == 1 for group in groups)
    assert len(np.unique(labels[labels >= 0])) == 3


def test_fewer_values_than_categories_make_fewer_groups() -> None:
    assert len(np.unique(size_labels(np.array([5.0, 5, 9]), 7))) == 2
    assert (size_labels(np.full(2, np.nan), 3) == UNKNOWN).all()
