"""What is said of a cluster can be counted by hand."""

from dataclasses import astuple

import numpy as np
import pytest
from numpy.typing import NDArray

from etl.analysis import describe
from etl.analysis.neighbours import nearest
from etl.config import DescribeSettings

SETTINGS = DescribeSettings()
DOCUMENTS = [
    ["mug", "mug", "tea", "acme"],
    ["mug", "tea"],
    ["shirt", "mug"],
    ["shirt", "hat"],
    ["hat", "tea"],
]


def labels(*values: int) -> NDArray[np.int64]:
    return np.array(values, dtype=np.int64)


def words_of(
    documents: list[list[str]], clusters: NDArray[np.int64], settings: DescribeSettings = SETTINGS
) -> list[describe.ClusterWord]:
    return describe.distinctive_words(describe.count_words(documents), clusters, settings)


def test_the_weight_is_that_of_the_formula() -> None:
    """12 tokens in 2 clusters: 6 a cluster in the mean. Four mugs, three of them in cluster 0."""
    mug, tea, hat, shirt = words_of(DOCUMENTS, labels(0, 0, 1, 1, 1))
    assert astuple(mug) == (0, 1, "mug", pytest.approx(3 / 6 * np.log(1 + 6 / 4)), 2, 1)
    assert astuple(tea) == (0, 2, "tea", pytest.approx(2 / 6 * np.log(1 + 6 / 3)), 2, 1)
    weight = pytest.approx(2 / 6 * np.log(1 + 6 / 2))
    assert astuple(hat) == (1, 1, "hat", weight, 2, 0)
    assert astuple(shirt) == (1, 2, "shirt", weight, 2, 0)


def test_noise_counts_as_the_rest_and_has_no_words() -> None:
    distinctive = words_of(DOCUMENTS, labels(0, 0, -1, -1, -1))
    assert [(one.cluster, one.word, one.n_inside, one.n_outside) for one in distinctive] == [
        (0, "mug", 2, 1),
        (0, "tea", 2, 1),
    ]


def test_a_word_of_one_product_however_often_is_no_word_of_the_cluster() -> None:
    loud = [["acme"] * 50 + ["mug"], ["mug"], ["hat"], ["hat"]]
    assert {one.word for one in words_of(loud, labels(0, 0, 1, 1))} == {"mug", "hat"}


def test_a_word_must_be_in_more_than_a_tenth_of_the_cluster() -> None:
    documents = [["mug", *(["acme"] if i < 2 else [])] for i in range(20)]
    others = [["hat"], ["hat"]]
    clusters = labels(*[0] * 20, 1, 1)
    assert {one.word for one in words_of(documents + others, clusters)} == {"mug", "hat"}
    documents[2].append("acme")
    assert {one.word for one in words_of(documents + others, clusters)} == {"mug", "hat", "acme"}


def test_a_word_that_is_as_common_outside_does_not_tell_the_cluster() -> None:
    documents = [["mug", "new"], ["mug", "new"], ["hat", "new"], ["hat", "new"]]
    assert {one.word for one in words_of(documents, labels(0, 0, 1, 1))} == {"mug", "hat"}


def test_at_most_so_many_words_and_equal_ones_by_the_alphabet() -> None:
    documents = [["tea", "mug", "cup"]] * 2 + [["hat"]] * 2
    distinctive = words_of(documents, labels(0, 0, 1, 1), DescribeSettings(words=2))
    assert [(one.rank, one.word) for one in distinctive] == [(1, "cup"), (2, "mug"), (1, "hat")]


@pytest.mark.parametrize("documents", [[[], []], [["mug"], []]])
def test_clusters_without_shared_words_have_none(documents: list[list[str]]) -> None:
    assert words_of(documents, labels(0, 1)) == []


def test_one_cluster_has_the_words_of_most_products() -> None:
    """Nothing is outside: every word of two products tells what all of it is about."""
    assert [one.word for one in words_of([["mug"], ["mug", "tea"]], labels(0, 0))] == ["mug"]


