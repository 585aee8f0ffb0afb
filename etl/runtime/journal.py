"""Journal of a run: sentences for a person, or one JSON line each (`LOG_FORMAT=json`)."""

import contextlib
import logging
import traceback
from collections.abc import Iterator, Mapping

from journal import JsonLines, handler, is_json

log = logging.getLogger("etl")


def start(environment: Mapping[str, str]) -> None:
    """Log to standard error, as the environment wants it."""
    if is_json(environment):
        stderr = handler(JsonLines())
    else:
        stderr = handler(logging.Formatter("%(message)s"))
        # Each stage says in a sentence of its own what it found.
        stderr.addFilter(lambda record: not hasattr(record, "stage"))
    logging.basicConfig(level=logging.INFO, handlers=[stderr])


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Leave out what stages say while they are rehearsed: it is of no product that is shown."""
    before = log.level
    log.setLevel(logging.ERROR)
    try:
        yield
    finally:
        log.setLevel(before)


def stage(name: str, seconds: float) -> None:
    """Log that a stage is over."""
    log.info("%s", name, extra={"event": "stage", "stage": name, "seconds": round(seconds, 3)})


def failure(sentence: str, environment: Mapping[str, str]) -> None:
    """Log what nobody foresaw, from where it was caught: its trace is for whoever mends it."""
    if is_json(environment):
        log.error(sentence, exc_info=True)
    else:
        traceback.print_exc()
        log.error(sentence)
