"""The evidence of a part of the catalogue: each figure on the screen against the database."""

import re
from itertools import combinations

import duckdb
import numpy as np
import pytest
from playwright.sync_api import Page, expect

from agreement import Interval, grouped_ari, grouped_differences
from agreement.grouped import Estimate
from agreement.separability import f1_interval, mean_difference, wilson_interval
from dashboard.core.filter_state import branch_key
from dashboard.i18n import interval, number, percent
from tests.browser.maps import READ
from tests.browser.test_dashboard import branch, choose, n_products, tick

pytestmark = pytest.mark.browser

NAMES = {
    "text": "Texte",
    "image": "Image",
    "fused": "Texte + image",
}
CURVE = "() => document.querySelector('#verdict-curve .js-plotly-plot')?._fullData ?? []"
Clustered = dict[str, tuple[int, tuple[str, ...]]]


def two(value: float) -> str:
    return number(value, "fr", 2)


@pytest.fixture
def tops(stored: duckdb.DuckDBPyConnection) -> list[str]:
    """The three largest top categories: enough products for a score, not all of them."""
    rows = stored.execute(
        "SELECT category_path[1] FROM products WHERE len(category_path) > 0 "
        "GROUP BY ALL ORDER BY count(*) DESC, 1 LIMIT 3"
    ).fetchall()
    return [name for (name,) in rows]


def keep(page: Page, tops: list[str], stored: duckdb.DuckDBPyConnection) -> int:
    """Filter the app to some branches; give how many products are left."""
    count = 0
    for at, name in enumerate(tops, start=1):
        tick(page, name)
        [(count,)] = stored.execute(
            "SELECT count(*) FROM products WHERE list_contains($tops, category_path[1])",
            {"tops": tops[:at]},
        ).fetchall()
        # Each is seen before the next one: a person looks where the tick went, too.
        expect(page.locator("#summary")).to_have_text(
            f"{count} produits affichés sur {n_products(stored)}"
        )
    return count


def every_top(stored: duckdb.DuckDBPyConnection) -> list[str]:
    rows = stored.execute("SELECT DISTINCT category_path[1] FROM products").fetchall()
    return [name for (name,) in rows]


def clustered(
    stored: duckdb.DuckDBPyConnection, space: str, level: int, tops: list[str]
) -> Clustered:
    """Give, for each product of some branches, its default cluster and its category."""
    rows = stored.execute(
        """
        SELECT product_id, cluster, category_path[:$level]
        FROM clusters JOIN clusterings c USING (clustering_id) JOIN products USING (product_id)
        WHERE is_default AND space = $space AND c.level = $level
          AND len(category_path) >= $level AND list_contains($tops, category_path[1])
        """,
        {"space": space, "level": level, "tops": tops},
    ).fetchall()
    return {key: (cluster, tuple(path)) for key, cluster, path in rows}


def scored(stored: duckdb.DuckDBPyConnection, side: Clustered) -> Estimate:
    """Score the clusters of some products, with the interval under sampling of brands."""
    labels, paths = zip(*side.values(), strict=True)
    _, codes = np.unique([" > ".join(path) for path in paths], return_inverse=True)
    groups = groups_of(stored)
    return grouped_ari(labels, codes, [groups[key] for key in side])


def groups_of(stored: duckdb.DuckDBPyConnection) -> dict[str, int]:
    return dict(stored.execute("SELECT product_id, sampling_group FROM products").fetchall())


