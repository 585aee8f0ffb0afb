"""The doubtful listings: what is listed, shown in full, decided and written, on a real database."""

import csv
import io
import math
from pathlib import Path
from typing import Any

import duckdb
import pytest

from dashboard import ids
from dashboard.components.label_issues import confidence, detail, options
from dashboard.core.database import Database, current_database
from dashboard.core.filter_state import branch_key
from dashboard.core.neighbours import nearest_neighbours
from dashboard.core.selection import decode
from dashboard.model.label_issues import COLUMNS, LabelIssue, Votes, band, decisions_of, file_of
from dashboard.queries import label_issues as read
from tests.dashboard.conftest import UNTRUSTED, WITHOUT_PHOTO, write_database
from tests.dashboard.page_client import Page

LIST = "label-issues-list.children"
PROGRESS = "label-issues-progress.children"
DETAIL = "label-issues-detail.children"
AT = "2026-11-22T10:00:00.000Z"
# Product, level, suggested, score, whether both sides agree, whose votes. Products 0, 3, 6 are
# listed in A.
DOUBTS = (
    ("id/0", 1, ["B"], 5.0, True, "plain"),
    ("id/8", 1, ["A"], 4.0, False, "plain"),
    ("id/1", 1, ["C"], 3.0, True, "strict"),
    ("id/6", 1, ["C"], 1.0, True, "plain"),
    ("id/9", 1, ["B"], -2.0, False, "plain"),
    ("id/0", 2, ["B", "B1"], 2.0, True, "plain"),
)


def fill(file: Path) -> Path:
    """Add doubts and neighbours to the small database."""
    connection = duckdb.connect(str(file))
    connection.execute("DELETE FROM doubts")
    connection.execute("DELETE FROM neighbours WHERE product_id = 'id/0'")
    ranks = {1: 0, 2: 0}
    for product_id, level, suggested, score, both, rule in DOUBTS:
        ranks[level] += 1
        votes = (0.8, 0.1, 0.75, 0.25)
        connection.execute(
            "INSERT INTO doubts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [level, product_id, ranks[level], suggested, score, both, *votes, rule],
        )
    for space, first in (("text", 1), ("image", 4), ("fused", 90)):
        for rank in range(1, 11):
            connection.execute(
                "INSERT INTO neighbours VALUES (?, 'id/0', ?, ?, ?)",
                [space, rank, f"id/{first + rank - 1}", 1 - rank / 20],
            )
    connection.close()
    return file


@pytest.fixture(scope="module")
def doubtful_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fill(write_database(tmp_path_factory.mktemp("doubts") / "catalogue-9.duckdb"))


@pytest.fixture
def doubtful(doubtful_file: Path, monkeypatch: pytest.MonkeyPatch) -> Database:
    monkeypatch.setenv("CATALOG_DATABASE", str(doubtful_file))
    return current_database()


@pytest.fixture
def page(doubtful: Database) -> Page:
    build = {"build": doubtful.file.name, "reason": None, "found": ""}
    return Page().set(ids.BUILD, "data", build).show("doubts")


def a_doubt(**changes: Any) -> LabelIssue:
    values: dict[str, Any] = {
        "rank": 1,
        "row": 0,
        "product_id": "p",
        "name": "Lampe",
        "listed": ("A", "A1"),
        "suggested": ("B",),
        "score": 2.0,
        "text": Votes(0.8, 0.1),
        "image": Votes(0.75, 0.25),
        "without_brand": False,
        "has_photo": True,
    }
    return LabelIssue(**{**values, **changes})


def answer_of(page: Page, output: str, triggered: str | None = None) -> dict[str, Any]:
    answer = page.ask(output, triggered)
    assert answer is not None
    return answer


def texts_of(tree: Any) -> list[str]:
    """The texts of components that travelled as JSON, in their order."""
    if isinstance(tree, dict):
        return texts_of(tree["props"].get("children")) if "props" in tree else []
    if isinstance(tree, list):
        return [sentence for part in tree for sentence in texts_of(part)]
    return [] if tree is None else [str(tree)]


def listed(page: Page) -> list[str]:
    rows = answer_of(page, LIST)[ids.LABEL_ISSUES_LIST]["children"]
    return [row["props"]["data-product"] for row in rows]


