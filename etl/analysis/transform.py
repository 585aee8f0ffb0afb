"""Out-of-sample transform: products that came later, onto a map that is kept.

McInnes, Healy & Melville, "UMAP: uniform manifold approximation and projection" (2018), as its
`transform` does: the new points are drawn to their neighbours and pushed from others, and nothing
else moves. In numpy, for a handful of points, without the minute that the library's compiler takes.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import curve_fit

from etl.config import ProjectSettings

Vectors = NDArray[np.float32]
Coordinates = NDArray[np.float32]

EPOCHS = 100
PUSHES = 5  # points that each is pushed from, for each that it is drawn to
FIRST_STEP = 0.25  # a fitted map starts with 1
LONGEST_STEP = 4.0
BLOCK = 1024


def among_neighbours(
    new: Vectors, vectors: Vectors, coordinates: Coordinates, settings: ProjectSettings
) -> Coordinates:
    """Place each at the weighted mean of its nearest products on the map.

    Parameters
    ----------
    new : ndarray of float32, shape (m, d)
    vectors : ndarray of float32, shape (n, d)
        Of the products on the map.
    coordinates : ndarray of float32, shape (n, 2)
    settings : ProjectSettings

    Returns
    -------
    ndarray of float32, shape (m, 2)
    """
    nearest, weights = _memberships(new, vectors, settings.umap_neighbours)
    share = weights / weights.sum(axis=1, keepdims=True)
    return np.asarray((coordinates[nearest] * share[:, :, np.newaxis]).sum(axis=1), np.float32)


def by_umap(
    new: Vectors, vectors: Vectors, coordinates: Coordinates, settings: ProjectSettings
) -> Coordinates:
    """Place each as UMAP's transform does; parameters as in `among_neighbours`."""
    nearest, weights = _memberships(new, vectors, settings.umap_neighbours)
    fixed = coordinates.astype(np.float64)
    own = among_neighbours(new, vectors, coordinates, settings).astype(np.float64)
    a, b = _curve(settings.umap_min_dist)
    chance = np.random.default_rng(settings.seed)
    # How often in the course of the epochs a neighbour pulls: the nearer, the oftener.
    often = weights / weights.max() if weights.size else weights
    due = np.zeros_like(often)
    for epoch in range(EPOCHS):
        step = FIRST_STEP * (1 - epoch / EPOCHS)
        due += often
        pulls = due >= 1
        due[pulls] -= 1
        for column in range(nearest.shape[1]):
            rows = np.flatnonzero(pulls[:, column])
            gap = own[rows] - fixed[nearest[rows, column]]
            square = (gap**2).sum(axis=1, keepdims=True)
            pull = -2 * a * b * square ** (b - 1) / (1 + a * square**b)
            own[rows] += step * np.clip(np.where(square > 0, pull, 0) * gap, -4, LONGEST_STEP)
            gap = own[rows] - fixed[chance.integers(len(fixed), size=(PUSHES, len(rows)))]
            square = (gap**2).sum(axis=2, keepdims=True)
            push = 2 * b / ((0.001 + square) * (1 + a * square**b))
            own[rows] += step * np.clip(push * gap, -LONGEST_STEP, LONGEST_STEP).sum(axis=0)
    return own.astype(np.float32)


def _memberships(
    new: Vectors, vectors: Vectors, count: int
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Nearest rows of each new one, and how much each counts: 0 to 1, the sum log2 of their number.

    As UMAP weighs them: the scale of the distances is each product's own.
    """
    kept = min(count, len(vectors))
    nearest = np.empty((len(new), kept), dtype=np.int64)
    distance = np.empty((len(new), kept))
    exact = vectors.astype(np.float64)
    lengths = (exact**2).sum(axis=1)
    for start in range(0, len(new), BLOCK):
        rows = new[start : start + BLOCK].astype(np.float64)
        square = (rows**2).sum(axis=1, keepdims=True) - 2 * rows @ exact.T + lengths
        order = np.argsort(square, axis=1, kind="stable")[:, :kept]
        nearest[start : start + BLOCK] = order
        distances = np.sqrt(np.maximum(np.take_along_axis(square, order, axis=1), 0))
        distance[start : start + BLOCK] = distances
    wanted = np.log2(max(kept, 2))
    low, high = np.full(len(new), 1e-6), np.full(len(new), 1e3)
    for _ in range(64):
        scale = np.sqrt(low * high)[:, np.newaxis]
        more = np.exp(-distance / scale).sum(axis=1) > wanted
        high = np.where(more, scale[:, 0], high)
        low = np.where(more, low, scale[:, 0])
    weights = np.exp(-distance / np.sqrt(low * high)[:, np.newaxis])
    # Far from everything, all weights can round to nothing: the nearest counts then.
    weights[:, 0] = np.maximum(weights[:, 0], 1e-12)
    return nearest, weights


def _curve(min_dist: float) -> tuple[float, float]:
    """Give the two numbers of UMAP's curve: near 1 up to `min_dist` on the map, falling beyond."""
    gaps = np.linspace(0, 3, 300)
    wanted = np.where(gaps < min_dist, 1.0, np.exp(-(gaps - min_dist)))
    (a, b), _ = curve_fit(lambda x, a, b: 1 / (1 + a * x ** (2 * b)), gaps, wanted)
    return float(a), float(b)
