"""How far several clusterings are apart in their agreement with the categories."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from agreement import Interval, contingency_table, grouped_differences
from agreement.difference import ari_difference_interval
from etl.analysis.evaluate import halves_sd

Labels = NDArray[np.int64]

ABSENT = -1
"""Label of a product that a clustering does not hold; those of k-means count from 0."""
MOST_CELLS = 4_000_000
"""Cells of a three-way table, for the interval that takes products for independent."""


@dataclass(frozen=True)
class Difference:
    """ARI of the first clustering less that of the second, on the products that both hold.

    Attributes
    ----------
    first, second : int
        Which two, by their place.
    value : float
    interval : Interval or None
        Simultaneous over all pairs, under sampling of groups; None where none can be relied on.
    product_interval : Interval or None
        Of this pair alone, as if every product were sampled by itself.
    halves_sd : float or None
        What clustering another sample anew moves it by.
    n : int
    """

    first: int
    second: int
    value: float
    interval: Interval | None
    product_interval: Interval | None
    halves_sd: float | None
    n: int


def compare(
    clusterings: Sequence[Labels],
    codes: Labels,
    groups: NDArray[np.int64],
    halves: Sequence[NDArray[np.float64]],
) -> list[Difference]:
    """Compare clusterings two by two.

    Parameters
    ----------
    clusterings : sequence of ndarray of int64, each of shape (n,)
        `ABSENT` where a clustering does not hold a product.
    codes, groups : ndarray of int64, shape (n,)
        Category and sampling group of each product.
    halves : sequence of ndarray of float64, each of shape (m, 2)
        ARI of each clustering on the same disjoint halves; NaN where there is none.

    Returns
    -------
    list of Difference
    """
    return [
        Difference(
            first,
            second,
            estimate.value,
            estimate.interval,
            _by_product(clusterings[first], clusterings[second], codes),
            _halves_sd(halves[first], halves[second]),
            n,
        )
        for first, second, estimate, n in grouped_differences(clusterings, codes, groups)
    ]


def _by_product(first: Labels, second: Labels, codes: Labels) -> Interval | None:
    both = (first != ABSENT) & (second != ABSENT)
    axes = first[both], second[both], codes[both]
    if math.prod(len(np.unique(axis)) for axis in axes) > MOST_CELLS:
        return None
    return ari_difference_interval(contingency_table(*axes))


def _halves_sd(first: NDArray[np.float64], second: NDArray[np.float64]) -> float | None:
    """What clustering anew moves the difference by; None where the halves cannot say."""
    if len(first) != len(second):
        return None
    gaps = first - second
    known = np.isfinite(gaps).all(axis=1)
    return halves_sd(gaps[known]) if known.sum() > 1 else None
