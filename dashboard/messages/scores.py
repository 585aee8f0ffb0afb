"""Words of the agreement cards."""

from dashboard.messages import Message

MESSAGES: dict[str, Message] = {
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
    "score.interval.without": Message("pas d’intervalle", "no interval"),
    "score.interval.hollow": Message(
        "Marque creuse : pas d’intervalle fiable", "Hollow mark: no reliable interval"
    ),
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
    "score.samples": Message("Échantillons de 80 %", "80% subsamples"),
    "score.null": Message("Hasard", "Chance"),
    "score.null.value": Message("{mean}, 97,5 % sous {high}", "{mean}, 97.5% under {high}"),
    "score.density.title": Message("Et avec HDBSCAN ?", "And with HDBSCAN?"),
    "score.density": Message(
        "HDBSCAN, tout le catalogue : {k} groupes, {noise} de bruit ; ARI {value} bruit compris",
        "HDBSCAN, whole catalogue: {k} clusters, {noise} noise; ARI {value} with the noise",
    ),
    "score.density.without": Message(", {value} sans (n = {n}).", ", {value} without (n = {n})."),
    "score.yardsticks": Message(
        "Fait-on mieux que le hasard et que des indices triviaux ?",
        "Is it better than chance and than trivial clues?",
    ),
    "score.yardsticks.line": Message("Repères", "Yardsticks"),
    "score.yardsticks.whole": Message("Repères, sans filtre", "Yardsticks, unfiltered"),
    "score.yardsticks.open": Message("Voir sur une échelle", "See on a scale"),
    "score.yardsticks.how": Message(
        "Cercles creux : ce que donne un indice seul, ou une méthode plus simple, sur tout le catalogue. Barre : IC 95 %. Bande grise : ce que donne le hasard (97,5 %).",
        "Hollow circles: what one clue alone gives, or a simpler method, on the whole catalogue. Bar: 95% CI. Grey band: what chance gives (97.5%).",
    ),
    "score.yardsticks.x": Message("ARI, niveau {level}", "ARI, level {level}"),
    "score.yardsticks.chance": Message("hasard", "chance"),
    "score.yardsticks.name": Message("Repère", "Yardstick"),
    "score.yardsticks.thin": Message(
        "Pas de repère : niveau trop fin.", "No yardstick: level too thin."
    ),
    "score.yardsticks.one": Message(
        "Pas de repère : une seule catégorie à ce niveau, rien à comparer.",
        "No yardstick: a single category at this level, nothing to compare.",
    ),
    "yardstick.brand": Message("Marque seule", "Brand alone"),
    "yardstick.price": Message("Prix seul", "Price alone"),
    "yardstick.description_length": Message("Longueur du texte", "Length of the text"),
    "yardstick.text_tfidf": Message("Texte par TF-IDF", "Text by TF-IDF"),
    "yardstick.image_histogram": Message("Couleurs de la photo", "Colours of the photo"),
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
    "score.one.category": Message(
        "Une seule catégorie au niveau {level} : rien à comparer.",
        "A single category at level {level}: nothing to compare.",
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
    "score.unsure": Message(
        "écart de {difference}, sans intervalle fiable",
        "a gap of {difference}, no interval to rely on",
    ),
    "score.unsure.why": Message(
        "Sans intervalle : trop peu de produits par catégorie, de désaccords, ou de produits que les "
        "deux espaces groupent autrement",
        "No interval: too few products per category, disagreements, or products that the two spaces "
        "group otherwise",
    ),
    "score.differences": Message("Écarts d’ARI", "ARI gaps"),
    "score.differences.note": Message(
        "IC 95 %, mêmes produits des deux côtés (n = {n})",
        "95% CI, same products on both sides (n = {n})",
    ),
}
