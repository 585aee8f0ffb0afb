"""What leaves the page says what it is: images of charts, cards as text, printed sheets."""

import re
import struct
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree

import duckdb
import pytest
from playwright.sync_api import Browser, Page, expect

from dashboard.i18n import date, text
from tests.browser.views import opened, put, settle

pytestmark = pytest.mark.browser

INK = {"light": "rgb(28, 33, 38)", "dark": "rgb(236, 233, 227)"}
THEMES = [("fr", "light"), ("en", "dark")]


@pytest.fixture
def branches(stored: duckdb.DuckDBPyConnection) -> list[tuple[str, int]]:
    """The branches of the top level with their products, the largest first."""
    rows: list[tuple[str, int]] = stored.execute(
        "SELECT category_path[1], count(*) FROM products WHERE len(category_path) > 0 "
        "GROUP BY 1 ORDER BY 2 DESC, 1"
    ).fetchall()
    return rows


@pytest.fixture
def total(stored: duckdb.DuckDBPyConnection) -> int:
    [(n,)] = stored.execute("SELECT count(*) FROM products").fetchall()
    return int(n)


@pytest.fixture
def about(stored: duckdb.DuckDBPyConnection) -> dict[str, str]:
    rows: list[tuple[str, str]] = stored.execute("SELECT key, value FROM builds").fetchall()
    return dict(rows)


def go(page: Page, name: str, branches: list[tuple[str, int]], level: int = 2) -> None:
    kept = ";".join(quote(branch, safe="") for branch, _ in branches)
    page.evaluate(
        "(address) => { window.location.hash = address; }", f"#/{name}?level={level}&in={kept}"
    )
    settle(page, name)


def wait_for_chart(page: Page, graph: str) -> None:
    page.wait_for_function(
        """(id) => document.querySelector(`#${id} .js-plotly-plot`)?._fullData?.length > 0
            || document.querySelector(`[data-map=${id.slice(4)}]`)?.ariaBusy === 'false'""",
        arg=graph,
    )


def saved(page: Page, graph: str, kind: str, folder: Path) -> tuple[Path, str]:
    """Save a chart; give the file and the name it was given."""
    with page.expect_download() as download:
        page.locator(f"#{graph}-{kind}").click()
    name = download.value.suggested_filename
    download.value.save_as(folder / name)
    expect(page.locator("#copied")).to_contain_text(name)
    return folder / name, name


def words_of(svg: Path) -> str:
    """All the texts of an SVG, those of one element on one line."""
    tree = ElementTree.parse(svg)  # noqa: S314 - written by our own page
    texts = tree.iter("{http://www.w3.org/2000/svg}text")
    return "\n".join(" ".join(" ".join(element.itertext()).split()) for element in texts)


def in_words(page: Page, language: str, about: dict[str, str]) -> list[str]:
    """What must be said of where a figure comes from: catalogue, number of products, both days."""
    today = date(datetime.now(UTC).astimezone().isoformat(), language)
    facts = page.locator("#facts").inner_text()
    assert about["catalog_name"] in facts
    assert date(about["built_at"], language) in facts
    return [facts, text("paper.day", language, day=today)]


@pytest.mark.parametrize(("language", "scheme"), THEMES)
def test_a_chart_is_saved_with_its_title_filter_and_day(
    browser: Browser,
    address: str,
    tmp_path: Path,
    branches: list[tuple[str, int]],
    total: int,
    about: dict[str, str],
    language: str,
    scheme: str,
) -> None:
    [(name, n)] = largest = branches[:1]
    with opened(browser, address, language=language, scheme=scheme) as page:
        go(page, "maps", largest)
        put(page, "crosstab-measure", "columns")
        for graph, title in (("map-text", "maps.text"), ("crosstab", "crosstab.title")):
            wait_for_chart(page, graph)
            sentences = [
                text(title, language),
                text("chips.level", language, level=2),
                name,
                text("filter.summary.some", language, shown=n, n=total),
                *in_words(page, language, about),
            ]
            svg, called = saved(page, graph, "svg", tmp_path)
            words = words_of(svg)
            assert [entry for entry in sentences if " ".join(entry.split()) not in words] == []
            drawn = svg.read_text(encoding="utf-8")
            assert INK["light"] in drawn
            assert INK["dark"] not in drawn
            assert re.search(r"-(niveau|level)-2-\d{4}-\d{2}-\d{2}\.svg$", called)
            png, _ = saved(page, graph, "png", tmp_path)
            content = png.read_bytes()
            assert content.startswith(b"\x89PNG")
            width, height = struct.unpack(">II", content[16:24])
            assert width >= 1280
            assert height >= 600
        # The legend stands outside the map, and inside its image; the measure is said.
        legend = page.locator("#legend .legend-name").all_inner_texts()
        drawn_map = next(tmp_path.glob(f"*{_slug(text('maps.text', language))}*.svg"))
        words = words_of(drawn_map)
        assert [entry for entry in legend if entry not in words] == []
        assert drawn_map.read_text(encoding="utf-8").count("<path") > n  # it is no picture
        assert text("breakdown.columns", language) in words_of(svg)


def _slug(title: str) -> str:
    return title.lower().replace(" ", "-")


