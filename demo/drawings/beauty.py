"""Cosmetics and care."""

from __future__ import annotations

from random import Random

from demo.canvas import BLACK, GOLD, WHITE, WOOD, Canvas, Colour, shade, smooth


def _label(canvas: Canvas, y: float, wide: float, ink: Colour) -> None:
    """Stick on a label with three lines of illegible print."""
    canvas.box(-wide, y, wide, y + 0.4, WHITE, 0.02, 230)
    for shift, part in ((0.1, 0.7), (0.2, 0.5), (0.28, 0.6)):
        canvas.line([(-wide * part, y + shift), (wide * part, y + shift)], 0.028, ink)


def pumpbottle(canvas: Canvas, colour: Colour, rng: Random) -> None:
    """A bottle with a pump, or with a flip cap."""
    wide = rng.uniform(0.3, 0.42)
    body = rng.choice((colour, shade(colour, 0.35), WHITE))
    top = rng.choice((WHITE, BLACK, GOLD, shade(colour, -0.3)))
    if rng.random() < 0.6:
        canvas.line([(0, -0.8), (0, -0.4)], 0.06, shade(top, -0.25))
        canvas.poly(
            smooth(
                [(-0.36, -0.72), (-0.3, -0.84), (0.14, -0.9), (0.16, -0.78), (-0.1, -0.76)],
                closed=True,
            ),
            top,
        )
        canvas.lathe([(0.14, -0.52), (0.16, -0.36)], top, flat=0.1)
    else:
        canvas.lathe([(0.2, -0.66), (0.22, -0.36)], top, flat=0.1)
    canvas.lathe(
        [(0.16, -0.36), (wide, -0.2), (wide, 0.8), (wide - 0.05, 0.86)], body, flat=0.1, gloss=0.7
    )
    _label(canvas, 0.1, wide * 0.72, shade(colour, -0.45))


def hairbrush(canvas: Canvas, colour: Colour, rng: Random) -> None:
    """A hair brush from the front."""
    body = rng.choice((colour, WOOD, BLACK, shade(colour, 0.4)))
    canvas.line([(0, 0.2), (0, 0.9)], 0.17, shade(body, -0.3))
    canvas.line([(-0.02, 0.2), (-0.02, 0.88)], 0.1, body)
    wide = rng.uniform(0.3, 0.44)
    canvas.oval(0.02, -0.34, wide, 0.6, shade(body, -0.3))
    canvas.oval(0, -0.36, wide, 0.6, body)
    canvas.oval(0, -0.36, wide * 0.8, 0.5, shade(body, 0.5))
    for row in range(9):
        for column in range(-3, 4):
            x, y = column * wide * 0.2, -0.76 + 0.1 * row
            if (x / wide) ** 2 + ((y + 0.36) / 0.5) ** 2 < 0.6:
                canvas.line([(x, y), (x + 0.01, y + 0.045)], 0.02, (60, 50, 50))


def lipstick(canvas: Canvas, colour: Colour, rng: Random) -> None:
    """An open lipstick, sometimes with its cap beside it."""
    del colour  # Its shade is its own, whatever the case.
    red = rng.choice(((190, 36, 56), (214, 84, 104), (150, 40, 70), (206, 96, 80), (226, 120, 140)))
    case = rng.choice((GOLD, BLACK, (206, 206, 212), (232, 178, 168)))
    x = -0.2 if rng.random() < 0.5 else 0.0
    canvas.lathe([(0.2, -0.36), (0.2, -0.1)], red, x=x, flat=0.12)
    canvas.poly(
        [(x - 0.2, -0.36), (x - 0.18, -0.62), (x + 0.06, -0.86), (x + 0.2, -0.7), (x + 0.2, -0.33)],
        shade(red, -0.08),
    )
    canvas.poly(
        [(x - 0.18, -0.62), (x + 0.06, -0.86), (x + 0.2, -0.7), (x + 0.02, -0.5)], shade(red, 0.25)
    )
    canvas.lathe(
        [(0.22, -0.1), (0.22, 0.22)], rng.choice((GOLD, (214, 214, 218))), x=x, flat=0.12, gloss=0.9
    )
    canvas.lathe([(0.28, 0.2), (0.28, 0.84)], case, x=x, flat=0.12, gloss=0.9)
    if x:
        canvas.lathe([(0.24, 0.06), (0.24, 0.84)], case, x=0.5, flat=0.12, gloss=0.9)


