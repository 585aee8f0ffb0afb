"""Colours and symbols: fixed to the category, in both themes, whatever the filter.

The eight hues keep an OKLab distance of at least 6.5 between each other for normal,
protan, deutan and tritan sight (Machado et al., 2009), against a white or a near-black page.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.core.catalogue import Path

HUES: Mapping[str, tuple[str, ...]] = {
    "light": (
        "#2348C7",
        "#CC8400",
        "#2E8B6B",
        "#DB3F12",
        "#B35BB8",
        "#1E96EC",
        "#614700",
        "#30296A",
    ),
    "dark": (
        "#5B7BFA",
        "#F5D38A",
        "#55B36E",
        "#DB5A1C",
        "#FE86BD",
        "#3CC4F7",
        "#BFC81A",
        "#9C7BB0",
    ),
}
SYMBOLS = ("circle", "square", "diamond", "triangle-up", "cross", "x", "pentagon")
SHADES = (0.0, 0.38, -0.32)
"""Part of white (positive) or black (negative) mixed into the hue of the top category."""

RECALL_STEPS = (0.2, 0.4, 0.6, 0.8)
"""Where the look of a neighbour recall changes."""
RECALL_COLOURS = {
    "light": ("#3B0F70", "#8C2981", "#DE4968", "#F28A5B", "#D9BE83"),
    "dark": ("#FCFDBF", "#FEB078", "#E8556B", "#9A3B9B", "#5F45A8"),
}
"""From the least to the most kept: lightness alone tells the steps apart."""
RECALL_SYMBOLS = ("x", "triangle-up", "diamond", "square", "circle")

UNKNOWN = {"light": "#8B9096", "dark": "#7C838B"}
CONTEXT = {"light": ("#5A6169", 0.10), "dark": ("#C8CED6", 0.09)}
"""What is outside the filter: a colour, and how much of it is seen."""


@dataclass(frozen=True)
class Style:
    """How the points of one category or cluster look."""

    colour: str
    symbol: str


def category_styles(
    categories: Sequence[Path], tops: Sequence[Path], scheme: str
) -> tuple[Style, ...]:
    """Give each category of a level its look.

    The hue is that of its top category, by the place of that one in the whole tree;
    below the top, shade and symbol tell siblings apart, by their alphabetical rank.

    Parameters
    ----------
    categories : sequence of paths
        All the categories of the level, in their fixed order.
    tops : sequence of paths
        All the categories of level 1, in their fixed order.
    scheme : {'light', 'dark'}

    Returns
    -------
    tuple of Style
        One per category.
    """
    hues = HUES[scheme]
    hue_index = {top[0]: index for index, top in enumerate(tops)}
    rank: dict[str, int] = {}
    styles = []
    for category in categories:
        top = hue_index[category[0]]
        sibling = rank.get(category[0], 0)
        rank[category[0]] = sibling + 1
        turn = top + top // len(hues) if len(category) == 1 else sibling // len(SHADES)
        styles.append(
            Style(
                _mix(hues[top % len(hues)], SHADES[sibling % len(SHADES)]),
                SYMBOLS[turn % len(SYMBOLS)],
            )
        )
    return tuple(styles)


def recall_styles(scheme: str) -> tuple[Style, ...]:
    """Return the look of each step of neighbour recall, the least kept first."""
    return tuple(
        Style(colour, symbol)
        for colour, symbol in zip(RECALL_COLOURS[scheme], RECALL_SYMBOLS, strict=True)
    )


def shades(scheme: str) -> tuple[str, ...]:
    """Return every colour that a category may have."""
    return tuple(_mix(hue, shade) for hue in HUES[scheme] for shade in SHADES)


def _mix(colour: str, share: float) -> str:
    """Mix a share of white, or of black where negative, into a hexadecimal colour."""
    target = 255 if share > 0 else 0
    channels = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    mixed = (round(value + (target - value) * abs(share)) for value in channels)
    return "#" + "".join(f"{value:02X}" for value in mixed)
