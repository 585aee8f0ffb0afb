"""The button that copies a card as text."""

from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.i18n import text


def copy_button(language: str) -> Component:
    """Build the button of a card's corner; `assets/copy_card.js` reads the card and copies it."""
    words = text("paper.copy", language)
    named: dict[str, Any] = {"data-copy": "card", "aria-label": words}
    return html.Button(type="button", title=words, className="card-copy", **named)
