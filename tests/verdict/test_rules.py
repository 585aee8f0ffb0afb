"""The rules of the verdict, by hand and at their edges."""

import dataclasses

import pytest

from agreement import Interval
from tests.verdict.made import evidence, operating, rule
from verdict.evidence import Evidence
from verdict.rules import (
    ASSIST,
    AUTOMATE,
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


@pytest.mark.parametrize(
    ("precision_low", "coverage_low", "first_low", "outcome", "named"),
    [
        (0.95, 0.5, 0.6, AUTOMATE, "coverage"),  # on the edge is enough
        (0.9499, 0.5, 0.6, ASSIST, "precision"),
        (0.95, 0.4999, 0.6, ASSIST, "coverage"),
        (0.94, 0.4, 0.6, ASSIST, "precision"),
        (0.94, 0.4, 0.5999, NOT_FEASIBLE, "first"),
        (0.95, 0.5, 0.1, AUTOMATE, "coverage"),  # sure of few, yet sure
    ],
)
def test_the_lower_ends_decide(
    precision_low: float, coverage_low: float, first_low: float, outcome: str, named: str
) -> None:
    strict = rule(operating(precision_low, coverage_low), first_low=first_low)
    found = decide(evidence(strict), ASKED)
    assert found.outcome == outcome
    assert found.deciding is not None
    assert found.deciding.rule == named


def test_no_better_than_chance_is_not_feasible_whatever_the_suggestions() -> None:
    for given in (
        evidence(interval=Interval(0.01, 0.2), null_high=0.01),
        evidence(interval=None, ari=0.009, null_high=0.01),
    ):
        found = decide(given, ASKED)
        assert found.outcome == NOT_FEASIBLE
        assert found.deciding is not None
        assert found.deciding.rule == "chance"
    assert decide(evidence(interval=Interval(0.011, 0.2)), ASKED).outcome == AUTOMATE


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
    given = evidence(rule(operating(0.91, 0.6), first_low=0.7))
    assert decide(given, ASKED).outcome == ASSIST
    assert decide(given, Thresholds(precision=0.9)).outcome == AUTOMATE
    assert decide(given, Thresholds(precision=0.9, coverage=0.61)).outcome == ASSIST
    assert decide(given, Thresholds(first_right=0.75)).outcome == NOT_FEASIBLE


def test_the_least_cautious_aim_that_still_keeps_the_promise_is_used() -> None:
    aims = [
        operating(0.93, 0.8, 0.95),
        operating(0.955, 0.7, 0.96),
        operating(0.96, 0.6, 0.97),
        operating(0.99, 0.3, 0.99),  # covers too little to be tried
    ]
    assert operating_point(rule(*aims), ASKED) == (aims[1], True)
    assert decide(evidence(rule(*aims)), ASKED).outcome == AUTOMATE


def test_an_aim_is_tried_only_after_the_more_cautious_one_held() -> None:
    aims = [operating(0.96, 0.8, 0.95), operating(0.94, 0.6, 0.97)]
    assert operating_point(rule(*aims), ASKED) == (aims[1], False)


def test_where_nothing_is_accepted_nothing_is_promised() -> None:
    nothing = dataclasses.replace(
        operating(), threshold=None, coverage=0, coverage_interval=Interval(0, 0),
        precision_interval=Interval(0, 1),
    )  # fmt: skip
    assert operating_point(rule(nothing), ASKED) == (nothing, False)
    assert decide(evidence(rule(nothing)), Thresholds(coverage=0)).outcome == ASSIST


def test_too_little_to_say_is_an_outcome_of_its_own() -> None:
    found = decide(Evidence("text", 1, n=12, n_categories=2, missing="products"), ASKED)
    assert (found.outcome, found.reasons, found.deciding) == (UNDECIDED, (), None)


def test_the_best_is_by_outcome_then_by_first_suggestions() -> None:
    assist = decide(evidence(rule(operating(0.5), first=0.99), space="image"), ASKED)
    automate = decide(evidence(space="text"), ASKED)
    surer = decide(evidence(rule(first=0.88), space="fused"), ASKED)
    assert best([assist, automate, surer]) is surer
    assert best([assist, automate]) is automate
    assert best([]) is None
