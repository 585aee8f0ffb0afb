"""Answers where a request is refused or fails: a sentence in a language of the reader."""

import logging
import secrets
import traceback

from flask import Flask, Response, g, request
from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from dashboard.core.database import DatabaseUnavailableError, TooLongError
from dashboard.i18n import LANGUAGES, TEXTS, text
from dashboard.server.limits import MOST_BYTES
from dashboard.server.settings import Settings

REFERENCE = "X-Error-Id"
"""Header of an answer to what nobody foresaw: the reference under which the log has it."""
TRACES = RateLimitItemPerMinute(10)
"""Rate limit: errors of a line of code that are logged with their trace."""
log = logging.getLogger("dashboard")


def register(server: Flask, settings: Settings) -> None:
    """Answer errors by sentences; what nobody foresaw goes to the log, under a reference."""
    traced = FixedWindowRateLimiter(MemoryStorage())

    def failed(error: Exception) -> Response:
        """Answer by a reference: what happened is nobody's business but the log's."""
        g.reference = secrets.token_hex(4)
        *_, (frame, line) = traceback.walk_tb(error.__traceback__)
        # Bodies that no page sends end here: who sends many would fill the log.
        is_traced = traced.hit(TRACES, frame.f_code.co_filename, str(line))
        trace = error if is_traced else None
        log.error("%s %s failed", request.method, request.path, exc_info=trace)
        answer = sentence(500, reference=g.reference)
        answer.headers[REFERENCE] = g.reference
        return answer

    def too_long(_error: Exception) -> Response:
        return sentence(503, seconds=f"{settings.query_seconds:g}")

    def no_database(_error: Exception) -> Response:
        return sentence(404)

    server.register_error_handler(HTTPException, _refused)
    server.register_error_handler(DatabaseUnavailableError, no_database)
    server.register_error_handler(TooLongError, too_long)
    server.register_error_handler(Exception, failed)


def sentence(status: int, **values: object) -> Response:
    """Return the sentence of a status, as plain text."""
    lang = request.accept_languages.best_match(LANGUAGES, default=LANGUAGES[0])
    line = text(f"server.{status}", lang, **values)
    answer = Response(f"{line}\n", status, mimetype="text/plain")
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _refused(error: HTTPException) -> HTTPException | Response:
    if isinstance(error, RequestEntityTooLarge):
        return sentence(413, most=MOST_BYTES)
    if error.code not in (400, 403, 404) or f"server.{error.code}" not in TEXTS:
        return error
    return sentence(error.code)
