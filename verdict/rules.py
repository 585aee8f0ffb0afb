"""Automate, assist or not feasible: the rules, and the evidence that each rests on.

A rule holds where the lower end of a 95 % interval reaches what is asked, and fails where
the upper end does not; between the two, the data do not decide. The threshold of
acceptance may aim above the promised precision. The most cautious aim that covers enough
is judged first, and the next one only while the one before kept the promise: in a fixed
order several may be tried without a correction (Maurer, Hothorn & Lehmacher, 1995).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from verdict.evidence import Evidence, OperatingPoint, VotingRule

AUTOMATE, ASSIST, NOT_FEASIBLE, UNDECIDED = "automate", "assist", "not_feasible", "undecided"
OUTCOMES = (AUTOMATE, ASSIST, NOT_FEASIBLE, UNDECIDED)
FAVOUR = (AUTOMATE, ASSIST, UNDECIDED, NOT_FEASIBLE)
"""From the best to the worst: what is not decided may still turn out well."""

HOLDS, FAILS = "holds", "fails"
"""States of a rule; the third is `UNDECIDED`."""

ABOVE_CHANCE, PRECISION, COVERAGE, FIRST = "chance", "precision", "coverage", "first"

EVIDENCE_OF = {
    ABOVE_CHANCE: "agreement",
    PRECISION: "curve",
    COVERAGE: "curve",
    FIRST: "suggestions",
}
"""Which part of the evidence each reason rests on."""

BRANDS, PRODUCTS = "brands", "products"
"""What there may be too few of."""


@dataclass(frozen=True)
class Thresholds:
    """What is asked of the evidence; each can be changed by whoever reads it.

    Attributes
    ----------
    precision : float
        Share that must be right among what is accepted without review.
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
    """One rule: what was found against what was asked, and where the evidence stands.

    Attributes
    ----------
    rule : str
    holds : bool
        Whether `found` reaches what is asked.
    found : float
        The lower end; of an agreement without an interval, its value.
    asked : float
    high : float or None
        The upper end; None where there is no interval.
    """

    rule: str
    holds: bool
    found: float
    asked: float
    high: float | None

    @property
    def state(self) -> str:
        """`HOLDS`, `FAILS` or `UNDECIDED`: what the whole interval says."""
        if self.holds:
            return HOLDS
        return FAILS if self.high is not None and self.high < self.asked else UNDECIDED

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
    operating : OperatingPoint or None
        At which threshold to accept: the one that keeps the promise, else the one
        that aims at it.
    reasons : tuple of Reason
        Every rule, whatever its state; empty where there is no evidence.
    """

    evidence: Evidence
    outcome: str
    operating: OperatingPoint | None
    reasons: tuple[Reason, ...]

    @property
    def automation(self) -> str:
        """Whether acceptance without review holds, fails or is undecided."""
        return _all_of(self.reasons, (ABOVE_CHANCE, PRECISION, COVERAGE))

    @property
    def assistance(self) -> str:
        """Whether suggestions to a person hold, fail or are undecided."""
        return _all_of(self.reasons, (ABOVE_CHANCE, FIRST))

    @property
    def deciding(self) -> Reason | None:
        """The reason to name first: what stands in the way, or what carries the outcome."""
        if not self.reasons:
            return None
        accepting = [self._of(PRECISION), self._of(COVERAGE)]
        if self.outcome == AUTOMATE:
            return accepting[-1]
        state = FAILS if self.outcome == NOT_FEASIBLE else UNDECIDED
        named = [self._of(ABOVE_CHANCE), self._of(FIRST), *accepting]
        if self.outcome == ASSIST:
            state, named = self.automation, accepting
        return next(reason for reason in named if reason.state == state)

    @property
    def lacks(self) -> str | None:
        """What there is too little of for the rule that is named; None where it is decided."""
        named, evidence = self.deciding, self.evidence
        if named is None or named.state != UNDECIDED:
            return evidence.missing
        # Products of a brand stand or fall together: more of the same brands would say little.
        is_of_few = evidence.n_groups > 0 and evidence.n_effective < evidence.n / 2
        return BRANDS if is_of_few and named.rule != ABOVE_CHANCE else PRODUCTS

    def _of(self, rule: str) -> Reason:
        return next(reason for reason in self.reasons if reason.rule == rule)


def operating_point(rule: VotingRule, thresholds: Thresholds) -> tuple[OperatingPoint, bool]:
    """Return where to accept, and whether the promised precision is kept there.

    Where no aim surely covers enough, it is the least cautious that still may, with the
    promise kept; where none may, the one that aims at the promise itself.
    """
    covering = [
        target
        for target in reversed(rule.targets)
        if target.threshold is not None and target.coverage_interval.low >= thresholds.coverage
    ]
    kept = list(takewhile(lambda target: _keeps(target, thresholds), covering))
    open_ = [
        target
        for target in rule.targets
        if target.precision_interval.high >= thresholds.precision
        and _most(rule, target, thresholds) >= thresholds.coverage
    ]
    likely = [target for target in covering if target in open_]
    operating = (kept[-1:] or likely or open_ or covering or rule.targets)[0]
    return operating, _keeps(operating, thresholds)


def _keeps(operating: OperatingPoint, thresholds: Thresholds) -> bool:
    return operating.precision_interval.low >= thresholds.precision


def _most(rule: VotingRule, operating: OperatingPoint, thresholds: Thresholds) -> float:
    """Return the share that may be accepted at most.

    A share that is too small as measured, on halves of the brands, is refused only where all
    the products say so too.
    """
    measured = operating.coverage_interval.high
    return measured if measured >= thresholds.coverage else max(measured, rule.most_covered)


def _all_of(reasons: Iterable[Reason], rules: Sequence[str]) -> str:
    """Return the state of several rules together."""
    states = {reason.state for reason in reasons if reason.rule in rules}
    if FAILS in states:
        return FAILS
    return HOLDS if states == {HOLDS} else UNDECIDED


def decide(evidence: Evidence, thresholds: Thresholds) -> Verdict:
    """Hold the evidence against the thresholds.

    - automate: precision and coverage hold, and clusters agree better than chance;
    - assist: first suggestions are right often enough, and clusters agree better than chance;
    - not feasible: both fail;
    - undecided: neither holds, and one of them may.

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
    coverage, precision = operating.coverage_interval, operating.precision_interval
    first = strict.first_interval
    reasons = (
        Reason(
            ABOVE_CHANCE,
            agreement.low > agreement.null_high,
            agreement.low,
            agreement.null_high,
            agreement.high,
        ),
        Reason(PRECISION, kept, precision.low, thresholds.precision, precision.high),
        Reason(
            COVERAGE,
            coverage.low >= thresholds.coverage,
            coverage.low,
            thresholds.coverage,
            _most(strict, operating, thresholds),
        ),
        Reason(
            FIRST,
            first.low >= thresholds.first_right,
            first.low,
            thresholds.first_right,
            first.high,
        ),
    )
    verdict = Verdict(evidence, UNDECIDED, operating, reasons)
    if verdict.automation == HOLDS:
        outcome = AUTOMATE
    elif verdict.assistance == HOLDS:
        outcome = ASSIST
    elif verdict.automation == verdict.assistance == FAILS:
        outcome = NOT_FEASIBLE
    else:
        outcome = UNDECIDED
    return replace(verdict, outcome=outcome)


def best(verdicts: Sequence[Verdict]) -> Verdict | None:
    """Return the most favourable one: by outcome, then by first suggestions that are right.

    One without evidence comes last, whatever the others say.
    """

    def rank(verdict: Verdict) -> tuple[bool, int, float]:
        strict = verdict.evidence.strict
        first = strict.first_right if strict else 0.0
        return not verdict.reasons, FAVOUR.index(verdict.outcome), -first

    return min(verdicts, key=rank, default=None)
