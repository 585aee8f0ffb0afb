"""What the properties of the page look like: a value of another form was not sent by it.

A form is a type, a tuple of types, a list of one form, or a mapping of keys to forms; a key
that ends with `?` may be missing. Anything may be null but an entry of a list.
"""

from typing import Any

from dashboard import ids

FILTERS = {"*": {"filter?": (str, int, float), "filterTo?": (int, float)}}
PROPERTIES: dict[str, Any] = {
    "cellClicked": {"colId": str, "rowId?": str},
    "clickData": {"points": [dict]},
    "columnState": [{"colId": str}],
    "filterModel": FILTERS,
    "getRowsRequest": {"filterModel?": FILTERS, "sortModel?": [{"colId?": str}]},
    "n_clicks": int,
    "n_intervals": int,
    "selectedRows": [dict],
}
"""By the name of the property, whatever it is of."""
TOLD = {"value?": (str, int, float, list, dict)}
PARTS: dict[tuple[str, str], Any] = {
    (ids.SELECTION_REQUEST, "data"): dict,
    (ids.BUILD, "data"): {"build": str, "reason": str, "found": str},
    (ids.CLUSTERS_CHOSEN, "data"): TOLD,
    (ids.QUALITY_CHOSEN, "data"): TOLD,
    (ids.SELECTION, "data"): {"build": str, "rows": str},
    (ids.TREE, "checked"): [str],
    (ids.VERDICT_CHOSEN, "data"): {"value": [(str, int)]},
}
"""By the component and the property, where the property alone does not tell."""


def fits(component: object, prop: str, value: Any) -> bool:
    """Say whether a property can hold a value.

    Examples
    --------
    >>> fits("tree", "checked", ["Home"]), fits("tree", "checked", [3])
    (True, False)
    """
    if value is None:
        return True
    form = PARTS.get((str(component), prop), PROPERTIES.get(prop))
    return form is None or _fits(form, value)


def _fits(form: Any, value: Any) -> bool:
    if isinstance(form, list):
        return isinstance(value, list) and all(_fits(form[0], each) for each in value)
    if isinstance(form, dict):
        return isinstance(value, dict) and all(
            _has(value, name, part) for name, part in form.items()
        )
    # True is an int to Python, not to a page.
    return isinstance(value, form) and not (isinstance(value, bool) and form is int)


def _has(value: dict[str, Any], name: str, form: Any) -> bool:
    if name == "*":
        return all(_fits(form, each) for each in value.values())
    key = name.removesuffix("?")
    if key not in value:
        return name.endswith("?")
    return value[key] is None or _fits(form, value[key])
