"""Nothing but JSON lines on standard error, whoever writes there, and however it ends."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
START = "import journal, logging, os, sys, threading, warnings\njournal.keep_to_json()\n"
LOGGED = START + "logging.basicConfig(handlers=[journal.handler(journal.JsonLines())])\n"


def lines_of(code: str) -> list[dict[str, str]]:
    """What a process of this code writes to standard error."""
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, check=False, capture_output=True, text=True
    )
    return [json.loads(line) for line in done.stderr.splitlines()]


def test_what_a_library_writes_past_every_logger_is_one_message() -> None:
    [stray] = lines_of(START + r"os.write(2, b'TIFFFetchNormalTag: odd\n\xff{}\n{\n')")
    assert (stray["event"], stray["level"]) == ("stray", "warning")
    assert stray["message"] == "TIFFFetchNormalTag: odd\n\\xff{}\n{"


def test_a_line_that_is_an_object_already_stays_as_it_is() -> None:
    written = r"""os.write(2, b'odd\n{"event": "request"}\nodder\n')"""
    assert [line.get("message", line["event"]) for line in lines_of(START + written)] == [
        "odd", "request", "odder",
    ]  # fmt: skip


def test_warnings_and_last_words_are_logged_with_their_trace() -> None:
    warned, in_thread, last = lines_of(
        LOGGED + "warnings.warn('old')\n"
        "thread = threading.Thread(target=lambda: 1 / 0)\nthread.start()\nthread.join()\n"
        "raise ValueError('deux\\nlignes')"
    )
    assert "UserWarning: old" in warned["message"]
    assert "ZeroDivisionError" in in_thread["traceback"]
    assert (last["level"], last["message"]) == ("error", "deux\nlignes")
    assert last["traceback"].startswith("Traceback")


def test_output_of_child_processes_is_logged_even_where_the_process_is_killed() -> None:
    [stray] = lines_of(
        START + "import signal, subprocess\n"
        "subprocess.run(['sh', '-c', 'echo of a child >&2'])\n"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    assert stray["message"] == "of a child"


def test_a_closed_pipe_does_not_stop_the_program(tmp_path: Path) -> None:
    code = START + "os.write(2, b'x' * 1_000_000 + b'\\n')\nopen('done', 'w').close()"
    reading, writing = os.pipe()
    os.close(reading)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with os.fdopen(writing, "w") as nobody:
        subprocess.run(
            [sys.executable, "-c", code], cwd=tmp_path, env=environment, check=True, stderr=nobody
        )
    assert (tmp_path / "done").exists()
