"""The Clusters page: names, sizes and the foldable table, against the database."""

import re

import duckdb
import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def default_of(stored: duckdb.DuckDBPyConnection, space: str) -> str:
    [(clustering_id,)] = stored.execute(
        "SELECT clustering_id FROM clusterings WHERE is_default AND space = ? AND level = 1",
        [space],
    ).fetchall()
    return str(clustering_id)


def test_a_card_names_its_cluster_by_the_words_of_the_database(
    page: Page, stored: duckdb.DuckDBPyConnection
) -> None:
    page.locator("#to-clusters").click()
    clustering_id = default_of(stored, "fused")
    largest = stored.execute(
        "SELECT cluster, count(*) FROM clusters WHERE clustering_id = ? "
        "GROUP BY 1 ORDER BY 2 DESC, 1",
        [clustering_id],
    ).fetchone()
    assert largest is not None
    words = stored.execute(
        "SELECT word FROM cluster_words WHERE clustering_id = ? AND cluster = ? AND rank <= 3 "
        "ORDER BY rank",
        [clustering_id, largest[0]],
    ).fetchall()
    card = page.locator(".cluster-card").first
    expect(card.locator("h3")).to_contain_text(", ".join(word for (word,) in words))
    expect(card).to_contain_text(f"{largest[1]} produits")
    first = stored.execute(
        "SELECT product_id FROM cluster_medoids "
        "WHERE clustering_id = ? AND cluster = ? AND rank = 1",
        [clustering_id, largest[0]],
    ).fetchone()
    assert first is not None
    expect(card.locator("[data-product]").first).to_have_attribute("data-product", first[0])


def test_the_table_unfolds_by_keyboard_and_a_cell_selects_its_products(
    page: Page, stored: duckdb.DuckDBPyConnection
) -> None:
    page.locator("#to-clusters").click()
    rows = page.locator("#breakdown .ag-center-cols-container .ag-row")
    [(n_top,)] = stored.execute("SELECT n_categories FROM levels WHERE level = 1").fetchall()
    expect(rows).to_have_count(n_top)
    first = page.locator("#breakdown .ag-pinned-left-cols-container .ag-row").first
    name = first.locator(".breakdown-name").inner_text()
    first.locator(".ag-cell").focus()
    page.keyboard.press("Enter")
    expect(first.locator(".breakdown-toggle")).to_have_attribute("aria-expanded", "true")
    [(n_children,)] = stored.execute(
        "SELECT count(DISTINCT category_path[2]) FROM products "
        "WHERE category_path[1] = ? AND len(category_path) > 1",
        [name],
    ).fetchall()
    assert n_children > 1
    expect(rows).to_have_count(n_top + n_children)
    cell = (
        page.locator("#breakdown .ag-center-cols-container .ag-row[row-index='0'] .breakdown-cell")
        .filter(has_text=re.compile(r"\d"))
        .first
    )
    column = cell.get_attribute("col-id")
    assert column is not None
    [(count,)] = stored.execute(
        "SELECT count(*) FROM products JOIN clusters USING (product_id) "
        "WHERE clustering_id = ? AND cluster = ? AND category_path[1] = ?",
        [default_of(stored, "fused"), int(column[1:]), name],
    ).fetchall()
    expect(cell).to_have_text(str(count))
    cell.click()
    page.locator("#to-maps").click()
    expect(page.locator("#selection-count")).to_contain_text(f"{count} produit")
