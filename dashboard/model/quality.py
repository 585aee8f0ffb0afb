"""Measures of quality: what listings lack, lengths of texts, sizes of photos, evenness of the tree.

Every answer is about the products of a filter. What is measured of a product is a whole
number, so that what a person clicks is always "from low to high", within a category or not.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dashboard.core.catalogue import NO_CATEGORY, Codes, Mask, Path
from dashboard.core.measures import Numbers

FIELDS = ("brand", "price", "description", "words", "photo", "category")
"""What a listing should have, in the order of the columns."""
DEPTH = "category"
"""The measure that is no yes or no: how many levels the product's path has."""
KEPT, DROPPED, SIDE = "kept", "dropped", "side"
"""Tokens that were embedded, those that were not, and the photo's shorter side in pixels."""
FEW = 10
"""A category of fewer products is small."""
STEP = 2**0.5
"""Each photo size is so many times the one before: two of them double it."""


@dataclass(frozen=True, eq=False)
class Missing:
    """What the products of some categories lack.

    Attributes
    ----------
    codes : sequence of int
        Categories with a product, the largest first; `NO_CATEGORY` comes last.
    sizes : int array of shape (n_categories,)
    counts : int array of shape (n_categories, n_fields)
        Products without each of `FIELDS`.
    """

    codes: Sequence[int]
    sizes: NDArray[np.int64]
    counts: NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Distribution:
    """How a measure is spread over products.

    Attributes
    ----------
    n : int
        Products that have it.
    lowest, first, median, third, highest : float
        Quartiles by linear interpolation; NaN where there is no product.
    edges : sequence of int
        Bin `i` goes from `edges[i]` to `edges[i + 1] - 1`.
    counts : int array of shape (len(edges) - 1,)
    """

    n: int
    lowest: float
    first: float
    median: float
    third: float
    highest: float
    edges: Sequence[int]
    counts: NDArray[np.int64]

    @property
    def bins(self) -> list[tuple[int, int]]:
        """First and last value of each bin."""
        return [(low, high - 1) for low, high in pairwise(self.edges)]


@dataclass(frozen=True)
class Balance:
    """How evenly products are spread over categories.

    Attributes
    ----------
    n, n_categories : int
    evenness : float or None
        Pielou's J, 0 to 1; None for fewer than two categories.
    largest, smallest, n_small : int
        Products of both, and categories of fewer than `FEW` products.
    """

    n: int
    n_categories: int
    evenness: float | None
    largest: int
    smallest: int
    n_small: int


def recipe(measure: str, low: int, high: int, category: Path | None = None) -> dict[str, Any]:
    """Tell products by a measure, as a selection and a link keep it: see `selection.resolve`."""
    path = None if category is None else list(category)
    return {"kind": "measure", "measure": measure, "low": low, "high": high, "category": path}


def missing(measures: Mapping[str, Numbers], level: int, codes: Codes, rows: Mask) -> Missing:
    """Count what products lack, by category of a level.

    Parameters
    ----------
    measures : mapping of str to int array of shape (n,)
        1 where the product has a field, 0 otherwise; `category` is the depth of its path.
    level : int
    codes : int array of shape (n,)
        Categories of that level.
    rows : bool array of shape (n,)
    """
    lacks = np.column_stack(
        [measures[field] < (level if field == DEPTH else 1) for field in FIELDS]
    )[rows]
    present, category_index = np.unique(codes[rows], return_inverse=True)
    sizes = np.bincount(category_index, minlength=len(present))
    counts = np.zeros((len(present), len(FIELDS)), dtype=np.int64)
    np.add.at(counts, category_index, lacks)
    order = sorted(
        range(len(present)), key=lambda at: (present[at] == NO_CATEGORY, -sizes[at], present[at])
    )
    return Missing([int(present[at]) for at in order], sizes[order].astype(np.int64), counts[order])


def distribution(values: Numbers, edges: Sequence[int]) -> Distribution:
    """Count values by bin, and say their quartiles.

    Examples
    --------
    >>> spread = distribution(np.array([1, 2, 3, 10], dtype=np.int32), [0, 5, 10, 15])
    >>> spread.counts.tolist(), spread.median, spread.bins[0]
    ([3, 0, 1], 2.5, (0, 4))
    """
    lowest, first, median, third, highest = (
        np.quantile(values, [0, 0.25, 0.5, 0.75, 1]).tolist() if values.size else [np.nan] * 5
    )
    # The last bin of a histogram holds its upper edge too: no value is that high.
    counts, _ = np.histogram(values, bins=np.asarray(edges))
    return Distribution(
        n=int(values.size),
        lowest=lowest,
        first=first,
        median=median,
        third=third,
        highest=highest,
        edges=tuple(edges),
        counts=counts.astype(np.int64),
    )


def even_edges(highest: int, most: int) -> list[int]:
    """Return bins of one width from 0 on, a round number, as few as `most`.

    Examples
    --------
    >>> even_edges(45, 10)
    [0, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50]
    """
    width = next(
        step * 10**power
        for power in range(12)
        for step in (1, 2, 5)
        if highest // (step * 10**power) + 1 <= most
    )
    return list(range(0, (highest // width + 1) * width + 1, width))


def growing_edges(side: int, lowest: int, highest: int) -> list[int]:
    """Return bins that grow by `STEP`, one of which begins at `side`.

    Examples
    --------
    >>> growing_edges(224, 200, 700)
    [158, 224, 317, 448, 634, 896]
    """
    edges = [float(side)]
    while edges[0] > max(lowest, 1):
        edges.insert(0, edges[0] / STEP)
    while round(edges[-1]) <= highest or len(edges) == 1:
        edges.append(edges[-1] * STEP)
    return sorted({max(round(edge), 1) for edge in edges})


def balance(sizes: NDArray[np.int64]) -> Balance | None:
    r"""Say how even categories are; None where there is none.

    Pielou's evenness is Shannon's entropy over the most that it can be,
    :math:`J = -\sum p_i \ln p_i / \ln S`, with :math:`S` categories of shares :math:`p_i`.

    Examples
    --------
    >>> round(balance(np.array([8, 1, 1])).evenness, 3)
    0.582
    """
    filled = sizes[sizes > 0]
    if not filled.size:
        return None
    shares = filled / filled.sum()
    entropy = float(-(shares * np.log(shares)).sum())
    return Balance(
        n=int(filled.sum()),
        n_categories=len(filled),
        evenness=entropy / float(np.log(len(filled))) if len(filled) > 1 else None,
        largest=int(filled.max()),
        smallest=int(filled.min()),
        n_small=int((filled < FEW).sum()),
    )
