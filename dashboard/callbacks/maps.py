"""The three maps: their geometry is sent once, then only colours and labels change."""

from typing import Any

import numpy as np
from dash import ALL, ClientsideFunction, Dash, Input, Output, Patch, State

from dashboard import ids
from dashboard.callbacks.painting import matched_categories, paint, paint_recall
from dashboard.callbacks.view import View, asked_view, filled, known
from dashboard.components.content import CONTENT
from dashboard.components.legend import legend
from dashboard.figures import projection
from dashboard.figures.looks import Look, empty, typed_array
from dashboard.figures.projection import Paint
from dashboard.i18n import number, percent, text
from dashboard.model.catalogue import NO_CATEGORY, Codes, Mask
from dashboard.model.palette import Style, category_styles, recall_styles

LEGEND_ENTRIES = 24
"""Longer lists are cut, the smallest groups first."""


def register(app: Dash) -> None:
    """Add the callbacks of the maps."""
    app.callback(
        *(Output(ids.graph(space), "figure") for space in ids.SPACES),
        Output({"type": "map-note", "space": ALL}, "children"),
        Output(ids.LEGEND, CONTENT),
        Output(ids.DRAWN, "data"),
        Input(ids.view("maps"), "data"),
        Input(ids.METHOD, "value"),
        Input(ids.COLOUR, "value"),
        State(ids.TOOL, "value"),
        State(ids.DRAWN, "data"),
        prevent_initial_call=True,
    )(filled(draw))
    app.clientside_callback(
        ClientsideFunction("maps", "useTool"),
        Input(ids.TOOL, "value"),
        prevent_initial_call=True,
    )
    app.clientside_callback(
        ClientsideFunction("maps", "showOnly"),
        Input(ids.VISIBLE, "data"),
    )
    app.clientside_callback(
        ClientsideFunction("maps", "select"),
        Input(ids.SELECTION, "data"),
    )


def draw(
    asked: object,
    method: object,
    colour_by: object,
    tool: object,
    drawn: dict[str, Any] | None,
) -> tuple[Any, ...]:
    """Draw the maps, or only repaint them where their geometry is on the page already."""
    view = asked_view(asked)
    look = view.look
    method = known(method, ("auto", *ids.METHODS))
    colour_by = known(colour_by, ids.COLOURS)
    catalogue = view.catalogue
    # A repaint of a map that never arrived would be lost: `drawn` comes back from the page.
    geometry = [catalogue.build, method, look.scheme]
    painted = [view.level.number, colour_by, view.language]
    found: list[Any] = []
    for space in ids.SPACES:
        chosen = catalogue.method(space, method)
        coat = _coat(view, space, chosen, colour_by, look.scheme)
        if chosen is None or coat is None:
            name = text(f"method.{method}", view.language)
            sentence = text("maps.absent", view.language, method=name)
            found.append(empty(sentence, look))
        elif drawn and drawn["geometry"] == geometry and space in drawn["maps"]:
            x, y = catalogue.coordinates[space, chosen]
            changed = drawn["painted"] != painted
            found.append(_repaint(x, y, coat, view.visible, look, whole=changed))
        else:
            found.append(
                projection.projection(
                    *catalogue.coordinates[space, chosen],
                    coat,
                    view.visible,
                    look,
                    revision=f"{catalogue.build} {chosen}",
                    tool=known(tool, ids.TOOLS),
                )
            )
    maps = [
        space
        for space in ids.SPACES
        if (chosen := catalogue.method(space, method))
        and _coat(view, space, chosen, colour_by, look.scheme)
    ]
    now = {"geometry": geometry, "painted": painted, "maps": maps}
    notes = [_note(view, space, method) for space in ids.SPACES]
    return *found, notes, _legend(view, colour_by, look.scheme), now


def _coat(view: View, space: str, chosen: str | None, colour_by: str, scheme: str) -> Paint | None:
    """Return the look of the points of a map, None where there is nothing to show."""
    if colour_by == "recall":
        return paint_recall(view, space, chosen, scheme) if chosen else None
    return paint(view, space, colour_by, scheme)


def _repaint(x: Any, y: Any, coat: Paint, visible: Mask, look: Look, *, whole: bool) -> Patch:
    """Change the colours of a map; its symbols and scale only where the paint is another."""
    patch = Patch()
    trace = patch["data"][0]
    trace["marker"]["color"] = typed_array(projection.point_colours(coat, visible))
    if whole:
        trace["marker"]["symbol"] = typed_array(projection.point_symbols(coat))
        trace["marker"]["colorscale"] = projection.colour_scale(coat, look)
        trace["marker"]["cmax"] = len(coat.styles) + 1.5
    # What was drawn by hand is in the page's copy of the figure: it must not come back.
    trace["selectedpoints"] = None
    patch["layout"]["selections"] = []
    patch["layout"]["annotations"] = projection.island_labels(x, y, coat, visible, look)
    return patch


def _note(view: View, space: str, method: str) -> str:
    chosen = view.catalogue.method(space, method)
    if chosen is None:
        return ""
    quality = view.catalogue.quality[space, chosen]
    return text(
        "maps.note.auto" if method == "auto" else "maps.note",
        view.language,
        method=text(f"method.{chosen}", view.language),
        trust=number(quality.trustworthiness, view.language, 2),
        kept=percent(quality.neighbour_recall, view.language),
    )


def _legend(view: View, colour_by: str, scheme: str) -> list[Any]:
    """Name the looks that are on the maps now, the commonest ones."""
    tree = view.catalogue.tree
    if colour_by == "recall":
        steps: list[tuple[Style, str, int | None]] = [
            (style, text(f"maps.recall.{step}", view.language), None)
            for step, style in enumerate(recall_styles(scheme))
        ]
        return legend(steps, 0, text("maps.legend.recall", view.language), view.language)
    by_cluster = colour_by == "cluster"
    level = (view.cluster_level or view.level.number) if by_cluster else view.level.number
    categories = tree.categories(level)
    styles = category_styles(categories, tree.categories(1), scheme)
    counts = np.zeros(len(categories), dtype=np.int64)
    for codes in _worn(view, level) if by_cluster else [tree.codes(level)]:
        shown = codes[view.visible]
        counts += np.bincount(shown[shown >= 0], minlength=len(categories))
    order = [code for code in np.argsort(-counts, kind="stable").tolist() if counts[code]]
    entries = [
        (styles[code], categories[code][-1], None if by_cluster else int(counts[code]))
        for code in sorted(order[:LEGEND_ENTRIES])
    ]
    note = text("maps.legend.cluster", view.language) if by_cluster else None
    return legend(entries, len(order) - len(entries), note, view.language)


def _worn(view: View, level: int) -> list[Codes]:
    """Return, for each space, the category whose look each row wears as a member of a cluster."""
    worn = []
    for space in ids.SPACES:
        labels = view.catalogue.labels.get((space, level))
        if labels is not None:
            matched = np.array(matched_categories(view.catalogue, space, level), dtype=np.int32)
            worn.append(np.where(labels >= 0, matched[labels], NO_CATEGORY).astype(np.int32))
    return worn
