"""Settings of the server: a field for each environment variable it obeys, in lower case."""

import re
from collections.abc import Mapping
from typing import Annotated, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    FiniteFloat,
    IPvAnyNetwork,
    ValidationError,
    model_validator,
)

HASH = re.compile(r"scrypt:(\d{1,8}):(\d{1,2}):(\d{1,2})\$[^$\s]{8,}\$[0-9a-f]{128}")
"""A password's hash, as werkzeug writes it: cost, block size, parallelism, salt, result."""
LEAST_COST, MOST_COST = 2**14, 2**18
PREFIX = r"/([A-Za-z0-9._-]+/)*"


class SettingsError(Exception):
    """A variable that cannot be obeyed; the message has a line for each and shows no secret."""


def _matches(pattern: str, demand: str) -> AfterValidator:
    """Make the check of a text, with what it says of one that has another form."""

    def check(value: str) -> str:
        if not re.fullmatch(pattern, value):
            raise ValueError(demand)
        return value

    return AfterValidator(check)


def _parts(value: str) -> list[str]:
    return [part for part in re.split(r"[\s,]+", value) if part]


def _users(value: str) -> Mapping[str, str]:
    users: dict[str, str] = {}
    for n, entry in enumerate(_parts(value), start=1):
        name, _, password_hash = entry.partition(":")
        if not name or not _is_hash(password_hash):
            raise ValueError(
                f"entry {n} is not of the form name:hash, with a hash that "
                "python -m dashboard.server.password prints"
            )
        if name in users:
            raise ValueError(f"entry {n} names a person who is named already")
        users[name] = password_hash
    if not users:
        # Set to nothing by mistake, it would let everybody in.
        raise ValueError("it is set but names nobody: write name:hash, or unset it")
    return users


def _is_hash(value: str) -> bool:
    parts = HASH.fullmatch(value)
    if parts is None:
        return False
    cost, block, parallel = map(int, parts.groups())
    is_power = cost & (cost - 1) == 0
    return is_power and LEAST_COST <= cost <= MOST_COST and 1 <= block <= 16 and parallel in (1, 2)


Users = Annotated[Mapping[str, str], BeforeValidator(_users)]
Header = Annotated[str, _matches(r"[A-Za-z][A-Za-z0-9-]*", "it must be the name of an HTTP header")]
Origin = Annotated[
    str,
    _matches(
        r"https?://[A-Za-z0-9.*-]+(:\d+)?|'self'",
        "it must be an origin (example: https://portal.example.com)",
    ),
]
Prefix = Annotated[
    str,
    _matches(
        PREFIX,
        "it must begin and end with a slash (example: /catalogue/), with letters, digits, dots "
        "and dashes",
    ),
]
Address = Annotated[str, _matches(r"https?://[^\s/]+/\S*", "it must be a whole http(s) address")]
Checksum = Annotated[
    str,
    BeforeValidator(str.lower),
    _matches(r"[0-9a-f]{64}", "it must be the 64 hexadecimal digits of the file’s SHA-256"),
]


class Settings(BaseModel):
    """What the environment asks of the server; the defaults are those of an empty one."""

    model_config = ConfigDict(frozen=True, alias_generator=str.upper)

    dashboard_users: Users = Field({}, repr=False)
    """Name to hash of the password; nobody is asked to sign in where there is none."""
    dashboard_user_header: Header = ""
    """In which a proxy says who is asking."""
    dashboard_trusted_proxies: Annotated[tuple[IPvAnyNetwork, ...], BeforeValidator(_parts)] = ()
    """From where that header is believed."""
    dashboard_frame_ancestors: Annotated[tuple[Origin, ...], BeforeValidator(str.split)] = ()
    """Who may show the app within a page of theirs."""
    dashboard_url_prefix: Prefix = "/"
    """Path under which the app is served."""
    dashboard_prefix_stripped: Literal["0", "1"] = "0"
    """Whether a proxy takes the prefix off and does not say so."""
    forwarded_proxies: int = Field(0, ge=0, le=10)
    """How many have `X-Forwarded-*` headers that are believed."""
    query_seconds: FiniteFloat = Field(20, ge=0.1, le=300)
    """Time that the database has for one request."""
    log_format: Literal["text", "json"] = "text"
    metrics: Literal["0", "1"] = "0"
    catalog_url: Address = Field("", repr=False)
    """From where the database is fetched at the start; empty where it is there already."""
    catalog_sha256: Checksum = Field("", repr=False)
    catalog_max_bytes: Annotated[int, BeforeValidator(float)] = Field(
        4_000_000_000, ge=1, le=1_000_000_000_000
    )
    catalog_seconds: FiniteFloat = Field(300, ge=1, le=3_600)

    @model_validator(mode="after")
    def _go_together(self) -> Self:
        if bool(self.dashboard_user_header) != bool(self.dashboard_trusted_proxies):
            raise ValueError(
                "DASHBOARD_USER_HEADER and DASHBOARD_TRUSTED_PROXIES go together: "
                "one of them is missing"
            )
        if bool(self.catalog_url) != bool(self.catalog_sha256):
            raise ValueError("CATALOG_URL and CATALOG_SHA256 go together: one of them is missing")
        if self.dashboard_prefix_stripped == "1" and self.dashboard_url_prefix == "/":
            raise ValueError(
                "DASHBOARD_PREFIX_STRIPPED=1 goes with DASHBOARD_URL_PREFIX: "
                "the path that the proxy takes off"
            )
        return self


SECRETS = {field.alias for field in Settings.model_fields.values() if not field.repr}
"""An address may hold a key."""


def read(environment: Mapping[str, str]) -> Settings:
    """Read the variables; one that is set to nothing is as one that is not set.

    Raises
    ------
    SettingsError
        If one of them cannot be obeyed: a server that guesses may be an open one.
    """
    variables = {
        name: value for name, value in environment.items() if value or name == "DASHBOARD_USERS"
    }
    try:
        return Settings.model_validate(variables)
    except ValidationError as error:
        lines = [_line(each["loc"], each["msg"], each["input"]) for each in error.errors()]
    # Beyond the `except`: what pydantic raised holds the values, and a trace would show them.
    raise SettingsError("\n".join(lines))


def _line(location: tuple[int | str, ...], message: str, value: object) -> str:
    """Write an error of pydantic as a sentence that names the variable."""
    message = message.removeprefix("Value error, ")
    if not location:
        return f"{message}."
    refused = "" if location[0] in SECRETS else f" “{value}” is refused:"
    return f"{location[0]}:{refused} {message[0].lower()}{message[1:]}."
