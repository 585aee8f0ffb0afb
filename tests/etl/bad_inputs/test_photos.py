"""Photos as they come: which file ends how? All in one shop, whose products are all kept."""

import io
import os
import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest
from PIL import Image

from etl.config import ImageSettings
from etl.embedding.image import embed_photo
from etl.embedding.resnet import load_model
from tests.etl.bad_inputs.conftest import load
from tests.etl.bad_inputs.corpus import KEPT, Outcome, as_nobody, open_folder, warned
from tests.etl.networks import Form, write_network
from tests.etl.shop import Query, listing, queries_on, write_shop

Content = bytes | Callable[[Path], object]


def picture(mode: str = "RGB", size: tuple[int, int] = (40, 30)) -> Image.Image:
    return Image.radial_gradient("L").resize(size).convert(mode)


def encoded(shown: Image.Image, form: str, **options: object) -> bytes:
    stream = io.BytesIO()
    shown.save(stream, form, **options)
    return stream.getvalue()


def turned() -> bytes:
    exif = Image.Exif()
    exif[0x0112] = 6
    return encoded(picture(), "JPEG", exif=exif)


def moving(form: str) -> bytes:
    return encoded(picture(), form, save_all=True, append_images=[picture().rotate(90)])


def chunk(kind: bytes, content: bytes) -> bytes:
    check = struct.pack(">I", zlib.crc32(kind + content))
    return struct.pack(">I", len(content)) + kind + content + check


def png_that_says(width: int, height: int) -> bytes:
    """A size, and no pixel: who decodes it before looking at the size finds it unreadable."""
    size = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


def png_with_a_text_bomb() -> bytes:
    """A comment of 200 MB in 200 kB."""
    packed = zlib.compressobj(9)
    comment = b"".join([*(packed.compress(bytes(2**20)) for _ in range(200)), packed.flush()])
    plain = encoded(picture(), "PNG")
    return plain[:33] + chunk(b"zTXt", b"Comment\0\0" + comment) + plain[33:]


def link_to(target: str) -> Callable[[Path], object]:
    return lambda place: place.symlink_to(target)


def up_and_out(place: Path) -> None:
    place.parent.symlink_to("..")


def sub_folder(place: Path) -> None:
    place.parent.parent.mkdir()


LARGE_JPEG, LARGE_PNG = (encoded(picture(size=(400, 400)), form) for form in ("JPEG", "PNG"))
DEEP = encoded(Image.fromarray(np.arange(1200, dtype=np.uint16).reshape(30, 40) * 50), "PNG")
CLEAR = picture("RGBA")
CLEAR.putalpha(100)
EPS = b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n%%EndComments\nshowpage\n"

UNREADABLE, MISSING = warned("image_unreadable"), warned("image_missing")
OUTSIDE = warned("image_outside")


class Photo(NamedTuple):
    """The name in the catalogue, what lies there, the outcome, and the size if it is seen."""

    name: str
    content: Content | None
    outcome: Outcome
    size: tuple[int, int] | None = None


