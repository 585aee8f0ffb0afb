"""What the stages found, as rows of the tables of schema.sql."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from etl.analysis.cluster import Run
from etl.analysis.evaluate import Level, Score
from etl.analysis.groups import Groups
from etl.analysis.neighbours import Neighbours
from etl.analysis.project import MapQuality
from etl.embedding import extractors
from etl.embedding.extractors import Extractor
from etl.embedding.image import Photo
from etl.embedding.words import Dropped
from etl.publishing.store import as_json
from etl.reading.catalogue import Finding, Product
from etl.spaces import SPACES, Space


@dataclass(frozen=True)
class SpaceVectors:
    """The vectors of one space: `vectors[i]` is that of the product number `products[i]`."""

    space: Space
    products: NDArray[np.int64]
    vectors: NDArray[np.float32]
    extractor: Extractor | None  # None: made of the vectors of other spaces


@dataclass(frozen=True)
class Cleaned:
    """The tokens of each product's text: those that were embedded, and the others."""

    kept: Sequence[Sequence[str]]
    dropped: Sequence[Sequence[Dropped]]


@dataclass(frozen=True)
class Map:
    """One projection of a space, with how far it can be trusted."""

    space: Space
    method: str
    coordinates: NDArray[np.float32]
    quality: MapQuality
    is_auto: bool


@dataclass(frozen=True)
class Clustering:
    """One clustering of a space: `labels[i]` belongs to the i-th vector of the space."""

    space: Space
    run: Run
    parameters: Mapping[str, object]
    labels: NDArray[np.int64]
    is_default: bool

    @property
    def clustering_id(self) -> str:
        """Readable and unique within a database, such as `text-kmeans-level1-k7-seed0`."""
        return f"{self.space.name}-{self.run.name}"

    @property
    def k(self) -> int:
        """Number of clusters; for HDBSCAN those that it found."""
        return len(np.unique(self.labels[self.labels >= 0])) if self.run.k is None else self.run.k


def products_table(
    products: Sequence[Product], texts: Cleaned, photos: Sequence[Photo], groups: Groups
) -> pd.DataFrame:
    """Rows of `products`."""
    return pd.DataFrame(
        {
            "product_id": [product.product_id for product in products],
            "position": range(len(products)),
            "name": [product.name for product in products],
            "description": [product.description for product in products],
            "brand": [product.brand for product in products],
            "price": [product.price for product in products],
            "category_path": [list(product.category_path) for product in products],
            "image_file": [product.image_file for product in products],
            "image_status": [photo.status for photo in photos],
            "text_clean": [" ".join(tokens) for tokens in texts.kept],
            "text_dropped": texts.dropped,
            "thumbnail": [photo.thumbnail for photo in photos],
            "network_input": [photo.network_input for photo in photos],
            "photo_width": pd.array([photo.width for photo in photos], dtype="Int32"),
            "photo_height": pd.array([photo.height for photo in photos], dtype="Int32"),
            "seller": [product.seller for product in products],
            "recovered_brand": groups.brands,
            "sampling_group": groups.codes,
        }
    )


def spaces_table(spaces: Mapping[Space, SpaceVectors]) -> pd.DataFrame:
    """Rows of `spaces`, those without a vector too, unless they are optional."""
    used = {space: embedded.extractor for space, embedded in spaces.items()}
    return pd.DataFrame(
        [
            {
                "space": space.name,
                "position": position,
                "modality": space.modality,
                "role": space.role,
                "extractor": extractor.name if extractor else space.extractor,
                "parameters": as_json(extractors.describe(extractor) if extractor else {}),
            }
            for position, space in enumerate(SPACES)
            if space in spaces or not space.is_optional
            for extractor in [used.get(space)]
        ]
    )


def levels_table(levels: Sequence[Level]) -> pd.DataFrame:
    """Rows of `levels`."""
    return pd.DataFrame(
        [
            (level.level, level.n_categories, level.n_products, level.is_clustered)
            for level in levels
        ],
        columns=["level", "n_categories", "n_products", "is_clustered"],
    )


def report_table(findings: Sequence[Finding]) -> pd.DataFrame:
    """Rows of `load_report`."""
    columns = [field.name for field in fields(Finding)]
    table = pd.DataFrame([asdict(finding) for finding in findings], columns=columns)
    return table.astype({"row": "Int32", "line": "Int32"})


