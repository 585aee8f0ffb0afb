"""What is remembered is what was computed; what is damaged is computed anew."""

import functools
import os
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from etl.analysis import cluster
from etl.analysis.evaluate import Score
from etl.analysis.project import MapQuality
from etl.config import ClusterSettings, ImageSettings
from etl.embedding.image import Histogram, Photo, embed_photo
from etl.pipeline.stages import RESULT_TYPES
from etl.runtime import hashing, packing
from etl.runtime.cache import Cache
from etl.runtime.cached_workers import CachedWorkers
from etl.runtime.engine import Serial
from tests.conftest import ROOT

KEY = b"k" * 32


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / ".catalog.cache"


@pytest.fixture
def logged(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> Callable[[], list[str]]:
    """Sentences logged so far."""
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    caplog.set_level("WARNING", logger="etl")
    return lambda: caplog.messages


# -- values as bytes -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "value",
    [
        None,
        [True, 1, 0.1, float("inf"), "é\0", b"\xff", (), (1, ("a",)), {"a": [{}]}],
        Photo("ok", [np.ones(3, "f4")], b"webp", b"", 12, 7, "detail"),
        Score(None, "ari", 0.1 + 0.2, None, -0.0, 7),
        MapQuality(0.9, np.zeros(0, "f4"), 15),
    ],
)
def test_what_is_unpacked_is_what_was_packed(value: object) -> None:
    content = packing.pack(value)
    assert packing.pack(packing.unpack(content, RESULT_TYPES)) == content


@pytest.mark.parametrize("kind", ["f4", "<f8", "i8", "u1", "?"])
def test_arrays_keep_their_bits_and_shape(kind: str) -> None:
    array = np.arange(6).reshape(2, 3).astype(kind)
    again = packing.unpack(packing.pack(array[:, ::2]))
    assert (again.dtype, again.tobytes()) == (array.dtype, array[:, ::2].tobytes())
    again[0, 0] = 1  # its own, not a view of a file


def test_nothing_but_plain_values_is_packed_or_made() -> None:
    for value in (object(), np.array([object()]), {1}, Path()):
        with pytest.raises(TypeError):
            packing.pack(value)
    with pytest.raises(packing.PackedError):
        packing.unpack(packing.pack(Score(1, "ari", 0.0, None, None, 1)))  # not among the kinds


def test_bytes_that_are_none_of_ours_are_refused_and_never_run() -> None:
    content = packing.pack([Photo("ok", [np.ones(3, "f4")]), "x"])
    chance = random.Random(0)  # noqa: S311
    for _ in range(300):
        damaged = bytearray(content)
        damaged[chance.randrange(len(content))] = chance.randrange(256)
        with_less = bytes(damaged[: chance.randrange(len(content))])
        for wrong in (bytes(damaged), with_less):
            try:
                packing.unpack(wrong, RESULT_TYPES)
            except packing.PackedError:
                continue


# -- the file --------------------------------------------------------------------------------


def test_a_result_is_there_for_the_next_run(path: Path) -> None:
    with Cache(path) as cache:
        assert KEY not in cache
        assert cache.get(KEY) is None
        cache.put(KEY, b"value")
        assert KEY in cache
    with Cache(path) as cache:
        assert cache.get(KEY) == b"value"
        assert (cache.found, cache.missed) == (1, 0)


def test_one_that_forgets_reads_what_it_wrote_only(path: Path) -> None:
    with Cache(path) as cache:
        cache.put(KEY, b"before")
    with Cache(path, forget=True) as cache:
        assert KEY not in cache
        assert cache.get(KEY) is None
        cache.put(KEY, b"anew")
        assert cache.get(KEY) == b"anew"
    with Cache(path) as cache:
        assert cache.get(KEY) == b"anew"


