"""Words of the categories."""

from dashboard.messages import Message

MESSAGES: dict[str, Message] = {
    "categories.depth": Message(
        "L’accord baisse-t-il quand on descend dans l’arbre ?",
        "Does the agreement fall deeper in the tree?",
    ),
    "categories.depth.how": Message(
        "Un point par niveau et par espace, sa barre est l’IC 95 % (échantillonnage des produits, groupes fixés). Deux barres qui se recouvrent beaucoup ne disent pas lequel est le meilleur. En gris : niveau sans score.",
        "One point per level and space, its bar is the 95% CI (sampling of products, clusters held fixed). Two bars that overlap much do not say which is better. In grey: level without a score.",
    ),
    "categories.depth.x": Message("Niveau de l’arbre", "Level of the tree"),
    "categories.depth.y": Message(
        "ARI (0 = hasard, 1 = identiques)", "ARI (0 = chance, 1 = the same)"
    ),
    "categories.depth.level": Message("Niveau {level}", "Level {level}"),
    "categories.depth.n": Message("Produits", "Products"),
    "categories.depth.thin": Message("trop fin", "too thin"),
    "categories.depth.one": Message("une seule catégorie", "a single category"),
    "categories.depth.point": Message(
        "{space}, niveau {level}<br>ARI {value} {interval}<br>{n} produits",
        "{space}, level {level}<br>ARI {value} {interval}<br>{n} products",
    ),
    "categories.space": Message("Mesuré dans l’espace", "Measured in the space"),
    "categories.branches": Message(
        "Quelles branches se distinguent de leurs voisines ?",
        "Which branches stand apart from the others?",
    ),
    "categories.branches.how": Message(
        "Largeur : nombre de produits. Couleur : part des 10 plus proches voisins qui sont dans la même branche, ramenée à 0 = hasard et 1 = tous. Cliquez une branche pour filtrer toute l’application, la barre du haut pour remonter.",
        "Width: number of products. Colour: share of the 10 nearest neighbours that are in the same branch, rescaled so that 0 = chance and 1 = all. Click a branch to filter the whole app, the top bar to go back up.",
    ),
    "categories.branches.note": Message(
        "Voisins pris dans tout le catalogue ; les produits comptés sont ceux du filtre.",
        "Neighbours are taken from the whole catalogue; the products counted are those of the filter.",
    ),
    "categories.branches.root": Message("Tout le catalogue", "The whole catalogue"),
    "categories.branches.hover": Message(
        "{path}<br>{n} produits<br>Séparation {score}",
        "{path}<br>{n} products<br>Separation {score}",
    ),
    "categories.branches.unscored": Message(
        "{path}<br>{n} produits<br>Non noté", "{path}<br>{n} products<br>Not scored"
    ),
    "categories.branches.legend": Message("Légende des branches", "Legend of the branches"),
    "categories.step.0": Message("mêlée aux autres (< 0,2)", "mixed with others (< 0.2)"),
    "categories.step.1": Message("peu séparée (0,2 à 0,4)", "barely apart (0.2 to 0.4)"),
    "categories.step.2": Message("en partie (0,4 à 0,6)", "partly apart (0.4 to 0.6)"),
    "categories.step.3": Message("nette (0,6 à 0,8)", "clearly apart (0.6 to 0.8)"),
    "categories.step.4": Message("bien séparée (≥ 0,8)", "well apart (≥ 0.8)"),
    "categories.step.none": Message(
        "vide, non notée : moins de 10 produits, ou seule à son niveau",
        "empty, not scored: under 10 products, or alone at its level",
    ),
    "categories.table.title": Message("Catégorie par catégorie", "Category by category"),
    "categories.table.how": Message(
        "Cliquez un en-tête pour trier, une ligne pour sélectionner ses produits sur les cartes. Entre crochets : IC 95 %. Moins de 10 produits : pas de pureté.",
        "Click a header to sort, a row to select its products on the maps. In brackets: 95% CI. Under 10 products: no purity.",
    ),
    "categories.table.count": Message(
        "{categories} de niveau {level}", "{categories} of level {level}"
    ),
    "categories.table.coarser": Message(
        "Groupes du niveau {level}, le plus fin qui soit calculé.",
        "Clusters of level {level}, the deepest one computed.",
    ),
    "categories.table.chosen": Message(
        "{n} produits sélectionnés : {name}.", "{n} products selected: {name}."
    ),
    "categories.table.maps": Message("Voir sur les cartes", "See on the maps"),
    "categories.column.name": Message("Catégorie", "Category"),
    "categories.column.n": Message("Produits", "Products"),
    "categories.column.purity": Message("Pureté des voisins", "Neighbour purity"),
    "categories.column.silhouette": Message("Silhouette moyenne", "Mean silhouette"),
    "categories.column.cluster": Message("Meilleur groupe", "Best cluster"),
    "categories.column.precision": Message("Précision", "Precision"),
    "categories.column.recall": Message("Rappel", "Recall"),
    "categories.column.f1": Message("F1", "F1"),
    "categories.column.confused": Message("Confondue avec", "Confused with"),
    "categories.column.better": Message("Mieux par", "Better by"),
    "categories.confused": Message("{name} ({share})", "{name} ({share})"),
    "categories.better.few": Message("trop peu de produits", "too few products"),
    "categories.better.same": Message(
        "non distinguables {interval}", "not distinguishable {interval}"
    ),
    "categories.better.one": Message(
        "{space} {difference} {interval}", "{space} {difference} {interval}"
    ),
}
