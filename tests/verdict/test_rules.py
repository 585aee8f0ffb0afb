"""The rules of the verdict, by hand and at their edges."""

import pytest

from agreement import Interval
from tests.verdict.evidence_factory import NOTHING, evidence, operating, rule
from verdict.evidence import Evidence
from verdict.rules import (
    ASSIST,
    AUTOMATE,
    FAILS,
    HOLDS,
    NOT_FEASIBLE,
    UNDECIDED,
    Thresholds,
    best,
    decide,
    operating_point,
)

ASKED = Thresholds()


def test_the_thresholds_that_are_shown_are_the_defaults() -> None:
    assert Thresholds(0.95, 0.5, 0.6) == ASKED


Ends = tuple[float, float]


@pytest.mark.parametrize(
    ("precision", "coverage", "first", "outcome", "named", "state"),
    [
        ((0.95, 1), (0.5, 0.8), (0.6, 0.9), AUTOMATE, "coverage", HOLDS),  # the edge is enough
        ((0.95, 1), (0.5, 0.8), (0.1, 0.3), AUTOMATE, "coverage", HOLDS),  # of few, yet sure
        ((0.9499, 1), (0.5, 0.8), (0.6, 0.9), ASSIST, "precision", UNDECIDED),
        ((0.9, 0.9499), (0.5, 0.8), (0.6, 0.9), ASSIST, "precision", FAILS),
        ((0.95, 1), (0.4999, 0.8), (0.6, 0.9), ASSIST, "coverage", UNDECIDED),
        ((0.94, 1), (0.3, 0.4999), (0.6, 0.9), ASSIST, "coverage", FAILS),
        ((0.94, 1), (0.4, 0.8), (0.5999, 0.9), UNDECIDED, "first", UNDECIDED),
        ((0.9, 0.94), (0.5, 0.8), (0.5999, 0.9), UNDECIDED, "first", UNDECIDED),
        ((0.9, 0.95), (0.5, 0.8), (0.5, 0.5999), UNDECIDED, "precision", UNDECIDED),
        ((0.95, 1), (0.4, 0.5), (0.5, 0.5999), UNDECIDED, "coverage", UNDECIDED),
        ((0.9, 0.94), (0.5, 0.8), (0.5, 0.5999), NOT_FEASIBLE, "first", FAILS),
        ((0.95, 1), (0.3, 0.4999), (0.5, 0.5999), NOT_FEASIBLE, "first", FAILS),
    ],
)
def test_the_ends_of_the_intervals_decide(
    precision: Ends, coverage: Ends, first: Ends, outcome: str, named: str, state: str
) -> None:
    at = operating(
        precision[0], coverage[0], precision_high=precision[1], coverage_high=coverage[1]
    )
    strict = rule(at, first_low=first[0], first_high=first[1])
    decision = decide(evidence(strict), ASKED)
    assert decision.outcome == outcome
    assert decision.deciding is not None
    assert (decision.deciding.rule, decision.deciding.state) == (named, state)
    assert (decision.lacks is not None) == (state == UNDECIDED)


@pytest.mark.parametrize(
    ("interval", "ari", "outcome"),
    [
        (Interval(0.011, 0.2), 0.1, AUTOMATE),
        (Interval(0.01, 0.2), 0.1, UNDECIDED),
        (Interval(-0.02, 0.009), 0.0, NOT_FEASIBLE),
        # Without an interval, a value that chance does not reach is above chance; another says
        # nothing.
        (None, 0.011, AUTOMATE),
        (None, 0.009, UNDECIDED),
    ],
)
def test_agreement_is_held_against_chance_whatever_the_suggestions(
    interval: Interval | None, ari: float, outcome: str
) -> None:
    decision = decide(evidence(interval=interval, ari=ari, null_high=0.01), ASKED)
    assert decision.outcome == outcome
    if outcome != AUTOMATE:
        assert decision.deciding is not None
        assert decision.deciding.rule == "chance"


@pytest.mark.parametrize(("n_effective", "lacks"), [(150, "products"), (5, "brands")])
def test_what_is_missing_are_brands_where_products_stand_and_fall_together(
    n_effective: float, lacks: str
) -> None:
    strict = rule(operating(0.9), first_low=0.5, first_high=0.95)
    assert decide(evidence(strict, n_effective=n_effective), ASKED).lacks == lacks


