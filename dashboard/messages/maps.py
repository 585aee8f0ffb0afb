"""Words of the maps and of what is selected on them."""

from dashboard.messages import Message

MESSAGES: dict[str, Message] = {
    "maps.title": Message(
        "Un point, un produit : le même sur les trois cartes",
        "One point, one product: the same on all three maps",
    ),
    "maps.how": Message(
        "Entourez des points sur une carte : les mêmes produits s’allument sur les autres. "
        "La distance entre îlots n’a pas de sens. Au clavier, les flèches déplacent la carte, "
        "+ et - l’agrandissent et la réduisent.",
        "Circle points on one map: the same products light up on the others. "
        "The distance between islands carries no meaning. With the keyboard, arrows move the map, "
        "+ and - enlarge and reduce it.",
    ),
    "maps.tool": Message("Outil", "Tool"),
    "maps.tool.select": Message("Rectangle", "Box"),
    "maps.tool.lasso": Message("Lasso", "Lasso"),
    "maps.tool.zoom": Message("Zoom", "Zoom"),
    "maps.tool.pan": Message("Déplacer", "Move"),
    "maps.marks": Message("Produits dessinés en", "Products drawn as"),
    "maps.marks.dots": Message("Points", "Points"),
    "maps.marks.photos": Message("Photos", "Photos"),
    "maps.word.in": Message("Agrandir", "Enlarge"),
    "maps.word.out": Message("Réduire", "Reduce"),
    "maps.word.whole": Message("Toute la carte", "The whole map"),
    "maps.word.more": Message("et {n} autres", "and {n} more"),
    "maps.word.photos": Message("Photos des produits", "Photos of the products"),
    "maps.word.closer": Message("Agrandissez pour voir les photos", "Enlarge to see the photos"),
    "maps.word.some": Message(
        "{shown} photos pour {n} produits en vue", "{shown} photos for {n} products in sight"
    ),
    "maps.word.sampled": Message(
        "{drawn} points sur {n}, et leur densité", "{drawn} of {n} points, and their density"
    ),
    "maps.word.failed": Message("Le serveur n’a pas répondu.", "The server did not answer."),
    "maps.word.retry": Message("Réessayer", "Try again"),
    "maps.note": Message(
        "{method} · fiabilité {trust} · voisins {kept}",
        "{method} · trust {trust} · neighbours {kept}",
    ),
    "maps.note.auto": Message(
        "{method} (auto) · fiabilité {trust} · voisins {kept}",
        "{method} (auto) · trust {trust} · neighbours {kept}",
    ),
    "maps.absent": Message("Pas de carte {method} dans cette base", "No {method} map in this base"),
    "maps.text": Message("Carte des textes", "Map of the texts"),
    "maps.image": Message("Carte des images", "Map of the images"),
    "maps.fused": Message("Carte texte + image", "Map of text + image"),
    "maps.table": Message(
        "En tableau : les produits, un par ligne, sont plus bas ; leur nombre par groupe et par "
        "catégorie, dans le tableau croisé.",
        "As tables: the products, one a row, are further down; their number by cluster and category, "
        "in the crosstab.",
    ),
    "maps.legend": Message("Légende", "Legend"),
    "maps.legend.cluster": Message(
        "Chaque groupe prend la couleur de la catégorie qui lui ressemble le plus sur tout le "
        "catalogue.",
        "Each cluster takes the colour of the category it matches best on the whole catalogue.",
    ),
    "maps.legend.recall": Message(
        "Part des plus proches voisins réels qui le restent sur la carte : là où elle est basse, la carte trompe.",
        "Share of the nearest real neighbours that stay so on the map: where it is low, the map misleads.",
    ),
    "maps.recall.0": Message("moins de 20 % gardés", "under 20% kept"),
    "maps.recall.1": Message("20 à 40 %", "20 to 40%"),
    "maps.recall.2": Message("40 à 60 %", "40 to 60%"),
    "maps.recall.3": Message("60 à 80 %", "60 to 80%"),
    "maps.recall.4": Message("80 % et plus", "80% and more"),
    "maps.cluster": Message("G{number}", "C{number}"),
    "selection.count": Message("{n} produits sélectionnés", "{n} products selected"),
    "selection.count.one": Message("1 produit sélectionné", "1 product selected"),
    "selection.from.map": Message("sur la carte {space}", "on the {space} map"),
    "selection.from.row": Message("dans le tableau des catégories", "in the table of categories"),
    "selection.from.cell": Message("dans le tableau croisé", "in the crosstab"),
    "selection.hidden": Message("({n} hors du filtre)", "({n} outside the filter)"),
    "selection.none": Message(
        "Aucune sélection : entourez des points ou cliquez une case.",
        "No selection: circle points or click a cell.",
    ),
    "selection.clear": Message("Effacer la sélection", "Clear the selection"),
}
