"""What describes a cluster: its words, and the products nearest to its centre."""

from collections.abc import Mapping, Sequence

from dashboard.model.clusters import Central, ClusterWord
from dashboard.model.once import once_a_build
from dashboard.queries import Database


@once_a_build
def words(database: Database, clustering_id: str) -> Mapping[int, Sequence[ClusterWord]]:
    """Return the distinctive words of each cluster, the most distinctive first."""
    found = (
        database.connection.cursor()
        .execute(
            """
            SELECT cluster, word, n_inside, n_outside FROM cluster_words
            WHERE clustering_id = ? ORDER BY cluster, rank
            """,
            [clustering_id],
        )
        .fetchall()
    )
    by_cluster: dict[int, list[ClusterWord]] = {}
    for cluster, *rest in found:
        by_cluster.setdefault(cluster, []).append(ClusterWord(*rest))
    return by_cluster


@once_a_build
def medoids(database: Database, clustering_id: str) -> Mapping[int, Sequence[Central]]:
    """Return the products nearest to each cluster's centre, the nearest first."""
    found = (
        database.connection.cursor()
        .execute(
            """
            SELECT cluster, product_id, name, thumbnail IS NOT NULL
            FROM cluster_medoids JOIN products USING (product_id)
            WHERE clustering_id = ? ORDER BY cluster, rank
            """,
            [clustering_id],
        )
        .fetchall()
    )
    by_cluster: dict[int, list[Central]] = {}
    for cluster, *rest in found:
        by_cluster.setdefault(cluster, []).append(Central(*rest))
    return by_cluster
