"""Separation of the categories by branch: the icicle and its clicks."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape
from textwrap import wrap
from typing import Any

import numpy as np
from dash import html, no_update
from dash.development.base_component import Component
from numpy.typing import NDArray

from agreement.separability import (
    FEWEST_PAIRS,
    above_chance,
    shares_alike,
)
from dashboard.core import evidence
from dashboard.core.cache import cached_per_build
from dashboard.core.catalogue import NO_CATEGORY, Path, path_text
from dashboard.core.database import Database
from dashboard.core.filter_state import (
    FilterState,
    branch_key,
    branch_path,
    clicked,
    resolve_filter,
    resolve_view,
)
from dashboard.core.palette import UNKNOWN, Style
from dashboard.core.theme import Figure, Theme, empty
from dashboard.figures.categories import Branch, icicle, step_colours
from dashboard.i18n import number, text
from dashboard.ui.legend import swatch
from dashboard.ui.tables import equivalent

DEEPEST = 3
"""Levels of the tree that the icicle shows at once."""
MOST_BRANCHES = 400
ROOT = "root"
"""Key of what holds every branch: the key of none, for those begin with a separator."""


@dataclass(frozen=True)
class Separation:
    """How far a category stands apart from the others, among its neighbours.

    `score` is None under ten products, or where there is no other category.
    """

    n: int
    score: float | None


@cached_per_build
def same_category_shares(database: Database, space: str, level: int) -> NDArray[np.float64]:
    """Return the share of each product's neighbours that are in its category."""
    return shares_alike(evidence.neighbours(database)[space], database.catalogue.tree.codes(level))


def separations(view: FilterState, space: str, level: int) -> list[Separation]:
    """Return the separation of each category of a level, over the products of the filter."""
    codes = view.catalogue.tree.codes(level)
    n_codes = len(view.catalogue.tree.categories(level))
    shares = same_category_shares(view.database, space, level)
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


def draw_branches(view_state: object, space: object) -> tuple[Figure, list[Component], Component]:
    """Draw the branches of the filter, from the one that holds them all."""
    view = resolve_view(view_state)
    lang, theme = view.language, view.theme
    branches = branches_of(view, view.space(space))
    if len(branches) < 2:
        sentence = text("crosstab.empty", lang)
        return empty(sentence, theme), [], html.Div()
    ranked = sorted(branches[1:], key=lambda branch: (branch.score is None, branch.score or 0.0))
    rows = [
        (
            path_text(branch_path(branch.key)),
            number(branch.n, lang),
            "–" if branch.score is None else number(branch.score, lang, 2),
        )
        for branch in ranked
    ]
    heads = (
        text("categories.column.name", lang),
        text("categories.column.n", lang),
        text("categories.column.purity", lang),
    )
    table = equivalent(heads, rows, text("categories.branches", lang), lang)
    return icicle(branches, theme), _legend(theme, lang), table


def branches_of(view: FilterState, space: str) -> list[Branch]:
    """Return the branches to draw, the root first: the deepest one that holds the filter."""
    tree, lang = view.catalogue.tree, view.language
    top = common_branch(view)
    kept: list[tuple[Path, Separation, int]] = []
    for level in range(max(len(top), 1), len(top) + DEEPEST + 1):
        codes, categories = tree.codes(level), tree.categories(level)
        if not categories:
            break
        has_category = view.visible & (codes != NO_CATEGORY)
        sizes = np.bincount(codes[has_category], minlength=len(categories)).tolist()
        level_separations = separations(view, space, level)
        kept += [
            (path, level_separations[code], size)
            for code, (path, size) in enumerate(zip(categories, sizes, strict=True))
            if size and path[: len(top)] == top
        ]
    root = Branch("", "", text("categories.branches.root", lang), int(view.visible.sum()), None, "")
    if top:
        [(path, top_separation, size)], kept = kept[:1], kept[1:]
        root = _branch(view, path, top_separation, size, "")
    largest = sorted(kept, key=lambda entry: (len(entry[0]), -entry[2]))[:MOST_BRANCHES]
    return [
        replace(root, key=branch_key(top) or ROOT),
        *(
            _branch(view, path, separation, size, branch_key(path[:-1]) or ROOT)
            for path, separation, size in sorted(largest, key=lambda entry: entry[0])
        ),
    ]


def common_branch(view: FilterState) -> Path:
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
    view = resolve_filter(1, checked, language)
    key = str(clicked(click).get("id", ""))
    path = branch_path(key)
    if path and path == common_branch(view):
        path = path[:-1]
    leaves = [leaf for leaf in view.catalogue.tree.leaves if leaf[: len(path)] == path]
    return [branch_key(leaf) for leaf in leaves] if path else [], None


def _branch(
    view: FilterState, path: Path, separation: Separation, size: int, parent: str
) -> Branch:
    scored = separation.score is not None
    hover = text(
        "categories.branches.hover" if scored else "categories.branches.unscored",
        view.language,
        path=escape(path_text(path), quote=False),
        n=size,
        score=number(separation.score or 0.0, view.language, 2),
    )
    return Branch(branch_key(path), parent, _wrapped(path[-1]), size, separation.score, hover)


def _wrapped(name: str, width: int = 14, lines: int = 3) -> str:
    """Break a name over short lines, escaped: more names then fit their branch.

    Examples
    --------
    >>> _wrapped("Beds & small linen")
    'Beds &amp; small<br>linen'
    """
    broken = wrap(name, width, max_lines=lines, placeholder="…") or [name]
    return "<br>".join(escape(line, quote=False) for line in broken)


def _legend(theme: Theme, language: str) -> list[Component]:
    styles = [Style(colour, "square") for colour in step_colours(theme)]
    styles.append(Style(UNKNOWN[theme.scheme], "square-open"))
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
