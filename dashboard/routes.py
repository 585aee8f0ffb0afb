"""What the page asks for outside callbacks: photos, cards, the drawer, the search."""

from collections.abc import Callable
from contextlib import suppress

from dash import Dash
from flask import Response, abort, jsonify, request

from dashboard import ids, queries
from dashboard.addresses import address_of
from dashboard.components.content import content
from dashboard.components.product import AddressOf, product_sheet
from dashboard.i18n import LANGUAGES
from dashboard.model.catalogue import NO_CLUSTER, Catalogue
from dashboard.model.product import Place, Product
from dashboard.queries import clusters, listings, search
from dashboard.queries.sheet import network_input, product_of

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
    return _picture(queries.photo, product_id)


def seen(product_id: str | None = None) -> Response:
    """Return a product's photo as the network sees it."""
    return _picture(network_input, product_id)


def card(build: str, row: int) -> Response:
    """Return what the pointer's card says of a row of a build."""
    found = queries.product(queries.of_build(build), row)
    if found is None:
        abort(404)
    response = jsonify({key: found[key] for key in ("id", "name", "path", "has_photo")})
    response.headers["Cache-Control"] = CACHED
    return response


def product(build: str) -> Response:
    """Return all that the drawer says of a product of a build.

    Asked for by `id`, whatever is in it: a path would lose two slashes in a row. `level` and
    `lang` are those of the page.
    """
    database = queries.of_build(build)
    found = product_of(database, request.args.get("id", ""))
    if found is None:
        abort(404)
    language = request.args.get("lang", "")
    said = product_sheet(
        found,
        _place(database, found, request.args.get("level", 1, type=int)),
        database.catalogue,
        _address_of("photo", build),
        _address_of("seen", build),
        language if language in LANGUAGES else LANGUAGES[0],
    )
    response = jsonify({"name": found.name, "content": content(said)})
    response.headers["Cache-Control"] = CACHED
    return response


def find(build: str) -> Response:
    """Return how many products a search finds in a build, and the first of them."""
    database = queries.of_build(build)
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


def _place(database: queries.Database, found: Product, level: int) -> Place:
    """Return where a product stands: its clusters and its neighbours."""
    catalogue = database.catalogue
    number = catalogue.level(level).number
    cluster_level = catalogue.scored_level(number)
    return Place(
        level=number,
        cluster_level=cluster_level,
        clusters={
            space: (cluster, clusters.words(database, clustering).get(cluster, []))
            for space in ids.SPACES
            for cluster, clustering in _cluster(catalogue, found.row, space, cluster_level)
        },
        near={
            space: listings.nearest(database, found.product_id, space, NEIGHBOURS)
            for space in ids.SPACES
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


def _address_of(kind: str, build: str) -> AddressOf:
    return lambda product_id: address_of(kind, id=product_id, build=build)


def _picture(
    picture_of: Callable[[queries.Database, str], bytes | None], product_id: str | None
) -> Response:
    database = queries.current()
    # A page that slept through two publications shows the photos of today.
    with suppress(queries.DatabaseUnavailableError):
        database = queries.of_build(request.args.get("build", ""))
    found = picture_of(database, request.args.get("id", "") if product_id is None else product_id)
    if found is None:
        abort(404)
    response = Response(found, mimetype="image/webp")
    response.headers["Cache-Control"] = CACHED
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
