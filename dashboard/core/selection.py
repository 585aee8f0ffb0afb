"""Sets of rows, as they travel between the browser and the server, and as a link tells them.

One bit a product, in base64: 1,050 products are 176 characters whatever is
selected, and a lasso drawn on one map is exactly the same set on the server.
A link carries the recipe of a selection instead: what was drawn, clicked or searched.
"""

import base64
import binascii
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dashboard.core.catalogue import Catalogue, Mask

Point = tuple[float, float]
Coordinates = NDArray[np.float32] | NDArray[np.float64]

MOST_IDS = 50
"""Products that a link names one by one."""
MOST_POINTS = 1_000
"""Corners of a lasso that are looked at: no hand draws more."""


def encode(mask: Mask) -> str:
    """Write a set of rows as text; row 0 is the lowest bit of the first byte.

    Examples
    --------
    >>> encode(np.array([True, False, True]))
    'BQ=='
    """
    return base64.b64encode(np.packbits(mask, bitorder="little").tobytes()).decode("ascii")


def decode(text: str, n: int) -> Mask | None:
    """Read a set of `n` rows; None where the text is no such set.

    Examples
    --------
    >>> decode("BQ==", 3)
    array([ True, False,  True])
    """
    try:
        raw = base64.b64decode(text.encode("ascii"), validate=True)
    except (binascii.Error, UnicodeEncodeError):
        return None
    if len(raw) != (n + 7) // 8:
        return None
    bits = np.unpackbits(np.frombuffer(raw, dtype=np.uint8), count=n, bitorder="little")
    return bits.astype(np.bool_)


def selected(store: Mapping[str, Any] | None, build: str, n: int) -> Mask | None:
    """Return the selected rows; None where nothing is, or where it is of another build."""
    if not store or store.get("build") != build or not isinstance(store.get("rows"), str):
        return None
    mask = decode(store["rows"], n)
    return mask if mask is not None and mask.any() else None


def resolve(
    recipe: object,
    catalogue: Catalogue,
    visible: Mask,
    rows_of: Callable[[Mapping[str, Any]], Mask | None],
) -> Mask | None:
    """Return the rows that a recipe stands for; None where it stands for none.

    Parameters
    ----------
    recipe : object
        What a link carries. It comes from the page: anything may be in it.
    catalogue : Catalogue
    visible : Mask
        Rows of the filter. What was drawn or clicked was chosen among them.
    rows_of : callable
        Gives the rows of any other recipe, whatever the filter; None where there is none.
    """
    if not isinstance(recipe, Mapping):
        return None
    kind = recipe.get("kind")
    rows: Mask | None = None
    if kind in ("lasso", "box"):
        rows = _drawn(recipe, catalogue)
    elif kind == "cell":
        rows = _cell(recipe, catalogue)
    elif kind == "category":
        rows = _under(recipe.get("path"), catalogue)
    elif kind == "measure":
        rows = _measured(recipe, catalogue, rows_of(recipe))
    else:
        other_rows = rows_of(recipe)
        return None if other_rows is None else _or_none(other_rows)
    return None if rows is None else _or_none(rows & visible)


def within(x: Coordinates, y: Coordinates, points: Sequence[Point]) -> Mask:
    """Return which places are inside a polygon, by the even-odd rule.

    The page's script decides by the same comparisons on the same numbers, so that a
    link selects what the lasso selected.

    Examples
    --------
    >>> square = [(0.0, 0.0), (2.0, 0.0), (2.0, 2.0), (0.0, 2.0)]
    >>> within(np.array([1.0, 3.0]), np.array([1.0, 1.0]), square)
    array([ True, False])
    """
    across, up = x.astype(np.float64), y.astype(np.float64)
    inside = np.zeros(len(across), dtype=np.bool_)
    for at, (x1, y1) in enumerate(points):
        x0, y0 = points[at - 1]
        if y0 == y1:
            continue
        crossed = (y1 > up) != (y0 > up)
        with np.errstate(over="ignore", invalid="ignore"):  # only where nothing is crossed
            inside ^= crossed & (across < (x0 - x1) * (up - y1) / (y0 - y1) + x1)
    return inside


def _drawn(recipe: Mapping[str, Any], catalogue: Catalogue) -> Mask | None:
    coordinates = catalogue.coordinates.get((str(recipe.get("space")), str(recipe.get("method"))))
    points = _points(recipe.get("points"))
    if coordinates is None or points is None:
        return None
    # In double precision, as the page's script and the SQL compare.
    x, y = (values.astype(np.float64) for values in coordinates)
    if recipe["kind"] == "lasso":
        return within(x, y, points)
    (left, right), (low, high) = ((min(ends), max(ends)) for ends in zip(*points, strict=True))
    boxed: Mask = (x >= left) & (x <= right) & (y >= low) & (y <= high)
    return boxed


def _points(corners: object) -> list[Point] | None:
    """Read the corners of a polygon; None where they are none."""
    if not isinstance(corners, list) or not 2 <= len(corners) <= MOST_POINTS:
        return None
    points: list[Point] = []
    for corner in corners:
        if not isinstance(corner, list | tuple) or len(corner) != 2:
            return None
        if not all(isinstance(end, int | float) and np.isfinite(end) for end in corner):
            return None
        points.append((float(corner[0]), float(corner[1])))
    return points


def _cell(recipe: Mapping[str, Any], catalogue: Catalogue) -> Mask | None:
    level, cluster = recipe.get("level"), recipe.get("cluster")
    if not isinstance(level, int) or (cluster is None and recipe.get("category") is None):
        return None
    rows: Mask = np.ones(catalogue.n_products, dtype=np.bool_)
    if cluster is not None:
        clustered = (str(recipe.get("space")), catalogue.scored_level(level) or 0)
        labels = catalogue.labels.get(clustered)
        if labels is None or not isinstance(cluster, int):
            return None
        rows &= labels == cluster
    if recipe.get("category") is not None:
        under = _under(recipe["category"], catalogue)
        if under is None:
            return None
        rows &= under
    return rows


def _measured(recipe: Mapping[str, Any], catalogue: Catalogue, rows: Mask | None) -> Mask | None:
    category = recipe.get("category")
    if rows is None or category is None:
        return rows
    under = _under(category, catalogue)
    return None if under is None else rows & under


def _under(path: object, catalogue: Catalogue) -> Mask | None:
    if not isinstance(path, list | tuple) or not path:
        return None
    categories = catalogue.tree.categories(len(path))
    if tuple(path) not in categories:
        return None
    under: Mask = catalogue.tree.codes(len(path)) == categories.index(tuple(path))
    return under


def _or_none(rows: Mask) -> Mask | None:
    return rows if rows.any() else None
