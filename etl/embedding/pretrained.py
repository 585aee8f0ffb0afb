"""Text extractor: a pretrained fastText model.

The library reads a damaged model past its end: the process crashes, or takes
zeros for vectors. So the sizes that the file states are held against its
length first, and what is left to go wrong goes wrong in a process of its own.
"""

import multiprocessing
import os
import struct
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import ClassVar

import fasttext
import numpy as np
from numpy.typing import NDArray

from etl.config import InputError
from etl.embedding.text import Corpus, FastText
from etl.messages import message

FASTTEXT_MAGIC = 793712314
CENTROIDS = 256  # of each part of a compressed vector


@dataclass(frozen=True)
class Pretrained(FastText):
    """Weighted mean of the directions of a document's words, read from a file."""

    name: ClassVar[str] = "pretrained"
    licence: ClassVar[str] = "that of the model"

    @property
    def version(self) -> str:
        """Name of the file."""
        return self.source

    @staticmethod
    def fit(corpus: Corpus) -> NDArray[np.float32]:
        """Read the vectors of the vocabulary."""
        if corpus.model is None:
            raise ValueError("no model")
        return load_word_vectors(corpus.model, corpus.vocabulary.words)


def load_word_vectors(path: Path, words: Mapping[str, int]) -> NDArray[np.float32]:
    """Vectors of the catalogue's words from a pretrained model.

    Parameters
    ----------
    path : Path
        A fastText model (`.bin`), or word vectors as text (`.vec`): a line
        "count dimensions", then a word and its numbers a line.
    words : mapping of str to int
        Row of each word.

    Returns
    -------
    ndarray of float32, shape (n_words, dimensions)
        Zero for a word that a `.vec` file does not hold.

    Raises
    ------
    InputError
        If the file is missing, is neither, or is damaged.
    """
    if not path.is_file():
        raise InputError(message("model_not_found", path=path))
    try:
        if path.suffix.lower() == ".vec":
            return _read_vec(path, words)
        _check_whole(path)
        # A spawned process: a forked child of a process with threads can hang.
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(1, mp_context=context) as apart:
            return apart.submit(_read_bin, path, list(words)).result()
    except BrokenProcessPool:
        detail = "damaged"
    except (IndexError, struct.error):  # a place behind its end was looked at
        detail = "cut short"
    except (ValueError, OSError, MemoryError, RuntimeError) as error:
        detail = (str(error).strip() or type(error).__name__).splitlines()[0]
    raise InputError(message("text_model_unreadable", path=path, detail=detail))


def _read_bin(path: Path, words: list[str]) -> NDArray[np.float32]:
    """Run in a process of its own, which may crash."""
    with Path(os.devnull).open("w") as nowhere:  # its last words are not for the person
        os.dup2(nowhere.fileno(), 2)
    model = fasttext.load_model(str(path))
    vectors = np.zeros((len(words), model.get_dimension()), dtype=np.float32)
    for row, word in enumerate(words):
        vectors[row] = model.get_word_vector(word)
    if not np.isfinite(vectors).all():
        raise ValueError("damaged")
    return vectors


def _check_whole(path: Path) -> None:
    """Refuse a model that is shorter than it says, or whose sizes contradict each other."""
    with path.open("rb") as stream, mmap(stream.fileno(), 0, access=ACCESS_READ) as content:
        if len(content) < 92:
            raise ValueError("another kind of file")
        magic, dimensions, buckets = struct.unpack_from("<i4xi28xi", content)
        if magic != FASTTEXT_MAGIC:
            raise ValueError("another kind of file")
        n_entries, n_words, n_labels, n_pruned = struct.unpack_from("<iii8xq", content, 64)
        if min(n_words, n_labels, buckets) < 0 or n_entries != n_words + n_labels:
            raise ValueError("damaged")
        offset = 92
        for _ in range(n_entries):  # a word, a zero, its count and its kind
            offset = content.find(b"\0", offset) + 10
            if offset < 10:
                raise ValueError("cut short")
        offset += 8 * max(n_pruned, 0)
        is_compressed = content[offset] == 1
        rows, columns, offset = _matrix(content, offset)
        if columns != dimensions or rows < n_words + (buckets if n_pruned < 0 else n_pruned):
            raise ValueError("damaged")
        # The second is compressed only where the first is.
        _, columns, offset = _matrix(content, offset, may_be_compressed=is_compressed)
        if columns != dimensions:
            raise ValueError("damaged")
        if offset > len(content):
            raise ValueError("cut short")


def _matrix(content: mmap, offset: int, *, may_be_compressed: bool = True) -> tuple[int, int, int]:
    """Rows and columns of the matrix that starts here, and where it ends."""
    if not (content[offset] and may_be_compressed):
        rows, columns = struct.unpack_from("<qq", content, offset + 1)
        offset += 17 + 4 * rows * columns
    else:
        has_norms, rows, columns, n_codes = struct.unpack_from("<?qqi", content, offset + 1)
        offset = _quantizer(content, offset + 22 + n_codes)
        if has_norms:
            offset = _quantizer(content, offset + rows)
    if rows < 0 or columns < 1:
        raise ValueError("damaged")
    return rows, columns, offset


def _quantizer(content: mmap, offset: int) -> int:
    """Where the table of centroids that starts here ends."""
    columns: int = struct.unpack_from("<i", content, offset)[0]
    return offset + 16 + 4 * CENTROIDS * columns


def _read_vec(path: Path, words: Mapping[str, int]) -> NDArray[np.float32]:
    """Read the lines of the vocabulary's words only: such files can be 5 GB."""
    with path.open(encoding="utf-8", errors="replace", newline="\n") as stream:
        dimensions = int(stream.readline().split()[1])
        if dimensions < 1:
            raise ValueError(f"{dimensions} dimensions")
        vectors = np.zeros((len(words), dimensions), dtype=np.float32)
        for line in stream:
            word, _, numbers = line.rstrip().partition(" ")
            row = words.get(word)
            if row is not None:
                vector = np.array(numbers.split(), dtype=np.float32)
                if len(vector) != dimensions or not np.isfinite(vector).all():
                    raise ValueError(f"“{word}” has not {dimensions} finite numbers")
                vectors[row] = vector
    return vectors
