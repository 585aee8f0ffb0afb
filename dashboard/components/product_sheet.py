"""One product in full, as the drawer shows it: photo, place, neighbours and text.

Names, paths and texts are sellers' words: they only ever become text.
"""

import json
from collections.abc import Mapping, Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.components.product_text import hint, part, written
from dashboard.core.catalogue import Catalogue, path_text
from dashboard.core.cluster_words import name_of
from dashboard.core.neighbours import Neighbour
from dashboard.core.photo_urls import PhotoUrl
from dashboard.core.webp import Size
from dashboard.i18n import number, of_space, text
from dashboard.model.product import Product, ProductContext, stand
from dashboard.ui.parts import attributes

FITS = ("crop", "pad", "stretch")
"""How a photo is brought to the size of the network: the `image.fit` of a build's settings."""
ABSENT = "–"


def product_sheet(
    product: Product,
    context: ProductContext,
    catalogue: Catalogue,
    photo_url: PhotoUrl,
    network_photo_url: PhotoUrl,
    language: str,
) -> list[Component]:
    """Build all that the drawer shows of a product, below its name.

    Parameters
    ----------
    product : Product
    context : Place
    catalogue : Catalogue
    photo_url, network_photo_url : function
        Give the address of a thumbnail, and of what the network sees.
    language : str
    """
    return [
        _photos(product, catalogue.about, photo_url, network_photo_url, language),
        _facts(_properties(product, language)),
        _clusters(context, language),
        _near(product, context, photo_url, language),
        written(product, catalogue, language),
    ]


# -- photo and properties ---------------------------------------------------------------------


def _photos(
    product: Product,
    about: Mapping[str, str],
    photo_url: PhotoUrl,
    network_photo_url: PhotoUrl,
    language: str,
) -> Component:
    pictures = []
    if product.thumbnail:
        kept = _size(product.thumbnail.size, language)
        caption = (
            _size(product.photo, language),
            kept and text("drawer.before.kept", language, size=kept),
        )
        pictures.append(_picture("before", photo_url(product.product_id), caption, language))
    if product.seen:
        fit = json.loads(about.get("settings", "{}")).get("image", {}).get("fit")
        caption = (
            _size(product.seen.size, language),
            text(f"drawer.fit.{fit}", language) if fit in FITS else "",
        )
        pictures.append(_picture("after", network_photo_url(product.product_id), caption, language))
    shown = html.Div(pictures, className="drawer-pair")
    none = hint(text("products.no_photo", language))
    return part(text("drawer.photo", language), shown if pictures else none)


def _picture(side: str, address: str, facts: Sequence[str], language: str) -> Component:
    caption = [
        html.Strong(text(f"drawer.{side}", language)),
        html.Span(", ".join(filter(None, facts)), className="hint"),
    ]
    return html.Figure(
        [html.Img(src=address, alt="", className="drawer-photo"), html.Figcaption(caption)],
        className="drawer-picture",
    )


def _properties(product: Product, language: str) -> list[tuple[str, str]]:
    price = product.price
    status = text(f"drawer.photo.{product.status}", language)
    properties = (
        ("category", path_text(product.path)),
        ("brand", product.brand),
        ("price", None if price is None else number(price, language, 0 if price % 1 == 0 else 2)),
        ("product_id", product.product_id),
        ("photo", ", ".join(filter(None, (status, _size(product.photo, language))))),
    )
    return [
        (text(f"products.column.{key}", language), value or ABSENT) for key, value in properties
    ]


def _facts(rows: Sequence[tuple[str, str]]) -> Component:
    return html.Dl(
        [html.Div([html.Dt(name), html.Dd(value, dir="auto")]) for name, value in rows],
        className="drawer-facts",
    )


def _size(size: Size | None, language: str) -> str:
    """Write a size in pixels, on one line; empty where it is not known.

    Examples
    --------
    >>> _size((8484, 117), "en").split()
    ['8,484', '×', '117', 'px']
    """
    if size is None:
        return ""
    return "\u00a0".join((number(size[0], language), "×", number(size[1], language), "px"))


# -- clusters and neighbours ------------------------------------------------------------------


def _clusters(context: ProductContext, language: str) -> Component:
    if context.cluster_level is None:
        return part(text("drawer.clusters.none", language))
    rows = []
    for space in context.near:
        caption = text("drawer.cluster.none", language)
        if space in context.clusters:
            cluster, words = context.clusters[space]
            key = text("maps.cluster", language, number=cluster)
            caption = " · ".join(filter(None, (key, name_of(words))))
        rows.append((of_space("space.", space, language), caption))
    return part(text("drawer.clusters", language, level=context.cluster_level), _facts(rows))


def _near(
    product: Product, context: ProductContext, photo_url: PhotoUrl, language: str
) -> Component:
    columns = []
    for space, near in context.near.items():
        stands = [stand(product.path, neighbour.path, context.level) for neighbour in near]
        count = text("drawer.near.count", language, same=stands.count("same"), n=len(near))
        columns.append(
            html.Section(
                [
                    html.H4(of_space("space.", space, language), className="label"),
                    hint(count if near else text("drawer.near.none", language)),
                    html.Ol(
                        [
                            html.Li(_neighbour(neighbour, standing, photo_url, language))
                            for neighbour, standing in zip(near, stands, strict=True)
                        ],
                        className="drawer-near-list",
                    ),
                    *([_like(product, space, language)] if near else []),
                ],
                **attributes(data_space=space),
            )
        )
    return part(
        text("drawer.near", language),
        hint(text("drawer.near.how", language, level=context.level)),
        html.Div(columns, className="drawer-near"),
    )


def _like(product: Product, space: str, language: str) -> Component:
    """Offer all the neighbours there are, as the selection of the page."""
    by = of_space("search.by.", space, language)
    return html.Button(
        text("drawer.near.like", language),
        className="text-button",
        **attributes(
            type="button",
            data_like=space,
            data_of=product.product_id,
            aria_label=text("products.like", language, space=by),
        ),
    )


def _neighbour(each: Neighbour, stands: str, photo_url: PhotoUrl, language: str) -> Component:
    category = each.path[-1] if each.path else text("drawer.near.uncategorised", language)
    photo = (
        html.Img(src=photo_url(each.product_id), alt="", className="photo")
        if each.has_photo
        else html.Span(text("products.no_photo", language), className="photo photo-none")
    )
    similarity = html.Span(number(each.similarity, language, 2), className="drawer-number")
    stand_said = html.Span(text(f"drawer.near.{stands}", language), className="drawer-near-stand")
    return html.Button(
        [
            html.Span([photo, similarity], className="drawer-near-photo"),
            html.Span(
                [
                    html.Span(each.name, className="drawer-near-name", dir="auto"),
                    html.Span(category, dir="auto"),
                    stand_said,
                ],
                className="drawer-near-facts",
            ),
        ],
        className=f"drawer-near-product drawer-near-{stands}",
        title=each.name,
        **attributes(type="button", data_product=each.product_id),
    )
