"""A cluster as a card: its name, its size, what it is made of, its central products."""

from collections.abc import Sequence
from dataclasses import dataclass

from dash import html
from dash.development.base_component import Component

from dashboard.i18n import number, percent, text
from dashboard.ui.copy_button import copy_button
from dashboard.ui.parts import attributes
from dashboard.ui.photos import ProductPhoto


@dataclass(frozen=True)
class ClusterCard:
    """What a card says of a cluster, within the filter.

    Attributes
    ----------
    key : str
        Short name, such as `G4`.
    name : str
        Its distinctive words; empty where it has none.
    size, n : int
        Products of the cluster, and of all clusters.
    main : str
        The category that most of its products have.
    main_size, categorised : int
        Products of that category, and with a category at all.
    purity : (float, float) or None
        Interval of the share `main_size / categorised`.
    words : sequence of (word, share)
        Share of the cluster's products, 0 to 1, that hold the word.
    products : sequence of Shown
    """

    key: str
    name: str
    size: int
    n: int
    main: str
    main_size: int
    categorised: int
    purity: tuple[float, float] | None
    words: Sequence[tuple[str, float]]
    products: Sequence[ProductPhoto]


def cluster_card(card: ClusterCard, language: str) -> list[Component]:
    """Build the content of a card."""
    size = text(
        "clusters.card.size",
        language,
        n=card.size,
        share=percent(card.size / card.n, language) if card.n else "–",
    )
    lines: list[Component] = [
        html.Div(
            [
                html.H3([html.Span(card.key, className="tag"), " ", card.name or "–"]),
                html.P(size, className="hint"),
            ],
            className="cluster-head",
        ),
        copy_button(language),
    ]
    if card.categorised:
        share = card.main_size / card.categorised
        low, high = card.purity or (share, share)
        lines.append(
            html.P(
                [
                    html.Span(percent(share, language), className="cluster-purity"),
                    " ",
                    text("clusters.card.main", language, name=card.main),
                    " ",
                    html.Span(
                        text(
                            "clusters.card.purity",
                            language,
                            low=number(100 * low, language),
                            high=percent(high, language),
                            n=card.categorised,
                        ),
                        className="hint",
                    ),
                ]
            )
        )
    lines += [
        html.Ul(
            [_thumbnail(product, language) for product in card.products], className="cluster-photos"
        ),
        html.P(
            [
                html.Span(text("clusters.card.words", language), className="hint"),
                " ",
                ", ".join(f"{word} {percent(share, language)}" for word, share in card.words)
                or text("clusters.card.words.none", language),
            ],
            className="cluster-words",
        ),
    ]
    return lines


def _thumbnail(product: ProductPhoto, language: str) -> Component:
    inside = (
        html.Img(src=product.photo, alt="", className="cluster-photo")
        if product.photo
        else html.Span(text("products.no_photo", language), className="cluster-photo photo-none")
    )
    return html.Li(
        html.Button(
            inside,
            className="cluster-product",
            title=product.name,
            **attributes(data_product=product.product_id, aria_label=product.name),
        )
    )
