"""The clusters: what they owe to the seed, to their number and to the algorithm."""

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from dashboard import ids
from dashboard.parts import chart, named, options, section, words


def page() -> Component:
    """Build the page."""
    return html.Div(
        [_stability(), _sweep()], id=ids.page("clusters"), className="page", hidden=True
    )


def _stability() -> Component:
    return section(
        "clusters.stability",
        "clusters.stability.how",
        html.Div(
            [
                html.P(words("clusters.held"), className="lead"),
                html.Div(
                    [
                        html.Span(words("clusters.space"), className="label"),
                        named(
                            "clusters.space",
                            dmc.SegmentedControl(
                                id=ids.STABILITY_SPACE,
                                data=options("space.", ids.SPACES),
                                value="fused",
                                size="xs",
                            ),
                        ),
                    ],
                    className="controls",
                ),
            ],
            className="toolbar",
        ),
        chart("clusters.stability", ids.STABILITY, name="wide"),
        html.P(id=ids.STABILITY_NOTE, className="finding"),
        html.Div(id=ids.STABILITY_TABLE),
    )


def _sweep() -> Component:
    return section(
        "clusters.sweep",
        "clusters.sweep.how",
        html.P(id=ids.SWEEP_NOTE, className="lead"),
        chart("clusters.sweep", ids.SWEEP),
        html.Div(id=ids.SWEEP_TABLE),
    )