def test_what_the_last_runs_did_not_use_goes_and_the_file_shrinks(path: Path) -> None:
    with Cache(path) as cache:
        for i in range(100):
            cache.put(bytes([i]) * 32, os.urandom(10_000))
        cache.prune(2)
    full = path.stat().st_size
    for _ in range(5):
        with Cache(path) as cache:
            assert cache.get(bytes(32))
            cache.prune(2)
    assert path.stat().st_size < full / 10
    with Cache(path) as cache:
        assert cache.get(bytes(32))
        assert b"\1" * 32 not in cache


@pytest.mark.parametrize("kept", [1, 2])
def test_what_a_kept_version_used_stays(path: Path, kept: int) -> None:
    with Cache(path) as cache:
        cache.put(KEY, b"value")
        cache.prune(2)
    for _ in range(kept):
        with Cache(path) as cache:
            cache.prune(2)
    with Cache(path) as cache:
        assert KEY in cache


@pytest.mark.parametrize("place", [0, 60, 5_000, 50_000, -100])
def test_a_damaged_file_is_said_and_thrown_away(
    path: Path, logged: Callable[[], list[str]], place: int
) -> None:
    values = {bytes([i]) * 32: bytes([i]) * 3_000 for i in range(30)}
    with Cache(path) as cache:
        for key, value in values.items():
            cache.put(key, value)
    content = bytearray(path.read_bytes())
    start = place % len(content)
    content[start : start + 50] = b"\xa5" * 50
    path.write_bytes(bytes(content))
    with Cache(path) as cache:
        found = {key: cache.get(key) for key in values}
        assert all(value in (None, values[key]) for key, value in found.items())
        assert any(value is None for value in found.values()) == bool(logged())
        for key, value in values.items():
            cache.put(key, value)
        assert {key: cache.get(key) for key in values} == values
    assert len(logged()) <= 1
    assert all("damaged" in line and "\n" not in line for line in logged())


@pytest.mark.parametrize(
    "content", [b"not a database" * 500, b"SQLite format 3\0" + bytes(84)], ids=["text", "header"]
)
def test_another_file_in_its_place_is_no_fault(
    path: Path, logged: Callable[[], list[str]], content: bytes
) -> None:
    path.write_bytes(content)
    with Cache(path) as cache:
        cache.put(KEY, b"value")
        assert cache.get(KEY) == b"value"
    assert len(logged()) == 1


def test_where_nothing_can_be_written_the_run_goes_on_without(
    path: Path, logged: Callable[[], list[str]]
) -> None:
    path.mkdir()
    (path / "in the way").touch()
    with Cache(path) as cache:
        cache.put(KEY, b"value")
        assert cache.get(KEY) is None
        assert KEY not in cache
        cache.prune(2)
    assert "cannot be used" in logged()[-1]


