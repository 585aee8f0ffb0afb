"""A small shop of invented products, and runs of the pipeline on it within the test's process."""

import csv
import json
import random
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import duckdb
from PIL import Image

from etl.config import ClusterSettings, ProjectSettings, Settings, TextSettings

# Invented, so that none is a stop word: babe, babo, bafi ...
WORDS = [
    first + last
    for first in ("ba", "ko", "lu", "mi", "ra", "su", "to", "ve")
    for last in ("be", "bo", "fi", "ga", "lo", "mu", "ri", "ta")
]

Query = Callable[..., list[tuple[Any, ...]]]


def queries_on(database: Path) -> Query:
    def ask(sql: str, *values: object) -> list[tuple[Any, ...]]:
        with duckdb.connect(str(database.resolve()), read_only=True) as connection:
            return connection.execute(sql, values).fetchall()

    return ask


QUICK = Settings(
    text=TextSettings(dimensions=16, epochs=5, buckets=1000),
    project=ProjectSettings(max_umap=0),
    cluster=ClusterSettings(seeds=(0, 1, 2), sweep=(2, 3)),
)


# Where runs are many: every stage, at its least.
TINY = Settings(
    text=TextSettings(dimensions=8, epochs=1, buckets=100),
    project=ProjectSettings(max_umap=0, max_tsne=0),
    cluster=ClusterSettings(seeds=(0, 1), n_init=2, sweep=(2,), sweep_seeds=(0,), halves=2),
)


def listing(i: int, **changed: str) -> dict[str, str]:
    """One row of a small shop, and the colour of its photo as its name."""
    rng = random.Random(i)  # noqa: S311 - an invented catalogue
    row = {
        "uniq_id": f"p{i}",
        "product_name": " ".join(rng.sample(WORDS, 3)),
        "product_category_tree": json.dumps([f"{'AB'[i % 2]} >> {'xy'[i % 2]}"]),
        "discounted_price": str(i),
        "image": f"p{i}.png",
        "description": " ".join(rng.sample(WORDS, 6)),
        "brand": "",
    }
    return {**row, **changed}


def write_shop(folder: Path, rows: Sequence[dict[str, str]], photos: int) -> Path:
    """Write the rows, and photos of one colour each for the first products."""
    (folder / "images").mkdir(parents=True)
    for i in range(photos):
        colour = tuple(random.Random(i).choices(range(256), k=3))  # noqa: S311
        Image.new("RGB", (16, 16), colour).save(folder / "images" / f"p{i}.png")
    with (folder / "products.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(listing(0)))
        writer.writeheader()
        writer.writerows(rows)
    return folder / "products.csv"


def different(first: Path, second: Path) -> list[str]:
    """Tables in which two databases differ, but for what is about the run itself."""
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH '{first}' AS a (READ_ONLY)")
        connection.execute(f"ATTACH '{second}' AS b (READ_ONLY)")
        names = connection.execute(
            "SELECT DISTINCT table_name FROM duckdb_tables() "
            "WHERE database_name IN ('a', 'b') AND table_name != 'builds' ORDER BY ALL"
        ).fetchall()
        return [
            name
            for (name,) in names
            if connection.execute(
                f"SELECT count(*) FROM ((FROM a.{name} EXCEPT ALL FROM b.{name}) "  # noqa: S608
                f"UNION ALL (FROM b.{name} EXCEPT ALL FROM a.{name}))"
            ).fetchall()
            != [(0,)]
        ]
