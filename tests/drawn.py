"""Catalogues drawn at random: forms, dialects, encodings, languages, sizes, trees and faults.

Each comes with what a reader of it would write down: the products, and the rows that are none.
"""

import csv
import gzip
import io
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from PIL import Image

LANGUAGES: dict[str, tuple[str, str, str]] = {  # nouns, adjectives, an encoding of before Unicode
    "fr": ("Théière Écharpe Râteau Bougie Œillet Coussin", "bleu été noué crème doré", "cp1252"),
    "de": ("Teekanne Tür Größe Kürbis Löffel Straße", "weiß grün süß schön für", "cp1252"),
    "pl": ("Łóżko Świeca Żagiel Dzbanek Krzesło Półka", "żółty mały źródło ciężki", "cp1250"),
    "ru": ("Чайник Шарф Грабли Свеча Подушка Стол", "синий летний белый новый", "cp1251"),
    "ja": ("茶碗 椅子 靴 酒 ろうそく 毛布", "赤い 青い 大きい 小さい 白い", "cp932"),
    "en": ("Kettle Scarf Rake Candle Cushion Chair", "blue warm round oak plain", "ascii"),
}
PRICES: dict[str, Callable[[int], str]] = {
    "cents, comma": lambda cents: f"{cents // 100},{cents % 100:02} €",
    "cents, point": lambda cents: f"${cents // 100}.{cents % 100:02}",
    "thousands by points": lambda cents: (
        f"{cents // 100:,}".replace(",", ".") + f",{cents % 100:02}"
    ),
    "thousands by blanks": lambda cents: (
        f"{cents // 100:,}".replace(",", "\u202f") + f",{cents % 100:02} €"
    ),
    "whole": lambda cents: f"{cents // 100} FCFA",
}
HEADERS = {
    "fr": ["Référence", "Libellé", "Descriptif", "Rayon", "Marque", "Prix", "Photo"],
    "de": ["Artikelnummer", "Bezeichnung", "Beschreibung", "Kategorie", "Marke", "Preis", "Bild"],
    "pl": ["Kod", "Nazwa", "Opis", "Kategoria", "Marka", "Cena", "Zdjęcie"],
    "en": ["sku", "title", "description", "category", "brand", "price", "image"],
}
SEPARATORS = (" > ", "/", " >> ", "|")
FAULTS = (
    "no id",
    "no name",
    "an id twice",
    "too few cells",
    "text behind a quote",
    "a quote left open",
)
FORMS = ("csv", "json lines", "gzip")
DELIMITERS = (",", ";", "\t")


