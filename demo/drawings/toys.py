"""Toys and games."""

from __future__ import annotations

import math
from random import Random

from demo.canvas import BLACK, WHITE, Canvas, Colour, shade, smooth

_BRIGHT: tuple[Colour, ...] = (
    (226, 66, 58), (244, 178, 40), (66, 160, 92), (58, 122, 206), (148, 84, 180), (240, 120, 60),
)  # fmt: skip


def _wheel(canvas: Canvas, x: float, y: float, r: float, hub: Colour) -> None:
    canvas.oval(x, y, r, r, BLACK)
    canvas.oval(x, y, r * 0.6, r * 0.6, hub)
    canvas.oval(x, y, r * 0.2, r * 0.2, shade(hub, -0.5))


def toycar(canvas: Canvas, colour: Colour, rng: Random) -> None:
    """A toy car from the side, sometimes a truck."""
    if rng.random() < 0.3:
        canvas.box(-0.9, -0.42, 0.3, 0.36, colour, 0.05)
        canvas.box(-0.9, -0.1, 0.3, 0.0, WHITE)
        cab = rng.choice(_BRIGHT)
        canvas.poly([(0.34, 0.36), (0.34, -0.3), (0.66, -0.3), (0.9, 0.02), (0.92, 0.36)], cab)
        canvas.poly([(0.44, -0.2), (0.62, -0.2), (0.78, 0.02), (0.44, 0.02)], (198, 226, 240))
    else:
        canvas.poly(
            smooth(
                [
                    (-0.94, 0.36),
                    (-0.92, 0.02),
                    (-0.56, -0.06),
                    (-0.34, -0.44),
                    (0.24, -0.46),
                    (0.52, -0.06),
                    (0.9, 0.06),
                    (0.96, 0.36),
                ]
            ),
            colour,
        )
        canvas.poly(
            [(-0.44, -0.06), (-0.28, -0.34), (-0.06, -0.35), (-0.06, -0.06)], (198, 226, 240)
        )
        canvas.poly([(0.02, -0.06), (0.02, -0.35), (0.2, -0.35), (0.38, -0.06)], (198, 226, 240))
        canvas.box(-0.94, 0.1, 0.94, 0.16, shade(colour, 0.6))
        canvas.oval(0.86, 0.12, 0.07, 0.06, (255, 240, 170))
    for x in (-0.52, 0.54):
        _wheel(canvas, x, 0.38, 0.22, rng.choice((WHITE, (244, 200, 60))))


def train(canvas: Canvas, colour: Colour, rng: Random) -> None:
    """A toy locomotive."""
    second = rng.choice(_BRIGHT)
    canvas.box(-0.86, 0.2, 0.86, 0.4, shade(second, -0.25), 0.04)
    canvas.box(-0.2, -0.28, 0.76, 0.24, colour, 0.12)
    canvas.oval(0.76, -0.02, 0.06, 0.24, shade(colour, -0.3))
    canvas.box(-0.82, -0.66, -0.22, 0.24, second, 0.04)
    canvas.box(-0.9, -0.78, -0.14, -0.62, shade(second, -0.35), 0.05)
    canvas.box(-0.68, -0.5, -0.36, -0.14, (204, 230, 242), 0.05)
    canvas.poly([(0.4, -0.26), (0.36, -0.66), (0.7, -0.66), (0.62, -0.26)], BLACK)
    canvas.oval(0.12, -0.3, 0.11, 0.1, (244, 200, 60))
    for x, r in ((-0.52, 0.26), (0.12, 0.18), (0.58, 0.18)):
        _wheel(canvas, x, 0.66 - r, r, rng.choice(((226, 66, 58), (244, 200, 60))))
    if rng.random() < 0.5:
        for x, y, r in ((0.48, -0.82, 0.12), (0.3, -0.92, 0.16)):
            canvas.oval(x, y, r, r * 0.8, WHITE, 200)


