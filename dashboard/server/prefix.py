"""Prefix: the path under which the browser knows the app, whatever proxies have done to it.

The app itself answers at the root. What stands before that goes into `SCRIPT_NAME`, as WSGI has
it, and every address is written from there: a proxy may leave the prefix where it is, or take it
off and say so (`X-Forwarded-Prefix`), or take it off and say nothing.
"""

import re
from collections.abc import Iterable
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from dash import Dash
from dash._utils import AttributeDict
from flask import Flask, abort, has_request_context, redirect, request
from werkzeug.wrappers import Response

from dashboard.server.health import OPEN
from dashboard.server.settings import PREFIX, Settings

OUTSIDE = "dashboard.outside"
"""In the environment of a request: whether it is for nothing under the prefix."""


class Prefixed:
    """Takes what stands before the app off the path of each request.

    Parameters
    ----------
    application : WSGI application
    settings : Settings
    """

    def __init__(self, application: WSGIApplication, settings: Settings) -> None:
        self._application, self._settings = application, settings
        self._own = settings.dashboard_url_prefix.rstrip("/")
        self._is_stripped = settings.dashboard_prefix_stripped == "1"

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Hand the request on."""
        announced = announced_in(environ, self._settings.forwarded_proxies)
        # It may be said and yet be there.
        path = _below(environ.get("PATH_INFO", ""), announced) or environ.get("PATH_INFO", "")
        within = _below(path, self._own)
        environ[OUTSIDE] = within is None and not (announced or self._is_stripped)
        if within is not None:
            root, path = announced + self._own, within
        else:
            root = "" if environ[OUTSIDE] else announced or self._own
        environ["SCRIPT_NAME"] = environ.get("SCRIPT_NAME", "") + root
        environ["PATH_INFO"] = path
        return self._application(environ, start_response)


class _Config(AttributeDict):
    """Dash's settings, of which one is that of the request."""

    def __getattr__(self, name: str) -> Any:
        if name == "requests_pathname_prefix" and has_request_context():
            return f"{request.script_root}/"
        return super().__getattr__(name)  # type: ignore[no-untyped-call]


def register(app: Dash, settings: Settings) -> None:
    """Write addresses for the browser of each request, and lead to the prefix from beside it."""
    app.config = _Config(app.config)
    server: Flask = app.server

    def lead() -> Response | None:
        if not request.environ.get(OUTSIDE) or request.path.removeprefix("/") in OPEN:
            return None
        if request.path not in ("/", settings.dashboard_url_prefix.rstrip("/")):
            abort(404)
        return redirect(settings.dashboard_url_prefix)

    server.before_request(lead)
    server.wsgi_app = Prefixed(server.wsgi_app, settings)  # type: ignore[method-assign]


def announced_in(environ: WSGIEnvironment, proxies: int) -> str:
    """Return the path that proxies say they have taken off, without its last slash.

    Only the last so many are believed, and only what is a path: another host is none.

    Examples
    --------
    >>> announced_in({"HTTP_X_FORWARDED_PREFIX": "/forged, /tools, /shop/"}, 2)
    '/tools/shop'
    >>> announced_in({"HTTP_X_FORWARDED_PREFIX": "//elsewhere.example"}, 1)
    ''
    """
    paths = environ.get("HTTP_X_FORWARDED_PREFIX", "").split(",")
    joined = "".join(path.strip().rstrip("/") for path in paths[-proxies:]) if proxies else ""
    return joined if re.fullmatch(PREFIX, f"{joined}/") else ""


def _below(path: str, prefix: str) -> str | None:
    """Return what follows a prefix, None where a path is not under it."""
    return path.removeprefix(prefix) if path.startswith(f"{prefix}/") else None
