"""What a verdict says, in French and in English, and how its numbers are written."""

from collections.abc import Mapping
from datetime import datetime
from math import ceil, floor
from typing import NamedTuple

from verdict.evidence import ONE_CATEGORY, Path
from verdict.rules import (
    ABOVE_CHANCE,
    ASSIST,
    AUTOMATE,
    BRANDS,
    FAILS,
    FIRST,
    HOLDS,
    NOT_FEASIBLE,
    PRECISION,
    UNDECIDED,
    Reason,
    Verdict,
)
from verdict.savings import Estimate

LANGUAGES = ("fr", "en")
MONTHS = (
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "January February March April May June July August September October November December",
)
THIN, MINUS, TO, DASH = "\u202f", "\u2212", "\u2013", "\u2014"


class Message(NamedTuple):
    """One text in both languages."""

    fr: str
    en: str


def say(key: str, language: str, **values: object) -> str:
    """Return a message in a language.

    Examples
    --------
    >>> say("outcome.assist", "fr")
    'Assister'
    """
    return str(getattr(MESSAGES[key], language)).format(**values)


def count(name: str, n: int, language: str) -> str:
    """Write how many there are: in French 0 is singular too.

    Examples
    --------
    >>> count("categories", 1, "fr"), count("categories", 0, "en"), count("brands", 2, "fr")
    ('1 catégorie', '0 categories', '2 marques')
    """
    is_one = n < 2 if language == "fr" else n == 1
    return say(f"count.{name}.one" if is_one else f"count.{name}", language, n=number(n, language))


def number(value: float, language: str, decimals: int = 0) -> str:
    """Write a number as the language does; a dash where there is none.

    Examples
    --------
    >>> number(1234.5, "en"), number(-0.5, "fr", 1), number(float("nan"), "en")
    ('1,234', '\u22120,5', '\u2014')
    """
    if value != value:  # NaN alone differs from itself
        return DASH
    rounded = round(value, decimals) + 0.0
    digits = f"{abs(rounded):,.{decimals}f}"
    if language == "fr":
        digits = digits.replace(",", THIN).replace(".", ",")
    return (MINUS if rounded < 0 else "") + digits


def percent(share: float, language: str) -> str:
    """Write a share of 1 as a whole percentage.

    Examples
    --------
    >>> percent(0.256, "en"), percent(0.5, "fr")
    ('26%', '50\u202f%')
    """
    if share != share:
        return DASH
    return f"{number(share * 100, language)}{THIN if language == 'fr' else ''}%"


def at_least(share: float, language: str) -> str:
    """Write a lower end, rounded down: a promise is never rounded up.

    Examples
    --------
    >>> at_least(0.9499, "en")
    '94%'
    """
    return percent(floor(share * 100 + 1e-9) / 100, language)


def at_most(share: float | None, language: str) -> str:
    """Write an upper end, rounded up; a dash where there is none.

    Examples
    --------
    >>> at_most(0.4401, "en"), at_most(None, "en")
    ('45%', '\u2014')
    """
    return DASH if share is None else percent(ceil(share * 100 - 1e-9) / 100, language)


def between(low: float, high: float, language: str, decimals: int = 0) -> str:
    """Write an interval.

    Examples
    --------
    >>> between(0.6, 0.68, "en", 2)
    '[0.60 \u2013 0.68]'
    """
    return f"[{number(low, language, decimals)} {TO} {number(high, language, decimals)}]"


def share_between(low: float, high: float, language: str) -> str:
    """Write an interval of shares as percentages, rounded outwards.

    Examples
    --------
    >>> share_between(0.606, 0.68, "en")
    '[60 \u2013 68%]'
    """
    outer = ceil(high * 100 - 1e-9) / 100
    return f"[{number(floor(low * 100 + 1e-9), language)} {TO} {percent(outer, language)}]"


