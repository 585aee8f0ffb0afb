"""Photograph a product: scene, object, clutter, camera noise, file."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from random import Random

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from demo.canvas import BLACK, WHITE, Canvas, shade
from demo.chance import chance
from demo.drawings import DRAWINGS
from demo.items import Item
from demo.scenes import SCENES, Shadow, paint_scene

# Drawn this much larger than the file, then reduced: anti-aliasing.
_OVERSAMPLING = 2
# How often a photo has its department's own scene; others are cut out on white, or anywhere.
OWN_SCENE = 0.88
STUDIO = 0.96
# How many of the garden department's photos are of tools on a workbench.
ON_BENCH = 0.18
# Shares of photos of a sealed box, and of photos with other things in view.
BOXED = 0.05
CLUTTERED = 0.14

# Side of the noise tile, larger than any photo.
_TILE = 1024
# Darker than this, a pixel belongs to the object rather than to its glow.
_TOUCHED = 200

_SHAPES = ((1.0, 1.0), (1.0, 1.0), (0.8, 1.0), (1.0, 0.8), (0.75, 1.0), (1.0, 0.67), (0.9, 1.0))
_CARDBOARD = ((196, 154, 108), (182, 140, 96), (232, 230, 226))


@cache
def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """Return Pillow's own font."""
    return ImageFont.load_default(size)


@cache
def _grain(level: int) -> NDArray[np.int16]:
    """Return a tile of camera noise, made once: noise per photo would cost more than the rest."""
    noise = np.random.default_rng(0).normal(0.0, level, (_TILE, _TILE, 1))
    return np.rint(noise).astype(np.int16)


@cache
def _foot(name: str) -> float:
    """Return how far below its centre a drawing stands, in its units: its shadow falls there."""
    image = Image.new("RGB", (96, 96), "white")
    DRAWINGS[name](Canvas(image, (48, 40), 40), (90, 90, 90), chance("foot"))
    rows = np.flatnonzero((np.asarray(image) < _TOUCHED).any(axis=(1, 2)))
    return float(rows.max() - 40) / 40.0


def _carton(canvas: Canvas, item: Item, rng: Random) -> None:
    """Draw the sealed box a product comes in, with its brand on it."""
    side = rng.choice(_CARDBOARD) if rng.random() < 0.7 else item.colour
    canvas.poly([(-0.8, -0.3), (0.2, -0.14), (0.2, 0.86), (-0.8, 0.66)], side)
    canvas.poly([(0.2, -0.14), (0.82, -0.34), (0.82, 0.56), (0.2, 0.86)], shade(side, -0.3))
    canvas.poly([(-0.8, -0.3), (-0.14, -0.5), (0.82, -0.34), (0.2, -0.14)], shade(side, 0.25))
    canvas.poly([(-0.38, -0.23), (0.3, -0.43), (0.42, -0.41), (-0.24, -0.21)], (226, 206, 160), 200)
    canvas.poly([(-0.66, 0.0), (0.04, 0.12), (0.04, 0.52), (-0.66, 0.4)], WHITE, 230)
    for row in range(3):
        y = 0.1 + 0.1 * row
        canvas.line([(-0.58, y), (-0.58 + rng.uniform(0.25, 0.5), y + 0.08)], 0.035, item.colour)


def _clutter(image: Image.Image, item: Item, rng: Random) -> None:
    """Put one or two other products of the department around the edges."""
    width, height = image.size
    for _ in range(rng.choice((1, 1, 2))):
        other = rng.choice(item.department.shelves)
        x, y = rng.choice(((0.08, 0.84), (0.92, 0.86), (0.9, 0.12), (0.1, 0.14)))
        canvas = Canvas(
            image, (x * width, y * height), 0.17 * min(width, height), rng.uniform(-0.5, 0.5)
        )
        DRAWINGS[other.drawing](
            canvas, rng.choice(((150, 150, 154), item.colour, (96, 120, 140))), rng
        )


def _badge(image: Image.Image, item: Item, rng: Random) -> None:
    """Stick a seller's badge on, or write the brand across a corner."""
    pen = ImageDraw.Draw(image, "RGBA")
    width, height = image.size
    if rng.random() < 0.6:
        r = 0.1 * min(width, height)
        x, y = width - 1.4 * r, 1.4 * r
        tone = rng.choice(((214, 48, 48), (240, 160, 30), (40, 120, 200), BLACK))
        pen.ellipse((x - r, y - r, x + r, y + r), fill=tone)
        text = rng.choice(("-20%", "NEW", "SALE", "-35%", "TOP"))
        pen.text((x, y), text, font=_font(round(r * 0.62)), fill=WHITE, anchor="mm")
    else:
        pen.text(
            (0.04 * width, 0.96 * height),
            item.brand or "shop",
            font=_font(round(0.06 * min(width, height))),
            fill=(120, 120, 124, 170),
            anchor="ls",
        )


