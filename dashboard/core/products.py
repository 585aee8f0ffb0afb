"""The product table's rows and what else is read of products by id or by row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from dashboard.core import spreadsheet
from dashboard.core.cache import cached_per_build
from dashboard.core.catalogue import Catalogue, Mask
from dashboard.core.database import Database
from dashboard.i18n import of_space

TEXTS = ("name", "description", "category", "brand")
"""Columns that are filtered by a text that they contain."""
PAGE = 100
"""Rows that the product table asks for at a time (pagination)."""


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


def thumbnail(database: Database, product_id: str) -> bytes | None:
    """Return a product's thumbnail (WebP), None where there is none."""
    record = (
        database.connection.cursor()
        .execute("SELECT thumbnail FROM products WHERE product_id = ?", [product_id])
        .fetchone()
    )
    return bytes(record[0]) if record and record[0] is not None else None


def product_at_row(database: Database, row: int) -> dict[str, Any] | None:
    """Return what a person reads first about the product of a row."""
    record = (
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
    if record is None:
        return None
    keys = ("id", "name", "brand", "price", "path", "has_photo")
    return dict(zip(keys, record, strict=True))


def query_products(database: Database, request: TableRequest) -> tuple[list[dict[str, Any]], int]:
    """Return a page of the product table, and how many rows the whole of it has.

    Returns
    -------
    rows : list of dict
        Keys `product_id`, `name`, `description`, `category`, `brand`, `price`, `has_photo`,
        `similarity` (None where the request is not for products like one), and each space: the
        cluster, None without a vector.
    total : int
        Rows over all pages.
    """
    clusterings = database.catalogue.clusterings
    level = request.level or 0
    contains, between = request.contains or {}, request.between or {}
    spaces = database.catalogue.spaces
    default_ids = {
        space: clusterings[space, level].clustering_id
        for space in spaces
        if (space, level) in clusterings
    }
    values: dict[str, Any] = {
        "spaces": list(default_ids),
        "clusterings": list(default_ids.values()),
        "bounds": [
            {"space": space, "low": low, "high": high}
            for space, (low, high) in between.items()
            if space in spaces
        ],
        "rows": "".join(np.where(request.rows, "1", "0").tolist()),
        "sort": request.sort,
        "descending": request.descending,
        "first": request.first,
        "count": request.count,
        "like_space": request.like[0] if request.like else None,
        "like_product": request.like[1] if request.like else None,
    }
    for column in TEXTS:
        values[f"{column}_has"] = contains.get(column)
    values["price_low"], values["price_high"] = between.get("price", (None, None))
    if not values["rows"]:
        return [], 0
    cursor = database.connection.cursor().execute(_PRODUCTS, values)
    names = [column[0] for column in cursor.description or ()]
    rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    total = rows[0]["total"] if rows else 0
    for row in rows:
        del row["total"]
        clusters = row.pop("clusters") or {}
        row |= {space: clusters.get(space) for space in spaces}
    return rows, total


# One statement for every order and filter: columns are chosen by comparing a bound
# name with constants, so that nothing a browser sends becomes part of the SQL.
_PRODUCTS = """
WITH shown AS (
    SELECT position AS row, p.product_id, name, description,
           array_to_string(category_path, ' › ') AS category,
           brand, price, clusters,
           thumbnail IS NOT NULL AS has_photo,
           CASE WHEN p.product_id = $like_product THEN 1
                ELSE round(n.similarity::DOUBLE, 4) END AS similarity,
           CASE WHEN p.product_id = $like_product THEN 0 ELSE n.rank END AS near
    FROM products p
    LEFT JOIN (
        SELECT product_id, map(list(space), list(cluster)) AS clusters
        FROM clusters JOIN (
            SELECT unnest($spaces::VARCHAR[]) AS space,
                   unnest($clusterings::VARCHAR[]) AS clustering_id
        ) USING (clustering_id)
        GROUP BY product_id
    ) USING (product_id)
    LEFT JOIN neighbours n ON n.space = $like_space AND n.product_id = $like_product
                          AND n.neighbour_id = p.product_id
    WHERE get_bit(CAST($rows AS BIT), position) = 1
), matching AS (
    SELECT *,
           CASE $sort WHEN 'name' THEN lower(name) WHEN 'description' THEN lower(description)
               WHEN 'category' THEN lower(category) WHEN 'brand' THEN lower(brand) END AS word,
           CASE $sort WHEN 'price' THEN price WHEN 'similarity' THEN similarity
               ELSE clusters[$sort] END AS number
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
      AND list_bool_and(list_transform(
            $bounds::STRUCT(space VARCHAR, low DOUBLE, high DOUBLE)[],
            lambda bound: coalesce(clusters[bound.space] BETWEEN bound.low AND bound.high, false)
          )) IS NOT FALSE
)
SELECT product_id, name, description, category, brand, price, clusters, has_photo, similarity,
       count(*) OVER () AS total
FROM matching
ORDER BY CASE WHEN $descending THEN NULL ELSE word END ASC NULLS LAST,
         CASE WHEN $descending THEN word END DESC NULLS LAST,
         CASE WHEN $descending THEN NULL ELSE number END ASC NULLS LAST,
         CASE WHEN $descending THEN number END DESC NULLS LAST,
         near NULLS LAST, row
LIMIT $count OFFSET $first
"""


@cached_per_build
def product_ids(database: Database) -> Sequence[str]:
    """Return the identifier of each row."""
    rows = (
        database.connection.cursor()
        .execute("SELECT product_id FROM products ORDER BY position")
        .fetchall()
    )
    return [product_id for (product_id,) in rows]


def columns_of(catalogue: Catalogue) -> tuple[str, ...]:
    """Return the columns of a file of products: the last ones are the clusters of each space."""
    return ("product_id", *TEXTS, "price", *catalogue.spaces)


def csv_of(rows: Sequence[dict[str, Any]], language: str, columns: Sequence[str]) -> str:
    """Write rows as CSV."""
    header = [of_space("products.column.", column, language) for column in columns]
    lines = ([row[column] for column in columns] for row in rows)
    return spreadsheet.csv_of(header, lines, language)
