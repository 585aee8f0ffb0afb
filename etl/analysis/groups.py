"""Sampling groups: products of one seller or one brand, which are drawn together.

Where no seller and no brand is named, the name usually begins with the brand. No category is
looked at.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from folding import UNSPACED, fold

ALONE = -1
"""Code of a brand that is not known."""
MOST_WORDS = 4
"""Words of the longest brand that is looked for at the beginning of a name."""
ENOUGH_BRANDED = 20
"""Products with a brand, from which names are asked whether they begin with it."""


SELLERS, BRANDS, NAMES, PRODUCTS = KINDS = ("sellers", "brands", "names", "products")
"""Groups are of sellers, of brands, of names that begin alike, or single products."""
UNSPACED_LETTER = re.compile(f"[{UNSPACED}]")


@dataclass(frozen=True)
class Groups:
    """Which products are sampled together, and which are of one brand.

    Attributes
    ----------
    codes : ndarray of int64, shape (n,)
        Sampling group of each product, from 0; one that shares nothing is alone in its group.
    brands : list of str or None, length n
        The brand as it is listed, else as the name says it; None where neither does.
    sellers : list of str or None, length n
    n_recovered : int
        Products whose brand the name says.
    kind : str
        What most products are grouped by: one of `KINDS`.
    """

    codes: NDArray[np.int64]
    brands: list[str | None]
    sellers: list[str | None]
    n_recovered: int
    kind: str

    @property
    def kin(self) -> NDArray[np.int64]:
        """Brand and seller of each product, numbered, shape (n, 2); `ALONE` where not known."""
        sellers = _numbered([_key(seller) for seller in self.sellers])
        return np.column_stack([self.brand_codes, sellers])

    @property
    def brand_codes(self) -> NDArray[np.int64]:
        """Brand of each product, numbered whatever the case; `ALONE` where it is not known."""
        return _numbered([_key(brand) for brand in self.brands])


def sampling_groups(
    names: Sequence[str], brands: Sequence[str | None], sellers: Sequence[str | None]
) -> Groups:
    """Group the products by seller, else brand, else the brand that the name begins with.

    Parameters
    ----------
    names : sequence of str, length n
    brands, sellers : sequence of str or None, length n

    Returns
    -------
    Groups
        A name that begins with a brand of the catalogue is of that brand. Otherwise its first
        word groups it, unless most names of branded products do not begin with their brand;
        it is taken for its brand only where most of them do, and where the word seldom stands
        further on in a name, as a noun does.

    Examples
    --------
    >>> names = ["Titan watch", "Titan strap", "HP Pavilion 15", "Lamp"]
    >>> sampling_groups(names, ["Titan", None, None, None], [None] * 4).codes.tolist()
    [2, 2, 0, 1]
    """
    words = [_words(name) for name in names]
    listed = [_key(brand) for brand in brands]
    sold_by = [_key(seller) for seller in sellers]
    if len(set(sold_by)) == 1:  # one seller of all tells nothing apart
        sold_by = [""] * len(sold_by)
    known = {brand for brand in listed if brand}
    begins = _names_begin_with_brands(words, listed)
    leading = _leading_words(words)
    recovered: list[str | None] = [None] * len(names)
    keys: list[str | None] = []
    kinds: Counter[str] = Counter()
    for row, (own, brand, seller) in enumerate(zip(words, listed, sold_by, strict=True)):
        found = None if brand else _known_beginning(own, known)
        first = own[0] if own else None
        if not brand:
            recovered[row] = found or (first if begins and first in leading else None)
        by_name = found or (None if begins is False else first)
        if seller:
            keys.append(f"seller {seller}")
            kinds[SELLERS] += 1
        else:
            key = brand or by_name
            keys.append(f"brand {key}" if key else None)
            known_brand = brand or recovered[row]
            kinds[BRANDS if known_brand else NAMES if key else PRODUCTS] += 1
    codes = _numbered(keys)
    alone = np.flatnonzero(codes == ALONE)
    codes[alone] = codes.max(initial=ALONE) + 1 + np.arange(len(alone))
    return Groups(
        codes=codes,
        brands=[brand or other for brand, other in zip(brands, recovered, strict=True)],
        sellers=list(sellers),
        n_recovered=sum(other is not None for other in recovered),
        kind=max(KINDS, key=lambda kind: kinds[kind]),
    )


def _names_begin_with_brands(words: Sequence[Sequence[str]], listed: Sequence[str]) -> bool | None:
    """Whether most names of branded products begin with the brand; None of too few."""
    branded = [(own, brand) for own, brand in zip(words, listed, strict=True) if brand]
    if len(branded) < ENOUGH_BRANDED:
        return None
    begin = sum(" ".join(own).startswith(" ".join(_words(brand))) for own, brand in branded)
    return begin > len(branded) / 2


def _leading_words(words: Sequence[Sequence[str]]) -> set[str]:
    """Words with spaces around them that begin most of the names in which they occur."""
    first = Counter(own[0] for own in words if own)
    anywhere = Counter(word for own in words for word in set(own))
    return {
        word
        for word, n in first.items()
        if n > anywhere[word] / 2 and not UNSPACED_LETTER.search(word)
    }


def _known_beginning(words: Sequence[str], known: set[str]) -> str | None:
    """The longest brand of the catalogue that a name begins with."""
    for length in range(min(MOST_WORDS, len(words)), 0, -1):
        beginning = " ".join(words[:length])
        if beginning in known:
            return beginning
    first = words[0] if words else ""
    if UNSPACED_LETTER.match(first):  # no space says where the brand ends
        return next((first[:end] for end in range(len(first), 0, -1) if first[:end] in known), None)
    return None


def _words(text: str) -> list[str]:
    """Words with a letter, folded, without the signs around them."""
    parts = (part.strip("\"'()[]{}<>.,;:!?*-–—|/«»“”") for part in fold(text).split())
    return [part for part in parts if any(sign.isalpha() for sign in part)]


def _key(name: str | None) -> str:
    return " ".join(fold(name or "").split())


def _numbered(keys: Sequence[str | None]) -> NDArray[np.int64]:
    code = {key: number for number, key in enumerate(sorted({key for key in keys if key}))}
    return np.array([code.get(key or "", ALONE) for key in keys], dtype=np.int64)
