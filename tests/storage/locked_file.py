"""Another program that has a database open to write, as `duckdb FILE` does."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

HOLD = "import duckdb, sys; held = duckdb.connect(sys.argv[1]); print(flush=True); sys.stdin.read()"


class Holder:
    """A process that holds a file open; written, it is its number."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        self._process = process

    def __str__(self) -> str:  # noqa: D105
        return str(self._process.pid)

    def close(self) -> None:
        """Close the file, and wait until that is done."""
        if self._process.stdin is not None:
            self._process.stdin.close()
        self._process.wait()


@contextmanager
def held_open(file: Path) -> Iterator[Holder]:
    """Hold a file open until it is closed; of one that is published, by who may write it."""
    file.resolve().chmod(0o644)
    command = [sys.executable, "-c", HOLD, str(file.resolve())]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        holder = Holder(process)
        try:
            yield holder
        finally:
            holder.close()
