"""Rehearsal: what half of the brands promise, and what the other half then gives.

Everything is fitted on the visible half. Its products vote for each other, by the strict rule,
and promise; then they vote for the hidden half, which was placed by the fitted models.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from agreement import effective_size
from agreement.grouped import MIN_GROUPS
from etl.analysis import suggest
from etl.analysis.labels import NO_CATEGORY
from etl.analysis.neighbours import Neighbours, nearest, nearest_among
from etl.config import SuggestSettings
from verdict.evidence import FEWEST_PRODUCTS, Votes, voting_rule
from verdict.rules import Thresholds, operating_point

FIRST_RIGHT, PRECISION, COVERAGE = "first_right", "precision", "coverage"
"""What is promised: the share of first suggestions that are right, and at the threshold."""


class Outcome(NamedTuple):
    """One promise, and what was found, in one repeat.

    Attributes
    ----------
    measure : str
        `FIRST_RIGHT`, `PRECISION` or `COVERAGE`.
    promised, low : float
        What the visible half says, and the lower end of its 95 % interval.
    found : float
    n : int
        Hidden products that it was found on.
    """

    measure: str
    promised: float
    low: float
    found: float
    n: int


class Rehearsed(NamedTuple):
    """One promise over all repeats.

    Attributes
    ----------
    measure : str
    promised, promised_low, found : float
        Means over the repeats.
    found_low, found_high : float
        The least and the most that a repeat found.
    kept : int
        Repeats that found no less than the lower end that they were promised.
    n : int
        Hidden products of a repeat, in the mean.
    repeats : int
    """

    measure: str
    promised: float
    promised_low: float
    found: float
    found_low: float
    found_high: float
    kept: int
    n: int
    repeats: int


def are_enough(groups: NDArray[np.int64]) -> bool:
    """Whether halves of the groups say anything: as many as an interval of an agreement asks for.

    Examples
    --------
    >>> are_enough(np.arange(30)), are_enough(np.array([0] * 200 + [1] * 200 + [2, 3]))
    (True, False)
    """
    return effective_size(groups) >= MIN_GROUPS


def hidden_half(groups: NDArray[np.int64], seed: int) -> NDArray[np.bool_]:
    """Draw the groups to hide: half of them, whole.

    Parameters
    ----------
    groups : ndarray of int64, shape (n,)
    seed : int

    Returns
    -------
    ndarray of bool, shape (n,)

    Examples
    --------
    >>> hidden_half(np.array([3, 3, 5, 8, 9]), 0).tolist()
    [True, True, False, True, False]
    """
    names = np.unique(groups)
    hidden = np.random.default_rng(seed).permutation(names)[: len(names) // 2]
    return np.isin(groups, hidden)


def neighbours_among_visible(
    vectors: NDArray[np.float32], hidden: NDArray[np.bool_], count: int
) -> Neighbours:
    """Nearest visible products of every product.

    Parameters
    ----------
    vectors : ndarray of float32, shape (n, d)
        Rows of length 1.
    hidden : ndarray of bool, shape (n,)
        At least two are not.
    count : int

    Returns
    -------
    Neighbours
        Their indices are rows of `vectors`.
    """
    visible = np.flatnonzero(~hidden)
    kept = min(count, len(visible) - 1)
    indices = np.empty((len(vectors), kept), dtype=np.int64)
    similarities = np.empty((len(vectors), kept), dtype=np.float32)
    for rows, near in (
        (visible, nearest(vectors[visible], kept)),
        (np.flatnonzero(hidden), nearest_among(vectors[hidden], vectors[visible], kept)),
    ):
        indices[rows], similarities[rows] = visible[near.indices], near.similarities
    return Neighbours(indices, similarities)


def try_out(
    near: Neighbours,
    hidden: NDArray[np.bool_],
    codes: NDArray[np.int64],
    groups: NDArray[np.int64],
    kin: NDArray[np.int64],
    settings: SuggestSettings,
) -> list[Outcome]:
    """Promise by the visible products, and try the promises on the hidden ones.

    Parameters
    ----------
    near : Neighbours
        From `neighbours_among_visible`.
    hidden : ndarray of bool, shape (n,)
    codes, groups : ndarray of int64, shape (n,)
        Category, `NO_CATEGORY` where there is none, and sampling group of each product.
    kin : ndarray of int64, shape (n, m)
        Brand and seller, as `suggest.may_vote` takes them.
    settings : SuggestSettings

    Returns
    -------
    list of Outcome
        Empty where either half is too small to promise; without a threshold, of first
        suggestions alone.
    """
    voting = suggest.may_vote(near, codes, kin, settings, strict=True)
    votes = suggest.count_votes(near, codes, voting, int(codes.max(initial=NO_CATEGORY)) + 1)
    proposed = suggest.suggest(votes, voting)
    confidence = np.where(proposed.voters > 0, proposed.confidence, np.nan)
    halves = [
        Votes(confidence[rows], proposed.category[rows], codes[rows], groups[rows])
        for rows in ((codes != NO_CATEGORY) & ~hidden, (codes != NO_CATEGORY) & hidden)
    ]
    promising, tried = halves
    if min(len(half.listed) for half in halves) < FEWEST_PRODUCTS:
        return []
    if len(np.unique(promising.listed)) < 2 or not np.isfinite(promising.confidence).any():
        return []
    thresholds = Thresholds()
    rule = voting_rule(promising, thresholds.precision)
    first_right = float(tried.right.mean())
    n = len(tried.listed)
    outcomes = [Outcome(FIRST_RIGHT, rule.first_right, rule.first_interval.low, first_right, n)]
    operating, _ = operating_point(rule, thresholds)
    if operating.threshold is None:
        return outcomes
    accepted = tried.confidence >= operating.threshold
    low = operating.coverage_interval.low
    outcomes.append(Outcome(COVERAGE, operating.coverage, low, float(accepted.mean()), n))
    if accepted.any():
        precision, (low, _) = operating.precision, operating.precision_interval
        found = float(tried.right[accepted].mean())
        outcomes.append(Outcome(PRECISION, precision, low, found, int(accepted.sum())))
    return outcomes


def sum_up(repeats: Iterable[Sequence[Outcome]]) -> list[Rehearsed]:
    """Average the repeats of one space and level, measure by measure.

    Examples
    --------
    >>> first = Outcome("first_right", 0.9, 0.85, 0.88, 300)
    >>> second = Outcome("first_right", 0.8, 0.75, 0.72, 320)
    >>> [found] = sum_up([[first], [second]])
    >>> found.kept, found.n, round(found.promised, 2), found.found_low
    (1, 310, 0.85, 0.72)
    """
    of_measure: dict[str, list[Outcome]] = {FIRST_RIGHT: [], PRECISION: [], COVERAGE: []}
    for outcomes in repeats:
        for outcome in outcomes:
            of_measure[outcome.measure].append(outcome)
    return [
        Rehearsed(
            measure,
            promised=float(np.mean([outcome.promised for outcome in outcomes])),
            promised_low=float(np.mean([outcome.low for outcome in outcomes])),
            found=float(np.mean([outcome.found for outcome in outcomes])),
            found_low=min(outcome.found for outcome in outcomes),
            found_high=max(outcome.found for outcome in outcomes),
            kept=sum(outcome.found >= outcome.low for outcome in outcomes),
            n=round(np.mean([outcome.n for outcome in outcomes])),
            repeats=len(outcomes),
        )
        for measure, outcomes in of_measure.items()
        if outcomes
    ]