PHOTOS: dict[str, Photo] = {
    "no photo named": Photo("", None, warned("image_not_named")),
    "missing": Photo("gone.jpg", None, MISSING),
    "empty": Photo("empty.jpg", b"", UNREADABLE),
    "text named .jpg": Photo("text.jpg", b"hello", UNREADABLE),
    "a page named .png": Photo("page.png", b"<!DOCTYPE html><p>", UNREADABLE),
    "PostScript named .jpg": Photo("eps.jpg", EPS, UNREADABLE),
    "SVG": Photo("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", UNREADABLE),
    "a truncated JPEG": Photo("cut.jpg", LARGE_JPEG[:2000], UNREADABLE),
    "a truncated PNG": Photo("cut.png", LARGE_PNG[:2000], UNREADABLE),
    "a truncated GIF": Photo("cut.gif", encoded(picture("P"), "GIF")[:20], UNREADABLE),
    "a truncated WebP": Photo("cut.webp", encoded(picture(), "WEBP")[:60], UNREADABLE),
    "an animated GIF": Photo("moving.gif", moving("GIF"), KEPT, (40, 30)),
    "an animated WebP": Photo("moving.webp", moving("WEBP"), KEPT, (40, 30)),
    "CMYK": Photo("print.jpg", encoded(picture("CMYK"), "JPEG"), KEPT, (40, 30)),
    "16-bit": Photo("deep.png", DEEP, KEPT, (40, 30)),
    "palette with alpha": Photo("palette.png", encoded(CLEAR.quantize(8), "PNG"), KEPT, (40, 30)),
    "1 x 1": Photo("dot.png", encoded(picture(size=(1, 1)), "PNG"), KEPT, (1, 1)),
    "60,000 x 10": Photo(
        "wide.png", encoded(picture(size=(60_000, 10)), "PNG"), KEPT, (60_000, 10)
    ),
    "10 x 60,000": Photo(
        "tall.png", encoded(picture(size=(10, 60_000)), "PNG"), KEPT, (10, 60_000)
    ),
    "EXIF-rotated": Photo("turned.jpg", turned(), KEPT, (30, 40)),
    "a decompression bomb": Photo(
        "bomb.png", png_that_says(60_000, 60_000), warned("image_too_large")
    ),
    "a bomb in the comment": Photo("comment.png", png_with_a_text_bomb(), UNREADABLE),
    "a bomb that is a list of frames": Photo(
        "frames.gif", b"GIF89a\xff\xff\xff\xff\0\0\0;", UNREADABLE
    ),
    "a link within the folder": Photo("inside.png", link_to("p1.png"), KEPT, (16, 16)),
    "a link out of the folder": Photo("outside.png", link_to("../secret.png"), OUTSIDE),
    "a link to a folder outside": Photo("up/secret.png", up_and_out, OUTSIDE),
    "a link to itself": Photo("loop.png", link_to("loop.png"), MISSING),
    "../ in the name": Photo("../secret.png", None, OUTSIDE),
    "../ within the folder": Photo("sub/../p2.png", sub_folder, KEPT, (16, 16)),
    "an absolute path": Photo("/{shop}/secret.png", None, OUTSIDE),
    "a system file": Photo("/etc/passwd", None, OUTSIDE),
    "a directory": Photo("folder.png", Path.mkdir, MISSING),
    "the folder itself": Photo(".", None, MISSING),
    "a pipe": Photo("pipe.png", os.mkfifo, MISSING),
    "a name of 5,000 characters": Photo("x" * 5_000, None, MISSING),
}


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Query:
    """One run over a shop with all of them."""
    shop = tmp_path_factory.mktemp("photos") / "shop"
    rows = [
        listing(number, uniq_id=case, image=name.format(shop=shop).replace("//", "/"))
        for number, (case, (name, *_)) in enumerate(PHOTOS.items(), start=1)
    ]
    catalog = write_shop(shop, [listing(0), *rows], photos=3)
    (shop / "secret.png").write_bytes(encoded(picture(), "PNG"))
    for name, content, *_ in PHOTOS.values():
        place = shop / "images" / name
        if isinstance(content, bytes):
            place.write_bytes(content)
        elif content is not None:
            content(place)
    return queries_on(load(catalog))


@pytest.mark.parametrize("case", PHOTOS)
def test_a_photo(loaded: Query, case: str) -> None:
    _, _, outcome, size = PHOTOS[case]
    number = 2 + list(PHOTOS).index(case)  # behind a good one
    findings = loaded("SELECT severity, code, reason FROM load_report WHERE row = ?", number)
    severity = {"set aside": "set_aside", "warned": "warning"}.get(outcome.end)
    assert [row[:2] for row in findings] == ([(severity, outcome.expected)] if severity else [])
    # What is said names the file as the catalogue does, not a place of this machine.
    assert not any("/tmp" in str(reason) and case != "an absolute path" for *_, reason in findings)  # noqa: S108
    if outcome.end != "set aside":
        ((width, height, is_shown),) = loaded(
            "SELECT photo_width, photo_height, thumbnail IS NOT NULL FROM products "
            "WHERE product_id = ?",
            case,
        )
        assert is_shown is (outcome.end == "kept")
        if size is not None:
            assert (width, height) == size


def test_no_product_is_lost(loaded: Query) -> None:
    kept = sum(outcome.end != "set aside" for _, _, outcome, _ in PHOTOS.values())
    assert loaded("SELECT count(*) FROM products") == [(1 + kept,)]


def test_a_photo_that_may_not_be_read(tmp_path: Path) -> None:
    model = load_model(write_network(tmp_path / "small.onnx", Form()), tmp_path)
    with open_folder() as folder:
        photo = folder / "locked.png"
        photo.write_bytes(encoded(picture(), "PNG"))
        photo.chmod(0)
        with as_nobody():
            result = embed_photo(photo, [model], ImageSettings())
    assert (result.status, result.detail) == ("unreadable", "Permission denied")
