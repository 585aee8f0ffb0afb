"""What is sent is compressed where it gains, as the browser accepts it, scripts once."""

import gzip
import re
from pathlib import Path

import brotli  # type: ignore[import-untyped]
import pytest
from flask.testing import FlaskClient

from dashboard.core.database import Database
from dashboard.server import compression


@pytest.fixture
def client(database: Database, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    monkeypatch.setenv("CATALOG_DATABASE", str(database.file))
    from dashboard.app import server  # noqa: PLC0415 - reads the environment when it loads

    client: FlaskClient = server.test_client()
    return client


def addresses(client: FlaskClient) -> list[str]:
    """Scripts and styles that the page names."""
    return re.findall(r'(?:src|href)="(/[^"]+)"', client.get("/").text)


def test_scripts_are_compressed_as_the_browser_accepts_it(client: FlaskClient) -> None:
    script = next(path for path in addresses(client) if "dash_mantine_components" in path)
    plain = client.get(script)
    assert "Content-Encoding" not in plain.headers
    assert "Accept-Encoding" in plain.headers["Vary"]
    for accepted, unpack in (("br", brotli.decompress), ("gzip", gzip.decompress)):
        packed = client.get(script, headers={"Accept-Encoding": accepted})
        assert packed.headers["Content-Encoding"] == accepted
        assert unpack(packed.data) == plain.data
        assert len(packed.data) < len(plain.data) / 3
        assert int(packed.headers["Content-Length"]) == len(packed.data)


def test_a_script_is_compressed_once_and_a_page_each_time() -> None:
    cache = compression.ScriptCache()
    script, page = "br;/_dash-component-suites/dash/x.js?", "br;/?"
    for key in (script, page):
        cache.set(key, b"packed")
    assert cache.get(script) == b"packed"
    assert cache.get(page) is None


def test_the_page_is_compressed_and_files_of_ours_are_kept_for_good(client: FlaskClient) -> None:
    page = client.get("/", headers={"Accept-Encoding": "br"})
    assert page.headers["Content-Encoding"] == "br"
    assert "<title>Faisabilité du catalogue</title>" in brotli.decompress(page.data).decode()
    assets = [path for path in addresses(client) if "/assets/" in path]
    assert assets
    for path in assets:
        with client.get(path) as answer:
            assert "m=" in path
            assert answer.headers["Cache-Control"] == "max-age=31536000, immutable"
    with client.get(assets[0].split("?")[0]) as undated:
        assert "immutable" not in undated.headers["Cache-Control"]


def test_photos_are_sent_as_they_are(client: FlaskClient, tmp_path: Path) -> None:
    photo = client.get("/photo?id=id/0", headers={"Accept-Encoding": "br, gzip"})
    assert photo.status_code == 200
    assert "Content-Encoding" not in photo.headers
