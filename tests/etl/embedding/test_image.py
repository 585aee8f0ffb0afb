"""Whatever a seller uploads is seen as a person sees it, or said to be unusable."""

import io
import struct
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from sklearn.decomposition import PCA

from etl.config import ImageSettings
from etl.embedding import image
from etl.embedding.image import Photo, embed_photo
from etl.embedding.resnet import ImageModel, load_model
from tests.etl.networks import CHANNELS, Form, write_network

SETTINGS = ImageSettings()
RED, BLUE, WHITE = (255, 0, 0), (0, 0, 255), (255, 255, 255)
# JPEG and a resize move colours a little.
CLOSE = 12

See = Callable[..., Photo]


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> ImageModel:
    folder = tmp_path_factory.mktemp("model")
    return load_model(write_network(folder / "small.onnx", Form()), folder)


@pytest.fixture
def see(tmp_path: Path, model: ImageModel) -> See:
    """What the pipeline makes of a file of this content."""

    def content(data: bytes, settings: ImageSettings = SETTINGS) -> Photo:
        path = tmp_path / "photo"
        path.write_bytes(data)
        return embed_photo(
            path, [model, image.Histogram(settings.histogram_bins, model.size)], settings
        )

    return content


def encoded(picture: Image.Image, form: str, **options: object) -> bytes:
    stream = io.BytesIO()
    picture.save(stream, form, **options)
    return stream.getvalue()


def halves(mode: str = "RGB", size: tuple[int, int] = (80, 40)) -> Image.Image:
    """Red on the left, blue on the right."""
    picture = Image.new("RGB", size, RED)
    picture.paste(BLUE, (size[0] // 2, 0, size[0], size[1]))
    return picture.convert(mode)


def noise(size: int, depth: int = 8) -> NDArray[np.unsignedinteger]:
    kind = np.uint8 if depth == 8 else np.uint16
    return np.random.default_rng(0).integers(0, 2**depth, size=(size, size), dtype=kind)


def thumbnail_of(photo: Photo) -> Image.Image:
    assert photo.status == "ok", photo.detail
    assert photo.thumbnail is not None
    return Image.open(io.BytesIO(photo.thumbnail)).convert("RGB")


def assert_colour(
    picture: Image.Image, place: tuple[float, float], colour: tuple[int, ...]
) -> None:
    """`place` is in shares of the width and height."""
    column, row = int(place[0] * (picture.width - 1)), int(place[1] * (picture.height - 1))
    np.testing.assert_allclose(np.asarray(picture)[row, column], colour, atol=CLOSE)


def assert_usable(photo: Photo) -> None:
    assert photo.status == "ok", photo.detail
    vector, histogram = photo.vectors
    assert vector.shape == (CHANNELS,)
    np.testing.assert_allclose(np.linalg.norm(vector), 1, atol=1e-6)
    np.testing.assert_allclose(np.linalg.norm(histogram), 1, atol=1e-6)


@pytest.mark.parametrize(
    ("form", "mode"),
    [
        ("JPEG", "RGB"),
        ("JPEG", "CMYK"),
        ("PNG", "RGB"),
        ("PNG", "P"),
        ("PNG", "RGBA"),
        ("GIF", "P"),
        ("WEBP", "RGB"),
        ("TIFF", "RGB"),
        ("BMP", "RGB"),
    ],
)
@pytest.mark.parametrize("size", [(80, 40), (1200, 600)], ids=["small", "large"])
def test_every_form_shows_the_same_picture(
    see: See, form: str, mode: str, size: tuple[int, int]
) -> None:
    photo = see(encoded(halves(mode, size), form))
    assert_usable(photo)
    assert (photo.width, photo.height) == size
    assert_colour(thumbnail_of(photo), (0.1, 0.5), RED)
    assert_colour(thumbnail_of(photo), (0.9, 0.5), BLUE)


@pytest.mark.parametrize(("fit", "left"), [("crop", RED), ("pad", WHITE), ("stretch", RED)])
def test_what_the_network_sees_is_kept_as_a_picture(
    tmp_path: Path, model: ImageModel, fit: str, left: tuple[int, int, int]
) -> None:
    """A tall photo, red above blue and lying on its side in the file: upright, and of one size."""
    path = tmp_path / "photo"
    turned = Image.Exif()
    turned[0x0112] = 6
    path.write_bytes(encoded(halves().transpose(Image.Transpose.ROTATE_180), "PNG", exif=turned))
    photo = embed_photo(path, [model], ImageSettings(fit=fit))
    assert photo.network_input is not None
    with Image.open(io.BytesIO(photo.network_input)) as opened:
        assert (opened.format, opened.size) == ("WEBP", (model.width, model.height))
        picture = opened.convert("RGB")
    assert_colour(picture, (0.5, 0.9), RED)
    assert_colour(picture, (0.5, 0.1), BLUE)
    assert_colour(picture, (0.02, 0.9), left)


def test_without_a_photo_there_is_no_input_of_the_network(see: See) -> None:
    assert see(b"no photo").network_input is None


@pytest.mark.parametrize(
    ("orientation", "size", "red"),
    [
        (1, (80, 40), (0.1, 0.5)),
        (3, (80, 40), (0.9, 0.5)),
        (6, (40, 80), (0.5, 0.1)),
        (8, (40, 80), (0.5, 0.9)),
    ],
)
@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "TIFF"])
@pytest.mark.parametrize("scale", [1, 12])
def test_a_turned_photo_is_set_upright(
    see: See,
    orientation: int,
    size: tuple[int, int],
    red: tuple[float, float],
    form: str,
    scale: int,
) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    picture = halves(size=(80 * scale, 40 * scale))
    photo = see(encoded(picture, form, exif=exif, quality=95))
    assert (photo.width, photo.height) == (size[0] * scale, size[1] * scale)
    thumbnail = thumbnail_of(photo)
    assert (thumbnail.width > thumbnail.height) is (size[0] > size[1])
    assert_colour(thumbnail, red, RED)
    assert_colour(thumbnail, (1 - red[0], 1 - red[1]), BLUE)


