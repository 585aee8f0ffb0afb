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
    "crosstab.measure": Message("Mesure", "Measure"),
    "crosstab.counts": Message("Nombre", "Count"),
    "crosstab.shares": Message("Part du groupe", "Share of cluster"),
    "crosstab.x": Message("Catégories de niveau {level}", "Categories of level {level}"),
    "crosstab.y": Message("Groupes", "Clusters"),
    "crosstab.cell": Message(
        "{cluster} × {category}<br>{n} produits, {share} du groupe",
        "{cluster} × {category}<br>{n} products, {share} of the cluster",
    ),
    "crosstab.others": Message("Autres ({n})", "Others ({n})"),
    "crosstab.note": Message(
        "{kept} des {n} produits sur la diagonale ({share}).",
        "{kept} of the {n} products on the diagonal ({share}).",
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
