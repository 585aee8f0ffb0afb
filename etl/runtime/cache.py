"""Store of the memo: results under the hash of all that they rest on, with a checksum each.

One SQLite file beside the database. Each result is a transaction of its own, so a run that is
killed loses what it was computing and nothing else. It only ever saves time: where it is damaged,
full or forbidden, that is said in a sentence and the run goes on without.
"""

import contextlib
import hashlib
import logging
import sqlite3
from pathlib import Path
from types import TracebackType
from typing import Self

from etl.messages import message

log = logging.getLogger("etl")

# Part of every checksum: what an older form wrote is not read.
FORM = b"1"

TABLE = """
    CREATE TABLE IF NOT EXISTS results (
        key      BLOB PRIMARY KEY,
        value    BLOB NOT NULL,
        checksum BLOB NOT NULL,
        used     INTEGER NOT NULL  -- the publication that last used it; user_version counts them
    )
"""


class Cache:
    """Results by key.

    Parameters
    ----------
    path : Path
        The file. Only one process at a time may use it: whoever publishes the database.
    forget : bool
        Whether what it holds is not to be read, only replaced.
    """

    def __init__(self, path: Path, *, forget: bool = False) -> None:
        self.path = path
        self.found = self.missed = 0
        self._forget = forget
        self._touched: set[bytes] = set()
        self._connection: sqlite3.Connection | None = None
        self._publication = 0

    def __enter__(self) -> Self:
        """Open the file, or make it; one that is no cache is thrown away."""
        try:
            self._open()
        except sqlite3.DatabaseError as error:
            self._throw_away(error)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the file."""
        self._close()

    def get(self, key: bytes) -> bytes | None:
        """Return the result of that key; None where there is none, or it is damaged."""
        value = self._held(key)
        if value is not None:
            self.found += 1
            self._touched.add(key)
        return value

    def __contains__(self, key: bytes) -> bool:
        """Whether `get` is likely to find it; the checksum is not looked at."""
        if self._connection is None or (self._forget and key not in self._touched):
            return False
        try:
            query = "SELECT 1 FROM results WHERE key = ?"
            return self._connection.execute(query, [key]).fetchone() is not None
        except sqlite3.DatabaseError as error:
            self._throw_away(error)
            return False

    def put(self, key: bytes, value: bytes) -> None:
        """Keep a result, for good once this returns."""
        self.missed += 1
        if self._connection is None:
            return
        row = (key, value, _checksum(key, value), self._publication + 1)
        try:
            self._connection.execute("INSERT OR REPLACE INTO results VALUES (?, ?, ?, ?)", row)
        except sqlite3.OperationalError as error:  # a full disk, mostly
            self._go_without(error)
        except sqlite3.DatabaseError as error:
            self._throw_away(error)
        else:
            self._touched.add(key)

    def prune(self, publications: int) -> None:
        """Note that a run was published, and drop what the last ones did not use.

        Parameters
        ----------
        publications : int
            What this many publications before it used stays: the versions that are kept.
        """
        if self._connection is None:
            return
        now = self._publication + 1
        try:
            with self._connection:
                self._connection.execute("BEGIN")
                self._connection.executemany(
                    "UPDATE results SET used = ? WHERE key = ?",
                    [(now, key) for key in self._touched],
                )
                self._connection.execute("DELETE FROM results WHERE used < ?", [now - publications])
                self._connection.execute(f"PRAGMA user_version = {now:d}")
            # As a script: it frees one page a step, and `execute` makes one step.
            self._connection.executescript("PRAGMA incremental_vacuum")
        except sqlite3.OperationalError as error:
            self._go_without(error)
        except sqlite3.DatabaseError as error:
            self._throw_away(error)

    def _open(self) -> None:
        # No transaction but those that are asked for: each result is one.
        connection = sqlite3.connect(self.path, isolation_level=None)
        try:
            # Before the first table: the file shrinks as results go.
            connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
            connection.execute("PRAGMA journal_mode = WAL")
            # A crash of the machine may cost the last results, never the file.
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute(TABLE)
            connection.execute("SELECT key, value, checksum, used FROM results LIMIT 1").fetchone()
            (self._publication,) = connection.execute("PRAGMA user_version").fetchone()
        except BaseException:
            connection.close()
            raise
        self._connection = connection

    def _held(self, key: bytes) -> bytes | None:
        if self._connection is None or (self._forget and key not in self._touched):
            return None
        try:
            row = self._connection.execute(
                "SELECT value, checksum FROM results WHERE key = ?", [key]
            ).fetchone()
        except sqlite3.DatabaseError as error:
            self._throw_away(error)
            return None
        if row is None:
            return None
        value, checksum = row
        if not isinstance(value, bytes) or checksum != _checksum(key, value):
            self._throw_away("checksum")
            return None
        return value

    def _close(self) -> None:
        if self._connection is not None:
            with contextlib.suppress(sqlite3.Error):
                self._connection.close()
        self._connection = None

    def _throw_away(self, why: object) -> None:
        """Start anew: where one result is damaged, who knows which others are."""
        log.warning(message("cache_damaged", path=self.path, detail=why))
        self._close()
        try:
            for suffix in ("", "-wal", "-shm", "-journal"):
                Path(f"{self.path}{suffix}").unlink(missing_ok=True)
            self._open()
        except (OSError, sqlite3.DatabaseError) as error:
            self._go_without(error)

    def _go_without(self, why: object) -> None:
        log.warning(message("cache_unusable", path=self.path, detail=why))
        self._close()


def _checksum(key: bytes, value: bytes) -> bytes:
    return hashlib.sha256(FORM + key + value).digest()
