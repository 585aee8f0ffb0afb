"""Who is sampled together: sellers, brands and names, from the command line to the intervals."""

import csv
import functools
import random
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from sklearn.metrics import adjusted_rand_score

from agreement import ari_interval, contingency_table, grouped_ari
from etl import __main__ as cli
from etl.config import ClusterSettings, Request, TextSettings
from tests.etl.networks import Form, write_network
from tests.etl.shop import TINY, WORDS, Query, queries_on

HEADER = ["ref", "nom", "texte", "rayon", "marque", "vendeur", "photo"]
N = 160
Load = Callable[[Sequence[Sequence[str]]], Query]
SETTINGS = replace(
    TINY,
    text=TextSettings(dimensions=8, epochs=5, buckets=100),
    cluster=ClusterSettings(seeds=(0, 1, 2), n_init=2, sweep=(2,), sweep_seeds=(0,), halves=3),
)


def product(number: int, *, brand: str = "", seller: str = "") -> list[str]:
    """A product of one of two families, with words of its own family more often than others."""
    rng = random.Random(number)  # noqa: S311 - an invented catalogue
    family = number % 2
    own, other = WORDS[16 * family : 16 * family + 16], WORDS[32:]
    text = " ".join([*rng.sample(own, 5), *rng.sample(other, 4)])
    name = f"{brand or rng.choice(WORDS)} {number}"
    return [f"p{number}", name, text, ["Jardin", "Salon"][family], brand, seller, f"p{number}.png"]


@pytest.fixture
def load(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Load:
    """Run the command on a shop of these rows, without a mapping; every product has a photo."""
    monkeypatch.setattr(cli, "Request", functools.partial(Request, settings=SETTINGS))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")

    def run(rows: Sequence[Sequence[str]]) -> Query:
        (tmp_path / "images").mkdir()
        for number in range(len(rows)):
            blue = random.Random(number).randrange(160) + 90 * (number % 2)  # noqa: S311
            Image.new("RGB", (20, 20), (number, 90, blue)).save(
                tmp_path / "images" / f"p{number}.png"
            )
        with (tmp_path / "products.csv").open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows([HEADER, *rows])
        network = write_network(tmp_path / "small.onnx", Form())
        arguments = ["etl", "run", "--catalog", str(tmp_path / "products.csv"), "--jobs", "1"]
        arguments += ["--image-model", str(network), "--database", str(tmp_path / "shop.duckdb")]
        monkeypatch.setattr(sys, "argv", arguments)
        assert cli.main() == 0
        return queries_on(tmp_path / "shop.duckdb")

    return run


def test_sellers_are_read_and_sampled_together(load: Load) -> None:
    ask = load([product(i, brand=f"Marque{i % 7}", seller=f"Boutique {i % 40}") for i in range(N)])
    assert ask("SELECT DISTINCT seller IS NULL FROM products") == [(False,)]
    groups = ask("SELECT seller, count(DISTINCT sampling_group), count(*) FROM products GROUP BY 1")
    assert {(n_groups, n) for _, n_groups, n in groups} == {(1, 4)}
    assert ask("SELECT count(DISTINCT sampling_group) FROM products") == [(40,)]
    assert ask("SELECT value FROM builds WHERE key = 'groups.recovered'") == [("0",)]


def test_intervals_of_the_database_are_those_of_the_groups(load: Load) -> None:
    ask = load([product(i, brand=f"Marque{i % 40}") for i in range(N)])
    [(identifier, value, low, high, product_low, product_high)] = ask(
        "SELECT clustering_id, value, ci_low, ci_high, ci_product_low, ci_product_high "
        "FROM scores JOIN clusterings c USING (clustering_id) "
        "WHERE is_default AND space = 'text' AND c.level = 1 AND metric = 'ari'"
    )
    labels, categories, groups = zip(
        *ask(
            "SELECT cluster, category_path[1], sampling_group FROM clusters "
            "JOIN products USING (product_id) WHERE clustering_id = ?",
            identifier,
        ),
        strict=True,
    )
    codes = np.unique(categories, return_inverse=True)[1]
    estimate = grouped_ari(labels, codes, groups)
    assert value == pytest.approx(adjusted_rand_score(codes, labels))
    assert (low, high) == pytest.approx(estimate.interval)
    by_product = ari_interval(contingency_table(labels, codes))
    assert (product_low, product_high) == pytest.approx(by_product)


def test_differences_of_the_database_are_those_of_its_scores(load: Load) -> None:
    ask = load([product(i, brand=f"Marque{i % 40}") for i in range(N)])
    aris: dict[str, float] = dict(
        ask(
            "SELECT space, value FROM scores JOIN clusterings c USING (clustering_id) "
            "WHERE is_default AND c.level = 1 AND metric = 'ari'"
        )
    )
    rows = ask(
        "SELECT first, second, value, ci_low, ci_high, n, halves_sd FROM differences "
        "WHERE level = 1"
    )
    assert {(first, second) for first, second, *_ in rows} == {
        ("text", "image"),
        ("text", "fused"),
        ("image", "fused"),
    }
    for first, second, value, low, high, n, halves_sd in rows:
        assert value == pytest.approx(aris[first] - aris[second])
        assert n == N
        assert halves_sd >= 0
        assert low is None or low <= value <= high


def test_what_halves_and_trainings_move_stands_beside_the_text(load: Load) -> None:
    ask = load([product(i, brand=f"Marque{i % 40}") for i in range(N)])
    metrics = "'ari_halves_sd', 'ari_halves_mean', 'ari_training_sd'"
    rows = ask(
        f"SELECT space, metric, value, n FROM scores JOIN clusterings c USING (clustering_id) "  # noqa: S608
        f"WHERE is_default AND c.level = 1 AND metric IN ({metrics})"
    )
    found = {(space, metric): (value, n) for space, metric, value, n in rows}
    assert {space for space, metric in found if metric == "ari_training_sd"} == {"text"}
    assert found["text", "ari_training_sd"][1] == N
    for space in ("text", "image", "fused"):
        assert found[space, "ari_halves_mean"][1] == N // 2
        assert 0 <= found[space, "ari_halves_sd"][0] < 0.5


def test_a_shop_of_few_brands_has_no_interval(load: Load) -> None:
    ask = load([product(i, brand=f"Marque{i % 5}") for i in range(N)])
    assert ask("SELECT count(*) FROM scores WHERE metric = 'ari' AND ci_low IS NOT NULL") == [(0,)]
    assert ask("SELECT count(*) FROM scores WHERE metric = 'ari'")[0][0] > 0
