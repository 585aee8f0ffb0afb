"""Where the demo shop's photographers put their products: backgrounds, drawn large.

A scene is a small gradient, enlarged (which softens the object's shadow for free), then a few
shapes in sharp focus.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from demo.canvas import Colour, shade

# Side of the gradient before it is enlarged.
_COARSE = 40


@dataclass(frozen=True)
class Shadow:
    """Where an object is, for its shadow; all lengths are parts of the frame.

    Attributes
    ----------
    x, y : float
        Its centre.
    foot : float
        The line it stands on.
    rx, ry : float
        Its reach to either side.
    """

    x: float
    y: float
    foot: float
    rx: float
    ry: float


def _blend(
    top: Colour, bottom: Colour, horizon: float | None, vignette: float
) -> NDArray[np.float64]:
    """Return a (40, 40, 3) gradient: from ``top`` to ``bottom``, or a wall above a surface."""
    y, x = np.mgrid[0:_COARSE, 0:_COARSE] / (_COARSE - 1.0)
    # Two cells of transition: an edge slightly out of focus.
    part = y if horizon is None else np.clip((y - horizon) * _COARSE / 2.0, 0.0, 1.0)
    field = (1.0 - part)[..., None] * np.array(top, float) + part[..., None] * np.array(
        bottom, float
    )
    far = (x - 0.42) ** 2 + (y - 0.4) ** 2
    lit: NDArray[np.float64] = field * (1.0 - vignette * far)[..., None]
    return lit


def _darken(
    field: NDArray[np.float64],
    centre: tuple[float, float],
    radii: tuple[float, float],
    depth: float,
) -> None:
    """Darken a soft elliptic spot, in place; all lengths are parts of the frame."""
    y, x = np.mgrid[0:_COARSE, 0:_COARSE] / (_COARSE - 1.0)
    far = ((x - centre[0]) / radii[0]) ** 2 + ((y - centre[1]) / radii[1]) ** 2
    field *= (1.0 - depth * np.exp(-(far**2)))[..., None]


# (pen, width, height, row of the horizon, chance): what stands in a scene.
_Decor = Callable[[ImageDraw.ImageDraw, int, int, int, Random], None]


def _plain(_pen: ImageDraw.ImageDraw, _width: int, _height: int, _low: int, _rng: Random) -> None:
    """Add nothing."""


def _weave(pen: ImageDraw.ImageDraw, width: int, height: int, _low: int, rng: Random) -> None:
    """Add the threads and a crease of a cloth."""
    step = max(6, width // 60)
    for x in range(0, width, step):
        pen.line((x, 0, x, height), fill=(255, 250, 240, 26), width=2)
    for y in range(0, height, step):
        pen.line((0, y, width, y), fill=(90, 70, 50, 20), width=2)
    crease = rng.uniform(0.1, 0.9) * width
    pen.line(
        (crease, 0, crease + rng.uniform(-0.3, 0.3) * width, height),
        fill=(70, 50, 40, 34),
        width=width // 60,
    )


def _tiles(pen: ImageDraw.ImageDraw, width: int, height: int, low: int, rng: Random) -> None:
    """Add a tiled wall above a worktop."""
    side = width // rng.choice((5, 6, 7))
    for row, y in enumerate(range(low, -side, -side // 2)):
        pen.line((0, y, width, y), fill=(120, 130, 135, 80), width=max(2, width // 240))
        for x in range((row % 2) * side // 2, width, side):
            pen.line((x, y - side // 2, x, y), fill=(120, 130, 135, 80), width=max(2, width // 240))
    pen.rectangle((0, low, width, low + height // 50), fill=(110, 84, 60, 120))


def _wall(pen: ImageDraw.ImageDraw, width: int, height: int, low: int, rng: Random) -> None:
    """Add a skirting board, and a corner of a picture or a window's light."""
    pen.rectangle((0, low - height // 22, width, low), fill=(255, 252, 246, 190))
    if rng.random() < 0.5:
        x = int(rng.choice((-0.08, 0.82)) * width)
        pen.rectangle((x, height // 12, x + width // 4, height // 2), fill=(120, 92, 66, 130))
        pen.rectangle(
            (
                x + width // 50,
                height // 12 + width // 50,
                x + width // 4 - width // 50,
                height // 2 - width // 50,
            ),
            fill=(244, 238, 228, 170),
        )
    else:
        start = rng.uniform(0.0, 0.5) * width
        corners = [
            (start + shift * width, y)
            for shift, y in ((0.0, 0), (0.3, 0), (0.55, low), (0.25, low))
        ]
        pen.polygon(corners, fill=(255, 250, 225, 60))


def _glow(pen: ImageDraw.ImageDraw, width: int, height: int, low: int, rng: Random) -> None:
    """Add light trails on a dark desk."""
    tone = rng.choice(((70, 150, 255), (190, 90, 255), (60, 220, 200), (120, 130, 150)))
    for _ in range(rng.choice((2, 3, 4))):
        x, y = rng.uniform(-0.2, 0.9) * width, rng.uniform(0.0, 0.8) * height
        pen.line(
            (x, y, x + width * 0.5, y - height * 0.24), fill=(*tone, 70), width=max(2, width // 110)
        )
    pen.rectangle((0, low, width, low + 3), fill=(*tone, 110))


def _leaves(pen: ImageDraw.ImageDraw, width: int, height: int, low: int, rng: Random) -> None:
    """Add blurred foliage and blades of grass, or the planks of a shed."""
    for _ in range(14):
        x, y = rng.uniform(0, 1) * width, rng.uniform(0, low)
        r = rng.uniform(0.03, 0.09) * width
        tone = rng.choice(((214, 232, 150), (120, 170, 90), (240, 246, 200), (84, 132, 70)))
        pen.ellipse((x - r, y - r, x + r, y + r), fill=(*tone, 70))
    for _ in range(70):
        x, y = rng.uniform(0, 1) * width, rng.uniform(low, 1.02 * height)
        tall = rng.uniform(0.03, 0.08) * height
        tone = rng.choice(((70, 124, 52), (110, 160, 70), (52, 100, 44)))
        pen.line(
            (x, y, x + rng.uniform(-0.4, 0.4) * tall, y - tall),
            fill=(*tone, 190),
            width=max(2, width // 160),
        )


def _planks(pen: ImageDraw.ImageDraw, width: int, height: int, _low: int, rng: Random) -> None:
    """Add the planks and grain of a workbench."""
    count = rng.choice((4, 5, 6))
    for index in range(count):
        y = height * index / count
        pen.rectangle((0, y, width, y + height / count), fill=(70, 40, 20, rng.randrange(0, 46)))
        pen.line((0, y, width, y), fill=(50, 28, 14, 170), width=max(2, height // 200))
        for _ in range(4):
            grain = y + rng.uniform(0.1, 0.9) * height / count
            pen.line((0, grain, width, grain + rng.uniform(-6, 6)), fill=(60, 34, 16, 40), width=2)


def _confetti(pen: ImageDraw.ImageDraw, width: int, _height: int, low: int, rng: Random) -> None:
    """Add big dots, stars or stripes on a nursery wall."""
    kind = rng.random()
    if kind < 0.35:
        step = width // 8
        for left in range(0, width, 2 * step):
            pen.rectangle((left, 0, left + step, low), fill=(255, 255, 255, 80))
        return
    for _ in range(26):
        x, y, r = (
            rng.uniform(0, 1) * width,
            rng.uniform(0, low),
            rng.uniform(0.012, 0.03) * width,
        )
        tone = rng.choice(((255, 255, 255), (255, 214, 90), (250, 120, 120), (120, 200, 250)))
        if kind < 0.7:
            pen.ellipse((x - r, y - r, x + r, y + r), fill=(*tone, 200))
        else:
            pen.polygon([(x, y - r), (x + r, y), (x, y + r), (x - r, y)], fill=(*tone, 200))


def _podium(pen: ImageDraw.ImageDraw, width: int, height: int, _low: int, rng: Random) -> None:
    """Add a sun disc behind and a round podium below."""
    r = rng.uniform(0.3, 0.42) * width
    x, y = rng.uniform(0.4, 0.6) * width, rng.uniform(0.34, 0.46) * height
    pen.ellipse((x - r, y - r, x + r, y + r), fill=(255, 255, 255, 90))
    low, half, thick = 0.86 * height, 0.4 * width, 0.07 * height
    pen.ellipse(
        (width / 2 - half, low, width / 2 + half, low + 2 * thick), fill=(150, 110, 110, 70)
    )
    pen.ellipse(
        (width / 2 - half, low - thick / 2, width / 2 + half, low + thick * 1.3),
        fill=(255, 246, 242, 150),
    )


# name: wall colours, surface colours, horizon (None: seen from above), decoration.
SCENES: dict[
    str, tuple[tuple[Colour, ...], tuple[Colour, ...], tuple[float, float] | None, _Decor]
] = {
    "studio": (
        ((252, 252, 252), (244, 245, 247), (238, 238, 240)),
        ((240, 240, 242), (226, 228, 232), (250, 250, 250)),
        None,
        _plain,
    ),
    "linen": (
        ((226, 212, 194), (214, 204, 194), (232, 222, 206)),
        ((206, 190, 170), (198, 186, 174), (216, 200, 180)),
        None,
        _weave,
    ),
    "tiles": (
        ((236, 240, 240), (222, 234, 232), (240, 236, 226)),
        ((214, 210, 204), (226, 226, 224), (188, 164, 136)),
        (0.62, 0.74),
        _tiles,
    ),
    "room": (
        ((188, 196, 186), (214, 198, 180), (170, 184, 196), (206, 186, 176)),
        ((150, 116, 84), (176, 142, 108), (128, 98, 74)),
        (0.7, 0.8),
        _wall,
    ),
    "dark": (
        ((38, 42, 54), (28, 30, 38), (44, 40, 60)),
        ((22, 24, 30), (40, 44, 54), (30, 28, 40)),
        (0.7, 0.82),
        _glow,
    ),
    "meadow": (
        ((176, 208, 176), (196, 220, 190), (150, 190, 160)),
        ((108, 150, 78), (92, 132, 66), (126, 160, 90)),
        (0.56, 0.7),
        _leaves,
    ),
    "bench": (
        ((178, 134, 92), (160, 118, 80), (192, 150, 106)),
        ((150, 108, 70), (136, 98, 64), (172, 128, 88)),
        None,
        _planks,
    ),
    "playroom": (
        ((255, 222, 120), (140, 208, 236), (250, 170, 160), (170, 222, 170)),
        ((244, 190, 110), (110, 180, 216), (232, 140, 130), (240, 214, 170)),
        (0.7, 0.82),
        _confetti,
    ),
    "pastel": (
        ((248, 214, 216), (236, 220, 240), (250, 228, 208), (214, 234, 228)),
        ((240, 190, 196), (220, 200, 228), (242, 208, 184), (192, 222, 214)),
        (0.74, 0.84),
        _podium,
    ),
}


def paint_scene(name: str, width: int, height: int, shadow: Shadow, rng: Random) -> Image.Image:
    """Paint a background with the shadow of what will stand on it.

    Parameters
    ----------
    name : str
        Key of :data:`SCENES`.
    width, height : int
        Size in pixels.
    shadow : Shadow
        Where the object will be.
    rng : random.Random
        Source of the choices.

    Returns
    -------
    PIL.Image.Image
        RGB.
    """
    walls, surfaces, horizons, decorate = SCENES[name]
    horizon = rng.uniform(*horizons) if horizons else None
    light = rng.uniform(-0.08, 0.08)
    field = _blend(
        shade(rng.choice(walls), light), shade(rng.choice(surfaces), light), horizon, 0.32
    )
    if horizon is None:
        _darken(field, (shadow.x + 0.02, shadow.y + 0.035), (0.8 * shadow.rx, 0.8 * shadow.ry), 0.3)
    else:
        _darken(field, (shadow.x + 0.02, min(0.98, shadow.foot)), (0.75 * shadow.rx, 0.06), 0.5)
    # Enlarged smoothly to half the size, then doubled: it will be halved in the end anyway.
    half = Image.fromarray(np.clip(field, 0, 255).astype(np.uint8)).resize(
        (width // 2, height // 2), Image.Resampling.BICUBIC
    )
    image = half.resize((width, height), Image.Resampling.NEAREST)
    decorate(ImageDraw.Draw(image, "RGBA"), width, height, round((horizon or 1.0) * height), rng)
    return image
