"""Scores and the evidence beside them: chance, trivial features, other halves, stability."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from dashboard.core.catalogue import NO_CLUSTER, Mask


@dataclass(frozen=True)
class Estimate:
    """An adjusted Rand index with its interval, where one was computed."""

    value: float
    low: float | None
    high: float | None
    n: int

    @property
    def interval(self) -> tuple[float, float] | None:
        """Both ends, or None."""
        return None if self.low is None or self.high is None else (self.low, self.high)


@dataclass(frozen=True)
class Baseline:
    """What a score is compared with: a trivial feature, or the space of a simpler method.

    `name` is `brand`, `price`, `description_length`, `text_tfidf` or `image_histogram`.
    """

    name: str
    k: int
    estimate: Estimate


@dataclass(frozen=True)
class Spread:
    """What chance gives for one default clustering, and how far clustering anew moves it.

    `halves_sd` is the standard deviation over other samples that are clustered anew,
    `training_sd` that over other trainings of the text's vectors.
    """

    null_mean: float | None
    null_high: float | None
    halves_sd: float | None
    training_sd: float | None


@dataclass(frozen=True)
class Density:
    """What HDBSCAN found in a space, held against the categories of level 1."""

    k: int
    noise: float
    with_noise: Estimate
    without_noise: Estimate | None


@dataclass(frozen=True)
class Run:
    """One clustering of the sweep; Ward has no seed."""

    algorithm: str
    k: int
    seed: int | None


@dataclass(frozen=True, eq=False)
class Sweep:
    """The runs of a space over seeds, numbers of clusters and algorithms.

    Attributes
    ----------
    runs : tuple of Run
        By k, then by algorithm, then by seed.
    labels : int16 array of shape (n_runs, n)
        `NO_CLUSTER` where a product has no vector in the space.
    """

    runs: tuple[Run, ...]
    labels: NDArray[np.int16]

    @cached_property
    def clustered(self) -> Mask:
        """The rows that every run has a cluster for."""
        clustered: Mask = (self.labels != NO_CLUSTER).all(axis=0)
        return clustered


@dataclass(frozen=True)
class Stability:
    """The runs of one algorithm with one number of clusters.

    The agreements are those of the products of the filter, `silhouette` that of the
    whole catalogue.
    """

    algorithm: str
    k: int
    n_runs: int
    between_runs: float | None
    silhouette: float | None
    ari_mean: float | None
    ari_sd: float | None


@dataclass(frozen=True)
class Cliff:
    """A fall between two neighbouring numbers of clusters."""

    algorithm: str
    k: int
    next_k: int
    value: float
    next_value: float


def cliffs(rows: Sequence[Stability], measure: str, fall: float) -> list[Cliff]:
    """Return where a measure falls by more than `fall` from one k to the next.

    Parameters
    ----------
    rows : sequence of Stability
    measure : {'between_runs', 'ari_mean'}
    fall : float
    """
    falls = []
    for algorithm in dict.fromkeys(row.algorithm for row in rows):
        runs = sorted((row for row in rows if row.algorithm == algorithm), key=lambda row: row.k)
        points = [(row.k, getattr(row, measure)) for row in runs]
        points = [(k, value) for k, value in points if value is not None]
        for (k, value), (next_k, next_value) in pairwise(points):
            if value - next_value > fall:
                falls.append(Cliff(algorithm, k, next_k, value, next_value))
    return falls


def label_free_choice(rows: Sequence[Stability], algorithm: str) -> int | None:
    """Return the k with the highest mean silhouette: chosen without looking at the categories."""
    candidates = [
        (row.silhouette, -row.k)
        for row in rows
        if row.algorithm == algorithm and row.silhouette is not None
    ]
    return -max(candidates)[1] if candidates else None


@dataclass(frozen=True)
class Score:
    """An agreement as a card shows it.

    Attributes
    ----------
    value : float
        The adjusted Rand index.
    interval : (float, float) or None
        Its 95 % interval; None where none can be relied on.
    missing : str or None
        Why there is no interval: one of `agreement.grouped.NO_INTERVAL`.
    n, k : int
        Products that count, and clusters of the whole catalogue.
    seed_mean, seed_sd : float or None
        Over the ten seeds, on the whole catalogue.
    is_filtered : bool
        Whether the score is of a part of the catalogue, and the seeds are not.
    spread : Spread or None
        Chance and clustering anew, on the whole catalogue.
    density : Density or None
        What HDBSCAN found, on the whole catalogue; at level 1.
    """

    value: float
    interval: tuple[float, float] | None
    n: int
    k: int
    seed_mean: float | None
    seed_sd: float | None
    is_filtered: bool
    spread: Spread | None = None
    density: Density | None = None
    missing: str | None = None


@dataclass(frozen=True)
class NoScore:
    """Why a card holds no score: a sentence."""

    reason: str
