"""What the maps are drawn from: bytes that are sent once, looks that no filter changes."""

import json
from typing import Any

import numpy as np
import pytest
from flask.testing import FlaskClient

from dashboard import ids, maps_api
from dashboard.app import server
from dashboard.core.catalogue import NO_CATEGORY
from dashboard.core.database import Database
from dashboard.core.point_styles import by_cluster, matched_categories, written
from dashboard.core.selection import decode, encode
from tests.dashboard.conftest import SPACES, WITHOUT_CATEGORY, WITHOUT_PHOTO
from tests.dashboard.page_client import Page

MOST_BYTES = 16
"""For a product on a map, before compression."""


@pytest.fixture
def client() -> FlaskClient:
    client: FlaskClient = server.test_client()
    return client


def maps_answer(client: FlaskClient, database: Database, **parameters: str) -> dict[str, Any]:
    response = client.get(f"/maps/{database.catalogue.build}", query_string=parameters)
    assert response.status_code == 200
    answer: dict[str, Any] = response.get_json()
    return answer


def test_a_map_is_sent_in_few_bytes_and_only_once(client: FlaskClient, database: Database) -> None:
    n = database.catalogue.n_products
    answer = maps_answer(client, database)
    for space in SPACES:
        own = answer["maps"][space]
        places = client.get(f"/{own['places']}")
        codes = client.get(f"/{own['codes']}")
        assert len(places.data) + len(codes.data) == 9 * n <= MOST_BYTES * n
        # The browser keeps what has its build in its address.
        assert "max-age=86400" in places.headers["Cache-Control"] == codes.headers["Cache-Control"]
        x, y = np.frombuffer(places.data, dtype="<f4").reshape(2, n)
        for sent, stored in zip((x, y), database.catalogue.coordinates[space, "umap"], strict=True):
            np.testing.assert_array_equal(sent, stored)
    assert np.isnan(np.frombuffer(client.get(f"/{answer['maps']['image']['places']}").data, "<f4"))[
        WITHOUT_PHOTO
    ]
    # The category of a product is its look on each map: asked for once.
    assert len({answer["maps"][space]["codes"] for space in SPACES}) == 1


def test_what_is_said_of_the_maps_does_not_grow_with_the_catalogue(
    client: FlaskClient, database: Database
) -> None:
    assert len(json.dumps(maps_answer(client, database, level="2"))) < 4_000


def test_nothing_that_draws_a_map_knows_of_a_filter() -> None:
    dependencies = server.test_client().get("/_dash-dependencies").get_json()
    drawing = [
        dependency
        for dependency in dependencies
        if (dependency["clientside_function"] or {}).get("namespace") in ("maps", "filter")
    ]
    inputs = {part["id"] for callback in drawing for part in callback["inputs"]}
    assert {ids.TREE_NODES, ids.SELECTION, ids.view_request("maps")} <= inputs
    # No answer of the server is a map: a filter change is one mask, one bit a product.
    assert not any("map-" in dependency["output"] for dependency in dependencies)
    assert len(encode(np.ones(20_000, dtype=np.bool_))) == 3_336


def test_a_look_is_that_of_the_category_at_the_level(
    client: FlaskClient, database: Database
) -> None:
    tree = database.catalogue.tree
    for level in (1, 2, 3):
        own = maps_answer(client, database, level=str(level))["maps"]["text"]
        codes = np.frombuffer(client.get(f"/{own['codes']}").data, dtype=np.uint8)
        known = codes < len(own["styles"])
        assert known.tolist() == (tree.codes(level) != NO_CATEGORY).tolist()
        assert codes[known].tolist() == tree.codes(level)[known].tolist()
        assert own["names"] == [path[-1] for path in tree.categories(level)]
        assert not known[WITHOUT_CATEGORY]


def test_a_cluster_has_the_colour_and_symbol_of_its_category(database: Database) -> None:
    catalogue = database.catalogue
    answer = maps_api.maps_description(
        database, level=1, colour="cluster", method="auto", language="en", scheme="dark"
    )
    own = answer["maps"]["text"]
    matched = matched_categories(catalogue, "text", 1)
    assert own["groups"] == list(matched)
    assert own["names"] == ["C0", "C1", "C2"]
    assert own["styles"] == [answer["legend"]["styles"][category] for category in matched]
    assert answer["legend"]["spaces"] == list(SPACES)
    assert by_cluster(catalogue, "text", 9, "light") is None


