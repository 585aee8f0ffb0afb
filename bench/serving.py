"""The app behind gunicorn, one worker, each answer timed: what the benches measure."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterable, Iterator, MutableMapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import psutil

ROOT = Path(__file__).resolve().parents[1]
CALLBACKS = "_dash-update-component"


class BrokenRunError(Exception):
    """The app answered with an error: no figure of this run means anything."""


class Answer(NamedTuple):
    """What a callback cost: milliseconds by the clock and of the processor, and bytes."""

    callback: str
    wall: float
    processor: float
    size: int


class Timed:
    """Say in each answer how long the app took to make it."""

    def __init__(self, app: Callable[..., Iterable[bytes]]) -> None:
        self.app = app

    def __call__(self, environ: MutableMapping[str, Any], start: Callable[..., Any]) -> list[bytes]:
        """Answer one request, and add its times in milliseconds as headers."""
        begun, worked = time.perf_counter(), time.thread_time()
        started: list[Any] = []
        body = list(self.app(environ, lambda *arguments: started.append(arguments)))
        status, headers, *rest = started[-1]
        times = [
            ("X-App-Wall", f"{(time.perf_counter() - begun) * 1000:.2f}"),
            ("X-App-Processor", f"{(time.thread_time() - worked) * 1000:.2f}"),
        ]
        start(status, [*headers, *times], *rest)
        return body


def serve(port: int) -> None:
    """Run the app behind gunicorn, one worker, each answer timed."""
    # A bench has the name of the package that it measures: its folder must not come first.
    sys.path[0] = str(ROOT)
    from gunicorn.app.base import BaseApplication

    from dashboard.callbacks.first_render import warm

    class Served(BaseApplication):
        def load_config(self) -> None:
            for key, value in {
                "bind": f"127.0.0.1:{port}", "workers": 1, "threads": 4,
                "worker_class": "gthread", "loglevel": "warning",
                "post_worker_init": lambda _worker: warm(),
            }.items():  # fmt: skip
                self.cfg.set(key, value)

        def load(self) -> Timed:
            from dashboard.app import server  # after the fork

            return Timed(server)

    Served().run()


@contextmanager
def served(database: Path) -> Iterator[tuple[str, psutil.Process]]:
    """Serve the app on a database; give its address and its worker, once that has read it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "CATALOG_DATABASE": str(database.absolute())}
    command = [sys.executable, __file__, str(port)]
    with subprocess.Popen(command, env=environment) as process:
        try:
            base = f"http://127.0.0.1:{port}"
            wait_for(f"{base}/healthz", process)
            [worker] = psutil.Process(process.pid).children()
            yield base, worker
        finally:
            process.terminate()


def replay(base: str, bodies: list[bytes]) -> list[Answer]:
    """Ask again what the page asked, one after the other, and time the server alone."""
    answers = []
    for body in bodies:
        request = urllib.request.Request(  # noqa: S310 - our own server
            f"{base}/{CALLBACKS}", data=body, headers={"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=120) as response:  # noqa: S310
            wall, processor = (
                float(response.headers[f"X-App-{clock}"]) for clock in ("Wall", "Processor")
            )
            answers.append(Answer(_named(body), wall, processor, len(response.read())))
    return answers


def _named(body: bytes) -> str:
    """Name a callback by the first thing it changes."""
    output = json.loads(body)["output"]
    first = str(output.strip(".").split("...")[0].split("@")[0])
    return first if not first.startswith("{") else json.loads(first.rsplit(".", 1)[0])["type"]


def is_clock(body: bytes) -> bool:
    """Whether a request only asks which build is published."""
    return bool(json.loads(body)["output"].startswith("build."))


def wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    """Wait until a server answers.

    Raises
    ------
    BrokenRunError
        If it ends, or does not answer in time.
    """
    deadline = time.monotonic() + 300
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise BrokenRunError("the server stopped")
        try:
            with urllib.request.urlopen(url, timeout=2):  # noqa: S310 - our own server
                return
        except OSError:
            time.sleep(0.1)
    raise BrokenRunError("the server did not answer within five minutes")


if __name__ == "__main__":
    serve(int(sys.argv[1]))
