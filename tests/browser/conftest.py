"""A served dashboard and a Chromium that notices every error."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest
from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Page,
    Request,
    expect,
    sync_playwright,
)

ROOT = Path(__file__).resolve().parents[2]
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",  # nothing of ours asks for WebGL, and emulating it is a seventh of the time
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
)


@contextmanager
def served(database: Path, **variables: str) -> Iterator[str]:
    """Serve the dashboard on a database, as in production; give its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "--threads", "4",
        "--log-level", "warning", "dashboard.app:server",
    ]  # fmt: skip
    environment = {**os.environ, "CATALOG_DATABASE": str(database), **variables}
    with subprocess.Popen(command, cwd=ROOT, env=environment) as process:
        base = f"http://127.0.0.1:{port}"
        try:
            _wait_for(f"{base}/healthz", process)
            yield base
        finally:
            process.terminate()


@pytest.fixture(scope="session")
def address(demo_database: Path) -> Iterator[str]:
    """Where the demo catalogue is shown."""
    with served(demo_database) as base:
        yield base


def _wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        assert process.poll() is None, "the server stopped"
        try:
            with urllib.request.urlopen(url, timeout=2):  # noqa: S310 - our own server
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
    raise AssertionError("the server did not answer within a minute")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    # States are waited for, however busy the machine is.
    expect.set_options(timeout=30_000)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=list(FLAGS)
        )
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """The opened dashboard; an error in the console or a request elsewhere fails the test."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, accept_downloads=True)
    opened = context.new_page()
    errors: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type == "error":
            errors.append(message.text)

    def follow(request: Request) -> None:
        if not request.url.startswith((address, "data:", "blob:")):
            errors.append(f"request to {request.url}")

    opened.on("console", hear)
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.on("request", follow)
    opened.goto(f"{address}/#/maps")
    wait_until_drawn(opened)
    yield opened
    context.close()
    assert errors == []


@pytest.fixture
def stored(demo_database: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The database behind the page, to check what it shows."""
    connection = duckdb.connect(str(demo_database.resolve()), read_only=True)
    yield connection
    connection.close()


def wait_until_drawn(page: Page) -> None:
    """Wait for the three maps, the cards, the crosstab and the first rows."""
    page.wait_for_function(
        """() => {
            const maps = [...document.querySelectorAll("[data-map]")];
            return maps.length === 3
                && maps.every((map) => map.getAttribute("aria-busy") === "false")
                && document.querySelectorAll(".score-value").length === 3
                && document.querySelector("#crosstab .js-plotly-plot")?._fullData?.length === 1
                && document.querySelector(".ag-row .ag-cell")
                && document.querySelector("#products-count").textContent !== "";
        }""",
        timeout=60_000,
    )
