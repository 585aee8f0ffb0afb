"""Evidence made by hand, so that each answer is known."""

import numpy as np

from agreement import Curve, Interval
from verdict.evidence import Agreement, Evidence, OperatingPoint, Votes, VotingRule

CURVE = Curve(np.array([0.9, 0.5]), np.array([0.5, 1.0]), np.array([0.98, 0.9]))
CLEAR = Interval(0.55, 0.65)


def operating(
    precision_low: float = 0.96,
    coverage_low: float = 0.6,
    aim: float = 0.95,
    *,
    precision_high: float = 0.99,
    coverage_high: float = 0.8,
) -> OperatingPoint:
    return OperatingPoint(
        aim=aim,
        threshold=0.8,
        coverage=0.7,
        precision=0.97,
        coverage_interval=Interval(coverage_low, coverage_high),
        precision_interval=Interval(precision_low, precision_high),
    )


NOTHING = OperatingPoint(0.95, None, 0.0, float("nan"), Interval(0, 0), Interval(0, 1))
"""Where no threshold was found."""


def rule(
    *targets: OperatingPoint,
    first_low: float = 0.8,
    first: float = 0.85,
    first_high: float = 0.9,
    most: float = 0.0,
) -> VotingRule:
    ends = Interval(first_low, first_high)
    return VotingRule(CURVE, first, ends, targets or (operating(),), 200, most)


def evidence(
    strict: VotingRule | None = None,
    *,
    space: str = "text",
    level: int = 1,
    ari: float = 0.6,
    interval: Interval | None = CLEAR,
    null_high: float = 0.01,
    n_effective: float = 150.0,
) -> Evidence:
    strict = strict or rule()
    return Evidence(
        space,
        level,
        n=200,
        n_categories=3,
        n_groups=40,
        n_effective=n_effective,
        agreement=Agreement(ari, interval, null_high, 0.59, 0.01),
        plain=strict,
        strict=strict,
    )


def votes(n: int = 240, *, right: float = 0.9, seed: int = 0) -> Votes:
    """Suggestions of three categories; the surer, the more often right."""
    rng = np.random.default_rng(seed)
    listed = np.arange(n) % 3
    confidence = rng.uniform(0.4, 1, n)
    wrong = rng.random(n) > right + (confidence - 0.7) / 3
    return Votes(confidence, np.where(wrong, (listed + 1) % 3, listed), listed, np.arange(n) // 2)
