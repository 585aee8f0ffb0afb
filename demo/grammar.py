"""Write a product's name and description by expanding a grammar."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from demo.departments import DEPARTMENTS
from demo.items import Item
from demo.phrases import ADJECTIVES, RULES, THEMES

_SYMBOL = re.compile(r"\[(\w+)\]")

# Shares of descriptions that say little, or nothing, about the product.
TERSE = 0.10
CHATTY = 0.05
# How often a fact is one of the department's (the rest are the shelf's own).
DEPARTMENT_FACTS = 0.43
# How often a rule that shares words across departments replaces one that does not.
SHARED_FACTS = 0.24


def product_name(item: Item, rng: random.Random) -> str:
    """Name a product; sellers order brand, adjective, noun and colour as they please.

    Parameters
    ----------
    item : Item
        The product.
    rng : random.Random
        Source of the choices.

    Returns
    -------
    str
        The name, never empty.
    """
    adjective = rng.choice(ADJECTIVES)
    model = f"{rng.choice('ABDEKLMRSTVX')}{rng.choice('AEIOTX')}{rng.randrange(10, 990)}"
    noun = item.noun.title() if rng.random() < 0.8 else item.noun
    colour = item.colour_name.title()
    forms = (
        f"{item.brand} {adjective} {noun}",
        f"{item.brand} {adjective} {noun} ({colour})",
        f"{item.brand} {model} {noun}",
        f"{noun} {adjective} by {item.brand}, {colour}",
        f"{item.brand} {colour} {noun} {model}",
        f"{item.brand} {adjective} {colour} {noun} - Pack of {rng.choice((2, 3, 4))}",
        f"{adjective} {noun} {model} {item.brand}",
    )
    return rng.choice(forms)


class _Deck:
    """Deal phrases without repeating one before all were dealt, as a person writes."""

    def __init__(self, phrases: tuple[str, ...], rng: random.Random) -> None:
        self._phrases = phrases
        self._rng = rng
        self._left: list[str] = []

    def deal(self) -> str:
        """Return the next phrase."""
        if not self._left:
            self._left = list(self._phrases)
            self._rng.shuffle(self._left)
        return self._left.pop()


def _symbols(item: Item, name: str, rng: random.Random) -> dict[str, Callable[[], str]]:
    """Return what each product-dependent symbol expands to."""
    shelf, department = item.shelf, item.department
    own, common = _Deck(shelf.facts, rng), _Deck(department.facts, rng)
    moments, people = _Deck(department.moments, rng), _Deck(department.people, rng)
    themes = {
        part: _Deck(tuple(text for key in shelf.themes for text in THEMES[key][part]), rng)
        for part in ("fact", "spec", "care")
    }

    def fact() -> str:
        chance = rng.random()
        if chance < SHARED_FACTS:
            return themes["fact"].deal()
        return common.deal() if chance < SHARED_FACTS + DEPARTMENT_FACTS else own.deal()

    def any_noun() -> str:
        # Keyword stuffing: mostly neighbours of the same department.
        place = department if rng.random() < 0.7 else rng.choice(DEPARTMENTS)
        return rng.choice(rng.choice(place.shelves).nouns)

    return {
        "title": lambda: name,
        "noun": lambda: item.noun if rng.random() < 0.6 else rng.choice(shelf.nouns),
        "anynoun": any_noun,
        "brand": lambda: item.brand,
        "colour": lambda: item.colour_name,
        "price": lambda: f"{item.price:.2f}",
        "fact": fact,
        "moment": moments.deal,
        "people": people.deal,
        "theme_fact": themes["fact"].deal,
        "theme_spec": themes["spec"].deal,
        "theme_care": themes["care"].deal,
    }


def description(item: Item, name: str, rng: random.Random) -> str:
    """Describe a product in a seller's words.

    Parameters
    ----------
    item : Item
        The product.
    name : str
        Its name, which sellers like to repeat.
    rng : random.Random
        Source of the choices.

    Returns
    -------
    str
        From a few words to a long paragraph.
    """
    special = _symbols(item, name, rng)

    def replace(match: re.Match[str]) -> str:
        symbol = match.group(1)
        lower = symbol.lower()
        text = special[lower]() if lower in special else expand(rng.choice(RULES[lower]))
        return text[0].upper() + text[1:] if symbol[0].isupper() else text

    def expand(template: str) -> str:
        return _SYMBOL.sub(replace, template)

    chance = rng.random()
    if chance < TERSE:
        start = "terse"
    elif chance < TERSE + CHATTY:
        start = "chatty"
    else:
        start = "description"
    text = expand(rng.choice(RULES[start]))
    # "Ideal ..., people love": a sentence may open with a phrase in lower case.
    return re.sub(r"(?<=[.!?] )[a-z]", lambda m: m.group().upper(), text)
