"""The verdict, as a head of product meets it: first page, one minute, a file to take along."""

import json
import re
from pathlib import Path

import duckdb
import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

CURVE = "() => document.querySelector('#verdict-curve .js-plotly-plot')?._fullData ?? []"


@pytest.fixture
def verdict(page: Page, address: str) -> Page:
    page.goto(f"{address}/#/verdict")
    expect(page.locator(".verdict-outcome").first).to_be_visible()
    page.wait_for_function(f"() => ({CURVE})().length >= 2")
    return page


def first_right(stored: duckdb.DuckDBPyConnection, space: str, level: int) -> tuple[float, int]:
    """Share of the listed products whose strict suggestion is their category, and how many."""
    [(share, n)] = stored.execute(
        """
        SELECT avg((category = category_path[:$level])::INTEGER), count(*)
        FROM suggestions JOIN products USING (product_id)
        WHERE space = $space AND level = $level AND rule = 'strict' AND len(category_path) >= $level
        """,
        {"space": space, "level": level},
    ).fetchall()
    return float(share), int(n)


def digits(text: str) -> int:
    return int(re.sub(r"[^\d]", "", text))


def field(page: Page, name: str, value: str) -> None:
    box = page.locator(f"#verdict-{name}")
    box.fill(value)
    box.press("Tab")


def test_it_is_the_first_page_and_says_one_verdict_a_level(
    page: Page, address: str, stored: duckdb.DuckDBPyConnection
) -> None:
    page.goto("about:blank")
    page.goto(address)
    expect(page.locator(".page-link[aria-current=page]")).to_have_text("Verdict")
    heads = page.locator(".verdict-card")
    [(levels,)] = stored.execute("SELECT count(*) FROM levels WHERE is_clustered").fetchall()
    expect(heads).to_have_count(levels)
    for number in range(levels):
        expect(heads.nth(number).locator(".verdict-outcome")).to_have_text(
            re.compile("Automatiser|Assister|Pas faisable|Données insuffisantes")
        )
    _, n = first_right(stored, "fused", 1)
    expect(heads.first).to_contain_text(f"{n} produits")


def test_a_number_on_the_screen_is_that_of_the_database(
    verdict: Page, stored: duckdb.DuckDBPyConnection
) -> None:
    verdict.locator("#verdict-space label").filter(has_text=re.compile("^Texte$")).click()
    expect(verdict.locator("#verdict-why")).to_contain_text("Niveau 1, Texte :")
    share, n = first_right(stored, "text", 1)
    verdict.wait_for_function(
        f"(share) => {{ const line = ({CURVE})()[1]; "
        "return line && Math.abs(line.y[line.y.length - 1] - share) < 1e-6; }",
        arg=share,
    )
    assisted = verdict.locator(".verdict-way").filter(has_text="confirmée par une personne")
    hours = (share * 2 - 0.5) * 10_000 / 60
    expect(assisted.locator(".verdict-figure").first).to_have_text(re.compile(r"\d"))
    assert digits(assisted.locator(".verdict-figure").first.inner_text()) == round(hours)
    expect(verdict.locator(".verdict-card").first).to_contain_text(f"{n} produits")


def test_what_is_asked_and_what_work_costs_change_the_page(
    verdict: Page, stored: duckdb.DuckDBPyConnection
) -> None:
    rules = verdict.locator("#verdict-rules")
    field(verdict, "precision", "99.5")
    expect(rules).to_contain_text("100\u202f%")  # 99,5 as a whole percentage
    field(verdict, "precision", "20")
    field(verdict, "coverage", "1")
    expect(rules).to_contain_text("20\u202f%")
    expect(verdict.locator(".verdict-outcome").first).to_contain_text("Automatiser")
    hours = verdict.locator(".verdict-figure").first
    before = digits(hours.inner_text())
    field(verdict, "products", "20000")
    expect(hours).not_to_have_text(re.compile(f"^{before}$"))
    assert digits(hours.inner_text()) == pytest.approx(2 * before, abs=1)
    verdict.get_by_role("button", name="Rétablir les valeurs").click()
    expect(rules).to_contain_text("95\u202f%")
    expect(verdict.locator("#verdict-products")).to_have_value("10\u202f000")


