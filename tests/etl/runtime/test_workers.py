"""Processes that compute, wherever temporary files are to lie."""

import os
import subprocess
import sys
from pathlib import Path

ASK = (
    "from etl.runtime.workers import Workers\n"
    "with Workers(2) as pool: print(*pool.map(abs, [-1, -2]))"
)


def test_workers_start_where_the_path_of_temporary_files_is_long(tmp_path: Path) -> None:
    # A socket's path has 108 bytes at most: the folder of a run may have more.
    long = tmp_path / ("x" * 120)
    long.mkdir()
    answer = subprocess.run(
        [sys.executable, "-c", ASK],
        env={**os.environ, "TMPDIR": str(long)},
        check=True,
        capture_output=True,
        text=True,
    )
    assert answer.stdout.split() == ["1", "2"]
    assert list(long.iterdir()) == []
