"""A pretrained model gives the library's vectors; a damaged one is refused, and crashes nothing."""

import struct
from pathlib import Path

import fasttext
import numpy as np
import pytest

from etl.config import InputError
from etl.embedding import pretrained

WORDS = {"blue": 0, "mug": 1, "tea": 2, "soft": 3}
TEXTS = "__label__a blue mug tea\n__label__b red shirt cotton\n" * 20


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with small models, saved by the library: a plain and a compressed one."""
    folder = tmp_path_factory.mktemp("fasttext")
    corpus = folder / "corpus.txt"
    corpus.write_text(TEXTS, encoding="utf-8")
    options = {"dim": 6, "epoch": 2, "minCount": 1, "thread": 1, "verbose": 0}
    plain = fasttext.train_unsupervised(str(corpus), model="skipgram", bucket=50, **options)
    plain.save_model(str(folder / "plain.bin"))
    small = fasttext.train_supervised(str(corpus), bucket=300, minn=3, maxn=6, **options)
    small.quantize(input=str(corpus), qnorm=True, verbose=0)
    small.save_model(str(folder / "compressed.bin"))
    return folder


@pytest.mark.parametrize("name", ["plain.bin", "compressed.bin"])
def test_a_bin_model_gives_the_vectors_of_the_library(models: Path, name: str) -> None:
    library = fasttext.load_model(str(models / name))
    loaded = pretrained.load_word_vectors(models / name, WORDS)
    assert loaded.shape == (len(WORDS), 6)
    for word, row in WORDS.items():  # "soft" is not in its corpus: its parts give it a vector
        np.testing.assert_array_equal(loaded[row], library.get_word_vector(word))
        assert loaded[row].any()


def test_a_bin_model_meets_a_catalogue_without_words(models: Path) -> None:
    assert pretrained.load_word_vectors(models / "plain.bin", {}).shape == (0, 6)


@pytest.mark.parametrize("name", ["words.vec", "WORDS.VEC"])
def test_a_vec_file_gives_its_numbers_and_zero_for_unknown_words(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text("3 2\nmug 1 0.5\nlorry 9 9\ntea -1 2e-1 \n", encoding="utf-8")
    loaded = pretrained.load_word_vectors(path, WORDS)
    np.testing.assert_array_equal(loaded, np.array([[0, 0], [1, 0.5], [-1, 0.2], [0, 0]], "f4"))


@pytest.mark.parametrize(
    "content",
    [
        "",
        "3\n",
        "1 0\nmug\n",
        "1 -2\nmug 1\n",
        "1 2\nmug 1\n",
        "1 2\nmug 1 2 3\n",
        "1 2\nmug 1 nan\n",
        "1 2\nmug one two\n",
        "1 99999999999999\nmug 1 2\n",
    ],
)
def test_a_broken_vec_file_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "words.vec"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError) as refused:
        pretrained.load_word_vectors(path, WORDS)
    assert str(path) in str(refused.value)


@pytest.mark.parametrize("share", [0, 0.001, 0.02, 0.3, 0.9, 0.999])
@pytest.mark.parametrize("name", ["plain.bin", "compressed.bin"])
def test_a_bin_model_cut_short_is_refused(
    models: Path, tmp_path: Path, name: str, share: float
) -> None:
    whole = (models / name).read_bytes()
    path = tmp_path / "cut.bin"
    path.write_bytes(whole[: int(share * len(whole))])
    with pytest.raises(InputError):
        pretrained.load_word_vectors(path, WORDS)


@pytest.mark.parametrize(
    ("place", "form", "value"),
    [
        (8, "i", 7),  # dimensions
        (40, "i", 5000),  # buckets
        (40, "i", -1),
        (64, "i", -3),  # entries
        (68, "i", 9999),  # words among them
        (84, "q", 2**40),  # entries left after pruning
    ],
)
def test_sizes_that_contradict_each_other_are_refused(
    models: Path, tmp_path: Path, place: int, form: str, value: int
) -> None:
    content = bytearray((models / "plain.bin").read_bytes())
    struct.pack_into(f"<{form}", content, place, value)
    path = tmp_path / "damaged.bin"
    path.write_bytes(content)
    with pytest.raises(InputError, match=r"damaged|cut short|range"):
        pretrained.load_word_vectors(path, WORDS)


def test_a_model_that_crashes_the_library_is_refused(
    models: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """No bucket for the parts of a word: the library divides by their number."""
    content = bytearray((models / "plain.bin").read_bytes())
    struct.pack_into("<i", content, 40, 0)
    path = tmp_path / "damaged.bin"
    path.write_bytes(content)
    with pytest.raises(InputError, match="damaged"):
        pretrained.load_word_vectors(path, WORDS)
    assert capfd.readouterr().err == ""
