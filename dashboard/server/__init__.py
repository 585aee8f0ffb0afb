"""What surrounds every request: who may enter, what is refused, what is said, logged, counted."""

from dash import Dash
from werkzeug.middleware.proxy_fix import ProxyFix

from dashboard.server import access, answers, headers, health, journal, limits, metrics
from dashboard.server.settings import Settings


def register(app: Dash, settings: Settings) -> None:
    """Surround the app.

    What comes first here sees a request first and its answer last: the log and the figures
    have all of them, those that are refused included.
    """
    server, prefix = app.server, app.config.routes_pathname_prefix
    journal.register(server, settings)
    if settings.has_metrics:
        metrics.register(server, prefix)
    headers.register(app, settings)
    access.register(server, prefix, settings)
    limits.register(app, settings)
    answers.register(server, settings)
    health.register(server, prefix)
    if settings.forwarded:
        hops = settings.forwarded
        server.wsgi_app = ProxyFix(
            server.wsgi_app, x_for=hops, x_proto=hops, x_host=hops, x_port=hops
        )
