"""A set of rows survives the trip to the browser and back."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.core.selection import decode, encode, selected


@given(st.lists(st.booleans(), max_size=70))
def test_round_trip(bits: list[bool]) -> None:
    mask = np.array(bits, dtype=np.bool_)
    back = decode(encode(mask), len(bits))
    assert back is not None
    assert np.array_equal(back, mask)


@pytest.mark.parametrize("text", ["é", "A", "AAAA" * 100, "<script>"])
def test_what_is_no_set_is_refused(text: str) -> None:
    assert decode(text, 16) is None


@pytest.mark.parametrize(
    "store",
    [
        None,
        {},
        {"build": "old", "rows": encode(np.ones(9, dtype=np.bool_))},
        {"build": "now", "rows": encode(np.zeros(9, dtype=np.bool_))},
        {"build": "now", "rows": 3},
    ],
)
def test_nothing_selected(store: dict[str, object] | None) -> None:
    assert selected(store, "now", 9) is None


def test_selected_rows() -> None:
    mask = np.arange(9) % 2 == 0
    rows = selected({"build": "now", "rows": encode(mask)}, "now", 9)
    assert rows is not None
    assert rows.tolist() == mask.tolist()
