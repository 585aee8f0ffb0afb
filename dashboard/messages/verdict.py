"""Words of the verdict."""

from dashboard.messages import Message

MESSAGES: dict[str, Message] = {
    "verdict.title": Message(
        "Peut-on automatiser le choix de la catégorie ?",
        "Can the choice of the category be automated?",
    ),
    "verdict.how": Message(
        "Par niveau et par espace : automatiser, assister, ou pas faisable.",
        "By level and space: automate, assist, or not feasible.",
    ),
}
