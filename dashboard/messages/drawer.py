"""Words of the product drawer."""

from dashboard.messages import Message

MESSAGES: dict[str, Message] = {
    # Around the product, for the page's script
    "drawer.frame.close": Message("Fermer", "Close"),
    "drawer.frame.back": Message("Produit précédent", "Previous product"),
    "drawer.frame.loading": Message("Chargement du produit…", "Loading the product…"),
    "drawer.frame.failed": Message(
        "Le produit n’a pas pu être lu.", "The product could not be read."
    ),
    "drawer.frame.gone": Message(
        "Ce produit n’est pas dans le catalogue affiché.",
        "This product is not in the catalogue shown.",
    ),
    "drawer.frame.retry": Message("Réessayer", "Try again"),
    # Its photo
    "drawer.photo": Message("La photo avant et après", "The photo before and after"),
    "drawer.photo.ok": Message("lue", "read"),
    "drawer.photo.missing": Message(
        "absente : aucun fichier à son nom", "missing: no file of that name"
    ),
    "drawer.photo.unreadable": Message(
        "illisible : le fichier n’est pas une image entière",
        "unreadable: the file is no whole picture",
    ),
    "drawer.photo.too_large": Message("trop grande pour être décodée", "too large to be decoded"),
    "drawer.before": Message("Avant : la photo", "Before: the photo"),
    "drawer.before.kept": Message("gardée en vignette de {size}", "kept as a thumbnail of {size}"),
    "drawer.after": Message("Après : ce que voit le réseau", "After: what the network sees"),
    "drawer.fit.crop": Message(
        "bords coupés à ses proportions, puis réduite", "edges cut to its ratio, then resized"
    ),
    "drawer.fit.pad": Message(
        "réduite entière, complétée de blanc", "resized whole, filled up with white"
    ),
    "drawer.fit.stretch": Message(
        "réduite sans garder les proportions", "resized without keeping the ratio"
    ),
    # Its place
    "drawer.clusters": Message("Groupes, niveau {level}", "Clusters, level {level}"),
    "drawer.clusters.none": Message(
        "Aucun niveau de ce catalogue n’est assez fourni pour des groupes.",
        "No level of this catalogue holds enough products for clusters.",
    ),
    "drawer.cluster.none": Message("sans vecteur, donc sans groupe", "no vector, hence no cluster"),
    # Its neighbours
    "drawer.near": Message("Les produits les plus proches", "The nearest products"),
    "drawer.near.how": Message(
        "Similarité : cosinus des vecteurs, de -1 à 1. Catégories comparées au niveau {level}.",
        "Similarity: cosine of the vectors, -1 to 1. Categories compared at level {level}.",
    ),
    "drawer.near.count": Message(
        "{same} sur {n} de même catégorie", "{same} of {n} in the same category"
    ),
    "drawer.near.same": Message("= même catégorie", "= same category"),
    "drawer.near.other": Message("≠ autre catégorie", "≠ another category"),
    "drawer.near.unknown": Message("? sans catégorie à ce niveau", "? no category at this level"),
    "drawer.near.like": Message("Plus comme ceci", "More like this"),
    "drawer.near.none": Message(
        "Sans vecteur dans cet espace, il n’a pas de voisin.",
        "Without a vector in this space it has no neighbour.",
    ),
    "drawer.near.uncategorised": Message("sans catégorie", "no category"),
    # Its text
    "drawer.text": Message("Le texte avant et après", "The text before and after"),
    "drawer.raw": Message("Avant : tel qu’écrit", "Before: as written"),
    "drawer.raw.count": Message(
        "{n} mots et nombres, les {dropped} écartés sont barrés",
        "{n} words and numbers, the {dropped} dropped are struck through",
    ),
    "drawer.cut": Message(
        "Seuls les {n} premiers caractères sont montrés.",
        "Only the first {n} characters are shown.",
    ),
    "drawer.clean": Message("Après : tel que vectorisé", "After: as embedded"),
    "drawer.clean.count": Message("{n} mots gardés", "{n} words kept"),
    "drawer.clean.none": Message(
        "Aucun mot gardé : ce produit n’a pas de vecteur de texte.",
        "No word kept: this product has no text vector.",
    ),
    "drawer.dropped": Message("Ce qui est écarté, et pourquoi", "What is dropped, and why"),
    "drawer.dropped.none": Message("Rien n’est écarté.", "Nothing is dropped."),
    "drawer.dropped.reason": Message("Raison", "Reason"),
    "drawer.dropped.n": Message("Fois", "Times"),
    "drawer.dropped.tokens": Message("Mots et nombres", "Words and numbers"),
    "drawer.reason.number": Message("nombre", "number"),
    "drawer.reason.number.why": Message(
        "Seuls les mots sont vectorisés.", "Only words are embedded."
    ),
    "drawer.reason.too_short": Message("trop court", "too short"),
    "drawer.reason.too_short.why": Message(
        "Moins de {letters} lettres.", "Fewer than {letters} letters."
    ),
    "drawer.reason.stop_word": Message("mot-outil", "function word"),
    "drawer.reason.stop_word.why": Message(
        "Article, pronom, préposition, auxiliaire… dans la langue du texte. Langues du catalogue : {languages}.",
        "Article, pronoun, preposition, auxiliary… in the language of the text. Languages of the catalogue: {languages}.",
    ),
    "drawer.reason.stop_word.unknown": Message(
        "Article, pronom, préposition, auxiliaire… dans la langue du texte.",
        "Article, pronoun, preposition, auxiliary… in the language of the text.",
    ),
    "drawer.reason.boilerplate": Message("formule répétée", "boilerplate"),
    "drawer.reason.boilerplate.why": Message(
        "Dans plus de {documents} textes, presque jamais dans un nom, et quel que soit le genre de produit.",
        "In more than {documents} texts, hardly ever in a name, and whatever the kind of product.",
    ),
    "drawer.reason.boilerplate.share": Message(
        "Dans plus de {share} des textes ({documents}), presque jamais dans un nom, et quel que soit le genre de produit.",
        "In more than {share} of the texts ({documents}), hardly ever in a name, and whatever the kind of product.",
    ),
    "drawer.reason.no_vector": Message("mot inconnu", "unknown word"),
    "drawer.reason.no_vector.why": Message(
        "Le modèle de texte {model} ne le connaît pas.", "The text model {model} does not know it."
    ),
    "drawer.tongue.cs": Message("tchèque", "Czech"),
    "drawer.tongue.da": Message("danois", "Danish"),
    "drawer.tongue.de": Message("allemand", "German"),
    "drawer.tongue.en": Message("anglais", "English"),
    "drawer.tongue.es": Message("espagnol", "Spanish"),
    "drawer.tongue.fr": Message("français", "French"),
    "drawer.tongue.it": Message("italien", "Italian"),
    "drawer.tongue.nl": Message("néerlandais", "Dutch"),
    "drawer.tongue.pl": Message("polonais", "Polish"),
    "drawer.tongue.pt": Message("portugais", "Portuguese"),
    "drawer.tongue.ro": Message("roumain", "Romanian"),
    "drawer.tongue.ru": Message("russe", "Russian"),
    "drawer.tongue.sv": Message("suédois", "Swedish"),
    "drawer.tongue.tr": Message("turc", "Turkish"),
}
