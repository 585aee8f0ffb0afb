"""A small real database, written by the pipeline's own schema."""

import itertools
from collections.abc import Callable, Sequence
from pathlib import Path

import duckdb
import numpy as np
import pytest

from agreement import adjusted_rand_index, ari_interval, contingency_table
from dashboard.core.database import Database, current_database

ROOT = Path(__file__).resolve().parents[2]
SPACES = ("text", "image", "fused")
WITHOUT_PHOTO = 7
WITHOUT_CATEGORY = 11
Insert = Callable[[str, Sequence[tuple[object, ...]]], None]
SWEEP = {2: 0.0, 3: 0.05, 4: 0.5, 5: 0.5}
"""Share of mistaken products by number of clusters of the sweep."""
UNTRUSTED = "<img src=x onerror=alert(1)> & co"


def catalogue_paths(n: int) -> list[list[str]]:
    """Three top categories of two children each, two grandchildren below the first child."""
    paths = []
    for i in range(n):
        top = "ABC"[i % 3]
        child = f"{top}{(i // 3) % 2 + 1}"
        path = [top, child]
        if child == "A1":
            path.append(f"{child} leaf {(i // 6) % 2}")
        paths.append(path)
    paths[WITHOUT_CATEGORY] = []
    paths[12] = ["A"]  # stands on an inner node
    return paths


def write_database(
    file: Path, n: int = 120, *, schema_version: str = "6", spaces: Sequence[str] = SPACES
) -> Path:
    """Write a database of `n` products with everything the dashboard reads."""
    rng = np.random.default_rng(5)
    paths = catalogue_paths(n) if n else []
    connection = duckdb.connect(str(file))
    connection.execute((ROOT / "etl/publishing/schema.sql").read_text())
    connection.begin()  # or each row would wait for the disk

    def insert(table: str, rows: Sequence[tuple[object, ...]]) -> None:
        if rows:
            connection.executemany(
                f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})",  # noqa: S608
                rows,
            )

    names = [f"Produit {i:03d}" for i in range(n)]
    if n:
        names[0], names[1], names[2] = UNTRUSTED, "=SUM(A1)", "Éclair à l'orange"
    insert(
        "products",
        [
            (
                f"id/{i}",
                i,
                names[i],
                f"Texte {i}",
                "Élan" if i % 2 else None,
                None if i % 10 == 0 else 10.0 * i,
                paths[i],
                None if i == WITHOUT_PHOTO else f"{i}.jpg",
                "missing" if i == WITHOUT_PHOTO else "ok",
                "texte",
                None if i == WITHOUT_PHOTO else b"RIFF....WEBP",
                800,
                600,
                [{"token": "le", "reason": "stop_word"}],
                None if i == WITHOUT_PHOTO else b"RIFF....WEBP",
            )
            for i in range(n)
        ],
    )
    insert(
        "spaces",
        [
            (space, position, {"fused": "multimodal"}.get(space, space), "studied", None, "{}")
            for position, space in enumerate(spaces)
        ],
    )
    for level in (1, 2, 3):
        reached = [path for path in paths if len(path) >= level]
        n_categories = len({tuple(path[:level]) for path in reached})
        insert("levels", [(level, n_categories, len(reached), level < 3)] if reached else [])
    insert(
        "builds",
        [
            ("schema_version", schema_version),
            ("fingerprint", "f00d"),
            ("built_at", "2026-11-22T10:00:00+00:00"),
            ("catalog_name", "essai"),
            ("etl_version", "0"),
            ("settings", '{"image": {"fit": "crop"}}'),
            ("text.min_letters", "2"),
            ("text.stop_word_languages", "en,fr"),
            ("text.boilerplate_share", "0.15"),
            ("text.boilerplate_documents", "20"),
        ],
    )
    for space, level in itertools.product(spaces if n else (), (1, 2)):
        with_vector = [i for i in range(n) if space != "image" or i != WITHOUT_PHOTO]
        categories = sorted({tuple(path[:level]) for path in paths if len(path) >= level})
        code = {category: index for index, category in enumerate(categories)}
        k, mistaken = len(categories), {"text": 0.2, "image": 0.4}.get(space, 0.1)
        labels = {
            i: (code.get(tuple(paths[i][:level]), 0) + 1) % k
            if rng.random() > mistaken
            else int(rng.integers(k))
            for i in with_vector
        }
        identifier = f"{space}-{level}"
        insert("clusterings", [(identifier, space, "kmeans", level, k, 3, "{}", True)])
        insert("clusters", [(identifier, f"id/{i}", labels[i]) for i in with_vector])
        counted = [i for i in with_vector if len(paths[i]) >= level]
        table = contingency_table(
            [labels[i] for i in counted], [code[tuple(paths[i][:level])] for i in counted]
        )
        low, high = ari_interval(table) or (None, None)
        value, m = adjusted_rand_index(table), len(counted)
        insert(
            "scores",
            [
                (identifier, level, "ari", value, low, high, m),
                (identifier, level, "ari_seed_mean", value - 0.01, None, None, m),
                (identifier, level, "ari_seed_sd", 0.02, None, None, m),
                (identifier, None, "silhouette", 0.2, None, None, m),
            ],
        )
    for space, method in itertools.product(spaces if n else (), ("pca", "umap")):
        with_vector = [i for i in range(n) if space != "image" or i != WITHOUT_PHOTO]
        places = rng.normal(size=(n, 2)) + 4 * np.array(
            [["ABC".find((p or ["A"])[0]), 0] for p in paths]
        )
        insert(
            "projections",
            [
                (space, method, f"id/{i}", *map(float, places[i]), 0.5)
                for i in reversed(with_vector)
            ],
        )
        insert("map_quality", [(space, method, 10, 0.9, 0.6, method == "umap")])
    if n:
        for space in spaces:
            write_evidence(insert, space, paths)
        insert(
            "baselines",
            [
                (name, level, 3, value, value - 0.02, value + 0.02, 100)
                for level in (1, 2)
                for name, value in (("brand", 0.02), ("price", 0.08), ("description_length", 0.05))
            ],
        )
    connection.commit()
    connection.close()
    return file


