"""One product in full: what the seller gave, what was kept of it, and how it was prepared.

A name, a text or a path is the seller's: it is a value here, never markup.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.core.catalogue import Path
from dashboard.core.cluster_words import ClusterWord
from dashboard.core.neighbours import Neighbour
from dashboard.core.webp import Size
from folding import MARKS, UNSPACED, fold

REASONS = ("stop_word", "boilerplate", "number", "too_short", "no_vector")
"""Why a token is dropped, in the order that they are told: those of `products.text_dropped`."""
MOST_TEXT = 20_000
"""Characters of a text that are shown: a seller can paste a book."""


@dataclass(frozen=True)
class Dropped:
    """A token that was not embedded, and which of `REASONS`."""

    token: str
    reason: str


@dataclass(frozen=True)
class Picture:
    """A stored picture; `size` is None where its header cannot be read."""

    size: Size | None


@dataclass(frozen=True)
class Product:
    """A product as the database holds it.

    Attributes
    ----------
    row : int
        Its row in the catalogue.
    product_id, name : str
    description : str
        As the seller wrote it; may be empty.
    brand : str or None
    price : float or None
    path : Path
        Its category, top first; `()` where it has none.
    status : str
        Of its photo: `ok`, `missing`, `unreadable` or `too_large`.
    photo : Size or None
        Of the photo's file.
    thumbnail, seen : Picture or None
        The photo as it is kept, and as the network sees it.
    kept : sequence of str
        Tokens that were embedded, in the order of the text.
    dropped : sequence of Dropped
        The others, in the order of the text.
    """

    row: int
    product_id: str
    name: str
    description: str
    brand: str | None
    price: float | None
    path: Path
    status: str
    photo: Size | None
    thumbnail: Picture | None
    seen: Picture | None
    kept: Sequence[str]
    dropped: Sequence[Dropped]

    @property
    def written(self) -> str:
        """What the tokens were taken from: the name, then the description."""
        return f"{self.name}\n{self.description}".strip()


@dataclass(frozen=True)
class ProductContext:
    """Where a product stands in a build.

    Attributes
    ----------
    level : int
        Level of the view: where categories are compared.
    cluster_level : int or None
        Level of the clusters; None where no level has any.
    clusters : mapping of space to (number, words)
        Cluster of the product and its distinctive words; a space is missing where the
        product has no cluster.
    near : mapping of space to sequence of Neighbour
        The nearest first.
    """

    level: int
    cluster_level: int | None
    clusters: Mapping[str, tuple[int, Sequence[ClusterWord]]]
    near: Mapping[str, Sequence[Neighbour]]


def stand(own: Path, other: Path, level: int) -> str:
    """Compare two categories at a level: `same`, `other`, or `unknown` without one.

    Examples
    --------
    >>> stand(("Home", "Beds"), ("Home", "Lamps"), 1), stand(("Home",), ("Home", "Lamps"), 2)
    ('same', 'unknown')
    """
    if len(own) < level or len(other) < level:
        return "unknown"
    return "same" if own[:level] == other[:level] else "other"


@dataclass(frozen=True)
class Piece:
    """A stretch of a text; `reason` is None but for a dropped token."""

    text: str
    reason: str | None = None


def marked(text: str, kept: Sequence[str], dropped: Sequence[Dropped]) -> list[Piece]:
    """Find the dropped tokens of a text again, so that they can be marked in it.

    Each token of a text is either kept or dropped, both in the order of the text. The
    next one is therefore the next kept or the next dropped one: whichever comes first,
    the longer of two that begin at the same place. How a text is cut into tokens need
    not be known, but that those of a script without spaces overlap: what a kept one
    holds is not marked.

    Parameters
    ----------
    text : str
        As written, or its beginning; accents written apart are put together, as in tokens.
    kept : sequence of str
    dropped : sequence of Dropped
        Tokens in lower case; ligatures and width may be written otherwise.

    Returns
    -------
    list of Piece
        Joined, they are the text.

    Examples
    --------
    >>> marked("The can: a cup", ["can", "cup"], [Dropped("the", "stop_word"),
    ...                                           Dropped("a", "too_short")])
    ... # doctest: +NORMALIZE_WHITESPACE
    [Piece(text='The', reason='stop_word'), Piece(text=' can: ', reason=None),
     Piece(text='a', reason='too_short'), Piece(text=' cup', reason=None)]
    """
    text, folded, positions = _folded(unicodedata.normalize("NFC", text))
    left = _Tokens(folded, [fold(token) for token in kept])
    right = _Tokens(folded, [fold(drop.token) for drop in dropped])
    is_kept = bytearray(len(folded))
    out: list[tuple[int, int, str]] = []
    at = 0
    while True:
        (here, token), (there, other) = left.next(at), right.next(at)
        if here == there == len(folded):
            break
        if (there, -len(other)) < (here, -len(token)):
            out.append((there, there + len(other), dropped[right.taken].reason))
            right.taken += 1
            here, token = there, other
        else:
            is_kept[here : here + len(token)] = bytes([1]) * len(token)
            left.taken += 1
        at = here + (1 if _UNSPACED.match(token) else len(token))
    pieces: list[Piece] = []
    marked_until = shown = 0
    for start, end, reason in out:
        start = max(start, marked_until)
        while start < end and is_kept[start]:
            start += 1
        while end > start and is_kept[end - 1]:
            end -= 1
        if start < end:
            if positions[start] > shown:
                pieces.append(Piece(text[shown : positions[start]]))
            pieces.append(Piece(text[positions[start] : positions[end]], reason))
            marked_until, shown = end, positions[end]
    if shown < len(text):
        pieces.append(Piece(text[shown:]))
    return pieces


def _folded(text: str) -> tuple[str, str, Sequence[int]]:
    """Return a text, what it is folded, and where each letter of that, and its end, is from."""
    folded = fold(text)
    if text.isascii():
        return text, folded, range(len(text) + 1)
    parts = ""
    positions: list[int] = []
    for match in _LETTERS.finditer(text):
        part = fold(match[0])
        alike = len(part) == len(match[0])
        positions += range(*match.span()) if alike else [match.start()] * len(part)
        parts += part
    if parts != folded:  # letters that join their neighbours
        return folded, folded, range(len(folded) + 1)
    return text, folded, [*positions, len(text)]


_LETTERS = re.compile(f"[^{MARKS}][{MARKS}]*|[{MARKS}]+")
_UNSPACED = re.compile(f"[{UNSPACED}]")


class _Tokens:
    """The tokens of one kind, and where the next one is: looked for once, not at each step."""

    def __init__(self, text: str, tokens: Sequence[str]) -> None:
        self._text, self._tokens = text, tokens
        self._found = (-1, -1)
        self.taken = 0

    def next(self, at: int) -> tuple[int, str]:
        """Return the place of the next token from `at` on, the end of the text without one."""
        if self.taken >= len(self._tokens):
            return len(self._text), ""
        token = self._tokens[self.taken]
        which, start = self._found
        if which != self.taken or start < at:
            start = self._text.find(token, at)
            self._found = (self.taken, start if start >= 0 else len(self._text))
        return self._found[1], token
