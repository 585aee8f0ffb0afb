"""Computers, phones and audio."""

from __future__ import annotations

from random import Random

from demo.canvas import BLACK, STEEL, WHITE, Canvas, Colour, shade, smooth


def _screen(
    canvas: Canvas, corners: list[tuple[float, float]], colour: Colour, rng: Random
) -> None:
    """Light a screen: a wallpaper of two bands, and a reflection."""
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = corners
    canvas.poly(corners, shade(colour, -0.25))
    low = rng.uniform(0.35, 0.7)
    left = (x0 + (x3 - x0) * low, y0 + (y3 - y0) * low)
    right = (x1 + (x2 - x1) * (low - 0.2), y1 + (y2 - y1) * (low - 0.2))
    canvas.poly([left, right, (x2, y2), (x3, y3)], shade(colour, 0.35))
    middle = ((left[0] + right[0]) / 2, (left[1] + right[1]) / 2 + 0.16)
    canvas.poly([left, middle, right, (x2, y2), (x3, y3)], shade(colour, 0.1), 190)
    canvas.poly([(x0, y0), ((x0 + x1) / 2, (y0 + y1) / 2), (x3, y3)], WHITE, 34)


def laptop(canvas: Canvas, colour: Colour, rng: Random) -> None:
    """An open laptop."""
    metal = rng.choice((STEEL, (92, 96, 104), shade(colour, 0.3)))
    canvas.box(-0.68, -0.72, 0.68, 0.24, BLACK, 0.05)
    _screen(canvas, [(-0.63, -0.66), (0.63, -0.66), (0.63, 0.16), (-0.63, 0.16)], colour, rng)
    canvas.poly([(-0.7, 0.24), (0.7, 0.24), (0.95, 0.62), (-0.95, 0.62)], metal)
    canvas.poly([(-0.95, 0.62), (0.95, 0.62), (0.92, 0.68), (-0.92, 0.68)], shade(metal, -0.4))
    for row in range(4):
        y = 0.28 + 0.055 * row
        wide = 0.6 + 0.05 * row
        for key in range(12):
            x = -wide + 2 * wide * key / 12
            canvas.box(x + 0.01, y, x + 2 * wide / 12 - 0.01, y + 0.042, (50, 52, 58))
    canvas.poly([(-0.2, 0.52), (0.2, 0.52), (0.22, 0.6), (-0.22, 0.6)], shade(metal, -0.15))


def tablet(canvas: Canvas, colour: Colour, rng: Random) -> None:
    """A tablet, lit, with app icons."""
    canvas.box(-0.66, -0.88, 0.66, 0.88, rng.choice((BLACK, STEEL, WHITE)), 0.08)
    _screen(canvas, [(-0.57, -0.78), (0.57, -0.78), (0.57, 0.78), (-0.57, 0.78)], colour, rng)
    for row in range(3):
        for column in range(4):
            x, y = -0.4 + 0.22 * column, -0.6 + 0.24 * row
            icon = rng.choice(
                ((232, 90, 80), (90, 180, 120), (240, 190, 70), WHITE, (80, 130, 220))
            )
            canvas.box(x, y, x + 0.14, y + 0.14, icon, 0.035)


def keyboard(canvas: Canvas, colour: Colour, rng: Random) -> None:
    """A keyboard from above, with a few keys in an accent colour."""
    case = rng.choice((BLACK, (70, 74, 82), WHITE, STEEL))
    keys = shade(case, 0.2) if case == BLACK else shade(case, -0.12)
    canvas.box(-0.98, -0.38, 0.98, 0.4, shade(case, -0.35), 0.06)
    canvas.box(-0.98, -0.4, 0.98, 0.36, case, 0.06)
    for row in range(5):
        for column in range(15):
            x, y = -0.92 + 0.123 * column, -0.34 + 0.135 * row
            tone = colour if rng.random() < 0.08 else keys
            if row == 4 and 4 <= column <= 8:
                continue
            canvas.box(x, y, x + 0.108, y + 0.118, shade(tone, -0.3), 0.02)
            canvas.box(x + 0.01, y, x + 0.098, y + 0.1, tone)
    canvas.box(-0.428, 0.2, 0.295, 0.318, keys, 0.02)


def mouse(canvas: Canvas, colour: Colour, rng: Random) -> None:
    """A computer mouse from above."""
    body = rng.choice((BLACK, (70, 74, 82), WHITE, colour))
    outline = smooth(
        [
            (0, -0.78),
            (0.4, -0.62),
            (0.46, 0.1),
            (0.36, 0.66),
            (0, 0.82),
            (-0.36, 0.66),
            (-0.46, 0.1),
            (-0.4, -0.62),
        ],
        closed=True,
    )
    for step in range(6):
        size = 1 - 0.11 * step
        canvas.poly([(x * size - 0.03 * step, y * size - 0.02 * step) for x, y in outline],
                    shade(body, -0.25 + 0.07 * step))  # fmt: skip
    canvas.line([(0, -0.76), (0, -0.12)], 0.02, shade(body, -0.6))
    canvas.line(smooth([(-0.44, -0.1), (0, -0.02), (0.44, -0.1)]), 0.016, shade(body, -0.6))
    canvas.box(-0.06, -0.56, 0.06, -0.26, (30, 30, 34), 0.05)
    canvas.box(-0.035, -0.52, 0.035, -0.3, colour, 0.03)