def expect_gaps(page: Page, stored: duckdb.DuckDBPyConnection, sides: dict[str, Clustered]) -> None:
    """Each pair of spaces says its difference and its interval, or that there is none."""
    line, groups = page.locator("#comparison"), groups_of(stored)
    paths = {key: path for side in sides.values() for key, (_, path) in side.items()}
    keys = sorted(paths)
    _, codes = np.unique([" > ".join(paths[key]) for key in keys], return_inverse=True)
    labels = [[side.get(key, (-1, ()))[0] for key in keys] for side in sides.values()]
    moved = {
        (first, second): sd
        for first, second, sd in stored.execute(
            "SELECT first, second, halves_sd FROM differences WHERE level = 1"
        ).fetchall()
    }
    trained = dict(
        stored.execute(
            "SELECT space, value FROM scores s JOIN clusterings c USING (clustering_id) "
            "WHERE metric = 'ari_training_sd' AND c.level = 1 AND s.level = 1"
        ).fetchall()
    )
    spaces = list(sides)
    for gap in grouped_differences(labels, codes, [groups[key] for key in keys]):
        pair = spaces[gap.first], spaces[gap.second]
        least = max(moved[pair], *(trained.get(space, 0.0) for space in pair))
        value, ends, _ = gap.estimate
        names = [NAMES[space] for space in pair]
        if value < 0:
            names, value = names[::-1], -value
            ends = ends and Interval(-ends.high, -ends.low)
        if ends is None:
            expected = f"{names[0]} et {names[1]} :écart de {two(value)}, sans intervalle fiable"
        elif ends.low <= 0 <= ends.high or value < least:
            between = interval(*ends, "fr", signed=True)
            expected = f"{names[0]} et {names[1]} :écart non significatif {between}"
        else:
            between = interval(*ends, "fr", signed=True)
            expected = f"{names[0]} > {names[1]} :{number(value, 'fr', 2, signed=True)} {between}"
        expect(line).to_contain_text(expected)


# -- Cards, differences, baselines, seeds, HDBSCAN -------------------------------------------


def test_the_differences_between_spaces_are_those_of_the_stored_clusters(
    page: Page, stored: duckdb.DuckDBPyConnection
) -> None:
    sides = {space: clustered(stored, space, 1, every_top(stored)) for space in NAMES}
    expect_gaps(page, stored, sides)
    shared = min(len(set(a) & set(b)) for a, b in combinations(sides.values(), 2))
    expect(page.locator("#comparison")).to_contain_text(f"(n = {shared})")


def test_seeds_and_hdbscan_say_the_stored_figures(
    page: Page, stored: duckdb.DuckDBPyConnection
) -> None:
    for index, space in enumerate(NAMES):
        card = page.locator("#page-maps .card").nth(index)
        seeds = dict(
            stored.execute(
                "SELECT metric, value FROM scores s JOIN clusterings c USING (clustering_id) "
                "WHERE is_default AND space = ? AND c.level = 1 AND s.level = 1",
                [space],
            ).fetchall()
        )
        mean, spread = seeds["ari_seed_mean"], seeds["ari_seed_sd"]
        expect(card).to_contain_text(f"10 relances{two(mean)} ± {two(spread)}")
        # Its own bar, one standard deviation to each side, beside that of the interval.
        left = card.locator(".ruler-seeds").evaluate("(bar) => parseFloat(bar.style.left)")
        assert left == pytest.approx(100 * (mean - spread), abs=0.06)
        card.locator(".score-density summary").click()
        for metric, before in (("ari", "ARI "), ("ari_without_noise", "bruit compris")):
            rows = stored.execute(
                "SELECT value, ci_low, ci_high FROM scores s JOIN clusterings USING "
                "(clustering_id) WHERE algorithm = 'hdbscan' AND space = ? AND s.level = 1 "
                "AND metric = ?",
                [space, metric],
            ).fetchall()
            for value, low, high in rows:
                ends = f" {interval(low, high, 'fr')}" if low is not None else ""
                expect(card.locator(".score-density")).to_contain_text(f"{two(value)}{ends}")
                expect(card.locator(".score-density")).to_contain_text(before)


def test_cards_differences_and_baselines_follow_the_filter(
    page: Page, stored: duckdb.DuckDBPyConnection, tops: list[str]
) -> None:
    keep(page, tops, stored)
    sides = {space: clustered(stored, space, 1, tops) for space in NAMES}
    values = {}
    for index, (space, side) in enumerate(sides.items()):
        values[NAMES[space]], ends, _ = scored(stored, side)
        card = page.locator("#page-maps .card").nth(index)
        expect(card.locator(".score-value")).to_have_text(two(values[NAMES[space]]))
        expect(card).to_contain_text(f"Produits{len(side)}")
        expect(card.locator(".score-interval")).to_contain_text(
            f"IC 95 % {interval(*ends, 'fr')}" if ends else "Pas d’intervalle"
        )
        # Clusters are those of the whole catalogue: what was not clustered anew says so.
        expect(card).to_contain_text("sans filtre")
        expect(card.locator(".ruler-seeds")).to_have_count(0)
    expect_gaps(page, stored, sides)
    [(price,)] = stored.execute(
        "SELECT value FROM baselines WHERE baseline = 'price' AND level = 1"
    ).fetchall()
    expect(page.locator("#baselines-line")).to_contain_text("Repères, sans filtre")
    expect(page.locator("#baselines-line")).to_contain_text(f"Prix seul{two(price)}")
    page.get_by_text("Voir sur une échelle").click()
    for name, value in values.items():
        page.wait_for_function(
            """([name, value]) => {
                const traces = document.querySelector("#baselines .js-plotly-plot")?._fullData;
                const dot = (traces ?? []).find((trace) => trace.y[0] === name);
                return dot && Math.abs(dot.x[0] - value) < 1e-6; }""",
            arg=[name, value],
        )


