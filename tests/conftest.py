"""What several folders of tests share: the demo catalogue, loaded once by the real command."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from etl.workers import one_thread_a_process

# Before numpy is imported, as the command line does: sums are then the same bits in every run.
one_thread_a_process()

ROOT = Path(__file__).resolve().parents[1]

RunEtl = Callable[..., "subprocess.CompletedProcess[str]"]


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
def demo_catalogue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of a demo catalogue: products.csv, images/, truth.csv."""
    from etl.demo import write_demo  # noqa: PLC0415 - for those who ask for it only

    folder = tmp_path_factory.mktemp("demo")
    write_demo(folder, products=150, seed=3)
    return folder


@pytest.fixture(scope="session")
def demo_database(
    demo_catalogue: Path, run_etl: RunEtl, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """Link to the database of the demo catalogue, published by the command line."""
    link = tmp_path_factory.mktemp("published") / "catalog.duckdb"
    catalogue = demo_catalogue / "products.csv"
    done = run_etl("run", "--catalog", catalogue, "--database", link, "--jobs", 2)
    assert done.returncode == 0, done.stderr
    (link.parent / "log.txt").write_text(done.stderr, encoding="utf-8")
    return link
