"""The API of the maps: coordinates, styles and photos, as the page's scripts fetch them.

Coordinates and styles are bytes, of one build: they are asked for once. A filter or a selection
is a mask that the page has already, so that drawing it again asks for nothing. Above
`MOST_POINTS` products, a map is a density and a sample of what is in sight.
"""

from typing import Any
from urllib.parse import quote

import numpy as np
from dash import Dash
from flask import Response, abort, jsonify, request
from numpy.typing import NDArray

from dashboard import ids
from dashboard.core import evidence, point_styles
from dashboard.core.catalogue import Catalogue
from dashboard.core.database import Database, database_of
from dashboard.core.filter_state import (
    choice_or_default,
    language_or_default,
    parse_int,
    scheme_or_default,
)
from dashboard.core.palette import CONTEXT, UNKNOWN
from dashboard.core.point_styles import PointStyles
from dashboard.core.selection import decode
from dashboard.i18n import number, percent, text
from dashboard.queries.map_window import Viewport, map_window, named

MOST_POINTS = 50_000
"""Products of which every point is sent."""
SAMPLE = 20_000
"""Points of the sample of a larger catalogue."""
MOST_CELLS = 512
"""Cells of a density, across or up."""
MOST_ROWS = 200
"""Products that are named at a time."""
SIZES = ((3_000, 7), (MOST_POINTS, 4))
"""Side of a point in pixels, up to so many products; 3 beyond: the density shows between them."""
KEPT = "private, max-age=86400"
"""For what has its build in its address."""


def register(app: Dash) -> None:
    """Add the routes to the app's server."""
    begins = "/maps/<build>"
    add = app.server.add_url_rule
    add(begins, "maps", description)
    add(f"{begins}/places/<space>/<method>", "places", coordinates)
    add(f"{begins}/codes/<colour>/<int:level>/<space>/<method>", "codes", style_codes)
    add(f"{begins}/window/<space>/<method>", "window", window, methods=["POST"])
    add(f"{begins}/products", "map-products", products)


def description(build: str) -> Response:
    """Say how to draw the maps at a level, in a colour, by a method."""
    database = database_of(build)
    query = request.args
    answer = maps_description(
        database,
        level=database.catalogue.level(parse_int(query.get("level"), 1)).number,
        colour=choice_or_default(query.get("colour"), ids.COLOURS),
        method=choice_or_default(query.get("method"), ("auto", *ids.METHODS)),
        language=language_or_default(query.get("language")),
        scheme=scheme_or_default(query.get("scheme")),
    )
    return jsonify(answer)


def coordinates(build: str, space: str, method: str) -> Response:
    """Return the coordinates on a map: float32, x of every row and then y, NaN off the map."""
    catalogue = database_of(build).catalogue
    if (space, method) not in catalogue.coordinates or _is_large(catalogue):
        abort(404)
    x, y = catalogue.coordinates[space, method]
    return _bytes(x.tobytes() + y.tobytes())


def style_codes(build: str, colour: str, level: int, space: str, method: str) -> Response:
    """Return the look of every row: its style's number, that of no style where it has none."""
    database = database_of(build)
    if colour not in ids.COLOURS or space not in database.catalogue.spaces:
        abort(404)
    row_styles = point_styles_of(
        database, space, method, database.catalogue.level(level).number, colour
    )
    if row_styles is None:
        abort(404)
    return _bytes(point_styles.written(row_styles.codes, len(row_styles.styles)))


def window(build: str, space: str, method: str) -> Response:
    """Return what a part of a large map holds: density, rows and places, one after the other.

    int32 each: lines x columns counts, then m rows; then float32, m x and m y.
    """
    database = database_of(build)
    catalogue = database.catalogue
    viewport = _frame(request.get_json(silent=True))
    if (space, method) not in catalogue.coordinates or viewport is None:
        abort(404)
    body = request.get_json()
    visible = decode(str(body.get("visible")), catalogue.n_products)
    content = map_window(
        database,
        space,
        method,
        viewport,
        visible=np.ones(catalogue.n_products, np.bool_) if visible is None else visible,
        selected=decode(str(body.get("selected")), catalogue.n_products),
        most=SAMPLE,
    )
    parts = (content.density, content.rows, content.x, content.y)
    return Response(b"".join(part.tobytes() for part in parts), mimetype=BYTES)


def products(build: str) -> Response:
    """Return id, name and whether there is a photo, for the rows that are asked for."""
    database = database_of(build)
    rows = [parse_int(arg, -1) for arg in request.args.get("rows", "").split(",")[:MOST_ROWS]]
    by_row = {row: parts for row, *parts in named(database, rows)}
    response = jsonify(by_row)
    response.headers["Cache-Control"] = KEPT
    return response


