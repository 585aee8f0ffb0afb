"""Photos are found under the names that shops write, and never outside their folder."""

import unicodedata
from pathlib import Path

import pytest

from etl.reading.photos import ADDRESS, FOUND, MISSING, OUTSIDE, SEVERAL, PhotoFolder, shared_photos

FILES = ["a.png", "thé vert.jpg", unicodedata.normalize("NFD", "été.jpg"), "m/h/mh01.jpg", "B.PNG"]


@pytest.fixture
def photos(tmp_path: Path) -> PhotoFolder:
    folder = tmp_path / "images"
    for name in FILES:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(name.encode())
    (tmp_path / "secret.png").write_bytes(b"secret")
    return PhotoFolder(folder)


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("a.png", "a.png"),
        ("./a.png", "a.png"),
        ("/a.png", "a.png"),
        ("images/a.png", "a.png"),
        ("images\\a.png", "a.png"),
        ("C:\\shop\\images\\a.png", "a.png"),
        ("https://cdn.example/img/a.png?v=16#top", "a.png"),
        ("//cdn.example/a.png", "a.png"),
        ("th%C3%A9%20vert.jpg", "thé vert.jpg"),
        ("thé vert.jpg?width=200", "thé vert.jpg"),
        ("été.jpg", FILES[2]),
        ("/m/h/mh01.jpg", "m/h/mh01.jpg"),
        ("mh01.jpg", "m/h/mh01.jpg"),
        ("A.PNG", "a.png"),
        ("b.png", "B.PNG"),
    ],
)
def test_names_as_shops_write_them(photos: PhotoFolder, name: str, file: str) -> None:
    path, status = photos.find(name)
    assert status == FOUND
    assert path is not None
    assert path.read_bytes() == file.encode()


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("gone.png", MISSING),
        ("/gone.png", MISSING),
        ("", MISSING),
        ("a\0.png", MISSING),
        ("https://cdn.example/gone.png", ADDRESS),
        ("http://[broken", ADDRESS),
        ("../secret.png", OUTSIDE),
        ("..%2Fsecret.png", MISSING),
        ("https://cdn.example/../../secret.png", ADDRESS),
        ("../gone.png", OUTSIDE),
    ],
)
def test_what_is_not_found(photos: PhotoFolder, name: str, status: str) -> None:
    assert photos.find(name) == (None, status)


def test_of_two_files_that_differ_by_case_the_exact_one_is_found(tmp_path: Path) -> None:
    for name in ("a.png", "A.png"):
        (tmp_path / name).write_bytes(name.encode())
    photos = PhotoFolder(tmp_path)
    assert photos.find("x/A.png")[0] == tmp_path / "A.png"
    assert photos.find("a.PNG") == (None, SEVERAL)


def test_a_photo_of_different_products_is_no_evidence() -> None:
    names = ["Vase bleu", "Chaise pliante", "Robe longue S", "Robe longue M", "Bol"]
    contents = [b"none", b"none", b"robe", b"robe", None]
    assert shared_photos(names, contents) == {0: 2, 1: 2}
