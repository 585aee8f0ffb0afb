"""Does it run where it is deployed: the Procfile's command, on a clean checkout?"""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
WEB = (ROOT / "Procfile").read_text(encoding="utf-8").removeprefix("web: ").strip()
COMMAND_ENV = WEB.split(" gunicorn ")[0].split()
"""What the Procfile sets before the server starts."""
COUNT_HEAPS = """
import ctypes, sys, threading

together = threading.Barrier(6)

def work():
    held = [bytearray(1000) for _ in range(100)]
    together.wait()

threads = [threading.Thread(target=work) for _ in range(6)]
for each in threads:
    each.start()
for each in threads:
    each.join()
library = ctypes.CDLL(None)
library.fopen.restype = ctypes.c_void_p
file = ctypes.c_void_p(library.fopen(sys.argv[1].encode(), b"w"))
library.malloc_info(0, file)
library.fclose(file)
"""


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `git clone` gives, and nothing that lies around."""
    folder = tmp_path_factory.mktemp("deployed") / "app"
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(folder)], check=True)
    return folder


@contextmanager
def deployed(
    folder: Path, environment: Path, **variables: str
) -> Iterator[tuple["subprocess.Popen[str]", int]]:
    """Run the Procfile's command as a PaaS does; give the process and its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    server = subprocess.Popen(
        ["sh", "-c", f"exec {WEB}"],
        cwd=folder,
        env={
            "PATH": f"{environment}{os.pathsep}{os.environ['PATH']}",
            "LC_ALL": "C.UTF-8",
            "PORT": str(port),
            **variables,
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield server, port
    finally:
        server.kill()
        server.communicate()


def text_at(port: int, path: str) -> str:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=30) as reply:
        assert reply.status == 200
        return str(reply.read().decode())


def wait_for(port: int, path: str, server: "subprocess.Popen[str]", seconds: float = 60) -> None:
    """Ask until the server answers; fail with its log where it ends or takes too long."""
    limit = time.monotonic() + seconds
    while time.monotonic() < limit and server.poll() is None:
        try:
            text_at(port, path)
        except OSError:
            time.sleep(0.1)
        else:
            return
    server.kill()
    pytest.fail(f"{path} was not answered: {server.communicate()[0]}")


def test_the_procfile_serves_a_clean_checkout_and_finishes_open_requests(
    checkout: Path, demo_database: Path
) -> None:
    variables = {"CATALOG_DATABASE": str(demo_database), "WEB_CONCURRENCY": "1"}
    with deployed(checkout, Path(sys.executable).parent, **variables) as (server, port):
        wait_for(port, "/healthz", server)
        assert "<title>" in text_at(port, "/")
        assert "fingerprint" in text_at(port, "/readyz")
        body = b"{}"
        with socket.create_connection(("127.0.0.1", port), timeout=30) as asking:
            head = (
                "POST /_dash-update-component HTTP/1.1\r\nHost: localhost\r\n"
                f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n"
                "Expect: 100-continue\r\nConnection: close\r\n\r\n"
            )
            asking.sendall(head.encode())
            assert b"100 Continue" in asking.recv(1024)  # it has begun: now it is told to stop
            server.send_signal(signal.SIGTERM)
            asking.sendall(body)
            answer = b"".join(iter(lambda: asking.recv(4096), b""))
        assert re.match(rb"HTTP/1.1 4\d\d ", answer)  # no such callback, but an answer
        log, _ = server.communicate(timeout=40)
    assert server.returncode == 0, log


def test_without_a_database_it_lives_but_is_not_ready(checkout: Path, tmp_path: Path) -> None:
    variables = {"CATALOG_DATABASE": str(tmp_path / "none.duckdb"), "WEB_CONCURRENCY": "1"}
    with deployed(checkout, Path(sys.executable).parent, **variables) as (server, port):
        wait_for(port, "/healthz", server)
        with pytest.raises(urllib.error.HTTPError, match="503"):
            text_at(port, "/readyz")
        server.send_signal(signal.SIGTERM)
        server.communicate(timeout=40)
    assert server.returncode == 0


@pytest.mark.soak
def test_the_build_step_leaves_the_database_and_web_packages_only(
    checkout: Path, tmp_path: Path
) -> None:
    environment, scratch = tmp_path / "environment", tmp_path / "scratch"
    scratch.mkdir()
    subprocess.run([sys.executable, "-m", "venv", str(environment)], check=True)
    variables = {
        **os.environ,
        "PATH": f"{environment / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "TMPDIR": str(scratch),
    }
    install = ["pip", "install", "--quiet", "--require-hashes", "-r", "requirements.txt"]
    for command in (install, ["bin/post_compile"]):
        subprocess.run(
            [
                str(environment / "bin" / command[0]) if command[0] == "pip" else command[0],
                *command[1:],
            ],
            cwd=checkout,
            env=variables,
            check=True,
        )
    listed = subprocess.run(
        [str(environment / "bin" / "pip"), "list", "--format=freeze"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    installed = {canonicalize_name(line.partition("==")[0]) for line in listed.split()}
    locked = re.findall(r"(?m)^([A-Za-z0-9._-]+)==", (checkout / "requirements.txt").read_text())
    assert installed - {"pip", "setuptools"} <= {canonicalize_name(name) for name in locked}
    assert not installed & {"pandas", "scikit-learn", "umap-learn", "onnxruntime", "numba"}
    assert list(scratch.iterdir()) == []
    databases = sorted(path.name for path in (checkout / "data").glob("*catalog*.duckdb"))
    assert len(databases) == 2  # the link and its version
    with deployed(checkout, environment / "bin", WEB_CONCURRENCY="1") as (server, port):
        wait_for(port, "/readyz", server)
        assert "<title>" in text_at(port, "/")


def test_threads_of_a_worker_share_two_heaps(tmp_path: Path) -> None:
    # As glibc counts them, once six threads hold memory at the same time.
    report = tmp_path / "heaps.xml"
    subprocess.run(
        [*COMMAND_ENV, sys.executable, "-c", COUNT_HEAPS, str(report)], cwd=ROOT, check=True
    )
    assert report.read_text().count("<heap nr=") == 2
