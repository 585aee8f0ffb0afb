"""Who may enter: nobody is asked by default, names and passwords, and what a proxy says."""

import base64
import io
import logging
import subprocess
import sys
import time
from collections.abc import Mapping

import pytest
from flask import Flask, g
from flask.testing import FlaskClient
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.security import check_password_hash, generate_password_hash

from dashboard.server import access, journal, password
from dashboard.server.access import RATE_LIMIT, REMEMBERED
from dashboard.server.settings import Settings, SettingsError, read

RIGHT = "un mot: très long"
HASH = generate_password_hash(RIGHT, "scrypt:16384:8:1")
"""The least cost that is taken: tests compute it often."""
USERS = read({"DASHBOARD_USERS": f"anne:{HASH}"})
ATTEMPTS, MINUTE = RATE_LIMIT.amount, RATE_LIMIT.get_expiry()


def client_of(settings: Settings) -> FlaskClient:
    server = Flask(__name__)
    access.register(server, settings)
    server.add_url_rule("/<path:path>", "any", lambda path: f"{path} for {g.get('user')}")
    if hops := settings.forwarded_proxies:
        server.wsgi_app = ProxyFix(server.wsgi_app, x_for=hops)  # type: ignore[method-assign]
    return server.test_client()


def signed(name: str, secret: str) -> dict[str, str]:
    pair = base64.b64encode(f"{name}:{secret}".encode()).decode()
    return {"Authorization": f"Basic {pair}"}


