"""Words of the stability of clusters."""

from dashboard.messages import Message

MESSAGES: dict[str, Message] = {
    "clusters.space": Message("Groupes de", "Clusters of"),
    "clusters.held": Message(
        "Groupes faits une fois sur tout le catalogue, comparés ici sur les produits du filtre.",
        "Clusters made once on the whole catalogue, compared here on the products of the filter.",
    ),
    "clusters.stability": Message(
        "Les groupes tiennent-ils à la graine, à leur nombre, à l’algorithme ?",
        "Do the clusters depend on the seed, their number, the algorithm?",
    ),
    "clusters.stability.how": Message(
        "Une ligne par calcul, une colonne par nombre de groupes k. L’ARI vaut 1 quand les groupes sont les mêmes, 0 quand ils sont tirés au hasard. Entre calculs : la moyenne d’une graine avec les autres graines du même k ; Ward n’a pas de graine, sa ligne est sa moyenne avec les k-moyennes. Un trait rouge coiffé de ▼ marque une falaise : la moyenne des graines, ou Ward, baisse de plus de 0,1 d’un k au suivant.",
        "One row per run, one column per number of clusters k. The ARI is 1 when the clusters are the same, 0 when they are drawn by chance. Between runs: the mean of a seed with the other seeds of the same k; Ward has no seed, its row is its mean with k-means. A red line topped by ▼ marks a cliff: the mean of the seeds, or Ward, falls by more than 0.1 from one k to the next.",
    ),
    "clusters.stability.categories": Message(
        "Accord avec les catégories de niveau {level} (ARI, n = {n})",
        "Agreement with the categories of level {level} (ARI, n = {n})",
    ),
    "clusters.stability.between": Message(
        "Accord avec les k-moyennes de même k (ARI, n = {n})",
        "Agreement with the k-means of the same k (ARI, n = {n})",
    ),
    "clusters.run": Message("Calcul", "Run"),
    "clusters.run.seeded": Message("{algorithm}, graine {seed}", "{algorithm}, seed {seed}"),
    "clusters.algorithm.kmeans": Message("k-moyennes", "k-means"),
    "clusters.algorithm.ward": Message("Ward", "Ward"),
    "clusters.k": Message("Nombre de groupes k", "Number of clusters k"),
    "clusters.runs": Message("Calculs", "Runs"),
    "clusters.silhouette": Message("Silhouette, tout le catalogue", "Silhouette, whole catalogue"),
    "clusters.silhouette.axis": Message(
        "Silhouette moyenne,<br>tout le catalogue", "Mean silhouette,<br>whole catalogue"
    ),
    "clusters.between": Message("ARI entre calculs", "ARI between runs"),
    "clusters.ari": Message("ARI, niveau {level}", "ARI, level {level}"),
    "clusters.ari.axis": Message(
        "ARI, niveau {level},<br>n = {n}", "ARI, level {level},<br>n = {n}"
    ),
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
        "En haut, la silhouette (-1 à 1) : à quel point chaque produit est plus proche de son groupe que du suivant ; elle reste celle de tout le catalogue, le filtre n’y change rien. En bas, l’ARI avec les catégories du niveau choisi, sur les produits du filtre ; la barre est l’écart-type entre graines.",
        "Above, the silhouette (-1 to 1): how much nearer each product is to its own cluster than to the next; it stays that of the whole catalogue, whatever the filter. Below, the ARI with the categories of the chosen level, on the products of the filter; the bar is the standard deviation between seeds.",
    ),
    "clusters.sweep.choice": Message("choix sans étiquette : {k}", "label-free choice: {k}"),
    "clusters.sweep.categories": Message("catégories : {k}", "categories: {k}"),
    "clusters.sweep.note": Message(
        "Sur tout le catalogue, la silhouette des k-moyennes est la plus haute à k = {k}, parmi {first} à {last}. Catégories de niveau {level} dans le filtre : {n}.",
        "On the whole catalogue, the silhouette of k-means is highest at k = {k}, among {first} to {last}. Categories of level {level} within the filter: {n}.",
    ),
    "clusters.sweep.edge": Message(
        "Ce choix est au bord de ce qui a été essayé, ou presque : le maximum peut être au-delà.",
        "This choice is at the edge of what was tried, or nearly: the maximum may lie beyond.",
    ),
    "clusters.point": Message("{algorithm}, k = {k}<br>{value}", "{algorithm}, k = {k}<br>{value}"),
    "clusters.absent": Message(
        "Cette base ne contient pas d’essais de stabilité pour cet espace.",
        "This database holds no stability runs for this space.",
    ),
}