def day(stamp: str, language: str) -> str:
    """Write the day of a timestamp; one that is none stands as it is.

    Examples
    --------
    >>> day("2026-11-01T10:00:00+00:00", "fr"), day("2026-11-22", "en"), day("?", "en")
    ('1er novembre 2026', '22 November 2026', '?')
    """
    try:
        moment = datetime.fromisoformat(stamp)
    except ValueError:
        return stamp
    month = MONTHS[LANGUAGES.index(language)].split()[moment.month - 1]
    first = language == "fr" and moment.day == 1
    return f"{'1er' if first else moment.day} {month} {moment.year}"


def estimate(value: Estimate, language: str, decimals: int = 0) -> str:
    """Write an estimate with its interval, where it has one."""
    if value.low == value.high:
        return number(value.value, language, decimals)
    shown = between(value.low, value.high, language, decimals)
    return f"{number(value.value, language, decimals)} {shown}"


def found(reason: Reason, language: str) -> str:
    """Write what a rule found: its interval, or the value of one that has none."""
    if reason.high is None:
        return f"{number(reason.found, language, 3)} ({say('interval.none', language)})"
    if reason.rule == ABOVE_CHANCE:
        return between(reason.found, reason.high, language, 3)
    return share_between(reason.found, reason.high, language)


def asked(reason: Reason, language: str) -> str:
    """Write what a rule asked for."""
    if reason.rule == ABOVE_CHANCE:
        return number(reason.asked, language, 3)
    return percent(reason.asked, language)


def why(verdict: Verdict, language: str) -> str:
    """Say in a sentence or two what the outcome rests on."""
    evidence, operating, deciding = verdict.evidence, verdict.operating, verdict.deciding
    if evidence.strict is None or operating is None or deciding is None:
        products = count("products", evidence.n, language)
        return say(f"why.missing.{evidence.missing}", language, products=products)
    values = {
        "found": found(deciding, language),
        "low": at_least(deciding.found, language),
        "high": at_most(deciding.high, language),
        "asked": asked(deciding, language),
        "first": percent(evidence.strict.first_right, language),
        "coverage": percent(operating.coverage, language),
        "precision": at_least(operating.precision_interval.low, language),
    }
    if verdict.outcome == AUTOMATE:
        return say("why.automate", language, **values)
    rule = deciding.rule
    if rule == PRECISION and operating.threshold is None:
        rule = "threshold"
    parts = []
    if rule not in (ABOVE_CHANCE, FIRST):
        lead = "helps" if verdict.assistance == HOLDS else "fails"
        parts.append(say(f"why.lead.{lead}", language, **values))
    parts.append(say(f"why.{rule}.{deciding.state}", language, **values))
    if deciding.state == UNDECIDED:
        parts.append(lacking(verdict, language))
    return " ".join(parts)


def lacking(verdict: Verdict, language: str) -> str:
    """Say what there is, and what it would take to decide."""
    evidence = verdict.evidence
    products = count("products", evidence.n, language)
    if verdict.lacks != BRANDS:
        return say("lacks.products", language, products=products)
    brands = count("brands", evidence.n_brands, language)
    return say("lacks.brands", language, products=products, brands=brands)


def outcome(verdict: Verdict, language: str) -> str:
    """Name the outcome; of a single category, there is nothing to decide."""
    return say(f"outcome.{_kind(verdict)}", language)


def meaning(verdict: Verdict, language: str) -> str:
    """Say in a sentence what the outcome means for the work."""
    return say(f"meaning.{_kind(verdict)}", language)


def based_on(verdict: Verdict, language: str) -> str:
    """Name the space that the best verdict of a level rests on, where it rests on one."""
    if not verdict.reasons:
        return ""
    return say("report.best", language, space=space_name(verdict.evidence.space, language))


def _kind(verdict: Verdict) -> str:
    return "nothing" if verdict.evidence.missing == ONE_CATEGORY else verdict.outcome


def space_name(space: str, language: str) -> str:
    """Name a space as the dashboard does."""
    return say(f"space.{space}", language)


def branch_name(path: Path) -> str:
    """Write a path of categories."""
    return " \u203a ".join(path)


