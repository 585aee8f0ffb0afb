"""What is computed again when little changed, and is the result what a cold run makes?"""

import dataclasses
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from sklearn.cluster import KMeans

from etl import pipeline
from etl.config import (
    InputError,
    ProjectSettings,
    Request,
    SmoothSettings,
    ThroughTextSettings,
)
from etl.embedding import image
from etl.publishing.publication import models_of
from etl.runtime.cached_workers import unseen
from tests.conftest import ROOT
from tests.etl.networks import Form, write_network
from tests.etl.shop import TINY, different, listing, queries_on, write_shop

Rows = list[dict[str, str]]


@pytest.fixture
def encoded_photos(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the photos that the network saw."""
    names: list[str] = []
    embed = image.embed_photo

    def embed_photo(path: Path, **options: Any) -> image.Photo:
        names.append(path.name)
        return embed(path, **options)

    embed_photo.__module__ = embed.__module__
    monkeypatch.setattr(image, "embed_photo", embed_photo)
    return names


@pytest.fixture
def rows() -> Rows:
    return [listing(i) for i in range(24)]


def rewrite(catalog: Path, rows: Rows) -> None:
    (catalog.parent / "images").rename(catalog.parent / "kept")
    write_shop(catalog.parent, rows, photos=0)
    (catalog.parent / "images").rmdir()
    (catalog.parent / "kept").rename(catalog.parent / "images")


def cold(request: Request, tmp_path: Path) -> Path:
    """The database of the same request where nothing was computed before."""
    request = dataclasses.replace(request, database=tmp_path / "cold" / "catalog.duckdb")
    return pipeline.run(request, unseen).database


def test_only_changed_photos_are_seen_and_the_result_is_that_of_a_cold_run(
    tmp_path: Path, request_of: Callable[..., Request], encoded_photos: list[str], rows: Rows
) -> None:
    catalog = write_shop(tmp_path / "shop", rows, photos=24)
    request = request_of(catalog, settings=TINY)
    pipeline.run(request, unseen)
    assert sorted(encoded_photos) == sorted(f"p{i}.png" for i in range(24))
    encoded_photos.clear()
    pipeline.run(request, unseen)
    assert encoded_photos == []

    rewrite(catalog, [{**rows[0], "description": "babe kobo lufi"}, *rows[1:]])
    Image.new("RGB", (16, 16), "black").save(catalog.parent / "images" / "p3.png")
    warm = pipeline.run(request, unseen)
    assert encoded_photos == ["p3.png"]
    assert warm.is_new
    assert different(warm.database, cold(request, tmp_path)) == []


def test_a_text_that_changed_costs_no_photo_and_a_category_no_vector(
    tmp_path: Path, request_of: Callable[..., Request], encoded_photos: list[str], rows: Rows,
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    caplog.set_level("INFO", logger="etl")
    catalog = write_shop(tmp_path / "shop", rows, photos=24)
    request = request_of(catalog, settings=TINY)
    pipeline.run(request, unseen)
    encoded_photos.clear()
    rewrite(catalog, [{**rows[0], "discounted_price": "99"}, *rows[1:]])
    warm = pipeline.run(request, unseen)
    assert encoded_photos == []
    [line] = [line for line in caplog.messages if line.startswith("cache")][1:]
    assert line.endswith(", 2 computed")  # the groups of prices, at two levels
    assert queries_on(warm.database)("SELECT price FROM products WHERE position = 0") == [(99.0,)]
    assert different(warm.database, cold(request, tmp_path)) == []


def test_a_product_that_is_removed_is_nowhere(
    tmp_path: Path, request_of: Callable[..., Request], rows: Rows
) -> None:
    catalog = write_shop(tmp_path / "shop", rows, photos=24)
    request = request_of(catalog, settings=TINY)
    pipeline.run(request, unseen)
    rewrite(catalog, rows[:5] + rows[6:])
    database = pipeline.run(request, unseen).database
    assert holders(database, "p5") == []
    assert set(holders(database, "p6")) > {"products", "embeddings", "projections", "clusters"}
    assert different(database, cold(request, tmp_path)) == []


def holders(database: Path, product: str) -> list[str]:
    """Tables that name a product in whatever column."""
    with duckdb.connect(str(database), read_only=True) as connection:
        columns = connection.execute(
            "SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal "
            "AND data_type LIKE 'VARCHAR%'"
        ).fetchall()
        return sorted(
            {
                table
                for table, column in columns
                if connection.execute(
                    f"SELECT count(*) FROM {table} WHERE {column}::VARCHAR = ?",  # noqa: S608
                    [product],
                ).fetchall()
                != [(0,)]
            }
        )


def test_force_computes_everything_anew(
    tmp_path: Path, request_of: Callable[..., Request], encoded_photos: list[str], rows: Rows
) -> None:
    catalog = write_shop(tmp_path / "shop", rows, photos=24)
    first = pipeline.run(request_of(catalog, settings=TINY), unseen).database
    encoded_photos.clear()
    second = pipeline.run(request_of(catalog, settings=TINY, force=True), unseen).database
    assert len(encoded_photos) == 24
    assert different(first, second) == []


@pytest.mark.parametrize("content", [b"", b"no cache" * 1000])
def test_a_damaged_cache_changes_no_result(
    tmp_path: Path, request_of: Callable[..., Request], rows: Rows, content: bytes
) -> None:
    catalog = write_shop(tmp_path / "shop", rows, photos=24)
    request = request_of(catalog, settings=TINY)
    pipeline.run(request, unseen)
    (tmp_path / ".catalog.cache").write_bytes(content)
    rewrite(catalog, rows[1:])
    database = pipeline.run(request, unseen).database
    assert different(database, cold(request, tmp_path)) == []


def test_one_photo_of_two_products_is_two_results_of_one_key(
    tmp_path: Path, request_of: Callable[..., Request], rows: Rows
) -> None:
    rows[1]["image"] = rows[0]["image"]
    catalog = write_shop(tmp_path / "shop", rows, photos=24)
    request = request_of(catalog, settings=TINY)
    pipeline.run(request, unseen)
    rewrite(catalog, rows[:-1])
    database = pipeline.run(request, unseen).database
    assert different(database, cold(request, tmp_path)) == []


def test_where_nothing_changed_no_numeric_library_loads(demo_database: Path, tmp_path: Path,
    demo_catalogue: Path,
) -> None:  # fmt: skip
    link = tmp_path / demo_database.name
    shutil.copy(demo_database, tmp_path / demo_database.readlink())
    link.symlink_to(demo_database.readlink())
    code = (
        "import sys; from etl.__main__ import main; status = main()\n"
        "heavy = {'fasttext', 'numba', 'onnx', 'onnxruntime', 'pandas', 'scipy', 'sklearn', 'umap'}"
        "\nprint(status, sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "run", "--catalog", demo_catalogue / "products.csv",
         "--database", link],
        cwd=ROOT, check=True, capture_output=True, text=True,
    )  # fmt: skip
    assert done.stdout.splitlines()[-1] == "0 []"
    assert list(tmp_path.glob(".*.work")) == []


# -- with the published models --------------------------------------------------------------


def places(database: Path) -> dict[tuple[object, ...], tuple[object, ...]]:
    rows = queries_on(database)("SELECT space, method, product_id, x, y FROM projections")
    return {row[:3]: row[3:] for row in rows}


def vectors(database: Path) -> dict[tuple[object, ...], object]:
    rows = queries_on(database)("SELECT space, product_id, vector FROM embeddings")
    return {row[:2]: row[2] for row in rows}


MAPPED = dataclasses.replace(
    TINY,
    project=ProjectSettings(max_umap=0),
    smooth=SmoothSettings(share=0.1, fewest=1),
    through_text=ThroughTextSettings(min_products=20),
)


@pytest.fixture
def arrived(tmp_path: Path, request_of: Callable[..., Request], rows: Rows) -> Request:
    """A request of a published shop of 24, in which one product changed and two came later."""
    catalog = write_shop(tmp_path / "shop", rows, photos=26)
    pipeline.run(request_of(catalog, settings=MAPPED), unseen)
    changed = {**rows[3], "description": "babe kobo lufi"}
    late = [listing(24), listing(25, description="unheard unseen")]
    rewrite(catalog, [*late[:1], *rows[:3], changed, *rows[4:], *late[1:]])
    return request_of(catalog, settings=MAPPED, reuse_models=True)


def test_what_is_on_the_map_stays_there_when_more_comes(
    arrived: Request, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    caplog.set_level("INFO", logger="etl")
    before = arrived.database.resolve()
    after = pipeline.run(arrived, unseen).database
    new = {"p24", "p25"}
    for later, former in ((places(after), places(before)), (vectors(after), vectors(before))):
        assert {key[-1] for key in later.keys() - former.keys()} == new
        moved = {key for key, value in former.items() if later[key] != value}
        assert {key[-1] for key in moved} == {"p3"}
        # Its photo is the same: so are its vectors and places that rest on the photo alone.
        on_text = {"text", "text_tfidf", "fused", "image_text"}
        assert on_text <= {key[0] for key in moved} <= on_text | {"text_raw", "fused_raw"}
    assert {key[1] for key in places(after)} == {"pca", "tsne"}
    build: dict[str, str] = dict(queries_on(after)("FROM builds WHERE starts_with(key, 'models.')"))
    assert (build["models.fitted_on"], build["models.fused.placed"]) == ("24", "3")
    assert build["models.image.placed"] == "2"
    assert float(build["models.text.known_words"]) < 1.0
    assert build["models.text.known_words.others"] == "1.000"
    assert any("3 new or changed products are placed" in line for line in caplog.messages)
    dropped = queries_on(after)(
        "SELECT list_filter(text_dropped, lambda d: d.reason = 'no_vector') FROM products "
        "WHERE product_id = 'p25'"
    )
    unknown = [{"token": word, "reason": "no_vector"} for word in ("unheard", "unseen")]
    assert dropped == [(unknown,)]


def stored_vectors(database: Path, space: str) -> NDArray[np.float32]:
    rows = queries_on(database)(
        "SELECT vector FROM embeddings JOIN products USING (product_id) WHERE space = ? "
        "ORDER BY position",
        space,
    )
    return np.array([row[0] for row in rows], dtype=np.float32)


def means_runs(
    database: Path,
) -> dict[tuple[str, int, int, int], tuple[NDArray[np.int64], dict[str, Any]]]:
    """Labels and parameters of every run of k-means, by space, level, k and seed."""
    rows = queries_on(database)(
        "SELECT space, level, k, seed, any_value(parameters), list(cluster ORDER BY position) "
        "FROM clusterings JOIN clusters USING (clustering_id) JOIN products USING (product_id) "
        "WHERE algorithm = 'kmeans' GROUP BY ALL"
    )
    return {
        (space, level, k, seed): (np.array(labels), json.loads(parameters))
        for space, level, k, seed, parameters, labels in rows
    }


def test_clusters_go_on_from_those_that_are_published(arrived: Request) -> None:
    before = arrived.database.resolve()
    after = pipeline.run(arrived, unseen).database
    former, later = means_runs(before), means_runs(after)
    assert later.keys() == former.keys()
    for run, (labels, parameters) in later.items():
        space, _, k, seed = run
        vectors = stored_vectors(after, space)
        np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
        assert parameters == {"k": k, "init": "published", "n_init": 1, "random_state": seed}
        published = stored_vectors(before, space)
        means = [published[former[run][0] == number].mean(axis=0) for number in range(k)]
        fit = KMeans(k, init=np.array(means), n_init=1).fit_predict(vectors)
        assert labels.tolist() == fit.tolist()


def test_with_another_number_of_categories_clusters_are_sought_anew(
    arrived: Request, rows: Rows
) -> None:
    former = means_runs(arrived.database.resolve())
    new = [{**row, "product_category_tree": '["Novel >> Things"]'} for row in rows[:5]]
    rewrite(arrived.catalog, [*new, *rows[5:]])
    database = pipeline.run(arrived, unseen).database
    runs = {run: kept for run, kept in means_runs(database).items() if run[1] == 1}
    assert {run[2] for run in runs} == {3}
    assert not runs.keys() & former.keys()
    for (space, _, k, seed), (labels, parameters) in runs.items():
        assert parameters == {"k": k, "n_init": 2, "random_state": seed}
        fit = KMeans(k, n_init=2, random_state=seed).fit_predict(stored_vectors(database, space))
        assert labels.tolist() == fit.tolist()


def test_fitted_models_are_kept_over_several_runs(arrived: Request) -> None:
    assert pipeline.run(arrived, unseen).is_new
    assert not pipeline.run(arrived, unseen).is_new
    first = places(arrived.database.resolve())
    catalog = arrived.catalog
    rewrite(catalog, [listing(i) for i in (*range(2, 26), 26)])
    second = places(pipeline.run(arrived, unseen).database)
    moved = {key[2] for key in second.keys() & first.keys() if second[key] != first[key]}
    assert moved == {"p3", "p25"}  # their texts are others again
    assert {key[2] for key in second.keys() - first.keys()} == {"p26"}
    # Without the option, what is published was made in another way: everything is fitted anew.
    fitted = pipeline.run(dataclasses.replace(arrived, reuse_models=False), unseen)
    assert fitted.is_new
    build: dict[str, str] = dict(queries_on(fitted.database)("FROM builds"))
    assert build["models.fitted_on"] == "25"


def test_with_nothing_published_the_models_are_fitted(
    tmp_path: Path, request_of: Callable[..., Request], rows: Rows
) -> None:
    catalog = write_shop(tmp_path / "shop", rows, photos=24)
    request = request_of(catalog, settings=TINY, reuse_models=True)
    database = pipeline.run(request, unseen).database
    request = dataclasses.replace(request, reuse_models=False)
    assert not pipeline.run(request, unseen).is_new
    assert different(database, cold(request, tmp_path)) == []


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        ("settings", "other settings"),
        ("network", "another model"),
        ("missing", "no models beside"),
        ("damaged", "damaged"),
        ("cut", "damaged"),
    ],
)
def test_models_that_cannot_be_reused_are_one_sentence(
    tmp_path: Path, request_of: Callable[..., Request], rows: Rows,
    monkeypatch: pytest.MonkeyPatch, fault: str, sentence: str,
) -> None:  # fmt: skip
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    catalog = write_shop(tmp_path / "shop", rows, photos=24)
    published = pipeline.run(request_of(catalog, settings=TINY), unseen).database
    rewrite(catalog, rows[1:])
    request = request_of(catalog, settings=TINY, reuse_models=True)
    models = models_of(published)
    content = models.read_bytes()
    if fault == "settings":
        text = dataclasses.replace(TINY.text, window=2)
        request = dataclasses.replace(request, settings=dataclasses.replace(TINY, text=text))
    elif fault == "network":
        write_network(tmp_path / "small.onnx", Form(shape=("N", 3, 32, 32)))
    elif fault == "missing":
        models.unlink()
    else:
        models.chmod(0o644)
        models.write_bytes(content[:-9] if fault == "cut" else content[:-9] + b"123456789")
    with pytest.raises(InputError, match=sentence) as refused:
        pipeline.run(request, unseen)
    assert "\n" not in str(refused.value)
    assert request.database.resolve() == published
    request = dataclasses.replace(request, reuse_models=False)
    assert different(pipeline.run(request, unseen).database, cold(request, tmp_path)) == []


def test_models_go_with_their_version(
    tmp_path: Path, request_of: Callable[..., Request], rows: Rows
) -> None:
    catalog = write_shop(tmp_path / "shop", rows, photos=2)
    (tmp_path / "catalog-20200101T000000000000Z-ab.models").touch()  # of a run that was killed
    for _ in range(4):
        pipeline.run(request_of(catalog, settings=TINY, force=True), unseen)
    versions = sorted(path.stem for path in tmp_path.glob("catalog-*.duckdb"))
    assert len(versions) == 3
    assert sorted(path.stem for path in tmp_path.glob("catalog-*.models")) == versions
