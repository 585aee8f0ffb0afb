"""Places that do not do: full disks, folders that are not ours, a database in use."""

import contextlib
import resource
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from etl import __main__ as cli
from etl.config import InputError
from etl.publishing import publication, store
from tests.etl.bad_inputs.conftest import Refuse
from tests.etl.bad_inputs.corpus import Outcome, as_nobody, open_folder, refused
from tests.etl.networks import Form, write_network
from tests.storage.locked_file import held_open

# What is made of an empty folder, which options then name what lies there, and the outcome.
Make = Callable[[Path], dict[str, Path]]


def nothing(option: str) -> Make:
    return lambda folder: {option: folder / "none"}


def a_folder(option: str) -> Make:
    return lambda folder: {option: folder}


def a_file(option: str) -> Make:
    def make(folder: Path) -> dict[str, Path]:
        (folder / "file").touch()
        return {option: folder / "file"}

    return make


def below_a_file(folder: Path) -> dict[str, Path]:
    return {"database": a_file("database")(folder)["database"] / "catalog.duckdb"}


def photos_and_no_folder(folder: Path) -> dict[str, Path]:
    return {"images": folder / "none"}


PLACES: dict[str, tuple[Make, Outcome]] = {
    "no catalogue": (nothing("catalog"), refused("Catalogue not found")),
    "a folder for a catalogue": (a_folder("catalog"), refused("cannot be read: Is a directory")),
    "no mapping": (nothing("mapping"), refused("Mapping not found")),
    "a folder for a mapping": (a_folder("mapping"), refused("Is a directory")),
    "no photo folder": (photos_and_no_folder, refused("Photo folder not found")),
    "a file for a photo folder": (a_file("images"), refused("Photo folder not found")),
    "a regular file for a database": (a_file("database"), refused("regular file")),
    "a folder for a database": (a_folder("database"), refused("regular file")),
    "a database below a file": (below_a_file, refused("Cannot write")),
    "a folder of the system": (
        lambda _: {"database": Path("/proc/self/catalog.duckdb")},
        refused("Cannot write"),
    ),
}


@pytest.mark.parametrize("case", PLACES)
def test_a_place(tmp_path: Path, refuse: Refuse, case: str) -> None:
    make, outcome = PLACES[case]
    refuse(outcome, **make(tmp_path))


# -- permissions: what lies there, and its mode ------------------------------------------------

LOCKED: dict[str, tuple[str, int, Outcome]] = {
    "a catalogue that may not be read": ("catalog", 0o000, refused("Permission denied")),
    "a mapping that may not be read": ("mapping", 0o000, refused("Permission denied")),
    "a model in a locked folder": ("text_model", 0o000, refused("Permission denied")),
    "photos in a locked folder": ("images", 0o000, refused("Permission denied")),
    "a read-only folder": ("database", 0o555, refused("Cannot write")),
}


@pytest.mark.parametrize("case", LOCKED)
def test_a_place_that_is_not_ours(published: Path, refuse: Refuse, case: str) -> None:
    option, mode, outcome = LOCKED[case]
    # Everything else lies where others than root can read it as well.
    with open_folder() as folder:
        (folder / "free").mkdir()
        (folder / "free").chmod(0o777)
        shop = (published.parent / "shop" / "products.csv").read_text(encoding="utf-8")
        (folder / "products.csv").write_text(shop, encoding="utf-8")
        (folder / "images").mkdir()
        locked = folder / "locked"
        if option in ("catalog", "mapping"):
            locked.touch()
        else:
            locked.mkdir()
        locked.chmod(mode)
        inside = {"text_model": "words.vec", "images": "images", "database": "catalog.duckdb"}
        options = {
            "catalog": folder / "products.csv",
            "images": folder / "images",
            "image_model": write_network(folder / "small.onnx", Form()),
            "database": folder / "free" / "catalog.duckdb",
            option: locked / inside.get(option, ""),
        }
        refuse(outcome, as_nobody(), **options)
        assert not list(folder.rglob("*.duckdb"))
        locked.chmod(0o755)


# -- full disks ---------------------------------------------------------------------------------


@contextlib.contextmanager
def no_file_beyond(size: int) -> Iterator[None]:
    """Let no file grow beyond this, as on a disk with no more room."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


DISKS: dict[str, tuple[int, Outcome]] = {
    "no room at all": (0, refused("")),
    "room for 10 kB": (10_000, refused("")),
    "room for the vectors, not for the database": (300_000, refused("Cannot write")),
}


@pytest.mark.parametrize("case", DISKS)
def test_a_full_disk(refuse: Refuse, published: Path, case: str) -> None:
    room, outcome = DISKS[case]
    refuse(outcome, no_file_beyond(room))
    assert not list(published.parent.glob(".*.building*"))
    assert not list(published.parent.glob(".*.work"))


# -- a database in use ----------------------------------------------------------------------------


def test_a_database_that_another_run_is_writing(refuse: Refuse, published: Path) -> None:
    with publication.only_writer(publication.check_target(published)):
        refuse(refused("Another run is writing"))


def test_a_database_that_someone_writes_into(
    published: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with held_open(published):
        with pytest.raises(InputError, match="locked") as sentence:
            store.read_scores(published)
        monkeypatch.setattr("sys.argv", ["etl", "report", "--database", str(published)])
        with caplog.at_level("INFO", logger="etl"):
            assert cli.main() == 2
    assert str(sentence.value).isprintable()
