"""Decoration and lighting."""

from __future__ import annotations

import math
from random import Random

from demo.canvas import BLACK, GOLD, WHITE, WOOD, Canvas, Colour, shade, smooth

_GLOW: Colour = (255, 232, 170)


def lamp(canvas: Canvas, colour: Colour, rng: Random) -> None:
    """A table lamp with a turned base and a shade."""
    canvas.oval(0, -0.3, 0.95, 0.7, _GLOW, 50)
    wide = rng.uniform(0.18, 0.32)
    canvas.lathe(
        smooth([(0.06, -0.15), (wide, 0.25), (0.1, 0.6), (0.3, 0.78)]), colour, flat=0.14, gloss=0.8
    )
    cover = rng.choice(((244, 236, 218), (238, 226, 200), shade(colour, 0.65)))
    canvas.lathe([(rng.uniform(0.3, 0.42), -0.86), (0.62, -0.12)], cover, flat=0.12, inside=_GLOW)
    canvas.oval(0, -0.08, 0.5, 0.04, _GLOW, 180)


def floorlamp(canvas: Canvas, colour: Colour, rng: Random) -> None:
    """A lamp on three legs."""
    canvas.oval(0, -0.5, 0.8, 0.55, _GLOW, 50)
    leg = rng.choice((WOOD, shade(WOOD, -0.4), BLACK))
    for x in (-0.42, 0.05, 0.46):
        canvas.line([(0.0, -0.3), (x, 0.98)], 0.05, leg)
    canvas.line([(-0.24, 0.4), (0.26, 0.4)], 0.03, shade(leg, -0.3))
    cover = rng.choice(((244, 236, 218), shade(colour, 0.5)))
    canvas.lathe([(0.34, -0.95), (0.46, -0.35)], cover, flat=0.12, inside=_GLOW)


def bulb(canvas: Canvas, colour: Colour, rng: Random) -> None:
    """A filament bulb."""
    del colour  # Glass and brass whatever the listing says.
    canvas.oval(0, -0.2, 0.9, 0.8, _GLOW, 70)
    canvas.lathe(smooth([(0.05, -0.85), (0.42, -0.62), (0.5, -0.25), (0.3, 0.2), (0.2, 0.42)]),
                 (250, 222, 160), flat=0.08, alpha=210)  # fmt: skip
    for x in (-0.16, -0.05, 0.06, 0.17):
        canvas.line([(x, -0.42), (x * 0.6, 0.1)], 0.026, (255, 150, 40))
    canvas.line([(-0.16, -0.42), (0.17, -0.42)], 0.022, (255, 176, 60))
    canvas.lathe(
        [(0.2, 0.42), (0.21, 0.72), (0.1, 0.84)], rng.choice((GOLD, (180, 180, 184))), flat=0.16
    )
    for y in (0.5, 0.59, 0.68):
        canvas.line([(-0.2, y), (0.2, y + 0.03)], 0.022, (120, 100, 60))


def vase(canvas: Canvas, colour: Colour, rng: Random) -> None:
    """A turned vase, often with flowers."""
    if rng.random() < 0.55:
        petal = rng.choice(((222, 96, 110), (240, 200, 90), (238, 236, 230), (176, 130, 190)))
        for x, y in ((-0.3, -0.82), (0.0, -0.92), (0.3, -0.78), (-0.12, -0.7), (0.16, -0.64)):
            canvas.line([(x * 0.15, -0.2), (x * 0.8, y)], 0.025, (96, 130, 80))
            for turn in range(5):
                angle = turn * math.tau / 5
                canvas.oval(
                    x + 0.07 * math.cos(angle), y + 0.07 * math.sin(angle), 0.06, 0.06, petal
                )
            canvas.oval(x, y, 0.045, 0.045, (236, 180, 60))
    neck, belly, low = rng.uniform(0.1, 0.26), rng.uniform(0.34, 0.56), rng.uniform(0.2, 0.34)
    canvas.lathe(
        smooth(
            [(neck + 0.05, -0.36), (neck, -0.22), (belly, 0.2), (belly - 0.05, 0.45), (low, 0.84)]
        ),
        colour,
        flat=0.14,
        gloss=0.9,
        inside=shade(colour, -0.6),
    )
    if rng.random() < 0.4:
        canvas.lathe([(belly - 0.02, 0.24), (belly - 0.01, 0.33)], shade(colour, 0.5), flat=0.14)


def frame(canvas: Canvas, colour: Colour, rng: Random) -> None:
    """A framed landscape."""
    tall = rng.uniform(0.6, 0.9)
    moulding = rng.choice((WOOD, shade(WOOD, -0.45), BLACK, GOLD, WHITE))
    canvas.box(-0.72, -tall, 0.72, tall, shade(moulding, -0.3))
    canvas.box(-0.72, -tall, 0.69, tall - 0.03, moulding)
    canvas.box(-0.6, 0.12 - tall, 0.6, tall - 0.12, WHITE)
    left, top, right, bottom = -0.42, 0.3 - tall, 0.42, tall - 0.3
    canvas.box(left, top, right, bottom, shade(colour, 0.6))
    canvas.oval(0.18, top * 0.5, 0.1, 0.1, (246, 226, 170))
    middle = (top + bottom) / 2
    canvas.poly(
        [
            (left, bottom),
            (left, middle),
            (-0.16, middle - 0.16),
            (0.12, middle + 0.1),
            (right, middle),
            (right, bottom),
        ],
        shade(colour, -0.25),
    )
    canvas.poly([(left, bottom), (left, middle + 0.2), (0.1, middle + 0.1), (right, middle + 0.25),
                 (right, bottom)], shade(colour, -0.5))  # fmt: skip


