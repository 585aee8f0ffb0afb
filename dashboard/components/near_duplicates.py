"""An article that is listed more than once: its listings side by side, and where they disagree."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dash import html
from dash.development.base_component import Component

from dashboard.components.quality import choice, share
from dashboard.core.catalogue import SIDES, Path, path_text
from dashboard.core.measures import PAIRED, PARTED
from dashboard.core.near_duplicates import Pair
from dashboard.core.selection import MOST_IDS
from dashboard.i18n import number, text
from dashboard.model.near_duplicates import Group, listings, similarities
from dashboard.model.quality import recipe
from dashboard.ui.parts import attributes
from dashboard.ui.tables import equivalent

MOST_PAIRED = 1_000
"""More near-duplicates than a listing can have."""


@dataclass(frozen=True)
class DuplicateListing:
    """A listing as a card shows it; `photo` is an address, None without one."""

    product_id: str
    name: str
    path: Path
    photo: str | None


@dataclass(frozen=True)
class NearDuplicates:
    """Near-duplicates of a filter.

    Attributes
    ----------
    pairs : sequence of Pair
    groups : sequence of Group
        All of them, in the order in which they are shown.
    most : int
        How many groups are shown.
    products : mapping of int to Listed
        The listings of the groups that are shown, by row.
    threshold : float or None
        Similarity from which listings are near-duplicates, where the build says it.
    level : int
    """

    pairs: Sequence[Pair]
    groups: Sequence[Group]
    most: int
    products: Mapping[int, DuplicateListing]
    threshold: float | None
    level: int


def near_duplicate_cards(duplicates: NearDuplicates, language: str) -> list[Component]:
    """Say how many near-duplicates there are and how many disagree, and show them."""
    if not duplicates.pairs:
        return [html.P(text("quality.duplicates.none", language), className="lead")]
    n = len(duplicates.pairs)
    differ = sum(pair.differs(duplicates.level) for pair in duplicates.pairs)
    lead = text(
        "quality.duplicates.lead",
        language,
        pairs=number(n, language),
        listings=number(listings(duplicates.pairs), language),
        level=duplicates.level,
        differ=number(differ, language),
        share=share(differ, n, language),
        anywhere=number(sum(pair.parts_at is not None for pair in duplicates.pairs), language),
    )
    several = sum(len(group.rows) > 2 for group in duplicates.groups)
    threshold = "–" if duplicates.threshold is None else number(duplicates.threshold, language, 2)
    note = text(
        "quality.duplicates.note", language, threshold=threshold, groups=number(several, language)
    )
    buttons = [
        choice(text("quality.duplicates.all", language), recipe(PAIRED, 1, MOST_PAIRED)),
        *(
            [
                choice(
                    text("quality.duplicates.differing", language),
                    recipe(PARTED, 1, duplicates.level),
                )
            ]
            if differ
            else []
        ),
    ]
    shown = duplicates.groups[: duplicates.most]
    parts: list[Component] = [
        html.P(lead, className="lead"),
        html.P(note, className="hint"),
        html.Div(buttons, className="controls"),
        html.Ul(
            [_card(group, duplicates, language) for group in shown], className="duplicate-cards"
        ),
    ]
    if len(shown) < len(duplicates.groups):
        cut = text(
            "quality.duplicates.cut",
            language,
            shown=number(len(shown), language),
            n=number(len(duplicates.groups), language),
        )
        parts.append(html.P(cut, className="hint"))
    return [*parts, _table(shown, duplicates, language)]


def _card(group: Group, duplicates: NearDuplicates, language: str) -> Component:
    products = [duplicates.products[row] for row in group.rows]
    state, kind = _state(group, products, language)
    head: list[Component | str] = [
        html.Strong(text("quality.group", language, n=len(products))),
        html.Span(state, className=f"duplicate-state duplicate-{kind}"),
    ]
    parts: list[Component] = [
        html.P(head, className="duplicate-head"),
        html.P(_alike(group, language), className="hint"),
        html.Ul(
            [_listing(product, language) for product in products], className="duplicate-listings"
        ),
    ]
    if len(products) <= MOST_IDS:
        chosen = {"kind": "ids", "ids": [product.product_id for product in products]}
        parts.append(choice(text("quality.group.select", language), chosen))
    return html.Li(parts, className="card duplicate-card")


def _state(group: Group, products: Sequence[DuplicateListing], language: str) -> tuple[str, str]:
    """Say whether the listings of a group are filed alike."""
    levels = [pair.parts_at for pair in group.pairs if pair.parts_at is not None]
    if levels:
        return text("quality.group.differ", language, level=min(levels)), "differ"
    if len({product.path for product in products}) > 1:
        return text("quality.group.finer", language), "same"
    return text("quality.group.same", language), "same"


def _alike(group: Group, language: str) -> str:
    """Say how alike the listings of a group are, on both sides."""
    sentences = []
    for side in SIDES:
        ends = similarities(group.pairs, side)
        low, high = (number(end, language, 2) for end in ends or (0.0, 0.0))
        value = text("quality.alike.absent", language) if ends is None else low
        if ends is not None and low != high:
            value = text("quality.alike.range", language, low=low, high=high)
        sentences.append(text(f"quality.alike.{side}", language, value=value))
    return f"{text('quality.alike', language)} {', '.join(sentences)}"


def _listing(product: DuplicateListing, language: str) -> Component:
    inside = (
        html.Img(src=product.photo, alt="", className="duplicate-photo")
        if product.photo
        else html.Span(text("products.no_photo", language), className="duplicate-photo photo-none")
    )
    return html.Li(
        [
            html.Button(
                inside,
                className="duplicate-product",
                title=product.name,
                **attributes(data_product=product.product_id, aria_label=product.name),
            ),
            html.Div(
                [
                    html.P(product.name, className="duplicate-name", title=product.name),
                    html.P(_joined(product.path, language), className="hint"),
                ],
                className="duplicate-words",
            ),
        ]
    )


def _table(groups: Sequence[Group], duplicates: NearDuplicates, language: str) -> Component:
    heads = [
        text(f"quality.{key}", language)
        for key in (
            "one",
            "one.category",
            "other",
            "other.category",
            "similarity.text",
            "similarity.image",
            "parts",
        )
    ]
    pairs = [pair for group in groups for pair in group.pairs]
    rows = [
        (
            *(
                cell
                for row in (pair.first, pair.second)
                for cell in (
                    duplicates.products[row].name,
                    _joined(duplicates.products[row].path, language),
                )
            ),
            *(
                "–" if value is None else number(value, language, 3)
                for value in (pair.text, pair.image)
            ),
            "–" if pair.parts_at is None else number(pair.parts_at, language),
        )
        for pair in pairs
    ]
    caption = text("quality.duplicates.table", language, n=number(len(pairs), language))
    return equivalent(heads, rows, caption, language)


def _joined(path: Path, language: str) -> str:
    return path_text(path) or text("quality.uncategorised", language)
