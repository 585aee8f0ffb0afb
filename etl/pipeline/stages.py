"""The order of the stages: the only file that knows it, and that hands on their results."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from etl.analysis import evaluate
from etl.analysis.evaluate import Score
from etl.analysis.groups import sampling_groups
from etl.analysis.project import MapQuality
from etl.config import Request
from etl.embedding.image import Photo
from etl.messages import count, message
from etl.pipeline import (
    ablation,
    analyse,
    derive,
    description,
    differences,
    embed,
    evidence,
    fit,
    maps,
    rehearsal,
    retraining,
    tables,
)
from etl.pipeline.fitted_models import Models
from etl.publishing import store
from etl.reading.catalogue import WARNING, Catalogue, Finding
from etl.runtime.cached_workers import CachedWorkers
from etl.runtime.clock import Clock
from etl.spaces import IMAGE_RAW

log = logging.getLogger("etl")

RESULT_TYPES = (MapQuality, Photo, Score)
"""What the stages compute in workers, beside plain values and arrays."""


@dataclass(frozen=True)
class Inputs:
    """What is computed from: the request and what was read."""

    request: Request
    catalogue: Catalogue
    photos: Sequence[Path | None]
    findings: Sequence[Finding]
    folder: Path  # for what is needed during the run only


@dataclass(frozen=True)
class Results:
    """What is published."""

    tables: dict[str, pd.DataFrame]
    embeddings: list[store.Embedding]
    builds: dict[str, str]


def run_stages(inputs: Inputs, models: Models, workers: CachedWorkers, clock: Clock) -> Results:
    """Compute all that the database holds, but for where it comes from.

    Parameters
    ----------
    inputs : Inputs
    models : Models
        Those that are kept, and in the end those that were fitted too.
    workers : CachedWorkers
    clock : Clock
        Is told the seconds of each stage.

    Returns
    -------
    Results
    """
    request, catalogue = inputs.request, inputs.catalogue
    products = catalogue.products
    levels = evaluate.category_levels(
        [product.category_path for product in products], request.settings.evaluate
    )
    _log_extract(catalogue, levels, inputs.findings)
    groups = sampling_groups(
        [product.name for product in products],
        [product.brand for product in products],
        [product.seller for product in products],
    )
    extractors = embed.image_extractors(request, inputs.folder)
    with clock.stage("text"):
        cleaned, text_spaces, text_warnings = embed.text_spaces(products, request, models, workers)
        # Trained beside the photos, which wait for nobody.
        shortened = ablation.begin(products, cleaned, levels, request, models, workers)
        retrained = retraining.begin(cleaned, request, models, workers)
    with clock.stage("image"):
        photos, image_spaces, image_warnings = embed.image_spaces(
            products, inputs.photos, extractors, request, models, workers
        )
    with clock.stage("fuse"):
        graphs = derive.NeighbourGraphs(request)
        embedded = [*text_spaces, *image_spaces]
        everything = derive.derive(embedded, groups.codes, graphs, request, models)
        spaces, raw = derive.clustered(everything), derive.unsmoothed(everything)
    with clock.stage("neighbours"):
        near = {space: graphs.of(found) for space, found in spaces.items()}
        near_raw = {space: graphs.of(found) for space, found in raw.items()}
        log.info(message("log_neighbours", n=request.settings.neighbours))
    fitting = fit.of_new_products(cleaned, spaces, near_raw, models) if models.are_kept else {}
    with clock.stage("project"):
        drawn = maps.draw_maps(spaces, near, request, models, workers)
    with clock.stage("cluster"):
        clusterings = analyse.make_clusterings(spaces, levels, request, models, workers)
    with clock.stage("evaluate"):
        halves = analyse.cluster_halves(spaces, clusterings, groups.codes, request, models, workers)
        scores = analyse.score_clusterings(
            spaces, levels, clusterings, halves, groups.codes, request, workers
        )
        scores = retraining.add_spread(
            scores, clusterings, spaces, levels, retrained, request, workers
        )
        scores = analyse.add_ceilings(scores, clusterings, spaces, near_raw, levels, request)
    with clock.stage("suggest"):
        gathered = evidence.gather(
            products, spaces, near_raw, levels, clusterings, scores, groups, request, workers
        )
        gathered["differences"] = differences.gather(
            spaces, levels, clusterings, halves, groups.codes
        )
    with clock.stage("ablate"):
        gathered["ablation"] = ablation.finish(
            shortened, spaces, near_raw, levels, clusterings, groups, request, models, workers
        )
    if request.rehearse:
        with clock.stage("rehearse"):
            usable, of_space = embed.before_reduction(photos, extractors)
            gathered["rehearsal"] = rehearsal.gather(
                products, (usable, of_space[IMAGE_RAW]), levels, groups, request, workers
            )
    ids = np.array([product.product_id for product in products], dtype=object)
    with clock.stage("describe"):
        described = description.gather(ids, cleaned, spaces, raw, near_raw, clusterings, request)
    return Results(
        tables={
            "products": tables.products_table(products, cleaned, photos, groups),
            "levels": tables.levels_table(levels),
            "spaces": tables.spaces_table(everything),
            "projections": tables.projections_table(ids, spaces, drawn),
            "map_quality": tables.map_quality_table(drawn),
            "clusterings": tables.clusterings_table(clusterings),
            "clusters": tables.clusters_table(ids, spaces, clusterings),
            "scores": tables.scores_table(clusterings, scores),
            "neighbours": tables.neighbours_table(ids, raw, near_raw, request.settings.neighbours),
            **gathered,
            **described,
            "load_report": tables.report_table([*inputs.findings, *text_warnings, *image_warnings]),
        },
        embeddings=[
            store.Embedding(space.name, ids[found.products], found.vectors)
            for space, found in everything.items()
        ],
        builds={
            "models.fitted_on": str(models.kept("documents")),
            "groups.kind": groups.kind,
            "groups.recovered": str(groups.n_recovered),
            "ablation.words": str(len(shortened.left_out) if shortened else 0),
            **(
                {"rehearsal.repeats": str(request.settings.rehearse.repeats)}
                if request.rehearse
                else {}
            ),
            **fitting,
        },
    )


def _log_extract(
    catalogue: Catalogue,
    levels: Sequence[evaluate.Level],
    findings: Sequence[Finding],
) -> None:
    log.info(
        message(
            "log_extract",
            rows=count("rows_read", catalogue.rows_read),
            products=count("products", len(catalogue.products)),
            set_aside=count("set_aside", catalogue.set_aside),
            warnings=count("warnings", sum(finding.severity == WARNING for finding in findings)),
        )
    )
    log.info(
        message(
            "log_levels",
            levels=", ".join(f"{level.level} ({level.n_categories})" for level in levels) or "-",
            clustered=", ".join(str(level.level) for level in levels if level.is_clustered) or "-",
        )
    )
