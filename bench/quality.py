"""Which settings give the best vectors, chosen without looking at the categories?

    python bench/quality.py --catalog CSV --images DIR [--mapping TOML] [--choices text image fuse]

One setting is varied at a time around those of etl/config.py. The criterion is *cross-modal
purity* (agreement/purity.py, docs/adr/0031): one side is clustered, and held against the nearest
neighbours on the other side. It sees vectors only, never a category. Its standard error is that
over other brands (the delete-one-group jackknife over the groups of etl/analysis/groups.py); that
of a gain is paired. fastText is random too: texts are trained on the rows in several orders, and
what those orders make of a gain is part of its error.

The setting of etl/config.py stays unless another is above it by more than two standard errors
of the gain. What can be left out (smoothing, further views of a photo) stays out unless it is
above that without it by as much. For the fused vectors the neighbours on either side are their own
input, and no criterion ranks: only what gains by as much on both sides is taken.

The columns on the right show what the categories would have said: the ARI of the choice beside
the best ARI in the table is *the cost of not looking*. After the tables stands a check of the
criterion itself: the rank correlation of it, and of three others, with the ARI. At the end stands
one table of every space and level with the settings of etl/config.py: ARI, interval, seed spread,
halves, null, and the trivial baselines.
"""

import argparse
import functools
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from etl.runtime.workers import ProcessPool, one_thread_a_process

one_thread_a_process()  # before the numeric libraries load

import duckdb  # noqa: E402
import numpy as np  # noqa: E402
from numpy.typing import NDArray  # noqa: E402
from scipy.stats import spearmanr  # noqa: E402
from sklearn.cluster import KMeans  # noqa: E402

from agreement import adjusted_rand_index, contingency_table  # noqa: E402
from agreement.purity import Purity, cross_modal_purity  # noqa: E402
from etl.analysis import evaluate  # noqa: E402
from etl.analysis.groups import sampling_groups  # noqa: E402
from etl.analysis.labels import NO_CATEGORY  # noqa: E402
from etl.analysis.neighbours import nearest  # noqa: E402
from etl.analysis.silhouettes import mean_silhouettes  # noqa: E402
from etl.config import (  # noqa: E402
    DATA,
    ImageSettings,
    Settings,
    SmoothSettings,
    TextSettings,
)
from etl.embedding import boilerplate, fuse, image, resnet, smooth, text, views, words  # noqa: E402
from etl.reading.catalogue import locate_photo, read_catalogue  # noqa: E402
from etl.reading.mapping import load_mapping  # noqa: E402
from etl.reading.photos import PhotoFolder  # noqa: E402

Vectors = NDArray[np.float32]
Labels = NDArray[np.int64]

SETTINGS = Settings()
NEIGHBOURS = 10
CRITERION_K = (5, 7, 10, 15)
CRITERION_SEEDS = range(5)
ORDERS = 3  # of the rows that fastText is trained on
SUBSAMPLE, PAIRS = 0.8, 3
SEEDS = range(10)
TIMED_PHOTOS = 40

SCORES = """
    WITH wide AS (
        SELECT space, c.level, k, any_value(s.n) FILTER (metric = 'ari') AS n,
            max(value) FILTER (metric = 'ari') AS ari,
            max(ci_low) FILTER (metric = 'ari') AS low,
            max(ci_high) FILTER (metric = 'ari') AS high,
            format('{:.3f} ± {:.3f}', max(value) FILTER (metric = 'ari_seed_mean'),
                max(value) FILTER (metric = 'ari_seed_sd')) AS seeds,
            format('{:.3f} ± {:.3f}', max(value) FILTER (metric = 'ari_halves_mean'),
                max(value) FILTER (metric = 'ari_halves_sd')) AS parts,
            max(value) FILTER (metric = 'ari_null_high') AS null_high
        FROM scores s JOIN clusterings c USING (clustering_id)
        WHERE is_default AND s.level = c.level
        GROUP BY ALL
    )
    SELECT * FROM wide
    UNION ALL
    SELECT baseline, level, k, n, value, ci_low, ci_high, NULL, NULL, NULL FROM baselines
    ORDER BY level, (SELECT position FROM spaces WHERE spaces.space = wide.space) NULLS LAST,
        list_position(['brand', 'price', 'description_length'], space)
"""

