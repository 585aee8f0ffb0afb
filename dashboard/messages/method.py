"""Words of the explanations."""

from dashboard.messages import Message

MESSAGES: dict[str, Message] = {
    "method.title": Message("Comment lire chaque chiffre ?", "How to read each figure?"),
    "method.how": Message(
        "Les scores sont calculés sur les vecteurs, jamais sur une carte. Les catégories ne servent qu’à noter, et leur nombre à fixer celui des groupes.",
        "Scores are computed on the vectors, never on a map. Categories only serve to score, and their number to set that of the clusters.",
    ),
    "method.range": Message("Étendue", "Range"),
    "method.source": Message("Source", "Source"),
    "method.ari": Message("ARI, indice de Rand ajusté", "ARI, adjusted Rand index"),
    "method.ari.what": Message(
        "Sur toutes les paires de produits : sont-ils ensemble dans un groupe quand ils le sont dans une catégorie ? Le hasard est retiré.",
        "Over all pairs of products: are they together in a cluster when they are in a category? Chance is taken off.",
    ),
    "method.ari.range": Message(
        "0 = hasard, 1 = mêmes partitions", "0 = chance, 1 = same partitions"
    ),
    "method.ari.source": Message("Hubert et Arabie, 1985", "Hubert & Arabie, 1985"),
    "method.interval": Message("Intervalle à 95 %", "95% interval"),
    "method.interval.what": Message(
        "De combien le score bougerait avec d’autres produits du même catalogue, groupes et vecteurs fixés (jackknife). Absent là où les simulations montrent qu’on ne peut s’y fier.",
        "How far the score would move with other products of the same catalogue, clusters and vectors held fixed (jackknife). Absent where simulations show that it cannot be relied on.",
    ),
    "method.interval.range": Message(
        "couvre 92 à 98 % des cas simulés", "covers 92 to 98% of the simulated cases"
    ),
    "method.interval.source": Message("Efron et Stein, 1981", "Efron & Stein, 1981"),
    "method.seeds": Message("Graines", "Seeds"),
    "method.seeds.what": Message(
        "Moyenne et écart-type du score quand seul le tirage de départ des k-moyennes change, dix fois.",
        "Mean and standard deviation of the score when only the random start of k-means changes, ten times.",
    ),
    "method.seeds.range": Message("écart-type : 0 ou plus", "standard deviation: 0 or more"),
    "method.seeds.source": Message("dix calculs", "ten runs"),
    "method.samples": Message("Échantillons de 80 %", "80% subsamples"),
    "method.samples.what": Message(
        "Le score quand on retire un produit sur cinq au hasard et qu’on regroupe de nouveau : contrairement à l’intervalle, les groupes changent.",
        "The score when one product in five is left out at random and the rest is clustered again: unlike for the interval, the clusters change.",
    ),
    "method.samples.range": Message("écart-type : 0 ou plus", "standard deviation: 0 or more"),
    "method.samples.source": Message("sous-échantillonnage", "subsampling"),
    "method.null": Message("Hasard", "Chance"),
    "method.null.what": Message(
        "L’ARI quand on distribue les catégories au hasard, 200 fois : sa moyenne et ce que 97,5 % des tirages ne dépassent pas.",
        "The ARI when the categories are dealt out at random, 200 times: its mean, and what 97.5% of the draws stay under.",
    ),
    "method.null.range": Message("autour de 0", "around 0"),
    "method.null.source": Message("permutations", "permutations"),
    "method.purity": Message("Pureté des voisins", "Neighbour purity"),
    "method.purity.what": Message(
        "Part des 10 plus proches voisins d’un produit qui sont dans sa catégorie, moyenne p. Affichée (p − h) / (1 − h), où h est la part de la catégorie parmi les autres produits.",
        "Share of a product’s 10 nearest neighbours that are in its category, mean p. Shown as (p − c) / (1 − c), where c is the category’s share of the other products.",
    ),
    "method.purity.range": Message("0 = hasard, 1 = tous", "0 = chance, 1 = all"),
    "method.purity.source": Message("plus proches voisins", "nearest neighbours"),
    "method.match": Message("Précision, rappel, F1", "Precision, recall, F1"),
    "method.match.what": Message(
        "Pour le groupe qui correspond le mieux à une catégorie : part du groupe qui en est, part de la catégorie qu’il contient, et leur moyenne harmonique. Choisir le meilleur groupe flatte un peu.",
        "For the cluster that matches a category best: share of the cluster that is of it, share of the category that it holds, and their harmonic mean. Choosing the best cluster flatters a little.",
    ),
    "method.match.range": Message("0 à 1", "0 to 1"),
    "method.match.source": Message("intervalle de Wilson, 1927", "Wilson’s interval, 1927"),
    "method.silhouette": Message("Silhouette", "Silhouette"),
    "method.silhouette.what": Message(
        "À quel point un produit est plus proche de son groupe que du suivant. Compare des nombres de groupes dans un même espace, jamais deux espaces.",
        "How much nearer a product is to its own group than to the next. Compares numbers of clusters within one space, never two spaces.",
    ),
    "method.silhouette.range": Message("-1 à 1", "-1 to 1"),
    "method.silhouette.source": Message("Rousseeuw, 1987", "Rousseeuw, 1987"),
    "method.noise": Message("Bruit de HDBSCAN", "HDBSCAN noise"),
    "method.noise.what": Message(
        "Produits que HDBSCAN laisse hors de tout groupe. Le score sans eux ne compte que les produits faciles : il n’est pas comparable à celui des k-moyennes.",
        "Products that HDBSCAN leaves out of any cluster. The score without them only counts the easy products: it cannot be compared with that of k-means.",
    ),
    "method.noise.range": Message("0 à 100 %", "0 to 100%"),
    "method.noise.source": Message("Campello et al., 2013", "Campello et al., 2013"),
    "method.trust": Message("Fiabilité d’une carte", "Trust in a map"),
    "method.trust.what": Message(
        "Les voisins que montre la carte le sont-ils dans l’espace ? Choisit la carte « auto », jamais l’ARI. Les distances entre îlots n’ont pas de sens.",
        "Are the neighbours on the map neighbours in the space? Picks the “auto” map, never the ARI. Distances between islands carry no meaning.",
    ),
    "method.trust.range": Message("0 à 1", "0 to 1"),
    "method.trust.source": Message("Venna et Kaski, 2001", "Venna & Kaski, 2001"),
    "method.recall": Message("Voisins gardés", "Neighbours kept"),
    "method.recall.what": Message(
        "Part des 15 plus proches voisins d’un produit qui sont aussi parmi ses 15 plus proches sur la carte.",
        "Share of a product’s 15 nearest neighbours that are also among its 15 nearest on the map.",
    ),
    "method.recall.range": Message("0 à 100 %", "0 to 100%"),
    "method.recall.source": Message("plus proches voisins", "nearest neighbours"),
    "method.duplicates": Message("Quasi-doublons", "Near-duplicates"),
    "method.duplicates.what": Message(
        "Deux fiches dont les textes et les photos ont tous deux un cosinus d’au moins 0,98 ; un seul côté si l’autre manque. Leurs catégories diffèrent dès le premier niveau où toutes deux ont un nom, et pas le même.",
        "Two listings whose texts and photos both have a cosine of 0.98 or more; one side alone where the other is missing. Their categories differ from the first level where both have a name, and not the same one.",
    ),
    "method.duplicates.range": Message("cosinus : -1 à 1", "cosine: -1 to 1"),
    "method.duplicates.source": Message(
        "seuil fixé sans regarder les catégories", "threshold set without looking at categories"
    ),
    "method.evenness": Message("Équilibre des catégories", "Evenness of categories"),
    "method.evenness.what": Message(
        "Entropie de Shannon des tailles, H = −Σ p ln p, divisée par la plus grande possible, ln S pour S catégories. exp(H) est le nombre de catégories de même taille qui donneraient la même entropie.",
        "Shannon’s entropy of the sizes, H = −Σ p ln p, over the largest that it can be, ln S for S categories. exp(H) is the number of categories of one size that would give the same entropy.",
    ),
    "method.evenness.range": Message(
        "0 = une les a tous, 1 = toutes égales", "0 = one has them all, 1 = all equal"
    ),
    "method.evenness.source": Message("J de Pielou, 1966", "Pielou’s J, 1966"),
    "method.build": Message(
        "Comment ce catalogue a été calculé", "How this catalogue was computed"
    ),
    "method.build.how": Message(
        "Versions, réglages et durées inscrits dans la base publiée.",
        "Versions, settings and times written in the published database.",
    ),
    "method.build.facts": Message("Catalogue", "Catalogue"),
    "method.build.versions": Message("Versions", "Versions"),
    "method.build.seconds": Message("Secondes par étape", "Seconds per stage"),
    "method.build.settings": Message("Réglages et graines", "Settings and seeds"),
    "method.build.name": Message("Nom", "Name"),
    "method.build.value": Message("Valeur", "Value"),
}
