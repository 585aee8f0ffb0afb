"""First render: what a page that opens holds already, and does not have to ask for.

Each of these answers would otherwise cost a trip to the server, one after the other.
"""

import json
from contextlib import suppress
from typing import Any

from dash.development.base_component import Component
from dash.exceptions import PreventUpdate

from dashboard import ids
from dashboard.callbacks import filters, page, products, verdict
from dashboard.callbacks.category_table import columns
from dashboard.core import search
from dashboard.core.catalogue import Catalogue
from dashboard.core.database import current_database
from dashboard.core.filter_state import language_or_default, resolve_filter, space_choices
from dashboard.pages.maps import space_map
from dashboard.pages.verdict import DEFAULTS
from dashboard.url_parameters import for_the_page


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
            **_of_spaces(current_database().catalogue, language),
        }
    return answers


def _of_spaces(catalogue: Catalogue, language: str) -> dict[tuple[str, str], Any]:
    """Return what a page has once a space, and the controls that choose one."""
    controls = (
        ids.CROSSTAB_SPACE, ids.CATEGORIES_SPACE, ids.SUMMARY_SPACE, ids.STABILITY_SPACE,
    )  # fmt: skip
    return {
        (ids.PARAMETERS, "data"): for_the_page(catalogue.spaces, catalogue.default_space),
        (ids.MAPS, "children"): [space_map(space) for space in catalogue.spaces],
        (ids.SEARCH, "data-spaces"): json.dumps(catalogue.spaces),
        (ids.VERDICT_SPACE, "data"): verdict.space_options(language),
        **{(control, "data"): space_choices(language) for control in controls},
        **{(control, "value"): catalogue.default_space for control in controls},
    }