def candle(canvas: Canvas, colour: Colour, rng: Random) -> None:
    """A burning candle, bare or in a glass."""
    wax = shade(colour, 0.5)
    wide = rng.uniform(0.26, 0.42)
    top = rng.uniform(-0.4, -0.1)
    canvas.oval(0, top - 0.3, 0.6, 0.6, _GLOW, 60)
    if rng.random() < 0.5:
        canvas.lathe(
            [(wide + 0.06, top - 0.2), (wide + 0.06, 0.8)], (236, 236, 232), flat=0.16, alpha=150
        )
    canvas.lathe([(wide, top), (wide, 0.76)], wax, flat=0.16, inside=shade(wax, 0.45))
    canvas.line([(0, top), (0, top - 0.1)], 0.025, BLACK)
    flame = [(0, top - 0.5), (0.09, top - 0.22), (0, top - 0.08), (-0.09, top - 0.22)]
    canvas.poly(smooth(flame, closed=True), (255, 176, 50))
    canvas.oval(0, top - 0.18, 0.04, 0.08, (255, 244, 200))
    if rng.random() < 0.6:
        canvas.box(-0.17, 0.22, 0.17, 0.5, WHITE, 0.02)
        canvas.line([(-0.1, 0.34), (0.1, 0.34)], 0.02, shade(colour, -0.5))


def cushion(canvas: Canvas, colour: Colour, rng: Random) -> None:
    """A square cushion with a print."""
    outline = smooth(
        [
            (-0.8, -0.8),
            (0, -0.68),
            (0.8, -0.8),
            (0.68, 0),
            (0.8, 0.8),
            (0, 0.68),
            (-0.8, 0.8),
            (-0.68, 0),
        ],
        closed=True,
    )
    canvas.poly(outline, shade(colour, -0.18))
    canvas.poly([(x * 0.94 - 0.02, y * 0.94 - 0.02) for x, y in outline], colour)
    accent = shade(colour, 0.6) if sum(colour) < 520 else shade(colour, -0.4)
    kind = rng.random()
    if kind < 0.35:
        for x in (-0.48, -0.24, 0.0, 0.24, 0.48):
            canvas.box(x - 0.05, -0.62, x + 0.05, 0.62, accent)
    elif kind < 0.7:
        for x in (-0.4, 0.0, 0.4):
            for y in (-0.4, 0.0, 0.4):
                canvas.poly([(x, y - 0.15), (x + 0.15, y), (x, y + 0.15), (x - 0.15, y)], accent)
    else:
        canvas.oval(0, 0, 0.05, 0.05, shade(colour, -0.45))
        for turn in range(8):
            angle = turn * math.tau / 8
            canvas.line(
                [
                    (0.06 * math.cos(angle), 0.06 * math.sin(angle)),
                    (0.4 * math.cos(angle), 0.4 * math.sin(angle)),
                ],
                0.02,
                shade(colour, -0.35),
                120,
            )
    canvas.oval(-0.3, -0.34, 0.3, 0.2, WHITE, 36)


def clock(canvas: Canvas, colour: Colour, rng: Random) -> None:
    """A round wall clock."""
    rim = rng.choice((WOOD, BLACK, colour, GOLD))
    face = rng.choice((WHITE, WHITE, shade(colour, 0.75), BLACK))
    ink = WHITE if face == BLACK else BLACK
    canvas.oval(0.02, 0.03, 0.88, 0.88, shade(rim, -0.4))
    canvas.oval(0, 0, 0.87, 0.87, rim)
    canvas.oval(0, 0, 0.74, 0.74, face)
    for hour in range(12):
        x, y = math.sin(hour * math.tau / 12), -math.cos(hour * math.tau / 12)
        inner = 0.56 if hour % 3 == 0 else 0.62
        canvas.line(
            [(x * inner, y * inner), (x * 0.68, y * 0.68)], 0.05 if hour % 3 == 0 else 0.025, ink
        )
    for length, width, turn in ((0.36, 0.05, rng.random()), (0.54, 0.035, rng.random())):
        canvas.line(
            [(0, 0), (length * math.sin(turn * math.tau), -length * math.cos(turn * math.tau))],
            width,
            ink,
        )
    turn = rng.random() * math.tau
    canvas.line([(0, 0), (0.6 * math.sin(turn), -0.6 * math.cos(turn))], 0.014, (200, 50, 44))
    canvas.oval(0, 0, 0.04, 0.04, ink)
