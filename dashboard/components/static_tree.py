"""Static trees: elements that no callback touches, as one component (`assets/static_tree.js`).

Dash asks each component of a page, at each of some 150 steps of a change of the filter, whether
it is concerned: a heading, its frame and its words are three of them. Nobody ever answers to
these, so what is written as elements of `dash.html` is handed over as a few values instead, with
places for the components that callbacks do reach (docs/adr/0015).
"""

from collections.abc import Collection
from typing import Any

from dash.development.base_component import Component

from dashboard import ids
from dashboard.i18n import LANGUAGES, text

_LEFT_OUT = ("children", "n_clicks")

Node = str | int | list[Any] | dict[str, str]
"""A text, one for each language, the number of a component, or [tag, properties, nodes]."""


class StaticTree(Component):
    """Elements that stay as they are but for the language, around components that change.

    Parameters
    ----------
    children : list of Component
        What stands in the places, in their order.
    nodes : list of Node
    """

    _namespace = "dashboard_static_tree"
    _type = "StaticTree"
    _children_props: list[str] = []  # noqa: RUF012 - as Dash declares them
    _base_nodes: list[str] = ["children"]  # noqa: RUF012

    def __init__(self, children: list[Component], nodes: list[Node]) -> None:
        self._prop_names = ["children", "nodes"]
        self._valid_wildcard_attributes: list[str] = []
        super().__init__(children=children, nodes=nodes)  # type: ignore[no-untyped-call]


def collapse_static(component: Component, callback_ids: Collection[str]) -> Component:
    """Gather the elements below a component that no callback reaches.

    Parameters
    ----------
    component : Component
        Its children are replaced.
    callback_ids : collection of str
        Ids of the components of callbacks, and the types of those that are asked for together.

    Examples
    --------
    >>> from dash import html
    >>> page = html.Div([html.H2("Maps"), html.P(id="count")], id="page")
    >>> collapse_static(page, {"page", "count"}).children[0].nodes
    [['h2', {}, ['Maps']], 0]
    """
    children = getattr(component, "children", None)
    if children is not None:
        component.children = _gathered(children, callback_ids)
    # The label of a switch is an element too, though it is no child.
    for name in getattr(component, "_children_props", ()):
        label = getattr(component, name, None)
        if isinstance(label, Component):
            [gathered] = _gathered([label], callback_ids)
            setattr(component, name, gathered)
    return component


def _gathered(children: Any, callback_ids: Collection[str]) -> Any:
    """Return children of a component that stays one: alone where they were."""
    listed = children if isinstance(children, list | tuple) else [children]
    if not any(
        isinstance(item, Component) and not _has_callback(item, callback_ids) for item in listed
    ):
        kept = [
            collapse_static(item, callback_ids) if isinstance(item, Component) else item
            for item in listed
        ]
        return kept if isinstance(children, list | tuple) else kept[0]
    components: list[Component] = []
    nodes = [_node(item, callback_ids, components) for item in listed]
    return [StaticTree(components, nodes)]


def _node(child: Any, callback_ids: Collection[str], components: list[Component]) -> Node:
    if not isinstance(child, Component):
        return str(child)
    if _has_callback(child, callback_ids):
        components.append(collapse_static(child, callback_ids))
        return len(components) - 1
    described = child.to_plotly_json()
    properties = {
        name: value
        for name, value in described["props"].items()
        if name not in _LEFT_OUT and value is not None
    }
    children = getattr(child, "children", None)
    listed = children if isinstance(children, list | tuple) else [children]
    inside = [_node(item, callback_ids, components) for item in listed if item is not None]
    identifier = properties.get("id")
    if isinstance(identifier, dict):
        properties["id"] = ids.in_page(identifier)
    if isinstance(identifier, dict) and identifier["type"] in (ids.MESSAGE, ids.DESCRIBED):
        words = {language: text(identifier["key"], language) for language in LANGUAGES}
        if identifier["type"] == ids.MESSAGE:
            inside = [words]
        else:
            properties["aria-label"] = words
    return [described["type"].lower(), properties, inside]


def _has_callback(component: Component, callback_ids: Collection[str]) -> bool:
    """Whether Dash has to know of a component: each that is not of plain HTML, too."""
    if component._namespace != "dash_html_components":
        return True
    identifier = getattr(component, "id", None)
    return (identifier["type"] if isinstance(identifier, dict) else identifier) in callback_ids