def _face(canvas: Canvas, y: float, muzzle: Colour) -> None:
    """Draw the eyes and the nose of a soft toy."""
    canvas.oval(0, y + 0.1, 0.19, 0.14, muzzle)
    canvas.oval(0, y + 0.04, 0.07, 0.05, (60, 40, 36))
    for side in (-1, 1):
        canvas.oval(0.16 * side, y - 0.06, 0.05, 0.055, BLACK)
        canvas.oval(0.15 * side, y - 0.08, 0.018, 0.018, WHITE)


def teddy(canvas: Canvas, colour: Colour, rng: Random) -> None:
    """A sitting teddy bear."""
    fur = rng.choice(((176, 122, 74), (206, 164, 110), (132, 88, 58), shade(colour, 0.2)))
    for side in (-1, 1):
        canvas.ball(0.34 * side, -0.78, 0.16, fur)
        canvas.oval(0.34 * side, -0.77, 0.08, 0.08, shade(fur, 0.4))
        canvas.ball(0.52 * side, 0.1, 0.2, fur)
    canvas.ball(0, 0.34, 0.5, fur)
    canvas.oval(0, 0.38, 0.28, 0.32, shade(fur, 0.35))
    for side in (-1, 1):
        canvas.ball(0.44 * side, 0.72, 0.24, fur)
        canvas.oval(0.46 * side, 0.74, 0.13, 0.13, shade(fur, 0.4))
    canvas.ball(0, -0.44, 0.43, fur)
    _face(canvas, -0.4, shade(fur, 0.5))
    if rng.random() < 0.6:
        bow = rng.choice(_BRIGHT)
        for side in (-1, 1):
            canvas.poly([(0, -0.02), (0.24 * side, -0.14), (0.24 * side, 0.12)], bow)
        canvas.oval(0, -0.02, 0.06, 0.06, shade(bow, -0.3))


def rabbit(canvas: Canvas, colour: Colour, rng: Random) -> None:
    """A sitting plush rabbit."""
    fur = rng.choice(((226, 220, 212), (196, 184, 172), (238, 206, 204), shade(colour, 0.55)))
    lean = rng.uniform(0.0, 0.12)
    for side in (-1, 1):
        ear = [
            (0.08 * side, -0.5),
            (0.1 * side, -0.86),
            ((0.2 + lean) * side, -1.0),
            (0.3 * side, -0.8),
            (0.26 * side, -0.5),
        ]
        canvas.poly(smooth(ear, closed=True), shade(fur, -0.1))
        canvas.line(
            [(0.18 * side, -0.58), ((0.19 + lean / 2) * side, -0.88)], 0.07, (240, 178, 182)
        )
        canvas.ball(0.4 * side, 0.2, 0.15, fur)
    canvas.ball(0, 0.38, 0.42, fur)
    canvas.oval(0, 0.42, 0.22, 0.26, shade(fur, 0.5))
    for side in (-1, 1):
        canvas.ball(0.32 * side, 0.76, 0.2, fur)
    canvas.ball(0, -0.28, 0.36, fur)
    _face(canvas, -0.26, WHITE)


def blocks(canvas: Canvas, colour: Colour, rng: Random) -> None:
    """A pile of building blocks, in perspective."""
    places = [(-0.62, 0.3), (0.0, 0.3), (0.62, 0.3), (-0.3, -0.24), (0.32, -0.24), (0.02, -0.78)]
    for x, y in places[: rng.choice((3, 5, 6))] if rng.random() < 0.3 else places:
        tone = colour if rng.random() < 0.2 else rng.choice(_BRIGHT)
        canvas.box(x - 0.27, y, x + 0.27, y + 0.5, tone)
        canvas.poly(
            [(x - 0.27, y), (x - 0.17, y - 0.12), (x + 0.37, y - 0.12), (x + 0.27, y)],
            shade(tone, 0.4),
        )
        canvas.poly(
            [(x + 0.27, y), (x + 0.37, y - 0.12), (x + 0.37, y + 0.38), (x + 0.27, y + 0.5)],
            shade(tone, -0.35),
        )
        kind = rng.random()
        if kind < 0.35:
            canvas.oval(x, y + 0.25, 0.14, 0.14, WHITE, 220)
        elif kind < 0.7:
            canvas.poly([(x - 0.14, y + 0.38), (x, y + 0.1), (x + 0.14, y + 0.38)], WHITE, 220)


