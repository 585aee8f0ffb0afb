"""One test per promise of the page, on what a person notices."""

import csv
import re
from pathlib import Path

import duckdb
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import served, wait_until_drawn
from tests.browser.maps import PLACE, READ, SELECTED, drag, drag_over

pytestmark = pytest.mark.browser

SPACES = ("text", "image", "fused")


def numbers(text: str) -> list[int]:
    """Whole numbers of a sentence, whatever the language puts between thousands."""
    return [int(re.sub(r"[^\d]", "", digits)) for digits in re.findall(r"\d[\d\u202f,]*", text)]


def choose(page: Page, control: str, label: str) -> None:
    """Click an option of a segmented control."""
    page.locator(f"#{control} label").filter(has_text=re.compile(f"^{re.escape(label)}$")).click()


def branch(page: Page, name: str) -> Locator:
    return page.get_by_role("treeitem", name=re.compile(f"^{re.escape(name)}")).first


def tick(page: Page, name: str) -> None:
    branch(page, name).locator(".mantine-CheckboxIndicator-indicator").first.click()


def largest_top(stored: duckdb.DuckDBPyConnection) -> tuple[str, int]:
    [(name, count)] = stored.execute(
        "SELECT category_path[1], count(*) FROM products WHERE len(category_path) > 0 "
        "GROUP BY ALL ORDER BY 2 DESC, 1 LIMIT 1"
    ).fetchall()
    return name, count


def n_products(stored: duckdb.DuckDBPyConnection) -> int:
    [(n,)] = stored.execute("SELECT count(*) FROM products").fetchall()
    return int(n)


# -- 9. Linked projections ----------------------------------------------------------------


def test_a_box_on_one_map_highlights_the_same_products_on_the_others(
    page: Page, stored: duckdb.DuckDBPyConnection
) -> None:
    drag_over(page, "text", 0.5)
    expect(page.locator("#selection-count")).to_contain_text("sur la carte texte")
    [count] = numbers(page.locator("#selection-count").inner_text())
    assert 0 < count < n_products(stored)
    page.wait_for_function(f"() => ({SELECTED})('image') && ({SELECTED})('fused')")
    rows = sorted(page.evaluate(SELECTED, "image"))
    assert rows == sorted(page.evaluate(SELECTED, "fused"))
    assert len(rows) == count
    # These are the products that the box holds, and no other.
    map_of_text = page.evaluate(READ, "text")
    middle = page.evaluate(
        """() => Math.max(...window.dash_clientside.maps.state.selection.recipe.points.map(
            ([x]) => x))"""
    )
    assert rows == [row for row, x in enumerate(map_of_text["x"]) if x <= middle]
    # The table shows them, and clearing brings everything back.
    expect(page.locator("#products-count")).to_have_text(re.compile(f"^{count} produits de la"))
    page.get_by_role("button", name="Effacer la sélection").click()
    expect(page.locator("#selection-count")).to_contain_text("Aucune sélection")
    page.wait_for_function(
        f"() => ['text', 'image', 'fused'].every((space) => ({SELECTED})(space) === null)"
    )


def test_a_selection_made_on_the_last_map_reaches_the_first(page: Page) -> None:
    choose(page, "tool", "Lasso")
    expect(page.locator(":root")).to_have_attribute("data-tool", "lasso")
    drag(page, "fused", [(0.02, 0.02), (0.7, 0.02), (0.7, 0.98), (0.02, 0.98), (0.02, 0.02)])
    expect(page.locator("#selection-count")).to_contain_text("sur la carte texte + image")
    page.wait_for_function(f"() => ({SELECTED})('text')?.length > 0")


def test_a_selection_outlives_a_change_of_colour_and_of_projection(page: Page) -> None:
    drag_over(page, "image", 0.5)
    expect(page.locator("#selection-count")).to_contain_text("sur la carte image")
    before = sorted(page.evaluate(SELECTED, "image"))
    choose(page, "colour", "Groupe")
    expect(page.locator("#legend")).to_contain_text("Chaque groupe prend la couleur")
    choose(page, "method", "ACP")
    expect(page.locator("#page-maps figure").first).to_contain_text("ACP · fiabilité locale")
    page.wait_for_function(f"() => ({SELECTED})('fused')?.length > 0")
    kept = list(page.evaluate(SELECTED, "fused"))
    assert sorted(kept) == before


