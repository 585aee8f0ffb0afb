"""From a catalogue to a database that keeps its contract, whatever the catalogue."""

import csv
import importlib.util
import io
import json
import random
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import duckdb
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from sklearn import metrics
from sklearn.cluster import KMeans

from etl import pipeline
from etl.analysis import evaluate
from etl.config import EvaluateSettings, InputError, Request
from etl.embedding import words
from etl.runtime.cached_workers import unseen
from etl.spaces import RAW, RAW_OF
from etl.spaces import SPACES as ALL_SPACES
from tests.conftest import RunEtl
from tests.etl.shop import Query, listing, queries_on, write_shop

# Those that a catalogue of any size has.
LISTED = tuple(space for space in ALL_SPACES if not space.is_optional)
SPACES = tuple(space.name for space in LISTED)
CLUSTERED = tuple(space.name for space in LISTED if space.role != RAW)
WITH_TEXT = {space.name for space in LISTED if space.uses_text}
WITH_IMAGE = {space.name for space in LISTED if space.uses_image}

# As design and dashboard know them; the pipeline may add to them.
CONTRACT = {
    "products": {
        "product_id": "VARCHAR",
        "position": "INTEGER",
        "name": "VARCHAR",
        "description": "VARCHAR",
        "brand": "VARCHAR",
        "price": "DOUBLE",
        "category_path": "VARCHAR[]",
        "image_file": "VARCHAR",
        "image_status": "VARCHAR",
        "text_clean": "VARCHAR",
        "thumbnail": "BLOB",
        "photo_width": "INTEGER",
        "photo_height": "INTEGER",
        "text_dropped": "STRUCT(token VARCHAR, reason VARCHAR)[]",
        "network_input": "BLOB",
    },
    "spaces": {
        "space": "VARCHAR",
        "position": "INTEGER",
        "modality": "VARCHAR",
        "role": "VARCHAR",
        "extractor": "VARCHAR",
        "parameters": "JSON",
    },
    "embeddings": {"space": "VARCHAR", "product_id": "VARCHAR", "vector": "FLOAT[]"},
    "projections": {
        "space": "VARCHAR",
        "method": "VARCHAR",
        "product_id": "VARCHAR",
        "x": "FLOAT",
        "y": "FLOAT",
    },
    "clusterings": {
        "clustering_id": "VARCHAR",
        "space": "VARCHAR",
        "algorithm": "VARCHAR",
        "level": "INTEGER",
        "k": "INTEGER",
        "seed": "INTEGER",
        "parameters": "JSON",
        "is_default": "BOOLEAN",
    },
    "clusters": {"clustering_id": "VARCHAR", "product_id": "VARCHAR", "cluster": "INTEGER"},
    "scores": {
        "clustering_id": "VARCHAR",
        "level": "INTEGER",
        "metric": "VARCHAR",
        "value": "DOUBLE",
        "ci_low": "DOUBLE",
        "ci_high": "DOUBLE",
        "n": "INTEGER",
    },
    "neighbours": {
        "space": "VARCHAR",
        "product_id": "VARCHAR",
        "rank": "INTEGER",
        "neighbour_id": "VARCHAR",
        "similarity": "FLOAT",
    },
    "cluster_words": {
        "clustering_id": "VARCHAR",
        "cluster": "INTEGER",
        "rank": "INTEGER",
        "word": "VARCHAR",
        "weight": "DOUBLE",
        "n_inside": "INTEGER",
        "n_outside": "INTEGER",
    },
    "cluster_medoids": {
        "clustering_id": "VARCHAR",
        "cluster": "INTEGER",
        "rank": "INTEGER",
        "product_id": "VARCHAR",
        "similarity": "FLOAT",
    },
    "near_duplicates": {
        "product_id": "VARCHAR",
        "duplicate_id": "VARCHAR",
        "text_similarity": "FLOAT",
        "image_similarity": "FLOAT",
    },
    "load_report": {
        "severity": "VARCHAR",
        "stage": "VARCHAR",
        "row": "INTEGER",
        "product_id": "VARCHAR",
        "reason": "VARCHAR",
    },
    "builds": {"key": "VARCHAR", "value": "VARCHAR"},
}
DESCRIBED = ("cluster_words", "cluster_medoids", "near_duplicates")
Load = Callable[..., Query]


@pytest.fixture(scope="module")
def demo(demo_database: Path) -> Iterator[Query]:
    """As `queries_on`, opened once for many questions."""
    with duckdb.connect(str(demo_database.resolve()), read_only=True) as connection:
        yield lambda sql, *values: connection.execute(sql, values).fetchall()


def vectors_of(ask: Query, space: str) -> tuple[list[str], NDArray[np.float32]]:
    rows = ask(
        "SELECT product_id, vector FROM embeddings JOIN products USING (product_id) "
        "WHERE space = ? ORDER BY position",
        space,
    )
    return [row[0] for row in rows], np.array([row[1] for row in rows], dtype=np.float32)


