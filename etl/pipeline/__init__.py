"""The order of the stages: the only file that knows it, and that hands on their results."""

import logging
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from etl import evaluate, extract, journal, resnet, store
from etl.config import InputError, Request
from etl.mapping import load_mapping
from etl.messages import message
from etl.pipeline import analyse, description, embed, evidence, provenance, tables
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

MIN_PRODUCTS = 2  # one product has no neighbour
log = logging.getLogger("etl")


@dataclass(frozen=True)
class Outcome:
    """What a run ended with."""

    database: Path
    is_new: bool
    set_aside: int


@dataclass
class Clock:
    """Seconds that each stage took."""

    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Time one stage."""
        start = time.perf_counter()
        yield
        self.seconds[name] = time.perf_counter() - start
        journal.stage(name, self.seconds[name])


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
    publication = store.check_target(request.database)
    with store.only_writer(publication), tempfile.TemporaryDirectory(prefix="etl-") as folder:
        clock = Clock()
        with clock.stage("extract"):
            catalogue = _extract(request)
            photos, findings = _locate(catalogue.products, request.images)
            findings = [*catalogue.findings, *findings]
            fingerprint = provenance.fingerprint(request, photos)
        current = publication.current
        if current is not None and not request.force and provenance.holds(current, fingerprint):
            log.info(message("log_unchanged", path=current))
            return Outcome(current, is_new=False, set_aside=catalogue.set_aside)

        levels = evaluate.category_levels(
            [product.category_path for product in catalogue.products], request.settings.evaluate
        )
        _log_extract(catalogue, levels, findings)
        model = resnet.load_model(request.image_model, Path(folder))
        with Workers(request.jobs, progress) as workers:
            with clock.stage("text"):
                texts, worded, wordless = embed.text_spaces(catalogue.products, request)
            with clock.stage("image"):
                shot, seen, blind = embed.image_spaces(
                    catalogue.products, photos, model, request, workers
                )
            with clock.stage("fuse"):
                spaces = embed.with_fused([*worded, *seen], request)
            with clock.stage("neighbours"):
                near = analyse.find_neighbours(spaces, request)
            with clock.stage("project"):
                maps = analyse.draw_maps(spaces, near, request, workers)
            with clock.stage("cluster"):
                clusterings = analyse.make_clusterings(spaces, levels, request, workers)
            with clock.stage("evaluate"):
                parts = analyse.recluster_parts(spaces, clusterings, request, workers)
                scores = analyse.score_clusterings(
                    spaces, levels, clusterings, parts, request, workers
                )
            with clock.stage("suggest"):
                gathered = evidence.gather(
                    catalogue.products, spaces, near, levels, clusterings, scores, request
                )
        ids = np.array([product.product_id for product in catalogue.products], dtype=object)
        with clock.stage("describe"):
            described = description.gather(ids, texts, spaces, near, clusterings, request)

        with clock.stage("store"):
            published = store.publish(
                publication,
                {
                    "products": tables.products_table(catalogue.products, texts, shot),
                    "levels": tables.levels_table(levels),
                    "projections": tables.projections_table(ids, spaces, maps),
                    "map_quality": tables.map_quality_table(maps),
                    "clusterings": tables.clusterings_table(clusterings),
                    "clusters": tables.clusters_table(ids, spaces, clusterings),
                    "scores": tables.scores_table(clusterings, scores),
                    "neighbours": tables.neighbours_table(
                        ids, spaces, near, request.settings.neighbours
                    ),
                    **gathered,
                    **described,
                    "load_report": tables.report_table([*findings, *wordless, *blind]),
                },
                [
                    store.Embedding(name, ids[space.products], space.vectors)
                    for name, space in spaces.items()
                ],
                provenance.describe(request, fingerprint, catalogue, clock.seconds),
            )
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


def _log_extract(
    catalogue: extract.Catalogue,
    levels: Sequence[evaluate.Level],
    findings: Sequence[extract.Finding],
) -> None:
    log.info(
        message(
            "log_extract",
            rows=catalogue.rows_read,
            products=len(catalogue.products),
            set_aside=catalogue.set_aside,
            warnings=sum(finding.severity == extract.WARNING for finding in findings),
        )
    )
    log.info(
        message(
            "log_levels",
            levels=", ".join(f"{level.level} ({level.n_categories})" for level in levels) or "-",
            clustered=", ".join(str(level.level) for level in levels if level.is_clustered) or "-",
        )
    )
