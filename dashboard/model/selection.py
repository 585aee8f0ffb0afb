"""Sets of rows, as they travel between the browser and the server.

One bit a product, in base64: 1,050 products are 176 characters whatever is
selected, and a lasso drawn on one map is exactly the same set on the server.
"""

import base64
import binascii
from collections.abc import Mapping
from typing import Any

import numpy as np

from dashboard.model.catalogue import Mask


def encode(mask: Mask) -> str:
    """Write a set of rows as text; row 0 is the lowest bit of the first byte.

    Examples
    --------
    >>> encode(np.array([True, False, True]))
    'BQ=='
    """
    return base64.b64encode(np.packbits(mask, bitorder="little").tobytes()).decode("ascii")


def decode(text: str, n: int) -> Mask | None:
    """Read a set of `n` rows; None where the text is no such set.

    Examples
    --------
    >>> decode("BQ==", 3)
    array([ True, False,  True])
    """
    try:
        raw = base64.b64decode(text.encode("ascii"), validate=True)
    except (binascii.Error, UnicodeEncodeError):
        return None
    if len(raw) != (n + 7) // 8:
        return None
    bits = np.unpackbits(np.frombuffer(raw, dtype=np.uint8), count=n, bitorder="little")
    return bits.astype(np.bool_)


def selected(store: Mapping[str, Any] | None, build: str, n: int) -> Mask | None:
    """Return the selected rows; None where nothing is, or where it is of another build."""
    if not store or store.get("build") != build or not isinstance(store.get("rows"), str):
        return None
    mask = decode(store["rows"], n)
    return mask if mask is not None and mask.any() else None
