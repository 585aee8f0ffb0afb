"""Whatever a catalogue lacks, it is published and printed, and every page shows it."""

import json
import math
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from dashboard import ids
from dashboard.core.database import current_database
from dashboard.i18n import LANGUAGES
from etl import __main__ as cli
from tests.dashboard.page_client import Page
from tests.odd import ODD, publish

BROKEN = re.compile(r"\bnan\b|\bNone\b|\bnull\b|\binf\b|Infinity")


@pytest.fixture(scope="module", params=sorted(ODD))
def published(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of an odd catalogue, by the command line."""
    return publish(request.param, tmp_path_factory.mktemp("odd"))


@pytest.fixture
def report(
    published: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Callable[..., str]:
    """What `report` prints."""

    def run(*arguments: object) -> str:
        command = ["etl", "report", "--database", str(published), *map(str, arguments)]
        monkeypatch.setattr("sys.argv", command)
        capfd.readouterr()
        assert cli.main() == 0
        printed = capfd.readouterr()
        assert "Traceback" not in printed.err
        return printed.out

    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    return run


def test_the_table_is_printed_with_words_where_a_value_is_missing(
    report: Callable[..., str],
) -> None:
    shown = report()
    assert not BROKEN.search(shown)
    cells = [[cell.strip() for cell in line.split("│")[1:-1]] for line in shown.splitlines()]
    for line in filter(None, cells):
        assert re.fullmatch(r"no interval|-?\d\.\d{3} – -?\d\.\d{3}", line[5])
    if not any(cells):  # no score: one sentence says why
        assert re.search("nothing to compare|Not scored|nothing to score", shown)


def test_json_is_json(report: Callable[..., str]) -> None:
    def refuse(constant: str) -> object:
        raise AssertionError(constant)

    for row in json.loads(report("--json"), parse_constant=refuse):
        assert math.isfinite(row["value"])


@pytest.mark.parametrize(("locale", "language"), [("C.UTF-8", "en"), ("fr_FR.UTF-8", "fr")])
def test_the_verdict_is_written(
    report: Callable[..., str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    locale: str,
    language: str,
) -> None:
    monkeypatch.setenv("LC_ALL", locale)
    report("--html", tmp_path / "verdict.html")
    page = (tmp_path / "verdict.html").read_text(encoding="utf-8")
    root = ET.fromstring(page.split("\n", 1)[1])  # noqa: S314 - our own page
    sentences = " ".join(filter(None, (part.strip() for part in root.find("body").itertext())))  # type: ignore[union-attr]
    assert root.attrib["lang"] == language
    assert not BROKEN.search(sentences)
    assert not re.search(
        r"\b[01] (catégories|produits|marques|categories of)\b|\b1 products", sentences
    )


# -- the dashboard ---------------------------------------------------------------------------


def texts(value: Any) -> Iterator[str]:
    """All that a person reads in an answer."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, part in value.items():
            if name in ("children", "props", "text", "hovertext", "name", "ticktext", "title"):
                yield from texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from texts(part)


def test_every_page_shows_it(published: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CATALOG_DATABASE", str(published))
    catalogue = current_database().catalogue
    page = Page()
    build = page.ask("build.data")[ids.BUILD]["data"]  # type: ignore[index]
    page.set(ids.BUILD, "data", build)
    page.set(ids.PRODUCTS, "getRowsRequest", {"startRow": 0, "endRow": 100})
    page.set(ids.CROSSTAB, "clickData", {"points": [{"x": "c0", "y": "g0"}]})
    declared = page.client.get("/_dash-dependencies").get_json()
    for language, space in zip(LANGUAGES, ("text", "fused"), strict=True):
        page.set(ids.LANGUAGE, "value", language)
        for control in (ids.CATEGORIES_SPACE, ids.STABILITY_SPACE, ids.CROSSTAB_SPACE):
            page.set(control, "value", space)
        for level in range(max(len(catalogue.levels), 1)):
            page.set(ids.LEVEL, "value", str(level + 1))
            for shown in ids.VIEW_REQUESTS:
                page.show(shown)
                for callback in declared:
                    inputs = {part["id"] for part in callback["inputs"]}
                    if callback["clientside_function"] or ids.view_request(shown) not in inputs:
                        continue
                    answer = page.ask(callback["output"]) or {}
                    for sentence in texts(list(answer.values())):
                        assert not BROKEN.search(sentence), (shown, sentence)
    for name in page.names():
        page.ask(name)
    for name in (ids.VERDICT_HTML, ids.VERDICT_JSON):
        assert page.ask(f"{ids.VERDICT_FILE}.data", f"{name}.n_clicks")
    for name in (ids.SUMMARY_CSV, ids.SUMMARY_PARQUET):
        assert page.ask(f"{ids.SUMMARY_FILE}.data", f"{name}.n_clicks")
    for row in range(min(catalogue.n_products, 3)):
        card = page.client.get(f"/card/{catalogue.build}/{row}").get_json()
        for language in LANGUAGES:
            query = {"id": card["id"], "level": "1", "lang": language}
            response = page.client.get(f"/product/{catalogue.build}", query_string=query)
            assert response.status_code == 200


def test_a_visitor_starts_where_there_are_two_categories(
    published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CATALOG_DATABASE", str(published))
    catalogue = current_database().catalogue
    build = Page().ask("build.data")[ids.BUILD]["data"]  # type: ignore[index]
    sizes = [level.n_categories for level in catalogue.levels]
    assert build["level"] == str(next((at + 1 for at, n in enumerate(sizes) if n > 1), 1))
