"""Words of the search box, and of the products that are like one."""

from dashboard.messages import Message

MESSAGES: dict[str, Message] = {
    "search.box.label": Message("Chercher un produit", "Search for a product"),
    "search.box.placeholder": Message("Nom, marque, texte…", "Name, brand, text…"),
    "search.box.clear": Message("Effacer la recherche", "Clear the search"),
    "search.box.hits": Message("Produits trouvés", "Products found"),
    "search.box.found": Message("{n} produits trouvés", "{n} products found"),
    "search.box.found.one": Message("1 produit trouvé", "1 product found"),
    "search.box.found.none": Message(
        "Aucun produit ne contient tous ces mots.", "No product holds all of these words."
    ),
    "search.box.failed": Message(
        "La recherche n’a pas répondu : réessayez.", "The search did not answer: try again."
    ),
    "search.box.all": Message("Montrer les {n} résultats", "Show the {n} results"),
    "search.box.all.one": Message("Montrer le résultat", "Show the result"),
    "search.box.like": Message("Semblables :", "Like it:"),
    "search.box.by.text": Message("texte", "text"),
    "search.box.by.image": Message("image", "image"),
    "search.box.by.fused": Message("les deux", "both"),
    "search.box.like.text": Message(
        "Plus comme ceci, par le texte : {name}", "More like this, by text: {name}"
    ),
    "search.box.like.image": Message(
        "Plus comme ceci, par l’image : {name}", "More like this, by image: {name}"
    ),
    "search.box.like.fused": Message(
        "Plus comme ceci, par les deux : {name}", "More like this, by both: {name}"
    ),
    "search.by.text": Message("par le texte", "by text"),
    "search.by.image": Message("par l’image", "by image"),
    "search.by.fused": Message("par les deux", "by both"),
    "selection.from.search": Message("par la recherche « {query} »", "by the search “{query}”"),
    "selection.from.like": Message("autour de « {name} », {space}", "around “{name}”, {space}"),
}
