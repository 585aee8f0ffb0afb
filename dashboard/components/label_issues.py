"""A doubtful listing as the page shows it: in the list, and in full beside its neighbours.

Names, paths and descriptions are sellers' words: they only ever become text.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard import ids
from dashboard.core.catalogue import Path
from dashboard.core.neighbours import Neighbour
from dashboard.core.photo_urls import PhotoUrl
from dashboard.i18n import number, percent, text
from dashboard.model.label_issues import BANDS, Doubt, Listing, Votes, band

SIDES = ("text", "image")
"""The two that must agree before a listing is in doubt."""


def options(doubts: Sequence[Doubt], photo_url: PhotoUrl, language: str) -> list[Component]:
    """Show the listings as the choices of a list box, in their order.

    Parameters
    ----------
    doubts : sequence of Doubt
    photo_url : function
    language : {'fr', 'en'}
    """
    return [_option(doubt, photo_url, language) for doubt in doubts]


def detail(
    doubt: Doubt,
    listing: Listing,
    neighbours: Mapping[str, Sequence[Neighbour]],
    photo_url: PhotoUrl,
    language: str,
) -> list[Component]:
    """Show a listing in full, and the products that contradict it side by side.

    Parameters
    ----------
    doubt : Doubt
    listing : Listing
        What the seller wrote.
    neighbours : mapping
        Those of each of `SIDES`, the nearest first.
    photo_url : function
    language : {'fr', 'en'}
    """
    return [
        html.Div(
            [
                html.Button(
                    _photo(
                        doubt.product_id,
                        photo_url,
                        language,
                        has_photo=doubt.has_photo,
                        large=True,
                    ),
                    className="photo-button",
                    title=doubt.name,
                    **_attributes(
                        data_product=doubt.product_id,
                        aria_label=f"{text('products.open', language)} {doubt.name}",
                    ),
                ),
                html.Div(
                    [
                        html.H3(doubt.name, className="listing-name"),
                        _paths(doubt, language),
                        _evidence(doubt, language),
                        html.P(text("listings.confidence.note", language), className="hint"),
                    ],
                    className="listing-facts",
                ),
            ],
            className="listing-head",
        ),
        html.Dl(
            [
                html.Div([html.Dt(name), html.Dd(value)])
                for name, value in (
                    (text("listings.brand", language), listing.brand),
                    (text("listings.price", language), _price(listing.price, language)),
                )
                if value
            ],
            className="listing-properties",
        ),
        html.H4(text("listings.text", language), className="label"),
        html.P(
            listing.description or text("listings.no_text", language),
            className="listing-text",
            tabIndex=0,
        ),
        html.Div(
            [
                html.Section(
                    [
                        html.H4(text(f"listings.near.{side}", language), className="label"),
                        html.Ol(
                            [
                                _neighbour(each, doubt, photo_url, language)
                                for each in neighbours[side]
                            ],
                            className="near-list",
                        ),
                    ],
                )
                for side in SIDES
            ],
            className="near",
        ),
    ]


def confidence(doubt: Doubt, language: str) -> str:
    """Write the index as a number; the votes cannot tell more than 99 % from certainty."""
    if doubt.confidence > BANDS[-1]:
        return text("listings.confidence.most", language, share=percent(BANDS[-1], language))
    return text("listings.confidence", language, share=percent(doubt.confidence, language))


def _option(doubt: Doubt, photo_url: PhotoUrl, language: str) -> Component:
    return html.Div(
        [
            _photo(doubt.product_id, photo_url, language, has_photo=doubt.has_photo),
            html.Div(
                [
                    html.Div(
                        [
                            html.P(doubt.name, className="listing-name", title=doubt.name),
                            html.Span(className="listing-mark"),
                        ],
                        className="listing-line",
                    ),
                    _paths(doubt, language),
                    _evidence(doubt, language),
                ],
                className="listing-facts",
            ),
        ],
        id=ids.listing(doubt.key),
        className="listing",
        role="option",
        **_attributes(aria_selected="false", data_key=doubt.key, data_product=doubt.product_id),
    )


def _paths(doubt: Doubt, language: str) -> Component:
    depth = len(doubt.suggested)
    return html.Dl(
        [
            html.Div(
                [
                    html.Dt(text("listings.listed", language)),
                    html.Dd(
                        [html.Span(_joined(doubt.listed[:depth])), *_rest(doubt.listed[depth:])],
                        title=_joined(doubt.listed),
                    ),
                ],
            ),
            html.Div(
                [
                    html.Dt(text("listings.suggested", language)),
                    html.Dd(html.Strong(_joined(doubt.suggested)), title=_joined(doubt.suggested)),
                ],
                className="listing-suggested",
            ),
        ],
        className="listing-paths",
    )


def _rest(path: Path) -> list[Component]:
    return [html.Span(f" › {_joined(path)}", className="listing-rest")] if path else []


def _evidence(doubt: Doubt, language: str) -> Component:
    return html.Div(
        [
            html.Span(
                [
                    html.Strong(confidence(doubt, language)),
                    html.Span(text(f"listings.band.{band(doubt.confidence)}", language)),
                ],
                className=f"listing-index listing-index-{band(doubt.confidence)}",
            ),
            *(
                _votes(side, votes, language)
                for side, votes in zip(SIDES, (doubt.text, doubt.image), strict=True)
            ),
        ],
        className="listing-evidence",
    )


def _votes(side: str, votes: Votes, language: str) -> Component:
    """Draw one side's votes: suggested from the left, listed from the right."""
    name = text(f"listings.side.{side}", language)
    shares = {
        "suggested": percent(votes.suggested, language),
        "listed": percent(votes.listed, language),
    }
    return html.Span(
        [
            html.Span(name, className="votes-side"),
            html.Span(
                [
                    html.Span(className="votes-suggested", style=_wide(votes.suggested)),
                    html.Span(className="votes-listed", style=_wide(votes.listed)),
                ],
                className="votes-bar",
            ),
            html.Span(text("listings.votes", language, **shares)),
        ],
        className="votes",
        title=text("listings.votes.read", language, side=name, **shares),
    )