# -- Categories: by depth, by branch, one by one ----------------------------------------------


@pytest.fixture
def categories(page: Page) -> Page:
    """The page of the categories, wide enough for every column of its table."""
    page.set_viewport_size({"width": 2200, "height": 1200})
    page.locator("#to-categories").click()
    for graph in ("depth", "branches"):
        page.wait_for_function(
            "(id) => document.querySelector(`#${id} .js-plotly-plot`)?._fullData?.length > 0",
            arg=graph,
        )
    expect(page.locator("#separability .ag-row").first).to_be_visible()
    return page


def expect_depth(page: Page, space: str, scores: list[tuple[float, float | None]]) -> None:
    """The curve of a space has these values; its bars reach as far up."""
    page.wait_for_function(
        """([name, values, reaches]) => {
            const traces = document.querySelector("#depth .js-plotly-plot")._fullData;
            const curve = traces.find((trace) => trace.name === name);
            const close = (a, b) => Math.abs(a - b) < 1e-6;
            return curve && curve.y.length === values.length
                && values.every((value, i) => close(curve.y[i], value))
                && reaches.every((reach, i) => reach === null
                    ? !(curve.error_y.array?.[i] > 0) : close(curve.error_y.array[i], reach)); }""",
        arg=[NAMES[space], [value for value, _ in scores], [reach for _, reach in scores]],
    )


def test_the_curve_shows_the_intervals_and_the_scores_of_the_filter(
    categories: Page, stored: duckdb.DuckDBPyConnection, tops: list[str]
) -> None:
    levels = stored.execute("SELECT level FROM levels WHERE is_clustered ORDER BY 1").fetchall()
    for space in NAMES:
        rows = stored.execute(
            "SELECT value, ci_high FROM scores s JOIN clusterings c USING (clustering_id) "
            "WHERE is_default AND space = ? AND s.level = c.level AND metric = 'ari' "
            "ORDER BY s.level",
            [space],
        ).fetchall()
        expect_depth(categories, space, [(value, high and high - value) for value, high in rows])
    keep(categories, tops, stored)
    for space in NAMES:
        scores = []
        for (level,) in levels:
            value, ends, _ = scored(stored, clustered(stored, space, level, tops))
            scores.append((value, ends and ends.high - value))
        expect_depth(categories, space, scores)


def neighbours_alike(
    stored: duckdb.DuckDBPyConnection, space: str, level: int
) -> dict[str, tuple[tuple[str, ...], float]]:
    """Give, for each product, its category and the share of its neighbours that are in it."""
    rows = stored.execute(
        """
        SELECT n.product_id, any_value(own.category_path[:$level]),
               avg((other.category_path[:$level] = own.category_path[:$level])::INTEGER)
        FROM neighbours n JOIN products own USING (product_id)
        JOIN products other ON other.product_id = n.neighbour_id
        WHERE space = $space AND len(own.category_path) >= $level GROUP BY n.product_id
        """,
        {"space": space, "level": level},
    ).fetchall()
    return {key: (tuple(path), share) for key, path, share in rows}


def hover_of(page: Page, key: str) -> str:
    text: str | None = page.evaluate(
        """(key) => {
            const trace = document.querySelector("#branches .js-plotly-plot")._fullData[0];
            return trace.hovertext[trace.ids.indexOf(key)] ?? null; }""",
        key,
    )
    assert text is not None, key
    return text


