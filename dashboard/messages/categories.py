"""Words of the categories."""

from dashboard.messages import Message

MESSAGES: dict[str, Message] = {
    "categories.title": Message(
        "Quelles catégories se distinguent, et à quelle profondeur ?",
        "Which categories stand apart, and how deep?",
    ),
    "categories.how": Message(
        "Mesuré sur les vecteurs, jamais sur une carte.",
        "Measured on the vectors, never on a map.",
    ),
}
