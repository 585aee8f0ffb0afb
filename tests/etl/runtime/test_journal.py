"""What a run writes to standard error: sentences, or lines for a program."""

import io
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PIL import Image

from etl.runtime import journal
from tests.conftest import RunEtl
from tests.etl.shop import listing, write_shop


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
    first, stage, failed = lines(capsys)
    assert first["message"] == "deux\nlignes « é »"
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
    log = capsys.readouterr().err.splitlines()
    assert log[0] == "12 produits"
    assert log[1].startswith("Traceback")
    assert log[-1] == "Arrêt."


def damaged_tiff() -> bytes:
    """A picture whose strips end too early: libtiff complains of it by itself."""
    stream = io.BytesIO()
    Image.effect_noise((64, 64), 80).convert("RGB").save(stream, "TIFF", compression="tiff_lzw")
    content = bytearray(stream.getvalue())
    content[100:400] = bytes(300)
    return bytes(content)


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A shop with a damaged photo."""
    rows = [listing(i) for i in range(8)]
    rows[3]["image"] = "p3.tif"
    catalog = write_shop(tmp_path / "shop", rows, photos=8)
    (catalog.parent / "images" / "p3.tif").write_bytes(damaged_tiff())
    return catalog


def test_nothing_but_json_is_on_standard_error_of_a_run(
    shop: Path, tmp_path: Path, run_etl: RunEtl
) -> None:
    database = tmp_path / "catalog.duckdb"
    done = run_etl("run", "--catalog", shop, "--database", database, "--jobs", 1, LOG_FORMAT="json")
    assert done.returncode == 0, done.stderr
    entries = [json.loads(line) for line in done.stderr.splitlines()]
    assert {line["event"] for line in entries} == {"message", "stage"}
    assert "7 vectors" in next(line["message"] for line in entries if "image:" in str(line))


@pytest.mark.parametrize("arguments", [("--nope",), ("report", "--database", "/none/x.duckdb")])
def test_a_refusal_is_one_json_line(run_etl: RunEtl, arguments: tuple[str, ...]) -> None:
    done = run_etl(*arguments, LOG_FORMAT="json")
    assert done.returncode == 2
    [line] = done.stderr.splitlines()
    assert json.loads(line)["message"]
