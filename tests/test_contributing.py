"""The recipes of CONTRIBUTING.md: their files exist, and each of them leads where it says.

Each recipe is followed on something tiny, through the registry or the list that it names.
"""

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, ClassVar, TypeVar

import numpy as np
import pytest
from dash import Dash
from numpy.typing import NDArray

import dashboard.i18n
import etl.messages
from dashboard import callbacks, ids, layout
from etl import pipeline
from etl.analysis import evaluate
from etl.config import Request
from etl.embedding import registry
from etl.embedding.extractors import Vectors
from etl.embedding.text import Corpus
from etl.embedding.words import Vocabulary
from etl.pipeline import derive, embed
from etl.pipeline import tables as pipeline_tables
from etl.publishing import report
from etl.reading import forms, table
from etl.reading.forms import Source
from etl.reading.inspection import describe_file
from etl.reading.rows import Row
from etl.runtime import engine
from etl.runtime.cached_workers import unseen
from etl.spaces import BASELINE, OF_IMAGE, OF_TEXT, SPACES, STUDIED, Space
from localisation import Texts
from tests.etl.conftest import request_of  # noqa: F401 - a fixture
from tests.etl.shop import TINY, Query, different, listing, queries_on, write_shop

ROOT = Path(__file__).resolve().parents[1]
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
RECIPES = dict(
    re.findall(r"(?ms)^### Add an? (.+?)\n(.+?)(?=^##)", CONTRIBUTING),
)
NAMED_FILE = re.compile(r"`([\w./-]+/[\w./-]*|[\w-]+\.(?:md|toml|py))`")

Result = TypeVar("Result")
Ran = Callable[..., Query]


def give_text(monkeypatch: pytest.MonkeyPatch, texts: Texts, key: str, text: str) -> None:
    for language in texts.languages:
        monkeypatch.setitem(texts.by_language[language], key, text)


# -- what the recipes name ----------------------------------------------------------------


def test_there_are_six_recipes() -> None:
    assert list(RECIPES) == ["extractor", "page", "score", "data source", "engine", "language"]


@pytest.mark.parametrize("recipe", RECIPES)
def test_the_files_of_a_recipe_exist_and_its_new_ones_have_a_folder(recipe: str) -> None:
    named = NAMED_FILE.findall(RECIPES[recipe])
    assert named
    for name in named:
        path = ROOT / name
        # A file within a folder that the same line names is told by its name alone.
        there = path.parent if "NAME" in path.name else path
        assert there.exists() or [*ROOT.glob(f"etl/**/{name}")], name


@pytest.mark.parametrize("recipe", RECIPES)
def test_the_check_of_a_recipe_runs_tests_that_exist(recipe: str) -> None:
    (command,) = re.findall(r"(?s)```sh\n(.*?)```", RECIPES[recipe])
    program, _, tests = command.partition(" -m pytest ")
    assert program == ".venv/bin/python"
    assert all((ROOT / test).exists() for test in tests.split())


@pytest.mark.parametrize("recipe", RECIPES)
def test_the_names_in_code_of_a_recipe_are_in_one_of_its_files(recipe: str) -> None:
    """Registries, lists and functions that the recipe tells to write to or to look at."""
    sources = [
        (ROOT / name).read_text(encoding="utf-8")
        for name in NAMED_FILE.findall(RECIPES[recipe])
        if (ROOT / name).is_file()
    ]
    for name in re.findall(r"`(_?[A-Za-z][A-Za-z_]*)`", RECIPES[recipe]):
        if "NAME" not in name and name not in ("de", "NAME", "name"):
            assert any(re.search(rf"\b{name}\b", source) for source in sources), name


# -- an extractor -------------------------------------------------------------------------


@dataclass(frozen=True)
class Lengths:
    """Text extractor: how many tokens are short, and how many are not."""

    vocabulary: Vocabulary
    weights: NDArray[Any]
    source: str = ""
    name: ClassVar[str] = "lengths"
    version: ClassVar[str] = "1"
    licence: ClassVar[str] = "none"
    deterministic: ClassVar[bool] = True
    dimensions: ClassVar[int] = 2

    @staticmethod
    def fit(corpus: Corpus) -> NDArray[np.float64]:  # noqa: D102
        return np.ones(len(corpus.vocabulary.words))

    def __call__(self, documents: Sequence[Sequence[str]]) -> Vectors:  # noqa: D102
        counts = [[1 + sum(len(word) < 5 for word in each), len(each)] for each in documents]
        rows = np.array(counts, np.float32)
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)