def test_auto_shows_the_most_trustworthy_map(page: Page, stored: duckdb.DuckDBPyConnection) -> None:
    names = {"pca": "ACP", "tsne": "t-SNE", "umap": "UMAP"}
    for index, space in enumerate(SPACES):
        [(method, trust)] = stored.execute(
            "SELECT method, trustworthiness FROM map_quality WHERE space = ? AND is_auto", [space]
        ).fetchall()
        written = f"{trust:.2f}".replace(".", ",")
        expect(page.locator("#page-maps figure").nth(index)).to_contain_text(
            f"{names[method]} (auto) · fiabilité locale {written}"
        )
        drawn = page.evaluate(READ, space)
        [(position, x, y)] = stored.execute(
            "SELECT position, x, y FROM projections JOIN products USING (product_id) "
            "WHERE space = ? AND method = ? ORDER BY position LIMIT 1 OFFSET 20",
            [space, method],
        ).fetchall()
        assert drawn["n"] == n_products(stored)
        assert (drawn["x"][position], drawn["y"][position]) == pytest.approx((x, y))


def test_the_pointer_shows_photo_name_and_category(
    page: Page, stored: duckdb.DuckDBPyConnection
) -> None:
    page.locator('[data-map="text"]').scroll_into_view_if_needed()
    place = page.evaluate(PLACE, ["text", 30])
    page.mouse.move(place[0] - 2, place[1] - 2)
    page.mouse.move(*place)
    card = page.locator("#hover")
    expect(card).to_be_visible()
    shown = card.locator(".hover-name").inner_text()
    products = stored.execute(
        "SELECT array_to_string(category_path, ' › '), thumbnail IS NOT NULL FROM products "
        "WHERE trim(name) = ?",
        [shown],
    ).fetchall()
    assert card.locator(".hover-path").inner_text() in [path for path, _ in products]
    if any(has_photo for _, has_photo in products):
        page.wait_for_function(
            "() => { const photo = document.querySelector('.hover-photo');"
            " return !photo.src || photo.naturalWidth > 0; }"
        )
    page.mouse.move(10, 10)
    expect(card).to_be_hidden()


# -- 10. Category tree filter ---------------------------------------------------------------


def test_level_and_branches_reach_every_view(page: Page, stored: duckdb.DuckDBPyConnection) -> None:
    name, count = largest_top(stored)
    before = page.evaluate(READ, "text")
    values = page.locator(".score-value").all_inner_texts()
    choose(page, "level", "2")
    [(n_categories,)] = stored.execute("SELECT n_categories FROM levels WHERE level = 2").fetchall()
    expect(page.locator("#level-note")).to_contain_text(f"{n_categories} catégories")
    expect(page.locator(".score-value").first).not_to_have_text(values[0])
    choose(page, "level", "1")
    expect(page.locator(".score-value").first).to_have_text(values[0])
    tick(page, name)
    expect(page.locator("#summary")).to_have_text(
        f"{count} produits affichés sur {n_products(stored)}"
    )
    expect(page.locator("#products-count")).to_have_text(f"{count} produits du filtre")
    reason = "il en faut deux pour comparer" if count >= 30 else "il en faut au moins 30"
    expect(page.locator(".score-reason").first).to_contain_text(reason)
    expect(page.locator("#crosstab-note")).to_contain_text(f"{count} produits")
    page.wait_for_function(
        f"(steps) => ({READ})('text')?.codes.includes(steps - 1)", arg=before["steps"]
    )
    after = page.evaluate(READ, "text")
    kept = [row for row, code in enumerate(after["codes"]) if code != after["steps"] - 1]
    assert len(kept) == count
    # Colours are tied to the category: the filter changed none of those that are left.
    assert [after["colours"][row] for row in kept] == [before["colours"][row] for row in kept]
    assert (after["x"], after["y"]) == (before["x"], before["y"])
    page.get_by_role("button", name="Tout réinitialiser").click()
    expect(page.locator("#summary")).to_have_text(
        f"Tout le catalogue : {n_products(stored)} produits"
    )
    expect(page.locator(".score-value").first).to_have_text(values[0])


