"""The demo catalogue: a small shop, invented and drawn by this package, the same for everybody.

A fresh machine may have no network and no catalogue at hand. This one holds what real catalogues
hold (wrong categories, missing photos, prices and brands, the same article listed twice, several
scripts), and, unlike a real one, the truth about it.

Examples
--------
>>> from pathlib import Path
>>> from tempfile import mkdtemp
>>> folder = Path(mkdtemp())
>>> write_demo(folder, products=30)
>>> sorted(path.name for path in folder.iterdir())
['images', 'products.csv', 'truth.csv']
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from pathlib import Path
from random import Random

from etl.demo.canvas import Colour
from etl.demo.chance import chance
from etl.demo.grammar import description, product_name
from etl.demo.items import Item
from etl.demo.photos import encode, take_photo
from etl.demo.phrases import FOREIGN
from etl.demo.tree import BRANDS, DEPARTMENTS, Department, Shelf

__all__ = ["write_demo"]

SEPARATOR = " >> "
COLUMNS = (
    "uniq_id", "product_name", "product_category_tree", "retail_price", "discounted_price", "image",
    "description", "brand",
)  # fmt: skip
TRUTH_COLUMNS = ("product_id", "true_path", "listed_path", "planted_error")

# Shares of the products; each occurs at least once, whatever the size.
PLANTED = 0.05
MISSING_PHOTO = 0.01
MISSING_BRAND = 0.04
MISSING_PRICE = 0.03
REPEATED = 0.02
FOREIGN_TEXT = 0.01
# Most wrong listings are in another department; the others on another shelf of the same one.
PLANTED_ELSEWHERE = 0.9
# How many of the trees end with the product's own name, as some shops' exports do.
OWN_NAME = 0.35

COLOURS: dict[str, Colour] = {
    "red": (200, 52, 50),
    "burgundy": (128, 36, 56),
    "coral": (238, 120, 100),
    "orange": (232, 136, 48),
    "mustard": (214, 168, 58),
    "yellow": (244, 208, 76),
    "olive": (128, 132, 70),
    "green": (76, 148, 88),
    "mint": (150, 208, 182),
    "teal": (40, 130, 136),
    "sky blue": (122, 182, 222),
    "blue": (56, 104, 186),
    "navy": (40, 54, 98),
    "lilac": (178, 154, 208),
    "purple": (118, 72, 148),
    "pink": (236, 148, 172),
    "beige": (214, 194, 164),
    "brown": (126, 86, 58),
    "white": (242, 240, 234),
    "grey": (142, 146, 150),
    "black": (48, 48, 54),
}


def _draw_items(count: int, seed: int, rng: Random) -> list[Item]:
    """Choose the products: every shelf has its share, rounded, and the order is shuffled."""
    places = [(department, shelf) for department in DEPARTMENTS for shelf in department.shelves]
    # Departments are unequal too, and not in the same way for every seed.
    sizes = {department.name: rng.uniform(0.8, 1.25) for department in DEPARTMENTS}
    shares = []
    for department, shelf in places:
        total = sum(other.share for other in department.shelves)
        shares.append(sizes[department.name] * shelf.share / total)
    step, start = sum(shares) / count, rng.random()
    chosen: list[tuple[Department, Shelf]] = []
    reached = 0.0
    for place, share in zip(places, shares, strict=True):
        reached += share
        while len(chosen) < count and (len(chosen) + start) * step < reached:
            chosen.append(place)
    chosen += places[-1:] * (count - len(chosen))
    rng.shuffle(chosen)
    return [
        _draw_item(department, shelf, chance(f"item {seed} {index}"))
        for index, (department, shelf) in enumerate(chosen)
    ]


def _draw_item(department: Department, shelf: Shelf, rng: Random) -> Item:
    """Choose what distinguishes a product from the others on its shelf."""
    brands = [name for name, sells in BRANDS.items() if department in sells]
    colour = rng.choice(sorted(COLOURS))
    low, high = shelf.prices
    return Item(
        product_id=f"{rng.getrandbits(128):032x}",
        department=department,
        shelf=shelf,
        noun=rng.choice(shelf.nouns),
        brand=rng.choice(brands),
        colour_name=colour,
        colour=COLOURS[colour],
        # Most things are cheap, a few are dear.
        price=round(low * (high / low) ** rng.random() - 0.01, 2),
    )


def _pick(count: int, share: float, among: Iterable[int], rng: Random) -> list[int]:
    """Draw a share of ``count``, at least one, without repetition."""
    return rng.sample(sorted(among), max(1, round(share * count)))


def _wrong_path(item: Item, rng: Random) -> tuple[str, ...]:
    """Choose a wrong place to list a product in."""
    if rng.random() < PLANTED_ELSEWHERE:
        department = rng.choice([other for other in DEPARTMENTS if other is not item.department])
        shelves = department.shelves
    else:
        department = item.department
        shelves = tuple(
            shelf for shelf in department.shelves if shelf.path[0] != item.shelf.path[0]
        )
    return (department.name, *rng.choice(shelves).path)


def _tree_cell(path: tuple[str, ...], name: str, rng: Random) -> str:
    """Write a category path as its CSV cell, sometimes with the product's own name at the end."""
    parts = list(path)
    if rng.random() < OWN_NAME:
        cut = rng.randrange(12, 30)
        parts.append(name if len(name) <= cut or rng.random() < 0.4 else f"{name[:cut]}...")
    return json.dumps([SEPARATOR.join(parts)], ensure_ascii=False)


