"""Scores of labels against categories, with how sure they are."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import adjusted_mutual_info_score, homogeneity_completeness_v_measure

from agreement import (
    adjusted_rand_index,
    ari_interval,
    contingency_table,
    grouped_ari,
    permutation_null,
)
from etl.analysis.labels import NO_CATEGORY, NOISE
from etl.config import EvaluateSettings

Labels = NDArray[np.int64]
Part = tuple[NDArray[np.int64], Labels]
"""Rows of some products, and their labels."""


@dataclass(frozen=True)
class Level:
    """One depth of the category tree.

    Attributes
    ----------
    level : int
        From 1, the top.
    codes : ndarray of int64, shape (n_products,)
        The category of each product in the sorted order of the paths;
        `NO_CATEGORY` where the path is shorter.
    is_clustered : bool
        False where the level is too thin to be scored.
    """

    level: int
    codes: Labels
    is_clustered: bool

    @property
    def n_categories(self) -> int:
        """Number of distinct categories."""
        return int(self.codes.max(initial=NO_CATEGORY)) + 1

    @property
    def n_products(self) -> int:
        """Products that have a category here."""
        return int((self.codes != NO_CATEGORY).sum())

    def among(self, products: NDArray[np.int64]) -> "Level":
        """Keep some products only, with the categories that they have, coded anew.

        Parameters
        ----------
        products : ndarray of int64, shape (n,)

        Returns
        -------
        Level
            `codes[i]` is the category of `products[i]`.
        """
        kept = self.codes[products]
        present = np.unique(kept[kept != NO_CATEGORY])
        codes = np.where(kept == NO_CATEGORY, NO_CATEGORY, np.searchsorted(present, kept))
        return Level(self.level, codes, self.is_clustered)


@dataclass(frozen=True)
class Task:
    """All that one clustering is scored with.

    Attributes
    ----------
    labels : ndarray of int64, shape (n,)
    levels : sequence of Level
        Those to score against, over the same n products.
    seeds : sequence of ndarray of int64, each of shape (n,)
        Labels of the same run with every seed, for their spread; may be empty.
    halves : sequence of (Part, Part)
        The same run on disjoint halves of the products; may be empty.
    groups : ndarray of int64, shape (n,)
        Products that were sampled together.
    interval, null : bool
        Whether the interval of the ARI, and its permutation null, are wanted.
    """

    labels: Labels
    levels: Sequence[Level]
    seeds: Sequence[Labels]
    halves: Sequence[tuple[Part, Part]]
    groups: NDArray[np.int64]
    interval: bool
    null: bool


@dataclass(frozen=True)
class Score:
    """One row of the `scores` table, but for the clustering's id."""

    level: int | None
    metric: str
    value: float
    ci_low: float | None
    ci_high: float | None
    n: int
    ci_product_low: float | None = None
    ci_product_high: float | None = None


def category_levels(paths: Sequence[tuple[str, ...]], settings: EvaluateSettings) -> list[Level]:
    """Code the categories at each depth and say which depths can be scored.

    Parameters
    ----------
    paths : sequence of tuple of str
        The category path of each product, in the order of the catalogue.
    settings : EvaluateSettings

    Returns
    -------
    list of Level
        From the top to the deepest.
    """
    levels = []
    for depth in range(1, max(map(len, paths), default=0) + 1):
        prefixes = [path[:depth] if len(path) >= depth else None for path in paths]
        paths_here = sorted({prefix for prefix in prefixes if prefix is not None})
        code = {prefix: number for number, prefix in enumerate(paths_here)}
        codes = np.array(
            [NO_CATEGORY if prefix is None else code[prefix] for prefix in prefixes],
            dtype=np.int64,
        )
        reached = int((codes != NO_CATEGORY).sum())
        levels.append(
            Level(
                level=depth,
                codes=codes,
                is_clustered=reached >= settings.min_reach * len(paths)
                and reached >= settings.min_category_size * len(paths_here),
            )
        )
    return levels


def evaluate(task: Task) -> list[Score]:
    """All scores of one clustering against categories.

    Parameters
    ----------
    task : Task

    Returns
    -------
    list of Score
    """
    scores: list[Score] = []
    for level in task.levels:
        groups = task.groups if task.interval else None
        scores += score(task.labels, level.codes, level.level, groups)
        scores += seed_spread(task.seeds, level.codes, level.level)
        scores += halves_spread(task.halves, level.codes, level.level)
        if task.null:
            scores += null(task.labels, level.codes, level.level)
        if NOISE in task.labels:
            scores += without_noise(task.labels, level.codes, level.level, task.groups)
    return scores


