"""The quality of the catalogue in a browser, against the database."""

import csv
import json
import re
from pathlib import Path
from urllib.parse import quote_plus

import duckdb
import pytest
from playwright.sync_api import Page, expect

from tests.browser.views import settle

pytestmark = pytest.mark.browser

BAR = """() => {
    const plot = document.querySelector("#quality-lengths .js-plotly-plot");
    const trace = plot._fullData[0];
    const at = trace.y.indexOf(Math.max(...trace.y));
    const box = plot.querySelectorAll(".bars")[0].querySelectorAll(".point path")[at]
        .getBoundingClientRect();
    return [trace.customdata[at], trace.y[at], box.left + box.width / 2, box.top + box.height / 2];
}"""


def one(stored: duckdb.DuckDBPyConnection, query: str) -> int:
    [(value,)] = stored.execute(query).fetchall()
    return int(value)


def test_the_view_says_what_the_database_holds_selects_it_and_follows_the_filter(
    page: Page, stored: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    page.evaluate("() => { window.location.hash = '#/products?view=quality'; }")
    settle(page, "products")
    n = one(stored, "SELECT count(*) FROM products")
    chip = page.locator("[data-chip=selection]")

    # The load report: the account, and one line each.
    aside = one(stored, "SELECT count(*) FROM load_report WHERE severity = 'set_aside'")
    report = page.locator("#quality-report")
    expect(report).to_contain_text(
        f"{n + aside} lignes lues = produits ({n}) + lignes écartées ({aside})"
    )
    lines = stored.execute("SELECT row FROM load_report ORDER BY row DESC").fetchall()
    rows = page.locator("#quality-lines .ag-center-cols-container .ag-row")
    expect(rows).to_have_count(len(lines))
    header = page.locator("#quality-lines .ag-header-cell[col-id=row]")
    header.click()
    header.click()
    first = page.locator("#quality-lines .ag-row[row-index='0'] [col-id=row]")
    expect(first).to_have_text(str(lines[0][0]))

    # A cell of what is missing, and the link to it.
    unbranded = "SELECT count(*) FROM products WHERE coalesce(trim(brand), '') = ''"
    missing = one(stored, unbranded)
    everything = page.locator(".heat-all td")
    expect(everything.nth(1)).to_have_text(re.compile(rf"{round(100 * missing / n)}\s%"))
    everything.nth(1).get_by_role("button").click()
    expect(chip).to_contain_text(f"{missing} sélectionnés")
    page.wait_for_function("() => location.hash.includes('sel=measure:brand:0:0:')")
    page.reload()
    settle(page, "products")
    expect(chip).to_contain_text(f"{missing} sélectionnés")

    # A bar.
    page.locator("#quality-lengths").scroll_into_view_if_needed()
    hover_text, height, x, y = page.evaluate(BAR)
    page.mouse.move(x, y)
    page.mouse.click(x, y)
    expect(chip).to_contain_text(f"{height} sélectionnés")
    recipe = json.loads(hover_text)
    low, high = recipe["low"], recipe["high"]
    lengths = stored.execute(
        "SELECT len(string_split(text_clean, ' ')) FROM products WHERE text_clean <> ''"
    ).fetchall()
    assert height == sum(low <= length <= high for (length,) in lengths)

    # Near-duplicates: how many disagree, and the file of all.
    pairs = one(stored, "SELECT count(*) FROM near_duplicates")
    differ = one(
        stored,
        "SELECT count(*) FROM near_duplicates d JOIN products a USING (product_id) "
        "JOIN products b ON b.product_id = duplicate_id "
        "WHERE a.category_path[1] <> b.category_path[1]",
    )
    alike = page.locator("#quality-duplicates")
    expect(alike).to_contain_text(f"niveau 1 : {differ} sur {pairs}")
    assert alike.locator("[data-product]").count() >= pairs + 1
    first = alike.locator("[data-product]").first
    first.click()
    drawer = page.locator("#drawer")
    expect(drawer).to_contain_text(first.get_attribute("aria-label") or "no name")
    page.keyboard.press("Escape")
    expect(drawer).to_be_hidden()
    with page.expect_download() as download:
        page.locator("#quality-duplicates-export").click()
    file = tmp_path / "pairs.csv"
    download.value.save_as(file)
    with file.open(encoding="utf-8-sig", newline="") as stream:
        assert len(list(csv.reader(stream, delimiter=";"))) == 1 + pairs

    # Within a branch, one level down.
    [(branch, n)] = stored.execute(
        "SELECT category_path[1], count(*) FROM products GROUP BY 1 ORDER BY 1 LIMIT 1"
    ).fetchall()
    address = f"#/products?view=quality&level=2&in={quote_plus(branch)}"
    page.evaluate("(address) => { window.location.hash = address; }", address)
    settle(page, "products")
    sizes = stored.execute(
        "SELECT count(*) FROM products WHERE category_path[1] = ? GROUP BY category_path[2] "
        "ORDER BY 1 DESC",
        [branch],
    ).fetchall()
    page.wait_for_function(
        "(sizes) => JSON.stringify(document.querySelector('#quality-sizes .js-plotly-plot')"
        "?._fullData[0].y) === sizes",
        arg=str([size for (size,) in sizes]).replace(" ", ""),
    )
    expect(page.locator("#quality-sizes-text")).to_contain_text(
        f"{len(sizes)} catégories de niveau 2, {n} produits"
    )
    expect(page.locator(".heat-all td").first).to_have_text(str(n))