def write_evidence(insert: Insert, space: str, paths: list[list[str]]) -> None:
    """Write what stands beside the scores of a space."""
    n = len(paths)
    with_vector = [i for i in range(n) if space != "image" or i != WITHOUT_PHOTO]
    # Two neighbours of the same top category out of three, and the one after it.
    steps = {"text": (3, 6, 1), "image": (3, 1, 2)}.get(space, (3, 6, 9))
    insert(
        "neighbours",
        [
            (space, f"id/{i}", rank, f"id/{(i + step) % n}", 0.9 - rank / 10)
            for i in with_vector
            for rank, step in enumerate(steps, start=1)
            if (i + step) % n in with_vector
        ],
    )
    for level in (1, 2):
        spread = {"null_mean": 0.0, "null_high": 0.01, "subsample_mean": 0.5, "subsample_sd": 0.03}
        insert(
            "scores",
            [
                (f"{space}-{level}", level, f"ari_{part}", value, None, None, len(with_vector))
                for part, value in spread.items()
            ],
        )
        insert(
            "category_silhouettes",
            [(space, level, f"id/{i}", i / n) for i in with_vector if len(paths[i]) >= level],
        )
    insert("clusterings", [(f"{space}-h", space, "hdbscan", None, 4, None, "{}", False)])
    insert(
        "scores",
        [
            (f"{space}-h", 1, "ari", 0.3, 0.2, 0.4, len(with_vector)),
            (f"{space}-h", 1, "ari_without_noise", 0.6, 0.5, 0.7, 60),
            (f"{space}-h", 1, "noise_share", 0.5, None, None, len(with_vector)),
        ],
    )
    write_sweep(insert, space, paths)


def write_sweep(insert: Insert, space: str, paths: list[list[str]]) -> None:
    """Write runs that agree up to three clusters, and less beyond."""
    rng = np.random.default_rng(len(space))
    with_vector = [i for i in range(len(paths)) if space != "image" or i != WITHOUT_PHOTO]
    tops = np.array(["ABC".find((path or ["A"])[0]) for path in paths])
    for k, mistaken in SWEEP.items():
        for algorithm, seed in (*(("kmeans", seed) for seed in (0, 1, 2)), ("ward", None)):
            identifier = f"{space}-{algorithm}-{k}-{seed}"
            labels = np.where(
                rng.random(len(paths)) < mistaken, rng.integers(k, size=len(paths)), tops % k
            )
            insert(
                "clusterings",
                [(identifier, space, algorithm, None, k, seed, "{}", False)],
            )
            insert("clusters", [(identifier, f"id/{i}", int(labels[i])) for i in with_vector])
    # The silhouette is highest at 4; the page computes the rest itself.
    insert(
        "stability",
        [
            (space, algorithm, k, 3 if algorithm == "kmeans" else 1, -1, value, -1, -1)
            for algorithm in ("kmeans", "ward")
            for k, value in {2: 0.2, 3: 0.3, 4: 0.4, 5: 0.35}.items()
        ],
    )


@pytest.fixture(scope="session")
def database_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_database(tmp_path_factory.mktemp("database") / "catalogue-1.duckdb")


@pytest.fixture
def database(database_file: Path, monkeypatch: pytest.MonkeyPatch) -> Database:
    """The small database, as the one that the process serves."""
    monkeypatch.setenv("CATALOG_DATABASE", str(database_file))
    return current_database()
