"""What is on its way has a shape: no empty frame, no claim of an empty list, no frozen page."""

from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from dashboard import ids
from tests.browser.maps import IS_DRAWN

pytestmark = pytest.mark.browser

SHAPE = "(element) => getComputedStyle(element).backgroundImage.includes('gradient')"
MOVES = "(element) => getComputedStyle(element).animationName"


class Slow:
    """A server that keeps its answers back until it is let go.

    But for the question which build is published: while that one is open, the page asks no other.
    """

    def __init__(self, page: Page) -> None:
        self.kept: list[Route] | None = []
        for pattern in ("**/_dash-update-component*", "**/maps/**"):
            page.route(pattern, lambda route: self.hold_back(route))

    def hold_back(self, route: Route) -> None:
        """Keep an answer back."""
        if self.kept is None or f"{ids.CLOCK}.n_intervals" in (route.request.post_data or ""):
            route.continue_()
        else:
            self.kept.append(route)

    def release(self) -> None:
        """Answer, from now on at once."""
        kept, self.kept = self.kept, None
        for route in kept or ():
            route.continue_()


@pytest.mark.parametrize(("motion", "animation"), [("no-preference", "gleam"), ("reduce", "none")])
def test_a_page_that_waits_shows_what_will_come(
    browser: Browser, address: str, motion: Literal["no-preference", "reduce"], animation: str
) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 900}, reduced_motion=motion)
    server = Slow(page)
    page.goto(f"{address}/#/maps")
    page.locator("#page-maps .map-sight").first.wait_for()
    for selector in ("#page-maps .cards", "#page-maps .map-sight", "#below-maps"):
        shape = page.locator(selector).first
        assert shape.evaluate(SHAPE)
        assert shape.evaluate(MOVES) == animation
        box = shape.bounding_box()
        assert box is not None
        assert box["height"] > 100
    # No axes of nothing.
    expect(page.locator("#crosstab .xtick")).to_have_count(0)
    # The page is not frozen: another one opens meanwhile.
    page.locator("#to-method").click()
    expect(page.locator("#page-method")).to_be_visible()
    page.locator("#to-maps").click()
    server.release()
    page.wait_for_function(IS_DRAWN)
    card = page.locator("#page-maps .cards")
    expect(card).to_contain_text("IC 95 %")
    assert not card.evaluate(SHAPE)
    assert not page.locator("#page-maps .map-sight").first.evaluate(SHAPE)
    page.close()


def test_what_is_asked_for_again_stays_in_place_under_a_line_that_runs(
    browser: Browser, address: str
) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(f"{address}/#/maps")
    page.wait_for_function(IS_DRAWN)
    copy = page.locator("#page-maps .card-copy").first
    before = copy.bounding_box()
    server = Slow(page)
    page.locator("#tree .mantine-CheckboxIndicator-indicator").first.click()
    card = page.locator("#page-maps .cards")
    expect(card).to_have_attribute("data-dash-is-loading", "true")
    page.wait_for_function(
        """() => {
            const card = document.querySelector("#page-maps .cards");
            return getComputedStyle(card, "::after").visibility === "visible";
        }"""
    )
    assert copy.bounding_box() == before
    server.release()
    expect(card).not_to_have_attribute("data-dash-is-loading", "true")
    page.close()