@dataclass(frozen=True)
class Channels:
    """Image extractor: the mean of each channel."""

    size: tuple[int, int] = (8, 8)
    sees_views: ClassVar[bool] = False
    name: ClassVar[str] = "channels"
    version: ClassVar[str] = "1"
    licence: ClassVar[str] = "none"
    deterministic: ClassVar[bool] = True
    dimensions: ClassVar[int] = 3

    def __call__(self, photos: Sequence[NDArray[np.uint8]]) -> Vectors:  # noqa: D102
        rows = np.stack([photo.mean((0, 1)) + 1 for photo in photos])
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    return write_shop(tmp_path / "shop", [listing(i) for i in range(16)], photos=16)


@pytest.fixture
def run(request_of: Callable[..., Request], shop: Path, tmp_path: Path) -> Ran:  # noqa: F811
    """Run the pipeline on the small shop; the answer asks the database."""

    def ran(name: str = "catalog", catalog: Path = shop, **changed: object) -> Query:
        changed = {"settings": TINY, "database": tmp_path / f"{name}.duckdb", **changed}
        return queries_on(pipeline.run(request_of(catalog, **changed), unseen).database)

    return ran


def test_an_extractor_is_a_class_a_line_of_the_registry_and_a_space(
    monkeypatch: pytest.MonkeyPatch, run: Ran, tmp_path: Path
) -> None:
    monkeypatch.setitem(registry.TEXT_EXTRACTORS, "lengths", Lengths)
    monkeypatch.setitem(registry.IMAGE_EXTRACTORS, "channels", lambda *_: Channels())
    spaces = (
        *SPACES,
        Space("lengths", OF_TEXT, STUDIED, "lengths"),
        Space("channels", OF_IMAGE, BASELINE, "channels"),
    )
    for module in (derive, embed, pipeline_tables):
        monkeypatch.setattr(module, "SPACES", spaces)
    ask = run()
    published = ask(
        "SELECT space, position, extractor, parameters->>'version' FROM spaces "
        "WHERE space IN ('lengths', 'channels') ORDER BY position"
    )
    assert published == [
        ("lengths", len(SPACES), "lengths", "1"),
        ("channels", len(SPACES) + 1, "channels", "1"),
    ]
    vectors = ask(
        "SELECT space, count(*), min(len(vector)), min(list_dot_product(vector, vector)) "
        "FROM embeddings WHERE space IN ('lengths', 'channels') GROUP BY space ORDER BY space"
    )
    assert [row[:3] for row in vectors] == [("channels", 16, 3), ("lengths", 16, 2)]
    assert [row[3] for row in vectors] == pytest.approx([1, 1], abs=1e-5)
    for what in ("clusterings", "projections", "neighbours"):
        (found,) = ask(f"SELECT count(*) FROM {what} WHERE space = 'channels'")  # noqa: S608
        assert found[0]
    report.write(tmp_path / "catalog.duckdb", tmp_path / "report.html")
    judged = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "lengths" in judged
    assert "channels" not in judged


# -- a page -------------------------------------------------------------------------------


