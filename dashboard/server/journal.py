"""Journal of the server: a JSON line of each request (`LOG_FORMAT=json`); of errors, always.

A line names the path and nothing of its query, of the headers or of the body: there are
searches and passwords in them.
"""

import logging
import time

from flask import Flask, Response, g, has_request_context, request

import journal
from dashboard.server.settings import Settings

log = logging.getLogger("dashboard")
GUNICORN, WARNINGS = "gunicorn.error", "py.warnings"


def add_reference(record: logging.LogRecord) -> bool:
    """Add the reference that the reader of an error was given, to what is logged of it."""
    if has_request_context() and "reference" in g:
        record.reference = g.reference
    return True


class Sentences(logging.Formatter):
    """For a person: the message, under the reference that was given for it."""

    def format(self, record: logging.LogRecord) -> str:
        """Write a record as text."""
        sentence = super().format(record)
        reference = getattr(record, "reference", None)
        return f"[{reference}] {sentence}" if reference else sentence


def register(server: Flask, settings: Settings) -> None:
    """Log to standard error; where lines are for a program, each request too."""
    is_json = settings.log_format == "json"
    handler = journal.handler(journal.JsonLines() if is_json else Sentences())
    handler.addFilter(add_reference)
    log.handlers[:] = [handler]
    log.setLevel(logging.INFO)
    log.propagate = False
    if not is_json:
        return
    for name in (GUNICORN, WARNINGS, journal.log.name):
        logging.getLogger(name).handlers[:] = [handler]

    def begin() -> None:
        g.began = time.perf_counter()

    def write(answer: Response) -> Response:
        log.info("%s", request.path, extra={"event": "request", **line_of(answer)})
        return answer

    server.before_request(begin)
    server.after_request(write)


def line_of(answer: Response) -> dict[str, object]:
    """Say what was requested and how it ended; what does not apply is left out."""
    seconds = time.perf_counter() - g.get("began", time.perf_counter())
    values = {
        "method": request.method,
        "path": f"{request.script_root}{request.path}",
        "status": answer.status_code,
        "ms": round(1000 * seconds, 1),
        "callback": g.get("callback"),
        "user": g.get("user"),
    }
    return {name: value for name, value in values.items() if value is not None}