# -- reading ----------------------------------------------------------------------------------


def test_both_sides_agree_or_everything_above_zero(doubtful: Database) -> None:
    issues = read.label_issues(doubtful, 1)
    assert [issue.product_id for issue in issues] == ["id/0", "id/1", "id/6"]
    assert (issues[0].listed, issues[0].suggested) == (("A", "A1", "A1 leaf 0"), ("B",))
    assert (issues[0].text.suggested, issues[0].image.listed) == pytest.approx((0.8, 0.25))
    everything = read.label_issues(doubtful, 1, everything=True)
    assert [issue.rank for issue in everything] == [1, 2, 3, 4]
    assert [issue.product_id for issue in read.label_issues(doubtful, 2)] == ["id/0"]
    assert read.label_issues(doubtful, 3) == []


def test_products_with_votes_of_both_sides_are_judged(doubtful: Database) -> None:
    assert read.judged(doubtful, 1).nonzero()[0].tolist() == [0, 1, 6, 8, 9]
    assert not read.judged(doubtful, 3).any()


def test_the_listing_and_its_neighbours(doubtful: Database) -> None:
    product = read.listing(doubtful, "id/3")
    assert product is not None
    assert (product.description, product.brand, product.price) == ("Texte 3", "Élan", 30.0)
    assert read.listing(doubtful, "nobody") is None
    near = nearest_neighbours(doubtful, "id/0", "image", 5)
    assert [neighbour.row for neighbour in near] == [4, 5, 6, 7, 8]
    assert [neighbour.has_photo for neighbour in near] == [
        neighbour.row != WITHOUT_PHOTO for neighbour in near
    ]
    assert near[0].similarity == pytest.approx(0.95)


# -- what a decision is about, and what it is written as -------------------------------------


def test_a_key_is_of_the_whole_statement() -> None:
    changes: list[dict[str, Any]] = [
        {"product_id": "q"},
        {"name": "Lampe 2"},
        {"listed": ("A", "A2")},
        {"suggested": ("C",)},
        {"suggested": ("B", "B1")},
    ]
    keys = {a_doubt(**change).key for change in changes} | {a_doubt().key}
    assert len(keys) == 6
    # A new build moves ranks and scores: the decision stands.
    assert a_doubt(rank=7, score=1.0, row=3).key == a_doubt().key


@pytest.mark.parametrize(
    "store",
    [
        None,
        "x",
        3,
        {"k": "accept"},
        {"k": ["accept"]},
        {"k": ["drop", AT]},
        {"k": ["accept", "=1+1"]},
        {"k": ["accept", 3]},
        {"k": ["accept", AT, "more"]},
    ],
)
def test_a_store_that_this_page_cannot_have_written(store: object) -> None:
    assert decisions_of(store) == {}


def test_the_file_holds_the_decided_ones_and_no_formula() -> None:
    label_issues = [
        a_doubt(product_id="=1", name='=HYPERLINK("x")', suggested=("@B", "+C")),
        a_doubt(product_id="undecided"),
        a_doubt(product_id="p3", name="Éclair", score=-0.25),
    ]
    store = {
        label_issues[0].key: ["reject", AT],
        label_issues[2].key: ["tree", AT],
        "other": ["accept", AT],
    }
    written = file_of(label_issues, decisions_of(store), "en")
    assert written.startswith("\ufeffproduct_id,")
    rows = list(csv.DictReader(io.StringIO(written.removeprefix("\ufeff"))))
    assert tuple(rows[0]) == COLUMNS
    assert [row["product_id"] for row in rows] == ["'=1", "p3"]
    assert rows[0]["name"] == '\'=HYPERLINK("x")'
    assert (rows[0]["listed_path"], rows[0]["suggested_path"]) == ("A >> A1", "'@B >> +C")
    assert (rows[1]["decision"], rows[1]["decided_at"]) == ("tree", AT)
    assert float(rows[1]["score"]) == -0.25


def test_the_score_shown_is_the_odds_as_a_share() -> None:
    issue = a_doubt(score=math.log(4))
    assert issue.confidence == pytest.approx(0.8)
    assert confidence(issue, "en") == "Score 80"
    assert confidence(a_doubt(score=6), "fr") == "Score 99"
    assert [band(a_doubt(score=score).confidence) for score in (0, 2, 3.5, 6)] == [0, 1, 2, 3]


