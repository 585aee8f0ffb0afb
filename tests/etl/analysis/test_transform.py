"""What comes later lands among its own on a map that is kept."""

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

from etl.analysis import transform as place
from etl.config import ProjectSettings

SETTINGS = ProjectSettings()
GROUPS = 4
EACH = 60

Arrays = tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.int64]]


@pytest.fixture
def mapped() -> Arrays:
    """Four groups, far from each other in 12 dimensions and on the map: vectors, places, groups."""
    rng = np.random.default_rng(0)
    group = np.repeat(np.arange(GROUPS), EACH)
    vectors = np.eye(12)[group] * 4 + rng.normal(scale=0.3, size=(GROUPS * EACH, 12))
    corners = np.array([[0, 0], [12, 0], [0, 12], [12, 12]])
    places = corners[group] + rng.normal(scale=0.8, size=(GROUPS * EACH, 2))
    return vectors.astype(np.float32), places.astype(np.float32), group


@pytest.mark.parametrize("method", [place.by_umap, place.among_neighbours])
def test_what_is_new_lands_in_its_group(
    mapped: Arrays, method: Callable[..., NDArray[np.float32]]
) -> None:
    vectors, places, group = mapped
    new = np.arange(len(group)) % 5 == 0
    coordinates = method(vectors[new], vectors[~new], places[~new], SETTINGS)
    centres = np.stack([places[group == number].mean(axis=0) for number in range(GROUPS)])
    gaps = np.linalg.norm(coordinates[:, np.newaxis] - centres, axis=2)
    assert (gaps.argmin(axis=1) == group[new]).all()
    # Within the group's own extent, neither on one spot nor pushed out of it.
    assert gaps.min(axis=1).max() < 4
    for number in range(GROUPS):
        assert coordinates[group[new] == number].std(axis=0).min() > 0.05


def test_the_same_is_placed_in_the_same_way(mapped: Arrays) -> None:
    vectors, places, _ = mapped
    first, second = (place.by_umap(vectors[:9], vectors, places, SETTINGS) for _ in range(2))
    np.testing.assert_array_equal(first, second)


def test_a_single_product_on_the_map_is_a_neighbour_too() -> None:
    vector, spot = np.ones((1, 3), np.float32), np.full((1, 2), 7, np.float32)
    coordinates = place.among_neighbours(np.zeros((2, 3), np.float32), vector, spot, SETTINGS)
    np.testing.assert_allclose(coordinates, 7)
