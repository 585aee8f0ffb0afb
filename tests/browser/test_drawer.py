"""The product drawer: its figures against the database, its keyboard, its place in the address."""

from collections import Counter
from typing import Any
from urllib.parse import quote

import duckdb
import pytest
from playwright.sync_api import Browser, Page, Route, expect

from dashboard import ids
from dashboard.i18n import number
from tests.browser.maps import PLACE
from tests.browser.views import settle

pytestmark = pytest.mark.browser

READY = "#drawer[open][data-state=ready]"
AT = """(row) => {
    const { maps, toPixels } = window.dash_clientside.maps;
    const map = maps.get("text");
    return window.dash_clientside.pointer.rowAt(map, toPixels(map, map.x[row], map.y[row]));
}"""
"""The row that a click in the middle of a point means: another point may lie above it."""


def product_in(page: Page) -> str:
    """The product that the address names, once it is drawn."""
    page.wait_for_selector(READY)
    return str(page.locator("#drawer").get_attribute("data-product"))


def is_shown(page: Page, product_id: str, name: str) -> None:
    expect(page.locator(f"{READY}[data-product='{product_id}']")).to_be_visible()
    expect(page.locator("#drawer-title")).to_have_text(name)
    assert f"product={quote(product_id, safe='')}" in page.url


def name_of(stored: duckdb.DuckDBPyConnection, product_id: str) -> str:
    [(name,)] = stored.execute(
        "SELECT name FROM products WHERE product_id = ?", [product_id]
    ).fetchall()
    return " ".join(name.split())


def worst(stored: duckdb.DuckDBPyConnection) -> Any:
    """The product with a photo of which most was dropped, for most reasons."""
    return stored.execute(
        """
        SELECT product_id, name, text_clean, text_dropped, category_path, photo_width, photo_height
        FROM products WHERE image_status = 'ok' AND len(category_path) > 1
        ORDER BY len(list_distinct([each.reason FOR each IN text_dropped])) DESC,
                 len(text_dropped) DESC, position
        """
    ).fetchone()


def test_a_link_opens_a_product_with_the_figures_of_the_database(
    page: Page, stored: duckdb.DuckDBPyConnection
) -> None:
    product_id, name, clean, dropped, path, width, height = worst(stored)
    page.goto(f"{page.url.split('#')[0]}#/method?level=2&product={quote(product_id)}")
    page.reload()
    is_shown(page, product_id, " ".join(name.split()))
    drawer = page.locator("#drawer")
    expect(drawer.locator(".drawer-facts").first).to_contain_text(f"{width} × {height} px")
    page.wait_for_function(
        "() => [...document.querySelectorAll('.drawer-photo')].every((each) => each.complete)"
    )
    shown = drawer.locator(".drawer-photo").evaluate_all(
        "(all) => all.map((each) => [each.naturalWidth, each.naturalHeight])"
    )
    for (wide, high), side in zip(shown, drawer.locator(".drawer-picture").all(), strict=True):
        expect(side).to_contain_text(f"{wide} × {high} px")
    assert shown[0][0] / shown[0][1] == pytest.approx(width / height, abs=0.02)

    struck = drawer.locator(".drawer-raw del").all_inner_texts()
    assert [token.lower() for token in struck] == [entry["token"] for entry in dropped]
    expect(drawer.locator(".drawer-clean")).to_have_text(clean)
    reasons = Counter(entry["reason"] for entry in dropped)
    figures = drawer.locator(".drawer-table tbody .drawer-number").all_inner_texts()
    assert sorted(map(int, figures)) == sorted(reasons.values())
    [(limit,)] = stored.execute(
        "SELECT value FROM builds WHERE key = 'text.boilerplate_documents'"
    ).fetchall()
    if reasons["boilerplate"]:
        expect(drawer.locator(".drawer-table")).to_contain_text(f"({int(float(limit))})")

    for space in ("text", "image", "fused"):
        near = stored.execute(
            """
            SELECT neighbour_id, n.similarity, category_path[:2] = ? AS same
            FROM neighbours n JOIN products p ON p.product_id = n.neighbour_id
            WHERE n.space = ? AND n.product_id = ? AND rank <= 5 ORDER BY rank
            """,
            [path[:2], space, product_id],
        ).fetchall()
        column = drawer.locator(f"[data-space={space}]")
        buttons = column.locator("button[data-product]")
        expect(buttons).to_have_count(len(near))
        expect(column).to_contain_text(f"{sum(row[2] for row in near)} sur 5")
        for at, (neighbour, similarity, same) in enumerate(near):
            expect(buttons.nth(at)).to_have_attribute("data-product", neighbour)
            expect(buttons.nth(at)).to_contain_text(number(similarity, "fr", 2))
            expect(buttons.nth(at)).to_contain_text("= même" if same else "≠ autre")

    page.locator("#language").get_by_text("EN").click()
    page.locator("#level").get_by_text("1", exact=True).click()
    expect(drawer).to_contain_text("Clusters, level 1")
    expect(page.locator(".drawer-close")).to_have_attribute("aria-label", "Close")


