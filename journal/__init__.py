"""How does a program read what a process of ours has to say? One JSON object a line.

`LOG_FORMAT=json` asks for it, of the pipeline and of the web server.
"""

import json
import logging
import sys
import threading
from collections.abc import Mapping
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

from journal import strays

log = logging.getLogger("journal")


class JsonLines(logging.Formatter):
    """One JSON object a line: `time`, `level`, `event`, and what the event has to say.

    Parameters
    ----------
    event : str
        Attribute of the records that say values of their own; all others are messages.
    """

    def __init__(self, event: str) -> None:
        super().__init__()
        self._event = event

    def format(self, record: logging.LogRecord) -> str:
        """Write a record as one line, whatever is in it."""
        line = head(record.levelname.lower(), record.created)
        if hasattr(record, self._event):
            return json.dumps(line | {"event": self._event, **getattr(record, self._event)})
        line |= {"event": "message", "message": record.getMessage(), **self.besides()}
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        # In ASCII: a terminal that lacks a letter would have another written, or half a line.
        return json.dumps(line)

    def besides(self) -> Mapping[str, str]:
        """Return what is said of the moment of a message."""
        return {}


def head(level: str, moment: float) -> dict[str, Any]:
    """Return what every line begins with."""
    time = datetime.fromtimestamp(moment, UTC).isoformat(timespec="milliseconds")
    return {"time": time, "level": level}


def is_json(environment: Mapping[str, str]) -> bool:
    """Say whether lines are for a program."""
    return environment.get("LOG_FORMAT") == "json"


def handler(formatter: logging.Formatter) -> logging.Handler:
    """Return a handler that writes to standard error, past what catches stray lines."""
    made = logging.StreamHandler(strays.stream())
    made.setFormatter(formatter)
    return made


def keep_to_json() -> None:
    """Have nothing but JSON lines on standard error: Python's own last words, and stray lines.

    To be called while there is one thread, before anything is logged.
    """
    strays.catch()
    logging.captureWarnings(capture=True)
    sys.excepthook = _uncaught
    sys.unraisablehook = lambda found: _uncaught(
        found.exc_type, found.exc_value, found.exc_traceback
    )
    threading.excepthook = lambda found: _uncaught(
        found.exc_type, found.exc_value, found.exc_traceback
    )


def _uncaught(
    kind: type[BaseException], error: BaseException | None, trace: TracebackType | None
) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    log.error("%s", error or kind.__name__, exc_info=(kind, error or kind(), trace))
