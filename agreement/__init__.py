"""Agreement between cluster labels and categories, with its uncertainty."""

from agreement.contingency import contingency_table
from agreement.rand import Interval, adjusted_rand_index, ari_difference_interval, ari_interval

__all__ = [
    "Interval",
    "adjusted_rand_index",
    "ari_difference_interval",
    "ari_interval",
    "contingency_table",
]
