"""Words of the header's second line: the filter as chips, the link to the view, the hints."""

from dashboard.messages import Message

MESSAGES: dict[str, Message] = {
    "filter.now": Message("Filtre en cours", "Current filter"),
    "chips.remove": Message("Retirer du filtre : {name}", "Remove from the filter: {name}"),
    "chips.level": Message("Niveau {level}", "Level {level}"),
    "chips.more": Message("{n} autres branches", "{n} more branches"),
    "chips.selected": Message("{n} sélectionnés", "{n} selected"),
    "chips.selected.one": Message("1 sélectionné", "1 selected"),
    "chips.search": Message("Recherche : {query} ({n})", "Search: {query} ({n})"),
    "chips.like": Message("{n} semblables à {query}", "{n} like {query}"),
    "chips.said": Message("Filtre : {names}", "Filter: {names}"),
    "chips.said.none": Message("Aucun filtre", "No filter"),
    "share.copy": Message("Copier le lien", "Copy the link"),
    "copied.done": Message("Lien copié : il ouvre cette vue", "Link copied: it opens this view"),
    "copied.failed": Message(
        "Copie refusée par le navigateur : l’adresse de la page est le lien",
        "The browser refused to copy: the address of the page is the link",
    ),
    "copied.card": Message("Carte copiée en texte", "Card copied as text"),
    "copied.card.failed": Message("Copie refusée par le navigateur", "The browser refused to copy"),
    "copied.image": Message("Image enregistrée : {name}", "Image saved: {name}"),
    "copied.image.failed": Message(
        "L’image n’a pas pu être faite par ce navigateur", "This browser could not make the image"
    ),
    "selection.undo": Message("Annuler", "Undo"),
    "selection.redo": Message("Rétablir", "Redo"),
    "selection.from.link": Message("par le lien", "by the link"),
    "address.lost.selection": Message(
        "La sélection du lien n’a pas été reprise : elle vient d’un autre calcul du catalogue, "
        "ou n’y contient plus aucun produit.",
        "The selection of the link was dropped: it comes from another build of the catalogue, "
        "or holds no product of this one.",
    ),
    "address.lost.branches": Message(
        "Une branche du lien n’existe pas dans ce catalogue : elle a été laissée de côté.",
        "A branch of the link does not exist in this catalogue: it was left out.",
    ),
    "hints.open": Message("Aide : trois repères", "Help: three hints"),
    "hints.title": Message("Trois repères pour commencer", "Three hints to begin with"),
    "hints.filter": Message(
        "Le filtre vaut pour toutes les pages. Ce qui est actif s’affiche en haut et s’enlève "
        "d’un clic.",
        "The filter holds on every page. What is active is shown at the top and goes with a click.",
    ),
    "hints.select": Message(
        "Sur une carte, entourez des produits : ils s’allument partout. Ctrl+Z revient en arrière.",
        "On a map, draw around products: they light up everywhere. Ctrl+Z goes back.",
    ),
    "hints.link": Message(
        "L’adresse contient toute la vue : copiez le lien pour la montrer à quelqu’un.",
        "The address holds the whole view: copy the link to show it to someone.",
    ),
    "hints.close": Message("Compris", "Got it"),
}
