"""Words of the verdict page; what it shares with the report is in `verdict.words`."""

from dashboard.messages import Message

MESSAGES: dict[str, Message] = {
    "verdict.title": Message(
        "Peut-on automatiser le choix de la catégorie ?",
        "Can the choice of the category be automated?",
    ),
    "verdict.how": Message(
        "Un verdict par niveau, d’après le meilleur des trois espaces. Étude de faisabilité : "
        "aucun classifieur n’a été entraîné, une proposition est le vote des produits les plus "
        "proches, sans les quasi-doublons ni la même marque.",
        "One verdict a level, by the best of the three spaces. A feasibility study: no classifier "
        "was trained, a suggestion is the vote of the nearest products, without near-duplicates or "
        "the same brand.",
    ),
    "verdict.scope.all": Message(
        "Tout le catalogue : {n} produits.", "The whole catalogue: {n} products."
    ),
    "verdict.scope.some": Message(
        "Produits du filtre : {shown} sur {n}.", "Products within the filter: {shown} of {n}."
    ),
    "verdict.scope.none": Message(
        "Aucun niveau n’a assez de produits par catégorie pour un verdict.",
        "No level has enough products a category for a verdict.",
    ),
    "verdict.head": Message(
        "Niveau {level} : {categories}, {products}", "Level {level}: {categories}, {products}"
    ),
    "verdict.savings": Message("Ce que cela ferait gagner", "What it would save"),
    "verdict.savings.how": Message(
        "Au niveau choisi, d’après le même espace que la courbe. Entre crochets : intervalle à 95 %.",
        "At the chosen level, by the same space as the curve. In brackets: 95% interval.",
    ),
    "verdict.asked": Message("Ce que vous demandez", "What you ask for"),
    "verdict.asked.how": Message(
        "Tout l’intervalle à 95 % doit atteindre l’objectif. S’il le contient, les données ne "
        "suffisent pas ; s’il reste en dessous, l’objectif n’est pas atteint.",
        "The whole 95% interval has to reach the target. Where it holds the target, there is not "
        "enough data; where it stays below, the target is not met.",
    ),
    "verdict.work": Message("Le travail d’aujourd’hui", "The work of today"),
    "verdict.input.precision": Message(
        "Catégories justes parmi les acceptées sans relecture",
        "Right among those accepted without a look",
    ),
    "verdict.input.coverage": Message(
        "Part des produits à accepter pour automatiser", "Share of products to accept to automate"
    ),
    "verdict.input.first": Message(
        "Premières propositions justes pour assister", "First suggestions right to assist"
    ),
    "verdict.input.minutes": Message(
        "Minutes par produit, à la main", "Minutes a product, by hand"
    ),
    "verdict.input.check": Message(
        "Minutes pour vérifier une proposition", "Minutes to check a suggestion"
    ),
    "verdict.input.cost": Message("Coût de l’heure", "Cost of an hour"),
    "verdict.input.products": Message("Produits par mois", "Products a month"),
    "verdict.reset": Message("Rétablir les valeurs", "Reset the values"),
    "verdict.evidence": Message("Sur quoi repose le verdict", "What the verdict rests on"),
    "verdict.evidence.how": Message(
        "Vers la droite, on accepte plus de produits sans relecture ; vers le haut, ils sont plus "
        "souvent justes. Le losange est le seuil retenu, mesuré sur des marques qui ne l’ont pas "
        "choisi ; le rectangle est son intervalle à 95 %.",
        "To the right, more products are accepted without a look; upwards, more of them are right. "
        "The diamond is the threshold used, measured on brands that did not choose it; the "
        "rectangle is its 95% interval.",
    ),
    "verdict.chosen": Message("{level}, {space} : {outcome}", "{level}, {space}: {outcome}"),
    "verdict.space": Message("Espace de la preuve", "Space of the evidence"),
    "verdict.space.best": Message("Le meilleur", "The best"),
    "verdict.space.text": Message("Texte", "Text"),
    "verdict.space.image": Message("Image", "Image"),
    "verdict.space.fused": Message("Texte + image", "Text + image"),
    "verdict.curve": Message(
        "Part de catégories justes selon la part de produits acceptés sans relecture",
        "Share of right categories against the share of products accepted without a look",
    ),
    "verdict.rule.see": Message("À voir", "To see"),
    "verdict.rules": Message("Les règles", "The rules"),
    "verdict.see.agreement": Message("Cartes et scores", "Maps and scores"),
    "verdict.see.curve": Message("La courbe", "The curve"),
    "verdict.see.suggestions": Message("Par catégorie", "By category"),
    "verdict.branches": Message(
        "Par quelles catégories commencer", "Which categories to start with"
    ),
    "verdict.table": Message("Les mêmes chiffres en tableau", "The same figures as a table"),
    "verdict.take": Message("Emporter le verdict", "Take the verdict along"),
    "verdict.take.how": Message(
        "Un seul fichier, lisible hors ligne et imprimable, avec le filtre et les valeurs d’ici.",
        "A single file, readable offline and printable, with the filter and the values of here.",
    ),
    "verdict.html": Message("Rapport (HTML)", "Report (HTML)"),
    "verdict.json": Message("Données (JSON)", "Data (JSON)"),
    "verdict.file": Message("verdict", "verdict"),
}
