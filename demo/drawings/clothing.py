"""Clothes, shoes and bags."""

from __future__ import annotations

from random import Random

from demo.canvas import BLACK, GOLD, WHITE, Canvas, Colour, Point, shade, smooth


def _mirror(half: list[Point]) -> list[Point]:
    """Complete the right half of an outline, listed from top to bottom."""
    return half + [(-x, y) for x, y in reversed(half)]


def _folds(canvas: Canvas, colour: Colour, top: float, bottom: float, width: float) -> None:
    """Shade the folds of a hanging skirt."""
    for part in (-0.7, -0.38, -0.05, 0.3, 0.66):
        canvas.poly(
            [(part * 0.3, top), (part * width, bottom), ((part + 0.13) * width, bottom)],
            shade(colour, -0.35),
            90,
        )


def _dots(canvas: Canvas, colour: Colour, top: float, bottom: float, spread: float) -> None:
    """Print dots on a cloth that widens downwards."""
    for row in range(5):
        y = top + (bottom - top) * (row + 0.5) / 5
        width = 0.26 + (spread - 0.26) * (row + 0.5) / 5
        for column in range(-2, 3):
            canvas.oval((column + 0.5 * (row % 2)) * width * 0.36, y, 0.035, 0.035, colour, 210)


def dress(canvas: Canvas, colour: Colour, rng: Random) -> None:
    """A short dress with straps."""
    hem = rng.uniform(0.55, 0.78)
    for side in (-1, 1):
        canvas.line([(0.17 * side, -0.9), (0.22 * side, -0.55)], 0.05, shade(colour, -0.15))
    half = [(0.0, -0.58), (0.24, -0.66), (0.29, -0.42), (0.22, -0.12), (0.42, 0.35), (hem, 0.85)]
    outline = smooth(_mirror([*half, (0.0, 0.92)]), closed=True)
    canvas.poly(outline, colour)
    _folds(canvas, colour, -0.1, 0.84, hem)
    if rng.random() < 0.5:
        _dots(canvas, shade(colour, 0.65), -0.02, 0.8, hem)
    canvas.poly([(-0.23, -0.17), (0.23, -0.17), (0.22, -0.07), (-0.22, -0.07)], shade(colour, -0.4))


def gown(canvas: Canvas, colour: Colour, rng: Random) -> None:
    """A long evening dress."""
    colour = shade(colour, -0.25)
    hem = rng.uniform(0.4, 0.6)
    half = [(0.0, -0.66), (0.2, -0.86), (0.26, -0.6), (0.17, -0.28), (0.27, 0.1), (hem, 0.95)]
    canvas.poly(smooth(_mirror([*half, (0.0, 1.0)]), closed=True), colour)
    _folds(canvas, colour, -0.2, 0.93, hem)
    canvas.poly([(-0.18, -0.3), (0.18, -0.3), (0.18, -0.23), (-0.18, -0.23)], GOLD)
    canvas.poly([(0.02, -0.2), (0.1, 0.5), (0.2, 0.92), (0.08, 0.92)], shade(colour, 0.35), 110)


def skirt(canvas: Canvas, colour: Colour, rng: Random) -> None:
    """A pleated skirt."""
    hem = rng.uniform(0.7, 0.9)
    pleats = rng.choice((7, 9, 11))
    for index in range(pleats):
        left, right = (2 * index / pleats - 1), (2 * (index + 1) / pleats - 1)
        tone = shade(colour, -0.22) if index % 2 else shade(colour, 0.06)
        canvas.poly(
            [(left * 0.36, -0.55), (right * 0.36, -0.55), (right * hem, 0.66), (left * hem, 0.66)],
            tone,
        )
        canvas.line([(right * 0.36, -0.5), (right * hem, 0.64)], 0.012, shade(colour, -0.5))
    canvas.box(-0.38, -0.66, 0.38, -0.52, shade(colour, -0.35), 0.03)
    canvas.oval(0.3, -0.59, 0.03, 0.03, GOLD)


