"""Words and vectors of the products, as arrays that any set of products can be summed over."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dashboard.core.cache import cached_per_build
from dashboard.core.catalogue import Mask
from dashboard.core.database import Database


@dataclass(frozen=True, eq=False)
class Words:
    """Which product holds which word, each pair once.

    Attributes
    ----------
    vocabulary : sequence of str
        Words that two products hold at least.
    rows, codes : int32 arrays of shape (n_pairs,)
    """

    vocabulary: Sequence[str]
    rows: NDArray[np.int32]
    codes: NDArray[np.int32]

    def counts(self, rows: Mask) -> NDArray[np.int64]:
        """Return how many products of a set hold each word."""
        counts: NDArray[np.int64] = np.bincount(
            self.codes[rows[self.rows]], minlength=len(self.vocabulary)
        )
        return counts


@cached_per_build
def words(database: Database) -> Words:
    """Return the words that were embedded, by product."""
    cursor = database.connection.cursor()
    vocabulary = cursor.execute(
        """
        WITH words AS (
            SELECT unnest(list_distinct(string_split(text_clean, ' '))) AS word FROM products
        )
        SELECT word FROM words WHERE word <> '' GROUP BY word HAVING count(*) > 1 ORDER BY word
        """
    ).fetchall()
    pairs = cursor.execute(
        """
        WITH pairs AS (
            SELECT position AS row, unnest(list_distinct(string_split(text_clean, ' '))) AS word
            FROM products
        ), coded AS (
            SELECT word, row_number() OVER (ORDER BY word) - 1 AS code
            FROM (SELECT word FROM pairs WHERE word <> '' GROUP BY word HAVING count(*) > 1)
        )
        SELECT row, code::INTEGER AS code FROM pairs JOIN coded USING (word)
        """
    ).fetchnumpy()
    return Words(
        [word for (word,) in vocabulary], np.asarray(pairs["row"]), np.asarray(pairs["code"])
    )


@cached_per_build
def vectors(database: Database, space: str) -> NDArray[np.float32]:
    """Return the vectors of a space.

    Returns
    -------
    float32 array of shape (n, d)
        NaN where a product has no vector; d is 1 where the space has none at all.
    """
    columns = (
        database.connection.cursor()
        .execute(
            """
            SELECT position AS row, unnest(vector) AS value,
                   generate_subscripts(vector, 1)::SMALLINT - 1 AS dimension
            FROM embeddings JOIN products USING (product_id)
            WHERE space = ?
            """,
            [space],
        )
        .fetchnumpy()
    )
    width = int(np.max(columns["dimension"], initial=0)) + 1
    by_row = np.full((database.catalogue.n_products, width), np.nan, dtype=np.float32)
    by_row[columns["row"], columns["dimension"]] = columns["value"]
    return by_row
