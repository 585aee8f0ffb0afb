"""A database is published whole or not at all."""

import fcntl
from collections.abc import Mapping
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pytest

from etl.config import InputError
from etl.publishing import store
from etl.publishing.publication import OLD_VERSIONS, Publication, check_target, only_writer
from etl.publishing.store import CheckError, Embedding
from tests.etl.bad_inputs.corpus import as_nobody, open_folder

BUILDS = {"schema_version": store.SCHEMA_VERSION, "fingerprint": "0123456789abcdef"}


def products(n: int, **columns: object) -> dict[str, pd.DataFrame]:
    filled = {
        "product_id": [f"p{i}" for i in range(n)],
        "position": range(n),
        "name": ["mug"] * n,
        "category_path": [[]] * n,
        "image_status": ["missing"] * n,
        "text_clean": [""] * n,
        "sampling_group": range(n),
    }
    return {"products": pd.DataFrame({**filled, **columns})}


def vectors(*rows: list[float]) -> Embedding:
    ids = np.array([f"p{i}" for i in range(len(rows))], dtype=object)
    return Embedding("text", ids, np.array(rows, dtype=np.float32))


def files(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if not path.name.endswith(".lock")}


def publish(
    link: Path,
    tables: Mapping[str, pd.DataFrame] | None = None,
    embedding: Embedding | None = None,
) -> Path:
    return store.publish(
        check_target(link),
        products(2) if tables is None else tables,
        [vectors([1, 0], [0, 1]) if embedding is None else embedding],
        BUILDS,
    )


@pytest.fixture
def link(tmp_path: Path) -> Path:
    return tmp_path / "data" / "catalog.duckdb"


def query(path: Path, sql: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(path), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def test_the_link_is_relative_and_leads_to_a_file_of_its_own_name(link: Path) -> None:
    published = publish(link)
    assert link.is_symlink()
    assert link.readlink() == Path(published.name)
    assert published.name.startswith("catalog-")
    assert published.name.endswith("-0123456789abcdef.duckdb")
    assert Publication(link).current == published
    assert files(link.parent) == {"catalog.duckdb", published.name}
    # The whole folder can be moved.
    moved = link.parent.rename(link.parent.with_name("elsewhere"))
    assert store.read_builds(moved / "catalog.duckdb") == BUILDS


def test_what_is_written_is_read_again(link: Path) -> None:
    odd = ["a/b'c\"d", "😀;DROP TABLE products;--"]
    tables = products(2, product_id=odd, brand=[None, "é\0x"], category_path=[["A", "B"], []])
    publish(link, tables, Embedding("text", np.array(odd, dtype=object), np.eye(2, dtype="f4")))
    rows = query(link, "SELECT product_id, brand, category_path FROM products ORDER BY position")
    assert rows == [(odd[0], None, ["A", "B"]), (odd[1], "é\0x", [])]
    assert query(link, "SELECT product_id, vector FROM embeddings ORDER BY vector DESC") == [
        (odd[0], [1.0, 0.0]),
        (odd[1], [0.0, 1.0]),
    ]


def test_a_rare_value_far_down_a_long_catalogue_is_kept(link: Path) -> None:
    n = 5000
    paths: list[list[str]] = [[]] * (n - 1) + [["Kitchen"]]
    publish(link, products(n, category_path=paths, thumbnail=[None] * (n - 1) + [b"webp"]))
    rows = query(link, "SELECT category_path, thumbnail FROM products WHERE len(category_path) > 0")
    assert rows == [(["Kitchen"], b"webp")]


def test_empty_tables_are_no_fault(link: Path) -> None:
    tables = {**products(2), "scores": pd.DataFrame(), "clusters": pd.DataFrame({"cluster": []})}
    publish(link, tables)
    assert query(link, "SELECT count(*) FROM scores") == [(0,)]


def test_a_reader_sees_the_old_file_until_it_opens_the_link_again(link: Path) -> None:
    publish(link, products(2))
    with duckdb.connect(str(link.resolve()), read_only=True) as before:
        publish(link, products(3))
        assert before.execute("SELECT count(*) FROM products").fetchall() == [(2,)]
    assert query(link, "SELECT count(*) FROM products") == [(3,)]


def test_two_old_versions_are_kept(link: Path) -> None:
    published = [publish(link) for _ in range(5)]
    kept = {path.name for path in published[-3:]}
    assert files(link.parent) == {"catalog.duckdb", *kept}
    assert Publication(link).current == published[-1]


def test_another_database_in_the_folder_is_left_alone(link: Path) -> None:
    other = link.with_name("catalog-2.duckdb")
    kept = publish(other)
    for _ in range(4):
        publish(link)
    assert Publication(other).current == kept


def test_a_clock_set_back_does_not_cost_the_new_version(link: Path) -> None:
    publication = check_target(link)
    for day in (1, 2, 3):
        (link.parent / f"catalog-299901{day:02}T000000000000Z-abc.duckdb").touch()
    published = publish(link)
    assert Publication(link).current == published
    assert len(publication.versions()) == 3


@pytest.mark.parametrize(
    ("tables", "embedding", "fault"),
    [
        (products(2), vectors([1, 0], [float("nan"), 1]), "not finite"),
        (products(1), vectors([1, 0], [0, 1]), "without a product"),
        (
            {
                **products(2),
                "projections": pd.DataFrame(
                    {
                        "space": ["text"],
                        "method": ["pca"],
                        "product_id": ["p0"],
                        "x": [float("inf")],
                        "y": [0.0],
                        "neighbour_recall": [1.0],
                    }
                ),
            },
            vectors([1, 0], [0, 1]),
            "map",
        ),
    ],
)
def test_a_failing_check_publishes_nothing_and_leaves_nothing(
    link: Path, tables: Mapping[str, pd.DataFrame], embedding: Embedding, fault: str
) -> None:
    before = publish(link)
    with pytest.raises(CheckError, match=fault):
        publish(link, tables, embedding)
    assert Publication(link).current == before
    assert files(link.parent) == {"catalog.duckdb", before.name}


def test_a_typical_product_is_one_of_its_cluster(link: Path) -> None:
    row = {"clustering_id": ["text-kmeans"], "cluster": [0], "product_id": ["p0"]}
    tables = {
        **products(2),
        "clusterings": pd.DataFrame(
            {
                "clustering_id": ["text-kmeans"],
                "space": ["text"],
                "algorithm": ["kmeans"],
                "k": [1],
                "parameters": ["{}"],
                "is_default": [True],
            }
        ),
        "clusters": pd.DataFrame(row),
        "cluster_medoids": pd.DataFrame({**row, "rank": [1], "similarity": [1.0]}),
    }
    publish(link, tables)
    tables["cluster_medoids"]["cluster"] = 1
    with pytest.raises(CheckError, match="typical"):
        publish(link, tables)


def test_a_failing_write_leaves_nothing(link: Path) -> None:
    with pytest.raises(duckdb.ConstraintException):
        publish(link, products(2, product_id=["same", "same"]))
    assert files(link.parent) == set()


def test_a_link_that_cannot_be_moved_leaves_nothing(
    link: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*paths: object) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "symlink_to", refuse)
    with pytest.raises(InputError, match="Operation not permitted"):
        publish(link)
    assert files(link.parent) == set()


