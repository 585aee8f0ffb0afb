"""An interval, and the quantiles and score intervals that several measures share."""

from collections.abc import Sequence
from statistics import NormalDist
from typing import NamedTuple

import numpy as np

CONFIDENCE = 0.95


class Interval(NamedTuple):
    """A confidence interval, `low <= high`."""

    low: float
    high: float


def normal_critical_value(confidence: float) -> float:
    """How many standard errors an interval reaches to each side."""
    if not 0 < confidence < 1:
        raise ValueError(f"The confidence lies between 0 and 1, got {confidence}.")
    return NormalDist().inv_cdf((1 + confidence) / 2)


def student_quantile(probability: float, degrees: float) -> float:
    """Quantile of Student's t, by its expansion around the normal one.

    Right to three decimals from nine degrees of freedom (Abramowitz & Stegun, 26.7.5).
    """
    z = NormalDist().inv_cdf(probability)
    terms: Sequence[float] = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return z + sum(term / float(degrees) ** power for power, term in enumerate(terms, start=1))


def score_interval(share: float, n: float, critical_value: float) -> Interval:
    """Wilson's interval of a proportion ("Probable inference ...", JASA 22, 1927).

    Parameters
    ----------
    share : float
        0 to 1.
    n : float
        Independent observations that it rests on; need not be whole.
    critical_value : float
        Standard errors to each side.

    Examples
    --------
    >>> low, high = score_interval(0.8, 10, 1.96)
    >>> round(low, 3), round(high, 3)
    (0.49, 0.943)
    """
    scale = 1 + critical_value**2 / n
    middle = (share + critical_value**2 / (2 * n)) / scale
    half_width = (
        critical_value / scale * np.sqrt(share * (1 - share) / n + (critical_value / (2 * n)) ** 2)
    )
    return Interval(max(float(middle - half_width), 0.0), min(float(middle + half_width), 1.0))
