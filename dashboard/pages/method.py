"""The method: how each figure is computed and how to read it."""

from dash import html
from dash.development.base_component import Component

from dashboard import ids
from dashboard.components.lazy import Lazy
from dashboard.ui.parts import section, words

SCORES = (
    "ari",
    "interval",
    "seeds",
    "halves",
    "trainings",
    "null",
    "ceiling",
    "purity",
    "match",
    "silhouette",
    "smooth",
    "image_text",
    "noise",
    "trust",
    "recall",
    "duplicates",
    "evenness",
)


def page() -> Component:
    """Build the page."""
    return Lazy(
        [
            section(
                "method.title",
                "method.how",
                html.Div([_score(name) for name in SCORES], className="explanations"),
            ),
            section("ablation.title", "ablation.how", html.Div(id=ids.METHOD_ABLATION)),
            section("method.build", "method.build.how", html.Div(id=ids.METHOD_BUILD)),
        ],
        id=ids.page("method"),
        className="page",
        shown_with=["method"],
        hidden=True,
    )


def _score(name: str) -> Component:
    return html.Article(
        [
            html.H3(words(f"method.{name}", "method"), className="card-title"),
            html.P(words(f"method.{name}.what", "method")),
            html.Dl(
                [
                    html.Div(
                        [
                            html.Dt(words(f"method.{part}", f"method.{name}")),
                            html.Dd(words(f"method.{name}.{part}", "method")),
                        ]
                    )
                    for part in ("range", "source")
                ],
                className="explanation-facts",
            ),
        ],
        className="card",
    )
