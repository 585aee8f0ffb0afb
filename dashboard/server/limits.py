"""How much a request may ask for: the size of its body, its form, the time of its queries."""

import json
from typing import Any

from dash import Dash
from flask import abort, g, request

from dashboard.core import deadline
from dashboard.server.forms import fits
from dashboard.server.settings import Settings

MOST_BYTES = 1_000_000
"""Of a body. A selection of a million products takes 170 kB."""
MOST_DEEP = 20
"""Lists and objects of a body, within one another."""


def register(app: Dash, settings: Settings) -> None:
    """Refuse what the page never sends, and stop queries that take too long."""
    app.server.config["MAX_CONTENT_LENGTH"] = MOST_BYTES
    callback = "/_dash-update-component"

    def check() -> None:
        deadline.begin(settings.query_seconds)
        if (request.content_length or 0) > MOST_BYTES:
            abort(413)
        if request.path != callback or request.method != "POST":
            return
        try:
            body = request.get_json()
        except RecursionError:
            abort(400)
        if not is_known(app.callback_map, body):
            abort(400)
        g.callback = name_of(body["output"])

    def end(_error: BaseException | None) -> None:
        deadline.end()

    app.server.before_request(check)
    app.server.teardown_request(end)


def name_of(output: str) -> str:
    """Return what a callback is called in logs and figures: the first property it gives.

    Examples
    --------
    >>> name_of("..level.data...tree.data.."), name_of("products.getRowsResponse")
    ('level.data', 'products.getRowsResponse')
    """
    return output.strip(".").split("...")[0]


def is_known(callbacks: Any, body: Any) -> bool:
    """Say whether a body has the form of a call of a callback there is.

    Parameters
    ----------
    callbacks : mapping
        `Dash.callback_map`.
    body : any
        What was sent, read as JSON.
    """
    if not (isinstance(body, dict) and isinstance(body.get("output"), str) and _is_flat(body)):
        return False
    callback = callbacks.get(body["output"])
    if callback is None:
        return False
    asked = [body.get("inputs", []), body.get("state", [])]
    promised = [callback["inputs"], callback["state"]]
    outputs = body.get("outputs", [])
    given = outputs if body["output"].startswith("..") else [outputs]
    return (
        all(isinstance(each, list) for each in (*asked, given))
        and all(
            len(parts) == len(those) and all(map(_is_property, parts, those))
            for parts, those in zip(asked, promised, strict=True)
        )
        and len(given) == len(body["output"].strip(".").split("..."))
        and all(map(_is_output, given))
        and _are_inputs(body.get("changedPropIds", []), asked[0])
    )


def _are_inputs(changed: Any, inputs: Any) -> bool:
    """Say whether what is said to have changed is among the inputs, as Dash writes them."""
    each_input = [each for part in inputs for each in (part if isinstance(part, list) else [part])]
    names = {f"{_written(each['id'])}.{each['property']}" for each in each_input}
    return isinstance(changed, list) and all(
        isinstance(each, str) and each in names for each in changed
    )


def _written(identifier: Any) -> str:
    if isinstance(identifier, str):
        return identifier
    return json.dumps(identifier, sort_keys=True, separators=(",", ":"))


def _is_property(part: Any, promised: Any) -> bool:
    """Say whether a part is the property that a callback declared: one, or one for each match."""
    if isinstance(part, list):
        is_pattern = promised["id"].startswith("{")
        return is_pattern and all(_has(each, promised["property"], dict) for each in part)
    return _has(part, promised["property"], str) and part["id"] == promised["id"]


def _has(part: Any, name: str, kind: type) -> bool:
    return (
        isinstance(part, dict)
        and part.get("property") == name
        and isinstance(part.get("id"), kind)
        and fits(part["id"], name, part.get("value"))
    )


def _is_output(part: Any) -> bool:
    each_part = part if isinstance(part, list) else [part]
    return all(
        isinstance(each, dict)
        and isinstance(each.get("property"), str)
        and isinstance(each.get("id"), str | dict)
        for each in each_part
    )


def _is_flat(body: Any) -> bool:
    level, depth = [body], 0
    while level and depth <= MOST_DEEP:
        nested = [each for each in level if isinstance(each, dict | list)]
        level = [
            value
            for each in nested
            for value in (each.values() if isinstance(each, dict) else each)
        ]
        depth += 1
    return not level
