"""The categories: agreement by depth, separation by branch, and one row a category."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape
from textwrap import wrap
from typing import Any

import numpy as np
from dash import Dash, Input, Output, State, html, no_update
from dash.development.base_component import Component
from numpy.typing import NDArray

from agreement import Interval
from agreement.separability import (
    FEWEST_PAIRS,
    Match,
    above_chance,
    best_matches,
    confusions,
    mean_difference,
    shares_alike,
)
from dashboard import ids
from dashboard.callbacks.scores import score
from dashboard.callbacks.view import (
    View,
    asked_view,
    branch_key,
    branch_path,
    choices,
    clicked,
    filled,
    known,
    known_language,
    open_view,
    whole,
)
from dashboard.components.content import CONTENT
from dashboard.components.legend import swatch
from dashboard.components.scores import Score
from dashboard.components.tables import equivalent
from dashboard.figures import Figure, charts
from dashboard.figures.charts import Branch, Point, Series
from dashboard.figures.looks import Look, empty
from dashboard.i18n import count, interval, interval_of, number, percent, separators, text
from dashboard.model.catalogue import NO_CATEGORY, Mask, Path
from dashboard.model.once import once_a_build
from dashboard.model.palette import UNKNOWN, Style
from dashboard.model.selection import encode
from dashboard.queries import Database, evidence

DEEPEST = 3
"""Levels of the tree that the icicle shows at once."""
MOST_BRANCHES = 400
ROOT = "root"
"""Key of what holds every branch: the key of none, for those begin with a separator."""
WIDTHS = {
    "name": 144,
    "n": 80,
    "purity": 88,
    "silhouette": 96,
    "cluster": 80,
    "precision": 108,
    "recall": 108,
    "f1": 108,
    "confused": 136,
    "better": 148,
}
"""At least; they fit side by side beside the filter at 1440 px, an interval on a second line."""
WORDS = ("name", "confused", "better")


def register(app: Dash) -> None:
    """Add the callbacks of the categories."""
    app.callback(
        Output(ids.DEPTH, "figure"),
        Output(ids.DEPTH_TABLE, CONTENT),
        Output(ids.BRANCHES, "figure"),
        Output(ids.BRANCHES_LEGEND, CONTENT),
        Output(ids.BRANCHES_TABLE, CONTENT),
        Output(ids.SEPARABILITY, "rowData"),
        Output(ids.SEPARABILITY_COUNT, "children"),
        Input(ids.view("categories"), "data"),
        Input(ids.CATEGORIES_SPACE, "value"),
        prevent_initial_call=True,
    )(filled(draw))
    app.callback(
        Output(ids.SEPARABILITY, "columnDefs"),
        Input(ids.LANGUAGE, "value"),
        prevent_initial_call=True,
    )(columns)
    app.callback(
        Output(ids.CATEGORIES_SPACE, "data"),
        Input(ids.LANGUAGE, "value"),
    )(lambda language: choices("space.", ids.SPACES, language))
    app.callback(
        Output(ids.TREE, "checked", allow_duplicate=True),
        Output(ids.BRANCHES, "clickData"),
        Input(ids.BRANCHES, "clickData"),
        State(ids.TREE, "checked"),
        State(ids.LANGUAGE, "value"),
        prevent_initial_call=True,
    )(filter_to)
    app.callback(
        Output(ids.SELECTION, "data", allow_duplicate=True),
        Output(ids.SEPARABILITY_CHOICE, "children"),
        Input(ids.SEPARABILITY, "selectedRows"),
        Input(ids.LANGUAGE, "value"),
        State(ids.LEVEL, "value"),
        State(ids.TREE, "checked"),
        prevent_initial_call=True,
    )(select_row)


def draw(asked: object, space: object) -> tuple[Any, ...]:
    """Draw all of the page: one answer costs the browser less than three."""
    return *draw_depth(asked), *draw_branches(asked, space), *fill_table(asked, space)


# -- by depth -----------------------------------------------------------------------------


def draw_depth(asked: object) -> tuple[Figure, Component]:
    """Draw the agreement of each space at each scored level, within the filter."""
    view = asked_view(asked)
    tongue, look = view.language, view.look
    levels = view.catalogue.levels
    series, rows = [], []
    for space in ids.SPACES:
        name = text(f"space.{space}", tongue)
        points = []
        for each in levels:
            found = score(replace(view, level=each), space)
            if not isinstance(found, Score):
                continue
            ends = interval_of(found.interval, tongue)
            value, n = number(found.value, tongue, 2), number(found.n, tongue)
            hover = text(
                "categories.depth.point",
                tongue,
                space=name,
                level=each.number,
                value=value,
                interval=ends,
                n=found.n,
            )
            points.append(Point(each.number, found.value, found.interval, hover))
            depth = text("categories.depth.level", tongue, level=each.number)
            rows.append((f"{name}, {depth}", value, ends, n))
        series.append(Series(space, name, points))
    figure = charts.by_level(
        series,
        [str(each.number) for each in levels],
        {
            each.number: text(
                f"categories.depth.{'single' if each.is_clustered else 'thin'}", tongue
            )
            for each in levels
            if not each.is_scored
        },
        look,
        unsure_word=text("score.interval.hollow", tongue),
        x_title=text("categories.depth.x", tongue),
        y_title=text("categories.depth.y", tongue),
        separators=separators(tongue),
    )
    heads = (
        text("categories.depth.x", tongue),
        "ARI",
        text("score.interval", tongue, interval="").strip(),
        text("categories.depth.n", tongue),
    )
    return figure, equivalent(heads, rows, text("categories.depth", tongue), tongue)


# -- by branch ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Separation:
    """How far a category stands apart from the others, among its neighbours.

    `score` is None under ten products, or where there is no other category.
    """

    n: int
    score: float | None


@once_a_build
def alike(database: Database, space: str, level: int) -> NDArray[np.float64]:
    """Return the share of each product's neighbours that are in its category."""
    return shares_alike(evidence.neighbours(database)[space], database.catalogue.tree.codes(level))


