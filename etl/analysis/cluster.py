"""Vectors to cluster labels. Knows the number of categories, never who is in which."""

import math
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.cluster import hierarchy
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from sklearn.cluster import HDBSCAN, KMeans, MiniBatchKMeans
from sklearn.exceptions import ConvergenceWarning

from etl.config import ClusterSettings

Vectors = NDArray[np.float32]
Labels = NDArray[np.int64]
Centroids = NDArray[np.float32]

KMEANS, WARD, HDBSCAN_ALGORITHM = "kmeans", "ward", "hdbscan"


@dataclass(frozen=True)
class Run:
    """One clustering to compute.

    Attributes
    ----------
    algorithm : {"kmeans", "ward", "hdbscan"}
    level : int or None
        Set where k is the number of categories at that level.
    k : int or None
        None for HDBSCAN, which finds it.
    seed : int or None
    """

    algorithm: str
    level: int | None
    k: int | None
    seed: int | None

    @property
    def name(self) -> str:
        """Readable and unique within a space, such as `kmeans-level1-k7-seed0`."""
        parts = [self.algorithm]
        parts += [] if self.level is None else [f"level{self.level}"]
        parts += [] if self.k is None else [f"k{self.k}"]
        parts += [] if self.seed is None else [f"seed{self.seed}"]
        return "-".join(parts)


def plan_runs(
    n_vectors: int, k_of_level: dict[int, int], settings: ClusterSettings, *, studied: bool = True
) -> tuple[list[Run], list[tuple[str, int]]]:
    """List the clusterings of a space, given the number of categories at each clustered level.

    Parameters
    ----------
    n_vectors : int
    k_of_level : dict of int to int
    settings : ClusterSettings
    studied : bool
        Whether the sweep over k is run with several seeds and by Ward as well;
        a baseline needs its silhouettes only.

    Returns
    -------
    runs : list of Run
    skipped : list of (algorithm, largest reasonable size)
    """
    runs, skipped = [], []
    for level, k in k_of_level.items():
        if 1 <= k <= n_vectors:
            runs += [Run(KMEANS, level, k, seed) for seed in settings.seeds]
            if n_vectors <= settings.max_ward:
                runs.append(Run(WARD, level, k, None))
    if k_of_level and n_vectors > settings.max_ward:
        skipped.append((WARD, settings.max_ward))
    for k in settings.sweep:
        if k < n_vectors:
            seeds = settings.sweep_seeds if studied else settings.sweep_seeds[:1]
            runs += [Run(KMEANS, None, k, seed) for seed in seeds]
            if studied and n_vectors <= settings.max_ward:
                runs.append(Run(WARD, None, k, None))
    if n_vectors <= settings.hdbscan_min_size:
        return runs, skipped
    if n_vectors <= settings.max_hdbscan:
        runs.append(Run(HDBSCAN_ALGORITHM, None, None, None))
    else:
        skipped.append((HDBSCAN_ALGORITHM, settings.max_hdbscan))
    return runs, skipped


def chosen_k(silhouettes: Mapping[int, float]) -> int | None:
    """Choose a number of clusters without looking at the categories: the highest silhouette.

    At the upper end of what was tried, or one step before it, a maximum is none to trust: it may
    well go on rising. At the lower end it is: no silhouette is defined below two clusters. It
    cannot say, though, that there is but one.

    Parameters
    ----------
    silhouettes : mapping of int to float
        Mean silhouette of each number of clusters.

    Returns
    -------
    int or None
        The smaller of equally good ones; None where the silhouette chooses none.

    Examples
    --------
    >>> chosen_k({2: 0.1, 3: 0.4, 4: 0.3, 5: 0.2})
    3
    >>> chosen_k({2: 0.1, 3: 0.2, 4: 0.4, 5: 0.3})
    """
    tried = sorted(silhouettes)
    best = max(tried, key=lambda k: (silhouettes[k], -k), default=None)
    return None if best in tried[-2:] else best


def extend_sweep(
    silhouettes: Mapping[int, float],
    n_vectors: int,
    most_categories: int,
    settings: ClusterSettings,
) -> list[int]:
    """List the numbers of clusters to try beyond the sweep, where it found no choice.

    Parameters
    ----------
    silhouettes : mapping of int to float
        Of the sweep.
    n_vectors : int
    most_categories : int
        Of any clustered level; 0 where there is none.
    settings : ClusterSettings

    Returns
    -------
    list of int
        Increasing; empty where there is a choice, or nothing to try.

    Examples
    --------
    >>> extend_sweep({2: 0.1, 3: 0.2, 4: 0.3}, 500, 7, ClusterSettings())
    [6, 8, 11, 15, 21]
    """
    last = max(silhouettes, default=0)
    high = min(settings.sweep_reach * most_categories, settings.max_sweep, n_vectors - 1)
    if not last or chosen_k(silhouettes) is not None or high <= last:
        return []
    steps = math.ceil(math.log(high / last) / math.log(settings.sweep_growth))
    further = np.geomspace(last, high, steps + 1)[1:].round().astype(int)
    return sorted({int(k) for k in further if k > last})


