"""How points look: by category at the chosen level, or by the cluster they were put in."""

from functools import lru_cache

import numpy as np

from agreement import contingency_table
from agreement.assignment import match_rows
from dashboard.callbacks.view import View, clustered, short_name
from dashboard.figures.projection import Paint
from dashboard.model.catalogue import NO_CATEGORY, Catalogue, Codes
from dashboard.model.palette import RECALL_STEPS, category_styles, recall_styles
from dashboard.queries import evidence


def paint(view: View, space: str, colour_by: str, scheme: str) -> Paint | None:
    """Return the look of each row on a space's map; None where it has no clusters to show."""
    tree = view.catalogue.tree
    tops = tree.categories(1)
    if colour_by != "cluster":
        styles = category_styles(view.categories, tops, scheme)
        return Paint(view.codes, styles, [short_name(path, 22) for path in view.categories])
    labels, level = view.labels(space), view.cluster_level
    if labels is None or level is None:
        return None
    styles = category_styles(tree.categories(level), tops, scheme)
    matched = matched_categories(view.catalogue, space, level)
    return Paint(
        np.where(labels >= 0, labels, -1).astype(np.int32),
        [styles[category] for category in matched],
        [view.cluster_name(cluster) for cluster in range(len(matched))],
    )


def paint_recall(view: View, space: str, method: str, scheme: str) -> Paint:
    """Return looks that say how many of its neighbours each row keeps on a map."""
    recall = evidence.recall(view.database, space, method)
    steps = np.digitize(np.nan_to_num(recall), RECALL_STEPS)
    codes = np.where(np.isnan(recall), -1, steps).astype(np.int32)
    # Nothing is written on the islands: a step is no group.
    return Paint(codes, recall_styles(scheme), [])


@lru_cache(maxsize=64)
def matched_categories(catalogue: Catalogue, space: str, level: int) -> tuple[int, ...]:
    """Return, for each cluster, the category that stands for it on the whole catalogue.

    Never on the filtered part: a colour must not change with the filter.
    """
    labels, codes = catalogue.labels[space, level], catalogue.tree.codes(level)
    n_clusters = int(labels.max(initial=-1)) + 1
    n_categories = len(catalogue.tree.categories(level))
    table = _full_table(labels, codes, n_clusters, n_categories)
    columns = match_rows(table)
    # More clusters than categories: the ones left over take their largest category.
    return tuple(np.where(columns >= 0, columns, table.argmax(axis=1)).tolist())


def _full_table(labels: Codes, codes: Codes, n_rows: int, n_columns: int) -> Codes:
    """Count products by cluster and category, rows and columns without any included."""
    both = clustered(labels) & (labels >= 0) & (codes != NO_CATEGORY)
    table = np.zeros((n_rows, n_columns), dtype=np.int32)
    if both.any():
        counts = contingency_table(labels[both], codes[both])
        table[np.ix_(np.unique(labels[both]), np.unique(codes[both]))] = counts
    return table
