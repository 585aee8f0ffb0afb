"""A window of a map: its density and a sample, for catalogues too large to send every point."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dashboard.core.catalogue import Codes, Mask
from dashboard.core.database import Database


@dataclass(frozen=True)
class Viewport:
    """A part of a map, cut into cells.

    Attributes
    ----------
    left, right, low, high : float
        Its ends, as coordinates of the map.
    columns, lines : int
        Cells across and up.
    """

    left: float
    right: float
    low: float
    high: float
    columns: int
    lines: int


@dataclass(frozen=True)
class MapWindow:
    """What a part of a map holds.

    Attributes
    ----------
    density : int32 array of shape (lines, columns)
        Products in each cell, from the lowest line.
    rows : int32 array of shape (m,)
        A sample of them, or all.
    x, y : float32 arrays of shape (m,)
    """

    density: Codes
    rows: Codes
    x: NDArray[np.float32]
    y: NDArray[np.float32]


def map_window(
    database: Database,
    space: str,
    method: str,
    viewport: Viewport,
    *,
    visible: Mask,
    selected: Mask | None,
    most: int,
) -> MapWindow:
    """Count the products of a part of a map in its cells, and draw a sample of them.

    Parameters
    ----------
    database : Database
    space, method : str
    viewport : Frame
    visible : Mask
        The only rows that count.
    selected : Mask or None
        Rows that are drawn before the others.
    most : int
        Size of the sample. Which products are in it depends on nothing but their rows, so
        that a point that is seen stays when a person zooms in.
    """
    values: dict[str, Any] = {
        "space": space,
        "method": method,
        "left": viewport.left,
        "right": viewport.right,
        "low": viewport.low,
        "high": viewport.high,
        "visible": _bits(visible),
    }
    cursor = database.connection.cursor()
    cells = cursor.execute(
        _DENSITY, {**values, "columns": viewport.columns, "lines": viewport.lines}
    ).fetchnumpy()
    density = np.zeros((viewport.lines, viewport.columns), dtype=np.int32)
    density[cells["line"], cells["across"]] = cells["n"]
    values["selected"] = _bits(np.zeros_like(visible) if selected is None else selected)
    sample = cursor.execute(_SAMPLE, {**values, "most": most}).fetchnumpy()
    return MapWindow(density, *(np.asarray(sample[column]) for column in ("row", "x", "y")))


_IN_VIEWPORT = """
WITH in_viewport AS (
    SELECT position::BIGINT AS row, x, y FROM projections JOIN products USING (product_id)
    WHERE space = $space AND method = $method
      AND x BETWEEN $left AND $right AND y BETWEEN $low AND $high
      AND get_bit(CAST($visible AS BIT), position) = 1
)
"""
_DENSITY = (
    _IN_VIEWPORT
    + """
SELECT least(floor((y - $low) / ($high - $low) * $lines), $lines - 1)::INTEGER AS line,
       least(floor((x - $left) / ($right - $left) * $columns), $columns - 1)::INTEGER AS across,
       count(*)::INTEGER AS n
FROM in_viewport GROUP BY ALL
"""
)
_SAMPLE = (
    _IN_VIEWPORT
    + """
SELECT row::INTEGER AS row, x, y FROM in_viewport
ORDER BY get_bit(CAST($selected AS BIT), row::INTEGER) DESC, hash(row), row
LIMIT $most
"""
)


def named(database: Database, rows: Sequence[int]) -> list[tuple[int, str, str, bool]]:
    """Return row, id, name and whether there is a photo, for some rows."""
    return (
        database.connection.cursor()
        .execute(
            """
            SELECT position, product_id, name, thumbnail IS NOT NULL
            FROM products WHERE list_contains($rows::BIGINT[], position)
            """,
            {"rows": list(rows)},
        )
        .fetchall()
    )


def _bits(mask: Mask) -> str:
    """Write a mask as the text of a BIT: one character a row."""
    characters: NDArray[np.uint8] = mask.astype(np.uint8) + ord("0")
    return characters.tobytes().decode("ascii")