def separations(view: View, space: str, level: int) -> list[Separation]:
    """Return the separation of each category of a level, over the products of the filter."""
    codes = view.catalogue.tree.codes(level)
    n_codes = len(view.catalogue.tree.categories(level))
    shares = alike(view.database, space, level)
    with_neighbours = evidence.neighbours(view.database)[space][:, 0] >= 0
    whole_size = np.bincount(
        codes[with_neighbours & (codes != NO_CATEGORY)], minlength=n_codes
    ).astype(np.float64)
    kept = view.visible & ~np.isnan(shares)
    n = np.bincount(codes[kept], minlength=n_codes)
    means = np.bincount(codes[kept], weights=shares[kept], minlength=n_codes) / np.maximum(n, 1)
    others = max(int(with_neighbours.sum()) - 1, 1)
    scores = above_chance(means, np.maximum(whole_size - 1, 0) / others)
    return [
        Separation(count, None if count < FEWEST_PAIRS or np.isnan(value) else value)
        for count, value in zip(n.tolist(), scores.tolist(), strict=True)
    ]


def draw_branches(asked: object, space: object) -> tuple[Figure, list[Component], Component]:
    """Draw the branches of the filter, from the one that holds them all."""
    view = asked_view(asked)
    tongue, look = view.language, view.look
    branches = branches_of(view, known(space, ids.SPACES))
    if len(branches) < 2:
        sentence = text("crosstab.empty", tongue)
        return empty(sentence, look), [], html.Div()
    ranked = sorted(branches[1:], key=lambda each: (each.score is None, each.score or 0.0))
    rows = [
        (
            " › ".join(branch_path(each.key)),
            number(each.n, tongue),
            "–" if each.score is None else number(each.score, tongue, 2),
        )
        for each in ranked
    ]
    heads = (
        text("categories.column.name", tongue),
        text("categories.column.n", tongue),
        text("categories.column.purity", tongue),
    )
    table = equivalent(heads, rows, text("categories.branches", tongue), tongue)
    return charts.icicle(branches, look), _legend(look, tongue), table


def branches_of(view: View, space: str) -> list[Branch]:
    """Return the branches to draw, the root first: the deepest one that holds the filter."""
    tree, tongue = view.catalogue.tree, view.language
    top = common_branch(view)
    kept: list[tuple[Path, Separation, int]] = []
    for level in range(max(len(top), 1), len(top) + DEEPEST + 1):
        codes, categories = tree.codes(level), tree.categories(level)
        if not categories:
            break
        reached = view.visible & (codes != NO_CATEGORY)
        sizes = np.bincount(codes[reached], minlength=len(categories)).tolist()
        found = separations(view, space, level)
        kept += [
            (path, found[code], size)
            for code, (path, size) in enumerate(zip(categories, sizes, strict=True))
            if size and path[: len(top)] == top
        ]
    root = Branch(
        "", "", text("categories.branches.root", tongue), int(view.visible.sum()), None, ""
    )
    if top:
        [(path, found_top, size)], kept = kept[:1], kept[1:]
        root = _branch(view, path, found_top, size, "")
    largest = sorted(kept, key=lambda each: (len(each[0]), -each[2]))[:MOST_BRANCHES]
    return [
        replace(root, key=branch_key(top) or ROOT),
        *(
            _branch(view, path, found, size, branch_key(path[:-1]) or ROOT)
            for path, found, size in sorted(largest, key=lambda each: each[0])
        ),
    ]


