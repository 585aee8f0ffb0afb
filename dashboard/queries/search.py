"""What is looked for by its words, and what is like a product: by name, brand, id, description."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dashboard.model.catalogue import Mask
from dashboard.model.once import once_a_build
from dashboard.queries import Database

MOST_LETTERS = 200
"""Of a query; nobody types more, and a page may send anything."""


@dataclass(frozen=True)
class Hit:
    """A product that a search finds, as a suggestion shows it."""

    product_id: str
    name: str
    brand: str | None
    path: tuple[str, ...]
    has_photo: bool


@dataclass(frozen=True, eq=False)
class Texts:
    """The words of all products as one text in UTF-8, a space before each word.

    Attributes
    ----------
    joined : bytes
        A product after the other, in the order of the rows.
    starts : sequence of int
        Where each row begins.
    """

    joined: bytes
    starts: Sequence[int]


def found(database: Database, query: str) -> Mask:
    """Return the rows that hold a word beginning like each word of a query.

    Case and accents are alike; a query without a word finds nothing.

    Returns
    -------
    Mask
        Of the whole catalogue, whatever the filter.
    """
    rows = np.zeros(database.catalogue.n_products, dtype=np.bool_)
    words = words_of(database, query)
    if words:
        held = [_rows_with(texts(database), f" {word}".encode()) for word in words]
        rows[list(set.intersection(*held))] = True
    return rows


def first(database: Database, query: str, rows: Mask, count: int) -> list[Hit]:
    """Return the first products to suggest: the id, then whole names, then any text."""
    if not rows.any():
        return []
    told = (
        database.connection.cursor()
        .execute(
            """
            WITH ranked AS (
                SELECT *, row_number() OVER (ORDER BY position) - 1 AS row,
                       ' ' || trim(regexp_replace(strip_accents(lower(name)),
                                                  '[^\\p{L}\\p{N}]+', ' ', 'g')) AS words
                FROM products
            )
            SELECT product_id, name, brand, category_path, thumbnail IS NOT NULL
            FROM ranked
            WHERE get_bit(CAST($rows AS BIT), row::INTEGER) = 1
            ORDER BY lower(product_id) = lower($query) DESC,
                     starts_with(words, $asked[1]) DESC,
                     len(list_filter($asked, lambda word: NOT contains(words, word))), row
            LIMIT $count
            """,
            {
                "rows": "".join(np.where(rows, "1", "0").tolist()),
                "query": query.strip(),
                "asked": [f" {word}" for word in words_of(database, query)],
                "count": count,
            },
        )
        .fetchall()
    )
    return [
        Hit(product_id, name, brand, tuple(path), has_photo)
        for product_id, name, brand, path, has_photo in told
    ]


def words_of(database: Database, query: str) -> list[str]:
    """Return the words of a query, without case, accents and signs."""
    [(folded,)] = (
        database.connection.cursor()
        .execute(
            "SELECT regexp_replace(strip_accents(lower($query)), '[^\\p{L}\\p{N}]+', ' ', 'g')",
            {"query": query[:MOST_LETTERS]},
        )
        .fetchall()
    )
    return list(dict.fromkeys(str(folded).split()))


def like(database: Database, space: str, product_id: str) -> Mask:
    """Return the rows of a product and of its nearest neighbours in a space."""
    columns = (
        database.connection.cursor()
        .execute(
            """
            WITH ranked AS (
                SELECT product_id, row_number() OVER (ORDER BY position) - 1 AS row FROM products
            )
            SELECT row FROM ranked
            WHERE product_id = $product OR product_id IN (
                SELECT neighbour_id FROM neighbours WHERE space = $space AND product_id = $product
            )
            """,
            {"space": space, "product": product_id},
        )
        .fetchnumpy()
    )
    rows = np.zeros(database.catalogue.n_products, dtype=np.bool_)
    rows[columns["row"]] = True
    return rows


def name_of(database: Database, product_id: str) -> str | None:
    """Return the name of a product, None where there is no such product."""
    told = (
        database.connection.cursor()
        .execute("SELECT name FROM products WHERE product_id = ?", [product_id])
        .fetchone()
    )
    return str(told[0]) if told else None


@once_a_build
def texts(database: Database) -> Texts:
    """Return the words that are looked through; made once a build."""
    told = (
        database.connection.cursor()
        .execute(
            """
            SELECT ' ' || regexp_replace(
                       strip_accents(lower(concat_ws(' ', name, brand, product_id, description))),
                       '[^\\p{L}\\p{N}]+', ' ', 'g') AS words
            FROM products ORDER BY position
            """
        )
        .fetchall()
    )
    lines = [str(words).encode() + b"\n" for (words,) in told]
    return Texts(b"".join(lines), [0, *np.cumsum([len(line) for line in lines]).tolist()])


def _rows_with(held: Texts, word: bytes) -> set[int]:
    """Find the rows that hold a word, each once: what is left of a row that does is passed over."""
    rows = set()
    at = held.joined.find(word)
    while at >= 0:
        row = bisect_right(held.starts, at) - 1
        rows.add(row)
        at = held.joined.find(word, held.starts[row + 1])
    return rows
