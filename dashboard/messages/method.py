"""Words of the explanations."""

from dashboard.messages import Message

MESSAGES: dict[str, Message] = {
    "method.title": Message(
        "Comment lire chaque chiffre ?",
        "How to read each figure?",
    ),
    "method.how": Message(
        "Ce que chaque mesure dit, son étendue, sa source.",
        "What each measure says, its range, its source.",
    ),
}
