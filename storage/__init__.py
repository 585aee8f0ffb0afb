"""What is wrong with a database file that DuckDB will not open?

The pipeline and the dashboard both tell a person, each in words of its own.
"""

import re
from pathlib import Path
from typing import NamedTuple

MISSING, LOCKED, DENIED, VERSION, UNREADABLE = (
    "missing",
    "locked",
    "denied",
    "version",
    "unreadable",
)
FOREIGN, DAMAGED = "foreign", "damaged"
"""Of a file that is unreadable: it never was a database of DuckDB, or is no whole one."""

MARK_AT, MARK = 8, b"DUCK"
HOLDER = re.compile(r"held in (.+?) \(PID (\d+)")
STORAGE = re.compile(r"version number (\d+)")


class Problem(NamedTuple):
    """Why a file cannot be opened.

    Attributes
    ----------
    reason : str
        One of the first five words.
    found : str
        Of a locked one, the program that holds it, where DuckDB knows; of another version, the
        number of its storage format; of an unreadable one, which of the last two it is.
    """

    reason: str
    found: str = ""


def problem_of(path: Path, said: str) -> Problem:
    """Tell from what DuckDB said, and from the file, why it cannot be opened.

    Parameters
    ----------
    path : Path
    said : str
        The text of DuckDB's error.

    Returns
    -------
    Problem

    Examples
    --------
    >>> problem_of(Path("c.duckdb"), 'Conflicting lock is held in /usr/bin/duckdb (PID 12).')
    Problem(reason='locked', found='/usr/bin/duckdb (PID 12)')
    """
    if "Conflicting lock" in said:
        holder = HOLDER.search(said)
        return Problem(LOCKED, f"{holder[1]} (PID {holder[2]})" if holder else "")
    if version := STORAGE.search(said):
        return Problem(VERSION, version[1])
    try:
        with path.open("rb") as stream:
            begin = stream.read(MARK_AT + len(MARK))
    except FileNotFoundError:
        return Problem(MISSING)
    except PermissionError:
        return Problem(DENIED)
    except OSError:
        begin = b""
    return Problem(UNREADABLE, DAMAGED if begin[MARK_AT:] == MARK else FOREIGN)