@pytest.fixture
def computed_hashes(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The hashes that were computed."""
    seen: list[str] = []

    def check(hashed: str, secret: str) -> bool:
        seen.append(hashed)
        return check_password_hash(hashed, secret)

    monkeypatch.setattr(access, "check_password_hash", check)
    return seen


def test_nobody_is_asked_by_default() -> None:
    assert client_of(read({})).get("/photo/1").data == b"photo/1 for None"


def test_a_name_and_its_password_enter_and_nothing_else_does() -> None:
    client = client_of(USERS)
    assert client.get("/x", headers=signed("anne", RIGHT)).data == b"x for anne"
    refused: list[Mapping[str, str]] = [
        {},
        signed("anne", "autre"),
        signed("anne", ""),
        signed("bob", RIGHT),
        signed("", ""),
        {"Authorization": "Basic !!"},
        {"Authorization": "Bearer abc"},
    ]
    for headers in refused:
        answer = client.get("/x", headers=headers)
        assert answer.status_code == 401
        assert answer.headers["WWW-Authenticate"].startswith("Basic ")
        assert "Identifiez-vous" in answer.text
    assert "Sign in" in client.get("/x", headers={"Accept-Language": "en"}).text


def test_a_platform_asks_for_health_without_a_name() -> None:
    client = client_of(USERS)
    for path in ("/healthz", "/readyz"):
        assert client.get(path).status_code == 200
    for path in ("/healthz/x", "/shop", "/metrics", "/photo/healthz"):
        assert client.get(path).status_code == 401


def test_no_method_goes_in_without_a_name() -> None:
    client = client_of(USERS)
    for method in ("OPTIONS", "HEAD", "POST", "TRACE", "ODD"):
        assert client.open("/x", method=method).status_code == 401


def test_an_unknown_name_costs_the_same_work(computed_hashes: list[str]) -> None:
    for name in ("anne", "bob"):
        answer = client_of(USERS).get("/x", headers=signed(name, "autre mot"))
        assert answer.status_code == 401
    assert computed_hashes == [HASH, HASH]
    assert client_of(USERS).get("/x").status_code == 401
    assert len(computed_hashes) == 2


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time, which stands still."""
    now = [1e9]
    monkeypatch.setattr(time, "time", lambda: now[0])
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    return now


def test_a_right_password_is_computed_once_in_a_while(
    computed_hashes: list[str], clock: list[float]
) -> None:
    client = client_of(USERS)
    for _ in range(3):
        assert client.get("/x", headers=signed("anne", RIGHT)).text == "x for anne"
    assert len(computed_hashes) == 1
    clock[0] += REMEMBERED + 1
    assert client.get("/x", headers=signed("anne", RIGHT)).text == "x for anne"
    assert len(computed_hashes) == 2


def test_an_accepted_password_is_not_kept() -> None:
    passwords = access.Passwords({"anne": HASH})
    with Flask(__name__).test_request_context():
        assert passwords.verify("anne", RIGHT) == "anne"
    assert RIGHT not in str(vars(passwords))


def test_an_address_that_fails_too_often_waits_and_those_who_are_in_do_not(
    computed_hashes: list[str], clock: list[float]
) -> None:
    client = client_of(USERS)

    def status(password: str, address: str = "203.0.113.1", method: str = "GET") -> int:
        sent = signed("anne", password)
        outside = {"REMOTE_ADDR": address}
        return client.open("/x", method=method, headers=sent, environ_base=outside).status_code

    assert status(RIGHT) == 200
    for n in range(ATTEMPTS):
        # Whatever is asked for, a page that there is not included.
        assert status(f"essai {n}", method="POST" if n % 2 else "GET") == 401
    computed = len(computed_hashes)
    assert status("encore") == 429
    assert len(computed_hashes) == computed  # refused before any work
    assert status(RIGHT) == 200
    assert status("encore", "203.0.113.2") == 401
    clock[0] += MINUTE + 1
    assert status("encore") == 401


@pytest.mark.parametrize("address", ["203.0.113.1", "2001:db8::1", "", "odd"])
def test_waiting_is_said_with_its_seconds(address: str) -> None:
    client = client_of(USERS)
    outside = {"REMOTE_ADDR": address}
    for n in range(ATTEMPTS):
        client.get("/x", headers=signed("anne", f"essai {n}"), environ_base=outside)
    answer = client.get("/x", headers=signed("anne", "encore"), environ_base=outside)
    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= MINUTE
    assert answer.headers["Retry-After"] in answer.text


# -- a proxy in front ---------------------------------------------------------------------

PROXY = read(
    {"DASHBOARD_USER_HEADER": "X-User", "DASHBOARD_TRUSTED_PROXIES": "10.0.0.0/8, 2001:db8::1"}
)


@pytest.mark.parametrize(
    ("peer", "headers", "status"),
    [
        ("10.1.2.3", {"X-User": "anne"}, 200),
        ("2001:db8::1", {"X-User": "anne"}, 200),
        ("10.1.2.3", {"X-User": "  "}, 403),
        ("10.1.2.3", {}, 403),
        ("11.1.2.3", {"X-User": "anne"}, 403),
        ("11.1.2.3", {"X-User": "anne", "X-Forwarded-For": "10.1.2.3"}, 403),
        ("", {"X-User": "anne"}, 403),
    ],
)
def test_a_header_is_believed_from_the_proxy_alone(
    peer: str, headers: dict[str, str], status: int
) -> None:
    for settings in (PROXY, read({**PROXY_VARIABLES, "FORWARDED_PROXIES": "1"})):
        client = client_of(settings)
        answer = client.get("/x", headers=headers, environ_base={"REMOTE_ADDR": peer})
        assert answer.status_code == status
        assert status != 200 or answer.text == "x for anne"


PROXY_VARIABLES = {
    "DASHBOARD_USER_HEADER": "X-User",
    "DASHBOARD_TRUSTED_PROXIES": "10.0.0.0/8 2001:db8::1",
}


def test_with_both_who_does_not_come_through_the_proxy_signs_in() -> None:
    client = client_of(read({**PROXY_VARIABLES, "DASHBOARD_USERS": f"anne:{HASH}"}))
    outside = {"REMOTE_ADDR": "192.0.2.1"}
    answer = client.get("/x", headers={"X-User": "bob"}, environ_base=outside)
    assert answer.status_code == 401
    answer = client.get("/x", headers=signed("anne", RIGHT), environ_base=outside)
    assert answer.text == "x for anne"


# -- settings -----------------------------------------------------------------------------


def test_several_people_are_read_however_they_are_parted() -> None:
    listed = f"anne:{HASH}, bob:{HASH}\n  chloé@exemple.fr:{HASH}"
    users = read({"DASHBOARD_USERS": listed}).dashboard_users
    assert list(users) == ["anne", "bob", "chloé@exemple.fr"]


@pytest.mark.parametrize(
    ("variables", "message"),
    [
        ({"DASHBOARD_USERS": ""}, "names nobody"),
        ({"DASHBOARD_USERS": " , "}, "names nobody"),
        ({"DASHBOARD_USERS": "anne:secret"}, "entry 1"),
        ({"DASHBOARD_USERS": f"anne:{HASH},bob"}, "entry 2"),
        ({"DASHBOARD_USERS": f"anne:{HASH} anne:{HASH}"}, "entry 2"),
        ({"DASHBOARD_USERS": f"anne:{HASH.replace('16384', '1024')}"}, "entry 1"),
        ({"DASHBOARD_USERS": f"anne:{HASH.replace('16384', '16385')}"}, "entry 1"),
        ({"DASHBOARD_USERS": "anne:pbkdf2:sha256:600000$abcdefgh$" + 64 * "0"}, "entry 1"),
        ({"DASHBOARD_USER_HEADER": "X-User"}, "go together"),
        ({"DASHBOARD_TRUSTED_PROXIES": "10.0.0.0/8"}, "go together"),
        ({**PROXY_VARIABLES, "DASHBOARD_USER_HEADER": "X User"}, "DASHBOARD_USER_HEADER"),
        ({**PROXY_VARIABLES, "DASHBOARD_TRUSTED_PROXIES": "10.0.0.1/8"}, "“10.0.0.1/8”"),
        ({"DASHBOARD_URL_PREFIX": "shop"}, "slash"),
        ({"DASHBOARD_FRAME_ANCESTORS": "https://a; script-src *"}, "“https://a;”"),
        ({"FORWARDED_PROXIES": "yes"}, "“yes” is refused: input should be a valid integer"),
        ({"FORWARDED_PROXIES": "11"}, "“11” is refused: input should be less than or equal to 10"),
        ({"QUERY_SECONDS": "nan"}, "“nan” is refused: input should be a finite number"),
        ({"QUERY_SECONDS": "0"}, "greater than or equal to 0.1"),
        ({"CATALOG_MAX_BYTES": "4 GB"}, "“4 GB” is refused"),
        ({"LOG_FORMAT": "xml"}, "'text' or 'json'"),
        ({"METRICS": "on"}, "'0' or '1'"),
    ],
)
def test_what_cannot_be_obeyed_is_one_sentence_that_names_it(
    variables: dict[str, str], message: str
) -> None:
    with pytest.raises(SettingsError) as refused:
        read(variables)
    sentence = str(refused.value)
    assert message in sentence
    assert any(name in sentence for name in variables)
    assert "secret" not in sentence
    # Whoever writes a trace of it gives nothing away either.
    assert refused.value.__context__ is None


def test_each_variable_that_cannot_be_obeyed_has_its_line() -> None:
    with pytest.raises(SettingsError) as refused:
        read({"LOG_FORMAT": "xml", "METRICS": "on", "DASHBOARD_URL_PREFIX": "shop"})
    names = [line.split(":")[0] for line in str(refused.value).splitlines()]
    assert sorted(names) == ["DASHBOARD_URL_PREFIX", "LOG_FORMAT", "METRICS"]


def test_a_variable_that_is_set_to_nothing_is_as_one_that_is_not_set() -> None:
    names = {field.alias or "" for field in Settings.model_fields.values()} - {"DASHBOARD_USERS"}
    assert read(dict.fromkeys(names, "")) == read({})


def test_no_secret_is_shown_with_the_settings() -> None:
    settings = read(
        {
            "DASHBOARD_USERS": f"anne:{HASH}",
            "CATALOG_URL": "https://example.com/c.duckdb?key=secret",
            "CATALOG_SHA256": 64 * "a",
        }
    )
    assert "secret" not in repr(settings)
    assert HASH not in repr(settings)


def test_a_server_with_bad_settings_does_not_start() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "gunicorn", "--bind", "127.0.0.1:0", "dashboard.app:server"],
        env={"DASHBOARD_USERS": "anne:secret", "PATH": "/usr/bin", "LC_ALL": "C.UTF-8"},
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode != 0
    assert "DASHBOARD_USERS: entry 1 is not of the form name:hash" in done.stderr
    assert "Traceback" not in done.stderr
    assert "secret" not in done.stderr


