"""Any classification ResNet is cut where the uncut one pools."""

from pathlib import Path

import numpy as np
import onnx
import pytest
from numpy.typing import NDArray

from etl.config import InputError
from etl.embedding import resnet
from tests.etl.networks import CHANNELS, Form, run_uncut, write_network

PHOTO = np.random.default_rng(1).integers(0, 256, size=(64, 64, 3), dtype=np.uint8)
IMAGENET_MEAN = np.array([0.485, 0.456, 0.406])
IMAGENET_STD = np.array([0.229, 0.224, 0.225])


def unit(values: NDArray[np.float32]) -> NDArray[np.float64]:
    flat = values.astype(np.float64).ravel()
    return flat / np.linalg.norm(flat)


@pytest.mark.parametrize(
    "form",
    [
        Form(),
        Form(shape=(1, 3, 64, 64)),
        Form(shape=("N", 64, 64, 3)),
        Form(pooling="average"),
        Form(pooling="reduce"),
        Form(pooling="reduce", shape=("N", 64, 64, 3)),
        Form(pooling="reduce", opset=18, shape=("N", 64, 64, 3)),
        Form(pooling="reduce", opset=18, axes_as="constant"),
        Form(pooling="reduce", opset=18, axes_as="integers"),
    ],
    ids=str,
)
def test_the_cut_graph_gives_what_the_uncut_graph_pools(tmp_path: Path, form: Form) -> None:
    path = write_network(tmp_path / "small.onnx", form)
    model = resnet.load_model(path, tmp_path)
    assert (model.height, model.width) == (64, 64)
    assert model.channels_first is (form.shape[1] == 3)

    seen = (PHOTO / 255 - IMAGENET_MEAN) / IMAGENET_STD
    batch = seen.transpose(2, 0, 1) if model.channels_first else seen
    pooled = run_uncut(path, "pooled", batch[np.newaxis].astype(np.float32))
    vector = resnet.pooled_vector(PHOTO, model)
    assert vector.shape == (CHANNELS,)
    np.testing.assert_allclose(vector, unit(pooled), atol=1e-6)


def test_the_cut_graph_holds_no_more_than_it_needs(tmp_path: Path) -> None:
    model = resnet.load_model(write_network(tmp_path / "small.onnx", Form()), tmp_path)
    cut = onnx.load(str(model.graph)).graph
    assert [node.op_type for node in cut.node][-1] == "GlobalAveragePool"
    assert {tensor.name for tensor in cut.initializer} == {"w1", "w2"}
    assert [output.name for output in cut.output] == ["pooled"]


def test_the_default_model_is_cut_at_its_pooled_output(tmp_path: Path) -> None:
    model = resnet.load_model(None, tmp_path)
    assert (model.height, model.width, model.channels_first) == (224, 224, False)
    photo = np.kron(PHOTO[:32, :32], np.ones((7, 7, 1), dtype=np.uint8))
    # Caffe's way: blue first, less the mean of its training photos.
    batch = (photo[:, :, ::-1] - np.array([104.0, 117.0, 123.0]))[np.newaxis]
    reshaped = run_uncut(resnet.DEFAULT_MODEL, "Reshape:0", batch.astype(np.float32))
    assert reshaped.shape == (1, 1024)
    np.testing.assert_allclose(resnet.pooled_vector(photo, model), unit(reshaped), atol=1e-6)


def test_a_size_left_open_is_the_usual_one(tmp_path: Path) -> None:
    path = write_network(tmp_path / "open.onnx", Form(shape=("N", 3, "H", "W")))
    model = resnet.load_model(path, tmp_path)
    assert (model.height, model.width) == (224, 224)


def test_the_normalisation_stands_beside_the_model(tmp_path: Path) -> None:
    path = write_network(tmp_path / "small.onnx", Form())
    path.with_suffix(".toml").write_text(
        'channels = "bgr"\nscale = 0.5\nmean = [1.0, 2.0, 3.0]\nstd = [4.0, 5.0, 6.0]\n'
    )
    model = resnet.load_model(path, tmp_path)
    batch = (PHOTO[:, :, ::-1] * 0.5 - np.array([1, 2, 3])) / np.array([4, 5, 6])
    pooled = run_uncut(path, "pooled", batch.transpose(2, 0, 1)[np.newaxis].astype(np.float32))
    np.testing.assert_allclose(resnet.pooled_vector(PHOTO, model), unit(pooled), atol=1e-6)


@pytest.mark.parametrize(
    "text",
    [
        "mean = 3",
        "mean = [1, 2]",
        "std = [1, 0, 1]",
        "scale = 0",
        'channels = "HSV"',
        "scale = [",
        'scale = "much"',
    ],
)
def test_a_wrong_normalisation_is_refused(tmp_path: Path, text: str) -> None:
    path = write_network(tmp_path / "small.onnx", Form())
    path.with_suffix(".toml").write_text(text)
    with pytest.raises(InputError) as refused:
        resnet.load_model(path, tmp_path)
    assert "small.toml" in str(refused.value)
