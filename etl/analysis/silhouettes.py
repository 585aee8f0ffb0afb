"""Silhouettes, for many clusterings at once.

Rousseeuw, "Silhouettes: a graphical aid to the interpretation and validation of cluster
analysis", J. Comput. Appl. Math. 20 (1987). The clusterings of a space share its distances: each
is measured once for all of them, where scikit-learn's `silhouette_samples` takes one clustering.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from sklearn.metrics.pairwise import euclidean_distances

from etl.analysis.labels import NOISE
from etl.config import EvaluateSettings

Vectors = NDArray[np.float32]
Labels = NDArray[np.int64]

MOST_AT_ONCE = 4_000_000  # distances, or sums of them, held at a time: 32 MB


def mean_silhouettes(
    vectors: Vectors, runs: Labels, settings: EvaluateSettings
) -> NDArray[np.float64]:
    """Mean silhouette of each clustering on the vectors, noise left out.

    Compares k or algorithms within one space only.

    Parameters
    ----------
    vectors : ndarray of float32, shape (n, d)
    runs : ndarray of int64, shape (n_runs, n)
        Labels; -1 is noise.
    settings : EvaluateSettings
        Measured on a sample of `silhouette_sample` products.

    Returns
    -------
    ndarray of float64, shape (n_runs,)
        -1 to 1; NaN where it is not defined: fewer than 2 clusters, or every
        product its own.

    Examples
    --------
    >>> line = np.array([[0], [1], [10], [11]], dtype=np.float32)
    >>> mean_silhouettes(line, np.array([[0, 0, 1, 1], [0, 0, 0, 0]]), EvaluateSettings())
    array([0.89974937,        nan])
    """
    means = np.full(len(runs), np.nan)
    is_noisy = (runs == NOISE).any(axis=1)
    # Those without noise are measured on the same products.
    for members in (np.flatnonzero(~is_noisy), *np.flatnonzero(is_noisy)[:, np.newaxis]):
        members = members[[_is_defined(run[run != NOISE]) for run in runs[members]]]
        if not len(members):
            continue
        shown = np.flatnonzero(runs[members[0]] != NOISE)
        if len(shown) > settings.silhouette_sample:
            draw = np.random.default_rng(0).choice(shown, settings.silhouette_sample, replace=False)
            shown = np.sort(draw)
            # The sample may have missed all clusters but one.
            members = members[[_is_defined(run) for run in runs[np.ix_(members, shown)]]]
            if not len(members):
                continue
        total = np.zeros(len(members))
        for values in _by_block(vectors[shown], runs[np.ix_(members, shown)]):
            total += values.sum(axis=1)
        means[members] = total / len(shown)
    return means


def silhouettes(
    vectors: Vectors, labels: Labels, settings: EvaluateSettings
) -> NDArray[np.float64]:
    """Silhouette of each product; the groups are clusters, or categories.

    Parameters
    ----------
    vectors : ndarray of float32, shape (n, d)
    labels : ndarray of int64, shape (n,)
        -1 is in no group.
    settings : EvaluateSettings

    Returns
    -------
    ndarray of float64, shape (n,)
        -1 to 1; NaN in no group, and everywhere where it is not defined or the
        catalogue is too large for it (`max_silhouettes`).
    """
    values = np.full(len(labels), np.nan)
    counted = labels != NOISE
    if _is_defined(labels[counted]) and counted.sum() <= settings.max_silhouettes:
        blocks = _by_block(vectors[counted], labels[np.newaxis, counted])
        values[counted] = np.concatenate([block[0] for block in blocks])
    return values


def _is_defined(labels: Labels) -> bool:
    return 2 <= len(np.unique(labels)) < len(labels)


def _by_block(vectors: Vectors, runs: Labels) -> Iterator[NDArray[np.float64]]:
    """Silhouettes of some products after the other, shape (n_runs, block)."""
    exact = vectors.astype(np.float64)
    n = len(exact)
    coded = [np.unique(run, return_inverse=True)[1] for run in runs]
    sizes = [np.bincount(codes) for codes in coded]
    starts = np.cumsum([0, *map(len, sizes)])
    # A line for each cluster of each run, with the products that it holds.
    lines = np.concatenate([start + codes for start, codes in zip(starts, coded, strict=False)])
    membership = csr_array((np.ones(lines.size), (lines, np.tile(np.arange(n), len(runs)))))
    step = max(1, MOST_AT_ONCE // max(membership.shape))
    for first in range(0, n, step):
        rows = np.arange(first, min(first + step, n))
        distances = euclidean_distances(exact, exact[rows])
        distances[rows, np.arange(len(rows))] = 0  # to the last bit: a product is where it is
        sums = np.split(membership @ distances, starts[1:-1])
        yield np.stack(
            [
                _of_block(total, size, codes[rows])
                for total, size, codes in zip(sums, sizes, coded, strict=True)
            ]
        )


def _of_block(
    sums: NDArray[np.float64], sizes: NDArray[np.int64], own: Labels
) -> NDArray[np.float64]:
    """Silhouettes from the distances to the products of each cluster, shape (k, block), summed."""
    own_group = own, np.arange(len(own))
    within = sums[own_group] / np.maximum(sizes[own] - 1, 1)
    means = sums / sizes[:, np.newaxis]
    means[own_group] = np.inf
    nearest = means.min(axis=0)
    most = np.maximum(within, nearest)
    # Alone in its cluster: 0 by definition. All in one place: nothing is nearer than the rest.
    is_open = (sizes[own] == 1) | (most == 0)
    return np.where(is_open, 0.0, (nearest - within) / np.where(most == 0, 1, most))
