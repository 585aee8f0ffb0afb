"""What is looked for by its words, and what is like a product: by name, brand, id, description."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from heapq import nsmallest

import numpy as np

from dashboard.core.cache import cached_per_build
from dashboard.core.catalogue import Mask
from dashboard.core.database import Database
from dashboard.core.products import product_ids
from folding import MARKS, UNSPACED, fold, without_accents

MOST_LETTERS = 200
"""Of a query; nobody types more, and a page may send anything."""


_BETWEEN = re.compile(rf"[^\w{MARKS}]+|_+")
_SIGNS = re.compile(rf"([{UNSPACED}][{MARKS}]*)")
_NAME_ENDS = "\t"


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

    In a script without spaces each letter is a word, so that a word is found anywhere in a run.

    Attributes
    ----------
    joined : bytes
        A product after the other, in the order of the rows; a tab behind its name.
    starts : sequence of int
        Where each row begins.
    """

    joined: bytes
    starts: Sequence[int]


def found(database: Database, query: str) -> Mask:
    """Return the rows that hold a word beginning like each word of a query.

    Case, accents, ligatures and width are alike; a query without a word finds nothing.

    Returns
    -------
    Mask
        Of the whole catalogue, whatever the filter.
    """
    rows = np.zeros(database.catalogue.n_products, dtype=np.bool_)
    words = words_of(query)
    if words:
        row_sets = [_rows_with(texts(database), word.encode()) for word in words]
        rows[list(set.intersection(*row_sets))] = True
    return rows


def first(database: Database, query: str, rows: Mask, count: int) -> list[Hit]:
    """Return the first products to suggest: the id, then whole names, then any text."""
    if not rows.any():
        return []
    corpus, words, ids = texts(database), words_of(query), product_ids(database)
    wanted = query.strip().lower()

    def rank(row: int) -> tuple[bool, bool, int, int]:
        start = corpus.starts[row]
        name = corpus.joined[start : corpus.joined.index(_NAME_ENDS.encode(), start)].decode()
        missing = sum(word not in name for word in words)
        begins = bool(words) and name.startswith(words[0])
        return ids[row].lower() != wanted, not begins, missing, row

    best = [ids[row] for row in nsmallest(count, np.flatnonzero(rows).tolist(), rank)]
    records = (
        database.connection.cursor()
        .execute(
            """
            SELECT product_id, name, brand, category_path, thumbnail IS NOT NULL
            FROM products WHERE product_id IN (SELECT unnest($ids))
            ORDER BY list_position($ids, product_id)
            """,
            {"ids": best},
        )
        .fetchall()
    )
    return [
        Hit(product_id, name, brand, tuple(path), has_photo)
        for product_id, name, brand, path, has_photo in records
    ]


def words_of(query: str) -> list[str]:
    """Return the words of a query, folded, each with the spaces that it is looked for with.

    Examples
    --------
    >>> words_of("L’Œuf, 茶杯 œuf")
    [' l', ' oeuf', ' 茶 杯']
    """
    words = _BETWEEN.sub(" ", without_accents(fold(query[:MOST_LETTERS]))).split()
    return list(dict.fromkeys(spaced(word) for word in words))


def spaced(text: str) -> str:
    """Write a text as it is looked through: folded, a space before each word."""
    words = _SIGNS.sub(r" \1 ", _BETWEEN.sub(" ", without_accents(fold(text))))
    return f" {' '.join(words.split())}"


def like(database: Database, space: str, product_id: str) -> Mask:
    """Return the rows of a product and of its nearest neighbours in a space."""
    columns = (
        database.connection.cursor()
        .execute(
            """
            SELECT position AS row FROM products
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
    record = (
        database.connection.cursor()
        .execute("SELECT name FROM products WHERE product_id = ?", [product_id])
        .fetchone()
    )
    return str(record[0]) if record else None


@cached_per_build
def texts(database: Database) -> Texts:
    """Return the words that are looked through; made once a build."""
    records = (
        database.connection.cursor()
        .execute(
            """
            SELECT name, concat_ws(' ', brand, product_id, description)
            FROM products ORDER BY position
            """
        )
        .fetchall()
    )
    lines = [f"{spaced(name)}{_NAME_ENDS}{spaced(rest)}\n".encode() for name, rest in records]
    return Texts(b"".join(lines), [0, *np.cumsum([len(line) for line in lines]).tolist()])


def _rows_with(corpus: Texts, word: bytes) -> set[int]:
    """Find the rows that hold a word, each once: what is left of a row that does is passed over."""
    rows = set()
    at = corpus.joined.find(word)
    while at >= 0:
        row = bisect_right(corpus.starts, at) - 1
        rows.add(row)
        at = corpus.joined.find(word, corpus.starts[row + 1])
    return rows
