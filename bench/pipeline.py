"""How long does a run take, beside the library calls that it cannot do without?

    python bench/pipeline.py --catalog CSV --images DIR [--jobs N]

One cold run in a fresh process, then each library call that a stage needs,
called alone with the same arguments in as many processes; imports and
compilation are counted on both sides. Both happen in one session of the same
machine, so read the ratios, not the seconds. Peak memory is the proportional
set size (PSS), summed over all processes of the run.
"""

import argparse
import csv
import functools
import io
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from etl.runtime.workers import ProcessPool, one_thread_a_process

one_thread_a_process()  # before the numeric libraries load

import duckdb  # noqa: E402
import numpy as np  # noqa: E402
import psutil  # noqa: E402
from numpy.typing import NDArray  # noqa: E402
from PIL import Image  # noqa: E402

from etl.analysis import cluster  # noqa: E402
from etl.config import DATA, Settings  # noqa: E402
from etl.embedding import image, resnet  # noqa: E402

STAGES = (
    "extract",
    "text",
    "image",
    "fuse",
    "neighbours",
    "project",
    "cluster",
    "evaluate",
    "suggest",
    "describe",
    "store",
)
RATE_ROUNDS = 3


def main() -> int:
    """Print the table; exit non-zero where the run or a call failed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--catalog", type=Path, required=True)
    parser.add_argument("--images", type=Path)
    parser.add_argument("--mapping", type=Path, default=DATA / "catalogs" / "flipkart.toml")
    parser.add_argument("--jobs", type=int, default=psutil.cpu_count() or 1)
    arguments = parser.parse_args()
    images = arguments.images or arguments.catalog.parent / "images"

    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        database = Path(folder, "bench.duckdb")
        whole, peak = _cold_run(arguments, images, database)
        with duckdb.connect(str(database.resolve()), read_only=True) as connection:
            ours = {
                key.removeprefix("seconds."): float(value)
                for key, value in connection.execute(
                    "SELECT key, value FROM builds WHERE starts_with(key, 'seconds.')"
                ).fetchall()
            }
            calls = _library_calls(connection, arguments.catalog, images, Path(folder))
        ours["store"] = whole - sum(ours.values())
        with ProcessPool(arguments.jobs) as workers:
            alone = {
                stage: _timed(functools.partial(call, workers)) for stage, call in calls.items()
            }
        rates = _image_rates(connection_photos(database, images), Path(folder), arguments.jobs)

    print(f"{'stage':12}{'run, s':>10}{'calls alone, s':>16}")
    for stage in STAGES:
        shown = f"{alone[stage]:.2f}" if stage in alone else "-"
        print(f"{stage:12}{ours.get(stage, 0.0):10.2f}{shown:>16}")
    total = sum(alone.values())
    print(
        f"{'whole':12}{whole:10.2f}{total:16.2f}   ratio {whole / total:.2f} (target: at most 1.3)"
    )
    print(
        "store holds what is in no other stage: start of Python, imports, writing, the score table"
    )
    print(f"peak memory: {peak / 2**20:.0f} MB PSS over all processes (target: under 1536)")
    decode, pillow, inference, stage_rate = rates
    print(
        f"image: {stage_rate:.1f} photos/s; decoding alone {decode:.1f}, with encoding "
        f"{pillow:.1f}, inference alone {inference:.1f}"
    )
    for work, part in (("decoding", decode), ("decoding and encoding", pillow)):
        bound = 1 / (1 / part + 1 / inference)
        share = stage_rate / bound
        print(f"image: {work} and inference together {bound:.1f}: {share:.0%} (target: 90 %)")
    return 0


def _cold_run(arguments: argparse.Namespace, images: Path, database: Path) -> tuple[float, float]:
    """Seconds and peak PSS in bytes of one run in fresh processes."""
    command = [sys.executable, "-m", "etl", "run", "--force"]
    for option, value in (
        ("catalog", arguments.catalog),
        ("images", images),
        ("mapping", arguments.mapping),
        ("database", database),
        ("jobs", arguments.jobs),
    ):
        command += [f"--{option}", str(value)]
    peak = 0.0
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    done = threading.Event()

    def watch() -> None:
        nonlocal peak
        while not done.wait(0.2):
            peak = max(peak, _pss(process.pid))

    watcher = threading.Thread(target=watch)
    watcher.start()
    status = process.wait()
    seconds = time.perf_counter() - start
    done.set()
    watcher.join()
    if status != 0:
        sys.exit(f"the run ended with status {status}")
    return seconds, peak


def _pss(pid: int) -> float:
    """Proportional set size of a process and its children; one that just ended counts as 0."""
    total = 0.0
    try:
        tree = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
    except psutil.Error:
        return 0.0
    for process in tree:
        try:
            total += process.memory_full_info().pss
        except psutil.Error:
            continue
    return total


def _timed(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def _library_calls(
    connection: duckdb.DuckDBPyConnection, catalog: Path, images: Path, folder: Path
) -> dict[str, Callable[[ProcessPool], object]]:
    """For each stage, what its libraries do, and nothing else."""
    settings = Settings()
    texts = [row[0] for row in connection.execute("SELECT text_clean FROM products").fetchall()]
    photos = _photos(connection, images)
    vectors = {
        space: np.array(
            [
                row[0]
                for row in connection.execute(
                    "SELECT vector FROM embeddings JOIN products USING (product_id) "
                    "WHERE space = ? ORDER BY position",
                    [space],
                ).fetchall()
            ],
            dtype=np.float32,
        )
        for (space,) in connection.execute("SELECT DISTINCT space FROM embeddings").fetchall()
    }
    runs = [
        (cluster.Run(algorithm, level, None if algorithm == "hdbscan" else k, seed), vectors[space])
        for algorithm, space, level, k, seed in connection.execute(
            "SELECT algorithm, space, level, k, seed FROM clusterings"
        ).fetchall()
    ]
    halves = [
        (cluster.Run("kmeans", None, k, seed), half)
        for space, k in connection.execute(
            "SELECT space, k FROM clusterings JOIN spaces USING (space) "
            "WHERE is_default AND role = 'studied'"
        ).fetchall()
        for seed in range(settings.cluster.halves)
        for half in _halves(vectors[space], seed)
        if k <= len(half)
    ]
    labelled = [
        (vectors[space], np.array(labels))
        for space, labels in connection.execute(
            "SELECT any_value(space), list(cluster ORDER BY position) FROM clusters "
            "JOIN clusterings USING (clustering_id) JOIN products USING (product_id) "
            "GROUP BY clustering_id"
        ).fetchall()
    ]
    maps = connection.execute("SELECT DISTINCT method, space FROM projections").fetchall()
    model = resnet.load_model(None, folder)
    corpus = folder / "corpus.txt"
    corpus.write_text("\n".join(texts), encoding="utf-8")

    def draw(workers: ProcessPool) -> None:
        slow = [vectors[space] for method, space in maps if method == "umap"]
        rest = [(method, vectors[space]) for method, space in maps if method != "umap"]
        first = workers.map(_umap, slow, chunk=max(1, len(slow)))
        second = workers.map(_pca_or_tsne, [m for m, _ in rest], [v for _, v in rest])
        list(first), list(second)

    return {
        "extract": lambda workers: list(workers.map(_read_csv, [catalog])),
        "text": lambda workers: list(workers.map(_fasttext_and_svd, [corpus])),
        "image": lambda workers: (
            list(workers.map(_decode_and_encode, photos, chunk=4)),
            list(workers.map(functools.partial(_infer, model=model), photos, chunk=4)),
        ),
        "neighbours": lambda _: [np.argsort(v @ v.T) for v in vectors.values()],
        "project": draw,
        "cluster": lambda workers: _cluster(workers, runs, settings),
        "evaluate": lambda workers: (
            _cluster(workers, halves, settings),
            list(workers.map(_scores, *zip(*labelled, strict=True), chunk=4)),
        ),
    }


def _halves(vectors: NDArray[np.float32], seed: int) -> list[NDArray[np.float32]]:
    order = np.random.default_rng(seed).permutation(len(vectors))
    return [vectors[np.sort(half)] for half in np.array_split(order, 2)]


def _cluster(
    workers: ProcessPool,
    runs: Sequence[tuple[cluster.Run, NDArray[np.float32]]],
    settings: Settings,
) -> list[None]:
    compute = functools.partial(_fit, n_init=settings.cluster.n_init)
    return list(workers.map(compute, *zip(*runs, strict=True), chunk=4))


def _photos(connection: duckdb.DuckDBPyConnection, images: Path) -> list[Path]:
    query = "SELECT image_file FROM products WHERE image_status = 'ok' ORDER BY position"
    return [images / row[0] for row in connection.execute(query).fetchall()]


def connection_photos(database: Path, images: Path) -> list[Path]:
    """The photos that a database was made from."""
    with duckdb.connect(str(database.resolve()), read_only=True) as connection:
        return _photos(connection, images)


def _image_rates(photos: Sequence[Path], folder: Path, jobs: int) -> tuple[float, ...]:
    """Photos a second: decoding, with encoding, inference alone, the stage; medians of turns."""
    model = resnet.load_model(None, folder)
    infer = functools.partial(_infer, model=model)
    stage = functools.partial(
        image.embed_photo, extractors=[model, image.Histogram(4)], settings=Settings().image
    )
    calls: dict[str, Callable[[Path], object]] = {
        "decode": _decode,
        "pillow": _decode_and_encode,
        "infer": infer,
        "stage": stage,
    }
    rates: dict[str, list[float]] = {name: [] for name in calls}
    with ProcessPool(jobs) as workers:
        list(workers.map(stage, photos[: 8 * jobs]))  # every process has its libraries now
        for _ in range(RATE_ROUNDS):
            for name, call in calls.items():
                seconds = _timed(functools.partial(_all, workers, call, photos))
                rates[name].append(len(photos) / seconds)
    return tuple(statistics.median(values) for values in rates.values())


def _all(
    workers: ProcessPool, call: Callable[[Path], object], photos: Sequence[Path]
) -> list[object]:
    return list(workers.map(call, photos, chunk=4))


def _read_csv(catalog: Path) -> int:
    csv.field_size_limit(2**26)
    with catalog.open(encoding="utf-8-sig", newline="") as stream:
        return sum(1 for _ in csv.reader(stream))


def _fasttext_and_svd(corpus: Path) -> None:
    import fasttext
    from sklearn.decomposition import TruncatedSVD
    from sklearn.feature_extraction.text import TfidfVectorizer

    text = Settings().text
    fasttext.train_unsupervised(
        str(corpus),
        model="skipgram",
        dim=text.dimensions,
        epoch=text.epochs,
        ws=text.window,
        lr=text.learning_rate,
        minCount=text.min_count,
        minn=text.min_subword,
        maxn=text.max_subword,
        bucket=text.buckets,
        thread=1,
        verbose=0,
    )
    weights = TfidfVectorizer().fit_transform(corpus.read_text(encoding="utf-8").splitlines())
    TruncatedSVD(min(text.tfidf_dimensions, min(weights.shape) - 1)).fit_transform(weights)


def _decode(photo: Path) -> bytes:
    """Pillow's part: open, decode, resize for the network."""
    with Image.open(photo) as opened:
        opened.draft("RGB", (448, 448))
        return opened.convert("RGB").resize((224, 224), Image.Resampling.BILINEAR).tobytes()


