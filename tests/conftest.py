"""What several folders of tests share: the demo catalogue, loaded once by the real command."""

import fcntl
import gc
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from etl.runtime.workers import one_thread_a_process

# Before numpy is imported, as the command line does: sums are then the same bits in every run.
one_thread_a_process()

ROOT = Path(__file__).resolve().parents[1]

RunEtl = Callable[..., "subprocess.CompletedProcess[str]"]


def pytest_unconfigure() -> None:
    """Let go of Hypothesis's hook on the garbage collector.

    It outlives the interpreter's own end, and with it DuckDB's binding, which then prints some
    forty lines of what it calls leaks.
    """
    gc.callbacks.clear()


@pytest.fixture(scope="session")
def run_etl() -> RunEtl:
    """`python -m etl` with these arguments, in English unless a variable says otherwise."""

    def run(*arguments: object, **environment: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-m", "etl", *map(str, arguments)],
            cwd=ROOT,
            env={**os.environ, "LC_ALL": "C.UTF-8", **environment},
            check=False,
            capture_output=True,
            text=True,
        )

    return run


@pytest.fixture(scope="session")
def common(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Folder of this run, the same for all the processes that the tests are spread over."""
    folder = tmp_path_factory.getbasetemp()
    return folder if worker_id == "master" else folder.parent


@contextmanager
def once_a_run(done: Path) -> Iterator[bool]:
    """Say whether the work that `done` marks is still to be done; other processes wait for it."""
    with done.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield not done.exists()
        done.touch()


@pytest.fixture(scope="session")
def demo_catalogue(common: Path) -> Path:
    """Folder of a demo catalogue: products.csv, images/, truth.csv."""
    from demo import write_demo  # noqa: PLC0415 - for those who ask for it only

    folder = common / "demo"
    with once_a_run(common / "demo.done") as is_missing:
        if is_missing:
            write_demo(folder, products=150, seed=3)
    return folder


@pytest.fixture(scope="session")
def demo_database(demo_catalogue: Path, run_etl: RunEtl, common: Path) -> Path:
    """Link to the database of the demo catalogue, published by the command line."""
    link = common / "published" / "catalog.duckdb"
    with once_a_run(common / "published.done") as is_missing:
        if is_missing:
            catalogue = demo_catalogue / "products.csv"
            done = run_etl("run", "--catalog", catalogue, "--database", link, "--jobs", 2)
            assert done.returncode == 0, done.stderr
            (link.parent / "log.txt").write_text(done.stderr, encoding="utf-8")
    return link
