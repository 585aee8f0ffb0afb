"""The Clusters and Method pages, and the baselines of the cards, against the database."""

from itertools import pairwise
from statistics import fmean

import duckdb
import pytest
from playwright.sync_api import Page, expect
from sklearn.metrics import adjusted_rand_score

from tests.browser.maps import READ
from tests.browser.test_dashboard import choose, largest_top, tick

pytestmark = pytest.mark.browser

Labels = dict[str, int]

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


def sweep_of(stored: duckdb.DuckDBPyConnection, space: str) -> dict[tuple[int, int | None], Labels]:
    """Read the labels of each run, by k and seed, None for Ward: product to cluster."""
    rows = stored.execute(
        "SELECT k, seed, product_id, cluster FROM clusterings JOIN clusters USING (clustering_id) "
        "WHERE space = ? AND level IS NULL AND algorithm IN ('kmeans', 'ward')",
        [space],
    ).fetchall()
    labels: dict[tuple[int, int | None], Labels] = {}
    for k, seed, product, cluster in rows:
        labels.setdefault((k, seed), {})[product] = cluster
    return labels


def computed(
    stored: duckdb.DuckDBPyConnection, space: str, level: int, tops: list[str] | None = None
) -> tuple[list[list[float]], list[list[float]]]:
    """Give both panels as scikit-learn computes them, for some branches of the catalogue."""
    runs = sweep_of(stored, space)
    paths = dict(stored.execute("SELECT product_id, category_path FROM products").fetchall())
    seen = [
        product
        for product in next(iter(runs.values()))
        if tops is None or (paths[product] and paths[product][0] in tops)
    ]
    counted = [product for product in seen if len(paths[product]) >= level]
    truth = ["/".join(paths[product][:level]) for product in counted]
    seeds = sorted({seed for _, seed in runs if seed is not None})
    numbers_of_clusters = sorted({k for k, _ in runs})
    categories: list[list[float]] = []
    between: list[list[float]] = []
    for seed in (*seeds, None):
        categories.append([])
        between.append([])
        for k in numbers_of_clusters:
            own = runs[k, seed]
            categories[-1].append(adjusted_rand_score(truth, [own[p] for p in counted]))
            others = [runs[k, other] for other in seeds if other != seed]
            between[-1].append(
                fmean(
                    adjusted_rand_score([own[p] for p in seen], [other[p] for p in seen])
                    for other in others
                )
            )
    return categories, between


def wait_for_heat(page: Page, panel: int, expected: list[list[float]]) -> None:
    """Wait until a panel holds these values."""
    page.wait_for_function(
        f"""([panel, expected]) => {{
            const drawn = ({HEAT})()?.[panel]?.z;
            return drawn?.length === expected.length && drawn.every((row, i) =>
                row.every((value, j) => Math.abs(value - expected[i][j]) < 1e-9));
        }}""",
        arg=[panel, expected],
    )


def test_each_run_is_what_scikit_learn_finds_in_the_database_and_follows_the_filter(
    clusters: Page, stored: duckdb.DuckDBPyConnection
) -> None:
    categories, between = computed(stored, "fused", 1)
    wait_for_heat(clusters, 0, categories)
    wait_for_heat(clusters, 1, between)
    heat = clusters.locator("#stability")
    expect(heat).to_contain_text("k-moyennes, relance 0")
    [(n,)] = stored.execute(
        "SELECT count(DISTINCT product_id) FROM clusters JOIN clusterings USING (clustering_id) "
        "WHERE space = 'fused'"
    ).fetchall()
    expect(heat).to_contain_text(f"de même k (ARI, n = {n})")
    # Two branches, at the second level.
    tops = [
        name
        for (name,) in stored.execute(
            "SELECT category_path[1] FROM products WHERE len(category_path) > 0 "
            "GROUP BY ALL ORDER BY count(*) DESC, 1 LIMIT 2"
        ).fetchall()
    ]
    for name in tops:
        tick(clusters, name)
    choose(clusters, "level", "2")
    categories, between = computed(stored, "fused", 2, tops)
    wait_for_heat(clusters, 0, categories)
    wait_for_heat(clusters, 1, between)
    expect(heat).to_contain_text("Accord avec les catégories de niveau 2")
    # The table says the same, and the curve is the mean of the seeds.
    clusters.locator("#stability-table").get_by_text("Voir les chiffres en tableau").click()
    row = clusters.locator("#stability-table tr", has_text="k-moyennes, relance 1, k = 4").first
    expect(row).to_contain_text(f"{french(categories[1][2])}{french(between[1][2])}")
    curve = clusters.evaluate(
        """() => document.querySelector("#sweep .js-plotly-plot")._fullData
            .filter((trace) => trace.yaxis === "y2").map((trace) => Array.from(trace.y))"""
    )
    means = [fmean(column) for column in zip(*categories[:-1], strict=True)]
    assert curve == [pytest.approx(means), pytest.approx(categories[-1])]


def test_every_cliff_is_marked_and_named(clusters: Page, stored: duckdb.DuckDBPyConnection) -> None:
    cliffs = 0
    for panel in computed(stored, "fused", 1):
        seeds = [fmean(column) for column in zip(*panel[:-1], strict=True)]
        for values in (seeds, panel[-1]):
            cliffs += sum(before - after > 0.1 for before, after in pairwise(values))
    marks = clusters.locator("#stability .annotation-text", has_text="▼")
    expect(marks).to_have_count(cliffs)
    note = clusters.locator("#stability-note")
    expect(note).to_contain_text("Ruptures" if cliffs else "Aucune rupture")


