"""Machines whose disks may not be written: what runs there, and what is said where nothing can."""

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ALONE = ("unshare", "--mount")
# In a name space of its own: every file system as it is, and none to be written but those kept.
LOCK = """
cd "$1"; shift; kept="$1"; shift
mount --bind / / 2>/dev/null
for each in $(awk '{print $2}' /proc/mounts); do
    case "$each" in /proc*|/sys*) ;; *) mount -o remount,ro,bind "$each" 2>/dev/null ;; esac
done
for each in $kept; do
    mount -t tmpfs tmpfs "$each"
done
touch "$PWD/written" 2>/dev/null && exit 77
exec "$@"
"""


def can_lock() -> bool:
    if shutil.which("unshare") is None:
        return False
    tried = subprocess.run(
        [*ALONE, "mount", "--bind", "/", "/"], check=False, capture_output=True, text=True
    )
    return tried.returncode == 0


pytestmark = pytest.mark.skipif(not can_lock(), reason="needs the rights to mount")


def locked(command: list[str], kept: str = "", **variables: str) -> tuple[int, str]:
    """Run a command where nothing may be written; give its status and standard error."""
    environment = {
        name: value for name, value in os.environ.items() if name not in ("TMPDIR", "TEMP", "TMP")
    }
    done = subprocess.run(
        [*ALONE, "sh", "-c", LOCK, "sh", str(ROOT), kept, *command],
        env={**environment, "LC_ALL": "C.UTF-8", "HOME": "/nonexistent", **variables},
        check=False, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    return done.returncode, done.stderr


SERVE = """
import signal, subprocess, sys, time, urllib.request
server = subprocess.Popen(
    [sys.executable, "-m", "gunicorn", "--bind", "127.0.0.1:{port}", "dashboard.app:server"])
for _ in range(300):
    if server.poll() is not None:
        sys.exit(server.returncode)
    try:
        found = urllib.request.urlopen("http://127.0.0.1:{port}/readyz", timeout=5).status
        break
    except OSError:
        time.sleep(0.1)
server.send_signal(signal.SIGTERM)
server.wait()
sys.exit(0 if found == 200 else 1)
"""


def test_the_server_needs_memory_only(demo_database: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        free_port = free.getsockname()[1]
    serve = [sys.executable, "-c", SERVE.format(port=free_port)]
    status, output = locked(serve, "/dev/shm", CATALOG_DATABASE=str(demo_database))  # noqa: S108
    assert status == 0, output
    assert "Traceback" not in output


@pytest.mark.parametrize("form", ["text", "json"])
def test_where_nothing_can_be_written_the_server_says_what_it_needs(
    demo_database: Path, form: str
) -> None:
    status, output = locked(
        [sys.executable, "-m", "gunicorn", "--bind", "127.0.0.1:0", "dashboard.app:server"],
        CATALOG_DATABASE=str(demo_database), LOG_FORMAT=form,
    )  # fmt: skip
    assert status == 1
    [line] = output.splitlines()
    assert "mount a tmpfs at /dev/shm" in line


def test_the_pipeline_says_that_it_needs_a_temporary_folder(demo_catalogue: Path) -> None:
    status, output = locked(
        [
            sys.executable, "-m", "etl", "run", "--catalog", str(demo_catalogue / "products.csv"),
            "--database", "/mnt/catalog.duckdb",
        ],
        "/mnt",
    )  # fmt: skip
    assert status == 2, output
    assert output.splitlines()[-1].startswith("No folder for temporary files can be written.")
