"""The verdict page: the same figures as the rules give, by thresholds and filter."""

import dataclasses
import json
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pytest

from dashboard import ids
from dashboard.callbacks import verdict
from dashboard.core.database import Database, current_database
from dashboard.core.filter_state import FilterState, branch_key, resolve_filter
from dashboard.pages.verdict import DEFAULTS
from tests.dashboard.conftest import SPACES, UNTRUSTED, write_database
from tests.dashboard.page_client import Page
from tests.dashboard.test_callbacks import text_of
from verdict.evidence import ONE_CATEGORY, STRICT, TOO_FEW_PRODUCTS
from verdict.page import html
from verdict.rules import ASSIST, AUTOMATE, NOT_FEASIBLE, UNDECIDED

N = 240
HEADS = "verdict-heads.children"
RULES = ("plain", "strict")
RIGHT = {"text": 0.97, "image": 0.5, "fused": 0.995}
B_LEAVES = [branch_key(path) for path in (("B", "B1"), ("B", "B2"))]


def add_suggestions(file: Path) -> None:
    """Suggest the listed category, or the next one; the surer, the more often right."""
    rng = np.random.default_rng(11)
    connection = duckdb.connect(str(file))
    # A brand for each product: the intervals are then those of as many products.
    connection.execute("UPDATE products SET brand = 'b' || position")
    paths = connection.execute(
        "SELECT product_id, category_path FROM products ORDER BY position"
    ).fetchall()
    rows = []
    for space, level, rule in ((s, level, r) for s in SPACES for level in (1, 2) for r in RULES):  # fmt: skip # noqa: E501
        names = sorted({tuple(path[:level]) for _, path in paths if len(path) >= level})
        for product_id, path in paths:
            own = names.index(tuple(path[:level])) if len(path) >= level else 0
            confidence = float(rng.uniform(0.3, 1))
            wrong = rng.random() > RIGHT[space] + (confidence - 0.65) / 20
            category = names[(own + 1) % len(names)] if wrong else names[own]
            rows.append((space, level, rule, product_id, list(category), confidence, 10))
    columns = [list(column) for column in zip(*rows, strict=True)]
    connection.execute(
        "INSERT INTO suggestions SELECT unnest(?), unnest(?), unnest(?), unnest(?), "
        "unnest(?::VARCHAR[][]), unnest(?), unnest(?)",
        columns,
    )
    connection.close()


@pytest.fixture(scope="module")
def suggested_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = write_database(tmp_path_factory.mktemp("verdict") / "catalogue-9.duckdb", N)
    add_suggestions(file)
    return file


@pytest.fixture
def suggested(suggested_file: Path, monkeypatch: pytest.MonkeyPatch) -> Database:
    monkeypatch.setenv("CATALOG_DATABASE", str(suggested_file))
    return current_database()


@pytest.fixture
def page(suggested: Database) -> Page:
    return opened(suggested)


def opened(database: Database) -> Page:
    build = {"build": database.file.name, "reason": None, "found": ""}
    page = Page().set(ids.BUILD, "data", build).show("verdict")
    page.set(ids.VERDICT_SPACE, "value", "best")
    for identifier, value in zip(ids.VERDICT_INPUTS, DEFAULTS, strict=True):
        page.set(identifier, "value", value)
    return page


def answer_of(page: Page, output: str = HEADS) -> dict[str, Any]:
    answer = page.ask(output)
    assert answer is not None
    return answer


def view_of(checked: list[str] | None = None) -> FilterState:
    return resolve_filter(1, checked or [], "en")


def outcomes(
    view: FilterState, thresholds: tuple[float, ...] = DEFAULTS
) -> dict[tuple[str, int], str]:
    return {
        (judged.evidence.space, judged.evidence.level): judged.outcome
        for judged in verdict.report(view, thresholds).verdicts
    }


def test_a_hidden_page_does_no_work(page: Page) -> None:
    page.show("maps")
    assert page.ask(HEADS) is None


