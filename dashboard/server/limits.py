"""Limits of a request: the size of its body, the callbacks there are, the time of its queries."""

from dash import Dash
from flask import abort, g, request

from dashboard.core import deadline
from dashboard.server.settings import Settings

MOST_BYTES = 1_000_000
"""Of a body. A selection of a million products takes 170 kB."""
CALLBACK = "/_dash-update-component"


def register(app: Dash, settings: Settings) -> None:
    """Refuse what is no call of a callback, and stop queries that take too long."""
    app.server.config["MAX_CONTENT_LENGTH"] = MOST_BYTES

    def check() -> None:
        deadline.begin(settings.query_seconds)
        if (request.content_length or 0) > MOST_BYTES:
            abort(413)
        if request.path != CALLBACK or request.method != "POST":
            return
        try:
            body = request.get_json(silent=True)
        except RecursionError:
            abort(400)
        output = body.get("output") if isinstance(body, dict) else None
        if not isinstance(output, str) or output not in app.callback_map:
            abort(400)
        g.callback = name_of(output)

    def end(_error: BaseException | None) -> None:
        deadline.end()

    app.server.before_request(check)
    app.server.teardown_request(end)


def name_of(output: str) -> str:
    """Return what a callback is called in logs and figures: the first property it gives.

    Examples
    --------
    >>> name_of("..level.data...tree.data.."), name_of("products.getRowsResponse")
    ('level.data', 'products.getRowsResponse')
    """
    return output.strip(".").split("...")[0]