def labels_of(ask: Query, clustering: object) -> NDArray[np.int64]:
    rows = ask(
        "SELECT cluster FROM clusters JOIN products USING (product_id) "
        "WHERE clustering_id = ? ORDER BY position",
        clustering,
    )
    return np.array([row[0] for row in rows])


# -- the contract, on the demo catalogue --------------------------------------------------


@pytest.mark.parametrize("table", CONTRACT)
def test_a_table_has_the_columns_that_others_call(demo: Query, table: str) -> None:
    columns = {str(row[0]): row[1] for row in demo(f"DESCRIBE {table}")}
    assert {name: columns.get(name) for name in CONTRACT[table]} == CONTRACT[table]
    assert demo(f"SELECT count(*) > 0 FROM {table}") == [(True,)]  # noqa: S608


def test_rows_read_are_products_and_rows_set_aside(demo: Query, demo_catalogue: Path) -> None:
    with (demo_catalogue / "products.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    ((products,),) = demo("SELECT count(*) FROM products")
    aside = demo("SELECT row, product_id, code FROM load_report WHERE severity = 'set_aside'")
    assert len(rows) == products + len(aside)
    assert dict(demo("SELECT * FROM builds WHERE key LIKE 'rows_%'")) == {
        "rows_read": str(len(rows)),
        "rows_set_aside": str(len(aside)),
    }
    # Planted by the demo: a row without a name, and a row exported twice.
    assert sorted(code for _, _, code in aside) == ["id_duplicate", "name_empty"]
    for row, product, _ in aside:
        assert rows[int(str(row)) - 1]["uniq_id"] == product


def test_products_are_in_the_order_of_the_file(demo: Query, demo_catalogue: Path) -> None:
    with (demo_catalogue / "products.csv").open(encoding="utf-8", newline="") as stream:
        ids = [row["uniq_id"] for row in csv.DictReader(stream) if row["product_name"]]
    products = demo("SELECT product_id, position FROM products ORDER BY position")
    assert products == [(product, place) for place, product in enumerate(dict.fromkeys(ids))]


def test_categories_are_those_listed_without_the_products_own_name(
    demo: Query, demo_catalogue: Path
) -> None:
    """But for articles that the demo lists twice: the copy's tree may end with its former name."""
    with (demo_catalogue / "truth.csv").open(encoding="utf-8", newline="") as stream:
        listed = {row["product_id"]: row["listed_path"] for row in csv.DictReader(stream)}
    paths = demo(
        "SELECT product_id, array_to_string(category_path, ' >> ') FROM products "
        "QUALIFY count(*) OVER (PARTITION BY name) = 1"
    )
    assert len(paths) > 140
    assert dict(paths) == {product: listed[str(product)] for product, _ in paths}


def test_a_missing_photo_is_reported_and_costs_no_product(
    demo: Query, demo_catalogue: Path
) -> None:
    missing = demo("SELECT product_id, image_file FROM products WHERE image_status = 'missing'")
    assert missing
    for product, file in missing:
        assert not (demo_catalogue / "images" / str(file)).exists()
        report = "SELECT stage FROM load_report WHERE product_id = ? AND severity = 'warning'"
        assert demo(report, product) == [("image",)]
        spaces = {
            row[0] for row in demo("SELECT space FROM embeddings WHERE product_id = ?", product)
        }
        assert spaces == WITH_TEXT
    assert demo(
        "SELECT count(*) FROM products WHERE image_status = 'ok' AND thumbnail IS NULL"
    ) == [(0,)]


def test_the_networks_input_is_kept_of_each_photo_and_of_no_other(demo: Query) -> None:
    seen = demo("SELECT image_status, network_input FROM products")
    assert {status for status, _ in seen} > {"ok"}
    for status, content in seen:
        assert (content is not None) == (status == "ok")
        if isinstance(content, bytes):
            assert Image.open(io.BytesIO(content)).size == (224, 224)


def test_kept_and_dropped_tokens_are_all_of_the_text(demo: Query) -> None:
    rows = demo("SELECT name, description, text_clean, text_dropped FROM products")
    reasons = set()
    for name, description, clean, dropped in rows:
        every = words.split(f"{name}\n{description or ''}")
        gone = [one["token"] for one in dropped]
        assert sorted([*str(clean).split(), *gone]) == sorted(every)
        assert gone == [token for token in every if token in set(gone)]
        reasons |= {one["reason"] for one in dropped}
    assert reasons == set(words.REASONS) - {words.NO_VECTOR}


def test_the_build_says_what_boilerplate_is(demo: Query) -> None:
    """A word is dropped for it in every text, or in none, and in many documents only."""
    build: dict[str, str] = dict(
        demo("SELECT key, value FROM builds WHERE starts_with(key, 'text.')")
    )
    assert (build["text.min_letters"], build["text.stop_word_languages"]) == ("2", "en")
    ((n,),) = demo("SELECT count(*) FROM products")
    limit = float(build["text.boilerplate_documents"])
    assert limit == max(7, float(build["text.boilerplate_share"]) * n)
    gone = demo(
        "SELECT token, count(DISTINCT product_id) FROM (SELECT product_id, unnest(text_dropped, "
        "recursive := true) FROM products) WHERE reason = 'boilerplate' GROUP BY token"
    )
    kept = demo(
        "SELECT word, count(*) FROM (SELECT DISTINCT product_id, "
        "unnest(string_split(text_clean, ' ')) AS word FROM products) GROUP BY word"
    )
    assert gone
    assert all(count > limit for _, count in gone)
    assert {word for word, _ in gone}.isdisjoint(word for word, _ in kept)


def test_the_spaces_are_listed_in_the_order_in_which_they_are_shown(demo: Query) -> None:
    rows = demo("SELECT space, modality, role FROM spaces ORDER BY position")
    assert [name for name, _, _ in rows] == [*SPACES]
    assert rows[:5] == [
        ("text", "text", "studied"),
        ("image", "image", "studied"),
        ("fused", "multimodal", "studied"),
        ("text_tfidf", "text", "baseline"),
        ("image_histogram", "image", "baseline"),
    ]
    assert rows[5:] == [
        ("text_raw", "text", "raw"),
        ("image_raw", "image", "raw"),
        ("fused_raw", "multimodal", "raw"),
    ]


def test_what_made_the_vectors_of_a_space_is_published(demo: Query) -> None:
    rows: dict[str, str | None] = dict(demo("SELECT space, extractor FROM spaces"))
    assert rows.items() >= {
        ("text", "fasttext"),
        ("image", "resnet"),
        ("fused", None),
        ("text_tfidf", "tfidf"),
        ("image_histogram", "histogram"),
    }
    assert rows == {space.name: space.extractor for space in LISTED}
    parameters = demo(
        "SELECT parameters->>'version', parameters->>'licence', parameters->'dimensions', "
        "parameters->'deterministic' FROM spaces WHERE space = 'image'"
    )
    assert parameters == [("0.1.0", "BSD-2-Clause", "1024", "true")]


def test_every_space_has_vectors_of_length_one(demo: Query) -> None:
    assert {row[0] for row in demo("SELECT DISTINCT space FROM embeddings")} == set(SPACES)
    for space in SPACES:
        _, vectors = vectors_of(demo, space)
        np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_clusters_and_maps_hold_each_product_with_a_vector_and_no_other(demo: Query) -> None:
    """But for the vectors from which those that are clustered were made."""
    shown = "(FROM embeddings JOIN spaces USING (space) WHERE role != 'raw') embeddings"
    clusters = "SELECT space, clustering_id, product_id FROM "
    maps = "SELECT space, method, product_id FROM "
    methods = "(SELECT unnest(['pca', 'tsne', 'umap']) AS method)"
    for stored, wanted in (
        (
            f"{clusters} clusters JOIN clusterings USING (clustering_id)",
            f"{clusters} clusterings JOIN {shown} USING (space)",
        ),
        (f"{maps} projections", f"{maps} {shown} CROSS JOIN {methods}"),
    ):
        assert demo(f"{stored} EXCEPT ALL {wanted}") == []
        assert demo(f"{wanted} EXCEPT ALL {stored}") == []


def test_the_levels_clustered_are_those_of_the_rule(demo: Query) -> None:
    paths = [tuple(row[0]) for row in demo("SELECT category_path FROM products")]
    expected = []
    for level in range(1, max(map(len, paths)) + 1):
        reaching = [path[:level] for path in paths if len(path) >= level]
        many = len(reaching) >= 0.8 * len(paths) and len(reaching) / len(set(reaching)) >= 5
        expected.append((level, len(set(reaching)), len(reaching), many))
    assert demo("FROM levels ORDER BY level") == expected
    assert sum(many for *_, many in expected) >= 2


def test_each_space_and_clustered_level_has_ten_seeds_one_ward_and_one_default(demo: Query) -> None:
    levels = [row[0] for row in demo("SELECT level FROM levels WHERE is_clustered")]
    for space in CLUSTERED:
        products, _ = vectors_of(demo, space)
        for level in levels:
            ((k,),) = demo(
                "SELECT count(DISTINCT category_path[:?]) FROM products "
                "WHERE len(category_path) >= ? AND product_id IN ?",
                level,
                level,
                products,
            )
            runs = demo(
                "SELECT algorithm, seed, k FROM clusterings "
                "WHERE space = ? AND level = ? ORDER BY ALL",
                space,
                level,
            )
            assert runs == [*(("kmeans", seed, k) for seed in range(10)), ("ward", None, k)]
            defaults = demo(
                "SELECT algorithm FROM clusterings WHERE space = ? AND level = ? AND is_default",
                space,
                level,
            )
            assert defaults == [("kmeans",)]
        sweep = demo(
            "SELECT DISTINCT k, is_default FROM clusterings "
            "WHERE space = ? AND level IS NULL AND algorithm = 'kmeans' ORDER BY k",
            space,
        )
        assert sweep[:14] == [(k, False) for k in range(2, 16)]


def test_a_sweep_that_still_rises_goes_on_and_nothing_at_its_end_is_a_choice(demo: Query) -> None:
    n_categories = demo("SELECT max(n_categories) FROM levels WHERE is_clustered")[0][0]
    for space in ("text", "image", "fused"):
        rows = demo(
            "SELECT k, silhouette, n_runs, is_choice FROM stability "
            "WHERE space = ? AND algorithm = 'kmeans' ORDER BY k",
            space,
        )
        best = max(rows[:14], key=lambda row: row[1])[0]
        further = [k for k, *_ in rows[14:]]
        assert bool(further) is (best in (14, 15))
        assert all(n_runs == (1 if k > 15 else 5) for k, _, n_runs, _ in rows)
        if further:
            assert further[-1] == 3 * n_categories
        tried = [k for k, *_ in rows]
        highest = max(rows, key=lambda row: row[1])[0]
        chosen = [k for k, *_, is_choice in rows if is_choice]
        assert chosen == ([] if highest in tried[-2:] else [highest])


def test_scikit_learn_reproduces_the_stored_labels(demo: Query) -> None:
    runs = demo(
        "SELECT clustering_id, space, k, seed FROM clusterings "
        "WHERE algorithm = 'kmeans' AND (is_default OR seed = 7 OR k = 5)"
    )
    assert len(runs) > 3 * len(SPACES)
    for clustering, space, k, seed in runs:
        _, vectors = vectors_of(demo, str(space))
        labels = KMeans(k, n_init=10, random_state=seed).fit_predict(vectors)
        np.testing.assert_array_equal(labels, labels_of(demo, clustering))


def test_the_default_is_the_run_closest_to_the_others(demo: Query) -> None:
    for space, level in demo("SELECT space, level FROM clusterings WHERE is_default"):
        runs = demo(
            "SELECT clustering_id, is_default FROM clusterings "
            "WHERE space = ? AND level = ? AND algorithm = 'kmeans' ORDER BY seed",
            space,
            level,
        )
        labels = [labels_of(demo, clustering) for clustering, _ in runs]
        agreement = [
            np.mean([metrics.adjusted_rand_score(mine, other) for other in labels])
            for mine in labels
        ]
        chosen = [is_default for _, is_default in runs].index(True)
        assert agreement[chosen] == pytest.approx(max(agreement), abs=1e-9)


def test_scores_are_scikit_learns_over_the_products_that_have_the_category(demo: Query) -> None:
    measures = {
        "ari": metrics.adjusted_rand_score,
        "ami": metrics.adjusted_mutual_info_score,
        "v_measure": metrics.v_measure_score,
        "homogeneity": metrics.homogeneity_score,
        "completeness": metrics.completeness_score,
    }
    scores = demo(
        "SELECT clustering_id, s.level, metric, value, n FROM scores s "
        "JOIN clusterings c USING (clustering_id) "
        "WHERE metric IN ? AND (is_default OR algorithm != 'kmeans')",
        list(measures),
    )
    levels = {level for _, level, *_ in scores}
    assert levels == {row[0] for row in demo("SELECT level FROM levels WHERE is_clustered")}
    for clustering, level, metric, value, n in scores:
        rows = demo(
            "SELECT category_path, cluster FROM clusters JOIN products USING (product_id) "
            "WHERE clustering_id = ?",
            clustering,
        )
        depth = int(str(level))
        counted = [(str(path[:depth]), label) for path, label in rows if len(path) >= depth]
        categories, labels = zip(*counted, strict=True)
        assert n == len(counted)
        assert value == pytest.approx(measures[str(metric)](categories, labels), abs=1e-9)


def test_who_is_scored_against_what(demo: Query) -> None:
    levels = {row[0] for row in demo("SELECT level FROM levels WHERE is_clustered")}
    against: dict[object, set[object]] = {}
    for clustering, level in demo("SELECT clustering_id, level FROM scores WHERE metric = 'ari'"):
        against.setdefault(clustering, set()).add(level)
    for clustering, level, default in demo(
        "SELECT clustering_id, level, is_default FROM clusterings"
    ):
        assert against[clustering] == (levels if default else {level or 1})
    of_seeds = demo(
        "SELECT bool_and(is_default), count(*) FROM scores JOIN clusterings USING (clustering_id) "
        "WHERE metric LIKE 'ari_seed%'"
    )
    assert of_seeds == [(True, 2 * len(CLUSTERED) * len(levels) ** 2)]
    with_interval = "SELECT bool_and(ci_low <= value AND value <= ci_high) FROM scores JOIN "
    with_interval += "clusterings USING (clustering_id) WHERE is_default AND metric = 'ari'"
    assert demo(with_interval) == [(True,)]


def test_ten_nearest_neighbours_a_product_and_space(demo: Query) -> None:
    """By the vectors as they were before they were smoothed, where they were."""
    assert demo("SELECT DISTINCT space FROM neighbours ORDER BY ALL") == sorted(
        (space,) for space in CLUSTERED
    )
    raw = {space.name: before.name for space, before in RAW_OF.items()}
    for space in CLUSTERED:
        products, vectors = vectors_of(demo, raw.get(space, space))
        cosine = vectors.astype(np.float64) @ vectors.T
        np.fill_diagonal(cosine, -np.inf)
        rows = demo(
            "SELECT list(similarity ORDER BY rank), list(rank ORDER BY rank), "
            "list(neighbour_id = n.product_id) FROM neighbours n JOIN products USING (product_id) "
            "WHERE space = ? GROUP BY position ORDER BY position",
            space,
        )
        assert len(rows) == len(products)
        stored = np.array([row[0] for row in rows])
        np.testing.assert_allclose(stored, -np.sort(-cosine, axis=1)[:, :10], atol=1e-5)
        assert all(row[1] == list(range(1, 11)) and not any(row[2]) for row in rows)


def described_clusterings(demo: Query) -> dict[str, str]:
    """Space of each clustering whose clusters are shown one by one."""
    return dict(
        demo(
            "SELECT clustering_id, space FROM clusterings WHERE is_default "
            "OR algorithm = 'hdbscan' AND space IN ('text', 'image', 'fused')"
        )
    )


def test_the_words_of_a_cluster_are_counted_in_its_texts(demo: Query) -> None:
    wrong = demo(
        "WITH spoken AS (SELECT DISTINCT product_id, "
        "unnest(string_split(text_clean, ' ')) AS word FROM products), "
        "held AS (SELECT clustering_id, cluster, word, count(*) AS n "
        "FROM clusters JOIN spoken USING (product_id) WHERE clustering_id IN ? GROUP BY ALL), "
        "everywhere AS (SELECT clustering_id, word, sum(n) AS n FROM held GROUP BY ALL) "
        "SELECT * FROM cluster_words LEFT JOIN held h USING (clustering_id, cluster, word) "
        "LEFT JOIN everywhere e USING (clustering_id, word) "
        "WHERE cluster < 0 OR n_inside < 2 OR n_inside IS DISTINCT FROM h.n "
        "OR n_outside IS DISTINCT FROM e.n - h.n",
        list(described_clusterings(demo)),
    )
    assert wrong == []
    for (ranks,) in demo(
        "SELECT DISTINCT list(rank ORDER BY weight DESC, word) FROM cluster_words "
        "GROUP BY clustering_id, cluster"
    ):
        assert ranks == list(range(1, len(ranks) + 1))
        assert len(ranks) <= 10
    described = demo("SELECT DISTINCT clustering_id FROM cluster_words")
    assert {clustering for (clustering,) in described} == set(described_clusterings(demo))


def test_medoids_are_the_nearest_to_the_mean_of_their_cluster(demo: Query) -> None:
    for clustering, space in described_clusterings(demo).items():
        products, vectors = vectors_of(demo, str(space))
        clusters = labels_of(demo, clustering)
        for cluster in set(clusters.tolist()) - {-1}:
            mean = vectors[clusters == cluster].mean(axis=0, dtype=np.float64)
            cosines = vectors[clusters == cluster] @ (mean / np.linalg.norm(mean))
            medoids = demo(
                "SELECT rank, product_id, similarity FROM cluster_medoids "
                "WHERE clustering_id = ? AND cluster = ? ORDER BY rank",
                clustering,
                cluster,
            )
            assert [rank for rank, *_ in medoids] == list(range(1, min(8, len(cosines)) + 1))
            stored = [similarity for *_, similarity in medoids]
            np.testing.assert_allclose(stored, -np.sort(-cosines)[:8], atol=1e-5)
            assert {product for _, product, _ in medoids} <= set(
                np.array(products, dtype=object)[clusters == cluster]
            )


def test_near_duplicates_are_alike_on_each_side_that_both_have(demo: Query) -> None:
    """The demo lists some articles twice, with their photos."""
    place = {product: place for place, product in enumerate(
        row[0] for row in demo("SELECT product_id FROM products ORDER BY position")
    )}  # fmt: skip
    sides = [
        dict(zip(*vectors_of(demo, space), strict=True)) for space in ("text_raw", "image_raw")
    ]
    rows = demo("FROM near_duplicates")
    assert rows == sorted(rows, key=lambda row: (place[row[0]], place[row[1]]))
    for product, duplicate, *stored in rows:
        assert place[product] < place[duplicate]
        assert any(value is not None for value in stored)
        for vectors, value in zip(sides, stored, strict=True):
            if product in vectors and duplicate in vectors:
                assert value == pytest.approx(
                    float(vectors[product] @ vectors[duplicate]), abs=1e-5
                )
                assert value >= 0.98 - 1e-6
            else:
                assert value is None
    twice = demo(
        "SELECT a.product_id, b.product_id FROM products a JOIN products b "
        "ON a.name = b.name AND a.description = b.description AND a.position < b.position "
        "AND a.image_status != 'ok'"
    )
    assert set(twice) <= {(product, duplicate) for product, duplicate, *_ in rows}


def test_one_map_a_space_is_shown_of_itself(demo: Query) -> None:
    chosen = demo("SELECT space, count(*) FROM map_quality WHERE is_auto GROUP BY space")
    assert sorted(chosen) == [(space, 1) for space in sorted(CLUSTERED)]


def test_the_build_says_where_it_comes_from(demo: Query, demo_database: Path) -> None:
    build: dict[str, str] = dict(demo("SELECT key, value FROM builds"))
    keys = {"schema_version", "fingerprint", "built_at", "catalog_name", "etl_version"}
    assert keys <= set(build)
    assert demo_database.readlink().name.endswith(f"-{build['fingerprint']}.duckdb")
    assert all(f"seconds.{stage}" in build for stage, *_ in pipeline.STAGES if stage != "store")


def test_again_with_one_process_or_two_every_bit_is_the_same(
    demo_database: Path, demo_catalogue: Path, run_etl: RunEtl, tmp_path: Path
) -> None:
    link = tmp_path / demo_database.name
    first = tmp_path / demo_database.readlink()
    shutil.copy(demo_database, first)
    link.symlink_to(first.name)
    arguments = ("run", "--catalog", demo_catalogue / "products.csv", "--database", link)

    unchanged = run_etl(*arguments)
    assert unchanged.returncode == 0
    assert "Nothing has changed" in unchanged.stderr
    assert link.resolve() == first

    anew = run_etl(*arguments, "--jobs", 1, "--force")
    assert anew.returncode == 0, anew.stderr
    assert link.resolve() != first
    assert first.exists()
    before, after = queries_on(first), queries_on(link)
    for table in ("products", "levels", "embeddings", "projections", "map_quality", "clusterings"):
        assert before(f"FROM {table}") == after(f"FROM {table}"), table
    for table in ("clusters", "scores", "neighbours", "load_report", *DESCRIBED):
        assert before(f"FROM {table}") == after(f"FROM {table}"), table


# -- other catalogues, in this process ------------------------------------------------------


@pytest.fixture
def load(tmp_path: Path, request_of: Callable[..., Request]) -> Load:
    """Run the pipeline on these rows and ask its database."""

    def rows(rows: Sequence[dict[str, str]], photos: int = 0) -> Query:
        request = request_of(write_shop(tmp_path / "shop", rows, photos))
        return queries_on(pipeline.run(request, unseen).database)

    return rows


def counts(ask: Query) -> dict[str, int]:
    return dict(ask("SELECT space, count(*) FROM embeddings GROUP BY space"))


@pytest.mark.parametrize("n", [2, 3, 5, 8, 10])
def test_a_tiny_catalogue_has_maps_and_neighbours(load: Load, n: int) -> None:
    ask = load([listing(i) for i in range(n)], photos=n)
    assert counts(ask) == dict.fromkeys(SPACES, n)
    methods = {"pca"} if n < 8 else {"pca", "tsne"}
    assert {row[0] for row in ask("SELECT DISTINCT method FROM projections")} == methods
    assert ask("SELECT max(rank) FROM neighbours") == [(n - 1,)]


def test_texts_alone_are_enough(load: Load) -> None:
    ask = load([listing(i) for i in range(12)])
    assert counts(ask) == dict.fromkeys(WITH_TEXT, 12)
    assert vectors_of(ask, "fused")[1].tobytes() == vectors_of(ask, "text")[1].tobytes()
    assert ask("SELECT DISTINCT image_status FROM products") == [("missing",)]
    assert ask("SELECT count(*) FROM load_report WHERE code = 'image_missing'") == [(12,)]


def test_photos_alone_are_enough(load: Load) -> None:
    numbers = [listing(i, product_name=str(i), description="12 / 34") for i in range(12)]
    ask = load(numbers, photos=12)
    assert counts(ask) == dict.fromkeys(WITH_IMAGE, 12)
    assert ask("SELECT count(*) FROM load_report WHERE code = 'text_no_word'") == [(12,)]


def test_products_with_neither_text_nor_photo_are_reported_one_by_one(load: Load) -> None:
    ask = load([listing(i, product_name=str(i), description="") for i in range(12)])
    assert counts(ask) == {}
    assert ask("SELECT count(*) FROM products") == [(12,)]
    report: dict[str, int] = dict(
        ask("SELECT stage, count(*) FROM load_report WHERE row IS NOT NULL GROUP BY stage")
    )
    assert report == {"text": 12, "image": 12}


def test_a_product_with_neither_is_kept_and_has_no_vector(load: Load) -> None:
    ask = load(
        [listing(i) for i in range(11)] + [listing(11, product_name="7", description="")], 11
    )
    assert counts(ask) == dict.fromkeys(SPACES, 11)
    assert ask("SELECT count(*) FROM products") == [(12,)]


def test_other_scripts_are_texts(load: Load) -> None:
    scripts = ["蓝色 杯子", "красная рубашка", "कप और प्लेट", "كوب أزرق"]
    ask = load([listing(i, product_name=scripts[i % 4], description="") for i in range(12)], 12)
    assert counts(ask) == dict.fromkeys(SPACES, 12)


@pytest.mark.parametrize("n", [12, 40])
def test_copies_of_one_product_are_alike_in_every_space(load: Load, n: int) -> None:
    same = {"product_name": "Blue mug", "description": "for tea", "image": "p0.png"}
    ask = load([listing(i, **same) for i in range(n)], photos=1)
    assert counts(ask) == dict.fromkeys(SPACES, n)
    ((least,),) = ask("SELECT min(similarity) FROM neighbours")
    assert least == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize("cell", ["", "[]", '[""]'])
def test_without_a_category_there_are_maps_and_a_sweep(load: Load, cell: str) -> None:
    ask = load([listing(i, product_category_tree=cell) for i in range(12)], photos=12)
    assert counts(ask) == dict.fromkeys(SPACES, 12)
    assert ask("SELECT count(*) FROM levels") == [(0,)]
    assert ask("SELECT count(*) FROM clusterings WHERE is_default") == [(0,)]
    assert ask("SELECT DISTINCT metric FROM scores") == [("silhouette",)]
    assert ask("SELECT DISTINCT category_path FROM products") == [([],)]


def test_a_sweep_of_two_numbers_chooses_none_and_goes_on(load: Load) -> None:
    # Both of QUICK's 2 and 3 are at its end; two categories let it go on to 6.
    ask = load([listing(i) for i in range(24)], photos=24)
    for space in ("text", "image", "fused"):
        rows = ask(
            "SELECT k, n_runs FROM stability WHERE space = ? AND algorithm = 'kmeans' ORDER BY k",
            space,
        )
        assert rows == [(2, 5), (3, 5), (4, 1), (6, 1)]
        [(runs, clusters)] = ask(
            "SELECT count(DISTINCT clustering_id), count(DISTINCT cluster) FROM clusterings "
            "JOIN clusters USING (clustering_id) WHERE space = ? AND level IS NULL AND k = 6",
            space,
        )
        assert (runs, clusters) == (1, 6)


def test_one_category_is_one_cluster(load: Load) -> None:
    ask = load([listing(i, product_category_tree='["A"]') for i in range(12)], photos=12)
    assert ask("SELECT DISTINCT k FROM clusterings WHERE is_default") == [(1,)]
    # Of one category there is nothing to agree with.
    assert ask("SELECT * FROM scores WHERE metric = 'ari'") == []


def test_a_product_of_a_short_path_is_clustered_and_left_out_of_the_score(load: Load) -> None:
    short = [listing(i, product_category_tree='["A"]') for i in range(20, 24)]
    ask = load([listing(i) for i in range(20)] + short, photos=24)
    second = "FROM clusterings c JOIN {} USING (clustering_id) WHERE c.level = 2 AND is_default"
    per_space = f"SELECT space, count(*) {second} GROUP BY space"
    assert dict(ask(per_space.format("clusters"))) == dict.fromkeys(CLUSTERED, 24)
    n = f"SELECT DISTINCT s.level, n {second} AND metric = 'ari' ORDER BY ALL"
    assert ask(n.format("scores s")) == [(1, 24), (2, 20)]


def test_paths_of_one_to_forty_levels_are_kept(load: Load) -> None:
    depths = [1 + (7 * i) % 40 for i in range(40)]
    paths = [[f"level {depth}" for depth in range(deep)] for deep in depths]
    cells = [json.dumps([" >> ".join(path)]) for path in paths]
    ask = load([listing(i, product_category_tree=cell) for i, cell in enumerate(cells)], 3)
    assert ask("SELECT category_path FROM products ORDER BY position") == [(p,) for p in paths]
    reach = [(level, sum(deep >= level for deep in depths)) for level in range(1, 41)]
    assert ask("SELECT level, n_products FROM levels ORDER BY level") == reach
    assert ask("SELECT max(level) FROM levels WHERE is_clustered") == [(9,)]  # 32 of 40


def test_a_shop_without_optional_fields_is_loaded(
    tmp_path: Path, request_of: Callable[..., Request]
) -> None:
    mapping = tmp_path / "bare.toml"
    mapping.write_text('[id]\ncolumn="i"\n[name]\ncolumn="n"\n[category]\ncolumn="c"\n')
    rows = [f"{i},{listing(i)['product_name']},{'AB'[i % 2]}" for i in range(12)]
    catalog = tmp_path / "bare.csv"
    catalog.write_text("\n".join(["i,n,c", *rows]), encoding="utf-8")
    outcome = pipeline.run(request_of(catalog, mapping=mapping), unseen)
    ask = queries_on(outcome.database)
    assert counts(ask) == dict.fromkeys(WITH_TEXT, 12)
    columns = "count(description), count(brand), count(price), count(image_file)"
    assert ask(f"SELECT {columns} FROM products") == [(0, 0, 0, 0)]  # noqa: S608


def test_who_is_in_which_category_reaches_scores_only(
    tmp_path: Path, request_of: Callable[..., Request]
) -> None:
    """The same categories dealt to other products: same vectors, maps and clusters."""
    rows = [listing(i) for i in range(24)]
    cells = [row["product_category_tree"] for row in rows]
    random.Random(0).shuffle(cells)  # noqa: S311
    dealt = [{**row, "product_category_tree": cell} for row, cell in zip(rows, cells, strict=True)]
    asks = []
    for name, version in (("listed", rows), ("dealt", dealt)):
        catalog = write_shop(tmp_path / name, version, photos=24)
        request = request_of(catalog, database=tmp_path / f"{name}.duckdb")
        asks.append(queries_on(pipeline.run(request, unseen).database))
    listed, other = asks
    assert listed("SELECT category_path FROM products") != other(
        "SELECT category_path FROM products"
    )
    for table in ("embeddings", "projections", "map_quality", "neighbours", "clusters", *DESCRIBED):
        assert listed(f"FROM {table}") == other(f"FROM {table}"), table
    assert listed("FROM clusterings") == other("FROM clusterings")  # the defaults too
    assert listed("FROM scores") != other("FROM scores")


def test_a_run_is_new_when_anything_it_rests_on_changed(
    tmp_path: Path, request_of: Callable[..., Request]
) -> None:
    catalog = write_shop(tmp_path / "shop", [listing(i) for i in range(8)], photos=8)
    request = request_of(catalog)

    def is_new(changed: Request = request) -> bool:
        return pipeline.run(changed, unseen).is_new

    assert is_new()
    assert not is_new()
    Image.new("RGB", (16, 16), "black").save(catalog.parent / "images" / "p3.png")
    assert is_new()
    assert not is_new()
    (tmp_path / "small.toml").write_text("scale = 0.01")  # how the network sees a photo
    assert is_new()
    assert not is_new()
    (catalog.parent / "images" / "p3.png").unlink()
    assert is_new()
    assert is_new(request_of(catalog, force=True))
    assert not is_new()


@pytest.mark.parametrize("option", ["text_model", "image_model"])
def test_a_model_that_is_not_there_is_said_even_if_nothing_else_changed(
    tmp_path: Path, request_of: Callable[..., Request], option: str
) -> None:
    catalog = write_shop(tmp_path / "shop", [listing(i) for i in range(4)], photos=4)
    published = pipeline.run(request_of(catalog), unseen).database
    with pytest.raises(InputError, match="Model not found"):
        pipeline.run(request_of(catalog, **{option: tmp_path / "none"}), unseen)
    assert (tmp_path / "catalog.duckdb").resolve() == published


def test_pretrained_words_are_used(tmp_path: Path, request_of: Callable[..., Request]) -> None:
    """Products about cups on one side, about shirts on the other, by two words' vectors."""
    model = tmp_path / "words.vec"
    model.write_text("2 2\ncup 1 0\nshirt 0 1\n", encoding="utf-8")
    texts = [("cup", "shirt")[i % 2] for i in range(6)]
    rows = [listing(i, product_name=word, description="x9 babe") for i, word in enumerate(texts)]
    catalog = write_shop(tmp_path / "shop", rows, photos=0)
    ask = queries_on(pipeline.run(request_of(catalog, text_model=model), unseen).database)
    _, vectors = vectors_of(ask, "text")
    root = np.sqrt(0.5)
    np.testing.assert_allclose(vectors, [[root, -root], [-root, root]] * 3, atol=1e-6)
    dropped = [("x", "too_short"), ("9", "number"), ("babe", "no_vector")]
    products = ask("SELECT text_clean, text_dropped FROM products ORDER BY position")
    entries = [{"token": token, "reason": reason} for token, reason in dropped]
    assert products == [(word, entries) for word in texts]


def test_a_level_is_clustered_among_the_products_of_the_space(load: Load) -> None:
    """The only product of a category has no photo: one category less among the photos."""
    rows = [
        listing(i, product_category_tree=json.dumps(["ABC"[min(i // 8, 2)]])) for i in range(17)
    ]
    ask = load(rows, photos=16)
    k: dict[str, int] = dict(ask("SELECT space, k FROM clusterings WHERE is_default"))
    wanted = {**dict.fromkeys(WITH_IMAGE, 2), **dict.fromkeys(WITH_TEXT, 3)}
    assert k == {space: wanted[space] for space in CLUSTERED}
    assert evaluate.category_levels([("A",)], EvaluateSettings())[0].n_categories == 1


@pytest.mark.parametrize("name", pipeline.BY_WORKERS)
def test_what_the_workers_load_beforehand_is_there(name: str) -> None:
    # Without it they would work, and be late: Python says nothing of what it cannot load ahead.
    assert importlib.util.find_spec(name)
