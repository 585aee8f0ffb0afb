"""Which rule tells what sellers repeat from what they sell, whatever the shape of the shop?

    python bench/boilerplate.py [--catalog CSV --images DIR [--mapping TOML]] [--shops NAME ...]

Shops of many shapes, made here or by `etl demo`, and one catalogue of your own. Each rule
drops its words, the text vectors are made of the rest as the pipeline makes them, and the
rules are judged by *cross-modal purity*, which sees no category: the products are clustered
by their texts (k-means, several k), and p is the share of each product's ten nearest by its
photo that are in its cluster, c the sum of the squared shares of the clusters; (p - c) / (1 - c),
the mean over k. Shops that are made here have vectors for photos: a centre for each category,
and noise; what a seller writes has no part in them.

The stability of the clusterings (mean ARI between those of two random 80 %) and the ARI
with the categories stand beside it. The first is high where a seller's phrases make the clusters;
the second is for the last check and decides nothing.
"""

import argparse
import random
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from etl.runtime.workers import one_thread_a_process

one_thread_a_process()  # before the numeric libraries load

import numpy as np  # noqa: E402
from numpy.typing import NDArray  # noqa: E402
from sklearn.cluster import KMeans  # noqa: E402
from sklearn.preprocessing import normalize  # noqa: E402

from agreement import adjusted_rand_index, contingency_table  # noqa: E402
from etl.analysis import evaluate  # noqa: E402
from etl.analysis.neighbours import nearest  # noqa: E402
from etl.config import DATA, Settings  # noqa: E402
from etl.embedding import boilerplate, image, resnet, text, words  # noqa: E402
from etl.reading.catalogue import locate_photo, read_catalogue  # noqa: E402
from etl.reading.mapping import load_mapping  # noqa: E402
from etl.reading.photos import PhotoFolder  # noqa: E402

Vectors = NDArray[np.float32]

SETTINGS = Settings()
NEIGHBOURS = 10
SEEDS = range(3)

SYLLABLES = [first + last for first in "bcdfgjlmnprstv" for last in "aeiou"]
ADJECTIVES = {
    "fr": "rouge bleu vert noir blanc ocre lisse rugueux rond ovale mat brillant rustique sobre "
    "moderne ancien léger épais souple rigide pâle vif uni rayé doux froid tiède large étroit",
    "en": "red blue green black white ochre smooth rough round oval matte glossy rustic plain "
    "modern vintage light thick soft rigid pale vivid striped cool warm wide narrow short tall",
    "de": "rot blau grün schwarz weiß ocker glatt rau rund oval matt glänzend rustikal schlicht "
    "modern antik leicht dick weich steif blass lebhaft gestreift kühl warm breit schmal kurz",
}
SENTENCES = {
    "fr": (
        "{noun} {first} et {second}, avec {a} et {b}.",
        "Le {noun} {first} pour {a}, {b} et {c}.",
        "Voici un {noun} {second} : {a}, {b}. Une finition {first} pour vous.",
    ),
    "en": (
        "A {first} and {second} {noun} with {a} and {b}.",
        "This {noun} is {first}: {a}, {b} and {c}.",
        "The {second} {noun} for {a} with {b}, {first} finish.",
    ),
    "de": (
        "Der {noun} ist {first} und {second}, mit {a} und {b}.",
        "Ein {noun} in {first} für {a}, {b} und {c}.",
        "Die {noun} von uns: {second}, {a} und {b}.",
    ),
}
REPEATED = {
    "fr": (
        "Livraison gratuite sous 48 h. Paiement sécurisé, satisfait ou remboursé sous 30 jours.",
        "Achetez en ligne au meilleur prix. Produit authentique, garantie du fabricant incluse.",
        "Vendu et expédié par la maison, retour offert. Contactez le service client.",
    ),
    "en": (
        "Buy online at the best prices, free shipping. Only genuine products, 30 day guarantee.",
        "Free returns within two weeks of purchase. Our customer service answers any question.",
        "Key features and specifications are listed below. Sold by a trusted seller.",
    ),
    "de": (
        "Kostenloser Versand ab Lager. Sichere Zahlung und Rückgabe innerhalb von 30 Tagen.",
        "Jetzt online kaufen zum besten Preis. Originalware mit voller Garantie des Herstellers.",
        "Bei Fragen hilft unser Kundendienst. Geprüfte Qualität, schnell geliefert.",
    ),
}


@dataclass(frozen=True)
class Shop:
    """Texts, photos and, for the last column only, categories."""

    names: Sequence[str]
    texts: Sequence[str]
    with_photo: NDArray[np.int64]
    photos: Vectors
    codes: NDArray[np.int64]


@dataclass(frozen=True)
class Shape:
    """What a made shop is like: `repeated` is the share of texts with a seller's phrases."""

    language: str
    categories: int
    products: int
    repeated: float
    names: str = "noun"  # or model: a word and a number that tell nothing
    text: str = "words"  # or adjectives: nothing but the noun tells the category
    phrase: bool = False  # a sentence that a category's texts have in common