def maps_description(
    database: Database,
    *,
    level: int,
    colour: str,
    method: str,
    language: str,
    scheme: str,
) -> dict[str, Any]:
    """Describe the three maps and their legend.

    Returns
    -------
    dict
        `build`, `n`, `size` of a point in pixels, `most` points of a window (None where every
        point is sent), the looks of what is `unknown` and of the `context`, the `maps` by
        space, and the `legend`.
    """
    catalogue = database.catalogue
    styles_by_space = {}
    maps: dict[str, dict[str, Any]] = {}
    for space in catalogue.spaces:
        chosen = catalogue.method(space, method)
        row_styles = chosen and point_styles_of(database, space, chosen, level, colour, scheme)
        if not chosen or not row_styles:
            name = text(f"method.{method}", language)
            maps[space] = {"absent": text("maps.absent", language, method=name)}
            continue
        styles_by_space[space] = row_styles
        address = f"maps/{quote(catalogue.build, safe='')}"
        # The same for the three maps, whose points are products: asked for once.
        of_map = f"{space}/{chosen}" if colour != "category" else f"{catalogue.spaces[0]}/any"
        maps[space] = {
            "method": chosen,
            "note": _note(catalogue, space, chosen, language, is_auto=method == "auto"),
            "ends": [_ends(values) for values in catalogue.coordinates[space, chosen]],
            "places": f"{address}/places/{space}/{chosen}",
            "window": f"{address}/window/{space}/{chosen}",
            "codes": f"{address}/codes/{colour}/{level}/{of_map}",
            "styles": [[style.colour, style.symbol] for style in row_styles.styles],
            "names": _names(catalogue, row_styles, level, colour, language),
            "groups": list(row_styles.groups),
        }
    return {
        "build": catalogue.build,
        "n": catalogue.n_products,
        "size": _size(catalogue),
        "most": SAMPLE if _is_large(catalogue) else None,
        "unknown": UNKNOWN[scheme],
        "context": CONTEXT[scheme],
        "maps": maps,
        "legend": _legend(catalogue, styles_by_space, level, colour, language, scheme),
    }


def point_styles_of(
    database: Database,
    space: str,
    method: str,
    level: int,
    colour: str,
    scheme: str = "light",
) -> PointStyles | None:
    """Return the look of the rows on a map; None where it has no clusters to show."""
    catalogue = database.catalogue
    if colour == "recall":
        known_map = (space, method) in catalogue.coordinates
        return (
            point_styles.by_recall(evidence.recall(database, space, method), scheme)
            if known_map
            else None
        )
    if colour == "cluster":
        return point_styles.by_cluster(catalogue, space, catalogue.scored_level(level), scheme)
    return point_styles.by_category(catalogue, level, scheme)


def _names(
    catalogue: Catalogue, row_styles: PointStyles, level: int, colour: str, language: str
) -> list[str]:
    """Return what is written on the maps: nothing where a style is no group of products."""
    if colour == "recall":
        return []
    if colour == "cluster":
        return [
            text("maps.cluster", language, number=cluster)
            for cluster in range(len(row_styles.styles))
        ]
    return [path[-1] for path in catalogue.tree.categories(level)]


def _note(catalogue: Catalogue, space: str, method: str, language: str, *, is_auto: bool) -> str:
    quality = catalogue.quality[space, method]
    return text(
        "maps.note.auto" if is_auto else "maps.note",
        language,
        method=text(f"method.{method}", language),
        trust=number(quality.trustworthiness, language, 2),
        kept=percent(quality.neighbour_recall, language),
    )


def _legend(
    catalogue: Catalogue,
    styles_by_space: dict[str, PointStyles],
    level: int,
    colour: str,
    language: str,
    scheme: str,
) -> dict[str, Any]:
    """Name the looks; the page counts which of them the filter shows."""
    if colour == "recall":
        some = point_styles.by_recall(np.zeros(0, np.float32), scheme)
        names = [text(f"maps.recall.{step}", language) for step in range(len(some.styles))]
    else:
        if colour == "cluster":
            level = catalogue.scored_level(level) or level
        some = point_styles.by_category(catalogue, level, scheme)
        names = [path[-1] for path in catalogue.tree.categories(level)]
    return {
        "styles": [[style.colour, style.symbol] for style in some.styles],
        "names": names,
        "counts": colour == "category",
        "whole": colour == "recall",
        "spaces": list(styles_by_space) if colour == "cluster" else list(styles_by_space)[:1],
        "note": "" if colour == "category" else text(f"maps.legend.{colour}", language),
    }


def _ends(values: NDArray[np.float32]) -> tuple[float, float]:
    """Return the range of an axis: the finite values and a margin, whatever the filter."""
    finite = values[~np.isnan(values)]
    if finite.size == 0:
        return (0.0, 1.0)
    low, high = float(finite.min()), float(finite.max())
    margin = (high - low) * 0.05 or 1.0
    return (low - margin, high + margin)


def _frame(body: Any) -> Viewport | None:
    """Read a part of a map; None where it is none: the page may send anything."""
    try:
        left, right, low, high = (float(body[end]) for end in ("left", "right", "low", "high"))
        columns, lines = (int(body[side]) for side in ("columns", "lines"))
    except (KeyError, TypeError, ValueError, OverflowError):
        return None
    viewport = Viewport(left, right, low, high, columns, lines)
    is_part = np.isfinite([viewport.left, viewport.right, viewport.low, viewport.high]).all()
    is_wide = viewport.left < viewport.right and viewport.low < viewport.high
    fits = 1 <= viewport.columns <= MOST_CELLS and 1 <= viewport.lines <= MOST_CELLS
    return viewport if is_part and is_wide and fits else None


def _size(catalogue: Catalogue) -> int:
    return next((size for most, size in SIZES if catalogue.n_products <= most), 3)


def _is_large(catalogue: Catalogue) -> bool:
    return catalogue.n_products > MOST_POINTS


BYTES = "application/octet-stream"


def _bytes(body: bytes) -> Response:
    response = Response(body, mimetype=BYTES)
    response.headers["Cache-Control"] = KEPT
    return response
