"""What is written of each request: one JSON line (`LOG_FORMAT=json`); of errors, always.

A line names the path and nothing of its query, of the headers or of the body: there are
searches and passwords in them.
"""

import logging
import time
from collections.abc import Mapping

from flask import Flask, Response, g, has_request_context, request

import journal
from dashboard.server.settings import Settings

log = logging.getLogger("dashboard")
REQUEST = "request"
GUNICORN, WARNINGS = "gunicorn.error", "py.warnings"


class JsonLines(journal.JsonLines):
    """One JSON object a line; a message has the reference that its reader was given."""

    def besides(self) -> Mapping[str, str]:
        """Return the reference, where there is one."""
        return {"reference": g.reference} if has_request_context() and "reference" in g else {}


class Sentences(logging.Formatter):
    """For a person: the message, under the reference that was given for it."""

    def format(self, record: logging.LogRecord) -> str:
        """Write a record as text."""
        said = super().format(record)
        is_named = has_request_context() and "reference" in g
        return f"[{g.reference}] {said}" if is_named else said


def register(server: Flask, settings: Settings) -> None:
    """Log to standard error; where lines are for a program, each request too."""
    handler = journal.handler(JsonLines(REQUEST) if settings.is_json else Sentences())
    log.handlers[:] = [handler]
    log.setLevel(logging.INFO)
    log.propagate = False
    if not settings.is_json:
        return
    for name in (GUNICORN, WARNINGS, journal.log.name):
        logging.getLogger(name).handlers[:] = [handler]

    def begin() -> None:
        g.began = time.perf_counter()

    def write(answer: Response) -> Response:
        log.info("%s", request.path, extra={REQUEST: line_of(answer)})
        return answer

    server.before_request(begin)
    server.after_request(write)


def line_of(answer: Response) -> dict[str, object]:
    """Say what was asked and how it ended; what does not apply is left out."""
    seconds = time.perf_counter() - g.get("began", time.perf_counter())
    said = {
        "method": request.method,
        "path": f"{request.script_root}{request.path}",
        "status": answer.status_code,
        "ms": round(1000 * seconds, 1),
        "callback": g.get("callback"),
        "user": g.get("user"),
        "reference": g.get("reference"),
    }
    return {name: value for name, value in said.items() if value is not None}