def test_a_regular_file_in_its_place_is_refused_and_untouched(link: Path) -> None:
    link.parent.mkdir()
    link.write_text("precious")
    with pytest.raises(InputError, match="regular file"):
        check_target(link)
    assert link.read_text() == "precious"
    assert files(link.parent) == {"catalog.duckdb"}


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(InputError, match="Cannot write"):
        check_target(tmp_path / "file" / "catalog.duckdb")


def test_a_dangling_link_is_no_database_and_can_be_published_over(link: Path) -> None:
    link.parent.mkdir()
    link.symlink_to("gone.duckdb")
    assert Publication(link).current is None
    with pytest.raises(InputError, match="not found"):
        store.read_builds(link)
    publish(link)
    assert store.read_builds(link) == BUILDS


def test_the_second_writer_is_refused_and_the_third_is_not(link: Path) -> None:
    publication = check_target(link)
    with only_writer(publication):
        with pytest.raises(InputError, match="Another run"), only_writer(publication):
            pytest.fail("two writers")
        # The lock is the system's: it is gone with the process that held it.
        with (link.parent / ".catalog.duckdb.lock").open("w") as stream, pytest.raises(OSError):  # noqa: PT011
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    with only_writer(publication):
        pass


def test_what_is_published_is_read_only_and_may_be_replaced_and_pruned_by_anyone() -> None:
    with open_folder() as folder:
        folder.chmod(0o777)
        link = folder / "data" / "catalog.duckdb"
        with as_nobody():
            for fingerprint in "abcde":
                latest = store.publish(
                    check_target(link),
                    products(2),
                    [],
                    {**BUILDS, "fingerprint": fingerprint},
                    b"m",
                )
            with pytest.raises(duckdb.IOException, match="Permission denied"):
                duckdb.connect(str(latest))
        left = sorted(link.parent.glob("catalog-*"))
        assert len(left) == 2 * (1 + OLD_VERSIONS)
        assert all(path.stat().st_mode & 0o222 == 0 for path in left)
        assert store.read_builds(link)["fingerprint"] == "e"


def test_a_lock_that_cannot_be_made_is_refused(link: Path) -> None:
    publication = check_target(link)
    (link.parent / ".catalog.duckdb.lock").mkdir()
    with pytest.raises(InputError, match="Cannot write"), only_writer(publication):
        pytest.fail("no lock")


def test_a_database_of_another_schema_is_refused(link: Path) -> None:
    store.publish(check_target(link), products(2), [], {"schema_version": "0", "fingerprint": "ab"})
    with pytest.raises(InputError, match="schema 0"):
        store.read_scores(link)


@pytest.mark.parametrize("content", [b"", b"not a database" * 100])
def test_a_file_that_is_no_database_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "other.duckdb"
    path.write_bytes(content)
    with pytest.raises(InputError) as refused:
        store.read_builds(path)
    assert "\n" not in str(refused.value)
