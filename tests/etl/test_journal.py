"""What a run writes to standard error: sentences, or lines for a program."""

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from etl import journal


@contextmanager
def started(**environment: str) -> Iterator[None]:
    """Log as a new process does; afterwards as before."""
    logger = logging.getLogger()
    handlers, level = logger.handlers[:], logger.level
    logger.handlers.clear()
    journal.start(environment)
    try:
        yield
    finally:
        logger.handlers[:] = handlers
        logger.setLevel(level)


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().err.splitlines()]


def test_as_json_each_line_is_an_object_and_a_stage_says_its_seconds(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with started(LOG_FORMAT="json"):
        journal.log.info("deux\nlignes « é »")
        journal.stage("text", 1.23456)
        try:
            int("deux")
        except ValueError:
            journal.failure("Arrêt.", {"LOG_FORMAT": "json"})
    said, stage, failed = lines(capsys)
    assert said["message"] == "deux\nlignes « é »"
    assert (stage["event"], stage["stage"], stage["seconds"]) == ("stage", "text", 1.235)
    assert (failed["level"], failed["message"]) == ("error", "Arrêt.")
    assert "ValueError: invalid literal" in str(failed["traceback"])


def test_for_a_person_a_stage_has_no_line_of_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    with started():
        journal.log.info("12 produits")
        journal.stage("text", 1.2)
        try:
            int("deux")
        except ValueError:
            journal.failure("Arrêt.", {})
    said = capsys.readouterr().err.splitlines()
    assert said[0] == "12 produits"
    assert said[1].startswith("Traceback")
    assert said[-1] == "Arrêt."
