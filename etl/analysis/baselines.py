"""What do trivial features alone say of the category? A score means little without them."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.cluster import KMeans

BRAND, PRICE, LENGTH = "brand", "price", "description_length"
BASELINES = (BRAND, PRICE, LENGTH)

UNKNOWN = -1


def brand_labels(brands: Sequence[str | None]) -> NDArray[np.int64]:
    """Code each brand; `UNKNOWN` where none is given.

    Parameters
    ----------
    brands : sequence of str or None, length n

    Returns
    -------
    ndarray of int64, shape (n,)

    Examples
    --------
    >>> brand_labels(["Titan", None, "titan ", "HP"])
    array([ 1, -1,  1,  0])
    """
    names = [None if brand is None else brand.strip().casefold() for brand in brands]
    code = {name: number for number, name in enumerate(sorted({n for n in names if n}))}
    return np.array([code.get(name, UNKNOWN) if name else UNKNOWN for name in names], dtype=int)


def size_labels(values: NDArray[np.float64], k: int) -> NDArray[np.int64]:
    """Cluster one number a product, on its logarithm, by k-means.

    Parameters
    ----------
    values : ndarray of float64, shape (n,)
        At least 0, such as prices or lengths; NaN where there is none.
    k : int
        Number of categories; fewer clusters where fewer values differ.

    Returns
    -------
    ndarray of int64, shape (n,)
        `UNKNOWN` where there is no value.
    """
    known = ~np.isnan(values)
    labels = np.full(len(values), UNKNOWN, dtype=np.int64)
    numbers = np.log1p(values[known])
    clusters = min(k, len(np.unique(numbers)))
    if clusters:
        fit = KMeans(clusters, n_init=10, random_state=0)
        labels[known] = fit.fit_predict(numbers[:, np.newaxis])
    return labels
