"""The order of the stages: the only file that knows it, and that hands on their results."""

import functools
import hashlib
import itertools
import logging
import platform
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from etl import (
    __version__,
    cluster,
    evaluate,
    extract,
    fuse,
    image,
    neighbours,
    project,
    store,
    tables,
    text,
)
from etl.config import (
    FUSED,
    IMAGE,
    IMAGE_HISTOGRAM,
    SPACES,
    TEXT,
    TEXT_TFIDF,
    InputError,
    Request,
)
from etl.mapping import load_mapping
from etl.messages import message
from etl.tables import Clustering, Map, Space
from etl.workers import Workers

# stage, reads, writes: the README shows this table, and a test holds the two together.
STAGES = (
    ("extract", "CSV, mapping, photo names", "products, levels, load_report"),
    ("text", "names and descriptions", "text and text_tfidf vectors"),
    ("image", "photos, ONNX model", "image and image_histogram vectors, thumbnails"),
    ("fuse", "text and image vectors", "fused vectors"),
    ("neighbours", "vectors", "neighbours"),
    ("project", "vectors, neighbours", "projections, map_quality"),
    ("cluster", "vectors, number of categories", "clusterings, clusters"),
    ("evaluate", "clusters, categories", "scores"),
    ("store", "all of the above", "one DuckDB file, checked and published"),
)

MIN_PRODUCTS = 2  # one product has no neighbour
LIBRARIES = (
    "duckdb",
    "fasttext-community",
    "numpy",
    "onnxruntime",
    "pillow",
    "scikit-learn",
    "umap-learn",
)

log = logging.getLogger("etl")

Item = TypeVar("Item")


class Progress(Protocol):
    """Yields the items of a stage and may show how many are done."""

    def __call__(self, stage: str, items: Iterable[Item], total: int) -> Iterable[Item]:
        """Yield each item as it comes."""


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
            fingerprint = _fingerprint(request, photos)
        current = publication.current
        if current is not None and not request.force and _holds(current, fingerprint):
            log.info(message("log_unchanged", path=current))
            return Outcome(current, is_new=False, set_aside=catalogue.set_aside)

        levels = evaluate.category_levels(
            [product.category_path for product in catalogue.products], request.settings.evaluate
        )
        _log_extract(catalogue, levels, findings)
        model = image.load_model(request.image_model, Path(folder))
        with Workers(request.jobs) as workers:
            with clock.stage("text"):
                documents, spaces, wordless = _text(catalogue.products, request)
            with clock.stage("image"):
                shot, seen, blind = _image(
                    catalogue.products, photos, model, request, workers, progress
                )
            with clock.stage("fuse"):
                spaces = _in_order([*spaces, *seen, *_fuse([*spaces, *seen], request)])
            with clock.stage("neighbours"):
                near = _neighbours(spaces, request)
            with clock.stage("project"):
                maps = _project(spaces, near, request, workers, progress)
            with clock.stage("cluster"):
                clusterings = _cluster(spaces, levels, request, workers, progress)
            with clock.stage("evaluate"):
                scores = _evaluate(spaces, levels, clusterings, request, workers, progress)

        with clock.stage("store"):
            ids = np.array([product.product_id for product in catalogue.products], dtype=object)
            published = store.publish(
                publication,
                {
                    "products": tables.products_table(catalogue.products, documents, shot),
                    "levels": tables.levels_table(levels),
                    "projections": tables.projections_table(ids, spaces, maps),
                    "map_quality": tables.map_quality_table(maps),
                    "clusterings": tables.clusterings_table(clusterings),
                    "clusters": tables.clusters_table(ids, spaces, clusterings),
                    "scores": tables.scores_table(clusterings, scores),
                    "neighbours": tables.neighbours_table(
                        ids, spaces, near, request.settings.neighbours
                    ),
                    "load_report": tables.report_table([*findings, *wordless, *blind]),
                },
                [
                    store.Embedding(name, ids[space.products], space.vectors)
                    for name, space in spaces.items()
                ],
                _builds(request, fingerprint, catalogue, clock.seconds),
            )
        megabytes = round(published.stat().st_size / 1e6, 1)
        log.info(message("log_store", path=published, megabytes=megabytes))
    return Outcome(published, is_new=True, set_aside=catalogue.set_aside)


def _extract(request: Request) -> extract.Catalogue:
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


