"""Words of the doubtful listings."""

from dashboard.messages import Message

MESSAGES: dict[str, Message] = {
    "listings.title": Message(
        "Quelles fiches sont peut-être mal classées ?",
        "Which listings may be in the wrong category?",
    ),
    "listings.how": Message(
        "Leurs voisins par le texte et par la photo sont d’une autre catégorie. Tranchez une par une ; vos décisions restent dans ce navigateur.",
        "Their neighbours by text and by photo are in another category. Decide one by one; your decisions stay in this browser.",
    ),
    # What is in the list
    "listings.count": Message(
        "{n} fiches douteuses au niveau {level} : {share} des {judged} fiches jugées.",
        "{n} doubtful listings at level {level}: {share} of the {judged} judged.",
    ),
    "listings.count.one": Message(
        "{n} fiche douteuse au niveau {level} : {share} des {judged} fiches jugées.",
        "{n} doubtful listing at level {level}: {share} of the {judged} judged.",
    ),
    "listings.unjudged": Message(
        "{n} produits du filtre ne sont pas jugés : sans photo, sans texte ou sans catégorie à ce niveau.",
        "{n} products within the filter are not judged: no photo, no text or no category at this level.",
    ),
    "listings.unjudged.one": Message(
        "{n} produit du filtre n’est pas jugé : sans photo, sans texte ou sans catégorie à ce niveau.",
        "{n} product within the filter is not judged: no photo, no text or no category at this level.",
    ),
    "listings.share": Message("{share}\u202f%", "{share}%"),
    "listings.everything": Message(
        "Aussi sans accord des deux côtés", "Also without both sides agreeing"
    ),
    "listings.undecided": Message("À trancher seulement", "Undecided only"),
    "listings.more": Message("Voir plus de fiches", "Show more listings"),
    "listings.export": Message("Exporter mes décisions", "Export my decisions"),
    "listings.file": Message("decisions.csv", "decisions.csv"),
    "listings.progress": Message("Tranchées : {done} sur {n}", "Decided: {done} of {n}"),
    "listings.progress.choices": Message(
        "acceptées {accept} · refusées {reject} · arbre à revoir {tree}",
        "accepted {accept} · rejected {reject} · tree to review {tree}",
    ),
    # Why there is none
    "listings.none": Message(
        "Aucune fiche douteuse dans ce filtre : texte et photo n’y contredisent jamais ensemble la catégorie.",
        "No doubtful listing within this filter: text and photo never contradict the category together here.",
    ),
    "listings.none.everything": Message(
        "Aucune fiche douteuse dans ce filtre, même sans accord des deux côtés.",
        "No doubtful listing within this filter, even without both sides agreeing.",
    ),
    "listings.none.judged": Message(
        "Aucune fiche jugée dans ce filtre : il y faut un texte, une photo et une catégorie de ce niveau.",
        "No listing judged within this filter: it takes a text, a photo and a category of this level.",
    ),
    "listings.thin": Message(
        "Niveau {level} trop fin : avec si peu de produits par catégorie, les voisins ne prouvent rien.",
        "Level {level} is too thin: with so few products a category, neighbours prove nothing.",
    ),
    "listings.offer": Message("Voir le niveau {level}", "See level {level}"),
    "listings.finished": Message(
        "Tout est tranché dans cette liste. Exportez vos décisions, ou changez de filtre.",
        "Everything in this list is decided. Export your decisions, or change the filter.",
    ),
    # A listing
    "listings.listed": Message("Fiche", "Listed"),
    "listings.suggested": Message("Proposée", "Suggested"),
    "listings.confidence": Message("Indice {share}", "Index {share}"),
    "listings.confidence.most": Message("Indice > {share}", "Index > {share}"),
    "listings.confidence.note": Message(
        "Indice tiré de la part des votes des voisins ; ce n’est pas une probabilité calibrée.",
        "Index from the share of neighbours’ votes, not a calibrated probability.",
    ),
    "listings.band.0": Message("indices faibles", "weak evidence"),
    "listings.band.1": Message("indices moyens", "moderate evidence"),
    "listings.band.2": Message("indices forts", "strong evidence"),
    "listings.band.3": Message("indices très forts", "very strong evidence"),
    "listings.side.text": Message("Texte", "Text"),
    "listings.side.image": Message("Photo", "Photo"),
    "listings.votes": Message("{suggested} contre {listed}", "{suggested} against {listed}"),
    "listings.votes.read": Message(
        "{side} : {suggested} des votes pour la catégorie proposée, {listed} pour celle de la fiche",
        "{side}: {suggested} of the votes for the suggested category, {listed} for the listed one",
    ),
    "listings.brand": Message("Marque", "Brand"),
    "listings.price": Message("Prix", "Price"),
    "listings.no_text": Message("Aucun descriptif.", "No description."),
    "listings.no_photo": Message("sans photo", "no photo"),
    "listings.text": Message("Texte de la fiche", "Text of the listing"),
    "listings.near.text": Message("Les plus proches par le texte", "Nearest by text"),
    "listings.near.image": Message("Les plus proches par la photo", "Nearest by photo"),
    "listings.near.suggested": Message("catégorie proposée", "suggested category"),
    "listings.near.listed": Message("catégorie de la fiche", "listed category"),
    "listings.near.other": Message("autre catégorie", "another category"),
    "listings.near.similarity": Message("similarité {value}", "similarity {value}"),
    # Deciding
    "listings.decide": Message("Décision", "Decision"),
    "listings.decide.accept": Message("Accepter", "Accept"),
    "listings.decide.reject": Message("Refuser", "Reject"),
    "listings.decide.tree": Message("L’arbre est en cause", "The tree is wrong"),
    "listings.undo": Message("Annuler", "Undo"),
    "listings.show": Message("Montrer sur les cartes", "Show on the maps"),
    "listings.mark.accept": Message("acceptée", "accepted"),
    "listings.mark.reject": Message("refusée", "rejected"),
    "listings.mark.tree": Message("arbre à revoir", "tree to review"),
    "listings.keys": Message(
        "Au clavier, une fois dans la liste : ↑ ↓ changent de fiche ; A, R et T décident et passent à la suivante, la même touche reprend la décision ; U annule la dernière.",
        "By keyboard, once in the list: ↑ ↓ change listing; A, R and T decide and move on, the same key takes the decision back; U undoes the last one.",
    ),
    "listings.selected": Message("autour d’une fiche douteuse", "around a doubtful listing"),
    # How it is made
    "listings.method": Message("Comment cette liste est faite", "How this list is made"),
    "listings.method.votes": Message(
        "Les produits les plus proches votent pour leur propre catégorie, d’autant plus qu’ils sont semblables : une fois par le texte, une fois par la photo.",
        "The nearest products vote for their own category, the more the more alike they are: once by text, once by photo.",
    ),
    "listings.method.both": Message(
        "Une fiche n’est dans la liste que si la même autre catégorie l’emporte des deux côtés ; l’interrupteur ajoute celles où les deux réunis l’emportent, sans que chacun le fasse seul. Un produit sans photo ou sans texte n’y est donc jamais.",
        "A listing is here only when the same other category prevails on both sides; the switch adds those where both together prevail but not each alone. A product without photo or without text is therefore never here.",
    ),
    "listings.method.order": Message(
        "L’ordre est celui de l’indice : les votes pour la catégorie proposée face à ceux pour la fiche, les deux côtés réunis. Les autres catégories n’y comptent pas.",
        "The order is that of the index: votes for the suggested category against votes for the listed one, both sides together. Other categories do not count in it.",
    ),
    "listings.method.limits": Message(
        "Là où une catégorie a peu de produits, ses voisins sont forcément d’ailleurs : le doute lui-même y est douteux. Une erreur partagée par tous les voisins ne se voit pas, une erreur à l’intérieur d’une catégorie ne se voit qu’à un niveau plus fin.",
        "Where a category has few products its neighbours are bound to be of others: the doubt itself is doubtful there. A mistake that all the neighbours share does not show, one inside a category shows only at a deeper level.",
    ),
}
