"""HTML fragments: cards, lists and tables as one value that the page's script builds.

Dash keeps an eye on each component of a page, at each step of each callback: a table of a
hundred cells among them slows every click. What nobody has to answer to is sent as one
property of its frame instead, and built by `assets/html_fragment.js` (docs/adr/0009).
"""

import json
from collections.abc import Callable, Iterator, Sequence
from functools import wraps
from typing import Any

from dash import NoUpdate, ctx
from dash.development.base_component import Component

FRAGMENT = "data-fragment"
"""The property of a frame that holds what it shows."""

Tree = Component | str | int | Sequence["Tree"] | None


class Rows(Component):
    """Rows of a table.

    They are written down as they are: a component for each of a thousand cells takes as long as
    all the rest of an answer (docs/adr/0019).

    Parameters
    ----------
    cells : sequence of rows
        The rows, of as many cells each.
    named : bool
        Whether the first cell of each is its name.
    classes : sequence of str
        One a column, or none.
    """

    _namespace = "dashboard_html_fragment"
    _type = "Rows"

    def __init__(
        self, cells: Sequence[Sequence[Tree]], *, named: bool = True, classes: Sequence[str] = ()
    ) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.cells = cells
        self.named = named
        self.classes = classes


_NAMES = {"className": "class", "htmlFor": "for"}
_LEFT_OUT = ("children", "key", "n_clicks")


def html_fragment(tree: Tree) -> str:
    """Write elements as the value of `FRAGMENT`.

    Parameters
    ----------
    tree : component of `dash.html`, Rows, str, sequence of them or None
        A click on an element with `data-dispatch`, a store's id, gives that store its `data-value`.

    Raises
    ------
    TypeError
        If a component of another library is in it: the script builds plain elements.

    Examples
    --------
    >>> from dash import html
    >>> html_fragment(html.P("Hello", className="lead"))
    '[["p",{"class":"lead"},["Hello"]]]'
    """
    return json.dumps(_nodes(tree), ensure_ascii=False, separators=(",", ":"))


def _nodes(tree: Tree) -> list[Any]:
    """Return a list of texts and of [tag, attributes, nodes]."""
    if tree is None:
        return []
    if isinstance(tree, str | int):
        return [str(tree)]
    if isinstance(tree, Rows):
        return [["tr", {}, list(_cells(tree, row))] for row in tree.cells]
    if isinstance(tree, Component):
        return [_element(tree)]
    return [node for branch in tree for node in _nodes(branch)]


def _cells(rows: Rows, row: Sequence[Tree]) -> Iterator[list[Any]]:
    for at, cell in enumerate(row):
        is_name = rows.named and at == 0
        attributes = {"scope": "row"} if is_name else {}
        if rows.classes:
            attributes["class"] = rows.classes[at]
        yield ["th" if is_name else "td", attributes, _nodes(cell)]


def _element(component: Component) -> list[Any]:
    described = component.to_plotly_json()
    if described["namespace"] != "dash_html_components":
        raise TypeError(f"{described['type']} is not a plain element: it needs a place of its own")
    attributes = {
        _NAMES.get(name, name.lower()): value
        for name, value in described["props"].items()
        if name not in _LEFT_OUT and value is not None and value is not False
    }
    return [described["type"].lower(), attributes, _nodes(described["props"].get("children"))]


def with_fragments(answer: Callable[..., Any]) -> Callable[..., Any]:
    """Send what a callback gives to the `FRAGMENT` of a frame as that property takes it."""

    def as_sent(output: Any, value: Any) -> Any:
        if isinstance(output, list):
            return [as_sent(*pair) for pair in zip(output, value, strict=True)]
        if output["property"] != FRAGMENT or isinstance(value, NoUpdate):
            return value
        return html_fragment(value)

    @wraps(answer)
    def answer_with_fragments(*values: object) -> Any:
        value = answer(*values)
        outputs = ctx.outputs_list
        answers = tuple(value) if isinstance(outputs, list) else value
        sent = as_sent(outputs, answers)
        return tuple(sent) if isinstance(sent, list) else sent

    return answer_with_fragments
