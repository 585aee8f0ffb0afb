"""Health: whether the server lives (`/healthz`) and has a database to show (`/readyz`)."""

from datetime import UTC, datetime
from typing import Any

from flask import Flask, Response, jsonify

from dashboard.core.database import DatabaseUnavailableError, current_database, read_about

OPEN = ("healthz", "readyz")
"""What a platform asks without a name, under the prefix or at the root: it may know that only."""


def register(server: Flask) -> None:
    """Add the address that Dash does not."""
    server.add_url_rule("/readyz", "ready", ready)


def ready() -> Response:
    """Answer 200 where the database can be used, with which it is; 503 with the reason else."""
    database_state = state()
    answer = jsonify(database_state)
    answer.status_code = 200 if database_state["status"] == "ready" else 503
    answer.headers["Cache-Control"] = "no-store"
    return answer


def state() -> dict[str, Any]:
    """Say which database is published and since when, or why none can be used."""
    try:
        database = current_database()
        about = read_about(database)
    except DatabaseUnavailableError as error:
        return {"status": "unavailable", "reason": error.reason, "found": error.found}
    built_at = about.get("built_at", "")
    return {
        "status": "ready",
        "fingerprint": about.get("fingerprint", ""),
        "built_at": built_at,
        "age_seconds": _age(built_at),
    }


def _age(built_at: str) -> float | None:
    try:
        built = datetime.fromisoformat(built_at)
    except ValueError:
        return None
    if built.tzinfo is None:
        built = built.replace(tzinfo=UTC)
    return round((datetime.now(UTC) - built).total_seconds(), 1)
