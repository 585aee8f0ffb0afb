"""Words of the product table."""

from dashboard.messages import Message

MESSAGES: dict[str, Message] = {
    "products.view": Message("Vue des produits", "View of the products"),
    "products.view.table": Message("Tableau", "Table"),
    "products.view.doubts": Message("Fiches douteuses", "Doubtful listings"),
    "products.view.quality": Message("Qualité du catalogue", "Catalogue quality"),
    "products.title": Message("Produits", "Products"),
    "products.count": Message("{n} produits du filtre", "{n} products within the filter"),
    "products.count.selected": Message(
        "{n} produits de la sélection", "{n} products of the selection"
    ),
    "products.count.search": Message("{n} produits trouvés", "{n} products found"),
    "products.count.none": Message(
        "Aucun produit ne correspond : élargissez le filtre ou la recherche.",
        "No product matches: widen the filter or the search.",
    ),
    "products.how": Message(
        "≈ montre les produits les plus proches d’un produit, par le texte, par l’image ou par "
        "les deux.",
        "≈ shows the products nearest to one, by text, by image or by both.",
    ),
    "products.like": Message("Plus comme ceci, {space}", "More like this, {space}"),
    "products.export": Message("Exporter en CSV", "Export as CSV"),
    "products.file": Message("produits.csv", "products.csv"),
    "products.column.product_id": Message("Identifiant", "Identifier"),
    "products.column.photo": Message("Photo", "Photo"),
    "products.column.name": Message("Nom", "Name"),
    "products.column.description": Message("Texte", "Text"),
    "products.column.category": Message("Catégorie", "Category"),
    "products.column.brand": Message("Marque", "Brand"),
    "products.column.price": Message("Prix", "Price"),
    "products.column.text": Message("Groupe texte", "Text cluster"),
    "products.column.image": Message("Groupe image", "Image cluster"),
    "products.column.fused": Message("Groupe texte + image", "Text + image cluster"),
    "products.column.similarity": Message("Similarité", "Similarity"),
    "products.no_photo": Message("sans photo", "no photo"),
    "products.open": Message("Ouvrir le produit", "Open the product"),
    # The words of the grid itself, by its own keys
    "grid.contains": Message("Contient", "Contains"),
    "grid.inRange": Message("Entre", "Between"),
    "grid.inRangeStart": Message("De", "From"),
    "grid.inRangeEnd": Message("À", "To"),
    "grid.filterOoo": Message("Filtrer…", "Filter…"),
    "grid.applyFilter": Message("Appliquer", "Apply"),
    "grid.resetFilter": Message("Effacer", "Clear"),
    "grid.loadingOoo": Message("Chargement…", "Loading…"),
    "grid.loadingError": Message("Erreur", "Error"),
    "grid.noRowsToShow": Message("Aucun produit", "No product"),
    "grid.ariaFilterColumn": Message("Filtrer la colonne", "Filter the column"),
    "grid.ariaFilterValue": Message("Valeur du filtre", "Filter value"),
    "grid.ariaFilteringOperator": Message("Opérateur du filtre", "Filtering operator"),
    "grid.ariaSortableColumn": Message("Appuyez sur Entrée pour trier", "Press Enter to sort"),
}