def test_a_photo_with_broken_metadata_is_still_read(see: See) -> None:
    plain = encoded(halves(), "JPEG")
    for content in (b"garbage garbage", b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\xff"):
        block = b"Exif\0\0" + content
        marker = b"\xff\xe1" + struct.pack(">H", len(block) + 2) + block
        assert_usable(see(plain[:2] + marker + plain[2:]))


@pytest.mark.parametrize("size", [(60, 60), (1200, 1200)], ids=["small", "large"])
@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "RGB key"])
def test_what_is_transparent_is_white(see: See, mode: str, size: tuple[int, int]) -> None:
    if mode == "RGB key":
        data = encoded(Image.new("RGB", size, RED), "PNG", transparency=RED)
    else:
        clear = Image.new("RGBA", size, (255, 0, 0, 0))
        data = encoded(clear.quantize(4) if mode == "P" else clear.convert(mode), "PNG")
    assert_colour(thumbnail_of(see(data)), (0.5, 0.5), WHITE)


@pytest.mark.parametrize("size", [50, 1200])
def test_sixteen_bits_keep_their_grey(see: See, size: int) -> None:
    grey = Image.fromarray(np.full((size, size), 0x8000, dtype=np.uint16))
    assert_colour(thumbnail_of(see(encoded(grey, "PNG"))), (0.5, 0.5), (128, 128, 128))
    assert_usable(see(encoded(Image.fromarray(noise(size, 16)), "PNG")))


def test_a_moving_picture_is_its_first_frame(see: See) -> None:
    frames = [Image.new("RGB", (40, 40), colour) for colour in (RED, BLUE)]
    moving = encoded(frames[0], "GIF", save_all=True, append_images=frames[1:])
    assert_colour(thumbnail_of(see(moving)), (0.5, 0.5), RED)


def test_a_file_that_went_away_is_missing(tmp_path: Path, model: ImageModel) -> None:
    assert embed_photo(tmp_path / "gone.jpg", [model], SETTINGS) == Photo("missing")