def test_cards_are_text_and_say_where_each_neighbour_stands(doubtful: Database) -> None:
    [issue, *_] = read.label_issues(doubtful, 1)
    listing = read.listing(doubtful, issue.product_id)
    assert listing is not None
    near = {side: nearest_neighbours(doubtful, "id/0", side, 5) for side in ("text", "image")}
    shown = [
        component.to_plotly_json()
        for component in detail(issue, listing, near, lambda key: key, "en")
    ]
    words = repr(shown)
    assert UNTRUSTED in words
    assert (words.count("near-suggested"), words.count("near-listed")) == (4, 2)
    [option] = options([issue], lambda key: key, "en")
    properties = option.to_plotly_json()["props"]
    assert (properties["role"], properties["id"]) == ("option", ids.label_issue(issue.key))


@pytest.mark.parametrize(
    ("language", "note", "title"),
    [
        (
            "en",
            "own brand and near-copies do not vote",
            "Text, outside the product’s own brand: 80%",
        ),
        ("fr", "ne votent pas ici", "Texte, hors de la marque du produit"),
    ],
)
def test_votes_outside_the_own_brand_are_said_to_be(
    doubtful: Database, language: str, note: str, title: str
) -> None:
    of_all, outside, _ = read.label_issues(doubtful, 1)
    listing = read.listing(doubtful, "id/1")
    assert listing is not None
    for issue, is_said in ((of_all, False), (outside, True)):
        shown = detail(issue, listing, {"text": [], "image": []}, lambda key: key, language)
        words = repr([component.to_plotly_json() for component in shown])
        assert (note in words, title in words) == (is_said, is_said)


# -- the page ---------------------------------------------------------------------------------


def test_the_list_its_count_and_its_share(page: Page) -> None:
    answer = answer_of(page, LIST)
    assert listed(page) == ["id/0", "id/1", "id/6"]
    assert answer[ids.LABEL_ISSUES_COUNT]["children"] == (
        "3 doubtful listings at level 1: 60.0% of the 5 judged."
    )
    assert answer[ids.LABEL_ISSUES_UNJUDGED]["children"].startswith("115 products")
    assert (answer[ids.LABEL_ISSUES_BOARD]["hidden"], answer[ids.LABEL_ISSUES_NONE]["hidden"]) == (
        False,
        True,
    )
    page.set(ids.LABEL_ISSUES_EVERYTHING, "checked", True)
    assert listed(page) == ["id/0", "id/8", "id/1", "id/6"]


def test_the_list_follows_level_and_branches(page: Page) -> None:
    page.set(ids.TREE, "checked", [branch_key(("B", leaf)) for leaf in ("B1", "B2")])
    assert listed(page) == ["id/1"]
    page.set(ids.TREE, "checked", []).set(ids.LEVEL, "value", "2")
    assert listed(page) == ["id/0"]


def test_an_empty_list_gives_its_reason_and_offers_another_level(page: Page) -> None:
    page.set(ids.LEVEL, "value", "3")
    answer = answer_of(page, LIST)
    assert "Level 3 is too thin" in answer[ids.LABEL_ISSUES_NONE_TEXT]["children"]
    assert answer[ids.LABEL_ISSUES_OFFER] == {"children": "See level 2", "style": {}}
    assert answer[ids.LABEL_ISSUES_BOARD]["hidden"] is True
    offered = answer_of(page.set(ids.LABEL_ISSUES_OFFER, "n_clicks", 1), offer_output(page))
    assert offered[ids.LEVEL]["value"] == "2"
    # C is judged and has no doubt that both sides share.
    page.set(ids.LEVEL, "value", "1")
    page.set(ids.TREE, "checked", [branch_key(("C", leaf)) for leaf in ("C1", "C2")])
    answer = answer_of(page, LIST)
    assert "never both contradict" in answer[ids.LABEL_ISSUES_NONE_TEXT]["children"]
    assert answer[ids.LABEL_ISSUES_OFFER]["style"] == {"display": "none"}
    page.set(ids.LEVEL, "value", "2")
    assert "No listing judged" in answer_of(page, LIST)[ids.LABEL_ISSUES_NONE_TEXT]["children"]


