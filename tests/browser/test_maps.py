"""The maps as they are used: moved, enlarged, drawn on, with photos, from a link."""

import re
from typing import Any

import duckdb
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.maps import PLACE, READ, SELECTED, drag, sight
from tests.browser.test_dashboard import choose, numbers

pytestmark = pytest.mark.browser

VIEW = "(space) => window.dash_clientside.maps.maps.get(space).view"
NAMES = """(space) => [...document.querySelectorAll(`[data-map="${space}"] .cluster-label`)]
    .filter((name) => !name.hidden)
    .map((name) => { const {left, right, top, bottom} = name.getBoundingClientRect();
        return {text: name.textContent, left, right, top, bottom}; })"""
PHOTOS = """(space) => [...document.querySelectorAll(`[data-map="${space}"] .map-photo`)]
    .map((photo) => { const {x, y, width, height} = photo.getBoundingClientRect();
        return {id: photo.dataset.product, row: Number(photo.dataset.row),
            colour: getComputedStyle(photo).borderTopColor,
            label: photo.getAttribute("aria-label"), sign: photo.querySelectorAll("svg").length,
            x: x + width / 2, y: y + height / 2, side: width}; })"""


def rgb(colour: str) -> str:
    channels = ", ".join(str(int(colour[at : at + 2], 16)) for at in (1, 3, 5))
    return f"rgb({channels})"


def widths(page: Page, space: str) -> tuple[float, float]:
    view: dict[str, float] = page.evaluate(VIEW, space)
    return view["right"] - view["left"], view["high"] - view["low"]


def test_a_map_is_enlarged_moved_and_shown_whole_again(page: Page) -> None:
    whole = page.evaluate(VIEW, "text")
    frame = page.locator('[data-map="text"]')
    # By keys: nobody needs a pointer to look closer.
    frame.focus()
    page.keyboard.press("+")
    page.keyboard.press("+")
    assert widths(page, "text")[0] == pytest.approx((whole["right"] - whole["left"]) / 2.25)
    before = page.evaluate(VIEW, "text")
    page.keyboard.press("ArrowRight")
    after = page.evaluate(VIEW, "text")
    assert after["left"] > before["left"]
    assert (after["low"], after["high"]) == pytest.approx((before["low"], before["high"]))
    page.keyboard.press("0")
    assert page.evaluate(VIEW, "text") == pytest.approx(whole)
    # By buttons, whose names follow the language.
    frame.get_by_role("button", name="Agrandir").click()
    assert widths(page, "text")[0] < whole["right"] - whole["left"]
    frame.get_by_role("button", name="Toute la carte").click()
    assert page.evaluate(VIEW, "text") == pytest.approx(whole)
    # By a box, and the other maps stay as they are.
    other = page.evaluate(VIEW, "image")
    choose(page, "tool", "Zoom")
    drag(page, "text", [(0.25, 0.25), (0.75, 0.5)])
    assert widths(page, "text") == pytest.approx(
        ((whole["right"] - whole["left"]) / 2, (whole["high"] - whole["low"]) / 4), rel=0.02
    )
    assert page.evaluate(VIEW, "image") == other
    # A change of the colours keeps what is in sight; another projection shows the whole.
    kept = page.evaluate(VIEW, "text")
    choose(page, "colour", "Groupe")
    expect(page.locator("#legend")).to_contain_text("Chaque groupe prend la couleur")
    assert page.evaluate(VIEW, "text") == kept
    sight(page, "text").dblclick(position={"x": 2, "y": 2})
    page.wait_for_function(
        f"(whole) => Math.abs(({VIEW})('text').left - whole.left) < 1e-9",
        arg=whole,
        timeout=5_000,
    )


