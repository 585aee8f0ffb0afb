"""Spellings of one name: written as one where only the bytes differ, reported where letters do."""

from collections import Counter
from collections.abc import Iterable, Sequence

from folding import fold, visible, without_accents

Path = tuple[str, ...]


def same_name(name: str) -> str:
    r"""What two spellings of one name share: width, ligatures, invisible characters do not count.

    Examples
    --------
    >>> same_name("Ｔｅａ\u200d") == same_name("Tea")
    True
    """
    return " ".join(visible(name).split())


def folded(name: str) -> str:
    """What two names share that a person takes for one: case and accents do not count.

    Examples
    --------
    >>> folded("Maison & Déco") == folded("MAISON & DECO"), folded("A/B") == folded("A B")
    (True, False)
    """
    return " ".join(without_accents(fold(name)).split())


def one_spelling(paths: Sequence[Path]) -> list[Path]:
    """Write each category as most of its products do, where only `same_name` tells them apart.

    Parameters
    ----------
    paths : sequence of tuple of str

    Returns
    -------
    list of tuple of str
        As long as `paths`.

    Examples
    --------
    >>> one_spelling([("Ｔｅａ",), ("Tea", "Green"), ("Tea",)])
    [('Tea',), ('Tea', 'Green'), ('Tea',)]
    """
    keys = [tuple(map(same_name, path)) for path in paths]
    spellings: dict[Path, Counter[str]] = {}
    for path, key in zip(paths, keys, strict=True):
        for depth, part in enumerate(path, start=1):
            spellings.setdefault(key[:depth], Counter())[part] += 1
    commonest = {key: count.most_common(1)[0][0] for key, count in spellings.items()}
    return [tuple(commonest[key[:depth]] for depth in range(1, len(key) + 1)) for key in keys]


def lookalikes(names: Iterable[Path]) -> list[list[tuple[Path, int]]]:
    """Find names that a person takes for one another, under the same parent.

    Parameters
    ----------
    names : iterable of tuple of str
        A category path, or a brand as its only part, of each product.

    Returns
    -------
    list of list of (tuple of str, int)
        Each group of two or more, with the number of products, the commonest first.

    Examples
    --------
    >>> lookalikes([("Déco",), ("déco",), ("Déco", "Lampes")])
    [[(('Déco',), 2), (('déco',), 1)]]
    """
    counts = Counter(path[:depth] for path in names for depth in range(1, len(path) + 1))
    groups: dict[tuple[Path, str], list[tuple[Path, int]]] = {}
    for path, count in counts.most_common():
        groups.setdefault((path[:-1], folded(path[-1])), []).append((path, count))
    return [group for group in groups.values() if len(group) > 1]
