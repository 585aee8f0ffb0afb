"""Baselines: clusters by trivial features alone. A score means little without them."""

import numpy as np
from numpy.typing import NDArray
from sklearn.cluster import KMeans

BRAND, PRICE, LENGTH = "brand", "price", "description_length"
BASELINES = (BRAND, PRICE, LENGTH)

UNKNOWN = -1


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
