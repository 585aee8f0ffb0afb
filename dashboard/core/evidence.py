"""The evidence beside the scores; what does not depend on the filter is read once a build."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from dashboard import ids
from dashboard.core.cache import once_a_build
from dashboard.core.catalogue import NO_CLUSTER, Codes
from dashboard.core.database import Database
from dashboard.core.evidence_model import Density, Estimate, Run, Spread, Sweep, Yardstick

Values = NDArray[np.float32]


@once_a_build
def neighbours(database: Database) -> dict[str, Codes]:
    """Return the rows of each product's nearest neighbours, nearest first, by space.

    Returns
    -------
    dict of str to int32 array of shape (n, n_neighbours)
        -1 where there is none.
    """
    found = {}
    for space in ids.SPACES:
        columns = (
            database.connection.cursor()
            .execute(
                """
                WITH ranked AS (
                    SELECT product_id, row_number() OVER (ORDER BY position) - 1 AS row
                    FROM products
                )
                SELECT own.row AS row, other.row AS neighbour, rank - 1 AS place
                FROM neighbours n
                JOIN ranked own USING (product_id)
                JOIN ranked other ON other.product_id = n.neighbour_id
                WHERE space = ?
                """,
                [space],
            )
            .fetchnumpy()
        )
        width = int(np.max(columns["place"], initial=0)) + 1
        rows = np.full((database.catalogue.n_products, width), -1, dtype=np.int32)
        rows[columns["row"], columns["place"]] = columns["neighbour"]
        found[space] = rows
    return found


@once_a_build
def silhouettes(database: Database, space: str, level: int) -> Values:
    """Return how much nearer each product is to its own category; NaN where not computed."""
    columns = (
        database.connection.cursor()
        .execute(
            """
            WITH ranked AS (
                SELECT product_id, row_number() OVER (ORDER BY position) - 1 AS row FROM products
            )
            SELECT row, silhouette FROM category_silhouettes JOIN ranked USING (product_id)
            WHERE space = ? AND level = ?
            """,
            [space, level],
        )
        .fetchnumpy()
    )
    return _by_row(database, columns["row"], columns["silhouette"])


@once_a_build
def recall(database: Database, space: str, method: str) -> Values:
    """Return the share of its neighbours that each product keeps on a map; NaN off the map."""
    columns = (
        database.connection.cursor()
        .execute(
            """
            WITH ranked AS (
                SELECT product_id, row_number() OVER (ORDER BY position) - 1 AS row FROM products
            )
            SELECT row, neighbour_recall FROM projections JOIN ranked USING (product_id)
            WHERE space = ? AND method = ?
            """,
            [space, method],
        )
        .fetchnumpy()
    )
    return _by_row(database, columns["row"], columns["neighbour_recall"])


@once_a_build
def yardsticks(database: Database, level: int) -> list[Yardstick]:
    """Return the trivial features and the simpler spaces at a level, the best first."""
    found = (
        database.connection.cursor()
        .execute(
            """
            SELECT baseline AS name, k, value, ci_low, ci_high, n FROM baselines
            WHERE level = $level
            UNION ALL
            SELECT space, k, value, ci_low, ci_high, n
            FROM clusterings c JOIN scores s USING (clustering_id)
            WHERE is_default AND space IN ('text_tfidf', 'image_histogram') AND metric = 'ari'
              AND c.level = $level AND s.level = $level
            ORDER BY value DESC, name
            """,
            {"level": level},
        )
        .fetchall()
    )
    return [Yardstick(name, k, Estimate(*rest)) for name, k, *rest in found]


@once_a_build
def spread(database: Database, space: str, level: int) -> Spread:
    """Return what chance and subsamples give for the default clustering of a level."""
    found = dict(
        database.connection.cursor()
        .execute(
            """
            SELECT metric, value FROM clusterings c JOIN scores s USING (clustering_id)
            WHERE is_default AND space = $space AND c.level = $level AND s.level = $level
              AND metric IN ('ari_null_mean', 'ari_null_high',
                             'ari_subsample_mean', 'ari_subsample_sd')
            """,
            {"space": space, "level": level},
        )
        .fetchall()
    )
    return Spread(
        *(
            found.get(f"ari_{part}")
            for part in ("null_mean", "null_high", "subsample_mean", "subsample_sd")
        )
    )


@once_a_build
def density(database: Database, space: str) -> Density | None:
    """Return what HDBSCAN found in a space, None where it was not run."""
    found = (
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
    metrics = {metric: (k, Estimate(*rest)) for metric, k, *rest in found}
    if "ari" not in metrics or "noise_share" not in metrics:
        return None
    k, with_noise = metrics["ari"]
    without = metrics.get("ari_without_noise")
    return Density(k, metrics["noise_share"][1].value, with_noise, without[1] if without else None)


@once_a_build
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
        WITH ranked AS (
            SELECT product_id, row_number() OVER (ORDER BY position) - 1 AS row FROM products
        ), asked AS (
            SELECT unnest($ids) AS clustering_id, generate_subscripts($ids, 1) - 1 AS run
        )
        SELECT run::SMALLINT AS run, row::INTEGER AS row, cluster::SMALLINT AS cluster
        FROM asked JOIN clusters USING (clustering_id) JOIN ranked USING (product_id)
        """,
        {"ids": [identifier for identifier, *_ in runs]},
    ).fetchnumpy()
    labels[columns["run"], columns["row"]] = columns["cluster"]
    return Sweep(tuple(Run(*run) for _, *run in runs), labels)


@once_a_build
def mean_silhouettes(database: Database, space: str) -> dict[tuple[str, int], float]:
    """Return the silhouette over the whole catalogue, by algorithm and number of clusters."""
    found = (
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
    return {(algorithm, k): value for algorithm, k, value in found}


def _by_row(database: Database, rows: Any, values: Any) -> Values:
    by_row = np.full(database.catalogue.n_products, np.nan, dtype=np.float32)
    by_row[rows] = values
    return by_row
