"""Fetch of the database at the start: from an address, with a checksum.

For a machine that keeps nothing. The file is written beside its place, checked, and only then put
there: a start that fails leaves what was there. It is named by its checksum, so that a restart on
the same disk fetches nothing.
"""

import hashlib
import os
import time
from pathlib import Path

import requests
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

from dashboard.i18n import text
from dashboard.server.settings import Settings

RETRIES = Retry(total=4, backoff_factor=0.5, status_forcelist=(429, 500, 502, 503, 504))
CONNECT, READ = 10, 30
"""Seconds to wait for a connection, and for its next bytes."""
PIECE = 1 << 20


class FetchError(Exception):
    """The database could not be fetched; the message is a sentence for who starts the server."""


def fetch(settings: Settings, database: Path, lang: str) -> Path:
    """Put the database of an address where the dashboard opens it.

    Parameters
    ----------
    settings : Settings
    database : Path
        What the dashboard opens: becomes a link to the fetched file, which stands beside it.
    lang : str
        Of the sentences.

    Returns
    -------
    Path
        The fetched file.

    Raises
    ------
    FetchError
        If the file did not come whole, in time, with its checksum, or cannot be written.
    """
    if database.exists() and not database.is_symlink():
        raise FetchError(text("fetch.file", lang, path=database))
    final = database.with_name(f"{database.stem}-{settings.catalog_sha256[:16]}.duckdb")
    aside = final.with_name(f".{final.name}.{os.getpid()}.part")
    try:
        database.parent.mkdir(parents=True, exist_ok=True)
        if not final.is_file() or _checksum(final) != settings.catalog_sha256:
            _download(settings, aside, lang)
            checksum = _checksum(aside)
            if checksum != settings.catalog_sha256:
                raise FetchError(text("fetch.checksum", lang, found=checksum))
            aside.chmod(aside.stat().st_mode & ~0o222)  # published: nobody writes it any more
            aside.replace(final)
        aside.symlink_to(final.name)
        aside.replace(database)
    except requests.RequestException as error:
        # Its own text holds the address, and an address may hold a key.
        raise FetchError(text("fetch.failed", lang, detail=type(error).__name__)) from None
    except OSError as error:
        detail = error.strerror
        raise FetchError(text("fetch.write", lang, path=database.parent, detail=detail)) from error
    finally:
        aside.unlink(missing_ok=True)
    return final


def _download(settings: Settings, aside: Path, lang: str) -> None:
    limit, size = time.monotonic() + settings.catalog_seconds, 0
    with requests.Session() as session, aside.open("wb") as stream:
        for scheme in ("https://", "http://"):
            session.mount(scheme, HTTPAdapter(max_retries=RETRIES))
        with session.get(settings.catalog_url, stream=True, timeout=(CONNECT, READ)) as answer:
            answer.raise_for_status()
            for piece in answer.iter_content(PIECE):
                size += len(piece)
                if size > settings.catalog_max_bytes:
                    most = settings.catalog_max_bytes
                    raise FetchError(text("fetch.size", lang, most=most))
                if time.monotonic() > limit:
                    raise FetchError(text("fetch.time", lang, seconds=settings.catalog_seconds))
                stream.write(piece)
        stream.flush()
        os.fsync(stream.fileno())


def _checksum(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