def test_every_reason_names_what_it_rests_on() -> None:
    reasons = decide(evidence(), ASKED).reasons
    assert [reason.rule for reason in reasons] == ["chance", "precision", "coverage", "first"]
    assert [reason.evidence for reason in reasons] == [
        "agreement",
        "curve",
        "curve",
        "suggestions",
    ]
    assert all(reason.holds for reason in reasons)


def test_what_is_asked_changes_the_outcome() -> None:
    measured = evidence(rule(operating(0.91, 0.6), first_low=0.7))
    assert decide(measured, ASKED).outcome == ASSIST
    assert decide(measured, Thresholds(precision=0.9)).outcome == AUTOMATE
    assert decide(measured, Thresholds(precision=0.9, coverage=0.61)).outcome == ASSIST
    assert decide(measured, Thresholds(first_right=0.75)).outcome == UNDECIDED
    assert decide(measured, Thresholds(precision=0.995, first_right=0.91)).outcome == NOT_FEASIBLE


def test_the_lowest_aim_that_reaches_the_target_is_used() -> None:
    targets = [
        operating(0.93, 0.8, 0.95),
        operating(0.955, 0.7, 0.96),
        operating(0.96, 0.6, 0.97),
        operating(0.99, 0.3, 0.99),  # covers too little to be tried
    ]
    assert operating_point(rule(*targets), ASKED) == (targets[1], True)
    assert decide(evidence(rule(*targets)), ASKED).outcome == AUTOMATE


def test_an_aim_is_tried_only_after_the_more_cautious_one_held() -> None:
    targets = [operating(0.96, 0.8, 0.95), operating(0.94, 0.6, 0.97)]
    assert operating_point(rule(*targets), ASKED) == (targets[1], False)


def test_an_aim_that_may_be_reached_is_shown_before_one_that_fails() -> None:
    targets = [operating(0.9, 0.6, 0.95, precision_high=0.94), operating(0.94, 0.3, 0.97)]
    assert operating_point(rule(*targets), ASKED) == (targets[1], False)
    assert decide(evidence(rule(*targets)), ASKED).automation == UNDECIDED
    assert decide(evidence(rule(*targets[:1])), ASKED).automation == FAILS


@pytest.mark.parametrize(("most", "automation"), [(0.4999, FAILS), (0.5, UNDECIDED)])
def test_where_nothing_is_accepted_automation_is_not_reached(most: float, automation: str) -> None:
    """Nor is it refused, unless the whole curve says that so many cannot be right."""
    strict = rule(NOTHING, most=most)
    assert operating_point(strict, ASKED) == (NOTHING, False)
    decision = decide(evidence(strict), ASKED)
    assert (decision.outcome, decision.automation) == (ASSIST, automation)


def test_too_little_to_say_is_an_outcome_of_its_own() -> None:
    decision = decide(Evidence("text", 1, n=12, n_categories=2, missing="products"), ASKED)
    assert (decision.outcome, decision.reasons, decision.deciding) == (UNDECIDED, (), None)


def test_the_best_is_by_outcome_then_by_first_suggestions() -> None:
    assist = decide(evidence(rule(operating(0.5), first=0.99), space="image"), ASKED)
    automate = decide(evidence(space="text"), ASKED)
    surer = decide(evidence(rule(first=0.88), space="fused"), ASKED)
    assert best([assist, automate, surer]) is surer
    assert best([assist, automate]) is automate
    assert best([]) is None


def test_what_may_still_turn_out_well_comes_before_what_is_refused() -> None:
    refused = decide(
        evidence(rule(operating(0.9, precision_high=0.94), first_high=0.5, first_low=0.4)), ASKED
    )
    open_ = decide(evidence(rule(operating(0.9), first=0.5, first_low=0.4, first_high=0.7)), ASKED)
    unknown = decide(Evidence("text", 1, n=12, n_categories=2, missing="products"), ASKED)
    assert (refused.outcome, open_.outcome) == (NOT_FEASIBLE, UNDECIDED)
    assert best([unknown, refused, open_]) is open_
    assert best([unknown, refused]) is refused
