"""What another training of the text's vectors would move: fastText on the same rows, shuffled.

fastText draws at random in the order of its rows, so that its vectors are one draw of many. The
scores of the published ones are set beside those of others: a smaller difference is none.
"""

import functools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from etl.analysis import cluster, evaluate, neighbours
from etl.config import Request
from etl.embedding import smooth, text, words
from etl.embedding.registry import TEXT_EXTRACTORS
from etl.pipeline.fitted_models import Models
from etl.pipeline.tables import Cleaned, Clustering, SpaceVectors
from etl.runtime.cached_workers import CachedWorkers
from etl.spaces import TEXT, Space


@dataclass(frozen=True)
class Retraining:
    """The texts, and the trainings that go on elsewhere."""

    corpus: text.Corpus
    fitted: Iterator[NDArray[np.float32]]


def begin(
    cleaned: Cleaned, request: Request, models: Models, workers: CachedWorkers
) -> Retraining | None:
    """Start the trainings; None where the vectors are not trained here, or kept."""
    if request.text_model is not None or models.are_kept:
        return None
    documents = [[words.key(word) for word in tokens] for tokens in cleaned.kept]
    vocabulary = words.build_vocabulary(
        models.kept("frequencies"), models.kept("documents"), models.kept("boilerplate")
    )
    corpora = []
    for seed in range(1, request.settings.text.trainings):
        order = np.random.default_rng(seed).permutation(len(documents))
        shuffled = [documents[row] for row in order]
        corpora.append(text.Corpus(shuffled, vocabulary, request.settings.text, None))
    fit = TEXT_EXTRACTORS[str(TEXT.extractor)].fit
    unshuffled = text.Corpus(documents, vocabulary, request.settings.text, None)
    return Retraining(unshuffled, workers.map(fit, corpora))


def add_spread(
    scores: Sequence[list[evaluate.Score]],
    clusterings: Sequence[Clustering],
    spaces: Mapping[Space, SpaceVectors],
    levels: Sequence[evaluate.Level],
    retraining: Retraining | None,
    request: Request,
    workers: CachedWorkers,
) -> list[list[evaluate.Score]]:
    """Put the spread over the trainings beside the scores of the text's default clusterings."""
    if retraining is None or TEXT not in spaces:
        return list(scores)
    products = spaces[TEXT].products
    settings = request.settings.cluster
    seeds = settings.seeds[: request.settings.text.trainings]
    others = [_clustered(weights, products, retraining, request) for weights in retraining.fitted]
    of_level = {level.level: level.among(products) for level in levels}
    found = []
    for own, clustering in zip(scores, clusterings, strict=True):
        if clustering.space != TEXT or not clustering.is_default or clustering.run.level is None:
            found.append(own)
            continue
        level = of_level[clustering.run.level]
        published = [
            one.labels
            for one in clusterings
            if (one.space, one.run.algorithm, one.run.level) == (TEXT, cluster.KMEANS, level.level)
            and one.run.seed in seeds
        ]
        runs = [cluster.Run(cluster.KMEANS, level.level, clustering.k, seed) for seed in seeds]
        trained = [published]
        for vectors in others:
            labels = workers.map(
                functools.partial(cluster.kmeans, settings=settings),
                runs,
                [vectors] * len(runs),
                [None] * len(runs),
            )
            trained.append(list(labels))
        found.append([*own, *evaluate.training_spread(trained, level.codes, level.level)])
    return found


def _clustered(
    weights: NDArray[np.float32],
    products: NDArray[np.int64],
    retraining: Retraining,
    request: Request,
) -> NDArray[np.float32]:
    """The vectors that are clustered, as another training makes them."""
    corpus = retraining.corpus
    extractor = TEXT_EXTRACTORS[str(TEXT.extractor)](corpus.vocabulary, weights, "")
    raw = text.centre(extractor([corpus.documents[row] for row in products]))
    near = neighbours.nearest(raw, request.settings.smooth.neighbours)
    return smooth.smooth(raw, near.indices, request.settings.smooth)
