"""A catalogue that attacks: its texts stay texts on every page, and nothing of them runs."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from playwright.sync_api import Browser, Dialog, Page, Route, expect

from dashboard import ids
from tests.browser.conftest import served
from tests.browser.maps import PLACE
from tests.browser.views import VIEW_REQUESTS, opened, put, settle, show

pytestmark = pytest.mark.browser

ATTACKS = (
    '<img src="x" onerror="window.hit=1">',
    '"><script>window.hit=2</script>',
    "</script></style><svg onload=window.hit=3>",
    "'-window.hit=4-'${window.hit=5}{{constructor.constructor('window.hit=6')()}}",
    '<a href="javascript:window.hit=7">lien</a><iframe srcdoc="<script>parent.hit=8</script>">',
    "%3Cimg src=x onerror=window.hit=9%3E&lt;img src=x onerror=window.hit=10&gt;",
)
FOUND = """() => ({
    hit: window.hit ?? null,
    markup: [...document.querySelectorAll(
        "[onerror], [onload], [onclick], [srcdoc], iframe, object, embed, img[src='x'], "
        + "a[href^='javascript' i], a[*|href^='javascript' i], body script:not([src]):not([id])"
    )].map((element) => element.outerHTML.slice(0, 200)),
})"""


KEPT = ("image_status", "severity", "stage", "space", "clustering_id", "kind", "side", "text_clean")
"""Words of the pipeline's own, that tables are joined by."""


@pytest.fixture(scope="module")
def hostile(demo_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo catalogue, with an attack before each text of it: every field, every table."""
    file = tmp_path_factory.mktemp("hostile") / "catalogue.duckdb"
    shutil.copyfile(demo_database.resolve(), file)  # without its permissions
    attacks = "[" + ", ".join("?" for _ in ATTACKS) + "]"
    with duckdb.connect(str(file)) as connection:
        texts = connection.execute(
            "SELECT table_name, column_name, data_type FROM information_schema.columns "
            "WHERE data_type IN ('VARCHAR', 'VARCHAR[]') AND table_name IN "
            "('products', 'cluster_words', 'load_report', 'suggestions', 'doubts')"
        ).fetchall()
        keyed = connection.execute(
            "SELECT table_name, column_name FROM information_schema.columns "
            "WHERE data_type = 'VARCHAR' AND (column_name LIKE '%product_id' "
            "OR column_name IN ('neighbour_id', 'first_id', 'second_id', 'other_id'))"
        ).fetchall()
        chosen = f"({attacks})[1 + (length({{0}}::VARCHAR) % {len(ATTACKS)})]"
        for table, column in keyed:
            # The same for a product everywhere, so that tables still meet.
            value = f"{chosen.format(column)} || {column}"
            connection.execute(f"UPDATE {table} SET {column} = {value}", ATTACKS)  # noqa: S608
        for table, column, kind in texts:
            if (table, column) in keyed or column in KEPT:
                continue
            before = chosen.format(column)
            value = (
                f"list_transform({column}, lambda part: {chosen.format('part')} || part)"
                if kind == "VARCHAR[]"
                else f"{before} || {column}"
            )
            connection.execute(f"UPDATE {table} SET {column} = {value}", ATTACKS)  # noqa: S608
        connection.execute(
            "UPDATE builds SET value = ? || value WHERE key = 'catalog_name'", [ATTACKS[0]]
        )
    return file


@pytest.fixture(scope="module")
def shop(hostile: Path) -> Iterator[str]:
    """Served under a prefix: everything that the page asks for has to be there."""
    with served(hostile, DASHBOARD_URL_PREFIX="/shop/") as base:
        yield f"{base}/shop"


def harmless(page: Page, where: str) -> None:
    effects = page.evaluate(FOUND)
    assert effects == {"hit": None, "markup": []}, where


def test_no_text_of_a_product_becomes_markup(browser: Browser, shop: str) -> None:
    # Without the policy that would stop what slips through: nothing may slip through.
    dialogs: list[str] = []

    def refuse(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    with opened(browser, shop, bypass_csp=True) as page:
        page.on("dialog", refuse)
        for view in VIEW_REQUESTS:
            show(page, view)
            harmless(page, view.name)
            if view.name == "table":
                expect(page.locator("#products .ag-center-cols-container")).to_contain_text("hit=")
            if view.name == "drawer":
                assert "window.hit" in page.locator("#drawer").inner_text()
            view.closes(page)
        _point_at_a_product(page)
        _select_by_search(page)
    assert dialogs == []


def _point_at_a_product(page: Page) -> None:
    page.evaluate("() => { window.location.hash = '#/maps'; }")
    settle(page, "maps")
    page.locator('[data-map="text"]').scroll_into_view_if_needed()
    left, top = page.evaluate(PLACE, ["text", 30])
    page.mouse.move(left - 2, top - 2)
    page.mouse.move(left, top)
    expect(page.locator("#hover")).to_contain_text("hit=")
    harmless(page, "hover")


def _select_by_search(page: Page) -> None:
    page.evaluate("() => { window.location.hash = '#/products?view=table&sel=search:onerror'; }")
    settle(page, "products")
    expect(page.locator("#chips")).to_contain_text("onerror")
    harmless(page, "selection by search")


def test_what_is_saved_is_text_too(browser: Browser, shop: str, tmp_path: Path) -> None:
    with opened(browser, shop) as page:
        with page.expect_download() as download:
            page.locator("#verdict-html").click()
        download.value.save_as(tmp_path / "verdict.html")
    saved = browser.new_context().new_page()
    saved.goto((tmp_path / "verdict.html").as_uri())
    assert "onerror" in saved.locator("body").inner_text()
    harmless(saved, "the saved verdict")
    saved.context.close()


def test_a_callback_that_fails_is_told_with_its_reference(browser: Browser, address: str) -> None:
    # A context of its own: the browser writes each refused request in the console.
    page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    page.goto(f"{address}/#/{ids.FIRST_PAGE}")
    settle(page, ids.FIRST_PAGE)
    sentence = "Une erreur est survenue ; sa référence est 12ab34cd."

    def refuse(route: Route) -> None:
        route.fulfill(status=500, content_type="text/plain; charset=utf-8", body=sentence)

    page.route("**/_dash-update-component?*", refuse)
    put(page, ids.LEVEL, "2")
    expect(page.locator("#copied")).to_have_text(f"La demande n’a pas abouti. {sentence}")
    page.unroute("**/_dash-update-component?*", refuse)
    page.route("**/_dash-update-component?*", lambda route: route.abort())
    put(page, ids.LEVEL, "1")
    expect(page.locator("#copied")).to_contain_text("Le serveur ne répond pas")
    page.context.close()
