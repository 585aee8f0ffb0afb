"""The installed command `catalogue-feasibility`, used outside the project's folder."""

import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel's files, without its dependencies: the test environment has them."""
    target = tmp_path_factory.mktemp("installed")
    options = "--quiet --no-deps --no-build-isolation --no-index --disable-pip-version-check"
    subprocess.run(
        [sys.executable, "-m", "pip", "install", *options.split(), "--target", target, ROOT],
        check=True,
    )
    return target


def command(installed: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, installed / "bin" / "catalogue-feasibility", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(installed), "LANG": "C.UTF-8"},
        check=False,
        capture_output=True,
        text=True,
    )


def test_the_command_lists_what_the_module_lists(installed: Path, tmp_path: Path) -> None:
    by_command = command(installed, tmp_path, "--help")
    assert by_command.returncode == 0
    for name in ("run", "inspect", "demo", "report"):
        assert name in by_command.stdout


def test_the_command_publishes_a_database(installed: Path, tmp_path: Path) -> None:
    demo = command(installed, tmp_path, "demo", "--out", "shop", "--products", "60")
    assert demo.returncode == 0, demo.stderr
    run = command(
        installed, tmp_path, "run", "--catalog", "shop/products.csv", "--database", "shop.duckdb"
    )
    assert run.returncode == 0, run.stderr
    with duckdb.connect(str(tmp_path / "shop.duckdb"), read_only=True) as database:
        row = database.execute("SELECT count(*) FROM products").fetchone()
    assert row
    assert 40 <= row[0] <= 60
