"""Agreement between cluster labels and categories, with its uncertainty."""

from agreement.contingency import contingency_table
from agreement.information import VMeasure, adjusted_mutual_information, v_measure
from agreement.null import permutation_null
from agreement.rand import (
    Interval,
    adjusted_rand_index,
    ari_difference_interval,
    ari_interval,
    interval_holds,
)

__all__ = [
    "Interval",
    "VMeasure",
    "adjusted_mutual_information",
    "adjusted_rand_index",
    "ari_difference_interval",
    "ari_interval",
    "contingency_table",
    "interval_holds",
    "permutation_null",
    "v_measure",
]
