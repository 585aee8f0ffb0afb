"""Names that JavaScript knows, or that an address would lose: as categories, brands, ids, words."""

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

from dashboard import ids
from tests.browser.conftest import served
from tests.browser.test_dashboard import branch, tick
from tests.browser.views import VIEW_REQUESTS, opened, settle, show
from tests.etl.bad_inputs.conftest import load
from tests.etl.shop import Query, listing, queries_on, write_shop

pytestmark = pytest.mark.browser

NAMES = (
    "constructor", "__proto__", "toString", "hasOwnProperty", "valueOf", "prototype", "123", "1e5",
    "-1", "null", "undefined", "NaN", "true", "a.b", "a[0]", "a||b", "it's", 'say "so"', "{0}",
    "$&", "root",
)  # fmt: skip
IDS = (
    *NAMES, "..", ".", "a/b", "//a//b", "a?b=c", "a#b", "100 %", "%2F", "a b", "茶/é", "a\\b",
    "<b>x</b>", "row 1", "+",
)  # fmt: skip
EACH = 6
"""Products of a top category: enough for the level to be clustered."""
PHOTOS = """() => [...document.querySelectorAll("#drawer img")]
    .every((each) => each.complete && each.naturalWidth > 0)"""


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shop whose every name is one of those, loaded as any other."""
    rows = []
    for i in range(EACH * len(NAMES)):
        top, below = NAMES[i // EACH], NAMES[(i * 5 + i // EACH) % len(NAMES)]
        words = f"constructor prototype {top} {below}"
        rows.append(
            listing(
                i,
                uniq_id=IDS[i] if i < len(IDS) else f"p{i}",
                product_name=f"{top} {listing(i)['product_name']}",
                product_category_tree=json.dumps([f"{top} >> {below} >> {top}"]),
                description=f"{words} {listing(i)['description']}",
                brand=below,
            )
        )
    return load(write_shop(tmp_path_factory.mktemp("odd") / "shop", rows, photos=len(rows)))


@pytest.fixture(scope="module")
def shop(odd: Path) -> Iterator[str]:
    with served(odd) as base:
        yield base


@pytest.fixture(scope="module")
def ask(odd: Path) -> Query:
    return queries_on(odd)


def items(page: Page) -> int:
    return page.locator("#tree [role=treeitem]").count()


def test_every_view_is_drawn_and_nothing_is_open_that_nobody_opened(
    browser: Browser, shop: str, ask: Query
) -> None:
    [(branches,)] = ask(
        "SELECT count(*) FROM (SELECT DISTINCT category_path[1:depth] FROM products, "
        "range(1, 4) AS depths(depth) WHERE len(category_path) >= depth)"
    )
    with opened(browser, shop) as page:
        for view in VIEW_REQUESTS:
            if view.name == "search":
                continue
            show(page, view)
            assert items(page) == len(NAMES), view.name
            if view.name == "categories":
                expect(page.locator("#branches .slice")).to_have_count(int(str(branches)) + 1)
            if view.name == "clusters":
                page.locator(f"#{ids.BREAKDOWN_OPEN}").click()
                expect(page.locator(f"#{ids.BREAKDOWN} .breakdown-leaf").first).to_be_visible()
            view.closes(page)


@pytest.mark.parametrize("name", ["__proto__", "constructor", "123", "root"])
def test_a_branch_is_opened_ticked_and_linked_to(browser: Browser, shop: str, name: str) -> None:
    kept = f"{EACH} produits affichés sur {EACH * len(NAMES)}"
    with opened(browser, shop) as page:
        show(page, next(view for view in VIEW_REQUESTS if view.name == "categories"))
        branch(page, name).get_by_text(f"{name} ({EACH})").first.click()
        page.wait_for_function(
            "(n) => document.querySelectorAll('#tree [role=treeitem]').length > n", arg=len(NAMES)
        )
        tick(page, f"{name} (")
        expect(page.locator("#summary")).to_contain_text(kept)
        expect(page.locator("#chips")).to_have_text(name)
        assert f"in={quote(name)}" in page.url
        link = page.url
        # The top bar of the icicle leads back to all.
        settle(page, "categories")
        page.locator("#branches .slice").first.click()
        expect(page.locator("#chips .chip")).to_have_count(0)
        settle(page, "categories")
        page.goto("about:blank")
        page.goto(link)
        expect(page.locator("#summary")).to_contain_text(kept)


def test_a_product_is_found_by_any_id(browser: Browser, shop: str, ask: Query) -> None:
    names: dict[str, str] = dict(ask("SELECT product_id, name FROM products"))
    with opened(browser, shop) as page:
        show(page, next(view for view in VIEW_REQUESTS if view.name == "table"))
        for product_id in IDS:
            page.goto(f"{shop}/#/products?view=table&product={quote(product_id, safe='')}")
            drawer = page.locator("#drawer[data-state=ready]")
            expect(drawer.locator("#drawer-title")).to_have_text(names[product_id])
            page.wait_for_function(PHOTOS)
            assert page.locator("#drawer img").count() > 2, product_id
        # From a row, which the grid knows by that name.
        page.locator(".drawer-close").click()
        row = page.locator("#products .ag-row[row-id='row __proto__'] [col-id=name]")
        row.click()
        page.keyboard.press("Enter")
        expect(page.locator("#drawer-title")).to_have_text(str(names["__proto__"]))
        page.locator("#drawer button[data-like=text]").click()
        expect(page.locator("#products .ag-row[row-index='0']").first).to_have_attribute(
            "row-id", "row __proto__"
        )


def test_a_search_suggests_them(browser: Browser, shop: str) -> None:
    with opened(browser, shop) as page:
        page.get_by_role("combobox").fill("hasownproperty")
        first = page.locator(".search-name").first
        expect(first).to_be_visible()
        name = first.inner_text()
        page.locator(".search-product").first.click()
        expect(page.locator("#drawer[data-state=ready] #drawer-title")).to_have_text(name)
