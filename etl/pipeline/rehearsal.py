"""Rehearsal of the verdict's promises: half of the brands hidden, everything fitted anew.

With --rehearse only: each repeat costs about as much as the texts and the neighbours of a run.
"""

import functools
import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from etl.analysis import evaluate
from etl.analysis.groups import Groups
from etl.analysis.rehearse import (
    Outcome,
    are_enough,
    hidden_half,
    neighbours_among_visible,
    sum_up,
    try_out,
)
from etl.config import Request
from etl.embedding import image
from etl.messages import message
from etl.pipeline import derive, embed
from etl.pipeline.fitted_models import Models
from etl.pipeline.tables import SpaceVectors
from etl.reading.catalogue import Product
from etl.runtime.cache import Cache
from etl.runtime.cached_workers import CachedWorkers
from etl.runtime.engine import Serial
from etl.runtime.journal import quiet
from etl.spaces import IMAGE_RAW, SPACES, Space
from verdict.evidence import FEWEST_PRODUCTS

log = logging.getLogger("etl")

Vectors = NDArray[np.float32]


def gather(
    products: Sequence[Product],
    pooled: tuple[NDArray[np.int64], Vectors],
    levels: Sequence[evaluate.Level],
    groups: Groups,
    request: Request,
    workers: CachedWorkers,
) -> pd.DataFrame:
    """Rows of `rehearsal`: what was promised and what was found, space by space.

    Parameters
    ----------
    products : sequence of Product
    pooled : (ndarray of int64, ndarray of float32)
        Products with a usable photo, and what the network says of each before any reduction.
    levels : sequence of Level
    groups : Groups
    request : Request
    workers : CachedWorkers
    """
    repeats = request.settings.rehearse.repeats
    judged = [
        level
        for level in levels
        if level.is_clustered
        and level.n_categories > 1
        and level.n_products >= 2 * FEWEST_PRODUCTS  # each half has to say something
    ]
    if not judged or not are_enough(groups.codes):
        log.info(message("log_rehearse_few"))
        return pd.DataFrame()
    answers = workers.map(
        functools.partial(
            repeat,
            products=products,
            pooled=pooled,
            levels=judged,
            groups=groups.codes,
            kin=groups.kin,
            request=_in_a_process(request),
        ),
        list(range(repeats)),
    )
    found: dict[tuple[str, int], list[list[Outcome]]] = {}
    for outcomes in workers.progress("rehearse", answers, repeats):
        for space, level, measure, promised, low, value, n in outcomes:
            outcome = Outcome(measure, promised, low, value, n)
            found.setdefault((space, level), []).append([outcome])
    order = [space.name for space in SPACES]
    rows = [
        {"space": space, "level": level, **rehearsed._asdict()}
        for (space, level), outcomes in sorted(
            found.items(), key=lambda item: (order.index(item[0][0]), item[0][1])
        )
        for rehearsed in sum_up(outcomes)
    ]
    kept = sum(row["kept"] == row["repeats"] for row in rows)
    log.info(message("log_rehearse", kept=kept, promises=len(rows), repeats=repeats))
    return pd.DataFrame(rows)


def _in_a_process(request: Request) -> Request:
    """What of the request a repeat rests on; its answer is remembered by it."""
    return replace(
        request, images=Path(), mapping=None, database=Path(), jobs=1, force=False, rehearse=False
    )


def repeat(
    seed: int,
    products: Sequence[Product],
    pooled: tuple[NDArray[np.int64], Vectors],
    levels: Sequence[evaluate.Level],
    groups: NDArray[np.int64],
    kin: NDArray[np.int64],
    request: Request,
) -> list[tuple[str, int, str, float, float, float, int]]:
    """Hide half of the groups once: space, level, and what an `Outcome` holds, for each promise."""
    hidden = hidden_half(groups, seed)
    if not 1 < np.count_nonzero(~hidden) < len(hidden):
        return []
    settings = request.settings.suggest
    outcomes = []
    for space, embedded in _placed(products, pooled, groups, hidden, request).items():
        rows = embedded.products
        if np.count_nonzero(~hidden[rows]) < 2:
            continue
        near = neighbours_among_visible(embedded.vectors, hidden[rows], settings.searched)
        outcomes += [
            (space.name, level.level, *outcome)
            for level in levels
            for outcome in try_out(
                near, hidden[rows], level.codes[rows], groups[rows], kin[rows], settings
            )
        ]
    return outcomes


def _placed(
    products: Sequence[Product],
    pooled: tuple[NDArray[np.int64], Vectors],
    groups: NDArray[np.int64],
    hidden: NDArray[np.bool_],
    request: Request,
) -> dict[Space, SpaceVectors]:
    """Vectors of all products, by models that were fitted on those that are not hidden.

    The visible ones keep the vectors that the models were fitted with, as with --reuse-models.
    """
    models = Models(request, products, [b""] * len(products))
    workers = CachedWorkers(Serial(), Cache(Path()))  # computed once, so remembered nowhere
    everyone, visible = np.arange(len(products)), np.flatnonzero(~hidden)
    with quiet():
        fitted = _embed(visible, products, pooled, groups, request, models, workers)
        placed = _embed(everyone, products, pooled, groups, request, models, workers)
    vectors = {}
    for space, everything in placed.items():
        kept = fitted.get(space)
        if kept is None:
            continue
        _, of_all, of_kept = np.intersect1d(
            everything.products, kept.products, assume_unique=True, return_indices=True
        )
        everything.vectors[of_all] = kept.vectors[of_kept]
        vectors[space] = everything
    return vectors


def _embed(
    rows: NDArray[np.int64],
    products: Sequence[Product],
    pooled: tuple[NDArray[np.int64], Vectors],
    groups: NDArray[np.int64],
    request: Request,
    models: Models,
    workers: CachedWorkers,
) -> Mapping[Space, SpaceVectors]:
    """Raw vectors of some products in the studied spaces; what is not fitted is fitted on them."""
    _, spaces, _ = embed.text_spaces([products[row] for row in rows], request, models, workers)
    seen = np.isin(pooled[0], rows)
    if np.count_nonzero(seen) >= embed.MIN_VECTORS:
        directions = models.of(
            IMAGE_RAW.name,
            lambda: image.principal_directions(pooled[1][seen], request.settings.image.dimensions),
        )
        places = np.searchsorted(rows, pooled[0][seen])
        spaces.append(
            SpaceVectors(IMAGE_RAW, places, image.reduce(pooled[1][seen], directions), None)
        )
    everything = derive.derive(
        spaces, groups[rows], derive.NeighbourGraphs(request), request, models
    )
    return {
        space: SpaceVectors(space, rows[embedded.products], embedded.vectors.copy(), None)
        for space, embedded in derive.unsmoothed(everything).items()
        if space.is_studied
    }
