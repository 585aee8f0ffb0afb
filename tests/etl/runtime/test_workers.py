"""Engines: the same answers from each, wherever temporary files are to lie."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from etl.config import TextSettings
from etl.embedding.registry import TEXT_EXTRACTORS
from etl.embedding.text import Corpus
from etl.embedding.words import build_vocabulary, document_frequencies
from etl.runtime.engine import ENGINES, engine_for

ASK = (
    "from etl.runtime.workers import ProcessPool\n"
    "with ProcessPool(2) as pool: print(*pool.map(abs, [-1, -2]))"
)


def test_workers_start_where_the_path_of_temporary_files_is_long(tmp_path: Path) -> None:
    # A socket's path has 108 bytes at most: the folder of a run may have more.
    long = tmp_path / ("x" * 120)
    long.mkdir()
    answer = subprocess.run(
        [sys.executable, "-c", ASK],
        env={**os.environ, "TMPDIR": str(long)},
        check=True,
        capture_output=True,
        text=True,
    )
    assert answer.stdout.split() == ["1", "2"]
    assert list(long.iterdir()) == []


@pytest.mark.parametrize("name", ["fasttext", "tfidf"])
def test_batches_of_texts_have_the_same_bits_from_every_engine(name: str) -> None:
    documents = [["mug", "blue"], ["mug", "red"], ["hat", "blue"], [], ["hat", "red", "wool"]]
    vocabulary = build_vocabulary(document_frequencies(documents), len(documents), [])
    settings = TextSettings(dimensions=8, epochs=1, buckets=100, min_count=1)
    method = TEXT_EXTRACTORS[name]
    weights = method.fit(Corpus(documents, vocabulary, settings, None))
    extractor = method(vocabulary, weights, "")
    whole = extractor(documents)
    batches = [documents[:2], documents[2:3], documents[3:]]
    for engine in ENGINES.values():
        with engine(2, []) as running:
            np.testing.assert_array_equal(np.vstack([*running.map(extractor, batches)]), whole)
    assert (extractor.name, extractor.dimensions) == (name, whole.shape[1])


def test_one_job_needs_no_other_process() -> None:
    with engine_for(1) as engine:
        assert engine.name == "serial"
        assert list(engine.map(lambda _: os.getpid(), [0])) == [os.getpid()]
    with engine_for(2) as engine:
        assert engine.name == "processes"
