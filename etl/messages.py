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
    "catalog_form": (
        "{path} is a file of the kind {form}, which holds no table that can be read. Export the "
        "catalogue as CSV (or xlsx, Parquet, JSON) and run again.",
        "{path} est un fichier {form}, qui ne contient pas de tableau lisible. Exportez le catalogue "
        "en CSV (ou en xlsx, Parquet, JSON) et relancez.",
    ),
    "form_packed_twice": (
        "compressed twice",
        "compressé deux fois",
    ),
    "catalog_zip": (
        "{path} is a zip that holds {n} files; it may hold one, the catalogue. Unpack it and give the file.",
        "{path} est un zip qui contient {n} fichiers ; il ne peut en contenir qu’un, le catalogue. "
        "Décompressez-le et indiquez le fichier.",
    ),
    "catalog_encoding_unsure": (
        "{path} is not UTF-8, and its encoding cannot be told: in {first} it holds “{one}”, in {second} "
        "“{other}”. Save it as UTF-8 (in Excel: “CSV UTF-8”), or name the encoding in the mapping: "
        '[file] encoding = "{first}".',
        "{path} n’est pas en UTF-8 et son encodage est incertain : en {first}, on y lit « {one} », en {second} "
        "« {other} ». Enregistrez-le en UTF-8 (dans Excel : « CSV UTF-8 »), ou nommez l’encodage dans la "
        'correspondance : [file] encoding = "{first}".',
    ),
    "catalog_encoding_unknown": (
        "{path} is text in no known encoding, or no text. Save it as UTF-8 (in Excel: “CSV UTF-8”), or name "
        'its encoding in the mapping: [file] encoding = "...".',
        "{path} n’est d’aucun encodage connu, ou n’est pas du texte. Enregistrez-le en UTF-8 (dans Excel : "
        '« CSV UTF-8 »), ou nommez son encodage dans la correspondance : [file] encoding = "...".',
    ),
    "catalog_encoding_other": (
        "{path} holds bytes that are not {encoding}. Save it as UTF-8 (in Excel: “CSV UTF-8”), or name "
        'its encoding in the mapping: [file] encoding = "...".',
        "{path} contient des octets qui ne sont pas du {encoding}. Enregistrez-le en UTF-8 (dans Excel : "
        '« CSV UTF-8 »), ou nommez son encodage dans la correspondance : [file] encoding = "...".',
    ),
    "catalog_binary": (
        "{path} holds NUL characters in its header: it is damaged, or no text. Export it again.",
        "{path} contient des caractères NUL dans son en-tête : il est abîmé, ou n’est pas du texte. "
        "Exportez-le de nouveau.",
    ),
    "catalog_json": (
        "{path} begins like JSON but cannot be read: it is cut short or damaged. Export it again, or as CSV.",
        "{path} commence comme du JSON mais ne peut pas être lu : il est tronqué ou abîmé. Exportez-le de nouveau, ou en CSV.",
    ),
    "catalog_json_no_list": (
        "{path} is JSON, but not a list of products: a list of objects is expected, or one object a line.",
        "{path} est du JSON, mais pas une liste de produits : il faut une liste d’objets, ou un objet par ligne.",
    ),
    "catalog_too_small": (
        "{path} holds {n} usable product(s); at least {needed} are needed.",
        "{path} contient {n} produit(s) utilisable(s) ; il en faut au moins {needed}.",
    ),
    "catalog_set_aside": (
        "{path} holds {n} usable product(s) of {rows} rows; {set_aside} are set aside. The commonest "
        "reason, first in row {row} (line {line}): {reason}. Correct the file or the mapping.",
        "{path} contient {n} produit(s) utilisable(s) sur {rows} lignes ; {set_aside} sont écartées. Raison la "
        "plus fréquente, d’abord à la ligne de données {row} (ligne {line} du fichier) : {reason}. "
        "Corrigez le fichier ou la correspondance.",
    ),
    "category_never": (
        "{path}: the mapping reads a category in {n} of the {rows} rows that name one. In “{columns}”, {wanted} is looked "
        "for; the first cell that does not fit is “{first}”. Correct [category] in the mapping; "
        "“python -m etl inspect” proposes one.",
        "{path} : la correspondance ne lit une catégorie que dans {n} des {rows} lignes qui en indiquent une. Dans « {columns} », on "
        "attend {wanted} ; la première cellule qui ne convient pas est « {first} ». Corrigez [category] dans "
        "la correspondance ; « python -m etl inspect » en propose une.",
    ),
    "wanted_json_list": (
        'a JSON list of texts, such as ["A", "B"],',
        'une liste JSON de textes, comme ["A", "B"]',
    ),
    "wanted_pattern": (
        "the pattern {pattern}",
        "le motif {pattern}",
    ),
    "wanted_price": ("a price", "un prix"),
    "wanted_text": ("a text", "un texte"),
    "proposal_incomplete": (
        "{path}: no column fits {fields}, so no mapping can be proposed. Write one (data/README.md says how) "
        "and give it with --mapping. The columns: {columns}.",
        "{path} : aucune colonne ne convient pour {fields}, impossible de proposer une correspondance. Écrivez-la "
        "(data/README.md dit comment) et indiquez-la avec --mapping. Les colonnes : {columns}.",
    ),
    "form_csv": ("delimited text", "texte délimité"),
    "form_spreadsheet": ("spreadsheet", "classeur"),
    "form_parquet": ("Parquet", "Parquet"),
    "form_json": ("JSON", "JSON"),
    "file_compression": ("compressed ({compression})", "compressé ({compression})"),
    "file_sheet": ("sheet “{sheet}”", "feuille « {sheet} »"),
    "file_encoding": ("encoding {encoding}", "encodage {encoding}"),
    "file_encoding_judged": (
        "encoding {encoding}, judged by its letters",
        "encodage {encoding}, d’après les lettres employées",
    ),
    "file_delimiter": ("separated by “{delimiter}”", "séparé par « {delimiter} »"),
    "log_file": ("file: {path}: {what}", "fichier : {path} : {what}"),
    "log_mapping_proposed": (
        "No --mapping given and the default one does not fit {path}: proposed by its columns, {mapping}. "
        "“python -m etl inspect” shows it, --write-mapping writes it.",
        "Pas de --mapping, et celle par défaut ne convient pas à {path} : proposée d’après les colonnes, {mapping}. "
        "« python -m etl inspect » la montre, --write-mapping l’écrit.",
    ),
    "inspect_file": ("{path}: {what}", "{path} : {what}"),
    "inspect_columns": (
        "{n} columns; share of the first {rows} rows that are filled, and examples:",
        "{n} colonnes ; part remplie des {rows} premières lignes, et exemples :",
    ),
    "inspect_proposal": (
        "Proposed mapping (--write-mapping FILE.toml writes it):",
        "Correspondance proposée (--write-mapping FICHIER.toml l’écrit) :",
    ),
    "inspect_default": (
        "The default mapping fits ({path}):",
        "La correspondance par défaut convient ({path}) :",
    ),
    "inspect_mapping": ("Mapping {path}:", "Correspondance {path} :"),
    "inspect_rows": (
        "With it: {rows} rows read, {products} products, {set_aside} set aside.",
        "Avec elle : {rows} lignes lues, {products} produits, {set_aside} écartées.",
    ),
    "inspect_levels": (
        "Levels of the tree, and their categories: {levels}.",
        "Niveaux de l’arbre, et leurs catégories : {levels}.",
    ),
    "inspect_photos": (
        "Photos found: {found} of {n} products, in {folder}.",
        "Photos trouvées : {found} pour {n} produits, dans {folder}.",
    ),
    "inspect_problems": ("What would go wrong:", "Ce qui n’irait pas :"),
    "inspect_no_problem": ("Nothing would go wrong.", "Rien à signaler."),
    "inspect_set_aside": (
        "{n} row(s) set aside, first row {row}: {reason}",
        "{n} ligne(s) écartée(s), d’abord la ligne {row} : {reason}",
    ),
    "inspect_warning": (
        "{n} warning(s), first row {row}: {reason}",
        "{n} avertissement(s), d’abord ligne {row} : {reason}",
    ),
    "log_mapping_written": ("Mapping written in {path}", "Correspondance écrite dans {path}"),
    "mapping_exists": (
        "{path} exists already; it is not overwritten. Name another file.",
        "{path} existe déjà et n’est pas écrasé. Nommez un autre fichier.",
    ),
    "mapping_choice": (
        "“{field}.{key}” must be one of: {choices}",
        "« {field}.{key} » doit être l’une de ces valeurs : {choices}",
    ),
    "mapping_column_and_columns": (
        "“{field}” has both “column” and “columns”; give one of them",
        "« {field} » a « column » et « columns » ; donnez l’une des deux",
    ),
    "mapping_delimiter": (
        "“file.delimiter” must be one character",
        "« file.delimiter » doit être un seul caractère",
    ),
    "mapping_encoding": (
        "“file.encoding” is unknown: {encoding}",
        "« file.encoding » est inconnu : {encoding}",
    ),
    "catalog_no_row": (
        "{path} holds a header and no row below it.",
        "{path} contient un en-tête et aucune ligne en dessous.",
    ),
    "catalog_no_whole_row": (
        "{path}: none of the first rows can be cut into the cells of the header. The first, line {line}: {reason}. "
        'Correct the file, or name its delimiter in the mapping: [file] delimiter = "...".',
        "{path} : aucune des premières lignes ne se découpe selon l’en-tête. La première, ligne {line} : {reason}. "
        'Corrigez le fichier, ou nommez son séparateur dans la correspondance : [file] delimiter = "...".',
    ),
    "catalog_sheet_large": (
        "{path} holds a sheet too large to be read: a cell far from the others, perhaps. Copy the products into a new "
        "sheet, or export them as CSV.",
        "{path} contient une feuille trop grande pour être lue : peut-être une cellule très éloignée des autres. Copiez "
        "les produits dans une nouvelle feuille, ou exportez-les en CSV.",
    ),
    "catalog_no_sheet": (
        "{path} has no sheet “{sheet}”, which the mapping names. Its sheets: {sheets}.",
        "{path} n’a pas de feuille « {sheet} », que la correspondance nomme. Ses feuilles : {sheets}.",
    ),
    "proposal_twice": (
        "{path}: two columns are called “{twice}”, and no other fits {fields}. Give each a name of its own. "
        "The columns: {columns}.",
        "{path} : deux colonnes s’appellent « {twice} », et aucune autre ne convient pour {fields}. Donnez à chacune un nom. "
        "Les colonnes : {columns}.",
    ),
    "proposal_one_column": (
        "{path} is read as one column, so no mapping can be proposed for {fields}. If it has several, name what parts "
        'them in a mapping: [file] delimiter = "...". The column: {columns}.',
        "{path} se lit comme une seule colonne : impossible de proposer une correspondance pour {fields}. S’il en a "
        'plusieurs, nommez leur séparateur dans une correspondance : [file] delimiter = "...". La colonne : {columns}.',
    ),
    "file_other_sheets": (
        "other sheets are not read: {sheets}",
        "d’autres feuilles ne sont pas lues : {sheets}",
    ),
    "inspect_absent": (
        "No column for: {fields}.",
        "Pas de colonne pour : {fields}.",
    ),
    "type_text": ("a text", "un texte"),
    "type_bool": ("true or false", "true ou false"),
    "type_list": ("a list of texts", "une liste de textes"),
    "mapping_other_field": (
        "“{field}.{key}” means nothing: the key “{key}” is for “{of}” only",
        "« {field}.{key} » n’a pas de sens : la clé « {key} » ne vaut que pour « {of} »",
    ),
    "catalog_unreadable": (
        "{path} cannot be read: {detail}.",
        "{path} ne peut pas être lu : {detail}.",
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
        "“{field}.{key}” must be {type}",
        "« {field}.{key} » doit être {type}",
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
    "field_never": (
        "“{field}” is read in {n} of {rows} rows: in “{columns}”, {wanted} is looked for; the first cell "
        "that does not fit is “{first}”",
        "« {field} » n’est lu que dans {n} lignes sur {rows} : dans « {columns} », on attend {wanted} ; "
        "la première cellule qui ne convient pas est « {first} »",
    ),
    "column_empty": (
        "“{field}” is always empty: nothing stands in “{columns}”",
        "« {field} » est toujours vide : il n’y a rien dans « {columns} »",
    ),
    "photos_never": (
        "no photo, or nearly none, of the {named} that are named was found ({n} are missing): the first is "
        "“{first}”, looked for in {folder}",
        "aucune photo ou presque n’a été trouvée sur les {named} indiquées ({n} manquent) : la première est "
        "« {first} », cherchée dans {folder}",
    ),
    "photos_are_addresses": (
        "the photos are addresses on the web, and are not fetched: {n} of {named} are not in {folder}. The first "
        "is “{first}”. Save them in a folder under their own names and give it with --images",
        "les photos sont des adresses web, qui ne sont pas téléchargées : {n} sur {named} ne sont pas dans {folder}. "
        "La première est « {first} ». Enregistrez-les dans un dossier sous leur nom et indiquez-le avec --images",
    ),
    "row_ragged": (
        "{cells} cells where the header has {columns}",
        "{cells} cellules alors que l’en-tête en a {columns}",
    ),
    "row_quote": (
        "text stands behind a closing quote (line {line})",
        "du texte suit un guillemet fermant (ligne {line})",
    ),
    "row_quote_open": (
        "a quote opens in line {line} and never closes",
        "un guillemet s’ouvre à la ligne {line} et ne se ferme jamais",
    ),
    "row_quote_late": (
        "a quote that opens in line {line} closes in line {last} only, rows later; the rows between are read by themselves",
        "un guillemet ouvert à la ligne {line} ne se ferme qu’à la ligne {last}, plusieurs lignes de données plus loin ; "
        "celles entre les deux sont lues séparément",
    ),
    "row_encoding": (
        "bytes that are not UTF-8 (line {line})",
        "des octets qui ne sont pas de l’UTF-8 (ligne {line})",
    ),
    "row_json": ("line {line} is not a JSON object", "la ligne {line} n’est pas un objet JSON"),
    "field_nul": (
        "a NUL character in the field “{field}”, which is left out",
        "un caractère NUL dans le champ « {field} », laissé de côté",
    ),
    "field_long": (
        "the field “{field}” has {length} characters, at most {most} are read; it is left out",
        "le champ « {field} » a {length} caractères, {most} au plus sont lus ; il est laissé de côté",
    ),
    "field_cut": (
        "the field “{field}” has more than {most} characters; the rest is left out",
        "le champ « {field} » a plus de {most} caractères ; le reste est laissé de côté",
    ),
    "category_gap": (
        "an empty level in the category is left out: {path}",
        "un niveau vide de la catégorie est omis : {path}",
    ),
    "category_several_first": (
        "{n} products are listed in several categories; the first counts",
        "{n} produits sont dans plusieurs catégories ; la première compte",
    ),
    "category_several_deepest": (
        "{n} products are listed in several categories; the deepest counts, and of these the first",
        "{n} produits sont dans plusieurs catégories ; la plus profonde compte, ou la première d’entre elles",
    ),
    "category_several_last": (
        "{n} products are listed in several categories; the last counts",
        "{n} produits sont dans plusieurs catégories ; la dernière compte",
    ),
    "category_alike": (
        "categories that look the same are counted apart: {names}",
        "des catégories d’apparence identique sont comptées séparément : {names}",
    ),
    "brand_alike": (
        "brands that look the same: {names}",
        "des marques d’apparence identique : {names}",
    ),
    "price_ambiguous": (
        "the price can be read in two ways, as thousands or decimals: {value} (the mapping’s key “decimal” settles it)",
        "le prix peut se lire de deux façons, milliers ou décimales : {value} (la clé « decimal » de la "
        "correspondance tranche)",
    ),
    "price_currencies": (
        "prices in several currencies are compared as they stand: {currencies}",
        "des prix en plusieurs devises sont comparés tels quels : {currencies}",
    ),
    "image_address": (
        "the photo is an address on the web, and no file of its name is in the folder: {file}",
        "la photo est une adresse web, et aucun fichier de ce nom n’est dans le dossier : {file}",
    ),
    "image_shared": (
        "the photo says nothing of the product: {n} products of different names share it: {file}",
        "la photo ne dit rien du produit : {n} produits de noms différents la partagent : {file}",
    ),
    "row_header": ("the header again", "l’en-tête, répété"),
    "parent_missing": (
        "{n} variants name a parent that is not in the file: “{first}” first, in row {row}",
        "{n} variantes nomment un parent absent du fichier : d’abord « {first} », à la ligne {row}",
    ),
    "text_twice_encoded": (
        "{n} texts were encoded twice on their way (“{first}”): export the file again as UTF-8",
        "{n} textes ont été encodés deux fois en chemin (« {first} ») : exportez de nouveau le fichier en UTF-8",
    ),
    "image_several": (
        "several photos answer to this name: {file}",
        "plusieurs photos répondent à ce nom : {file}",
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
        "fuse: {n} vectors, {imputed_image} with a lent image side, {imputed_text} with a lent text side",
        "fuse : {n} vecteurs, {imputed_image} au côté image prêté, {imputed_text} au côté texte prêté",
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
    "not_printed": (
        "The database is published, but the scores could not be printed: {detail}. "
        "See them with: python -m etl report",
        "La base est publiée, mais les scores n’ont pas pu être affichés : {detail}. "
        "Pour les voir : python -m etl report",
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
    "no_interval": ("no interval", "pas d’intervalle"),
    "no_level": (
        "No product has a category: nothing to compare with.",
        "Aucun produit n’a de catégorie : rien à comparer.",
    ),
    "no_score": (
        "No text and no photo can be used: nothing to score.",
        "Aucun texte ni aucune photo utilisable : rien à évaluer.",
    ),
    "levels_of_one": (
        "A single category, nothing to compare: level {levels}.",
        "Une seule catégorie, rien à comparer : niveau {levels}.",
    ),
    "levels_thin": (
        "Not scored, too few products per category or that deep: level {levels}.",
        "Pas de score, trop peu de produits par catégorie ou à cette profondeur : niveau {levels}.",
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
