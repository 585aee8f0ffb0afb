"""What every request meets: headers, bounds, sentences for errors, lines in the log, figures."""

import itertools
import json
import logging
import math
import re
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
from flask import Flask, g
from werkzeug.test import TestResponse

from dashboard import ids
from dashboard.app import server
from dashboard.callbacks import products
from dashboard.core import deadline
from dashboard.core.database import HARDENED, Database, TooLongError
from dashboard.server import answers, headers, journal, limits
from dashboard.server.settings import Settings, read
from tests.dashboard.conftest import write_database
from tests.dashboard.page_client import Page
from tests.storage.locked_file import held_open

CALLBACK = "/_dash-update-component"


@pytest.fixture
def page(database: Database) -> Page:
    build = {"build": database.file.name, "reason": None, "found": "", "fingerprint": "f00d"}
    return Page().set(ids.BUILD, "data", build)


def small(settings: Settings, view: Callable[[], Any]) -> Flask:
    """Make a server of one address, surrounded as the app is."""
    flask = Flask(__name__)
    journal.register(flask, settings)
    answers.register(flask, settings)
    flask.add_url_rule("/x", "x", view)
    return flask


# -- headers ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path", ["/", "/healthz", "/photo/none", "/assets/theme.css", "/_dash-dependencies", CALLBACK]
)
def test_every_answer_carries_the_headers(path: str) -> None:
    answer = server.test_client().get(path, buffered=True)
    answer.close()
    policy = dict(
        part.split(" ", 1) for part in answer.headers["Content-Security-Policy"].split("; ")
    )
    assert policy["default-src"] == "'none'"
    assert re.fullmatch(r"'self' 'sha256-[^' ]+'", policy["script-src"])
    assert "unsafe-eval" not in str(policy)
    assert policy["frame-ancestors"] == "'none'"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert "camera=()" in answer.headers["Permissions-Policy"]
    assert "Strict-Transport-Security" not in answer.headers


def test_the_page_holds_one_script_and_it_is_the_one_that_is_named() -> None:
    shown = server.test_client().get("/").text
    inline = re.findall(r"<script(?![^>]* src=)[^>]*>", shown)
    assert [re.findall(r'type="([^"]+)"', tag) for tag in inline] == [
        ["application/json"],
        ["application/javascript"],
    ]
    assert not re.search(r"<[^>]+ on[a-z]+=", shown)


def test_behind_tls_the_browser_is_told_to_stay_there() -> None:
    client = server.test_client()
    assert "Strict-Transport-Security" in client.get("/", base_url="https://shop").headers
    # Nobody but a proxy that is counted says so.
    response = client.get("/", headers={"X-Forwarded-Proto": "https"})
    assert "Strict-Transport-Security" not in response.headers


def test_a_portal_may_show_the_app_where_it_is_named() -> None:
    policy = headers.policy_of(["'sha256-a'"], "https://portal.example")
    assert policy.endswith("frame-ancestors https://portal.example")
    assert read({"DASHBOARD_FRAME_ANCESTORS": "https://a.fr 'self'"}).dashboard_frame_ancestors == (
        "https://a.fr",
        "'self'",
    )


# -- bounds -------------------------------------------------------------------------------


@pytest.mark.parametrize("path", [CALLBACK, "/maps/b/window/text/umap"])
def test_a_large_body_is_refused_by_a_sentence(path: str) -> None:
    answer = server.test_client().post(path, data=b"x" * (limits.MOST_BYTES + 1))
    assert answer.status_code == 413
    assert str(limits.MOST_BYTES) in answer.text


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"null", b"[]", b"3", b'"x"', b"{}", b"\xff\xfe", b"[" * 100_000,
        b'{"output": "none.children"}', b'{"output": ["facts.children"]}', b'{"output": {}}',
    ],
)  # fmt: skip
def test_a_body_that_is_no_callback_is_refused(body: bytes) -> None:
    answer = server.test_client().post(CALLBACK, data=body, content_type="application/json")
    assert answer.status_code == 400
    assert "Traceback" not in answer.text


