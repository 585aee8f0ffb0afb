"""The text of a product before and after cleaning: what is dropped of it, and why.

Texts are sellers' words: they only ever become text.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from math import floor, isclose
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.core.catalogue import Catalogue
from dashboard.i18n import language_name, number, percent, text
from dashboard.model.product import MOST_TEXT, REASONS, Dropped, Product, marked

ABSENT = "–"


def part(title: str, *children: Component) -> Component:
    """Build a part of the drawer under its title."""
    return html.Section(
        [html.H3(title, className="card-title"), *children], className="drawer-part"
    )


def hint(sentence: str) -> Component:
    """Write a sentence beside what is shown."""
    return html.P(sentence, className="hint")


def written(product: Product, catalogue: Catalogue, language: str) -> Component:
    """Show the text of a product as written and as embedded, and what was dropped of it."""
    raw_text, kept, dropped = product.written, len(product.kept), len(product.dropped)
    tokens, left_out = number(kept + dropped, language), number(dropped, language)
    count = text("drawer.raw.count", language, n=tokens, dropped=left_out)
    if len(raw_text) > MOST_TEXT:
        count += " " + text("drawer.cut", language, n=number(MOST_TEXT, language))
    raw = [
        piece.text
        if piece.reason is None
        else html.Del(piece.text, title=text(f"drawer.reason.{piece.reason}", language))
        for piece in marked(raw_text[:MOST_TEXT], product.kept, product.dropped)
    ]
    clean = " ".join(product.kept)[:MOST_TEXT]
    kept_count = text("drawer.clean.count", language, n=kept)
    none = text("drawer.clean.none", language)
    return part(
        text("drawer.text", language),
        html.Div(
            [
                _side("raw", count, raw, language),
                _side("clean", kept_count if kept else none, clean, language),
            ],
            className="drawer-pair",
        ),
        html.H4(
            text("drawer.dropped" if dropped else "drawer.dropped.none", language),
            className="label",
        ),
        *([_reasons(product.dropped, catalogue, language)] if dropped else []),
    )


def _side(name: str, count: str, body: Any, language: str) -> Component:
    title = text(f"drawer.{name}", language)
    labelled: dict[str, Any] = {"aria-label": title}
    return html.Div(
        [
            html.H4(title, className="label"),
            hint(count),
            html.Div(
                body,
                className=f"drawer-text drawer-{name}",
                dir="auto",
                role="group",
                tabIndex=0,
                **labelled,
            ),
        ]
    )


def _reasons(dropped: Sequence[Dropped], catalogue: Catalogue, language: str) -> Component:
    """Gather the dropped tokens by reason, the commonest of each first."""
    lines = []
    for reason in REASONS:
        counts = Counter(drop.token for drop in dropped if drop.reason == reason)
        if not counts:
            continue
        tokens = [
            token if n == 1 else f"{token}\u00a0×\u202f{number(n, language)}"
            for token, n in counts.most_common()
        ]
        why = reason_of(reason, catalogue.about, catalogue.n_products, language)
        head = [
            html.Span(text(f"drawer.reason.{reason}", language)),
            html.Span(why, className="hint"),
        ]
        lines.append(
            html.Tr(
                [
                    html.Th(head, scope="row"),
                    html.Td(number(counts.total(), language), className="drawer-number"),
                    html.Td(", ".join(tokens), className="drawer-tokens", dir="auto"),
                ]
            )
        )
    heads = [
        html.Th(text(f"drawer.dropped.{name}", language), scope="col")
        for name in ("reason", "n", "tokens")
    ]
    return html.Table([html.Thead(html.Tr(heads)), html.Tbody(lines)], className="drawer-table")


def reason_of(reason: str, about: Mapping[str, str], n_products: int, language: str) -> str:
    """Say in plain words why a token is dropped, with the build's own thresholds.

    Parameters
    ----------
    reason : str
        One of `REASONS`.
    about : mapping of str to str
        The `builds` table.
    n_products : int
        Of the whole catalogue.
    language : str

    Examples
    --------
    >>> reason_of("too_short", {"text.min_letters": "2"}, 700, "en")
    'Fewer than 2 letters.'
    >>> limit = {"text.boilerplate_documents": "105", "text.boilerplate_share": "0.15"}
    >>> reason_of("boilerplate", limit, 700, "en")
    'In more than 15% of the texts (105), almost never in a name, and whatever the kind of product.'
    """
    limit = about.get("text.boilerplate_documents")
    documents = ABSENT if limit is None else number(floor(float(limit)), language)
    share = float(about.get("text.boilerplate_share", "nan"))
    # A small catalogue has a fixed number instead of a share. Six digits of it are stored.
    is_share = limit is not None and isclose(float(limit), share * n_products, rel_tol=1e-5)
    languages = [name for name in about.get("text.stop_word_languages", "").split(",") if name]
    key = "why"
    if reason == "boilerplate" and is_share:
        key = "share"
    elif reason == "stop_word" and not languages:
        key = "unknown"
    return text(
        f"drawer.reason.{reason}.{key}",
        language,
        documents=documents,
        letters=about.get("text.min_letters", ABSENT),
        languages=", ".join(language_name(code, language) for code in languages),
        model=about.get("text_model", ABSENT),
        share=percent(share, language) if is_share else ABSENT,
    )
