"""What the page asks for outside callbacks: photos, and the card under the pointer."""

from dash import Dash
from flask import Response, abort, jsonify

from dashboard import queries

CACHED = "private, max-age=86400"
"""Photos and cards carry their build in their address, so they never go stale."""


def register(app: Dash) -> None:
    """Add the routes to the app's server."""
    prefix = app.config.routes_pathname_prefix
    app.server.add_url_rule(f"{prefix}photo/<path:product_id>", "photo", photo)
    app.server.add_url_rule(f"{prefix}card/<build>/<int:row>", "card", card)


def photo(product_id: str) -> Response:
    """Return a product's thumbnail, by the product's id and nothing else."""
    try:
        found = queries.photo(queries.current(), product_id)
    except queries.DatabaseUnavailableError:
        found = None
    if found is None:
        abort(404)
    response = Response(found, mimetype="image/webp")
    response.headers["Cache-Control"] = CACHED
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def card(build: str, row: int) -> Response:
    """Return what the pointer's card says of a row, as long as its build is the current one."""
    try:
        database = queries.current()
    except queries.DatabaseUnavailableError:
        abort(404)
    found = queries.product(database, row) if database.catalogue.build == build else None
    if found is None:
        abort(404)
    response = jsonify({key: found[key] for key in ("id", "name", "path", "has_photo")})
    response.headers["Cache-Control"] = CACHED
    return response
