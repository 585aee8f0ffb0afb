"""The Categories page: each figure on the screen against the database, and the filter."""

import re

import duckdb
import pytest
from playwright.sync_api import Page, expect

from dashboard.core.filter_state import branch_key
from tests.browser.maps import SELECTED
from tests.browser.test_dashboard import choose, largest_top, n_products, tick

pytestmark = pytest.mark.browser

DRAWN = """(id) => document.querySelector(`#${id} .js-plotly-plot`)?._fullData?.length > 0"""


@pytest.fixture
def categories(page: Page) -> Page:
    """The opened page, with its charts and its table."""
    page.locator("#to-categories").click()
    expect(page.locator("#page-categories")).to_be_visible()
    for graph in ("depth", "branches"):
        page.wait_for_function(DRAWN, arg=graph)
    expect(page.locator("#separability .ag-row").first).to_be_visible()
    return page


def depth_values(page: Page) -> dict[str, list[float]]:
    values: dict[str, list[float]] = page.evaluate(
        """() => Object.fromEntries(document.querySelector("#depth .js-plotly-plot")._fullData
            .map((trace) => [trace.name, Array.from(trace.y)]))"""
    )
    return values


def wait_for_summary(page: Page, shown: int, whole: int) -> None:
    expect(page.locator("#summary")).to_have_text(f"{shown} produits affichés sur {whole}")


def click_slice(page: Page, key: str) -> None:
    """Click the rectangle of a branch."""
    index = page.locator("#branches .slice").evaluate_all(
        "(slices, key) => slices.findIndex((slice) => slice.__data__.data.data.id === key)", key
    )
    page.locator("#branches .slice").nth(index).click()


def test_the_navigation_leads_there_and_back(page: Page) -> None:
    link = page.locator("#to-categories")
    link.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#page-categories")).to_be_visible()
    expect(page.locator("#page-maps")).to_be_hidden()
    expect(link).to_have_attribute("aria-current", "page")
    # What only the maps need is not offered here.
    expect(page.locator("#colour")).to_be_hidden()
    expect(page.locator("#level")).to_be_visible()
    page.go_back()
    expect(page.locator("#page-maps")).to_be_visible()
    expect(page.locator("#colour")).to_be_visible()


def test_the_curve_shows_the_stored_scores_and_follows_the_filter(
    categories: Page, stored: duckdb.DuckDBPyConnection
) -> None:
    names = {"text": "Texte", "image": "Image", "fused": "Texte + image"}
    drawn = depth_values(categories)
    for space, name in names.items():
        values = stored.execute(
            "SELECT value FROM scores s JOIN clusterings c USING (clustering_id) "
            "WHERE is_default AND space = ? AND s.level = c.level AND metric = 'ari' "
            "ORDER BY s.level",
            [space],
        ).fetchall()
        assert drawn[name] == pytest.approx([value for (value,) in values])
    name, count = largest_top(stored)
    tick(categories, name)
    wait_for_summary(categories, count, n_products(stored))
    # A single category is left at level 1: its point is gone.
    categories.wait_for_function(
        """(before) => document.querySelector("#depth .js-plotly-plot")._fullData[0].x
            .every((x) => Math.round(x) > 1)""",
        arg=None,
    )


def test_a_branch_says_its_purity_and_a_click_filters(
    categories: Page, stored: duckdb.DuckDBPyConnection
) -> None:
    name, count = largest_top(stored)
    [(share, size, whole)] = stored.execute(
        """
        WITH vectors AS (
            SELECT DISTINCT product_id, category_path[1] AS top
            FROM neighbours JOIN products USING (product_id) WHERE space = 'fused'
        ), shares AS (
            SELECT n.product_id, avg((other.category_path[1] IS NOT DISTINCT FROM $name)::INT) AS s
            FROM neighbours n JOIN products other ON other.product_id = n.neighbour_id
            WHERE space = 'fused' GROUP BY ALL
        )
        SELECT avg(s) FILTER (top = $name), count(*) FILTER (top = $name), count(*)
        FROM vectors JOIN shares USING (product_id)
        """,
        {"name": name},
    ).fetchall()
    chance = (size - 1) / (whole - 1)
    purity = f"{(share - chance) / (1 - chance):.2f}".replace(".", ",")
    hover = categories.evaluate(
        """(key) => {
            const trace = document.querySelector("#branches .js-plotly-plot")._fullData[0];
            return trace.hovertext[trace.ids.indexOf(key)]; }""",
        branch_key((name,)),
    )
    assert f"Séparation {purity}" in hover
    assert f"{count} produits" in hover
    # The same figure in the table, in the row of the category.
    row = categories.locator("#separability .ag-row").filter(
        has=categories.locator(".cell-name", has_text=re.compile(f"^{re.escape(name)}$"))
    )
    number = row.first.get_attribute("row-index")
    purity_cell = f"#separability .ag-row[row-index='{number}'] [col-id=purity]"
    expect(categories.locator(purity_cell)).to_have_text(purity)
    click_slice(categories, branch_key((name,)))
    wait_for_summary(categories, count, n_products(stored))
    expect(categories.locator("#separability .ag-center-cols-container .ag-row")).to_have_count(1)
    categories.wait_for_function(
        """(key) => document.querySelector("#branches .js-plotly-plot")
            ._fullData[0].ids[0] === key""",
        arg=branch_key((name,)),
    )
    # The top bar leads back to the whole catalogue.
    categories.locator("#branches .slice").first.click()
    expect(categories.locator("#summary")).to_contain_text("Tout le catalogue")


