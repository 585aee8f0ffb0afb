"""The DuckDB file: written aside, checked, published by renaming a link."""

import contextlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import numpy as np
from numpy.typing import NDArray

from etl.config import InputError
from etl.messages import message
from etl.publishing.publication import OLD_VERSIONS, Publication, models_of
from etl.spaces import STUDIED
from storage import MISSING, UNREADABLE, problem_of
from verdict.evidence import PLAIN, STRICT
from verdict.study import NO_CLUSTER, Suggested

if TYPE_CHECKING:
    import pandas as pd

SCHEMA_VERSION = "6"
ALONE = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}
"""Nothing is fetched from elsewhere, whatever a file looks like."""
SCHEMA = Path(__file__).with_name("schema.sql")


class CheckError(Exception):
    """A database that was just written does not hold what it should."""


@dataclass(frozen=True)
class Embedding:
    """The vectors of one space: `vectors[i]` is that of `product_ids[i]`."""

    space: str
    product_ids: NDArray[np.object_]
    vectors: NDArray[np.float32]


def publish(
    publication: Publication,
    tables: Mapping[str, "pd.DataFrame"],
    embeddings: Sequence[Embedding],
    builds: Mapping[str, str],
    models: bytes | None = None,
) -> Path:
    """Write all tables into a new file, check it, and point the link to it.

    Parameters
    ----------
    publication : Publication
    tables : mapping of str to DataFrame
        Rows of each other table of schema.sql; the columns are matched by name.
    embeddings : sequence of Embedding
    builds : mapping of str to str
        What the `builds` table says; holds `fingerprint`.
    models : bytes, optional
        To be kept beside the new file.

    Returns
    -------
    Path
        The new file.

    Raises
    ------
    CheckError
        If the file does not hold what it should; nothing is published then.
    InputError
        If the disk refuses.
    """
    final = publication.new_file(builds["fingerprint"])
    aside = final.with_name(f".{final.name}.building")
    try:
        _write(aside, tables, embeddings, builds)
        _check(aside, tables, embeddings)
        with aside.open("rb") as stream:
            os.fsync(stream.fileno())
        _protect(aside)
        if models is not None:
            _write_aside(models_of(final), models)
        aside.rename(final)
        _point(publication.link, final)
    except OSError as error:
        # Written, but the link could not be moved to them.
        final.unlink(missing_ok=True)
        models_of(final).unlink(missing_ok=True)
        raise InputError(
            message("cannot_write", path=final, detail=error.strerror or error)
        ) from None
    except (duckdb.IOException, duckdb.FatalException) as error:  # fatal: while it tidies up
        detail = str(error).splitlines()[0]
        raise InputError(message("cannot_write", path=final, detail=detail)) from None
    finally:
        aside.unlink(missing_ok=True)
        Path(f"{aside}.wal").unlink(missing_ok=True)
    # The new one is left out by name: a clock that was set back does not make it the oldest.
    others = [version for version in publication.versions() if version != final]
    for old in others[:-OLD_VERSIONS]:
        old.unlink(missing_ok=True)
        models_of(old).unlink(missing_ok=True)
    return final


def _write_aside(path: Path, content: bytes) -> None:
    aside = path.with_name(f".{path.name}.building")
    try:
        with aside.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        _protect(aside)
        aside.rename(path)
    finally:
        aside.unlink(missing_ok=True)


def _protect(path: Path) -> None:
    """Let nobody write what is published: a program that opened it so would lock it for all."""
    path.chmod(path.stat().st_mode & ~0o222)


def read_builds(path: Path) -> dict[str, str]:
    """What a published database says of itself.

    Raises
    ------
    InputError
        If it is missing, or not a database of this schema.
    """
    with _opened(path) as connection:
        return dict(connection.execute("SELECT key, value FROM builds").fetchall())


def read_vectors(path: Path) -> dict[str, tuple[list[str], NDArray[np.float32]]]:
    """Products and vectors of each space of a published database.

    Raises
    ------
    InputError
        If it is missing, or not a database of this schema.
    """
    query = "SELECT product_id, vector FROM embeddings WHERE space = ?"
    with _opened(path) as connection:
        vectors_of: dict[str, tuple[list[str], NDArray[np.float32]]] = {}
        for (space,) in connection.execute("SELECT DISTINCT space FROM embeddings").fetchall():
            columns = connection.execute(query, [space]).fetchnumpy()
            vectors = np.vstack([np.asarray(vector, np.float32) for vector in columns["vector"]])
            vectors_of[space] = ([str(product) for product in columns["product_id"]], vectors)
        return vectors_of