# Alternatives that the pipeline does without, beside its settings.
WITHOUT = {"weighting": "tfidf", "common_components": 0}
SMOOTHING: Mapping[str, Sequence[object]] = {
    "share": (0.0, 0.01, 0.02, 0.03, 0.04),
    "steps": (1, 2, 3, 5, 10),
    "weight": (0.3, 0.5, 0.7, 0.9),
}
CHOICES: Mapping[str, Mapping[str, Sequence[object]]] = {
    "text": {
        **SMOOTHING,
        "boilerplate_share": (0.02, 0.05, 0.1, 0.15, 1.0),
        "uneven_phrase": (0.4, 0.5, 0.6, 0.7),
        "uneven_word": (0.0, 0.2, 0.35, 0.5),
        "dimensions": (50, 100, 200),
        "epochs": (5, 10, 25, 50),
        "window": (3, 5, 10),
        "min_count": (1, 2, 3),
        "weighting": ("tfidf", "mean"),
        "common_components": (0, 1, 2),
    },
    "image": {
        **SMOOTHING,
        "dimensions": (16, 32, 64, 128, 256),
        "fit": ("stretch", "pad", "crop"),
        "views": tuple(range(1, len(views.VIEWS) + 1)),
    },
    "fuse": {
        **SMOOTHING,
        "text_share": (0.3, 0.4, 0.5, 0.6, 0.7),
        "dimensions": (16, 32, 64),
        "donors": (1, 5, 10),
    },
}
OTHERS = ("overlap", "stability", "silhouette")
NO_LIMIT = 1_000
LEFT_OUT = {"share": 0.0, "views": 1}


# Of this process: a training serves every setting that leaves it as it is.
_TRAINED: dict[tuple[TextSettings, int], Vectors] = {}


@dataclass(frozen=True)
class Products:
    """What the candidates are computed from; `codes` is for the last columns only."""

    documents: Sequence[list[str]]
    names: Sequence[list[str]]
    with_photo: NDArray[np.int64]
    pooled: Mapping[tuple[str, int], Vectors]  # by fit and number of views
    groups: NDArray[np.int64]
    codes: NDArray[np.int64]


@dataclass(frozen=True)
class Side:
    """What the clusters of the other side are held against: `vectors[i]` of `products[i]`."""

    products: NDArray[np.int64]
    vectors: Vectors


@dataclass(frozen=True)
class Candidate:
    """One setting with what the criterion, and then the categories, say of it."""

    stage: str
    name: str
    purities: Sequence[Sequence[Purity]]  # by side, then one an order of the rows
    is_current: bool
    is_left_out: bool
    others: Mapping[str, float]
    aris: Sequence[float]

    @property
    def purity(self) -> float:
        """Mean over the orders, by the side on which it is least."""
        return min(statistics.mean(one.value for one in side) for side in self.purities)

    @property
    def error(self) -> float:
        """Its standard error over other brands."""
        return max(statistics.mean(one.error for one in side) for side in self.purities)

    @property
    def ari(self) -> float:
        """Mean over the orders and the seeds."""
        return statistics.mean(self.aris)

    def gain_over(self, other: "Candidate") -> tuple[float, float]:
        """Gain in purity by the side that gains least, and its error over brands and trainings."""
        gains = []
        for mine, theirs in zip(self.purities, other.purities, strict=True):
            pairs = [one.gain_over(before) for one, before in zip(mine, theirs, strict=True)]
            values = [gain for gain, _ in pairs]
            of_brands = statistics.mean(error for _, error in pairs)
            of_orders = statistics.stdev(values) / len(values) ** 0.5
            gains.append((statistics.mean(values), float(np.hypot(of_brands, of_orders))))
        return min(gains)


