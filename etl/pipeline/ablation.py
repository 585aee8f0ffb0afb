"""Ablation: what the texts still tell without the words that name their categories.

A text that says "watch" is easily grouped with the category of watches. Here these words are left
out, fastText is trained anew on what remains, and the same scores are measured again. No other
stage uses the result. Training is shortened, which the scores do not show: docs/method.md.
"""

import functools
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from etl.analysis import cluster, evaluate, neighbours, suggest
from etl.analysis.ablate import Change, change_of_ari, change_of_first_right, naming_words
from etl.analysis.groups import Groups
from etl.analysis.labels import NO_CATEGORY
from etl.analysis.neighbours import Neighbours
from etl.config import Request
from etl.embedding import smooth, text, words
from etl.embedding.registry import TEXT_EXTRACTORS
from etl.pipeline.fitted_models import Models
from etl.pipeline.tables import Cleaned, Clustering, SpaceVectors
from etl.reading.catalogue import Product
from etl.runtime.cached_workers import CachedWorkers
from etl.spaces import TEXT, Space


@dataclass(frozen=True)
class Shortened:
    """Texts without the words that name categories, and what is being learned of them.

    Attributes
    ----------
    left_out : sequence of str
        The words, the commonest first.
    corpus : Corpus
    extractor : str
        Key of `TEXT_EXTRACTORS`.
    fitted : iterator of ndarray, or None
        What is being fitted, elsewhere; None where it is kept from the published run.
    """

    left_out: Sequence[str]
    corpus: text.Corpus
    extractor: str
    fitted: Iterator[NDArray[np.float32]] | None


def begin(
    products: Sequence[Product],
    cleaned: Cleaned,
    levels: Sequence[evaluate.Level],
    request: Request,
    models: Models,
    workers: CachedWorkers,
) -> Shortened | None:
    """Leave the words out and start the training; None where no word names a category."""
    settings = request.settings.ablation
    depth = max((level.level for level in _judged(levels, request)), default=0)
    documents = [[words.key(word) for word in tokens] for tokens in cleaned.kept]
    counts = Counter(word for tokens in documents for word in tokens)
    names = {
        words.key(word)
        for name in {name for product in products for name in product.category_path[:depth]}
        for word in words.split(name)
    }
    left_out = sorted(naming_words(counts, names), key=lambda word: (-counts[word], word))
    if not left_out:
        return None
    gone = set(left_out)
    frequencies: Mapping[str, int] = models.kept("frequencies")
    corpus = text.Corpus(
        [[word for word in tokens if word not in gone] for tokens in documents],
        words.build_vocabulary(
            {word: count for word, count in frequencies.items() if word not in gone},
            models.kept("documents"),
            models.kept("boilerplate"),
        ),
        replace(
            request.settings.text, epochs=settings.epochs, learning_rate=settings.learning_rate
        ),
        request.text_model,
    )
    extractor = str(TEXT.extractor if request.text_model is None else "pretrained")
    # What was learned without other words does not serve these.
    is_kept = models.kept("ablation.words") == left_out
    fitted = None if is_kept else workers.map(TEXT_EXTRACTORS[extractor].fit, [corpus])
    models.keep("ablation.words", left_out)
    return Shortened(left_out, corpus, extractor, fitted)


