"""What does a cell say: which path of categories, which price?"""

import math
import re
from collections.abc import Sequence

from etl.mapping import Column

LONGEST_PRICE = 60
# A path beyond this is no path: each level is looked at by itself.
MOST_LEVELS = 100
# As much of a faulty value as a sentence shows.
SHOWN = 60

Problem = tuple[str, dict[str, object]]

ELLIPSES = ("...", "…")


def category_path(cell: str, column: Column, name: str) -> tuple[tuple[str, ...], Problem | None]:
    """Read the levels of a category from its cell.

    Parameters
    ----------
    cell : str
        As it stands in the CSV.
    column : Column
        How it is read.
    name : str
        The product's name, which may be the last level listed.

    Returns
    -------
    path : tuple of str
        At most `MOST_LEVELS` levels, trimmed, none empty.
    problem : (str, dict) or None
        Where there is no path: the code of the load report and what it names.

    Examples
    --------
    >>> listed = Column("c", json_list=True, separator=">>", drop_own_name=True)
    >>> category_path('["Kitchen >> Mugs >> Blue Mug"]', listed, "Blue Mug")
    (('Kitchen', 'Mugs'), None)
    >>> category_path("[]", listed, "Blue Mug")
    ((), ('category_missing', {}))
    """
    try:
        parts = column.values(cell)
    except ValueError:
        return (), ("category_unreadable", {"value": cell[:SHOWN]})
    if len(parts) > MOST_LEVELS:
        return (), ("category_deep", {"levels": len(parts), "most": MOST_LEVELS})
    path = without_own_name(parts, name) if column.drop_own_name else tuple(parts)
    return path, None if path else ("category_missing", {})


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


def parse_price(text: str | None) -> tuple[float | None, str | None]:
    """Read a price as people write it: `1,299.00`, `12,50 €`, `Rs. 499`.

    Parameters
    ----------
    text : str or None

    Returns
    -------
    price : float or None
        Finite and not negative.
    unreadable : str or None
        The text, or its beginning, where it is no price.

    Examples
    --------
    >>> parse_price("Rs. 1,29,999")
    (129999.0, None)
    >>> parse_price("on request")
    (None, 'on request')
    """
    if text is None:
        return None, None
    if len(text) > LONGEST_PRICE:
        return None, text[:SHOWN]
    number = re.sub(r"^[^\d\-+]+|[^\d]+$", "", text)
    number = re.sub(r"[\s\u202f\u00a0'’]", "", number)
    if "," in number and "." in number:
        thousands = "," if number.rfind(".") > number.rfind(",") else "."
        number = number.replace(thousands, "").replace(",", ".")
    elif re.fullmatch(r"[-+]?\d{1,3}(,\d{2,3})*,\d{3}", number):  # 12,999 or 1,29,999
        number = number.replace(",", "")
    elif re.fullmatch(r"[-+]?\d{1,3}(\.\d{3}){2,}", number):
        number = number.replace(".", "")
    else:
        number = number.replace(",", ".")
    try:
        price = float(number)
    except ValueError:
        return None, text
    if not math.isfinite(price) or price < 0:
        return None, text
    return price, None