def offer_output(page: Page) -> str:
    """The callback behind the offered level: several write the level."""
    dependencies = page.client.get("/_dash-dependencies").get_json()
    [output] = [
        dependency["output"]
        for dependency in dependencies
        if dependency["inputs"] == [{"id": ids.LABEL_ISSUES_OFFER, "property": "n_clicks"}]
    ]
    return str(output)


def test_progress_counts_what_is_listed(page: Page, doubtful: Database) -> None:
    first, second, _ = read.label_issues(doubtful, 1)
    answer = answer_of(page, PROGRESS)
    assert answer[ids.LABEL_ISSUES_PROGRESS]["children"] == "Decided: 0 of 3"
    assert answer[ids.LABEL_ISSUES_EXPORT]["disabled"] is True
    store = {first.key: ["accept", AT], second.key: ["tree", AT], "elsewhere": ["accept", AT]}
    answer = answer_of(page.set(ids.LABEL_ISSUES_DECISIONS, "data", store), PROGRESS)
    assert answer[ids.LABEL_ISSUES_PROGRESS]["children"] == "Decided: 2 of 3"
    assert answer[ids.LABEL_ISSUES_CHOICES]["children"] == (
        "accepted 1 · rejected 0 · tree to review 1"
    )
    assert answer[ids.LABEL_ISSUES_BAR]["style"] == {"width": "66.7%"}
    assert answer[ids.LABEL_ISSUES_EXPORT]["disabled"] is False


def test_the_exported_file(page: Page, doubtful: Database) -> None:
    [*_, last] = read.label_issues(doubtful, 1)
    page.set(ids.LABEL_ISSUES_DECISIONS, "data", {last.key: ["reject", AT]})
    file = answer_of(page, "label-issues-file.data")[ids.LABEL_ISSUES_FILE]["data"]
    [row] = csv.DictReader(io.StringIO(file["content"].removeprefix("\ufeff")))
    assert (row["product_id"], row["decision"], row["score"]) == ("id/6", "reject", "1.0")
    assert file["filename"] == "decisions.csv"
    page.set(ids.LANGUAGE, "value", "fr")
    file = answer_of(page, "label-issues-file.data")[ids.LABEL_ISSUES_FILE]["data"]
    [row] = csv.DictReader(io.StringIO(file["content"].removeprefix("\ufeff")), delimiter=";")
    assert (row["product_id"], row["score"]) == ("id/6", "1,0")


def test_the_chosen_one_in_full(page: Page) -> None:
    page.set(ids.LABEL_ISSUES_CHOSEN, "data", "id/0")
    words = texts_of(answer_of(page, DETAIL)[ids.LABEL_ISSUES_DETAIL]["children"])
    assert UNTRUSTED in words
    assert "Texte 0" in words
    assert words.count("suggested category") == 4
    for nobody in ("id/9", "nobody", None, 3):
        page.set(ids.LABEL_ISSUES_CHOSEN, "data", nobody)
        assert answer_of(page, DETAIL)[ids.LABEL_ISSUES_DETAIL]["children"] == []


def test_shown_on_the_maps_with_its_neighbours(page: Page, doubtful: Database) -> None:
    page.set(ids.LABEL_ISSUES_CHOSEN, "data", "id/0").set(ids.LABEL_ISSUES_SHOW, "n_clicks", 1)
    dependencies = page.client.get("/_dash-dependencies").get_json()
    [output] = [
        dependency["output"]
        for dependency in dependencies
        if dependency["inputs"] == [{"id": ids.LABEL_ISSUES_SHOW, "property": "n_clicks"}]
    ]
    store = answer_of(page, output)[ids.SELECTION]["data"]
    rows = decode(store["rows"], doubtful.catalogue.n_products)
    assert rows is not None
    assert rows.nonzero()[0].tolist() == [0, 1, 2, 3, 4, 5, 6, 7, 8]
    page.set(ids.SELECTION, "data", store).show("maps")
    count = answer_of(page, "selection-count.children")[ids.SELECTION_COUNT]["children"]
    assert count == "9 products selected around a doubtful listing"


def test_nothing_is_computed_while_the_page_is_hidden(page: Page) -> None:
    page.show("maps")
    assert [page.ask(output) for output in (LIST, PROGRESS, DETAIL)] == [None, None, None]