def main() -> int:
    """Print one table a choice."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--catalog", type=Path, required=True)
    parser.add_argument("--images", type=Path)
    parser.add_argument("--mapping", type=Path, default=DATA / "catalogs" / "flipkart.toml")
    parser.add_argument("--choices", nargs="*", choices=list(CHOICES), default=list(CHOICES))
    parser.add_argument("--settings", nargs="*", help="only these, such as window dimensions")
    parser.add_argument("--jobs", type=int, default=2)
    arguments = parser.parse_args()
    images = arguments.images or arguments.catalog.parent / "images"

    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        products = load(arguments.catalog, images, arguments.mapping, Path(folder), arguments.jobs)
    k = len(np.unique(products.codes[products.codes >= 0]))
    print(
        f"{len(products.documents)} products, {len(products.with_photo)} photos, "
        f"{len(np.unique(products.groups))} brands, k = {k}",
        flush=True,
    )
    seen: list[Candidate] = []
    with ProcessPool(arguments.jobs) as workers:
        for stage in arguments.choices:
            for setting, values in CHOICES[stage].items():
                if not arguments.settings or setting in arguments.settings:
                    try_value = functools.partial(candidate, stage, setting, products=products)
                    rows = list(workers.map(try_value, values))
                    print_choice(f"{stage}.{setting}", rows)
                    seen += rows
    print_check(seen)
    return print_scores(arguments, images)


def print_choice(title: str, rows: Sequence[Candidate]) -> None:
    """Print the values of one setting, the one that is chosen, and the cost of not looking."""
    chosen = choose(rows)
    against = next((row for row in rows if row.is_left_out), None) or next(
        row for row in rows if row.is_current
    )
    best = max(rows, key=lambda row: row.ari)
    print(f"\n{title:28}{'purity':>16}{f'gain over {against.name}':>18}{'ARI level 1':>18}")
    for row in rows:
        gain, of_gain = row.gain_over(against)
        shown = "" if row is against else f"{gain:+.4f} ±{of_gain:.4f}"
        marks = f"{'now ' if row.is_current else ''}{'<- chosen' if row is chosen else ''}"
        print(
            f"  {row.name:24}{row.purity:10.4f} ±{row.error:.4f}{shown:>18}"
            f"{row.ari:10.3f} ±{statistics.stdev(row.aris):.3f}  {marks}"
        )
    cost = best.ari - chosen.ari
    print(f"  cost of not looking: {cost:.3f} (best by ARI: {best.name})", flush=True)


def choose(rows: Sequence[Candidate]) -> Candidate:
    """Apply the rule that the module describes."""
    best = max(rows, key=lambda row: row.purity)
    for row in (
        *(row for row in rows if row.is_left_out),
        *(row for row in rows if row.is_current),
    ):
        if row is best or not _is_clear(*best.gain_over(row)):
            return row
    return best


def _is_clear(gain: float, error: float) -> bool:
    return gain > 2 * error


def print_check(seen: Sequence[Candidate]) -> None:
    """Print how each criterion ranks all the settings of a stage, beside the ARI."""
    print("\nCheck of the criteria: Spearman's rank correlation with the ARI over the settings")
    print(f"{'':10}{'settings':>9}{'purity':>9}" + "".join(f"{name:>12}" for name in OTHERS))
    for stage in dict.fromkeys(row.stage for row in seen):
        rows = {row.name + str(row.purity): row for row in seen if row.stage == stage}.values()
        aris = [row.ari for row in rows]
        columns = [[row.purity for row in rows]]
        columns += [[row.others[name] for row in rows] for name in OTHERS]
        if len(rows) > 2:
            found = [float(spearmanr(column, aris).statistic) for column in columns]
            print(f"{stage:10}{len(rows):9}{found[0]:9.2f}", end="")
            print("".join(f"{value:12.2f}" for value in found[1:]), flush=True)


def print_scores(arguments: argparse.Namespace, images: Path) -> int:
    """Run the pipeline as it is, and show what it found beside what chance and trifles give."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        database = Path(folder, "quality.duckdb")
        command = [sys.executable, "-m", "etl", "run", "--jobs", str(arguments.jobs)]
        command += ["--catalog", str(arguments.catalog), "--images", str(images)]
        command += ["--mapping", str(arguments.mapping), "--database", str(database)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            print(done.stderr, file=sys.stderr)
            return done.returncode
        with duckdb.connect(str(database.resolve()), read_only=True) as connection:
            rows = connection.execute(SCORES).fetchall()
    print(f"\n{'space':20}{'level':>6}{'k':>5}{'n':>6}{'ARI':>8}{'95 % interval':>18}", end="")
    print(f"{'seeds':>16}{'halves':>16}{'null, 97.5 %':>14}")
    for space, level, k, n, value, low, high, seeds, parts, null in rows:
        shown = "-" if low is None else f"{low:.3f} to {high:.3f}"
        print(f"{space:20}{level:6}{k:5}{n:6}{value:8.3f}{shown:>18}", end="")
        print(
            "".join(f"{text or '-':>{width}}" for text, width in ((seeds, 16), (parts, 16))), end=""
        )
        print(f"{'-' if null is None else f'{null:.3f}':>14}")
    return 0


def load(catalog: Path, images: Path, mapping: Path, folder: Path, jobs: int) -> Products:
    """Tokens and pooled photo vectors, before any setting under study."""
    products = read_catalogue(catalog, load_mapping(mapping)).products
    model = resnet.load_model(None, folder)
    photos = PhotoFolder(images)
    paths = [locate_photo(product, photos)[0] for product in products]
    named = [index for index, path in enumerate(paths) if path is not None]
    pooled: dict[tuple[str, int], list[Vectors]] = {}
    with_photo: list[int] = []
    print_cost([path for path in paths if path is not None][:TIMED_PHOTOS], model)
    with ProcessPool(jobs) as workers:
        see = functools.partial(_pooled, model=model)
        answers = workers.map(see, [paths[index] for index in named], chunk=4)
        for index, vectors in zip(named, answers, strict=True):
            if vectors is not None:
                with_photo.append(index)
                for how, vector in vectors.items():
                    pooled.setdefault(how, []).append(vector)
    levels = evaluate.category_levels([p.category_path for p in products], SETTINGS.evaluate)
    groups = sampling_groups(
        [product.name for product in products],
        [product.brand for product in products],
        [product.seller for product in products],
    )
    return Products(
        documents=words.read([product.text for product in products], SETTINGS.text).documents,
        names=[[words.key(word) for word in words.split(product.name)] for product in products],
        with_photo=np.array(with_photo),
        pooled={how: np.array(vectors) for how, vectors in pooled.items()},
        groups=groups.codes,
        codes=levels[0].codes,
    )


def print_cost(paths: Sequence[Path], model: resnet.ImageModel) -> None:
    """Print what each number of views costs, on one process."""
    print(f"ms of processor time a photo, over {len(paths)}:", end="")
    for count in CHOICES["image"]["views"]:
        settings = replace(SETTINGS.image, views=int(str(count)))
        start = time.process_time()
        for path in paths:
            image.embed_photo(path, [model], settings)
        taken = (time.process_time() - start) / max(1, len(paths))
        print(f"  {count} views {1000 * taken:.0f}", end="")
    print(flush=True)


class Apart(resnet.ImageModel):
    """The network, whose vectors of the views of a photo are told apart: one after the other."""

    def __call__(self, photos: Sequence[NDArray[np.uint8]]) -> Vectors:
        """Return one row for all."""
        return super().__call__(photos).reshape(1, -1)


def _pooled(path: Path, model: resnet.ImageModel) -> dict[tuple[str, int], Vectors] | None:
    """Vectors of a photo by fit and number of views, of six inferences."""
    counts = CHOICES["image"]["views"]
    settings = replace(SETTINGS.image, views=len(counts))
    photo = image.embed_photo(path, [Apart(**vars(model))], settings)
    stretched = image.embed_photo(path, [model], replace(settings, fit="stretch", views=1))
    if photo.status != image.OK:
        return None
    apart = photo.vectors[0].reshape(len(counts), -1)
    return {
        ("stretch", 1): stretched.vectors[0],
        ("pad", 1): apart[views.VIEWS.index(views.padded)],
        **{
            (SETTINGS.image.fit, n + 1): _unit(apart[: n + 1].mean(axis=0))
            for n in range(len(counts))
        },
    }


def _unit(vector: Vectors) -> Vectors:
    return np.asarray(vector / max(float(np.linalg.norm(vector)), 1e-12), dtype=np.float32)


def candidate(stage: str, setting: str, value: Any, products: Products) -> Candidate:
    """Vectors of one value of a setting, and what is said of them."""
    changed = {setting: value}
    smoothing = SETTINGS.smooth
    if setting in SMOOTHING:
        # Every share as it is, without the limit to the number.
        smoothing, changed = replace(smoothing, neighbours=NO_LIMIT, **changed), {}
    photo, groups = products.with_photo, products.groups
    everyone = np.arange(len(groups))
    photos = _image_vectors(products, SETTINGS.image)
    purities, others, aris = [], [], []
    for order in range(ORDERS):
        texts = _text_vectors(products, order, SETTINGS.text)
        by_photo, by_text = Side(photo, photos), Side(everyone, texts)
        mine, sides = everyone, [by_photo]
        if stage == "text":
            raw = _text_vectors(products, order, SETTINGS.text, **changed)
        elif stage == "image":
            raw = _image_vectors(products, SETTINGS.image, **changed)
            mine, sides = photo, [Side(photo, texts[photo])]
        else:
            how = replace(SETTINGS.fuse, **changed)
            raw = fuse.fuse(texts, everyone, photos, photo, how).vectors
            sides = [by_text, by_photo]
        found = _smoothed(raw, smoothing)
        purities.append(
            [_purity(found[np.isin(mine, side.products)], side, groups) for side in sides]
        )
        aris += _aris(found, products.codes[mine])
        if order == 0:
            others = _others(found, mine, sides[-1])
    return Candidate(
        stage=stage,
        name=str(value),
        purities=[*zip(*purities, strict=True)],
        is_current=value == _current(stage, setting),
        is_left_out=setting in LEFT_OUT and value == LEFT_OUT[setting],
        others=dict(zip(OTHERS, others, strict=True)),
        aris=aris,
    )


def _current(stage: str, setting: str) -> object:
    if setting in WITHOUT:
        return WITHOUT[setting]
    return getattr(SETTINGS.smooth if setting in SMOOTHING else getattr(SETTINGS, stage), setting)


def _smoothed(vectors: Vectors, settings: SmoothSettings) -> Vectors:
    near = nearest(vectors, max(1, settings.neighbours)).indices
    return smooth.smooth(vectors, near, settings)


def _purity(found: Vectors, side: Side, groups: NDArray[np.int64]) -> Purity:
    runs = [
        KMeans(k, n_init=3, random_state=seed).fit_predict(found)
        for k in CRITERION_K
        for seed in CRITERION_SEEDS
    ]
    return cross_modal_purity(
        runs, nearest(side.vectors, NEIGHBOURS).indices, groups[side.products]
    )


def _others(found: Vectors, mine: NDArray[np.int64], side: Side) -> list[float]:
    """The criteria that purity is compared with, in the order of `OTHERS`."""
    shared = found[np.isin(mine, side.products)]
    one, other = (nearest(vectors, NEIGHBOURS).indices for vectors in (shared, side.vectors))
    is_common = (one[:, :, np.newaxis] == other[:, np.newaxis, :]).any(axis=2)
    runs = [KMeans(k, n_init=3, random_state=0).fit_predict(found) for k in CRITERION_K]
    silhouettes = mean_silhouettes(found, np.array(runs, dtype=np.int64), SETTINGS.evaluate)
    return [float(is_common.mean()), _stability(found), float(silhouettes.mean())]


def _stability(vectors: Vectors) -> float:
    """Mean ARI between the clusterings of two random parts, over several k and pairs of parts."""
    n = len(vectors)
    agreements = []
    for k in CRITERION_K:
        for pair in range(PAIRS):
            rng = np.random.default_rng(pair)
            halves = [np.sort(rng.permutation(n)[: int(SUBSAMPLE * n)]) for _ in range(2)]
            shared = np.intersect1d(halves[0], halves[1])
            labels = [
                KMeans(k, n_init=3, random_state=pair).fit(vectors[half]).predict(vectors[shared])
                for half in halves
            ]
            agreements.append(adjusted_rand_index(contingency_table(*labels)))
    return float(np.mean(agreements))


def _text_vectors(
    products: Products,
    order: int,
    settings: TextSettings,
    weighting: str = "tfidf",
    common_components: int = 0,
    **changes: Any,
) -> Vectors:
    changed = replace(settings, **changes)
    frequencies = words.document_frequencies(products.documents)
    repeated = boilerplate.find(products.documents, products.names, changed)
    vocabulary = words.build_vocabulary(frequencies, len(products.documents), repeated)
    documents = [
        [word for word in tokens if word in vocabulary.words] for tokens in products.documents
    ]
    if (changed, order) not in _TRAINED:
        rows = (
            np.random.default_rng(order).permutation(len(documents))
            if order
            else range(len(documents))
        )
        shuffled = [documents[row] for row in rows]
        _TRAINED[changed, order] = text.train_word_vectors(shuffled, vocabulary, changed)
    if weighting == "mean":
        vocabulary = replace(vocabulary, weights=np.ones_like(vocabulary.weights))
    trained = _TRAINED[changed, order]
    vectors = text.centre(text.embed_documents(documents, vocabulary, trained))
    # Arora et al., "A simple but tough-to-beat baseline for sentence embeddings" (2017).
    directions = np.linalg.svd(vectors, full_matrices=False)[2][:common_components]
    return text.centre(vectors - (vectors @ directions.T) @ directions)


def _image_vectors(products: Products, settings: ImageSettings, **changes: Any) -> Vectors:
    changed = replace(settings, **changes)
    pooled = products.pooled[changed.fit, changed.views]
    return image.reduce(pooled, image.principal_directions(pooled, changed.dimensions))


def _aris(vectors: Vectors, codes: Labels) -> list[float]:
    counted = codes != NO_CATEGORY
    k = len(np.unique(codes[counted]))
    labels = [KMeans(k, n_init=10, random_state=seed).fit_predict(vectors) for seed in SEEDS]
    return [
        adjusted_rand_index(contingency_table(found[counted], codes[counted])) for found in labels
    ]


if __name__ == "__main__":
    sys.exit(main())
