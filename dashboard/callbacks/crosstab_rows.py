"""The lines of a crosstab: which clusters face which categories, and the products of a cell."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from agreement import contingency_table
from agreement.assignment import match_rows
from dashboard.core.catalogue import NO_CATEGORY, Mask
from dashboard.core.filter_state import FilterState, clustered

MOST_LINES = 60
"""Rows and columns drawn one by one; the smallest beyond are gathered in one."""
OTHERS = "others"
"""Key of the line that gathers the smallest."""


class CrosstabRows:
    """The rows and columns of a crosstab in the order they are drawn.

    Attributes
    ----------
    clusters, categories : list of int
        Labels and codes drawn one by one; row `i` is matched to column `i` as far as it goes.
    other_clusters, other_categories : list of int
        Those gathered in the last line.
    table : int array
        Counts, the gathered line included where there is one.
    kept : int
        Products on the matched pairs, over the whole table.
    """

    def __init__(
        self, table: NDArray[np.int64], clusters: NDArray[Any], categories: NDArray[Any]
    ) -> None:
        match = match_rows(table)
        paired = match >= 0
        self.kept = int(table[np.flatnonzero(paired), match[paired]].sum())
        columns = _largest(table.sum(axis=0))
        column_index = {int(column): at for at, column in enumerate(columns)}
        order = sorted(
            range(len(clusters)),
            key=lambda row: (
                column_index.get(int(match[row]), len(column_index)),
                -int(table[row].sum()),
            ),
        )
        rows = order[:MOST_LINES]
        left_rows = order[MOST_LINES:]
        left_columns = [at for at in range(len(categories)) if at not in column_index]
        drawn = table[np.ix_([*rows, *left_rows], [*columns.tolist(), *left_columns])]
        self.table = _gathered(_gathered(drawn, len(rows)).T, len(columns)).T
        self.clusters = [int(clusters[row]) for row in rows]
        self.other_clusters = [int(clusters[row]) for row in left_rows]
        self.categories = [int(categories[column]) for column in columns]
        self.other_categories = [int(categories[column]) for column in left_columns]


def matched_rows(view: FilterState, space: str) -> CrosstabRows | None:
    """Return the crosstab of a space within the filter; None where it would be empty."""
    labels = view.labels(space)
    if labels is None:
        return None
    both = _both(view, space)
    if not both.any():
        return None
    table = contingency_table(labels[both], view.codes[both])
    return CrosstabRows(table, np.unique(labels[both]), np.unique(view.codes[both]))


def rows_of_cell(
    view: FilterState, space: str, matched: CrosstabRows, row: str, column: str
) -> Mask:
    """Return the products behind a cell, by the keys of its row and column."""
    labels = view.labels(space)
    if labels is None:
        return np.zeros_like(view.visible)
    clusters = matched.other_clusters if row == OTHERS else [key_of(row)]
    categories = matched.other_categories if column == OTHERS else [key_of(column)]
    rows: Mask = _both(view, space) & np.isin(labels, clusters) & np.isin(view.codes, categories)
    return rows


def _both(view: FilterState, space: str) -> Mask:
    labels = view.labels(space)
    if labels is None:
        return np.zeros_like(view.visible)
    both: Mask = view.visible & clustered(labels) & (view.codes != NO_CATEGORY)
    return both


def key_of(text_key: str) -> int:
    """Read the key of a line; -3 is no cluster and no category."""
    return int(text_key[1:]) if text_key[1:].removeprefix("-").isdecimal() else -3


def _largest(totals: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the largest lines, in their fixed order."""
    return np.sort(np.argsort(-totals, kind="stable")[:MOST_LINES]).astype(np.int64)


def _gathered(table: NDArray[np.int64], n_kept: int) -> NDArray[np.int64]:
    """Add up the rows beyond the kept ones into one."""
    if n_kept == len(table):
        return table
    return np.vstack([table[:n_kept], table[n_kept:].sum(axis=0, keepdims=True)])
