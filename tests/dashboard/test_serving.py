"""The server as it is deployed, with everything on: two workers, a prefix, a proxy, figures."""

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from dashboard.server.limits import MOST_BYTES
from tests.dashboard.test_access import HASH, RIGHT, signed

ROOT = Path(__file__).resolve().parents[2]
Answer = tuple[int, dict[str, str], str]


class Served:
    """A running server: asks it over HTTP."""

    def __init__(self, port: int) -> None:
        self.port = port

    def ask(self, path: str, method: str = "GET", body: object = None, **headers: str) -> Answer:
        """Return status, headers and text."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        try:
            connection.request(method, path, body, named, encode_chunked=not isinstance(body, str))  # type: ignore[arg-type]
            answer = connection.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read().decode(errors="replace")
        finally:
            connection.close()


@contextmanager
def served(log: Path, **variables: str) -> Iterator[Served]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "dashboard.app:server",
    ]  # fmt: skip
    with log.open("w") as written:
        environment = {**os.environ, **variables}
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=written)
        server = Served(port)
        try:
            limit = time.monotonic() + 60
            while not _answers(server):
                assert process.poll() is None
                assert time.monotonic() < limit
                time.sleep(0.1)
            yield server
            process.send_signal(signal.SIGTERM)
            assert process.wait(30) == 0
        finally:
            process.kill()


def _answers(server: Served) -> bool:
    try:
        return server.ask("/healthz")[0] == 200
    except OSError:
        return False


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("log") / "log.jsonl"


@pytest.fixture(scope="module")
def shop(
    log: Path, database_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    with served(
        log,
        CATALOG_DATABASE=str(database_file),
        DASHBOARD_URL_PREFIX="/shop/",
        DASHBOARD_USERS=f"anne:{HASH}",
        FORWARDED_PROXIES="1",
        LOG_FORMAT="json",
        METRICS="1",
        TMPDIR=str(log.parent),
        WEB_CONCURRENCY="2",
    ) as server:
        yield server


ANNE = signed("anne", RIGHT)["Authorization"]


def test_the_app_is_under_its_prefix_and_health_at_the_root_too(shop: Served) -> None:
    status, _, page = shop.ask("/shop/", Authorization=ANNE)
    assert status == 200
    for address in re.findall(r'(?:src|href)="(/[^"]*)"', page):
        assert address.startswith("/shop/")
        assert shop.ask(address, Authorization=ANNE)[0] == 200
    for path in ("/healthz", "/readyz", "/shop/healthz", "/shop/readyz"):
        assert shop.ask(path)[0] == 200
    assert json.loads(shop.ask("/readyz")[2])["fingerprint"] == "f00d"
    assert shop.ask("/photo/id/1", Authorization=ANNE)[0] == 404
    assert shop.ask("/shop/photo/id/1", Authorization=ANNE)[0] == 200
    assert shop.ask("/shop/photo/id/1")[0] == 401


def test_beside_the_prefix_one_is_led_to_it(shop: Served) -> None:
    for path in ("/", "/shop"):
        status, headers, _ = shop.ask(path, Authorization=ANNE)
        assert (status, headers["Location"]) == (302, "/shop/")
    assert shop.ask("/elsewhere", Authorization=ANNE)[0] == 404


def asks_under(page: str) -> object:
    """Where the scripts of a page ask."""
    [prefix] = re.findall(r'"requests_pathname_prefix":("[^"]*")', page)
    return json.loads(prefix)


@pytest.mark.parametrize(
    ("announced", "path", "root"),
    [
        ("/tools", "/", "/tools/"),
        ("/tools/", "/", "/tools/"),
        ("/forged, /tools", "/", "/tools/"),
        ("/tools", "/shop/", "/tools/shop/"),
        ("/shop", "/shop/", "/shop/"),  # said to be taken off, and still there
        ("//elsewhere.example", "/shop/", "/shop/"),
        ('/a"b', "/shop/", "/shop/"),
    ],
)
def test_a_prefix_that_a_proxy_takes_off_is_in_every_address(
    shop: Served, announced: str, path: str, root: str
) -> None:
    status, _, page = shop.ask(path, Authorization=ANNE, X_Forwarded_Prefix=announced)
    assert status == 200
    addresses = re.findall(r'(?:src|href)="(/[^"]*)"', page)
    assert len(addresses) > 10
    assert all(address.startswith(root) for address in addresses)
    assert asks_under(page) == root


def test_what_a_proxy_forwards_is_believed(shop: Served) -> None:
    forwarded = {"X_Forwarded_Proto": "https", "X_Forwarded_For": "203.0.113.9"}
    _, headers, _ = shop.ask("/healthz", **forwarded)
    assert headers["Strict-Transport-Security"].startswith("max-age=")


def test_a_body_that_hides_its_length_is_cut_and_refused(shop: Served) -> None:
    chunks = (b"x" * 100_000 for _ in range(MOST_BYTES // 100_000 + 1))
    status, *_ = shop.ask(
        "/shop/_dash-update-component", "POST", chunks,
        Authorization=ANNE, Content_Type="application/json", Transfer_Encoding="chunked",
    )  # fmt: skip
    assert status == 400


def test_the_figures_are_those_of_both_workers(shop: Served) -> None:
    assert shop.ask("/shop/metrics")[0] == 401

    def requests_counted() -> float:
        _, headers, figures = shop.ask("/shop/metrics", Authorization=ANNE)
        assert headers["Content-Type"].startswith("text/plain")
        assert "dashboard_database_ready 1.0" in figures
        assert re.search(r"(?m)^dashboard_database_age_seconds \d", figures)
        [n] = re.findall(
            r'(?m)^dashboard_request_seconds_count\{method="GET",route="/shop/photo/<path:product_id>",'
            r'status="404"\} (.*)$',
            figures,
        )
        return float(n)

    shop.ask("/shop/photo/none", Authorization=ANNE)
    before = requests_counted()
    for n in range(20):
        shop.ask(f"/shop/photo/none-{n}", Authorization=ANNE)
    # Whichever worker is asked, it knows what the other answered.
    assert [requests_counted() for _ in range(6)] == [before + 20] * 6


def test_callbacks_are_timed_by_name_and_forged_names_are_none(shop: Served) -> None:
    watch = {
        "output": "build.data",
        "outputs": {"id": "build", "property": "data"},
        "inputs": [{"id": "clock", "property": "n_intervals", "value": 1}],
        "state": [{"id": "build", "property": "data"}],
        "changedPropIds": ["clock.n_intervals"],
    }
    for body in (watch, {**watch, "output": "forged.name"}):
        shop.ask(
            "/shop/_dash-update-component", "POST", json.dumps(body),
            Authorization=ANNE, Content_Type="application/json",
        )  # fmt: skip
    figures = shop.ask("/shop/metrics", Authorization=ANNE)[2]
    assert 'dashboard_callback_seconds_count{callback="build.data"}' in figures
    assert "forged" not in figures


def test_the_log_is_one_object_a_line_from_the_start_and_tells_no_secret(
    shop: Served, log: Path
) -> None:
    shop.ask("/shop/find/b?q=bague", Authorization=ANNE)
    written = log.read_text()
    lines = [json.loads(line) for line in written.splitlines()]
    requests = [line for line in lines if line["event"] == "request"]
    assert {"Booting", "Listening"} <= {
        line["message"].split()[0] for line in lines if "message" in line
    }
    assert [line for line in requests if line["path"] == "/shop/find/b" and line["user"] == "anne"]
    for secret in (ANNE[6:], RIGHT, HASH, "bague"):
        assert secret not in written


def test_a_prefix_that_nobody_announces_is_a_setting(database_file: Path, tmp_path: Path) -> None:
    variables = {"DASHBOARD_URL_PREFIX": "/shop/", "DASHBOARD_PREFIX_STRIPPED": "1"}
    with served(tmp_path / "log.txt", CATALOG_DATABASE=str(database_file), **variables) as server:
        for path in ("/", "/shop/"):
            status, _, page = server.ask(path, X_Forwarded_Prefix="/forged")
            assert status == 200
            assert asks_under(page) == "/shop/"


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_worker_that_stops_says_that_and_no_more(
    database_file: Path, tmp_path: Path, form: str
) -> None:
    log = tmp_path / "log.txt"
    with served(log, CATALOG_DATABASE=str(database_file), LOG_FORMAT=form) as server:
        for path in ("/", "/readyz", "/photo?id=id/1"):
            assert server.ask(path)[0] == 200
    lines = log.read_text().splitlines()
    if form == "json":
        assert {json.loads(line)["event"] for line in lines} == {"request", "message"}
    else:
        assert all(re.match(r"\[20\d\d-", line) for line in lines), lines


def test_a_start_that_is_refused_is_a_json_line_too(tmp_path: Path) -> None:
    variables = {"LOG_FORMAT": "json", "DASHBOARD_PREFIX_STRIPPED": "1", "LC_ALL": "C"}
    refused = subprocess.run(
        [sys.executable, "-m", "gunicorn", "--bind", "127.0.0.1:0", "dashboard.app:server"],
        cwd=ROOT, env={**os.environ, **variables}, check=False, capture_output=True, text=True,
    )  # fmt: skip
    assert refused.returncode != 0
    messages = [json.loads(line)["message"] for line in refused.stderr.splitlines()]
    assert any("goes with DASHBOARD_URL_PREFIX" in message for message in messages)


def test_nothing_is_left_of_the_figures(database_file: Path, tmp_path: Path) -> None:
    variables = {"METRICS": "1", "TMPDIR": str(tmp_path), "WEB_CONCURRENCY": "1"}
    with served(tmp_path / "log.txt", CATALOG_DATABASE=str(database_file), **variables) as server:
        assert server.ask("/metrics")[0] == 200
        assert list(tmp_path.glob("metrics-*/*.db"))
    assert list(tmp_path.glob("metrics-*")) == []