def common_branch(view: View) -> Path:
    """Return the longest path that every product of the filter is under."""
    if not view.is_filtered:
        return ()
    paths = {view.catalogue.tree.paths[row] for row in np.flatnonzero(view.visible)}
    if not paths:
        return ()
    first, last = min(paths), max(paths)
    depth = 0
    while depth < min(len(first), len(last)) and first[depth] == last[depth]:
        depth += 1
    return first[:depth]


def filter_to(click: dict[str, Any] | None, checked: Sequence[str] | None, language: object) -> Any:
    """Keep the clicked branch in the whole app; the top bar leads one step back up."""
    if not click:
        return no_update, no_update
    view = open_view(1, checked, language)
    key = str(clicked(click).get("id", ""))
    path = branch_path(key)
    if path and path == common_branch(view):
        path = path[:-1]
    leaves = [leaf for leaf in view.catalogue.tree.leaves if leaf[: len(path)] == path]
    return [branch_key(leaf) for leaf in leaves] if path else [], None


def _branch(view: View, path: Path, found: Separation, size: int, parent: str) -> Branch:
    scored = found.score is not None
    hover = text(
        "categories.branches.hover" if scored else "categories.branches.unscored",
        view.language,
        path=escape(" › ".join(path), quote=False),
        n=size,
        score=number(found.score or 0.0, view.language, 2),
    )
    return Branch(branch_key(path), parent, _wrapped(path[-1]), size, found.score, hover)


def _wrapped(name: str, width: int = 14, lines: int = 3) -> str:
    """Break a name over short lines, escaped: more names then fit their branch.

    Examples
    --------
    >>> _wrapped("Beds & small linen")
    'Beds &amp; small<br>linen'
    """
    broken = wrap(name, width, max_lines=lines, placeholder="…") or [name]
    return "<br>".join(escape(line, quote=False) for line in broken)


def _legend(look: Look, language: str) -> list[Component]:
    styles = [Style(colour, "square") for colour in charts.step_colours(look)]
    styles.append(Style(UNKNOWN[look.scheme], "square-open"))
    names = [text(f"categories.step.{step}", language) for step in (*range(5), "none")]
    return [
        html.Ul(
            [
                html.Li([swatch(style), html.Span(name)])
                for style, name in zip(styles, names, strict=True)
            ],
            className="legend-list",
        )
    ]


# -- one by one ---------------------------------------------------------------------------


def columns(language: object) -> list[dict[str, Any]]:
    """Define the columns; a number sorts by its value and shows its interval."""
    tongue = known_language(language)
    found: list[dict[str, Any]] = []
    for field, width in WIDTHS.items():
        column: dict[str, Any] = {
            "headerName": text(f"categories.column.{field}", tongue),
            "field": field,
            "colId": field,
            "minWidth": width,
            "flex": width,
            "cellClass": f"cell-{field}" if field in WORDS else "cell-number",
        }
        if field == "name":
            column |= {"pinned": "left", "tooltipField": "path", "flex": None, "width": width}
        if field == "better":
            column |= {"field": "difference", "valueFormatter": {"function": "params.data.better"}}
        elif field not in WORDS:
            column |= {
                "type": "rightAligned",
                "valueFormatter": {"function": f"params.data.{field}_text"},
            }
        found.append(column)
    return found


def fill_table(asked: object, space: object) -> tuple[list[dict[str, Any]], str]:
    """Describe each category of the level that the filter leaves."""
    view = asked_view(asked)
    tongue = view.language
    rows = table_rows(view, known(space, ids.SPACES))
    note = text(
        "categories.table.count",
        tongue,
        categories=count("categories", len(rows), tongue),
        level=view.level.number,
    )
    coarser = view.cluster_level is not None and view.cluster_level != view.level.number
    if coarser:
        note += " · " + text("categories.table.coarser", tongue, level=view.cluster_level)
    return rows, note


