"""What a verdict rests on: agreement, suggestions of the neighbours, branches.

Nothing was trained to classify. A suggestion is the vote of the nearest products;
*strict* leaves out near-duplicates and products of the same brand, as a new brand
would have neither. The verdict uses the strict one.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from agreement import (
    Curve,
    Interval,
    contingency_table,
    coverage_curve,
    effective_size,
    grouped_ari,
    held_out_acceptances,
    permutation_null,
    share_interval,
)

PLAIN, STRICT = "plain", "strict"
FEWEST_PRODUCTS = 30
"""Below this, an interval says nothing."""
FEWEST_IN_BRANCH = 10
NULL_BOUND = 0.975
MARGINS = (0.0, 0.2, 0.4, 0.6, 0.8)
"""Parts of the way from the promised precision to 1 that a threshold may aim at."""

TOO_FEW_PRODUCTS, ONE_CATEGORY = "products", "categories"
ONE_BRAND, NO_SUGGESTION = "brands", "suggestions"
STEPS = 20
"""Places of a curve where it is asked whether so many may still be right."""

Path = tuple[str, ...]


@dataclass(frozen=True)
class Agreement:
    """How well the clusters of a space agree with the categories.

    Attributes
    ----------
    value : float
        Adjusted Rand index.
    interval : Interval or None
        None where none can be relied on.
    null_high : float
        What chance alone stays below, 97.5 times in 100.
    seed_mean, seed_sd : float or None
        Over the seeds of k-means, on the whole catalogue.
    """

    value: float
    interval: Interval | None
    null_high: float
    seed_mean: float | None = None
    seed_sd: float | None = None

    @property
    def low(self) -> float:
        """The lower end of the interval, or the value where there is none."""
        return self.interval.low if self.interval else self.value

    @property
    def high(self) -> float | None:
        """The upper end of the interval, None where there is none."""
        return self.interval.high if self.interval else None


@dataclass(frozen=True, eq=False)
class Votes:
    """What the neighbours propose for n products, in the order of the catalogue.

    Attributes
    ----------
    confidence : ndarray of float64, shape (n,)
        Share of the votes; NaN where nobody may vote.
    suggested, listed : ndarray of int64, shape (n,)
        Codes of the categories; -1 where there is no suggestion.
    groups : ndarray of int64, shape (n,)
        Products that are sampled together, such as those of a brand; -1 stands alone.
    """

    confidence: NDArray[np.float64]
    suggested: NDArray[np.int64]
    listed: NDArray[np.int64]
    groups: NDArray[np.int64]

    @property
    def right(self) -> NDArray[np.bool_]:
        """Whether the suggestion is the listed category."""
        right: NDArray[np.bool_] = np.isfinite(self.confidence) & (self.suggested == self.listed)
        return right


@dataclass(frozen=True)
class OperatingPoint:
    """Accepting at one threshold, as measured on products that did not choose it.

    Attributes
    ----------
    aim : float
        Precision that the threshold was chosen for.
    threshold : float or None
        None where nothing can be accepted.
    coverage, precision : float
    coverage_interval, precision_interval : Interval
        From 0 to 1 where nothing was accepted.
    """

    aim: float
    threshold: float | None
    coverage: float
    precision: float
    coverage_interval: Interval
    precision_interval: Interval


@dataclass(frozen=True, eq=False)
class VotingRule:
    """What one rule of voting gives.

    Attributes
    ----------
    curve : Curve
    first_right : float
        Share of all products whose first suggestion is the listed category.
    first_interval : Interval
        Over brands; where nobody may vote, a suggestion might have been right.
    targets : tuple of OperatingPoint
        One per margin, the least cautious first; empty where none was asked for.
    n : int
        Products.
    most_covered : float
        Of more products than this share, fewer than promised are right, whichever are
        accepted: the upper end says so.
    """

    curve: Curve
    first_right: float
    first_interval: Interval
    targets: tuple[OperatingPoint, ...]
    n: int
    most_covered: float = 1.0


@dataclass(frozen=True)
class Branch:
    """The products that are proposed for one category.

    Attributes
    ----------
    path : tuple of str
    n : int
        Products whose suggestion it is.
    first_right : float
        Share of them that are listed there.
    coverage, precision : float
        Share of them at or above the threshold, and of these that are right; NaN
        where none is.
    precision_interval : Interval
    """

    path: Path
    n: int
    first_right: float
    coverage: float
    precision: float
    precision_interval: Interval


@dataclass(frozen=True, eq=False)
class Evidence:
    """Everything that is known of one space at one level.

    Attributes
    ----------
    space : str
    level : int
    n, n_categories, n_groups : int
        Products that count, their categories and brands (sampling groups).
    n_effective : float
        Groups of one size that those of the products are worth.
    missing : str or None
        Why there is no evidence: `TOO_FEW_PRODUCTS`, `ONE_CATEGORY`, `ONE_BRAND` or
        `NO_SUGGESTION`.
    agreement : Agreement or None
    plain, strict : VotingRule or None
    votes : Votes or None
        Those of the strict rule, from which `branches` are counted.
    names : sequence of tuple of str
        Path of each code.
    group_kind : str
        What products are sampled by: "brands", "sellers", "names" or "products".
    """

    space: str
    level: int
    n: int
    n_categories: int
    n_groups: int = 0
    n_effective: float = 0.0
    missing: str | None = None
    agreement: Agreement | None = None
    plain: VotingRule | None = None
    strict: VotingRule | None = None
    votes: Votes | None = None
    names: Sequence[Path] = field(default=())
    group_kind: str = "brands"

    def branches(self, threshold: float | None) -> list[Branch]:
        """Return the branches of at least `FEWEST_IN_BRANCH` suggestions, the surest first."""
        if self.votes is None:
            return []
        branches = []
        for code in np.unique(self.votes.suggested[self.votes.suggested >= 0]):
            into = self.votes.suggested == code
            if into.sum() < FEWEST_IN_BRANCH:
                continue
            right = self.votes.right[into]
            sure = self.votes.confidence[into] >= (np.inf if threshold is None else threshold)
            branches.append(
                Branch(
                    path=tuple(self.names[int(code)]),
                    n=int(into.sum()),
                    first_right=float(right.mean()),
                    coverage=float(sure.mean()),
                    precision=float(right[sure].mean()) if sure.any() else float("nan"),
                    precision_interval=share_interval(right[sure], self.votes.groups[into][sure]),
                )
            )
        return sorted(
            branches, key=lambda branch: (-branch.precision_interval.low, -branch.n, branch.path)
        )


def agree(
    clusters: NDArray[np.integer],
    listed: NDArray[np.integer],
    groups: NDArray[np.integer],
    seed_mean: float | None = None,
    seed_sd: float | None = None,
) -> Agreement:
    """Score clusters against categories, and what chance alone would give."""
    table = contingency_table(clusters, listed)
    estimate = grouped_ari(clusters, listed, groups)
    return Agreement(
        value=estimate.value,
        interval=estimate.interval,
        null_high=float(np.quantile(permutation_null(table), NULL_BOUND)),
        seed_mean=seed_mean,
        seed_sd=seed_sd,
    )


def gather(
    space: str,
    level: int,
    agreement: Agreement | None,
    plain: Votes,
    strict: Votes,
    names: Sequence[Path],
    target_precision: float,
    *,
    plain_targets: bool = True,
) -> Evidence:
    """Measure what the suggestions of a space give at a level.

    Parameters
    ----------
    space : str
    level : int
    agreement : Agreement or None
        None where the clusters have no score.
    plain, strict : Votes
        Of the same products: those with a vector and a category.
    names : sequence of tuple of str
        Path of each category code.
    target_precision : float
        Precision that automatic acceptance is to keep.
    plain_targets : bool
        Whether thresholds of the plain rule are sought too: no verdict rests on them, and they
        are nearly half of the work.
    """
    n, n_categories = len(strict.listed), len(np.unique(strict.listed))
    n_groups = len(np.unique(strict.groups[strict.groups >= 0]))
    missing = None
    if n < FEWEST_PRODUCTS:
        missing = TOO_FEW_PRODUCTS
    elif n_categories < 2:
        missing = ONE_CATEGORY
    elif agreement is None or not np.isfinite(strict.confidence).any():
        is_of_one = n_groups == 1 and bool((strict.groups >= 0).all())
        missing = ONE_BRAND if is_of_one else NO_SUGGESTION
    if missing:
        return Evidence(space, level, n, n_categories, n_groups, missing=missing)
    return Evidence(
        space=space,
        level=level,
        n=n,
        n_categories=n_categories,
        n_groups=n_groups,
        n_effective=effective_size(strict.groups),
        agreement=agreement,
        plain=voting_rule(plain, target_precision, MARGINS if plain_targets else ()),
        strict=voting_rule(strict, target_precision, MARGINS),
        votes=strict,
        names=names,
    )


def voting_rule(
    votes: Votes, target_precision: float, margins: Sequence[float] = MARGINS
) -> VotingRule:
    """Measure what the votes of one rule give.

    Parameters
    ----------
    votes : Votes
    target_precision : float
        Precision that automatic acceptance is to keep.
    margins : sequence of float
        Parts of the way from it to 1 that a threshold may aim at; empty where none is asked for.
    """
    right = votes.right
    targets = [target_precision + margin * (1 - target_precision) for margin in margins]
    acceptances = (
        held_out_acceptances(votes.confidence, right, votes.groups, targets) if targets else []
    )
    operating = []
    for aim, acceptance in zip(targets, acceptances, strict=True):
        worth, covered = Interval(0.0, 1.0), Interval(0.0, 0.0)
        if acceptance.precision_interval is not None and acceptance.threshold is not None:
            # Draws that hold no error cannot show one: the score interval still does.
            accepted = votes.confidence >= acceptance.threshold
            score = share_interval(right[accepted], votes.groups[accepted])
            worth = Interval(
                min(acceptance.precision_interval.low, score.low),
                max(acceptance.precision_interval.high, score.high),
            )
            covered = acceptance.coverage_interval or covered
            if covered.low == covered.high:  # draws that all accept the same show no spread
                score = share_interval(accepted, votes.groups)
                covered = Interval(min(covered.low, score.low), max(covered.high, score.high))
        operating.append(
            OperatingPoint(
                aim=aim,
                threshold=acceptance.threshold,
                coverage=acceptance.coverage,
                precision=acceptance.precision,
                coverage_interval=covered,
                precision_interval=worth,
            )
        )
    might = right | ~np.isfinite(votes.confidence)
    return VotingRule(
        curve=coverage_curve(votes.confidence, right),
        first_right=float(right.mean()),
        first_interval=Interval(
            share_interval(right, votes.groups).low, share_interval(might, votes.groups).high
        ),
        targets=tuple(operating),
        n=len(right),
        most_covered=_most_covered(votes, might, target_precision) if targets else 1.0,
    )


def _most_covered(votes: Votes, might: NDArray[np.bool_], target_precision: float) -> float:
    """Share of the products above which every threshold breaks the promise."""
    sure = np.where(np.isfinite(votes.confidence), votes.confidence, 2.0)  # above any share
    threshold, coverage, _ = coverage_curve(sure, might)
    last = len(coverage) - 1
    steps = np.unique(np.minimum(np.searchsorted(coverage, np.linspace(0, 1, STEPS + 1)), last))
    most = last
    for step in steps[::-1]:
        accepted = sure >= threshold[step]
        if share_interval(might[accepted], votes.groups[accepted]).high >= target_precision:
            return float(coverage[most])
        most = step - 1  # what lies between two places was not asked
    return 0.0
