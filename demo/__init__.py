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

from demo.chance import chance
from demo.grammar import description, product_name
from demo.items import Item
from demo.oddities import Oddities, draw_oddities
from demo.photos import encode, take_photo
from demo.stock import draw_items, product_id

__all__ = ["write_demo"]

SEPARATOR = " >> "
COLUMNS = (
    "uniq_id",
    "product_name",
    "product_category_tree",
    "retail_price",
    "discounted_price",
    "image",
    "description",
    "brand",
)
TRUTH_COLUMNS = ("product_id", "true_path", "listed_path", "planted_error")
# Fewer products could not hold one of each oddity.
FEWEST = 30
# How many of the trees end with the product's own name, as some shops' exports do.
OWN_NAME = 0.35

Row = dict[str, str]


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
        If fewer than 30 products are asked for.
    """
    if products < FEWEST:
        raise ValueError(f"A demo catalogue needs at least {FEWEST} products, not {products}.")
    rng = chance(f"catalogue {seed}")
    items = draw_items(products, seed, rng)
    odd = draw_oddities(items, rng)
    images = out / "images"
    images.mkdir(parents=True, exist_ok=True)

    rows: list[Row] = []
    for index, item in enumerate(items):
        # One source of chance per product: its texts do not depend on the products before it.
        row = _row(index, item, odd, chance(f"text {seed} {index}"))
        if index in odd.copies:
            _copy_listing(rows[odd.copies[index]], row, images)
        elif index not in odd.no_photo:
            light = chance(f"photo {seed} {index}")
            photo = encode(take_photo(item, light), odd.forms.get(index, "jpeg"), light)
            (images / row["image"]).write_bytes(photo)
        rows.append(row)

    nameless = {**rows[3], "uniq_id": product_id(rng), "product_name": ""}
    repeated = {**rows[1], "description": "The same row, exported twice."}
    middle = products // 2
    everything = [*rows[:middle], nameless, *rows[middle:], repeated]
    _write_csv(out / "products.csv", COLUMNS, everything)
    _write_csv(out / "truth.csv", TRUTH_COLUMNS, _truth(items, odd))


def _row(index: int, item: Item, odd: Oddities, rng: Random) -> Row:
    """Write a product as its seller lists it."""
    name = product_name(item, rng)
    text = description(item, name, rng)
    discount = rng.choice((1.0, 1.0, 0.9, 0.8, 0.65, 0.5))
    priced = index not in odd.no_price
    suffix = "png" if odd.forms.get(index) in {"png", "palette", "cutout"} else "jpg"
    return {
        "uniq_id": item.product_id,
        "product_name": name,
        "product_category_tree": _tree_cell(odd.listed.get(index, item.path), name, rng),
        "retail_price": f"{item.price:.2f}" if priced else "",
        "discounted_price": f"{item.price * discount:.2f}" if priced else "",
        "image": f"{item.product_id}.{suffix}",
        "description": odd.foreign.get(index, text),
        "brand": "" if index in odd.no_brand else item.brand,
    }


def _tree_cell(path: tuple[str, ...], name: str, rng: Random) -> str:
    """Write a category path as its CSV cell, sometimes with the product's own name at the end."""
    parts = list(path)
    if rng.random() < OWN_NAME:
        cut = rng.randrange(12, 30)
        parts.append(name if len(name) <= cut or rng.random() < 0.4 else f"{name[:cut]}...")
    return json.dumps([SEPARATOR.join(parts)], ensure_ascii=False)


def _copy_listing(first: Row, second: Row, images: Path) -> None:
    """Make ``second`` a later listing of the article in ``first``: same text, same photo."""
    second["product_name"] = first["product_name"]
    second["description"] = first["description"]
    # Half of the copies are not word for word: the id's parity decides.
    if int(second["uniq_id"], 16) % 2:
        second["description"] += " Second listing, same article."
    (images / second["image"]).write_bytes((images / first["image"]).read_bytes())


def _truth(items: Iterable[Item], odd: Oddities) -> list[Row]:
    """Write down where each product belongs, and where it is listed."""
    return [
        {
            "product_id": item.product_id,
            "true_path": SEPARATOR.join(item.path),
            "listed_path": SEPARATOR.join(odd.listed.get(index, item.path)),
            "planted_error": "true" if index in odd.listed else "false",
        }
        for index, item in enumerate(items)
    ]


def _write_csv(path: Path, columns: tuple[str, ...], rows: Iterable[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
