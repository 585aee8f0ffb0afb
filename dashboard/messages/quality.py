"""Words of the quality of the catalogue."""

from dashboard.messages import Message

MESSAGES: dict[str, Message] = {
    "quality.title": Message("Qualité du catalogue", "Catalogue quality"),
    "quality.how": Message(
        "Ce qui manque, ce qui a été mis de côté, ce qui est en double.",
        "What is missing, what was set aside, what is doubled.",
    ),
}
