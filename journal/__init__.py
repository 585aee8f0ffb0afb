"""Journal: what a process of ours logs, as one JSON object a line where a program reads it.

`LOG_FORMAT=json` asks for it, of the pipeline and of the web server.
"""

import logging
import sys
import threading
from collections.abc import Mapping
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

from pythonjsonlogger.json import JsonFormatter

from journal import strays

log = logging.getLogger("journal")


class JsonLines(JsonFormatter):
    """One JSON object a line: `time`, `level`, `event`, and what the event has to say.

    A record logged with `extra={"event": ...}` says the other values of its `extra`; all others
    are messages.
    """

    def __init__(self) -> None:
        super().__init__(
            ("asctime", "levelname", "event", "message"),
            rename_fields={"asctime": "time", "levelname": "level", "exc_info": "traceback"},
        )

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: ARG002, N802
        """Write the moment of a record as ISO 8601, in UTC."""
        return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")

    def process_log_record(self, line: dict[str, Any]) -> dict[str, Any]:
        """Tell events from messages."""
        line["level"] = line["level"].lower()
        if line["event"] is None:
            line["event"] = "message"
        else:
            del line["message"]
        return line


def is_json(environment: Mapping[str, str]) -> bool:
    """Say whether lines are for a program."""
    return environment.get("LOG_FORMAT") == "json"


def handler(formatter: logging.Formatter) -> logging.Handler:
    """Return a handler that writes to standard error, past what catches stray lines."""
    stderr = logging.StreamHandler(strays.stream())
    stderr.setFormatter(formatter)
    return stderr


def keep_to_json() -> None:
    """Have nothing but JSON lines on standard error: Python's own last words, and stray lines.

    To be called while there is one thread, before anything is logged.
    """
    strays.catch()
    logging.captureWarnings(capture=True)
    sys.excepthook = _uncaught
    sys.unraisablehook = lambda hook: _uncaught(hook.exc_type, hook.exc_value, hook.exc_traceback)
    threading.excepthook = lambda hook: _uncaught(hook.exc_type, hook.exc_value, hook.exc_traceback)


def _uncaught(
    kind: type[BaseException], error: BaseException | None, trace: TracebackType | None
) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    log.error("%s", error or kind.__name__, exc_info=(kind, error or kind(), trace))