def _text(
    products: Sequence[extract.Product], request: Request
) -> tuple[list[list[str]], list[Space], list[extract.Finding]]:
    """Cleaned documents, the two text spaces, and the products without a usable word."""
    settings = request.settings.text
    words = [text.tokenize(product.text, settings) for product in products]
    vocabulary = text.build_vocabulary(text.document_frequencies(words), len(words), settings)
    documents = [[word for word in tokens if word in vocabulary.words] for tokens in words]
    if request.text_model is not None:
        word_vectors = text.load_word_vectors(request.text_model, vocabulary)
    else:
        word_vectors = text.train_word_vectors(documents, vocabulary, settings)

    vectors = np.vstack(
        [
            text.embed_documents(documents[start : start + settings.batch], vocabulary, word_vectors)
            for start in range(0, len(documents), settings.batch)
        ]
    )
    worded = np.flatnonzero(np.linalg.norm(vectors, axis=1) > 0)
    known = [documents[index] for index in np.flatnonzero([bool(tokens) for tokens in documents])]
    spaces = _spaces(
        (TEXT, worded, lambda: text.centre(vectors[worded])),
        (
            TEXT_TFIDF,
            np.flatnonzero([bool(tokens) for tokens in documents]),
            lambda: text.embed_tfidf(known, vocabulary, settings),
        ),
    )
    wordless = [
        extract.warning("text", products[index], "text_no_word")
        for index in np.setdiff1d(np.arange(len(products)), worded)
    ]
    log.info(
        message(
            "log_text",
            n=len(worded),
            dimensions=vectors.shape[1],
            words=len(vocabulary.words),
            boilerplate=len(vocabulary.boilerplate),
        )
    )
    return documents, spaces, wordless


def _image(
    products: Sequence[extract.Product],
    paths: Sequence[Path | None],
    model: image.ImageModel,
    request: Request,
    workers: Workers,
    progress: Progress,
) -> tuple[list[image.Photo], list[Space], list[extract.Finding]]:
    """What each photo gave, the two image spaces, and the photos that cannot be used."""
    settings = request.settings.image
    named = [(index, path) for index, path in enumerate(paths) if path is not None]
    see = functools.partial(image.embed_photo, model=model, settings=settings)
    answers = workers.map(see, [path for _, path in named], chunk=4)
    photos = [image.Photo(image.MISSING)] * len(products)
    findings = []
    for (index, _), photo in zip(named, progress("image", answers, len(named)), strict=True):
        photos[index] = photo
        if photo.status != image.OK:
            findings.append(
                extract.warning(
                    "image",
                    products[index],
                    f"image_{photo.status}",
                    file=products[index].image_file,
                    detail=photo.detail,
                    width=photo.width,
                    height=photo.height,
                )
            )
    usable = np.array([i for i, photo in enumerate(photos) if photo.status == image.OK], dtype=int)
    pooled = [photos[index].vector for index in usable]
    histograms = [photos[index].histogram for index in usable]
    spaces = _spaces(
        (IMAGE, usable, lambda: image.reduce(np.array(pooled), settings.dimensions)),
        (IMAGE_HISTOGRAM, usable, lambda: np.array(histograms)),
    )
    log.info(
        message(
            "log_image",
            n=len(usable),
            dimensions=spaces[0].vectors.shape[1] if spaces else 0,
            missing=len(products) - len(usable),
        )
    )
    return photos, spaces, findings


def _fuse(spaces: Sequence[Space], request: Request) -> list[Space]:
    held = {space.name: space for space in spaces}
    sides = [held[name] for name in (TEXT, IMAGE) if name in held]
    if len(sides) < 2:
        # With one side only, the fused vector rests on it.
        return [Space(FUSED, side.products, side.vectors) for side in sides]
    fused = fuse.fuse(
        sides[0].vectors,
        sides[0].products,
        sides[1].vectors,
        sides[1].products,
        request.settings.fuse,
    )
    log.info(
        message(
            "log_fuse",
            n=len(fused.products),
            lent_image=fused.lent_image,
            lent_text=fused.lent_text,
        )
    )
    return [Space(FUSED, fused.products, fused.vectors)]


def _neighbours(spaces: dict[str, Space], request: Request) -> dict[str, neighbours.Neighbours]:
    """Enough neighbours for the table and for the quality of the maps."""
    count = max(request.settings.neighbours, request.settings.project.quality_neighbours)
    near = {name: neighbours.nearest(space.vectors, count) for name, space in spaces.items()}
    log.info(message("log_neighbours", n=request.settings.neighbours))
    return near