def test_a_page_is_in_the_navigation_and_answers_where_it_is_listed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Every page of `ids.PAGES` has a link, a layout, and a callback of what it is asked."""
    written = str(layout.layout().to_plotly_json())
    app = Dash("pages", suppress_callback_exceptions=True)
    callbacks.register(app)
    asked = {item["id"] for each in app.callback_map.values() for item in each["inputs"]}
    for name in ids.PAGES:
        assert ids.page_link(name) in written
        assert f"{ids.page(name)}'" in written
        requests = ids.PRODUCT_SUBPAGES if name == "products" else (name,)
        assert {ids.view_request(request) for request in requests} & asked, name
    monkeypatch.setattr(ids, "PAGES", (*ids.PAGES, "tiny"))
    with pytest.raises(KeyError, match=r"page\.tiny"):
        layout.layout()
    give_text(monkeypatch, dashboard.i18n.TEXTS, "page.tiny", "A tiny page")
    written = str(layout.layout().to_plotly_json())
    assert "href='#/tiny'" in written
    assert "A tiny page" in written


# -- a score ------------------------------------------------------------------------------


def test_a_score_that_is_returned_is_in_the_table(
    monkeypatch: pytest.MonkeyPatch, run: Ran
) -> None:
    score = evaluate.score

    def with_one_more(labels: Any, codes: Any, level: int, groups: Any) -> Any:
        scores = score(labels, codes, level, groups)
        return scores and [*scores, evaluate.Score(level, "half", 0.5, None, None, scores[0].n)]

    monkeypatch.setattr(evaluate, "score", with_one_more)
    ask = run()
    levels = [level for (level,) in ask("SELECT level FROM levels WHERE is_clustered ORDER BY 1")]
    found = ask(
        "SELECT level, min(value), max(value) FROM scores WHERE metric = 'half' "
        "GROUP BY level ORDER BY level"
    )
    assert found == [(level, 0.5, 0.5) for level in levels]


# -- a data source ------------------------------------------------------------------------


def test_a_form_of_file_is_its_first_bytes_and_a_reader(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, run: Ran, shop: Path
) -> None:
    mark = b"\x00TINY"

    def read_tiny(source: Source) -> Iterator[Row]:
        with source.open() as stream:
            lines = stream.read().removeprefix(mark).decode().splitlines()
        for number, cells in enumerate(csv.reader(lines, delimiter="\x1f"), start=1):
            yield Row(number, cells)

    monkeypatch.setattr(forms, "MARKS", (*forms.MARKS, (mark, "tiny")))
    monkeypatch.setitem(
        table.READERS,
        "tiny",
        lambda source, _: (read_tiny(source), {}),
    )
    with shop.open(encoding="utf-8", newline="") as stream:
        rows = [*csv.reader(stream)]
    file = tmp_path / "products.tiny"
    with file.open("w", encoding="utf-8", newline="") as stream:
        stream.write(mark.decode())
        csv.writer(stream, delimiter="\x1f").writerows(rows)
    opened = table.open_table(file)
    assert opened.header == rows[0]
    assert [row.cells for row in opened.rows] == rows[1:]
    with pytest.raises(KeyError, match="form_tiny"):
        describe_file(opened.about)
    give_text(monkeypatch, etl.messages.TEXTS, "form_tiny", "tiny file")
    assert describe_file(opened.about) == "tiny file"
    ask = run(catalog=file, images=shop.parent / "images")
    assert ask("SELECT count(*) FROM products") == [(16,)]


# -- an engine ----------------------------------------------------------------------------


class Threads(AbstractContextManager["Threads"]):
    """Engine: threads of this process."""

    name = "threads"

    def __init__(self, jobs: int, modules: Sequence[str] = ()) -> None:  # noqa: ARG002
        self._pool = ThreadPoolExecutor(jobs)

    def __exit__(  # noqa: D105 - as the protocol says
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._pool.shutdown(wait=error is not None, cancel_futures=True)

    def map(  # noqa: D102 - as the protocol says
        self, function: Callable[..., Result], *arguments: Sequence[object], **_how: int
    ) -> Iterator[Result]:
        return self._pool.map(function, *arguments)


def test_an_engine_is_a_class_and_gives_what_one_process_gives(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, run: Ran
) -> None:
    monkeypatch.setitem(engine.ENGINES, "threads", Threads)
    run("serial")
    started: list[str] = []

    def engine_for(jobs: int, modules: Sequence[str] = ()) -> engine.Engine:
        started.append("threads")
        return engine.ENGINES["threads"](2, modules)

    monkeypatch.setattr(pipeline, "engine_for", engine_for)
    run("threads", force=True)
    assert started == ["threads"]
    published = [(tmp_path / f"{name}.duckdb").resolve() for name in ("serial", "threads")]
    assert different(*published) == []


# -- a language: tests/localisation/test_third_language.py follows its recipe ----------------
