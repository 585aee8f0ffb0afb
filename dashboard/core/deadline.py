"""How long the queries of one request may take: a thread that watches interrupts what is late.

An interruption that reaches a connection between two queries is lost, so a request that is late
is interrupted again and again until it ends.
"""

import atexit
import threading
import time
import weakref
from dataclasses import dataclass, field

import duckdb

TooLongError = duckdb.InterruptException
"""What a query raises when its time is over."""
EVERY = 0.1
"""Seconds between two looks."""


@dataclass(eq=False)
class _Request:
    """A request under way: when its time is over, and the cursors it opened."""

    until: float
    cursors: "weakref.WeakSet[duckdb.DuckDBPyConnection]" = field(default_factory=weakref.WeakSet)


class Connection:
    """A connection whose cursors belong to the request of the thread that opens them."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """Open a cursor: each query has one of its own, as threads must not share any."""
        cursor = self._connection.cursor()
        request = getattr(_here, "request", None)
        if request is not None:
            with _lock:
                request.cursors.add(cursor)
                _under_way.add(request)
                _watch()
        return cursor


_here = threading.local()
_under_way: set[_Request] = set()
_lock = threading.Lock()
_watcher: list[threading.Thread] = []
_is_over = threading.Event()


def begin(seconds: float) -> None:
    """Give the queries of this thread so many seconds from now."""
    end()
    _here.request = _Request(time.monotonic() + seconds)


def end() -> None:
    """Say that the request of this thread is over."""
    request = getattr(_here, "request", None)
    if request is not None:
        _here.request = None
        with _lock:
            _under_way.discard(request)


def _watch() -> None:
    # By the first query: a thread that was started before the server forks ends there.
    if not _watcher or not _watcher[0].is_alive():
        _watcher[:] = [threading.Thread(target=_look, name="deadline", daemon=True)]
        _watcher[0].start()


def _look() -> None:
    while not _is_over.wait(EVERY):
        now = time.monotonic()
        with _lock:
            late = [
                cursor
                for request in _under_way
                if request.until < now
                for cursor in request.cursors
            ]
        for cursor in late:
            cursor.interrupt()


def _stop() -> None:
    """End the thread that watches: what one holds that outlives the interpreter, DuckDB misses."""
    _is_over.set()
    for thread in _watcher:
        thread.join(1)


atexit.register(_stop)
