"""Everything the command line says, in French and in English."""

import locale
import os
from collections.abc import Mapping

LANGUAGES = ("en", "fr")

MESSAGES: Mapping[str, tuple[str, str]] = {
    # English first, then French.
    # -- the catalogue and its mapping ------------------------------------------------
    "catalog_not_found": (
        "Catalogue not found: {path}. Give the CSV file with --catalog.",
        "Catalogue introuvable : {path}. Indiquez le fichier CSV avec --catalog.",
    ),
    "catalog_empty": (
        "{path} holds no header line. A catalogue starts with its column names.",
        "{path} ne contient pas de ligne d’en-tête. Un catalogue commence par les noms des colonnes.",
    ),
    "catalog_encoding": (
        "{path} is not UTF-8 (line {line}). Save it as UTF-8 and run again.",
        "{path} n’est pas en UTF-8 (ligne {line}). Enregistrez-le en UTF-8 et relancez.",
    ),
    "catalog_delimiter": (
        "{path} is separated by “{delimiter}”, not by commas. Save it with commas and run again.",
        "{path} est séparé par « {delimiter} », pas par des virgules. Enregistrez-le avec des virgules et relancez.",
    ),
    "catalog_unreadable": (
        "{path} cannot be read: {detail}.",
        "{path} ne peut pas être lu : {detail}.",
    ),
    "catalog_malformed": (
        "{path}, line {line}: {detail}. Correct the CSV and run again.",
        "{path}, ligne {line} : {detail}. Corrigez le CSV et relancez.",
    ),
    "catalog_column_missing": (
        "{path} has no column “{column}”, which the mapping names for “{field}”. Its columns: {columns}.",
        "{path} n’a pas de colonne « {column} », que la correspondance nomme pour « {field} ». "
        "Ses colonnes : {columns}.",
    ),
    "catalog_column_twice": (
        "{path} has two columns “{column}”; the mapping cannot tell which one holds “{field}”.",
        "{path} a deux colonnes « {column} » ; la correspondance ne peut pas dire laquelle contient « {field} ».",
    ),
    "catalog_too_small": (
        "{path} holds {n} usable product(s); at least {needed} are needed. Rows set aside: {set_aside}.",
        "{path} contient {n} produit(s) utilisable(s) ; il en faut au moins {needed}. "
        "Lignes écartées : {set_aside}.",
    ),
    "images_not_found": (
        "Photo folder not found: {path}. Give it with --images.",
        "Dossier de photos introuvable : {path}. Indiquez-le avec --images.",
    ),
    "mapping_not_found": (
        "Mapping not found: {path}. Give the TOML file with --mapping.",
        "Correspondance introuvable : {path}. Indiquez le fichier TOML avec --mapping.",
    ),
    "mapping_invalid": (
        "Mapping {path}: {detail}.",
        "Correspondance {path} : {detail}.",
    ),
    "mapping_unknown_field": (
        "unknown field “{field}”; the fields are {fields}",
        "champ inconnu « {field} » ; les champs sont {fields}",
    ),
    "mapping_field_missing": (
        "the field “{field}” is required",
        "le champ « {field} » est obligatoire",
    ),
    "mapping_no_column": (
        "the field “{field}” names no column",
        "le champ « {field} » ne nomme aucune colonne",
    ),
    "mapping_unknown_key": (
        "“{field}” has an unknown key “{key}”; the keys are {keys}",
        "« {field} » a une clé inconnue « {key} » ; les clés sont {keys}",
    ),
    "mapping_wrong_type": (
        "“{field}.{key}” must be a {type}",
        "« {field}.{key} » doit être de type {type}",
    ),
    "mapping_bad_pattern": (
        "the pattern of “{field}” is not a regular expression with one group: {pattern}",
        "le motif de « {field} » n’est pas une expression régulière avec un groupe : {pattern}",
    ),
    # -- models -----------------------------------------------------------------------
    "model_not_found": (
        "Model not found: {path}.",
        "Modèle introuvable : {path}.",
    ),
    "text_model_unreadable": (
        "{path} is not a fastText model (.bin) or a list of word vectors (.vec): {detail}.",
        "{path} n’est ni un modèle fastText (.bin) ni une liste de vecteurs de mots (.vec) : {detail}.",
    ),
    "image_model_unreadable": (
        "{path} is not an ONNX model: {detail}.",
        "{path} n’est pas un modèle ONNX : {detail}.",
    ),
    "image_model_no_pooling": (
        "{path} has no global pooling to cut at. A classification ResNet is expected.",
        "{path} n’a pas de pooling global où couper. Un ResNet de classification est attendu.",
    ),
    "image_model_input": (
        "{path} does not take one colour photo: its input has the shape {shape}; "
        "(N, 3, height, width) or (N, height, width, 3) is expected.",
        "{path} ne prend pas une photo en couleurs : son entrée a la forme {shape} ; "
        "(N, 3, hauteur, largeur) ou (N, hauteur, largeur, 3) est attendu.",
    ),
    "normalisation_invalid": (
        "Normalisation {path}: {detail}.",
        "Normalisation {path} : {detail}.",
    ),
    # -- publishing -------------------------------------------------------------------
    "database_is_a_file": (
        "{path} is a regular file, not the link that this command publishes. Move it away, "
        "or name another path with --database.",
        "{path} est un fichier ordinaire, pas le lien que cette commande publie. Déplacez-le, "
        "ou nommez un autre chemin avec --database.",
    ),
    "database_busy": (
        "Another run is writing {path}. Wait for it to end.",
        "Une autre exécution écrit {path}. Attendez qu’elle se termine.",
    ),
    "database_not_found": (
        "Database not found: {path}. Make it with: python -m etl run",
        "Base introuvable : {path}. Créez-la avec : python -m etl run",
    ),
    "database_schema": (
        "{path} follows schema {found}; this version reads schema {expected}. Run the ETL again.",
        "{path} suit le schéma {found} ; cette version lit le schéma {expected}. Relancez l’ETL.",
    ),
    "database_locked": (
        "{path} is locked: {found} has it open for writing. Close it there, or open it with -readonly.",
        "{path} est verrouillé : {found} l’a ouvert en écriture. Fermez-le, ou ouvrez-le en lecture seule (-readonly).",
    ),
    "database_holder": ("another program", "un autre programme"),
    "database_denied": (
        "{path} may not be read: check the permissions of the file and of its folders.",
        "La lecture de {path} est refusée : vérifiez les droits du fichier et de ses dossiers.",
    ),
    "database_version": (
        "{path} was written by another version of DuckDB (format {found}), which this one cannot read. "
        "Run the ETL again.",
        "{path} a été écrit par une autre version de DuckDB (format {found}), que celle-ci ne sait pas lire. "
        "Relancez l’ETL.",
    ),
    "database_foreign": (
        "{path} is not a database of this ETL. Name the one that it published with --database.",
        "{path} n’est pas une base de cet ETL. Indiquez avec --database celle qu’il a publiée.",
    ),
    "database_damaged": (
        "{path} is damaged or incomplete. Run the ETL again, or point the link at an earlier version.",
        "{path} est abîmé ou incomplet. Relancez l’ETL, ou pointez le lien sur une version précédente.",
    ),
    "log_not_compared": (
        "{reason} What is published is left out of account: a new version is computed.",
        "{reason} Ce qui est publié n’est pas pris en compte : une nouvelle version est calculée.",
    ),
    "refused": (
        "The system refuses to go on: {detail}.",
        "Le système refuse de continuer : {detail}.",
    ),
    "no_temporary_folder": (
        "No folder for temporary files can be written. Name one with a short path in TMPDIR.",
        "Aucun dossier de fichiers temporaires n’est accessible en écriture. Indiquez-en un, au chemin court, "
        "dans TMPDIR.",
    ),
    "cannot_write": (
        "Cannot write {path}: {detail}.",
        "Impossible d’écrire {path} : {detail}.",
    ),
    # -- what the load report says of a row ------------------------------------------------
    "row_ragged": (
        "{cells} cells where the header has {columns}",
        "{cells} cellules alors que l’en-tête en a {columns}",
    ),
    "row_nul": (
        "a NUL character in the field “{field}”: the file is damaged here",
        "un caractère NUL dans le champ « {field} » : le fichier est abîmé à cet endroit",
    ),
    "row_long": (
        "the field “{field}” has {length} characters; at most {most} are read",
        "le champ « {field} » a {length} caractères ; {most} au plus sont lus",
    ),
    "id_long": (
        "the product id has more than {most} characters: {id}",
        "l’identifiant de produit a plus de {most} caractères : {id}",
    ),
    "id_empty": ("no product id", "pas d’identifiant de produit"),
    "id_duplicate": (
        "the id was already used by row {first}",
        "l’identifiant est déjà celui de la ligne {first}",
    ),
    "name_empty": ("no product name", "pas de nom de produit"),
    "category_unreadable": (
        "the category is not a JSON list: {value}",
        "la catégorie n’est pas une liste JSON : {value}",
    ),
    "field_unreadable": (
        "the {field} is not a JSON list: {value}",
        "le champ {field} n’est pas une liste JSON : {value}",
    ),
    "category_deep": (
        "the category has {levels} levels; at most {most} are read",
        "la catégorie a {levels} niveaux ; {most} au plus sont lus",
    ),
    "category_missing": ("no category", "pas de catégorie"),
    "price_unreadable": (
        "the price is not a number ≥ 0: {value}",
        "le prix n’est pas un nombre ≥ 0 : {value}",
    ),
    "image_missing": ("photo not found: {file}", "photo introuvable : {file}"),
    "image_not_named": ("no photo is named", "aucune photo n’est nommée"),
    "image_outside": (
        "the photo lies outside the photo folder: {file}",
        "la photo est hors du dossier de photos : {file}",
    ),
    "image_unreadable": (
        "photo unreadable: {file}: {detail}",
        "photo illisible : {file} : {detail}",
    ),
    "image_too_large": (
        "photo too large to decode: {file}, {width} × {height} pixels",
        "photo trop grande pour être décodée : {file}, {width} × {height} pixels",
    ),
    "text_no_word": (
        "no usable word in the name and the description",
        "aucun mot utilisable dans le nom et la description",
    ),
    # -- log lines ------------------------------------------------------------------------
    "log_unchanged": (
        "Nothing changed since {path}; it stays as it is (--force computes it anew).",
        "Rien n’a changé depuis {path} ; elle reste telle quelle (--force recalcule tout).",
    ),
    "log_demo": (
        "No --catalog given: the demo catalogue in {path} is used.",
        "Pas de --catalog : le catalogue de démonstration de {path} est utilisé.",
    ),
    "log_demo_written": (
        "{products} products written in {path}",
        "{products} produits écrits dans {path}",
    ),
    "log_extract": (
        "extract: {rows} rows read, {products} products, {set_aside} set aside, {warnings} warnings",
        "extract : {rows} lignes lues, {products} produits, {set_aside} écartées, {warnings} avertissements",
    ),
    "log_levels": (
        "levels: {levels} (clustered: {clustered})",
        "niveaux : {levels} (regroupés : {clustered})",
    ),
    "log_text": (
        "text: {n} vectors of {dimensions} dimensions, {words} distinct words, {boilerplate} boilerplate words dropped",
        "text : {n} vecteurs de {dimensions} dimensions, {words} mots distincts, {boilerplate} mots passe-partout ôtés",
    ),
    "log_image": (
        "image: {n} vectors of {dimensions} dimensions, {missing} products without a usable photo",
        "image : {n} vecteurs de {dimensions} dimensions, {missing} produits sans photo utilisable",
    ),
    "log_fuse": (
        "fuse: {n} vectors, {lent_image} with a lent image side, {lent_text} with a lent text side",
        "fuse : {n} vecteurs, {lent_image} au côté image prêté, {lent_text} au côté texte prêté",
    ),
    "log_neighbours": (
        "neighbours: {n} per product and space",
        "neighbours : {n} par produit et par espace",
    ),
    "log_project": ("project: {maps} maps", "project : {maps} cartes"),
    "log_project_skipped": (
        "project: {method} of {space} skipped, {n} vectors (between {low} and {high} are reasonable)",
        "project : {method} de {space} omis, {n} vecteurs (entre {low} et {high} sont raisonnables)",
    ),
    "log_cluster": ("cluster: {runs} clusterings", "cluster : {runs} regroupements"),
    "log_cluster_skipped": (
        "cluster: {algorithm} of {space} skipped, {n} vectors (at most {high} are reasonable)",
        "cluster : {algorithm} de {space} omis, {n} vecteurs (au plus {high} sont raisonnables)",
    ),
    "log_space_skipped": (
        "{space}: {n} product(s) only, too few for a space",
        "{space} : {n} produit(s) seulement, trop peu pour un espace",
    ),
    "log_suggest": (
        "suggest: {suggestions} suggestions, {doubts} listings that text and photo both contradict",
        "suggest : {suggestions} propositions, {doubts} fiches que texte et photo contredisent toutes deux",
    ),
    "log_describe": (
        "describe: {words} words and {medoids} typical products of clusters, {pairs} pairs of near-duplicates",
        "describe : {words} mots et {medoids} produits typiques de clusters, {pairs} paires de quasi-doublons",
    ),
    "log_evaluate": ("evaluate: {scores} scores", "evaluate : {scores} scores"),
    "log_store": (
        "store: published {path} ({megabytes} MB)",
        "store : {path} publiée ({megabytes} Mo)",
    ),
    "models_missing": (
        "{path} has no models beside it to reuse. Run once without --reuse-models.",
        "{path} n’a pas de modèles à reprendre à côté d’elle. Lancez une fois sans --reuse-models.",
    ),
    "models_damaged": (
        "The models {path} are damaged. Run once without --reuse-models.",
        "Les modèles {path} sont abîmés. Lancez une fois sans --reuse-models.",
    ),
    "models_do_not_fit": (
        "The models of {path} were fitted with other settings or another model of texts or photos. "
        "Run once without --reuse-models.",
        "Les modèles de {path} ont été ajustés avec d’autres réglages ou un autre modèle de texte ou de photo. "
        "Lancez une fois sans --reuse-models.",
    ),
    "log_models_none": (
        "reuse: nothing is published yet, the models are fitted",
        "reprise : rien n’est encore publié, les modèles sont ajustés",
    ),
    "log_models_kept": (
        "reuse: the published models are kept; {n} new or changed products are placed by them, the others stay",
        "reprise : les modèles publiés sont gardés ; ils placent {n} produits nouveaux ou changés, les autres restent",
    ),
    "log_fit_nearest": (
        "fit: {space}, {n} new or changed: median similarity to the nearest product {of_new} (others: {of_others})",
        "ajustement : {space}, {n} nouveaux ou changés : similarité médiane au produit le plus proche {of_new} "
        "(autres : {of_others})",
    ),
    "log_fit_known_words": (
        "fit: {space}, {n} new or changed: share of their words that is known {of_new} (others: {of_others})",
        "ajustement : {space}, {n} nouveaux ou changés : part connue de leurs mots {of_new} (autres : {of_others})",
    ),
    "log_cache": (
        "cache: {found} results of earlier runs used, {computed} computed",
        "cache : {found} résultats d’exécutions passées repris, {computed} calculés",
    ),
    "cache_damaged": (
        "The cache {path} is damaged and starts anew: {detail}.",
        "Le cache {path} est abîmé, il repart de rien : {detail}.",
    ),
    "cache_unusable": (
        "The cache {path} cannot be used ({detail}); this run keeps nothing for the next.",
        "Le cache {path} est inutilisable ({detail}) ; cette exécution ne garde rien pour la suivante.",
    ),
    "log_done": ("Done in {seconds} s. {set_aside}", "Terminé en {seconds} s. {set_aside}"),
    "log_set_aside": (
        "{n} row(s) set aside, each with its reason in load_report.",
        "{n} ligne(s) écartée(s), chacune avec sa raison dans load_report.",
    ),
    "log_open": (
        "Open the dashboard: CATALOG_DATABASE={path} gunicorn dashboard.app:server   (default database: make serve)",
        "Ouvrir le tableau de bord : CATALOG_DATABASE={path} gunicorn dashboard.app:server   "
        "(base par défaut : make serve)",
    ),
    "log_report": ("Verdict written in {path}", "Verdict écrit dans {path}"),
    "bad_usage": (
        "{detail}. Help: python -m etl --help",
        "Commande incorrecte. {detail}. Aide : python -m etl --help",
    ),
    "failed": ("Unexpected failure: {detail}", "Échec inattendu : {detail}"),
    # -- the table of scores ---------------------------------------------------------------
    "table_title": (
        "Agreement between clusters and categories (default clusterings)",
        "Accord entre groupes et catégories (regroupements par défaut)",
    ),
    "table_space": ("space", "espace"),
    "table_level": ("level", "niveau"),
    "table_interval": (
        "95 % interval (sampling of products, clusters held fixed)",
        "intervalle à 95 % (tirage des produits, groupes fixés)",
    ),
    "table_seeds": ("seeds: mean ± sd", "graines : moyenne ± écart type"),
}


def language() -> str:
    """The language of the person at the terminal, `fr` or `en`.

    Read from the locale variables, in the order that POSIX gives them.
    """
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(variable, "")
        if value:
            return "fr" if locale.normalize(value).lower().startswith("fr") else "en"
    return "en"


def message(key: str, /, **values: object) -> str:
    """The sentence of that key in the person's language.

    Parameters
    ----------
    key : str
        One of `MESSAGES`.
    **values
        What the sentence names.

    Raises
    ------
    KeyError
        If the key, or a value it needs, is missing.
    """
    return MESSAGES[key][LANGUAGES.index(language())].format(**values)
