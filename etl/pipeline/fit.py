"""How well do models that are kept fit the products that came later?"""

import logging
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from etl.analysis.neighbours import Neighbours
from etl.config import FUSED, STUDIED, TEXT
from etl.embedding.words import NO_VECTOR
from etl.messages import message
from etl.pipeline.fitted_models import Models
from etl.pipeline.tables import Cleaned, Space

log = logging.getLogger("etl")

SAID_AS = {"nearest": "log_fit_nearest", "known_words": "log_fit_known_words"}


def of_new_products(
    texts: Cleaned, spaces: Mapping[str, Space], near: Mapping[str, Neighbours], models: Models
) -> dict[str, str]:
    """Compare new and changed products with the others, in the log and for `builds`.

    Two signs that the models are out of date: words that they do not know, and
    products that are far from their nearest one.
    """
    known = _known_words(texts)
    said = {}
    for name, space in spaces.items():
        if name not in STUDIED:
            continue
        new = ~models.stays(space)
        said[f"models.{name}.placed"] = str(int(new.sum()))
        if not 0 < new.sum() < len(new):
            continue
        nearest = near[name].similarities[:, 0]
        signs = {"nearest": (_median(nearest[new]), _median(nearest[~new]))}
        if name == TEXT:
            share = known[space.products]
            signs["known_words"] = (share[new].mean(), share[~new].mean())
        for sign, (of_new, of_others) in signs.items():
            said[f"models.{name}.{sign}"] = f"{of_new:.3f}"
            said[f"models.{name}.{sign}.others"] = f"{of_others:.3f}"
            log.info(
                message(
                    SAID_AS[sign],
                    space=name,
                    n=int(new.sum()),
                    of_new=f"{of_new:.2f}",
                    of_others=f"{of_others:.2f}",
                )
            )
    log.info(message("log_models_kept", n=int(said.get(f"models.{FUSED}.placed", "0"))))
    return said


def _known_words(texts: Cleaned) -> NDArray[np.float64]:
    """Share of each product's usable tokens that the models know; 1 where there is none."""
    shares = []
    for kept, dropped in zip(texts.kept, texts.dropped, strict=True):
        unknown = sum(one["reason"] == NO_VECTOR for one in dropped)
        shares.append(len(kept) / (len(kept) + unknown) if kept or unknown else 1.0)
    return np.array(shares)


def _median(values: NDArray[np.float32]) -> float:
    return float(np.median(values))
