"""Words of the page around the views: header, names, and why there is nothing to show."""

from dashboard.messages import Message

MESSAGES: dict[str, Message] = {
    "count.categories": Message("{n} catégories", "{n} categories"),
    "count.categories.one": Message("{n} catégorie", "{n} category"),
    "count.clusters": Message("{n} groupes", "{n} clusters"),
    "count.clusters.one": Message("{n} groupe", "{n} cluster"),
    "count.products": Message("{n} produits", "{n} products"),
    "count.products.one": Message("{n} produit", "{n} product"),
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
    "app.pages": Message("Pages", "Pages"),
    "page.verdict": Message("Verdict", "Verdict"),
    "page.maps": Message("Cartes", "Maps"),
    "page.categories": Message("Catégories", "Categories"),
    "page.clusters": Message("Groupes", "Clusters"),
    "page.products": Message("Produits", "Products"),
    "page.method": Message("Méthode", "Method"),
    "table.open": Message("Voir les chiffres en tableau", "See the figures as a table"),
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
    "notice.locked.title": Message("Base ouverte ailleurs", "Database open elsewhere"),
    "notice.locked.text": Message(
        "La base est ouverte en écriture par {found}. Fermez-la, ou ouvrez-la en lecture seule "
        "(-readonly) : le tableau de bord reviendra de lui-même.",
        "The database is open for writing in {found}. Close it, or open it with -readonly: "
        "the dashboard will come back by itself.",
    ),
    "notice.holder": Message("un autre programme", "another program"),
    "notice.denied.title": Message("Lecture refusée", "Access denied"),
    "notice.denied.text": Message(
        "Le tableau de bord n’a pas le droit de lire la base : vérifiez les droits du fichier et "
        "de ses dossiers.",
        "The dashboard is not allowed to read the database: check the permissions of the file and "
        "of its folders.",
    ),
    "notice.version.title": Message(
        "Base d’une autre version de DuckDB", "Database of another DuckDB version"
    ),
    "notice.version.text": Message(
        "Cette base a été écrite par une autre version de DuckDB (format {found}), que celle du "
        "tableau de bord ne sait pas lire. Relancez la chaîne de calcul avec la version installée.",
        "This database was written by another version of DuckDB (format {found}), which the "
        "dashboard’s own cannot read. Run the pipeline again with the installed version.",
    ),
    "notice.foreign.title": Message("Base illisible", "Unreadable database"),
    "notice.foreign.text": Message(
        "Le fichier trouvé n’est pas une base de catalogue. Relancez la chaîne de calcul "
        "pour en publier une.",
        "The file found is not a catalogue database. Run the pipeline again to publish one.",
    ),
    "notice.damaged.title": Message("Base abîmée", "Damaged database"),
    "notice.damaged.text": Message(
        "Le fichier de la base est abîmé ou incomplet. Relancez la chaîne de calcul, ou pointez "
        "le lien sur une version précédente.",
        "The file of the database is damaged or incomplete. Run the pipeline again, or point the "
        "link at an earlier version.",
    ),
    "notice.empty.title": Message("Catalogue vide", "Empty catalogue"),
    "notice.empty.text": Message(
        "La base publiée ne contient aucun produit.", "The published database holds no product."
    ),
}
