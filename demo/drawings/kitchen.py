"""Cookware and tableware."""

from __future__ import annotations

from random import Random

from demo.canvas import BLACK, STEEL, WHITE, WOOD, Canvas, Colour, shade, smooth


def mug(canvas: Canvas, colour: Colour, rng: Random) -> None:
    """A mug with a handle, sometimes with a motif."""
    canvas.ring(0.56, 0.05, 0.3, 0.34, 0.12, shade(colour, -0.25))
    low = rng.uniform(0.46, 0.56)
    canvas.lathe([(0.56, -0.62), (0.55, 0.2), (low, 0.66)], colour, inside=shade(colour, -0.55))
    canvas.oval(0, -0.6, 0.46, 0.06, (96, 62, 40))
    motif = WHITE if sum(colour) < 560 else shade(colour, -0.6)
    if rng.random() < 0.4:
        for x in (-0.1, 0.1):
            canvas.oval(x - 0.08, 0.12, 0.13, 0.13, motif)
        canvas.poly([(-0.3, 0.16), (0.14, 0.16), (-0.08, 0.44)], motif)
    elif rng.random() < 0.5:
        for y in (-0.05, 0.3):
            canvas.lathe([(0.56, y), (0.56, y + 0.1)], motif, flat=0.16)


def glass(canvas: Canvas, colour: Colour, rng: Random) -> None:
    """A stemmed glass, half full."""
    clear = (226, 236, 240)
    wine = rng.choice(((132, 24, 48), (232, 196, 110), (222, 130, 120), shade(colour, -0.1)))
    canvas.lathe([(0.05, 0.1), (0.035, 0.4), (0.05, 0.74), (0.34, 0.8)], clear, flat=0.14)
    bowl = [(0.34, -0.8), (0.44, -0.45), (0.36, -0.1), (0.06, 0.14)]
    canvas.lathe(bowl, clear, flat=0.14, alpha=190)
    canvas.lathe([(0.44, -0.4), (0.36, -0.1), (0.06, 0.12)], wine, flat=0.14, alpha=235)
    canvas.line(smooth([(-0.3, -0.6), (-0.34, -0.3), (-0.24, -0.05)]), 0.045, WHITE, 170)
    canvas.ring(0, -0.8, 0.34, 0.048, 0.016, (180, 196, 204))


def flask(canvas: Canvas, colour: Colour, rng: Random) -> None:
    """An insulated drinking bottle."""
    wide = rng.uniform(0.27, 0.36)
    canvas.lathe([(0.16, -0.55), (wide, -0.38), (wide, 0.84)], colour, flat=0.12, gloss=0.8)
    canvas.lathe([(wide, 0.62), (wide, 0.84)], shade(colour, -0.3), flat=0.12)
    canvas.lathe([(0.2, -0.82), (0.2, -0.52)], rng.choice((BLACK, STEEL)), flat=0.16)
    canvas.ring(0, -0.86, 0.12, 0.1, 0.045, BLACK)
    canvas.box(-0.1, -0.05, 0.12, 0.25, shade(colour, 0.55), 0.05, 200)


def pan(canvas: Canvas, colour: Colour, rng: Random) -> None:
    """A frying pan from above."""
    canvas.line([(0.4, 0.36), (0.94, 0.84)], 0.15, rng.choice((BLACK, WOOD, shade(colour, -0.4))))
    canvas.line([(0.36, 0.32), (0.52, 0.46)], 0.1, STEEL)
    canvas.oval(-0.15, -0.14, 0.74, 0.74, shade(colour, -0.2))
    canvas.oval(-0.15, -0.14, 0.68, 0.68, (58, 58, 62))
    canvas.oval(-0.15, -0.12, 0.56, 0.56, (44, 44, 47))
    for r in (0.5, 0.36, 0.22):
        canvas.ring(-0.15, -0.12, r, r, 0.012, (70, 70, 74))
    canvas.oval(-0.36, -0.36, 0.16, 0.1, WHITE, 40)
    if rng.random() < 0.3:
        canvas.poly(smooth([(-0.45, -0.2), (-0.2, -0.45), (0.15, -0.3), (0.2, 0.1), (-0.2, 0.2)],
                           closed=True), WHITE)  # fmt: skip
        canvas.ball(-0.12, -0.12, 0.15, (244, 178, 48))


def cookpot(canvas: Canvas, colour: Colour, rng: Random) -> None:
    """A casserole with its lid."""
    body = rng.choice((STEEL, colour, colour))
    for side in (-1, 1):
        canvas.ring(0.7 * side, -0.02, 0.16, 0.1, 0.06, shade(body, -0.45))
    canvas.lathe([(0.68, -0.2), (0.68, 0.45), (0.62, 0.55)], body, flat=0.2, gloss=0.8)
    lid = shade(body, 0.1)
    canvas.lathe([(0.2, -0.44), (0.52, -0.36), (0.71, -0.22)], lid, flat=0.2, gloss=0.8)
    canvas.ball(0, -0.52, 0.1, BLACK)


