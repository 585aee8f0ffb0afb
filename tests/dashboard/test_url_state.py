"""What a link carries: each control; a selection that is found again, or said to be lost."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import ids
from dashboard.core import recipes
from dashboard.core.database import Database
from dashboard.core.filter_state import branch_key
from dashboard.core.selection import MOST_IDS, decode, within
from dashboard.layout import layout
from dashboard.url_parameters import PARAMETERS, for_the_page
from tests.dashboard.conftest import WITHOUT_PHOTO
from tests.dashboard.page_client import Page

RESTORE = "lost-selection.hidden"
ANSWER = tuple[dict[str, Any] | None, bool]


@pytest.fixture
def page(database: Database) -> Page:
    return Page().set(ids.BUILD, "data", {"build": database.file.name, "reason": None, "found": ""})


def selection_after(page: Page, recipe: object) -> ANSWER:
    page.set(ids.SELECTION_REQUEST, "data", {"recipe": recipe, "asked": 1})
    answer = page.ask(RESTORE)
    assert answer is not None
    return answer[ids.SELECTION]["data"], answer[ids.LOST_SELECTION]["hidden"]


def rows(page: Page, database: Database, recipe: object) -> list[int]:
    store, is_whole = selection_after(page, recipe)
    assert is_whole
    assert store is not None
    mask = decode(store["rows"], database.catalogue.n_products)
    assert mask is not None
    return np.flatnonzero(mask).tolist()


# -- the table of parameters ------------------------------------------------------------------


def test_every_parameter_is_a_property_of_the_page_and_starts_at_its_default() -> None:
    root = layout()
    for parameter in PARAMETERS:
        component = root[parameter.component]
        value = getattr(component, parameter.prop, None)
        assert (value or parameter.default) == parameter.default, parameter.name


def test_names_are_given_once() -> None:
    names = [parameter.name for parameter in PARAMETERS]
    assert len(set(names)) == len(names)
    assert [entry["name"] for entry in for_the_page()] == names


# -- inside a polygon -------------------------------------------------------------------------


def test_a_known_polygon() -> None:
    # A notch from above: (2, 3) is in it, outside the polygon.
    points = [(0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (2.0, 2.0), (0.0, 4.0)]
    places = np.array([[1, 1], [3.5, 3], [2, 3], [-1, 1], [5, 5], [np.nan, 1]])
    inside = within(places[:, 0], places[:, 1], points)
    assert inside.tolist() == [True, True, False, False, False, False]


def test_a_polygon_that_crosses_itself_leaves_its_middle_out() -> None:
    # A five-pointed star, drawn in one stroke: its middle is enclosed twice.
    turns = np.pi / 2 + np.arange(5) * 4 * np.pi / 5
    star = [(float(np.cos(turn)), float(np.sin(turn))) for turn in turns]
    assert within(np.array([0.0, 0.0]), np.array([0.0, 0.8]), star).tolist() == [False, True]


@given(
    st.lists(st.tuples(*[st.floats(-10, 10)] * 2), min_size=3, max_size=12),
    st.lists(st.tuples(*[st.floats(-12, 12, width=32)] * 2), min_size=1, max_size=20),
)
def test_it_is_what_the_script_computes(
    points: list[tuple[float, float]], places: list[tuple[float, float]]
) -> None:
    def one(x: float, y: float) -> bool:
        inside = False
        for at, (x1, y1) in enumerate(points):
            x0, y0 = points[at - 1]
            if (y1 > y) != (y0 > y) and x < (x0 - x1) * (y - y1) / (y0 - y1) + x1:
                inside = not inside
        return inside

    given_places = np.array(places, dtype=np.float32)
    is_inside = within(given_places[:, 0], given_places[:, 1], points)
    assert is_inside.tolist() == [one(float(x), float(y)) for x, y in given_places]


# -- from a recipe to rows --------------------------------------------------------------------


def test_a_lasso_and_a_box_hold_the_same_points(page: Page, database: Database) -> None:
    x, y = database.catalogue.coordinates["text", "umap"]
    left, right = float(np.nanmin(x)) - 1, float(np.nanmedian(x))
    low, high = float(np.nanmin(y)) - 1, float(np.nanmax(y)) + 1
    place = {"space": "text", "method": "umap", "build": "f00d"}
    corners = [[left, low], [right, low], [right, high], [left, high]]
    lasso = rows(page, database, {"kind": "lasso", **place, "points": corners})
    box = rows(page, database, {"kind": "box", **place, "points": [[left, low], [right, high]]})
    assert lasso == np.flatnonzero(x < right).tolist()
    assert box == np.flatnonzero(x <= right).tolist()


def test_a_selection_is_made_within_the_filter(page: Page, database: Database) -> None:
    recipe = {"kind": "category", "path": ["A"]}
    whole = rows(page, database, recipe)
    assert whole == np.flatnonzero(database.catalogue.tree.codes(1) == 0).tolist()
    page.set(ids.TREE, "checked", [branch_key(("A", "A2"))])
    part = rows(page, database, recipe)
    assert (
        part
        == np.flatnonzero([path == ("A", "A2") for path in database.catalogue.tree.paths]).tolist()
    )
    assert 0 < len(part) < len(whole)


def test_a_cell_is_its_cluster_and_its_category(page: Page, database: Database) -> None:
    catalogue = database.catalogue
    cell = {"kind": "cell", "space": "text", "level": 1, "cluster": 2, "category": ["B"]}
    expected = (catalogue.labels["text", 1] == 2) & (catalogue.tree.codes(1) == 1)
    assert rows(page, database, cell) == np.flatnonzero(expected).tolist()
    whole_cluster = rows(page, database, {**cell, "category": None})
    assert whole_cluster == np.flatnonzero(catalogue.labels["text", 1] == 2).tolist()
    # The cell that a click on the crosstab selects tells itself in this way.
    page.set(ids.CROSSTAB, "clickData", {"points": [{"x": "c1", "y": "g2"}]})
    name = next(output for output in page.names() if "crosstab.clickData" in output)
    answer = page.ask(name)
    assert answer is not None
    assert answer[ids.SELECTION]["data"]["recipe"] == cell


def test_products_are_named_one_by_one_or_searched_for(page: Page, database: Database) -> None:
    assert rows(page, database, {"kind": "ids", "ids": ["id/3", "id/5", "gone"]}) == [3, 5]
    assert rows(page, database, {"kind": "search", "query": "eclair"}) == [2]
    like = {"kind": "like", "space": "text", "product": "id/0"}
    assert rows(page, database, like) == [0, 1, 3, 6]
    # None of them depends on the filter: the link of a search finds what the search found.
    page.set(ids.TREE, "checked", [branch_key(("B", "B1"))])
    assert rows(page, database, {"kind": "ids", "ids": ["id/0"]}) == [0]
    assert rows(page, database, {"kind": "search", "query": "eclair"}) == [2]
    assert rows(page, database, like) == [0, 1, 3, 6]


def test_products_that_are_like_one_come_with_its_name(page: Page) -> None:
    store, _ = selection_after(page, {"kind": "like", "space": "image", "product": "id/2"})
    assert store is not None
    assert (store["source"], store["name"]) == ("like", "Éclair à l'orange")


def test_a_measure_is_from_low_to_high_within_a_category(page: Page, database: Database) -> None:
    measure = {"kind": "measure", "measure": "price", "low": 0, "high": 0, "category": None}
    assert rows(page, database, measure) == list(range(0, 120, 10))
    assert rows(page, database, {**measure, "category": ["A"]}) == [0, 30, 60, 90]
    assert rows(page, database, {**measure, "measure": "side", "low": 600, "high": 10**30}) == [
        row for row in range(120) if row != WITHOUT_PHOTO
    ]


@pytest.mark.parametrize(
    "recipe",
    [
        None,
        "lasso",
        {},
        {"kind": "star"},
        {"kind": "lasso", "space": "text", "method": "tsne", "points": [[0, 0], [1, 1], [2, 0]]},
        {"kind": "lasso", "space": "text", "method": "umap", "points": [[0, 0], [1, "1"]]},
        {"kind": "lasso", "space": "text", "method": "umap", "points": [[90, 90], [91, 91]] * 3},
        {"kind": "box", "space": "text", "method": "umap", "points": [[0, None], [1, 1]]},
        {"kind": "box", "space": "text", "method": "umap", "points": 3},
        {"kind": "box", "space": "umap", "method": [], "points": [[0, 0], [1, 1]]},
        {"kind": "cell", "space": "text", "level": 1, "cluster": None, "category": None},
        {"kind": "cell", "space": "text", "level": "1", "cluster": 1, "category": None},
        {"kind": "cell", "space": "text", "level": 1, "cluster": 99, "category": None},
        {"kind": "category", "path": ["Z"]},
        {"kind": "category", "path": []},
        {"kind": "category", "path": "A"},
        {"kind": "category", "path": [["A"]]},
        {"kind": "ids", "ids": "id/1"},
        {"kind": "ids", "ids": [1, None]},
        {"kind": "search", "query": "nothing like it"},
        {"kind": "measure", "measure": "price", "low": 0, "high": "0", "category": None},
        {"kind": "measure", "measure": "price", "low": 2, "high": 3, "category": None},
        {"kind": "measure", "measure": ["price"], "low": 0, "high": 0, "category": None},
        {"kind": "measure", "measure": "price", "low": 0, "high": 0, "category": ["Z"]},
        {"kind": "search", "query": " - "},
        {"kind": "search"},
        {"kind": "like", "space": "text", "product": "gone"},
        {"kind": "like", "space": "text", "product": ["id/0"]},
        {"kind": "like", "space": "text_tfidf", "product": "id/0"},
        {"kind": "like", "space": ["text"], "product": "id/0"},
        {"kind": "ids", "ids": ["id/1"], "build": "other"},
    ],
)
def test_what_holds_no_product_of_this_build_is_said(page: Page, recipe: object) -> None:
    assert selection_after(page, recipe) == (None, False)


def test_a_selection_of_this_build_is_kept(page: Page) -> None:
    store, is_whole = selection_after(page, {"kind": "ids", "ids": ["id/1"], "build": "f00d"})
    assert is_whole
    assert store is not None
    assert store["recipe"] == {"kind": "ids", "ids": ["id/1"]}


def test_no_more_products_are_looked_for_than_a_link_may_name(database: Database) -> None:
    named = [f"id/{row}" for row in range(database.catalogue.n_products)]
    selected = recipes.rows_of(database, {"kind": "ids", "ids": named})
    assert selected is not None
    assert int(selected.sum()) == MOST_IDS < len(named)