def test_branches_count_the_filter_and_small_ones_have_no_score(
    categories: Page, stored: duckdb.DuckDBPyConnection, tops: list[str]
) -> None:
    # One branch of a top category: what is left of that one is counted, and no more.
    [(path, kept)] = stored.execute(
        "SELECT category_path[:2], count(*) FROM products WHERE category_path[1] = ? "
        "AND len(category_path) >= 2 GROUP BY ALL ORDER BY 2 DESC, 1 LIMIT 1",
        [tops[0]],
    ).fetchall()
    branch(categories, tops[0]).focus()
    categories.keyboard.press("ArrowRight")
    # Its name may begin another's: that of its parent, for one.
    item = categories.get_by_role("treeitem", name=re.compile(rf"^{re.escape(path[1])} \("))
    item.locator(".mantine-CheckboxIndicator-indicator").first.click()
    tick(categories, tops[2])
    [(n_other,)] = stored.execute(
        "SELECT count(*) FROM products WHERE category_path[1] = ?", [tops[2]]
    ).fetchall()
    expect(categories.locator("#summary")).to_have_text(
        f"{kept + n_other} produits affichés sur {n_products(stored)}"
    )
    categories.wait_for_function(
        """(n) => document.querySelector("#branches .js-plotly-plot")._fullData[0].ids.length
            && document.querySelector("#branches .js-plotly-plot")._fullData[0].values[0] === n""",
        arg=kept + n_other,
    )
    alike = neighbours_alike(stored, "fused", 1)
    within = {
        key
        for (key,) in stored.execute(
            "SELECT product_id FROM products WHERE category_path[:2] = ?", [path]
        ).fetchall()
    }
    shares = [share for key, (_, share) in alike.items() if key in within]
    size = sum(path == (tops[0],) for path, _ in alike.values())
    [(whole,)] = stored.execute(
        "SELECT count(DISTINCT product_id) FROM neighbours WHERE space = 'fused'"
    ).fetchall()
    chance = (size - 1) / (whole - 1)
    hover = hover_of(categories, branch_key((tops[0],)))
    assert f"{kept} produits" in hover
    if len(shares) >= 10:
        assert f"Séparation {two((np.mean(shares) - chance) / (1 - chance))}" in hover
    else:
        assert "Non noté" in hover
    small = stored.execute(
        "SELECT category_path[:2], count(*) FROM products WHERE category_path[1] = ? "
        "AND len(category_path) >= 2 GROUP BY ALL HAVING count(*) < 10",
        [tops[2]],
    ).fetchall()
    assert small
    for path, count in small:
        hover = hover_of(categories, branch_key(path))
        assert f"{count} produits" in hover
        assert "Non noté" in hover


