"""Which settings give the best vectors, chosen without looking at the categories?

    python bench/quality.py --catalog CSV --images DIR [--mapping TOML] [--choices text image fuse]

One setting is varied at a time around those of etl/config.py. The criterion sees
vectors only, never a category:

- overlap: share of a product's 10 nearest neighbours that text and image have in
  common. Two independent views can only agree on what the products really share,
  and the share does not depend on the dimension or the scale of the vectors.
- stability: mean ARI between the clusterings of two random 80 % of the products,
  on the products in both, over several k.

The choice is the most stable among the settings whose overlap is within one
standard error of the best (the rule of Breiman et al., 1984, for pruning trees). The
setting of etl/config.py stays where it is one of those and no other is more stable by
two standard errors of the paired difference: the noise of the criterion decides nothing.
For the fusion weight the overlap is the smaller of those with text and with
image: neither side drowns the other.

The columns on the right show what the categories would have said: the ARI of the choice
beside the best ARI in the table is *the cost of not looking*. At the end stands one
table of every space and level with the settings of etl/config.py: ARI, interval,
seed spread, subsamples, null, and the trivial baselines.
"""

import argparse
import functools
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from etl.runtime.workers import ProcessPool, one_thread_a_process

one_thread_a_process()  # before the numeric libraries load

import duckdb  # noqa: E402
import numpy as np  # noqa: E402
from numpy.typing import NDArray  # noqa: E402
from sklearn.cluster import KMeans  # noqa: E402

from agreement import adjusted_rand_index, contingency_table  # noqa: E402
from etl.analysis import evaluate  # noqa: E402
from etl.analysis.labels import NO_CATEGORY  # noqa: E402
from etl.analysis.neighbours import nearest  # noqa: E402
from etl.config import DATA, FuseSettings, ImageSettings, Settings, TextSettings  # noqa: E402
from etl.embedding import boilerplate, fuse, image, resnet, text, words  # noqa: E402
from etl.reading.catalogue import locate_photo, read_catalogue  # noqa: E402
from etl.reading.mapping import load_mapping  # noqa: E402
from etl.reading.photos import PhotoFolder  # noqa: E402

Vectors = NDArray[np.float32]

NEIGHBOURS = 10
STABILITY_K = (5, 7, 10, 15)
SUBSAMPLE = 0.8
PAIRS = 10
SEEDS = range(10)

