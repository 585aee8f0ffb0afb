"""From the vectors of each space to its maps: drawn, or kept with what is new placed on them."""

import functools
import itertools
import logging

import numpy as np

from etl.analysis import neighbours, project, transform
from etl.config import ProjectSettings, Request
from etl.messages import message, write_number
from etl.pipeline.fitted_models import Models
from etl.pipeline.tables import Map, SpaceVectors
from etl.runtime.cached_workers import CachedWorkers
from etl.spaces import Space

log = logging.getLogger("etl")


def draw_maps(
    spaces: dict[Space, SpaceVectors],
    near: dict[Space, neighbours.Neighbours],
    request: Request,
    models: Models,
    workers: CachedWorkers,
) -> list[Map]:
    """Draw each space by each method that its size allows, and measure every map."""
    settings = request.settings.project
    planned, kept = [], {}
    # UMAP first and in one piece: its import compiles for seconds, which one process pays
    # while the others draw the rest.
    for method in reversed(project.METHODS):
        low, high = project.reasonable_sizes(method, settings)
        for space, embedded in spaces.items():
            n = len(embedded.vectors)
            if not low <= n <= high:
                log.info(
                    message(
                        "log_project_skipped",
                        method=method,
                        space=space.name,
                        n=n,
                        low=write_number(low),
                        high=write_number(high),
                    )
                )
            elif (transformed := _transformed(embedded, method, models, settings)) is not None:
                kept[method, space] = transformed
            else:
                planned.append((method, space))
    draw = functools.partial(project.project_and_measure, settings=settings)
    measure = functools.partial(project.map_quality, settings=settings)
    shared = max(settings.quality_neighbours, settings.umap_neighbours)
    n_umap = sum(method == project.UMAP_MAP for method, _ in planned)
    answers = itertools.chain.from_iterable(
        # A list, since both halves are to start before the first is waited for.
        [
            workers.map(
                draw,
                [method for method, _ in part],
                [spaces[space].vectors for _, space in part],
                [near[space].indices[:, :shared] for _, space in part],
                chunk=chunk,
            )
            for part, chunk in ((planned[:n_umap], max(1, n_umap)), (planned[n_umap:], 1))
        ]
    )
    measured = workers.map(
        measure,
        [spaces[space].vectors for _, space in kept],
        list(kept.values()),
        [near[space].indices[:, :shared] for _, space in kept],
    )
    drawn = dict(
        zip(planned, workers.progress("project", answers, len(planned)), strict=True),
    )
    for (key, coordinates), quality in zip(kept.items(), measured, strict=True):
        drawn[key] = coordinates, quality
    maps = []
    for space in spaces:
        mine = [(m, drawn[m, space]) for m in project.METHODS if (m, space) in drawn]
        best = project.most_trustworthy([quality for _, (_, quality) in mine])
        maps += [
            Map(space, method, coordinates, quality, is_auto=number == best)
            for number, (method, (coordinates, quality)) in enumerate(mine)
        ]
    log.info(message("log_project", n=len(maps)))
    return maps


def _transformed(
    embedded: SpaceVectors, method: str, models: Models, settings: ProjectSettings
) -> project.Coordinates | None:
    """The published map with what is new placed on it; None where it is to be drawn."""
    stays, coordinates = models.coordinates_of(embedded, method)
    if stays.sum() < project.reasonable_sizes(method, settings)[0]:
        if method == project.PCA_MAP:
            models.keep(_plane(embedded.space), project.plane_of(embedded.vectors))
        return None
    if stays.all():
        return coordinates
    new = embedded.vectors[~stays]
    if method == project.PCA_MAP:
        transformed = project.on_plane(new, models.kept(_plane(embedded.space))).astype(np.float32)
    elif method == project.TSNE_MAP:
        transformed = transform.among_neighbours(
            new, embedded.vectors[stays], coordinates[stays], settings
        )
    else:
        transformed = transform.by_umap(new, embedded.vectors[stays], coordinates[stays], settings)
    coordinates[~stays] = transformed
    return coordinates


def _plane(space: Space) -> str:
    return f"plane.{space.name}"