def finish(
    shortened: Shortened | None,
    spaces: Mapping[Space, SpaceVectors],
    near: Mapping[Space, Neighbours],
    levels: Sequence[evaluate.Level],
    clusterings: Sequence[Clustering],
    groups: Groups,
    request: Request,
    models: Models,
    workers: CachedWorkers,
) -> pd.DataFrame:
    """Rows of `ablation`: the scores of the texts with the words and without them."""
    if shortened is None or TEXT not in spaces:
        return pd.DataFrame()
    fitted = shortened.fitted
    weights: NDArray[np.float32] = (
        models.kept("ablation.vectors") if fitted is None else next(fitted)
    )
    models.keep("ablation.vectors", weights)
    corpus = shortened.corpus
    method = TEXT_EXTRACTORS[shortened.extractor]
    extractor = method(corpus.vocabulary, weights, corpus.model.name if corpus.model else "")
    vectors = extractor(corpus.documents)
    has_vector = np.linalg.norm(vectors, axis=1) > 0
    # Products with a vector both ways: the pair differs in the words alone.
    both = np.flatnonzero(has_vector[spaces[TEXT].products])
    if len(both) < 2:
        return pd.DataFrame()
    rows = spaces[TEXT].products[both]
    raw = text.centre(vectors[rows])
    near_without = neighbours.nearest(raw, request.settings.suggest.searched)
    smoothed = smooth.smooth(raw, near_without.indices, request.settings.smooth)
    without = SpaceVectors(TEXT, rows, smoothed, None)
    before, after = (spaces[TEXT].products, near[TEXT]), (rows, near_without)
    found = [
        {"level": level.level, **change._asdict()}
        for level in _judged(levels, request)
        for change in (
            _agreement(without, both, level, clusterings, groups, request, workers),
            _first_right(level, before, after, groups, request),
        )
        if change is not None
    ]
    table = pd.DataFrame(found)
    if not len(table):
        return table
    ends = [interval or (None, None) for interval in table.pop("interval")]
    table["ci_low"], table["ci_high"] = zip(*ends, strict=True)
    table["words"] = [list(shortened.left_out)] * len(table)
    return table


def _judged(levels: Sequence[evaluate.Level], request: Request) -> list[evaluate.Level]:
    deepest = request.settings.ablation.levels
    return [
        level
        for level in levels
        if level.is_clustered and level.level <= deepest and level.n_categories > 1
    ]


def _agreement(
    without: SpaceVectors,
    both: NDArray[np.int64],
    level: evaluate.Level,
    clusterings: Sequence[Clustering],
    groups: Groups,
    request: Request,
    workers: CachedWorkers,
) -> Change | None:
    """ARI of the runs of k-means of a level, with the words and without, seed by seed."""
    seeds = request.settings.ablation.seeds
    stored = {
        clustering.run.seed: clustering.labels[both]
        for clustering in clusterings
        if clustering.space == TEXT
        and clustering.run.algorithm == cluster.KMEANS
        and clustering.run.level == level.level
    }
    k = level.among(without.products).n_categories
    runs = [cluster.Run(cluster.KMEANS, level.level, k, seed) for seed in seeds if seed in stored]
    if not runs or not 1 < k <= len(without.vectors):
        return None
    made = workers.map(
        functools.partial(cluster.kmeans, settings=request.settings.cluster),
        runs,
        [without.vectors] * len(runs),
        [None] * len(runs),
    )
    counted = level.codes[without.products] != NO_CATEGORY
    codes, group = (of_all[without.products][counted] for of_all in (level.codes, groups.codes))
    return change_of_ari(
        [stored[run.seed][counted] for run in runs],
        [labels[counted] for labels in made],
        codes,
        group,
    )


def _first_right(
    level: evaluate.Level,
    before: tuple[NDArray[np.int64], Neighbours],
    after: tuple[NDArray[np.int64], Neighbours],
    groups: Groups,
    request: Request,
) -> Change | None:
    """Share of first suggestions that are right, by the strict rule; none counts as wrong."""
    counted = before[0][level.codes[before[0]] != NO_CATEGORY]
    if not len(counted):
        return None
    right: list[NDArray[np.bool_]] = []
    for products, near in (before, after):
        codes = level.codes[products]
        voting = suggest.may_vote(
            near, codes, groups.kin[products], request.settings.suggest, strict=True
        )
        votes = suggest.count_votes(near, codes, voting, level.n_categories)
        found = np.full(len(level.codes), NO_CATEGORY)
        found[products] = suggest.suggest(votes, voting).category
        right.append((found == level.codes)[counted])
    return change_of_first_right(right[0], right[1], groups.codes[counted])