def unit(*degrees: float) -> NDArray[np.float32]:
    angle = np.deg2rad(degrees)
    return np.column_stack([np.cos(angle), np.sin(angle)]).astype(np.float32)


def test_medoids_are_the_nearest_to_the_middle() -> None:
    """Cluster 0 at 0, 20 and 40 degrees: its middle is at 20."""
    medoids = describe.medoids(unit(0, 90, 20, 200, 40), labels(0, 1, 0, -1, 0), SETTINGS)
    beside = pytest.approx(np.cos(np.deg2rad(20)))
    assert [astuple(medoid) for medoid in medoids] == [
        (0, 1, 2, pytest.approx(1)),
        (0, 2, 0, beside),
        (0, 3, 4, beside),
        (1, 1, 1, pytest.approx(1)),
    ]


def test_at_most_so_many_medoids_and_copies_in_the_order_of_the_catalogue() -> None:
    medoids = describe.medoids(unit(*[33] * 5), labels(*[0] * 5), DescribeSettings(medoids=3))
    assert [(one.rank, one.row) for one in medoids] == [(1, 0), (2, 1), (3, 2)]


def test_a_cluster_without_a_middle_is_no_failure() -> None:
    medoids = describe.medoids(unit(0, 180), labels(0, 0), SETTINGS)
    assert [(one.row, one.similarity) for one in medoids] == [(0, 0), (1, 0)]


def side(products: list[int], *degrees: float) -> describe.Side:
    vectors = unit(*degrees)
    return describe.Side(np.array(products), vectors, nearest(vectors, 3))


def pairs(duplicates: describe.Pairs) -> list[tuple[int, int]]:
    return list(zip(duplicates.first.tolist(), duplicates.second.tolist(), strict=True))


# cos(5°) = 0.996, cos(11°) = 0.982, cos(12°) = 0.978
def test_text_and_photo_must_both_say_so() -> None:
    text = side([0, 1, 2, 3], 0, 5, 90, 95)
    image = side([0, 1, 2, 3], 0, 11, 90, 102)
    duplicates = describe.near_duplicates(4, text, image, 0.98)
    assert pairs(duplicates) == [(0, 1)]
    np.testing.assert_allclose(duplicates.text, np.cos(np.deg2rad(5)), atol=1e-6)
    np.testing.assert_allclose(duplicates.image, np.cos(np.deg2rad(11)), atol=1e-6)


def test_a_missing_side_has_no_say() -> None:
    """Product 1 has no photo, product 3 no text; product 0 and 2 have both."""
    text = side([0, 1, 2], 0, 5, 90)
    image = side([0, 2, 3], 0, 90, 92)
    duplicates = describe.near_duplicates(4, text, image, 0.98)
    assert pairs(duplicates) == [(0, 1), (2, 3)]
    np.testing.assert_array_equal(np.isnan(duplicates.text), [False, True])
    np.testing.assert_array_equal(np.isnan(duplicates.image), [True, False])


def test_each_pair_comes_once_in_the_order_of_the_catalogue() -> None:
    text = side([1, 4, 5], 2, 0, 1)
    assert pairs(describe.near_duplicates(6, text, None, 0.98)) == [(1, 4), (1, 5), (4, 5)]
    assert pairs(describe.near_duplicates(6, None, text, 0.98)) == [(1, 4), (1, 5), (4, 5)]


def test_without_vectors_there_are_no_pairs() -> None:
    assert pairs(describe.near_duplicates(3, None, None, 0.98)) == []


def test_many_pairs_are_measured_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    text = side(list(range(5)), 0, 1, 2, 3, 60)
    whole = describe.near_duplicates(5, text, text, 0.98)
    monkeypatch.setattr(describe, "PAIRS", 2)
    parts = describe.near_duplicates(5, text, text, 0.98)
    assert pairs(parts) == pairs(whole)
    np.testing.assert_array_equal(parts.text, whole.text)