def test_a_process_that_is_killed_loses_no_result_that_it_had_put(path: Path) -> None:
    code = (
        "import os, sys, signal; from pathlib import Path; from etl.runtime.cache import Cache\n"
        "cache = Cache(Path(sys.argv[1])).__enter__()\n"
        "for i in range(9): cache.put(bytes([i]) * 32, b'v' * 5000)\n"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    subprocess.run([sys.executable, "-c", code, str(path)], cwd=ROOT, check=False)
    with Cache(path) as cache:
        assert all(cache.get(bytes([i]) * 32) == b"v" * 5000 for i in range(9))


# -- keys ------------------------------------------------------------------------------------


def test_the_key_holds_the_function_its_settings_and_what_it_is_given(tmp_path: Path) -> None:
    photo, other = tmp_path / "a.jpg", tmp_path / "b.jpg"
    photo.write_bytes(b"one")
    other.write_bytes(b"two")
    compute = functools.partial(cluster.kmeans, settings=ClusterSettings())
    values = [
        compute,
        functools.partial(cluster.kmeans, settings=ClusterSettings(n_init=3)),
        functools.partial(embed_photo, settings=ImageSettings()),
        cluster.Run("kmeans", 1, 2, 3),
        cluster.Run("kmeans", 1, 2, 4),
        np.zeros(3, "f4"),
        np.zeros(3, "f8"),
        np.zeros((3, 1), "f4"),
        ["ab", "c"],
        ["a", "bc"],
        [["a"], ["bc"]],
        1,
        True,
        "1",
        None,
        photo,
        other,
        tmp_path / "none",
    ]
    hashes = [hashing.hash_value(value) for value in values]
    assert len(set(hashes)) == len(values)
    other.write_bytes(b"one")
    assert hashing.hash_value(other) == hashing.hash_value(photo)  # the content, not the place
    assert hashes[0] == hashing.hash_value(functools.partial(compute))
    with pytest.raises(TypeError):
        hashing.hash_value(object())


def test_the_key_holds_the_code_that_the_stage_rests_on(monkeypatch: pytest.MonkeyPatch) -> None:
    assert hashing._rests_on("etl.embedding.image") == {
        "etl.embedding.directions",
        "etl.embedding.extractors",
        "etl.embedding.image",
        "etl.embedding.views",
    }
    assert {"agreement", "etl.analysis.evaluate"} < hashing._rests_on("etl.analysis.evaluate")
    before = hashing.hash_code("etl.embedding.image")
    extractor = Histogram(4)
    before_of_extractor = hashing.hash_value(extractor)
    hash_of = hashing.hash_file
    monkeypatch.setattr(
        hashing,
        "hash_file",
        lambda path: b"edited" if path and path.name == "image.py" else hash_of(path),
    )
    hashing.hash_code.cache_clear()
    try:
        assert hashing.hash_code("etl.embedding.image") != before
        assert hashing.hash_value(extractor) != before_of_extractor
    finally:
        hashing.hash_code.cache_clear()


# -- workers with a memory -------------------------------------------------------------------

CALLS: list[object] = []


def double(value: int) -> int:
    CALLS.append(value)
    return 2 * value


def read(path: Path) -> bytes:
    CALLS.append(path.name)
    content = path.read_bytes()
    path.write_bytes(b"replaced meanwhile")
    return content


@pytest.fixture
def remembering(path: Path) -> Iterator[CachedWorkers]:
    CALLS.clear()
    with Cache(path) as cache:
        yield CachedWorkers(Serial(), cache, kinds=RESULT_TYPES)


def test_only_what_is_not_known_is_asked_and_the_order_stays(remembering: CachedWorkers) -> None:
    assert list(remembering.map(double, [1, 2, 3])) == [2, 4, 6]
    assert list(remembering.map(double, [4, 3, 5, 1, 1])) == [8, 6, 10, 2, 2]
    assert CALLS == [1, 2, 3, 4, 5]
    assert remembering.call(double, 5) == 10
    assert CALLS == [1, 2, 3, 4, 5]


def test_an_answer_is_kept_as_soon_as_it_comes(remembering: CachedWorkers) -> None:
    answers = remembering.map(double, [1, 2, 3])
    next(answers)
    assert list(remembering.map(double, [1, 2])) == [2, 4]
    assert CALLS == [1, 2]


def test_a_photo_that_is_replaced_while_it_is_read_is_not_remembered(
    remembering: CachedWorkers, tmp_path: Path
) -> None:
    photo = tmp_path / "photo"
    photo.write_bytes(b"first")
    assert list(remembering.map(read, [photo])) == [b"first"]
    photo.write_bytes(b"first")
    assert list(remembering.map(read, [photo])) == [b"first"]
    assert CALLS == ["photo", "photo"]


def test_an_answer_that_was_damaged_meanwhile_is_computed(
    remembering: CachedWorkers, path: Path
) -> None:
    assert list(remembering.map(double, [1, 2])) == [2, 4]
    answers = remembering.map(double, [2, 1])
    remembering._cache._throw_away("a test")
    assert list(answers) == [4, 2]
    assert CALLS == [1, 2, 2, 1]