def test_many_looks_take_two_bytes() -> None:
    codes = np.array([0, 299, NO_CATEGORY], dtype=np.int32)
    assert np.frombuffer(written(codes, 300), "<u2").tolist() == [0, 299, 300]
    assert np.frombuffer(written(codes[:1], 255), np.uint8).tolist() == [0]


def test_recall_has_a_look_for_each_step(client: FlaskClient, database: Database) -> None:
    answer = maps_answer(client, database, colour="recall", language="en")
    own = answer["maps"]["image"]
    codes = np.frombuffer(client.get(f"/{own['codes']}").data, dtype=np.uint8)
    # Every product of this base keeps half its neighbours, but the one that is not on the map.
    assert codes[WITHOUT_PHOTO] == len(own["styles"]) == 5
    assert set(np.delete(codes, WITHOUT_PHOTO)) == {2}
    assert answer["legend"]["whole"]
    assert answer["legend"]["names"][0] == "under 20% kept"


def test_notes_say_which_map_auto_chose_and_which_there_is_not(
    client: FlaskClient, database: Database
) -> None:
    assert maps_answer(client, database, language="en")["maps"]["text"]["note"] == (
        "UMAP (auto) · local reliability 0.90 · 60% of neighbours kept"
    )
    answer = maps_answer(client, database, method="tsne", language="en")
    assert answer["maps"]["fused"] == {"absent": "No t-SNE map in this database"}
    assert answer["legend"]["spaces"] == []


def test_colours_stay_with_the_category_in_both_themes(
    client: FlaskClient, database: Database
) -> None:
    light, dark = (maps_answer(client, database, scheme=scheme) for scheme in ("light", "dark"))
    symbols = [
        [symbol for _, symbol in styles["maps"]["text"]["styles"]] for styles in (light, dark)
    ]
    assert symbols[0] == symbols[1]
    assert light["maps"]["text"]["styles"] != dark["maps"]["text"]["styles"]


@pytest.mark.parametrize(
    "path",
    ["", "/places/text/umap", "/codes/category/1/text/any", "/products?rows=1"],
)
def test_another_build_is_not_answered_for(
    client: FlaskClient, database: Database, path: str
) -> None:
    assert database.catalogue.build != "another"
    assert client.get(f"/maps/another{path}").status_code == 404


@pytest.mark.parametrize(
    "path",
    ["/places/text/tsne", "/places/x/umap", "/codes/mood/1/text/any", "/codes/recall/1/text/x"],
)
def test_what_is_no_map_is_not_found(client: FlaskClient, database: Database, path: str) -> None:
    assert client.get(f"/maps/{database.catalogue.build}{path}").status_code == 404


def test_products_of_rows_are_named_with_their_photo(
    client: FlaskClient, database: Database
) -> None:
    url = f"/maps/{database.catalogue.build}/products?rows=3,{WITHOUT_PHOTO},9999,x"
    answer = client.get(url).get_json()
    assert answer == {
        "3": ["id/3", "Produit 003", True],
        str(WITHOUT_PHOTO): [f"id/{WITHOUT_PHOTO}", "Produit 007", False],
    }


# -- a catalogue too large to send every point --------------------------------------------------


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(maps_api, "MOST_POINTS", 100)
    monkeypatch.setattr(maps_api, "SAMPLE", 30)


def window(
    client: FlaskClient, database: Database, frame: dict[str, Any], **masks: Any
) -> tuple[Any, Any, Any, Any]:
    response = client.post(
        f"/maps/{database.catalogue.build}/window/text/umap", json={**frame, **masks}
    )
    assert response.status_code == 200
    cells = frame["columns"] * frame["lines"]
    density = np.frombuffer(response.data[: 4 * cells], "<i4")
    rows, x, y = np.frombuffer(response.data[4 * cells :], "<i4").reshape(3, -1)
    return density.reshape(frame["lines"], -1), rows, x.view("<f4"), y.view("<f4")


def parse_int(database: Database) -> dict[str, Any]:
    x, y = database.catalogue.coordinates["text", "umap"]
    return {
        "left": float(x.min()) - 1, "right": float(x.max()) + 1,
        "low": float(y.min()) - 1, "high": float(y.max()) + 1,
        "columns": 8, "lines": 5,
    }  # fmt: skip


