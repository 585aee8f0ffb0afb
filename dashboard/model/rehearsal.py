"""Promises of the verdict that were tried on hidden brands: plain values."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Rehearsed:
    """One promise of a space at a level, over all repeats.

    Attributes
    ----------
    measure : str
        `first_right`, `precision` or `coverage`.
    promised, promised_low : float
        Means over the repeats, of the promise and of the lower end of its interval.
    found, found_low, found_high : float
        Mean, least and most that the repeats found.
    kept : int
        Repeats that found no less than the lower end promised to them.
    n, repeats : int
    """

    measure: str
    promised: float
    promised_low: float
    found: float
    found_low: float
    found_high: float
    kept: int
    n: int
    repeats: int
