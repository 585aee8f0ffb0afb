"""Nothing is cut, covered, too small to hit or wider than the window, at three sizes.

Bounding boxes, not pixels: what a font does to a letter changes nothing.
"""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.views import VIEWS, opened, settle, show

pytestmark = pytest.mark.browser

SIZES = ((1440, 900), (1024, 768), (390, 844))
LOOK = (Path(__file__).parent / "boxes.js").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_everything_has_its_place(browser: Browser, address: str, language: str) -> None:
    found = {}
    with opened(browser, address, language=language) as page:
        for view in VIEWS:
            show(page, view)
            for width, height in SIZES:
                page.set_viewport_size({"width": width, "height": height})
                settle(page, view.page)
                if faults := page.evaluate(LOOK):
                    found[view.name, width] = faults
            view.closes(page)
    assert found == {}
