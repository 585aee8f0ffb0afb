"""Choose the demo shop's products: how many on each shelf, and what sets each apart."""

from __future__ import annotations

from random import Random

from demo.canvas import Colour
from demo.chance import chance
from demo.departments import BRANDS, DEPARTMENTS
from demo.items import Item
from demo.tree import Department, Shelf

COLOURS: dict[str, Colour] = {
    "beige": (214, 194, 164),
    "black": (48, 48, 54),
    "blue": (56, 104, 186),
    "brown": (126, 86, 58),
    "burgundy": (128, 36, 56),
    "coral": (238, 120, 100),
    "green": (76, 148, 88),
    "grey": (142, 146, 150),
    "lilac": (178, 154, 208),
    "mint": (150, 208, 182),
    "mustard": (214, 168, 58),
    "navy": (40, 54, 98),
    "olive": (128, 132, 70),
    "orange": (232, 136, 48),
    "pink": (236, 148, 172),
    "purple": (118, 72, 148),
    "red": (200, 52, 50),
    "sky blue": (122, 182, 222),
    "teal": (40, 130, 136),
    "white": (242, 240, 234),
    "yellow": (244, 208, 76),
}


def product_id(rng: Random) -> str:
    """Draw an opaque identifier: 32 hexadecimal digits."""
    return f"{rng.getrandbits(128):032x}"


def draw_items(count: int, seed: int, rng: Random) -> list[Item]:
    """Choose the products: every shelf has its share, and the order is shuffled.

    Parameters
    ----------
    count : int
        How many products.
    seed : int
        The catalogue's seed.
    rng : random.Random
        Source of the choices that concern them all.

    Returns
    -------
    list of Item
        Of length ``count``.
    """
    # Departments are unequal, and not in the same way for every seed.
    sizes = {department.name: rng.uniform(0.8, 1.25) for department in DEPARTMENTS}
    places: list[tuple[Department, Shelf]] = []
    shares: list[float] = []
    for department in DEPARTMENTS:
        total = sum(shelf.share for shelf in department.shelves)
        for shelf in department.shelves:
            places.append((department, shelf))
            shares.append(sizes[department.name] * shelf.share / total)
    # Systematic sampling: evenly spaced marks on the line of cumulated shares, so that a shelf's
    # count is its share rounded up or down, and no shelf is empty by bad luck.
    step = sum(shares) / count
    mark, end = rng.random() * step, 0.0
    chosen: list[tuple[Department, Shelf]] = []
    for place, share in zip(places, shares, strict=True):
        end += share
        while mark < end and len(chosen) < count:
            chosen.append(place)
            mark += step
    # Rounding may leave the last mark a hair beyond the end.
    chosen += places[-1:] * (count - len(chosen))
    rng.shuffle(chosen)
    return [
        _draw_item(department, shelf, chance(f"item {seed} {index}"))
        for index, (department, shelf) in enumerate(chosen)
    ]


def _draw_item(department: Department, shelf: Shelf, rng: Random) -> Item:
    """Choose what sets a product apart from the others on its shelf."""
    colour = rng.choice(list(COLOURS))
    low, high = shelf.prices
    return Item(
        product_id=product_id(rng),
        department=department,
        shelf=shelf,
        noun=rng.choice(shelf.nouns),
        brand=rng.choice([name for name, sells in BRANDS.items() if department in sells]),
        colour_name=colour,
        colour=COLOURS[colour],
        # Most things are cheap, a few are dear.
        price=round(low * (high / low) ** rng.random() - 0.01, 2),
    )