def test_a_body_of_another_kind_is_refused_by_the_same_sentence() -> None:
    client = server.test_client()
    no_json = client.post(CALLBACK, data=b"{", content_type="application/json")
    form = client.post(CALLBACK, data={"a": "b"})
    assert (form.status_code, form.text) == (400, no_json.text)


def body_of(page: Page, declared: dict[str, Any]) -> dict[str, Any]:
    return {
        "output": declared["output"],
        "outputs": page._outputs(declared["output"]),
        "inputs": [page._filled(part) for part in declared["inputs"]],
        "state": [page._filled(part) for part in declared["state"]],
        "changedPropIds": [],
    }


def declared(page: Page) -> list[dict[str, Any]]:
    listed = page.client.get("/_dash-dependencies").get_json()
    return [item for item in listed if not item["clientside_function"]]


def test_a_call_of_another_form_is_an_error_like_any_other(page: Page) -> None:
    [offer] = [
        callback for callback in declared(page) if "method-note.children" in callback["output"]
    ]
    body = body_of(page, offer)
    forged: list[dict[str, Any]] = [
        {}, {"inputs": []}, {"inputs": 3}, {"inputs": [3]}, {"inputs": None}, {"state": 3},
        {"outputs": []}, {"outputs": "x"}, {"changedPropIds": 3}, {"changedPropIds": [{}]},
    ]  # fmt: skip
    for change in forged:
        answer = page.client.post(CALLBACK, json=body | change)
        assert answer.status_code == 200 or answers.REFERENCE in answer.headers, change
        assert "Traceback" not in answer.text


ANYTHING: tuple[Any, ...] = (
    True, "x", -1, 1e308, math.nan, [], [None], ["a"], {}, {"value": ["x"]}, {"points": [{}]},
    {"colId": "gx"}, [{"colId": "x", "sort": 3}], {"recipe": {"kind": "lasso"}}, "\ud800",
    {"build": None, "reason": "other", "found": ""}, {"price": {"filter": "x"}},
    {"sortModel": [{}], "endRow": "x"},
)  # fmt: skip


def test_whatever_a_property_holds_is_answered(page: Page) -> None:
    odd = []
    for callback in declared(page):
        for part in ("inputs", "state"):
            for at, dependency in enumerate(callback[part]):
                for value in ANYTHING:
                    answer = answer_with(page, callback, part, at, value)
                    is_named = answers.REFERENCE in answer.headers
                    if answer.status_code not in (200, 204) and not is_named:
                        odd.append((callback["output"], dependency["id"], value))
    assert odd == []
    assert page.client.get("/").status_code == 200


def answer_with(
    page: Page, callback: dict[str, Any], part: str, at: int, value: Any
) -> TestResponse:
    body = body_of(page, callback)
    argument = body[part][at]
    body[part][at] = (
        [{**one, "value": value} for one in argument]
        if isinstance(argument, list)
        else {**argument, "value": value}
    )
    if part == "inputs" and not isinstance(argument, list):
        body["changedPropIds"] = [f"{argument['id']}.{argument['property']}"]
    sent = json.dumps(body)
    return page.client.post(CALLBACK, data=sent, content_type="application/json")


def test_whatever_a_view_is_asked_for_no_page_fails(page: Page) -> None:
    keys = ("build", "level", "branches", "language", "scheme")
    odd: tuple[object, ...] = (True, {}, "\ud800")
    failed = []
    for callback in declared(page):
        views = [name for name in ids.VIEW_REQUESTS if any(
            part["id"] == ids.view_request(name) for part in callback["inputs"]
        )]  # fmt: skip
        for name in views:
            page.show(name)
            view_request = page._asked(ids.view_request(name)) or {}
            at = [part["id"] for part in callback["inputs"]].index(ids.view_request(name))
            for key, value in itertools.product(keys, odd):
                view = {**view_request, key: value}
                status = answer_with(page, callback, "inputs", at, view).status_code
                if status not in (200, 204, 400):
                    failed.append((callback["output"], key, value, status))
    assert failed == []


# -- the database -------------------------------------------------------------------------

LONG = "SELECT count(*) FROM range(1000000000000) WHERE range % 7 < 8"


