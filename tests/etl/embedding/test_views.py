"""The views of a photo are what their names say, and its vector is their mean."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageOps

from etl.config import ImageSettings
from etl.embedding import views
from etl.embedding.image import Histogram, embed_photo
from etl.embedding.resnet import load_model
from tests.etl.networks import Form, write_network

SIZE = (32, 32)


def product() -> Image.Image:
    """A wide white photo with a red thing to the left of its middle, blue on one side."""
    photo = Image.new("RGB", (80, 40), "white")
    photo.paste("red", (26, 10, 46, 30))
    photo.paste("blue", (40, 10, 46, 30))
    return photo


def test_there_are_as_many_views_as_asked_for_and_the_first_is_the_photo_as_it_was() -> None:
    seen = views.views(product(), SIZE, "crop", 5)
    assert [view.size for view in seen] == [SIZE] * 5
    assert seen[0].tobytes() == views.fitted(product(), SIZE, "crop").tobytes()
    for count in range(1, 6):
        fewer = views.views(product(), SIZE, "crop", count)
        assert [view.tobytes() for view in fewer] == [view.tobytes() for view in seen[:count]]


def test_the_views_are_padded_trimmed_mirrored_and_closer() -> None:
    _, padded, trimmed, mirrored, closer = views.views(product(), SIZE, "crop", 5)
    assert padded.getpixel((16, 2)) == (255, 255, 255)
    # Without its background the thing reaches all the edges.
    assert all(np.asarray(trimmed)[corner].min() < 40 for corner in ((1, 1), (30, 30)))
    assert mirrored.tobytes() == ImageOps.mirror(views.fitted(product(), SIZE, "crop")).tobytes()

    def share(view: Image.Image) -> float:
        return float((np.asarray(view).min(axis=2) < 128).mean())

    assert share(padded) < share(mirrored) < share(closer) < share(trimmed)


@pytest.mark.parametrize("colour", ["white", "#f4f1e8", "black"])
def test_a_plain_background_of_any_colour_is_cut_away(colour: str) -> None:
    photo = Image.new("RGB", (60, 50), colour)
    photo.paste("green", (20, 10, 40, 45))
    assert views.trimmed(photo).size == (20, 35)


def test_a_photo_without_a_plain_background_stays_as_it_is() -> None:
    chance = np.random.default_rng(0).integers(0, 256, (40, 40, 3), dtype=np.uint8)
    for photo in (Image.fromarray(chance), Image.new("RGB", (9, 7), "white")):
        assert views.trimmed(photo).tobytes() == photo.tobytes()


@pytest.mark.parametrize("size", [(1, 1), (1, 400), (400, 1), (3, 2)])
def test_the_smallest_photos_have_all_views(size: tuple[int, int]) -> None:
    seen = views.views(Image.new("RGB", size, "red"), SIZE, "crop", 5)
    assert [view.size for view in seen] == [SIZE] * 5


def test_the_vector_of_a_photo_is_the_mean_of_its_views_for_the_network_alone(
    tmp_path: Path,
) -> None:
    network = tmp_path / "network.onnx"
    model = load_model(write_network(network, Form()), tmp_path)
    file = tmp_path / "photo.png"
    product().save(file)
    photo = embed_photo(file, [model, Histogram(4)], ImageSettings(views=5))
    seen = [np.asarray(view) for view in views.views(product(), model.size, "crop", 5)]
    mean = model(seen).astype(np.float64).mean(axis=0)
    np.testing.assert_allclose(photo.vectors[0], mean / np.linalg.norm(mean), atol=1e-6)
    once = embed_photo(file, [model, Histogram(4)], ImageSettings(views=1))
    assert once.vectors[0].tobytes() == model(seen[:1])[0].tobytes()
    assert photo.vectors[1].tobytes() == once.vectors[1].tobytes()
    assert photo.network_input == once.network_input
