"""The demo catalogue keeps its promises: repeatable, and as untidy as a real one."""

from __future__ import annotations

import csv
import json
import statistics
import unicodedata
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageOps

from demo import write_demo
from demo.canvas import Canvas
from demo.chance import chance
from demo.departments import DEPARTMENTS
from demo.drawings import DRAWINGS
from demo.phrases import RULES, THEMES
from demo.scenes import SCENES

PRODUCTS = 120


@dataclass(frozen=True)
class Shop:
    """A written demo catalogue, read back as plain rows."""

    folder: Path
    rows: list[dict[str, str]]
    truth: dict[str, dict[str, str]]

    def products(self) -> list[dict[str, str]]:
        """Return the rows that a loader keeps."""
        first: dict[str, dict[str, str]] = {}
        for row in self.rows:
            if row["product_name"]:
                first.setdefault(row["uniq_id"], row)
        return list(first.values())

    def photo(self, row: dict[str, str]) -> Path:
        """Return where a row's photo should be."""
        return self.folder / "images" / row["image"]


def read_shop(folder: Path) -> Shop:
    def rows(name: str) -> list[dict[str, str]]:
        with (folder / name).open(encoding="utf-8", newline="") as stream:
            return list(csv.DictReader(stream))

    return Shop(folder, rows("products.csv"), {row["product_id"]: row for row in rows("truth.csv")})


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    folder = tmp_path_factory.mktemp("demo")
    write_demo(folder, PRODUCTS)
    return read_shop(folder)


def test_same_seed_same_bytes_other_seed_other_catalogue(tmp_path: Path) -> None:
    for name, seed in (("first", 7), ("again", 7), ("other", 8)):
        write_demo(tmp_path / name, 30, seed)
    first, again, other = (contents(tmp_path / name) for name in ("first", "again", "other"))
    assert first == again
    assert first["products.csv"] != other["products.csv"]
    assert not {name for name in first if "images" in name} & set(other)


def test_global_chance_is_left_alone(tmp_path: Path) -> None:
    import random  # noqa: PLC0415

    random.seed(3)
    before = random.getstate(), str(np.random.get_state())  # noqa: NPY002
    write_demo(tmp_path, 30)
    assert (random.getstate(), str(np.random.get_state())) == before  # noqa: NPY002


def test_two_rows_are_there_to_be_set_aside(shop: Shop) -> None:
    assert len(shop.rows) == PRODUCTS + 2
    assert [row["product_name"] for row in shop.rows].count("") == 1
    (repeated,) = (
        product for product, n in Counter(row["uniq_id"] for row in shop.rows).items() if n > 1
    )
    assert repeated in shop.truth
    assert len(shop.products()) == PRODUCTS
    assert {row["uniq_id"] for row in shop.products()} == set(shop.truth)


def test_listed_path_is_the_csv_tree_without_the_own_name(shop: Shop) -> None:
    with_name = Counter[str]()
    for row in shop.products():
        (tree,) = json.loads(row["product_category_tree"])
        listed = shop.truth[row["uniq_id"]]["listed_path"]
        assert tree.startswith(listed)
        last = tree.removeprefix(listed).removeprefix(" >> ")
        if last:
            assert row["product_name"].startswith(last.removesuffix("..."))
            with_name["cut" if last.endswith("...") else "whole"] += 1
    assert with_name["cut"] >= 5
    assert with_name["whole"] >= 5


def test_one_in_twenty_is_listed_wrongly_mostly_in_another_department(shop: Shop) -> None:
    planted = [row for row in shop.truth.values() if row["planted_error"] == "true"]
    assert len(planted) == round(0.05 * PRODUCTS)
    for row in shop.truth.values():
        assert (row["true_path"] != row["listed_path"]) == (row["planted_error"] == "true")
    tops = [
        (row["true_path"].split(" >> ")[0], row["listed_path"].split(" >> ")[0]) for row in planted
    ]
    assert sum(true != listed for true, listed in tops) >= 0.8 * len(planted)


def test_the_tree_is_uneven_and_every_level_that_counts_is_filled(shop: Shop) -> None:
    paths = [row["true_path"].split(" >> ") for row in shop.truth.values()]
    assert {len(path) for path in paths} == {3, 4, 5}
    tops = Counter(path[0] for path in paths)
    assert len(tops) == len(DEPARTMENTS) == 7
    assert max(tops.values()) > min(tops.values())
    assert len({" >> ".join(path[:2]) for path in paths}) <= 420 / 5


