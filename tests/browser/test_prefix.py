"""The app behind a proxy that takes its prefix off: nothing that the page asks for is lost."""

import http.client
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Response

from tests.browser.conftest import served
from tests.browser.views import VIEW_REQUESTS, opened, show

pytestmark = pytest.mark.browser

PREFIX = "/tools/catalogue"
HOP_BY_HOP = {"connection", "keep-alive", "transfer-encoding"}


@contextmanager
def stripping(base: str, *, says_so: bool) -> Iterator[str]:
    """Run a proxy that knows the app under a prefix; give the address that a browser asks."""
    host = urlsplit(base).netloc

    class Proxy(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def forward(self) -> None:
            if not self.path.startswith(f"{PREFIX}/"):
                self.send_error(404)
                return
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            headers = {k: v for k, v in self.headers.items() if k.lower() not in HOP_BY_HOP}
            if says_so:
                headers["X-Forwarded-Prefix"] = PREFIX
            upstream = http.client.HTTPConnection(host, timeout=60)
            upstream.request(self.command, self.path.removeprefix(PREFIX), body, headers)
            answer = upstream.getresponse()
            content = answer.read()
            self.send_response(answer.status)
            for name, value in answer.getheaders():
                if name.lower() not in HOP_BY_HOP | {"content-length", "date", "server"}:
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)
            upstream.close()

        do_GET = do_POST = forward  # noqa: N815 - names of the library

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Proxy) as proxy:
        threading.Thread(target=proxy.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{proxy.server_port}{PREFIX}"
        proxy.shutdown()


@pytest.mark.parametrize("says_so", [True, False])
def test_every_view_is_whole_behind_a_proxy_that_takes_its_prefix_off(
    browser: Browser, demo_database: Path, says_so: bool
) -> None:
    variables = (
        {"FORWARDED_PROXIES": "1"}
        if says_so
        else {"DASHBOARD_URL_PREFIX": f"{PREFIX}/", "DASHBOARD_PREFIX_STRIPPED": "1"}
    )
    refused: list[str] = []

    def hear(answer: Response) -> None:
        if answer.status >= 400:
            refused.append(f"{answer.status} {answer.url}")

    with (
        served(demo_database, **variables) as base,
        stripping(base, says_so=says_so) as address,
        opened(browser, address) as page,
    ):
        page.on("response", hear)
        for view in VIEW_REQUESTS:
            show(page, view)
            view.closes(page)
    assert refused == []
