"""Engines: what runs the work of a stage, batch by batch, in the order of the batches.

To add one (another machine, a cluster), write its class and add its line to `ENGINES`.
"""

import contextlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Protocol, TypeVar

from etl.runtime.workers import ProcessPool, let_compile

Result = TypeVar("Result")


class Engine(AbstractContextManager["Engine"], Protocol):
    """Calls functions, with the same results in the same order as any other engine.

    Left by an error, it waits until nothing computes any more.
    """

    name: str

    def map(
        self,
        function: Callable[..., Result],
        *arguments: Sequence[object],
        chunk: int = 1,
        few: int = 0,
    ) -> Iterator[Result]:
        """Call a function once for each item, in the order of the items.

        Parameters
        ----------
        function : callable
            Importable by name, a `functools.partial` of such a one, or a dataclass that is called.
        *arguments : sequence
            One sequence per positional argument of the function, all of one length.
        chunk : int
            Calls that are best sent at once.
        few : int
            Up to so many calls are made sooner than another process starts.

        Returns
        -------
        iterator
            Each result comes as soon as it and all before it are there.
        """


class Serial(contextlib.nullcontext[None]):
    """Engine: this process, one call after another."""

    name = "serial"

    def __init__(self, jobs: int = 1, modules: Sequence[str] = ()) -> None:  # noqa: ARG002
        super().__init__()
        let_compile()

    def __enter__(self) -> "Serial":  # type: ignore[override]
        """Use the engine in a `with` statement."""
        return self

    def map(
        self, function: Callable[..., Result], *arguments: Sequence[object], **_how: int
    ) -> Iterator[Result]:
        """Call the function when its result is asked for."""
        return map(function, *arguments)


ENGINES: Mapping[str, Callable[[int, Sequence[str]], Engine]] = {
    Serial.name: Serial,
    ProcessPool.name: ProcessPool,
}
"""By name; each takes the number of jobs, and the modules that the work needs."""


def engine_for(jobs: int, modules: Sequence[str] = ()) -> Engine:
    """Return the engine for so many jobs at once."""
    return ENGINES[Serial.name if jobs == 1 else ProcessPool.name](jobs, modules)