def test_a_few_products_of_the_demo_lack_photo_brand_or_price(shop: Shop) -> None:
    rows = shop.products()
    missing = [row for row in rows if not shop.photo(row).exists()]
    assert 1 <= len(missing) <= 5
    assert all(row["image"] for row in missing)
    assert 1 <= sum(row["brand"] == "" for row in rows) <= 0.1 * PRODUCTS
    unpriced = [row for row in rows if row["retail_price"] == ""]
    assert 1 <= len(unpriced) <= 0.1 * PRODUCTS
    assert all(row["discounted_price"] == "" for row in unpriced)


def test_some_articles_are_listed_twice(shop: Shop) -> None:
    photos = Counter(
        shop.photo(row).read_bytes() for row in shop.products() if shop.photo(row).exists()
    )
    names = Counter(row["product_name"] for row in shop.products())
    assert sum(n > 1 for n in photos.values()) >= 1
    assert sum(n > 1 for n in names.values()) >= 1


def test_some_descriptions_are_in_another_script(shop: Shop) -> None:
    letters = [[c for c in row["description"] if c.isalpha()] for row in shop.products()]
    foreign = [
        text for text in letters if not any(unicodedata.name(c).startswith("LATIN") for c in text)
    ]
    assert len(foreign) == 1
    assert all(letters)


def test_descriptions_of_the_demo_vary_in_wording_and_length(shop: Shop) -> None:
    texts = [row["description"] for row in shop.products()]
    assert len(set(texts)) > 0.95 * PRODUCTS
    assert len({text.split()[0] for text in texts}) > 30
    lengths = [len(text.split()) for text in texts]
    assert min(lengths) < 15
    assert max(lengths) > 60
    assert statistics.stdev(lengths) > 10
    assert not any("[" in text for text in texts)


def test_brands_span_departments(shop: Shop) -> None:
    seen = {
        (row["brand"], shop.truth[row["uniq_id"]]["true_path"].split(" >> ")[0])
        for row in shop.products()
        if row["brand"]
    }
    departments = Counter(brand for brand, _ in seen)
    assert max(departments.values()) >= 4
    assert len(departments) >= 15


def test_photos_come_in_the_forms_shops_receive(shop: Shop) -> None:
    modes: set[tuple[str | None, str]] = set()
    turned = 0
    for row in shop.products():
        if not shop.photo(row).exists():
            continue
        with Image.open(shop.photo(row)) as photo:
            modes.add((photo.format, photo.mode))
            turned += photo.getexif().get(0x0112) == 6
            upright = ImageOps.exif_transpose(photo).convert("RGB")
        assert 200 <= min(upright.size) <= max(upright.size) <= 640
        assert np.asarray(upright).std() > 5
    jpeg, png = {("JPEG", mode) for mode in ("RGB", "L", "CMYK")}, {("PNG", "RGB"), ("PNG", "P")}
    assert modes == jpeg | png | {("PNG", "RGBA")}
    assert turned == 1


def test_every_table_refers_to_something_that_exists() -> None:
    for department in DEPARTMENTS:
        assert department.scene in SCENES
        for shelf in department.shelves:
            assert shelf.drawing in DRAWINGS
            assert set(shelf.themes) <= set(THEMES)
            assert 2 <= len(shelf.path) <= 4
    drawn = {shelf.drawing for department in DEPARTMENTS for shelf in department.shelves}
    assert drawn == set(DRAWINGS)
    assert {"description", "terse", "chatty"} <= set(RULES)


@pytest.mark.parametrize("name", sorted(DRAWINGS))
def test_each_drawing_stays_in_its_square(name: str) -> None:
    """Nothing beyond a small margin, or photos would cut it off; and not nothing."""
    image = Image.new("RGB", (150, 150), "white")
    DRAWINGS[name](Canvas(image, (75, 75), 50), (200, 60, 60), chance("test"))
    drawn = np.argwhere(np.asarray(image).min(axis=2) < 250)
    assert len(drawn) > 200
    assert drawn.min() >= 75 - 1.12 * 50
    assert drawn.max() <= 75 + 1.12 * 50


def test_too_few_products_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="at least 30"):
        write_demo(tmp_path, 29)
