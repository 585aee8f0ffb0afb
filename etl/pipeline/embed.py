"""From products to the vectors of each space: which products have one, and what was set aside."""

import functools
import logging
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from etl.config import Request, TextSettings
from etl.embedding import boilerplate, image, text, words
from etl.embedding.extractors import Extractor, ImageExtractor, TextExtractor, Vectors
from etl.embedding.registry import IMAGE_EXTRACTORS, TEXT_EXTRACTORS
from etl.messages import count, message
from etl.pipeline.fitted_models import Models
from etl.pipeline.tables import Cleaned, SpaceVectors
from etl.reading.catalogue import Finding, Product, warning
from etl.runtime.cached_workers import CachedWorkers
from etl.spaces import (
    IMAGE_RAW,
    OF_IMAGE,
    OF_TEXT,
    RAW_OF,
    SPACES,
    TEXT_RAW,
    Space,
)

log = logging.getLogger("etl")

MIN_VECTORS = 2  # a single product has no neighbour
FEW_PHOTOS, FEW_BATCHES = 32, 2  # done sooner than another process starts


def text_spaces(
    products: Sequence[Product], request: Request, models: Models, workers: CachedWorkers
) -> tuple[Cleaned, list[SpaceVectors], list[Finding]]:
    """What was kept of each text, the text spaces, and the products without a usable word."""
    settings = request.settings.text
    written = [product.text for product in products]
    read = words.read(written, settings, models.kept("languages"))
    models.keep("languages", read.catalogue)
    vocabulary = _vocabulary(read.documents, products, settings, models)
    documents = [[word for word in tokens if word in vocabulary.words] for tokens in read.documents]
    corpus = text.Corpus(documents, vocabulary, settings, request.text_model)
    chosen = TEXT_RAW.extractor if request.text_model is None else "pretrained"
    extractor = _fitted(chosen, "word_vectors", corpus, models, workers)
    vectors = _in_batches(extractor, documents, settings, workers)
    with_text = np.flatnonzero(np.linalg.norm(vectors, axis=1) > 0)
    with_tokens = np.flatnonzero([bool(tokens) for tokens in documents])

    def centred() -> tuple[Vectors, TextExtractor]:
        means = models.of(TEXT_RAW.name, lambda: text.centring(vectors[with_text]))
        return text.centre(vectors[with_text], means), extractor

    def as_they_come(space: Space) -> tuple[Vectors, TextExtractor]:
        other = _fitted(space.extractor, space.name, corpus, models, workers)
        known = [documents[row] for row in with_tokens]
        return _in_batches(other, known, settings, workers), other

    spaces = _spaces(
        models,
        (TEXT_RAW, with_text, centred),
        *(
            (space, with_tokens, functools.partial(as_they_come, space))
            for space in _as_embedded(OF_TEXT)
        ),
    )
    alone = extractor([[word] for word in vocabulary.words])
    unembeddable = {
        word for word, vector in zip(vocabulary.words, alone, strict=True) if not vector.any()
    }
    cleaned = Cleaned(
        kept=[
            [read.written.get(word, word) for word in tokens if word not in unembeddable]
            for tokens in documents
        ],
        dropped=list(words.dropped(written, read.languages, vocabulary, unembeddable, settings)),
    )
    text_warnings = [
        warning("text", products[index], "text_no_word")
        for index in np.setdiff1d(np.arange(len(products)), with_text)
    ]
    log.info(
        message(
            "log_text",
            vectors=count("vectors", len(with_text)),
            dimensions=count("dimensions", vectors.shape[1]),
            words=count("distinct_words", len(vocabulary.words)),
            boilerplate=count("boilerplate", len(vocabulary.boilerplate)),
        )
    )
    return cleaned, spaces, text_warnings


def _fitted(
    name: str | None, kept_as: str, corpus: text.Corpus, models: Models, workers: CachedWorkers
) -> TextExtractor:
    """The extractor of that name, fitted on these texts or as the published run fitted it."""
    method = TEXT_EXTRACTORS[str(name)]
    weights = models.of(kept_as, lambda: workers.call(method.fit, corpus))
    return method(corpus.vocabulary, weights, corpus.model.name if corpus.model else "")


def _in_batches(
    extractor: TextExtractor,
    documents: Sequence[Sequence[str]],
    settings: TextSettings,
    workers: CachedWorkers,
) -> Vectors:
    """Vectors of all documents: each row depends on its document only."""
    starts = range(0, len(documents), settings.batch)
    batches = [documents[start : start + settings.batch] for start in starts]
    return np.vstack([*workers.map(extractor, batches, few=FEW_BATCHES)])