SHAPES = {
    "fr 2 x 20": Shape("fr", 2, 20, 0.6),
    "en 5 x 12": Shape("en", 5, 12, 0.5),
    "fr 2 x 30, own phrases": Shape("fr", 2, 30, 0.5, phrase=True),
    "en 3 x 50": Shape("en", 3, 50, 0.9),
    "fr 4 x 60, adjectives": Shape("fr", 4, 60, 0.0, text="adjectives"),
    "fr 4 x 60, own phrases": Shape("fr", 4, 60, 0.5, phrase=True),
    "fr 4 x 60, model names": Shape("fr", 4, 60, 0.6, names="model"),
    "de 8 x 30": Shape("de", 8, 30, 0.7),
    "de 8 x 30, no phrase": Shape("de", 8, 30, 0.0),
    "fr 50 x 20": Shape("fr", 50, 20, 0.6),
    "en 300 x 5": Shape("en", 300, 5, 0.8),
    "de 4 x 1250": Shape("de", 4, 1250, 0.7),
}
DEMOS = {"demo 600, seed 1": (600, 1), "demo 600, seed 2": (600, 2)}


def made(shape: Shape) -> Shop:
    """Make a shop: each word but those of sentences and adjectives is invented."""
    rng = random.Random(repr(shape))  # noqa: S311 - an invented catalogue
    known: set[str] = set()

    def word() -> str:
        while (found := "".join(rng.choices(SYLLABLES, k=rng.choice((2, 3, 3))))) in known:
            pass
        known.add(found)
        return found

    kinds = [(word(), [word() for _ in range(8)]) for _ in range(shape.categories)]
    own = [f"{word()} {word()} {word()}, {word()} {word()}." for _ in kinds]
    common = [word() for _ in range(40)]
    adjectives = ADJECTIVES[shape.language].split()
    names, texts = [], []
    codes = np.array([i % shape.categories for i in range(shape.categories * shape.products)])
    for code in codes:
        noun, specific = kinds[code]

        def said(specific: list[str] = specific) -> str:
            return rng.choice(specific if rng.random() < 0.6 else common)

        first, second, third, fourth = rng.sample(adjectives, 4)
        name = f"{noun} {first} {second}"
        if shape.names == "model":
            name = f"{word()} {rng.randrange(100, 1000)}"
        parts = [f"{noun} {third} {fourth}."]
        if shape.text == "words":
            sentence = rng.choice(SENTENCES[shape.language])
            alike = noun if rng.random() < 0.5 else rng.choice(specific)
            values = {"noun": alike, "first": third, "second": fourth}
            parts = [sentence.format(**values, a=said(), b=said(), c=said())]
        if shape.phrase and rng.random() < 0.8:
            parts.append(own[code])
        if rng.random() < shape.repeated:
            parts.append(rng.choice(REPEATED[shape.language]))
        names.append(name)
        texts.append(f"{name}\n{' '.join(parts)}")
    noise = np.random.default_rng(shape.categories)
    centres = noise.normal(size=(shape.categories, 24))
    photos = normalize(centres[codes] + 1.3 * noise.normal(size=(len(codes), 24)))
    return Shop(names, texts, np.arange(len(codes)), photos.astype(np.float32), codes)


def read(catalog: Path, images: Path, mapping: Path, folder: Path) -> Shop:
    """Read a catalogue, and see its photos."""
    products = read_catalogue(catalog, load_mapping(mapping)).products
    model = resnet.load_model(None, folder)
    photos = PhotoFolder(images)
    rows, pooled = [], []
    for row, product in enumerate(products):
        path = locate_photo(product, photos)[0]
        if path is not None:
            vector = image.embed_photo(path, model, SETTINGS.image).vector
            if vector is not None:
                rows.append(row)
                pooled.append(vector)
    levels = evaluate.category_levels([p.category_path for p in products], SETTINGS.evaluate)
    return Shop(
        names=[product.name for product in products],
        texts=[product.text for product in products],
        with_photo=np.array(rows),
        photos=image.reduce(np.array(pooled), SETTINGS.image.dimensions)[0],
        codes=levels[0].codes,
    )


def frequent(documents: Sequence[Sequence[str]], _names: Sequence[Sequence[str]]) -> list[str]:
    """Words in more than 15 % of the documents, and in more than 20: the rule until 2026-12."""
    most = max(0.15 * len(documents), 20)
    return [word for word, n in words.document_frequencies(documents).items() if n > most]


def even(documents: Sequence[Sequence[str]], _names: Sequence[Sequence[str]]) -> list[str]:
    """Frequent words that are spread over the clusters of all words."""
    kinds = boilerplate._kinds(documents)
    found = boilerplate.unevenness(documents, kinds, frequent(documents, []))
    return [word for word, uneven in found.items() if uneven < SETTINGS.text.uneven_phrase]


