"""The page itself: which build is shown, in which language and theme."""

from typing import Any, NamedTuple

from dash import ClientsideFunction, Dash, Input, Output, State, no_update

import storage
from dashboard import ids
from dashboard.core.breakdown import MEASURES
from dashboard.core.database import SCHEMA_VERSION, DatabaseUnavailableError, current_database
from dashboard.core.filter_state import (
    choice_or_default,
    choices,
    fingerprint_of,
    language_or_default,
)
from dashboard.i18n import date, text

REASONS = (
    storage.MISSING, storage.LOCKED, storage.DENIED, storage.VERSION, storage.FOREIGN,
    storage.DAMAGED, "schema", "empty",
)  # fmt: skip
"""Why there is nothing to show."""


class Heading(NamedTuple):
    """What `describe` gives, in the order of its outputs; by default, neither build nor notice."""

    facts: str = ""
    facts_narrow: str = ""
    notice_title: str = ""
    notice_text: str = ""
    is_notice_hidden: bool = True
    is_workspace_hidden: bool = True


def register(app: Dash) -> None:
    """Add the callbacks of the page."""
    app.callback(
        Output(ids.BUILD, "data"),
        Input(ids.CLOCK, "n_intervals"),
        State(ids.BUILD, "data"),
        prevent_initial_call=True,
    )(watch)
    app.callback(
        Output(ids.FACTS, "children"),
        Output(ids.FACTS_NARROW, "children"),
        Output(ids.NOTICE_TITLE, "children"),
        Output(ids.NOTICE_TEXT, "children"),
        Output(ids.NOTICE, "hidden"),
        Output(ids.WORKSPACE, "hidden"),
        Input(ids.BUILD, "data"),
        Input(ids.LANGUAGE, "value"),
        prevent_initial_call=True,
    )(describe)
    app.callback(
        Output(ids.PRODUCTS_SUBPAGE, "data"),
        Output(ids.COLOUR, "data"),
        Output(ids.TOOL, "data"),
        Output(ids.MARKS, "data"),
        Output(ids.SCHEME, "data"),
        Output(ids.CROSSTAB_MEASURE, "data"),
        Input(ids.LANGUAGE, "value"),
        prevent_initial_call=True,
    )(translate)
    app.clientside_callback(
        ClientsideFunction("page", "go"),
        Output(ids.PAGE, "data"),
        *(Output(ids.page(name), "hidden") for name in ids.PAGES),
        *(Output(ids.page_link(name), "aria-current") for name in ids.PAGES),
        Input(ids.ADDRESS, "data"),
        State(ids.PAGE, "data"),
    )
    # One answer to each change of the filter: only the page that is shown is asked to follow it.
    # The tree comes last of what a new build brings, and the address is read before this.
    app.clientside_callback(
        ClientsideFunction("page", "ask"),
        *(Output(ids.view_request(name), "data") for name in ids.VIEW_REQUESTS),
        Input(ids.PAGE, "data"),
        Input(ids.PRODUCTS_SUBPAGE, "value"),
        Input(ids.TREE, "data"),
        Input(ids.LEVEL, "value"),
        Input(ids.TREE, "checked"),
        Input(ids.LANGUAGE, "value"),
        Input(ids.SCHEME, "value"),
        State(ids.BUILD, "data"),
        *(State(ids.view_request(name), "data") for name in ids.VIEW_REQUESTS),
    )
    app.clientside_callback(
        ClientsideFunction("page", "present"),
        Output(ids.PROVIDER, "forceColorScheme"),
        Input(ids.SCHEME, "value"),
        Input(ids.LANGUAGE, "value"),
    )
    app.clientside_callback(
        ClientsideFunction("page", "togglePanel"),
        Output(ids.SHELL, "navbar"),
        Output(ids.PANEL_TOGGLE, "aria-expanded"),
        Input(ids.PANEL_TOGGLE, "n_clicks"),
        Input(ids.PANEL_CLOSE, "n_clicks"),
        State(ids.SHELL, "navbar"),
    )


def watch(_ticks: int | None, former: dict[str, Any] | None) -> Any:
    """Say which build is published, or why none can be shown."""
    try:
        database = current_database()
    except DatabaseUnavailableError as error:
        state: dict[str, Any] = {
            "build": None,
            "reason": error.reason,
            "found": error.found,
            "fingerprint": "",
            "level": "1",
            "spaces": [],
        }
    else:
        state = {
            "build": database.catalogue.build,
            "reason": None if database.catalogue.n_products else "empty",
            "found": "",
            "fingerprint": fingerprint_of(database.catalogue),
            "level": str(database.catalogue.first_level),
            "spaces": list(database.catalogue.spaces),
        }
    return no_update if state == former else state


def describe(build: dict[str, Any] | None, language: object) -> Heading:
    """Name the catalogue, or say in a sentence why there is none."""
    lang = language_or_default(language)
    if not build:
        return Heading()
    if build["reason"]:
        is_unreadable = build["reason"] == storage.UNREADABLE
        reason = choice_or_default(build["found"] if is_unreadable else build["reason"], REASONS)
        sentence = text(
            f"notice.{reason}.text",
            lang,
            found=build["found"] or text("notice.holder", lang),
            expected=SCHEMA_VERSION,
        )
        return Heading(
            notice_title=text(f"notice.{reason}.title", lang),
            notice_text=sentence,
            is_notice_hidden=False,
        )
    try:
        catalogue = current_database().catalogue
    except DatabaseUnavailableError:
        return Heading()
    facts = text(
        "app.facts",
        lang,
        name=catalogue.about.get("catalog_name", ""),
        n=catalogue.n_products,
        day=date(catalogue.about.get("built_at", ""), lang),
    )
    return Heading(facts, facts, is_workspace_hidden=False)


def translate(language: object) -> tuple[Any, ...]:
    """Write the choices of the controls that only depend on the language."""
    lang = language_or_default(language)
    return (
        choices("products.view.", ids.PRODUCT_SUBPAGES, lang),
        choices("filter.colour.", ids.COLOURS, lang),
        choices("maps.tool.", ids.TOOLS, lang),
        choices("maps.marks.", ids.MARKINGS, lang),
        choices("scheme.", ("light", "dark"), lang),
        choices("breakdown.", MEASURES, lang),
    )
