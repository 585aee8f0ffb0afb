"""Headers that tell a browser what to refuse (`docs/adr/0012-content-security-policy.md`)."""

from collections.abc import Sequence

from dash import Dash
from flask import Response, request

from dashboard.server.settings import Settings

HALF_A_YEAR = 15_768_000
DAY = 86_400
FEATURES = (
    "accelerometer", "camera", "display-capture", "fullscreen", "geolocation", "gyroscope",
    "microphone", "midi", "payment", "usb",
)  # fmt: skip
"""What no page of ours asks a browser for."""


def register(app: Dash, settings: Settings) -> None:
    """Add the headers to each answer, errors and files included."""
    ancestors = " ".join(settings.dashboard_frame_ancestors) or "'none'"
    policy: list[str] = []
    fixed = {
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Permissions-Policy": ", ".join(f"{feature}=()" for feature in FEATURES),
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    if not settings.dashboard_frame_ancestors:
        fixed["X-Frame-Options"] = "DENY"  # for browsers that know no frame-ancestors

    def add(answer: Response) -> Response:
        if not policy:
            # Dash knows its own script once its callbacks are all there.
            policy.append(policy_of(app.csp_hashes(), ancestors))
        answer.headers["Content-Security-Policy"] = policy[0]
        answer.headers.update(fixed)
        if answer.status_code == 200 and _is_kept(request.path):
            answer.headers["Cache-Control"] = f"max-age={DAY}"
        if request.is_secure:
            answer.headers["Strict-Transport-Security"] = f"max-age={HALF_A_YEAR}"
        return answer

    app.server.after_request(add)


def _is_kept(path: str) -> bool:
    """Whether a file may be kept: scripts and styles of ours carry their age in their address."""
    return "/assets/" in path


def policy_of(scripts: Sequence[str], ancestors: str) -> str:
    """Write the content security policy.

    Parameters
    ----------
    scripts : sequence of str
        Hashes of the scripts that stand in the page itself: Dash's start.
    ancestors : str
        Who may show the page within another.
    """
    allowed = {
        "default-src": "'none'",
        "script-src": " ".join(["'self'", *scripts]),
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "connect-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": ancestors,
    }
    return "; ".join(f"{kind} {sources}" for kind, sources in allowed.items())
