"""Serialisation of values as bytes, read again without running what was read.

Plain values, arrays, bytes, lists, tuples, and the dataclasses that the reader names. Not
pickle: what unpickles a file runs whatever the file says.
"""

import json
import struct
from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np

LENGTH = struct.Struct("<Q")

# The kinds of array that are written: numbers, nothing that holds an object.
NUMBERS = "biuf"


class PackedError(ValueError):
    """These bytes are not what `pack` writes, or hold a kind that the reader does not name."""


def pack(value: object) -> bytes:
    """Write a value down.

    Parameters
    ----------
    value : object
        None, booleans, numbers, texts, bytes, arrays of numbers, lists, tuples,
        dictionaries with texts for keys, and dataclasses of all these.

    Returns
    -------
    bytes
        The same for the same value.

    Examples
    --------
    >>> unpack(pack({"cup": (1, 0.5, b"x"), "none": None}))
    {'cup': (1, 0.5, b'x'), 'none': None}
    """
    blocks: list[bytes] = []
    head = json.dumps(_plain(value, blocks)).encode()
    return b"".join([LENGTH.pack(len(head)), head, *blocks])


def unpack(content: bytes, kinds: Sequence[type] = ()) -> Any:
    """Read what `pack` wrote.

    Parameters
    ----------
    content : bytes
    kinds : sequence of type
        The dataclasses that may be made.

    Raises
    ------
    PackedError
        If it is anything else.
    """
    try:
        (length,) = LENGTH.unpack_from(content)
        head = json.loads(content[LENGTH.size : LENGTH.size + length])
        by_name = {kind.__name__: kind for kind in kinds}
        return _rebuilt(head, memoryview(content)[LENGTH.size + length :], by_name)
    except (ValueError, KeyError, IndexError, TypeError, struct.error) as error:
        raise PackedError(str(error)) from error


def _plain(value: object, blocks: list[bytes]) -> object:
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, bytes):
        return {"bytes": _append_block(value, blocks)}
    if isinstance(value, np.ndarray):
        if value.dtype.kind not in NUMBERS:
            raise TypeError(f"an array of {value.dtype}")
        span = _append_block(value.tobytes(), blocks)
        return {"array": [*span, value.dtype.str, list(value.shape)]}
    if isinstance(value, list):
        return [_plain(entry, blocks) for entry in value]
    if isinstance(value, tuple):
        return {"tuple": [_plain(entry, blocks) for entry in value]}
    if isinstance(value, dict):
        return {"dict": {str(key): _plain(entry, blocks) for key, entry in value.items()}}
    if is_dataclass(value):
        values = [_plain(getattr(value, field.name), blocks) for field in fields(value)]
        return {"made": [type(value).__name__, values]}
    raise TypeError(f"a {type(value).__name__}")


def _append_block(block: bytes, blocks: list[bytes]) -> list[int]:
    start = sum(map(len, blocks))
    blocks.append(block)
    return [start, start + len(block)]


def _rebuilt(head: Any, blocks: memoryview, kinds: dict[str, type]) -> Any:
    if isinstance(head, list):
        return [_rebuilt(entry, blocks, kinds) for entry in head]
    if not isinstance(head, dict):
        return head
    ((kind, content),) = head.items()
    if kind == "tuple":
        return tuple(_rebuilt(entry, blocks, kinds) for entry in content)
    if kind == "dict":
        return {key: _rebuilt(entry, blocks, kinds) for key, entry in content.items()}
    if kind == "made":
        name, values = content
        return kinds[name](*(_rebuilt(entry, blocks, kinds) for entry in values))
    start, end, *form = content
    block = bytes(blocks[start:end])
    if kind == "bytes":
        return block
    dtype, shape = form
    if np.dtype(dtype).kind not in NUMBERS:
        raise PackedError(f"an array of {dtype}")
    return np.frombuffer(block, dtype).reshape(shape).copy()
