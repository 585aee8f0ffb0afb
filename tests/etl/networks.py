"""Small networks in ONNX, built by hand: residual blocks, a global pooling, a classifier."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

CHANNELS = 6
CLASSES = 4


@dataclass(frozen=True)
class Form:
    """What distinguishes one network's file from another's.

    Attributes
    ----------
    shape : tuple
        Of the input; a text leaves a size open.
    pooling : {"global", "reduce", "average", "none"}
        The operator that pools: GlobalAveragePool, ReduceMean, AveragePool over the whole map.
    opset : int
        Up to 17 the axes of ReduceMean are an attribute, since 18 an input.
    """

    shape: tuple[int | str, int | str, int | str, int | str] = ("N", 3, 64, 64)
    pooling: str = "global"
    opset: int = 17
    axes_as: str = "initializer"
    element: int = TensorProto.FLOAT


def write_network(path: Path, form: Form) -> Path:
    """Save a classification network with one residual block."""
    rng = np.random.default_rng(7)
    nhwc = form.shape[3] == 3

    def weight(name: str, *shape: int) -> onnx.TensorProto:
        values = rng.normal(scale=0.4, size=shape).astype(np.float32)
        return numpy_helper.from_array(values, name)

    weights = [
        weight("w1", CHANNELS, 3, 3, 3),
        weight("w2", CHANNELS, CHANNELS, 3, 3),
        weight("w3", CLASSES, CHANNELS),
        weight("b3", CLASSES),
    ]
    nodes = []
    first = "photo"
    if form.element != TensorProto.FLOAT:
        nodes.append(helper.make_node("Cast", [first], ["real"], to=TensorProto.FLOAT))
        first = "real"
    if nhwc:
        nodes.append(helper.make_node("Transpose", [first], ["nchw"], perm=[0, 3, 1, 2]))
        first = "nchw"
    nodes += [
        helper.make_node("Conv", [first, "w1"], ["c1"], pads=[1, 1, 1, 1], strides=[2, 2]),
        helper.make_node("Relu", ["c1"], ["r1"]),
        helper.make_node("Conv", ["r1", "w2"], ["c2"], pads=[1, 1, 1, 1]),
        helper.make_node("Add", ["r1", "c2"], ["sum"]),
        helper.make_node("Relu", ["sum"], ["r2"]),
    ]
    before = "r2"
    if form.pooling == "global":
        nodes.append(helper.make_node("GlobalAveragePool", [before], ["pooled"]))
    elif form.pooling == "average":
        size = [int(form.shape[2]) // 2, int(form.shape[3]) // 2]
        nodes.append(helper.make_node("AveragePool", [before], ["pooled"], kernel_shape=size))
    elif form.pooling == "reduce":
        # As frameworks with channels last write it.
        nodes.append(helper.make_node("Transpose", ["r2"], ["last"], perm=[0, 2, 3, 1]))
        nodes += _mean(form, weights)
    else:
        nodes.append(helper.make_node("MaxPool", [before], ["pooled"], kernel_shape=[32, 32]))
    nodes += [
        helper.make_node("Flatten", ["pooled"], ["flat"]),
        helper.make_node("Gemm", ["flat", "w3", "b3"], ["logits"], transB=1),
        helper.make_node("Softmax", ["logits"], ["classes"]),
    ]
    graph = helper.make_graph(
        nodes,
        "small residual network",
        [helper.make_tensor_value_info("photo", form.element, form.shape)],
        [helper.make_tensor_value_info("classes", TensorProto.FLOAT, ["N", CLASSES])],
        weights,
    )
    model = helper.make_model(
        graph, opset_imports=[helper.make_opsetid("", form.opset)], ir_version=8
    )
    onnx.save(model, str(path))
    return path


def _mean(form: Form, weights: list[onnx.TensorProto]) -> list[onnx.NodeProto]:
    if form.opset < 18:
        return [helper.make_node("ReduceMean", ["last"], ["pooled"], axes=[1, 2], keepdims=0)]
    mean = helper.make_node("ReduceMean", ["last", "axes"], ["pooled"], keepdims=0)
    axes = numpy_helper.from_array(np.array([-3, -2], dtype=np.int64), "axes")
    if form.axes_as == "initializer":
        weights.append(axes)
        return [mean]
    if form.axes_as == "constant":
        return [helper.make_node("Constant", [], ["axes"], value=axes), mean]
    return [helper.make_node("Constant", [], ["axes"], value_ints=[1, 2]), mean]


def run_uncut(path: Path, tensor: str, photo: NDArray[np.float32]) -> NDArray[np.float32]:
    """The value of an inner tensor of the whole graph, made one more of its outputs."""
    import onnxruntime  # noqa: PLC0415 - beside the graph that it runs

    model = onnx.load(str(path))
    model.graph.output.append(helper.make_tensor_value_info(tensor, TensorProto.FLOAT, None))
    session = onnxruntime.InferenceSession(
        model.SerializeToString(), providers=["CPUExecutionProvider"]
    )
    (value,) = session.run([tensor], {session.get_inputs()[0].name: photo})
    return np.asarray(value)
