"""Metrics: figures of the server at `/metrics`, in the Prometheus format, where `METRICS=1`."""

import atexit
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from flask import Flask, Response, g, request

from dashboard.server.health import state
from dashboard.server.settings import Settings

if TYPE_CHECKING:
    from prometheus_client.core import GaugeMetricFamily

SHARED = "PROMETHEUS_MULTIPROC_DIR"
"""Folder in which the worker processes put their figures together."""
STEPS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
"""Seconds: ends of the classes of a histogram."""


def register(server: Flask, settings: Settings) -> None:
    """Count requests and callbacks, and show the figures at `/metrics`."""
    _share()
    # Reads where the folder is while it loads; nobody loads it who does not ask for figures.
    from prometheus_client import Counter, Histogram  # noqa: PLC0415

    requests = Histogram(
        "dashboard_request_seconds",
        "Time to answer a request, by what was asked.",
        ["route", "method", "status"],
        buckets=STEPS,
    )
    callbacks = Histogram(
        "dashboard_callback_seconds",
        "Time to answer a callback, by the first property it gives.",
        ["callback"],
        buckets=STEPS,
    )
    errors = Counter("dashboard_errors", "Answers that nobody foresaw: each is in the log.")

    root = settings.dashboard_url_prefix.rstrip("/")

    def begin() -> None:
        g.started_at = time.perf_counter()

    def count(answer: Response) -> Response:
        seconds = time.perf_counter() - g.get("started_at", time.perf_counter())
        # The rule, not the path: products and builds would each be a series of their own.
        route = f"{root}{request.url_rule.rule}" if request.url_rule is not None else "none"
        requests.labels(route, request.method, answer.status_code).observe(seconds)
        if "callback" in g:
            callbacks.labels(g.callback).observe(seconds)
        if "reference" in g:
            errors.inc()
        return answer

    server.before_request(begin)
    server.after_request(count)
    server.add_url_rule("/metrics", "metrics", _show)


def _share() -> None:
    """Make the folder of the figures, before the server forks; its maker removes it."""
    if SHARED in os.environ:
        return
    folder = os.environ[SHARED] = tempfile.mkdtemp(prefix="metrics-")
    maker = os.getpid()

    def remove() -> None:
        if os.getpid() == maker:
            shutil.rmtree(folder, ignore_errors=True)

    atexit.register(remove)


def _show() -> Response:
    from prometheus_client import CollectorRegistry, generate_latest  # noqa: PLC0415
    from prometheus_client.exposition import CONTENT_TYPE_LATEST  # noqa: PLC0415
    from prometheus_client.multiprocess import MultiProcessCollector  # noqa: PLC0415

    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    registry.register(_Database())
    return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


class _Database:
    """The figures of the published database, read at each look."""

    def collect(self) -> "Iterator[GaugeMetricFamily]":
        """Say whether it can be used and how old it is."""
        from prometheus_client.core import GaugeMetricFamily  # noqa: PLC0415

        database_state: dict[str, Any] = state()
        is_ready = database_state["status"] == "ready"
        yield GaugeMetricFamily(
            "dashboard_database_ready", "1 where the database can be used.", value=float(is_ready)
        )
        if is_ready:
            yield GaugeMetricFamily(
                "dashboard_database_age_seconds",
                "Seconds since the database was built.",
                value=database_state["age_seconds"],
            )
