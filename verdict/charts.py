"""Charts as shapes of SVG: drawn here, so that a report needs no script and no network."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 760, 340
LEFT, RIGHT, TOP, BOTTOM = 56, 28, 24, 44
BAR_HEIGHT, BAR_LEFT = 30, 190

Points = Sequence[tuple[float, float]]


@dataclass(frozen=True)
class Labels:
    """The words on a chart."""

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


@dataclass(frozen=True)
class Shape:
    """An element of SVG."""

    tag: str
    attributes: Mapping[str, object]
    text: str = ""


@dataclass(frozen=True)
class Drawing:
    """Shapes, the later over the earlier, and what they show in words.

    Attributes
    ----------
    width, height : int
    title, description : str
    identifier : str
        Makes the ids of title and description unique on the page.
    shapes : sequence of Shape
    """

    width: int
    height: int
    title: str
    description: str
    identifier: str
    shapes: Sequence[Shape]


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
) -> Drawing:
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
    """
    bottom, top = y_ticks[0][0], y_ticks[-1][0]

    def x(value: float) -> float:
        return LEFT + min(max(value, 0.0), 1.0) * (WIDTH - LEFT - RIGHT)

    def y(value: float) -> float:
        share = (min(max(value, bottom), top) - bottom) / (top - bottom)
        return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM)

    parts: list[Shape] = []
    for value, written in y_ticks:
        parts.append(_line(LEFT, y(value), WIDTH - RIGHT, y(value), "grid"))
        parts.append(_text(LEFT - 8, y(value) + 4, written, "tick", "end"))
    for value, written in ticks:
        parts.append(_text(x(value), HEIGHT - BOTTOM + 18, written, "tick", "middle"))
    parts.append(_text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 6, labels.x, "axis", "middle"))
    parts.append(_text(LEFT, TOP - 8, labels.y, "axis", "start"))
    if box:
        low, high, least, most = box
        size = {"width": max(x(high) - x(low), 1), "height": max(y(least) - y(most), 1)}
        parts.append(_shape("rect", "band", x=x(low), y=y(most), **size))
    parts.append(_line(LEFT, y(target), WIDTH - RIGHT, y(target), "target"))
    parts.append(_text(LEFT + 6, y(target) - 5, labels.target, "note", "start"))
    for points, style in ((plain, "plain"), (strict, "strict")):
        if points:
            places = " ".join(f"{x(a):.1f},{y(b):.1f}" for a, b in points)
            parts.append(_shape("polyline", style, points=places))
    if point:
        parts.append(_shape("circle", "point", cx=x(point[0]), cy=y(point[1]), r="6"))
    for row, (style, name) in enumerate((("strict", labels.strict), ("plain", labels.plain))):
        at = HEIGHT - BOTTOM - 34 + 18 * row
        parts.append(_line(LEFT + 10, at, LEFT + 42, at, style))
        parts.append(_text(LEFT + 50, at + 4, name, "note", "start"))
    return Drawing(WIDTH, HEIGHT, labels.title, labels.description, identifier, parts)


def bars(rows: Sequence[Bar], title: str, description: str, identifier: str) -> Drawing:
    """Draw values between 0 and 1 with their intervals, and chance as a dash.

    A value without an interval is a hollow bar: it is not to look surer than the others.
    """
    height = BAR_HEIGHT * len(rows) + 8
    end = WIDTH - 150

    def x(value: float) -> float:
        return BAR_LEFT + min(max(value, 0.0), 1.0) * (end - BAR_LEFT)

    parts: list[Shape] = []
    for number, row in enumerate(rows):
        middle = number * BAR_HEIGHT + BAR_HEIGHT / 2 + 4
        parts.append(_text(BAR_LEFT - 10, middle + 4, row.name, "tick", "end"))
        is_sure = row.low is not None and row.high is not None
        size = {"width": max(x(row.value) - BAR_LEFT, 1), "height": 14.0}
        style = "bar" if is_sure else "hollow"
        parts.append(_shape("rect", style, x=BAR_LEFT, y=middle - 7, **size))
        if row.low is not None and row.high is not None:
            parts.append(_line(x(row.low), middle, x(row.high), middle, "whisker"))
            parts += [
                _line(x(at), middle - 5, x(at), middle + 5, "whisker") for at in (row.low, row.high)
            ]
        parts.append(_line(x(row.chance), middle - 11, x(row.chance), middle + 11, "target"))
        parts.append(_text(end + 10, middle + 4, row.written, "tick", "start"))
    return Drawing(WIDTH, height, title, description, identifier, parts)


def _shape(tag: str, style: str, text: str = "", /, **attributes: float | str) -> Shape:
    """Make an element; its numbers to a tenth of a pixel."""
    written = {
        name.replace("_", "-"): value if isinstance(value, str) else f"{value:.1f}"
        for name, value in attributes.items()
    }
    return Shape(tag, {"class": style, **written}, text)


def _line(x1: float, y1: float, x2: float, y2: float, style: str) -> Shape:
    return _shape("line", style, x1=x1, y1=y1, x2=x2, y2=y2)


def _text(x: float, y: float, words: str, style: str, anchor: str) -> Shape:
    return _shape("text", style, words, x=x, y=y, text_anchor=anchor)
