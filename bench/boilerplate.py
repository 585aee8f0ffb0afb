"""Which rule tells what sellers repeat from what they sell, whatever the shape of the shop?

    python bench/boilerplate.py [--grid] [--catalog CSV --images DIR [--mapping TOML]]
                                [--shops NAME ...]

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

With `--grid`, the thresholds of the pipeline's rule are moved one at a time instead, and
nothing but purity is computed. The vectors of each list of words are trained on the rows in
three orders: settings that drop the same words are the same, and others differ where their
difference is more than those trainings' own.
"""

import argparse
import random
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from etl.runtime.workers import one_thread_a_process

one_thread_a_process()  # before the numeric libraries load

import numpy as np  # noqa: E402
from numpy.typing import NDArray  # noqa: E402
from scipy.stats import rankdata  # noqa: E402
from sklearn.cluster import KMeans  # noqa: E402
from sklearn.preprocessing import normalize  # noqa: E402

from agreement import adjusted_rand_index, contingency_table  # noqa: E402
from etl.analysis import evaluate  # noqa: E402
from etl.analysis.labels import NO_CATEGORY  # noqa: E402
from etl.analysis.neighbours import nearest  # noqa: E402
from etl.config import DATA, Settings, TextSettings  # noqa: E402
from etl.embedding import boilerplate, image, resnet, text, words  # noqa: E402
from etl.reading.catalogue import locate_photo, read_catalogue  # noqa: E402
from etl.reading.mapping import load_mapping  # noqa: E402
from etl.reading.photos import PhotoFolder  # noqa: E402

Vectors = NDArray[np.float32]

SETTINGS = Settings()
NEIGHBOURS = 10
SEEDS = range(3)
ORDERS = 3
PRESENT = "present"
N_SPREAD = 10  # sellers, and materials, of a made shop that has any
GRID: Mapping[str, Sequence[Any]] = {
    "uneven_phrase": (0.4, 0.5, 0.7, 0.8),
    "uneven_word": (0.2, 0.5),
    "boilerplate_share": (0.02, 0.05, 0.08),
    "boilerplate_documents": (5, 10),
    "boilerplate_alone": (7, 20, 40),
    "boilerplate_in_names": (0.1, 0.2, 0.5, 0.7),
    "phrase_share": (0.4, 0.6),
    "telling_names": (0.1, 0.2),
}

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
    # Sellers with a sentence each, spread over the categories by a Dirichlet draw of this
    # concentration: the lower, the more they specialise. Materials, which photos show, are too.
    sellers: float = 0.0


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
    "fr 4 x 60, sellers": Shape("fr", 4, 60, 0.3, sellers=2.0),
    "en 6 x 50, specialists": Shape("en", 6, 50, 0.3, sellers=0.5),
    "de 8 x 40, sellers": Shape("de", 8, 40, 0.3, sellers=1.0),
    "fr 12 x 30, specialists": Shape("fr", 12, 30, 0.3, sellers=0.3),
    "en 20 x 30, sellers": Shape("en", 20, 30, 0.3, sellers=2.0),
    "de 40 x 20, specialists": Shape("de", 40, 20, 0.3, sellers=0.2),
}
DEMOS = {"demo 600, seed 1": (600, 1), "demo 600, seed 2": (600, 2)}


def invent_shop(shape: Shape) -> Shop:
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
    noise = np.random.default_rng(shape.categories)
    centres = noise.normal(size=(shape.categories, 24))
    many = N_SPREAD if shape.sellers else 0
    looks = noise.normal(size=(many, 24))
    sentences = [f"{' '.join(word() for _ in range(5))}." for _ in range(many)]
    materials = [word() for _ in range(many)]
    spread = noise.dirichlet(np.full(many, shape.sellers), (2, shape.categories)) if many else None
    adjectives = ADJECTIVES[shape.language].split()
    names, texts, photos = [], [], []
    codes = np.array([i % shape.categories for i in range(shape.categories * shape.products)])
    for code in codes:
        noun, specific = kinds[code]

        def phrase(specific: list[str] = specific) -> str:
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
            parts = [sentence.format(**values, a=phrase(), b=phrase(), c=phrase())]
        if shape.phrase and rng.random() < 0.8:
            parts.append(own[code])
        if rng.random() < shape.repeated:
            parts.append(rng.choice(REPEATED[shape.language]))
        seen = centres[code]
        if spread is not None:
            seller, material = (rng.choices(range(N_SPREAD), each[code])[0] for each in spread)
            parts.insert(1, f"{rng.choice(adjectives)} {materials[material]} {phrase()}.")
            parts.append(sentences[seller])
            seen = seen + looks[material] / 2
        photos.append(seen)
        names.append(name)
        texts.append(f"{name}\n{' '.join(parts)}")
    vectors = normalize(np.array(photos) + 1.3 * noise.normal(size=(len(codes), 24)))
    return Shop(names, texts, np.arange(len(codes)), vectors.astype(np.float32), codes)