def test_the_keyboard_opens_moves_and_closes_and_the_address_follows(
    page: Page, stored: duckdb.DuckDBPyConnection
) -> None:
    page.locator("#to-products").click()
    cell = page.locator("#products .ag-row[row-index='1'] .ag-cell[col-id=name]")
    cell.focus()
    page.keyboard.press("Enter")
    [(first,)] = stored.execute("SELECT product_id FROM products WHERE position = 1").fetchall()
    is_shown(page, first, name_of(stored, first))
    expect(page.locator("#drawer-title")).to_be_focused()
    neighbour = page.locator("#drawer [data-space=fused] button").nth(2)
    second = str(neighbour.get_attribute("data-product"))
    neighbour.focus()
    page.keyboard.press("Enter")
    is_shown(page, second, name_of(stored, second))
    expect(page.locator("#drawer-title")).to_be_focused()
    page.locator(".drawer-back").click()
    is_shown(page, first, name_of(stored, first))
    expect(page.locator(".drawer-back")).to_have_count(0)
    page.go_back()
    is_shown(page, second, name_of(stored, second))
    page.go_back()
    page.go_back()
    expect(page.locator("#drawer")).to_be_hidden()
    assert "product=" not in page.url
    page.go_forward()
    is_shown(page, first, name_of(stored, first))
    page.keyboard.press("Escape")
    expect(page.locator("#drawer")).to_be_hidden()
    assert "product=" not in page.url
    cell.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(READY)
    page.keyboard.press("Escape")
    expect(cell).to_be_focused()


def test_a_click_on_a_point_opens_it_and_leaves_the_selection(
    page: Page, stored: duckdb.DuckDBPyConnection
) -> None:
    [(top,)] = stored.execute("SELECT category_path[1] FROM products WHERE position = 0").fetchall()
    page.evaluate(
        "(address) => { window.location.hash = address; }",
        f"#/maps?sel=category:{quote(top, safe='')}",
    )
    settle(page, "maps")
    expect(page.locator("#selection-count")).to_contain_text("sélectionnés")
    count = page.locator("#selection-count").inner_text()
    page.locator("[data-map=text]").scroll_into_view_if_needed()
    x, y = page.evaluate(PLACE, ["text", 0])
    for tool in ids.TOOLS:
        page.evaluate("(tool) => window.dash_clientside.set_props('tool', { value: tool })", tool)
        expect(page.locator(":root")).to_have_attribute("data-tool", tool)
        page.mouse.move(x - 40, y - 40)
        page.mouse.move(x, y)
        page.wait_for_selector("#hover:not([hidden])")
        page.mouse.down()
        page.mouse.up()
        page.wait_for_selector(READY)
        row = page.evaluate(AT, 0)
        [(product_id,)] = stored.execute(
            "SELECT product_id FROM products ORDER BY position LIMIT 1 OFFSET ?", [row]
        ).fetchall()
        is_shown(page, product_id, name_of(stored, product_id))
        expect(page.locator("#selection-count")).to_have_text(count)
        assert "sel=" in page.url
        page.keyboard.press("Escape")
        expect(page.locator("#drawer")).to_be_hidden()


def test_photos_open_their_product_which_fills_a_narrow_window(page: Page) -> None:
    for name, address, opener in (
        ("clusters", "#/clusters", ".cluster-product"),
        ("products", "#/products?view=doubts", ".near-product"),
    ):
        page.evaluate("(address) => { window.location.hash = address; }", address)
        settle(page, name)
        button = page.locator(f"{opener}:has(img)").first
        product_id = str(button.get_attribute("data-product"))
        name = str(button.get_attribute("title"))
        button.hover()
        expect(page.locator("#hover .hover-name")).to_have_text(" ".join(name.split()))
        button.click()
        expect(page.locator("#hover")).to_be_hidden()
        assert product_in(page) == product_id
        page.keyboard.press("Escape")
        expect(page.locator("#drawer")).to_be_hidden()
        expect(button).to_be_focused()
    page.set_viewport_size({"width": 390, "height": 844})
    button.click()
    product_in(page)
    box = page.locator("#drawer").bounding_box()
    assert box == {"x": 0, "y": 0, "width": 390, "height": 844}
    for _ in range(3):
        page.keyboard.press("Shift+Tab")
        assert page.evaluate(
            "() => document.activeElement === document.body"
            " || document.activeElement.closest('#drawer') !== null"
        )
    # Wide again, the page beside it is of use.
    page.set_viewport_size({"width": 1440, "height": 900})
    page.locator(f"#{ids.SCHEME}").get_by_text("Sombre").click()
    expect(page.locator("html")).to_have_attribute("data-scheme", "dark")
    expect(page.locator("#drawer")).to_be_visible()


def test_what_cannot_be_read_is_said_and_asked_for_again(browser: Browser, address: str) -> None:
    # A context of its own: the browser writes each refused request in the console.
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()

    def refuse(route: Route) -> None:
        route.fulfill(status=500)

    page.route("**/product/**", refuse)
    page.goto(f"{address}/#/method?product=nobody")
    expect(page.locator("#drawer-title")).to_have_text("Le produit n’a pas pu être lu.")
    page.unroute("**/product/**", refuse)
    page.locator("#drawer").get_by_text("Réessayer").click()
    expect(page.locator("#drawer-title")).to_have_text(
        "Ce produit n’est pas dans le catalogue affiché."
    )
    page.locator(".drawer-close").click()
    expect(page.locator("#drawer")).to_be_hidden()
    context.close()
