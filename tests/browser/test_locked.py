"""A database that another program holds open: said on the page, which comes back by itself."""

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from dashboard import ids
from tests.browser.conftest import served
from tests.storage.locked_file import held_open

pytestmark = pytest.mark.browser


def test_the_page_says_who_holds_the_database_and_comes_back(
    browser: Browser, demo_database: Path, tmp_path: Path
) -> None:
    file = tmp_path / "catalog.duckdb"
    shutil.copyfile(demo_database.resolve(), file)
    with held_open(file) as process, served(file) as base:
        page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
        page.goto(base)
        expect(page.locator(f"#{ids.NOTICE_TITLE}")).to_have_text("Base ouverte ailleurs")
        notice = page.locator(f"#{ids.NOTICE_TEXT}")
        expect(notice).to_contain_text(f"(PID {process})")
        expect(notice).to_contain_text("-readonly")
        process.close()
        expect(page.locator(f"#{ids.WORKSPACE}")).to_be_visible()
        expect(page.locator(f"#{ids.NOTICE}")).to_be_hidden()
        page.context.close()
