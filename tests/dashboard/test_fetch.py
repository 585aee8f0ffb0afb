"""The database that is fetched at the start: whole, checked, or not at all."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from dashboard.server.fetch import FetchError, fetch
from dashboard.server.settings import Settings, SettingsError, read

ROOT = Path(__file__).resolve().parents[2]
CONTENT = b"a database" * 1000
CHECKSUM = hashlib.sha256(CONTENT).hexdigest()


@dataclass
class Shelf:
    """A web server that holds one file; `statuses` are its next answers, 200 afterwards."""

    address: str = ""
    content: bytes = CONTENT
    statuses: list[int] = field(default_factory=list)
    asked: int = 0


@pytest.fixture
def shelf() -> Iterator[Shelf]:
    files = Shelf()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            files.asked += 1
            self.send_response(files.statuses.pop(0) if files.statuses else 200)
            self.send_header("Content-Length", str(len(CONTENT)))
            self.end_headers()
            self.wfile.write(files.content)

        def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        files.address = f"http://127.0.0.1:{server.server_port}/catalog.duckdb?key=secret"
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield files
        server.shutdown()
        thread.join()


def source(address: str, checksum: str = CHECKSUM, most: int = 10**6) -> Settings:
    variables = {"CATALOG_URL": address, "CATALOG_SHA256": checksum, "CATALOG_MAX_BYTES": str(most)}
    return read({**variables, "CATALOG_SECONDS": "30"})


def test_the_file_is_where_the_dashboard_opens_it(shelf: Shelf, tmp_path: Path) -> None:
    database = tmp_path / "new" / "catalog.duckdb"
    shelf.statuses = [503]  # asked again
    fetched = fetch(source(shelf.address), database, "en")
    assert database.read_bytes() == CONTENT
    assert database.readlink() == Path(fetched.name) == Path(f"catalog-{CHECKSUM[:16]}.duckdb")
    assert shelf.asked == 2
    assert len(list(database.parent.iterdir())) == 2


def test_a_restart_fetches_nothing_unless_the_file_is_damaged(shelf: Shelf, tmp_path: Path) -> None:
    database = tmp_path / "catalog.duckdb"
    fetched = fetch(source(shelf.address), database, "en")
    fetch(source(shelf.address), database, "en")
    assert shelf.asked == 1
    fetched.write_bytes(b"damaged")
    fetch(source(shelf.address), database, "en")
    assert (shelf.asked, database.read_bytes()) == (2, CONTENT)


@pytest.mark.parametrize(
    ("checksum", "most", "statuses", "sentence"),
    [
        ("0" * 64, 10**6, [], f"found: {CHECKSUM}): it was refused, nothing has changed"),
        (CHECKSUM, 9_999, [], "larger than 9999 bytes"),
        (CHECKSUM, 10**6, [404], "could not be fetched (HTTPError)"),
    ],
)
def test_what_cannot_be_trusted_changes_nothing(
    shelf: Shelf, tmp_path: Path, checksum: str, most: int, statuses: list[int], sentence: str
) -> None:
    database = tmp_path / "catalog.duckdb"
    old = tmp_path / "catalog-old.duckdb"
    old.write_bytes(b"old")
    database.symlink_to(old.name)
    shelf.statuses = statuses
    with pytest.raises(FetchError) as refused:
        fetch(source(shelf.address, checksum, most), database, "en")
    assert sentence in str(refused.value)
    assert "secret" not in str(refused.value)
    assert database.read_bytes() == b"old"
    assert sorted(tmp_path.iterdir()) == [old, database]


def test_a_file_in_its_place_is_not_replaced(shelf: Shelf, tmp_path: Path) -> None:
    database = tmp_path / "catalog.duckdb"
    database.write_bytes(b"mine")
    with pytest.raises(FetchError, match="is a file, not a link"):
        fetch(source(shelf.address), database, "en")
    assert (shelf.asked, database.read_bytes()) == (0, b"mine")


def test_nobody_answers_at_the_address(shelf: Shelf, tmp_path: Path) -> None:
    nowhere = source("http://127.0.0.1:1/catalog.duckdb")
    with pytest.raises(FetchError, match="ConnectionError"):
        fetch(nowhere, tmp_path / "catalog.duckdb", "en")


def test_a_time_that_is_over(shelf: Shelf, tmp_path: Path) -> None:
    late = source(shelf.address).model_copy(update={"catalog_seconds": -1.0})
    with pytest.raises(FetchError, match="did not arrive within"):
        fetch(late, tmp_path / "catalog.duckdb", "en")


@pytest.mark.parametrize(
    ("address", "checksum", "sentence"),
    [
        ("https://example.com/catalog.duckdb?secret", "", "go together"),
        ("", CHECKSUM, "go together"),
        ("file:///etc/secret", CHECKSUM, "CATALOG_URL: it must be a whole http(s) address"),
        ("https://example.com/catalog.duckdb?secret", "abc", "CATALOG_SHA256: it must be the 64"),
    ],
)
def test_half_an_address_is_refused(address: str, checksum: str, sentence: str) -> None:
    with pytest.raises(SettingsError) as refused:
        read({"CATALOG_URL": address, "CATALOG_SHA256": checksum})
    assert sentence in str(refused.value)
    assert "secret" not in str(refused.value)


def test_both_are_read() -> None:
    address = "https://example.com/catalog.duckdb"
    variables = {"CATALOG_URL": address, "CATALOG_SHA256": CHECKSUM.upper()}
    settings = read({**variables, "CATALOG_MAX_BYTES": "5e9"})
    assert (settings.catalog_url, settings.catalog_sha256) == (address, CHECKSUM)
    assert (settings.catalog_max_bytes, settings.catalog_seconds) == (5_000_000_000, 300)
    assert read(variables).catalog_max_bytes == 4_000_000_000


def test_the_server_does_not_start_on_a_wrong_checksum(shelf: Shelf, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "gunicorn", "--bind", "127.0.0.1:0", "dashboard.app:server"],
        cwd=ROOT,
        env={
            **os.environ,
            "LC_ALL": "C.UTF-8",
            "CATALOG_DATABASE": str(tmp_path / "catalog.duckdb"),
            "CATALOG_URL": shelf.address,
            "CATALOG_SHA256": "0" * 64,
        },
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode != 0
    assert "does not have the checksum CATALOG_SHA256" in done.stderr
    assert "Traceback" not in done.stderr
    assert "secret" not in done.stderr
    assert list(tmp_path.iterdir()) == []
