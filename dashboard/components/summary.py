"""The parts, words and photos of a set of products."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.components.html_fragment import Rows, Tree
from dashboard.i18n import number, percent, text
from dashboard.model.summary import Part, Word
from dashboard.ui.parts import attributes
from dashboard.ui.photos import ProductPhoto


def parts(
    title: str,
    kind: str,
    entries: Sequence[tuple[Part, str]],
    n: int,
    most: int,
    language: str,
) -> Component:
    """Write the composition of a set as a table, its bars beside the figures.

    Parameters
    ----------
    title : str
        Caption of the table.
    kind : str
        What the parts are: `category` or `cluster`.
    entries : sequence of (Part, name)
        The largest first.
    n : int
        Products of the set.
    most : int
        Lines; those beyond are gathered in one.
    language : str
    """
    lines = [
        _line(name, part.inside, part.inside / n, part.covered, language)
        for part, name in entries[:most]
    ]
    left = [part for part, _ in entries[most:]]
    if left:
        inside = sum(part.inside for part in left)
        covered = inside / sum(part.total for part in left)
        name = text("summary.others", language, n=len(left))
        lines.append(_line(name, inside, inside / n, covered, language))
    keys = (kind, "size", "share", f"{kind}.covered")
    heads = [text(f"summary.{key}", language) for key in keys]
    return _table(title, heads, lines)


def words(
    title: str,
    entries: Sequence[tuple[Word, str]],
    n_inside: int,
    n_outside: int,
    language: str,
) -> Component:
    """Write the distinctive words of a set, each with both shares and their gap."""
    lines = [
        (
            name,
            percent(word.inside / n_inside, language),
            percent(word.outside / n_outside, language),
            _gap(word, language),
        )
        for word, name in entries
    ]
    heads = [text(f"summary.{key}", language) for key in ("word", "inside", "outside", "gap")]
    return _table(title, heads, lines)


def note(sentence: str) -> Component:
    """Write a sentence beside the figures."""
    return html.P(sentence, className="hint")


def photos(title: str, products: Sequence[ProductPhoto], none: str) -> list[Component]:
    """Show products by their photos; each opens its product."""
    return [
        html.H3(title, className="card-title"),
        html.Ul(
            [
                html.Li(
                    html.Button(
                        [
                            html.Img(src=product.photo, alt="", className="summary-photo")
                            if product.photo
                            else html.Span(none, className="summary-photo photo-none"),
                            html.Span(product.name, className="summary-name"),
                        ],
                        className="summary-product",
                        title=product.name,
                        **attributes(data_product=product.product_id),
                    )
                )
                for product in products
            ],
            className="summary-photos",
        ),
    ]


def _line(name: str, inside: int, share: float, covered: float, language: str) -> tuple[Tree, ...]:
    return name, number(inside, language), _bar(share, language), _bar(covered, language)


def _bar(share: float, language: str) -> list[Component | str]:
    length = {"width": f"{100 * share:.1f}%"}
    return [
        html.Span(
            html.Span(style=length), className="summary-bar", **attributes(aria_hidden="true")
        ),
        percent(share, language),
    ]


def _gap(word: Word, language: str) -> str:
    """Write a gap in points of percentage, with its interval."""
    low, high = (number(100 * end, language) for end in (word.low, word.high))
    ends = text("score.interval.ends", language, low=low, high=high)
    return f"{number(100 * word.gap, language, signed=True)} {ends}"


def _table(title: str, heads: Sequence[str], lines: Sequence[Sequence[Tree]]) -> Component:
    head = html.Thead(html.Tr([html.Th(name, scope="col") for name in heads]))
    return html.Table(
        [html.Caption(title), head, html.Tbody(Rows(lines))], className="equivalent summary-table"
    )