def headphones(canvas: Canvas, colour: Colour, rng: Random) -> None:
    """Over-ear headphones from the front."""
    band = rng.choice((BLACK, (80, 84, 92), colour))
    arc = smooth(
        [(-0.68, 0.15), (-0.64, -0.4), (-0.3, -0.8), (0.3, -0.8), (0.64, -0.4), (0.68, 0.15)]
    )
    canvas.line(arc, 0.13, band)
    canvas.line([(x * 0.94, y * 0.94) for x, y in arc], 0.03, shade(band, 0.4), 160)
    for side in (-1, 1):
        canvas.poly(
            smooth(
                [
                    (0.44 * side, -0.02),
                    (0.52 * side, -0.1),
                    (0.56 * side, 0.4),
                    (0.5 * side, 0.76),
                    (0.42 * side, 0.7),
                ],
                closed=True,
            ),
            (46, 46, 50),
        )
        canvas.oval(0.7 * side, 0.33, 0.2, 0.42, shade(colour, -0.3))
        canvas.oval(0.68 * side, 0.31, 0.17, 0.37, colour)
        canvas.oval(0.66 * side, 0.25, 0.08, 0.2, shade(colour, 0.4), 150)


def speaker(canvas: Canvas, colour: Colour, rng: Random) -> None:
    """A loudspeaker box, or a round portable one."""
    if rng.random() < 0.5:
        case = rng.choice((BLACK, (120, 82, 54), (72, 74, 80), colour))
        canvas.box(-0.48, -0.9, 0.54, 0.92, shade(case, -0.4), 0.04)
        canvas.box(-0.54, -0.92, 0.46, 0.9, case, 0.04)
        for y, r in ((0.36, 0.38), (-0.5, 0.2)):
            canvas.oval(-0.04, y, r, r, (60, 60, 64))
            canvas.oval(-0.04, y, r * 0.86, r * 0.86, (28, 28, 32))
            canvas.oval(-0.04, y, r * 0.6, r * 0.6, (52, 52, 58))
            canvas.ball(-0.04, y, r * 0.3, (84, 84, 92))
    else:
        canvas.lathe([(0.4, -0.8), (0.46, -0.6), (0.46, 0.7), (0.4, 0.82)], colour, flat=0.14)
        for row in range(10):
            for column in range(-4, 5):
                x = 0.44 * (column + 0.5 * (row % 2)) / 5
                canvas.oval(x, -0.4 + 0.1 * row, 0.02, 0.02, shade(colour, -0.5))
        canvas.lathe([(0.4, -0.82), (0.42, -0.74)], BLACK, flat=0.14)
        canvas.box(-0.14, -0.64, 0.14, -0.54, WHITE, 0.03, 200)


def phone(canvas: Canvas, colour: Colour, rng: Random) -> None:
    """A smartphone, sometimes showing its back beside it."""
    if rng.random() < 0.5:
        canvas.box(-0.1, -0.84, 0.74, 0.78, shade(colour, -0.4), 0.12)
        canvas.box(-0.08, -0.84, 0.72, 0.76, colour, 0.12)
        canvas.box(0.4, -0.76, 0.66, -0.36, shade(colour, -0.25), 0.06)
        for y in (-0.66, -0.46):
            canvas.oval(0.53, y, 0.08, 0.08, BLACK)
            canvas.oval(0.51, y - 0.02, 0.03, 0.03, (90, 110, 160))
        shift = -0.3
    else:
        shift = 0.0
    canvas.box(shift - 0.44, -0.9, shift + 0.44, 0.9, BLACK, 0.12)
    x = shift
    _screen(
        canvas,
        [(x - 0.38, -0.82), (x + 0.38, -0.82), (x + 0.38, 0.82), (x - 0.38, 0.82)],
        colour,
        rng,
    )
    canvas.oval(x, -0.75, 0.03, 0.03, BLACK)
    canvas.box(x - 0.14, 0.74, x + 0.14, 0.77, WHITE)
    for column in range(4):
        icon = rng.choice(((232, 90, 80), (90, 180, 120), (240, 190, 70), WHITE))
        canvas.box(x - 0.33 + 0.17 * column, 0.52, x - 0.2 + 0.17 * column, 0.65, icon, 0.03)


def camera(canvas: Canvas, colour: Colour, rng: Random) -> None:
    """A camera from the front."""
    skin = rng.choice((BLACK, (92, 66, 48), shade(colour, -0.3)))
    top = rng.choice((STEEL, (60, 60, 64)))
    canvas.box(-0.3, -0.66, 0.26, -0.4, shade(top, -0.1), 0.06)
    canvas.box(-0.86, -0.5, 0.86, 0.62, shade(skin, -0.3), 0.1)
    canvas.box(-0.86, -0.5, 0.86, 0.58, skin, 0.1)
    canvas.box(-0.86, -0.5, 0.86, -0.26, top, 0.08)
    canvas.oval(0.6, -0.52, 0.13, 0.05, shade(top, -0.4))
    canvas.oval(0, 0.08, 0.5, 0.5, shade(top, -0.3))
    canvas.oval(-0.01, 0.07, 0.46, 0.46, BLACK)
    canvas.ring(0, 0.08, 0.38, 0.38, 0.03, (90, 90, 96))
    canvas.ball(0, 0.08, 0.27, (44, 50, 84))
    canvas.oval(-0.1, -0.03, 0.06, 0.05, WHITE, 200)
    canvas.box(0.5, -0.44, 0.74, -0.32, (210, 220, 226), 0.02)