def nailpolish(canvas: Canvas, colour: Colour, rng: Random) -> None:
    """A bottle of nail polish."""
    tone = rng.choice((colour, (200, 50, 80), (236, 140, 160), (120, 60, 130)))
    canvas.lathe(
        [(0.13, -0.9), (0.19, 0.02)], rng.choice((BLACK, WHITE, GOLD)), flat=0.1, gloss=0.9
    )
    if rng.random() < 0.5:
        canvas.lathe(
            smooth([(0.18, 0.04), (0.44, 0.3), (0.46, 0.6), (0.36, 0.82)]),
            tone,
            flat=0.12,
            gloss=1.0,
        )
    else:
        canvas.box(-0.4, 0.06, 0.4, 0.86, shade(tone, -0.25), 0.08)
        canvas.box(-0.38, 0.06, 0.3, 0.84, tone, 0.08)
    canvas.line([(-0.26, 0.24), (-0.28, 0.68)], 0.05, WHITE, 170)


def jar(canvas: Canvas, colour: Colour, rng: Random) -> None:
    """A jar of cream."""
    body = rng.choice((WHITE, shade(colour, 0.55), colour))
    wide = rng.uniform(0.56, 0.7)
    canvas.lathe([(wide, -0.06), (wide, 0.44), (wide - 0.08, 0.56)], body, flat=0.2, gloss=0.6)
    lid = rng.choice((GOLD, WHITE, shade(colour, -0.2), (206, 206, 212)))
    if rng.random() < 0.35:
        canvas.oval(0, -0.06, wide * 0.88, wide * 0.17, (252, 246, 240))
        canvas.line(
            smooth([(-0.3, -0.05), (-0.05, -0.12), (0.12, -0.02), (0.34, -0.08)]),
            0.04,
            (232, 224, 216),
        )
    else:
        canvas.lathe([(wide + 0.03, -0.38), (wide + 0.03, -0.08)], lid, flat=0.2, gloss=0.8)
    canvas.box(-0.26, 0.22, 0.26, 0.5, WHITE if body != WHITE else shade(colour, 0.7), 0.02, 220)
    canvas.line([(-0.16, 0.36), (0.16, 0.36)], 0.03, shade(colour, -0.4))


def soap(canvas: Canvas, colour: Colour, rng: Random) -> None:
    """A bar of soap, sometimes with bubbles."""
    tone = shade(colour, rng.uniform(0.35, 0.6))
    canvas.box(-0.74, -0.22, 0.74, 0.5, shade(tone, -0.3), 0.24)
    canvas.box(-0.74, -0.36, 0.74, 0.36, tone, 0.24)
    canvas.box(-0.5, -0.2, 0.5, 0.2, shade(tone, -0.08), 0.14)
    canvas.box(-0.48, -0.17, 0.5, 0.2, shade(tone, 0.3), 0.14)
    canvas.line([(-0.26, 0.02), (0.26, 0.02)], 0.045, shade(tone, -0.2))
    if rng.random() < 0.6:
        for _ in range(6):
            x, y, r = rng.uniform(-0.9, 0.9), rng.uniform(-0.85, -0.3), rng.uniform(0.05, 0.15)
            canvas.oval(x, y, r, r, (220, 236, 246), 150)
            canvas.oval(x - r * 0.3, y - r * 0.3, r * 0.25, r * 0.25, WHITE)


def perfume(canvas: Canvas, colour: Colour, rng: Random) -> None:
    """A perfume bottle."""
    juice = shade(colour, rng.uniform(0.2, 0.5))
    clear = (228, 234, 238)
    canvas.lathe(
        [(0.16, -0.86), (0.16, -0.5)],
        rng.choice((GOLD, BLACK, (206, 206, 212))),
        flat=0.14,
        gloss=0.9,
    )
    canvas.lathe([(0.1, -0.48), (0.1, -0.36)], GOLD, flat=0.14)
    if rng.random() < 0.5:
        wide = rng.uniform(0.4, 0.58)
        canvas.box(-wide, -0.36, wide, 0.84, clear, 0.07)
        canvas.box(0.08 - wide, -0.2, wide - 0.08, 0.74, juice, 0.04)
        canvas.poly(
            [(0.08 - wide, -0.2), (0.24 - wide, -0.2), (0.12 - wide, 0.74), (0.08 - wide, 0.74)],
            WHITE,
            130,
        )
    else:
        canvas.ball(0, 0.24, 0.58, clear)
        canvas.ball(0, 0.28, 0.48, juice)
        canvas.oval(-0.2, 0.02, 0.12, 0.08, WHITE, 190)
    canvas.box(-0.22, 0.16, 0.22, 0.42, WHITE, 0.02, 225)
    canvas.line([(-0.13, 0.29), (0.13, 0.29)], 0.03, shade(colour, -0.5))
