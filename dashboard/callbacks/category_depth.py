"""Agreement by depth of the category tree."""

from dataclasses import replace

from dash.development.base_component import Component

from dashboard import ids
from dashboard.core.evidence_model import Score
from dashboard.core.filter_state import asked_view
from dashboard.core.scoring import score
from dashboard.core.theme import Figure
from dashboard.figures.categories import by_level
from dashboard.i18n import interval_of, number, separators, text
from dashboard.ui.charts import Point, Series
from dashboard.ui.tables import equivalent


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
                n=n,
            )
            points.append(Point(each.number, found.value, found.interval, hover))
            depth = text("categories.depth.level", tongue, level=each.number)
            rows.append((f"{name}, {depth}", value, ends, n))
        series.append(Series(space, name, points))
    figure = by_level(
        series,
        [str(each.number) for each in levels],
        {
            each.number: text(f"categories.depth.{'one' if each.is_clustered else 'thin'}", tongue)
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
