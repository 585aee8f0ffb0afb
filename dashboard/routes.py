"""What the page asks for outside callbacks: photos, cards, the drawer, the search."""

from collections.abc import Callable
from contextlib import suppress

from dash import Dash
from flask import Response, abort, jsonify, request

from dashboard.components.html_fragment import html_fragment
from dashboard.components.product_sheet import product_sheet
from dashboard.core import search
from dashboard.core.catalogue import NO_CLUSTER, Catalogue
from dashboard.core.cluster_words import cluster_words
from dashboard.core.database import (
    Database,
    DatabaseUnavailableError,
    current_database,
    database_of,
)
from dashboard.core.neighbours import nearest_neighbours
from dashboard.core.photo_urls import photo_urls
from dashboard.core.products import product_at_row, thumbnail
from dashboard.i18n import LANGUAGES
from dashboard.model.product import Product, ProductContext
from dashboard.queries.product_query import network_input, product_of

NEIGHBOURS = 5
"""Of a product, shown in each space."""
SUGGESTED = 5
"""Products that the search box suggests while one types."""
CACHED = "private, max-age=86400"
"""Photos and cards carry their build in their address, so they never go stale."""


def register(app: Dash) -> None:
    """Add the routes to the app's server."""
    add = app.server.add_url_rule
    for name, picture in (("photo", photo), ("seen", seen)):
        add(f"/{name}", f"{name}-asked", picture)  # by `id`, whatever is in it
        add(f"/{name}/<path:product_id>", name, picture)
    add("/product/<build>", "product", product)
    add("/card/<build>/<int:row>", "card", card)
    add("/find/<build>", "find", find)


def photo(product_id: str | None = None) -> Response:
    """Return a product's thumbnail, by the product's id and nothing else."""
    return _picture(thumbnail, product_id)


def seen(product_id: str | None = None) -> Response:
    """Return a product's photo as the network sees it."""
    return _picture(network_input, product_id)


def card(build: str, row: int) -> Response:
    """Return what the pointer's card says of a row of a build."""
    record = product_at_row(database_of(build), row)
    if record is None:
        abort(404)
    response = jsonify({key: record[key] for key in ("id", "name", "path", "has_photo")})
    response.headers["Cache-Control"] = CACHED
    return response


def product(build: str) -> Response:
    """Return all that the drawer says of a product of a build.

    Asked for by `id`, whatever is in it: a path would lose two slashes in a row. `level` and
    `lang` are those of the page.
    """
    database = database_of(build)
    record = product_of(database, request.args.get("id", ""))
    if record is None:
        abort(404)
    language = request.args.get("lang", "")
    sheet = product_sheet(
        record,
        _context(database, record, request.args.get("level", 1, type=int)),
        database.catalogue,
        photo_urls(build),
        photo_urls(build, "seen"),
        language if language in LANGUAGES else LANGUAGES[0],
    )
    response = jsonify({"name": record.name, "content": html_fragment(sheet)})
    response.headers["Cache-Control"] = CACHED
    return response


def find(build: str) -> Response:
    """Return how many products a search finds in a build, and the first of them."""
    database = database_of(build)
    query = request.args.get("q", "")
    rows = search.found(database, query)
    hits = [
        {
            "id": hit.product_id,
            "name": hit.name,
            "about": " · ".join(filter(None, [hit.brand, hit.path[-1] if hit.path else None])),
            "has_photo": hit.has_photo,
        }
        for hit in search.first(database, query, rows, SUGGESTED)
    ]
    response = jsonify({"total": int(rows.sum()), "hits": hits})
    response.headers["Cache-Control"] = CACHED
    return response


def _context(database: Database, record: Product, level: int) -> ProductContext:
    """Return where a product stands: its clusters and its neighbours."""
    catalogue = database.catalogue
    number = catalogue.level(level).number
    cluster_level = catalogue.scored_level(number)
    return ProductContext(
        level=number,
        cluster_level=cluster_level,
        clusters={
            space: (cluster, cluster_words(database, clustering).get(cluster, []))
            for space in catalogue.spaces
            for cluster, clustering in _cluster(catalogue, record.row, space, cluster_level)
        },
        near={
            space: nearest_neighbours(database, record.product_id, space, NEIGHBOURS)
            for space in catalogue.spaces
        },
    )


def _cluster(
    catalogue: Catalogue, row: int, space: str, level: int | None
) -> list[tuple[int, str]]:
    """Return the cluster of a row and the clustering that made it; none where it has none."""
    labels = catalogue.labels.get((space, level or 0))
    if labels is None or labels[row] == NO_CLUSTER:
        return []
    return [(int(labels[row]), catalogue.clusterings[space, level or 0].clustering_id)]


def _picture(
    picture_of: Callable[[Database, str], bytes | None], product_id: str | None
) -> Response:
    database = current_database()
    # A page that slept through two publications shows the photos of today.
    with suppress(DatabaseUnavailableError):
        database = database_of(request.args.get("build", ""))
    picture = picture_of(database, request.args.get("id", "") if product_id is None else product_id)
    if picture is None:
        abort(404)
    response = Response(picture, mimetype="image/webp")
    response.headers["Cache-Control"] = CACHED
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