def read_coordinates(path: Path) -> dict[tuple[str, str], tuple[list[str], NDArray[np.float32]]]:
    """Products and positions of each map (space and method) of a published database.

    Raises
    ------
    InputError
        If it is missing, or not a database of this schema.
    """
    query = "SELECT product_id, x, y FROM projections WHERE space = ? AND method = ?"
    with _opened(path) as connection:
        coordinates_of: dict[tuple[str, str], tuple[list[str], NDArray[np.float32]]] = {}
        for space, method in connection.execute(
            "SELECT DISTINCT space, method FROM projections"
        ).fetchall():
            columns = connection.execute(query, [space, method]).fetchnumpy()
            coordinates = np.column_stack([columns["x"], columns["y"]]).astype(np.float32)
            coordinates_of[space, method] = (
                [str(product) for product in columns["product_id"]],
                coordinates,
            )
        return coordinates_of


def read_scores(path: Path, *, own_level_only: bool = False) -> list[dict[str, object]]:
    """Scores of the default clusterings, space by space.

    Parameters
    ----------
    path : Path
    own_level_only : bool
        Leave out the scores against the levels whose number of categories is
        not the k of the clustering.

    Returns
    -------
    list of dict
        Keys `space`, `level`, `k`, `n`, `metric`, `value`, `ci_low`, `ci_high`.

    Raises
    ------
    InputError
        If it is missing, or not a database of this schema.
    """
    query = """
        SELECT space, s.level AS level, k, n, metric, value, ci_low, ci_high
        FROM scores s JOIN clusterings c USING (clustering_id) JOIN spaces USING (space)
        WHERE is_default AND (NOT ? OR s.level IS NULL OR s.level = c.level)
        ORDER BY position, c.level, s.level NULLS LAST, metric
    """
    with _opened(path) as connection:
        cursor = connection.execute(query, [own_level_only])
        names = [column[0] for column in cursor.description or []]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def read_rehearsal(path: Path) -> list[dict[str, object]]:
    """What was promised of hidden brands and what was found; nothing where it was not tried.

    Returns
    -------
    list of dict
        The columns of the table `rehearsal`, space by space.

    Raises
    ------
    InputError
        If it is missing, or not a database of this schema.
    """
    query = """
        SELECT r.* FROM rehearsal r JOIN spaces USING (space)
        ORDER BY position, level, list_position(['first_right', 'precision', 'coverage'], measure)
    """
    with _opened(path) as connection:
        cursor = connection.execute(query)
        names = [column[0] for column in cursor.description or []]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


@dataclass(frozen=True)
class HeldLevel:
    """A row of the `levels` table."""

    level: int
    n_categories: int
    is_clustered: bool

    @property
    def is_scored(self) -> bool:
        """Whether there is something to compare: against one category every score is 1."""
        return self.is_clustered and self.n_categories > 1


def read_levels(path: Path) -> list[HeldLevel]:
    """Depths of the category tree, from the top.

    Raises
    ------
    InputError
        If the database is missing, or not one of this schema.
    """
    query = "SELECT level, n_categories, is_clustered FROM levels ORDER BY level"
    with _opened(path) as connection:
        return [HeldLevel(*row) for row in connection.execute(query).fetchall()]


@dataclass(frozen=True, eq=False)
class StudyTables:
    """What the feasibility report is made from.

    Attributes
    ----------
    builds : dict of str to str
    paths : list of tuple of str
        Listed category of each product, in the order of the catalogue.
    groups : ndarray of int64, shape (n,)
        Products that are sampled together.
    clusters : dict of (space, level) to ndarray of int64, shape (n,)
        Of the default clusterings of the studied spaces, by level and in the order of the
        spaces; `NO_CLUSTER` without a vector.
    suggested : dict of (space, level) to dict of str to Suggested
        By rule.
    seeds : dict of (space, level) to (float or None, float or None)
        Mean and standard deviation of the agreement over the seeds.
    """

    builds: dict[str, str]
    paths: list[tuple[str, ...]]
    groups: NDArray[np.int64]
    clusters: dict[tuple[str, int], NDArray[np.int64]]
    suggested: dict[tuple[str, int], dict[str, Suggested]]
    seeds: dict[tuple[str, int], tuple[float | None, float | None]]


