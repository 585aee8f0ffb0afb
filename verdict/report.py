"""Everything a report holds, and the same as plain values for JSON."""

import json
import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field

import numpy as np

from agreement.selective import FEWEST_ACCEPTED
from verdict.evidence import Branch, OperatingPoint, VotingRule
from verdict.rules import FAILS, HOLDS, OUTCOMES, UNDECIDED, Thresholds, Verdict, best
from verdict.savings import Savings, Work, assisted, automatic

CURVE_POINTS = 60
STANDING = {HOLDS: "advised", FAILS: "not_advised", UNDECIDED: UNDECIDED}
"""How the verdict sees a way to work, by the state of its rules."""


@dataclass(frozen=True)
class Report:
    """What was studied, what was asked, and what came out.

    Attributes
    ----------
    catalogue, built_at : str
    n_products : int
        After the filter.
    branches : sequence of str
        Names of the branches that the filter keeps; empty where it keeps all.
    thresholds : Thresholds
    work : Work
    verdicts : sequence of Verdict
        Each clustered level and space.
    """

    catalogue: str
    built_at: str
    n_products: int
    thresholds: Thresholds
    work: Work
    verdicts: Sequence[Verdict]
    branches: Sequence[str] = field(default=())

    @property
    def levels(self) -> tuple[int, ...]:
        """Levels with a verdict, from the top."""
        return tuple(sorted({verdict.evidence.level for verdict in self.verdicts}))

    def at(self, level: int) -> list[Verdict]:
        """Return the verdicts of a level."""
        return [verdict for verdict in self.verdicts if verdict.evidence.level == level]

    def best(self, level: int) -> Verdict | None:
        """Return the most favourable verdict of a level."""
        return best(self.at(level))


@dataclass(frozen=True)
class Workflow:
    """A way to work, what it saves, and how the verdict sees it.

    Attributes
    ----------
    name : str
        `automatic` or `assisted`.
    standing : str
        `advised`, `possible`, `not_advised` or `undecided`.
    savings : Savings
    """

    name: str
    standing: str
    savings: Savings

    @property
    def is_advised(self) -> bool:
        """Whether the verdict is for it."""
        return self.standing == "advised"


def workflows(verdict: Verdict, work: Work) -> list[Workflow]:
    """Return what each way to work would save, the advised one first.

    None without evidence; acceptance whose threshold is still to be found saves nobody knows
    how much.
    """
    strict, operating = verdict.evidence.strict, verdict.operating
    if strict is None or operating is None:
        return []
    automation, assistance = (STANDING[state] for state in (verdict.automation, verdict.assistance))
    found = [
        Workflow("automatic", automation, automatic(operating, work)),
        Workflow(
            "assisted",
            "possible" if "advised" == automation == assistance else assistance,
            assisted(strict, work),
        ),
    ]
    if operating.threshold is None and verdict.automation == UNDECIDED:
        del found[0]
    return sorted(found, key=lambda way: not way.is_advised)


def branches_of(verdict: Verdict) -> list[Branch]:
    """Return the branches of a verdict, at its threshold."""
    return verdict.evidence.branches(verdict.operating.threshold if verdict.operating else None)


def thinned(rule: VotingRule, points: int = CURVE_POINTS) -> list[tuple[float, float, float]]:
    """Return threshold, coverage and precision along a curve, at most `points` of them.

    Evenly spread over the coverage, each as the curve has it. The first ones, over
    fewer products than a precision can be read from, are left out.
    """
    enough = np.flatnonzero(rule.curve.coverage * rule.n >= FEWEST_ACCEPTED - 0.5)
    if not len(enough):
        return []
    threshold, coverage, precision = (values[enough] for values in rule.curve)
    places = np.searchsorted(coverage, np.linspace(coverage[0], coverage[-1], points))
    kept = np.unique(np.minimum(places, len(coverage) - 1))
    return [(float(threshold[at]), float(coverage[at]), float(precision[at])) for at in kept]


def record(report: Report) -> dict[str, object]:
    """Write a report as plain values; what is not a number becomes None."""
    return {
        "catalogue": report.catalogue,
        "built_at": report.built_at,
        "n_products": report.n_products,
        "branches": list(report.branches),
        "thresholds": asdict(report.thresholds),
        "work": asdict(report.work),
        "outcomes": list(OUTCOMES),
        "is_classifier_trained": False,
        "verdicts": [_verdict(verdict, report.work) for verdict in report.verdicts],
    }


def to_json(report: Report) -> str:
    """Write a report as JSON text."""
    return json.dumps(record(report), ensure_ascii=False, sort_keys=True, indent=1, allow_nan=False)


def _verdict(verdict: Verdict, work: Work) -> dict[str, object]:
    evidence, operating = verdict.evidence, verdict.operating
    agreement = evidence.agreement
    return {
        "level": evidence.level,
        "space": evidence.space,
        "outcome": verdict.outcome,
        "missing": evidence.missing,
        "lacks": verdict.lacks,
        "n": evidence.n,
        "n_categories": evidence.n_categories,
        "n_brands": evidence.n_groups,
        "reasons": [
            {**asdict(reason), "state": reason.state, "evidence": reason.evidence}
            for reason in verdict.reasons
        ],
        "agreement": agreement
        and {
            "ari": agreement.value,
            "interval": agreement.interval and list(agreement.interval),
            "null_high": agreement.null_high,
            "seed_mean": agreement.seed_mean,
            "seed_sd": agreement.seed_sd,
        },
        "operating": operating and _operating(operating),
        "strict": evidence.strict and _rule(evidence.strict),
        "plain": evidence.plain and _rule(evidence.plain),
        "savings": {
            way.name: {"standing": way.standing, **asdict(way.savings)}
            for way in workflows(verdict, work)
        },
        "branches": [
            {
                "path": list(branch.path),
                "n": branch.n,
                "first_right": branch.first_right,
                "coverage": branch.coverage,
                "precision": _plain(branch.precision),
                "precision_interval": list(branch.precision_interval),
            }
            for branch in branches_of(verdict)
        ],
    }


def _rule(rule: VotingRule) -> dict[str, object]:
    return {
        "first_right": rule.first_right,
        "first_interval": list(rule.first_interval),
        "aims": [_operating(each) for each in rule.targets],
        "curve": [
            {"threshold": threshold, "coverage": coverage, "precision": precision}
            for threshold, coverage, precision in thinned(rule)
        ],
    }


def _operating(operating: OperatingPoint) -> dict[str, object]:
    return {
        "aim": operating.aim,
        "threshold": operating.threshold,
        "coverage": operating.coverage,
        "coverage_interval": list(operating.coverage_interval),
        "precision": _plain(operating.precision),
        "precision_interval": list(operating.precision_interval),
    }


def _plain(value: float) -> float | None:
    return None if math.isnan(value) else value