def table_rows(view: View, space: str) -> list[dict[str, Any]]:
    """Return one row for each category of the view's level that holds a product of the filter."""
    level, tongue = view.level.number, view.language
    reached = view.visible & (view.codes != NO_CATEGORY)
    sizes = np.bincount(view.codes[reached], minlength=len(view.categories)).tolist()
    purities = separations(view, space, level)
    rivals = confusions(evidence.neighbours(view.database)[space], view.codes, view.visible)
    silhouette = evidence.silhouettes(view.database, space, level)
    matches = _matches(view, space)
    by_text, by_image = (alike(view.database, side, level) for side in ("text", "image"))
    rows = []
    for code, path in enumerate(view.categories):
        if not sizes[code]:
            continue
        own = reached & (view.codes == code)
        values = silhouette[own & ~np.isnan(silhouette)]
        difference, ends, _ = mean_difference(by_text[own], by_image[own])
        rival = rivals.get(code)
        rows.append(
            {
                "key": branch_key(path),
                "code": code,
                "name": path[-1],
                "path": " › ".join(path),
                "n": sizes[code],
                "n_text": number(sizes[code], tongue),
                **_figure("purity", purities[code].score, tongue),
                **_figure("silhouette", float(values.mean()) if len(values) else None, tongue),
                **_matched(view, matches[code]),
                "confused": text(
                    "categories.confused",
                    tongue,
                    name=view.categories[rival[0]][-1],
                    share=_share(rival[1], tongue),
                )
                if rival
                else "–",
                "difference": None if ends is None else difference,
                "better": _better(difference, ends, tongue),
            }
        )
    return rows


def select_row(
    chosen: list[dict[str, Any]] | None,
    language: object,
    level: object,
    checked: Sequence[str] | None,
) -> Any:
    """Select the products of the clicked category, and say where they can be seen."""
    if not chosen:
        return no_update, ""
    view = open_view(level, checked, language)
    code = whole(chosen[0].get("code"), -1)
    if not 0 <= code < len(view.categories):
        return no_update, ""
    rows: Mask = view.visible & (view.codes == code)
    store = {
        "build": view.catalogue.build,
        "rows": encode(rows),
        "source": "categories",
        "recipe": {"kind": "category", "path": list(view.categories[code])},
    }
    sentence = text(
        "categories.table.chosen",
        view.language,
        n=int(rows.sum()),
        name=view.categories[code][-1],
    )
    link = html.A(text("categories.table.maps", view.language), href="#/maps")
    return store, [sentence, " ", link]


def _matches(view: View, space: str) -> list[Match | None]:
    """Return the best cluster of each category within the filter."""
    labels, n_codes = view.labels(space), len(view.categories)
    if labels is None or n_codes < 2:  # all clusters hold a single category, and perfectly
        return [None] * n_codes
    both = view.visible & (labels >= 0) & (view.codes != NO_CATEGORY)
    table = np.zeros((int(labels.max(initial=0)) + 1, n_codes), dtype=np.int64)
    np.add.at(table, (labels[both], view.codes[both]), 1)
    return best_matches(table)


def _matched(view: View, match: Match | None) -> dict[str, Any]:
    if match is None:
        return {
            "cluster": None,
            "cluster_text": "–",
            **{
                key: value
                for field in ("precision", "recall", "f1")
                for key, value in _figure(field, None, view.language).items()
            },
        }
    return {
        "cluster": match.cluster,
        "cluster_text": view.cluster_name(match.cluster),
        **_figure("precision", match.precision, view.language, match.precision_interval),
        **_figure("recall", match.recall, view.language, match.recall_interval),
        **_figure("f1", match.f1, view.language, match.f1_interval),
    }


def _figure(
    field: str, value: float | None, language: str, ends: Interval | None = None
) -> dict[str, Any]:
    """Return a number to sort by, and how it is written."""
    if value is None:
        return {field: None, f"{field}_text": "–"}
    written = number(value, language, 2)
    if ends is not None:
        written += " " + _unbroken(interval(*ends, language))
    return {field: value, f"{field}_text": written}


def _share(share: float, language: str) -> str:
    """Write a share of 1; one that would round to nothing is said to be under 1 %."""
    return f"< {percent(0.01, language)}" if share < 0.005 else percent(share, language)


def _better(difference: float, ends: Interval | None, language: str) -> str:
    if ends is None:
        return text("categories.better.few", language)
    if ends.low <= 0 <= ends.high:
        return text(
            "categories.better.same",
            language,
            interval=_unbroken(interval(*ends, language, signed=True)),
        )
    space = "text"
    if difference < 0:
        space, difference, ends = "image", -difference, Interval(-ends.high, -ends.low)
    return text(
        "categories.better.space",
        language,
        space=text(f"space.{space}", language),
        difference=number(difference, language, 2, signed=True),
        interval=_unbroken(interval(*ends, language, signed=True)),
    )


def _unbroken(written: str) -> str:
    """Keep an interval on one line."""
    return written.replace(" ", "\N{NO-BREAK SPACE}")