def test_a_level_too_thin_leads_to_one_with_a_score(
    page: Page, stored: duckdb.DuckDBPyConnection
) -> None:
    thin = stored.execute("SELECT min(level) FROM levels WHERE NOT is_clustered").fetchall()[0][0]
    deepest = stored.execute("SELECT max(level) FROM levels WHERE is_clustered").fetchall()[0][0]
    if thin is None:
        pytest.skip("every level of this catalogue has a score")
    choose(page, "level", str(thin))
    expect(page.locator("#level-note")).to_contain_text("Trop fin pour être noté")
    expect(page.locator(".score-reason").first).to_contain_text(f"Niveau {thin} trop fin")
    page.get_by_role("button", name=f"Voir le niveau {deepest}").first.click()
    expect(page.locator("#level input:checked")).to_have_value(str(deepest))
    expect(page.locator("#page-maps .card").first).to_contain_text("IC 95 %")


# -- 11. Agreement cards --------------------------------------------------------------------


def test_cards_show_the_stored_scores(page: Page, stored: duckdb.DuckDBPyConnection) -> None:
    for index, space in enumerate(SPACES):
        [(value, low, high, n, k)] = stored.execute(
            "SELECT value, ci_low, ci_high, n, k "
            "FROM scores JOIN clusterings USING (clustering_id) "
            "WHERE is_default AND space = ? AND clusterings.level = 1 AND scores.level = 1 "
            "AND metric = 'ari'",
            [space],
        ).fetchall()
        card = page.locator("#page-maps .card").nth(index)
        expect(card.locator(".score-value")).to_have_text(f"{value:.2f}".replace(".", ","))
        interval = f"IC 95 % [{low:.2f} ; {high:.2f}]".replace(".", ",")
        expect(card).to_contain_text(interval)
        expect(card).to_contain_text("Marge due au choix des marques, groupes inchangés")
        expect(card).to_contain_text(f"Produits{n}")
        expect(card).to_contain_text(f"Groupes{k}")
        expect(card).to_contain_text("10 relances")
    expect(page.locator("#comparison")).to_contain_text("mêmes produits des deux côtés")


# -- 12. Crosstab ---------------------------------------------------------------------------


def test_a_click_on_a_cell_selects_its_products(page: Page) -> None:
    heatmap = page.locator("#crosstab .nsewdrag")
    heatmap.evaluate("(element) => element.scrollIntoView({block: 'center'})")
    cell = page.evaluate(
        """() => {
            const plot = document.querySelector("#crosstab .js-plotly-plot");
            const {z} = plot._fullData[0];
            let best = [0, 0];
            z.forEach((row, i) => row.forEach((value, j) => {
                if (value > z[best[0]][best[1]]) best = [i, j];
            }));
            const box = plot.querySelector(".nsewdrag").getBoundingClientRect();
            return {
                count: z[best[0]][best[1]],
                diagonal: best[0] === best[1],
                at: [box.x + plot._fullLayout.xaxis.c2p(best[1]),
                     box.y + plot._fullLayout.yaxis.c2p(best[0])],
            };
        }"""
    )
    assert cell["diagonal"]
    page.mouse.move(*cell["at"])
    page.mouse.click(*cell["at"])
    expect(page.locator("#selection-count")).to_have_text(
        f"{cell['count']} produits sélectionnés dans le tableau croisé"
    )
    expect(page.locator("#products-count")).to_have_text(
        f"{cell['count']} produits de la sélection"
    )
    page.wait_for_function(
        f"(count) => ['text', 'image', 'fused'].every((s) => ({SELECTED})(s)?.length === count)",
        arg=cell["count"],
    )
    choose(page, "crosstab-measure", "% de la ligne")
    page.wait_for_function(
        """() => [...document.querySelectorAll("#crosstab .heatmap-label text, #crosstab text")]
                 .some((text) => /^\\d+\u202f%$/.test(text.textContent))"""
    )


# -- 13. Product table ------------------------------------------------------------------------


