"""The pairing keeps as many products as scipy's, whatever the table."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from agreement.assignment import match_rows

TABLES = arrays(
    np.int64,
    st.tuples(st.integers(1, 12), st.integers(1, 12)),
    elements=st.integers(0, 40),
)


@settings(max_examples=200, deadline=None)
@given(TABLES)
def test_keeps_as_many_products_as_scipy(table: NDArray[np.int64]) -> None:
    columns = match_rows(table)
    paired = columns >= 0
    assert len(set(columns[paired].tolist())) == paired.sum() == min(table.shape)
    rows, expected = linear_sum_assignment(table, maximize=True)
    assert table[np.flatnonzero(paired), columns[paired]].sum() == table[rows, expected].sum()


def test_large_sparse_table() -> None:
    rng = np.random.default_rng(0)
    table = rng.poisson(0.4, size=(120, 150)) * rng.integers(1, 30, size=(120, 150))
    columns = match_rows(table)
    rows, expected = linear_sum_assignment(table, maximize=True)
    assert table[np.arange(120), columns].sum() == table[rows, expected].sum()


def test_no_row_or_no_column() -> None:
    assert match_rows(np.zeros((0, 3), dtype=int)).shape == (0,)
    assert match_rows(np.zeros((2, 0), dtype=int)).tolist() == [-1, -1]


def test_refuses_a_list() -> None:
    with pytest.raises(ValueError, match="two axes"):
        match_rows([1, 2])
