"""A database that is published while people ask is shown within 5 s, and no request fails."""

import json
import os
import re
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from dashboard import ids
from dashboard.layout import CHECK_EVERY
from tests.dashboard.conftest import write_database

PUBLICATIONS = 3
SHOWN_WITHIN = 5.0
ASKING = 4


@contextmanager
def served(link: Path) -> Iterator[str]:
    """The web server on a published link; gives its address."""
    with subprocess.Popen(
        [
            sys.executable, "-m", "gunicorn", "--bind", "127.0.0.1:0", "--workers", "2",
            "--threads", "4", "dashboard.app:server",
        ],
        env={**os.environ, "CATALOG_DATABASE": str(link)},
        stderr=subprocess.PIPE,
        text=True,
    ) as process:  # fmt: skip
        assert process.stderr is not None
        try:
            for line in process.stderr:
                if address := re.search(r"http://127\.0\.0\.1:\d+", line):
                    break
            else:
                raise AssertionError("the server did not start")
            # Read on, or the server would wait for room in the pipe.
            threading.Thread(target=process.stderr.read, daemon=True).start()
            yield address[0]
        finally:
            process.terminate()


def publish(link: Path, number: int) -> None:
    """As the pipeline does: a name of its own, the link replaced in one step, two old ones kept."""
    file = write_database(link.parent / f"catalog-{number}.duckdb", n=60)
    with duckdb.connect(str(file)) as connection:
        name = f"{number:016x}"[::-1]
        connection.execute("UPDATE builds SET value = ? WHERE key = 'fingerprint'", [name])
    fresh = link.with_suffix(".new")
    fresh.symlink_to(file.name)
    fresh.replace(link)
    for old in sorted(link.parent.glob("catalog-*.duckdb"))[:-3]:
        old.unlink()


def ask(address: str, path: str, body: object = None) -> bytes:
    request = urllib.request.Request(  # noqa: S310 - our own server
        f"{address}{path}",
        data=None if body is None else json.dumps(body).encode(),
        headers={"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
        assert answer.status in (200, 204)
        content: bytes = answer.read()
        return content


def watched(address: str) -> str:
    """What the page is told when its clock ticks: the fingerprint of the build."""
    body = {
        "output": f"{ids.BUILD}.data",
        "outputs": {"id": ids.BUILD, "property": "data"},
        "inputs": [{"id": ids.CLOCK, "property": "n_intervals", "value": 1}],
        "changedPropIds": [f"{ids.CLOCK}.n_intervals"],
        "state": [{"id": ids.BUILD, "property": "data", "value": None}],
    }
    answer = json.loads(ask(address, "/_dash-update-component", body))
    fingerprint: str = answer["response"][ids.BUILD]["data"]["fingerprint"]
    return fingerprint


def test_a_new_database_is_shown_and_no_request_fails(tmp_path: Path) -> None:
    link = tmp_path / "catalog.duckdb"
    publish(link, 0)
    with duckdb.connect(str(link.resolve()), read_only=True) as connection:
        (product,) = connection.execute(
            "SELECT product_id FROM products WHERE thumbnail IS NOT NULL"
        ).fetchone() or [""]
    failures: list[BaseException] = []
    answers = 0
    over = threading.Event()

    def person(address: str) -> None:
        nonlocal answers
        while not over.is_set():
            try:
                for path in ("/", "/healthz", f"/photo/{product}"):
                    ask(address, path)
                    answers += 1
                watched(address)
            except BaseException as error:  # noqa: BLE001 - whatever a person would see
                failures.append(error)

    with served(link) as address:
        before = watched(address)
        people = [threading.Thread(target=person, args=(address,)) for _ in range(ASKING)]
        for thread in people:
            thread.start()
        waits = []
        for number in range(1, PUBLICATIONS + 1):
            publish(link, number)
            start = time.monotonic()
            while (shown := watched(address)) == before:
                assert time.monotonic() - start < SHOWN_WITHIN
            waits.append(time.monotonic() - start)
            # Whichever of the two workers answers.
            assert {watched(address) for _ in range(8)} == {shown}
            before = shown
        over.set()
        for thread in people:
            thread.join()
    assert not failures, failures[0]
    assert answers > ASKING * PUBLICATIONS
    # An open page asks so often; the server's part comes on top.
    assert CHECK_EVERY / 1000 + max(waits) < SHOWN_WITHIN, waits