def test_the_table_shows_sorts_and_exports(
    page: Page, stored: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    n = n_products(stored)
    expect(page.locator("#products-count")).to_have_text(f"{n} produits du filtre")
    page.locator("#products").scroll_into_view_if_needed()
    page.wait_for_function("() => document.querySelector('.photo')?.naturalWidth > 0")
    page.locator("#products .ag-header-cell[col-id=name] .ag-header-cell-label").click()
    [(first,)] = stored.execute("SELECT name FROM products ORDER BY lower(name) LIMIT 1").fetchall()
    expect(page.locator("#products .ag-row[row-index='0'] .cell-name").first).to_contain_text(
        first.strip()
    )
    drag_over(page, "fused", 0.5)
    expect(page.locator("#products-count")).to_contain_text("de la sélection")
    [count] = numbers(page.locator("#products-count").inner_text())
    with page.expect_download() as download:
        page.get_by_role("button", name="Exporter en CSV").click()
    file = tmp_path / "export.csv"
    download.value.save_as(file)
    assert download.value.suggested_filename == "produits.csv"
    with file.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter=";"))
    assert len(rows) == count
    names = [row["Nom"].removeprefix("'").lower() for row in rows]
    assert names == sorted(names)
    page.evaluate(
        """() => window.dash_ag_grid.getApiAsync("products").then((api) => api.setFilterModel({
            name: { filterType: "text", type: "contains", filter: "zzz introuvable" } }))"""
    )
    expect(page.locator("#products-count")).to_contain_text("Aucun produit ne correspond")


# -- Around them --------------------------------------------------------------------------------


def test_language_and_theme(page: Page) -> None:
    assert page.evaluate("document.documentElement.lang") == "fr"
    choose(page, "language", "EN")
    expect(page.get_by_role("heading", level=1)).to_have_text("Catalogue feasibility")
    expect(page).to_have_title("Catalogue feasibility")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("#page-maps .card").first).to_contain_text("95% CI [0.")
    expect(page.locator("#selection-count")).to_contain_text("No selection")
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    choose(page, "scheme", "Dark")
    page.wait_for_function(
        "(light) => getComputedStyle(document.body).backgroundColor !== light", arg=light
    )
    french = page.evaluate(
        """() => {
            const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
            const found = [];
            while (walker.nextNode()) {
                const parent = walker.currentNode.parentElement;
                if (parent.closest("script, style, .ag-row, .hover-card, .tree")) continue;
                if (/[éèêàçù]/.test(walker.currentNode.data)) found.push(walker.currentNode.data);
            }
            return found;
        }"""
    )
    assert french == []
    # The choice is remembered.
    page.reload()
    wait_until_drawn(page)
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_a_page_opened_before_any_database_shows_the_first_one(
    browser: Browser, demo_database: Path, tmp_path: Path
) -> None:
    link = tmp_path / "catalog.duckdb"
    with served(link) as address:
        page = browser.new_page()
        page.goto(f"{address}/#/maps")
        expect(page.get_by_role("heading", name="Aucune base publiée")).to_be_visible()
        link.symlink_to(demo_database.resolve())
        wait_until_drawn(page)
        expect(page.get_by_role("heading", name="Aucune base publiée")).to_be_hidden()
        expect(page.locator("#products-count")).to_contain_text("produits du filtre")
        page.close()


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1024, 768), (390, 844)])
def test_nothing_is_wider_than_the_window(page: Page, width: int, height: int) -> None:
    page.set_viewport_size({"width": width, "height": height})
    wait_until_drawn(page)
    # Plots follow the window a moment later.
    page.wait_for_function("(width) => document.documentElement.scrollWidth <= width", arg=width)
    if width < 1200:
        page.locator("#panel-toggle").click()
        expect(page.locator("#level")).to_be_in_viewport()
        page.locator("#panel-close").click()
        expect(page.locator("#level")).not_to_be_in_viewport()


def test_the_tree_is_usable_with_the_keyboard(page: Page) -> None:
    branches = page.get_by_role("treeitem")
    n_tops = branches.count()
    branches.first.focus()
    page.keyboard.press("ArrowRight")
    expect(branches.nth(n_tops)).to_be_visible()
    page.keyboard.press("Space")
    expect(page.locator("#summary")).to_contain_text("affichés sur")