def test_it_follows_the_filter(verdict: Page, stored: duckdb.DuckDBPyConnection) -> None:
    [(name, count)] = stored.execute(
        "SELECT category_path[1], count(*) FROM products WHERE len(category_path) > 0 "
        "GROUP BY ALL ORDER BY 2 DESC, 1 LIMIT 1"
    ).fetchall()
    branch = verdict.get_by_role("treeitem", name=re.compile(f"^{re.escape(name)}")).first
    branch.locator(".mantine-CheckboxIndicator-indicator").first.click()
    expect(verdict.locator("#verdict-scope")).to_have_text(
        re.compile(rf"^Produits du filtre\s: {count} sur")
    )
    # All of one top category, or too few of it: nothing to say at level 1.
    expect(verdict.locator(".verdict-outcome").first).to_contain_text(
        re.compile("Rien à décider|Données insuffisantes")
    )
    expect(verdict.locator("#verdict-savings .card")).to_have_count(0)


def test_a_link_shows_the_evidence_of_its_space(verdict: Page) -> None:
    verdict.locator(".verdict-card").first.get_by_role("link", name="Image", exact=True).click()
    expect(verdict.locator("#verdict-why")).to_contain_text("Niveau 1, Image :")
    expect(verdict.locator("#verdict-curve")).to_be_in_viewport()
    verdict.locator("#verdict-rules").get_by_role("link", name="Cartes et scores").click()
    expect(verdict.locator(".page-link[aria-current=page]")).to_have_text("Cartes")
    verdict.go_back()
    expect(verdict.locator(".page-link[aria-current=page]")).to_have_text("Verdict")


def test_the_verdict_can_be_taken_along(
    verdict: Page, stored: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    with verdict.expect_download() as waited:
        verdict.get_by_role("button", name="Données (JSON)").click()
    waited.value.save_as(tmp_path / "verdict.json")
    content = json.loads((tmp_path / "verdict.json").read_text(encoding="utf-8"))
    for case in content["verdicts"]:
        share, n = first_right(stored, case["space"], case["level"])
        assert case["n"] == n
        assert case["strict"]["first_right"] == pytest.approx(share)
    with verdict.expect_download() as waited:
        verdict.get_by_role("button", name="Rapport (HTML)").click()
    file = tmp_path / waited.value.suggested_filename
    waited.value.save_as(file)
    assert file.name == "verdict.html"
    # The file stands alone: opened from the disk, it draws its charts and asks for nothing.
    shown = verdict.context.new_page()
    requests: list[str] = []
    shown.on("request", lambda request: requests.append(request.url))
    shown.goto(file.as_uri())
    assert requests == [file.as_uri()]
    expect(shown.locator("svg").first).to_be_visible()
    expect(shown.locator("h1")).to_have_text("Peut-on automatiser le choix de la catégorie ?")
    [fused] = [c for c in content["verdicts"] if (c["space"], c["level"]) == ("fused", 1)]
    ari = f"{fused['agreement']['ari']:.2f}".replace(".", ",")
    expect(shown.locator("#agreement")).to_contain_text(ari)


# The links of the rules, in a frame that scrolls: a cut one would be missed by who does not know.
LINKS_ARE_WHOLE = """() => {
    const links = [...document.querySelectorAll("#page-verdict .plain-table a")];
    const edge = (node) => node.getBoundingClientRect().right;
    return links.length > 0 && links.every((link) => edge(link) <= edge(link.closest(".scrolled")));
}"""


def test_it_is_readable_in_english_in_the_dark_theme_and_on_a_phone(verdict: Page) -> None:
    verdict.set_viewport_size({"width": 390, "height": 844})
    verdict.wait_for_function(LINKS_ARE_WHOLE)
    verdict.set_viewport_size({"width": 1440, "height": 900})
    verdict.locator("#language label").filter(has_text=re.compile("^EN$")).click()
    expect(verdict.locator("#verdict-why")).to_have_text(re.compile(r"^Level 1, .+: \w+"))
    verdict.locator("#scheme label").filter(has_text="Dark").click()
    expect(verdict.locator(":root")).to_have_attribute("data-scheme", "dark")
    verdict.set_viewport_size({"width": 390, "height": 844})
    verdict.wait_for_function("() => document.documentElement.scrollWidth <= innerWidth")
    verdict.wait_for_function(LINKS_ARE_WHOLE)


def test_the_fields_are_reached_and_named_by_keyboard(verdict: Page) -> None:
    box = verdict.get_by_label("Exactitude exigée sans relecture")
    box.focus()
    verdict.keyboard.press("Tab")
    expect(verdict.get_by_label("Part minimale de produits traités")).to_be_focused()
    verdict.keyboard.press("ArrowUp")
    expect(verdict.locator("#verdict-coverage")).to_have_value("51\u202f%")
