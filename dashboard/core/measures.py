"""What is measured of each product, as whole numbers by row."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from dashboard.core.cache import cached_per_build
from dashboard.core.catalogue import Mask
from dashboard.core.database import Database
from dashboard.core.near_duplicates import levels_parted, near_duplicates

PAIRED, PARTED = "paired", "parted"
"""Near-duplicates of the product, and the highest level where the category of one is another."""
REPORTED = "report."
"""Begins the measures that say whether the load report warns of something."""
Numbers = NDArray[np.int32]


def within(values: Numbers, low: int, high: int) -> Mask:
    """Return which products are from `low` to `high`, both included."""
    inside: Mask = (values >= low) & (values <= high)
    return inside


@cached_per_build
def measures(database: Database) -> Mapping[str, Numbers]:
    """Return each measure, by row.

    Returns
    -------
    mapping of str to int32 array of shape (n,)
    """
    cursor = database.connection.cursor()
    columns = cursor.execute(
        """
        SELECT (trim(coalesce(brand, '')) <> '')::INTEGER AS brand,
               (price IS NOT NULL)::INTEGER AS price,
               (trim(coalesce(description, '')) <> '')::INTEGER AS description,
               (text_clean <> '')::INTEGER AS words,
               (image_status = 'ok')::INTEGER AS photo,
               len(category_path)::INTEGER AS category,
               (CASE WHEN text_clean = '' THEN 0
                     ELSE len(string_split(text_clean, ' ')) END)::INTEGER AS kept,
               coalesce(len(text_dropped), 0)::INTEGER AS dropped,
               (CASE WHEN image_status = 'ok'
                     THEN coalesce(least(photo_width, photo_height), -1) ELSE -1 END)::INTEGER
                   AS side
        FROM products ORDER BY position
        """
    ).fetchnumpy()
    by_measure = {name: np.asarray(values, dtype=np.int32) for name, values in columns.items()}
    n, pairs = database.catalogue.n_products, near_duplicates(database)
    paired = np.zeros(n, dtype=np.int32)
    np.add.at(paired, [row for pair in pairs for row in (pair.first, pair.second)], 1)
    by_measure |= {PAIRED: paired, PARTED: levels_parted(pairs, n)}
    warned = cursor.execute(
        """
        SELECT code, list(DISTINCT position) FROM load_report JOIN products USING (product_id)
        WHERE severity = 'warning' GROUP BY code
        """
    ).fetchall()
    for code, rows in warned:
        is_reported = np.zeros(n, dtype=np.int32)
        is_reported[rows] = 1
        by_measure[REPORTED + code] = is_reported
    return by_measure


def rows_measured(database: Database, measure: str, low: int, high: int) -> Mask | None:
    """Return the rows whose measure is from `low` to `high`; None where there is no such measure.

    Of a code that the load report does not hold, there is none either.
    """
    values = measures(database).get(measure)
    return None if values is None else within(values, low, high)
