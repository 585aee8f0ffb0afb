"""How far the spaces are apart at each level: the table `differences`."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from etl.analysis import evaluate
from etl.analysis.differences import ABSENT, compare
from etl.analysis.labels import NO_CATEGORY
from etl.pipeline.tables import Clustering, SpaceVectors
from etl.spaces import Space


def gather(
    spaces: Mapping[Space, SpaceVectors],
    levels: Sequence[evaluate.Level],
    clusterings: Sequence[Clustering],
    halves: Mapping[str, Sequence[tuple[evaluate.Part, evaluate.Part]]],
    groups: NDArray[np.int64],
) -> pd.DataFrame:
    """Compare the default clusterings of the studied spaces, two by two, at each clustered level.

    Parameters
    ----------
    spaces : mapping of Space to SpaceVectors
    levels : sequence of Level
    clusterings : sequence of Clustering
    halves : mapping of str to sequence of (Part, Part)
        By the id of the default clustering.
    groups : ndarray of int64, shape (n_products,)

    Returns
    -------
    DataFrame
        Rows of `differences`.
    """
    rows = []
    for level in levels:
        compared = [
            one
            for one in clusterings
            if one.is_default and one.run.level == level.level and one.space.is_studied
        ]
        counted = np.flatnonzero(level.codes != NO_CATEGORY)
        if not level.is_clustered or not len(counted):
            continue
        labels = []
        for clustering in compared:
            of_all = np.full(len(level.codes), ABSENT, dtype=np.int64)
            of_all[spaces[clustering.space].products] = clustering.labels
            labels.append(of_all[counted])
        of_halves = [
            evaluate.half_agreements(
                halves.get(one.clustering_id, []), level.among(spaces[one.space].products).codes
            )
            for one in compared
        ]
        for gap in compare(labels, level.codes[counted], groups[counted], of_halves):
            low, high = gap.interval or (None, None)
            product_low, product_high = gap.product_interval or (None, None)
            rows.append(
                {
                    "level": level.level,
                    "first": compared[gap.first].space.name,
                    "second": compared[gap.second].space.name,
                    "value": gap.value,
                    "ci_low": low,
                    "ci_high": high,
                    "n": gap.n,
                    "halves_sd": gap.halves_sd,
                    "ci_product_low": product_low,
                    "ci_product_high": product_high,
                }
            )
    return pd.DataFrame(rows)
