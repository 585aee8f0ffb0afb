"""Photos to vectors: bounded decoding, the extractors, the baseline of colour histograms.

One photo in, one record out: nothing here holds the catalogue.
"""

import contextlib
import io
import os
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps, UnidentifiedImageError
from PIL import WebPImagePlugin as _  # noqa: F401 - a reader and writer

from etl.config import ImageSettings
from etl.embedding.directions import Directions
from etl.embedding.extractors import ImageExtractor, Vectors
from etl.embedding.views import views

OK, MISSING, UNREADABLE, TOO_LARGE = "ok", "missing", "unreadable", "too_large"

# Pictures only: Pillow hands some other formats, such as EPS, to programs of the system.
FORMATS = (
    "AVIF", "BMP", "GIF", "ICO", "JPEG", "JPEG2000", "PNG", "PPM", "TGA", "TIFF", "WEBP",
)  # fmt: skip

# Tried first: to load the readers of all the others takes as long as a photo.
COMMON = ("BMP", "GIF", "JPEG", "PNG", "PPM", "WEBP")

# Pillow's own guard refuses by the size in the header; ours bounds what is decoded.
Image.MAX_IMAGE_PIXELS = None

Image.preinit()  # with the import of WebP above, the readers of COMMON


@dataclass(frozen=True)
class Photo:
    """What one photo file gave; `vectors` holds one row an extractor."""

    status: str
    vectors: Sequence[Vectors] = ()
    thumbnail: bytes | None = None
    network_input: bytes | None = None
    width: int | None = None
    height: int | None = None
    detail: str = ""


def embed_photo(path: Path, extractors: Sequence[ImageExtractor], settings: ImageSettings) -> Photo:
    """Decode a photo once and have every extractor see it.

    Parameters
    ----------
    path : Path
    extractors : sequence of ImageExtractor
    settings : ImageSettings

    Returns
    -------
    Photo
        With `status` `ok`, a vector an extractor (float32, shape (d,), length 1), the
        thumbnail and the first view that the first extractor saw (WebP, both); otherwise
        the status says why not.
    """
    sizes = list(dict.fromkeys(extractor.size for extractor in extractors))
    draft = 2 * max(size[0] for size in sizes), 2 * max(size[1] for size in sizes)
    try:
        # Pillow warns of metadata in disorder, beside photos that are fine.
        quiet = warnings.catch_warnings(action="ignore")
        with quiet, _opened(path) as opened:
            width, height = opened.size
            opened.draft("RGB", draft)
            if opened.size[0] * opened.size[1] > settings.max_decoded_pixels:
                return Photo(TOO_LARGE, width=width, height=height)
            # Not before: a PNG is decoded to find the metadata behind its pixels.
            if _lies_on_its_side(opened):
                width, height = height, width
            with _unheard() if opened.format == "TIFF" else contextlib.nullcontext():
                shown = _upright_rgb(opened, max(draft))
    except FileNotFoundError:
        return Photo(MISSING)
    except UnidentifiedImageError:  # its text names a path of this machine
        return Photo(UNREADABLE, detail="not a picture")
    except OSError as error:
        return Photo(UNREADABLE, detail=error.strerror or _first_line(error))
    except Exception as error:  # noqa: BLE001 - a broken file makes the decoders raise anything
        return Photo(UNREADABLE, detail=_first_line(error))
    seen = {size: views(shown, size, settings.fit, settings.views) for size in sizes}
    return Photo(
        OK,
        vectors=[
            _mean_of(extractor, seen[extractor.size][: None if extractor.sees_views else 1])
            for extractor in extractors
        ],
        thumbnail=_thumbnail(shown, settings),
        # The fastest method: photos a second are lost to it, and 1 kB in 6 is won by the next.
        network_input=_webp(seen[sizes[0]][0], settings.network_input_quality, method=0),
        width=width,
        height=height,
    )


def _mean_of(extractor: ImageExtractor, views: Sequence[Image.Image]) -> Vectors:
    """The vector of a photo, of length 1: the mean of those of its views."""
    vectors = extractor([np.asarray(view) for view in views])
    if len(vectors) == 1:
        return np.asarray(vectors[0])
    mean = vectors.astype(np.float64).mean(axis=0)
    return np.asarray(mean / max(float(np.linalg.norm(mean)), 1e-12), dtype=np.float32)


def _opened(path: Path) -> Image.Image:
    try:
        return Image.open(path, formats=COMMON)
    except UnidentifiedImageError:
        return Image.open(path, formats=FORMATS)


@contextlib.contextmanager
def _unheard() -> Iterator[None]:
    """Have libtiff write nothing: hundreds of lines, of what the load report says in one."""
    errors = 2
    try:
        kept = os.dup(errors)
    except OSError:  # there is no standard error to write to
        yield
        return
    try:
        with open(os.devnull, "wb") as nowhere:  # noqa: PTH123 - no file
            os.dup2(nowhere.fileno(), errors)
        yield
    finally:
        os.dup2(kept, errors)
        os.close(kept)


@dataclass(frozen=True)
class Histogram:
    """The baseline: how much of which colour."""

    bins: int
    size: tuple[int, int] = (224, 224)
    name: ClassVar[str] = "histogram"
    version: ClassVar[str] = "1"
    licence: ClassVar[str] = "none: it has no weights"
    deterministic: ClassVar[bool] = True
    sees_views: ClassVar[bool] = False

    @property
    def dimensions(self) -> int:
        """Cells of the colour cube."""
        return self.bins**3

    def __call__(self, photos: Sequence[NDArray[np.uint8]]) -> Vectors:
        """Return one row a photo."""
        return np.stack([colour_histogram(photo, self.bins) for photo in photos])