def kettle(canvas: Canvas, colour: Colour, rng: Random) -> None:
    """An electric kettle on its base."""
    body = rng.choice((STEEL, colour, WHITE))
    canvas.line(smooth([(0.3, -0.62), (0.72, -0.6), (0.76, 0.0), (0.5, 0.42)]), 0.13, BLACK)
    canvas.poly([(-0.3, -0.5), (-0.74, -0.44), (-0.42, -0.14)], shade(body, -0.2))
    canvas.lathe([(0.34, -0.66), (0.42, -0.3), (0.52, 0.5)], body, flat=0.14, gloss=0.9)
    canvas.lathe([(0.1, -0.78), (0.3, -0.72), (0.35, -0.64)], BLACK, flat=0.14)
    canvas.lathe([(0.54, 0.58), (0.58, 0.7)], BLACK, flat=0.14)
    canvas.box(0.08, -0.2, 0.16, 0.36, (150, 196, 220), 0.04, 220)


def knife(canvas: Canvas, colour: Colour, rng: Random) -> None:
    """A kitchen knife, lying along the diagonal or straight."""
    depth = rng.uniform(0.14, 0.22)
    blade = [(-0.98, 0.05), (-0.6, -0.08), (0.2, -0.1), (0.2, depth), (-0.5, depth - 0.02)]
    canvas.poly(blade, STEEL)
    canvas.poly(
        [(-0.98, 0.05), (0.2, depth - 0.08), (0.2, depth), (-0.5, depth - 0.02)], WHITE, 170
    )
    grip = rng.choice((BLACK, WOOD, (110, 70, 44), shade(colour, -0.3)))
    canvas.box(0.16, -0.11, 0.28, 0.14, shade(STEEL, -0.3), 0.03)
    canvas.poly(
        smooth(
            [(0.26, -0.1), (0.6, -0.06), (0.96, -0.1), (0.98, 0.1), (0.6, 0.08), (0.26, 0.13)],
            closed=True,
        ),
        grip,
    )
    for x in (0.4, 0.6, 0.8):
        canvas.oval(x, 0.01, 0.025, 0.025, STEEL)


def cutlery(canvas: Canvas, colour: Colour, rng: Random) -> None:
    """A spoon, a fork and sometimes a knife, side by side."""
    metal = rng.choice((STEEL, STEEL, (206, 176, 110), shade(colour, 0.3)))
    dark = shade(metal, -0.35)
    for x in (-0.4, 0.02):
        canvas.line([(x, -0.2), (x, 0.9)], 0.075, dark)
        canvas.line([(x - 0.01, -0.2), (x - 0.01, 0.88)], 0.05, metal)
    canvas.oval(-0.4, -0.52, 0.19, 0.32, dark)
    canvas.oval(-0.41, -0.54, 0.17, 0.29, metal)
    canvas.oval(-0.44, -0.6, 0.07, 0.14, WHITE, 150)
    canvas.poly(
        smooth([(-0.15, -0.45), (-0.1, -0.18), (0.02, -0.1), (0.14, -0.18), (0.19, -0.45)]), metal
    )
    for x in (-0.13, -0.03, 0.07, 0.17):
        canvas.line([(x, -0.9), (x, -0.4)], 0.045, metal)
    if rng.random() < 0.7:
        canvas.poly(
            smooth([(0.38, -0.9), (0.52, -0.6), (0.5, 0.0), (0.38, 0.02)], closed=True), metal
        )
        canvas.line([(0.43, 0.0), (0.43, 0.9)], 0.085, dark)


def plate(canvas: Canvas, colour: Colour, rng: Random) -> None:
    """A plate from above, or tilted."""
    tilt = rng.choice((1.0, 1.0, 0.7))
    rim = rng.choice((colour, shade(colour, 0.4), WHITE))
    canvas.oval(0, 0.02, 0.88, 0.88 * tilt, shade(rim, -0.3))
    canvas.oval(0, 0, 0.86, 0.86 * tilt, rim)
    canvas.ring(0, 0, 0.8, 0.8 * tilt, 0.03, shade(colour, -0.25))
    canvas.oval(0, 0.01, 0.58, 0.58 * tilt, shade(rim, -0.16))
    canvas.oval(0.01, 0.02, 0.56, 0.56 * tilt, shade(rim, 0.4))
    canvas.oval(-0.2, -0.2 * tilt, 0.2, 0.12 * tilt, WHITE, 120)


def bowl(canvas: Canvas, colour: Colour, rng: Random) -> None:
    """A bowl, sometimes with something in it."""
    deep = rng.uniform(0.42, 0.6)
    canvas.lathe([(0.8, -0.3), (0.7, 0.05), (0.45, deep - 0.1), (0.28, deep)], colour, flat=0.26,
                 inside=shade(colour, 0.5))  # fmt: skip
    if rng.random() < 0.5:
        canvas.oval(0, -0.27, 0.62, 0.14, (120, 160, 80))
        for _ in range(9):
            x = rng.uniform(-0.45, 0.45)
            canvas.ball(
                x,
                rng.uniform(-0.34, -0.22),
                0.1,
                rng.choice(((200, 60, 50), (150, 190, 90), (236, 200, 90))),
            )