def _vocabulary(
    documents: Sequence[Sequence[str]],
    products: Sequence[Product],
    settings: TextSettings,
    models: Models,
) -> words.Vocabulary:
    """The words of these texts, or those that the published run knew."""
    n_documents = models.of("documents", lambda: len(documents))
    frequencies = models.of("frequencies", lambda: dict(words.document_frequencies(documents)))
    repeated = models.of(
        "boilerplate",
        lambda: boilerplate.find(
            documents,
            [[words.key(word) for word in words.split(product.name)] for product in products],
            settings,
        ),
    )
    return words.build_vocabulary(frequencies, n_documents, repeated)


def image_extractors(request: Request, folder: Path) -> dict[Space, ImageExtractor]:
    """What every photo is seen by; the folder is for what the workers open.

    Raises
    ------
    InputError
        If the network that the person chose cannot be used.
    """
    names = {space: space.extractor for space in (IMAGE_RAW, *_as_embedded(OF_IMAGE))}
    if request.image_model is not None:
        names[IMAGE_RAW] = "onnx"
    return {
        space: IMAGE_EXTRACTORS[str(name)](request.settings.image, request.image_model, folder)
        for space, name in names.items()
    }


def image_spaces(
    products: Sequence[Product],
    paths: Sequence[Path | None],
    extractors: Mapping[Space, ImageExtractor],
    request: Request,
    models: Models,
    workers: CachedWorkers,
) -> tuple[list[image.Photo], list[SpaceVectors], list[Finding]]:
    """What each photo gave, the image spaces, and the photos that cannot be used."""
    settings = request.settings.image
    named = [(index, path) for index, path in enumerate(paths) if path is not None]
    see = functools.partial(
        image.embed_photo, extractors=list(extractors.values()), settings=settings
    )
    answers = workers.map(see, [path for _, path in named], chunk=4, few=FEW_PHOTOS)
    photos = [image.Photo(image.MISSING)] * len(products)
    findings = []
    for (index, _), photo in zip(
        named, workers.progress("image", answers, len(named)), strict=True
    ):
        photos[index] = photo
        if photo.status != image.OK:
            findings.append(
                warning(
                    "image",
                    products[index],
                    f"image_{photo.status}",
                    file=products[index].image_file,
                    detail=photo.detail,
                    width=photo.width,
                    height=photo.height,
                )
            )
    usable, of_space = before_reduction(photos, extractors)

    def as_they_come(space: Space) -> tuple[Vectors, ImageExtractor]:
        return of_space[space], extractors[space]

    def reduced() -> tuple[Vectors, ImageExtractor]:
        pooled, extractor = as_they_come(IMAGE_RAW)
        directions = models.of(
            IMAGE_RAW.name, lambda: image.principal_directions(pooled, settings.dimensions)
        )
        return image.reduce(pooled, directions), extractor

    spaces = _spaces(
        models,
        (IMAGE_RAW, usable, reduced),
        *(
            (space, usable, functools.partial(as_they_come, space))
            for space in _as_embedded(OF_IMAGE)
        ),
    )
    log.info(
        message(
            "log_image",
            vectors=count("vectors", len(usable)),
            dimensions=count("dimensions", spaces[0].vectors.shape[1] if spaces else 0),
            missing=count("without_photo", len(products) - len(usable)),
        )
    )
    return photos, spaces, findings


def before_reduction(
    photos: Sequence[image.Photo], extractors: Mapping[Space, ImageExtractor]
) -> tuple[NDArray[np.int64], dict[Space, Vectors]]:
    """Products with a usable photo, and what each extractor says of these."""
    usable = np.array([i for i, photo in enumerate(photos) if photo.status == image.OK], dtype=int)
    return usable, {
        space: np.array([photos[index].vectors[number] for index in usable])
        for number, space in enumerate(extractors)
    }


def _as_embedded(modality: str) -> list[Space]:
    """The spaces of a modality that hold what their extractor gives, as it comes."""
    return [
        space
        for space in SPACES
        if space.modality == modality and space not in (*RAW_OF, *RAW_OF.values())
    ]


def _spaces(
    models: Models,
    *planned: tuple[Space, NDArray[np.int64], Callable[[], tuple[Vectors, Extractor]]],
) -> list[SpaceVectors]:
    """Make each space that has enough products; what did not change has its published vector."""
    spaces = []
    for space, products, make in planned:
        if len(products) < MIN_VECTORS:
            shown = next((one for one, raw in RAW_OF.items() if raw == space), space)
            log.info(message("log_space_skipped", space=shown.name, n=len(products)))
        else:
            spaces.append(models.restored(SpaceVectors(space, products, *make())))
    return spaces
