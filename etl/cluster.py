"""Vectors to cluster labels. Knows the number of categories, never who is in which."""

import warnings
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.cluster import HDBSCAN, AgglomerativeClustering, KMeans, MiniBatchKMeans
from sklearn.exceptions import ConvergenceWarning

from etl.config import ClusterSettings

Vectors = NDArray[np.float32]
Labels = NDArray[np.int64]

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


def parameters(run: Run, n_vectors: int, settings: ClusterSettings) -> dict[str, object]:
    """What the library is called with, for the record."""
    if run.algorithm == KMEANS:
        return {"k": run.k, "n_init": settings.n_init, "random_state": run.seed}
    if run.algorithm == WARD:
        return {"k": run.k}
    return {"min_cluster_size": _smallest_cluster(n_vectors, settings)}


def cluster(run: Run, vectors: Vectors, settings: ClusterSettings) -> Labels:
    """Compute one clustering.

    Parameters
    ----------
    run : Run
    vectors : ndarray of float32, shape (n, d)
    settings : ClusterSettings

    Returns
    -------
    ndarray of int64, shape (n,)
        0 to k - 1; -1 is HDBSCAN's noise.
    """
    if run.algorithm == KMEANS:
        kind = KMeans if len(vectors) <= settings.max_kmeans else MiniBatchKMeans
        fit = kind(run.k, n_init=settings.n_init, random_state=run.seed)
    elif run.algorithm == WARD:
        fit = AgglomerativeClustering(run.k, linkage="ward")
    else:
        fit = HDBSCAN(min_cluster_size=_smallest_cluster(len(vectors), settings), copy=True)
    with warnings.catch_warnings():
        # Copies of one product: fewer distinct vectors than clusters, and some stay empty.
        warnings.simplefilter("ignore", ConvergenceWarning)
        return np.asarray(fit.fit_predict(vectors), dtype=np.int64)


def _smallest_cluster(n_vectors: int, settings: ClusterSettings) -> int:
    return max(settings.hdbscan_min_size, round(settings.hdbscan_min_share * n_vectors))
