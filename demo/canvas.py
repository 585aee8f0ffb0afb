"""A drawing surface with its own coordinates: objects are drawn once, at any scale and angle.

Objects live in the square from -1 to 1 (y downwards). The surface turns, scales and shifts their
points before filling polygons, so no picture is ever resampled; anti-aliasing comes from drawing
large and reducing at the end (see :mod:`demo.photos`).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from PIL import Image, ImageDraw

Colour = tuple[int, int, int]
Point = tuple[float, float]

WHITE: Colour = (250, 250, 248)
BLACK: Colour = (34, 34, 38)
STEEL: Colour = (196, 202, 208)
WOOD: Colour = (190, 140, 88)
GOLD: Colour = (206, 168, 92)

_TURN = np.linspace(0.0, 2.0 * np.pi, 41)[:-1]
_CIRCLE = np.column_stack([np.cos(_TURN), np.sin(_TURN)])


def shade(colour: Colour, amount: float) -> Colour:
    """Lighten (``amount`` > 0, up to 1: white) or darken (< 0, down to -1: black) a colour."""
    target = 255.0 if amount > 0 else 0.0
    red, green, blue = (round(part + (target - part) * abs(amount)) for part in colour)
    return red, green, blue


def smooth(points: Sequence[Point], steps: int = 6, *, closed: bool = False) -> list[Point]:
    """Pass a Catmull-Rom curve through points.

    Parameters
    ----------
    points : sequence of (x, y)
        At least three.
    steps : int
        Segments between two points.
    closed : bool
        Whether the last point joins the first.

    Returns
    -------
    list of (x, y)
        The curve, as a polyline.
    """
    given = np.asarray(points, dtype=float)
    if closed:
        padded = np.vstack([given[-1], given, given[:2]])
    else:
        padded = np.vstack([given[0], given, given[-1]])
    t = np.linspace(0.0, 1.0, steps, endpoint=False)[:, None]
    parts = []
    for before, start, end, after in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        parts.append(
            start
            + 0.5 * t * (end - before)
            + t**2 * (before - 2.5 * start + 2.0 * end - 0.5 * after)
            + t**3 * (1.5 * (start - end) + 0.5 * (after - before))
        )
    curve = np.vstack(parts if closed else [*parts, given[-1:]])
    return [(float(x), float(y)) for x, y in curve]


class Canvas:
    """Draw in object coordinates on an image.

    Parameters
    ----------
    image : PIL.Image.Image
        RGB image, drawn on in place.
    centre : (float, float)
        Where the object's origin falls, in pixels.
    scale : float
        Pixels per object unit.
    angle : float
        Rotation in radians, clockwise on the screen.
    flip : bool
        Mirror left and right.
    """

    def __init__(
        self,
        image: Image.Image,
        centre: Point,
        scale: float,
        angle: float = 0.0,
        *,
        flip: bool = False,
    ) -> None:
        self._pen = ImageDraw.Draw(image, "RGBA")
        self._scale = scale
        cos, sin = np.cos(angle) * scale, np.sin(angle) * scale
        self._matrix = np.array([[cos, sin], [-sin, cos]])
        if flip:
            self._matrix[0] *= -1.0
        self._centre = np.asarray(centre, dtype=float)

    def _pixels(self, points: Sequence[Point] | np.ndarray) -> list[float]:
        """Object coordinates to a flat list of pixel coordinates."""
        placed = np.asarray(points, dtype=float) @ self._matrix + self._centre
        flat: list[float] = placed.ravel().tolist()
        return flat

    def poly(self, points: Sequence[Point] | np.ndarray, fill: Colour, alpha: int = 255) -> None:
        """Fill a polygon."""
        self._pen.polygon(self._pixels(points), fill=(*fill, alpha))

    def oval(
        self, x: float, y: float, rx: float, ry: float, fill: Colour, alpha: int = 255
    ) -> None:
        """Fill an ellipse."""
        self.poly(_CIRCLE * (rx, ry) + (x, y), fill, alpha)

    def box(
        self,
        x0: float,
        y0: float,
        x1: float,
        y1: float,
        fill: Colour,
        radius: float = 0.0,
        alpha: int = 255,
    ) -> None:
        """Fill a rectangle, its corners rounded by ``radius``."""
        if radius <= 0:
            self.poly([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], fill, alpha)
            return
        corners = np.repeat(
            [
                (x1 - radius, y1 - radius),
                (x0 + radius, y1 - radius),
                (x0 + radius, y0 + radius),
                (x1 - radius, y0 + radius),
            ],
            10,
            axis=0,
        )
        self.poly(corners + _CIRCLE * radius, fill, alpha)

    def line(self, points: Sequence[Point], width: float, fill: Colour, alpha: int = 255) -> None:
        """Draw a polyline with rounded joints; opaque lines get rounded ends too."""
        pixels = self._pixels(points)
        thick = max(1, round(width * self._scale))
        self._pen.line(pixels, fill=(*fill, alpha), width=thick, joint="curve")
        if alpha == 255 and thick > 2:
            for x, y in (pixels[:2], pixels[-2:]):
                half = thick / 2
                self._pen.ellipse((x - half, y - half, x + half, y + half), fill=fill)

    def ring(
        self, x: float, y: float, rx: float, ry: float, width: float, fill: Colour, alpha: int = 255
    ) -> None:
        """Outline an ellipse."""
        points = _CIRCLE * (rx, ry) + (x, y)
        self.line([*map(tuple, points), tuple(points[0])], width, fill, alpha)

    def ball(self, x: float, y: float, r: float, fill: Colour) -> None:
        """Fill a circle shaded as a sphere, lit from the upper left."""
        for step in range(9):
            part = step / 8.0
            self.oval(
                x - 0.30 * r * part,
                y - 0.34 * r * part,
                r * (1.0 - 0.86 * part),
                r * (1.0 - 0.86 * part),
                shade(fill, -0.32 + 0.72 * part**1.6),
            )

    def lathe(
        self,
        profile: Sequence[Point],
        fill: Colour,
        *,
        x: float = 0.0,
        flat: float = 0.16,
        gloss: float = 0.5,
        inside: Colour | None = None,
        alpha: int = 255,
    ) -> None:
        """Fill a turned body, such as a vase, with light falling from the left.

        Parameters
        ----------
        profile : sequence of (radius, y)
            From top to bottom.
        fill : Colour
            The body.
        x : float
            Its axis.
        flat : float
            How much of the round is seen from above: 0 is straight from the side.
        gloss : float
            Strength of the highlight, 0 to 1.
        inside : Colour, optional
            Colour of the opening at the top; without it the top is closed by the body's own.
        alpha : int
            255 is opaque.
        """
        radius, height = np.asarray(profile, dtype=float).T
        edges = np.sin(np.linspace(-np.pi / 2, np.pi / 2, 15))
        for left, right in pairwise(edges):
            middle = (left + right) / 2
            light = -0.55 * middle + 0.83 * np.sqrt(1.0 - middle**2)
            tone = shade(
                fill, -0.46 * (1.0 - light) if light < 0.9 else gloss * 2.6 * (light - 0.9)
            )
            sides = []
            for edge in (left, right):
                bend = flat * radius * np.sqrt(max(0.0, 1.0 - edge**2))
                sides.append(np.column_stack([x + radius * edge, height + bend]))
            self.poly(np.vstack([sides[0], sides[1][::-1]]), tone, alpha)
        if flat > 0:
            rim = float(radius[0])
            self.oval(x, float(height[0]), rim, rim * flat, shade(fill, 0.22), alpha)
            if inside is not None:
                self.oval(x, float(height[0]), rim * 0.9, rim * flat * 0.86, inside, alpha)
