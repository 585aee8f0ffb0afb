"""A cache for each build: answers that are the same for as long as it is published."""

from collections.abc import Callable, Hashable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar
from weakref import WeakKeyDictionary

Arguments = ParamSpec("Arguments")
Answer = TypeVar("Answer")
Build = TypeVar("Build")
"""An open database, or its catalogue."""


def cached_per_build(
    compute: Callable[Concatenate[Build, Arguments], Answer],
) -> Callable[Concatenate[Build, Arguments], Answer]:
    """Keep each answer of a function for as long as its build is open, and no longer.

    An ordinary cache would hold the connection of a build that was replaced, and
    with it its file.

    Parameters
    ----------
    compute : callable
        Takes a database or its catalogue first, then hashable values.

    Returns
    -------
    callable
    """
    cache: WeakKeyDictionary[Build, dict[Hashable, Answer]] = WeakKeyDictionary()

    @wraps(compute)
    def cached(build: Build, /, *values: Arguments.args, **named: Arguments.kwargs) -> Answer:
        answers = cache.setdefault(build, {})
        key = (values, tuple(sorted(named.items())))
        if key not in answers:
            answers[key] = compute(build, *values, **named)
        return answers[key]

    return cached
