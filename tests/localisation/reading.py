"""Read out, in a language, all that pages, drawer, answers and report say: run as a program.

Argument: the language. Prints a JSON list of texts.
"""

import json
import re
import sys
from collections.abc import Iterator
from typing import Any

from dashboard import ids
from tests.dashboard.page_client import Page
from tests.verdict.test_page import report
from verdict.page import html

READ = {
    "alt", "aria-label", "children", "description", "headerName", "headerTooltip", "hovertemplate",
    "hovertext", "label", "labels", "placeholder", "text", "ticktext", "title",
}  # fmt: skip
"""Properties whose texts a person reads or hears."""


def texts(node: Any, language: str, *, is_read: bool = False) -> Iterator[str]:
    """All that is read below a node of an answer of Dash, of a figure or of a kept part."""
    if isinstance(node, str):
        if is_read:
            yield node
    elif isinstance(node, list):
        if len(node) == 3 and isinstance(node[1], dict):  # an element: tag, properties, children
            yield from texts(node[1:], language, is_read=True)
        else:
            for child in node:
                yield from texts(child, language, is_read=is_read)
    elif isinstance(node, dict):
        if language in node:
            yield from texts(node[language], language, is_read=True)
        for name, value in node.items():
            yield from texts(value, language, is_read=name in READ)


def in_languages(node: Any, language: str) -> Iterator[str]:
    """What a page holds in each language at once; the rest is written by callbacks."""
    if isinstance(node, dict) and language in node:
        yield from texts(node[language], language, is_read=True)
    elif isinstance(node, dict | list):
        for child in node.values() if isinstance(node, dict) else node:
            yield from in_languages(child, language)


def read_out(language: str) -> Iterator[str]:
    """What each page says, then what stands around them, and the report."""
    page = Page().set(ids.LANGUAGE, "value", language)
    page.set(ids.LEVEL, "value", "2").set(ids.TREE, "checked", ["A"])
    for view in ids.VIEW_REQUESTS:
        page.show(view)
        for output in page.names():
            if "{" not in output:
                yield from texts(page.ask(output.strip(".").split("...")[0]), language)
    yield from in_languages(page.client.get("/_dash-layout").get_json(), language)
    build = (page.ask(f"{ids.BUILD}.data") or {})[ids.BUILD]["data"]["build"]
    sheet = page.client.get(
        f"/product/{build}", query_string={"id": "id/1", "level": 1, "lang": language}
    )
    yield from texts(json.loads(sheet.get_json()["content"]), language)
    refused = page.client.get("/photo?id=none", headers={"Accept-Language": language})
    yield refused.get_data(as_text=True)
    yield re.sub(r"<style>.*</style>|<[^>]+>", " ", html(report(), language), flags=re.DOTALL)


if __name__ == "__main__":
    print(json.dumps(list(read_out(sys.argv[1]))))
