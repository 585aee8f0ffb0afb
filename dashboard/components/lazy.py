"""A part of the page that the browser builds once it is first shown (`assets/lazy.js`)."""

from collections.abc import Sequence
from typing import Any

from dash.development.base_component import Component


class Lazy(Component):
    """A `div` whose children are built when one of what it is shown with is, and stay.

    Parameters
    ----------
    children : sequence of Component
    id : str
    className : str
    shown_with : sequence of str
        Of `ids.VIEW_REQUESTS`; one of none is built when a callback gives it `built`.
    late : bool
        Whether it waits until what is asked for above it has come.
    hidden : bool
    built : bool
        Set by the browser, or by a callback.
    """

    _namespace = "dashboard_lazy"
    _type = "Lazy"
    _children_props: list[str] = []  # noqa: RUF012 - as Dash declares them
    _base_nodes: list[str] = ["children"]  # noqa: RUF012

    def __init__(
        self,
        children: Sequence[Component],
        id: str,  # noqa: A002 - Dash's name for it
        className: str,  # noqa: N803
        shown_with: Sequence[str],
        **others: Any,
    ) -> None:
        self._prop_names = [
            "children",
            "id",
            "className",
            "shown_with",
            "late",
            "built",
            "hidden",
        ]
        self._valid_wildcard_attributes: list[str] = []
        named = {"id": id, "className": className, "shown_with": shown_with, **others}
        super().__init__(children=children, **named)  # type: ignore[no-untyped-call]