def parameters(
    run: Run, n_vectors: int, settings: ClusterSettings, *, started: bool = False
) -> dict[str, object]:
    """What the library is called with, for the record.

    Parameters
    ----------
    run : Run
    n_vectors : int
    settings : ClusterSettings
    started : bool
        Whether k-means went on from the published centroids.

    Returns
    -------
    dict
    """
    if run.algorithm == KMEANS and started:
        return {"k": run.k, "init": "published", "n_init": 1, "random_state": run.seed}
    if run.algorithm == KMEANS:
        return {"k": run.k, "n_init": settings.n_init, "random_state": run.seed}
    if run.algorithm == WARD:
        return {"k": run.k}
    return {"min_cluster_size": _smallest_cluster(n_vectors, settings)}


def kmeans(
    run: Run, vectors: Vectors, start: Centroids | None, settings: ClusterSettings
) -> Labels:
    """Compute one k-means clustering.

    Parameters
    ----------
    run : Run
    vectors : ndarray of float32, shape (n, d)
    start : ndarray of float32, shape (k, d), or None
        Centroids to go on from, instead of the best of several random starts.
    settings : ClusterSettings

    Returns
    -------
    ndarray of int64, shape (n,)
        0 to k - 1.
    """
    kind = KMeans if len(vectors) <= settings.max_kmeans else MiniBatchKMeans
    if start is None:
        fit = kind(run.k, n_init=settings.n_init, random_state=run.seed)
    else:
        fit = kind(run.k, init=start, n_init=1, random_state=run.seed)
    with warnings.catch_warnings():
        # Copies of one product: fewer distinct vectors than clusters, and some stay empty.
        warnings.simplefilter("ignore", ConvergenceWarning)
        return np.asarray(fit.fit_predict(vectors), dtype=np.int64)


def centroids(labels: Labels, vectors: Vectors) -> Centroids:
    """Mean vector of each cluster: what k-means can go on from.

    Parameters
    ----------
    labels : ndarray of int64, shape (n,)
        0 to k - 1, each at least once.
    vectors : ndarray of float32, shape (n, d)

    Returns
    -------
    ndarray of float32, shape (k, d)

    Examples
    --------
    >>> centroids(np.array([0, 1, 1]), np.array([[1, 0], [0, 1], [0, 3]], np.float32))
    array([[1., 0.],
           [0., 2.]], dtype=float32)
    """
    sums = [np.bincount(labels, weights=column) for column in vectors.T]
    return np.asarray((sums / np.bincount(labels)).T, dtype=np.float32)


def ward(vectors: Vectors, counts: Sequence[int]) -> list[Labels]:
    """Cut one tree of Ward's into several numbers of clusters.

    Ward, "Hierarchical grouping to optimize an objective function", J. Am. Stat. Assoc. 58 (1963).
    The same clusters as scikit-learn's, which grows the tree anew for each number.

    Parameters
    ----------
    vectors : ndarray of float32, shape (n, d), n at least 2
    counts : sequence of int
        Numbers of clusters, each 1 to n.

    Returns
    -------
    list of ndarray of int64, shape (n,)
        0 to k - 1, for each number k.

    Examples
    --------
    >>> ward(np.array([[0], [1], [9], [10], [30]], np.float32), [2, 3])
    [array([0, 0, 0, 0, 1]), array([0, 0, 1, 1, 2])]
    """
    n = len(vectors)
    merges = hierarchy.ward(vectors)[:, :2].astype(np.int64)
    cuts = []
    for k in counts:
        done = n - k
        joined = coo_array(
            (np.ones(2 * done), (np.repeat(np.arange(n, n + done), 2), merges[:done].ravel())),
            shape=(n + done, n + done),
        )
        _, part = connected_components(joined, directed=False)
        # Numbered in the order in which they come.
        _, first, numbered = np.unique(part[:n], return_index=True, return_inverse=True)
        cuts.append(np.argsort(np.argsort(first))[numbered])
    return cuts


def hdbscan(vectors: Vectors, settings: ClusterSettings) -> Labels:
    """Compute the clustering that finds its own number of clusters; -1 is noise."""
    smallest = _smallest_cluster(len(vectors), settings)
    fit = HDBSCAN(min_cluster_size=smallest, copy=True)
    return np.asarray(fit.fit_predict(vectors), dtype=np.int64)


def _smallest_cluster(n_vectors: int, settings: ClusterSettings) -> int:
    return max(settings.hdbscan_min_size, round(settings.hdbscan_min_share * n_vectors))