def test_too_many_pixels_to_decode_is_said_so(see: See) -> None:
    few = ImageSettings(max_decoded_pixels=100_000)
    photo = see(encoded(Image.new("L", (400, 300)), "PNG"), few)
    assert photo == Photo("too_large", width=400, height=300)
    bomb = encoded(Image.new("1", (20_000, 20_000)), "PNG")
    assert see(bomb).status == "too_large"


def test_a_large_jpeg_is_decoded_at_a_reduced_scale(see: See) -> None:
    """Only the pixels that are decoded are bounded: a JPEG can leave most out."""
    few = ImageSettings(max_decoded_pixels=100_000)
    photo = see(encoded(halves(size=(1600, 800)), "JPEG"), few)
    assert_usable(photo)
    assert (photo.width, photo.height) == (1600, 800)
    assert_colour(thumbnail_of(photo), (0.1, 0.5), RED)


def test_the_thumbnail_is_webp_and_fits(see: See) -> None:
    photo = see(encoded(halves(size=(1200, 600)), "JPEG"))
    assert photo.thumbnail is not None
    assert photo.thumbnail[8:12] == b"WEBP"
    assert thumbnail_of(photo).size == (128, 64)


def test_the_same_photo_gives_the_same_bits(see: See) -> None:
    data = encoded(halves(), "JPEG")
    first, second = see(data), see(data)
    assert first.vectors[0].tobytes() == second.vectors[0].tobytes()
    assert first.thumbnail == second.thumbnail


def test_a_histogram_is_counted_by_hand() -> None:
    """Three of four pixels are red: roots of 3/4 and 1/4, in the cells of red and black."""
    pixels = np.array([[RED, RED], [RED, (0, 0, 0)]], dtype=np.uint8)
    histogram = image.colour_histogram(pixels, 2)
    assert histogram[4] == pytest.approx(np.sqrt(0.75))
    assert histogram[0] == pytest.approx(np.sqrt(0.25))
    assert np.count_nonzero(histogram) == 2


@pytest.mark.parametrize(("n", "d", "kept"), [(30, 8, 5), (4, 8, 3), (2, 8, 1), (30, 3, 3)])
def test_reduced_vectors_are_centred_short_and_of_length_one(n: int, d: int, kept: int) -> None:
    vectors = np.random.default_rng(0).normal(size=(n, d)).astype(np.float32)
    reduced = image.reduce(vectors, image.principal_directions(vectors, 5))
    assert reduced.shape == (n, kept)
    np.testing.assert_allclose(np.linalg.norm(reduced, axis=1), 1, atol=1e-6)


def test_reducing_to_all_dimensions_keeps_the_angles() -> None:
    vectors = np.random.default_rng(0).normal(size=(40, 4))
    centred = vectors - vectors.mean(axis=0)
    centred /= np.linalg.norm(centred, axis=1, keepdims=True)
    photos = vectors.astype(np.float32)
    reduced = image.reduce(photos, image.principal_directions(photos, 4))
    np.testing.assert_allclose(reduced @ reduced.T, centred @ centred.T, atol=1e-5)


@pytest.mark.parametrize(("n", "d"), [(40, 8), (12, 30), (8, 8)])
def test_the_directions_are_those_of_a_principal_component_analysis(n: int, d: int) -> None:
    vectors = np.random.default_rng(0).normal(size=(n, d)).astype(np.float32)
    directions = image.principal_directions(vectors, 5)
    expected = PCA(5, svd_solver="full").fit(vectors.astype(np.float64)).components_
    alike = np.abs(np.sum(directions.components * expected, axis=1))  # but for their sign
    np.testing.assert_allclose(alike, 1, atol=1e-9)
    np.testing.assert_allclose(np.linalg.norm(directions.components, axis=1), 1, atol=1e-9)


@pytest.mark.parametrize("n", [2, 5])
def test_copies_of_one_photo_stay_alike(n: int) -> None:
    copies = np.tile(np.array([[0.6, 0.8, 0]], dtype=np.float32), (n, 1))
    reduced = image.reduce(copies, image.principal_directions(copies, 2))
    np.testing.assert_allclose(reduced @ reduced.T, np.ones((n, n)), atol=1e-6)
