"""What leaves the page: figures of the dark theme in the colours of the light one."""

from typing import Any

import pytest

from dashboard import ids
from dashboard.figures.paper import on_paper, pairs
from dashboard.queries import Database
from tests.dashboard.asking import Page

FIGURES = (
    ("maps", ids.CROSSTAB),
    ("maps", ids.YARDSTICKS),
    ("categories", ids.DEPTH),
    ("categories", ids.BRANCHES),
    ("clusters", ids.STABILITY),
    ("clusters", ids.SWEEP),
    ("verdict", ids.VERDICT_CURVE),
)


def recoloured(value: Any, colours: dict[str, str]) -> Any:
    """What `assets/paper.js` does to a figure."""
    if isinstance(value, dict):
        return {key: recoloured(each, colours) for key, each in value.items()}
    if isinstance(value, list):
        return [recoloured(each, colours) for each in value]
    return colours.get(value, value) if isinstance(value, str) else value


@pytest.mark.parametrize(("shown", "graph"), FIGURES)
def test_a_dark_figure_on_paper_is_the_light_one(
    database: Database, shown: str, graph: str
) -> None:
    page = Page().set(ids.BUILD, "data", {"build": database.file.name, "reason": None, "found": ""})
    page.set(ids.PAGE, "data", shown).set(ids.LEVEL, "value", "2")
    drawn = {}
    for scheme in ("light", "dark"):
        answer = page.set(ids.SCHEME, "value", scheme).ask(f"{graph}.figure")
        assert answer is not None
        drawn[scheme] = answer[graph]["figure"]
    assert drawn["dark"] != drawn["light"]
    assert recoloured(drawn["dark"], on_paper()) == drawn["light"]


def test_a_dark_colour_stands_for_one_light_one() -> None:
    assert len(set(pairs())) == len(on_paper())
