"""Every page of odd catalogues, in a browser that notices each error of its console."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import served
from tests.browser.views import VIEW_REQUESTS, opened, settle, show
from tests.odd import publish

FITS = "() => document.documentElement.scrollWidth <= innerWidth"
OPENED = ("search", "drawer")
"""Views that need a word or a product of the demo."""


@pytest.mark.parametrize(
    ("name", "level"), [("perfect agreement", "1"), ("one root", "2"), ("no photo", "1")]
)
def test_every_page_shows_an_odd_catalogue(
    browser: Browser, tmp_path: Path, name: str, level: str
) -> None:
    with served(publish(name, tmp_path)) as address, opened(browser, address) as page:
        expect(page.locator("#level input:checked")).to_have_value(level)
        for view in VIEW_REQUESTS:
            if view.name not in OPENED:
                show(page, view)
                page.wait_for_function(FITS)


def test_a_level_of_one_category_is_no_start_but_can_be_chosen(
    browser: Browser, tmp_path: Path
) -> None:
    with served(publish("one root", tmp_path)) as address, opened(browser, address) as page:
        checked = page.locator("#level input:checked")
        expect(page.locator("#chips .chip")).to_have_count(0)
        page.locator("#level label").filter(has_text="1").click()
        expect(page.locator("#level-note")).to_contain_text("1 catégorie, 40 produits. Rien à")
        page.wait_for_function("() => window.location.hash.includes('level=1')")
        page.evaluate("() => { window.location.hash = '#/maps'; }")
        settle(page, "maps")
        expect(page.locator("#page-maps")).to_contain_text("Une seule catégorie au niveau 1")
        page.reload()  # the address says it
        settle(page, "maps")
        expect(checked).to_have_value("1")
        page.locator("#chips .chip").first.click()
        expect(checked).to_have_value("2")
        page.wait_for_function("() => !window.location.hash.includes('level')")
