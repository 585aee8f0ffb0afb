"""Gardening and hand tools."""

from __future__ import annotations

import math
from random import Random

from demo.canvas import BLACK, STEEL, WHITE, WOOD, Canvas, Colour, shade, smooth

_IRON: Colour = (112, 118, 124)


def plantpot(canvas: Canvas, colour: Colour, rng: Random) -> None:
    """A pot with a leafy plant."""
    leaf = rng.choice(((74, 134, 72), (52, 112, 70), (110, 156, 84)))
    stems = rng.choice((7, 9, 11))
    for index in range(stems):
        angle = math.pi * (0.08 + 0.84 * index / (stems - 1))
        reach = rng.uniform(0.6, 0.92)
        tip = (-math.cos(angle) * reach * 0.85, -0.02 - math.sin(angle) * reach)
        side = (-math.sin(angle) * 0.1, math.cos(angle) * 0.1)
        middle = (tip[0] * 0.55, tip[1] * 0.6)
        tone = shade(leaf, rng.uniform(-0.25, 0.25))
        canvas.poly(
            smooth(
                [
                    (0, 0.02),
                    (middle[0] + side[0], middle[1] + side[1]),
                    tip,
                    (middle[0] - side[0], middle[1] - side[1]),
                ],
                closed=True,
            ),
            tone,
        )
        canvas.line([(0, 0.02), tip], 0.014, shade(tone, -0.3))
    low = rng.uniform(0.3, 0.42)
    clay = rng.choice((colour, (188, 104, 68), (188, 104, 68)))
    canvas.lathe([(0.5, 0.05), (low, 0.86)], clay, flat=0.14, inside=(74, 54, 42))
    canvas.lathe([(0.55, -0.02), (0.54, 0.16)], shade(clay, 0.08), flat=0.14, inside=(74, 54, 42))


def wateringcan(canvas: Canvas, colour: Colour, rng: Random) -> None:
    """A watering can with a long spout."""
    canvas.line(
        smooth([(0.2, -0.36), (0.5, -0.72), (0.84, -0.3), (0.5, 0.4)]), 0.08, shade(colour, -0.35)
    )
    canvas.line([(-0.3, 0.3), (-0.8, -0.46)], 0.14, shade(colour, -0.2))
    canvas.poly([(-0.98, -0.36), (-0.68, -0.62), (-0.62, -0.5), (-0.86, -0.3)], shade(colour, -0.4))
    wide = rng.uniform(0.4, 0.5)
    canvas.lathe(
        [(wide - 0.08, -0.36), (wide, 0.0), (wide + 0.04, 0.66)],
        colour,
        flat=0.16,
        inside=shade(colour, -0.6),
    )
    canvas.lathe([(wide + 0.02, 0.36), (wide + 0.03, 0.44)], shade(colour, -0.3), flat=0.16)


def sprayer(canvas: Canvas, colour: Colour, rng: Random) -> None:
    """A trigger spray bottle."""
    body = rng.choice((colour, WHITE, shade(colour, 0.4)))
    canvas.lathe([(0.12, -0.36), (0.32, -0.08), (0.36, 0.3), (0.32, 0.84)], body, flat=0.1)
    head = rng.choice((BLACK, colour, (210, 70, 60)))
    canvas.box(-0.12, -0.52, 0.12, -0.34, shade(head, -0.2), 0.02)
    canvas.poly(
        [(-0.62, -0.82), (0.3, -0.86), (0.36, -0.6), (0.1, -0.5), (-0.16, -0.52), (-0.6, -0.7)],
        head,
    )
    canvas.line(smooth([(-0.24, -0.56), (-0.36, -0.4), (-0.4, -0.2)]), 0.07, shade(head, -0.35))
    canvas.box(-0.7, -0.84, -0.58, -0.68, shade(head, -0.4))
    canvas.box(-0.24, 0.1, 0.24, 0.6, WHITE, 0.03)
    canvas.poly(smooth([(-0.14, 0.5), (0.0, 0.16), (0.14, 0.5)], closed=True), (84, 150, 84))


def _shaft(canvas: Canvas, rng: Random, top: float, bottom: float) -> None:
    """Draw a long handle."""
    wood = rng.choice((WOOD, shade(WOOD, -0.2), (214, 170, 110)))
    canvas.line([(0, top), (0, bottom)], 0.085, shade(wood, -0.3))
    canvas.line([(-0.01, top), (-0.01, bottom)], 0.055, wood)


def spade(canvas: Canvas, colour: Colour, rng: Random) -> None:
    """A spade with a D-shaped handle."""
    canvas.ring(0, -0.86, 0.16, 0.11, 0.065, shade(colour, -0.2))
    _shaft(canvas, rng, -0.75, 0.35)
    metal = rng.choice((_IRON, STEEL, shade(colour, -0.3)))
    if rng.random() < 0.5:
        blade = [(-0.28, 0.24), (0.28, 0.24), (0.3, 0.6), (0.0, 0.98), (-0.3, 0.6)]
    else:
        blade = [(-0.27, 0.24), (0.27, 0.24), (0.24, 0.94), (-0.24, 0.94)]
    canvas.poly(blade, metal)
    canvas.poly([(0, 0.24), *blade[1:3], (0.0, 0.95)], shade(metal, -0.3), 130)
    canvas.line([(0, 0.1), (0, 0.5)], 0.12, shade(metal, -0.15))


