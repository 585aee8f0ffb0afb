"""The demo is neither trivial nor hopeless: measured against the true categories."""

import csv
import functools
from pathlib import Path

import numpy as np
import pytest
from sklearn.cluster import KMeans
from sklearn.metrics import adjusted_rand_score

from demo import write_demo
from etl.config import DATA, Settings
from etl.embedding import boilerplate, fuse, image, resnet, text, words
from etl.reading.catalogue import locate_photo, read_catalogue
from etl.reading.mapping import load_mapping
from etl.reading.photos import PhotoFolder
from etl.runtime.workers import ProcessPool


def seed_means(folder: Path) -> dict[str, float]:
    """ARI of each space with the true top category, mean over ten seeds."""
    settings = Settings()
    mapping = load_mapping(DATA / "catalogs" / "flipkart.toml")
    products = read_catalogue(folder / "products.csv", mapping).products
    with (folder / "truth.csv").open(encoding="utf-8", newline="") as stream:
        top = {
            row["product_id"]: row["true_path"].split(" >> ")[0] for row in csv.DictReader(stream)
        }
    truth = np.array([top[product.product_id] for product in products])

    usable = words.read([product.text for product in products], settings.text).documents
    names = [[words.key(word) for word in words.split(product.name)] for product in products]
    frequencies = words.document_frequencies(usable)
    repeated = boilerplate.find(usable, names, settings.text)
    vocabulary = words.build_vocabulary(frequencies, len(usable), repeated)
    documents = [[word for word in tokens if word in vocabulary.words] for tokens in usable]
    word_vectors = text.train_word_vectors(documents, vocabulary, settings.text)
    texts = text.embed_documents(documents, vocabulary, word_vectors)
    worded = np.flatnonzero(np.linalg.norm(texts, axis=1) > 0)
    texts = text.centre(texts[worded])

    see = functools.partial(
        image.embed_photo, extractors=[resnet.load_model(None, folder)], settings=settings.image
    )
    photo_folder = PhotoFolder(folder / "images")
    paths = [locate_photo(product, photo_folder)[0] for product in products]
    named = [index for index, path in enumerate(paths) if path is not None]
    with ProcessPool(2) as workers:
        photos = list(workers.map(see, [paths[index] for index in named], chunk=8))
    pictured = np.array([i for i, p in zip(named, photos, strict=True) if p.status == image.OK])
    pooled = np.array([photo.vectors[0] for photo in photos if photo.status == image.OK])
    images = image.reduce(pooled, image.principal_directions(pooled, settings.image.dimensions))
    fused = fuse.fuse(texts, worded, images, pictured, settings.fuse)
    spaces = {
        "text": (texts, worded),
        "image": (images, pictured),
        "fused": (fused.vectors, fused.products),
    }
    k = len(set(truth))
    return {
        name: float(
            np.mean(
                [
                    adjusted_rand_score(
                        truth[rows], KMeans(k, n_init=10, random_state=seed).fit_predict(vectors)
                    )
                    for seed in range(10)
                ]
            )
        )
        for name, (vectors, rows) in spaces.items()
    }


@pytest.mark.soak
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_text_and_image_together_score_above_either(seed: int, tmp_path: Path) -> None:
    write_demo(tmp_path, seed=seed)
    means = seed_means(tmp_path)
    print(f"\ndemo seed {seed}: " + ", ".join(f"{k} {v:.3f}" for k, v in means.items()))
    assert 0.4 <= means["text"] <= 0.9
    assert 0.4 <= means["image"] <= 0.9
    assert means["fused"] > max(means["text"], means["image"])