def tshirt(canvas: Canvas, colour: Colour, rng: Random) -> None:
    """A short-sleeved shirt laid flat, sometimes striped or printed."""
    half = [
        (0.2, -0.72), (0.46, -0.62), (0.92, -0.2), (0.7, 0.02), (0.5, -0.16), (0.5, 0.8),
    ]  # fmt: skip
    canvas.poly(_mirror(half), colour)
    kind = rng.random()
    if kind < 0.35:
        for y in (-0.3, -0.1, 0.1, 0.3, 0.5):
            canvas.box(-0.5, y, 0.5, y + 0.08, shade(colour, 0.6))
    elif kind < 0.75:
        accent = shade(colour, 0.7) if sum(colour) < 480 else shade(colour, -0.55)
        canvas.oval(0, -0.02, 0.2, 0.2, accent)
        canvas.poly([(-0.1, 0.06), (0.0, -0.14), (0.1, 0.06)], colour)
    for side in (-1, 1):
        canvas.line([(0.5 * side, -0.16), (0.46 * side, -0.5)], 0.015, shade(colour, -0.35))
        canvas.poly(
            [(0.5 * side, 0.1), (0.5 * side, 0.8), (0.3 * side, 0.8)], shade(colour, -0.3), 70
        )
    canvas.oval(0, -0.72, 0.2, 0.11, shade(colour, -0.45))
    canvas.ring(0, -0.72, 0.2, 0.11, 0.035, shade(colour, -0.2))


def trousers(canvas: Canvas, colour: Colour, rng: Random) -> None:
    """A pair of trousers laid flat."""
    flare = rng.uniform(0.3, 0.46)
    for side in (-1, 1):
        leg = [(0, -0.86), (0.36, -0.86), (0.46, -0.4), (flare + 0.1, 0.9), (0.12, 0.9), (0, -0.25)]
        canvas.poly([(x * side, y) for x, y in leg], shade(colour, -0.06 * (side + 1)))
        canvas.line(
            [(0.23 * side, -0.5), (0.29 * side, 0.86)],
            0.014,
            shade(colour, 0.3 if side < 0 else -0.3),
        )
        canvas.line([(0.2 * side, -0.74), (0.4 * side, -0.56)], 0.018, shade(colour, -0.45))
    canvas.box(-0.37, -0.92, 0.37, -0.8, shade(colour, -0.25), 0.02)
    canvas.oval(0, -0.86, 0.03, 0.03, GOLD)
    canvas.line([(0, -0.8), (0.0, -0.3)], 0.014, shade(colour, -0.45))


def trainer(canvas: Canvas, colour: Colour, rng: Random) -> None:
    """A sports shoe from the side."""
    upper = [
        (-0.85, 0.3), (-0.86, -0.2), (-0.62, -0.38), (-0.3, -0.34), (-0.02, -0.05),
        (0.4, 0.08), (0.82, 0.16), (0.94, 0.34),
    ]  # fmt: skip
    canvas.poly([*smooth(upper), (0.9, 0.4), (-0.85, 0.4)], colour)
    canvas.oval(-0.52, -0.32, 0.26, 0.08, shade(colour, -0.55))
    sole = [(-0.9, 0.32), (-0.92, 0.55), (0.7, 0.56), (0.98, 0.42), (0.96, 0.28), (0.4, 0.36)]
    canvas.poly(smooth(sole, closed=True), WHITE)
    canvas.line([(-0.88, 0.53), (0.68, 0.54)], 0.05, shade(colour, -0.4))
    accent = rng.choice((WHITE, BLACK, shade(colour, 0.6)))
    canvas.line([(-0.6, 0.25), (-0.2, 0.1), (0.05, -0.02)], 0.09, accent)
    canvas.line([(-0.4, 0.28), (0.0, 0.16), (0.2, 0.06)], 0.06, accent)
    for step in range(4):
        x = -0.22 + 0.12 * step
        canvas.line([(x, -0.24 + 0.08 * step), (x + 0.16, -0.2 + 0.06 * step)], 0.035, WHITE)


