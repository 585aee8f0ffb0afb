"""Words of the quality of the catalogue."""

from dashboard.messages import Message

MESSAGES: dict[str, Message] = {
    "quality.chosen": Message("dans la qualité du catalogue", "in the catalogue’s quality"),
    # What the load said
    "quality.report": Message(
        "Ce que le chargement du catalogue a signalé", "What loading the catalogue reported"
    ),
    "quality.report.how": Message(
        "Une ligne écartée n’est pas un produit ; un avertissement porte sur un produit gardé. Tout "
        "le fichier, quel que soit le filtre. Un nombre se clique pour sélectionner, une fiche pour "
        "l’ouvrir.",
        "A row set aside is no product; a warning is about a product that is kept. The whole file, "
        "whatever the filter. Click a number to select its products, a listing to open it.",
    ),
    "quality.account": Message(
        "{read} lignes lues = produits ({products}) + lignes écartées ({aside}). "
        "Avertissements : {warnings}.",
        "{read} rows read = products ({products}) + rows set aside ({aside}). "
        "Warnings: {warnings}.",
    ),
    "quality.account.odd": Message(
        "Le compte n’y est pas : {read} lignes lues, mais produits ({products}) + lignes écartées "
        "({aside}). Avertissements : {warnings}.",
        "The account does not add up: {read} rows read, but products ({products}) + rows set aside "
        "({aside}). Warnings: {warnings}.",
    ),
    "quality.account.unread": Message(
        "Produits : {products} ; lignes écartées : {aside} ; la base ne dit pas combien de lignes "
        "ont été lues. Avertissements : {warnings}.",
        "Products: {products}; rows set aside: {aside}; the database does not say how many rows "
        "were read. Warnings: {warnings}.",
    ),
    "quality.report.none": Message("Rien n’a été signalé.", "Nothing was reported."),
    "quality.report.cut": Message(
        "Les {n} premières lignes sont ici ; l’export CSV les contient toutes.",
        "The first {n} lines are here; the CSV export has them all.",
    ),
    "quality.report.export": Message("Exporter le rapport (CSV)", "Export the report (CSV)"),
    "quality.report.file": Message("rapport-chargement.csv", "load-report.csv"),
    "quality.severity": Message("Gravité", "Severity"),
    "quality.severity.set_aside": Message("Ligne écartée", "Row set aside"),
    "quality.severity.warning": Message("Avertissement", "Warning"),
    "quality.stage": Message("Étape", "Stage"),
    "quality.stage.extract": Message("Lecture du fichier", "Reading the file"),
    "quality.stage.text": Message("Nettoyage du texte", "Cleaning the text"),
    "quality.stage.image": Message("Lecture de la photo", "Reading the photo"),
    "quality.reason": Message("Raison", "Reason"),
    "quality.lines": Message("Lignes", "Lines"),
    "quality.row": Message("Ligne du fichier", "Row of the file"),
    "quality.product": Message("Fiche", "Listing"),
    "quality.detail": Message("Détail, écrit au chargement", "Detail, written by the load"),
    "quality.code": Message("Code", "Code of the reason"),
    "quality.code.row_ragged": Message(
        "Pas autant de cellules que l’en-tête", "Not as many cells as the header"
    ),
    "quality.code.row_quote": Message(
        "Texte après un guillemet fermant", "Text behind a closing quote"
    ),
    "quality.code.row_quote_open": Message("Guillemet jamais fermé", "Quote that never closes"),
    "quality.code.row_quote_late": Message(
        "Guillemet fermé plusieurs lignes plus loin", "Quote that closes rows later"
    ),
    "quality.code.row_encoding": Message("Octets illisibles", "Bytes that cannot be read"),
    "quality.code.row_json": Message("Pas un objet JSON", "No JSON object"),
    "quality.code.field_nul": Message("Caractère NUL dans un champ", "NUL character in a field"),
    "quality.code.field_long": Message(
        "Champ trop long, laissé de côté", "Field too long, left out"
    ),
    "quality.code.field_cut": Message("Champ trop long, coupé", "Field too long, cut"),
    "quality.code.field_never": Message(
        "Champ que la correspondance ne lit presque jamais",
        "Field that the mapping hardly ever reads",
    ),
    "quality.code.column_empty": Message("Colonne vide", "Empty column"),
    "quality.code.row_header": Message("En-tête répété", "The header again"),
    "quality.code.parent_missing": Message("Parent absent du fichier", "Parent not in the file"),
    "quality.code.text_twice_encoded": Message("Textes encodés deux fois", "Texts encoded twice"),
    "quality.code.image_several": Message(
        "Plusieurs photos de ce nom", "Several photos of that name"
    ),
    "quality.code.id_empty": Message("Pas d’identifiant", "No identifier"),
    "quality.code.row_nul": Message("Caractère NUL dans la ligne", "NUL character in the row"),
    "quality.code.row_long": Message("Cellule trop longue", "Cell too long"),
    "quality.code.id_long": Message("Identifiant trop long", "Identifier too long"),
    "quality.code.id_duplicate": Message("Identifiant déjà utilisé", "Identifier already used"),
    "quality.code.name_empty": Message("Pas de nom", "No name"),
    "quality.code.category_deep": Message(
        "Catégorie à trop de niveaux", "Category of too many levels"
    ),
    "quality.code.category_unreadable": Message("Catégorie illisible", "Category unreadable"),
    "quality.code.field_unreadable": Message("Champ illisible", "Field unreadable"),
    "quality.code.category_missing": Message("Pas de catégorie", "No category"),
    "quality.code.category_gap": Message("Niveau vide omis", "Empty level left out"),
    "quality.code.category_several_first": Message(
        "Plusieurs catégories, la première compte", "Several categories, the first counts"
    ),
    "quality.code.category_several_deepest": Message(
        "Plusieurs catégories, la plus profonde compte", "Several categories, the deepest counts"
    ),
    "quality.code.category_several_last": Message(
        "Plusieurs catégories, la dernière compte", "Several categories, the last counts"
    ),
    "quality.code.category_alike": Message(
        "Catégories d’apparence identique", "Categories that look the same"
    ),
    "quality.code.brand_alike": Message(
        "Marques d’apparence identique", "Brands that look the same"
    ),
    "quality.code.price_ambiguous": Message(
        "Prix à deux lectures possibles", "Price that can be read in two ways"
    ),
    "quality.code.price_currencies": Message("Plusieurs devises", "Several currencies"),
    "quality.code.price_unreadable": Message("Prix illisible", "Price unreadable"),
    "quality.code.image_missing": Message("Photo introuvable", "Photo not found"),
    "quality.code.image_not_named": Message("Aucune photo indiquée", "No photo named"),
    "quality.code.image_outside": Message("Photo hors du dossier", "Photo outside the folder"),
    "quality.code.image_address": Message(
        "Photo donnée par une adresse web", "Photo given as a web address"
    ),
    "quality.code.image_shared": Message(
        "Photo partagée par des produits différents", "Photo shared by different products"
    ),
    "quality.code.photos_never": Message(
        "Aucune photo trouvée, ou presque", "No photo found, or nearly none"
    ),
    "quality.code.photos_are_addresses": Message(
        "Les photos sont des adresses web", "Photos are web addresses"
    ),
    "quality.code.image_unreadable": Message("Photo illisible", "Photo unreadable"),
    "quality.code.image_too_large": Message(
        "Photo trop grande pour être décodée", "Photo too large to be decoded"
    ),
    "quality.code.text_no_word": Message("Aucun mot utilisable", "No usable word"),
    # Near-duplicates
    "quality.duplicates": Message(
        "Les articles listés plusieurs fois", "The articles listed more than once"
    ),
    "quality.duplicates.how": Message(
        "Une carte par article : ses fiches, leurs ressemblances et leurs catégories ; d’abord "
        "celles qui se contredisent. Une photo se clique pour ouvrir la fiche.",
        "One card an article: its listings, how alike they are and their categories; those that "
        "contradict each other first. Click a photo to open its listing.",
    ),
    "quality.duplicates.lead": Message(
        "Paires de quasi-doublons dont une fiche au moins est dans le filtre : {pairs} ({listings} "
        "fiches). Catégories différentes au niveau {level} : {differ} paires sur {pairs} ({share}) ; "
        "à un niveau quelconque : {anywhere}.",
        "Pairs of near-duplicates with at least one listing within the filter: {pairs} ({listings} "
        "listings). Different categories at level {level}: {differ} of {pairs} pairs ({share}); at "
        "any level: {anywhere}.",
    ),
    "quality.duplicates.note": Message(
        "Quasi-doublons : textes et photos ressemblants à {threshold} ou plus (cosinus des vecteurs, "
        "1 = identiques). Articles listés trois fois ou plus : {groups}.",
        "Near-duplicates: texts and photos alike by {threshold} or more (cosine of the vectors, 1 = "
        "identical). Articles listed three times or more: {groups}.",
    ),
    "quality.duplicates.cut": Message(
        "{shown} articles sur {n} sont montrés ; l’export CSV les contient tous.",
        "{shown} of {n} articles are shown; the CSV export has them all.",
    ),
    "quality.duplicates.none": Message(
        "Aucune paire de quasi-doublons dans le filtre.",
        "No pair of near-duplicates within the filter.",
    ),
    "quality.duplicates.all": Message(
        "Sélectionner ces quasi-doublons", "Select these near-duplicates"
    ),
    "quality.duplicates.differing": Message(
        "Sélectionner ceux qui se contredisent", "Select those that contradict each other"
    ),
    "quality.duplicates.export": Message("Exporter les paires (CSV)", "Export the pairs (CSV)"),
    "quality.duplicates.file": Message("quasi-doublons.csv", "near-duplicates.csv"),
    "quality.duplicates.table": Message(
        "Les paires, une par ligne ({n})", "The pairs, one a row ({n})"
    ),
    "quality.group": Message("{n} fiches", "{n} listings"),
    "quality.group.number": Message("Article", "Article number"),
    "quality.group.select": Message("Sélectionner ces fiches", "Select these listings"),
    "quality.group.differ": Message(
        "≠ catégories différentes dès le niveau {level}",
        "≠ different categories from level {level}",
    ),
    "quality.group.same": Message("= même catégorie", "= same category"),
    "quality.group.finer": Message(
        "= même branche, l’une plus précise", "= same branch, one is more precise"
    ),
    "quality.alike": Message("Ressemblance :", "Similarity:"),
    "quality.alike.text": Message("texte {value}", "text {value}"),
    "quality.alike.image": Message("photo {value}", "image {value}"),
    "quality.alike.range": Message("{low} à {high}", "{low} to {high}"),
    "quality.alike.absent": Message("absente", "none"),
    "quality.one": Message("Fiche 1", "Listing 1"),
    "quality.other": Message("Fiche 2", "Listing 2"),
    "quality.one.id": Message("Identifiant 1", "Identifier 1"),
    "quality.other.id": Message("Identifiant 2", "Identifier 2"),
    "quality.one.category": Message("Catégorie 1", "Category 1"),
    "quality.other.category": Message("Catégorie 2", "Category 2"),
    "quality.similarity.text": Message("Ressemblance du texte", "Similarity of text"),
    "quality.similarity.image": Message("Ressemblance de la photo", "Similarity of photo"),
    "quality.parts": Message("Diffèrent dès le niveau", "Differ from level"),
    # Missing fields
    "quality.missing": Message(
        "Ce qui manque aux fiches, catégorie par catégorie",
        "What listings lack, category by category",
    ),
    "quality.missing.how": Message(
        "Une ligne par catégorie du niveau choisi, la plus grande d’abord. Une case dit la part de "
        "ses produits qui n’ont pas ce champ, en % ; plus elle est foncée, plus il en manque. Une "
        "case se clique pour sélectionner ces produits.",
        "One row a category of the chosen level, the largest first. A cell says the share of its "
        "products without that field, in %; the darker, the more are without. Click a cell to "
        "select them.",
    ),
    "quality.missing.lead": Message(
        "Le plus souvent absent : {field}, {k} des {n} produits du filtre ({share}).",
        "Most often missing: {field}, {k} of the {n} products within the filter ({share}).",
    ),
    "quality.missing.none": Message(
        "Rien ne manque aux {n} produits du filtre.",
        "Nothing is missing in the {n} products within the filter.",
    ),
    "quality.missing.caption": Message(
        "Part des produits sans le champ, par catégorie de niveau {level} ; {n} produits",
        "Share of products without the field, by category of level {level}; {n} products",
    ),
    "quality.missing.cell": Message("{k} sur {n}", "{k} of {n}"),
    "quality.category": Message("Catégorie de niveau {level}", "Category of level {level}"),
    "quality.products": Message("Produits", "Products"),
    "quality.everything": Message("Tous les produits du filtre", "All products within the filter"),
    "quality.uncategorised": Message("Sans catégorie à ce niveau", "No category at this level"),
    "quality.field.brand": Message("Marque", "Brand"),
    "quality.field.price": Message("Prix", "Price"),
    "quality.field.description": Message("Texte descriptif", "Description"),
    "quality.field.words": Message("Mots utilisables", "Usable words"),
    "quality.field.photo": Message("Photo utilisable", "Usable photo"),
    "quality.field.category": Message("Catégorie", "Category"),
    # Lengths and sizes
    "quality.lengths": Message(
        "Longueur des textes : mots gardés et écartés", "Length of texts: words kept and dropped"
    ),
    "quality.lengths.how": Message(
        "Une barre dit combien de produits ont tant de mots et de nombres ; le trait pointillé est "
        "la médiane. Les classes sont celles de tout le catalogue. Une barre se clique.",
        "A bar says how many products have so many words and numbers; the dotted line is the "
        "median. The bins are those of the whole catalogue. Bars can be clicked.",
    ),
    "quality.lengths.kept": Message(
        "Gardés pour les vecteurs (n = {n})", "Kept for the vectors (n = {n})"
    ),
    "quality.lengths.dropped": Message("Écartés (n = {n})", "Dropped (n = {n})"),
    "quality.lengths.x": Message(
        "Mots et nombres par produit, classes de {width}",
        "Words and numbers per product, bins of {width}",
    ),
    "quality.lengths.note": Message(
        "Gardés : {kept}. Écartés : {dropped}. {n} produits du filtre, classes de {width} mots.",
        "Kept: {kept}. Dropped: {dropped}. {n} products within the filter, bins of {width} words.",
    ),
    "quality.quartiles": Message(
        "médiane {median}, la moitié des produits entre {first} et {third}, tous entre {lowest} et "
        "{highest}",
        "median {median}, half the products between {first} and {third}, all between {lowest} and "
        "{highest}",
    ),
    "quality.median": Message("┄ médiane : {value}", "┄ median: {value}"),
    "quality.bin": Message("{low} à {high}", "{low} to {high}"),
    "quality.bin.words": Message("Mots et nombres", "Words and numbers"),
    "quality.bin.kept": Message("Produits, gardés", "Products, kept"),
    "quality.bin.dropped": Message("Produits, écartés", "Products, dropped"),
    "quality.bin.hover": Message(
        "{bin}<br>{k} produits, {share}", "{bin}<br>{k} products, {share}"
    ),
    "quality.little": Message("<\u202f1\u202f%", "<1%"),
    "quality.share": Message("Part", "Share"),
    "quality.photos": Message("Taille des photos", "Size of photos"),
    "quality.photos.how": Message(
        "Une barre dit combien de photos ont leur plus petit côté, en pixels, dans la classe ; "
        "chaque classe est 1,41 fois plus large que la précédente. Hachuré : plus petit que ce que "
        "prend le réseau. Une barre se clique.",
        "A bar says how many photos have their shorter side, in pixels, within the bin; each bin is "
        "1.41 times as wide as the one before. Hatched: smaller than what the network takes. Bars "
        "can be clicked.",
    ),
    "quality.photos.title": Message(
        "Plus petit côté des photos lues (n = {n})", "Shorter side of the photos read (n = {n})"
    ),
    "quality.photos.x": Message("Plus petit côté, en pixels", "Shorter side, in pixels"),
    "quality.photos.note": Message(
        "En pixels : {quartiles}. Photos plus petites que l’entrée du réseau ({width} × {height}) : "
        "{below} sur {n} ({share}). Produits du filtre sans photo lue : {without}.",
        "In pixels: {quartiles}. Photos smaller than the network’s input ({width} × {height}): "
        "{below} of {n} ({share}). Products within the filter without a photo read: {without}.",
    ),
    "quality.photos.none": Message(
        "Aucun produit du filtre n’a de photo lue.",
        "No product within the filter has a photo that was read.",
    ),
    # Balance
    "quality.sizes": Message(
        "Équilibre des catégories : leur taille", "Balance of the categories: their sizes"
    ),
    "quality.sizes.how": Message(
        "Une barre par catégorie du niveau choisi, de la plus grande à la plus petite ; hachurée "
        "sous 10 produits, le trait pointillé. Une barre se clique pour sélectionner ses produits.",
        "One bar a category of the chosen level, from the largest to the smallest; hatched below 10 "
        "products, the dotted line. Click a bar to select its products.",
    ),
    "quality.sizes.note": Message(
        "{categories} de niveau {level}, {products}. Équilibre de Pielou : {evenness} (1 : "
        "toutes de même taille ; 0 : une seule les a tous), comme {effective} catégories de même "
        "taille. La plus grande a {ratio} fois les produits de la plus petite ({largest} contre "
        "{smallest}). Sous {few} produits : {small} sur {k}.",
        "{categories} of level {level}, {products}. Pielou’s evenness: {evenness} (1: all of "
        "one size; 0: one has them all), like {effective} categories of one size. The largest has "
        "{ratio} times the products of the smallest ({largest} against {smallest}). Below {few} "
        "products: {small} of {k}.",
    ),
    "quality.sizes.none": Message(
        "Aucun produit du filtre n’a de catégorie à ce niveau.",
        "No product within the filter has a category at this level.",
    ),
    "quality.sizes.x": Message(
        "Catégories de niveau {level}, par taille", "Categories of level {level}, by size"
    ),
    "quality.sizes.few": Message("┄ {few} produits", "┄ {few} products"),
    "quality.sizes.hover": Message(
        "{name}<br>{k} produits, {share}", "{name}<br>{k} products, {share} of all"
    ),
}
