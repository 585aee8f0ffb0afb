"""Odd catalogues that a real shop may have: whatever they lack, all that comes of them is shown."""

import functools
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from etl import __main__ as cli
from etl.config import Request
from tests.etl.networks import Form, write_network
from tests.etl.shop import TINY, WORDS, listing, write_shop

Row = dict[str, str]


@dataclass(frozen=True)
class Odd:
    """How many products, what each is like, and how many have a photo."""

    n: int
    row: Callable[[int], Row]
    photos: int | None = None

    def write(self, folder: Path) -> Path:
        """Write the catalogue and its photos."""
        photos = self.n if self.photos is None else self.photos
        return write_shop(folder, [self.row(i) for i in range(self.n)], photos)


def tree(*path: str) -> str:
    """A category as the default mapping reads it."""
    return json.dumps([" >> ".join(path)])


def clean(i: int, categories: int = 2, **changed: str) -> Row:
    """A product whose words are those of its category, but for one."""
    own = WORDS[8 * (i % categories) : 8 * (i % categories) + 6]
    text = {"product_name": " ".join(own[:3]), "description": " ".join([*own, WORDS[-1 - i % 9]])}
    category = tree("ABCDEFGH"[i % categories])
    return {**listing(i), "product_category_tree": category, **text, **changed}


def branded(i: int) -> Row:
    """One of five brands, as in a small shop."""
    return clean(i, brand=f"brand {i // 2 % 5}")


def deep(i: int) -> Row:
    """Half of the products stop at the first level."""
    names = ["A", "B"][i % 2], f"{'AB'[i % 2]}{i // 2 % 2}", f"leaf {i}"
    return clean(i, product_category_tree=tree(*names[: 1 if i % 4 < 2 else 3]))


ODD: Mapping[str, Odd] = {
    "two products": Odd(2, listing),
    "three products": Odd(3, listing),
    "perfect agreement": Odd(40, branded),
    "one category": Odd(40, lambda i: clean(i, product_category_tree=tree("A"))),
    "one root": Odd(40, lambda i: clean(i, product_category_tree=tree("Home", "AB"[i % 2]))),
    "a category per product": Odd(40, lambda i: listing(i, product_category_tree=tree(f"c{i}"))),
    "one brand": Odd(40, lambda i: clean(i, brand="Titan")),
    "a brand per product": Odd(40, lambda i: clean(i, 4, brand=f"brand {i}")),
    "no photo": Odd(40, lambda i: clean(i, image=""), photos=0),
    "photos that are not there": Odd(12, listing, photos=0),
    "one photo": Odd(12, listing, photos=1),
    "no text": Odd(40, lambda i: listing(i, product_name=str(i), description="")),
    "one text": Odd(12, lambda i: listing(i, product_name=str(i)) if i else listing(i)),
    "neither text nor photo": Odd(
        12, lambda i: listing(i, product_name=str(i), description="", image=""), photos=0
    ),
    "all the same": Odd(40, lambda i: {**clean(0), "uniq_id": str(i), "image": "p0.png"}),
    "no category": Odd(40, lambda i: clean(i, product_category_tree="")),
    "few categories": Odd(
        40, lambda i: clean(i) if i % 8 == 0 else clean(i, product_category_tree="")
    ),
    "levels that some reach": Odd(40, deep),
    "no price": Odd(40, lambda i: clean(i, 4, discounted_price="")),
    "no pattern": Odd(40, listing),
}


def publish(name: str, folder: Path) -> Path:
    """Load an odd catalogue by the command line, in this process; give its database."""
    catalogue, database = ODD[name].write(folder / "shop"), folder / "catalog.duckdb"
    options = {
        "catalog": catalogue,
        "database": database,
        "image-model": write_network(folder / "small.onnx", Form()),
        "jobs": 1,
    }
    parts = [str(part) for option, value in options.items() for part in (f"--{option}", value)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cli, "Request", functools.partial(Request, settings=TINY))
        patch.setenv("LC_ALL", "C.UTF-8")
        patch.setattr("sys.argv", ["etl", "run", *parts])
        assert cli.main() == 0
    return database
