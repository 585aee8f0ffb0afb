"""Vectors to two dimensions, and how far each map can be trusted."""

import warnings
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.decomposition import PCA
from sklearn.manifold import TSNE
from sklearn.metrics import pairwise_distances
from sklearn.neighbors import NearestNeighbors

from etl.config import ProjectSettings
from etl.embedding.directions import Directions

Vectors = NDArray[np.float32]
Coordinates = NDArray[np.float32]

PCA_MAP, TSNE_MAP, UMAP_MAP = "pca", "tsne", "umap"
METHODS = (PCA_MAP, TSNE_MAP, UMAP_MAP)


@dataclass(frozen=True)
class MapQuality:
    """How much of the neighbourhoods a map keeps.

    Attributes
    ----------
    trustworthiness : float
        0 to 1: 1 where every neighbour on the map is one in the space too
        (Venna & Kaski, "Neighborhood preservation in nonlinear projection
        methods", 2001).
    recall : ndarray of float32, shape (n,)
        For each product, the share of its nearest neighbours in the space that
        are among its nearest on the map, 0 to 1.
    n_neighbours : int
    """

    trustworthiness: float
    recall: NDArray[np.float32]
    n_neighbours: int


def reasonable_sizes(method: str, settings: ProjectSettings) -> tuple[int, float]:
    """Smallest and largest number of vectors that a method is run on."""
    largest = {
        PCA_MAP: float("inf"),
        TSNE_MAP: float(settings.max_tsne),
        UMAP_MAP: float(settings.max_umap),
    }
    return (2 if method == PCA_MAP else settings.min_vectors), largest[method]


def project(
    method: str, vectors: Vectors, neighbours: NDArray[np.int64], settings: ProjectSettings
) -> Coordinates:
    """Lay the vectors out in two dimensions.

    Parameters
    ----------
    method : {"pca", "tsne", "umap"}
    vectors : ndarray of float32, shape (n, d)
        Rows of length 1.
    neighbours : ndarray of int64, shape (n, k)
        Of each row, nearest first; UMAP is drawn from these.
    settings : ProjectSettings

    Returns
    -------
    ndarray of float32, shape (n, 2)
        The same for the same input, also where UMAP's neighbour graph falls apart.
    """
    start = principal_plane(vectors)
    if method == PCA_MAP:
        return start.astype(np.float32)
    # Rounded, so that the last bit of the decomposition does not grow into another map.
    scaled = np.round(start / max(np.abs(start).max(), 1e-12) * 10, 3).astype(np.float32)
    if method == TSNE_MAP:
        perplexity = min(settings.perplexity, (len(vectors) - 1) / 3)
        fit = TSNE(
            perplexity=perplexity,
            init=(scaled / max(scaled[:, 0].std(), 1e-12) * 1e-4).astype(np.float32),
            random_state=settings.seed,
        )
        return np.asarray(fit.fit_transform(vectors), dtype=np.float32)
    return _umap(vectors, scaled, neighbours, settings)


def project_and_measure(
    method: str, vectors: Vectors, neighbours: NDArray[np.int64], settings: ProjectSettings
) -> tuple[Coordinates, MapQuality]:
    """Draw a map and measure it: `project`, then `map_quality`."""
    coordinates = project(method, vectors, neighbours, settings)
    return coordinates, map_quality(vectors, coordinates, neighbours, settings)


def principal_plane(vectors: Vectors) -> NDArray[np.float64]:
    """Positions on the first two principal components.

    Parameters
    ----------
    vectors : ndarray of float32, shape (n, d), n at least 2

    Returns
    -------
    ndarray of float64, shape (n, 2)
    """
    return on_plane(vectors, plane_of(vectors))


def plane_of(vectors: Vectors) -> Directions:
    """First two principal components, from a full decomposition in double precision."""
    kept = min(2, len(vectors), vectors.shape[1])
    solver = "covariance_eigh" if len(vectors) > vectors.shape[1] else "full"
    # Copies of one product have no variance to share out.
    with np.errstate(divide="ignore", invalid="ignore"):
        fit = PCA(kept, svd_solver=solver).fit(vectors.astype(np.float64))
    return Directions(fit.mean_, fit.components_)


def on_plane(vectors: Vectors, plane: Directions) -> NDArray[np.float64]:
    """Positions on a plane that was fitted before; shape (n, 2)."""
    positions = plane.apply(vectors)
    return np.pad(positions, ((0, 0), (0, 2 - positions.shape[1])))