def test_a_query_that_takes_too_long_is_stopped_and_said(database: Database) -> None:
    settings = read({"QUERY_SECONDS": "0.3"})

    def view() -> str:
        deadline.begin(settings.query_seconds)
        try:
            return str(database.connection.cursor().execute(LONG).fetchall())
        finally:
            deadline.end()

    began = time.perf_counter()
    answer = small(settings, view).test_client().get("/x", headers={"Accept-Language": "en"})
    assert time.perf_counter() - began < 20
    assert answer.status_code == 503
    assert "more than 0.3 s" in answer.text
    assert database.connection.cursor().execute("SELECT 1").fetchall() == [(1,)]


def test_only_the_queries_of_a_late_request_are_stopped(database: Database) -> None:
    outcomes: dict[str, object] = {}

    def ask(name: str, seconds: float, query: str) -> None:
        deadline.begin(seconds)
        try:
            outcomes[name] = database.connection.cursor().execute(query).fetchone()
        except TooLongError:
            outcomes[name] = "stopped"
        finally:
            deadline.end()

    slow = "SELECT count(*) FROM range(200000000) WHERE range % 7 < 8"
    threads = [
        threading.Thread(target=ask, args=("late", 0.2, LONG)),
        threading.Thread(target=ask, args=("other", 60.0, slow)),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes == {"late": "stopped", "other": (200_000_000,)}


def test_the_app_gives_each_request_its_time(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    times: list[float] = []
    monkeypatch.setattr(deadline, "begin", times.append)
    server.test_client().get("/photo/id%2F1")
    assert times == [20.0]


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE t (i INTEGER)",
        "DELETE FROM products",
        "ATTACH '/tmp/other.duckdb'",
        "COPY products TO '/tmp/copy.csv'",
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM read_text('/etc/passwd')",
        "SELECT * FROM glob('/etc/*')",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET enable_external_access = true",
        "SET memory_limit = '8GB'",
        "SET threads = 8",
        "SET temp_directory = '/tmp'",
        "SET lock_configuration = false",
        "PRAGMA enable_profiling",
    ],
)
def test_the_database_is_read_and_nothing_else(database: Database, statement: str) -> None:
    with pytest.raises(duckdb.Error):
        database.connection.cursor().execute(statement)


def test_each_setting_of_the_database_holds(database: Database) -> None:
    settings = dict(
        database.connection.cursor().execute("SELECT name, value FROM duckdb_settings()").fetchall()
    )
    for name, value in HARDENED.items():
        if name == "memory_limit":
            assert settings[name] == "122.0 MiB"
        else:
            assert settings[name] == value, name


# -- photos -------------------------------------------------------------------------------


@pytest.mark.parametrize("route", ["photo", "seen"])
def test_a_photo_is_served_by_its_product_and_nothing_else(database: Database, route: str) -> None:
    client = server.test_client()
    shown = client.get(f"/{route}/id%2F1")
    assert (shown.status_code, shown.mimetype) == (200, "image/webp")
    assert shown.headers["Cache-Control"] == "private, max-age=86400"
    for other in ("1.jpg", "id/7", "../id/1", "%2e%2e/id/1", "etc/passwd", "' OR 1=1 --", "%00"):
        assert client.get(f"/{route}/{other}").status_code == 404


# -- errors and the log -------------------------------------------------------------------


@pytest.fixture
def log(capsys: pytest.CaptureFixture[str]) -> Iterator[Callable[[], list[str]]]:
    yield lambda: capsys.readouterr().err.splitlines()
    logging.getLogger("dashboard").handlers.clear()


def broken() -> str:
    raise KeyError("a detail of ours")


def test_an_error_is_a_reference_for_the_person_and_a_trace_for_the_log(
    log: Callable[[], list[str]],
) -> None:
    client = small(read({"LOG_FORMAT": "json"}), broken).test_client()
    answer = client.get("/x?q=secret", headers={"Accept-Language": "en"})
    reference = answer.headers[answers.REFERENCE]
    assert answer.status_code == 500
    assert answer.text == f"An error occurred; its reference is {reference}.\n"
    error, request = map(json.loads, log())
    assert error["level"] == "error"
    assert error["reference"] == request["reference"] == reference
    assert "KeyError: 'a detail of ours'" in error["traceback"]
    assert (request["status"], request["path"]) == (500, "/x")


