"""What a person reads arrives in any terminal; who does not read on is no failure."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from etl.runtime import terminal
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def loaded(demo_catalogue: Path, demo_database: Path) -> list[str]:
    """The options of a run whose database is published already, and is only to be shown."""
    catalogue = demo_catalogue / "products.csv"
    return ["--database", str(demo_database), "--catalog", str(catalogue)]


def in_shell(
    arguments: list[str], after: str = "", **environment: str
) -> "subprocess.CompletedProcess[bytes]":
    """`python -m etl` with something after it that only a shell can say; `STATUS` has its end."""
    script = f'{{ "$@"; ended=$?; echo $ended >"${{STATUS:-/dev/null}}"; exit $ended; }}{after}'
    return subprocess.run(
        ["/bin/sh", "-c", script, "sh", sys.executable, "-m", "etl", *arguments],
        cwd=ROOT,
        env={**os.environ, "LC_ALL": "fr_FR.UTF-8", **environment},
        check=False,
        capture_output=True,
    )


ASCII = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


@pytest.mark.parametrize(
    ("environment", "encoding"),
    [
        ({"PYTHONIOENCODING": "ascii"}, "ascii"),
        ({"PYTHONIOENCODING": "latin-1"}, "latin-1"),
        ({"PYTHONIOENCODING": "cp1252"}, "cp1252"),
        ({"PYTHONIOENCODING": "cp437"}, "cp437"),
        ({"PYTHONIOENCODING": "ascii", "LOG_FORMAT": "json"}, "ascii"),
        (ASCII, "ascii"),
    ],
)
def test_any_terminal_shows_all(
    loaded: list[str], environment: dict[str, str], encoding: str
) -> None:
    for arguments in (
        ["run", *loaded],
        ["report", *loaded[:2]],
        ["report", *loaded[:2], "--json"],
        ["--help"],
        ["run", "--help"],
    ):
        done = in_shell(arguments, **environment)
        assert done.returncode == 0, done.stderr
        shown, log = done.stdout.decode(encoding), done.stderr.decode(encoding)
        assert shown.strip()
        assert not {"Traceback", "UnicodeEncodeError"} & set(log.split())
        assert "\\x" not in shown + log
        if "LOG_FORMAT" in environment:
            assert all(json.loads(line) for line in log.splitlines())
    done = in_shell(["report", "--database", "none.duckdb"], **environment)
    assert (done.returncode, done.stdout) == (2, b"")
    assert len(done.stderr.decode(encoding).splitlines()) == 1


@pytest.mark.parametrize(
    "after", [" | head -1", " | true", " 2>&1 | true", " >&-", " 2>&-", " <&- >&- 2>&-"]
)
def test_a_reader_that_closes_the_pipe_is_no_failure(
    loaded: list[str], after: str, tmp_path: Path
) -> None:
    ended = tmp_path / "status"
    for arguments in (["run", *loaded], ["report", *loaded[:2]], ["--help"]):
        done = in_shell(arguments, after, STATUS=str(ended))
        assert ended.read_text() == "0\n", done.stderr
        assert b"Traceback" not in done.stderr
        assert b"Exception ignored" not in done.stderr


def test_a_run_whose_scores_cannot_be_written_says_that_it_is_published(loaded: list[str]) -> None:
    done = in_shell(["run", *loaded], " >/dev/full")
    assert done.returncode == 0
    assert "La base est publiée, mais" in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()
    done = in_shell(["report", *loaded[:2]], " >/dev/full")
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("0.5 ± 0.1 – « Échelle »", b'0.5 +/- 0.1 - " Echelle "'),
        ("l’œuvre, ça…", b"l'oeuvre, ca..."),
        ("茶杯 \udcff", b"\\u8336\\u676f \\udcff"),
    ],
)
def test_what_an_encoding_lacks_is_written_otherwise(written: str, shown: bytes) -> None:
    terminal.prepare()
    assert written.encode("ascii", terminal.ERRORS) == shown
