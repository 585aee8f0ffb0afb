"""Agreement between cluster labels and categories, with its uncertainty."""

from agreement.contingency import contingency_table
from agreement.difference import ari_difference_interval
from agreement.grouped import Estimate, grouped_ari, grouped_differences
from agreement.interval import Interval
from agreement.null import permutation_null
from agreement.rand import adjusted_rand_index, ari_interval
from agreement.selective import (
    Acceptance,
    Curve,
    coverage_curve,
    effective_size,
    held_out_acceptances,
    share_interval,
)

__all__ = [
    "Acceptance",
    "Curve",
    "Estimate",
    "Interval",
    "adjusted_rand_index",
    "ari_difference_interval",
    "ari_interval",
    "contingency_table",
    "coverage_curve",
    "effective_size",
    "grouped_ari",
    "grouped_differences",
    "held_out_acceptances",
    "permutation_null",
    "share_interval",
]