def _decode_and_encode(photo: Path) -> list[bytes]:
    """Pillow's part with what is kept for the eye: the thumbnail, and the network's input."""
    settings = Settings().image
    encoded = []
    with Image.open(photo) as opened:
        opened.draft("RGB", (448, 448))
        picture = opened.convert("RGB")
    small = picture.copy()
    small.thumbnail((settings.thumbnail, settings.thumbnail), Image.Resampling.BILINEAR)
    fitted = picture.resize((224, 224), Image.Resampling.BILINEAR)
    for shown, quality, method in (
        (small, settings.thumbnail_quality, 2),
        (fitted, settings.network_input_quality, 0),
    ):
        stream = io.BytesIO()
        shown.save(stream, "WEBP", quality=quality, method=method)
        encoded.append(stream.getvalue())
    return encoded


def _infer(photo: Path, model: resnet.ImageModel) -> NDArray[np.float32]:
    """Run the network alone, on a photo that is ready: onnxruntime's part."""
    del photo
    pixels = np.zeros((model.height, model.width, 3), dtype=np.uint8)
    return resnet.pooled_vector(pixels, model)


def _umap(vectors: NDArray[np.float32]) -> None:
    import umap

    umap.UMAP(random_state=0, n_jobs=1, init="pca").fit_transform(vectors)


def _pca_or_tsne(method: str, vectors: NDArray[np.float32]) -> None:
    from sklearn.decomposition import PCA
    from sklearn.manifold import TSNE

    (PCA(2) if method == "pca" else TSNE(random_state=0)).fit_transform(vectors)


def _fit(run: cluster.Run, vectors: NDArray[np.float32], n_init: int) -> None:
    """Cluster as the library's documentation says, each clustering by itself."""
    from sklearn.cluster import HDBSCAN, AgglomerativeClustering, KMeans

    if run.algorithm == cluster.KMEANS:
        KMeans(run.k, n_init=n_init, random_state=run.seed).fit(vectors)
    elif run.algorithm == cluster.WARD:
        AgglomerativeClustering(run.k, linkage="ward").fit(vectors)
    else:
        HDBSCAN(min_cluster_size=max(5, round(len(vectors) / 100)), copy=True).fit(vectors)


def _scores(vectors: NDArray[np.float32], labels: NDArray[np.int64]) -> None:
    from sklearn.metrics import adjusted_mutual_info_score, silhouette_score

    silhouette_score(vectors, labels)
    adjusted_mutual_info_score(labels, labels)


if __name__ == "__main__":
    sys.exit(main())
