"""The return of free memory to the system, after a build was replaced."""

import ctypes
import gc


def give_back() -> None:
    """Return to the system what is free, where the C library can (glibc).

    A build that was replaced leaves holes between what its successor had meanwhile allocated. The
    library keeps them, and a worker would grow by them with the next nights' builds.
    """
    gc.collect()
    try:
        library = ctypes.CDLL(None)
    except (OSError, TypeError):  # no such library, as on Windows
        return
    if hasattr(library, "malloc_trim"):
        library.malloc_trim(0)
