"""From the vectors of texts and photos to the spaces that are made of them."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from etl.analysis import neighbours
from etl.config import Request
from etl.embedding import fuse, smooth, through_text
from etl.messages import message
from etl.pipeline.fitted_models import Models
from etl.pipeline.tables import SpaceVectors
from etl.spaces import FUSED_RAW, IMAGE_RAW, IMAGE_TEXT, RAW, RAW_OF, SPACES, TEXT_RAW, Space

log = logging.getLogger("etl")


class NeighbourGraphs:
    """The nearest neighbours of every space, each looked for once, by whoever asks first.

    As many as the most that is asked for: by the table, the quality of the maps, the votes, the
    smoothing and UMAP.
    """

    def __init__(self, request: Request) -> None:
        settings = request.settings
        self._count = max(
            settings.neighbours,
            settings.project.quality_neighbours,
            settings.project.umap_neighbours,
            settings.suggest.searched,
            settings.smooth.neighbours,
        )
        self._found: dict[Space, neighbours.Neighbours] = {}

    def of(self, embedded: SpaceVectors) -> neighbours.Neighbours:
        """Return the neighbours of each vector of a space."""
        if embedded.space not in self._found:
            self._found[embedded.space] = neighbours.nearest(embedded.vectors, self._count)
        return self._found[embedded.space]


def derive(
    spaces: Sequence[SpaceVectors],
    groups: NDArray[np.int64],
    graphs: NeighbourGraphs,
    request: Request,
    models: Models,
) -> dict[Space, SpaceVectors]:
    """All that have vectors, those made of the others among them, in the order of `SPACES`.

    Products of one of the `groups` are never read through the text of each other.
    """
    vectors = {embedded.space: embedded for embedded in spaces}
    made = [*_fused(vectors, request, models), *_through_text(vectors, groups, request, models)]
    vectors |= {embedded.space: embedded for embedded in made}
    for space, raw in RAW_OF.items():
        if raw in vectors:
            vectors[space] = _smoothed(space, vectors[raw], graphs, request, models)
    return {space: vectors[space] for space in SPACES if space in vectors}


def clustered(spaces: Mapping[Space, SpaceVectors]) -> dict[Space, SpaceVectors]:
    """Those that are mapped, clustered and scored."""
    return {space: embedded for space, embedded in spaces.items() if space.role != RAW}


def unsmoothed(spaces: Mapping[Space, SpaceVectors]) -> dict[Space, SpaceVectors]:
    """The same, each with the vectors that neighbours and suggestions rest on."""
    return {space: spaces[RAW_OF.get(space, space)] for space in clustered(spaces)}


def _smoothed(
    space: Space, raw: SpaceVectors, graphs: NeighbourGraphs, request: Request, models: Models
) -> SpaceVectors:
    near = graphs.of(raw).indices
    vectors = smooth.smooth(raw.vectors, near, request.settings.smooth)
    return models.restored(replace(raw, space=space, vectors=vectors))


def _fused(
    spaces: Mapping[Space, SpaceVectors], request: Request, models: Models
) -> list[SpaceVectors]:
    sides = [spaces[space] for space in (TEXT_RAW, IMAGE_RAW) if space in spaces]
    if len(sides) < 2:
        # With one side only, the fused vector rests on it.
        return [replace(side, space=FUSED_RAW, extractor=None) for side in sides]
    fused = fuse.fuse(
        sides[0].vectors,
        sides[0].products,
        sides[1].vectors,
        sides[1].products,
        request.settings.fuse,
        models.kept(FUSED_RAW.name),
    )
    models.keep(FUSED_RAW.name, fused.sides)
    log.info(
        message(
            "log_fuse",
            n=len(fused.products),
            imputed_image=fused.imputed_image,
            imputed_text=fused.imputed_text,
        )
    )
    return [models.restored(SpaceVectors(FUSED_RAW, fused.products, fused.vectors, None))]


def _through_text(
    spaces: Mapping[Space, SpaceVectors],
    groups: NDArray[np.int64],
    request: Request,
    models: Models,
) -> list[SpaceVectors]:
    """Photos read through the texts of other products; nothing where too few have both."""
    settings = request.settings.through_text
    if IMAGE_RAW not in spaces or TEXT_RAW not in spaces:
        return []
    image, text = spaces[IMAGE_RAW], spaces[TEXT_RAW]
    both, of_image, of_text = np.intersect1d(
        image.products, text.products, assume_unique=True, return_indices=True
    )
    if len(both) < settings.min_products:
        log.info(message("log_space_skipped", space=IMAGE_TEXT.name, n=len(both)))
        return []
    # A published map may have seen the text of what it is to read; one of this run, fitted on
    # what a rehearsal leaves visible, has not.
    kept: through_text.LinearMap | None = models.kept(IMAGE_TEXT.name)
    if kept is not None and not models.are_kept:
        read = kept.apply(image.vectors)
    else:
        fitted = through_text.fit(image.vectors[of_image], text.vectors[of_text], settings)
        read = fitted.apply(image.vectors)
        read[of_image] = through_text.cross_fitted(
            image.vectors[of_image], text.vectors[of_text], groups[both], settings
        )
        models.keep(IMAGE_TEXT.name, fitted)
    return [models.restored(SpaceVectors(IMAGE_TEXT, image.products, read, None))]