def _project(
    spaces: dict[str, Space],
    near: dict[str, neighbours.Neighbours],
    request: Request,
    workers: Workers,
    progress: Progress,
) -> list[Map]:
    settings = request.settings.project
    planned = []
    # UMAP first and in one piece: its import compiles for seconds, which one process pays
    # while the others draw the rest.
    for method in reversed(project.METHODS):
        low, high = project.reasonable_sizes(method, settings)
        for name, space in spaces.items():
            n = len(space.vectors)
            if low <= n <= high:
                planned.append((method, name))
            else:
                log.info(
                    message(
                        "log_project_skipped", method=method, space=name, n=n, low=low, high=high
                    )
                )
    draw = functools.partial(project.project_and_measure, settings=settings)
    n_umap = sum(method == project.UMAP_MAP for method, _ in planned)
    answers = itertools.chain.from_iterable(
        # A list, since both halves are to start before the first is waited for.
        [
            workers.map(
                draw,
                [method for method, _ in part],
                [spaces[name].vectors for _, name in part],
                [near[name].indices[:, : settings.quality_neighbours] for _, name in part],
                chunk=chunk,
            )
            for part, chunk in ((planned[:n_umap], max(1, n_umap)), (planned[n_umap:], 1))
        ]
    )
    drawn = list(progress("project", answers, len(planned)))
    maps = []
    for name in spaces:
        mine = [(m, d) for (m, owner), d in zip(planned, drawn, strict=True) if owner == name]
        mine.sort(key=lambda pair: project.METHODS.index(pair[0]))
        best = project.most_trustworthy([quality for _, (_, quality) in mine])
        maps += [
            Map(name, method, coordinates, quality, is_auto=number == best)
            for number, (method, (coordinates, quality)) in enumerate(mine)
        ]
    log.info(message("log_project", maps=len(maps)))
    return maps


def _cluster(
    spaces: dict[str, Space],
    levels: Sequence[evaluate.Level],
    request: Request,
    workers: Workers,
    progress: Progress,
) -> list[Clustering]:
    settings = request.settings.cluster
    planned: list[tuple[Space, cluster.Run]] = []
    for space in spaces.values():
        # The only thing that clustering is told of the categories: how many there are.
        k_of_level = {
            level.level: level.among(space.products).n_categories
            for level in levels
            if level.is_clustered
        }
        runs, skipped = cluster.plan_runs(len(space.vectors), k_of_level, settings)
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
    labels = list(progress("cluster", answers, len(planned)))

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


def _evaluate(
    spaces: dict[str, Space],
    levels: Sequence[evaluate.Level],
    clusterings: Sequence[Clustering],
    request: Request,
    workers: Workers,
    progress: Progress,
) -> list[list[evaluate.Score]]:
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
                # The seeds beside the default are there for their spread only.
                interval=made.is_default or made.run.algorithm != cluster.KMEANS
                or made.run.level is None,
            )
        )
    compute = functools.partial(evaluate.evaluate, settings=request.settings.evaluate)
    scores = list(progress("evaluate", workers.map(compute, tasks, chunk=4), len(tasks)))
    log.info(message("log_evaluate", scores=sum(map(len, scores))))
    return scores


def _spaces(
    *planned: tuple[str, NDArray[np.int64], Callable[[], NDArray[np.float32]]],
) -> list[Space]:
    """Make each space that has enough products."""
    made = []
    for name, products, vectors in planned:
        if len(products) < MIN_PRODUCTS:
            log.info(message("log_space_skipped", space=name, n=len(products)))
        else:
            made.append(Space(name, products, vectors()))
    return made


def _in_order(spaces: Sequence[Space]) -> dict[str, Space]:
    held = {space.name: space for space in spaces}
    return {name: held[name] for name in SPACES if name in held}


def _fingerprint(request: Request, photos: Sequence[Path | None]) -> str:
    """Name all that the result depends on: two runs of one fingerprint give one result."""
    digest = hashlib.sha256()
    said = {
        "etl": __version__,
        "schema": store.SCHEMA_VERSION,
        "settings": request.settings.as_dict(),
        "libraries": _library_versions(),
    }
    digest.update(store.as_json(said).encode())
    files = [request.catalog, request.mapping, request.text_model, request.image_model, *photos]
    for path in files:
        if path is None or not path.is_file():
            digest.update(b"-")
            continue
        with path.open("rb") as stream:
            digest.update(hashlib.file_digest(stream, "sha256").digest())
    return digest.hexdigest()[:16]


def _holds(database: Path, fingerprint: str) -> bool:
    try:
        return store.read_builds(database).get("fingerprint") == fingerprint
    except InputError:
        return False


def _library_versions() -> dict[str, str]:
    return {library: version(library) for library in LIBRARIES}


def _builds(
    request: Request, fingerprint: str, catalogue: extract.Catalogue, seconds: dict[str, float]
) -> dict[str, str]:
    """What the database says of its own making."""
    return {
        "schema_version": store.SCHEMA_VERSION,
        "fingerprint": fingerprint,
        "built_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "catalog_name": request.catalog.resolve().parent.name
        if request.catalog.stem == "products"
        else request.catalog.stem,
        "etl_version": __version__,
        "python_version": platform.python_version(),
        "rows_read": str(catalogue.rows_read),
        "rows_set_aside": str(catalogue.set_aside),
        "settings": store.as_json(request.settings.as_dict()),
        "text_model": request.text_model.name if request.text_model else "fastText",
        "image_model": request.image_model.name if request.image_model else "ResNet-50-thin",
        **{f"version.{name}": found for name, found in _library_versions().items()},
        **{f"seconds.{stage}": f"{taken:.3f}" for stage, taken in seconds.items()},
    }
