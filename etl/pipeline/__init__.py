"""What is there to do for this catalogue, and who may do it?

What is computed, and in which order, is in `compute`; it loads where there is work only.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from etl import extract, store
from etl.cache import Cache
from etl.config import InputError, Request
from etl.mapping import load_mapping
from etl.messages import message
from etl.pipeline import digest, provenance
from etl.pipeline.clock import Clock
from etl.publication import OLD_VERSIONS, check_target, only_writer, scratch
from etl.workers import Progress, Workers

# stage, reads, writes: the README shows this table, and a test holds the two together.
STAGES = (
    ("extract", "CSV, mapping, photo names", "products, levels, load_report"),
    ("text", "names and descriptions", "text and text_tfidf vectors, dropped tokens"),
    (
        "image",
        "photos, ONNX model",
        "image and image_histogram vectors, thumbnails, network inputs",
    ),
    ("fuse", "text and image vectors", "fused vectors"),
    ("neighbours", "vectors", "neighbours"),
    ("project", "vectors, neighbours", "projections, map_quality"),
    ("cluster", "vectors, number of categories", "clusterings, clusters"),
    ("evaluate", "clusters, categories", "scores"),
    ("suggest", "neighbours, categories, brands", "suggestions, doubts, baselines, stability"),
    (
        "describe",
        "kept words, vectors, neighbours, clusters",
        "cluster_words, cluster_medoids, near_duplicates",
    ),
    ("store", "all of the above", "one DuckDB file, checked and published"),
)

# The stages that workers compute, but for that of the photos: nobody forks a network.
BY_WORKERS = ("etl.baselines", "etl.cluster", "etl.evaluate", "etl.project", "etl.silhouettes")
MIN_PRODUCTS = 2  # one product has no neighbour
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
            catalogue = _extract(request)
            photos, findings = _locate(catalogue.products, request.images)
            findings = [*catalogue.findings, *findings]
            contents = [digest.of_file(photo) for photo in photos]
            fingerprint = provenance.fingerprint(request, contents)
        current = publication.current
        reused = request.reuse_models
        if (
            current is not None
            and not request.force
            and provenance.holds(current, fingerprint, reused=reused)
        ):
            log.info(message("log_unchanged", path=current))
            return Outcome(current, is_new=False, set_aside=catalogue.set_aside)

        with Cache(publication.cache, forget=request.force) as cache:
            with Workers(request.jobs, progress, BY_WORKERS) as pool:
                # The numeric libraries load for seconds: not where there is nothing to do.
                from etl.pipeline import compute  # noqa: PLC0415
                from etl.pipeline.models import Models  # noqa: PLC0415
                from etl.pipeline.remember import Remembering  # noqa: PLC0415

                former = current if reused else None
                if reused and former is None:
                    log.info(message("log_models_none"))
                models = Models(request, catalogue.products, contents, former)
                given = compute.Given(request, catalogue, photos, findings, folder)
                read = {path: held for path, held in zip(photos, contents, strict=True) if path}
                workers = Remembering(pool, cache, read)
                found = compute.everything(given, models, workers, clock)
            name = fingerprint if former is None else provenance.follows(former, fingerprint)
            with clock.stage("store"):
                published = store.publish(
                    publication,
                    found.tables,
                    found.embeddings,
                    {
                        **provenance.describe(
                            request,
                            name,
                            catalogue,
                            models.kept("documents"),
                            models.kept("languages"),
                            clock.seconds,
                        ),
                        **found.builds,
                        "inputs": fingerprint,
                    },
                    models.written(name),
                )
            cache.prune(OLD_VERSIONS)
            log.info(message("log_cache", found=cache.found, computed=cache.missed))
        megabytes = round(published.stat().st_size / 1e6, 1)
        log.info(message("log_store", path=published, megabytes=megabytes))
    return Outcome(published, is_new=True, set_aside=catalogue.set_aside)


def _extract(request: Request) -> extract.Catalogue:
    for model in (request.text_model, request.image_model):
        if model is not None and not model.is_file():
            raise InputError(message("model_not_found", path=model))
    catalogue = extract.read_catalogue(request.catalog, load_mapping(request.mapping))
    if len(catalogue.products) < MIN_PRODUCTS:
        raise InputError(
            message(
                "catalog_too_small",
                path=request.catalog,
                n=len(catalogue.products),
                needed=MIN_PRODUCTS,
                set_aside=catalogue.set_aside,
            )
        )
    if not request.images.is_dir() and any(product.image_file for product in catalogue.products):
        raise InputError(message("images_not_found", path=request.images))
    return catalogue


def _locate(
    products: Sequence[extract.Product], images: Path
) -> tuple[list[Path | None], list[extract.Finding]]:
    located = [extract.locate_photo(product, images) for product in products]
    return [path for path, _ in located], [finding for _, finding in located if finding]
