"""What changes at the moment that another page is opened is kept, and back takes it away."""

import re
from urllib.parse import quote_plus

import duckdb
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.maps import drag_over
from tests.browser.views import settle

pytestmark = pytest.mark.browser


def test_a_selection_that_comes_while_a_page_is_opened_is_kept(page: Page) -> None:
    drag_over(page, "text", 0.5)
    expect(page.locator("#selection-count")).to_contain_text("sur la carte texte")
    count = page.locator("#selection-count").inner_text()
    selected = page.evaluate("() => window.dash_clientside.maps.state.selection")
    page.get_by_role("button", name="Effacer la sélection").click()
    expect(page.locator("#selection-count")).to_contain_text("Aucune sélection")
    page.locator("#to-clusters").click()
    expect(page.locator("#page-clusters")).to_be_visible()

    page.evaluate(
        """(selected) => {
            window.dash_clientside.set_props("selection", { data: selected });
            document.getElementById("to-maps").click();
        }""",
        selected,
    )
    expect(page.locator("#page-maps")).to_be_visible()
    expect(page.locator("#selection-count")).to_have_text(count)
    page.wait_for_url("**/#/maps?*sel=box:*")

    # It is a step of its own: back takes it away, back again leads to the page before.
    page.go_back()
    expect(page.locator("#selection-count")).to_contain_text("Aucune sélection")
    expect(page.locator("#page-maps")).to_be_visible()
    page.go_back()
    expect(page.locator("#page-clusters")).to_be_visible()


def test_a_level_and_branches_chosen_while_a_page_is_opened_are_kept(
    page: Page, stored: duckdb.DuckDBPyConnection
) -> None:
    page.evaluate(
        """() => {
            document.querySelector("#level input[value='2']").click();
            document.getElementById("to-clusters").click();
        }"""
    )
    page.wait_for_url("**/#/clusters?*level=2*")
    expect(page.locator("#level input:checked")).to_have_value("2")

    [(name,)] = stored.execute(
        "SELECT category_path[1] FROM products GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1"
    ).fetchall()
    box = page.get_by_role("treeitem", name=re.compile(f"^{re.escape(name)}")).first.locator(
        ".mantine-CheckboxIndicator-indicator"
    )
    box.first.evaluate(
        """(box) => {
            box.click();
            document.getElementById("to-maps").click();
        }"""
    )
    page.wait_for_url("**/#/maps?*in=*")
    expect(page.locator("#chips .chip-name").filter(has_text=name)).to_be_visible()
    expect(page.locator("#page-maps")).to_be_visible()


@pytest.mark.parametrize("name", ["verdict", "maps", "categories", "clusters"])
def test_a_link_with_a_branch_opens_filtered_by_it(
    browser: Browser, address: str, stored: duckdb.DuckDBPyConnection, name: str
) -> None:
    """The tree once answered, while it started, that nothing was ticked."""
    [(branch, n)] = stored.execute(
        "SELECT category_path[1], count(*) FROM products GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 1"
    ).fetchall()
    link = f"{address}/#/{name}?in={quote_plus(branch)}"
    page = browser.new_page()
    page.goto(link)
    settle(page, name)
    expect(page.locator("#summary")).to_contain_text(f"{n} produits affichés sur")
    expect(page.locator("#chips .chip-name")).to_have_text([branch])
    assert page.url == link
    page.close()
