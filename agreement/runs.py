"""How far several clusterings of the same products agree: with one reference, and two by two."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from agreement.rand import rand_from_squares


def agreement_with(runs: ArrayLike, reference: ArrayLike) -> NDArray[np.float64]:
    """Score each run against one partition by its adjusted Rand index.

    Parameters
    ----------
    runs : array_like of int, shape (n_runs, n)
        Labels from 0; small ones, for a table of every pair of labels is counted.
    reference : array_like of int, shape (n,)
        Categories of the same products, from 0.

    Returns
    -------
    ndarray of float64, shape (n_runs,)
        As `adjusted_rand_index`, to the last digits.

    Examples
    --------
    >>> agreement_with([[0, 0, 1, 1], [0, 1, 0, 1]], [5, 5, 7, 7])
    array([ 1. , -0.5])
    """
    labels, categories = _checked(runs), _checked(np.asarray(reference)[np.newaxis])
    if labels.shape[1] != categories.shape[1]:
        raise ValueError(f"{labels.shape[1]} labels for {categories.shape[1]} categories.")
    size = _size(categories)
    cells = [_squares(run * size + categories[0]) for run in labels]
    return rand_from_squares(
        np.array(cells),
        np.array([_squares(run) for run in labels]),
        np.float64(_squares(categories[0])),
        labels.shape[1],
    )


def agreement_between(runs: ArrayLike) -> NDArray[np.float64]:
    """Score the runs against each other by their adjusted Rand index.

    Parameters
    ----------
    runs : array_like of int, shape (n_runs, n)
        Labels from 0; small ones, for a table of every pair of labels is counted.

    Returns
    -------
    ndarray of float64, shape (n_runs, n_runs)
        Symmetrical, 1 on the diagonal.

    Examples
    --------
    >>> agreement_between([[0, 0, 1, 1], [1, 1, 0, 0], [0, 1, 0, 1]])
    array([[ 1. ,  1. , -0.5],
           [ 1. ,  1. , -0.5],
           [-0.5, -0.5,  1. ]])
    """
    labels = _checked(runs)
    size = _size(labels)
    first, second = np.triu_indices(len(labels), k=1)
    rows = labels * size  # once a run, not once a pair
    cells = [_squares(rows[one] + labels[other]) for one, other in zip(first, second, strict=True)]
    own = np.array([_squares(run) for run in labels])
    scores = rand_from_squares(np.array(cells), own[first], own[second], labels.shape[1])
    between = np.eye(len(labels))
    between[first, second] = between[second, first] = scores
    return between


def _checked(runs: ArrayLike) -> NDArray[np.intp]:
    labels = np.asarray(runs)
    if labels.ndim != 2 or labels.dtype.kind not in "iu":
        raise ValueError(f"Needs 2-d integer labels, got {labels.ndim}-d {labels.dtype}.")
    if labels.size and labels.min() < 0:
        raise ValueError("Needs labels from 0: leave out what has none.")
    return labels.astype(np.intp)


def _size(labels: NDArray[np.intp]) -> int:
    return int(labels.max(initial=0)) + 1


def _squares(codes: NDArray[np.intp]) -> float:
    """Sum of the squared sizes of the groups."""
    counts = np.bincount(codes)
    return float(counts @ counts)
