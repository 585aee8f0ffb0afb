"""Nothing is cut, covered, too small to hit or wider than the window, at three sizes.

Bounding boxes, not pixels: what a font does to a letter changes nothing.
"""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.views import VIEWS, opened, show

pytestmark = pytest.mark.browser

SIZES = ((1440, 900), (1024, 768), (390, 844))
LOOK = (Path(__file__).parent / "boxes.js").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_everything_has_its_place(
    browser: Browser, address: str, size: tuple[int, int], language: str
) -> None:
    found = {}
    with opened(browser, address, size=size, language=language) as page:
        for view in VIEWS:
            show(page, view)
            if faults := page.evaluate(LOOK):
                found[view.name] = faults
    assert found == {}
