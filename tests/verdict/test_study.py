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


def case(suggestions: Votes | None = None) -> PreparedCase:
    """Every product has a vector but the first, and the second has no suggestion."""
    suggestions = suggestions or votes()
    suggested = Suggested(
        rows=np.arange(1, 240),
        category=[() if row == 1 else NAMES[suggestions.suggested[row]] for row in range(1, 240)],
        confidence=suggestions.confidence[1:],
    )
    clusters = (np.arange(240) + (np.arange(240) % 7 == 0)) % 3
    clusters[0] = NO_CLUSTER
    return prepare(
        "text",
        1,
        PATHS,
        np.arange(240) // 2,
        clusters,
        {"plain": suggested, "strict": suggested},
        (0.5, 0.02),
    )


def test_a_case_counts_the_products_with_a_vector_and_a_category() -> None:
    measured = measure(case(), None, 0.9)
    assert (measured.n, measured.n_categories, measured.n_groups) == (239, 3, 120)
    assert measured.names == tuple(NAMES)
    assert measured.agreement is not None
    clusters = case().clusters[1:]
    table = contingency_table(clusters, np.arange(1, 240) % 3)
    assert measured.agreement.value == adjusted_rand_index(table)
    assert (measured.agreement.seed_mean, measured.agreement.seed_sd) == (0.5, 0.02)


def test_a_product_without_a_suggestion_is_not_right_but_counts() -> None:
    suggestions = votes()
    measured = measure(case(suggestions), None, 0.9)
    right = suggestions.right.copy()
    right[1] = False
    assert measured.strict is not None
    assert measured.strict.first_right == pytest.approx(right[1:].mean())


def test_acceptance_is_measured_on_the_brands_that_did_not_choose_it() -> None:
    suggestions = votes()
    agreed = agree(suggestions.listed, suggestions.listed, suggestions.groups)
    measured = gather("text", 1, agreed, suggestions, suggestions, NAMES, 0.9)
    assert measured.strict is not None
    first = measured.strict.targets[0]
    [alone] = held_out_acceptances(
        suggestions.confidence, suggestions.right, suggestions.groups, [0.9]
    )
    assert (first.threshold, first.coverage) == (alone.threshold, alone.coverage)
    assert alone.precision_interval is not None
    assert first.precision_interval.low <= alone.precision_interval.low
    assert [aim.aim for aim in measured.strict.targets] == pytest.approx(
        [0.9, 0.92, 0.94, 0.96, 0.98]
    )


def test_suggestions_without_an_error_have_an_interval_below_one() -> None:
    sure = votes(120, right=2)
    measured = gather(
        "text", 1, agree(sure.listed, sure.listed, sure.groups), sure, sure, NAMES, 0.9
    )
    assert measured.strict is not None
    assert measured.strict.targets[0].precision == 1
    # 120 products by brands of two: worth 60, whose score interval starts at 0.94.
    assert measured.strict.targets[0].precision_interval.low == pytest.approx(0.94, abs=0.02)


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
    measured = measure(case(), visible, 0.9)
    assert (measured.missing, measured.strict) == (missing, None)
    assert measured.branches(0.5) == []


def test_without_suggestions_nothing_can_be_said() -> None:
    none = Suggested(np.empty(0, dtype=np.int64), [], np.empty(0))
    bare = prepare(
        "text", 1, PATHS, np.arange(240), np.arange(240) % 3, {"plain": none, "strict": none},
        (None, None),
    )  # fmt: skip
    assert measure(bare, None, 0.9).missing == "suggestions"


def test_branches_are_counted_by_what_is_suggested_and_the_surest_come_first() -> None:
    suggestions = votes()
    measured = measure(case(suggestions), None, 0.9)
    branches = measured.branches(0.7)
    assert {branch.path for branch in branches} == set(NAMES)
    lows = [branch.precision_interval.low for branch in branches]
    assert lows == sorted(lows, reverse=True)
    with_vector = np.arange(240) > 1
    for branch in branches:
        into = with_vector & (suggestions.suggested == NAMES.index(branch.path))
        sure = into & (suggestions.confidence >= 0.7)
        assert branch.n == into.sum()
        assert branch.coverage == pytest.approx(sure.sum() / into.sum())
        assert branch.precision == pytest.approx(suggestions.right[sure].mean())
    assert all(math.isnan(branch.precision) for branch in measured.branches(None))


def test_small_branches_are_left_out() -> None:
    few = np.arange(240) < 3 * FEWEST_IN_BRANCH
    measured = measure(case(votes(right=2)), few | (np.arange(240) % 3 == 0), 0.9)
    assert {branch.path for branch in measured.branches(0.5)} == {("A",), ("C",)}


def suggestions_of(
    brands: np.ndarray[tuple[int], np.dtype[np.int64]], **changed: NDArray[Any]
) -> Votes:
    """Three categories, each suggestion right; what is changed of it."""
    listed = np.arange(len(brands)) % 3
    return dataclasses.replace(Votes(np.full(len(brands), 0.9), listed, listed, brands), **changed)


def test_a_single_brand_leaves_nobody_to_vote() -> None:
    suggestions = suggestions_of(np.zeros(60, np.int64), confidence=np.full(60, np.nan))
    scored = agree(suggestions.listed, suggestions.listed, suggestions.groups)
    assert gather("text", 1, scored, suggestions, suggestions, NAMES, 0.9).missing == "brands"
    # A product without a brand is of none: that its neighbours may not vote has another reason.
    some = dataclasses.replace(suggestions, groups=np.arange(60) // 59 - 1)
    assert gather("text", 1, scored, some, some, NAMES, 0.9).missing == "suggestions"


def test_what_nobody_may_vote_for_is_wrong_at_one_end_and_right_at_the_other() -> None:
    confidence = np.where(np.arange(240) < 120, 0.9, np.nan)
    suggestions = suggestions_of(np.full(240, -1), confidence=confidence)
    agreed = agree(suggestions.listed, suggestions.listed, suggestions.groups)
    measured = gather("text", 1, agreed, suggestions, suggestions, NAMES, 0.9).strict
    assert measured is not None
    assert measured.first_right == 0.5
    assert measured.first_interval.low < 0.5
    assert measured.first_interval.high > 0.98
    assert measured.most_covered == 1


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
    suggestions = suggestions_of(
        np.full(n, -1),
        confidence=np.where(rows < sure, 0.9, 0.5),
        suggested=np.where((rows < sure) | (rows % 2 == 0), listed, (listed + 1) % 3),
    )
    measured = gather(
        "text", 1, agree(listed, listed, rows), suggestions, suggestions, NAMES, 0.95
    ).strict
    assert measured is not None
    assert measured.most_covered == most
