"""What is free goes back to the system."""

import ctypes

import psutil

from dashboard.core.memory import give_back

MANY, SIZE = 1_000, 64 * 1024


def resident() -> int:
    return int(psutil.Process().memory_info().rss)


def test_holes_between_what_is_held_are_given_back() -> None:
    library = ctypes.CDLL(None)
    library.malloc.restype, library.free.argtypes = ctypes.c_void_p, [ctypes.c_void_p]
    blocks = [library.malloc(SIZE) for _ in range(MANY)]
    for block in blocks:
        ctypes.memset(block, 1, SIZE)
    # Each second one stays: what lies between them cannot join the end of the heap.
    for block in blocks[::2]:
        library.free(block)
    before = resident()
    give_back()
    returned = before - resident()
    for block in blocks[1::2]:
        library.free(block)
    assert returned > 0.8 * MANY / 2 * SIZE
