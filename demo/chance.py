"""Sources of chance that depend on nothing but their name."""

from __future__ import annotations

from random import Random


def chance(name: str) -> Random:
    """Return a generator seeded by a name.

    Parameters
    ----------
    name : str
        What the numbers are for, the catalogue's seed included.

    Returns
    -------
    random.Random
        The same numbers for the same name, in every process.

    Examples
    --------
    >>> chance("text 0 7").random() == chance("text 0 7").random()
    True
    """
    return Random(name)  # noqa: S311  (a shop's whims, not a secret)