# -- the helper ---------------------------------------------------------------------------


def test_the_helper_prints_a_hash_that_the_settings_take(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{RIGHT}\n"))
    assert password.main([]) == 0
    (printed,) = capsys.readouterr().out.splitlines()
    assert check_password_hash(printed, RIGHT)
    users = read({"DASHBOARD_USERS": f"anne:{printed}"}).dashboard_users
    assert users == {"anne": printed}


@pytest.mark.parametrize(("arguments", "typed"), [(["a password"], ""), ([], "court\n"), ([], "")])
def test_the_helper_takes_no_argument_and_no_short_password(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    typed: str,
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
    assert password.main(arguments) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert len(printed.err.splitlines()) == 1


def test_no_secret_is_logged(capsys: pytest.CaptureFixture[str]) -> None:
    server = Flask(__name__)
    settings = read({"DASHBOARD_USERS": f"anne:{HASH}", "LOG_FORMAT": "json"})
    journal.register(server, settings)
    access.register(server, settings)
    server.add_url_rule("/x", "x", lambda: "x")
    headers = signed("anne", RIGHT)
    wrong = signed("anne", "un autre secret")
    client = server.test_client()
    assert client.get("/x?token=jeton", headers=headers).status_code == 200
    assert client.get("/x?token=jeton", headers=wrong).status_code == 401
    log = capsys.readouterr().err
    assert log.count("\n") == 2
    assert '"user": "anne"' in log
    for secret in (RIGHT, "un autre secret", headers["Authorization"][6:], HASH, "jeton"):
        assert secret not in log
    logging.getLogger("dashboard").handlers.clear()
