"""Headers that tell a browser what to refuse (`docs/adr/0012-content-security-policy.md`)."""

from collections.abc import Sequence

from dash import Dash
from flask import Response, request

from dashboard.server.settings import Settings

HALF_A_YEAR = 15_768_000
DAY = 86_400
A_YEAR = 31_536_000
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
        if answer.status_code == 200 and "/assets/" in request.path:
            # With its age in its address, a file of ours never changes under it.
            is_dated = "m" in request.args
            kept = f"max-age={A_YEAR}, immutable" if is_dated else f"max-age={DAY}"
            answer.headers["Cache-Control"] = kept
        if request.is_secure:
            answer.headers["Strict-Transport-Security"] = f"max-age={HALF_A_YEAR}"
        return answer

    app.server.after_request(add)


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