def expect_row(page: Page, stored: duckdb.DuckDBPyConnection, name: str, tops: list[str]) -> None:
    """The row of a top category says what the database does, of the products in some branches."""
    side = clustered(stored, "fused", 1, tops)
    own = [cluster for cluster, path in side.values() if path == (name,)]
    sizes = np.bincount([cluster for cluster, _ in side.values()])
    both = np.bincount(own, minlength=len(sizes))
    f1 = 2 * both / np.maximum(sizes + len(own), 1)
    best = int(f1.argmax())
    precision, recall = both[best] / sizes[best], both[best] / len(own)
    [(silhouette,)] = stored.execute(
        "SELECT avg(silhouette) FROM category_silhouettes JOIN products USING (product_id) "
        "WHERE space = 'fused' AND level = 1 AND category_path[1] = ?",
        [name],
    ).fetchall()
    rivals = stored.execute(
        """
        SELECT other.category_path[1] AS rival, count(*) / sum(count(*)) OVER () AS share
        FROM neighbours n JOIN products own USING (product_id)
        JOIN products other ON other.product_id = n.neighbour_id
        WHERE space = 'fused' AND own.category_path[1] = $name
        GROUP BY rival ORDER BY share DESC, rival
        """,
        {"name": name},
    ).fetchall()
    rival, share = next(rival_share for rival_share in rivals if rival_share[0] != name)
    by_text, by_image = (
        {key: alike for key, (path, alike) in similarities.items() if path == (name,)}
        for similarities in (neighbours_alike(stored, space, 1) for space in ("text", "image"))
    )
    keys = sorted(set(by_text) & set(by_image))
    groups = dict(stored.execute("SELECT product_id, sampling_group FROM products").fetchall())
    difference, ends, _ = mean_difference(
        [by_text[key] for key in keys],
        [by_image[key] for key in keys],
        [groups[key] for key in keys],
    )
    assert ends is not None
    if ends.low <= 0 <= ends.high:
        better = f"écart non significatif {interval(*ends, 'fr', signed=True)}"
    else:
        winner = "Texte" if difference > 0 else "Image"
        if difference < 0:
            difference, ends = -difference, Interval(-ends.high, -ends.low)
        gap = number(difference, "fr", 2, signed=True)
        better = f"{winner} {gap} {interval(*ends, 'fr', signed=True)}"

    def parse_int(value: float, between: tuple[float, float]) -> str:
        return f"{two(value)} {interval(*between, 'fr')}"

    hits, in_cluster = int(both[best]), int(sizes[best])
    expected = {
        "n": str(len(own)),
        "silhouette": two(silhouette),
        "precision": parse_int(precision, wilson_interval(hits, in_cluster)),
        "recall": parse_int(recall, wilson_interval(hits, len(own))),
        "f1": parse_int(float(f1[best]), f1_interval(hits, in_cluster, len(own))),
        "confused": f"{rival} ({percent(share, 'fr')})",
        "difference": better,
    }
    row = page.locator("#separability .ag-row").filter(
        has=page.locator(".cell-name", has_text=re.compile(f"^{re.escape(name)}$"))
    )
    at = row.first.get_attribute("row-index")
    for column, sentence in expected.items():
        column = "better" if column == "difference" else column
        cell = page.locator(f"#separability .ag-row[row-index='{at}'] [col-id={column}]")
        expect(cell).to_have_text(sentence)


def test_a_row_says_each_figure_of_its_category_and_follows_the_filter(
    categories: Page, stored: duckdb.DuckDBPyConnection, tops: list[str]
) -> None:
    expect_row(categories, stored, tops[0], every_top(stored))
    keep(categories, tops, stored)
    expect(categories.locator("#separability .ag-center-cols-container .ag-row")).to_have_count(3)
    expect_row(categories, stored, tops[0], tops)


# -- Trust in the maps ------------------------------------------------------------------------


def test_a_map_says_what_it_keeps_and_its_colours_follow_the_filter(
    page: Page, stored: duckdb.DuckDBPyConnection, tops: list[str]
) -> None:
    for index, space in enumerate(NAMES):
        [(recall,)] = stored.execute(
            "SELECT neighbour_recall FROM map_quality WHERE space = ? AND is_auto", [space]
        ).fetchall()
        expect(page.locator("#page-maps figure").nth(index)).to_contain_text(
            f"{percent(recall, 'fr')} des voisins conservés"
        )
    expect(page.locator("#page-maps")).to_contain_text("entre îlots ne s’interprète pas")
    choose(page, "colour", "Voisins")
    page.wait_for_function(f"() => ({READ})('text')?.steps === 7")
    count = keep(page, tops, stored)
    page.wait_for_function(
        f"(count) => {{ const map = ({READ})('text');"
        " return map?.codes.filter((code) => code < map.steps - 1).length === count; }",
        arg=count,
    )
    codes = page.evaluate(READ, "text")["codes"]
    rows = stored.execute(
        "SELECT position, projections.neighbour_recall "
        "FROM projections JOIN products USING (product_id) "
        "JOIN map_quality USING (space, method) WHERE space = 'text' AND is_auto "
        "AND list_contains($tops, category_path[1])",
        {"tops": tops},
    ).fetchall()
    assert len(rows) == count
    for position, kept in rows:
        assert codes[position] == sum(kept >= edge - 1e-7 for edge in (0.2, 0.4, 0.6, 0.8))


# -- Doubtful listings ------------------------------------------------------------------------


