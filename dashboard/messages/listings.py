"""Words of the doubtful listings."""

from dashboard.messages import Message

MESSAGES: dict[str, Message] = {
    "listings.title": Message(
        "Quelles fiches sont peut-être mal classées ?",
        "Which listings may be in the wrong category?",
    ),
    "listings.how": Message(
        "Produits dont le texte et la photo désignent une autre catégorie que la fiche.",
        "Products whose text and photo speak for another category than the listing.",
    ),
}
