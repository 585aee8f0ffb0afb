"""When are two spellings the same to a person who reads, or who looks for a word?

What the pipeline counts and what the search compares; what is shown stays as it was written.
"""

import re
import unicodedata

# Letters that are two, written as one: no French keyboard has the first. (Small letters only,
# and ß becomes ss with them.)
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae"})
# Letters with a stroke or without a dot, which no normalisation takes apart.
_PLAIN = str.maketrans("øđðħıłŧ", "oddhilt")
# Normalised, these would grow into the word before (NikeTM), or be letters.
_SIGNS = str.maketrans({"\u2122": " ", "\u2120": " ", "\u00b4": "'", "\u02bc": "'"})
# Soft hyphens, joiners, marks of direction, byte-order marks: nothing that a person sees.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
_ACCENTS = re.compile("[\u0300-\u036f]")

MARKS = "".join(
    chr(code) for code in range(0x300, 0x10000) if unicodedata.category(chr(code))[0] == "M"
)
"""Signs that belong to the letter before: vowels of Hindi and Thai, accents written apart."""

UNSPACED = (
    "々〆〇\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff"  # kana
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"  # Han
    "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ebd\u0ec0-\u0ecd\u0edc-\u0edf"  # Thai, Lao
    "\u1000-\u103f\u1050-\u108f\u1780-\u17d3\u17d7\u17dc"  # Myanmar, Khmer
)
"""Ranges of the letters that are written without spaces between words, for a class of `re`."""


def visible(text: str) -> str:
    """Write a text with one character for each that looks the same, and nothing unseen.

    Parameters
    ----------
    text : str

    Returns
    -------
    str
        Full and half width, accents written apart, fonts of symbols: NFKC.

    Examples
    --------
    >>> visible("Ｃａｆｅ\u0301 ﬁn, l’e\u00adau")
    'Café fin, l’eau'
    """
    if text.isascii():
        return text
    return unicodedata.normalize("NFKC", _INVISIBLE.sub("", text).translate(_SIGNS))


def fold(text: str) -> str:
    """Write a text without what is only its look: case, width, ligatures, invisible signs.

    Accents stay: "thé" is tea, "the" is an article.

    Examples
    --------
    >>> fold("Œufrier"), fold("STRASSE") == fold("Straße"), fold("Thé") == fold("the")
    ('oeufrier', True, False)
    """
    return visible(text).casefold().translate(_LIGATURES)


def without_accents(text: str) -> str:
    """Write a folded text as a person types it who has no accents on the keyboard.

    Examples
    --------
    >>> without_accents(fold("Łóżko, smørrebrød, ÇIRAK"))
    'lozko, smorrebrod, cirak'
    """
    if text.isascii():
        return text
    apart = _ACCENTS.sub("", unicodedata.normalize("NFD", text)).translate(_PLAIN)
    return unicodedata.normalize("NFC", apart)
