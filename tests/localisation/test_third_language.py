"""A third language is one file a side: here a made-up one, which shows what it does not reach."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from tests.dashboard.conftest import write_database
from tests.localisation.pseudo_language import LANGUAGE, pseudo_texts, words_of
from tests.verdict.test_page import HOSTILE

ROOT = Path(__file__).parents[2]
PACKAGES = (
    "agreement", "dashboard", "etl", "folding", "journal", "localisation", "storage", "verdict",
)  # fmt: skip
NAMES = {"ARI", "px"}
"""Written alike in every language."""
NOT_WORDS = {"amp", "br", "gt", "lt"}
FROM_BABEL = {"Novembro", "angla", "franca"}
"""A month and two languages of the catalogue, as Babel names them."""


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The packages, with one more file a side."""
    folder = tmp_path_factory.mktemp("copy")
    for package in PACKAGES:
        shutil.copytree(
            ROOT / package, folder / package, ignore=shutil.ignore_patterns("__pycache__")
        )
    for english in sorted(folder.glob("*/texts/en.toml")):
        english.with_name(f"{LANGUAGE}.toml").write_text(pseudo_texts(english), encoding="utf-8")
    return folder


def run(copy: Path, *arguments: str, **environment: str) -> str:
    paths = os.pathsep.join([str(copy), str(ROOT)])
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=copy,
        env={**os.environ, "PYTHONPATH": paths, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


def words_in(database: Path) -> set[str]:
    """The words of a database: names of products, of categories, of settings."""
    with duckdb.connect(str(database), read_only=True) as connection:
        tables = [name for (name,) in connection.execute("SHOW TABLES").fetchall()]
        return words_of(
            row
            for table in tables
            for row in connection.execute(f"SELECT * FROM {table}").fetchall()  # noqa: S608
        )


def test_all_that_the_dashboard_says_is_in_the_third_language(copy: Path, tmp_path: Path) -> None:
    file = write_database(tmp_path / "catalogue-1.duckdb")
    script = str(ROOT / "tests/localisation/reading.py")
    texts = json.loads(run(copy, script, LANGUAGE, CATALOG_DATABASE=str(file)))
    assert sum("⟦" in text for text in texts) > 1_000
    data = words_in(file) | words_of([HOSTILE])
    assert sorted(words_of(texts) - data - NAMES - NOT_WORDS - FROM_BABEL) == []


def test_all_that_a_command_says_is_in_the_third_language(copy: Path, tmp_path: Path) -> None:
    catalogue = tmp_path / "0.csv"
    rows = [f"{n},{n} {n},{n} > {n % 3}" for n in range(20)]
    catalogue.write_text("\n".join(["0,1,2", *rows, "3,4", "0,1,2"]), encoding="utf-8")
    output = run(copy, "-m", "etl", "inspect", str(catalogue), LC_ALL=f"{LANGUAGE}.UTF-8")
    assert output.count("⟦") > 3
    names = words_of([catalogue, copy / "data/catalogs/flipkart.toml", "utf-8"])
    assert sorted(words_of([output]) - names) == []
