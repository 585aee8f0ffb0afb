"""The search box and "more like this": found, selected, ranked, taken back, by key and by link."""

import json
import re
import unicodedata

import duckdb
import pytest
from playwright.sync_api import Page, Route, expect

from dashboard.i18n import number
from tests.browser.maps import SELECTED
from tests.browser.views import settle

pytestmark = pytest.mark.browser

QUERY = "BÀSICS dai"  # words of many names: case, accents and the ends of words do not matter
ATTACK = "<img src=x onerror=\"document.title='attacked'\">"


def words(text: str) -> list[str]:
    plain = "".join(
        letter
        for letter in unicodedata.normalize("NFD", text.lower())
        if not unicodedata.combining(letter)
    )
    return re.findall(r"\w+", plain.replace("_", " "))


def matching_ids(stored: duckdb.DuckDBPyConnection, query: str) -> list[str]:
    """Ids of the products that hold a word beginning like each word of a query."""
    rows = stored.execute(
        "SELECT product_id, concat_ws(' ', name, brand, product_id, description) FROM products "
        "ORDER BY position"
    ).fetchall()
    return [
        product_id
        for product_id, text in rows
        if all(any(token.startswith(word) for token in words(text)) for word in words(query))
    ]


def table_ids(page: Page) -> list[str]:
    """Ids of the rows of the table that are drawn, from the top."""
    rows: list[tuple[int, str]] = page.evaluate(
        """() => [...document.querySelectorAll("#products .ag-center-cols-container .ag-row")]
            .map((row) => [Number(row.getAttribute("row-index")), row.getAttribute("row-id")])"""
    )
    return [row_id.removeprefix("row ") for _, row_id in sorted(rows)]


def test_results_are_suggested_then_selected_and_clearing_gives_back_what_was(
    page: Page, stored: duckdb.DuckDBPyConnection
) -> None:
    expected = matching_ids(stored, QUERY)
    n = len(expected)
    assert 5 < n < 100
    [(top, in_top)] = stored.execute(
        "SELECT category_path[1], count(*) FROM products GROUP BY 1 ORDER BY 2 DESC LIMIT 1"
    ).fetchall()
    page.evaluate(
        "(top) => window.dash_clientside.url_state.follow("
        "`#/maps?sel=category:${encodeURIComponent(top)}`)",
        top,
    )
    count = page.locator("#selection-count")
    expect(count).to_have_text(re.compile(f"^{in_top} produits"))
    before = page.url
    # Typed: the first products and the number of all.
    page.locator("body").press("/")
    box = page.get_by_role("combobox", name="Chercher un produit")
    expect(box).to_be_focused()
    box.press_sequentially(QUERY)
    hits = page.get_by_role("grid", name="Produits trouvés")
    expect(hits.get_by_role("row")).to_have_count(6)
    expect(page.locator("#search [role=status]")).to_have_text(f"{n} produits trouvés")
    names = dict(stored.execute("SELECT product_id, name FROM products").fetchall())
    suggested = page.locator(".search-name").all_inner_texts()
    assert set(suggested) <= {" ".join(names[product_id].split()) for product_id in expected}
    expect(hits.get_by_role("row").last).to_have_text(f"Montrer les {n} résultats")
    # Enter: all of them, on the maps, in the table, in the summary and in the address.
    box.press("Enter")
    expect(count).to_have_text(f"{n} produits sélectionnés par la recherche « {QUERY} »")
    expect(hits).to_be_hidden()
    page.wait_for_function(
        f"(n) => ['text', 'image', 'fused'].every((s) => ({SELECTED})(s)?.length === n)", arg=n
    )
    expect(page.locator("#products-count")).to_have_text(f"{n} produits trouvés")
    expect(page.locator("#summary-count")).to_contain_text(str(n))
    expect(page.locator(".chip")).to_have_text(f"Recherche : {QUERY} ({n})")
    assert "sel=search:B%C3%80SICS+dai" in page.url
    # The link says it all; a click on the cross gives back what was selected before.
    page.reload()
    expect(box).to_have_value(QUERY)
    expect(page.locator("#products-count")).to_have_text(f"{n} produits trouvés")
    page.go_back()
    expect(count).to_have_text(re.compile(f"^{in_top} produits"))
    expect(box).to_have_value("")
    page.go_forward()
    expect(box).to_have_value(QUERY)
    page.get_by_role("button", name="Effacer la recherche").click()
    expect(count).to_have_text(re.compile(f"^{in_top} produits"))
    expect(box).to_have_value("")
    assert page.url == before
    # A word that no product holds.
    box.fill("zzz introuvable")
    expect(page.locator(".search-none")).to_have_text("Aucun produit ne contient tous ces mots.")
    box.press("Enter")
    box.press("Escape")
    box.press("Escape")
    expect(box).to_have_value("")
    expect(count).to_have_text(re.compile(f"^{in_top} produits"))


