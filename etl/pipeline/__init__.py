"""A run, from the request to the published database, if there is anything to do.

What is computed, and in which order, is in `stages`; it loads where there is work only.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from etl.config import InputError, Request
from etl.messages import count, message, write_number
from etl.pipeline import provenance
from etl.publishing import store
from etl.publishing.publication import OLD_VERSIONS, check_target, only_writer, scratch
from etl.reading import catalogue as reading
from etl.reading.catalogue import Catalogue, Finding, Product
from etl.reading.inspection import choose_mapping, describe_file
from etl.reading.mapping import CatalogueMapping
from etl.reading.misfits import misfits, photo_misfits, refuse_misfit
from etl.reading.photos import ADDRESS, PhotoFolder
from etl.runtime import hashing
from etl.runtime.cache import Cache
from etl.runtime.cached_workers import CachedWorkers, Progress
from etl.runtime.clock import Clock
from etl.runtime.engine import engine_for

# stage, reads, writes: the README shows this table, and a test holds the two together.
STAGES = (
    ("extract", "catalogue file, mapping, photo names", "products, levels, load_report"),
    ("text", "names and descriptions", "text and text_tfidf vectors, dropped tokens"),
    (
        "image",
        "photos, ONNX model",
        "image and image_histogram vectors, thumbnails, network inputs",
    ),
    (
        "fuse",
        "text and image vectors, brands",
        "fused and image_text vectors; text, image and fused smoothed",
    ),
    ("neighbours", "vectors", "neighbours"),
    ("project", "vectors, neighbours", "projections, map_quality"),
    ("cluster", "vectors, number of categories", "clusterings, clusters"),
    ("evaluate", "clusters, categories", "scores"),
    ("suggest", "neighbours, categories, brands", "suggestions, doubts, baselines, stability"),
    ("ablate", "kept words, names of categories, clusters, suggestions", "ablation"),
    (
        "describe",
        "kept words, vectors, neighbours, clusters",
        "cluster_words, cluster_medoids, near_duplicates",
    ),
    ("store", "all of the above", "one DuckDB file, checked and published"),
)

# The stages that workers compute, but for that of the photos: nobody forks a network.
BY_WORKERS = (
    "etl.analysis.baselines",
    "etl.analysis.cluster",
    "etl.analysis.evaluate",
    "etl.analysis.project",
    "etl.analysis.silhouettes",
)
log = logging.getLogger("etl")


@dataclass(frozen=True)
class Outcome:
    """What a run ended with."""

    database: Path
    is_new: bool
    set_aside: int


def run(request: Request, progress: Progress) -> Outcome:
    """Load a catalogue, compute everything, publish the database.

    Parameters
    ----------
    request : Request
    progress : Progress

    Returns
    -------
    Outcome

    Raises
    ------
    InputError
        If what was given cannot be used; the published database is untouched.
    """
    publication = check_target(request.database)
    with only_writer(publication), scratch(publication) as folder:
        clock = Clock()
        with clock.stage("extract"):
            catalogue, mapping = _extract(request)
            photos, not_located = _locate(catalogue.products, request.images)
            contents = [hashing.hash_file(photo) for photo in photos]
            shared = _without_shared(catalogue.products, photos, contents)
            findings = [*catalogue.findings, *not_located, *shared]
            fingerprint = provenance.fingerprint(request, mapping, contents)
        current = publication.current
        reused = request.reuse_models
        repeats = request.settings.rehearse.repeats if request.rehearse else 0
        if (
            current is not None
            and not request.force
            and provenance.holds(current, fingerprint, reused=reused, repeats=repeats)
        ):
            log.info(message("log_unchanged", path=current))
            return Outcome(current, is_new=False, set_aside=catalogue.set_aside)

        with Cache(publication.cache, forget=request.force) as cache:
            with engine_for(request.jobs, BY_WORKERS) as engine:
                # The numeric libraries load for seconds: not where there is nothing to do.
                from etl.pipeline import stages  # noqa: PLC0415
                from etl.pipeline.fitted_models import Models  # noqa: PLC0415

                former = current if reused else None
                if reused and former is None:
                    log.info(message("log_models_none"))
                models = Models(request, catalogue.products, contents, former)
                inputs = stages.Inputs(request, catalogue, photos, findings, folder)
                read = {
                    path: content for path, content in zip(photos, contents, strict=True) if path
                }
                workers = CachedWorkers(engine, cache, read, stages.RESULT_TYPES, progress)
                results = stages.run_stages(inputs, models, workers, clock)
            name = fingerprint if former is None else provenance.follows(former, fingerprint)
            with clock.stage("store"):
                published = store.publish(
                    publication,
                    results.tables,
                    results.embeddings,
                    {
                        **provenance.describe(
                            request,
                            name,
                            catalogue,
                            models.kept("documents"),
                            models.kept("languages"),
                            clock.seconds,
                        ),
                        **results.builds,
                        "inputs": fingerprint,
                    },
                    models.written(name),
                )
            cache.prune(OLD_VERSIONS)
            log.info(
                message(
                    "log_cache",
                    results=count("cached", cache.found),
                    computed=count("computed", cache.missed),
                )
            )
        megabytes = write_number(published.stat().st_size / 1e6, 1)
        log.info(message("log_store", path=published, megabytes=megabytes))
    return Outcome(published, is_new=True, set_aside=catalogue.set_aside)


def _extract(request: Request) -> tuple[Catalogue, CatalogueMapping]:
    for model in (request.text_model, request.image_model):
        if model is not None and not model.is_file():
            raise InputError(message("model_not_found", path=model))
    mapping, proposed = choose_mapping(request.catalog, request.mapping)
    if proposed is not None:
        lines = " ".join(proposed.split())
        log.info(message("log_mapping_proposed", path=request.catalog, mapping=lines))
    catalogue = reading.read_catalogue(request.catalog, mapping)
    log.info(message("log_file", path=request.catalog, what=describe_file(catalogue.about)))
    refuse_misfit(request.catalog, catalogue, mapping)
    general = misfits(catalogue, mapping)
    for finding in general:
        log.warning(finding.reason)
    return replace(catalogue, findings=[*general, *catalogue.findings]), mapping


def _locate(products: Sequence[Product], images: Path) -> tuple[list[Path | None], list[Finding]]:
    """The photo of each product, and why there is none."""
    photos = PhotoFolder(images)
    located = [reading.locate_photo(product, photos) for product in products]
    warnings = [finding for _, finding in located if finding is not None]
    general = photo_misfits(products, warnings, images)
    is_named = any(finding.code != "image_not_named" for finding in warnings)
    if is_named and not images.is_dir() and not any(one.code == ADDRESS for one in warnings):
        raise InputError(message("images_not_found", path=images))
    for finding in general:
        log.warning(finding.reason)
    return [path for path, _ in located], [*general, *warnings]


def _without_shared(
    products: Sequence[Product], photos: list[Path | None], contents: list[bytes]
) -> list[Finding]:
    """Take a photo from the products that share it with others of other names."""
    shared = reading.shared_findings(
        products,
        [
            content if photo is not None and content != hashing.UNREADABLE else None
            for photo, content in zip(photos, contents, strict=True)
        ],
    )
    for place in shared:
        photos[place], contents[place] = None, hashing.UNREADABLE
    return list(shared.values())