def phrases(documents: Sequence[Sequence[str]], _names: Sequence[Sequence[str]]) -> list[str]:
    """Words in more than 5 % of the documents that mostly have the same neighbour."""
    most = words.boilerplate_limit(len(documents), SETTINGS.text)
    held = words.document_frequencies(documents)
    return [word for word in boilerplate._phrased(documents, SETTINGS.text) if held[word] > most]


RULES: Mapping[str, Callable[[Sequence[Sequence[str]], Sequence[Sequence[str]]], Sequence[str]]] = {
    "nothing": lambda _documents, _names: [],
    "frequent": frequent,
    "even": even,
    "phrases": phrases,
    "the pipeline's": lambda documents, names: boilerplate.find(documents, names, SETTINGS.text),
}


def vectors(documents: Sequence[Sequence[str]], dropped: Sequence[str]) -> Vectors:
    """Text vectors as the pipeline makes them."""
    frequencies = words.document_frequencies(documents)
    vocabulary = words.build_vocabulary(frequencies, len(documents), dropped)
    kept = [[word for word in tokens if word in vocabulary.words] for tokens in documents]
    trained = text.train_word_vectors(kept, vocabulary, SETTINGS.text)
    found = text.embed_documents(kept, vocabulary, trained)
    worded = np.linalg.norm(found, axis=1) > 0
    found[worded] = text.centre(found[worded])
    return found


def purity(shop: Shop, found: Vectors) -> float:
    """Cross-modal purity: see the module."""
    texts = found[shop.with_photo]
    near = nearest(shop.photos, min(NEIGHBOURS, len(texts) - 1)).indices
    purities = []
    for k in (5, 7, 10, 15) if len(texts) >= 100 else (2, 3, 4, 5):
        labels = KMeans(k, n_init=3, random_state=0).fit_predict(texts)
        same = float((labels[near] == labels[:, np.newaxis]).mean())
        by_chance = float(((np.bincount(labels) / len(labels)) ** 2).sum())
        purities.append((same - by_chance) / (1 - by_chance))
    return statistics.mean(purities)


def stability(found: Vectors) -> float:
    """Mean ARI between the clusterings of two random 80 % of the products."""
    n, agreements = len(found), []
    for seed in range(4):
        rng = np.random.default_rng(seed)
        halves = [np.sort(rng.permutation(n)[: int(0.8 * n)]) for _ in range(2)]
        shared = found[np.intersect1d(*halves)]
        for k in (5, 10) if n >= 100 else (2, 4):
            labels = [
                KMeans(k, n_init=3, random_state=seed).fit(found[half]).predict(shared)
                for half in halves
            ]
            agreements.append(adjusted_rand_index(contingency_table(*labels)))
    return statistics.mean(agreements)


def ari(shop: Shop, found: Vectors) -> float:
    """ARI with the categories: a result, never a target."""
    counted = shop.codes != evaluate.NO_CATEGORY
    k = len(np.unique(shop.codes[counted]))
    labels = [KMeans(k, n_init=3, random_state=seed).fit_predict(found) for seed in SEEDS]
    return statistics.mean(
        adjusted_rand_index(contingency_table(each[counted], shop.codes[counted]))
        for each in labels
    )


def shops(arguments: argparse.Namespace, folder: Path) -> Iterator[tuple[str, Shop]]:
    """Each shop that is asked for, made when its turn comes."""
    wanted = arguments.shops or [*SHAPES, *DEMOS]
    if arguments.catalog is not None:
        images = arguments.images or arguments.catalog.parent / "images"
        yield arguments.catalog.stem, read(arguments.catalog, images, arguments.mapping, folder)
    for name in wanted:
        if name in SHAPES:
            yield name, made(SHAPES[name])
            continue
        n, seed = DEMOS[name]
        out = folder / name
        command = [sys.executable, "-m", "etl", "demo", "--out", str(out)]
        command += ["--products", str(n), "--seed", str(seed)]
        subprocess.run(command, check=True, capture_output=True)
        yield name, read(out / "products.csv", out / "images", arguments.mapping, folder)


def main() -> int:
    """Print a line for each shop and rule."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--catalog", type=Path)
    parser.add_argument("--images", type=Path)
    parser.add_argument("--mapping", type=Path, default=DATA / "catalogs" / "flipkart.toml")
    parser.add_argument("--shops", nargs="*", choices=[*SHAPES, *DEMOS])
    arguments = parser.parse_args()
    print(f"{'shop':26}{'rule':16}{'dropped':>8}{'purity':>8}{'stability':>11}{'ARI':>8}")
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        for name, shop in shops(arguments, Path(folder)):
            documents = words.read(shop.texts, SETTINGS.text).documents
            names = [[words.key(word) for word in words.split(each)] for each in shop.names]
            for rule, find in RULES.items():
                dropped = find(documents, names)
                found = vectors(documents, dropped)
                print(
                    f"{name:26}{rule:16}{len(dropped):8}{purity(shop, found):8.3f}"
                    f"{stability(found):11.3f}{ari(shop, found):8.3f}",
                    flush=True,
                )
    return 0


if __name__ == "__main__":
    sys.exit(main())