def test_names_are_written_on_the_largest_groups_none_over_another(
    page: Page, stored: duckdb.DuckDBPyConnection
) -> None:
    shown = page.evaluate(NAMES, "fused")
    tops = {
        name
        for (name,) in stored.execute(
            "SELECT DISTINCT category_path[1] FROM products WHERE len(category_path) > 0"
        ).fetchall()
    }
    assert len(shown) > 2
    for name in shown:
        assert any(top.startswith(name["text"].rstrip("…")) for top in tops)
    for at, one in enumerate(shown):
        for other in shown[at + 1 :]:
            beside = one["right"] <= other["left"] or other["right"] <= one["left"]
            above = one["bottom"] <= other["top"] + 1 or other["bottom"] <= one["top"] + 1
            assert beside or above


def test_a_lasso_is_in_the_link_and_the_link_selects_the_same(
    page: Page, address: str, stored: duckdb.DuckDBPyConnection
) -> None:
    choose(page, "tool", "Lasso")
    drag(page, "image", [(0.1, 0.1), (0.8, 0.15), (0.7, 0.9), (0.4, 0.6), (0.12, 0.8)])
    expect(page.locator("#selection-count")).to_contain_text("sur la carte image")
    page.wait_for_function("() => window.location.hash.includes('sel=lasso:image:')")
    link = page.evaluate("window.location.href")
    rows = sorted(page.evaluate(SELECTED, "text"))
    assert 0 < len(rows) < 150
    # The outline is that of the recipe: a person sees what was drawn.
    assert page.locator('[data-map="image"] .map-outline path').get_attribute("d")
    assert not page.locator('[data-map="text"] .map-outline path').get_attribute("d")
    assert page.context.browser is not None
    other = page.context.browser.new_page(viewport={"width": 1100, "height": 800})
    other.goto(link)
    other.wait_for_function(f"() => ({SELECTED})('text')?.length > 0")
    assert sorted(other.evaluate(SELECTED, "text")) == rows
    assert other.locator('[data-map="image"] .map-outline path').get_attribute("d")
    other.close()
    # Nothing in it: nothing is selected any more.
    drag(page, "image", [(0.001, 0.99), (0.002, 0.98), (0.04, 0.999)])
    expect(page.locator("#selection-count")).to_contain_text("Aucune sélection")


def near(page: Page, space: str, row: int) -> None:
    """Enlarge a map around a row."""
    page.evaluate(
        """([space, row]) => {
            const { maps, move } = window.dash_clientside.maps;
            const map = maps.get(space);
            const { left, right, low, high } = map.home;
            const [across, up] = [(right - left) / 12, (high - low) / 12];
            move(map, { left: map.x[row] - across, right: map.x[row] + across,
                low: map.y[row] - up, high: map.y[row] + up });
        }""",
        [space, row],
    )


def test_photos_take_the_place_of_points_where_there_is_room(
    page: Page, stored: duckdb.DuckDBPyConnection
) -> None:
    choose(page, "marks", "Photos")
    page.wait_for_function("() => window.location.hash.includes('marks=photos')")
    frame = page.locator('[data-map="text"]')
    if not page.evaluate(PHOTOS, "text"):
        expect(frame).to_contain_text("Agrandissez pour voir les photos")
    [(row,)] = stored.execute(
        "SELECT position FROM products WHERE thumbnail IS NOT NULL AND len(category_path) > 0 "
        "ORDER BY position LIMIT 1 OFFSET 12"
    ).fetchall()
    near(page, "text", row)
    page.wait_for_function(f"() => ({PHOTOS})('text').length > 0")
    shown: list[dict[str, Any]] = page.evaluate(PHOTOS, "text")
    drawn = page.evaluate(READ, "text")
    for photo in shown:
        # Each is the photo of its row, at its place, in its colour, with its sign and its name.
        [(product_id, name, path)] = stored.execute(
            "SELECT product_id, trim(name), category_path FROM products WHERE position = ?",
            [photo["row"]],
        ).fetchall()
        assert photo["id"] == product_id
        assert photo["label"].startswith(name)
        assert not path or photo["label"].endswith(path[0])
        assert photo["colour"] == rgb(drawn["colours"][photo["row"]])
        assert photo["sign"] == 1
        x, y = page.evaluate(PLACE, ["text", photo["row"]])
        assert (photo["x"], photo["y"]) == pytest.approx((x, y), abs=1.5)
    for at, one in enumerate(shown):
        for other in shown[at + 1 :]:
            away = max(abs(one["x"] - other["x"]), abs(one["y"] - other["y"]))
            assert away >= one["side"]
    page.wait_for_function(
        """() => [...document.querySelectorAll('[data-map="text"] .map-photo img')]
            .every((photo) => photo.naturalWidth > 0)"""
    )
    # One stop of Tab, arrows within.
    stops = page.locator('[data-map="text"] .map-photo[tabindex="0"]')
    expect(stops).to_have_count(1)
    stops.focus()
    for key in ("ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"):
        page.keyboard.press(key)
    assert page.evaluate("document.activeElement.className").startswith("map-photo")
    # A filter that shows none of them takes them away.
    choose(page, "marks", "Points")
    expect(page.locator(".map-photo")).to_have_count(0)


