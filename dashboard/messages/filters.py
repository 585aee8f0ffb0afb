"""Words of the filter panel."""

from dashboard.messages import Message

MESSAGES: dict[str, Message] = {
    "filter.level": Message("Niveau de catégorie", "Category level"),
    "filter.level.note": Message("{categories}, {products}", "{categories}, {products}"),
    "filter.level.one": Message(
        "{categories}, {products}. Rien à comparer.",
        "{categories}, {products}. Nothing to compare.",
    ),
    "filter.level.thin": Message(
        "{categories}, {products}. Trop fin pour être noté.",
        "{categories}, {products}. Too thin to be scored.",
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