MESSAGES: Mapping[str, Message] = {
    "space.text": Message("Texte", "Text"),
    "space.image": Message("Image", "Image"),
    "space.fused": Message("Texte + image", "Text + image"),
    f"outcome.{AUTOMATE}": Message("Automatiser", "Automate"),
    f"outcome.{ASSIST}": Message("Assister", "Assist"),
    f"outcome.{NOT_FEASIBLE}": Message("Pas faisable", "Not feasible"),
    f"outcome.{UNDECIDED}": Message("Données insuffisantes", "Not enough data"),
    "outcome.nothing": Message("Rien à décider", "Nothing to decide"),
    "meaning.nothing": Message(
        "Avec une seule catégorie, il n’y a pas de choix à automatiser.",
        "With a single category, there is no choice to automate.",
    ),
    "meaning.automate": Message(
        "Les propositions sûres sont acceptées sans relecture, le reste va à une personne.",
        "Sure suggestions are accepted without a look, the rest goes to a person.",
    ),
    "meaning.assist": Message(
        "Une catégorie est proposée pour chaque produit, une personne la confirme.",
        "A category is proposed for each product, a person confirms it.",
    ),
    "meaning.not_feasible": Message(
        "Les propositions n’aident pas : la catégorie reste choisie à la main.",
        "The suggestions do not help: the category is still chosen by hand.",
    ),
    "meaning.undecided": Message(
        "Ces produits ne permettent pas de conclure, ni pour ni contre.",
        "These products do not settle it, one way or the other.",
    ),
    "why.automate": Message(
        "{coverage} des produits peuvent être acceptés sans relecture, avec au moins {precision} de catégories justes parmi eux.",
        "{coverage} of the products can be accepted without review, with at least {precision} right among them.",
    ),
    "why.lead.helps": Message(
        "La première proposition est juste pour {first} des produits : elle aide une personne.",
        "The first suggestion is right for {first} of the products, so it helps a person.",
    ),
    "why.lead.fails": Message(
        "La première proposition est juste pour {first} des produits : trop peu pour aider une personne.",
        "The first suggestion is right for {first} of the products, too few to help a person.",
    ),
    "why.precision.fails": Message(
        "Sans relecture, l’objectif n’est pas atteint : parmi les {coverage} de produits les plus sûrs, {high} au plus seraient justes, pour un objectif de {asked}.",
        "Without review the target is missed: among the surest {coverage} of the products, at most {high} would be right, and the target is {asked}.",
    ),
    "why.precision.undecided": Message(
        "Sans relecture, on ne peut pas encore trancher : parmi les {coverage} de produits les plus sûrs, de {low} à {high} sont justes compte tenu de la marge d’erreur, pour un objectif de {asked}.",
        "Without review it is still undecided: among the surest {coverage} of the products, {low} to {high} are right allowing for error, and the target is {asked}.",
    ),
    "why.threshold.undecided": Message(
        "Sans relecture, on ne peut pas encore trancher : ces produits ne permettent pas de fixer un seuil d’acceptation.",
        "Without review it is still undecided: no acceptance threshold can be set on these products.",
    ),
    "why.coverage.fails": Message(
        "Sans relecture, l’objectif n’est pas atteint : {high} des produits au plus pourraient être acceptés, pour un objectif de {asked}.",
        "Without review the target is missed: at most {high} of the products could be accepted, and the target is {asked}.",
    ),
    "why.coverage.undecided": Message(
        "Sans relecture, on ne peut pas encore trancher : de {low} à {high} des produits pourraient être acceptés compte tenu de la marge d’erreur, pour un objectif de {asked}.",
        "Without review it is still undecided: {low} to {high} of the products could be accepted allowing for error, and the target is {asked}.",
    ),
    "why.chance.fails": Message(
        "Les groupes ne recoupent pas mieux les catégories qu’un tirage au hasard : ARI {found}, le hasard atteint {asked}.",
        "The clusters match the categories no better than chance: ARI {found}, chance reaches {asked}.",
    ),
    "why.chance.undecided": Message(
        "Rien n’établit encore que les groupes recoupent les catégories mieux qu’un tirage au hasard : ARI {found}, le hasard atteint {asked}.",
        "It is not established that the clusters match the categories better than chance: ARI {found}, chance reaches {asked}.",
    ),
    "why.first.undecided": Message(
        "La première proposition est juste pour {first} des produits, mais de {low} à {high} compte tenu de la marge d’erreur : impossible de dire si l’objectif de {asked} est atteint.",
        "The first suggestion is right for {first} of the products, but {low} to {high} allowing for error: whether the target of {asked} is met cannot be told.",
    ),
    "why.first.fails": Message(
        "La première proposition n’est juste que pour {first} des produits, {high} au plus, pour un objectif de {asked}.",
        "The first suggestion is right for only {first} of the products, at most {high}, and the target is {asked}.",
    ),
    "lacks.products": Message(
        "Il y a {products} : il en faudrait davantage pour trancher.",
        "There are {products}: more are needed to decide.",
    ),
    "lacks.brands": Message(
        "Il y a {products} de {brands} : il faudrait d’autres marques pour trancher.",
        "There are {products} of {brands}: more brands are needed to decide.",
    ),
    "why.missing.products": Message(
        "{products} seulement : il en faut au moins 30.", "Only {products}: at least 30 are needed."
    ),
    "why.missing.categories": Message(
        "Une seule catégorie à ce niveau ({products}).",
        "A single category at this level ({products}).",
    ),
    "why.missing.brands": Message(
        "Une seule marque ({products}) : pour savoir ce que vaut une proposition pour une marque nouvelle, il en faut d’autres.",
        "A single brand ({products}): to know what a suggestion is worth for a new brand, others are needed.",
    ),
    "why.missing.suggestions": Message(
        "Pas de groupes ou pas de propositions ({products}).",
        "No clusters or no suggestions ({products}).",
    ),
    "count.products": Message("{n} produits", "{n} products"),
    "count.products.one": Message("{n} produit", "{n} product"),
    "count.brands": Message("{n} marques", "{n} brands"),
    "count.brands.one": Message("{n} marque", "{n} brand"),
    "count.categories": Message("{n} catégories", "{n} categories"),
    "count.categories.one": Message("{n} catégorie", "{n} category"),
    "interval.none": Message("pas d’intervalle", "no interval"),
    "rule.chance": Message(
        "Les groupes s’accordent aux catégories mieux que le hasard (ARI)",
        "Clusters agree with the categories better than chance (ARI)",
    ),
    "rule.precision": Message(
        "Catégories justes parmi les acceptées sans relecture",
        "Right categories among those accepted without a look",
    ),
    "rule.coverage": Message(
        "Part des produits acceptés sans relecture", "Share of products accepted without a look"
    ),
    "rule.first": Message("Première proposition juste", "First suggestion right"),
    f"state.{HOLDS}": Message("atteint", "met"),
    f"state.{FAILS}": Message("non atteint", "not met"),
    f"state.{UNDECIDED}": Message("indécis", "undecided"),
    # The report
    "report.title": Message(
        "Peut-on automatiser la catégorie des produits ?",
        "Can the category of products be automated?",
    ),
    "report.about": Message(
        "Catalogue {name}, {n} produits, base du {day}. {scope}",
        "Catalogue {name}, {n} products, built {day}. {scope}",
    ),
    "report.scope.all": Message("Tout le catalogue.", "The whole catalogue."),
    "report.scope.some": Message(
        "Filtre : {branches} ({n} produits).", "Filter: {branches} ({n} products)."
    ),
    "report.level": Message("Niveau {level}", "Level {level}"),
    "report.verdicts": Message("Verdict par niveau et par espace", "Verdict by level and space"),
    "report.best": Message("D’après {space}.", "By {space}."),
    "report.column.level": Message("Niveau", "Level"),
    "report.column.space": Message("Espace", "Space"),
    "report.column.verdict": Message("Verdict", "Verdict"),
    "report.column.why": Message("Pourquoi", "Why"),
    "report.column.rule": Message("Règle", "Rule"),
    "report.column.found": Message("Mesuré (intervalle à 95\u202f%)", "Measured (95% interval)"),
    "report.column.asked": Message("Objectif", "Target"),
    "report.column.holds": Message("Résultat", "Result"),
    "report.column.way": Message("Façon de travailler", "Way to work"),
    "report.column.hours": Message("Heures gagnées par mois", "Hours saved a month"),
    "report.column.money": Message("Économie par mois", "Money saved a month"),
    "report.column.errors": Message(
        "Erreurs laissées passer par mois", "Errors let through a month"
    ),
    "report.column.branch": Message("Catégorie proposée", "Category proposed"),
    "report.column.n": Message("Produits", "Products"),
    "report.column.first": Message("Première proposition juste", "First suggestion right"),
    "report.column.coverage": Message("Acceptés sans relecture", "Accepted without a look"),
    "report.column.precision": Message("Justes parmi eux", "Right among them"),
    "report.column.interval": Message("Intervalle à 95\u202f%", "95% interval"),
    "report.column.chance": Message("Hasard", "Chance"),
    "report.column.seeds": Message("Graines", "Seeds"),
    "report.column.strict": Message("Règle stricte : justes", "Strict rule: right"),
    "report.column.plain": Message("Règle simple : justes", "Plain rule: right"),
    "report.savings": Message("Ce que cela ferait gagner", "What it would save"),
    "report.savings.how": Message(
        "Pour {products} produits par mois, {minutes} min par produit à la main, {check} min pour "
        "vérifier une proposition, {cost} de l’heure. Entre crochets, l’intervalle à 95 %. "
        "Une personne qui confirme est supposée voir chaque erreur.",
        "For {products} products a month, {minutes} min a product by hand, {check} min to check a "
        "suggestion, {cost} an hour. In brackets, the 95% interval. A person who confirms is "
        "supposed to see every error.",
    ),
    "report.way.automatic": Message(
        "Acceptation sans relecture au-dessus du seuil",
        "Acceptance without a look above the threshold",
    ),
    "report.way.assisted": Message(
        "Proposition confirmée par une personne", "Suggestion confirmed by a person"
    ),
    "report.way.advised": Message("conseillé", "recommended"),
    "report.way.possible": Message("envisageable", "possible"),
    "report.way.not_advised": Message("déconseillé", "not recommended"),
    f"report.way.{UNDECIDED}": Message("indécis", "undecided"),
    "report.hours": Message("{hours} h", "{hours} h"),
    "report.curve": Message(
        "{space}, niveau {level} : plus on accepte, moins c’est juste",
        "{space}, level {level}: the more is accepted, the less is right",
    ),
    "report.curve.how": Message(
        "Vers la droite, on accepte plus de produits sans relecture ; vers le haut, ils sont plus "
        "souvent justes. Le point est le seuil retenu, mesuré sur des marques qui ne l’ont pas "
        "choisi ; le rectangle est son intervalle à 95 %.",
        "To the right, more products are accepted without a look; upwards, more of them are right. "
        "The point is the threshold used, measured on brands that did not choose it; the rectangle "
        "is its 95% interval.",
    ),
    "report.curve.x": Message(
        "Produits acceptés sans relecture", "Products accepted without a look"
    ),
    "report.curve.y": Message("Catégories justes parmi eux", "Right categories among them"),
    "report.curve.target": Message("Demandé : {asked}", "Asked: {asked}"),
    "report.curve.strict": Message("règle stricte", "strict rule"),
    "report.curve.plain": Message("règle simple", "plain rule"),
    "report.curve.point": Message(
        "Seuil {threshold} : {coverage} {coverage_interval} acceptés, {precision} "
        "{precision_interval} justes.",
        "Threshold {threshold}: {coverage} {coverage_interval} accepted, {precision} "
        "{precision_interval} right.",
    ),
    "report.curve.no_point": Message(
        "Aucun seuil n’atteint la précision visée sur assez de produits.",
        "No threshold reaches the precision aimed at on enough products.",
    ),
    "report.agreement": Message(
        "Accord des groupes avec les catégories (ARI)",
        "Agreement of the clusters with the categories (ARI)",
    ),
    "report.agreement.how": Message(
        "1 : les groupes sont les catégories ; 0 : le hasard. La barre donne la valeur, le trait "
        "fin l’intervalle à 95 % (tirage des produits, groupes fixés), le tireté ce que le hasard "
        "ne dépasse que 2,5 fois sur 100. Barre creuse : pas d’intervalle fiable, trop peu de désaccords ou de produits "
        "par catégorie. Graines : moyenne ± écart type de dix départs.",
        "1: the clusters are the categories; 0: chance. The bar is the value, the thin line the "
        "95% interval (sampling of products, clusters held fixed), the dash what chance exceeds "
        "only 2.5 times in 100. Hollow bar: no reliable interval, too few disagreements or products per category. "
        "Seeds: mean ± standard deviation of ten starts.",
    ),
    "report.branches": Message(
        "Par quelles catégories commencer", "Which categories to start with"
    ),
    "report.branches.how": Message(
        "Niveau {level}, {space} : ce qui est proposé pour chaque catégorie, les plus sûres "
        "d’abord (borne basse des justes parmi les acceptés). Au moins 10 produits. Le seuil a vu "
        "ces produits : à confirmer par un essai.",
        "Level {level}, {space}: what is proposed for each category, the surest first (lower end "
        "of those right among the accepted). At least 10 products. The threshold has seen these "
        "products: to be confirmed by a trial.",
    ),
    "report.branches.none": Message(
        "Aucune catégorie n’a 10 propositions.", "No category has 10 suggestions."
    ),
    "report.evidence": Message("Les règles et leurs preuves", "The rules and their evidence"),
    "report.evidence.how": Message(
        "Une règle est atteinte si tout l’intervalle atteint l’objectif, non atteinte s’il reste en dessous, indécise s’il le contient. "
        "Automatiser : les trois premières sont atteintes. Assister : la première et la dernière. Pas faisable : ni l’un ni l’autre "
        "ne peut l’être. Sinon, les données ne suffisent pas.",
        "A rule is met where the whole interval reaches the target, not met where all of it is below, undecided where it holds the target. "
        "Automate: the first three are met. Assist: the first and the last are. Not feasible: neither can be. "
        "Otherwise there is not enough data.",
    ),
    "report.see.agreement": Message("voir l’accord", "see the agreement"),
    "report.see.curve": Message("voir la courbe", "see the curve"),
    "report.see.suggestions": Message("voir les propositions", "see the suggestions"),
    "report.method": Message("Comment c’est mesuré", "How it is measured"),
    "report.method.study": Message(
        "C’est une étude de faisabilité : aucun classifieur n’a été entraîné. Une proposition est "
        "le vote des produits les plus proches ; un classifieur entraîné pourrait faire mieux ; cela reste à mesurer.",
        "This is a feasibility study: no classifier was trained. A suggestion is the vote of the "
        "nearest products; a trained classifier might do better, which remains to be measured.",
    ),
    "report.method.strict": Message(
        "Règle stricte : les quasi-doublons et les produits de la même marque ne votent pas, comme "
        "pour une marque nouvelle. Règle simple : tous votent. Le verdict suit la stricte.",
        "Strict rule: near-duplicates and products of the same brand do not vote, as for a new "
        "brand. Plain rule: all vote. The verdict follows the strict one.",
    ),
    "report.method.halves": Message(
        "Le seuil est choisi sur la moitié des marques et mesuré sur l’autre, 200 fois ; les "
        "intervalles viennent de marques tirées avec remise. Une catégorie mal renseignée dans le "
        "catalogue compte comme une erreur de la proposition.",
        "The threshold is chosen on half of the brands and measured on the other, 200 times; the "
        "intervals come from brands drawn with replacement. A category that is wrong in the "
        "catalogue counts as an error of the suggestion.",
    ),
    "report.method.margin": Message(
        "Pour tenir une promesse, le seuil peut viser plus haut qu’elle. Le meilleur des trois "
        "espaces est mis en avant : cela flatte un peu.",
        "To keep a promise, the threshold may aim above it. The best of the three spaces is put "
        "forward, which flatters a little.",
    ),
    "report.table": Message("Les mêmes chiffres en tableau", "The same figures as a table"),
}
