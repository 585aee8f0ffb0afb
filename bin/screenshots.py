"""Take the README's screenshots of the demo catalogue: `make screenshots`."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

FOLDER = Path("docs/img")
CHROMIUM = [
    "--no-sandbox",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
]
DRAWN = {
    "verdict": """() => {
        const curve = document.querySelector("#verdict-curve .js-plotly-plot");
        return curve?._fullData?.[0]?._length > 0;
    }""",
    "maps": """() => {
        const maps = [...document.querySelectorAll("[data-map]")];
        return maps.length === 3 && maps.every((map) => map.getAttribute("aria-busy") === "false");
    }""",
}


def main() -> int:
    """Serve the database of `CATALOG_DATABASE` and photograph its pages."""
    browser = shutil.which("chromium")
    if browser is None:
        print("Chromium is missing / il manque Chromium", file=sys.stderr)
        return 1
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "--bind", address, "dashboard.app:server"],
        env={**os.environ, "WEB_CONCURRENCY": "1"},
    )
    try:
        _wait(f"http://{address}/healthz")
        with sync_playwright() as playwright:
            window = playwright.chromium.launch(executable_path=browser, args=CHROMIUM)
            page = window.new_page(viewport={"width": 1440, "height": 1100})
            page.goto(f"http://{address}/")
            for name in ("verdict", "maps"):
                _open(page, name)
                page.screenshot(path=FOLDER / f"{name}.png")
            window.close()
    finally:
        server.terminate()
        server.wait()
    return 0


def _open(page: Page, name: str) -> None:
    page.locator(f"#to-{name}").click()
    page.wait_for_function(DRAWN[name])
    page.wait_for_load_state("networkidle")


def _wait(url: str, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while True:
        try:
            urllib.request.urlopen(url, timeout=5)  # noqa: S310 - an address of this machine
        except (urllib.error.URLError, ConnectionError):
            if time.monotonic() > end:
                raise
            time.sleep(0.2)
        else:
            return


if __name__ == "__main__":
    sys.exit(main())