def puzzle(canvas: Canvas, colour: Colour, rng: Random) -> None:
    """A jigsaw of nine pieces, one of them out of place."""
    tones = [colour, shade(colour, 0.35), *rng.sample(_BRIGHT, 3)]
    away = rng.randrange(9)
    for index in [place for place in range(9) if place != away] + [away]:
        x, y = -0.78 + 0.52 * (index % 3), -0.78 + 0.52 * (index // 3)
        if index == away:
            x, y = x + 0.16, y - 0.14
        tone = tones[index * 3 % len(tones)]
        canvas.box(x + 0.02, y + 0.02, x + 0.54, y + 0.54, shade(tone, -0.4))
        canvas.box(x, y, x + 0.51, y + 0.51, tone)
        if index % 3 < 2 or index == away:
            canvas.oval(x + 0.55, y + 0.26, 0.1, 0.1, tone)
        if index // 3 < 2 or index == away:
            canvas.oval(x + 0.26, y + 0.55, 0.1, 0.1, tone)


def ball(canvas: Canvas, colour: Colour, rng: Random) -> None:
    """A football, or a beach ball."""
    if rng.random() < 0.4:
        canvas.ball(0, 0, 0.84, WHITE)
        patches = [
            (0.0, 0.0),
            *((0.58 * math.cos(a), 0.58 * math.sin(a)) for a in (0.5, 1.76, 3.0, 4.3, 5.5)),
        ]
        for x, y in patches:
            r = 0.24 if x == y == 0 else 0.19
            corners = [
                (x + r * math.cos(t * math.tau / 5), y + r * math.sin(t * math.tau / 5))
                for t in range(5)
            ]
            canvas.poly(corners, shade(colour, -0.5))
            canvas.line([(0, 0), (x, y)], 0.02, (90, 90, 96))
    else:
        canvas.ball(0, 0, 0.84, colour)
        second = rng.choice((WHITE, *_BRIGHT))
        for turn in range(3):
            start = turn * math.tau / 3
            rim = [
                (0.83 * math.cos(start + step * 0.17), 0.83 * math.sin(start + step * 0.17))
                for step in range(7)
            ]
            canvas.poly([(-0.12, -0.16), *rim], second, 225)
        canvas.oval(-0.12, -0.16, 0.12, 0.12, WHITE)
    canvas.oval(-0.34, -0.4, 0.2, 0.13, WHITE, 120)


def kite(canvas: Canvas, colour: Colour, rng: Random) -> None:
    """A diamond kite with its tail."""
    canvas.line(smooth([(0, 0.3), (0.18, 0.5), (-0.08, 0.7), (0.16, 0.96)]), 0.02, (120, 110, 100))
    for x, y in ((0.13, 0.48), (-0.02, 0.68), (0.08, 0.86)):
        bow = rng.choice(_BRIGHT)
        canvas.poly(
            [
                (x - 0.12, y - 0.06),
                (x + 0.12, y + 0.06),
                (x + 0.12, y - 0.06),
                (x - 0.12, y + 0.06),
            ],
            bow,
        )
    second = rng.choice(_BRIGHT)
    top, left, right, bottom = (0.0, -0.95), (-0.58, -0.38), (0.58, -0.38), (0.0, 0.34)
    centre = (0.0, -0.38)
    for corners, tone in (
        ((top, left, centre), colour),
        ((top, right, centre), second),
        ((bottom, left, centre), second),
        ((bottom, right, centre), shade(colour, -0.15)),
    ):
        canvas.poly(list(corners), tone)
    canvas.line([top, bottom], 0.02, BLACK)
    canvas.line([left, right], 0.02, BLACK)