SCORES = """
    WITH wide AS (
        SELECT space, c.level, k, any_value(s.n) FILTER (metric = 'ari') AS n,
            max(value) FILTER (metric = 'ari') AS ari,
            max(ci_low) FILTER (metric = 'ari') AS low,
            max(ci_high) FILTER (metric = 'ari') AS high,
            format('{:.3f} ± {:.3f}', max(value) FILTER (metric = 'ari_seed_mean'),
                max(value) FILTER (metric = 'ari_seed_sd')) AS seeds,
            format('{:.3f} ± {:.3f}', max(value) FILTER (metric = 'ari_subsample_mean'),
                max(value) FILTER (metric = 'ari_subsample_sd')) AS parts,
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

CHOICES: Mapping[str, Mapping[str, Sequence[object]]] = {
    "text": {
        "boilerplate_share": (0.02, 0.05, 0.1, 0.15, 1.0),
        "uneven_phrase": (0.4, 0.5, 0.6, 0.7),
        "uneven_word": (0.0, 0.2, 0.35, 0.5),
        "dimensions": (50, 100, 200),
        "epochs": (5, 10, 25, 50),
        "window": (3, 5, 10),
        "min_count": (1, 2, 3),
        # Not settings of the pipeline: alternatives that it does without.
        "weighting": ("tfidf", "mean"),
        "common_components": (0, 1, 2),
    },
    "image": {"dimensions": (16, 32, 64, 128, 256), "fit": ("stretch", "pad", "crop")},
    "fuse": {
        "text_share": (0.3, 0.4, 0.5, 0.6, 0.7),
        "dimensions": (16, 32, 64),
        "donors": (1, 5, 10),
    },
}


@dataclass(frozen=True)
class Products:
    """What the candidates are computed from; `codes` is for the last columns only."""

    documents: Sequence[list[str]]
    names: Sequence[list[str]]
    with_photo: NDArray[np.int64]
    pooled: Mapping[str, Vectors]
    codes: NDArray[np.int64]


@dataclass(frozen=True)
class Candidate:
    """One setting with what the criterion, and then the categories, say of it."""

    name: str
    overlap: float
    error: float
    stability: float
    agreements: NDArray[np.float64]
    is_current: bool
    ari: float
    ari_sd: float


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
    print(f"{len(products.documents)} products, {len(products.with_photo)} photos, k = {k}")
    for stage in arguments.choices:
        for setting, values in CHOICES[stage].items():
            if arguments.settings and setting not in arguments.settings:
                continue
            rows = list(candidates(stage, setting, values, products))
            chosen = choose(rows)
            best = max(rows, key=lambda row: row.ari)
            print(
                f"\n{stage}.{setting:24}{'overlap':>16}{'stability':>11}{'':4}{'ARI level 1':>16}"
            )
            for row in rows:
                mark = "<- chosen" if row is chosen else ""
                print(
                    f"  {row.name:24}{row.overlap:10.4f} ±{row.error:.4f}{row.stability:11.3f}"
                    f"    {row.ari:8.3f} ± {row.ari_sd:.3f}  {mark}"
                )
            print(f"  cost of not looking: {best.ari - chosen.ari:.3f} (best by ARI: {best.name})")
    return print_scores(arguments, images)


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
    print(f"{'seeds':>16}{'subsamples':>16}{'null, 97.5 %':>14}")
    for space, level, k, n, value, low, high, seeds, parts, null in rows:
        shown = "-" if low is None else f"{low:.3f} to {high:.3f}"
        print(f"{space:20}{level:6}{k:5}{n:6}{value:8.3f}{shown:>18}", end="")
        print(
            "".join(f"{text or '-':>{width}}" for text, width in ((seeds, 16), (parts, 16))), end=""
        )
        print(f"{'-' if null is None else f'{null:.3f}':>14}")
    return 0


def choose(rows: Sequence[Candidate]) -> Candidate:
    """Apply the rule that the module describes."""
    best = max(rows, key=lambda row: row.overlap)
    close = [row for row in rows if row.overlap >= best.overlap - best.error]
    steady = max(close, key=lambda row: row.stability)
    for row in close:
        gain = steady.agreements - row.agreements
        if row.is_current and gain.mean() <= 2 * gain.std(ddof=1) / np.sqrt(len(gain)):
            return row
    return steady


def load(catalog: Path, images: Path, mapping: Path, folder: Path, jobs: int) -> Products:
    """Tokens and pooled photo vectors, before any setting under study."""
    settings = Settings()
    products = read_catalogue(catalog, load_mapping(mapping)).products
    model = resnet.load_model(None, folder)
    photos = PhotoFolder(images)
    paths = [locate_photo(product, photos)[0] for product in products]
    named = [index for index, path in enumerate(paths) if path is not None]
    pooled: dict[str, list[Vectors]] = {}
    with_photo: list[int] = []
    with ProcessPool(jobs) as workers:
        see = functools.partial(_pooled_by_fit, model=model, settings=settings.image)
        answers = workers.map(see, [paths[index] for index in named], chunk=4)
        for index, vectors in zip(named, answers, strict=True):
            if vectors is not None:
                with_photo.append(index)
                for fit, vector in vectors.items():
                    pooled.setdefault(fit, []).append(vector)
    levels = evaluate.category_levels([p.category_path for p in products], settings.evaluate)
    return Products(
        documents=words.read([product.text for product in products], settings.text).documents,
        names=[[words.key(word) for word in words.split(product.name)] for product in products],
        with_photo=np.array(with_photo),
        pooled={fit: np.array(vectors) for fit, vectors in pooled.items()},
        codes=levels[0].codes,
    )


def candidates(
    stage: str, setting: str, values: Sequence[Any], products: Products
) -> Iterator[Candidate]:
    """Vectors of each value, and what is said of them."""
    settings = Settings()
    n = len(products.documents)
    everyone = np.arange(n)
    photo = products.with_photo
    text_vectors = _text_vectors(products, settings.text)
    image_vectors = _image_vectors(products, settings.image)
    for value in values:
        if stage == "text":
            vectors = _text_vectors(products, settings.text, **{setting: value})
            overlaps = _overlaps(vectors[photo], image_vectors)
            codes = products.codes
        elif stage == "image":
            vectors = _image_vectors(products, settings.image, **{setting: value})
            overlaps = _overlaps(vectors, text_vectors[photo])
            codes = products.codes[photo]
        else:
            changed = replace(settings.fuse, **{setting: value})
            vectors = _fused_vectors(text_vectors, everyone, image_vectors, photo, changed)
            with_text = _overlaps(vectors, text_vectors)
            with_image = _overlaps(vectors[photo], image_vectors)
            overlaps = min(with_text, with_image, key=lambda found: float(found.mean()))
            codes = products.codes
        aris, agreements = _aris(vectors, codes), _agreements(vectors)
        yield Candidate(
            name=str(value),
            overlap=float(overlaps.mean()),
            error=float(overlaps.std(ddof=1) / np.sqrt(len(overlaps))),
            stability=float(agreements.mean()),
            agreements=agreements,
            is_current=value == _current(settings, stage, setting),
            ari=statistics.mean(aris),
            ari_sd=statistics.stdev(aris),
        )


def _pooled_by_fit(
    path: Path, model: resnet.ImageModel, settings: ImageSettings
) -> dict[str, Vectors] | None:
    photos = {
        fit: image.embed_photo(path, [model], replace(settings, fit=fit)) for fit in image.FITS
    }
    if any(photo.status != image.OK for photo in photos.values()):
        return None
    return {fit: photo.vectors[0] for fit, photo in photos.items()}


def _text_vectors(
    products: Products,
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
    trained = text.train_word_vectors(documents, vocabulary, changed)
    if weighting == "mean":
        vocabulary = replace(vocabulary, weights=np.ones_like(vocabulary.weights))
    vectors = text.centre(text.embed_documents(documents, vocabulary, trained))
    # Arora et al., "A simple but tough-to-beat baseline for sentence embeddings" (2017).
    directions = np.linalg.svd(vectors, full_matrices=False)[2][:common_components]
    return text.centre(vectors - (vectors @ directions.T) @ directions)


def _image_vectors(products: Products, settings: ImageSettings, **changes: Any) -> Vectors:
    changed = replace(settings, **changes)
    pooled = products.pooled[changed.fit]
    return image.reduce(pooled, image.principal_directions(pooled, changed.dimensions))


def _fused_vectors(
    text_vectors: Vectors,
    text_products: NDArray[np.int64],
    image_vectors: Vectors,
    image_products: NDArray[np.int64],
    settings: FuseSettings,
) -> Vectors:
    return fuse.fuse(text_vectors, text_products, image_vectors, image_products, settings).vectors


def _overlaps(first: Vectors, second: Vectors) -> NDArray[np.float64]:
    """Share of common neighbours, product by product."""
    one, other = (nearest(vectors, NEIGHBOURS).indices for vectors in (first, second))
    is_common = (one[:, :, np.newaxis] == other[:, np.newaxis, :]).any(axis=2)
    return np.asarray(is_common.mean(axis=1), np.float64)


def _current(settings: Settings, stage: str, setting: str) -> object:
    without = {"weighting": "tfidf", "common_components": 0}
    return (
        without.get(setting) if setting in without else getattr(getattr(settings, stage), setting)
    )


def _agreements(vectors: Vectors) -> NDArray[np.float64]:
    """ARI between the clusterings of two parts, one value for each k and pair of parts."""
    n = len(vectors)
    agreements = []
    for k in STABILITY_K:
        for pair in range(PAIRS):
            rng = np.random.default_rng(pair)
            halves = [np.sort(rng.permutation(n)[: int(SUBSAMPLE * n)]) for _ in range(2)]
            shared = np.intersect1d(halves[0], halves[1])
            labels = [
                KMeans(k, n_init=5, random_state=pair).fit(vectors[half]).predict(vectors[shared])
                for half in halves
            ]
            agreements.append(adjusted_rand_index(contingency_table(*labels)))
    return np.array(agreements)


def _aris(vectors: Vectors, codes: NDArray[np.int64]) -> list[float]:
    counted = codes != NO_CATEGORY
    k = len(np.unique(codes[counted]))
    labels = [KMeans(k, n_init=10, random_state=seed).fit_predict(vectors) for seed in SEEDS]
    return [
        adjusted_rand_index(contingency_table(found[counted], codes[counted])) for found in labels
    ]


if __name__ == "__main__":
    sys.exit(main())
