"""The evidence beside the scores; what does not depend on the filter is read once a build."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from dashboard.core.cache import cached_per_build
from dashboard.core.catalogue import NO_CLUSTER, SIDES, Codes
from dashboard.core.database import Database
from dashboard.core.evidence_model import Baseline, Density, Estimate, Run, Spread, Sweep

Values = NDArray[np.float32]


@cached_per_build
def neighbours(database: Database) -> dict[str, Codes]:
    """Return the rows of each product's nearest neighbours, nearest first, by space.

    Returns
    -------
    dict of str to int32 array of shape (n, n_neighbours)
        -1 where there is none.
    """
    catalogue, by_space = database.catalogue, {}
    # Text and photo are compared where neither is studied, and there may be no space at all.
    for space in {*catalogue.spaces, *SIDES, catalogue.default_space}:
        columns = (
            database.connection.cursor()
            .execute(
                """
                SELECT own.position AS row, other.position AS neighbour, rank - 1 AS near
                FROM neighbours n
                JOIN products own USING (product_id)
                JOIN products other ON other.product_id = n.neighbour_id
                WHERE space = ?
                """,
                [space],
            )
            .fetchnumpy()
        )
        width = int(np.max(columns["near"], initial=0)) + 1
        rows = np.full((catalogue.n_products, width), -1, dtype=np.int32)
        rows[columns["row"], columns["near"]] = columns["neighbour"]
        by_space[space] = rows
    return by_space


@cached_per_build
def silhouettes(database: Database, space: str, level: int) -> Values:
    """Return how much nearer each product is to its own category; NaN where not computed."""
    columns = (
        database.connection.cursor()
        .execute(
            """
            SELECT position AS row, silhouette
            FROM category_silhouettes JOIN products USING (product_id)
            WHERE space = ? AND level = ?
            """,
            [space, level],
        )
        .fetchnumpy()
    )
    return _by_row(database, columns["row"], columns["silhouette"])


@cached_per_build
def recall(database: Database, space: str, method: str) -> Values:
    """Return the share of its neighbours that each product keeps on a map; NaN off the map."""
    columns = (
        database.connection.cursor()
        .execute(
            """
            SELECT position AS row, neighbour_recall
            FROM projections JOIN products USING (product_id)
            WHERE space = ? AND method = ?
            """,
            [space, method],
        )
        .fetchnumpy()
    )
    return _by_row(database, columns["row"], columns["neighbour_recall"])


@cached_per_build
def baselines(database: Database, level: int) -> list[Baseline]:
    """Return the trivial features and the simpler spaces at a level, the best first."""
    rows = (
        database.connection.cursor()
        .execute(
            """
            SELECT baseline AS name, k, value, ci_low, ci_high, n FROM baselines
            WHERE level = $level
            UNION ALL
            SELECT space, k, value, ci_low, ci_high, n
            FROM clusterings c JOIN scores s USING (clustering_id) JOIN spaces USING (space)
            WHERE is_default AND role = 'baseline' AND metric = 'ari'
              AND c.level = $level AND s.level = $level
            ORDER BY value DESC, name
            """,
            {"level": level},
        )
        .fetchall()
    )
    return [Baseline(name, k, Estimate(*rest)) for name, k, *rest in rows]


@cached_per_build
def spread(database: Database, space: str, level: int) -> Spread:
    """Return what chance and other halves give for the default clustering of a level."""
    values = dict(
        database.connection.cursor()
        .execute(
            """
            SELECT metric, value FROM clusterings c JOIN scores s USING (clustering_id)
            WHERE is_default AND space = $space AND c.level = $level AND s.level = $level
              AND metric IN ('ari_null_mean', 'ari_null_high', 'ari_halves_sd',
                             'ari_training_sd')
            """,
            {"space": space, "level": level},
        )
        .fetchall()
    )
    parts = ("null_mean", "null_high", "halves_sd", "training_sd")
    return Spread(*(values.get(f"ari_{part}") for part in parts))


@cached_per_build
def ceiling(database: Database, space: str, level: int) -> tuple[float, int] | None:
    """Return the agreement that the neighbours' vote reaches, and over how many products."""
    row: tuple[float, int] | None = (
        database.connection.cursor()
        .execute(
            """
            SELECT value, n FROM clusterings c JOIN scores s USING (clustering_id)
            WHERE is_default AND space = $space AND c.level = $level AND s.level = $level
              AND metric = 'ari_vote'
            """,
            {"space": space, "level": level},
        )
        .fetchone()
    )
    return row


