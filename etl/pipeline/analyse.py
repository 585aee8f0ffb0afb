"""From the vectors of each space to neighbours, clusterings and scores."""

import functools
import logging
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from etl import cluster, evaluate, neighbours
from etl.config import STUDIED, Request
from etl.messages import message
from etl.pipeline.remember import Remembering
from etl.pipeline.tables import Clustering, Space

log = logging.getLogger("etl")


def find_neighbours(spaces: dict[str, Space], request: Request) -> dict[str, neighbours.Neighbours]:
    """Enough neighbours for the table, for the quality of the maps and for the votes."""
    settings = request.settings
    count = max(settings.neighbours, settings.project.quality_neighbours, settings.suggest.searched)
    near = {name: neighbours.nearest(space.vectors, count) for name, space in spaces.items()}
    log.info(message("log_neighbours", n=request.settings.neighbours))
    return near


def make_clusterings(
    spaces: dict[str, Space],
    levels: Sequence[evaluate.Level],
    request: Request,
    workers: Remembering,
) -> list[Clustering]:
    """Compute the planned clusterings of each space and choose the default ones."""
    settings = request.settings.cluster
    planned: list[tuple[Space, cluster.Run]] = []
    for space in spaces.values():
        # The only thing that clustering is told of the categories: how many there are.
        k_of_level = {
            level.level: level.among(space.products).n_categories
            for level in levels
            if level.is_clustered
        }
        runs, skipped = cluster.plan_runs(
            len(space.vectors), k_of_level, settings, studied=space.name in STUDIED
        )
        planned += [(space, planned_run) for planned_run in runs]
        for algorithm, high in skipped:
            log.info(
                message(
                    "log_cluster_skipped",
                    algorithm=algorithm,
                    space=space.name,
                    n=len(space.vectors),
                    high=high,
                )
            )
    compute = functools.partial(cluster.cluster, settings=settings)
    answers = workers.map(
        compute,
        [planned_run for _, planned_run in planned],
        [space.vectors for space, _ in planned],
        chunk=4,
    )
    labels = list(workers.progress("cluster", answers, len(planned)))

    groups: dict[tuple[str, int], list[int]] = {}
    for number, (space, made) in enumerate(planned):
        if made.algorithm == cluster.KMEANS and made.level is not None:
            groups.setdefault((space.name, made.level), []).append(number)
    defaults = {
        numbers[evaluate.most_central([labels[number] for number in numbers])]
        for numbers in groups.values()
    }
    log.info(message("log_cluster", runs=len(planned)))
    return [
        Clustering(
            space=space.name,
            run=made,
            parameters=cluster.parameters(made, len(space.vectors), settings),
            labels=labels[number],
            is_default=number in defaults,
        )
        for number, (space, made) in enumerate(planned)
    ]


def recluster_parts(
    spaces: dict[str, Space],
    clusterings: Sequence[Clustering],
    request: Request,
    workers: Remembering,
) -> dict[str, list[tuple[NDArray[np.int64], NDArray[np.int64]]]]:
    """Cluster random parts of the products again, as each default clustering was.

    Returns, by the id of the default clustering, the rows and the labels of each part.
    """
    settings = request.settings.cluster
    planned = []
    for made in clusterings:
        if made.is_default:
            vectors = spaces[made.space].vectors
            size = round(settings.subsample_share * len(vectors))
            for number in range(settings.subsamples):
                rows = np.random.default_rng(number).permutation(len(vectors))[:size]
                if made.k <= size:
                    run = cluster.Run(cluster.KMEANS, None, made.k, number)
                    planned.append((made, np.sort(rows), run))
    compute = functools.partial(cluster.cluster, settings=settings)
    answers = workers.map(
        compute,
        [run for _, _, run in planned],
        [spaces[made.space].vectors[rows] for made, rows, _ in planned],
        chunk=4,
    )
    parts: dict[str, list[tuple[NDArray[np.int64], NDArray[np.int64]]]] = {}
    found = workers.progress("subsamples", answers, len(planned))
    for (made, rows, _), labels in zip(planned, found, strict=True):
        parts.setdefault(made.clustering_id, []).append((rows, labels))
    return parts


def score_clusterings(
    spaces: dict[str, Space],
    levels: Sequence[evaluate.Level],
    clusterings: Sequence[Clustering],
    parts: dict[str, list[tuple[NDArray[np.int64], NDArray[np.int64]]]],
    request: Request,
    workers: Remembering,
) -> list[list[evaluate.Score]]:
    """Score each clustering: the default ones at every clustered level, the others at their own."""
    clustered = {level.level: level for level in levels if level.is_clustered}
    tasks = []
    for made in clusterings:
        own = clustered if made.is_default else {made.run.level or 1}
        against = [clustered[level] for level in clustered if level in own]
        siblings = [
            other.labels
            for other in clusterings
            if made.is_default
            and (other.space, other.run.algorithm, other.run.level)
            == (made.space, made.run.algorithm, made.run.level)
        ]
        space = spaces[made.space]
        tasks.append(
            evaluate.Task(
                vectors=space.vectors,
                labels=made.labels,
                levels=[level.among(space.products) for level in against],
                seeds=siblings,
                resamples=parts.get(made.clustering_id, []),
                null=made.is_default,
                # The seeds beside the default are there for their spread only.
                interval=made.is_default
                or made.run.algorithm != cluster.KMEANS
                or made.run.level is None,
            )
        )
    compute = functools.partial(evaluate.evaluate, settings=request.settings.evaluate)
    scores = list(workers.progress("evaluate", workers.map(compute, tasks, chunk=4), len(tasks)))
    log.info(message("log_evaluate", scores=sum(map(len, scores))))
    return scores
