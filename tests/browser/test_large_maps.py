"""A catalogue too large to send every point: a density, a sample, nothing lost of a selection."""

from pathlib import Path

import duckdb
import pytest
from playwright.sync_api import Browser, expect

from bench.synthetic import make
from dashboard.i18n import number
from dashboard.maps_api import MOST_POINTS, SAMPLE
from tests.browser.conftest import served
from tests.browser.maps import IS_DRAWN, READ, SELECTED, drag

pytestmark = pytest.mark.browser

N = MOST_POINTS + 200
IN_SIGHT = """() => {
    const map = window.dash_clientside.maps.maps.get("fused");
    return { view: map.view, n: map.x.length, isDense: map.density !== null };
}"""


def test_a_large_catalogue_is_sampled_and_selected_whole(browser: Browser, tmp_path: Path) -> None:
    database = make(tmp_path / "large.duckdb", N)
    sizes: list[int] = []
    with served(database) as address:
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.on(
            "response",
            lambda response: (
                sizes.append(len(response.body())) if "/window/" in response.url else None
            ),
        )
        page.goto(f"{address}/#/maps")
        page.wait_for_function(IS_DRAWN, timeout=60_000)
        sentence = f"{number(SAMPLE, 'fr')} points sur {number(N, 'fr')}"
        for space in ("text", "image", "fused"):
            expect(page.locator(f'[data-map="{space}"]')).to_contain_text(sentence)
        assert page.evaluate(READ, "text")["n"] == SAMPLE
        assert max(sizes) < 16 * N

        # All the products of the box, those that are not drawn too.
        drag(page, "text", [(0.3, 0.02), (0.6, 0.5)])
        expect(page.locator("#selection-count")).to_contain_text("sur la carte texte")
        [(x0, y0), (x1, y1)] = page.evaluate(
            "() => window.dash_clientside.maps.state.selection.recipe.points"
        )
        with duckdb.connect(str(database), read_only=True) as stored:
            [(count,)] = stored.execute(
                "SELECT count(*) FROM projections WHERE space = 'text' AND method = 'umap' "
                "AND x BETWEEN least($x0, $x1) AND greatest($x0, $x1) "
                "AND y BETWEEN least($y0, $y1) AND greatest($y0, $y1)",
                {"x0": x0, "y0": y0, "x1": x1, "y1": y1},
            ).fetchall()
        assert count > page.evaluate(READ, "text")["n"] / 4
        expect(page.locator("#selection-count")).to_contain_text(f"{number(count, 'fr')} produits")
        # On another map, all that are selected are drawn before the others.
        page.wait_for_function(
            f"(n) => ({SELECTED})('fused')?.length === n", arg=min(count, SAMPLE)
        )

        # Closer, every point in sight is there.
        page.evaluate(
            """() => {
                const { maps, zoom } = window.dash_clientside.maps;
                const map = maps.get("fused");
                zoom(map, 12, [map.x[0], map.y[0]]);
            }"""
        )
        page.wait_for_function(f"() => !({IN_SIGHT})().isDense")
        seen = page.evaluate(IN_SIGHT)
        with duckdb.connect(str(database), read_only=True) as stored:
            [(inside,)] = stored.execute(
                "SELECT count(*) FROM projections WHERE space = 'fused' AND method = 'umap' "
                "AND x BETWEEN $left AND $right AND y BETWEEN $low AND $high",
                seen["view"],
            ).fetchall()
        assert seen["n"] == inside > 0
        expect(page.locator('[data-map="fused"]')).not_to_contain_text("densité")
        page.close()
