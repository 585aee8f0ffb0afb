"""Everyone can use every view: axe-core finds nothing, the keyboard reaches everything, visibly."""

from importlib.resources import files
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.views import VIEW_REQUESTS, opened, show, wear

pytestmark = pytest.mark.browser

AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
TAGS = (
    "wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice",
)  # fmt: skip
RUN = """async (tags) => {
    const found = await window.axe.run(document, {
        runOnly: { type: "tag", values: tags },
        resultTypes: ["violations"],
    });
    return found.violations.flatMap((rule) => rule.nodes.map((node) => [
        rule.id, node.target.join(" "), node.failureSummary.split("\\n").slice(1).join(" ").trim(),
    ]));
}"""
WIDTHS = {"fr": (1440, 900), "en": (390, 844)}
"""The widest and the narrowest, one with each language: what a menu hides is seen too."""

REACHABLE = """() => {
    const shown = (element) => element.checkVisibility({ opacityProperty: false })
        && element.getClientRects().length > 0 && !element.closest("[inert], [aria-hidden=true]");
    const found = [...document.querySelectorAll(
        "a[href], button, input, select, textarea, summary, [tabindex]")].filter((element) =>
        shown(element) && !element.disabled && element.tabIndex >= 0);
    const radios = new Set();
    const wholes = new Set();
    return found.filter((element) => {
        const whole = element.closest(".ag-root-wrapper, [role=tree], [role=listbox]");
        if (whole) return !wholes.has(whole) && wholes.add(whole);
        if (element.type !== "radio") return true;
        if (!element.checked || radios.has(element.name)) return false;
        return radios.add(element.name);
    }).map((element) => {
        const whole = element.closest(".ag-root-wrapper, [role=tree], [role=listbox]") ?? element;
        whole.dataset.checkKey = String(found.indexOf(element));
        return [whole.dataset.checkKey, element.outerHTML.slice(0, 160)];
    });
}"""
"""What Tab must reach: of radio buttons with one name, the checked one; a grid, a tree or a list as
a whole, since arrows lead around in it."""
AT = """() => {
    const element = document.activeElement;
    if (!element || element === document.body) return null;
    const label = element.closest("label") ?? element.labels?.[0];
    const parts = [element, label, element.parentElement, element.nextElementSibling,
        label?.parentElement, element.querySelector(":scope > *")].filter(Boolean);
    const looks = () => JSON.stringify(parts.map((part) => {
        const style = getComputedStyle(part);
        return [style.outlineStyle === "none" ? "" : style.outlineWidth + style.outlineColor,
            style.boxShadow, style.borderColor, style.backgroundColor];
    }));
    const focused = looks();
    element.blur();
    const blurred = looks();
    element.focus({ focusVisible: true, preventScroll: true });
    const visited = element.dataset.checkVisited === "true";
    element.dataset.checkVisited = "true";
    return {
        key: element.closest("[data-check-key]")?.dataset.checkKey ?? null,
        shown: focused !== blurred,
        visited: visited,
        markup: element.outerHTML.slice(0, 160),
    };
}"""
MOST_STOPS = 250


@pytest.mark.parametrize("language", ["fr", "en"])
def test_axe_finds_nothing(browser: Browser, address: str, language: str) -> None:
    faults: dict[tuple[str, str], Any] = {}
    with opened(browser, address, size=WIDTHS[language], language=language) as page:
        page.evaluate(AXE)
        for scheme in ("light", "dark"):
            wear(page, scheme)
            for view in VIEW_REQUESTS:
                show(page, view)
                if violations := page.evaluate(RUN, list(TAGS)):
                    faults[view.name, scheme] = violations
                view.closes(page)
    assert faults == {}


def stops(page: Page) -> tuple[set[str], list[str]]:
    """Press Tab all around the view: keys of what was reached, and markup where no focus shows.

    A drawer that has just been opened is at the end of the page: Tab goes on at its beginning.
    """
    reached: set[str] = set()
    unseen: list[str] = []
    page.evaluate("() => document.activeElement?.blur()")
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        at = page.evaluate(AT)
        if at is None:
            continue
        if at["visited"]:
            break
        if at["key"] is not None:
            reached.add(at["key"])
        if not at["shown"]:
            unseen.append(at["markup"])
    else:
        raise AssertionError("Tab does not come around")
    return reached, unseen


@pytest.mark.parametrize("view", VIEW_REQUESTS, ids=lambda view: view.name)
def test_tab_reaches_everything_and_shows_where_it_is(
    browser: Browser, address: str, view: Any
) -> None:
    with opened(browser, address) as page:
        show(page, view)
        wanted = page.evaluate(REACHABLE)
        reached, unseen = stops(page)
    assert [markup for key, markup in wanted if key not in reached] == []
    assert unseen == []
