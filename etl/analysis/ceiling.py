"""Ceiling of an agreement: the partition that the neighbours' vote makes of the products.

Each product is put where its nearest neighbours say, as a suggestion is. The vote looks at the
categories and a clustering does not: what the vote cannot tell apart, no clustering of the same
vectors can be expected to.
"""

import numpy as np
from numpy.typing import NDArray

from agreement import adjusted_rand_index, contingency_table
from etl.analysis import suggest
from etl.analysis.evaluate import Level, Score, has_two
from etl.analysis.labels import NO_CATEGORY
from etl.analysis.neighbours import Neighbours
from etl.config import SuggestSettings

METRIC = "ari_vote"


def ceiling(near: Neighbours, level: Level, settings: SuggestSettings) -> list[Score]:
    """ARI of the vote of each product's neighbours, by the plain rule, with its category.

    Parameters
    ----------
    near : Neighbours
        Of n products, by the vectors that suggestions rest on.
    level : Level
        Of the same n products.
    settings : SuggestSettings

    Returns
    -------
    list of Score
        One, over the products with a category for which somebody votes; none where these have
        fewer than two categories.
    """
    codes = level.codes
    unknown: NDArray[np.int64] = np.full(len(codes), -1)
    voting = suggest.may_vote(near, codes, unknown, settings, strict=False)
    votes = suggest.count_votes(near, codes, voting, level.n_categories)
    voted = suggest.suggest(votes, voting).category
    counted = (codes != NO_CATEGORY) & (voted != NO_CATEGORY)
    if not has_two(codes[counted]):
        return []
    value = adjusted_rand_index(contingency_table(voted[counted], codes[counted]))
    return [Score(level.level, METRIC, value, None, None, int(counted.sum()))]
