"""Scores are scikit-learn's, over the products that have a category."""

from collections import Counter

import numpy as np
import pytest
from numpy.typing import NDArray
from sklearn import metrics

from agreement import ari_interval, contingency_table, grouped_ari
from etl.analysis import evaluate
from etl.analysis.labels import NOISE
from etl.config import EvaluateSettings

SETTINGS = EvaluateSettings()
RNG = np.random.default_rng(4)
EACH = np.arange(200)
"""Groups of one product each."""


def clustered(paths: list[tuple[str, ...]]) -> list[bool]:
    return [level.is_clustered for level in evaluate.category_levels(paths, SETTINGS)]


def test_levels_are_coded_from_the_top_in_sorted_order() -> None:
    paths = [("B", "x"), ("A", "x"), ("A",), (), ("B", "x", "deep")]
    levels = evaluate.category_levels(paths, SETTINGS)
    assert [level.level for level in levels] == [1, 2, 3]
    assert levels[0].codes.tolist() == [1, 0, 0, -1, 1]
    # The same name below another parent is another category.
    assert levels[1].codes.tolist() == [1, 0, -1, -1, 1]
    assert [(level.n_categories, level.n_products) for level in levels] == [(2, 4), (2, 3), (1, 1)]


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        ([("A",)] * 8 + [()] * 2, [True]),  # 80 %
        ([("A",)] * 7 + [()] * 3, [False]),
        ([("A",)] * 5 + [("B",)] * 5, [True]),  # 5 in the mean category
        ([("A",)] * 5 + [("B",)] * 4, [False]),
        ([("A",)] * 17 + [("B",)] * 2 + [("C",)], [True]),
        ([("A", "x")] * 8 + [("A",)] * 2, [True, True]),
        ([("A", "x")] * 7 + [("A",)] * 3, [True, False]),
        ([()] * 10, []),
        ([], []),
    ],
)
def test_a_level_is_clustered_when_most_products_reach_it_and_its_categories_are_not_tiny(
    paths: list[tuple[str, ...]], expected: list[bool]
) -> None:
    assert clustered(paths) == expected


def test_among_some_products_only_their_categories_count() -> None:
    (level,) = evaluate.category_levels([("A",), ("B",), ("C",), (), ("C",)], SETTINGS)
    some = level.among(np.array([0, 3, 4]))
    assert some.codes.tolist() == [0, -1, 1]
    assert (some.n_categories, some.n_products) == (2, 2)