def test_each_level_and_space_has_its_verdict(page: Page, suggested: Database) -> None:
    by_space = outcomes(view_of())
    assert set(by_space) == {(space, level) for space in SPACES for level in (1, 2)}
    assert by_space["fused", 1] == AUTOMATE
    assert by_space["image", 1] == NOT_FEASIBLE
    answer = answer_of(page)
    heads = answer[ids.VERDICT_HEADS]["children"]
    assert len(heads) == 2
    assert "Automate" in text_of(heads[0])
    assert "Not feasible" in text_of(heads[0])  # the image's
    assert f"{N - 1} products" in text_of(heads[0])  # one has no category


def test_the_figures_on_the_screen_are_those_of_the_database(
    page: Page, suggested: Database
) -> None:
    page.set(ids.VERDICT_SPACE, "value", "text")
    answer = answer_of(page)
    [(right, n)] = (
        suggested.connection.cursor()
        .execute(
            """
            SELECT count(*) FILTER (category = category_path[:1]), count(*)
            FROM suggestions JOIN products USING (product_id)
            WHERE space = 'text' AND level = 1 AND rule = 'strict' AND len(category_path) > 0
            """
        )
        .fetchall()
    )
    report = verdict.report(view_of(), DEFAULTS)
    [text] = [v for v in report.at(1) if v.evidence.space == "text"]
    assert text.evidence.strict is not None
    assert text.evidence.strict.first_right == pytest.approx(right / n)
    # Hours of the assisted way: right share of 2 min, less 0.5 min each, 10,000 products.
    hours = (right / n * 2 - 0.5) * 10_000 / 60
    assert f"{hours:,.0f}" in text_of(answer[ids.VERDICT_SAVINGS]["children"])
    line = answer[ids.VERDICT_CURVE]["figure"]["data"][1]
    assert line["name"] == "strict rule"
    assert line["x"][-1] == pytest.approx(1)
    assert line["y"][-1] == pytest.approx(right / n)


def test_what_is_asked_changes_the_verdict(suggested: Database) -> None:
    strict = (99.9, *DEFAULTS[1:])
    assert outcomes(view_of(), strict)["fused", 1] == ASSIST
    lenient = (95, 50, 30, *DEFAULTS[3:])
    assert outcomes(view_of(), lenient)["image", 1] == ASSIST


def test_what_is_not_a_number_is_the_default() -> None:
    thresholds, work = verdict.read(["", None, -3, "x", 1, 0, 12])
    assert (thresholds.precision, thresholds.coverage, thresholds.first_right) == (0.95, 0.5, 0.6)
    assert (work.minutes, work.check_minutes, work.hourly_cost, work.products) == (2, 1, 0, 12)
    assert verdict.read((100, 300, *DEFAULTS[2:]))[0] == dataclasses.replace(
        thresholds, precision=verdict.MOST_PRECISE, coverage=1
    )


def test_the_verdict_follows_the_filter(page: Page, suggested: Database) -> None:
    report = verdict.report(view_of(B_LEAVES), DEFAULTS)
    assert report.branches == ["B"]
    assert {judged.evidence.missing for judged in report.at(1)} == {ONE_CATEGORY}
    assert {judged.outcome for judged in report.at(1)} == {UNDECIDED}
    assert report.best(2).outcome != UNDECIDED  # type: ignore[union-attr]
    page.set(ids.TREE, "checked", B_LEAVES)
    answer = answer_of(page)
    scope = answer[ids.VERDICT_SCOPE]["children"]
    assert scope.startswith(f"Products within the filter: {N // 3} of {N}. ")
    assert "Intervals rest on 80 brands" in scope
    assert "Only one category at this level (80 products)" in text_of(
        answer[ids.VERDICT_HEADS]["children"][0]
    )
    assert answer[ids.VERDICT_SAVINGS]["children"] == []


def test_too_few_products_are_said_to_be_too_few(database: Database) -> None:
    few = branch_key(("A", "A1", "A1 leaf 0"))
    report = verdict.report(view_of([few]), DEFAULTS)
    assert {judged.evidence.missing for judged in report.verdicts} == {TOO_FEW_PRODUCTS}
    answer = answer_of(opened(database).set(ids.TREE, "checked", [few]))
    assert "at least 30" in text_of(answer[ids.VERDICT_HEADS]["children"])