def map_quality(
    vectors: Vectors,
    coordinates: Coordinates,
    neighbours: NDArray[np.int64],
    settings: ProjectSettings,
) -> MapQuality:
    """Compare the neighbourhoods of a map with those of its space.

    Parameters
    ----------
    vectors : ndarray of float32, shape (n, d)
        Rows of length 1.
    coordinates : ndarray of float32, shape (n, 2)
    neighbours : ndarray of int64, shape (n, k)
        Of each row in the space, nearest first.
    settings : ProjectSettings
        With `quality_neighbours` neighbours; trustworthiness is measured on an even sample of
        `quality_sample` rows.

    Returns
    -------
    MapQuality
    """
    neighbours = neighbours[:, : settings.quality_neighbours]
    n, count = neighbours.shape
    search = NearestNeighbors(n_neighbors=count).fit(coordinates)
    on_map = search.kneighbors(return_distance=False)
    kept = (on_map[:, :, np.newaxis] == neighbours[:, np.newaxis, :]).any(axis=1).mean(axis=1)
    sample = np.unique(np.linspace(0, n - 1, min(n, settings.quality_sample)).astype(np.int64))
    return MapQuality(
        trustworthiness=_trustworthiness(vectors, on_map[sample], sample),
        recall=kept.astype(np.float32),
        n_neighbours=count,
    )


def most_trustworthy(qualities: Sequence[MapQuality]) -> int:
    """Index of the map whose neighbourhoods are truest, looking at no category.

    The mean of trustworthiness and neighbour recall: the first counts false
    neighbours, the second lost ones.
    """
    marks = [quality.trustworthiness + float(quality.recall.mean()) for quality in qualities]
    return int(np.argmax(marks))


def _trustworthiness(
    vectors: Vectors, on_map: NDArray[np.int64], sample: NDArray[np.int64]
) -> float:
    """Venna & Kaski's measure over the sampled rows; 1 where it is not defined."""
    n, count = len(vectors), on_map.shape[1]
    if 2 * n - 3 * count - 1 <= 0:
        count = max(1, (n - 1) // 2)
        on_map = on_map[:, :count]
    penalty = 0.0
    for rows, shown in zip(
        np.array_split(sample, max(1, len(sample) // 256)),
        np.array_split(on_map, max(1, len(sample) // 256)),
        strict=True,
    ):
        distance = pairwise_distances(vectors[rows].astype(np.float64), vectors)
        distance[np.arange(len(rows)), rows] = -1.0
        order = np.argsort(distance, axis=1, kind="stable")
        rank = np.empty_like(order)
        np.put_along_axis(rank, order, np.arange(n)[np.newaxis], axis=1)
        penalty += np.maximum(np.take_along_axis(rank, shown, axis=1) - count, 0).sum()
    scale = 2 / (len(sample) * count * max(2 * n - 3 * count - 1, 1))
    return float(1 - scale * penalty)


def _umap(
    vectors: Vectors, start: Coordinates, neighbours: NDArray[np.int64], settings: ProjectSettings
) -> Coordinates:
    # Imported where it is used: the import compiles for seconds, and only one process needs it.
    import umap  # noqa: PLC0415

    # UMAP stretches each axis to one range, and cannot stretch one on which all are equal.
    flat = np.ptp(start, axis=0) == 0
    start = np.where(flat, np.linspace(0, 1, len(start), dtype=np.float32)[:, np.newaxis], start)
    count = min(settings.umap_neighbours, len(vectors) - 1)
    # UMAP counts each point as the nearest of its own neighbours.
    graph = np.column_stack([np.arange(len(vectors)), neighbours[:, : count - 1]])
    exact = vectors.astype(np.float64)
    distances = np.empty(graph.shape, dtype=np.float32)
    for number, column in enumerate(graph.T):
        distances[:, number] = np.linalg.norm(exact[column] - exact, axis=1)
    fit = umap.UMAP(
        n_neighbors=count,
        precomputed_knn=(graph, distances),
        force_approximation_algorithm=True,  # or it looks for them again in a small catalogue
        min_dist=settings.umap_min_dist,
        init=start,
        random_state=settings.seed,
        n_jobs=1,
    )
    with warnings.catch_warnings():
        # That it could place no further points on the map: `etl.analysis.transform` does that.
        warnings.filterwarnings("ignore", "precomputed_knn", UserWarning)
        return np.asarray(fit.fit_transform(vectors), dtype=np.float32)
