"""The doubtful listings: which there are, the chosen one in full, and the file of decisions.

Choosing and deciding happen in the browser (`assets/listings.js`), which keeps the decisions.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from dash import ClientsideFunction, Dash, Input, Output, State, no_update

from dashboard import ids
from dashboard.components.html_fragment import CONTENT, with_fragments
from dashboard.components.label_issues import SIDES, detail, options
from dashboard.core.filter_state import View, asked_view, open_view
from dashboard.core.neighbours import nearest_neighbours
from dashboard.core.photo_urls import photo_urls
from dashboard.core.selection import encode
from dashboard.i18n import number, text
from dashboard.model.label_issues import DECISIONS, Doubt, decisions_of, file_of
from dashboard.queries import label_issues as queries

AT_ONCE = 100
"""Listings that the list holds before "show more"."""
NEIGHBOURS = 5
"""Shown on each side; the map shows them too."""

HIDDEN = {"display": "none"}


@dataclass(frozen=True)
class Shown:
    """What the page shows of the doubts, within the filter.

    Attributes
    ----------
    doubts : list of Doubt
    judged : int
        Products that could have been in doubt.
    offer : int or None
        The level to go to, where this one is too thin to be judged.
    """

    doubts: list[Doubt]
    judged: int
    offer: int | None = None


def register(app: Dash) -> None:
    """Add the callbacks of the doubtful listings."""
    filtered = [
        Input(ids.view("doubts"), "data"),
        Input(ids.LISTINGS_EVERYTHING, "checked"),
    ]
    app.callback(
        Output(ids.LISTINGS_COUNT, "children"),
        Output(ids.LISTINGS_UNJUDGED, "children"),
        Output(ids.LISTINGS_NONE_TEXT, "children"),
        Output(ids.LISTINGS_NONE, "hidden"),
        Output(ids.LISTINGS_OFFER, "children"),
        Output(ids.LISTINGS_OFFER, "style"),
        Output(ids.LISTINGS_BOARD, "hidden"),
        Output(ids.LISTINGS_LIST, CONTENT),
        Output(ids.LISTINGS_MORE, "style"),
        *filtered,
        Input(ids.LISTINGS_MORE, "n_clicks"),
        prevent_initial_call=True,
    )(with_fragments(draw))
    app.callback(
        Output(ids.LISTINGS_PROGRESS, "children"),
        Output(ids.LISTINGS_CHOICES, "children"),
        Output(ids.LISTINGS_BAR, "style"),
        Output(ids.LISTINGS_EXPORT, "disabled"),
        *filtered,
        Input(ids.LISTINGS_DECISIONS, "data"),
        prevent_initial_call=True,
    )(progress)
    app.callback(
        Output(ids.LISTINGS_DETAIL, CONTENT),
        Input(ids.view("doubts"), "data"),
        Input(ids.LISTINGS_CHOSEN, "data"),
        prevent_initial_call=True,
    )(with_fragments(describe))
    app.callback(
        Output(ids.LEVEL, "value", allow_duplicate=True),
        Input(ids.LISTINGS_OFFER, "n_clicks"),
        State(ids.LEVEL, "value"),
        prevent_initial_call=True,
    )(go_to_offer)
    app.callback(
        Output(ids.SELECTION, "data", allow_duplicate=True),
        Input(ids.LISTINGS_SHOW, "n_clicks"),
        State(ids.LISTINGS_CHOSEN, "data"),
        State(ids.LEVEL, "value"),
        prevent_initial_call=True,
    )(select)
    app.callback(
        Output(ids.LISTINGS_FILE, "data"),
        Input(ids.LISTINGS_EXPORT, "n_clicks"),
        State(ids.LISTINGS_DECISIONS, "data"),
        State(ids.LEVEL, "value"),
        State(ids.TREE, "checked"),
        State(ids.LANGUAGE, "value"),
        prevent_initial_call=True,
    )(export)
    app.clientside_callback(
        ClientsideFunction("listings", "paint"),
        Input(ids.LISTINGS_DECISIONS, "data"),
        Input(ids.LISTINGS_UNDECIDED, "checked"),
        Input(ids.LANGUAGE, "value"),
    )


def draw(asked: object, everything: object, more: int | None) -> tuple[Any, ...]:
    """List the doubtful listings within the filter, or say why there is none."""
    view = asked_view(asked)
    tongue = view.language
    shown = shown_in(view, everything=everything is True)
    if not shown.doubts:
        offer = text("listings.offer", tongue, level=shown.offer) if shown.offer else ""
        why = _why_none(view, shown, everything=everything is True)
        return "", "", why, False, offer, {} if offer else HIDDEN, True, [], HIDDEN
    limit = AT_ONCE * (1 + max(more or 0, 0))
    return (
        _count(view, shown),
        _unjudged(view, shown),
        "",
        True,
        "",
        HIDDEN,
        False,
        options(shown.doubts[:limit], photo_urls(view.catalogue.build), tongue),
        {} if len(shown.doubts) > limit else HIDDEN,
    )


def progress(
    asked: object, everything: object, store: Any
) -> tuple[str, str, dict[str, str], bool]:
    """Count the decisions on the listings that are shown; those on any other stay in the browser.

    The file holds every decision within the filter, on listings that are not shown too.
    """
    view = asked_view(asked)
    decisions = decisions_of(store)
    doubts = shown_in(view, everything=everything is True).doubts
    choices = Counter(decisions[doubt.key].choice for doubt in doubts if doubt.key in decisions)
    n, done = len(doubts), choices.total()
    counts = {choice: number(choices[choice], view.language) for choice in DECISIONS}
    return (
        text(
            "listings.progress",
            view.language,
            done=number(done, view.language),
            n=number(n, view.language),
        ),
        text("listings.progress.choices", view.language, **counts) if done else "",
        {"width": f"{100 * done / n if n else 0:.1f}%"},
        not any(doubt.key in decisions for doubt in shown_in(view, everything=True).doubts),
    )


def describe(asked: object, chosen: object) -> Any:
    """Show the chosen listing in full, beside its neighbours."""
    view = asked_view(asked)
    doubt = doubt_of(view, chosen)
    listing = queries.listing(view.database, doubt.product_id) if doubt else None
    if doubt is None or listing is None:
        return []
    neighbours = {
        side: nearest_neighbours(view.database, doubt.product_id, side, NEIGHBOURS)
        for side in SIDES
    }
    return detail(doubt, listing, neighbours, photo_urls(view.catalogue.build), view.language)


def go_to_offer(_clicks: int, level: object) -> Any:
    """Move to the level that is offered."""
    offer = shown_in(open_view(level, None, None), everything=False).offer
    return no_update if offer is None else str(offer)


def select(_clicks: int, chosen: object, level: object) -> Any:
    """Select the chosen product and the neighbours beside it."""
    view = open_view(level, None, None)
    doubt = doubt_of(view, chosen)
    if doubt is None:
        return no_update
    rows = np.zeros(view.catalogue.n_products, dtype=np.bool_)
    rows[doubt.row] = True
    for side in SIDES:
        near = nearest_neighbours(view.database, doubt.product_id, side, NEIGHBOURS)
        rows[[each.row for each in near]] = True
    return {"build": view.catalogue.build, "rows": encode(rows), "source": ids.LISTINGS}


def export(
    _clicks: int, store: Any, level: object, checked: Sequence[str] | None, language: object
) -> Any:
    """Write the decisions within the filter."""
    view = open_view(level, checked, language)
    doubts = shown_in(view, everything=True).doubts
    return {
        "content": file_of(doubts, decisions_of(store), view.language),
        "filename": text("listings.file", view.language),
        "type": "text/csv",
    }


def shown_in(view: View, *, everything: bool) -> Shown:
    """Return the doubts of a view, and how many products were judged."""
    level = view.level
    if not level.is_clustered:
        others = view.catalogue.clustered_levels
        offer = min(others, key=lambda other: abs(other - level.number), default=None)
        return Shown([], 0, offer)
    found = queries.doubts(view.database, level.number, everything=everything)
    judged = queries.judged(view.database, level.number) & view.visible
    return Shown([doubt for doubt in found if view.visible[doubt.row]], int(judged.sum()))


def doubt_of(view: View, chosen: object) -> Doubt | None:
    """Return the doubt on a product at the view's level, None where there is none."""
    if not isinstance(chosen, str) or not view.level.is_clustered:
        return None
    found = queries.doubts(view.database, view.level.number, everything=True)
    return next((doubt for doubt in found if doubt.product_id == chosen), None)


def _count(view: View, shown: Shown) -> str:
    n = len(shown.doubts)
    share = number(100 * n / shown.judged, view.language, 1)
    return text(
        "listings.count.one" if n == 1 else "listings.count",
        view.language,
        n=number(n, view.language),
        level=view.level.number,
        share=text("listings.share", view.language, share=share),
        judged=number(shown.judged, view.language),
    )


def _unjudged(view: View, shown: Shown) -> str:
    n = int(view.visible.sum()) - shown.judged
    if n == 0:
        return ""
    key = "listings.unjudged.one" if n == 1 else "listings.unjudged"
    return text(key, view.language, n=number(n, view.language))


def _why_none(view: View, shown: Shown, *, everything: bool) -> str:
    if not view.level.is_clustered:
        return text("listings.thin", view.language, level=view.level.number)
    if shown.judged == 0:
        return text("listings.none.judged", view.language)
    return text("listings.none.everything" if everything else "listings.none", view.language)
