"""Views of one photo: what of it, and how, the network sees.

A photo that is cropped, mirrored or closer up shows the same product. The mean of its vectors
keeps what they have in common, which is the product rather than its place in the picture
(Krizhevsky, Sutskever & Hinton, "ImageNet classification with deep convolutional neural
networks", 2012, average ten in the same way).
"""

from collections.abc import Callable, Sequence

import numpy as np
from PIL import Image, ImageChops, ImageOps

# How a photo is brought to the size of the network: its ratio lost, or on white, or its edges lost.
STRETCH, PAD, CROP = "stretch", "pad", "crop"
FITS = (STRETCH, PAD, CROP)

CLOSER = 0.75  # of each side is left by the zoom
PLAIN = 24  # of 255 levels a background may differ from its own colour: JPEG blurs edges
FRAME = 0.9  # of the outermost pixels are of that colour, or the background is not plain


def fitted(shown: Image.Image, size: tuple[int, int], fit: str) -> Image.Image:
    """Bring a photo to the size that the network takes."""
    if fit == PAD:
        return ImageOps.pad(shown, size, Image.Resampling.BILINEAR, color="white")
    if fit == CROP:
        return ImageOps.fit(shown, size, Image.Resampling.BILINEAR)
    return shown.resize(size, Image.Resampling.BILINEAR)


def views(shown: Image.Image, size: tuple[int, int], fit: str, count: int) -> Sequence[Image.Image]:
    """Show a photo in several ways.

    Parameters
    ----------
    shown : Image
        RGB, upright.
    size : tuple of int
        Width and height that the network takes.
    fit : {"crop", "pad", "stretch"}
        Of the first view.
    count : int
        1 to `len(VIEWS)`.

    Returns
    -------
    sequence of Image
        As it is, padded, padded without its plain background, mirrored, closer up: so many of
        these.
    """
    return [view(shown, size, fit) for view in VIEWS[:count]]


def trimmed(shown: Image.Image) -> Image.Image:
    """Cut away a plain background; a photo without one stays as it is.

    Examples
    --------
    >>> photo = Image.new("RGB", (40, 40), "white")
    >>> photo.paste("red", (10, 5, 30, 25))
    >>> trimmed(photo).size
    (20, 20)
    """
    pixels = np.asarray(shown)
    frame = np.concatenate([pixels[0], pixels[-1], pixels[:, 0], pixels[:, -1]]).astype(np.int16)
    colour = np.median(frame, axis=0)
    if (np.abs(frame - colour).max(axis=1) <= PLAIN).mean() < FRAME:
        return shown
    plain = Image.new("RGB", shown.size, tuple(int(level) for level in colour))
    most = ImageChops.difference(shown, plain)
    bands = [band.point(lambda level: 255 * (level > PLAIN)) for band in most.split()]
    box = ImageChops.lighter(ImageChops.lighter(bands[0], bands[1]), bands[2]).getbbox()
    return shown if box is None else shown.crop(box)


def _as_it_is(shown: Image.Image, size: tuple[int, int], fit: str) -> Image.Image:
    return fitted(shown, size, fit)


def _mirrored(shown: Image.Image, size: tuple[int, int], fit: str) -> Image.Image:
    return ImageOps.mirror(fitted(shown, size, fit))


def padded(shown: Image.Image, size: tuple[int, int], _: str) -> Image.Image:
    """Show the whole photo, on white where it is no square."""
    return fitted(shown, size, PAD)


def _trimmed(shown: Image.Image, size: tuple[int, int], _: str) -> Image.Image:
    return fitted(trimmed(shown), size, PAD)


def _closer(shown: Image.Image, size: tuple[int, int], fit: str) -> Image.Image:
    edges = [(1 - CLOSER) / 2 * side for side in shown.size]
    left, top = (round(edge) for edge in edges)
    box = (left, top, max(left + 1, shown.width - left), max(top + 1, shown.height - top))
    return fitted(shown.crop(box), size, fit)


VIEWS: Sequence[Callable[[Image.Image, tuple[int, int], str], Image.Image]] = (
    _as_it_is,
    padded,
    _trimmed,
    _mirrored,
    _closer,
)
