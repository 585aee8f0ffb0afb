"""What the server answers where it cannot serve, and why it refuses to start."""

from dashboard.messages import Message

MESSAGES: dict[str, Message] = {
    "server.400": Message(
        "Cette demande n’est pas de celles que la page envoie.",
        "This request is none that the page sends.",
    ),
    "server.401": Message(
        "Identifiez-vous pour ouvrir ce tableau de bord.", "Sign in to open this dashboard."
    ),
    "server.403": Message(
        "L’accès passe par le portail de l’entreprise : ouvrez le tableau de bord par son adresse.",
        "Access goes through the company’s portal: open the dashboard by its address.",
    ),
    "server.404": Message("Rien à cette adresse.", "Nothing at this address."),
    "server.413": Message(
        "Cette demande est trop grande ({most} octets au plus).",
        "This request is too large ({most} bytes at most).",
    ),
    "server.429": Message(
        "Trop d’essais refusés depuis cette adresse : réessayez dans {seconds} s.",
        "Too many refused attempts from this address: try again in {seconds} s.",
    ),
    "server.500": Message(
        "Une erreur est survenue ; sa référence est {reference}.",
        "An error occurred; its reference is {reference}.",
    ),
    "server.503": Message(
        "La base a mis plus de {seconds} s à répondre : la demande est abandonnée. "
        "Réduisez le filtre, ou réessayez.",
        "The database took more than {seconds} s to answer: the request was dropped. "
        "Narrow the filter, or try again.",
    ),
    "copied.server": Message(
        "La demande n’a pas abouti. {sentence}", "The request did not succeed. {sentence}"
    ),
    "copied.unreachable": Message(
        "Le serveur ne répond pas : ce qui est affiché date d’avant.",
        "The server does not answer: what is shown is from before.",
    ),
    "settings.temporary": Message(
        "Aucun dossier de fichiers temporaires n’est accessible en écriture : montez un tmpfs sur "
        "/dev/shm ou sur /tmp, ou indiquez un dossier dans TMPDIR.",
        "No folder for temporary files can be written: mount a tmpfs at /dev/shm or at /tmp, or "
        "name a folder in TMPDIR.",
    ),
    "fetch.file": Message(
        "{path} est un fichier et non un lien : la base de CATALOG_URL ne le remplace pas. "
        "Déplacez-le, ou changez CATALOG_DATABASE.",
        "{path} is a file, not a link: the database of CATALOG_URL does not replace it. "
        "Move it, or change CATALOG_DATABASE.",
    ),
    "fetch.checksum": Message(
        "Le fichier de CATALOG_URL n’a pas l’empreinte CATALOG_SHA256 (trouvée : {found}) : "
        "il est refusé, rien n’est changé.",
        "The file of CATALOG_URL does not have the checksum CATALOG_SHA256 (found: {found}): "
        "it is refused, nothing is changed.",
    ),
    "fetch.size": Message(
        "Le fichier de CATALOG_URL dépasse {most} octets : il est refusé (CATALOG_MAX_BYTES).",
        "The file of CATALOG_URL is larger than {most} bytes: it is refused (CATALOG_MAX_BYTES).",
    ),
    "fetch.time": Message(
        "Le fichier de CATALOG_URL n’est pas venu en {seconds} s : abandon (CATALOG_SECONDS).",
        "The file of CATALOG_URL did not come within {seconds} s: given up (CATALOG_SECONDS).",
    ),
    "fetch.failed": Message(
        "Le fichier de CATALOG_URL n’a pas pu être obtenu ({detail}) : vérifiez l’adresse et "
        "l’accès au réseau.",
        "The file of CATALOG_URL could not be fetched ({detail}): check the address and the "
        "access to the network.",
    ),
    "fetch.write": Message(
        "La base ne peut pas être écrite dans {path} : {detail}.",
        "The database cannot be written in {path}: {detail}.",
    ),
    "password.first": Message("Mot de passe : ", "Password: "),
    "password.again": Message("Le même, encore une fois : ", "The same, once more: "),
    "password.differ": Message(
        "Les deux ne sont pas les mêmes : rien n’a été fait.",
        "The two are not the same: nothing was done.",
    ),
    "password.short": Message(
        "Un mot de passe a au moins {n} caractères.", "A password has at least {n} characters."
    ),
    "password.arguments": Message(
        "Aucun argument : le mot de passe est demandé au terminal, ou lu sur l’entrée standard.",
        "No argument: the password is asked for at the terminal, or read from standard input.",
    ),
}
