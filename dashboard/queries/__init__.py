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
from typing import Any

import duckdb
import numpy as np
from numpy.typing import NDArray

from dashboard.model.catalogue import (
    NO_CLUSTER,
    Catalogue,
    CategoryTree,
    Clustering,
    Codes,
    Level,
    MapQuality,
    Mask,
)
from dashboard.queries.deadline import Connection, TooLongError
from dashboard.queries.memory import give_back
from storage import FOREIGN, UNREADABLE, problem_of

__all__ = ["TooLongError"]

SCHEMA_VERSION = "5"
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

PAGE = 100
"""Rows that the product table asks for at a time."""


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


@dataclass(frozen=True)
class TableRequest:
    """What the product table shows: which rows, in which order, filtered how.

    Attributes
    ----------
    rows : Mask
        Products to choose from.
    level : int or None
        Level whose default clusters are shown; None where no level is clustered.
    first, count : int
        The page.
    sort : str or None
        A column of the answer.
    descending : bool
    contains : mapping of str to str
        Column to a text that it must contain, whatever its case and accents.
    between : mapping of str to (float, float)
        Column to its lowest and highest value.
    like : (str, str) or None
        A space and a product: the others come in the order of their similarity to it.
    """

    rows: Mask
    level: int | None
    first: int = 0
    count: int = PAGE
    sort: str | None = None
    descending: bool = False
    contains: Mapping[str, str] | None = None
    between: Mapping[str, tuple[float, float]] | None = None
    like: tuple[str, str] | None = None


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


def current() -> Database:
    """Return the database of `CATALOG_DATABASE`.

    Raises
    ------
    DatabaseUnavailableError
        If there is none, or one that this version cannot read.
    """
    return _reader().current()


def of_build(build: str) -> Database:
    """Return the database of a build, while it is current and for a while after.

    Raises
    ------
    DatabaseUnavailableError
        If there is no such database open, or none that this version can read.
    """
    return _reader().of_build(build)


def published() -> Path:
    """Return the path at which the database is opened."""
    return Path(os.environ.get("CATALOG_DATABASE", "data/catalog.duckdb")).absolute()


def _reader() -> Reader:
    link = published()
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


def _unavailable(file: Path, said: str) -> DatabaseUnavailableError:
    return DatabaseUnavailableError(*problem_of(file, said))


def _catalogue(
    cursor: duckdb.DuckDBPyConnection, build: str, about: Mapping[str, str]
) -> Catalogue:
    # Products of one category share one path: of names, there are few.
    shared: dict[tuple[str, ...], tuple[str, ...]] = {}
    asked = cursor.execute("SELECT category_path FROM products ORDER BY position")
    paths = []
    while some := asked.fetchmany(10_000):
        paths += [shared.setdefault(path, path) for path in (tuple(each) for (each,) in some)]
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
    return Catalogue(
        build=build,
        about=about,
        tree=CategoryTree(paths),
        levels=tuple(Level(*level) for level in levels),
        quality={(space, method): MapQuality(*rest) for space, method, *rest in quality},
        coordinates=_coordinates(cursor, len(paths)),
        clusterings={(space, level): Clustering(*rest) for space, level, *rest in clusterings},
        labels=_labels(cursor, len(paths)),
    )


def _coordinates(
    cursor: duckdb.DuckDBPyConnection, n: int
) -> dict[tuple[str, str], tuple[NDArray[np.float32], NDArray[np.float32]]]:
    maps = cursor.execute("SELECT DISTINCT space, method FROM projections").fetchall()
    found = {}
    for space, method in maps:
        columns = cursor.execute(
            """
            WITH ranked AS (
                SELECT product_id, row_number() OVER (ORDER BY position) - 1 AS row FROM products
            )
            SELECT row, x, y FROM projections JOIN ranked USING (product_id)
            WHERE space = ? AND method = ?
            """,
            [space, method],
        ).fetchnumpy()
        x, y = np.full((2, n), np.nan, dtype=np.float32)
        x[columns["row"]], y[columns["row"]] = columns["x"], columns["y"]
        found[space, method] = (x, y)
    return found


def _labels(cursor: duckdb.DuckDBPyConnection, n: int) -> dict[tuple[str, int], Codes]:
    defaults = cursor.execute(
        "SELECT space, level, clustering_id FROM clusterings WHERE is_default AND level IS NOT NULL"
    ).fetchall()
    found = {}
    for space, level, clustering_id in defaults:
        columns = cursor.execute(
            """
            WITH ranked AS (
                SELECT product_id, row_number() OVER (ORDER BY position) - 1 AS row FROM products
            )
            SELECT row, cluster FROM clusters JOIN ranked USING (product_id)
            WHERE clustering_id = ?
            """,
            [clustering_id],
        ).fetchnumpy()
        labels = np.full(n, NO_CLUSTER, dtype=np.int32)
        labels[columns["row"]] = columns["cluster"]
        found[space, level] = labels
    return found


def about(database: Database) -> dict[str, str]:
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


def photo(database: Database, product_id: str) -> bytes | None:
    """Return a product's thumbnail (WebP), None where there is none."""
    found = (
        database.connection.cursor()
        .execute("SELECT thumbnail FROM products WHERE product_id = ?", [product_id])
        .fetchone()
    )
    return bytes(found[0]) if found and found[0] is not None else None