def _write_csv(path: Path, columns: tuple[str, ...], rows: Iterable[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def write_demo(out: Path, products: int = 420, seed: int = 0) -> None:
    """Write ``products.csv``, ``images/`` and ``truth.csv``.

    Parameters
    ----------
    out : Path
        Folder, made if needed. Files of the same names are overwritten.
    products : int
        How many products, at least 30. ``products.csv`` has two rows more, which a loader must set
        aside: a repeated id, and a product without a name. They are not in ``truth.csv``.
    seed : int
        Another seed gives another catalogue of the same kind; the same seed the same bytes.

    Raises
    ------
    ValueError
        If fewer than 30 products are asked for: too few for one of each oddity.
    """
    if products < 30:
        raise ValueError(f"A demo catalogue needs at least 30 products, not {products}.")
    rng = chance(f"catalogue {seed}")
    items = _draw_items(products, seed, rng)
    everyone = set(range(products))

    # A copy is the same article listed a second time, after the first. Oddities are kept apart from
    # the wrongly listed products, whose text and photo are all there is to find them by.
    copies = _pick(products, REPEATED, range(products // 2, products), rng)
    original = {copy: rng.randrange(products // 2) for copy in copies}
    for copy, source in original.items():
        kept = items[source]
        items[copy] = Item(**{**vars(kept), "product_id": items[copy].product_id})
    planted = set(_pick(products, PLANTED, everyone - set(copies), rng))
    plain = everyone - planted - set(copies) - set(original.values())
    missing = set(_pick(products, MISSING_PHOTO, plain, rng))
    foreign = _pick(products, FOREIGN_TEXT, plain - missing, rng)
    no_brand = set(_pick(products, MISSING_BRAND, everyone, rng))
    no_price = set(_pick(products, MISSING_PRICE, everyone, rng))
    forms = dict(
        zip(
            rng.sample(sorted(plain - missing), 7),
            ("rotated", "png", "palette", "cutout", "grey", "cmyk", "png"),
            strict=True,
        )
    )

    images = out / "images"
    images.mkdir(parents=True, exist_ok=True)
    rows: list[dict[str, str]] = []
    truth: list[dict[str, str]] = []
    for index, item in enumerate(items):
        # One source of chance per product: a row does not depend on the rows before it.
        words, light = chance(f"text {seed} {index}"), chance(f"photo {seed} {index}")
        twin = original.get(index)
        form = forms.get(index, "jpeg")
        photo = f"{item.product_id}.{'png' if form in {'png', 'palette', 'cutout'} else 'jpg'}"
        name = product_name(item, words)
        text = description(item, name, words)
        if twin is not None:
            name, text = rows[twin]["product_name"], rows[twin]["description"]
            if words.random() < 0.5:
                text = f"{text} Second listing, same article."
            (images / photo).write_bytes((images / rows[twin]["image"]).read_bytes())
        elif index not in missing:
            (images / photo).write_bytes(encode(take_photo(item, light), form, light))
        if index in foreign:
            text = FOREIGN[foreign.index(index) % len(FOREIGN)][1]
        listed = _wrong_path(item, words) if index in planted else item.path
        discount = words.choice((1.0, 1.0, 0.9, 0.8, 0.65, 0.5))
        priced = index not in no_price
        rows.append(
            {
                "uniq_id": item.product_id,
                "product_name": name,
                "product_category_tree": _tree_cell(listed, name, words),
                "retail_price": f"{item.price:.2f}" if priced else "",
                "discounted_price": f"{item.price * discount:.2f}" if priced else "",
                "image": photo,
                "description": text,
                "brand": "" if index in no_brand else item.brand,
            }
        )
        truth.append(
            {
                "product_id": item.product_id,
                "true_path": SEPARATOR.join(item.path),
                "listed_path": SEPARATOR.join(listed),
                "planted_error": str(index in planted).lower(),
            }
        )
    nameless = {**rows[3], "uniq_id": f"{rng.getrandbits(128):032x}", "product_name": ""}
    rows.insert(rng.randrange(products // 2, products), nameless)
    rows.append({**rows[1], "description": "The same row, exported twice."})
    _write_csv(out / "products.csv", COLUMNS, rows)
    _write_csv(out / "truth.csv", TRUTH_COLUMNS, truth)
