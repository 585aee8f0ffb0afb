"""How a run is logged: sentences for a person, or one JSON line each (`LOG_FORMAT=json`)."""

import logging
import traceback
from collections.abc import Mapping

from journal import JsonLines, handler, is_json

log = logging.getLogger("etl")
STAGE = "stage"
"""What a record of a finished stage holds besides its seconds."""


def start(environment: Mapping[str, str]) -> None:
    """Log to standard error, as the environment wants it."""
    if is_json(environment):
        output = handler(JsonLines(STAGE))
    else:
        output = handler(logging.Formatter("%(message)s"))
        # Each stage says in a sentence of its own what it found.
        output.addFilter(lambda record: not hasattr(record, STAGE))
    logging.basicConfig(level=logging.INFO, handlers=[output])


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