def has_two(codes: Labels) -> bool:
    """Whether there are two categories: against one, every index is 1 or undefined.

    Examples
    --------
    >>> has_two(np.array([3, 3])), has_two(np.array([3, 4])), has_two(np.array([]))
    (False, True, False)
    """
    return bool((codes[:1] != codes).any())


def score(
    labels: Labels, codes: Labels, level: int, groups: NDArray[np.int64] | None
) -> list[Score]:
    """Compare labels with the categories of a level.

    Parameters
    ----------
    labels, codes : ndarray of int64, shape (n,)
        Cluster and category of the same products. Those without a category do
        not count. Noise (-1) counts as one more cluster.
    level : int
    groups : ndarray of int64, shape (n,), or None
        Products that were sampled together, for the interval of the ARI; it is left out
        where none can be relied on. None: no interval is wanted.

    Returns
    -------
    list of Score
        Empty where the products have fewer than two categories: nothing to compare.
    """
    counted = codes != NO_CATEGORY
    if not has_two(codes[counted]):
        return []
    n = int(counted.sum())
    labels, codes = labels[counted], codes[counted]
    ari = _ari("ari", labels, codes, level, None if groups is None else groups[counted])
    homogeneity, completeness, v_measure = homogeneity_completeness_v_measure(codes, labels)
    plain = {
        "ami": adjusted_mutual_info_score(codes, labels),
        "homogeneity": homogeneity,
        "completeness": completeness,
        "v_measure": v_measure,
    }
    return [
        ari,
        *(Score(level, metric, float(value), None, None, n) for metric, value in plain.items()),
    ]


def _ari(
    metric: str, labels: Labels, codes: Labels, level: int, groups: NDArray[np.int64] | None
) -> Score:
    """Score an agreement; with groups, with its interval, and that of single products beside it."""
    table = contingency_table(labels, codes)
    value, n = adjusted_rand_index(table), len(labels)
    if groups is None:
        return Score(level, metric, value, None, None, n)
    low, high = grouped_ari(labels, codes, groups).interval or (None, None)
    return Score(level, metric, value, low, high, n, *(ari_interval(table) or (None, None)))


def seed_spread(runs: Sequence[Labels], codes: Labels, level: int) -> list[Score]:
    """Mean and standard deviation of the ARI over the seeds.

    Parameters
    ----------
    runs : sequence of ndarray of int64, each of shape (n,)
        Labels of the same products, one array a seed.
    codes : ndarray of int64, shape (n,)
    level : int

    Returns
    -------
    list of Score
        `ari_seed_mean` and `ari_seed_sd` (n - 1 in the denominator).
        Empty with fewer than 2 runs or 2 categories.
    """
    counted = codes != NO_CATEGORY
    if not has_two(codes[counted]) or len(runs) < 2:
        return []
    n = int(counted.sum())
    values = [
        adjusted_rand_index(contingency_table(labels[counted], codes[counted])) for labels in runs
    ]
    return [
        Score(level, "ari_seed_mean", float(np.mean(values)), None, None, n),
        Score(level, "ari_seed_sd", float(np.std(values, ddof=1)), None, None, n),
    ]


def halves_spread(halves: Sequence[tuple[Part, Part]], codes: Labels, level: int) -> list[Score]:
    """What clustering another sample anew would move: from disjoint halves of the products.

    Two halves share no product and no group. Half the root mean square of the differences of
    their ARI is the standard deviation of one on as many products as there are, sampling and
    clustering together (McCarthy, "Replication: an approach to the analysis of data from
    complex surveys", 1966).

    Parameters
    ----------
    halves : sequence of (Part, Part)
    codes : ndarray of int64, shape (n,)
    level : int

    Returns
    -------
    list of Score
        `ari_halves_mean` and `ari_halves_sd`; `n` is that of one half. Empty with fewer than
        2 pairs of halves that hold 2 categories each.
    """
    values = half_agreements(halves, codes)
    if np.isfinite(values).all(axis=1).sum() < 2:
        return []
    counted = [int((codes[rows] != NO_CATEGORY).sum()) for pair in halves for rows, _ in pair]
    n = round(float(np.mean(counted)))
    return [
        Score(level, "ari_halves_mean", float(np.nanmean(values)), None, None, n),
        Score(level, "ari_halves_sd", halves_sd(values), None, None, n),
    ]