def test_photos_follow_the_selection(page: Page, stored: duckdb.DuckDBPyConnection) -> None:
    drag(page, "text", [(0.02, 0.02), (0.5, 0.98)])
    expect(page.locator("#selection-count")).to_contain_text("sur la carte texte")
    selected = set(page.evaluate(SELECTED, "fused"))
    [row] = [
        row
        for (row,) in stored.execute(
            "SELECT position FROM products WHERE thumbnail IS NOT NULL ORDER BY position"
        ).fetchall()
        if row in selected
    ][:1]
    near(page, "fused", row)
    choose(page, "marks", "Photos")
    page.wait_for_function(f"() => ({PHOTOS})('fused').length > 0")
    faint = page.locator('[data-map="fused"] .map-photo-faint')
    faint_rows = {int(faint_photo.get_attribute("data-row") or -1) for faint_photo in faint.all()}
    rows = {photo["row"] for photo in page.evaluate(PHOTOS, "fused")}
    assert row in rows
    assert rows & selected == rows - faint_rows


def test_a_filter_change_asks_nothing_of_the_maps(page: Page) -> None:
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    before = page.evaluate(READ, "text")
    page.locator(".tree .mantine-CheckboxIndicator-indicator").first.click()
    expect(page.locator("#summary")).to_contain_text("affichés sur")
    page.wait_for_function(f"() => ({READ})('text')?.codes.includes(({READ})('text').steps - 1)")
    [shown, _] = numbers(page.locator("#summary").inner_text())
    after = page.evaluate(READ, "text")
    assert sum(code != after["steps"] - 1 for code in after["codes"]) == shown
    assert (after["x"], after["y"]) == (before["x"], before["y"])
    counts = page.locator("#legend .legend-count").all_inner_texts()
    assert sum(numbers(" ".join(counts))) == shown
    assert [url for url in requests if re.search("/maps/", url)] == []


def test_a_map_that_does_not_come_says_so_and_is_asked_for_again(
    browser: Browser, address: str
) -> None:
    # A page of its own: the browser complains in the console of what it did not get.
    page = browser.new_page(viewport={"width": 1100, "height": 800})
    page.route("**/places/text/**", lambda route: route.abort())
    page.goto(f"{address}/#/maps")
    failed = page.locator('[data-map="text"]')
    expect(failed).to_contain_text("Le serveur n’a pas répondu")
    page.wait_for_function(f"() => ({READ})('image')?.n > 0")
    page.unroute("**/places/text/**")
    failed.get_by_role("button", name="Réessayer").click()
    page.wait_for_function(f"() => ({READ})('text')?.n > 0")
    expect(failed).not_to_contain_text("Le serveur")
    page.close()