def product(database: Database, row: int) -> dict[str, Any] | None:
    """Return what a person reads first about the product of a row."""
    found = (
        database.connection.cursor()
        .execute(
            """
            SELECT product_id, name, brand, price, category_path, thumbnail IS NOT NULL
            FROM products ORDER BY position LIMIT 1 OFFSET ?
            """,
            [row],
        )
        .fetchone()
    )
    if found is None:
        return None
    keys = ("id", "name", "brand", "price", "path", "has_photo")
    return dict(zip(keys, found, strict=True))


def products(database: Database, request: TableRequest) -> tuple[list[dict[str, Any]], int]:
    """Return a page of the product table, and how many rows the whole of it has.

    Returns
    -------
    rows : list of dict
        Keys `product_id`, `name`, `description`, `category`, `brand`, `price`, `text`,
        `image`, `fused` (clusters, None without a vector), `has_photo` and `similarity` (None
        where the request is not for products like one).
    total : int
        Rows over all pages.
    """
    clusterings = database.catalogue.clusterings
    level = request.level or 0
    contains, between = request.contains or {}, request.between or {}
    values: dict[str, Any] = {
        "rows": "".join(np.where(request.rows, "1", "0").tolist()),
        "sort": request.sort,
        "descending": request.descending,
        "first": request.first,
        "count": request.count,
        "like_space": request.like[0] if request.like else None,
        "like_product": request.like[1] if request.like else None,
    }
    for space in ("text", "image", "fused"):
        default = clusterings.get((space, level))
        values[f"{space}_id"] = default.clustering_id if default else None
    for column in ("name", "description", "category", "brand"):
        values[f"{column}_has"] = contains.get(column)
    for column in ("price", "text", "image", "fused"):
        low, high = between.get(column, (None, None))
        values[f"{column}_low"], values[f"{column}_high"] = low, high
    if not values["rows"]:
        return [], 0
    cursor = database.connection.cursor().execute(_PRODUCTS, values)
    names = [column[0] for column in cursor.description or ()]
    rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    total = rows[0]["total"] if rows else 0
    for row in rows:
        del row["total"]
    return rows, total


# One statement for every order and filter: columns are chosen by comparing a bound
# name with constants, so that nothing a browser sends becomes part of the SQL.
_PRODUCTS = """
WITH ranked AS (
    SELECT product_id, row_number() OVER (ORDER BY position) - 1 AS row FROM products
), shown AS (
    SELECT row, p.product_id, name, description,
           array_to_string(category_path, ' › ') AS category,
           brand, price, t.cluster AS text, i.cluster AS image, f.cluster AS fused,
           thumbnail IS NOT NULL AS has_photo,
           CASE WHEN p.product_id = $like_product THEN 1
                ELSE round(n.similarity::DOUBLE, 4) END AS similarity,
           CASE WHEN p.product_id = $like_product THEN 0 ELSE n.rank END AS near
    FROM ranked JOIN products p USING (product_id)
    LEFT JOIN clusters t ON t.clustering_id = $text_id AND t.product_id = p.product_id
    LEFT JOIN clusters i ON i.clustering_id = $image_id AND i.product_id = p.product_id
    LEFT JOIN clusters f ON f.clustering_id = $fused_id AND f.product_id = p.product_id
    LEFT JOIN neighbours n ON n.space = $like_space AND n.product_id = $like_product
                          AND n.neighbour_id = p.product_id
    WHERE get_bit(CAST($rows AS BIT), row::INTEGER) = 1
), matching AS (
    SELECT *,
           CASE $sort WHEN 'name' THEN lower(name) WHEN 'description' THEN lower(description)
               WHEN 'category' THEN lower(category) WHEN 'brand' THEN lower(brand) END AS word,
           CASE $sort WHEN 'price' THEN price WHEN 'text' THEN text WHEN 'image' THEN image
               WHEN 'fused' THEN fused WHEN 'similarity' THEN similarity END AS number
    FROM shown
    WHERE ($name_has IS NULL
           OR contains(strip_accents(lower(name)), strip_accents(lower($name_has))))
      AND ($description_has IS NULL
           OR contains(strip_accents(lower(description)), strip_accents(lower($description_has))))
      AND ($category_has IS NULL
           OR contains(strip_accents(lower(category)), strip_accents(lower($category_has))))
      AND ($brand_has IS NULL
           OR contains(strip_accents(lower(brand)), strip_accents(lower($brand_has))))
      AND ($price_low IS NULL OR price BETWEEN $price_low AND $price_high)
      AND ($text_low IS NULL OR text BETWEEN $text_low AND $text_high)
      AND ($image_low IS NULL OR image BETWEEN $image_low AND $image_high)
      AND ($fused_low IS NULL OR fused BETWEEN $fused_low AND $fused_high)
)
SELECT product_id, name, description, category, brand, price, text, image, fused, has_photo,
       similarity, count(*) OVER () AS total
FROM matching
ORDER BY CASE WHEN $descending THEN NULL ELSE word END ASC NULLS LAST,
         CASE WHEN $descending THEN word END DESC NULLS LAST,
         CASE WHEN $descending THEN NULL ELSE number END ASC NULLS LAST,
         CASE WHEN $descending THEN number END DESC NULLS LAST,
         near NULLS LAST, row
LIMIT $count OFFSET $first
"""
