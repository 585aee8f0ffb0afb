"""Every text that a person reads, in French and in English, and how numbers are written."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

LANGUAGES = ("fr", "en")
NARROW_SPACE = "\u202f"
MINUS = "\u2212"


class Message(NamedTuple):
    """One text in both languages; `{name}` is filled in by `text`."""

    fr: str
    en: str


def text(key: str, language: str, **values: object) -> str:
    """Return a message in a language.

    Examples
    --------
    >>> text("space.text", "en")
    'Text'
    """
    return str(getattr(MESSAGES[key], language)).format(**values)


def number(value: float, language: str, decimals: int = 0, *, signed: bool = False) -> str:
    """Write a number as the language does.

    Examples
    --------
    >>> number(1050, "en"), number(0.644, "fr", 2), number(-0.1, "en", 1)
    ('1,050', '0,64', '\u22120.1')
    """
    rounded = round(value, decimals) + 0.0
    digits = f"{abs(rounded):,.{decimals}f}"
    if language == "fr":
        digits = digits.replace(",", NARROW_SPACE).replace(".", ",")
    sign = MINUS if rounded < 0 else "+" if signed and rounded > 0 else ""
    return sign + digits


def percent(share: float, language: str) -> str:
    """Write a share of 1 as a whole percentage.

    Examples
    --------
    >>> percent(0.256, "en")
    '26%'
    """
    return number(share * 100, language) + (f"{NARROW_SPACE}%" if language == "fr" else "%")


def interval(low: float, high: float, language: str, *, signed: bool = False) -> str:
    """Write an interval of scores.

    Examples
    --------
    >>> interval(0.6, 0.68, "en")
    '[0.60, 0.68]'
    """
    between = " ; " if language == "fr" else ", "
    ends = (number(end, language, 2, signed=signed) for end in (low, high))
    return f"[{between.join(ends)}]"


def date(stamp: str, language: str) -> str:
    """Write the day of an ISO 8601 time; the stamp itself where it is none.

    Examples
    --------
    >>> date("2026-11-22T10:00:00Z", "en")
    '22 November 2026'
    """
    try:
        day = datetime.fromisoformat(stamp)
    except ValueError:
        return stamp
    return f"{day.day} {text(f'month.{day.month}', language)} {day.year}"


def catalogue(language: str, prefix: str) -> Mapping[str, Any]:
    """Return the messages of a family without its prefix, for scripts of the page."""
    return {
        key.removeprefix(prefix): getattr(message, language)
        for key, message in MESSAGES.items()
        if key.startswith(prefix)
    }


def separators(language: str) -> str:
    """Return the decimal and thousands separators, as plotly takes them."""
    return f",{NARROW_SPACE}" if language == "fr" else ".,"


MESSAGES: dict[str, Message] = {
    # The page
    "app.title": Message("Faisabilité du catalogue", "Catalogue feasibility"),
    "app.question": Message(
        "Textes et photos suffisent-ils à retrouver la catégorie ?",
        "Do texts and photos tell the category?",
    ),
    "app.facts": Message("{name} · {n} produits · {day}", "{name} · {n} products · {day}"),
    "app.language": Message("Langue", "Language"),
    "app.scheme": Message("Thème", "Theme"),
    "app.filters": Message("Filtres", "Filters"),
    "app.close": Message("Fermer les filtres", "Close the filters"),
    "app.skip": Message("Aller au contenu", "Skip to the content"),
    "scheme.light": Message("Clair", "Light"),
    "scheme.dark": Message("Sombre", "Dark"),
    "space.text": Message("Texte", "Text"),
    "space.image": Message("Image", "Image"),
    "space.fused": Message("Texte + image", "Text + image"),
    "month.1": Message("janvier", "January"),
    "month.2": Message("février", "February"),
    "month.3": Message("mars", "March"),
    "month.4": Message("avril", "April"),
    "month.5": Message("mai", "May"),
    "month.6": Message("juin", "June"),
    "month.7": Message("juillet", "July"),
    "month.8": Message("août", "August"),
    "month.9": Message("septembre", "September"),
    "month.10": Message("octobre", "October"),
    "month.11": Message("novembre", "November"),
    "month.12": Message("décembre", "December"),
    # No database
    "notice.missing.title": Message("Aucune base publiée", "No published database"),
    "notice.missing.text": Message(
        "Le tableau de bord s’ouvrira de lui-même dès que la chaîne de calcul aura publié "
        "un catalogue : python -m etl run.",
        "The dashboard will open by itself as soon as the pipeline has published a catalogue: "
        "python -m etl run.",
    ),
    "notice.schema.title": Message("Base d’une autre version", "Database of another version"),
    "notice.schema.text": Message(
        "Cette base suit le schéma {found} ; le tableau de bord lit le schéma {expected}. "
        "Relancez la chaîne de calcul avec la version installée.",
        "This database follows schema {found}; the dashboard reads schema {expected}. "
        "Run the pipeline again with the installed version.",
    ),
    "notice.unreadable.title": Message("Base illisible", "Unreadable database"),
    "notice.unreadable.text": Message(
        "Le fichier trouvé n’est pas une base de catalogue. Relancez la chaîne de calcul "
        "pour en publier une.",
        "The file found is not a catalogue database. Run the pipeline again to publish one.",
    ),
    "notice.empty.title": Message("Catalogue vide", "Empty catalogue"),
    "notice.empty.text": Message(
        "La base publiée ne contient aucun produit.", "The published database holds no product."
    ),
    # Filters
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
    "filter.colour.cluster": Message("Groupe trouvé", "Cluster found"),
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
    # Scores
    "score.title": Message(
        "Les groupes trouvés sans étiquette recoupent-ils les catégories ?",
        "Do the clusters found without labels match the categories?",
    ),
    "score.how": Message(
        "Indice de Rand ajusté (ARI) : 0 = hasard, 1 = partitions identiques. "
        "Groupes calculés une fois sur tout le catalogue.",
        "Adjusted Rand index (ARI): 0 = chance, 1 = same partitions. "
        "Clusters computed once, on the whole catalogue.",
    ),
    "score.interval": Message("IC 95 % {interval}", "95% CI {interval}"),
    "score.interval.none": Message("Pas d’intervalle", "No interval"),
    "score.interval.why": Message(
        "Trop peu de produits par catégorie, ou de désaccords, pour un intervalle fiable",
        "Too few products per category, or disagreements, for an interval to rely on",
    ),
    "score.interval.note": Message(
        "Échantillonnage des produits, groupes fixés", "Sampling of products, clusters held fixed"
    ),
    "score.seeds": Message("10 graines", "10 seeds"),
    "score.seeds.value": Message("{mean} ± {sd}", "{mean} ± {sd}"),
    "score.seeds.whole": Message("{mean} ± {sd} sans filtre", "{mean} ± {sd} unfiltered"),
    "score.size": Message("Produits", "Products"),
    "score.groups": Message("Groupes", "Clusters"),
    "score.figure": Message("ARI {value}, {interval}", "ARI {value}, {interval}"),
    "score.none": Message("Pas de score", "No score"),
    "score.band.0": Message("proche du hasard", "close to chance"),
    "score.band.1": Message("faible", "weak"),
    "score.band.2": Message("partiel", "partial"),
    "score.band.3": Message("net", "clear"),
    "score.band.4": Message("fort", "strong"),
    "score.band.5": Message("presque parfait", "almost perfect"),
    "score.reading": Message("Accord {band}", "{band} agreement"),
    "score.reading.between": Message(
        "Accord entre {low} et {high}", "Agreement between {low} and {high}"
    ),
    "score.thin": Message(
        "Niveau {level} trop fin : moins de 5 produits par catégorie en moyenne, ou moins de "
        "80 % des produits classés à cette profondeur.",
        "Level {level} is too thin: fewer than 5 products a category on average, or fewer than "
        "80% of the products are that deep.",
    ),
    "score.few.categories": Message(
        "Une seule catégorie de niveau {level} dans le filtre : il en faut deux pour comparer.",
        "A single category of level {level} within the filter: a comparison needs two.",
    ),
    "score.few.products": Message(
        "{n} produits dans le filtre : il en faut au moins 30 pour un score.",
        "{n} products within the filter: a score needs at least 30.",
    ),
    "score.absent": Message(
        "Cette base ne contient pas de groupes pour cet espace.",
        "This database holds no clusters for this space.",
    ),
    "score.offer": Message("Voir le niveau {level}", "See level {level}"),
    "score.order": Message("{first} > {second} :", "{first} > {second}:"),
    "score.pair": Message("{first} et {second} :", "{first} and {second}:"),
    "score.distinct": Message("{difference} {interval}", "{difference} {interval}"),
    "score.same": Message("non distinguables {interval}", "not distinguishable {interval}"),
    "score.differences": Message("Écarts d’ARI", "ARI gaps"),
    "score.differences.note": Message(
        "IC 95 %, mêmes produits des deux côtés (n = {n})",
        "95% CI, same products on both sides (n = {n})",
    ),
    # Maps
    "maps.title": Message(
        "Un point, un produit : le même sur les trois cartes",
        "One point, one product: the same on all three maps",
    ),
    "maps.how": Message(
        "Entourez des points sur une carte : les mêmes produits s’allument sur les autres. "
        "La distance entre îlots n’a pas de sens.",
        "Circle points on one map: the same products light up on the others. "
        "The distance between islands carries no meaning.",
    ),
    "maps.tool": Message("Outil", "Tool"),
    "maps.tool.select": Message("Rectangle", "Box"),
    "maps.tool.lasso": Message("Lasso", "Lasso"),
    "maps.tool.zoom": Message("Zoom", "Zoom"),
    "maps.note": Message("{method} · fiabilité {trust}", "{method} · trust {trust}"),
    "maps.note.auto": Message(
        "{method} (auto) · fiabilité {trust}", "{method} (auto) · trust {trust}"
    ),
    "maps.absent": Message("Pas de carte {method} dans cette base", "No {method} map in this base"),
    "maps.text": Message("Carte des textes", "Map of the texts"),
    "maps.image": Message("Carte des images", "Map of the images"),
    "maps.fused": Message("Carte texte + image", "Map of text + image"),
    "maps.legend": Message("Légende", "Legend"),
    "maps.legend.cluster": Message(
        "Chaque groupe prend la couleur de la catégorie qui lui ressemble le plus sur tout le "
        "catalogue.",
        "Each cluster takes the colour of the category it matches best on the whole catalogue.",
    ),
    "maps.legend.none": Message("Sans catégorie à ce niveau", "No category at this level"),
    "maps.legend.more": Message("et {n} autres", "and {n} more"),
    "maps.cluster": Message("G{number}", "C{number}"),
    # Selection
    "selection.count": Message("{n} produits sélectionnés", "{n} products selected"),
    "selection.count.one": Message("1 produit sélectionné", "1 product selected"),
    "selection.from.map": Message("sur la carte {space}", "on the {space} map"),
    "selection.from.cell": Message("dans le tableau croisé", "in the crosstab"),
    "selection.hidden": Message("({n} hors du filtre)", "({n} outside the filter)"),
    "selection.none": Message(
        "Aucune sélection : entourez des points ou cliquez une case.",
        "No selection: circle points or click a cell.",
    ),
    "selection.clear": Message("Effacer la sélection", "Clear the selection"),
    # Crosstab
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
    # Products
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
    "products.search": Message("Chercher par nom", "Search by name"),
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
    "products.no_photo": Message("sans photo", "no photo"),
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
