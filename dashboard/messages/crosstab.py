"""Words of the crosstab."""

from dashboard.messages import Message

MESSAGES: dict[str, Message] = {
    "crosstab.title": Message(
        "Quels groupes contiennent quelles catégories ?", "Which clusters hold which categories?"
    ),
    "crosstab.how": Message(
        "La diagonale apparie chaque groupe à sa catégorie ; ce qui s’en écarte est confondu. "
        "Cliquez une case pour sélectionner ses produits.",
        "The diagonal pairs each cluster with its category; what lies off it is confused. "
        "Click a cell to select its products.",
    ),
    "crosstab.space": Message("Groupes de", "Clusters of"),
    "crosstab.measure": Message("Ce que dit une cellule", "What a cell says"),
    "crosstab.x": Message("Catégories de niveau {level}", "Categories of level {level}"),
    "crosstab.y": Message("Groupes", "Clusters"),
    "crosstab.cell": Message(
        "{cluster} × {category}<br>{n} produits, {share} du groupe, {covered} de la catégorie"
        "<br>Lift {lift}",
        "{cluster} × {category}<br>{n} products, {share} of the cluster, {covered} of the category"
        "<br>Lift {lift}",
    ),
    "crosstab.others": Message("Autres ({n})", "Others ({n})"),
    "crosstab.note": Message(
        "{kept} des {n} produits sur la diagonale ({share}).",
        "{kept} of the {n} products on the diagonal ({share}).",
    ),
    "crosstab.note.rows": Message(
        "Une case : part du groupe qui est dans la catégorie. En italique : moins de {fewest} produits.",
        "A cell: share of the cluster that is in the category. In italics: fewer than {fewest} products.",
    ),
    "crosstab.note.columns": Message(
        "Une case : part de la catégorie qui est dans le groupe. En italique : moins de {fewest} produits.",
        "A cell: share of the category that is in the cluster. In italics: fewer than {fewest} products.",
    ),
    "crosstab.note.lift": Message(
        "Une case : part de la catégorie dans le groupe, rapportée à sa part dans tous les produits ; "
        "1, ni plus ni moins qu’ailleurs. En italique : moins de {fewest} produits, à ne pas interpréter.",
        "A cell: share of the category in the cluster, over its share of all products; 1, no more and "
        "no less than elsewhere. In italics: fewer than {fewest} products, not to be read into.",
    ),
    "crosstab.note.coarser": Message(
        "Groupes du niveau {level}, le plus fin qui soit calculé.",
        "Clusters of level {level}, the deepest one computed.",
    ),
    "crosstab.empty": Message(
        "Aucun produit du filtre n’a à la fois un groupe et une catégorie.",
        "No product within the filter has both a cluster and a category.",
    ),
}
