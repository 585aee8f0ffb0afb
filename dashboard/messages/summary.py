"""Words of the summary of a selection or of a filter."""

from dashboard.messages import Message

MESSAGES: dict[str, Message] = {
    "summary.title": Message("Résumé de la sélection", "Summary of the selection"),
    "summary.how": Message(
        "De quoi les produits choisis sont faits, et ce qui les distingue des autres produits "
        "affichés. Sans sélection, c’est le filtre qui est résumé.",
        "What the chosen products are made of, and what sets them apart from the other products "
        "shown. Without a selection, the filter is summarised.",
    ),
    "summary.none": Message(
        "Sélectionnez des produits sur une carte ou dans le tableau croisé, ou choisissez une "
        "branche : leur composition, leurs mots et leurs photos s’affichent ici.",
        "Select products on a map or in the crosstab, or pick a branch: their composition, their "
        "words and their photos are shown here.",
    ),
    "summary.empty": Message(
        "Aucun produit de la sélection n’est dans le filtre.",
        "No product of the selection is within the filter.",
    ),
    "summary.of.selection": Message("{n} produits sélectionnés", "{n} products selected"),
    "summary.of.selection.one": Message("1 produit sélectionné", "1 product selected"),
    "summary.of.filter": Message("{n} produits du filtre", "{n} products within the filter"),
    "summary.of.filter.one": Message("1 produit dans le filtre", "1 product within the filter"),
    "summary.space": Message("Groupes de l’espace", "Clusters of the space"),
    "summary.categories": Message("Catégories, niveau {level}", "Categories, level {level}"),
    "summary.clusters": Message("Groupes, {space}", "Clusters, {space}"),
    "summary.category": Message("Catégorie", "Category"),
    "summary.cluster": Message("Groupe", "Cluster"),
    "summary.no_category": Message("sans catégorie à ce niveau", "no category at this level"),
    "summary.no_cluster": Message("sans vecteur", "no vector"),
    "summary.noise": Message("bruit", "noise"),
    "summary.size": Message("Produits", "Products"),
    "summary.share": Message("Part de l’ensemble", "Share of the set"),
    "summary.covered": Message("Part couverte", "Share covered"),
    "summary.covered.how": Message(
        "Part couverte : part des produits de la catégorie ou du groupe, dans le filtre, que "
        "l’ensemble contient.",
        "Share covered: share of the products of the category or cluster, within the filter, that "
        "the set holds.",
    ),
    "summary.others": Message("{n} autres", "{n} others"),
    "summary.words": Message("Mots distinctifs", "Distinctive words"),
    "summary.word": Message("Mot", "Word"),
    "summary.inside": Message("Dans l’ensemble", "In the set"),
    "summary.outside": Message("Ailleurs", "Elsewhere"),
    "summary.gap": Message("Écart en points [95 %]", "Gap in points [95%]"),
    "summary.words.how": Message(
        "Écart entre les deux parts, avec un intervalle à 95 % valable pour tous les mots testés ensemble ; "
        "classés par sa borne basse. Ailleurs : {reference}.",
        "Gap between both shares, with a 95% interval that holds for all the words tested together; "
        "ranked by its low end. Elsewhere: {reference}.",
    ),
    "summary.reference.filter": Message(
        "{n} autres produits du filtre", "{n} other products within the filter"
    ),
    "summary.reference.catalogue": Message(
        "{n} autres produits du catalogue", "{n} other products of the catalogue"
    ),
    "summary.words.none": Message(
        "Aucun mot n’est sûrement plus fréquent ici qu’ailleurs.",
        "No word is surely commoner here than elsewhere.",
    ),
    "summary.words.alone": Message(
        "Rien à comparer : l’ensemble est tout le catalogue.",
        "Nothing to compare with: the set is the whole catalogue.",
    ),
    "summary.centre": Message(
        "Au centre de l’ensemble, {space}", "At the centre of the set, {space}"
    ),
    "summary.centre.none": Message(
        "Aucun produit de l’ensemble n’a de vecteur dans cet espace.",
        "No product of the set has a vector in this space.",
    ),
    "summary.csv": Message("CSV", "CSV"),
    "summary.parquet": Message("Parquet", "Parquet"),
    "summary.export": Message("Exporter l’ensemble", "Export the set"),
    "summary.file": Message("selection", "selection"),
    "summary.sql": Message("La requête SQL qui le retrouve", "The SQL that finds it again"),
    "summary.sql.how": Message(
        "À lancer avec DuckDB sur le fichier publié.", "To run with DuckDB on the published file."
    ),
}
