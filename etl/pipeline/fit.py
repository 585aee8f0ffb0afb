"""Fit of the models that are kept to the products that came later."""

import logging
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from etl.analysis.neighbours import Neighbours
from etl.embedding.words import NO_VECTOR
from etl.messages import message, write_number
from etl.pipeline.fitted_models import Models
from etl.pipeline.tables import Cleaned, SpaceVectors
from etl.spaces import FUSED, TEXT, Space

log = logging.getLogger("etl")

MESSAGES = {"nearest": "log_fit_nearest", "known_words": "log_fit_known_words"}


def of_new_products(
    texts: Cleaned,
    spaces: Mapping[Space, SpaceVectors],
    near: Mapping[Space, Neighbours],
    models: Models,
) -> dict[str, str]:
    """Compare new and changed products with the others, in the log and for `builds`.

    Two signs that the models are out of date: words that they do not know, and
    products that are far from their nearest one.
    """
    known = _known_words(texts)
    builds = {}
    for space, embedded in spaces.items():
        if not space.is_studied:
            continue
        new = ~models.stays(embedded)
        builds[f"models.{space.name}.placed"] = str(int(new.sum()))
        if not 0 < new.sum() < len(new):
            continue
        nearest = near[space].similarities[:, 0]
        signs = {"nearest": (_median(nearest[new]), _median(nearest[~new]))}
        if space == TEXT:
            share = known[embedded.products]
            signs["known_words"] = (share[new].mean(), share[~new].mean())
        for sign, (of_new, of_others) in signs.items():
            builds[f"models.{space.name}.{sign}"] = f"{of_new:.3f}"
            builds[f"models.{space.name}.{sign}.others"] = f"{of_others:.3f}"
            log.info(
                message(
                    MESSAGES[sign],
                    space=space.name,
                    n=int(new.sum()),
                    of_new=write_number(of_new, 2),
                    of_others=write_number(of_others, 2),
                )
            )
    log.info(message("log_models_kept", n=int(builds.get(f"models.{FUSED.name}.placed", 0))))
    return builds


def _known_words(texts: Cleaned) -> NDArray[np.float64]:
    """Share of each product's usable tokens that the models know; 1 where there is none."""
    shares = []
    for kept, dropped in zip(texts.kept, texts.dropped, strict=True):
        unknown = sum(one["reason"] == NO_VECTOR for one in dropped)
        shares.append(len(kept) / (len(kept) + unknown) if kept or unknown else 1.0)
    return np.array(shares)


def _median(values: NDArray[np.float32]) -> float:
    return float(np.median(values))