def _neighbour(each: Neighbour, doubt: Doubt, photo_url: PhotoUrl, language: str) -> Component:
    depth = len(doubt.suggested)
    category = each.path[:depth]
    if category == doubt.suggested:
        stands = "suggested"
    elif category == doubt.listed[:depth]:
        stands = "listed"
    else:
        stands = "other"
    similarity = number(each.similarity, language, 2)
    return html.Li(
        html.Button(
            [
                _photo(each.product_id, photo_url, language, has_photo=each.has_photo),
                html.Span(
                    [
                        html.Span(each.name, className="near-name"),
                        html.Span(_joined(each.path), className="near-path"),
                        html.Span(
                            [
                                html.Span(
                                    text(f"listings.near.{stands}", language), className="near-tag"
                                ),
                                html.Span(
                                    text("listings.near.similarity", language, value=similarity)
                                ),
                            ],
                            className="near-facts",
                        ),
                    ],
                    className="listing-facts",
                ),
            ],
            className=f"near-product near-{stands}",
            title=each.name,
            **_attributes(data_product=each.product_id),
        )
    )


def _photo(
    product_id: str, photo_url: PhotoUrl, language: str, *, has_photo: bool, large: bool = False
) -> Component:
    size = "listing-photo listing-photo-large" if large else "listing-photo"
    if not has_photo:
        return html.Span(text("listings.no_photo", language), className=f"{size} photo-none")
    return html.Img(src=photo_url(product_id), alt="", className=size)


def _attributes(**values: str) -> dict[str, Any]:
    return {name.replace("_", "-"): value for name, value in values.items()}


def _joined(path: Path) -> str:
    return " › ".join(path)


def _price(price: float | None, language: str) -> str | None:
    return None if price is None else number(price, language, 0 if price % 1 == 0 else 2)


def _wide(share: float) -> dict[str, str]:
    return {"width": f"{min(max(share, 0.0), 1.0) * 100:.1f}%"}
