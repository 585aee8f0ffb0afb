"""Category path of a product, from the cells of its category."""

from collections.abc import Sequence

from etl.reading.mapping import Column
from etl.reading.rows import Fault

# A path beyond this is no path: each level is looked at by itself.
MOST_LEVELS = 100
# As much of a faulty value as a sentence shows.
SHOWN = 60

ELLIPSES = ("...", "…")


def category_path(
    cells: Sequence[str], column: Column, name: str
) -> tuple[tuple[str, ...], int, Fault | None]:
    """Read the levels of a category from its cells.

    Parameters
    ----------
    cells : sequence of str
        As they stand in the file, one a column.
    column : Column
        How they are read.
    name : str
        The product's name, which may be the last level listed.

    Returns
    -------
    path : tuple of str
        At most `MOST_LEVELS` levels, trimmed, none empty.
    places : int
        At how many different places the product is listed, listings above another left out.
    problem : (str, dict) or None
        What is wrong with it: the code of the load report and what it names.

    Examples
    --------
    >>> listed = Column(("c",), json_list=True, separator=">>", drop_own_name=True)
    >>> category_path(['["Kitchen >> Mugs >> Blue Mug"]'], listed, "Blue Mug")
    (('Kitchen', 'Mugs'), 1, None)
    >>> category_path(["[]"], listed, "Blue Mug")
    ((), 0, ('category_missing', {}))
    """
    try:
        paths = column.paths(cells)
    except ValueError:
        shown = " ".join(cells)[:SHOWN]
        return (), 0, ("category_unreadable", {"value": shown})
    chosen = column.choose(paths)
    if len(chosen) > MOST_LEVELS:
        return (), 0, ("category_deep", {"levels": len(chosen), "most": MOST_LEVELS})
    path = without_own_name(chosen, name) if column.drop_own_name else chosen
    whole = tuple(level for level in path if level)
    problem: Fault | None = None
    if not whole:
        problem = ("category_missing", {})
    elif len(whole) < len(path):
        problem = ("category_gap", {"path": " > ".join(level or "…" for level in path)[:SHOWN]})
    return whole, _places(paths), problem


def _places(paths: Sequence[tuple[str, ...]]) -> int:
    """Number of paths that are no part of another: a category's products are its parent's too."""
    different = set(paths)
    above = {path[:depth] for path in different for depth in range(len(path))}
    return len(different - above)


def without_own_name(path: Sequence[str], name: str) -> tuple[str, ...]:
    """Drop a last part that is the product's own name, whole or truncated.

    Parameters
    ----------
    path : sequence of str
        The levels as listed.
    name : str
        The product's name.

    Returns
    -------
    tuple of str

    Examples
    --------
    >>> without_own_name(["Kitchen", "Mugs", "Blue Mug (300 ml)"], "Blue Mug")
    ('Kitchen', 'Mugs')
    >>> without_own_name(["Kitchen", "Mugs", "Blue Mug With A H..."], "Blue Mug With A Handle")
    ('Kitchen', 'Mugs')
    >>> without_own_name(["Kitchen", "Mugs"], "Blue Mug")
    ('Kitchen', 'Mugs')
    """
    if path and _is_own_name(path[-1], name):
        return tuple(path[:-1])
    return tuple(path)


def _is_own_name(part: str, name: str) -> bool:
    last, own = (" ".join(text.split()).casefold() for text in (part, name))
    ellipsis = next((mark for mark in ELLIPSES if last.endswith(mark)), None)
    if ellipsis is not None:
        stem = last.removesuffix(ellipsis).rstrip()
        return bool(stem) and (own.startswith(stem) or stem.startswith(own))
    # A page title may add the variant in brackets to the name.
    return last == own or (last.startswith(own) and last[len(own) :].lstrip().startswith("("))
