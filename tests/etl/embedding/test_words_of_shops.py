"""Small shops whose texts name the category, from the file to the published scores."""

import itertools
import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from etl import pipeline
from etl.config import Request, TextSettings
from etl.runtime.cached_workers import unseen
from tests.etl.shop import QUICK, listing, queries_on, write_shop

COLOURS = (
    "ocre lisse rond ovale mat brillant rustique sobre moderne ancien léger épais souple rigide "
    "pâle vif uni rayé doux froid tiède large étroit court rouge bleu vert noir blanc rose"
)
FINISHES = "ceramic enamel stoneware steel glass wooden painted glazed brushed plain"
CHINESE = (
    "茶杯 茶壶 茶叶 陶瓷",
    "窗帘 窗纱 挂钩 遮光",
    "皮带 腰带 扣头 牛皮",
    "球拍 羽毛 网球 拍线",
)

Row = tuple[str, str, str]  # name, description, category


def nouns_of_four_categories(rng: random.Random) -> list[Row]:
    return [
        (
            f"{noun} {' '.join(rng.sample(COLOURS.split(), 2))}",
            f"{noun} {' et '.join(rng.sample(COLOURS.split(), 2))}, livré.",
            noun,
        )
        for noun in ("Théière", "Rideau", "Ceinture", "Raquette")
        for _ in range(40)
    ]


def goods_that_lists_of_stop_words_hold(rng: random.Random) -> list[Row]:
    return [
        (f"{finish} {noun}", f"Solid {noun}, {finish} finish.", noun)
        for noun, finish in itertools.product(("mug", "ring", "shed", "tv"), FINISHES.split())
    ]


def chinese(rng: random.Random) -> list[Row]:
    return [
        ("".join(rng.sample(words.split(), 3)), "".join(rng.sample(words.split(), 3)), words)
        for words in CHINESE
        for _ in range(12)
    ]


@pytest.mark.parametrize(
    ("rows", "kept_words", "least"),
    [
        (nouns_of_four_categories, {"théière", "rideau", "ceinture", "raquette"}, 0.95),
        (goods_that_lists_of_stop_words_hold, {"mug", "ring", "shed", "tv"}, 0.6),
        (chinese, {"茶杯", "窗帘", "皮带", "球拍"}, 0.95),
    ],
)
def test_what_names_the_category_is_kept_and_groups_the_products(
    tmp_path: Path,
    request_of: Callable[..., Request],
    rows: Callable[[random.Random], list[Row]],
    kept_words: set[str],
    least: float,
) -> None:
    shop = [
        listing(i, product_name=name, description=text, product_category_tree=f'["{category}"]')
        for i, (name, text, category) in enumerate(rows(random.Random(7)))  # noqa: S311
    ]
    catalog = write_shop(tmp_path / "shop", shop, photos=0)
    settings = replace(QUICK, text=TextSettings())
    ask = queries_on(pipeline.run(request_of(catalog, settings=settings), unseen).database)
    kept = {
        word for (text,) in ask("SELECT text_clean FROM products") for word in str(text).split()
    }
    assert kept_words <= kept
    [(ari,)] = ask(
        "SELECT max(value) FROM scores JOIN clusterings USING (clustering_id) "
        "WHERE space = 'text' AND metric = 'ari' AND is_default"
    )
    assert float(str(ari)) >= least
    names = {
        word for (word,) in ask("SELECT word FROM cluster_words WHERE clustering_id LIKE 'text%'")
    }
    assert kept_words & names


def test_ligatures_are_shown_as_written_and_counted_as_one(
    tmp_path: Path, request_of: Callable[..., Request]
) -> None:
    names = ["Œufrier", "Œufrier", "Oeufrier", "Cœur", "Straße", "Strasse"]
    shop = [listing(i, product_name=name) for i, name in enumerate(names)]
    catalog = write_shop(tmp_path / "shop", shop, photos=0)
    ask = queries_on(pipeline.run(request_of(catalog), unseen).database)
    first = [
        str(text).split()[0] for (text,) in ask("SELECT text_clean FROM products ORDER BY position")
    ]
    assert first[:4] == ["œufrier", "œufrier", "œufrier", "cœur"]
    assert first[4] == first[5]
