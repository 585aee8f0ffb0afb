"""What the texts tell without the words that name their categories, on shops made for it."""

import json
import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from etl import pipeline
from etl.config import AblationSettings, Request, TextSettings
from etl.embedding import words
from etl.runtime.cached_workers import unseen
from tests.etl.shop import QUICK, WORDS, Query, listing, queries_on, write_shop

KINDS = ("mugs", "lamps", "shoes")


def of_kinds(i: int, *, told: bool) -> dict[str, str]:
    """A product that names its category, and perhaps tells it in other words too."""
    kind = i % 3
    rng = random.Random(i)  # noqa: S311 - an invented catalogue
    said = " ".join(rng.sample(WORDS[kind * 20 : kind * 20 + 20], 8) if told else [])
    return listing(
        i,
        product_name=f"{rng.choice(WORDS)} {rng.choice(WORDS)} {KINDS[kind][:-1]}",
        description=f"{said} {KINDS[kind]}",
        product_category_tree=json.dumps([KINDS[kind]]),
        brand=f"brand {i % 30}",
    )


@pytest.fixture
def run(tmp_path: Path, request_of: Callable[..., Request]) -> Callable[..., Query]:
    def on(*, told: bool) -> Query:
        shop = write_shop(tmp_path / "shop", [of_kinds(i, told=told) for i in range(120)], 0)
        text = TextSettings(dimensions=16, epochs=25, buckets=1000)
        settings = replace(QUICK, text=text, ablation=AblationSettings(seeds=(0, 1)))
        return queries_on(pipeline.run(request_of(shop, settings=settings), unseen).database)

    return on


def test_texts_that_only_name_their_category_tell_nothing_without(
    run: Callable[..., Query],
) -> None:
    ask = run(told=False)
    found = {
        measure: rest for measure, *rest in ask("SELECT measure, * EXCLUDE (measure) FROM ablation")
    }
    level, with_words, without_words, low, high, n, left_out = found["first_right"]
    assert (level, n, sorted(left_out)) == (
        1,
        120,
        ["lamp", "lamps", "mug", "mugs", "shoe", "shoes"],
    )
    assert with_words > 0.7
    assert without_words < 0.5  # a third by chance
    assert low < without_words - with_words < high < 0
    # As the strict suggestions that are stored.
    ((share,),) = ask(
        "SELECT avg((category = category_path[:1])::INT) FROM suggestions "
        "JOIN products USING (product_id) WHERE space = 'text' AND rule = 'strict'"
    )
    assert with_words == pytest.approx(share)
    assert found["ari"][2] < 0.1
    # And as the runs of the same seeds that are stored.
    stored = ask(
        "SELECT value FROM scores JOIN clusterings c USING (clustering_id) WHERE space = 'text' "
        "AND algorithm = 'kmeans' AND c.level = 1 AND seed < 2 AND metric = 'ari'"
    )
    assert found["ari"][1] == pytest.approx(np.mean([value for (value,) in stored]))


def test_texts_that_tell_more_than_the_name_lose_little(run: Callable[..., Query]) -> None:
    found = {
        measure: (with_words, without_words)
        for measure, with_words, without_words in run(told=True)(
            "SELECT measure, with_words, without_words FROM ablation"
        )
    }
    with_words, without_words = found["first_right"]
    assert with_words > 0.9
    assert with_words - without_words < 0.1


def test_the_words_are_those_of_the_names_of_two_levels(demo_database: Path) -> None:
    ask = queries_on(demo_database)
    rows = ask("SELECT level, measure, words FROM ablation ORDER BY ALL")
    assert [row[:2] for row in rows] == [
        (level, measure) for level in (1, 2) for measure in ("ari", "first_right")
    ]
    names = {
        words.key(word)
        for (name,) in ask("SELECT DISTINCT unnest(category_path[:2]) FROM products")
        for word in words.split(name)
    }
    left_out = set(rows[0][2])
    kept = set(" ".join(text for (text,) in ask("SELECT text_clean FROM products")).split())
    assert names & kept <= left_out
    assert all(word in names or {word + "s", word[:-1], word + "es"} & names for word in left_out)
