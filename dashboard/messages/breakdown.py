"""Words of the clusters' cards and of the category tree broken down by cluster."""

from dashboard.messages import Message

MESSAGES: dict[str, Message] = {
    "clusters.cards": Message("Les groupes, un par un", "The clusters, one by one"),
    "clusters.cards.how": Message(
        "Chaque groupe porte ses mots les plus distinctifs ; sa pureté est la part de sa catégorie "
        "la plus fréquente. Les photos sont celles des produits les plus proches de son centre.",
        "Each cluster bears its most distinctive words; its purity is the share of its commonest "
        "category. The photos are those of the products nearest to its centre.",
    ),
    "clusters.lead": Message(
        "{clusters} du niveau {level}, {products}", "{clusters} of level {level}, {products}"
    ),
    "clusters.lead.cut": Message(
        "{shown} plus grands groupes sur {k}, niveau {level}, {products} ; tous sont dans le tableau",
        "The {shown} largest of {k} clusters, level {level}, {products}; the table has them all",
    ),
    "clusters.empty": Message(
        "Aucun produit du filtre n’a de groupe dans cet espace.",
        "No product within the filter has a cluster in this space.",
    ),
    "clusters.card.size": Message("{n} produits, {share} de tous", "{n} products, {share} of all"),
    "clusters.card.purity": Message(
        "(pureté ; de {low} à {high} à 95 %, n = {n})", "(purity; {low} to {high} at 95%, n = {n})"
    ),
    "clusters.card.words": Message(
        "Mots, avec la part des produits du groupe qui les portent :",
        "Words, with the share of the cluster’s products that hold them:",
    ),
    "clusters.card.words.none": Message("aucun mot en commun", "no word in common"),
    "clusters.card.select": Message("Sélectionner ses produits", "Select its products"),
    "breakdown.title": Message("Arbre des catégories par groupe", "Category tree by cluster"),
    "breakdown.how": Message(
        "Une ligne par branche, à déplier ; une colonne par groupe. Une cellule cliquée, ou Entrée, "
        "sélectionne ses produits.",
        "One row a branch, to unfold; one column a cluster. A clicked cell, or Enter, selects its "
        "products.",
    ),
    "breakdown.measure": Message("Ce que dit une cellule", "What a cell says"),
    "breakdown.counts": Message("Nombre", "Count"),
    "breakdown.rows": Message("% de la ligne", "% of row"),
    "breakdown.columns": Message("% de la colonne", "% of column"),
    "breakdown.lift": Message("Lift", "Lift"),
    "breakdown.category": Message("Catégorie", "Category"),
    "breakdown.total": Message("Produits", "Products"),
    "breakdown.open": Message("Déplier", "Unfold"),
    "breakdown.close": Message("Replier", "Fold"),
    "breakdown.open.all": Message("Tout déplier", "Unfold all"),
    "breakdown.close.all": Message("Tout replier", "Fold all"),
    "breakdown.note.counts": Message(
        "Produits de la branche dans le groupe ; {n} en tout, groupes du niveau {level}.",
        "Products of the branch in the cluster; {n} in all, clusters of level {level}.",
    ),
    "breakdown.note.rows": Message(
        "Part des produits de la branche que le groupe contient ; {n} produits, groupes du niveau "
        "{level}. En italique : moins de {fewest} produits.",
        "Share of the branch’s products that the cluster holds; {n} products, clusters of level "
        "{level}. In italics: fewer than {fewest} products.",
    ),
    "breakdown.note.columns": Message(
        "Part des produits du groupe que la branche contient ; {n} produits, groupes du niveau "
        "{level}. En italique : moins de {fewest} produits.",
        "Share of the cluster’s products that the branch holds; {n} products, clusters of level "
        "{level}. In italics: fewer than {fewest} products.",
    ),
    "breakdown.note.lift": Message(
        "Part de la branche dans le groupe, rapportée à sa part dans tous les produits : 1, ni plus "
        "ni moins qu’ailleurs. {n} produits, groupes du niveau {level}. En italique : moins de "
        "{fewest} produits, à ne pas interpréter.",
        "Share of the branch in the cluster, over its share of all products: 1, no more and no less "
        "than elsewhere. {n} products, clusters of level {level}. In italics: fewer than {fewest} "
        "products, not to be read into.",
    ),
}
