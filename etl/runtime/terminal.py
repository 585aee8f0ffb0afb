"""Standard output for any terminal, pipe or file, whatever its encoding."""

import codecs
import contextlib
import os
import sys
import unicodedata
from collections.abc import Iterator

ERRORS = "transliterate"
"""Name of the error handler of the standard streams."""
OTHERWISE = {
    "–": "-", "—": "-", "−": "-", "±": "+/-", "×": "x", "≥": ">=", "→": "->", "…": "...", "·": "-",
    "’": "'", "‘": "'", "“": '"', "”": '"', "«": '"', "»": '"', "œ": "oe", "Œ": "OE",
    "\u00a0": " ", "\u202f": " ",
}  # fmt: skip
"""What is written where an encoding lacks a character that is no accented letter."""


def prepare() -> None:
    """Make the standard streams take every character, and be there at all.

    Of a stream that was closed (`>&-`), the next file to be opened would take the number: what a
    library prints would then be written into the database.
    """
    for number, name, mode in ((0, "stdin", "r"), (1, "stdout", "w"), (2, "stderr", "w")):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # the lowest free number: this one
        if getattr(sys, name) is None:
            setattr(sys, name, open(number, mode, encoding="utf-8", closefd=False))  # noqa: SIM115
    codecs.register_error(ERRORS, _transliterate)
    for stream in (sys.stdout, sys.stderr):
        if reconfigure := getattr(stream, "reconfigure", None):  # a test's stand-in has none
            reconfigure(errors=ERRORS)


@contextlib.contextmanager
def printing() -> Iterator[None]:
    """Print, and let whoever reads stop reading (`| head`): that is no failure."""
    try:
        yield
        sys.stdout.flush()
    except (OSError, SystemExit) as error:
        # What is still held back goes nowhere, or it would fail once more when Python ends.
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
        # Rich makes the one of the other.
        if not isinstance(error, BrokenPipeError | SystemExit):
            raise


def _transliterate(error: UnicodeError) -> tuple[str, int]:
    """Write what an encoding lacks in letters that each has."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    missing = error.object[error.start : error.end]
    return "".join(map(_plain, missing)), error.end


def _plain(character: str) -> str:
    if character in OTHERWISE:
        return OTHERWISE[character]
    bare = unicodedata.normalize("NFKD", character).encode("ascii", "ignore").decode("ascii")
    return bare or character.encode("ascii", "backslashreplace").decode("ascii")
