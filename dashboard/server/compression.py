"""Compression of what is sent: scripts once a process, pages and answers as they are made."""

from collections.abc import MutableMapping
from threading import Lock

from cachetools import LRUCache
from dash import Dash
from flask import Request
from flask_compress import Compress

SCRIPTS = "/_dash-component-suites/"
MOST_BYTES = 8_000_000
"""Compressed scripts that a process keeps: all that a page loads take a third of it."""


class ScriptCache:
    """Compressed scripts, by algorithm and address; of anything else nothing is kept."""

    def __init__(self) -> None:
        self._kept: MutableMapping[str, bytes] = LRUCache(MOST_BYTES, getsizeof=len)
        self._lock = Lock()  # a worker answers in several threads

    def get(self, key: str) -> bytes | None:
        """Return what is kept under an address."""
        with self._lock:
            return self._kept.get(key)

    def set(self, key: str, value: bytes) -> None:
        """Keep a script."""
        if SCRIPTS in key and len(value) <= MOST_BYTES:
            with self._lock:
                self._kept[key] = value


def register(app: Dash) -> None:
    """Compress each answer that gains by it, as the browser accepts it.

    Dash's scripts do not change while a process lives: they are compressed well, once. Answers of
    callbacks and pages are compressed anew, at a level that costs a millisecond or so.
    """
    app.server.config.update(
        COMPRESS_ALGORITHM=["br", "gzip"],
        COMPRESS_ALGORITHM_STREAMING=["br"],
        COMPRESS_CACHE_BACKEND=ScriptCache,
        COMPRESS_CACHE_KEY=_address,
    )
    Compress(app.server)


def _address(request: Request) -> str:
    return request.full_path
