"""The doubtful listings: which there are, the chosen one in full, and the file of decisions.

Choosing and deciding happen in the browser (`assets/label_issues.js`), which keeps the decisions.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from dash import ClientsideFunction, Dash, Input, Output, State, no_update
from dash.development.base_component import Component

from dashboard import ids
from dashboard.components.html_fragment import FRAGMENT, with_fragments
from dashboard.components.label_issues import detail, options
from dashboard.core.catalogue import SIDES
from dashboard.core.filter_state import FilterState, resolve_filter, resolve_view
from dashboard.core.neighbours import nearest_neighbours
from dashboard.core.photo_urls import photo_urls
from dashboard.core.selection import encode
from dashboard.i18n import number, text
from dashboard.model.label_issues import DECISIONS, LabelIssue, decisions_of, file_of
from dashboard.queries import label_issues as queries

AT_ONCE = 100
"""Listings that the list holds before "show more"."""
NEIGHBOURS = 5
"""Shown on each side; the map shows them too."""

HIDDEN = {"display": "none"}


@dataclass(frozen=True)
class ShownIssues:
    """What the page shows of the doubts, within the filter.

    Attributes
    ----------
    label_issues : list of LabelIssue
    judged : int
        Products that could have been in doubt.
    offer : int or None
        The level to go to, where this one is too thin to be judged.
    """

    label_issues: list[LabelIssue]
    judged: int
    offer: int | None = None


class ListAnswer(NamedTuple):
    """What `draw` gives, in the order of its outputs; by default, that there is no issue."""

    count_text: str = ""
    unjudged: str = ""
    none_text: str = ""
    is_none_hidden: bool = False
    offer: str = ""
    offer_style: Mapping[str, str] = HIDDEN
    is_board_hidden: bool = True
    options: Sequence[Component] = ()
    more_style: Mapping[str, str] = HIDDEN


def register(app: Dash) -> None:
    """Add the callbacks of the doubtful listings."""
    filtered = [
        Input(ids.view_request("doubts"), "data"),
        Input(ids.LABEL_ISSUES_EVERYTHING, "checked"),
    ]
    app.callback(
        Output(ids.LABEL_ISSUES_COUNT, "children"),
        Output(ids.LABEL_ISSUES_UNJUDGED, "children"),
        Output(ids.LABEL_ISSUES_NONE_TEXT, "children"),
        Output(ids.LABEL_ISSUES_NONE, "hidden"),
        Output(ids.LABEL_ISSUES_OFFER, "children"),
        Output(ids.LABEL_ISSUES_OFFER, "style"),
        Output(ids.LABEL_ISSUES_BOARD, "hidden"),
        Output(ids.LABEL_ISSUES_LIST, FRAGMENT),
        Output(ids.LABEL_ISSUES_MORE, "style"),
        *filtered,
        Input(ids.LABEL_ISSUES_MORE, "n_clicks"),
        prevent_initial_call=True,
    )(with_fragments(draw))
    app.callback(
        Output(ids.LABEL_ISSUES_PROGRESS, "children"),
        Output(ids.LABEL_ISSUES_CHOICES, "children"),
        Output(ids.LABEL_ISSUES_BAR, "style"),
        Output(ids.LABEL_ISSUES_EXPORT, "disabled"),
        *filtered,
        Input(ids.LABEL_ISSUES_DECISIONS, "data"),
        prevent_initial_call=True,
    )(progress)
    app.callback(
        Output(ids.LABEL_ISSUES_DETAIL, FRAGMENT),
        Input(ids.view_request("doubts"), "data"),
        Input(ids.LABEL_ISSUES_CHOSEN, "data"),
        prevent_initial_call=True,
    )(with_fragments(describe))
    app.callback(
        Output(ids.LEVEL, "value", allow_duplicate=True),
        Input(ids.LABEL_ISSUES_OFFER, "n_clicks"),
        State(ids.LEVEL, "value"),
        prevent_initial_call=True,
    )(go_to_offer)
    app.callback(
        Output(ids.SELECTION, "data", allow_duplicate=True),
        Input(ids.LABEL_ISSUES_SHOW, "n_clicks"),
        State(ids.LABEL_ISSUES_CHOSEN, "data"),
        State(ids.LEVEL, "value"),
        prevent_initial_call=True,
    )(select)
    app.callback(
        Output(ids.LABEL_ISSUES_FILE, "data"),
        Input(ids.LABEL_ISSUES_EXPORT, "n_clicks"),
        State(ids.LABEL_ISSUES_DECISIONS, "data"),
        State(ids.LEVEL, "value"),
        State(ids.TREE, "checked"),
        State(ids.LANGUAGE, "value"),
        prevent_initial_call=True,
    )(export)
    app.clientside_callback(
        ClientsideFunction("label_issues", "paint"),
        Input(ids.LABEL_ISSUES_DECISIONS, "data"),
        Input(ids.LABEL_ISSUES_UNDECIDED, "checked"),
        Input(ids.LANGUAGE, "value"),
    )


def draw(view_state: object, everything: object, more: int | None) -> ListAnswer:
    """List the doubtful listings within the filter, or say why there is none."""
    view = resolve_view(view_state)
    lang = view.language
    shown = shown_in(view, everything=everything is True)
    if not shown.label_issues:
        offer = text("listings.offer", lang, level=shown.offer) if shown.offer else ""
        why = _why_none(view, shown, everything=everything is True)
        return ListAnswer(none_text=why, offer=offer, offer_style={} if offer else HIDDEN)
    limit = AT_ONCE * (1 + max(more or 0, 0))
    return ListAnswer(
        count_text=_count(view, shown),
        unjudged=_unjudged(view, shown),
        is_none_hidden=True,
        is_board_hidden=False,
        options=options(shown.label_issues[:limit], photo_urls(view.catalogue.build), lang),
        more_style={} if len(shown.label_issues) > limit else HIDDEN,
    )


def progress(
    view_state: object, everything: object, store: Any
) -> tuple[str, str, dict[str, str], bool]:
    """Count the decisions on the listings that are shown; those on any other stay in the browser.

    The file holds every decision within the filter, on listings that are not shown too.
    """
    view = resolve_view(view_state)
    decisions = decisions_of(store)
    label_issues = shown_in(view, everything=everything is True).label_issues
    choices = Counter(
        decisions[issue.key].choice for issue in label_issues if issue.key in decisions
    )
    n, done = len(label_issues), choices.total()
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
        not any(issue.key in decisions for issue in shown_in(view, everything=True).label_issues),
    )


def describe(view_state: object, chosen: object) -> Any:
    """Show the chosen listing in full, beside its neighbours."""
    view = resolve_view(view_state)
    issue = issue_of(view, chosen)
    listing = queries.listing(view.database, issue.product_id) if issue else None
    if issue is None or listing is None:
        return []
    neighbours = {
        side: nearest_neighbours(view.database, issue.product_id, side, NEIGHBOURS)
        for side in SIDES
    }
    return detail(issue, listing, neighbours, photo_urls(view.catalogue.build), view.language)


def go_to_offer(_clicks: int, level: object) -> Any:
    """Move to the level that is offered."""
    offer = shown_in(resolve_filter(level, None, None), everything=False).offer
    return no_update if offer is None else str(offer)


def select(_clicks: int, chosen: object, level: object) -> Any:
    """Select the chosen product and the neighbours beside it."""
    view = resolve_filter(level, None, None)
    issue = issue_of(view, chosen)
    if issue is None:
        return no_update
    rows = np.zeros(view.catalogue.n_products, dtype=np.bool_)
    rows[issue.row] = True
    for side in SIDES:
        near = nearest_neighbours(view.database, issue.product_id, side, NEIGHBOURS)
        rows[[neighbour.row for neighbour in near]] = True
    return {"build": view.catalogue.build, "rows": encode(rows), "source": ids.LABEL_ISSUES}


def export(
    _clicks: int, store: Any, level: object, checked: Sequence[str] | None, language: object
) -> Any:
    """Write the decisions within the filter."""
    view = resolve_filter(level, checked, language)
    label_issues = shown_in(view, everything=True).label_issues
    return {
        "content": file_of(label_issues, decisions_of(store), view.language),
        "filename": text("listings.file", view.language),
        "type": "text/csv",
    }


def shown_in(view: FilterState, *, everything: bool) -> ShownIssues:
    """Return the doubts of a view, and how many products were judged."""
    level = view.level
    if not level.is_clustered:
        others = view.catalogue.clustered_levels
        offer = min(others, key=lambda other: abs(other - level.number), default=None)
        return ShownIssues([], 0, offer)
    issues = queries.label_issues(view.database, level.number, everything=everything)
    judged = queries.judged(view.database, level.number) & view.visible
    return ShownIssues([issue for issue in issues if view.visible[issue.row]], int(judged.sum()))


def issue_of(view: FilterState, chosen: object) -> LabelIssue | None:
    """Return the doubt on a product at the view's level, None where there is none."""
    if not isinstance(chosen, str) or not view.level.is_clustered:
        return None
    issues = queries.label_issues(view.database, view.level.number, everything=True)
    return next((issue for issue in issues if issue.product_id == chosen), None)


def _count(view: FilterState, shown: ShownIssues) -> str:
    n = len(shown.label_issues)
    share = number(100 * n / shown.judged, view.language, 1)
    return text(
        "listings.count",
        view.language,
        n=n,
        level=view.level.number,
        share=text("listings.share", view.language, share=share),
        judged=number(shown.judged, view.language),
    )


def _unjudged(view: FilterState, shown: ShownIssues) -> str:
    n = int(view.visible.sum()) - shown.judged
    if n == 0:
        return ""
    return text("listings.unjudged", view.language, n=n)


def _why_none(view: FilterState, shown: ShownIssues, *, everything: bool) -> str:
    if not view.level.is_clustered:
        return text("listings.thin", view.language, level=view.level.number)
    if shown.judged == 0:
        return text("listings.none.judged", view.language)
    return text("listings.none.everything" if everything else "listings.none", view.language)
