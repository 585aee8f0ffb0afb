"""From products to the vectors of each space: which products have one, and what was set aside."""

import functools
import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from etl.config import Request, TextSettings
from etl.embedding import boilerplate, fuse, image, pretrained, resnet, text, words
from etl.messages import message
from etl.pipeline.fitted_models import Models
from etl.pipeline.tables import Cleaned, SpaceVectors
from etl.reading.catalogue import Finding, Product, warning
from etl.runtime.cached_workers import CachedWorkers
from etl.spaces import FUSED, IMAGE, IMAGE_HISTOGRAM, SPACES, TEXT, TEXT_TFIDF, Space

log = logging.getLogger("etl")

MIN_VECTORS = 2  # a single product has no neighbour
FEW_PHOTOS = 32  # seen sooner than another process starts


def text_spaces(
    products: Sequence[Product], request: Request, models: Models, workers: CachedWorkers
) -> tuple[Cleaned, list[SpaceVectors], list[Finding]]:
    """What was kept of each text, the two text spaces, and the products without a usable word."""
    settings = request.settings.text
    written = [product.text for product in products]
    read = words.read(written, settings, models.kept("languages"))
    models.keep("languages", read.catalogue)
    vocabulary = _vocabulary(read.documents, products, settings, models)
    documents = [[word for word in tokens if word in vocabulary.words] for tokens in read.documents]
    word_vectors = models.of(
        "word_vectors",
        lambda: (
            workers.call(text.train_word_vectors, documents, vocabulary, settings)
            if request.text_model is None
            else workers.call(pretrained.load_word_vectors, request.text_model, vocabulary.words)
        ),
    )

    vectors = np.vstack(
        [
            text.embed_documents(
                documents[start : start + settings.batch], vocabulary, word_vectors
            )
            for start in range(0, len(documents), settings.batch)
        ]
    )
    with_text = np.flatnonzero(np.linalg.norm(vectors, axis=1) > 0)
    with_tokens = np.flatnonzero([bool(tokens) for tokens in documents])
    known = [documents[index] for index in with_tokens]

    def centred() -> NDArray[np.float32]:
        means = models.of(TEXT.name, lambda: text.centring(vectors[with_text]))
        return text.centre(vectors[with_text], means)

    def reduced() -> NDArray[np.float32]:
        if (components := models.kept(TEXT_TFIDF.name)) is not None:
            return text.embed_more_tfidf(known, vocabulary, components)
        tfidf, components = text.embed_tfidf(known, vocabulary, settings)
        models.keep(TEXT_TFIDF.name, components)
        return tfidf

    spaces = _spaces(models, (TEXT, with_text, centred), (TEXT_TFIDF, with_tokens, reduced))
    unembeddable = {
        word for word, column in vocabulary.words.items() if not word_vectors[column].any()
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
            n=len(with_text),
            dimensions=vectors.shape[1],
            words=len(vocabulary.words),
            boilerplate=len(vocabulary.boilerplate),
        )
    )
    return cleaned, spaces, text_warnings


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


def image_spaces(
    products: Sequence[Product],
    paths: Sequence[Path | None],
    model: resnet.ImageModel,
    request: Request,
    models: Models,
    workers: CachedWorkers,
) -> tuple[list[image.Photo], list[SpaceVectors], list[Finding]]:
    """What each photo gave, the two image spaces, and the photos that cannot be used."""
    settings = request.settings.image
    named = [(index, path) for index, path in enumerate(paths) if path is not None]
    see = functools.partial(image.embed_photo, model=model, settings=settings)
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
    usable = np.array([i for i, photo in enumerate(photos) if photo.status == image.OK], dtype=int)
    pooled = [photos[index].vector for index in usable]
    histograms = [photos[index].histogram for index in usable]

    def reduced() -> NDArray[np.float32]:
        if (directions := models.kept(IMAGE.name)) is not None:
            return image.reduce_more(np.array(pooled), directions)
        vectors, directions = image.reduce(np.array(pooled), settings.dimensions)
        models.keep(IMAGE.name, directions)
        return vectors

    spaces = _spaces(
        models,
        (IMAGE, usable, reduced),
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


def _fused(spaces: Sequence[SpaceVectors], request: Request, models: Models) -> list[SpaceVectors]:
    sides = [embedded for embedded in spaces if embedded.space in (TEXT, IMAGE)]
    if len(sides) < 2:
        # With one side only, the fused vector rests on it.
        return [replace(side, space=FUSED) for side in sides]
    fused = fuse.fuse(
        sides[0].vectors,
        sides[0].products,
        sides[1].vectors,
        sides[1].products,
        request.settings.fuse,
        models.kept(FUSED.name),
    )
    models.keep(FUSED.name, fused.sides)
    log.info(
        message(
            "log_fuse",
            n=len(fused.products),
            imputed_image=fused.imputed_image,
            imputed_text=fused.imputed_text,
        )
    )
    return [models.restored(SpaceVectors(FUSED, fused.products, fused.vectors))]


def _spaces(
    models: Models,
    *planned: tuple[Space, NDArray[np.int64], Callable[[], NDArray[np.float32]]],
) -> list[SpaceVectors]:
    """Make each space that has enough products; what did not change has its published vector."""
    spaces = []
    for space, products, vectors in planned:
        if len(products) < MIN_VECTORS:
            log.info(message("log_space_skipped", space=space.name, n=len(products)))
        else:
            spaces.append(models.restored(SpaceVectors(space, products, vectors())))
    return spaces


def with_fused(
    spaces: Sequence[SpaceVectors], request: Request, models: Models
) -> dict[Space, SpaceVectors]:
    """All that have vectors, the fused one among them, in the order of `SPACES`."""
    vectors = {embedded.space: embedded for embedded in [*spaces, *_fused(spaces, request, models)]}
    return {space: vectors[space] for space in SPACES if space in vectors}
