"""From what a database holds to the evidence: the same steps for the report and for a page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from verdict.evidence import PLAIN, STRICT, Evidence, Path, Votes, agree, gather

NO_CLUSTER = -2
"""Label of a product without a vector in the space; -1 is noise."""


@dataclass(frozen=True, eq=False)
class Suggested:
    """What one rule proposes for some products.

    Attributes
    ----------
    rows : ndarray of int64, shape (m,)
        Ranks of the products in the catalogue.
    category : sequence of tuple of str, length m
        `()` where nobody may vote.
    confidence : ndarray of float64, shape (m,)
    """

    rows: NDArray[np.int64]
    category: Sequence[Path]
    confidence: NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class PreparedCase:
    """One space at one level, ready to be measured on any part of the catalogue.

    Attributes
    ----------
    space : str
    level : int
    names : tuple of tuple of str
        Path of each category code.
    has_vector : ndarray of bool, shape (n,)
    clusters : ndarray of int, shape (n,)
        `NO_CLUSTER` where there is none.
    votes : mapping of str to Votes
        By rule, of all n products.
    seed_mean, seed_sd : float or None
        Of the agreement, on the whole catalogue.
    group_kind : str
        What products are sampled by: "brands", "sellers", "names" or "products".
    """

    space: str
    level: int
    names: tuple[Path, ...]
    has_vector: NDArray[np.bool_]
    clusters: NDArray[np.integer]
    votes: Mapping[str, Votes]
    seed_mean: float | None
    seed_sd: float | None
    group_kind: str = "brands"


def prepare(
    space: str,
    level: int,
    paths: Sequence[Path],
    groups: NDArray[np.integer],
    clusters: NDArray[np.integer],
    suggested: Mapping[str, Suggested],
    seeds: tuple[float | None, float | None],
    group_kind: str = "brands",
) -> PreparedCase:
    """Number the categories of a level, and give each product its votes.

    Parameters
    ----------
    space : str
    level : int
    paths : sequence of tuple of str, length n
        Listed categories, in the order of the catalogue.
    groups : ndarray of int, shape (n,)
        Products that are sampled together.
    clusters : ndarray of int, shape (n,)
    suggested : mapping of str to Suggested
        By rule; a product without a vector has none.
    seeds : (mean, standard deviation) of the agreement over seeds
    group_kind : str
        As `PreparedCase` holds it.
    """
    names = tuple(sorted({tuple(path[:level]) for path in paths if len(path) >= level}))
    code = {path: number for number, path in enumerate(names)}
    listed = np.array([code.get(tuple(path[:level]), -1) for path in paths], dtype=np.int64)
    has_vector = clusters != NO_CLUSTER
    votes = {}
    for rule in (PLAIN, STRICT):
        suggestions = suggested[rule]
        category = np.full(len(paths), -1, dtype=np.int64)
        category[suggestions.rows] = [code.get(tuple(path), -1) for path in suggestions.category]
        confidence = np.full(len(paths), np.nan)
        confidence[suggestions.rows] = suggestions.confidence
        confidence[category < 0] = np.nan
        votes[rule] = Votes(confidence, category, listed, np.asarray(groups, np.int64))
    return PreparedCase(space, level, names, has_vector, clusters, votes, *seeds, group_kind)


def measure(
    case: PreparedCase,
    visible: NDArray[np.bool_] | None,
    target_precision: float,
    *,
    plain_targets: bool = True,
) -> Evidence:
    """Gather the evidence of a case on the visible products.

    Parameters
    ----------
    case : PreparedCase
    visible : ndarray of bool, shape (n,), or None
        None: all of them.
    target_precision : float
        Precision that automatic acceptance is to keep.
    plain_targets : bool
        As `gather` takes it.
    """
    listed = case.votes[STRICT].listed
    counted = case.has_vector & (listed >= 0)
    if visible is not None:
        counted &= visible
    plain, strict = (_of(case.votes[rule], counted) for rule in (PLAIN, STRICT))
    agreement = (
        agree(
            case.clusters[counted],
            listed[counted],
            strict.groups,
            case.seed_mean,
            case.seed_sd,
        )
        if counted.any()
        else None
    )
    evidence = gather(
        case.space,
        case.level,
        agreement,
        plain,
        strict,
        case.names,
        target_precision,
        plain_targets=plain_targets,
    )
    return replace(evidence, group_kind=case.group_kind)


def _of(votes: Votes, rows: NDArray[np.bool_]) -> Votes:
    return Votes(
        votes.confidence[rows], votes.suggested[rows], votes.listed[rows], votes.groups[rows]
    )
