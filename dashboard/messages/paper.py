"""Words that leave the page: on images, on copied cards and on printed sheets."""

from dashboard.messages import Message

MESSAGES: dict[str, Message] = {
    "paper.save": Message("Télécharger en", "Download as"),
    "paper.copy": Message("Copier cette carte en texte", "Copy this card as text"),
    "paper.level": Message("Niveau {level}", "Level {level}"),
    "paper.setting": Message("{name} : {value}", "{name}: {value}"),
    "paper.more": Message(
        "Et {n} lignes de plus, à lire sur la page.", "And {n} more rows, to be read on the page."
    ),
    "paper.day": Message("exporté le {day}", "saved on {day}"),
}