@cached_per_build
def reclustering_sd(database: Database, level: int) -> dict[frozenset[str], float]:
    """Return what clustering anew moves the difference of two spaces by."""
    rows = (
        database.connection.cursor()
        .execute(
            """
            SELECT first, second, halves_sd FROM differences
            WHERE level = ? AND halves_sd IS NOT NULL
            """,
            [level],
        )
        .fetchall()
    )
    return {frozenset((first, second)): moved for first, second, moved in rows}


@cached_per_build
def density(database: Database, space: str) -> Density | None:
    """Return what HDBSCAN found in a space, None where it was not run."""
    rows = (
        database.connection.cursor()
        .execute(
            """
            SELECT metric, k, value, ci_low, ci_high, n
            FROM clusterings JOIN scores s USING (clustering_id)
            WHERE algorithm = 'hdbscan' AND space = ? AND s.level = 1
              AND metric IN ('ari', 'ari_without_noise', 'noise_share')
            """,
            [space],
        )
        .fetchall()
    )
    metrics = {metric: (k, Estimate(*rest)) for metric, k, *rest in rows}
    if "ari" not in metrics or "noise_share" not in metrics:
        return None
    k, with_noise = metrics["ari"]
    without = metrics.get("ari_without_noise")
    return Density(k, metrics["noise_share"][1].value, with_noise, without[1] if without else None)


@cached_per_build
def sweep(database: Database, space: str) -> Sweep:
    """Return the labels of every run of k-means and of Ward over the numbers of clusters."""
    cursor = database.connection.cursor()
    runs = cursor.execute(
        """
        SELECT clustering_id, algorithm, k, seed FROM clusterings
        WHERE space = ? AND level IS NULL AND algorithm IN ('kmeans', 'ward')
        ORDER BY k, algorithm, seed
        """,
        [space],
    ).fetchall()
    labels = np.full((len(runs), database.catalogue.n_products), NO_CLUSTER, dtype=np.int16)
    # Two bytes a label: this is the most that a page holds of a catalogue.
    columns = cursor.execute(
        """
        WITH numbered AS (
            SELECT unnest($ids) AS clustering_id, generate_subscripts($ids, 1) - 1 AS run
        )
        SELECT run::SMALLINT AS run, position AS row, cluster::SMALLINT AS cluster
        FROM numbered JOIN clusters USING (clustering_id) JOIN products USING (product_id)
        """,
        {"ids": [identifier for identifier, *_ in runs]},
    ).fetchnumpy()
    labels[columns["run"], columns["row"]] = columns["cluster"]
    return Sweep(tuple(Run(*run) for _, *run in runs), labels)


@cached_per_build
def mean_silhouettes(database: Database, space: str) -> dict[tuple[str, int], float]:
    """Return the silhouette over the whole catalogue, by algorithm and number of clusters."""
    rows = (
        database.connection.cursor()
        .execute(
            """
            SELECT algorithm, k, silhouette FROM stability
            WHERE space = ? AND silhouette IS NOT NULL
            """,
            [space],
        )
        .fetchall()
    )
    return {(algorithm, k): value for algorithm, k, value in rows}


@cached_per_build
def label_free_choice(database: Database, space: str) -> int | None:
    """Return the k that the silhouette of k-means chooses; None where it still rises at the end."""
    row = (
        database.connection.cursor()
        .execute(
            "SELECT k FROM stability WHERE space = ? AND algorithm = 'kmeans' AND is_choice",
            [space],
        )
        .fetchone()
    )
    return None if row is None else int(row[0])


def _by_row(database: Database, rows: Any, values: Any) -> Values:
    by_row = np.full(database.catalogue.n_products, np.nan, dtype=np.float32)
    by_row[rows] = values
    return by_row
