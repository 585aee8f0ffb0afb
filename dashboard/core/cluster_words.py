"""The distinctive words of clusters, and the names made of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.core.cache import cached_per_build
from dashboard.core.database import Database

NAMING = 3
"""Words that name a cluster."""


@dataclass(frozen=True)
class ClusterWord:
    """A distinctive word, with the products that hold it in the cluster and in the others."""

    word: str
    n_inside: int
    n_outside: int


def name_of(words: Sequence[ClusterWord]) -> str:
    """Name a cluster by its most distinctive words; empty where it has none.

    Examples
    --------
    >>> name_of([ClusterWord("watch", 90, 2), ClusterWord("strap", 40, 1)])
    'watch, strap'
    """
    return ", ".join(word.word for word in words[:NAMING])


@cached_per_build
def cluster_words(database: Database, clustering_id: str) -> Mapping[int, Sequence[ClusterWord]]:
    """Return the distinctive words of each cluster, the most distinctive first."""
    rows = (
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
    for cluster, *rest in rows:
        by_cluster.setdefault(cluster, []).append(ClusterWord(*rest))
    return by_cluster
