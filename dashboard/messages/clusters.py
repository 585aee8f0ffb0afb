"""Words of the stability of clusters."""

from dashboard.messages import Message

MESSAGES: dict[str, Message] = {
    "clusters.space": Message("Groupes de", "Clusters of"),
    "clusters.whole": Message(
        "Calculé une fois sur tout le catalogue : le filtre n’y change rien.",
        "Computed once on the whole catalogue: the filter changes nothing here.",
    ),
    "clusters.stability": Message(
        "Les groupes tiennent-ils à la graine, à leur nombre, à l’algorithme ?",
        "Do the clusters depend on the seed, their number, the algorithm?",
    ),
    "clusters.stability.how": Message(
        "Une case par nombre de groupes : l’ARI moyen, 1 = toujours les mêmes groupes, 0 = hasard. Ward n’a pas de graine : sa ligne du haut le compare aux k-moyennes. ▼ marque une falaise, une baisse de plus de 0,1 d’un nombre de groupes au suivant.",
        "One cell per number of clusters: the mean ARI, 1 = always the same clusters, 0 = chance. Ward has no seed: its upper row compares it with k-means. ▼ marks a cliff, a fall of more than 0.1 from one number of clusters to the next.",
    ),
    "clusters.stability.between": Message(
        "Accord entre deux calculs (ARI)", "Agreement between runs (ARI)"
    ),
    "clusters.stability.categories": Message(
        "Accord avec les catégories de niveau 1 (ARI)",
        "Agreement with the categories of level 1 (ARI)",
    ),
    "clusters.algorithm.kmeans": Message("k-moyennes", "k-means"),
    "clusters.algorithm.ward": Message("Ward", "Ward"),
    "clusters.k": Message("Nombre de groupes k", "Number of clusters k"),
    "clusters.runs": Message("Calculs", "Runs"),
    "clusters.silhouette": Message("Silhouette moyenne", "Mean silhouette"),
    "clusters.ari": Message("ARI, niveau 1", "ARI, level 1"),
    "clusters.cliffs": Message("Falaises : {list}.", "Cliffs: {list}."),
    "clusters.cliffs.none": Message(
        "Aucune falaise : d’un nombre de groupes au suivant, rien ne baisse de plus de 0,1.",
        "No cliff: from one number of clusters to the next, nothing falls by more than 0.1.",
    ),
    "clusters.cliff.between_runs": Message(
        "{algorithm}, accord entre calculs, de {k} à {next} groupes ({value} → {fallen})",
        "{algorithm}, agreement between runs, from {k} to {next} clusters ({value} → {fallen})",
    ),
    "clusters.cliff.ari_mean": Message(
        "{algorithm}, accord avec les catégories, de {k} à {next} groupes ({value} → {fallen})",
        "{algorithm}, agreement with the categories, from {k} to {next} clusters ({value} → {fallen})",
    ),
    "clusters.sweep": Message(
        "Combien de groupes choisirait-on sans regarder les catégories ?",
        "How many clusters would be chosen without looking at the categories?",
    ),
    "clusters.sweep.how": Message(
        "En haut, la silhouette (-1 à 1) : à quel point chaque produit est plus proche de son groupe que du suivant. En bas, l’ARI avec les catégories ; la barre est l’écart-type entre graines.",
        "Above, the silhouette (-1 to 1): how much nearer each product is to its own cluster than to the next. Below, the ARI with the categories; the bar is the standard deviation between seeds.",
    ),
    "clusters.sweep.choice": Message("choix sans étiquette : {k}", "label-free choice: {k}"),
    "clusters.sweep.categories": Message("catégories : {k}", "categories: {k}"),
    "clusters.sweep.note": Message(
        "La silhouette des k-moyennes est la plus haute à k = {k}, parmi {first} à {last} ; le niveau 1 compte {n} catégories.",
        "The silhouette of k-means is highest at k = {k}, among {first} to {last}; level 1 has {n} categories.",
    ),
    "clusters.sweep.edge": Message(
        "C’est au bord de ce qui a été essayé, ou presque : le maximum peut être au-delà.",
        "This is at the edge of what was tried, or nearly: the maximum may lie beyond.",
    ),
    "clusters.point": Message("{algorithm}, k = {k}<br>{value}", "{algorithm}, k = {k}<br>{value}"),
    "clusters.absent": Message(
        "Cette base ne contient pas d’essais de stabilité pour cet espace.",
        "This database holds no stability runs for this space.",
    ),
}