def projections_table(
    ids: NDArray[np.object_], spaces: Mapping[Space, SpaceVectors], maps: Sequence[Map]
) -> pd.DataFrame:
    """Rows of `projections`."""
    return _stack(
        {
            "space": drawn.space.name,
            "method": drawn.method,
            "product_id": ids[spaces[drawn.space].products],
            "x": drawn.coordinates[:, 0],
            "y": drawn.coordinates[:, 1],
            "neighbour_recall": drawn.quality.recall,
        }
        for drawn in maps
    )


def map_quality_table(maps: Sequence[Map]) -> pd.DataFrame:
    """Rows of `map_quality`."""
    return pd.DataFrame(
        [
            {
                "space": drawn.space.name,
                "method": drawn.method,
                "n_neighbours": drawn.quality.n_neighbours,
                "trustworthiness": drawn.quality.trustworthiness,
                "neighbour_recall": float(drawn.quality.recall.mean(dtype=np.float64)),
                "is_auto": drawn.is_auto,
            }
            for drawn in maps
        ]
    )


def clusterings_table(clusterings: Sequence[Clustering]) -> pd.DataFrame:
    """Rows of `clusterings`."""
    return pd.DataFrame(
        {
            "clustering_id": [clustering.clustering_id for clustering in clusterings],
            "space": [clustering.space.name for clustering in clusterings],
            "algorithm": [clustering.run.algorithm for clustering in clusterings],
            "level": pd.array([clustering.run.level for clustering in clusterings], dtype="Int32"),
            "k": [clustering.k for clustering in clusterings],
            "seed": pd.array([clustering.run.seed for clustering in clusterings], dtype="Int32"),
            "parameters": [as_json(clustering.parameters) for clustering in clusterings],
            "is_default": [clustering.is_default for clustering in clusterings],
        }
    )


def clusters_table(
    ids: NDArray[np.object_],
    spaces: Mapping[Space, SpaceVectors],
    clusterings: Sequence[Clustering],
) -> pd.DataFrame:
    """Rows of `clusters`."""
    if not clusterings:
        return pd.DataFrame()
    members = [spaces[clustering.space].products for clustering in clusterings]
    numbers = np.repeat(np.arange(len(clusterings)), [len(rows) for rows in members])
    return pd.DataFrame(
        {
            "clustering_id": _texts(
                [clustering.clustering_id for clustering in clusterings], numbers
            ),
            "product_id": _texts(ids, np.concatenate(members)),
            "cluster": np.concatenate([clustering.labels for clustering in clusterings]),
        }
    )


def scores_table(
    clusterings: Sequence[Clustering], scores: Sequence[Sequence[Score]]
) -> pd.DataFrame:
    """Rows of `scores`; `scores[i]` are those of `clusterings[i]`."""
    table = pd.DataFrame(
        [
            {"clustering_id": clustering.clustering_id, **asdict(score)}
            for clustering, of_clustering in zip(clusterings, scores, strict=True)
            for score in of_clustering
        ]
    )
    return table.astype({"level": "Int32"}) if len(table) else table


def neighbours_table(
    ids: NDArray[np.object_],
    spaces: Mapping[Space, SpaceVectors],
    near: Mapping[Space, Neighbours],
    count: int,
) -> pd.DataFrame:
    """Rows of `neighbours`, at most `count` a product and space."""
    blocks = []
    for space, nearest in near.items():
        kept = min(count, nearest.indices.shape[1])
        here = spaces[space].products
        blocks.append(
            {
                "space": space.name,
                "product_id": _texts(ids, np.repeat(here, kept)),
                "rank": np.tile(np.arange(1, kept + 1), len(here)),
                "neighbour_id": _texts(ids, here[nearest.indices[:, :kept].ravel()]),
                "similarity": nearest.similarities[:, :kept].ravel(),
            }
        )
    return _stack(blocks)


def _texts(values: Sequence[str] | NDArray[np.object_], codes: NDArray[np.int64]) -> pd.Categorical:
    """Write a text in each row by its number: DuckDB would look at every one of a plain column."""
    return pd.Categorical.from_codes(codes, pd.Index(values, dtype=object))


def _stack(blocks: Iterable[Mapping[str, object]]) -> pd.DataFrame:
    frames = [pd.DataFrame(dict(block)) for block in blocks]
    return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame()
