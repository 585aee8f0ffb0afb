"""Which environment variables the server obeys, and what each must look like."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_network

from dashboard.i18n import language_of, text

Network = IPv4Network | IPv6Network

HASH = re.compile(r"scrypt:(\d{1,8}):(\d{1,2}):(\d{1,2})\$[^$\s]{8,}\$[0-9a-f]{128}")
"""A password's hash, as werkzeug writes it: cost, block size, parallelism, salt, result."""
LEAST_COST, MOST_COST = 2**14, 2**18
ORIGIN = re.compile(r"https?://[A-Za-z0-9.*-]+(:\d+)?|'self'")
PREFIX = re.compile(r"/([A-Za-z0-9._-]+/)*")
ADDRESS = re.compile(r"https?://[^\s/]+/\S*")
CHECKSUM = re.compile(r"[0-9a-f]{64}")
HEADER = re.compile(r"[A-Za-z][A-Za-z0-9-]*")


class SettingsError(Exception):
    """A variable that cannot be obeyed; the message is a sentence that shows no secret."""


@dataclass(frozen=True)
class Source:
    """From where the database is fetched at the start, and the most that this may take.

    Attributes
    ----------
    address : str
    checksum : str
        SHA-256 of the file, in lower case.
    most_bytes : int
    seconds : float
    """

    address: str
    checksum: str
    most_bytes: int
    seconds: float


@dataclass(frozen=True)
class Settings:
    """What the environment asks of the server; the defaults are those of an empty one.

    Attributes
    ----------
    users : mapping of str to str
        Name to hash of the password; nobody is asked to sign in where there is none.
    user_header : str or None
        Header in which a proxy says who is asking.
    proxies : tuple of networks
        From where that header is believed.
    frame_ancestors : tuple of str
        Origins that may show the app within a page of theirs.
    prefix : str
        Path under which the app is served.
    is_stripped : bool
        Whether a proxy takes the prefix off and does not say so.
    forwarded : int
        Proxies whose `X-Forwarded-*` headers are believed.
    query_seconds : float
        Time that the database has for one request.
    is_json : bool
        Whether each request is logged, as a JSON line.
    has_metrics : bool
    source : Source or None
        None where the database is there already.
    """

    users: Mapping[str, str]
    user_header: str | None = None
    proxies: tuple[Network, ...] = ()
    frame_ancestors: tuple[str, ...] = ()
    prefix: str = "/"
    is_stripped: bool = False
    forwarded: int = 0
    query_seconds: float = 20.0
    is_json: bool = False
    has_metrics: bool = False
    source: Source | None = None


def read(environment: Mapping[str, str]) -> Settings:
    """Read the variables.

    Raises
    ------
    SettingsError
        If one of them cannot be obeyed: a server that guesses may be an open one.
    """
    header = environment.get("DASHBOARD_USER_HEADER") or None
    proxies = _proxies(environment)
    if header is not None and not HEADER.fullmatch(header):
        raise _error(environment, "settings.header.name")
    if bool(header) != bool(proxies):
        raise _error(environment, "settings.header.proxies")
    prefix = environment.get("DASHBOARD_URL_PREFIX") or "/"
    if not PREFIX.fullmatch(prefix):
        raise _error(environment, "settings.prefix")
    is_stripped = _choice(environment, "DASHBOARD_PREFIX_STRIPPED", ("0", "1")) == "1"
    if is_stripped and prefix == "/":
        raise _error(environment, "settings.stripped")
    return Settings(
        users=_users(environment),
        user_header=header,
        proxies=proxies,
        frame_ancestors=_ancestors(environment),
        prefix=prefix,
        is_stripped=is_stripped,
        forwarded=int(_number(environment, "FORWARDED_PROXIES", 0, 0, 10)),
        query_seconds=_number(environment, "QUERY_SECONDS", 20, 0.1, 300),
        is_json=_choice(environment, "LOG_FORMAT", ("text", "json")) == "json",
        has_metrics=_choice(environment, "METRICS", ("0", "1")) == "1",
        source=_source(environment),
    )


def _users(environment: Mapping[str, str]) -> Mapping[str, str]:
    listed = environment.get("DASHBOARD_USERS")
    if listed is None:
        return {}
    users: dict[str, str] = {}
    for n, entry in enumerate(re.split(r"[\s,]+", listed.strip(" ,\n\t")), start=1):
        if not entry:
            # Set to nothing by mistake, it would let everybody in.
            raise _error(environment, "settings.users.empty")
        name, _, found = entry.partition(":")
        if not name or not _is_hash(found):
            raise _error(environment, "settings.users.entry", n=n)
        if name in users:
            raise _error(environment, "settings.users.twice", n=n)
        users[name] = found
    return users


def _is_hash(value: str) -> bool:
    parts = HASH.fullmatch(value)
    if parts is None:
        return False
    cost, block, parallel = map(int, parts.groups())
    is_power = cost & (cost - 1) == 0
    return is_power and LEAST_COST <= cost <= MOST_COST and 1 <= block <= 16 and parallel in (1, 2)


def _proxies(environment: Mapping[str, str]) -> tuple[Network, ...]:
    found = []
    for value in re.split(r"[\s,]+", environment.get("DASHBOARD_TRUSTED_PROXIES", "")):
        try:
            found += [ip_network(value)] if value else []
        except ValueError:
            raise _error(environment, "settings.proxies", value=value) from None
    return tuple(found)


def _ancestors(environment: Mapping[str, str]) -> tuple[str, ...]:
    found = environment.get("DASHBOARD_FRAME_ANCESTORS", "").split()
    for value in found:
        if not ORIGIN.fullmatch(value):
            raise _error(environment, "settings.ancestors", value=value)
    return tuple(found)


def _source(environment: Mapping[str, str]) -> Source | None:
    address = environment.get("CATALOG_URL", "")
    checksum = environment.get("CATALOG_SHA256", "").lower()
    if not address and not checksum:
        return None
    if not ADDRESS.fullmatch(address) or not CHECKSUM.fullmatch(checksum):
        # Neither is said: an address may hold a key.
        raise _error(environment, "settings.source")
    return Source(
        address,
        checksum,
        most_bytes=int(_number(environment, "CATALOG_MAX_BYTES", 4e9, 1, 1e12)),
        seconds=_number(environment, "CATALOG_SECONDS", 300, 1, 3_600),
    )


def _number(
    environment: Mapping[str, str], name: str, otherwise: float, low: float, high: float
) -> float:
    try:
        value = float(environment.get(name) or otherwise)
    except ValueError:
        value = float("nan")
    if not low <= value <= high:
        raise _error(environment, "settings.number", name=name, low=low, high=high)
    return value


def _choice(environment: Mapping[str, str], name: str, choices: tuple[str, ...]) -> str:
    value = environment.get(name) or choices[0]
    if value not in choices:
        told = ", ".join(choices)
        raise _error(environment, "settings.choice", name=name, value=value, choices=told)
    return value


def _error(environment: Mapping[str, str], key: str, **values: object) -> SettingsError:
    return SettingsError(text(key, language_of(environment), **values))
