"""How a run is logged: sentences for a person, or one JSON line each (`LOG_FORMAT=json`)."""

import json
import logging
import sys
import traceback
from collections.abc import Mapping
from datetime import UTC, datetime

log = logging.getLogger("etl")
STAGE = "stage"
"""What a record of a finished stage holds besides its seconds."""


class JsonLines(logging.Formatter):
    """One JSON object a line: `time`, `level`, `event`, and what the event has to say."""

    def format(self, record: logging.LogRecord) -> str:
        """Write a record as one line, whatever is in it."""
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
        }
        if hasattr(record, STAGE):
            return json.dumps(line | {"event": STAGE, **getattr(record, STAGE)})
        line |= {"event": "message", "message": record.getMessage()}
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        # In ASCII: a terminal that lacks a letter would have another written, or half a line.
        return json.dumps(line)


def start(environment: Mapping[str, str]) -> None:
    """Log to standard error, as the environment wants it."""
    handler = logging.StreamHandler(sys.stderr)
    if is_json(environment):
        handler.setFormatter(JsonLines())
    else:
        # Each stage says in a sentence of its own what it found.
        handler.addFilter(lambda record: not hasattr(record, STAGE))
    logging.basicConfig(level=logging.INFO, format="%(message)s", handlers=[handler])


def is_json(environment: Mapping[str, str]) -> bool:
    """Say whether lines are for a program."""
    return environment.get("LOG_FORMAT") == "json"


def stage(name: str, seconds: float) -> None:
    """Log that a stage is over."""
    log.info("%s", name, extra={STAGE: {STAGE: name, "seconds": round(seconds, 3)}})


def failure(sentence: str, environment: Mapping[str, str]) -> None:
    """Log what nobody foresaw, from where it was caught: its trace is for whoever mends it."""
    if is_json(environment):
        log.error(sentence, exc_info=True)
    else:
        traceback.print_exc()
        log.error(sentence)
