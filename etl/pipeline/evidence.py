"""What a decision rests on beside the scores: stability, baselines, suggestions, doubts."""

import logging
from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from etl.analysis import baselines, cluster, evaluate, suggest
from etl.analysis.groups import Groups
from etl.analysis.labels import NO_CATEGORY
from etl.analysis.neighbours import Neighbours
from etl.analysis.silhouettes import silhouettes
from etl.config import Request
from etl.messages import count, message
from etl.pipeline.tables import Clustering, SpaceVectors
from etl.reading.catalogue import Product
from etl.runtime.cached_workers import CachedWorkers
from etl.spaces import IMAGE, TEXT, Space
from verdict.evidence import PLAIN, STRICT

log = logging.getLogger("etl")


def gather(
    products: Sequence[Product],
    spaces: dict[Space, SpaceVectors],
    near: dict[Space, Neighbours],
    levels: Sequence[evaluate.Level],
    clusterings: Sequence[Clustering],
    scores: Sequence[Sequence[evaluate.Score]],
    groups: Groups,
    request: Request,
    workers: CachedWorkers,
) -> dict[str, pd.DataFrame]:
    """Rows of the tables `stability` to `doubts` of schema.sql."""
    clustered = [level for level in levels if level.is_clustered]
    brands = groups.brand_codes
    studied = [embedded for space, embedded in spaces.items() if space.is_studied]
    suggestions = _concatenate(
        _suggestions(products, embedded, near[embedded.space], level, brands, request)
        for embedded in studied
        for level in clustered
    )
    doubts = _concatenate(
        _doubts(products, spaces, near, level, brands, request) for level in clustered
    )
    candidates = int(doubts["both_agree"].sum()) if len(doubts) else 0
    log.info(
        message(
            "log_suggest",
            suggestions=count("suggestions", len(suggestions)),
            doubts=count("doubts", candidates),
        )
    )
    return {
        "stability": _stability(clusterings, scores),
        "baselines": _baselines(products, groups, clustered, workers),
        "category_silhouettes": _concatenate(
            _silhouettes(products, embedded, level, request)
            for embedded in studied
            for level in clustered
        ),
        "suggestions": suggestions,
        "doubts": doubts,
    }


def _stability(
    clusterings: Sequence[Clustering], scores: Sequence[Sequence[evaluate.Score]]
) -> pd.DataFrame:
    """One row per space, algorithm and k of the sweep."""
    groups: dict[tuple[Space, str, int], list[int]] = {}
    for number, clustering in enumerate(clusterings):
        if (
            clustering.run.level is None
            and clustering.run.k is not None
            and clustering.space.is_studied
        ):
            groups.setdefault(
                (clustering.space, clustering.run.algorithm, clustering.run.k), []
            ).append(number)
    rows = []
    for (space, algorithm, k), numbers in groups.items():
        runs = [clusterings[number].labels for number in numbers]
        others = None
        if algorithm != cluster.KMEANS:
            twins = groups.get((space, cluster.KMEANS, k), [])
            others = [clusterings[number].labels for number in twins]
        aris = [s.value for n in numbers for s in scores[n] if s.metric == "ari"]
        separated = [s.value for n in numbers for s in scores[n] if s.metric == "silhouette"]
        rows.append(
            {
                "space": space.name,
                "algorithm": algorithm,
                "k": k,
                "n_runs": len(numbers),
                "between_runs": evaluate.between_runs(runs, others),
                "silhouette": float(np.mean(separated)) if separated else None,
                "ari_mean": float(np.mean(aris)) if aris else None,
                "ari_sd": float(np.std(aris, ddof=1)) if len(aris) > 1 else None,
            }
        )
    return pd.DataFrame(rows)


def _baselines(
    products: Sequence[Product],
    groups: Groups,
    levels: Sequence[evaluate.Level],
    workers: CachedWorkers,
) -> pd.DataFrame:
    sizes = {
        baselines.PRICE: np.array([product.price for product in products], dtype=np.float64),
        baselines.LENGTH: np.array([len(product.text) for product in products], dtype=np.float64),
    }
    sized = workers.map(
        baselines.size_labels,
        [values for _ in levels for values in sizes.values()],
        [level.n_categories for level in levels for _ in sizes],
    )
    rows = []
    for level in levels:
        labels_of = {baselines.BRAND: groups.brand_codes, **{name: next(sized) for name in sizes}}
        for name, labels in labels_of.items():
            counted = (labels != baselines.UNKNOWN) & (level.codes != NO_CATEGORY)
            scores = evaluate.score(
                labels[counted], level.codes[counted], level.level, groups.codes[counted]
            )
            rows += [
                {
                    "baseline": name,
                    "level": level.level,
                    "k": len(np.unique(labels[counted])),
                    "value": score.value,
                    "ci_low": score.ci_low,
                    "ci_high": score.ci_high,
                    "n": score.n,
                }
                for score in scores
                if score.metric == "ari"
            ]
    return pd.DataFrame(rows)


