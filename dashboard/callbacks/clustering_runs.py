"""The runs of a space held against each other and against the categories, within the filter."""

from collections import Counter
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from agreement.runs import agreement_between, agreement_with
from dashboard.core import evidence
from dashboard.core.catalogue import NO_CATEGORY, Mask
from dashboard.core.evidence_model import NoScore, Run, Stability
from dashboard.core.filter_state import FilterState
from dashboard.core.scoring import FEWEST_PRODUCTS
from dashboard.i18n import text

SEEDED = "kmeans"


@dataclass(frozen=True)
class Agreements:
    """One agreement a run, and on how many products."""

    values: tuple[float | None, ...]
    n: int


@dataclass(frozen=True)
class RunAgreements:
    """What the filter makes of the runs; an answer is a sentence where it leaves too little.

    Attributes
    ----------
    runs : tuple of Run
    between : Agreements or NoScore
        Mean ARI with the k-means runs of the same k, the run itself left out; a value
        is None where there is no other.
    categories : Agreements or NoScore
        ARI with the categories of the chosen level.
    n_categories : int
        Categories of that level among the visible products of the space.
    """

    runs: tuple[Run, ...]
    between: Agreements | NoScore
    categories: Agreements | NoScore
    n_categories: int


def compare_runs(view: FilterState, space: str) -> RunAgreements:
    """Compare the runs of a space on the visible products; the clusters are not made anew."""
    sweep = evidence.sweep(view.database, space)
    shown = view.visible & sweep.clustered
    counted = shown & (view.codes != NO_CATEGORY)
    n_categories = len(np.unique(view.codes[counted]))
    return RunAgreements(
        sweep.runs, _between(view, space, shown), _categories(view, space, counted), n_categories
    )


def repeated(agreements: RunAgreements) -> RunAgreements:
    """Keep the numbers of clusters that were run more than once: only these have a stability."""
    runs_of = Counter(run.k for run in agreements.runs)
    kept = [at for at, run in enumerate(agreements.runs) if runs_of[run.k] > 1]

    def of_kept(scores: Agreements | NoScore) -> Agreements | NoScore:
        if isinstance(scores, NoScore):
            return scores
        return Agreements(tuple(scores.values[at] for at in kept), scores.n)

    return RunAgreements(
        tuple(agreements.runs[at] for at in kept),
        of_kept(agreements.between),
        of_kept(agreements.categories),
        agreements.n_categories,
    )


def by_algorithm(
    agreements: RunAgreements, silhouettes: dict[tuple[str, int], float]
) -> list[Stability]:
    """Average the runs of each algorithm and number of clusters."""
    run_indices: dict[tuple[str, int], list[int]] = {}
    for run_index, run in enumerate(agreements.runs):
        run_indices.setdefault((run.algorithm, run.k), []).append(run_index)
    rows = []
    for (algorithm, k), its in run_indices.items():
        between, categories = (
            _known_values(agreements.between, its),
            _known_values(agreements.categories, its),
        )
        rows.append(
            Stability(
                algorithm,
                k,
                len(its),
                float(np.mean(between)) if between else None,
                silhouettes.get((algorithm, k)),
                float(np.mean(categories)) if categories else None,
                float(np.std(categories, ddof=1)) if len(categories) > 1 else None,
            )
        )
    return rows


def _between(view: FilterState, space: str, shown: Mask) -> Agreements | NoScore:
    n = int(shown.sum())
    if n < FEWEST_PRODUCTS:
        return _few(n, view.language)
    sweep = evidence.sweep(view.database, space)
    labels = sweep.labels[:, shown]
    values: list[float | None] = []
    for _, group in groupby(enumerate(sweep.runs), key=lambda numbered: numbered[1].k):
        run_indices, runs = zip(*group, strict=True)
        scores = agreement_between(labels[list(run_indices)])
        seeded = np.array([run.algorithm == SEEDED for run in runs])
        for run_index, row in enumerate(scores):
            others = seeded & (np.arange(len(runs)) != run_index)
            values.append(float(row[others].mean()) if others.any() else None)
    return Agreements(tuple(values), n)


def _categories(view: FilterState, space: str, counted: Mask) -> Agreements | NoScore:
    n, level, lang = int(counted.sum()), view.level.number, view.language
    if not view.level.is_clustered:
        return NoScore(text("score.thin", lang, level=level))
    if n < FEWEST_PRODUCTS:
        return _few(n, lang)
    codes = view.codes[counted]
    if len(np.unique(codes)) < 2:
        return NoScore(text("score.few.categories", lang, level=level))
    labels = evidence.sweep(view.database, space).labels[:, counted]
    return Agreements(tuple(agreement_with(labels, codes).tolist()), n)


def _few(n: int, language: str) -> NoScore:
    return NoScore(text("score.few.products", language, n=n))


def _known_values(scores: Agreements | NoScore, run_indices: list[int]) -> list[float]:
    if isinstance(scores, NoScore):
        return []
    values = (scores.values[run_index] for run_index in run_indices)
    return [value for value in values if value is not None]
