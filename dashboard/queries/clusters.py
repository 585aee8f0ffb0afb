"""The products nearest to the centre of each cluster."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.core.cache import cached_per_build
from dashboard.core.database import Database


@dataclass(frozen=True)
class Central:
    """A product near the centre of a cluster."""

    product_id: str
    name: str
    has_photo: bool


@cached_per_build
def medoids(database: Database, clustering_id: str) -> Mapping[int, Sequence[Central]]:
    """Return the products nearest to each cluster's centre, the nearest first."""
    rows = (
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
    for cluster, *rest in rows:
        by_cluster.setdefault(cluster, []).append(Central(*rest))
    return by_cluster