@pytest.fixture
def pair() -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Labels with noise, and categories of which some are lacking."""
    codes = RNG.integers(-1, 4, size=200)
    labels = np.where(RNG.random(200) < 0.6, codes, RNG.integers(-1, 4, size=200))
    return labels, codes


def test_scores_are_those_of_scikit_learn_where_there_is_a_category(
    pair: tuple[NDArray[np.int64], NDArray[np.int64]],
) -> None:
    labels, codes = pair
    has = codes >= 0
    scores = {score.metric: score for score in evaluate.score(labels, codes, 2, EACH)}
    truth, guess = codes[has], labels[has]
    expected = {
        "ari": metrics.adjusted_rand_score(truth, guess),
        "ami": metrics.adjusted_mutual_info_score(truth, guess),
        "v_measure": metrics.v_measure_score(truth, guess),
        "homogeneity": metrics.homogeneity_score(truth, guess),
        "completeness": metrics.completeness_score(truth, guess),
    }
    assert {metric: score.value for metric, score in scores.items()} == pytest.approx(expected)
    assert {(score.level, score.n) for score in scores.values()} == {(2, int(has.sum()))}
    interval = (scores["ari"].ci_low, scores["ari"].ci_high)
    assert interval == grouped_ari(guess, truth, EACH[has]).interval
    by_product = (scores["ari"].ci_product_low, scores["ari"].ci_product_high)
    assert by_product == ari_interval(contingency_table(guess, truth))
    assert {score.ci_low for metric, score in scores.items() if metric != "ari"} == {None}


def test_no_category_no_score() -> None:
    nothing = np.full(5, -1)
    assert evaluate.score(np.zeros(5, dtype=np.int64), nothing, 1, EACH[:5]) == []
    assert evaluate.seed_spread([np.zeros(5, dtype=np.int64)] * 2, nothing, 1) == []


def test_against_one_category_there_is_no_score() -> None:
    """Every index would be 1, whatever the clusters."""
    one, labels = np.zeros(8, np.int64), np.array([0, 1, 2, -1] * 2)
    task = evaluate.Task(
        labels,
        [evaluate.Level(1, one, is_clustered=True)],
        [labels, one],
        [((np.arange(8), labels), (np.arange(8), labels))] * 2,
        EACH[:8],
        interval=True,
        null=True,
    )
    assert evaluate.evaluate(task) == []
    # The products in a cluster, and each part, may have one category where all have two.
    two = np.array([0, 0, 0, 1] * 2)
    metrics = {score.metric for score in evaluate.without_noise(labels, two, 1, EACH[:8])}
    assert metrics == {"noise_share"}
    part = np.arange(3), labels[:3]
    assert evaluate.halves_spread([(part, part)] * 2, two, 1) == []


def test_the_seeds_spread_is_their_mean_and_sample_deviation() -> None:
    codes = np.array([0, 0, 1, 1, -1])
    same, crossed = np.array([1, 1, 0, 0, 0]), np.array([0, 1, 0, 1, 0])
    mean, spread = evaluate.seed_spread([same, crossed], codes, 1)
    # By hand: ARI 1, and -1/2 (no pair together in both, 2 in each, 2/3 expected).
    assert (mean.metric, mean.n, spread.metric) == ("ari_seed_mean", 4, "ari_seed_sd")
    assert (mean.value, spread.value) == pytest.approx((0.25, 1.5 / np.sqrt(2)))
    assert evaluate.seed_spread([same], codes, 1) == []


def test_the_halves_say_what_another_sample_clustered_anew_would_move() -> None:
    codes = np.array([0, 0, 1, 1, 0, 0, 1, 1, -1])
    first, second = np.arange(4), np.arange(4, 9)
    right, crossed = np.array([1, 1, 0, 0]), np.array([0, 1, 0, 1, 0])
    mean, spread = evaluate.halves_spread([((first, right), (second, crossed))] * 2, codes, 1)
    # By hand: ARI 1 and -1/2, half of whose difference is 0.75.
    assert (mean.metric, mean.n, spread.metric) == ("ari_halves_mean", 4, "ari_halves_sd")
    assert (mean.value, spread.value) == pytest.approx((0.25, 0.75))


def test_the_default_is_the_run_that_agrees_best_with_the_others() -> None:
    good = np.repeat([0, 1, 2], 10)
    renamed = (good + 1) % 3
    near, far = good.copy(), np.tile([0, 1, 2], 10)
    near[:2] = 1
    runs = [far, near, renamed, good]
    assert evaluate.most_central(runs) == 2  # equal to `good`, and before it
    agreement = [
        sum(metrics.adjusted_rand_score(run, other) for other in runs if other is not run)
        for run in runs
    ]
    assert evaluate.most_central(runs) == int(np.argmax(np.round(agreement, 12)))
    assert evaluate.most_central([far]) == 0


def test_a_clustering_is_scored_against_each_of_its_levels() -> None:
    labels = np.repeat([0, 1], 6)
    levels = evaluate.category_levels([("A", "x")] * 6 + [("B", "y")] * 6, SETTINGS)
    odd, even = np.arange(1, 12, 2), np.arange(0, 12, 2)
    halves = [((odd, labels[odd]), (even, labels[even]))] * 2
    task = evaluate.Task(
        labels, levels, [labels, labels], halves, EACH[:12], interval=True, null=True
    )
    counted = Counter((score.level, score.metric) for score in evaluate.evaluate(task))
    for_a_level = ("ari", "ami", "v_measure", "homogeneity", "completeness")
    of_seeds = ("ari_seed_mean", "ari_seed_sd")
    of_parts = ("ari_halves_mean", "ari_halves_sd")
    of_chance = ("ari_null_mean", "ari_null_high")
    assert counted == Counter(
        [
            (level, metric)
            for level in (1, 2)
            for metric in (*for_a_level, *of_seeds, *of_parts, *of_chance)
        ]
    )


def test_noise_is_counted_and_the_rest_scored_alone() -> None:
    codes = np.repeat([0, 1], 30)
    labels = codes.copy()
    labels[::10] = NOISE
    labels[1:8] = 1  # seven of the first category in the other cluster
    scores = {score.metric: score for score in evaluate.without_noise(labels, codes, 1, EACH[:60])}
    assert scores["noise_share"].value == pytest.approx(6 / 60)
    kept = labels >= 0
    expected = metrics.adjusted_rand_score(codes[kept], labels[kept])
    assert scores["ari_without_noise"].value == pytest.approx(expected, abs=1e-12)
    assert scores["ari_without_noise"].n == 54


def test_chance_gives_a_score_of_zero_on_average() -> None:
    codes = np.arange(700) % 7
    values = {score.metric: score.value for score in evaluate.null(codes, codes, 1)}
    assert values["ari_null_mean"] == pytest.approx(0, abs=0.001)
    assert 0 < values["ari_null_high"] < 0.02


def test_agreement_between_runs_is_the_mean_over_their_pairs() -> None:
    runs = [RNG.integers(0, 3, 50) for _ in range(3)]
    pairs = [(0, 1), (0, 2), (1, 2)]
    expected = np.mean([metrics.adjusted_rand_score(runs[a], runs[b]) for a, b in pairs])
    assert evaluate.between_runs(runs) == pytest.approx(expected, abs=1e-12)
    alone = metrics.adjusted_rand_score(runs[0], runs[1])
    assert evaluate.between_runs(runs[:1], runs[1:2]) == pytest.approx(alone, abs=1e-12)
    assert evaluate.between_runs(runs[:1]) is None
