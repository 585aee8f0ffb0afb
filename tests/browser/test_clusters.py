"""The Clusters and Method pages, and the yardsticks of the cards, against the database."""

import duckdb
import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_dashboard import choose

pytestmark = pytest.mark.browser

HEAT = """() => document.querySelector("#stability .js-plotly-plot")?._fullData
    ?.filter((trace) => trace.type === "heatmap").map((trace) => ({
        x: Array.from(trace.x), z: trace.z.map((row) => Array.from(row)) }))"""


def french(value: float, decimals: int = 2) -> str:
    return f"{value:.{decimals}f}".replace(".", ",")


@pytest.fixture
def clusters(page: Page) -> Page:
    """The opened page, with its charts."""
    page.locator("#to-clusters").click()
    page.wait_for_function(f"() => ({HEAT})()?.length === 2")
    page.wait_for_function(
        """() => document.querySelector("#sweep .js-plotly-plot")?._fullData?.length > 1"""
    )
    return page


def test_the_heat_map_shows_the_stored_runs(
    clusters: Page, stored: duckdb.DuckDBPyConnection
) -> None:
    between, categories = clusters.evaluate(HEAT)
    for at, algorithm in enumerate(("kmeans", "ward")):
        runs = stored.execute(
            "SELECT k, between_runs, ari_mean FROM stability "
            "WHERE space = 'fused' AND algorithm = ? ORDER BY k",
            [algorithm],
        ).fetchall()
        place = {k: column for column, k in enumerate(map(int, between["x"]))}
        for k, agreement, ari in runs:
            assert between["z"][at][place[k]] == pytest.approx(agreement)
            assert categories["z"][at][place[k]] == pytest.approx(ari)


def test_every_cliff_is_marked_and_named(clusters: Page, stored: duckdb.DuckDBPyConnection) -> None:
    [(cliffs,)] = stored.execute(
        """
        WITH falls AS (
            SELECT measure, value - lead(value) OVER (
                PARTITION BY algorithm, measure ORDER BY k
            ) AS fall
            FROM (UNPIVOT (
                SELECT algorithm, k, between_runs, ari_mean FROM stability WHERE space = 'fused'
            ) ON between_runs, ari_mean INTO NAME measure VALUE value)
        )
        SELECT count(*) FROM falls WHERE fall > 0.1
        """
    ).fetchall()
    marks = clusters.locator("#stability .annotation-text", has_text="▼")
    expect(marks).to_have_count(cliffs)
    note = clusters.locator("#stability-note")
    expect(note).to_contain_text("Falaises" if cliffs else "Aucune falaise")


def test_the_choice_without_labels_stands_beside_the_categories(
    clusters: Page, stored: duckdb.DuckDBPyConnection
) -> None:
    for space, name in (("fused", "Texte + image"), ("image", "Image")):
        choose(clusters, "stability-space", name)
        [(k,)] = stored.execute(
            "SELECT k FROM stability WHERE space = ? AND algorithm = 'kmeans' "
            "ORDER BY silhouette DESC, k LIMIT 1",
            [space],
        ).fetchall()
        [(n,)] = stored.execute(
            "SELECT k FROM clusterings WHERE space = ? AND level = 1 AND is_default", [space]
        ).fetchall()
        expect(clusters.locator("#sweep-note")).to_contain_text(f"k = {k}")
        expect(clusters.locator("#sweep")).to_contain_text(f"choix sans étiquette : {k}")
        expect(clusters.locator("#sweep")).to_contain_text(f"catégories : {n}")


def test_the_cards_show_chance_subsamples_and_noise(
    page: Page, stored: duckdb.DuckDBPyConnection
) -> None:
    metrics = dict(
        stored.execute(
            "SELECT metric, value FROM scores s JOIN clusterings c USING (clustering_id) "
            "WHERE is_default AND space = 'text' AND c.level = 1 AND s.level = 1"
        ).fetchall()
    )
    card = page.locator("#page-maps .card").first
    mean, spread = metrics["ari_subsample_mean"], metrics["ari_subsample_sd"]
    expect(card).to_contain_text(f"Échantillons de 80 %{french(mean)} ± {french(spread)}")
    expect(card).to_contain_text(f"97,5 % sous {french(metrics['ari_null_high'], 3)}")
    [(k, noise)] = stored.execute(
        "SELECT k, value FROM scores JOIN clusterings USING (clustering_id) "
        "WHERE algorithm = 'hdbscan' AND space = 'text' AND metric = 'noise_share'"
    ).fetchall()
    expect(card).to_contain_text(f"{k} groupes, {noise * 100:.0f}\u202f% de bruit")


def test_the_yardsticks_stand_beside_the_spaces(
    page: Page, stored: duckdb.DuckDBPyConnection
) -> None:
    [(price,)] = stored.execute(
        "SELECT value FROM baselines WHERE baseline = 'price' AND level = 1"
    ).fetchall()
    expect(page.locator("#yardsticks-line")).to_contain_text(f"Prix seul{french(price)}")
    page.get_by_text("Voir sur une échelle").click()
    expect(page.locator("#yardsticks .nsewdrag").first).to_be_visible()
    drawn = page.evaluate(
        """() => Object.fromEntries(document.querySelector("#yardsticks .js-plotly-plot")
            ._fullData.map((trace) => [trace.y[0], trace.x[0]]))"""
    )
    assert drawn["Prix seul"] == pytest.approx(price)
    assert len(drawn) == 8


def test_the_colour_shows_what_the_map_keeps(page: Page, stored: duckdb.DuckDBPyConnection) -> None:
    choose(page, "colour", "Fidélité")
    expect(page.locator("#legend")).to_contain_text("moins de 20 % gardés")
    found = stored.execute(
        "SELECT position, projections.neighbour_recall "
        "FROM projections JOIN products USING (product_id) "
        "JOIN map_quality USING (space, method) WHERE space = 'text' AND is_auto"
    ).fetchall()
    page.wait_for_function(
        """() => document.querySelector('[data-map="text"] .js-plotly-plot')
            ._fullData[0].marker.cmax === 6.5"""
    )
    codes = page.evaluate(
        """() => Array.from(document.querySelector('[data-map="text"] .js-plotly-plot')
            ._fullData[0].marker.color)"""
    )
    for position, recall in found:
        assert codes[position] == sum(recall >= edge - 1e-7 for edge in (0.2, 0.4, 0.6, 0.8))


def test_the_method_page_says_what_the_build_was_made_with(
    page: Page, stored: duckdb.DuckDBPyConnection
) -> None:
    page.locator("#to-method").click()
    expect(page.get_by_role("heading", name="ARI, indice de Rand ajusté")).to_be_visible()
    page.get_by_text("Versions (").click()
    [(version,)] = stored.execute(
        "SELECT value FROM builds WHERE key = 'version.duckdb'"
    ).fetchall()
    expect(page.locator("#method-build tr", has_text="duckdb")).to_contain_text(version)
