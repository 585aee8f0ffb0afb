"""What leaves the page: every chart can; in the dark theme, in the colours of the light one."""

import json
from typing import Any

import pytest
from dash import dcc

from dashboard import ids
from dashboard.callbacks import first_render
from dashboard.core.database import Database
from dashboard.layout import layout
from dashboard.ui.print_colours import pairs, print_colours
from tests.dashboard.conftest import SPACES
from tests.dashboard.page_client import Page

FIGURES = (
    ("maps", ids.CROSSTAB),
    ("maps", ids.BASELINES),
    ("categories", ids.DEPTH),
    ("categories", ids.BRANCHES),
    ("clusters", ids.STABILITY),
    ("clusters", ids.SWEEP),
    ("verdict", ids.VERDICT_CURVE),
    ("quality", ids.QUALITY_SIZES),
    ("quality", ids.QUALITY_LENGTHS),
    ("quality", ids.QUALITY_PHOTOS),
)


def recoloured(value: Any, colours: dict[str, str]) -> Any:
    """What `assets/caption.js` does to a figure."""
    if isinstance(value, dict):
        return {key: recoloured(element, colours) for key, element in value.items()}
    if isinstance(value, list):
        return [recoloured(element, colours) for element in value]
    return colours.get(value, value) if isinstance(value, str) else value


@pytest.mark.parametrize(("shown", "graph"), FIGURES)
def test_a_dark_figure_on_paper_is_the_light_one(
    database: Database, shown: str, graph: str
) -> None:
    page = Page().set(ids.BUILD, "data", {"build": database.file.name, "reason": None, "found": ""})
    page.show(shown).set(ids.LEVEL, "value", "2")
    drawn = {}
    for scheme in ("light", "dark"):
        answer = page.set(ids.SCHEME, "value", scheme).ask(f"{graph}.figure")
        assert answer is not None
        drawn[scheme] = answer[graph]["figure"]
    assert drawn["dark"] != drawn["light"]
    assert recoloured(drawn["dark"], print_colours()) == drawn["light"]


def test_a_dark_colour_stands_for_one_light_one() -> None:
    assert len(set(pairs())) == len(print_colours())


def parts() -> list[Any]:
    return list(first_render.fill(layout())._traverse())


@pytest.mark.usefixtures("database")
def test_every_chart_can_be_saved_and_read_as_a_table() -> None:
    # A map is a table of products, and of counts by cluster and category: both are on its page.
    components = parts()
    names = {str(getattr(component, "id", "")) for component in components}
    graphs = {
        getattr(component, "id", "") for component in components if isinstance(component, dcc.Graph)
    }
    maps = set(map(ids.drawing, SPACES))
    saved = {
        data(component, "figure"): component
        for component in components
        if data(component, "figure")
    }
    assert set(saved) == graphs | maps
    assert all({f"{graph}-table", f"{graph}-text"} & names for graph in graphs)
    in_page = {
        ids.in_page(component.id) for component in components if getattr(component, "id", None)
    }
    for tools in saved.values():
        sentences = json.loads(data(tools, "says"))
        legend = data(tools, "legend")
        assert {data(tools, "title"), *sentences, *([legend] if legend else [])} <= in_page


def data(component: Any, name: str) -> str:
    return str(getattr(component, f"data-{name}", None) or "")
