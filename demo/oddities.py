"""What is wrong or unusual in the demo catalogue, as in any real one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from random import Random

from demo.departments import DEPARTMENTS
from demo.items import Item
from demo.phrases import FOREIGN

# Shares of the products; each occurs at least once, whatever the size.
PLANTED = 0.05
NO_PHOTO = 0.01
NO_BRAND = 0.04
NO_PRICE = 0.03
REPEATED = 0.02
FOREIGN_TEXT = 0.01
# Of the wrong listings, those on another shelf of the right department.
PLANTED_NEARBY = 0.1
# One photo each, see demo.photos.encode; all others are plain JPEG files.
FORMS = ("rotated", "png", "palette", "cutout", "grey", "cmyk")


@dataclass(frozen=True)
class Oddities:
    """Which products are out of the ordinary; all by their position, from 0.

    Attributes
    ----------
    listed : mapping of int to tuple of str
        Wrongly listed products, and the path they are listed under.
    copies : mapping of int to int
        Second listings, and the first listing of the same article, which comes before.
    no_photo, no_brand, no_price : frozenset of int
        What their sellers left out.
    foreign : mapping of int to str
        Descriptions in another script.
    forms : mapping of int to str
        Photos that are not plain JPEG files.
    """

    listed: Mapping[int, tuple[str, ...]]
    copies: Mapping[int, int]
    no_photo: frozenset[int]
    no_brand: frozenset[int]
    no_price: frozenset[int]
    foreign: Mapping[int, str]
    forms: Mapping[int, str]


def draw_oddities(items: list[Item], rng: Random) -> Oddities:
    """Choose the odd products.

    Parameters
    ----------
    items : list of Item
        The products, at least 30. Second listings are replaced, in place, by the article they list.
    rng : random.Random
        Source of the choices.

    Returns
    -------
    Oddities
        A wrongly listed product has its own text and photo, all there is to find it by.
    """
    count = len(items)

    def pick(share: float, among: Iterable[int]) -> list[int]:
        return rng.sample(sorted(among), max(1, round(share * count)))

    copies = {copy: rng.randrange(count // 2) for copy in pick(REPEATED, range(count // 2, count))}
    for copy, first in copies.items():
        items[copy] = replace(items[first], product_id=items[copy].product_id)
    rest = set(range(count)) - set(copies) - set(copies.values())
    planted = pick(PLANTED, rest)
    rest -= set(planted)
    no_photo = pick(NO_PHOTO, rest)
    rest -= set(no_photo)
    foreign = pick(FOREIGN_TEXT, rest)
    nearby = round(PLANTED_NEARBY * len(planted))
    return Oddities(
        listed={
            index: _wrong_path(items[index], rng, nearby=rank < nearby)
            for rank, index in enumerate(planted)
        },
        copies=copies,
        no_photo=frozenset(no_photo),
        no_brand=frozenset(pick(NO_BRAND, range(count))),
        no_price=frozenset(pick(NO_PRICE, range(count))),
        foreign={index: FOREIGN[rank % len(FOREIGN)] for rank, index in enumerate(foreign)},
        forms=dict(zip(rng.sample(sorted(rest), len(FORMS)), FORMS, strict=True)),
    )


def _wrong_path(item: Item, rng: Random, *, nearby: bool) -> tuple[str, ...]:
    """Choose a wrong place to list a product: in another department, or elsewhere in its own."""
    if nearby:
        own = [other for other in item.department.shelves if other.path[0] != item.shelf.path[0]]
        return (item.department.name, *rng.choice(own).path)
    department = rng.choice([other for other in DEPARTMENTS if other is not item.department])
    return (department.name, *rng.choice(department.shelves).path)
