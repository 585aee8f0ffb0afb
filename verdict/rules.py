"""Automate, assist or not feasible: the rules, and the evidence that each rests on.

The lower end of a 95 % interval is what counts. The threshold of acceptance may aim
above the promised precision. The most cautious aim that covers enough is judged
first, and the next one only while the one before kept the promise: in a fixed order
several may be tried without a correction (Maurer, Hothorn & Lehmacher, 1995).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from verdict.evidence import Evidence, Operating, Rule

AUTOMATE, ASSIST, NOT_FEASIBLE, UNDECIDED = "automate", "assist", "not_feasible", "undecided"
OUTCOMES = (AUTOMATE, ASSIST, NOT_FEASIBLE, UNDECIDED)
"""From the best to the worst."""

ABOVE_CHANCE, PRECISION, COVERAGE, FIRST = "chance", "precision", "coverage", "first"

EVIDENCE_OF = {
    ABOVE_CHANCE: "agreement",
    PRECISION: "curve",
    COVERAGE: "curve",
    FIRST: "suggestions",
}
"""Which part of the evidence each reason rests on."""


@dataclass(frozen=True)
class Thresholds:
    """What is asked of the evidence; each can be changed by whoever reads it.

    Attributes
    ----------
    precision : float
        Share that must be right among what is accepted without a look.
    coverage : float
        Share of the products to accept, below which automation is not worth it.
    first_right : float
        Share of first suggestions that must be right to help a person.
    """

    precision: float = 0.95
    coverage: float = 0.5
    first_right: float = 0.6


@dataclass(frozen=True)
class Reason:
    """One rule: what was found against what was asked, and where the evidence stands."""

    rule: str
    holds: bool
    found: float
    asked: float

    @property
    def evidence(self) -> str:
        """Which part of the evidence the reason rests on."""
        return EVIDENCE_OF[self.rule]


@dataclass(frozen=True, eq=False)
class Verdict:
    """The outcome for one space and level.

    Attributes
    ----------
    evidence : Evidence
    outcome : str
        One of `OUTCOMES`.
    operating : Operating or None
        At which threshold to accept: the one that keeps the promise, else the one
        that aims at it.
    reasons : tuple of Reason
        Every rule, whether it holds or not.
    """

    evidence: Evidence
    outcome: str
    operating: Operating | None
    reasons: tuple[Reason, ...]

    @property
    def deciding(self) -> Reason | None:
        """The reason to name first: what stands in the way, or what carries the outcome."""
        by_rule = {reason.rule: reason for reason in self.reasons}
        if not by_rule:
            return None
        if self.outcome == NOT_FEASIBLE and not by_rule[ABOVE_CHANCE].holds:
            return by_rule[ABOVE_CHANCE]
        if self.outcome == NOT_FEASIBLE:
            return by_rule[FIRST]
        if not by_rule[PRECISION].holds:
            return by_rule[PRECISION]
        return by_rule[COVERAGE]


def operating_point(rule: Rule, thresholds: Thresholds) -> tuple[Operating, bool]:
    """Return where to accept, and whether the promised precision is kept there.

    Where no aim covers enough, it is the one that aims at the promise itself.
    """
    covering = [
        each
        for each in reversed(rule.aims)
        if each.threshold is not None and each.coverage_interval.low >= thresholds.coverage
    ]
    kept = list(takewhile(lambda each: _keeps(each, thresholds), covering))
    operating = (kept[-1:] or covering or rule.aims)[0]
    return operating, _keeps(operating, thresholds)


def _keeps(operating: Operating, thresholds: Thresholds) -> bool:
    return operating.precision_interval.low >= thresholds.precision


def decide(evidence: Evidence, thresholds: Thresholds) -> Verdict:
    """Hold the evidence against the thresholds.

    - automate: precision and coverage hold, and clusters agree better than chance;
    - assist: first suggestions are right often enough, and clusters agree better than chance;
    - not feasible: anything else;
    - undecided: too little to say.

    Parameters
    ----------
    evidence : Evidence
        Gathered for `thresholds.precision`.
    thresholds : Thresholds
    """
    agreement, strict = evidence.agreement, evidence.strict
    if agreement is None or strict is None:
        return Verdict(evidence, UNDECIDED, None, ())
    operating, kept = operating_point(strict, thresholds)
    coverage, first = operating.coverage_interval.low, strict.first_interval.low
    chance = agreement.low > agreement.null_high
    covers, helps = coverage >= thresholds.coverage, first >= thresholds.first_right
    reasons = (
        Reason(ABOVE_CHANCE, chance, agreement.low, agreement.null_high),
        Reason(PRECISION, kept, operating.precision_interval.low, thresholds.precision),
        Reason(COVERAGE, covers, coverage, thresholds.coverage),
        Reason(FIRST, helps, first, thresholds.first_right),
    )
    if chance and kept and covers:
        outcome = AUTOMATE
    elif chance and helps:
        outcome = ASSIST
    else:
        outcome = NOT_FEASIBLE
    return Verdict(evidence, outcome, operating, reasons)


def best(verdicts: Sequence[Verdict]) -> Verdict | None:
    """Return the most favourable one: by outcome, then by first suggestions that are right."""

    def rank(verdict: Verdict) -> tuple[int, float]:
        strict = verdict.evidence.strict
        return OUTCOMES.index(verdict.outcome), -strict.first_right if strict else 0.0

    return min(verdicts, key=rank, default=None)
