"""Surroundings of every request: access, limits, answers to errors, headers, journal, metrics."""

from dash import Dash
from werkzeug.middleware.proxy_fix import ProxyFix

from dashboard.server import (
    access,
    answers,
    compression,
    headers,
    health,
    journal,
    limits,
    metrics,
    prefix,
)
from dashboard.server.settings import Settings


def register(app: Dash, settings: Settings) -> None:
    """Surround the app.

    What comes first here sees a request first and its answer last: the log and the figures
    have all of them, those that are refused included.
    """
    server = app.server
    journal.register(server, settings)
    if settings.metrics == "1":
        metrics.register(server, settings)
    compression.register(app)
    headers.register(app, settings)
    access.register(server, settings)
    prefix.register(app, settings)
    limits.register(app, settings)
    answers.register(server, settings)
    health.register(server)
    if settings.forwarded_proxies:
        hops = settings.forwarded_proxies
        server.wsgi_app = ProxyFix(
            server.wsgi_app, x_for=hops, x_proto=hops, x_host=hops, x_port=hops
        )