def test_a_row_selects_its_products_on_the_maps(
    categories: Page, stored: duckdb.DuckDBPyConnection
) -> None:
    name, count = largest_top(stored)
    cell = categories.locator("#separability .cell-name", has_text=re.compile(f"^{name}$"))
    cell.first.click()
    expect(categories.locator("#separability-choice")).to_contain_text(f"{count} produits")
    categories.get_by_role("link", name="Voir sur les cartes").click()
    expect(categories.locator("#selection-count")).to_have_text(
        f"{count} produits sélectionnés dans le tableau des catégories"
    )
    categories.wait_for_function(f"(count) => ({SELECTED})('text')?.length === count", arg=count)


def test_the_table_follows_the_level_the_space_and_the_language(
    categories: Page, stored: duckdb.DuckDBPyConnection
) -> None:
    choose(categories, "level", "2")
    [(n,)] = stored.execute("SELECT n_categories FROM levels WHERE level = 2").fetchall()
    expect(categories.locator("#separability-count")).to_have_text(f"{n} catégories de niveau 2")
    categories.locator("#separability .ag-header-cell[col-id=n]").click()
    [(largest,)] = stored.execute(
        "SELECT count(*) FROM products WHERE len(category_path) >= 2 "
        "GROUP BY category_path[1:2] ORDER BY 1 DESC LIMIT 1"
    ).fetchall()
    first = "#separability .ag-row[row-index='0']"
    expect(categories.locator(f"{first} [col-id=n]")).to_have_text(str(largest))
    before = categories.locator(f"{first} [col-id=precision]").inner_text()
    choose(categories, "categories-space", "Image")
    expect(categories.locator(f"{first} [col-id=precision]")).not_to_have_text(before)
    choose(categories, "language", "EN")
    expect(categories.locator("#separability-count")).to_have_text(f"{n} categories of level 2")
    expect(categories.locator("#page-categories")).to_contain_text("Neighbour purity")


def test_the_figures_can_be_read_as_a_table(
    categories: Page, stored: duckdb.DuckDBPyConnection
) -> None:
    categories.locator("#depth-table summary").click()
    [(value,)] = stored.execute(
        "SELECT value FROM scores s JOIN clusterings c USING (clustering_id) "
        "WHERE is_default AND space = 'text' AND s.level = 1 AND c.level = 1 AND metric = 'ari'"
    ).fetchall()
    row = categories.locator("#depth-table tr", has_text="Texte, Niveau 1")
    expect(row).to_contain_text(f"{value:.2f}".replace(".", ","))


def test_what_is_filtered_here_is_shown_on_the_maps_and_only_then(
    categories: Page, stored: duckdb.DuckDBPyConnection
) -> None:
    requests: list[str] = []
    categories.on(
        "request",
        lambda request: requests.append(request.post_data or "") if request.post_data else None,
    )
    name, count = largest_top(stored)
    tick(categories, name)
    wait_for_summary(categories, count, n_products(stored))
    expect(categories.locator("#separability .ag-center-cols-container .ag-row")).to_have_count(1)
    # The table of products is hidden: its rows are not asked for.
    assert not any("products.getRowsResponse" in body for body in requests)
    categories.locator("#to-maps").click()
    expect(categories.locator("#products-count")).to_have_text(f"{count} produits du filtre")
    expect(categories.locator("#crosstab-note")).to_contain_text(f"{count} produits")
    # A map drawn while it was hidden has the size of its frame once it is shown.
    categories.wait_for_function(
        """() => [...document.querySelectorAll("[data-map]")].every((frame) => {
            return Math.abs(frame.querySelector("canvas").width - frame.clientWidth) < 2;
        })"""
    )
