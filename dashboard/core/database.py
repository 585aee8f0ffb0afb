"""The only SQL of the dashboard, and the one place that opens the database.

The database is opened on the first request, after the web server has forked, read
only and hardened. `current()` resolves the published link each time: when it points
to another file, the new one is opened and the old one dropped.
"""

import atexit
import os
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb
import numpy as np
from numpy.typing import NDArray

from dashboard.core.catalogue import (
    NO_CLUSTER,
    Catalogue,
    CategoryTree,
    Clustering,
    Codes,
    Level,
    MapQuality,
)
from dashboard.core.deadline import Connection, TooLongError
from dashboard.core.memory import give_back
from storage import FOREIGN, UNREADABLE, problem_of

__all__ = ["TooLongError"]

SCHEMA_VERSION = "6"
"""The `builds.schema_version` that this dashboard reads."""

HARDENED = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "memory_limit": "128MB",
    "threads": "1",
    "temp_directory": "",
    "lock_configuration": "true",
}

KEPT_OPEN = 8.0
"""Seconds for which the build before is answered for: twice as long as until a page asks."""


class DatabaseUnavailableError(Exception):
    """There is no database that can be read.

    Attributes
    ----------
    reason : str
        `schema`, or one of `storage.Problem`.
    found : str
        Of `schema`, which it is; else as `storage.Problem` has it.
    """

    def __init__(self, reason: str, found: str = "") -> None:
        super().__init__(f"{reason} {found}".strip())
        self.reason = reason
        self.found = found


@dataclass(frozen=True, eq=False)
class Database:
    """An open build: its connection and its catalogue in memory."""

    file: Path
    connection: Connection
    catalogue: Catalogue


class Reader:
    """Gives the database of the moment to every thread of one process.

    Parameters
    ----------
    link : Path
        The published path: a symbolic link to a versioned file, or a file.
    """

    def __init__(self, link: Path) -> None:
        self.link = link
        self._lock = threading.Lock()
        self._open: Database | None = None
        self._former: Database | None = None
        self._former_until = 0.0

    def current(self) -> Database:
        """Return the database that the link points to now.

        Raises
        ------
        DatabaseUnavailableError
            If there is none, or one that this version cannot read.
        """
        file = Path(os.path.realpath(self.link))
        database = self._open
        if database is not None and database.file == file and self._former is None:
            return database
        is_over = False
        with self._lock:
            if self._open is None or self._open.file != file:
                opened = _open(file)
                # Another object: what was computed of the old one goes with it, and at once.
                self._former = replace(self._open) if self._open else None
                self._former_until = time.monotonic() + KEPT_OPEN
                self._open = opened
            elif self._former is not None and time.monotonic() >= self._former_until:
                self._former, is_over = None, True
            database = self._open
        if is_over:  # after the lock: the others need not wait
            give_back()
        return database

    def of_build(self, build: str) -> Database:
        """Return the database of a build: the current one, or the one before, for a while.

        A page asks for pictures and maps by the build that it shows. When another is
        published, what it is still waiting for is not lost.

        Raises
        ------
        DatabaseUnavailableError
            If neither is of that build, or if there is none.
        """
        for database in (self.current(), self._former):
            if database is not None and database.catalogue.build == build:
                return database
        raise DatabaseUnavailableError("missing", build)


_readers: dict[Path, Reader] = {}
# DuckDB complains of connections that outlive the interpreter.
atexit.register(_readers.clear)


def current_database() -> Database:
    """Return the database of `CATALOG_DATABASE`.

    Raises
    ------
    DatabaseUnavailableError
        If there is none, or one that this version cannot read.
    """
    return _reader().current()


def database_of(build: str) -> Database:
    """Return the database of a build, while it is current and for a while after.

    Raises
    ------
    DatabaseUnavailableError
        If there is no such database open, or none that this version can read.
    """
    return _reader().of_build(build)


def published_path() -> Path:
    """Return the path at which the database is opened."""
    return Path(os.environ.get("CATALOG_DATABASE", "data/catalog.duckdb")).absolute()


def _reader() -> Reader:
    link = published_path()
    return _readers.setdefault(link, Reader(link))


def _open(file: Path) -> Database:
    if not os.path.isfile(file):  # noqa: PTH113 - a folder that may not be entered is no error
        raise _unavailable(file, "")
    try:
        connection = duckdb.connect(str(file), read_only=True, config=dict(HARDENED))
        cursor = connection.cursor()
        about = dict(cursor.execute("SELECT key, value FROM builds").fetchall())
    except (duckdb.CatalogException, duckdb.BinderException) as error:  # of somebody else
        raise DatabaseUnavailableError(UNREADABLE, FOREIGN) from error
    except duckdb.Error as error:
        raise _unavailable(file, str(error)) from error
    if about.get("schema_version") != SCHEMA_VERSION:
        connection.close()
        raise DatabaseUnavailableError("schema", about.get("schema_version", "?"))
    try:
        return Database(file, Connection(connection), _catalogue(cursor, file.name, about))
    except duckdb.Error as error:
        raise _unavailable(file, str(error)) from error