def take_photo(item: Item, rng: Random) -> Image.Image:
    """Draw one photo of a product.

    Parameters
    ----------
    item : Item
        The product; a photo shows what it truly is, whatever it is listed as.
    rng : random.Random
        Source of the choices.

    Returns
    -------
    PIL.Image.Image
        RGB, 320 to 640 pixels on the longer side.
    """
    longest = rng.randrange(320, 641, 8)
    wide, tall = rng.choice(_SHAPES)
    width, height = round(longest * wide), round(longest * tall)
    big_width, big_height = width * _OVERSAMPLING, height * _OVERSAMPLING
    luck = rng.random()
    if luck < OWN_SCENE:
        scene = item.department.scene
        if scene == "meadow" and rng.random() < ON_BENCH:
            scene = "bench"
    else:
        scene = "studio" if luck < STUDIO else rng.choice(sorted(SCENES))
    half = 0.5 * rng.uniform(0.62, 0.92)
    x, y = 0.5 + rng.uniform(-0.06, 0.06), 0.5 + rng.uniform(-0.04, 0.06)
    boxed = rng.random() < BOXED
    reach = half * min(big_width, big_height)
    foot = 0.72 if boxed else _foot(item.shelf.drawing)
    shadow = Shadow(x, y, y + foot * reach / big_height, reach / big_width, reach / big_height)
    image = paint_scene(scene, big_width, big_height, shadow, rng)
    if rng.random() < CLUTTERED:
        _clutter(image, item, rng)
    above = scene in {"linen", "bench", "studio"}
    canvas = Canvas(
        image,
        (x * big_width, y * big_height),
        reach,
        rng.gauss(0.0, 0.35 if above else 0.08),
        flip=rng.random() < 0.4,
    )
    if boxed:
        _carton(canvas, item, rng)
    else:
        DRAWINGS[item.shelf.drawing](canvas, item.colour, rng)
    if rng.random() < 0.12:
        _badge(image, item, rng)
    return _expose(image.reduce(_OVERSAMPLING), rng)


def _expose(image: Image.Image, rng: Random) -> Image.Image:
    """Add what a camera adds: exposure, a colour cast, grain."""
    exposure = rng.gauss(1.0, 0.05)
    gains = [exposure * rng.gauss(1.0, 0.025) for _ in range(3)]
    table = [min(255, round(value * gain)) for gain in gains for value in range(256)]
    pixels = np.asarray(image.point(table)).astype(np.int16)
    height, width, _ = pixels.shape
    top, left = rng.randrange(_TILE - height), rng.randrange(_TILE - width)
    pixels += _grain(rng.choice((1, 2, 3, 5)))[top : top + height, left : left + width]
    return Image.fromarray(np.clip(pixels, 0, 255, out=pixels).astype(np.uint8))


def encode(image: Image.Image, form: str, rng: Random) -> bytes:
    """Write a photo in one of the forms that shops receive.

    Parameters
    ----------
    image : PIL.Image.Image
        RGB.
    form : {"jpeg", "grey", "cmyk", "rotated", "png", "palette", "cutout"}
        ``rotated`` is stored lying on its side, with the EXIF tag that says so; ``cutout`` has a
        transparent border.
    rng : random.Random
        Source of the choices.

    Returns
    -------
    bytes
        The file.
    """
    buffer = BytesIO()
    if form == "png":
        image.save(buffer, "PNG")
    elif form == "palette":
        image.quantize(64).save(buffer, "PNG")
    elif form == "cutout":
        clear = Image.new("L", image.size, 0)
        margin = min(image.size) // 24
        ImageDraw.Draw(clear).rounded_rectangle(
            (margin, margin, image.width - margin, image.height - margin), 3 * margin, fill=255
        )
        image.putalpha(clear)
        image.save(buffer, "PNG")
    elif form == "rotated":
        exif = Image.Exif()
        exif[0x0112] = 6  # Orientation: turn 90 degrees clockwise to view.
        image.transpose(Image.Transpose.ROTATE_90).save(buffer, "JPEG", quality=86, exif=exif)
    else:
        mode = {"grey": "L", "cmyk": "CMYK"}.get(form, "RGB")
        image.convert(mode).save(buffer, "JPEG", quality=rng.choice((70, 82, 88, 92)))
    return buffer.getvalue()
