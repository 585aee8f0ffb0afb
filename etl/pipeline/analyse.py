"""From the vectors of each space to neighbours, clusterings and scores."""

import functools
import itertools
import logging
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from etl.analysis import cluster, evaluate
from etl.analysis.ceiling import ceiling
from etl.analysis.labels import NOISE
from etl.analysis.neighbours import Neighbours
from etl.analysis.silhouettes import mean_silhouettes
from etl.config import ClusterSettings, Request
from etl.messages import message, write_number
from etl.pipeline.fitted_models import Models
from etl.pipeline.tables import Clustering, SpaceVectors
from etl.runtime.cached_workers import CachedWorkers
from etl.spaces import Space

log = logging.getLogger("etl")


def make_clusterings(
    spaces: dict[Space, SpaceVectors],
    levels: Sequence[evaluate.Level],
    request: Request,
    models: Models,
    workers: CachedWorkers,
) -> list[Clustering]:
    """Compute the planned clusterings of each space and choose the default ones.

    With published models, k-means goes on from the published centroids: a cluster keeps its
    number and, but for what changed, its products.
    """
    settings = request.settings.cluster
    planned: list[tuple[SpaceVectors, cluster.Run]] = []
    for space, embedded in spaces.items():
        # The only thing that clustering is told of the categories: how many there are.
        k_of_level = {
            level.level: level.among(embedded.products).n_categories
            for level in levels
            if level.is_clustered
        }
        runs, skipped = cluster.plan_runs(
            len(embedded.vectors), k_of_level, settings, studied=space.is_studied
        )
        planned += [(embedded, run) for run in runs]
        for algorithm, high in skipped:
            log.info(
                message(
                    "log_cluster_skipped",
                    algorithm=algorithm,
                    space=space.name,
                    n=len(embedded.vectors),
                    high=write_number(high),
                )
            )
    starts = [models.centroids(embedded, run.name, run.k) for embedded, run in planned]
    all_labels = _fit(planned, starts, settings, workers)
    further = _beyond_sweep(planned, all_labels, levels, request, workers)
    starts_of_further = [models.centroids(embedded, run.name, run.k) for embedded, run in further]
    all_labels += _fit(further, starts_of_further, settings, workers)
    planned, starts = [*planned, *further], [*starts, *starts_of_further]
    for (embedded, run), labels in zip(planned, all_labels, strict=True):
        if run.algorithm == cluster.KMEANS:
            models.keep_centroids(embedded, run.name, labels, run.k)

    groups: dict[tuple[Space, int], list[int]] = {}
    for number, (embedded, run) in enumerate(planned):
        if run.algorithm == cluster.KMEANS and run.level is not None:
            groups.setdefault((embedded.space, run.level), []).append(number)
    defaults = {
        numbers[evaluate.most_central([all_labels[number] for number in numbers])]
        for numbers in groups.values()
    }
    log.info(message("log_cluster", n=len(planned)))
    return [
        Clustering(
            space=embedded.space,
            run=run,
            parameters=cluster.parameters(
                run, len(embedded.vectors), settings, started=starts[number] is not None
            ),
            labels=all_labels[number],
            is_default=number in defaults,
        )
        for number, (embedded, run) in enumerate(planned)
    ]


def _beyond_sweep(
    planned: Sequence[tuple[SpaceVectors, cluster.Run]],
    all_labels: Sequence[NDArray[np.int64]],
    levels: Sequence[evaluate.Level],
    request: Request,
    workers: CachedWorkers,
) -> list[tuple[SpaceVectors, cluster.Run]]:
    """Plan the runs of the studied spaces whose silhouette still rises where the sweep ends."""
    settings = request.settings.cluster
    numbers: dict[Space, list[int]] = {}
    for number, (embedded, run) in enumerate(planned):
        if run.algorithm == cluster.KMEANS and run.level is None and embedded.space.is_studied:
            numbers.setdefault(embedded.space, []).append(number)
    sweeps = [[planned[number] for number in mine] for mine in numbers.values()]
    all_means = workers.map(
        functools.partial(mean_silhouettes, settings=request.settings.evaluate),
        [sweep[0][0].vectors for sweep in sweeps],
        [np.stack([all_labels[number] for number in mine]) for mine in numbers.values()],
    )
    further = []
    for sweep, means in zip(sweeps, all_means, strict=True):
        embedded = sweep[0][0]
        of_k: dict[int, list[float]] = {}
        for (_, run), mean in zip(sweep, means, strict=True):
            if run.k is not None and np.isfinite(mean):
                of_k.setdefault(run.k, []).append(float(mean))
        most = max(
            (level.among(embedded.products).n_categories for level in levels if level.is_clustered),
            default=0,
        )
        silhouettes = {k: float(np.mean(values)) for k, values in of_k.items()}
        further += [
            (embedded, cluster.Run(cluster.KMEANS, None, k, settings.sweep_seeds[0]))
            for k in cluster.extend_sweep(silhouettes, len(embedded.vectors), most, settings)
        ]
    return further


