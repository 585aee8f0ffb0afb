"""Separability of one category: among its neighbours, and in its best cluster.

Neighbour purity is the share of a product's nearest neighbours that are in its own
category; 0 is what a random draw of neighbours would give, 1 is all of them.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from agreement.interval import (
    CONFIDENCE,
    Interval,
    normal_critical_value,
    score_interval,
    student_quantile,
)
from agreement.rand import NO_VARIANCE

FEWEST_PAIRS = 10
"""Groups of one size below which a difference of means gets no interval."""


class Match(NamedTuple):
    """A category and the cluster that holds it best.

    Attributes
    ----------
    cluster : int
        Row of the table.
    precision, recall, f1 : float
        0 to 1.
    precision_interval, recall_interval, f1_interval : Interval
        The cluster held fixed.
    """

    cluster: int
    precision: float
    recall: float
    f1: float
    precision_interval: Interval
    recall_interval: Interval
    f1_interval: Interval


def shares_alike(neighbours: ArrayLike, codes: ArrayLike) -> NDArray[np.float64]:
    """Share of each product's neighbours that are in its own category.

    Parameters
    ----------
    neighbours : array_like of int, shape (n, n_neighbours)
        Rows of the neighbours, negative where there is none.
    codes : array_like of int, shape (n,)
        Category of each product, negative where it has none.

    Returns
    -------
    ndarray of float64, shape (n,)
        0 to 1; NaN without a neighbour or without a category.

    Examples
    --------
    >>> shares_alike([[1, 2], [0, 2], [0, -1], [-1, -1]], [0, 0, 1, 1]).tolist()
    [0.5, 0.5, 0.0, nan]
    """
    rows = np.asarray(neighbours, dtype=np.int64)
    codes = np.asarray(codes, dtype=np.int64)
    there = rows >= 0
    alike = there & (codes[rows] == codes[:, None])
    known = there.any(axis=1) & (codes >= 0)
    shares = np.full(len(codes), np.nan)
    shares[known] = alike[known].sum(axis=1) / there[known].sum(axis=1)
    return shares


def above_chance(share: ArrayLike, chance: ArrayLike) -> NDArray[np.float64]:
    """Rescale a share so that chance is 0 and all is 1.

    Parameters
    ----------
    share, chance : array_like of float
        Shares of 1; a chance of 1 leaves nothing to tell apart.

    Returns
    -------
    ndarray of float64
        At most 1, negative below chance; NaN where the chance is 1.

    Examples
    --------
    >>> above_chance([0.6, 0.2], 0.2).round(3).tolist()
    [0.5, 0.0]
    """
    share, chance = np.broadcast_arrays(
        np.asarray(share, dtype=np.float64), np.asarray(chance, dtype=np.float64)
    )
    room = 1 - chance
    scaled: NDArray[np.float64] = np.divide(
        share - chance, room, out=np.full(share.shape, np.nan), where=room > 0
    )
    return scaled


def confusions(
    neighbours: ArrayLike, codes: ArrayLike, rows: ArrayLike
) -> dict[int, tuple[int, float]]:
    """For each category, the other one that most of its products' neighbours belong to.

    Parameters
    ----------
    neighbours, codes
        As for `shares_alike`.
    rows : array_like of bool, shape (n,)
        Products whose neighbours are counted.

    Returns
    -------
    dict
        Category to (the other category, its share of the neighbours). Without an entry
        where every neighbour is in the category itself.

    Examples
    --------
    >>> confusions([[1, 2], [0, 2], [0, 1]], [0, 0, 1], [True] * 3)
    {0: (1, 0.5), 1: (0, 1.0)}
    """
    near = np.asarray(neighbours, dtype=np.int64)
    codes = np.asarray(codes, dtype=np.int64)
    near = np.where((np.asarray(rows, dtype=bool) & (codes >= 0))[:, None], near, -1)
    n_codes = int(codes.max(initial=-1)) + 1
    own = np.broadcast_to(codes[:, None], near.shape)[near >= 0]
    theirs = codes[near[near >= 0]]
    total = np.bincount(own, minlength=n_codes)
    other = (theirs >= 0) & (theirs != own)
    pairs, counts = np.unique(own[other] * n_codes + theirs[other], return_counts=True)
    most: dict[int, tuple[int, float]] = {}
    # The largest count first; among equals, the first category.
    for at in np.lexsort((pairs, -counts)):
        category, rival = divmod(int(pairs[at]), n_codes)
        most.setdefault(category, (rival, float(counts[at] / total[category])))
    return dict(sorted(most.items()))


def best_matches(table: ArrayLike) -> list[Match | None]:
    """For each category, the cluster with the highest F1.

    Parameters
    ----------
    table : array_like of int, shape (n_clusters, n_categories)

    Returns
    -------
    list of Match or None
        One per category, None for an empty one.

    Examples
    --------
    >>> [match] = best_matches([[8], [2]])
    >>> match.cluster, match.precision, match.recall, round(match.f1, 2)
    (0, 1.0, 0.8, 0.89)
    """
    counts = np.asarray(table, dtype=np.int64)
    clusters, categories = counts.sum(axis=1), counts.sum(axis=0)
    sizes = clusters[:, None] + categories[None, :]
    f1 = np.divide(2 * counts, sizes, out=np.zeros(counts.shape), where=sizes > 0)
    matches: list[Match | None] = []
    for category, n_category in enumerate(categories.tolist()):
        if n_category == 0:
            matches.append(None)
            continue
        cluster = int(f1[:, category].argmax())
        both, n_cluster = int(counts[cluster, category]), int(clusters[cluster])
        matches.append(
            Match(
                cluster=cluster,
                precision=both / n_cluster,
                recall=both / n_category,
                f1=float(f1[cluster, category]),
                precision_interval=wilson_interval(both, n_cluster),
                recall_interval=wilson_interval(both, n_category),
                f1_interval=f1_interval(both, n_cluster, n_category),
            )
        )
    return matches


def wilson_interval(successes: int, n: int, *, confidence: float = CONFIDENCE) -> Interval:
    """Interval of a proportion (Wilson, JASA 22, 1927).

    Examples
    --------
    >>> low, high = wilson_interval(8, 10)
    >>> round(low, 3), round(high, 3)
    (0.49, 0.943)
    """
    if not 0 <= successes <= n or n == 0:
        raise ValueError(
            f"A proportion needs 0 <= successes <= n and n > 0, got {successes} of {n}."
        )
    return score_interval(successes / n, n, normal_critical_value(confidence))


def f1_interval(both: int, n_cluster: int, n_category: int) -> Interval:
    """Interval of F1 = 2 J / (1 + J), where J = both / either is a plain proportion.

    F1 grows with J, so that the ends of J's interval give those of F1.

    Examples
    --------
    >>> low, high = f1_interval(8, 10, 9)
    >>> round(low, 2), round(high, 2)
    (0.61, 0.95)
    """
    ends = wilson_interval(both, n_cluster + n_category - both)
    return Interval(*(2 * end / (1 + end) for end in ends))


def mean_difference(
    first: ArrayLike, second: ArrayLike, groups: ArrayLike, *, confidence: float = CONFIDENCE
) -> tuple[float, Interval | None, int]:
    """Mean of first - second over the products that have both, with its paired interval.

    Parameters
    ----------
    first, second : array_like of float, shape (n,)
        NaN where a product has none.
    groups : array_like of int, shape (n,)
        Products that were sampled together, such as those of a brand.
    confidence : float

    Returns
    -------
    difference : float
        NaN where no product has both.
    interval : Interval or None
        Delete-one-group jackknife with Student's t; where each product is a group of its own,
        the paired t interval. None where all groups say the same, or are worth
        fewer than `FEWEST_PAIRS` of one size (Kish, "Survey sampling", 1965).
    n : int
        Products that have both.

    Examples
    --------
    >>> value, _, n = mean_difference([1.0, 0.5, float("nan")], [0.5, 0.5, 0.5], range(3))
    >>> value, n
    (0.25, 2)
    """
    differences = np.asarray(first, dtype=np.float64) - np.asarray(second, dtype=np.float64)
    known = ~np.isnan(differences)
    differences = differences[known]
    n = len(differences)
    if n == 0:
        return float("nan"), None, 0
    value = float(differences.mean())
    group = np.unique(np.asarray(groups)[known], return_inverse=True)[1]
    sizes = np.bincount(group).astype(np.float64)
    worth = n**2 / float((sizes**2).sum())
    if worth < FEWEST_PAIRS:
        return value, None, n
    left_out = (differences.sum() - np.bincount(group, weights=differences)) / (n - sizes)
    moved = float(((left_out - left_out.mean()) ** 2).sum())
    if moved < NO_VARIANCE:
        return value, None, n  # leaving out any group gives the same: of others, that says nothing
    error = np.sqrt((len(sizes) - 1) / len(sizes) * moved)
    half_width = student_quantile((1 + confidence) / 2, worth - 1) * error
    return value, Interval(float(value - half_width), float(value + half_width)), n
