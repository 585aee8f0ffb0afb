"""What stands beside the scores: chance, trivial features, subsamples, stability."""

from dataclasses import dataclass
from itertools import pairwise


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
class Yardstick:
    """What a score is compared with: a trivial feature, or the space of a simpler method.

    `name` is `brand`, `price`, `description_length`, `text_tfidf` or `image_histogram`.
    """

    name: str
    k: int
    estimate: Estimate


@dataclass(frozen=True)
class Spread:
    """What chance gives, and how far re-clustered subsamples spread, for one default clustering."""

    null_mean: float | None
    null_high: float | None
    subsample_mean: float | None
    subsample_sd: float | None


@dataclass(frozen=True)
class Density:
    """What HDBSCAN found in a space, held against the categories of level 1."""

    k: int
    noise: float
    with_noise: Estimate
    without_noise: Estimate | None


@dataclass(frozen=True)
class Stability:
    """The runs of one algorithm with one number of clusters."""

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


def cliffs(rows: list[Stability], measure: str, fall: float) -> list[Cliff]:
    """Return where a measure falls by more than `fall` from one k to the next.

    Parameters
    ----------
    rows : list of Stability
    measure : {'between_runs', 'ari_mean'}
    fall : float
    """
    found = []
    for algorithm in dict.fromkeys(row.algorithm for row in rows):
        runs = sorted((row for row in rows if row.algorithm == algorithm), key=lambda row: row.k)
        known = [(row.k, getattr(row, measure)) for row in runs]
        known = [(k, value) for k, value in known if value is not None]
        for (k, value), (next_k, next_value) in pairwise(known):
            if value - next_value > fall:
                found.append(Cliff(algorithm, k, next_k, value, next_value))
    return found


def label_free_choice(rows: list[Stability], algorithm: str) -> int | None:
    """Return the k with the highest mean silhouette: chosen without looking at the categories."""
    known = [
        (row.silhouette, -row.k)
        for row in rows
        if row.algorithm == algorithm and row.silhouette is not None
    ]
    return -max(known)[1] if known else None
