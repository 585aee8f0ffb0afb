"""Agreement by depth of the category tree."""

from dataclasses import replace

from dash.development.base_component import Component

from dashboard.core.evidence_model import Score
from dashboard.core.filter_state import resolve_view
from dashboard.core.scoring import score
from dashboard.core.theme import Figure
from dashboard.figures.categories import by_level
from dashboard.i18n import interval_of, number, of_space, separators, text
from dashboard.ui.charts import Point, Series
from dashboard.ui.tables import equivalent


def draw_depth(view_state: object) -> tuple[Figure, Component]:
    """Draw the agreement of each space at each scored level, within the filter."""
    view = resolve_view(view_state)
    lang, theme = view.language, view.theme
    levels = view.catalogue.levels
    series, rows = [], []
    for space in view.catalogue.spaces:
        name = of_space("space.", space, lang)
        points = []
        for level in levels:
            result = score(replace(view, level=level), space)
            if not isinstance(result, Score):
                continue
            ends = interval_of(result.interval, lang)
            value, n = number(result.value, lang, 2), number(result.n, lang)
            hover = text(
                "categories.depth.point",
                lang,
                space=name,
                level=level.number,
                value=value,
                interval=ends,
                n=result.n,
            )
            points.append(Point(level.number, result.value, result.interval, hover))
            depth = text("categories.depth.level", lang, level=level.number)
            rows.append((f"{name}, {depth}", value, ends, n))
        series.append(Series(space, name, points))
    figure = by_level(
        series,
        [str(level.number) for level in levels],
        {
            level.number: text(
                f"categories.depth.{'single' if level.is_clustered else 'thin'}", lang
            )
            for level in levels
            if not level.is_scored
        },
        theme,
        unsure_word=text("score.interval.hollow", lang),
        x_title=text("categories.depth.x", lang),
        y_title=text("categories.depth.y", lang),
        separators=separators(lang),
    )
    heads = (
        text("categories.depth.x", lang),
        "ARI",
        text("score.interval", lang, interval="").strip(),
        text("categories.depth.n", lang),
    )
    return figure, equivalent(heads, rows, text("categories.depth", lang), lang)
