"""Agreement between cluster labels and categories, with its uncertainty."""

from agreement.contingency import contingency_table
from agreement.difference import ari_difference_interval, difference_holds
from agreement.information import VMeasure, adjusted_mutual_information, v_measure
from agreement.null import permutation_null
from agreement.rand import (
    Interval,
    adjusted_rand_index,
    ari_interval,
    interval_holds,
)
from agreement.selective import (
    Acceptance,
    Curve,
    choose_threshold,
    coverage_curve,
    effective_size,
    held_out_acceptance,
    held_out_acceptances,
    share_interval,
)

__all__ = [
    "Acceptance",
    "Curve",
    "Interval",
    "VMeasure",
    "adjusted_mutual_information",
    "adjusted_rand_index",
    "ari_difference_interval",
    "ari_interval",
    "choose_threshold",
    "contingency_table",
    "coverage_curve",
    "difference_holds",
    "effective_size",
    "held_out_acceptance",
    "held_out_acceptances",
    "interval_holds",
    "permutation_null",
    "share_interval",
    "v_measure",
]