@pytest.mark.parametrize(("language", "scheme"), THEMES[1:])
def test_a_card_is_copied_as_text(
    browser: Browser,
    address: str,
    branches: list[tuple[str, int]],
    total: int,
    about: dict[str, str],
    language: str,
    scheme: str,
) -> None:
    largest, n = branches[:1], branches[0][1]
    with opened(browser, address, language=language, scheme=scheme) as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        go(page, "clusters", largest)
        filtered = text("filter.summary.some", language, shown=n, n=total)
        card = page.locator(".cluster-card").first
        card.locator(".card-copy").click()
        expect(page.locator("#copied")).to_have_text(text("copied.card", language))
        copied = lines(page.evaluate("() => navigator.clipboard.readText()"))
        assert copied[0] == text("clusters.cards", language)
        assert any(text("space.fused", language) in line for line in copied)
        assert any(" ".join(card.locator("h3").inner_text().split()) in line for line in copied)
        assert any(filtered in line for line in copied)
        assert all(sentence in copied[-1] for sentence in in_words(page, language, about))
        # A page that may not write to the clipboard still copies.
        go(page, "verdict", largest)
        page.evaluate(
            """() => {
                Object.defineProperty(navigator, "clipboard", { value: undefined });
                document.addEventListener("copy", () => {
                    window.copied = document.activeElement.value;
                });
            }"""
        )
        card = page.locator(".verdict-card").first
        card.locator(".card-copy").click()
        expect(page.locator("#copied")).to_have_text(text("copied.card", language))
        copied = lines(page.evaluate("() => window.copied"))
        outcome = card.locator(".verdict-outcome .outcome").inner_text().split(maxsplit=1)[1]
        assert copied[:3] == [
            text("verdict.title", language),
            card.locator("h3").inner_text(),
            outcome,
        ]
        assert any(filtered in line for line in copied)


def lines(copied: str) -> list[str]:
    return [" ".join(line.split()) for line in copied.splitlines() if line.strip()]


EXPORT_WORDS = """() => {
    const page = document.querySelector(".page:not([hidden])");
    const shown = (selector) => [...document.querySelectorAll(selector)]
        .filter((each) => each.checkVisibility()).length;
    const graphs = [...page.querySelectorAll(".js-plotly-plot")]
        .filter((each) => each.checkVisibility());
    return {
        ground: getComputedStyle(document.body).backgroundColor,
        head: document.querySelector(".print-head")?.innerText ?? "",
        onlyScreen: shown(".panel, .pages, .tools, .figure-tools, .card-copy, .mantine-Button-root"
            + ", .products-grid, summary"),
        inks: [...new Set(graphs.map((graph) => graph._fullLayout.font.color))],
        widths: graphs.map((graph) => graph._fullLayout.width),
        tables: [...page.querySelectorAll(".print-table")].map((frame) =>
            frame.querySelectorAll("table:first-child tbody tr").length),
        wide: document.documentElement.scrollWidth > document.documentElement.clientWidth,
    };
}"""
"""What is seen of the page, and how wide its charts are."""


@pytest.mark.parametrize(("language", "scheme"), [("fr", "dark")])
def test_a_printed_page_is_a_clean_sheet(
    browser: Browser,
    address: str,
    branches: list[tuple[str, int]],
    total: int,
    about: dict[str, str],
    language: str,
    scheme: str,
) -> None:
    kept = branches[:3]
    n = sum(products for _, products in kept)
    with opened(browser, address, language=language, scheme=scheme) as page:
        go(page, "clusters", kept, level=1)
        wait_for_chart(page, "stability")
        rows = page.locator("#breakdown .ag-center-cols-container .ag-row")
        expect(rows).to_have_count(len(kept))
        assert_fits(page, "#breakdown")
        page.set_viewport_size({"width": 703, "height": 900})  # of an A4 sheet
        page.emulate_media(media="print")
        page.wait_for_selector(".print-head")
        sheet: dict[str, Any] = page.evaluate(EXPORT_WORDS)
        for sentence in (
            text("page.clusters", language),
            text("filter.summary.some", language, shown=n, n=total),
            *in_words(page, language, about),
        ):
            assert sentence in sheet["head"]
        assert sheet["onlyScreen"] == 0
        assert sheet["ground"] == "rgb(255, 255, 255)"
        assert sheet["inks"] == ["#1C2126"]
        assert all(width <= 703 for width in sheet["widths"])
        assert sheet["tables"] == [len(kept)]
        assert not sheet["wide"]
        # The page is as it was.
        page.emulate_media(media="screen")
        page.wait_for_function("() => !document.querySelector('.print-head, .print-table')")
        settle(page, "clusters")
        ink = page.evaluate(
            "() => document.querySelector('#stability .js-plotly-plot')._fullLayout.font.color"
        )
        assert ink == {"light": "#1C2126", "dark": "#ECE9E3"}[scheme]


def assert_fits(page: Page, grid: str) -> None:
    """A grid of few rows ends with them, and shows its last column at 1440 px."""
    page.wait_for_function(
        """(grid) => {
            const root = document.querySelector(grid);
            const rows = root.querySelectorAll(".ag-center-cols-container .ag-row").length;
            const head = root.querySelector(".ag-header").offsetHeight;
            const left = root.getBoundingClientRect().height - head - Math.max(rows, 2) * 36;
            const view = root.querySelector(".ag-center-cols-viewport");
            return left >= 0 && left <= 20 && view.scrollWidth <= view.clientWidth + 1;
        }""",
        arg=grid,
    )
