"""What the corpus is tried on: the command, and a published database to be found untouched."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import pytest

from etl import __main__ as cli
from etl import pipeline
from etl.config import Request
from etl.runtime.cached_workers import unseen
from tests.etl.bad_inputs.corpus import Outcome
from tests.etl.networks import Form, write_network
from tests.etl.shop import QUICK, listing, write_shop

Refuse = Callable[..., None]


def load(catalog: Path) -> Path:
    """Run the pipeline on a shop, with a small network; the database lies beside its folder."""
    folder = catalog.parent.parent
    request = Request(
        catalog=catalog,
        images=catalog.parent / "images",
        database=folder / "catalog.duckdb",
        jobs=1,
        image_model=write_network(folder / "small.onnx", Form()),
        settings=QUICK,
    )
    pipeline.run(request, unseen)
    return request.database


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Link to the database of a good shop; its catalogue, network and photos lie beside it."""
    folder = tmp_path_factory.mktemp("published")
    return load(write_shop(folder / "shop", [listing(i) for i in range(3)], photos=3))


@pytest.fixture
def state(published: Path) -> Callable[[], object]:
    """What a reader of the database sees, and what lies beside it."""

    def content() -> object:
        files = {path.name for path in published.parent.glob("*.duckdb*")}
        return files, published.readlink(), published.read_bytes()

    return content


@pytest.fixture
def refuse(
    published: Path,
    state: Callable[[], object],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> Refuse:
    """Run the command, hold it to the outcome, and the database to what it was."""
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    shop = published.parent / "shop"

    def run(
        outcome: Outcome, within: AbstractContextManager[None] | None = None, **options: object
    ) -> None:
        before = state()
        arguments = {
            "catalog": shop / "products.csv",
            "images": shop / "images",
            "image-model": published.parent / "small.onnx",
            "database": published,
            "jobs": 1,
            **{name.replace("_", "-"): value for name, value in options.items()},
        }
        parts = [str(part) for name, value in arguments.items() for part in (f"--{name}", value)]
        monkeypatch.setattr("sys.argv", ["etl", "run", "--force", *parts])
        with caplog.at_level("INFO", logger="etl"), within or nullcontext():
            status = cli.main()
        sentence = caplog.records[-1].getMessage()
        assert (status, outcome.end) == (2, "refused"), sentence
        assert outcome.expected in sentence
        assert sentence.isprintable()
        assert "Traceback" not in "".join(capfd.readouterr())
        assert state() == before

    return run
