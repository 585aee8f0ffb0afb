"""Memo of what an engine computed in earlier runs: here results are memoized, by content.

Stands before the engine and is called as it is. The stages know nothing of it.
"""

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol, TypeVar

from etl.runtime import hashing
from etl.runtime.cache import Cache
from etl.runtime.engine import Engine
from etl.runtime.packing import PackedError, pack, unpack

Item = TypeVar("Item")
Result = TypeVar("Result")


class Progress(Protocol):
    """Yields the items of a stage and may show how many are done."""

    def __call__(self, stage: str, items: Iterable[Item], total: int) -> Iterable[Item]:
        """Yield each item as it comes."""


def unseen(stage: str, items: Iterable[Item], total: int) -> Iterable[Item]:  # noqa: ARG001
    """Progress that nobody watches."""
    return items


class CachedWorkers:
    """An engine with a memory.

    Parameters
    ----------
    engine : Engine
    cache : Cache
    contents : mapping of Path to bytes
        Hashes of files that were read already: the answers are those of that content.
    kinds : sequence of type
        What the functions answer, beside plain values and arrays.
    progress : Progress
        To be put around the answers of a stage.
    """

    def __init__(
        self,
        engine: Engine,
        cache: Cache,
        contents: Mapping[Path, bytes] | None = None,
        kinds: Sequence[type] = (),
        progress: Progress = unseen,
    ) -> None:
        self.progress = progress
        self._engine = engine
        self._cache = cache
        self._contents = contents or {}
        self._kinds = kinds

    def call(self, function: Callable[..., Result], *arguments: object) -> Result:
        """Call a function in this process, unless the answer is known."""
        key = _key_of(hashing.hash_value(function), arguments)
        answer = self._recalled(key)
        if answer is None:
            answer = (function(*arguments),)
            self._cache.put(key, pack(answer[0]))
        return answer[0]

    def map(
        self,
        function: Callable[..., Result],
        *arguments: Sequence[object],
        chunk: int = 1,
        few: int = 0,
    ) -> Iterator[Result]:
        """Answer as `Engine.map` does, asking the engine for what is not known only.

        Every new answer is kept as soon as it comes: a run that is killed goes on from there.
        """
        code = hashing.hash_value(function)
        calls = list(zip(*arguments, strict=True))
        # Once each: the vectors of a space are handed to all its clusterings.
        parts = {id(part): part for part in itertools.chain.from_iterable(calls)}
        hashes = {identity: self._hash_of(part) for identity, part in parts.items()}
        keys = [_key(code, [hashes[id(part)] for part in call]) for call in calls]
        known = [key in self._cache for key in keys]
        asked = [call for call, is_known in zip(calls, known, strict=True) if not is_known]
        # Now and not when the first answer is wanted: the work starts at once.
        fresh = self._engine.map(function, *_columns(asked, len(arguments)), chunk=chunk, few=few)
        return self._answers(function, code, calls, keys, known, fresh)

    def _answers(
        self,
        function: Callable[..., Result],
        code: bytes,
        calls: Sequence[tuple[object, ...]],
        keys: Sequence[bytes],
        known: Sequence[bool],
        fresh: Iterator[Result],
    ) -> Iterator[Result]:
        for call, key, is_known in zip(calls, keys, known, strict=True):
            recalled = self._recalled(key) if is_known else None
            if recalled is not None:
                yield recalled[0]
                continue
            # Known a moment ago and gone: the cache was found damaged.
            answer = function(*call) if is_known else next(fresh)
            # A photo that was replaced meanwhile is not what its key says.
            if not any(isinstance(part, Path) for part in call) or key == _key_of(code, call):
                self._cache.put(key, pack(answer))
            yield answer

    def _hash_of(self, part: object) -> bytes:
        known = self._contents.get(part) if isinstance(part, Path) else None
        return hashing.hash_value(part) if known is None else known

    def _recalled(self, key: bytes) -> tuple[Any] | None:
        content = self._cache.get(key)
        if content is None:
            return None
        try:
            return (unpack(content, self._kinds),)
        except PackedError:  # whole, and of a form that is no longer read
            return None


def _key_of(code: bytes, call: Sequence[object]) -> bytes:
    return _key(code, [hashing.hash_value(part) for part in call])


def _key(code: bytes, hashes: Sequence[bytes]) -> bytes:
    return hashing.hash_value([code, *hashes])


def _columns(calls: Sequence[tuple[object, ...]], width: int) -> list[list[object]]:
    return [[call[index] for call in calls] for index in range(width)]
