"""From what a database holds to the evidence."""

import dataclasses
import math
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from agreement import adjusted_rand_index, contingency_table, held_out_acceptances
from tests.verdict.evidence_factory import votes
from verdict.evidence import FEWEST_IN_BRANCH, Votes, agree, gather
from verdict.study import NO_CLUSTER, PreparedCase, Suggested, measure, prepare

NAMES: list[tuple[str, ...]] = [("A",), ("B",), ("C",)]
PATHS = [("A", "x"), ("B", "y"), ("C",)] * 80


def case(given: Votes | None = None) -> PreparedCase:
    """Every product has a vector but the first, and the second has no suggestion."""
    given = given or votes()
    suggested = Suggested(
        rows=np.arange(1, 240),
        category=[() if row == 1 else NAMES[given.suggested[row]] for row in range(1, 240)],
        confidence=given.confidence[1:],
    )
    clusters = (np.arange(240) + (np.arange(240) % 7 == 0)) % 3
    clusters[0] = NO_CLUSTER
    return prepare(
        "text",
        1,
        PATHS,
        [f"brand {row // 2}" for row in range(240)],
        clusters,
        {"plain": suggested, "strict": suggested},
        (0.5, 0.02),
    )


def test_a_case_counts_the_products_with_a_vector_and_a_category() -> None:
    found = measure(case(), None, 0.9)
    assert (found.n, found.n_categories, found.n_brands) == (239, 3, 120)
    assert found.names == tuple(NAMES)
    assert found.agreement is not None
    clusters = case().clusters[1:]
    table = contingency_table(clusters, np.arange(1, 240) % 3)
    assert found.agreement.value == adjusted_rand_index(table)
    assert (found.agreement.seed_mean, found.agreement.seed_sd) == (0.5, 0.02)


def test_a_product_without_a_suggestion_is_not_right_but_counts() -> None:
    given = votes()
    found = measure(case(given), None, 0.9)
    right = given.right.copy()
    right[1] = False
    assert found.strict is not None
    assert found.strict.first_right == pytest.approx(right[1:].mean())


def test_acceptance_is_measured_on_the_brands_that_did_not_choose_it() -> None:
    given = votes()
    found = gather("text", 1, agree(given.listed, given.listed), given, given, NAMES, 0.9)
    assert found.strict is not None
    first = found.strict.targets[0]
    [alone] = held_out_acceptances(given.confidence, given.right, given.brands, [0.9])
    assert (first.threshold, first.coverage) == (alone.threshold, alone.coverage)
    assert alone.precision_interval is not None
    assert first.precision_interval.low <= alone.precision_interval.low
    assert [aim.aim for aim in found.strict.targets] == pytest.approx([0.9, 0.92, 0.94, 0.96, 0.98])


def test_suggestions_without_an_error_do_not_promise_perfection() -> None:
    sure = votes(120, right=2)
    found = gather("text", 1, agree(sure.listed, sure.listed), sure, sure, NAMES, 0.9)
    assert found.strict is not None
    assert found.strict.targets[0].precision == 1
    # 120 products by brands of two: worth 60, whose score interval starts at 0.94.
    assert found.strict.targets[0].precision_interval.low == pytest.approx(0.94, abs=0.02)


@pytest.mark.parametrize(
    ("visible", "missing"),
    [
        (np.arange(240) < 30, "products"),  # the first has no vector: 29 are left
        (np.arange(240) % 3 == 1, "categories"),
        (np.zeros(240, dtype=bool), "products"),
    ],
)
def test_what_a_filter_leaves_may_be_too_little(
    visible: np.ndarray[tuple[int], np.dtype[np.bool_]], missing: str
) -> None:
    found = measure(case(), visible, 0.9)
    assert (found.missing, found.strict) == (missing, None)
    assert found.branches(0.5) == []


def test_without_suggestions_nothing_can_be_said() -> None:
    none = Suggested(np.empty(0, dtype=np.int64), [], np.empty(0))
    bare = prepare(
        "text", 1, PATHS, [None] * 240, np.arange(240) % 3, {"plain": none, "strict": none},
        (None, None),
    )  # fmt: skip
    assert measure(bare, None, 0.9).missing == "suggestions"


def test_branches_are_counted_by_what_is_suggested_and_the_surest_come_first() -> None:
    given = votes()
    found = measure(case(given), None, 0.9)
    branches = found.branches(0.7)
    assert {branch.path for branch in branches} == set(NAMES)
    lows = [branch.precision_interval.low for branch in branches]
    assert lows == sorted(lows, reverse=True)
    held = np.arange(240) > 1
    for branch in branches:
        into = held & (given.suggested == NAMES.index(branch.path))
        sure = into & (given.confidence >= 0.7)
        assert branch.n == into.sum()
        assert branch.coverage == pytest.approx(sure.sum() / into.sum())
        assert branch.precision == pytest.approx(given.right[sure].mean())
    assert all(math.isnan(branch.precision) for branch in found.branches(None))


def test_small_branches_are_left_out() -> None:
    few = np.arange(240) < 3 * FEWEST_IN_BRANCH
    found = measure(case(votes(right=2)), few | (np.arange(240) % 3 == 0), 0.9)
    assert {branch.path for branch in found.branches(0.5)} == {("A",), ("C",)}


def dealt(brands: np.ndarray[tuple[int], np.dtype[np.int64]], **changed: NDArray[Any]) -> Votes:
    """Three categories, each suggestion right; what is changed of it."""
    listed = np.arange(len(brands)) % 3
    return dataclasses.replace(Votes(np.full(len(brands), 0.9), listed, listed, brands), **changed)


def test_a_single_brand_leaves_nobody_to_vote() -> None:
    given = dealt(np.zeros(60, np.int64), confidence=np.full(60, np.nan))
    scored = agree(given.listed, given.listed)
    assert gather("text", 1, scored, given, given, NAMES, 0.9).missing == "brands"
    # A product without a brand is of none: that its neighbours may not vote has another reason.
    some = dataclasses.replace(given, brands=np.arange(60) // 59 - 1)
    assert gather("text", 1, scored, some, some, NAMES, 0.9).missing == "suggestions"


def test_what_nobody_may_vote_for_is_wrong_at_one_end_and_right_at_the_other() -> None:
    confidence = np.where(np.arange(240) < 120, 0.9, np.nan)
    given = dealt(np.full(240, -1), confidence=confidence)
    found = gather("text", 1, agree(given.listed, given.listed), given, given, NAMES, 0.9).strict
    assert found is not None
    assert found.first_right == 0.5
    assert found.first_interval.low < 0.5
    assert found.first_interval.high > 0.98
    assert found.most_covered == 1


@pytest.mark.parametrize(
    ("n", "sure", "most"),
    [
        (40, 40, 1.0),  # too few on a half for a threshold, yet all are right
        (400, 100, 0.25),  # the others are wrong half of the time, whatever the threshold
        (400, 0, 0.0),
    ],
)
def test_a_share_is_refused_only_where_all_the_products_say_so(
    n: int, sure: int, most: float
) -> None:
    rows = np.arange(n)
    listed = rows % 3
    given = dealt(
        np.full(n, -1),
        confidence=np.where(rows < sure, 0.9, 0.5),
        suggested=np.where((rows < sure) | (rows % 2 == 0), listed, (listed + 1) % 3),
    )
    found = gather("text", 1, agree(listed, listed), given, given, NAMES, 0.95).strict
    assert found is not None
    assert found.most_covered == most
