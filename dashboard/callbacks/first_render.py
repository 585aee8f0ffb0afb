"""First render: what a page that opens holds already, and does not have to ask for.

Each of these answers would otherwise cost a trip to the server, one after the other.
"""

from contextlib import suppress
from typing import Any

from dash.development.base_component import Component
from dash.exceptions import PreventUpdate

from dashboard import ids
from dashboard.callbacks import filters, page, products, verdict
from dashboard.callbacks.category_table import columns
from dashboard.core import search
from dashboard.core.filter_state import language_or_default, resolve_filter
from dashboard.pages.verdict import DEFAULTS


def fill(layout: Component) -> Component:
    """Give the parts of a new page what their callbacks would answer first."""
    for (component, prop), value in _answers().items():
        setattr(layout[component], prop, value)
    return layout


def warm() -> None:
    """Open the database and judge it, before the first person asks: both are kept."""
    with suppress(PreventUpdate):
        view = resolve_filter(1, [], None)
        verdict.report(view, DEFAULTS)
        search.texts(view.database)


def _answers() -> dict[tuple[str, str], Any]:
    language = language_or_default(None)
    build = page.watch(None, None)
    heading = page.describe(build, language)
    methods, method_note = filters.offer_methods(build, language)
    answers = {
        (ids.BUILD, "data"): build,
        (ids.FACTS, "children"): heading.facts,
        (ids.FACTS_NARROW, "children"): heading.facts_narrow,
        (ids.NOTICE_TITLE, "children"): heading.notice_title,
        (ids.NOTICE_TEXT, "children"): heading.notice_text,
        (ids.NOTICE, "hidden"): heading.is_notice_hidden,
        (ids.WORKSPACE, "hidden"): heading.is_workspace_hidden,
        (ids.METHOD, "data"): methods,
        (ids.METHOD_NOTE, "children"): method_note,
        (ids.PRODUCTS, "columnDefs"): products.columns(language),
        (ids.SEPARABILITY, "columnDefs"): columns(language),
    }
    if build["reason"] is None:
        levels, tree, tree_nodes = filters.offer_branches(build)
        answers |= {
            (ids.LEVEL, "data"): levels,
            (ids.LEVEL, "value"): build["level"],
            (ids.TREE, "data"): tree,
            (ids.TREE_NODES, "data"): tree_nodes,
        }
    return answers
