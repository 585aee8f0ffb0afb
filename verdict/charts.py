"""Charts as inline SVG: drawn here, so that a report needs no script and no network."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

WIDTH, HEIGHT = 760, 340
LEFT, RIGHT, TOP, BOTTOM = 56, 28, 24, 44
BAR_HEIGHT, BAR_LEFT = 30, 190

Points = Sequence[tuple[float, float]]


@dataclass(frozen=True)
class Labels:
    """The words on a chart; they are escaped when it is drawn."""

    title: str
    description: str
    x: str
    y: str
    strict: str
    plain: str
    target: str


@dataclass(frozen=True)
class Bar:
    """A value with its interval, and what chance reaches."""

    name: str
    written: str
    value: float
    low: float | None
    high: float | None
    chance: float


def curve(
    strict: Points,
    plain: Points,
    point: tuple[float, float] | None,
    box: tuple[float, float, float, float] | None,
    target: float,
    ticks: Sequence[tuple[float, str]],
    y_ticks: Sequence[tuple[float, str]],
    labels: Labels,
    identifier: str,
) -> str:
    """Draw precision against coverage, for both rules.

    Parameters
    ----------
    strict, plain : sequence of (coverage, precision)
    point : (coverage, precision) or None
        Where to accept.
    box : (coverage low, coverage high, precision low, precision high) or None
        Its interval.
    target : float
        Precision asked for.
    ticks, y_ticks : sequence of (value, text)
        From the lowest; the axes end at the first and the last.
    labels : Labels
    identifier : str
        Makes the ids of title and description unique on the page.
    """
    bottom, top = y_ticks[0][0], y_ticks[-1][0]

    def x(value: float) -> float:
        return LEFT + min(max(value, 0.0), 1.0) * (WIDTH - LEFT - RIGHT)

    def y(value: float) -> float:
        share = (min(max(value, bottom), top) - bottom) / (top - bottom)
        return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM)

    parts = [_head(WIDTH, HEIGHT, labels.title, labels.description, identifier)]
    for value, written in y_ticks:
        parts.append(_line(LEFT, y(value), WIDTH - RIGHT, y(value), "grid"))
        parts.append(_text(LEFT - 8, y(value) + 4, written, "tick", "end"))
    for value, written in ticks:
        parts.append(_text(x(value), HEIGHT - BOTTOM + 18, written, "tick", "middle"))
    parts.append(_text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 6, labels.x, "axis", "middle"))
    parts.append(_text(LEFT, TOP - 8, labels.y, "axis", "start"))
    if box:
        low, high, least, most = box
        parts.append(
            f'<rect class="band" x="{x(low):.1f}" y="{y(most):.1f}" '
            f'width="{max(x(high) - x(low), 1):.1f}" height="{max(y(least) - y(most), 1):.1f}"/>'
        )
    parts.append(_line(LEFT, y(target), WIDTH - RIGHT, y(target), "target"))
    parts.append(_text(LEFT + 6, y(target) - 5, labels.target, "note", "start"))
    for points, style in ((plain, "plain"), (strict, "strict")):
        if points:
            places = " ".join(f"{x(a):.1f},{y(b):.1f}" for a, b in points)
            parts.append(f'<polyline class="{style}" points="{places}"/>')
    if point:
        parts.append(f'<circle class="point" cx="{x(point[0]):.1f}" cy="{y(point[1]):.1f}" r="6"/>')
    for row, (style, name) in enumerate((("strict", labels.strict), ("plain", labels.plain))):
        at = HEIGHT - BOTTOM - 34 + 18 * row
        parts.append(_line(LEFT + 10, at, LEFT + 42, at, style))
        parts.append(_text(LEFT + 50, at + 4, name, "note", "start"))
    return "".join([*parts, "</svg>"])


def bars(rows: Sequence[Bar], title: str, description: str, identifier: str) -> str:
    """Draw values between 0 and 1 with their intervals, and chance as a dash.

    A value without an interval is a hollow bar: it is not to look surer than the others.
    """
    height = BAR_HEIGHT * len(rows) + 8
    end = WIDTH - 150

    def x(value: float) -> float:
        return BAR_LEFT + min(max(value, 0.0), 1.0) * (end - BAR_LEFT)

    parts = [_head(WIDTH, height, title, description, identifier)]
    for number, row in enumerate(rows):
        middle = number * BAR_HEIGHT + BAR_HEIGHT / 2 + 4
        parts.append(_text(BAR_LEFT - 10, middle + 4, row.name, "tick", "end"))
        is_sure = row.low is not None and row.high is not None
        parts.append(
            f'<rect class="{"bar" if is_sure else "hollow"}" x="{BAR_LEFT}" y="{middle - 7:.1f}" '
            f'width="{max(x(row.value) - BAR_LEFT, 1):.1f}" height="14"/>'
        )
        if row.low is not None and row.high is not None:
            parts.append(_line(x(row.low), middle, x(row.high), middle, "whisker"))
            parts += [
                _line(x(at), middle - 5, x(at), middle + 5, "whisker") for at in (row.low, row.high)
            ]
        parts.append(_line(x(row.chance), middle - 11, x(row.chance), middle + 11, "target"))
        parts.append(_text(end + 10, middle + 4, row.written, "tick", "start"))
    return "".join([*parts, "</svg>"])


def _head(width: int, height: int, title: str, description: str, identifier: str) -> str:
    return (
        f'<svg viewBox="0 0 {width} {height}" role="img" '
        f'aria-labelledby="{identifier}-title {identifier}-desc">'
        f'<title id="{identifier}-title">{escape(title)}</title>'
        f'<desc id="{identifier}-desc">{escape(description)}</desc>'
    )


def _line(x1: float, y1: float, x2: float, y2: float, style: str) -> str:
    return f'<line class="{style}" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"/>'


def _text(x: float, y: float, words: str, style: str, anchor: str) -> str:
    return (
        f'<text class="{style}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">'
        f"{escape(words)}</text>"
    )
