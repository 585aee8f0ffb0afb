"""Stray lines: what libraries in C write to standard error, past every logger.

A process of its own reads them and writes each as a JSON object. Whatever writes them may be at
its very end, or be killed, and its children write to the same place: a thread would come too late.
"""

import json
import os
import select
import signal
import sys
import time
from contextlib import suppress
from typing import TextIO

QUIET = 0.2
"""Seconds without a byte, after which what came is taken as one message."""
PIECE = 1 << 16
MOST = 1 << 20
"""Bytes of a message; what comes beyond is the next one."""
ERRORS = 2
_stderr: list[TextIO] = []


def stream() -> TextIO:
    """Return standard error as it was before it was caught."""
    return _stderr[0] if _stderr else sys.stderr


def catch() -> None:
    """Have all that is written to standard error from now on written as JSON, once a process.

    To be called while there is one thread: the process forks.
    """
    if _stderr:
        return
    ends = os.pipe()
    sys.stderr.flush()
    saved = os.dup(ERRORS)
    if os.fork() == 0:
        _live(ends, saved)
    os.close(ends[0])
    os.dup2(ends[1], ERRORS)
    os.close(ends[1])
    _stderr.append(os.fdopen(saved, "w", buffering=1, encoding="utf-8", errors="backslashreplace"))


def _live(ends: tuple[int, int], saved: int) -> None:
    """Be the process that reads, until nobody is left to write."""
    status = 1
    try:
        # What ends the others makes them write their last lines.
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT):
            signal.signal(number, signal.SIG_IGN)
        os.close(ends[1])
        os.dup2(saved, ERRORS)
        for descriptor in (0, 1, saved):
            with suppress(OSError):
                os.close(descriptor)
        _relay(ends[0])
        status = 0
    finally:
        os._exit(status)


def _relay(source: int) -> None:
    buffer = b""
    while True:
        is_there = bool(select.select([source], [], [], QUIET if buffer else None)[0])
        piece = os.read(source, PIECE) if is_there else b""
        buffer += piece
        if not is_there or not piece or len(buffer) > MOST:
            _write(buffer)
            buffer = b""
        if is_there and not piece:
            return


def _write(buffer: bytes) -> None:
    """Write what came: lines that are JSON as they are, what stands between as one message."""
    strays: list[str] = []
    for line in [*buffer.decode(errors="backslashreplace").splitlines(), None]:
        is_whole = line is None or is_object(line)
        if is_whole and any(stray.strip() for stray in strays):
            moment = time.strftime("%Y-%m-%dT%H:%M:%S+00:00", time.gmtime())
            fields = {"time": moment, "level": "warning", "event": "stray"}
            _put(json.dumps(fields | {"message": "\n".join(strays)}, ensure_ascii=False))
        if is_whole:
            strays = []
            if line is not None:
                _put(line)
        else:
            strays.append(str(line))


def is_object(line: str) -> bool:
    """Say whether a line is a JSON object.

    Examples
    --------
    >>> is_object('{"event": "request"}'), is_object("TIFFFetchNormalTag: odd"), is_object("{")
    (True, False, False)
    """
    try:
        return line.startswith("{") and isinstance(json.loads(line), dict)
    except ValueError:
        return False


def _put(line: str) -> None:
    # Nobody may be left to read.
    with suppress(OSError):
        os.write(ERRORS, f"{line}\n".encode(errors="backslashreplace"))