def colour_histogram(pixels: NDArray[np.uint8], bins: int) -> Vectors:
    """Share of the pixels in each cell of the RGB cube, as square roots.

    Square roots make the distance between two histograms the Hellinger
    distance, in which a large plain background does not drown the rest.

    Parameters
    ----------
    pixels : ndarray of uint8, shape (height, width, 3)
    bins : int
        Cells per channel.

    Returns
    -------
    ndarray of float32, shape (bins ** 3,)
        Of length 1.

    Examples
    --------
    >>> colour_histogram(np.zeros((2, 2, 3), np.uint8), 2)
    array([1., 0., 0., 0., 0., 0., 0., 0.], dtype=float32)
    """
    cell = (pixels.reshape(-1, 3).astype(np.int32) * bins) >> 8
    flat = (cell[:, 0] * bins + cell[:, 1]) * bins + cell[:, 2]
    counts = np.bincount(flat, minlength=bins**3)
    return np.asarray(np.sqrt(counts / counts.sum()), dtype=np.float32)


def principal_directions(vectors: Vectors, dimensions: int) -> Directions:
    """Find the principal directions of photos, for `reduce`.

    Parameters
    ----------
    vectors : ndarray of float32, shape (n, d)
    dimensions : int
        At most this many are kept, and min(n - 1, d).
    """
    values = vectors.astype(np.float64)
    kept = max(1, min(dimensions, len(values) - 1, values.shape[1]))
    mean = values.mean(axis=0)
    return Directions(mean, _principal(values - mean, kept))


def reduce(vectors: Vectors, directions: Directions) -> Vectors:
    """Centre, keep the principal directions, bring each vector to length 1.

    Parameters
    ----------
    vectors : ndarray of float32, shape (n, d)
    directions : Directions
        Of these photos, or of those that came before.

    Returns
    -------
    ndarray of float32, shape (n, k)
        Rows of length 1.
    """
    from sklearn.preprocessing import normalize  # noqa: PLC0415 - photo workers do without

    return np.asarray(normalize(directions.apply(vectors)), dtype=np.float32)


def _principal(centred: NDArray[np.float64], kept: int) -> NDArray[np.float64]:
    """Directions of the largest variance, shape (kept, d); those without any are of length 0."""
    from sklearn.decomposition import PCA, KernelPCA  # noqa: PLC0415 - photo workers do without

    if len(centred) > centred.shape[1]:
        # Copies of one photo have no variance to share out.
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.asarray(PCA(kept, svd_solver="covariance_eigh").fit(centred).components_)
    # Fewer photos than values: the photos' inner products hold the same variances, and are the
    # smaller matrix. Nearly three times as quick as a singular value decomposition of 700 x 1,024.
    fit = KernelPCA(kept, kernel="linear", eigen_solver="dense").fit(centred)
    spread = np.sqrt(fit.eigenvalues_)[:, np.newaxis]
    along = fit.eigenvectors_.T @ centred
    return np.asarray(np.divide(along, spread, out=np.zeros_like(along), where=spread > 0))


def _first_line(error: Exception) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0]


def _lies_on_its_side(image: Image.Image) -> bool:
    # Pillow turns a TIFF by itself.
    return image.format != "TIFF" and image.getexif().get(0x0112) in (5, 6, 7, 8)


def _upright_rgb(image: Image.Image, side: int) -> Image.Image:
    """The photo as a person sees it, no larger than needed: upright, on white, in RGB."""
    image.load()
    if image.mode.startswith(("I", "F")):
        image = _eight_bits(image)
    largest = max(image.size)
    if largest > 2 * side:
        scale = side / largest
        size = [max(1, round(length * scale)) for length in image.size]
        if image.mode in ("P", "1") or "transparency" in image.info:
            image = image.convert("RGBA" if "transparency" in image.info else "RGB")
        image = image.resize((size[0], size[1]), Image.Resampling.BILINEAR, reducing_gap=2.0)
    image = ImageOps.exif_transpose(image)
    if image.mode == "RGB" and "transparency" not in image.info:
        return image
    if "A" in image.getbands() or "transparency" in image.info:
        front = image.convert("RGBA")
        back = Image.new("RGBA", front.size, "white")
        return Image.alpha_composite(back, front).convert("RGB")
    return image.convert("RGB")


def _eight_bits(image: Image.Image) -> Image.Image:
    """A photo of deeper greys in the greys of the others; Pillow cannot shrink it as it is."""
    values = np.asarray(image, dtype=np.float32)
    span = 65535 if image.mode.startswith("I;16") or values.max(initial=0) > 255 else 255
    grey = Image.fromarray(np.clip(values / span * 255, 0, 255).astype(np.uint8))
    grey.info.update(image.info)  # holds the orientation
    return grey


def _thumbnail(shown: Image.Image, settings: ImageSettings) -> bytes:
    small = shown.copy()
    size = (settings.thumbnail, settings.thumbnail)
    small.thumbnail(size, Image.Resampling.BILINEAR, reducing_gap=1.0)
    return _webp(small, settings.thumbnail_quality, method=2)


def _webp(picture: Image.Image, quality: int, method: int) -> bytes:
    stream = io.BytesIO()
    picture.save(stream, "WEBP", quality=quality, method=method)
    return stream.getvalue()
