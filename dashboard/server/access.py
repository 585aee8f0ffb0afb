"""Access: people sign in with a password (HTTP Basic), or a trusted proxy names them.

Off where neither is set. Failed sign-ins are rate limited by address, in each worker process by
itself: with two of them, an address has up to twice the attempts.
"""

import hashlib
import hmac
import secrets
import threading
import time
from collections.abc import Mapping
from ipaddress import ip_address, ip_network

from cachetools import TTLCache
from flask import Flask, Response, abort, g, request
from flask_httpauth import HTTPBasicAuth
from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter
from werkzeug.security import check_password_hash

from dashboard.server.answers import sentence
from dashboard.server.health import OPEN
from dashboard.server.settings import Settings

RATE_LIMIT = RateLimitItemPerMinute(10)
"""Failed sign-ins of an address, before it has to wait for the end of the minute."""
REMEMBERED = 300.0
"""Seconds for which a right password is not computed again: scrypt is slow by design."""
MOST_NAMES = 1_000
CHALLENGE = 'Basic realm="dashboard", charset="UTF-8"'


class Passwords:
    """Checks names and passwords, one at a time: each computation takes 32 MB.

    Parameters
    ----------
    users : mapping of str to str
        Name to hash of the password; at least one.
    """

    def __init__(self, users: Mapping[str, str]) -> None:
        self._users = users
        self._any_hash = next(iter(users.values()))
        self._key = secrets.token_bytes(32)
        self._lock = threading.Lock()
        self._accepted: TTLCache[bytes, str] = TTLCache(MOST_NAMES, REMEMBERED, time.monotonic)
        # Each failure costs a computation and is forgotten after a minute: that bounds the memory.
        self._limiter = FixedWindowRateLimiter(MemoryStorage())

    def verify(self, name: str, password: str) -> str | None:
        """Return the name if the password is right; ask to wait after too many that were not.

        Whoever was right a moment ago never waits: a whole company may share an address.
        """
        if not name:
            return None
        address = network_of(request.remote_addr)
        # A key of this process: what is remembered does not give the password away.
        mark = hmac.digest(self._key, f"{name}\0{password}".encode(), hashlib.sha256)
        with self._lock:
            accepted = self._accepted.get(mark)
            if accepted is not None:
                return accepted
            if not self._limiter.test(RATE_LIMIT, address):
                abort(self._wait(address))
            # The same work for a name that there is not: the time tells nothing.
            is_right = check_password_hash(self._users.get(name, self._any_hash), password)
            if is_right and name in self._users:
                self._accepted[mark] = name
                return name
            self._limiter.hit(RATE_LIMIT, address)
            return None

    def _wait(self, address: str) -> Response:
        end = self._limiter.get_window_stats(RATE_LIMIT, address).reset_time
        seconds = max(1, round(end - time.time()))
        answer = sentence(429, seconds=seconds)
        answer.headers["Retry-After"] = str(seconds)
        return answer


def register(server: Flask, settings: Settings) -> None:
    """Ask who it is before each request, where the settings say so."""
    if not settings.dashboard_users and not settings.dashboard_user_header:
        return
    auth = HTTPBasicAuth()
    if settings.dashboard_users:
        auth.verify_password(Passwords(settings.dashboard_users).verify)
    auth.error_handler(_challenge)
    sign_in = auth.login_required(lambda: None)

    def enter() -> Response | None:
        if request.path.removeprefix("/") in OPEN:
            return None
        if settings.dashboard_user_header and _is_trusted(settings):
            g.user = request.headers.get(settings.dashboard_user_header, "").strip()
            if g.user:
                return None
        if not settings.dashboard_users:
            return sentence(403)
        if request.method == "OPTIONS":
            return _challenge()  # Flask-HTTPAuth would let it through, for other sites' scripts
        refusal: Response | None = sign_in()
        g.user = auth.current_user()
        return refusal

    server.before_request(enter)


def network_of(address: str | None) -> str:
    """Return what is counted as one address: of IPv6, a household has a whole /64.

    Examples
    --------
    >>> network_of("203.0.113.9"), network_of("2001:db8::1"), network_of(None)
    ('203.0.113.9', '2001:db8::/64', '')
    """
    try:
        parsed = ip_address(address or "")
    except ValueError:
        return ""
    return str(ip_network((parsed, 64), strict=False)) if parsed.version == 6 else str(parsed)


def _challenge() -> Response:
    answer = sentence(401)
    answer.headers["WWW-Authenticate"] = CHALLENGE
    return answer


def _is_trusted(settings: Settings) -> bool:
    """Whether who connects, not who is said to be behind, is one of the proxies."""
    original = request.environ.get("werkzeug.proxy_fix.orig", request.environ)
    try:
        peer = ip_address(original.get("REMOTE_ADDR") or "")
    except ValueError:
        return False
    return any(peer in network for network in settings.dashboard_trusted_proxies)
