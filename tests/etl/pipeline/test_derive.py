"""Spaces that are made of others: what is smoothed, and photos read through text."""

import dataclasses
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from etl import pipeline
from etl.analysis.neighbours import nearest
from etl.config import Request, SmoothSettings, ThroughTextSettings
from etl.embedding.smooth import smooth
from etl.runtime.cached_workers import unseen
from etl.spaces import RAW_OF
from tests.etl.shop import TINY, Query, listing, queries_on, write_shop

SMOOTH = SmoothSettings(share=0.1, fewest=1)
SETTINGS = dataclasses.replace(
    TINY, smooth=SMOOTH, through_text=ThroughTextSettings(min_products=30)
)
WORDLESS = {"product_name": "7", "description": "12 / 34"}

Load = Callable[..., Query]


@pytest.fixture
def load(tmp_path: Path, request_of: Callable[..., Request]) -> Load:
    def run(photos: int = 40, **changed: object) -> Query:
        rows = [listing(i, **(WORDLESS if i == 5 else {})) for i in range(40)]
        catalog = write_shop(tmp_path / "shop", rows, photos)
        settings = dataclasses.replace(SETTINGS, **changed)  # type: ignore[arg-type]
        return queries_on(pipeline.run(request_of(catalog, settings=settings), unseen).database)

    return run


def vectors_of(ask: Query, space: str) -> dict[str, NDArray[np.float32]]:
    rows = ask(
        "SELECT product_id, vector FROM embeddings JOIN products USING (product_id) "
        "WHERE space = ? ORDER BY position",
        space,
    )
    return {product: np.array(vector, dtype=np.float32) for product, vector in rows}


def spaces_in(ask: Query, table: str) -> set[str]:
    return {space for (space,) in ask(f"SELECT DISTINCT space FROM {table}")}  # noqa: S608


def test_what_is_clustered_is_what_was_smoothed_and_the_rest_rests_on_what_was_not(
    load: Load,
) -> None:
    ask = load()
    for space, raw in RAW_OF.items():
        before = vectors_of(ask, raw.name)
        stacked = np.array(list(before.values()))
        expected = smooth(stacked, nearest(stacked, 50).indices, SMOOTH)
        found = np.array(list(vectors_of(ask, space.name).values()))
        np.testing.assert_allclose(found, expected, atol=1e-6)
        assert not np.allclose(found, stacked, atol=0.01)
        for product, other, similarity in ask(
            "SELECT product_id, neighbour_id, similarity FROM neighbours WHERE space = ?",
            space.name,
        ):
            cosine = float(before[product] @ before[other])
            assert similarity == pytest.approx(cosine, abs=1e-5)
    for table in ("projections", "map_quality", "clusterings", "neighbours", "suggestions"):
        assert spaces_in(ask, table).isdisjoint(raw.name for raw in RAW_OF.values())


def test_every_photo_is_read_through_text_where_enough_products_have_both(load: Load) -> None:
    ask = load(photos=36)
    read = vectors_of(ask, "image_text")
    # A product without a word is read too, by a map that knows all the others.
    assert read.keys() == vectors_of(ask, "image").keys()
    assert "p5" in read
    texts = vectors_of(ask, "text_raw")
    assert {len(vector) for vector in read.values()} == {len(texts["p0"])}
    shown = ask("SELECT modality, role, extractor FROM spaces WHERE space = 'image_text'")
    assert shown == [("multimodal", "studied", None)]
    for table in ("projections", "clusterings", "neighbours", "suggestions"):
        assert "image_text" in spaces_in(ask, table)


@pytest.mark.parametrize("photos", [0, 20])
def test_with_too_few_of_both_there_is_no_such_space(load: Load, photos: int) -> None:
    ask = load(photos=photos)
    for table in ("spaces", "embeddings", "clusterings", "projections"):
        assert "image_text" not in spaces_in(ask, table)


def test_the_ceiling_is_a_score_of_the_default_clusterings_of_what_is_studied(load: Load) -> None:
    ask = load()
    rows = ask(
        "SELECT space, c.level, s.level, value, n FROM scores s JOIN clusterings c "
        "USING (clustering_id) WHERE metric = 'ari_vote' AND is_default"
    )
    studied = ask("SELECT space FROM spaces WHERE role = 'studied' ORDER BY space")
    assert sorted({(space,) for space, *_ in rows}) == studied
    assert len(rows) == 2 * len(studied)
    assert all(own == level and -1 <= value <= 1 and n > 30 for _, own, level, value, n in rows)
    assert ask("SELECT count(*) FROM scores WHERE metric = 'ari_vote'") == [(len(rows),)]


def test_a_new_product_is_read_by_the_published_map(
    tmp_path: Path, request_of: Callable[..., Request]
) -> None:
    """Two with the photo of an old one: the map is one, so that they are in one place."""
    rows = [listing(i) for i in range(40)]
    request = request_of(write_shop(tmp_path / "shop", rows, photos=40), settings=SETTINGS)
    before = vectors_of(queries_on(pipeline.run(request, unseen).database), "image_text")
    same = {"product_name": rows[0]["product_name"], "image": "p0.png"}
    late = [listing(40, **same), listing(41, **same)]
    later = write_shop(tmp_path / "later", [*rows, *late], photos=40)
    again = dataclasses.replace(
        request, catalog=later, images=later.parent / "images", reuse_models=True
    )
    after = vectors_of(queries_on(pipeline.run(again, unseen).database), "image_text")
    assert after.keys() - before.keys() == {"p40", "p41"}
    assert after["p40"].tolist() == after["p41"].tolist()
    assert all(vector.tolist() == after[product].tolist() for product, vector in before.items())
