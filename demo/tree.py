"""How the demo shop is arranged: departments, their shelves, and what each is described with.

A shelf (:class:`Shelf`) is a leaf of the category tree. Its words come from three places, so that
texts overlap the way real ones do: its own ``facts``, its department's, and the ``themes`` it
shares with shelves of *other* departments (a lamp and a laptop both speak of watts and cables).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Shelf:
    """A leaf of the category tree.

    Attributes
    ----------
    path : tuple of str
        Category names below the department, 2 to 4 of them.
    drawing : str
        Name of the function in :mod:`demo.drawings` that draws its products.
    nouns : tuple of str
        What a seller calls one product.
    facts : tuple of str
        Noun phrases that only this shelf's products boast of.
    themes : tuple of str
        Keys of :data:`demo.phrases.THEMES`.
    prices : tuple of int
        Lowest and highest usual price.
    share : float
        How many products it holds, relative to the others.
    """

    path: tuple[str, ...]
    drawing: str
    nouns: tuple[str, ...]
    facts: tuple[str, ...]
    themes: tuple[str, ...]
    prices: tuple[int, int]
    share: float = 1.0


@dataclass(frozen=True)
class Department:
    """A top category: its shelves, and what all of them have in common.

    Attributes
    ----------
    name : str
        The top category.
    facts : tuple of str
        Noun phrases any of its products may boast of.
    moments : tuple of str
        When or where its products are used.
    people : tuple of str
        Whom its products are for.
    scene : str
        The background its photographer prefers, a key of :data:`demo.scenes.SCENES`.
    shelves : tuple of Shelf
        Its leaves.
    """

    name: str
    facts: tuple[str, ...]
    moments: tuple[str, ...]
    people: tuple[str, ...]
    scene: str
    shelves: tuple[Shelf, ...]


def words(text: str) -> tuple[str, ...]:
    """Split a comma-separated table cell.

    Examples
    --------
    >>> words("a mug, a cup")
    ('a mug', 'a cup')
    """
    return tuple(part.strip() for part in text.split(","))


def shelf(
    path: str,
    drawing: str,
    nouns: str,
    facts: str,
    themes: str,
    prices: tuple[int, int],
    share: float = 1.0,
) -> Shelf:
    """Build a shelf from a row of a department's table: its cells hold comma-separated words.

    Examples
    --------
    >>> shelf("Tea > Cups", "mug", "cup", "a handle", "ceramic", (5, 9)).path
    ('Tea', 'Cups')
    """
    levels = tuple(path.split(" > "))
    return Shelf(levels, drawing, words(nouns), words(facts), words(themes), prices, share)
