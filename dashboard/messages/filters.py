"""Words of the filter panel."""

from dashboard.messages import Message

MESSAGES: dict[str, Message] = {
    "filter.level": Message("Niveau de catégorie", "Category level"),
    "filter.level.note": Message(
        "{n} catégories, {products} produits", "{n} categories, {products} products"
    ),
    "filter.level.thin": Message(
        "{n} catégories, {products} produits. Trop fin pour être noté.",
        "{n} categories, {products} products. Too thin to be scored.",
    ),
    "filter.colour": Message("Couleur des points", "Colour of the points"),
    "filter.colour.category": Message("Catégorie", "Category"),
    "filter.colour.cluster": Message("Groupe", "Cluster"),
    "filter.colour.recall": Message("Fidélité", "Fidelity"),
    "filter.method": Message("Projection", "Projection"),
    "filter.method.absent": Message(
        "{names} : absent de cette base, trop coûteux à cette taille.",
        "{names}: not in this database, too costly at this size.",
    ),
    "filter.branches": Message("Branches", "Branches"),
    "filter.branches.note": Message(
        "Rien de coché : tout le catalogue.", "Nothing ticked: the whole catalogue."
    ),
    "filter.reset": Message("Tout réinitialiser", "Reset everything"),
    "filter.summary.all": Message(
        "Tout le catalogue : {n} produits", "The whole catalogue: {n} products"
    ),
    "filter.summary.some": Message(
        "{shown} produits affichés sur {n}", "{shown} of {n} products shown"
    ),
    "method.auto": Message("Auto", "Auto"),
    "method.pca": Message("ACP", "PCA"),
    "method.tsne": Message("t-SNE", "t-SNE"),
    "method.umap": Message("UMAP", "UMAP"),
}
