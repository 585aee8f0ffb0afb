"""The styles of points: by category at a level, by cluster, or by neighbour recall."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from agreement import contingency_table
from agreement.assignment import match_rows
from dashboard.core.cache import cached_per_build
from dashboard.core.catalogue import NO_CATEGORY, Catalogue, Codes
from dashboard.core.palette import RECALL_STEPS, Style, category_styles, recall_styles


@dataclass(frozen=True)
class PointStyles:
    """What each row looks like, before any filter.

    Attributes
    ----------
    codes : int array of shape (n,)
        Index into `styles`; negative: belongs to none of them.
    styles : sequence of Style
    groups : sequence of int
        For each style, its line of the legend.
    """

    codes: Codes
    styles: Sequence[Style]
    groups: Sequence[int]


def by_category(catalogue: Catalogue, level: int, scheme: str) -> PointStyles:
    """Style each row as its category at a level."""
    tree = catalogue.tree
    styles = category_styles(tree.categories(level), tree.categories(1), scheme)
    return PointStyles(tree.codes(level), styles, range(len(styles)))


def by_cluster(
    catalogue: Catalogue, space: str, level: int | None, scheme: str
) -> PointStyles | None:
    """Style each row as the category that its cluster matches; None where there are no clusters."""
    if level is None or (space, level) not in catalogue.labels:
        return None
    styles = by_category(catalogue, level, scheme).styles
    matched = matched_categories(catalogue, space, level)
    labels = catalogue.labels[space, level]
    codes = np.where(labels >= 0, labels, -1).astype(np.int32)
    return PointStyles(codes, [styles[category] for category in matched], matched)


def by_recall(recall: NDArray[np.float32], scheme: str) -> PointStyles:
    """Style each row by how many of its neighbours it keeps on a map; NaN: not on it."""
    steps = np.digitize(np.nan_to_num(recall), RECALL_STEPS)
    codes = np.where(np.isnan(recall), -1, steps).astype(np.int32)
    styles = recall_styles(scheme)
    return PointStyles(codes, styles, range(len(styles)))


def written(codes: Codes, k: int) -> bytes:
    r"""Write the styles of the rows as the page reads them: a byte a row, two beyond 255 styles.

    Examples
    --------
    >>> written(np.array([0, 2, -1], dtype=np.int32), 3)
    b'\x00\x02\x03'
    """
    kind: Any = np.uint8 if k < 256 else np.uint16
    return np.where(codes >= 0, codes, k).astype(kind).tobytes()


@cached_per_build
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
    both = (labels >= 0) & (codes != NO_CATEGORY)
    table = np.zeros((n_rows, n_columns), dtype=np.int32)
    if both.any():
        counts = contingency_table(labels[both], codes[both])
        table[np.ix_(np.unique(labels[both]), np.unique(codes[both]))] = counts
    return table
