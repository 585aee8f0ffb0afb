"""What is shown of clusters and products: words, medoids, near-duplicates."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import asdict

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from etl.analysis import cluster, describe
from etl.analysis.neighbours import Neighbours
from etl.config import Request
from etl.messages import count, message
from etl.pipeline.tables import Cleaned, Clustering, SpaceVectors
from etl.spaces import IMAGE, TEXT, Space

log = logging.getLogger("etl")


def gather(
    ids: NDArray[np.object_],
    texts: Cleaned,
    spaces: Mapping[Space, SpaceVectors],
    raw: Mapping[Space, SpaceVectors],
    near: Mapping[Space, Neighbours],
    clusterings: Sequence[Clustering],
    request: Request,
) -> dict[str, pd.DataFrame]:
    """Rows of the tables `cluster_words`, `cluster_medoids` and `near_duplicates`.

    Pairs of near-duplicates rest on the `raw` vectors of each space, and `near` is theirs.
    """
    shown = [clustering for clustering in clusterings if _is_shown(clustering)]
    tables = {
        "cluster_words": _words(texts, spaces, shown, request),
        "cluster_medoids": _medoids(ids, spaces, shown, request),
        "near_duplicates": _near_duplicates(ids, raw, near, request),
    }
    log.info(
        message(
            "log_describe",
            words=count("words", len(tables["cluster_words"])),
            medoids=count("medoids", len(tables["cluster_medoids"])),
            pairs=count("pairs", len(tables["near_duplicates"])),
        )
    )
    return tables


def _is_shown(clustering: Clustering) -> bool:
    """Whether a page shows the clusters of this clustering one by one."""
    return clustering.is_default or (
        clustering.run.algorithm == cluster.HDBSCAN_ALGORITHM and clustering.space.is_studied
    )


def _words(
    texts: Cleaned,
    spaces: Mapping[Space, SpaceVectors],
    shown: Sequence[Clustering],
    request: Request,
) -> pd.DataFrame:
    counted = describe.count_words(texts.kept)
    rows = []
    for clustering in shown:
        counts = counted.counts[spaces[clustering.space].products]
        here = describe.WordCounts(counted.words, counts)
        rows += [
            {"clustering_id": clustering.clustering_id, **asdict(word)}
            for word in describe.distinctive_words(
                here, clustering.labels, request.settings.describe
            )
        ]
    return pd.DataFrame(rows)


def _medoids(
    ids: NDArray[np.object_],
    spaces: Mapping[Space, SpaceVectors],
    shown: Sequence[Clustering],
    request: Request,
) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "clustering_id": clustering.clustering_id,
                "cluster": medoid.cluster,
                "rank": medoid.rank,
                "product_id": ids[spaces[clustering.space].products[medoid.row]],
                "similarity": medoid.similarity,
            }
            for clustering in shown
            for medoid in describe.medoids(
                spaces[clustering.space].vectors, clustering.labels, request.settings.describe
            )
        ]
    )


def _near_duplicates(
    ids: NDArray[np.object_],
    spaces: Mapping[Space, SpaceVectors],
    near: Mapping[Space, Neighbours],
    request: Request,
) -> pd.DataFrame:
    sides = {
        space: describe.Side(spaces[space].products, spaces[space].vectors, near[space])
        for space in (TEXT, IMAGE)
        if space in spaces
    }
    pairs = describe.near_duplicates(
        len(ids), sides.get(TEXT), sides.get(IMAGE), request.settings.suggest.near_duplicate
    )
    return pd.DataFrame(
        {
            "product_id": ids[pairs.first],
            "duplicate_id": ids[pairs.second],
            "text_similarity": pairs.text,
            "image_similarity": pairs.image,
        }
    )