@pytest.mark.usefixtures("large")
def test_a_large_map_is_a_density_and_a_sample(client: FlaskClient, database: Database) -> None:
    assert maps_answer(client, database)["most"] == 30
    n = database.catalogue.n_products
    assert client.get(f"/maps/{database.catalogue.build}/places/text/umap").status_code == 404
    frame = parse_int(database)
    density, rows, x, y = window(client, database, frame)
    held_x, held_y = database.catalogue.coordinates["text", "umap"]
    expected, _, _ = np.histogram2d(
        held_y.astype(float), held_x.astype(float), bins=(5, 8),
        range=((frame["low"], frame["high"]), (frame["left"], frame["right"])),
    )  # fmt: skip
    assert density.tolist() == expected.astype(int).tolist()
    assert density.sum() == n
    assert len(set(rows.tolist())) == 30
    np.testing.assert_array_equal(x, held_x[rows])
    np.testing.assert_array_equal(y, held_y[rows])


@pytest.mark.usefixtures("large")
def test_a_point_that_is_seen_stays_when_the_map_is_enlarged(
    client: FlaskClient, database: Database
) -> None:
    frame = parse_int(database)
    _, before, x, _ = window(client, database, frame)
    middle = (frame["left"] + frame["right"]) / 2
    density, after, closer, _ = window(client, database, {**frame, "right": middle})
    assert set(before[x <= middle].tolist()) <= set(after.tolist())
    assert (closer <= middle).all()
    assert density.sum() == (database.catalogue.coordinates["text", "umap"][0] <= middle).sum()


@pytest.mark.usefixtures("large")
def test_the_filter_leaves_out_and_the_selection_comes_first(
    client: FlaskClient, database: Database
) -> None:
    n = database.catalogue.n_products
    visible = np.arange(n) % 2 == 0
    selected = np.arange(n) % 10 < 3
    density, rows, _, _ = window(
        client, database, parse_int(database), visible=encode(visible), selected=encode(selected)
    )
    assert density.sum() == visible.sum()
    assert (rows % 2 == 0).all()
    assert set(np.flatnonzero(visible & selected).tolist()) <= set(rows.tolist())


@pytest.mark.usefixtures("large")
def test_what_is_drawn_on_a_large_map_selects_more_than_its_sample(
    client: FlaskClient, database: Database
) -> None:
    frame = parse_int(database)
    corners = [[frame["left"], frame["low"]], [frame["right"], frame["high"]]]
    recipe = {"kind": "box", "space": "text", "method": "umap", "points": corners}
    page = Page().set(ids.SELECTION_REQUEST, "data", {"recipe": recipe, "drawn": True, "at": 1})
    answer = page.ask("selection.data")
    assert answer is not None
    rows = decode(answer[ids.SELECTION]["data"]["rows"], database.catalogue.n_products)
    assert rows is not None
    assert rows.all()
    # A lasso around nothing takes the selection away: there is no link to blame.
    beside = {**recipe, "points": [[1e6, 1e6], [2e6, 2e6]]}
    answer = page.set(ids.SELECTION_REQUEST, "data", {"recipe": beside, "drawn": True}).ask(
        "selection.data"
    )
    assert answer is not None
    assert answer[ids.SELECTION]["data"] is None
    assert answer[ids.LOST_SELECTION]["hidden"]


@pytest.mark.parametrize(
    "parameters",
    [
        None,
        [],
        {"left": 0},
        {"left": "x", "right": 1, "low": 0, "high": 1, "columns": 2, "lines": 2},
        {"left": 1, "right": 0, "low": 0, "high": 1, "columns": 2, "lines": 2},
        {"left": 0, "right": float("inf"), "low": 0, "high": 1, "columns": 2, "lines": 2},
        {"left": 0, "right": 1, "low": 0, "high": 1, "columns": 10**9, "lines": 2},
        {"left": 0, "right": 1, "low": 0, "high": 1, "columns": 0, "lines": 2},
    ],
)
def test_what_is_no_part_of_a_map_is_refused(
    client: FlaskClient, database: Database, parameters: object
) -> None:
    address = f"/maps/{database.catalogue.build}/window/text/umap"
    assert client.post(address, json=parameters).status_code == 404
