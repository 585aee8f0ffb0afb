"""Answers that are the same for as long as a build is published, computed once."""

from collections.abc import Callable, Hashable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar
from weakref import WeakKeyDictionary

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")
Build = TypeVar("Build")
"""An open database, or its catalogue."""


def once_a_build(
    ask: Callable[Concatenate[Build, Asked], Answer],
) -> Callable[Concatenate[Build, Asked], Answer]:
    """Keep each answer of a function for as long as its build is open, and no longer.

    An ordinary cache would hold the connection of a build that was replaced, and
    with it its file.

    Parameters
    ----------
    ask : callable
        Takes a database or its catalogue first, then hashable values.

    Returns
    -------
    callable
    """
    held: WeakKeyDictionary[Build, dict[Hashable, Answer]] = WeakKeyDictionary()

    @wraps(ask)
    def once(build: Build, /, *values: Asked.args, **named: Asked.kwargs) -> Answer:
        answers = held.setdefault(build, {})
        key = (values, tuple(sorted(named.items())))
        if key not in answers:
            answers[key] = ask(build, *values, **named)
        return answers[key]

    return once
