"""What may come of a bad input: there is no other end.

kept       nothing wrong with it, however odd it looks: stored as it was written
warned     the product is kept, what is wrong with it is a line of the load report
set aside  the row is no product, and a line of the load report says why
refused    the run ends with status 2 and one sentence, and the database is what it was
"""

import contextlib
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Outcome:
    """Which of the four ends, and with which code of the report or words of the sentence."""

    end: str
    expected: str = ""


KEPT = Outcome("kept")


def warned(code: str) -> Outcome:
    return Outcome("warned", code)


def set_aside(code: str) -> Outcome:
    return Outcome("set aside", code)


def refused(words: str) -> Outcome:
    return Outcome("refused", words)


@contextlib.contextmanager
def as_nobody() -> Iterator[None]:
    """Give up the rights of root for a while, whom no permission stops."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@contextlib.contextmanager
def open_folder() -> Iterator[Path]:
    """Give a folder that others than its owner can enter, which those of pytest are not."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)
