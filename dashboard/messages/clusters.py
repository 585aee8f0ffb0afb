"""Words of the stability of clusters."""

from dashboard.messages import Message

MESSAGES: dict[str, Message] = {
    "clusters.title": Message(
        "Les groupes trouvés tiennent-ils à la graine, au nombre, à l’algorithme ?",
        "Do the clusters depend on the seed, their number, the algorithm?",
    ),
    "clusters.how": Message(
        "Calculé une fois sur tout le catalogue : le filtre n’y change rien.",
        "Computed once on the whole catalogue: the filter changes nothing here.",
    ),
}
