"""A doubtful listing as the page shows it: in the list, and in full beside its neighbours.

Names, paths and descriptions are sellers' words: they only ever become text.
"""

from collections.abc import Mapping, Sequence

from dash import html
from dash.development.base_component import Component

from dashboard import ids
from dashboard.core.catalogue import SIDES, Path, path_text
from dashboard.core.neighbours import Neighbour
from dashboard.core.photo_urls import PhotoUrl
from dashboard.i18n import number, percent, text
from dashboard.model.label_issues import BANDS, LabelIssue, Listing, Votes, band
from dashboard.ui.parts import attributes

"""The two that must agree before a listing is in doubt."""


def options(
    label_issues: Sequence[LabelIssue], photo_url: PhotoUrl, language: str
) -> list[Component]:
    """Show the listings as the choices of a list box, in their order.

    Parameters
    ----------
    label_issues : sequence of LabelIssue
    photo_url : function
    language : str
    """
    return [_option(issue, photo_url, language) for issue in label_issues]


def detail(
    issue: LabelIssue,
    listing: Listing,
    neighbours: Mapping[str, Sequence[Neighbour]],
    photo_url: PhotoUrl,
    language: str,
) -> list[Component]:
    """Show a listing in full, and the products that contradict it side by side.

    Parameters
    ----------
    issue : LabelIssue
    listing : Listing
        What the seller wrote.
    neighbours : mapping
        Those of each of `SIDES`, the nearest first.
    photo_url : function
    language : str
    """
    return [
        html.Div(
            [
                html.Button(
                    _photo(
                        issue.product_id,
                        photo_url,
                        language,
                        has_photo=issue.has_photo,
                        large=True,
                    ),
                    className="photo-button",
                    title=issue.name,
                    **attributes(
                        data_product=issue.product_id,
                        aria_label=f"{text('products.open', language)} {issue.name}",
                    ),
                ),
                html.Div(
                    [
                        html.H3(issue.name, className="listing-name"),
                        _paths(issue, language),
                        _evidence(issue, language),
                        html.P(_note(issue, language), className="hint"),
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
                                _neighbour(neighbour, issue, photo_url, language)
                                for neighbour in neighbours[side]
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


def confidence(issue: LabelIssue, language: str) -> str:
    """Write the score out of 100; the votes cannot tell what is above 99 from certainty."""
    score = 100 * min(issue.confidence, BANDS[-1])
    return text("listings.confidence", language, score=number(score, language))


def _option(issue: LabelIssue, photo_url: PhotoUrl, language: str) -> Component:
    return html.Div(
        [
            _photo(issue.product_id, photo_url, language, has_photo=issue.has_photo),
            html.Div(
                [
                    html.Div(
                        [
                            html.P(issue.name, className="listing-name", title=issue.name),
                            html.Span(className="listing-mark"),
                        ],
                        className="listing-line",
                    ),
                    _paths(issue, language),
                    _evidence(issue, language),
                ],
                className="listing-facts",
            ),
        ],
        id=ids.label_issue(issue.key),
        className="listing",
        role="option",
        **attributes(aria_selected="false", data_key=issue.key, data_product=issue.product_id),
    )


def _paths(issue: LabelIssue, language: str) -> Component:
    depth = len(issue.suggested)
    return html.Dl(
        [
            html.Div(
                [
                    html.Dt(text("listings.listed", language)),
                    html.Dd(
                        [html.Span(path_text(issue.listed[:depth])), *_rest(issue.listed[depth:])],
                        title=path_text(issue.listed),
                    ),
                ],
            ),
            html.Div(
                [
                    html.Dt(text("listings.suggested", language)),
                    html.Dd(
                        html.Strong(path_text(issue.suggested)), title=path_text(issue.suggested)
                    ),
                ],
                className="listing-suggested",
            ),
        ],
        className="listing-paths",
    )


def _rest(path: Path) -> list[Component]:
    return [html.Span(f" › {path_text(path)}", className="listing-rest")] if path else []


def _evidence(issue: LabelIssue, language: str) -> Component:
    return html.Div(
        [
            html.Span(
                [
                    html.Strong(confidence(issue, language)),
                    html.Span(text(f"listings.band.{band(issue.confidence)}", language)),
                ],
                className=f"listing-index listing-index-{band(issue.confidence)}",
            ),
            *(
                _votes(side, votes, language, without_brand=issue.without_brand)
                for side, votes in zip(SIDES, (issue.text, issue.image), strict=True)
            ),
        ],
        className="listing-evidence",
    )


def _note(issue: LabelIssue, language: str) -> str:
    """Say what the score is, and whose votes it counts."""
    notes = ["listings.confidence.note"]
    if issue.without_brand:
        notes.append("listings.without_brand")
    return " ".join(text(key, language) for key in notes)


def _votes(side: str, votes: Votes, language: str, *, without_brand: bool) -> Component:
    """Draw one side's votes: suggested from the left, listed from the right."""
    read = "listings.votes.read.without_brand" if without_brand else "listings.votes.read"
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
        title=text(read, language, side=name, **shares),
    )


def _neighbour(each: Neighbour, issue: LabelIssue, photo_url: PhotoUrl, language: str) -> Component:
    depth = len(issue.suggested)
    category = each.path[:depth]
    if category == issue.suggested:
        stands = "suggested"
    elif category == issue.listed[:depth]:
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
                        html.Span(path_text(each.path), className="near-path"),
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
            **attributes(data_product=each.product_id),
        )
    )


def _photo(
    product_id: str, photo_url: PhotoUrl, language: str, *, has_photo: bool, large: bool = False
) -> Component:
    size = "listing-photo listing-photo-large" if large else "listing-photo"
    if not has_photo:
        return html.Span(text("listings.no_photo", language), className=f"{size} photo-none")
    return html.Img(src=photo_url(product_id), alt="", className=size)


def _price(price: float | None, language: str) -> str | None:
    return None if price is None else number(price, language, 0 if price % 1 == 0 else 2)


def _wide(share: float) -> dict[str, str]:
    return {"width": f"{min(max(share, 0.0), 1.0) * 100:.1f}%"}
