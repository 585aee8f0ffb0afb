"""The doubtful listings in Chromium: read, decided by mouse and by key, kept, exported."""

import csv
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import served
from tests.browser.maps import SELECTED

pytestmark = pytest.mark.browser

DEMO_DOUBTS = """
    SELECT d.rank, product_id, p.name, p.category_path, d.suggested, d.score
    FROM doubts d JOIN products p USING (product_id)
    WHERE level = ? AND (both_agree OR (? AND score > 0)) ORDER BY rank
"""
ATTACK = (
    "<img src=x onerror=\"document.title='attacked'\"><script>document.title='attacked'</script>"
)


@contextmanager
def opened(browser: Browser, address: str) -> Iterator[Page]:
    """The page of the listings; an error in the console or a request elsewhere fails the test."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, accept_downloads=True)
    page = context.new_page()
    errors: list[str] = []
    page.on(
        "console",
        lambda message: errors.append(message.text) if message.type == "error" else None,
    )
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on(
        "request",
        lambda request: (
            None
            if request.url.startswith((address, "data:", "blob:"))
            else errors.append(f"request to {request.url}")
        ),
    )
    page.goto(f"{address}/#/products?view=doubts")
    wait_until_listed(page)
    yield page
    context.close()
    assert errors == []


@pytest.fixture
def listings(browser: Browser, address: str) -> Iterator[Page]:
    with opened(browser, address) as page:
        yield page


def wait_until_listed(page: Page) -> None:
    page.locator(".listing[aria-selected=true]").wait_for(timeout=60_000)
    page.locator(".near-product").first.wait_for()


def names(page: Page) -> list[str]:
    return [name.strip() for name in page.locator(".listing .listing-name").all_inner_texts()]


def expect_chosen(page: Page, name: str) -> None:
    """Both the list and the detail show it."""
    expect(page.locator(".listing[aria-selected=true] .listing-name")).to_have_text(name)
    expect(page.locator(".listing-detail .listing-name")).to_have_text(name)


def test_the_list_is_the_database_and_follows_the_filter(
    listings: Page, stored: duckdb.DuckDBPyConnection
) -> None:
    label_issues = stored.execute(DEMO_DOUBTS, [1, False]).fetchall()
    [(judged,)] = stored.execute("SELECT count(*) FROM doubts WHERE level = 1").fetchall()
    share = f"{100 * len(label_issues) / judged:.1f}".replace(".", ",")
    assert len(label_issues) > 3
    expect(listings.locator("#label-issues-count")).to_have_text(
        f"{len(label_issues)} fiches douteuses au niveau 1 : "
        f"{share}\u202f% des {judged} fiches jugées."
    )
    assert names(listings) == [" ".join(row[2].split()) for row in label_issues]
    everything = stored.execute(DEMO_DOUBTS, [1, True]).fetchall()
    listings.locator("label").filter(has_text="Inclure les cas").click()
    expect(listings.locator("#label-issues-progress")).to_have_text(
        f"Traitées : 0 sur {len(everything)}"
    )
    expect(listings.locator(".listing")).to_have_count(min(len(everything), 100))
    listings.locator("label").filter(has_text="Inclure les cas").click()
    expect(listings.locator(".listing")).to_have_count(len(label_issues))
    # A branch of the tree leaves those that are listed there.
    top = label_issues[0][3][0]
    kept = [row for row in label_issues if row[3][0] == top]
    treeitem = listings.get_by_role("treeitem", name=re.compile(f"^{re.escape(top)}")).first
    treeitem.locator(".mantine-CheckboxIndicator-indicator").first.click()
    expect(listings.locator(".listing")).to_have_count(len(kept))
    assert names(listings) == [" ".join(row[2].split()) for row in kept]


def test_the_chosen_one_stands_beside_its_neighbours(
    listings: Page, stored: duckdb.DuckDBPyConnection
) -> None:
    _, product_id, name, _, suggested, _ = stored.execute(DEMO_DOUBTS, [1, False]).fetchall()[1]
    listings.locator(".listing").nth(1).click()
    expect_chosen(listings, " ".join(name.split()))
    for index, space in enumerate(("text", "image")):
        near = stored.execute(
            "SELECT p.name, similarity, category_path[1] FROM neighbours n "
            "JOIN products p ON p.product_id = neighbour_id "
            "WHERE n.product_id = ? AND space = ? AND rank <= 5 ORDER BY rank",
            [product_id, space],
        ).fetchall()
        side = listings.locator(".near > section").nth(index)
        expect(side.locator(".near-name")).to_have_text([" ".join(row[0].split()) for row in near])
        for at, (_, similarity, top) in enumerate(near):
            card = side.locator(".near-product").nth(at)
            expect(card).to_contain_text(f"similarité {similarity:.2f}".replace(".", ","))
            is_suggested = top == suggested[0]
            expect(card.locator(".near-tag")).to_have_text(
                "catégorie proposée" if is_suggested else re.compile("fiche|autre")
            )


def test_decisions_by_key_and_by_mouse_outlive_the_page(
    listings: Page, stored: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    label_issues = stored.execute(DEMO_DOUBTS, [1, False]).fetchall()
    shown = [" ".join(row[2].split()) for row in label_issues]
    n = len(label_issues)
    progress = listings.locator("#label-issues-progress")
    export = listings.get_by_role("button", name="Exporter mes décisions")
    expect(export).to_be_disabled()
    listings.locator("#label-issues-list").focus()
    expect_chosen(listings, shown[0])
    listings.keyboard.press("a")
    expect(progress).to_have_text(f"Traitées : 1 sur {n}")
    expect_chosen(listings, shown[1])
    listings.keyboard.press("r")
    expect_chosen(listings, shown[2])
    listings.get_by_role("button", name="L’arbre est en cause").click()
    expect(progress).to_have_text(f"Traitées : 3 sur {n}")
    expect_chosen(listings, shown[3])
    # Undone: back to it.
    listings.keyboard.press("u")
    expect(progress).to_have_text(f"Traitées : 2 sur {n}")
    expect_chosen(listings, shown[2])
    listings.locator("#label-issues-list").focus()
    listings.keyboard.press("ArrowUp")
    expect_chosen(listings, shown[1])
    expect(listings.get_by_role("button", name="Refuser")).to_have_attribute("aria-pressed", "true")
    listings.reload()
    wait_until_listed(listings)
    expect(progress).to_have_text(f"Traitées : 2 sur {n}")
    marks = listings.locator(".listing-mark").all_inner_texts()
    assert marks == ["acceptée", "refusée", *[""] * (n - 2)]
    expect_chosen(listings, shown[2])
    with listings.expect_download() as download:
        export.click()
    file = tmp_path / "decisions.csv"
    download.value.save_as(file)
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")
    with file.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter=";"))
    assert [(row["product_id"], row["decision"]) for row in rows] == [
        (label_issues[0][1], "accept"),
        (label_issues[1][1], "reject"),
    ]
    assert rows[0]["listed_path"] == " >> ".join(label_issues[0][3])
    assert rows[0]["suggested_path"] == " >> ".join(label_issues[0][4])
    assert float(rows[0]["score"].replace(",", ".")) == pytest.approx(label_issues[0][5], abs=0.001)
    # Only what is left, and another level has decisions of its own.
    listings.locator("label").filter(has_text="Non traitées").click()
    expect(listings.locator(".listing:visible")).to_have_count(n - 2)
    listings.locator("#level label").filter(has_text=re.compile("^2$")).click()
    expect(progress).to_have_text(re.compile(r"^Traitées\s: 0 sur"))


def test_two_tabs_share_their_decisions(listings: Page, address: str) -> None:
    n = listings.locator(".listing").count()
    other = listings.context.new_page()
    other.goto(f"{address}/#/products?view=doubts")
    wait_until_listed(other)
    listings.locator("#label-issues-list").focus()
    listings.keyboard.press("a")
    expect(other.locator("#label-issues-progress")).to_have_text(f"Traitées : 1 sur {n}")
    other.locator("#label-issues-list").focus()
    other.keyboard.press("End")
    other.keyboard.press("r")
    expect(listings.locator("#label-issues-progress")).to_have_text(f"Traitées : 2 sur {n}")
    # As fast as keys come, each takes one listing, until none is left.
    listings.locator("#label-issues-list").focus()
    for _ in range(n - 2):
        listings.keyboard.press("t")
    expect(listings.locator("#label-issues-progress")).to_have_text(f"Traitées : {n} sur {n}")
    expect(listings.locator("#label-issues-finished")).to_be_visible()


def test_keys_are_left_alone_outside_the_list(listings: Page) -> None:
    total = listings.locator(".listing").count()
    listings.locator("#content").focus()
    listings.keyboard.press("a")
    listings.locator("#language input").first.focus()
    listings.keyboard.press("r")
    listings.locator("#label-issues-list").focus()
    listings.keyboard.press("Control+a")
    listings.keyboard.press("End")
    expect(listings.locator(".listing").last).to_have_attribute("aria-selected", "true")
    expect(listings.locator("#label-issues-progress")).to_have_text(f"Traitées : 0 sur {total}")


def test_shown_on_the_maps(listings: Page) -> None:
    name = names(listings)[0]
    listings.get_by_role("link", name="Montrer sur les cartes").click()
    expect(listings.locator("#selection-count")).to_contain_text(
        "produits sélectionnés autour d’une fiche douteuse", timeout=20_000
    )
    expect(listings.locator("#page-maps")).to_be_visible()
    listings.wait_for_function(
        f"() => ['text', 'image', 'fused'].every((space) => ({SELECTED})(space)?.length > 5)",
        timeout=30_000,
    )
    expect(listings.locator(".ag-row .cell-name").filter(has_text=name).first).to_be_attached()


def test_a_level_too_thin_offers_the_nearest_with_a_list(
    listings: Page, stored: duckdb.DuckDBPyConnection
) -> None:
    thin = stored.execute("SELECT min(level) FROM levels WHERE NOT is_clustered").fetchall()[0][0]
    deepest = stored.execute("SELECT max(level) FROM levels WHERE is_clustered").fetchall()[0][0]
    listings.locator("#level label").filter(has_text=re.compile(f"^{thin}$")).click()
    expect(listings.locator("#label-issues-none")).to_contain_text(f"Niveau {thin} trop fin")
    expect(listings.locator("#label-issues-board")).to_be_hidden()
    listings.get_by_role("button", name=f"Voir le niveau {deepest}").click()
    expect(listings.locator("#label-issues-count")).to_contain_text(f"au niveau {deepest}")
    expect(listings.locator("#label-issues-board")).to_be_visible()


def test_language_theme_and_sizes(listings: Page) -> None:
    listings.locator("#language label").filter(has_text="EN").click()
    expect(listings.locator("#label-issues-progress")).to_have_text(re.compile("^Decided: 0 of"))
    expect(listings.locator(".near-tag").first).to_have_text(
        re.compile("suggested category|listed category|another category")
    )
    listings.locator("#label-issues-list").focus()
    listings.keyboard.press("t")
    expect(listings.locator(".listing-mark").first).to_have_text("tree to review")
    listings.locator("#scheme label").filter(has_text="Dark").click()
    expect(listings.locator("html")).to_have_attribute("data-scheme", "dark")
    for width, height in ((1440, 900), (1024, 768), (390, 844)):
        listings.set_viewport_size({"width": width, "height": height})
        listings.wait_for_function(
            "(width) => document.documentElement.scrollWidth <= width", arg=width
        )
        cut = listings.evaluate(
            """() => [...document.querySelectorAll(".decide, .near-product, .label-issues-done")]
                .filter((part) => part.scrollWidth > part.clientWidth + 1)
                .map((part) => part.textContent)"""
        )
        assert cut == []


def test_what_a_seller_wrote_stays_text(
    browser: Browser, demo_database: Path, tmp_path: Path
) -> None:
    file = tmp_path / "attacked.duckdb"
    shutil.copyfile(demo_database.resolve(), file)  # without its permissions
    with duckdb.connect(str(file)) as connection:
        connection.execute(
            "UPDATE products SET name = $text || product_id, description = $text, brand = $text, "
            "category_path = list_transform(category_path, lambda part: part || $text)",
            {"text": ATTACK},
        )
        connection.execute("UPDATE doubts SET suggested = [suggested[1] || ?]", [ATTACK])
    with served(file) as address, opened(browser, address) as page:
        expect(page.locator(".listing .listing-name").first).to_contain_text("<img src=x")
        expect(page.locator(".listing-text")).to_have_text(ATTACK)
        expect(page.locator(".near-path").first).to_contain_text("<script>")
        page.locator("#label-issues-list").focus()
        page.keyboard.press("a")
        expect(page.locator("#label-issues-progress")).to_have_text(
            re.compile(r"^Traitées\s: 1 sur")
        )
        assert page.locator("[onerror]").count() == 0
        assert page.title() != "attacked"
