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
    near: Mapping[Space, Neighbours],
    clusterings: Sequence[Clustering],
    request: Request,
) -> dict[str, pd.DataFrame]:
    """Rows of the tables `cluster_words`, `cluster_medoids` and `near_duplicates`."""
    shown = [made for made in clusterings if _is_shown(made)]
    found = {
        "cluster_words": _words(texts, spaces, shown, request),
        "cluster_medoids": _medoids(ids, spaces, shown, request),
        "near_duplicates": _near_duplicates(ids, spaces, near, request),
    }
    log.info(
        message(
            "log_describe",
            words=count("words", len(found["cluster_words"])),
            medoids=count("medoids", len(found["cluster_medoids"])),
            pairs=count("pairs", len(found["near_duplicates"])),
        )
    )
    return found


def _is_shown(made: Clustering) -> bool:
    """Whether a page shows the clusters of this clustering one by one."""
    return made.is_default or (
        made.run.algorithm == cluster.HDBSCAN_ALGORITHM and made.space.is_studied
    )


def _words(
    texts: Cleaned,
    spaces: Mapping[Space, SpaceVectors],
    shown: Sequence[Clustering],
    request: Request,
) -> pd.DataFrame:
    counted = describe.count_words(texts.kept)
    rows = []
    for made in shown:
        held = counted.counts[spaces[made.space].products]
        here = describe.WordCounts(counted.words, held)
        rows += [
            {"clustering_id": made.clustering_id, **asdict(word)}
            for word in describe.distinctive_words(here, made.labels, request.settings.describe)
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
                "clustering_id": made.clustering_id,
                "cluster": medoid.cluster,
                "rank": medoid.rank,
                "product_id": ids[spaces[made.space].products[medoid.row]],
                "similarity": medoid.similarity,
            }
            for made in shown
            for medoid in describe.medoids(
                spaces[made.space].vectors, made.labels, request.settings.describe
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
