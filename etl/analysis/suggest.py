"""Votes of the neighbours: the category that they speak for, and whether it is the listed one.

Votes of the nearest products, weighted by similarity (Cover & Hart, "Nearest
neighbor pattern classification", 1967). Nothing is trained: the votes show what
an assistant could propose, and which listings text and photo both contradict:
these are label issues.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from etl.analysis.labels import NO_CATEGORY
from etl.analysis.neighbours import Neighbours
from etl.config import SuggestSettings


@dataclass(frozen=True)
class Suggestions:
    """What the neighbours of each product propose.

    Attributes
    ----------
    category : ndarray of int64, shape (n,)
        Code of the proposed category; `NO_CATEGORY` where nobody may vote.
    confidence : ndarray of float64, shape (n,)
        Its share of the votes, 0 to 1.
    voters : ndarray of int64, shape (n,)
        How many neighbours voted.
    """

    category: NDArray[np.int64]
    confidence: NDArray[np.float64]
    voters: NDArray[np.int64]


@dataclass(frozen=True)
class Doubts:
    """How strongly both sides contradict each listing, by the votes of one rule.

    Attributes
    ----------
    suggested : ndarray of int64, shape (n,)
        The other category that both sides together favour most.
    score : ndarray of float64, shape (n,)
        Log odds of that category against the listed one, the two sides added;
        above 0 where they favour it.
    both_agree : ndarray of bool, shape (n,)
        Whether the suggested category leads on each side alone.
    text_votes, image_votes : ndarray of float64, shape (n, 2)
        Share of the votes for the suggested and for the listed category.
    """

    suggested: NDArray[np.int64]
    score: NDArray[np.float64]
    both_agree: NDArray[np.bool_]
    text_votes: NDArray[np.float64]
    image_votes: NDArray[np.float64]


def may_vote(
    near: Neighbours,
    codes: NDArray[np.int64],
    kin: NDArray[np.int64],
    settings: SuggestSettings,
    *,
    strict: bool,
) -> NDArray[np.bool_]:
    """Say which neighbours may vote.

    Parameters
    ----------
    near : Neighbours
        Of n products.
    codes : ndarray of int64, shape (n,)
        Category of each, or `NO_CATEGORY`.
    kin : ndarray of int64, shape (n,) or (n, m)
        Brand of each, or brand and seller; negative where unknown.
    settings : SuggestSettings
    strict : bool
        Leave out near-duplicates and products of the same brand or seller: a marketplace
        that meets a new one has neither.

    Returns
    -------
    ndarray of bool, shape of `near.indices`
        The first `settings.neighbours` of each row that are allowed.
    """
    allowed = codes[near.indices] != NO_CATEGORY
    if strict:
        allowed &= near.similarities < settings.near_duplicate
        for own in kin.reshape(len(kin), -1).T:
            allowed &= (own[near.indices] != own[:, np.newaxis]) | (own < 0)[:, np.newaxis]
    voting: NDArray[np.bool_] = allowed & (np.cumsum(allowed, axis=1) <= settings.neighbours)
    return voting


def count_votes(
    near: Neighbours, codes: NDArray[np.int64], voting: NDArray[np.bool_], n_categories: int
) -> NDArray[np.float64]:
    """Share of the votes for each category.

    Parameters
    ----------
    near : Neighbours
        Of n products.
    codes : ndarray of int64, shape (n,)
    voting : ndarray of bool, shape of `near.indices`
    n_categories : int

    Returns
    -------
    ndarray of float64, shape (n, n_categories)
        Rows add up to 1, or are 0 where nobody votes. A vote weighs as much as
        the neighbour is similar.
    """
    rows, ranks = np.nonzero(voting)
    weight = np.maximum(near.similarities[rows, ranks].astype(np.float64), 1e-6)
    n = len(near.indices)
    cell = rows * n_categories + codes[near.indices[rows, ranks]]
    votes = np.bincount(cell, weights=weight, minlength=n * n_categories)
    votes = votes.reshape(n, n_categories)
    total = votes.sum(axis=1, keepdims=True)
    return votes / np.where(total == 0, 1, total)


def suggest(votes: NDArray[np.float64], voting: NDArray[np.bool_]) -> Suggestions:
    """Propose the category with the most votes.

    Parameters
    ----------
    votes : ndarray of float64, shape (n, n_categories)
    voting : ndarray of bool, shape (n, k)

    Returns
    -------
    Suggestions
    """
    voters = voting.sum(axis=1)
    category = np.where(voters > 0, votes.argmax(axis=1), NO_CATEGORY)
    return Suggestions(category, votes.max(axis=1), voters)


def doubt(
    text_votes: NDArray[np.float64],
    image_votes: NDArray[np.float64],
    codes: NDArray[np.int64],
    settings: SuggestSettings,
) -> Doubts:
    """Weigh each listing against what its neighbours by text and by photo say.

    The two sides err independently as far as anyone can tell, so their log odds
    are added; half a vote is lent to every category, so that none is impossible
    (Krichevsky & Trofimov, 1981).

    Parameters
    ----------
    text_votes, image_votes : ndarray of float64, shape (n, n_categories)
        Of the same products.
    codes : ndarray of int64, shape (n,)
        The listed category of each.
    settings : SuggestSettings

    Returns
    -------
    Doubts
    """
    half = 0.5 / settings.neighbours
    rows = np.arange(len(codes))
    evidence = np.log(text_votes + half) + np.log(image_votes + half)
    others = evidence.copy()
    others[rows, codes] = -np.inf
    suggested = others.argmax(axis=1)
    return Doubts(
        suggested=suggested,
        score=evidence[rows, suggested] - evidence[rows, codes],
        both_agree=(text_votes.argmax(axis=1) == suggested)
        & (image_votes.argmax(axis=1) == suggested),
        text_votes=np.column_stack([text_votes[rows, suggested], text_votes[rows, codes]]),
        image_votes=np.column_stack([image_votes[rows, suggested], image_votes[rows, codes]]),
    )


def stronger(plain: Doubts, strict: Doubts) -> tuple[Doubts, NDArray[np.bool_]]:
    """Keep, for each listing, the stronger of the doubts by two rules.

    Either the product alone was misfiled, and its brand speaks for the right category; or
    its brand was misfiled as a whole, and speaks for the wrong one. Each listing is held
    against the explanation that fits it better: a generalised likelihood ratio
    (Neyman & Pearson, 1928). See docs/adr/0032-doubts-without-own-brand.md.

    Parameters
    ----------
    plain, strict : Doubts
        Of the same n products: by the votes of all, and of those outside the brand. Where
        nobody outside may vote, the strict score is minus infinity.

    Returns
    -------
    doubts : Doubts
    by_strict : ndarray of bool, shape (n,)
        Whether the strict votes are the ones kept; the plain ones are where both say the same.
    """
    by_strict: NDArray[np.bool_] = strict.score > plain.score
    pair = by_strict[:, np.newaxis]
    kept = Doubts(
        suggested=np.where(by_strict, strict.suggested, plain.suggested),
        score=np.where(by_strict, strict.score, plain.score),
        both_agree=np.where(by_strict, strict.both_agree, plain.both_agree),
        text_votes=np.where(pair, strict.text_votes, plain.text_votes),
        image_votes=np.where(pair, strict.image_votes, plain.image_votes),
    )
    return kept, by_strict