def test_for_a_person_only_errors_are_logged(log: Callable[[], list[str]]) -> None:
    client = small(read({}), broken).test_client()
    reference = client.get("/x").headers[answers.REFERENCE]
    assert client.get("/none").status_code == 404
    lines = log()
    assert lines[0] == f"[{reference}] GET /x failed"
    assert lines[-1].startswith("KeyError")


def test_an_error_that_comes_again_and_again_does_not_fill_the_log(
    log: Callable[[], list[str]],
) -> None:
    client = small(read({"LOG_FORMAT": "json"}), broken).test_client()
    for _ in range(100):
        client.get("/x")
    errors = [line for line in map(json.loads, log()) if line["level"] == "error"]
    assert len({line["reference"] for line in errors}) == 100
    traces = [line["traceback"] for line in errors if "traceback" in line]
    assert len(traces) == answers.TRACES.amount


def test_a_callback_that_fails_answers_by_a_reference(
    page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(products, "query_products", lambda *_: 1 / 0)
    page.set(ids.PRODUCTS, "getRowsRequest", {"startRow": 0, "endRow": 10})
    [table] = [
        callback
        for callback in declared(page)
        if callback["output"].startswith("..products.getRows")
    ]
    answer = page.client.post(CALLBACK, json=body_of(page, table))
    assert answer.status_code == 500
    assert answer.headers[answers.REFERENCE] in answer.text
    assert "Zero" not in answer.text


def test_each_request_has_a_line_that_tells_no_query(log: Callable[[], list[str]]) -> None:
    flask = small(read({"LOG_FORMAT": "json"}), lambda: "x")

    @flask.before_request
    def know() -> None:
        g.user, g.callback = "anne", "level.data"

    flask.test_client().get("/x?q=bague", headers={"Cookie": "session=secret"})
    [line] = map(json.loads, log())
    assert line["event"] == "request"
    assert line["ms"] >= 0
    fields = {name: line[name] for name in ("method", "path", "status", "user", "callback")}
    assert fields == {
        "method": "GET", "path": "/x", "status": 200, "user": "anne", "callback": "level.data",
    }  # fmt: skip
    assert "bague" not in str(line)
    assert "secret" not in str(line)


# -- readiness ----------------------------------------------------------------------------


def test_ready_says_which_database_it_is(database: Database) -> None:
    answer = server.test_client().get("/readyz")
    state = answer.get_json()
    assert answer.status_code == 200
    assert (state["status"], state["fingerprint"]) == ("ready", "f00d")
    assert state["built_at"] == "2026-11-22T10:00:00+00:00"
    assert state["age_seconds"] > 0
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("reason", ["missing", "schema", "unreadable"])
def test_not_ready_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reason: str) -> None:
    file = tmp_path / "catalogue.duckdb"
    if reason == "schema":
        write_database(file, 0, schema_version="2")
    elif reason == "unreadable":
        file.write_text("not a database")
    monkeypatch.setenv("CATALOG_DATABASE", str(file))
    answer = server.test_client().get("/readyz")
    assert answer.status_code == 503
    assert answer.get_json()["reason"] == reason
    assert server.test_client().get("/healthz").status_code == 200


def test_one_that_another_program_holds_is_locked_until_it_is_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = write_database(tmp_path / "catalogue.duckdb", 13)
    monkeypatch.setenv("CATALOG_DATABASE", str(file))
    client = server.test_client()
    with held_open(file) as holder:
        answer = client.get("/readyz")
        assert (answer.status_code, answer.get_json()["reason"]) == (503, "locked")
        assert f"(PID {holder})" in answer.get_json()["found"]
    assert client.get("/readyz").status_code == 200


def test_figures_are_not_there_unless_they_are_asked_for() -> None:
    assert server.test_client().get("/metrics").mimetype == "text/html"  # the page itself
    assert "prometheus_client" not in sys.modules