def _fit(
    planned: Sequence[tuple[SpaceVectors, cluster.Run]],
    starts: Sequence[NDArray[np.float32] | None],
    settings: ClusterSettings,
    workers: CachedWorkers,
) -> list[NDArray[np.int64]]:
    """Labels of each planned run."""
    hdbscan_runs, ward_runs, kmeans_runs = (
        [number for number, (_, run) in enumerate(planned) if run.algorithm == algorithm]
        for algorithm in (cluster.HDBSCAN_ALGORITHM, cluster.WARD, cluster.KMEANS)
    )
    # Ward's tree is grown once a space, and cut for each of its runs.
    ward_cuts = [
        list(runs)
        for _, runs in itertools.groupby(ward_runs, lambda number: planned[number][0].space)
    ]
    # All are asked for before the first is waited for; the longest first.
    hdbscan_labels, ward_labels, kmeans_labels = (
        workers.map(
            functools.partial(cluster.hdbscan, settings=settings),
            [planned[number][0].vectors for number in hdbscan_runs],
        ),
        workers.map(
            cluster.ward,
            [planned[runs[0]][0].vectors for runs in ward_cuts],
            [[planned[number][1].k for number in runs] for runs in ward_cuts],
        ),
        workers.map(
            functools.partial(cluster.kmeans, settings=settings),
            [planned[number][1] for number in kmeans_runs],
            [planned[number][0].vectors for number in kmeans_runs],
            [starts[number] for number in kmeans_runs],
            chunk=8,
        ),
    )
    all_labels = itertools.chain(
        hdbscan_labels, itertools.chain.from_iterable(ward_labels), kmeans_labels
    )
    shown = workers.progress("cluster", all_labels, len(planned))
    labels = dict(zip([*hdbscan_runs, *ward_runs, *kmeans_runs], shown, strict=True))
    return [labels[number] for number in range(len(planned))]


def cluster_halves(
    spaces: dict[Space, SpaceVectors],
    clusterings: Sequence[Clustering],
    groups: NDArray[np.int64],
    request: Request,
    models: Models,
    workers: CachedWorkers,
) -> dict[str, list[tuple[evaluate.Part, evaluate.Part]]]:
    """Cluster disjoint halves of the products again, as the default ones of studied spaces were.

    Products of one group stand on one side, and the halves are the same in every space. Returns
    the pairs of halves by the id of the default clustering.
    """
    settings = request.settings.cluster
    sides = [_half_of_groups(groups, number) for number in range(settings.halves)]
    planned = []
    for clustering in clusterings:
        if clustering.is_default and clustering.space.is_studied:
            own = [side[spaces[clustering.space].products] for side in sides]
            rows_of = [(np.flatnonzero(side), np.flatnonzero(~side)) for side in own]
            for number, pair in enumerate(rows_of):
                if clustering.k <= min(map(len, pair)):
                    run = cluster.Run(cluster.KMEANS, None, clustering.k, number)
                    planned += [(clustering, rows, run, side) for side, rows in enumerate(pair)]
    embeddings = [spaces[clustering.space] for clustering, *_ in planned]
    names = [f"half{side}-{run.name}" for _, _, run, side in planned]
    answers = workers.map(
        functools.partial(cluster.kmeans, settings=settings),
        [run for _, _, run, _ in planned],
        [spaces[clustering.space].vectors[rows] for clustering, rows, _, _ in planned],
        [
            models.centroids(embedded, name, run.k)
            for embedded, name, (_, _, run, _) in zip(embeddings, names, planned, strict=True)
        ],
        chunk=4,
    )
    found: dict[str, list[evaluate.Part]] = {}
    shown = workers.progress("halves", answers, len(planned))
    for embedded, name, (clustering, rows, run, _), labels in zip(
        embeddings, names, planned, shown, strict=True
    ):
        models.keep_centroids(embedded, name, labels, run.k, rows)
        found.setdefault(clustering.clustering_id, []).append((rows, labels))
    return {
        identifier: list(zip(parts[::2], parts[1::2], strict=True))
        for identifier, parts in found.items()
    }