def read_study(path: Path) -> StudyTables:
    """Read what the feasibility report is made from.

    Raises
    ------
    InputError
        If it is missing, or not a database of this schema.
    """
    with _opened(path) as connection:
        builds = dict(connection.execute("SELECT key, value FROM builds").fetchall())
        listed = connection.execute(
            "SELECT product_id, category_path, sampling_group FROM products ORDER BY position"
        ).fetchall()
        row = {product_id: number for number, (product_id, _, _) in enumerate(listed)}
        defaults = connection.execute(
            """
            SELECT space, c.level, clustering_id,
                   max(value) FILTER (s.level = c.level AND metric = 'ari_seed_mean'),
                   max(value) FILTER (s.level = c.level AND metric = 'ari_seed_sd')
            FROM clusterings c JOIN spaces USING (space) LEFT JOIN scores s USING (clustering_id)
            WHERE is_default AND c.level IS NOT NULL AND role = ?
            GROUP BY space, position, c.level, clustering_id
            ORDER BY c.level, position
            """,
            [STUDIED],
        ).fetchall()
        clusters, suggested, seeds = {}, {}, {}
        for space, level, clustering_id, mean, deviation in defaults:
            labels = np.full(len(listed), NO_CLUSTER, dtype=np.int64)
            for product_id, cluster in connection.execute(
                "SELECT product_id, cluster FROM clusters WHERE clustering_id = ?", [clustering_id]
            ).fetchall():
                labels[row[product_id]] = cluster
            clusters[space, level] = labels
            seeds[space, level] = (mean, deviation)
            suggested[space, level] = {
                rule: _suggested(connection, row, space, level, rule) for rule in (PLAIN, STRICT)
            }
    return StudyTables(
        builds=builds,
        paths=[tuple(category) for _, category, _ in listed],
        groups=np.array([group for _, _, group in listed], dtype=np.int64),
        clusters=clusters,
        suggested=suggested,
        seeds=seeds,
    )


def _suggested(
    connection: duckdb.DuckDBPyConnection, row: Mapping[str, int], space: str, level: int, rule: str
) -> Suggested:
    rows = connection.execute(
        """
        SELECT product_id, category, confidence FROM suggestions
        WHERE space = ? AND level = ? AND rule = ?
        """,
        [space, level, rule],
    ).fetchall()
    return Suggested(
        rows=np.array([row[product_id] for product_id, _, _ in rows], dtype=np.int64),
        category=[tuple(category) for _, category, _ in rows],
        confidence=np.array([confidence for _, _, confidence in rows], dtype=np.float64),
    )


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    try:
        connection = duckdb.connect(str(path.resolve()), read_only=True, config=dict(ALONE))
    except duckdb.Error as error:
        raise _unopened(path, str(error)) from None
    with contextlib.closing(connection):
        try:
            version = connection.execute(
                "SELECT value FROM builds WHERE key = 'schema_version'"
            ).fetchone()
        except (duckdb.CatalogException, duckdb.BinderException):  # of somebody else
            version = None
        except duckdb.Error as error:
            raise _unopened(path, str(error)) from None
        if version is None:
            raise InputError(message("database_foreign", path=path))
        if version[0] != SCHEMA_VERSION:
            versions = {"found": version[0], "expected": SCHEMA_VERSION}
            raise InputError(message("database_schema", path=path, **versions))
        try:
            yield connection
        except (duckdb.CatalogException, duckdb.BinderException):  # a table is missing
            raise InputError(message("database_damaged", path=path)) from None


def _unopened(path: Path, detail: str) -> InputError:
    """The sentence for a database that cannot be read."""
    reason, holder = problem_of(path, detail)
    if reason == MISSING:
        return InputError(message("database_not_found", path=path))
    key = holder if reason == UNREADABLE else reason
    named = holder or message("database_holder")
    return InputError(message(f"database_{key}", path=path, found=named))


