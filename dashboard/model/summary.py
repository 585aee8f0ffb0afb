"""What a set of products is made of: its parts, its own words, the products at its centre.

Plain arrays in, plain values out: one function a question, whatever the set was chosen by.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from dashboard.core.catalogue import Codes, Mask

CONFIDENCE = 0.95
FEWEST = 2
"""Products of the set that must hold a word: one product's own name says nothing of the set."""


@dataclass(frozen=True)
class Part:
    """What a set takes from one group: a category or a cluster.

    Attributes
    ----------
    group : int
        Code of the group.
    inside : int
        Products of the set in the group.
    total : int
        Products of the group, in the set or not.
    """

    group: int
    inside: int
    total: int

    @property
    def covered(self) -> float:
        """Share of the group that the set holds, 0 to 1."""
        return self.inside / self.total


@dataclass(frozen=True)
class Word:
    """A word that is commoner in a set than elsewhere.

    Attributes
    ----------
    code : int
    inside, outside : int
        Products with the word, in the set and in what it is compared with.
    gap : float
        Share inside minus share outside, -1 to 1.
    low, high : float
        Interval of the gap, 95 % for all the words tested together.
    """

    code: int
    inside: int
    outside: int
    gap: float
    low: float
    high: float


def composition(rows: Mask, codes: Codes, within: Mask) -> list[Part]:
    """Count a set by group, the largest part first.

    Parameters
    ----------
    rows : bool array of shape (n,)
        The set.
    codes : int array of shape (n,)
        Group of each product; negative ones are counted too, as groups of their own.
    within : bool array of shape (n,)
        Products that a group's total counts.

    Examples
    --------
    >>> rows = np.array([True, True, False, True])
    >>> composition(rows, np.array([0, 0, 0, 2], dtype=np.int32), np.ones(4, dtype=bool))
    [Part(group=0, inside=2, total=3), Part(group=2, inside=1, total=1)]
    """
    groups, counts = np.unique(codes[rows], return_counts=True)
    totals = {
        int(group): int(count)
        for group, count in zip(*np.unique(codes[within | rows], return_counts=True), strict=True)
    }
    order = np.lexsort((groups, -counts))
    return [Part(int(groups[at]), int(counts[at]), totals[int(groups[at])]) for at in order]


def distinctive_words(
    inside: NDArray[np.int64], outside: NDArray[np.int64], n_inside: int, n_outside: int, most: int
) -> list[Word]:
    r"""Rank the words that a set holds more often than the products it is compared with.

    A word has the share :math:`p` inside and :math:`q` outside, with their Wilson
    intervals :math:`[l_p, u_p]` and :math:`[l_q, u_q]`. The interval of the gap
    :math:`p - q` is Newcombe's (1998, method 10):

    .. math:: \left[p - q - \sqrt{(p - l_p)^2 + (u_q - q)^2},\;
                    p - q + \sqrt{(u_p - p)^2 + (q - l_q)^2}\right]

    Its level is shared out over the words tested (Bonferroni), so that 95 % hold for
    all of them at once. Words are ranked by the low end: what is surely commoner here
    comes before what merely looks so.

    Parameters
    ----------
    inside, outside : int arrays of shape (n_words,)
        Products with each word.
    n_inside, n_outside : int
    most : int
        Length of the list.

    Returns
    -------
    list of Word
        Those whose low end is above 0; empty where there is nothing to compare with.

    Examples
    --------
    >>> [word] = distinctive_words(np.array([9, 5]), np.array([1, 50]), 10, 100, 5)
    >>> word.code, round(word.gap, 2), word.low > 0
    (0, 0.89, True)
    """
    tested = np.flatnonzero(inside >= FEWEST)
    if tested.size == 0 or n_inside == 0 or n_outside == 0:
        return []
    z = NormalDist().inv_cdf(1 - (1 - CONFIDENCE) / 2 / tested.size)
    p, p_low, p_high = _wilson(inside[tested], n_inside, z)
    q, q_low, q_high = _wilson(outside[tested], n_outside, z)
    gap = p - q
    low = gap - np.hypot(p - p_low, q_high - q)
    high = gap + np.hypot(p_high - p, q - q_low)
    order = [at for at in np.argsort(-low, kind="stable").tolist() if low[at] > 0]
    return [
        Word(
            code=int(tested[at]),
            inside=int(inside[tested[at]]),
            outside=int(outside[tested[at]]),
            gap=float(gap[at]),
            low=float(low[at]),
            high=float(high[at]),
        )
        for at in order[:most]
    ]


def medoids(vectors: NDArray[np.float32], rows: Mask, most: int) -> Sequence[int]:
    """Return the products of a set that are nearest to its centre, the nearest first.

    Parameters
    ----------
    vectors : float32 array of shape (n, d)
        NaN where a product has none.
    rows : bool array of shape (n,)
    most : int

    Returns
    -------
    list of int
        Rows; by the cosine with the mean of the set's unit vectors.
    """
    with_vector = np.flatnonzero(rows & ~np.isnan(vectors[:, 0]))
    if with_vector.size == 0:
        return []
    own = vectors[with_vector]
    norms = np.linalg.norm(own, axis=1, keepdims=True)
    unit = own / np.where(norms > 0, norms, 1)
    order = np.argsort(-(unit @ unit.mean(axis=0)), kind="stable")[:most]
    return [int(row) for row in with_vector[order]]


def _wilson(
    counts: NDArray[np.int64], n: int, z: float
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Return shares of `n` and the ends of their Wilson intervals."""
    share = counts / n
    middle = (share + z**2 / (2 * n)) / (1 + z**2 / n)
    half = z / (1 + z**2 / n) * np.sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
    return share, middle - half, middle + half
