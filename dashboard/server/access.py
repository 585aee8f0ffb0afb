"""Who may enter: those who sign in with a password, or whom a trusted proxy names.

Off where neither is set. Each worker process counts refusals by itself: with two of them, an
address has up to twice the attempts.
"""

import hashlib
import hmac
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from ipaddress import ip_address, ip_network
from typing import Generic, TypeVar

from flask import Flask, Response, g, request
from werkzeug.datastructures import Authorization
from werkzeug.security import check_password_hash

from dashboard.server.answers import sentence
from dashboard.server.health import OPEN
from dashboard.server.settings import Settings

MOST_REFUSED = 10
"""Attempts that fail, of an address within `WINDOW`, before it has to wait."""
WINDOW = 60.0
"""Seconds."""
REMEMBERED = 300.0
"""Seconds for which a right password is not computed again: scrypt is slow by design."""
MOST_ADDRESSES = 10_000
MOST_NAMES = 1_000
ASKED = 'Basic realm="dashboard", charset="UTF-8"'

Value = TypeVar("Value")


class Recent(Generic[Value]):
    """What is remembered for a while, of the last few: memory has a bound.

    Parameters
    ----------
    most : int
        Entries; the oldest goes first.
    seconds : float
        Life of an entry.
    now : callable
        Seconds of a clock that never goes back.
    """

    def __init__(
        self, most: int, seconds: float, now: Callable[[], float] = time.monotonic
    ) -> None:
        self._most, self._seconds, self._now = most, seconds, now
        self._held: OrderedDict[object, tuple[float, Value]] = OrderedDict()

    def get(self, key: object) -> tuple[Value, float] | None:
        """Return a value and the seconds it has left, None where it is forgotten."""
        found = self._held.get(key)
        if found is None:
            return None
        left = found[0] + self._seconds - self._now()
        if left <= 0:
            self._held.pop(key, None)
            return None
        return found[1], left

    def put(self, key: object, value: Value) -> None:
        """Remember a value; a key that is there keeps the time it began."""
        began = self._held[key][0] if self.get(key) else self._now()
        self._held[key] = (began, value)
        while len(self._held) > self._most:
            self._held.popitem(last=False)


class Passwords:
    """Judges names and passwords, one at a time: each computation takes 32 MB.

    Parameters
    ----------
    settings : Settings
        Those of a server with at least one user.
    now : callable
        A clock, for tests.
    """

    def __init__(self, settings: Settings, now: Callable[[], float] = time.monotonic) -> None:
        self._users = dict(settings.users)
        self._anyone = next(iter(self._users.values()))
        self._key = secrets.token_bytes(32)
        self._lock = threading.Lock()
        self._right: Recent[str] = Recent(MOST_NAMES, REMEMBERED, now)
        self._refused: Recent[int] = Recent(MOST_ADDRESSES, WINDOW, now)

    def judge(self, given: Authorization | None, address: str) -> str | int | None:
        """Say who it is; else for how many seconds to wait, or None for nobody.

        Whoever was right a moment ago never waits: a whole company may share an address.
        """
        if given is None:
            return None
        name, password = given.username or "", given.password or ""
        # A key of this process: what is held tells nothing of the password.
        mark = hmac.digest(self._key, f"{name}\0{password}".encode(), hashlib.sha256)
        with self._lock:
            known = self._right.get(mark)
            if known:
                return known[0]
            refused = self._refused.get(address)
            if refused and refused[0] >= MOST_REFUSED:
                return max(1, round(refused[1]))
            # The same work for a name that there is not: the time tells nothing.
            is_right = check_password_hash(self._users.get(name, self._anyone), password)
            if is_right and name in self._users:
                self._right.put(mark, name)
                return name
            self._refused.put(address, (refused[0] if refused else 0) + 1)
            return None


def register(server: Flask, settings: Settings) -> None:
    """Ask who it is before each request, where the settings say so."""
    if not settings.users and settings.user_header is None:
        return
    passwords = Passwords(settings) if settings.users else None

    def enter() -> Response | None:
        if request.path.removeprefix("/") in OPEN:
            return None
        if settings.user_header is not None and _is_trusted(settings):
            g.user = request.headers.get(settings.user_header, "").strip()
            if g.user:
                return None
        if passwords is None:
            return sentence(403)
        found = passwords.judge(request.authorization, network_of(request.remote_addr))
        if isinstance(found, int):
            answer = sentence(429, seconds=found)
            answer.headers["Retry-After"] = str(found)
            return answer
        if found is None:
            answer = sentence(401)
            answer.headers["WWW-Authenticate"] = ASKED
            return answer
        g.user = found
        return None

    server.before_request(enter)


def network_of(address: str | None) -> str:
    """Return what is counted as one address: of IPv6, a household has a whole /64.

    Examples
    --------
    >>> network_of("203.0.113.9"), network_of("2001:db8::1"), network_of(None)
    ('203.0.113.9', '2001:db8::/64', '')
    """
    try:
        found = ip_address(address or "")
    except ValueError:
        return ""
    return str(ip_network((found, 64), strict=False)) if found.version == 6 else str(found)


def _is_trusted(settings: Settings) -> bool:
    """Whether who connects, not who is said to be behind, is one of the proxies."""
    original = request.environ.get("werkzeug.proxy_fix.orig", request.environ)
    try:
        peer = ip_address(original.get("REMOTE_ADDR") or "")
    except ValueError:
        return False
    return any(peer in network for network in settings.proxies)