def test_a_database_without_suggestions_gives_no_verdict(database: Database) -> None:
    assert set(outcomes(view_of()).values()) == {UNDECIDED}
    assert "No clusters or no suggestions" in text_of(
        answer_of(opened(database))[ids.VERDICT_HEADS]["children"]
    )


def test_the_page_is_in_french_too(page: Page) -> None:
    page.set(ids.LANGUAGE, "value", "fr")
    heads = text_of(answer_of(page)[ids.VERDICT_HEADS]["children"])
    assert "Automatiser" in heads
    assert "Automate" not in heads


def test_a_link_leads_to_its_evidence(page: Page, suggested: Database) -> None:
    page.set(ids.VERDICT_SPACE, "value", "image")
    answer = answer_of(page)
    assert "Image" in answer[ids.VERDICT_WHY]["children"]
    assert "Not feasible" in answer[ids.VERDICT_WHY]["children"]
    rules = text_of(answer[ids.VERDICT_RULES]["children"])
    assert "not met" in rules


def test_the_fields_go_back_to_their_defaults(page: Page) -> None:
    page.set(ids.VERDICT_INPUTS[0], "value", 12).set(ids.VERDICT_RESET, "n_clicks", 1)
    # The address is the first to write these values: this callback is another, known by a suffix.
    name = next(output for output in page.names() if f"{ids.VERDICT_INPUTS[0]}.value@" in output)
    answer = answer_of(page, name)
    assert [answer[identifier]["value"] for identifier in ids.VERDICT_INPUTS] == list(DEFAULTS)


@pytest.mark.parametrize("kind", ["html", "json"])
def test_the_files_hold_the_page(page: Page, suggested: Database, kind: str) -> None:
    page.set(ids.TREE, "checked", B_LEAVES).set(ids.VERDICT_INPUTS[6], "value", 4321)
    identifier = {"html": ids.VERDICT_HTML, "json": ids.VERDICT_JSON}[kind]
    answer = page.ask(f"{ids.VERDICT_FILE}.data", f"{identifier}.n_clicks")
    assert answer is not None
    file = answer[ids.VERDICT_FILE]["data"]
    assert file["filename"] == f"verdict.{kind}"
    if kind == "json":
        content = json.loads(file["content"])
        assert content["branches"] == ["B"]
        assert content["n_products"] == N // 3
        assert content["work"]["products"] == 4321
        # The page shows no threshold of the plain rule; the file holds them.
        for judged in content["verdicts"]:
            plain, strict = (judged[rule] and len(judged[rule]["aims"]) for rule in RULES)
            assert plain == strict
        assert any(judged["plain"] for judged in content["verdicts"])
    else:
        assert "4,321" in file["content"]
        assert "Filter: B (80 products)" in file["content"]
        assert "<script" not in file["content"]


def test_names_of_the_catalogue_are_escaped_in_the_file(
    suggested: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(suggested.catalogue.about, "catalog_name", UNTRUSTED)
    page_html = html(verdict.report(view_of(), DEFAULTS), "en")
    assert UNTRUSTED not in page_html
    assert "&lt;img src=x" in page_html


def test_what_was_measured_once_is_not_measured_again(suggested: Database) -> None:
    verdict.report(view_of(), DEFAULTS)
    measured = verdict.measured(suggested)
    before = measured.cache_info()  # type: ignore[attr-defined]
    verdict.report(view_of(), (95, 10, 10, *DEFAULTS[3:]))  # only what is asked of it changed
    after = measured.cache_info()  # type: ignore[attr-defined]
    assert after.misses == before.misses
    assert after.hits == before.hits + 2 * len(SPACES)


def test_a_case_holds_every_product(suggested: Database) -> None:
    case = verdict.case(suggested, "image", 1)
    votes = case.votes[STRICT]
    assert len(votes.listed) == N
    assert (~case.has_vector).sum() == 1  # the one without a photo
    assert verdict.case(suggested, "image", 1) is case