def _unavailable(file: Path, message: str) -> DatabaseUnavailableError:
    return DatabaseUnavailableError(*problem_of(file, message))


def _catalogue(
    cursor: duckdb.DuckDBPyConnection, build: str, about: Mapping[str, str]
) -> Catalogue:
    # Products of one category share one path: of names, there are few.
    shared: dict[tuple[str, ...], tuple[str, ...]] = {}
    result = cursor.execute("SELECT category_path FROM products ORDER BY position")
    paths = []
    while some := result.fetchmany(10_000):
        paths += [shared.setdefault(path, path) for path in (tuple(names) for (names,) in some)]
    levels = cursor.execute(
        "SELECT level, n_categories, n_products, is_clustered FROM levels ORDER BY level"
    ).fetchall()
    quality = cursor.execute(
        "SELECT space, method, trustworthiness, neighbour_recall, is_auto FROM map_quality"
    ).fetchall()
    clusterings = cursor.execute(
        """
        SELECT space, c.level, clustering_id, k,
               max(value) FILTER (s.level = c.level AND metric = 'ari_seed_mean'),
               max(value) FILTER (s.level = c.level AND metric = 'ari_seed_sd')
        FROM clusterings c LEFT JOIN scores s USING (clustering_id)
        WHERE c.is_default AND c.level IS NOT NULL
        GROUP BY ALL
        """
    ).fetchall()
    spaces = cursor.execute(
        "SELECT space, modality FROM spaces WHERE role = 'studied' ORDER BY position"
    ).fetchall()
    # Of text and photo together where there is one.
    best = [space for space, modality in spaces if modality == "multimodal"] or [
        space for space, _ in spaces
    ]
    return Catalogue(
        build=build,
        about=about,
        spaces=tuple(space for space, _ in spaces),
        default_space=best[0] if best else "",
        tree=CategoryTree(paths),
        groups=_groups(cursor),
        levels=tuple(Level(*level) for level in levels),
        quality={(space, method): MapQuality(*rest) for space, method, *rest in quality},
        coordinates=_coordinates(cursor, len(paths)),
        clusterings={(space, level): Clustering(*rest) for space, level, *rest in clusterings},
        labels=_labels(cursor, len(paths)),
    )


def _groups(cursor: duckdb.DuckDBPyConnection) -> Codes:
    columns = cursor.execute("SELECT sampling_group FROM products ORDER BY position").fetchnumpy()
    return np.asarray(columns["sampling_group"], dtype=np.int32)


def _coordinates(
    cursor: duckdb.DuckDBPyConnection, n: int
) -> dict[tuple[str, str], tuple[NDArray[np.float32], NDArray[np.float32]]]:
    maps = cursor.execute("SELECT DISTINCT space, method FROM projections").fetchall()
    coordinates = {}
    for space, method in maps:
        columns = cursor.execute(
            """
            SELECT position AS row, x, y FROM projections JOIN products USING (product_id)
            WHERE space = ? AND method = ?
            """,
            [space, method],
        ).fetchnumpy()
        x, y = np.full((2, n), np.nan, dtype=np.float32)
        x[columns["row"]], y[columns["row"]] = columns["x"], columns["y"]
        coordinates[space, method] = (x, y)
    return coordinates


def _labels(cursor: duckdb.DuckDBPyConnection, n: int) -> dict[tuple[str, int], Codes]:
    defaults = cursor.execute(
        "SELECT space, level, clustering_id FROM clusterings WHERE is_default AND level IS NOT NULL"
    ).fetchall()
    labels_by_clustering = {}
    for space, level, clustering_id in defaults:
        columns = cursor.execute(
            """
            SELECT position AS row, cluster FROM clusters JOIN products USING (product_id)
            WHERE clustering_id = ?
            """,
            [clustering_id],
        ).fetchnumpy()
        labels = np.full(n, NO_CLUSTER, dtype=np.int32)
        labels[columns["row"]] = columns["cluster"]
        labels_by_clustering[space, level] = labels
    return labels_by_clustering


def read_about(database: Database) -> dict[str, str]:
    """Read what the build says of itself, anew: the file has to answer.

    Raises
    ------
    DatabaseUnavailableError
        If it can be read no more.
    """
    try:
        return dict(
            database.connection.cursor().execute("SELECT key, value FROM builds").fetchall()
        )
    except duckdb.Error as error:
        raise _unavailable(database.file, str(error)) from error