def read(catalog: Path, images: Path, mapping: Path, folder: Path) -> Shop:
    """Read a catalogue, and see its photos."""
    products = read_catalogue(catalog, load_mapping(mapping)).products
    model = resnet.load_model(None, folder)
    photos = PhotoFolder(images)
    rows, pooled = [], []
    for row, product in enumerate(products):
        path = locate_photo(product, photos)[0]
        if path is not None:
            photo = image.embed_photo(path, [model], SETTINGS.image)
            if photo.status == image.OK:
                rows.append(row)
                pooled.append(photo.vectors[0])
    levels = evaluate.category_levels([p.category_path for p in products], SETTINGS.evaluate)
    directions = image.principal_directions(np.array(pooled), SETTINGS.image.dimensions)
    return Shop(
        names=[product.name for product in products],
        texts=[product.text for product in products],
        with_photo=np.array(rows),
        photos=image.reduce(np.array(pooled), directions),
        codes=levels[0].codes,
    )


def frequent(documents: Sequence[Sequence[str]], _names: Sequence[Sequence[str]]) -> list[str]:
    """Words in more than 15 % of the documents, and in more than 20: the rule until 2026-12."""
    most = max(0.15 * len(documents), 20)
    return [word for word, n in words.document_frequencies(documents).items() if n > most]


def even(documents: Sequence[Sequence[str]], _names: Sequence[Sequence[str]]) -> list[str]:
    """Frequent words that are spread over the clusters of all words."""
    kinds = boilerplate._kinds(documents)
    unevenness = boilerplate.unevenness(documents, kinds, frequent(documents, []))
    return [word for word, uneven in unevenness.items() if uneven < SETTINGS.text.uneven_phrase]


def phrases(documents: Sequence[Sequence[str]], _names: Sequence[Sequence[str]]) -> list[str]:
    """Frequent words that mostly have the same neighbour."""
    most = words.boilerplate_limit(len(documents), SETTINGS.text)
    frequencies = words.document_frequencies(documents)
    return [
        word for word in boilerplate._phrased(documents, SETTINGS.text) if frequencies[word] > most
    ]


RULES: Mapping[str, Callable[[Sequence[Sequence[str]], Sequence[Sequence[str]]], Sequence[str]]] = {
    "nothing": lambda _documents, _names: [],
    "frequent": frequent,
    "even": even,
    "phrases": phrases,
    "the pipeline's": lambda documents, names: boilerplate.find(documents, names, SETTINGS.text),
}


def vectors(documents: Sequence[Sequence[str]], dropped: Sequence[str], order: int = 0) -> Vectors:
    """Text vectors as the pipeline makes them, trained on the rows in one of many orders."""
    frequencies = words.document_frequencies(documents)
    vocabulary = words.build_vocabulary(frequencies, len(documents), dropped)
    kept = [[word for word in tokens if word in vocabulary.words] for tokens in documents]
    rows = list(kept)
    if order:
        random.Random(order).shuffle(rows)  # noqa: S311 - a repeatable order
    trained = text.train_word_vectors(rows, vocabulary, SETTINGS.text)
    found = text.embed_documents(kept, vocabulary, trained)
    worded = np.linalg.norm(found, axis=1) > 0
    found[worded] = text.centre(found[worded])
    return found


def purity(shop: Shop, vectors_of_shop: Vectors) -> float:
    """Cross-modal purity: see the module."""
    texts = vectors_of_shop[shop.with_photo]
    near = nearest(shop.photos, min(NEIGHBOURS, len(texts) - 1)).indices
    purities = []
    for k in (5, 7, 10, 15) if len(texts) >= 100 else (2, 3, 4, 5):
        labels = KMeans(k, n_init=3, random_state=0).fit_predict(texts)
        same = float((labels[near] == labels[:, np.newaxis]).mean())
        by_chance = float(((np.bincount(labels) / len(labels)) ** 2).sum())
        purities.append((same - by_chance) / (1 - by_chance))
    return statistics.mean(purities)


def grid() -> dict[str, TextSettings]:
    """The present thresholds, then each other value of each."""
    return {PRESENT: SETTINGS.text} | {
        f"{field} {value}": replace(SETTINGS.text, **{field: value})
        for field, values in GRID.items()
        for value in values
    }