def _write(
    path: Path,
    tables: Mapping[str, "pd.DataFrame"],
    embeddings: Sequence[Embedding],
    builds: Mapping[str, str],
) -> None:
    with contextlib.closing(duckdb.connect(str(path))) as connection:
        connection.execute(SCHEMA.read_text(encoding="utf-8"))
        # DuckDB guesses the type of a column of objects from a sample, and fails on the first value
        # that the sample did not show: a list of texts after a thousand empty ones.
        longest = max(map(len, tables.values()), default=0)
        connection.execute(f"SET pandas_analyze_sample = {longest + 1}")
        connection.execute("BEGIN")
        for name, frame in tables.items():
            if frame.empty:
                continue
            connection.register("incoming", frame)
            # Table names come from the pipeline, never from the catalogue.
            connection.execute(f'INSERT INTO "{name}" BY NAME SELECT * FROM incoming')  # noqa: S608
            connection.unregister("incoming")
        for embedding in embeddings:
            _write_vectors(connection, embedding)
        connection.executemany("INSERT INTO builds VALUES (?, ?)", sorted(builds.items()))
        connection.execute("COMMIT")
        connection.execute("CHECKPOINT")


def _write_vectors(connection: duckdb.DuckDBPyConnection, embedding: Embedding) -> None:
    """One column a dimension on the way in: lists of Python floats are 50 times slower."""
    # pandas loads for a second, and who only reads does without.
    import pandas as pd  # noqa: PLC0415

    columns = [f"d{number}" for number in range(embedding.vectors.shape[1])]
    frame = pd.DataFrame(embedding.vectors, columns=columns)
    frame["product_id"] = embedding.product_ids
    connection.register("incoming", frame)
    connection.execute(
        f"INSERT INTO embeddings SELECT ?, product_id, [{', '.join(columns)}] FROM incoming",  # noqa: S608
        [embedding.space],
    )
    connection.unregister("incoming")


def _check(
    path: Path, tables: Mapping[str, "pd.DataFrame"], embeddings: Sequence[Embedding]
) -> None:
    """Open the new file as the dashboard will, and hold the contract's own rules against it."""
    rules = {
        "a vector that is not finite": (
            "SELECT count(*) FROM embeddings WHERE list_bool_or("
            # pandas hands NaN over as NULL
            "list_transform(vector, lambda v: NOT coalesce(isfinite(v), FALSE)))"
        ),
        "a vector without a product": (
            "SELECT count(*) FROM embeddings ANTI JOIN products USING (product_id)"
        ),
        "a position on a map that is not finite": (
            "SELECT count(*) FROM projections WHERE NOT (isfinite(x) AND isfinite(y))"
        ),
        "a cluster without a vector": (
            "SELECT count(*) FROM clusters JOIN clusterings USING (clustering_id) "
            "ANTI JOIN embeddings USING (space, product_id)"
        ),
        "a typical product outside its cluster": (
            "SELECT count(*) FROM cluster_medoids "
            "ANTI JOIN clusters USING (clustering_id, cluster, product_id)"
        ),
        "two defaults for a space and level": (
            "SELECT count(*) FROM (SELECT space, level FROM clusterings WHERE is_default "
            "GROUP BY ALL HAVING count(*) > 1)"
        ),
    }
    expected = {name: len(frame) for name, frame in tables.items()}
    expected["embeddings"] = sum(len(embedding.product_ids) for embedding in embeddings)
    with contextlib.closing(duckdb.connect(str(path), read_only=True)) as connection:
        for name, rows in expected.items():
            written = connection.table(name).count("*").fetchall()[0][0]
            if written != rows:
                raise CheckError(f"{name} holds {written} rows instead of {rows}")
        for fault, query in rules.items():
            count = connection.execute(query).fetchall()[0][0]
            if count:
                raise CheckError(f"{fault}: {count}")


def _point(link: Path, target: Path) -> None:
    """Swap the link in one step, so that a reader sees the old file or the new one."""
    fresh = link.with_name(f".{link.name}.new")
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(target.name)
    fresh.replace(link)


def as_json(value: object) -> str:
    """Plain values as JSON text, keys sorted."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False)