def _half_of_groups(groups: NDArray[np.int64], seed: int) -> NDArray[np.bool_]:
    """Products of whole groups, drawn at random, that are half of all or just more."""
    order = np.random.default_rng(seed).permutation(int(groups.max(initial=-1)) + 1)
    sizes = np.bincount(groups, minlength=len(order))[order]
    before = np.cumsum(sizes) - sizes
    chosen = order[before < len(groups) / 2]
    return np.isin(groups, chosen)


def score_clusterings(
    spaces: dict[Space, SpaceVectors],
    levels: Sequence[evaluate.Level],
    clusterings: Sequence[Clustering],
    halves: dict[str, list[tuple[evaluate.Part, evaluate.Part]]],
    groups: NDArray[np.int64],
    request: Request,
    workers: CachedWorkers,
) -> list[list[evaluate.Score]]:
    """Score each clustering: the default ones at every clustered level, the others at their own."""
    clustered = {level.level: level for level in levels if level.is_clustered}
    tasks = []
    for clustering in clusterings:
        own = clustered if clustering.is_default else {clustering.run.level or 1}
        against = [clustered[level] for level in clustered if level in own]
        siblings = [
            other.labels
            for other in clusterings
            if clustering.is_default
            and (other.space, other.run.algorithm, other.run.level)
            == (clustering.space, clustering.run.algorithm, clustering.run.level)
        ]
        tasks.append(
            evaluate.Task(
                labels=clustering.labels,
                levels=[level.among(spaces[clustering.space].products) for level in against],
                seeds=siblings,
                halves=halves.get(clustering.clustering_id, []),
                groups=groups[spaces[clustering.space].products],
                null=clustering.is_default,
                # The seeds beside the default are there for their spread only.
                interval=clustering.is_default
                or clustering.run.algorithm != cluster.KMEANS
                or clustering.run.level is None,
            )
        )
    separated = _silhouettes(spaces, clusterings, request, workers)
    agreement = workers.progress(
        "evaluate", workers.map(evaluate.evaluate, tasks, chunk=16), len(tasks)
    )
    scores = [[*own, *by_level] for own, by_level in zip(separated, agreement, strict=True)]
    log.info(message("log_evaluate", n=sum(map(len, scores))))
    return scores


def _silhouettes(
    spaces: dict[Space, SpaceVectors],
    clusterings: Sequence[Clustering],
    request: Request,
    workers: CachedWorkers,
) -> list[list[evaluate.Score]]:
    """Score each clustering by its mean silhouette; nothing where it is not defined."""
    numbers: dict[Space, list[int]] = {}
    for number, clustering in enumerate(clusterings):
        numbers.setdefault(clustering.space, []).append(number)
    all_means = workers.map(
        functools.partial(mean_silhouettes, settings=request.settings.evaluate),
        [spaces[space].vectors for space in numbers],
        [np.stack([clusterings[number].labels for number in mine]) for mine in numbers.values()],
    )
    scores: list[list[evaluate.Score]] = [[] for _ in clusterings]
    for mine, means in zip(numbers.values(), all_means, strict=True):
        for number, mean in zip(mine, means, strict=True):
            if np.isfinite(mean):
                n = int((clusterings[number].labels != NOISE).sum())
                scores[number] = [evaluate.Score(None, "silhouette", float(mean), None, None, n)]
    return scores


def add_ceilings(
    scores: Sequence[list[evaluate.Score]],
    clusterings: Sequence[Clustering],
    spaces: dict[Space, SpaceVectors],
    near: dict[Space, Neighbours],
    levels: Sequence[evaluate.Level],
    request: Request,
) -> list[list[evaluate.Score]]:
    """Put the ceiling beside the scores of each default clustering of a studied space."""
    of_level = {level.level: level for level in levels}
    return [
        [
            *own,
            *(
                ceiling(
                    near[clustering.space],
                    of_level[clustering.run.level].among(spaces[clustering.space].products),
                    request.settings.suggest,
                )
                if clustering.is_default
                and clustering.run.level is not None
                and clustering.space.is_studied
                else []
            ),
        ]
        for own, clustering in zip(scores, clusterings, strict=True)
    ]