@dataclass
class Drawn:
    """A catalogue, and what is in it.

    Attributes
    ----------
    file : str
        Its name.
    content : bytes
    what : str
        Its form, for a person.
    products : list of (id, name, path, price)
        In the order of the file.
    rows : int
        Of data, those that are no product among them.
    """

    file: str
    content: bytes
    what: str
    rows: int
    products: list[tuple[str, str, tuple[str, ...], float | None]] = field(default_factory=list)

    def write(self, folder: Path) -> Path:
        """Write the file and a photo for each product."""
        (folder / "images").mkdir(parents=True)
        for number, (product_id, *_) in enumerate(self.products):
            colour = (number * 37 % 256, number * 91 % 256, number // 3)
            Image.new("RGB", (20, 20), colour).save(folder / "images" / f"{product_id}.png")
        (folder / self.file).write_bytes(self.content)
        return folder / self.file


def draw(seed: int) -> Drawn:
    """Draw a catalogue of 2 to 200 products."""
    rng = Random(seed)  # noqa: S311 - an invented catalogue
    language = rng.choice(list(LANGUAGES))
    nouns, adjectives = (words.split() for words in LANGUAGES[language][:2])
    legacy = LANGUAGES[language][2]
    form = rng.choice(FORMS)
    price = rng.choice(list(PRICES))
    separator = rng.choice(SEPARATORS)
    delimiter = rng.choice([sign for sign in DELIMITERS if sign not in separator])
    n_categories = rng.randint(1, len(nouns))
    depth = rng.randint(1, 3)
    n = rng.choice([2, 3, 7, 20, 60, 200])
    rows: list[list[str]] = []
    products = []
    for number in range(n):
        noun = nouns[number % n_categories]
        levels = [noun, f"{noun} {adjectives[number % 2]}", f"{noun} {number % 3}"][:depth]
        if rng.random() < 0.05:
            levels = []
        name = f"{noun} {rng.choice(adjectives)} {number}"
        cents = rng.randint(100, 999_999)
        is_priced = rng.random() > 0.1
        text = _text(rng, name, rng.choice(adjectives))
        product_id = f"K{number:04}"
        rows.append(
            [product_id, name, text, separator.join(levels), f"Marque {number % 5}",
             PRICES[price](cents) if is_priced else "", f"{product_id}.png"]
        )  # fmt: skip
        whole = price == "whole"
        value = (cents // 100 if whole else cents / 100) if is_priced else None
        products.append((product_id, name, tuple(levels), value))
    header = HEADERS.get(language, HEADERS["en"])
    if form == "json lines":
        content = "".join(
            json.dumps(dict(zip(header, row, strict=True)), ensure_ascii=rng.random() < 0.5) + "\n"
            for row in rows
        ).encode()
        return Drawn("shop.jsonl", content, f"{language}, JSON lines", n, products)
    faults = [fault for fault in FAULTS if rng.random() < 0.3]
    text, n_rows = _as_text(rng, header, rows, delimiter, faults)
    encoding = rng.choice(["utf-8", "utf-8-sig", "utf-16", legacy])
    try:
        content = text.encode(encoding)
    except UnicodeEncodeError:  # a narrow blank between thousands is in few alphabets
        encoding, content = "utf-8", text.encode()
    what = f"{language}, {encoding}, {delimiter!r}, {separator!r}, {price}, {faults}"
    if form == "gzip":
        return Drawn("shop.csv.gz", gzip.compress(content), f"gzip, {what}", n_rows, products)
    return Drawn("shop.csv", content, what, n_rows, products)


def _text(rng: Random, name: str, adjective: str) -> str:
    """A description: plain, of several lines, with quotes, signs or markup."""
    return rng.choice(
        [
            f"{name}, {adjective}; {adjective}.",
            f"{name}\n{adjective}, {adjective}",
            f'{name} "{adjective}"',
            f"<p>{name} <b>{adjective}</b></p>",
            f"{name} 12,5 x 30 | {adjective}",
        ]
    )


def _as_text(
    rng: Random, header: list[str], rows: list[list[str]], delimiter: str, faults: list[str]
) -> tuple[str, int]:
    """The file's text, with rows that are none between the others, and its number of rows."""
    end = rng.choice(["\n", "\r\n"])
    # As csv's own dialects name it: its constants have no type of their own.
    dialect = rng.choice(["excel", "unix"])

    def line(cells: list[str]) -> str:
        stream = io.StringIO()
        csv.writer(stream, dialect, delimiter=delimiter, lineterminator=end).writerow(cells)
        return stream.getvalue()

    lines = [line(row) for row in rows]
    for fault in faults:
        bad = ["X" + fault.replace(" ", "-"), "Nom", "texte", "", "", "", ""]
        if fault == "no id":
            bad[0] = ""
        elif fault == "no name":
            bad[1] = " "
        elif fault == "an id twice":
            bad[0] = rows[0][0]
        elif fault == "too few cells":
            bad = bad[:4]
        written = line(bad)
        if fault == "text behind a quote":
            written = delimiter.join([bad[0], '"Grand" nom', *bad[2:]]) + end
        elif fault == "a quote left open":
            written = delimiter.join([bad[0], bad[1], '"texte', *bad[3:]]) + end
        lines.insert(rng.randint(1, len(lines)), written)
    return line(header) + "".join(lines), len(lines)
