"""Nothing is cut, covered, too small to hit or wider than the window, at three sizes.

Bounding boxes, not pixels: what a font does to a letter changes nothing.
"""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from dashboard import ids
from dashboard.app import app
from dashboard.callbacks import callback_ids
from dashboard.components.static_tree import collapse_static
from dashboard.i18n import LANGUAGES
from dashboard.layout import layout
from tests.browser.views import VIEW_REQUESTS, opened, settle, show

pytestmark = pytest.mark.browser

SIZES = ((1440, 900), (1024, 768), (390, 844))
ABSENT = "(ids) => ids.filter((id) => !document.getElementById(id))"
LOOK = (Path(__file__).parent / "boxes.js").read_text(encoding="utf-8")


def reached_by_callbacks() -> list[str]:
    """The ids of the plain elements that callbacks read or write: all are there once seen."""
    components = collapse_static(layout(), callback_ids(app))._traverse()
    plain = [
        component for component in components if component._namespace == "dash_html_components"
    ]
    return [ids.in_page(component.id) for component in plain]


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_has_its_place(browser: Browser, address: str, language: str) -> None:
    found = {}
    with opened(browser, address, language=language) as page:
        for view in VIEW_REQUESTS:
            show(page, view)
            for width, height in SIZES:
                page.set_viewport_size({"width": width, "height": height})
                settle(page, view.page)
                if faults := page.evaluate(LOOK):
                    found[view.name, width] = faults
            view.closes(page)
        absent = page.evaluate(ABSENT, reached_by_callbacks())
    assert found == {}
    assert absent == []
