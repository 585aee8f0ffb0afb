"""The light colours that a figure of the dark theme takes on paper and in a file.

An image or a printed page has a white ground in both themes. The page's script swaps colour
for colour, so a dark colour stands for one light one, whatever it is used for.
"""

from collections.abc import Iterator

from dashboard.core.palette import CONTEXT, RECALL_COLOURS, UNKNOWN, shades
from dashboard.core.theme import THEMES
from dashboard.ui.charts import CLIFF, NOT_SCORED, SPACE_COLOURS


def print_colours() -> dict[str, str]:
    """Return the light colour of each colour of the dark theme.

    Examples
    --------
    >>> print_colours()["#ECE9E3"]
    '#1C2126'
    """
    return dict(pairs())


def pairs() -> Iterator[tuple[str, str]]:
    """Give each dark colour with its light one; a dark one may come twice."""
    dark, light = THEMES["dark"], THEMES["light"]
    for name in ("ink", "soft", "surface", "accent", "grid", "on_middle", "on_high"):
        yield getattr(dark, name), getattr(light, name)
    yield from zip(dark.ramp, light.ramp, strict=True)
    yield from zip(shades("dark"), shades("light"), strict=True)
    yield from zip(RECALL_COLOURS["dark"], RECALL_COLOURS["light"], strict=True)
    for name, colour in SPACE_COLOURS["dark"].items():
        yield colour, SPACE_COLOURS["light"][name]
    yield CONTEXT["dark"][0], CONTEXT["light"][0]
    for table in (CLIFF, NOT_SCORED, UNKNOWN):
        yield table["dark"], table["light"]
