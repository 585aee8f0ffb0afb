"""The tree of categories and what a set of ticked branches keeps."""

import dataclasses

import numpy as np
import pytest

from dashboard.core.catalogue import NO_CATEGORY, CategoryTree, Level
from dashboard.core.database import Database

PATHS = [("A", "A1"), ("A", "A2"), ("A",), ("B", "B1"), (), ("B", "B1")]


@pytest.fixture
def tree() -> CategoryTree:
    return CategoryTree(PATHS)


def test_codes_follow_the_alphabet_and_leave_short_paths_out(tree: CategoryTree) -> None:
    assert tree.categories(2) == (("A", "A1"), ("A", "A2"), ("B", "B1"))
    assert tree.codes(2).tolist() == [0, 1, NO_CATEGORY, 2, NO_CATEGORY, 2]
    assert tree.codes(1).tolist() == [0, 0, 0, 1, NO_CATEGORY, 1]


def test_a_product_stands_on_the_last_node_of_its_path(tree: CategoryTree) -> None:
    assert tree.nodes == (("A",), ("A", "A1"), ("A", "A2"), ("B",), ("B", "B1"))
    nowhere = len(tree.nodes)
    assert tree.tree_nodes.tolist() == [1, 2, 0, 4, nowhere, 4]


def test_sizes_count_everything_below(tree: CategoryTree) -> None:
    assert tree.sizes[("A",)] == 3
    assert tree.sizes[("B", "B1")] == 2


@pytest.mark.parametrize(
    ("ticked", "kept"),
    [
        ([], [0, 1, 2, 3, 4, 5]),
        ([("A", "A1")], [0]),
        ([("A", "A1"), ("A", "A2")], [0, 1, 2]),  # the product on the inner node comes along
        ([("B", "B1")], [3, 5]),
        ([("A", "A1"), ("A", "A2"), ("B", "B1")], [0, 1, 2, 3, 4, 5]),
        ([("gone",)], [0, 1, 2, 3, 4, 5]),  # a branch of another build
    ],
)
def test_ticked_leaves_keep_their_products(
    tree: CategoryTree, ticked: list[tuple[str, ...]], kept: list[int]
) -> None:
    assert np.flatnonzero(tree.rows_under(ticked)).tolist() == kept


def test_a_level_too_deep_becomes_the_deepest(database: Database) -> None:
    assert database.catalogue.level(9).number == 3
    assert database.catalogue.level(0).number == 1
    assert database.catalogue.scored_level(3) == 2


def test_auto_is_the_map_that_the_build_trusts_most(database: Database) -> None:
    assert database.catalogue.method("text", "auto") == "umap"
    assert database.catalogue.method("text", "tsne") is None
    assert database.catalogue.methods() == {"pca", "umap"}


@pytest.mark.parametrize(
    ("sizes", "first"), [([3, 9], 1), ([1, 4], 2), ([1, 1, 2], 3), ([1, 1], 1), ([], 1)]
)
def test_the_first_level_shown_has_two_categories(
    database: Database, sizes: list[int], first: int
) -> None:
    levels = tuple(Level(at, n, 40, is_clustered=True) for at, n in enumerate(sizes, start=1))
    assert dataclasses.replace(database.catalogue, levels=levels).first_level == first
    assert [level.is_scored for level in levels] == [n > 1 for n in sizes]