def test_the_numbers_of_both_axes_follow_the_language(clusters: Page) -> None:
    ticks = """(sign) => ["y", "y2"].every((axis) => {
        const words = [...document.querySelectorAll(`#sweep .${axis}tick text`)]
            .map((tick) => tick.textContent);
        return words.some((word) => word.includes(sign))
            && !words.some((word) => word.includes(sign === "," ? "." : ","));
    })"""
    clusters.wait_for_function(ticks, arg=",")
    choose(clusters, "language", "EN")
    clusters.wait_for_function(ticks, arg=".")
    choose(clusters, "language", "FR")
    clusters.wait_for_function(ticks, arg=",")


def test_a_single_category_is_said_and_two_bring_the_curve_back(
    clusters: Page, stored: duckdb.DuckDBPyConnection
) -> None:
    name, count = largest_top(stored)
    tick(clusters, name)
    if count < 30:
        expect(clusters.locator("#stability")).to_contain_text("il en faut au moins 30")
    else:
        expect(clusters.locator("#stability-note")).to_contain_text("il en faut deux")
    expect(clusters.locator("#sweep")).to_contain_text("k retenu sans les catégories")
    expect(clusters.locator("#sweep .y2tick text")).to_have_count(0)
    tick(clusters, name)
    wait_for_heat(clusters, 0, computed(stored, "fused", 1)[0])
    expect(clusters.locator("#sweep .y2tick text").filter(has_text="0,2")).to_have_count(1)


def test_the_choice_without_labels_stands_beside_the_categories(
    clusters: Page, stored: duckdb.DuckDBPyConnection
) -> None:
    for space, name in (("fused", "Texte + image"), ("image", "Image")):
        choose(clusters, "stability-space", name)
        choices = stored.execute(
            "SELECT k FROM stability WHERE space = ? AND algorithm = 'kmeans' AND is_choice",
            [space],
        ).fetchall()
        [(n,)] = stored.execute(
            "SELECT k FROM clusterings WHERE space = ? AND level = 1 AND is_default", [space]
        ).fetchall()
        expect(clusters.locator("#sweep-note")).to_contain_text(f"dans le filtre : {n}.")
        if not choices:  # the highest is at the edge of what was tried
            expect(clusters.locator("#sweep-note")).to_contain_text("Aucun choix de k")
            expect(clusters.locator("#sweep")).not_to_contain_text("k retenu sans les catégories")
        for (k,) in choices:
            expect(clusters.locator("#sweep-note")).to_contain_text(f"k = {k}")
            expect(clusters.locator("#sweep")).to_contain_text(
                f"k retenu sans les catégories : {k}"
            )
        expect(clusters.locator("#sweep")).to_contain_text(f"catégories : {n}")


def test_the_cards_show_chance_other_halves_and_noise(
    page: Page, stored: duckdb.DuckDBPyConnection
) -> None:
    metrics = dict(
        stored.execute(
            "SELECT metric, value FROM scores s JOIN clusterings c USING (clustering_id) "
            "WHERE is_default AND space = 'text' AND c.level = 1 AND s.level = 1"
        ).fetchall()
    )
    card = page.locator("#page-maps .card").first
    expect(card).to_contain_text(
        f"Autres marques, groupes refaits± {french(metrics['ari_halves_sd'])}"
    )
    expect(card).to_contain_text(f"3 entraînements± {french(metrics['ari_training_sd'])}")
    chance = french(metrics["ari_null_high"], 3)
    expect(card).to_contain_text(f"moins de {chance} dans 97,5 % des tirages")
    [(k, noise)] = stored.execute(
        "SELECT k, value FROM scores JOIN clusterings USING (clustering_id) "
        "WHERE algorithm = 'hdbscan' AND space = 'text' AND metric = 'noise_share'"
    ).fetchall()
    card.locator(".score-density summary").click()
    expect(card).to_contain_text(f"{k} groupes, {noise * 100:.0f}\u202f% de bruit")


def test_the_baselines_stand_beside_the_spaces(
    page: Page, stored: duckdb.DuckDBPyConnection
) -> None:
    [(price,)] = stored.execute(
        "SELECT value FROM baselines WHERE baseline = 'price' AND level = 1"
    ).fetchall()
    expect(page.locator("#baselines-line")).to_contain_text(f"Prix seul{french(price)}")
    page.get_by_text("Voir sur une échelle").click()
    page.wait_for_function(
        "() => document.querySelector('#baselines .js-plotly-plot')?._fullData?.length > 0"
    )
    expect(page.locator("#baselines .nsewdrag").first).to_be_visible()
    drawn = page.evaluate(
        """() => Object.fromEntries(document.querySelector("#baselines .js-plotly-plot")
            ._fullData.map((trace) => [trace.y[0], trace.x[0]]))"""
    )
    assert drawn["Prix seul"] == pytest.approx(price)
    assert len(drawn) == 8


def test_the_colour_shows_what_the_map_keeps(page: Page, stored: duckdb.DuckDBPyConnection) -> None:
    choose(page, "colour", "Voisins")
    expect(page.locator("#legend")).to_contain_text("moins de 20 % conservés")
    rows = stored.execute(
        "SELECT position, projections.neighbour_recall "
        "FROM projections JOIN products USING (product_id) "
        "JOIN map_quality USING (space, method) WHERE space = 'text' AND is_auto"
    ).fetchall()
    page.wait_for_function(f"() => ({READ})('text')?.steps === 7")
    codes = page.evaluate(READ, "text")["codes"]
    for position, recall in rows:
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