def training_spread(
    trainings: Sequence[Sequence[Labels]], codes: Labels, level: int
) -> list[Score]:
    """Standard deviation of the ARI over trainings of the vectors that are clustered.

    Parameters
    ----------
    trainings : sequence of sequence of ndarray of int64, each of shape (n,)
        Labels by the same seeds, for each training; their mean ARI counts.
    codes : ndarray of int64, shape (n,)
    level : int

    Returns
    -------
    list of Score
        `ari_training_sd` (n - 1 in the denominator); empty with fewer than 2 trainings or
        2 categories.
    """
    means = [
        spread[0] for runs in trainings for spread in [seed_spread(runs, codes, level)] if spread
    ]
    if len(means) < 2:
        return []
    sd = float(np.std([mean.value for mean in means], ddof=1))
    return [Score(level, "ari_training_sd", sd, None, None, means[0].n)]


def half_agreements(halves: Sequence[tuple[Part, Part]], codes: Labels) -> NDArray[np.float64]:
    """ARI of each half with the categories.

    Parameters
    ----------
    halves : sequence of (Part, Part), length m
    codes : ndarray of int64, shape (n,)

    Returns
    -------
    ndarray of float64, shape (m, 2)
        NaN of a half that holds fewer than 2 categories.
    """
    values = np.full((len(halves), 2), np.nan)
    for row, pair in enumerate(halves):
        for column, (rows, labels) in enumerate(pair):
            counted = codes[rows] != NO_CATEGORY
            if has_two(codes[rows][counted]):
                table = contingency_table(labels[counted], codes[rows][counted])
                values[row, column] = adjusted_rand_index(table)
    return values


def halves_sd(values: NDArray[np.float64]) -> float:
    """Standard deviation of a value on the whole, from its values on disjoint halves.

    Parameters
    ----------
    values : ndarray of float64, shape (m, 2)

    Examples
    --------
    >>> round(halves_sd(np.array([[0.5, 0.6], [0.7, 0.6]])), 6)
    0.05
    """
    return float(np.sqrt(np.nanmean((values[:, 0] - values[:, 1]) ** 2)) / 2)


def null(labels: Labels, codes: Labels, level: int) -> list[Score]:
    """Mean and 97.5th percentile of the ARI where the categories are dealt out at random.

    Parameters
    ----------
    labels, codes : ndarray of int64, shape (n,)
    level : int

    Returns
    -------
    list of Score
        `ari_null_mean` and `ari_null_high`; empty with fewer than 2 categories.
    """
    counted = codes != NO_CATEGORY
    if not has_two(codes[counted]):
        return []
    n = int(counted.sum())
    dealt = permutation_null(contingency_table(labels[counted], codes[counted]))
    return [
        Score(level, "ari_null_mean", float(dealt.mean()), None, None, n),
        Score(level, "ari_null_high", float(np.quantile(dealt, 0.975)), None, None, n),
    ]


def without_noise(
    labels: Labels, codes: Labels, level: int, groups: NDArray[np.int64]
) -> list[Score]:
    """Score the products that are in a cluster, and say how many are not.

    Parameters
    ----------
    labels, codes : ndarray of int64, shape (n,)
    level : int
    groups : ndarray of int64, shape (n,)

    Returns
    -------
    list of Score
        `noise_share`, of the products with a category, and `ari_without_noise` where
        those in a cluster have two categories; empty where the products have fewer.
    """
    counted = codes != NO_CATEGORY
    if not has_two(codes[counted]):
        return []
    n = int(counted.sum())
    clustered = counted & (labels != NOISE)
    share = Score(level, "noise_share", 1 - int(clustered.sum()) / n, None, None, n)
    if not has_two(codes[clustered]):
        return [share]
    inside = labels[clustered], codes[clustered]
    return [share, _ari("ari_without_noise", *inside, level, groups[clustered])]


def between_runs(runs: Sequence[Labels], others: Sequence[Labels] | None = None) -> float | None:
    """Mean ARI between runs, or between them and others.

    Parameters
    ----------
    runs, others : sequence of ndarray of int64, each of shape (n,)
        Labels of the same products.

    Returns
    -------
    float or None
        None where there is no pair to compare.
    """
    pairs = itertools.combinations(runs, 2) if others is None else itertools.product(runs, others)
    values = [adjusted_rand_index(contingency_table(one, other)) for one, other in pairs]
    return float(np.mean(values)) if values else None


def most_central(labels: Sequence[Labels]) -> int:
    """Index of the run that agrees best with the others: the default, chosen without categories.

    Parameters
    ----------
    labels : sequence of ndarray of int64, each of shape (n,)

    Returns
    -------
    int
        The first of those with the highest mean ARI to the others.
    """
    n = len(labels)
    agreement = np.zeros((n, n))
    for first in range(n):
        for second in range(first + 1, n):
            table = contingency_table(labels[first], labels[second])
            agreement[first, second] = agreement[second, first] = adjusted_rand_index(table)
    return int(np.argmax(np.round(agreement.sum(axis=1), 12)))
