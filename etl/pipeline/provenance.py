"""Provenance of a database: its input, settings and versions."""

import hashlib
import platform
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from etl import __version__
from etl.config import PROJECT, InputError, Request, normalisation_file
from etl.embedding import words
from etl.messages import message
from etl.publishing import store
from etl.reading.catalogue import Catalogue
from etl.reading.mapping import CatalogueMapping
from etl.runtime.hashing import hash_file, library_versions
from etl.runtime.journal import log

# What computes the result: a new version of it makes a new database.
CODE = tuple(
    PROJECT / package for package in ("agreement", "etl", "folding", "localisation", "verdict")
)
SOURCES = (".py", ".sql", ".toml", ".txt")


def fingerprint(request: Request, mapping: CatalogueMapping, photos: Sequence[bytes]) -> str:
    """Name all that the result depends on: two runs of one fingerprint give one result.

    Parameters
    ----------
    request : Request
    mapping : CatalogueMapping
    photos : sequence of bytes
        Hash of the photo of each product.
    """
    digest = hashlib.sha256()
    inputs = {
        "etl": __version__,
        "schema": store.SCHEMA_VERSION,
        "settings": request.settings.as_dict(),
        "libraries": library_versions(),
        "mapping": mapping.text,
    }
    digest.update(store.as_json(inputs).encode())
    files = [
        *sorted(path for package in CODE for path in package.rglob("*") if path.suffix in SOURCES),
        request.catalog,
        request.text_model,
        request.image_model,
        normalisation_file(request.image_model),
    ]
    for content in (*map(hash_file, files), *photos):
        digest.update(content)
    return digest.hexdigest()[:16]


def follows(published: Path | None, fingerprint: str) -> str:
    """Name what a run that takes over from a published database depends on."""
    before = "" if published is None else store.read_builds(published)["fingerprint"]
    return hashlib.sha256(f"{before} {fingerprint}".encode()).hexdigest()[:16]


def holds(database: Path, fingerprint: str, *, reused: bool = False, repeats: int = 0) -> bool:
    """Whether a published database is what a run of that fingerprint would make.

    With `reused`, one is as well that took its models over and was made of the
    same catalogue. With `repeats`, its promises must have been rehearsed as often.
    """
    try:
        builds = store.read_builds(database)
    except InputError as error:
        log.info(message("log_not_compared", reason=error))
        return False
    names = ("fingerprint", "inputs") if reused else ("fingerprint",)
    is_rehearsed = not repeats or builds.get("rehearsal.repeats") == str(repeats)
    return is_rehearsed and fingerprint in [builds.get(name) for name in names]


def describe(
    request: Request,
    fingerprint: str,
    catalogue: Catalogue,
    n_documents: int,
    languages: Mapping[str, float],
    seconds: dict[str, float],
) -> dict[str, str]:
    """What the database says of its own making.

    Its words were counted in `n_documents`; `languages` are those that they are in.
    """
    cleaning = request.settings.text
    return {
        "schema_version": store.SCHEMA_VERSION,
        "fingerprint": fingerprint,
        "built_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "catalog_name": request.catalog.resolve().parent.name
        if request.catalog.stem == "products"
        else request.catalog.stem,
        "etl_version": __version__,
        "python_version": platform.python_version(),
        "rows_read": str(catalogue.rows_read),
        "rows_set_aside": str(catalogue.set_aside),
        **{f"catalog.{name}": value for name, value in catalogue.about.items()},
        "settings": store.as_json(request.settings.as_dict()),
        # What the reasons of products.text_dropped rest on, for those who say them in words.
        "text.min_letters": str(cleaning.min_letters),
        "text.stop_word_languages": ",".join(
            sorted(languages, key=lambda name: (-languages[name], name))
        ),
        "text.boilerplate_share": str(cleaning.boilerplate_share),
        "text.boilerplate_documents": f"{words.boilerplate_limit(n_documents, cleaning):g}",
        "text_model": request.text_model.name if request.text_model else "fastText",
        "image_model": request.image_model.name if request.image_model else "ResNet-50-thin",
        **{f"version.{name}": value for name, value in library_versions().items()},
        **{f"seconds.{stage}": f"{taken:.3f}" for stage, taken in seconds.items()},
    }
