"""Files that belong to a published database, and the right to write them."""

import contextlib
import fcntl
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from etl.config import InputError
from etl.messages import message

# The published version and this many before it stay on disk.
OLD_VERSIONS = 2

# Beside each version: the models that it was made with.
MODELS = ".models"


def models_of(version: Path) -> Path:
    """The file of the models that a version of the database was made with."""
    return version.with_suffix(MODELS)


@dataclass(frozen=True)
class Publication:
    """Where a database is published: a link, and the versions beside it."""

    link: Path

    @property
    def cache(self) -> Path:
        """The file that holds what runs before computed."""
        return self.link.with_name(f".{self.link.stem}.cache")

    @property
    def current(self) -> Path | None:
        """The file that the link points to, or None."""
        target = self.link.resolve() if self.link.is_symlink() else None
        return target if target is not None and target.is_file() else None

    def new_file(self, fingerprint: str) -> Path:
        """A file name beside the link that was never used."""
        moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")
        return self.link.parent / f"{self.link.stem}-{moment}-{fingerprint}.duckdb"

    def versions(self) -> list[Path]:
        """All published files of this link, oldest first."""
        return self._named(self._version)

    def unfinished(self) -> list[Path]:
        """What runs that were killed left of databases that they were writing."""
        stem = self._version.removesuffix(r"\.duckdb")
        files = self._named(
            rf"\.{stem}\.(duckdb|models)\.building.*|\.{re.escape(self.link.name)}\.new"
        )
        of_none = [
            models
            for models in self._named(stem + re.escape(MODELS))
            if not models.with_suffix(".duckdb").exists()
        ]
        return files + of_none

    @property
    def _version(self) -> str:
        return re.escape(self.link.stem) + r"-\d{8}T\d{12}Z-[0-9a-f]+\.duckdb"

    def _named(self, form: str) -> list[Path]:
        named = re.compile(form, flags=re.ASCII)
        return sorted(path for path in self.link.parent.iterdir() if named.fullmatch(path.name))


def check_target(link: Path) -> Publication:
    """Check, before any work, that a database can be published here.

    Parameters
    ----------
    link : Path
        What the dashboard opens. Missing parent folders are made.

    Returns
    -------
    Publication

    Raises
    ------
    InputError
        If a regular file stands there, or the folder cannot be written.
    """
    try:
        if link.exists() and not link.is_symlink():
            raise InputError(message("database_is_a_file", path=link))
        link.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(message("cannot_write", path=link.parent, detail=error.strerror)) from None
    if not os.access(link.parent, os.W_OK):
        raise InputError(message("cannot_write", path=link.parent, detail=os.strerror(13)))
    return Publication(link)


@contextlib.contextmanager
def only_writer(publication: Publication) -> Iterator[None]:
    """Hold the right to publish; the system gives it back however the process ends.

    Raises
    ------
    InputError
        If another run holds it.
    """
    path = publication.link.with_name(f".{publication.link.name}.lock")
    try:
        stream = path.open("w")
    except OSError as error:
        raise InputError(message("cannot_write", path=path, detail=error.strerror)) from None
    with stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise InputError(message("database_busy", path=publication.link)) from None
        yield


@contextlib.contextmanager
def scratch(publication: Publication) -> Iterator[Path]:
    """Give the one folder for all that is needed during a run only; for the only writer.

    What a run that was killed left is cleared away first: its folder, and a database that it was
    writing. Whatever asks the system for a temporary file during the run is given one in here.

    Raises
    ------
    InputError
        If the disk refuses.
    """
    folder = publication.link.with_name(f".{publication.link.stem}.work")
    try:
        for orphan in publication.unfinished():
            orphan.unlink(missing_ok=True)
        if folder.exists():
            shutil.rmtree(folder)
        folder.mkdir()
    except OSError as error:
        raise InputError(message("cannot_write", path=folder, detail=error.strerror)) from None
    usual, tempfile.tempdir = tempfile.tempdir, str(folder)
    try:
        # A name of its own: a process that runs twice may hold on to what it opened by name.
        yield Path(tempfile.mkdtemp(dir=folder))
    finally:
        tempfile.tempdir = usual
        shutil.rmtree(folder, ignore_errors=True)
