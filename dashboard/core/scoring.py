"""The agreement of a space's clusters with the categories, within a filter."""

import numpy as np

from agreement import grouped_ari
from dashboard.core import evidence
from dashboard.core.catalogue import NO_CATEGORY, Mask
from dashboard.core.evidence_model import NoScore, Score
from dashboard.core.filter_state import FilterState, clustered
from dashboard.i18n import text

FEWEST_PRODUCTS = 30
"""Below this, an interval says nothing."""


def score(view: FilterState, space: str) -> Score | NoScore:
    """Score a space at the view's level, or say why it cannot be.

    Products whose path is shorter than the level are clustered, but do not count.
    """
    level, lang = view.level.number, view.language
    if not view.level.is_clustered:
        return NoScore(text("score.thin", lang, level=level))
    default = view.catalogue.clusterings.get((space, level))
    if view.level.n_categories < 2:
        return NoScore(text("score.single.category", lang, level=level))
    if default is None:
        return NoScore(text("score.absent", lang))
    counted = counted_rows(view, space, level)
    n = int(counted.sum())
    if n < FEWEST_PRODUCTS:
        return NoScore(text("score.few.products", lang, n=n))
    categories = view.codes[counted]
    if len(np.unique(categories)) < 2:
        return NoScore(text("score.few.categories", lang, level=level))
    labels, groups = view.catalogue.labels[space, level][counted], view.catalogue.groups[counted]
    estimate = grouped_ari(labels, categories, groups)
    return Score(
        value=estimate.value,
        interval=estimate.interval,
        missing=estimate.missing,
        n=n,
        k=default.k,
        seed_mean=default.seed_mean,
        seed_sd=default.seed_sd,
        is_filtered=view.is_filtered,
        spread=evidence.spread(view.database, space, level),
        density=evidence.density(view.database, space) if level == 1 else None,
    )


def counted_rows(view: FilterState, space: str, level: int) -> Mask:
    """Return the visible rows that have both a cluster and a category at a level."""
    labels = view.catalogue.labels[space, level]
    reached = view.catalogue.tree.codes(level) != NO_CATEGORY
    counted: Mask = view.visible & clustered(labels) & reached
    return counted