def _silhouettes(
    products: Sequence[Product], embedded: SpaceVectors, level: evaluate.Level, request: Request
) -> pd.DataFrame:
    codes = level.codes[embedded.products]
    values = silhouettes(embedded.vectors, codes, request.settings.evaluate)
    known = np.flatnonzero(np.isfinite(values))
    return pd.DataFrame(
        {
            "space": embedded.space.name,
            "level": level.level,
            "product_id": [products[index].product_id for index in embedded.products[known]],
            "silhouette": values[known].astype(np.float32),
        }
    )


def _suggestions(
    products: Sequence[Product],
    embedded: SpaceVectors,
    near: Neighbours,
    level: evaluate.Level,
    brands: NDArray[np.int64],
    request: Request,
) -> pd.DataFrame:
    """What the neighbours in one space propose, by the plain and by the strict rule."""
    settings = request.settings.suggest
    codes = level.codes[embedded.products]
    paths = _category_paths(products, level)
    frames = []
    for rule in (PLAIN, STRICT):
        voting = suggest.may_vote(
            near, codes, brands[embedded.products], settings, strict=rule == STRICT
        )
        votes = suggest.count_votes(near, codes, voting, level.n_categories)
        proposals = suggest.suggest(votes, voting)
        frames.append(
            pd.DataFrame(
                {
                    "space": embedded.space.name,
                    "level": level.level,
                    "rule": rule,
                    "product_id": [products[index].product_id for index in embedded.products],
                    "category": [paths[code] if code >= 0 else [] for code in proposals.category],
                    "confidence": proposals.confidence.astype(np.float32),
                    "voters": proposals.voters,
                }
            )
        )
    return _concatenate(frames)


def _doubts(
    products: Sequence[Product],
    spaces: dict[Space, SpaceVectors],
    near: dict[Space, Neighbours],
    level: evaluate.Level,
    brands: NDArray[np.int64],
    request: Request,
) -> pd.DataFrame:
    """Every listing with both sides and a category, the most doubtful first."""
    if TEXT not in spaces or IMAGE not in spaces or level.n_categories < 2:
        return pd.DataFrame()
    settings = request.settings.suggest
    votes = {}
    judged = level.codes != NO_CATEGORY
    for space in (TEXT, IMAGE):
        rows = spaces[space].products
        codes = level.codes[rows]
        voting = suggest.may_vote(near[space], codes, brands[rows], settings, strict=False)
        votes[space] = np.zeros((len(products), level.n_categories))
        votes[space][rows] = suggest.count_votes(near[space], codes, voting, level.n_categories)
        judged &= votes[space].any(axis=1)
    rows = np.flatnonzero(judged)
    if not len(rows):
        return pd.DataFrame()
    doubts = suggest.doubt(votes[TEXT][rows], votes[IMAGE][rows], level.codes[rows], settings)
    paths = _category_paths(products, level)
    order = np.argsort(-doubts.score, kind="stable")
    return pd.DataFrame(
        {
            "level": level.level,
            "product_id": [products[index].product_id for index in rows[order]],
            "rank": np.arange(1, len(order) + 1),
            "suggested": [paths[code] for code in doubts.suggested[order]],
            "score": doubts.score[order].astype(np.float32),
            "both_agree": doubts.both_agree[order],
            "text_suggested": doubts.text_votes[order, 0].astype(np.float32),
            "text_listed": doubts.text_votes[order, 1].astype(np.float32),
            "image_suggested": doubts.image_votes[order, 0].astype(np.float32),
            "image_listed": doubts.image_votes[order, 1].astype(np.float32),
        }
    )


def _category_paths(products: Sequence[Product], level: evaluate.Level) -> dict[int, list[str]]:
    """Path of each category code of a level."""
    return {
        int(code): list(product.category_path[: level.level])
        for product, code in zip(products, level.codes, strict=True)
        if code != NO_CATEGORY
    }


def _concatenate(frames: Iterable[pd.DataFrame]) -> pd.DataFrame:
    filled = [frame for frame in frames if len(frame)]
    return pd.concat(filled, ignore_index=True) if filled else pd.DataFrame()