def test_more_like_this_ranks_the_neighbours_of_a_product(
    page: Page, stored: duckdb.DuckDBPyConnection
) -> None:
    def neighbours(space: str, product_id: str) -> list[tuple[str, float]]:
        return stored.execute(
            "SELECT neighbour_id, similarity FROM neighbours "
            "WHERE space = ? AND product_id = ? ORDER BY rank",
            [space, product_id],
        ).fetchall()

    [(product_id,)] = stored.execute(
        "SELECT product_id FROM neighbours WHERE space = 'image' ORDER BY product_id LIMIT 1"
    ).fetchall()
    # From the suggestions, with the keyboard, on a page that shows no product.
    page.goto(page.url.split("#")[0] + "#/method")
    settle(page, "method")
    page.locator("body").press("/")
    box = page.get_by_role("combobox")
    box.press_sequentially(product_id)
    expect(page.locator(".search-row")).to_have_count(2)
    for key in ("ArrowDown", "ArrowRight", "ArrowRight", "Enter"):
        box.press(key)
    near = neighbours("image", product_id)
    count = page.locator("#products-count")
    expect(count).to_have_text(f"{len(near) + 1} produits de la sélection")
    expect(page.locator("#subpage-table")).to_be_visible()
    page.wait_for_function(
        "(id) => document.querySelector('#products .ag-row[row-index=\"1\"]')"
        "?.getAttribute('row-id') === id",
        arg=f"row {near[0][0]}",
    )
    ids = table_ids(page)
    assert ids == [product_id, *(neighbour for neighbour, _ in near)][: len(ids)]
    cells = page.locator("#products .ag-center-cols-container [col-id=similarity]")
    expect(cells.nth(0)).to_have_text("1,00")
    expect(cells.nth(1)).to_have_text(number(near[0][1], "fr", 2))
    assert f"sel=like:image:{product_id}" in page.url
    # From a row, with the keyboard: the cell of a space leads to the neighbours in it.
    second = near[0][0]
    cell = page.locator(f"#products .ag-row[row-id='row {second}'] [col-id=text]")
    cell.click(position={"x": 60, "y": 30})
    page.keyboard.press("Enter")
    expect(page.locator("#products .ag-row[row-index='0']").first).to_have_attribute(
        "row-id", f"row {second}"
    )
    assert f"sel=like:text:{second}" in page.url
    expect(page.locator("#drawer")).to_be_hidden()
    page.go_back()
    expect(page.locator("#products .ag-row[row-index='0']").first).to_have_attribute(
        "row-id", f"row {product_id}"
    )
    # From the drawer, which stays beside the table.
    page.evaluate("(id) => window.dash_clientside.product_drawer.open(id)", second)
    page.locator("#drawer button[data-like=fused]").click()
    expect(page.locator("#products .ag-row[row-index='0']").first).to_have_attribute(
        "row-id", f"row {second}"
    )
    assert f"sel=like:fused:{second}" in page.url
    expect(page.locator("#drawer")).to_be_visible()
    page.locator(".drawer-close").click()
    # Nothing selected, nothing to be like.
    page.locator(".chip").click()
    expect(cells).to_have_count(0)


def test_what_products_say_is_only_text(page: Page) -> None:
    def attack(route: Route) -> None:
        hit = {"id": ATTACK, "name": ATTACK, "about": ATTACK, "has_photo": False}
        route.fulfill(json={"total": 1, "hits": [hit]})

    page.route("**/find/**", attack)
    page.get_by_role("combobox").fill("x")
    expect(page.locator(".search-name")).to_have_text(ATTACK)
    expect(page.locator(".search-like").first).to_have_attribute(
        "aria-label", f"Produits similaires, par le texte\u00a0: {ATTACK}"
    )
    assert page.locator("#search img").count() == 0
    assert page.title() == "Faisabilité du catalogue"
    page.unroute("**/find/**")
    page.route("**/find/**", lambda route: route.fulfill(body=json.dumps({"total": 0, "hits": []})))
    page.keyboard.type("y")
    expect(page.locator(".search-none")).to_be_visible()
