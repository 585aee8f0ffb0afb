"""Models as they come: none of these is run, and the database stays as it was."""

from collections.abc import Callable
from pathlib import Path

import fasttext
import onnx
import pytest
from onnx import TensorProto

from tests.etl.bad_inputs.conftest import Refuse
from tests.etl.bad_inputs.corpus import Outcome, refused
from tests.etl.networks import Form, write_network
from tests.etl.shop import listing

Write = Callable[[Path], object]


def network(form: Form) -> Write:
    return lambda path: write_network(path, form)


def with_normalisation(text: str) -> Write:
    def write(path: Path) -> None:
        write_network(path, Form())
        path.with_suffix(".toml").write_text(text, encoding="utf-8")

    return write


def cut_network(path: Path) -> None:
    path.write_bytes(write_network(path, Form()).read_bytes()[:-200])


def weights_elsewhere(path: Path) -> None:
    """Weights that are said to lie in a file outside the model's folder."""
    write_network(path, Form())
    model = onnx.load(str(path))
    weight = model.graph.initializer[0]
    weight.ClearField("raw_data")
    weight.data_location = TensorProto.EXTERNAL
    weight.external_data.add(key="location", value="../../../../../etc/passwd")
    path.write_bytes(model.SerializeToString())


IMAGE_MODELS: dict[str, tuple[Write | bytes, Outcome]] = {
    "missing": (lambda _: None, refused("Model not found")),
    "a folder": (Path.mkdir, refused("Model not found")),
    "empty": (b"", refused("not an ONNX model")),
    "not ONNX": (b"hello, I am a text", refused("not an ONNX model")),
    "truncated ONNX": (cut_network, refused("not an ONNX model")),
    "ONNX without pooling": (network(Form(pooling="none")), refused("no global pooling")),
    "grey photos": (network(Form(shape=("N", 1, 64, 64))), refused("one colour photo")),
    "eight photos at once": (network(Form(shape=(8, 3, 64, 64))), refused("(8, 3, 64, 64)")),
    "another type of number": (
        network(Form(element=TensorProto.UINT8)),
        refused("not an ONNX model"),
    ),
    "weights outside the folder": (weights_elsewhere, refused("not an ONNX model")),
    "a normalisation of zero": (with_normalisation("scale = 0"), refused("Normalisation")),
    "a normalisation of two channels": (
        with_normalisation("mean = [1, 2]"),
        refused("Normalisation"),
    ),
    "a normalisation that is no number": (with_normalisation("scale = nan"), refused("std = NaN")),
    "a normalisation nested too deep": (
        with_normalisation("a = " + "[" * 100_000),
        refused("Normalisation"),
    ),
}


@pytest.mark.parametrize("case", IMAGE_MODELS)
def test_an_image_model(tmp_path: Path, refuse: Refuse, case: str) -> None:
    content, outcome = IMAGE_MODELS[case]
    write(tmp_path / "other.onnx", content)
    refuse(outcome, image_model=tmp_path / "other.onnx")


# -- words ----------------------------------------------------------------------------------


def fast_text(share: float, *, compressed: bool = False) -> Write:
    """So much of a model that the library saved."""

    def write(path: Path) -> None:
        corpus = path.with_suffix(".txt")
        corpus.write_text("__label__a babe mug\n__label__b bobe cup\n" * 20, encoding="utf-8")
        options = {"dim": 6, "epoch": 1, "minCount": 1, "thread": 1, "verbose": 0}
        model = fasttext.train_supervised(str(corpus), bucket=300, minn=3, maxn=6, **options)
        if compressed:
            model.quantize(input=str(corpus), verbose=0)
        model.save_model(str(path))
        whole = path.read_bytes()
        path.write_bytes(whole[: int(share * len(whole))])

    return write


def without_buckets(path: Path) -> None:
    """The library divides by their number."""
    fast_text(1)(path)
    whole = path.read_bytes()
    path.write_bytes(whole[:40] + bytes(4) + whole[44:])


TEXT_MODELS: dict[str, tuple[str, Write | bytes, Outcome]] = {
    "missing": ("none.bin", lambda _: None, refused("Model not found")),
    "empty": ("words.bin", b"", refused("not a fastText model")),
    "another kind of file": ("words.bin", b"hello " * 50, refused("another kind of file")),
    "fastText cut in its words": ("words.bin", fast_text(0.016), refused("cut short")),
    "fastText cut in its vectors": ("words.bin", fast_text(0.9), refused("cut short")),
    "compressed fastText cut": (
        "words.bin",
        fast_text(0.9, compressed=True),
        refused("cut short"),
    ),
    "fastText that crashes its library": ("words.bin", without_buckets, refused("damaged")),
    "an empty list of vectors": ("words.vec", b"", refused("list of word vectors")),
    "vectors of no dimension": ("words.vec", b"1 0\nbabe\n", refused("0 dimensions")),
    "vectors of two lengths": (
        "words.vec",
        f"1 2\n{listing(0)['product_name'].split()[0]} 1\n".encode(),
        refused("list of word vectors"),
    ),
    "vectors beyond all memory": (
        "words.vec",
        b"1 99999999999999\nbabe 1\n",
        refused("list of word vectors"),
    ),
}


@pytest.mark.parametrize("case", TEXT_MODELS)
def test_a_text_model(tmp_path: Path, refuse: Refuse, case: str) -> None:
    name, content, outcome = TEXT_MODELS[case]
    write(tmp_path / name, content)
    refuse(outcome, text_model=tmp_path / name)


def write(path: Path, content: Write | bytes) -> None:
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        content(path)