def boot(canvas: Canvas, colour: Colour, rng: Random) -> None:
    """An ankle boot from the side."""
    height = rng.uniform(-0.95, -0.7)
    upper = [
        (-0.6, 0.5), (-0.62, -0.1), (-0.6, height), (0.02, height), (0.04, -0.12),
        (0.4, 0.12), (0.76, 0.3), (0.82, 0.52),
    ]  # fmt: skip
    canvas.poly(upper[:4] + smooth(upper[4:]), colour)
    canvas.poly([(-0.6, 0.5), (-0.62, -0.1), (-0.6, height), (-0.45, height), (-0.42, 0.5)],
                shade(colour, -0.4), 130)  # fmt: skip
    canvas.poly([(-0.2, -0.6), (-0.02, -0.6), (-0.06, -0.05), (-0.18, -0.05)], shade(colour, -0.5))
    canvas.box(-0.64, 0.48, 0.84, 0.6, shade(colour, -0.62), 0.05)
    canvas.box(-0.62, 0.55, -0.2, 0.78, shade(colour, -0.7), 0.03)
    canvas.line([(-0.58, height + 0.05), (0.0, height + 0.05)], 0.03, shade(colour, 0.3))
    canvas.line([(0.1, 0.05), (0.42, 0.22), (0.7, 0.34)], 0.04, shade(colour, 0.45), 120)


def handbag(canvas: Canvas, colour: Colour, rng: Random) -> None:
    """A handbag with a flap and a clasp."""
    canvas.ring(0, -0.25, 0.36, rng.uniform(0.4, 0.6), 0.07, shade(colour, -0.3))
    wide = rng.uniform(0.62, 0.78)
    body = [(-0.6, -0.28), (0.6, -0.28), (wide, 0.62), (wide - 0.1, 0.72), (0.1 - wide, 0.72),
            (-wide, 0.62)]  # fmt: skip
    canvas.poly(body, colour)
    canvas.poly([(0.2, -0.28), (0.6, -0.28), (wide, 0.62), (0.5, 0.72)], shade(colour, -0.35), 70)
    flap = [(-0.61, -0.3), (0.61, -0.3), (0.6, 0.08), (0.3, 0.24), (-0.3, 0.24), (-0.6, 0.08)]
    canvas.poly(flap, shade(colour, 0.14))
    canvas.line([*flap[2:], flap[1]][:4], 0.014, shade(colour, -0.45))
    canvas.box(-0.08, 0.14, 0.08, 0.32, GOLD, 0.03)
    canvas.oval(0, 0.24, 0.03, 0.03, shade(GOLD, -0.5))


def cap(canvas: Canvas, colour: Colour, rng: Random) -> None:
    """A baseball cap from the side."""
    dome = smooth(
        [(-0.72, 0.26), (-0.66, -0.25), (-0.2, -0.58), (0.3, -0.44), (0.5, 0.0), (0.5, 0.28)]
    )
    canvas.poly(dome, colour)
    canvas.poly(smooth([(-0.72, 0.26), (-0.66, -0.25), (-0.3, -0.5), (-0.42, 0.0), (-0.4, 0.27)]),
                shade(colour, -0.35), 110)  # fmt: skip
    canvas.line(smooth([(-0.12, -0.56), (0.08, -0.2), (0.1, 0.27)]), 0.016, shade(colour, -0.4))
    visor = rng.choice((shade(colour, -0.3), BLACK, shade(colour, 0.5)))
    canvas.poly(
        smooth([(0.02, 0.3), (0.5, 0.12), (0.98, 0.26), (0.9, 0.4), (0.45, 0.34)], closed=True),
        visor,
    )
    canvas.oval(-0.17, -0.56, 0.06, 0.04, shade(colour, -0.3))
    canvas.oval(0.28, -0.1, 0.13, 0.13, WHITE)
    canvas.poly([(0.2, -0.03), (0.28, -0.2), (0.36, -0.03)], visor)
