"""Agreement between cluster labels and categories, with its uncertainty."""

from agreement.contingency import contingency_table
from agreement.difference import ari_difference_interval
from agreement.null import permutation_null
from agreement.rand import (
    Interval,
    adjusted_rand_index,
    ari_interval,
)
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
    "Interval",
    "adjusted_rand_index",
    "ari_difference_interval",
    "ari_interval",
    "contingency_table",
    "coverage_curve",
    "effective_size",
    "held_out_acceptances",
    "permutation_null",
    "share_interval",
]