def test_the_count_of_doubts_is_of_the_filter_and_each_says_its_index(
    page: Page, stored: duckdb.DuckDBPyConnection, tops: list[str]
) -> None:
    label_issues = stored.execute(
        """
        SELECT p.name, category_path[1], suggested, score, text_suggested, text_listed
        FROM doubts JOIN products p USING (product_id)
        WHERE level = 1 AND both_agree ORDER BY rank
        """
    ).fetchall()
    page.locator("#to-products").click()
    page.get_by_text("Fiches douteuses", exact=True).click()
    expect(page.locator(".listing")).to_have_count(len(label_issues))
    for at, (_, _, suggested, score, by_text, for_listed) in enumerate(label_issues):
        index = 1 / (1 + np.exp(-score))
        card = page.locator(".listing").nth(at)
        out_of_100 = number(100 * min(index, 0.99), "fr")
        expect(card.locator(".listing-index")).to_contain_text(f"Score {out_of_100}")
        expect(card.locator(".listing-suggested")).to_contain_text(" › ".join(suggested))
        expect(card.locator(".votes").first).to_contain_text(
            f"{percent(by_text, 'fr')} contre {percent(for_listed, 'fr')}"
        )
    top = label_issues[0][1]
    kept = [row for row in label_issues if row[1] == top]
    [(judged,)] = stored.execute(
        "SELECT count(*) FROM doubts JOIN products USING (product_id) "
        "WHERE level = 1 AND category_path[1] = ?",
        [top],
    ).fetchall()
    tick(page, top)
    share = number(100 * len(kept) / judged, "fr", 1)
    noun = "fiche douteuse" if len(kept) == 1 else "fiches douteuses"
    expect(page.locator("#label-issues-count")).to_have_text(
        f"{len(kept)} {noun} au niveau 1 : {share}\u202f% des {judged} fiches jugées."
    )


# -- The verdict ------------------------------------------------------------------------------


def test_the_verdict_of_a_filter_is_that_of_its_products(
    page: Page, stored: duckdb.DuckDBPyConnection, tops: list[str]
) -> None:
    page.locator("#to-verdict").click()
    expect(page.locator(".verdict-outcome").first).to_be_visible()
    choose(page, "verdict-space", "Texte")
    expect(page.locator("#verdict-why")).to_contain_text("Niveau 1, Texte :")
    count = keep(page, tops, stored)
    expect(page.locator("#verdict-scope")).to_contain_text(
        f"Produits du filtre : {count} sur {n_products(stored)}."
    )
    right = dict(
        stored.execute(
            """
            SELECT rule, avg((category = category_path[:1])::INTEGER)
            FROM suggestions JOIN products USING (product_id)
            WHERE space = 'text' AND level = 1 AND list_contains($tops, category_path[1])
            GROUP BY rule
            """,
            {"tops": tops},
        ).fetchall()
    )
    # Both curves end where everything is accepted: the plain one first, the strict one over it.
    page.wait_for_function(
        f"(right) => {{ const lines = ({CURVE})();"
        " return lines.length > 1 && right.every((share, i) =>"
        " Math.abs(lines[i].y[lines[i].y.length - 1] - share) < 1e-6); }",
        arg=[right["plain"], right["strict"]],
    )
    expect(page.locator(".verdict-card").first).to_contain_text(
        f"Niveau 1 : {len(tops)} catégories, {count} produits"
    )
    # Better than chance: the lower end of the agreement, as the cards of the maps have it.
    ends = scored(stored, clustered(stored, "text", 1, tops)).interval
    assert ends is not None
    expect(page.locator("#verdict-rules")).to_contain_text(number(ends.low, "fr", 3))


def test_the_branches_to_start_with_are_those_proposed(
    page: Page, stored: duckdb.DuckDBPyConnection
) -> None:
    page.locator("#to-verdict").click()
    choose(page, "verdict-space", "Texte")
    expect(page.locator("#verdict-why")).to_contain_text("Niveau 1, Texte :")
    proposed = stored.execute(
        """
        SELECT category[1], count(*), avg((category = category_path[:1])::INTEGER)
        FROM suggestions JOIN products USING (product_id)
        WHERE space = 'text' AND level = 1 AND rule = 'strict' AND len(category) > 0
        GROUP BY ALL HAVING count(*) >= 10
        """
    ).fetchall()
    rows = page.locator("#verdict-branches tbody tr")
    expect(rows).to_have_count(len(proposed))
    for name, n, share in proposed:
        cells = rows.filter(has_text=name).locator("td")
        expect(cells.nth(1)).to_have_text(str(n))
        expect(cells.nth(2)).to_have_text(percent(share, "fr"))