@dataclass(frozen=True)
class Tried:
    """What the settings of the grid make of a shop; the first is the present one."""

    dropped: Sequence[tuple[str, ...]]
    purities: Sequence[float]  # means over the orders
    variance: float  # of one training


def try_grid(shop: Shop) -> Tried:
    """Train the vectors of each list of words that a setting drops, in each order."""
    documents, names = tokens(shop)
    dropped = [tuple(boilerplate.find(documents, names, setting)) for setting in grid().values()]
    trained = {
        left_out: [purity(shop, vectors(documents, left_out, order)) for order in range(ORDERS)]
        for left_out in dict.fromkeys(dropped)
    }
    return Tried(
        dropped=dropped,
        purities=[statistics.mean(trained[left_out]) for left_out in dropped],
        variance=statistics.mean(map(statistics.variance, trained.values())),
    )


def print_grid(shops: Iterable[tuple[str, Tried]]) -> None:
    """Print each setting that changes a shop, then what the shops say together."""
    trials = []
    for name, tried in shops:
        trials.append(tried)
        print(f"{name}: one training's standard deviation {tried.variance**0.5:.3f}")
        for setting, dropped, mean in zip(grid(), tried.dropped, tried.purities, strict=True):
            if setting == PRESENT or dropped != tried.dropped[0]:
                print(f"    {setting:28}{len(dropped):5}{mean:8.3f}", flush=True)
    purities = np.array([tried.purities for tried in trials])
    ranks = rankdata(-purities, axis=1).mean(axis=0)
    print(f"{'setting':28}{'shops':>6}{'mean':>8}{'gain':>8}{'noise':>7}{'rank':>6}")
    for column, setting in enumerate(grid()):
        other = [trial for trial in trials if trial.dropped[column] != trial.dropped[0]]
        gain = (purities[:, column] - purities[:, 0]).mean()
        noise = (2 / ORDERS * sum(trial.variance for trial in other)) ** 0.5 / len(trials)
        print(
            f"{setting:28}{len(other):6}{purities[:, column].mean():8.4f}"
            f"{gain:+8.4f}{noise:7.4f}{ranks[column]:6.1f}"
        )


def stability(found: Vectors) -> float:
    """Mean ARI between the clusterings of two random 80 % of the products."""
    n, agreements = len(found), []
    for seed in range(4):
        rng = np.random.default_rng(seed)
        halves = [np.sort(rng.permutation(n)[: int(0.8 * n)]) for _ in range(2)]
        shared = found[np.intersect1d(halves[0], halves[1])]
        for k in (5, 10) if n >= 100 else (2, 4):
            labels = [
                KMeans(k, n_init=3, random_state=seed).fit(found[half]).predict(shared)
                for half in halves
            ]
            agreements.append(adjusted_rand_index(contingency_table(*labels)))
    return statistics.mean(agreements)


def ari(shop: Shop, found: Vectors) -> float:
    """ARI with the categories: a result, never a target."""
    counted = shop.codes != NO_CATEGORY
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
            yield name, invent_shop(SHAPES[name])
            continue
        n, seed = DEMOS[name]
        out = folder / name
        command = [sys.executable, "-m", "etl", "demo", "--out", str(out)]
        command += ["--products", str(n), "--seed", str(seed)]
        subprocess.run(command, check=True, capture_output=True)
        yield name, read(out / "products.csv", out / "images", arguments.mapping, folder)


def tokens(shop: Shop) -> tuple[Sequence[list[str]], list[list[str]]]:
    """The usable words of the texts, and the words of the names."""
    documents = words.read(shop.texts, SETTINGS.text).documents
    return documents, [[words.key(word) for word in words.split(each)] for each in shop.names]


def main() -> int:
    """Print a line for each shop and rule, or for each setting."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--grid", action="store_true", help="try thresholds, not rules")
    parser.add_argument("--catalog", type=Path)
    parser.add_argument("--images", type=Path)
    parser.add_argument("--mapping", type=Path, default=DATA / "catalogs" / "flipkart.toml")
    parser.add_argument("--shops", nargs="*", choices=[*SHAPES, *DEMOS])
    arguments = parser.parse_args()
    if arguments.grid:
        with tempfile.TemporaryDirectory(prefix="bench-") as folder:
            made_shops = shops(arguments, Path(folder))
            print_grid((name, try_grid(shop)) for name, shop in made_shops)
        return 0
    print(f"{'shop':26}{'rule':16}{'dropped':>8}{'purity':>8}{'stability':>11}{'ARI':>8}")
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        for name, shop in shops(arguments, Path(folder)):
            documents, names = tokens(shop)
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