def rake(canvas: Canvas, colour: Colour, rng: Random) -> None:
    """A rake."""
    _shaft(canvas, rng, -0.98, 0.6)
    metal = rng.choice((_IRON, shade(colour, -0.2)))
    if rng.random() < 0.5:
        for x in (-0.6, -0.4, -0.2, 0.0, 0.2, 0.4, 0.6):
            canvas.line(smooth([(0, 0.3), (x, 0.8), (x * 1.04, 0.94)]), 0.035, metal)
        canvas.line(smooth([(-0.36, 0.62), (0, 0.58), (0.36, 0.62)]), 0.04, shade(metal, -0.3))
    else:
        canvas.line([(-0.62, 0.64), (0.62, 0.64)], 0.08, metal)
        for index in range(9):
            x = -0.58 + 0.145 * index
            canvas.line([(x, 0.64), (x, 0.9)], 0.045, shade(metal, -0.2))


def hammer(canvas: Canvas, colour: Colour, rng: Random) -> None:
    """A claw hammer."""
    _shaft(canvas, rng, -0.6, 0.9)
    canvas.box(-0.075, 0.3, 0.075, 0.95, shade(colour, -0.15), 0.06)
    for y in (0.42, 0.54, 0.66, 0.78):
        canvas.line([(-0.06, y), (0.06, y)], 0.02, shade(colour, -0.5))
    canvas.poly(
        [
            (-0.52, -0.8),
            (-0.52, -0.5),
            (-0.36, -0.56),
            (0.14, -0.56),
            (0.14, -0.74),
            (-0.36, -0.74),
        ],
        _IRON,
    )
    canvas.poly(
        smooth(
            [(0.1, -0.76), (0.4, -0.74), (0.72, -0.46), (0.4, -0.56), (0.12, -0.54)], closed=True
        ),
        _IRON,
    )
    canvas.line([(-0.5, -0.76), (0.36, -0.7)], 0.035, STEEL)
    canvas.box(-0.12, -0.78, 0.12, -0.5, shade(_IRON, -0.25), 0.02)


def screwdriver(canvas: Canvas, colour: Colour, rng: Random) -> None:
    """One screwdriver, or three."""
    many = rng.random() < 0.4
    for x in (-0.42, 0.0, 0.42) if many else (0.0,):
        canvas.line([(x, 0.1), (x, 0.86)], 0.07, shade(STEEL, -0.3))
        canvas.line([(x - 0.012, 0.1), (x - 0.012, 0.84)], 0.035, STEEL)
        canvas.poly(
            [(x - 0.04, 0.8), (x + 0.04, 0.8), (x + 0.065, 0.97), (x - 0.065, 0.97)],
            shade(STEEL, -0.4),
        )
        canvas.lathe(
            smooth([(0.1, -0.86), (0.16, -0.6), (0.13, -0.2), (0.17, 0.02), (0.08, 0.14)]),
            colour,
            x=x,
            flat=0.06,
        )
        for shift in (-0.07, 0.0, 0.07):
            canvas.line([(x + shift, -0.7), (x + shift, -0.1)], 0.025, BLACK)


def spanner(canvas: Canvas, colour: Colour, rng: Random) -> None:
    """A combination spanner, or two."""
    del colour  # Bare steel.
    for shift in (-0.25, 0.3) if rng.random() < 0.4 else (0.0,):
        canvas.line([(shift, -0.5), (shift, 0.6)], 0.17, shade(STEEL, -0.35))
        canvas.line([(shift - 0.01, -0.5), (shift - 0.01, 0.6)], 0.1, STEEL)
        canvas.ring(shift, 0.7, 0.17, 0.17, 0.11, shade(STEEL, -0.15))
        jaw = [
            (-0.08, -0.95),
            (-0.26, -0.8),
            (-0.24, -0.58),
            (0, -0.44),
            (0.24, -0.58),
            (0.26, -0.8),
            (0.08, -0.95),
            (0.1, -0.72),
            (0.0, -0.64),
            (-0.1, -0.72),
        ]
        canvas.poly([(x + shift, y) for x, y in jaw], shade(STEEL, -0.1))


def saw(canvas: Canvas, colour: Colour, rng: Random) -> None:
    """A hand saw."""
    edge = 0.2
    teeth = [(-0.96 + 0.05 * index, edge + (0.05 if index % 2 else 0.0)) for index in range(27)]
    canvas.poly([(-0.96, -0.02), (0.4, -0.3), (0.4, edge), *reversed(teeth)], STEEL)
    canvas.poly([(-0.96, -0.02), (0.4, -0.3), (0.4, -0.18), (-0.96, 0.06)], WHITE, 150)
    grip = rng.choice((WOOD, colour, shade(colour, -0.3)))
    canvas.poly(
        smooth(
            [(0.34, -0.36), (0.7, -0.42), (0.98, -0.2), (0.92, 0.3), (0.6, 0.4), (0.36, 0.26)],
            closed=True,
        ),
        grip,
    )
    canvas.poly(
        smooth([(0.56, -0.16), (0.74, -0.2), (0.8, 0.08), (0.62, 0.18)], closed=True),
        shade(grip, -0.65),
    )
