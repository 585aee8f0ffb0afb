"""The promises of a small shop, tried on brands that were hidden."""

import json
import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from etl import pipeline
from etl.__main__ import _print_scores
from etl.analysis.evaluate import category_levels
from etl.analysis.groups import sampling_groups
from etl.analysis.rehearse import hidden_half
from etl.config import RehearseSettings, Request
from etl.pipeline import rehearsal
from etl.publishing import store
from etl.reading.catalogue import Product
from etl.runtime.cached_workers import unseen
from tests.etl.shop import QUICK, WORDS, different, listing, write_shop

REPEATS = replace(QUICK, rehearse=RehearseSettings(repeats=2))
N = 150


def told(i: int) -> dict[str, str]:
    """A product of one of three categories, which its words tell."""
    kind, rng = i % 3, random.Random(i)  # noqa: S311 - an invented catalogue
    pool = WORDS[kind * 20 : kind * 20 + 20]
    return listing(
        i,
        product_name=" ".join(rng.sample(pool, 3)),
        description=" ".join(rng.sample(pool, 8)),
        product_category_tree=json.dumps([f"{'ABC'[kind]}"]),
        brand=f"brand {i % 50}",
    )


@pytest.fixture
def request_for(tmp_path: Path, request_of: Callable[..., Request]) -> Request:
    shop = write_shop(tmp_path / "shop", [told(i) for i in range(N)], N)
    return request_of(shop, settings=REPEATS)


def test_a_rehearsal_is_published_with_what_it_is_of(
    request_for: Request, capsys: pytest.CaptureFixture[str]
) -> None:
    plain = pipeline.run(request_for, unseen)
    assert store.read_rehearsal(plain.database) == []
    rehearsed = pipeline.run(replace(request_for, rehearse=True), unseen)
    assert rehearsed.is_new
    assert different(plain.database, rehearsed.database) == ["rehearsal"]
    rows = store.read_rehearsal(rehearsed.database)
    assert {row["space"] for row in rows} == {"text", "image", "fused"}
    text = next(row for row in rows if (row["space"], row["measure"]) == ("text", "first_right"))
    assert (text["level"], text["repeats"]) == (1, 2)
    assert 60 < int(str(text["n"])) < 90
    assert float(str(text["found"])) > 0.8
    # Rehearsed already; and without the option there is nothing to do either.
    assert not pipeline.run(replace(request_for, rehearse=True), unseen).is_new
    assert not pipeline.run(request_for, unseen).is_new
    _print_scores(rehearsed.database)
    printed = capsys.readouterr().out
    assert f"{text['promised']:.3f} (≥ {text['promised_low']:.3f})" in printed
    assert f"{text['kept']} / 2" in printed


@pytest.mark.parametrize(("n", "brands"), [(40, 40), (N, 5)])
def test_a_small_shop_or_one_of_few_brands_is_told_that_it_cannot_rehearse(
    n: int,
    brands: int,
    tmp_path: Path,
    request_of: Callable[..., Request],
    caplog: pytest.LogCaptureFixture,
) -> None:
    rows = [{**told(i), "brand": f"brand {i % brands}"} for i in range(n)]
    request = request_of(write_shop(tmp_path / "shop", rows, 0), settings=REPEATS, rehearse=True)
    with caplog.at_level("INFO", logger="etl"):
        outcome = pipeline.run(request, unseen)
    assert store.read_rehearsal(outcome.database) == []
    assert any(line.startswith("rehearse") for line in caplog.messages)


def test_what_is_hidden_moves_no_promise(request_for: Request) -> None:
    rows = [told(i) for i in range(N)]
    groups = sampling_groups(
        [row["product_name"] for row in rows], [row["brand"] for row in rows], [None] * N
    )
    hidden = hidden_half(groups.codes, 0)
    photos = np.random.default_rng(0).normal(size=(N, 40)).astype(np.float32)

    def promised_and_found(
        described: list[str], pooled: np.ndarray[tuple[int, int], np.dtype[np.float32]]
    ) -> tuple[list[tuple[object, ...]], list[float]]:
        products = [
            Product(
                row=i + 1,
                product_id=row["uniq_id"],
                name=row["product_name"],
                description=text,
                brand=row["brand"],
                price=None,
                category_path=tuple(json.loads(row["product_category_tree"])),
                image_file=None,
            )
            for i, (row, text) in enumerate(zip(rows, described, strict=True))
        ]
        levels = category_levels([product.category_path for product in products], REPEATS.evaluate)
        outcomes = rehearsal.repeat(
            0, products, (np.arange(N), pooled), levels, groups.codes, groups.kin, request_for
        )
        return [outcome[:5] for outcome in outcomes], [outcome[5] for outcome in outcomes]

    as_written = [row["description"] for row in rows]
    otherwise = [
        as_written[(i + 1) % N] if hidden[i] else text for i, text in enumerate(as_written)
    ]
    other_photos = np.where(hidden[:, np.newaxis], -photos, photos)
    promised, found = promised_and_found(as_written, photos)
    promised_then, found_then = promised_and_found(otherwise, other_photos)
    assert promised == promised_then
    assert found != found_then
