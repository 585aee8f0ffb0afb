"""Hours, money and errors, by hand."""

import pytest

from tests.verdict.evidence_factory import operating, rule
from verdict.savings import Estimate, Work, assisted, automatic

WORK = Work(minutes=3, check_minutes=1, hourly_cost=40, products=6000)


def near(estimate: Estimate) -> object:
    return pytest.approx((estimate.value, estimate.low, estimate.high))


def test_automatic_acceptance_saves_the_whole_time_of_what_it_accepts() -> None:
    saved = automatic(operating(), WORK)
    # 6,000 products x 3 min = 300 h; 70 % [60, 80] of them.
    assert near(saved.hours) == (210, 180, 240)
    assert near(saved.money) == (8400, 7200, 9600)
    # 4,200 accepted, 3 % wrong; at best 3,600 with 1 %, at worst 4,800 with 4 %.
    assert near(saved.errors) == (126, 36, 192)


def test_a_confirmed_suggestion_costs_the_check_of_every_product() -> None:
    saved = assisted(rule(), WORK)
    # 300 h x 85 % [80, 90], less 6,000 x 1 min = 100 h.
    assert near(saved.hours) == (155, 140, 170)
    assert near(saved.money) == (6200, 5600, 6800)
    assert near(saved.errors) == (0, 0, 0)


def test_checking_may_cost_more_than_it_saves() -> None:
    slow = Work(minutes=3, check_minutes=3, hourly_cost=40, products=6000)
    assert assisted(rule(), slow).hours.value == pytest.approx(-45)


def test_no_product_saves_nothing() -> None:
    assert automatic(operating(), Work(products=0)).money == Estimate(0, 0, 0)
