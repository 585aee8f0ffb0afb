"""From what a person does to what the page shows; each module owns one part of it."""

import json

from dash import Dash

from dashboard.callbacks import (
    address,
    categories,
    clusters,
    crosstab,
    drawer,
    filters,
    groups,
    listings,
    maps,
    method,
    page,
    products,
    quality,
    scores,
    selecting,
    summary,
    verdict,
)


def reached(app: Dash) -> frozenset[str]:
    """Return the ids of the components of callbacks, and the types of those asked for together."""
    found: set[str] = set()
    for callback in app.callback_map.values():
        outputs = callback["output"]
        written = outputs if isinstance(outputs, list | tuple) else [outputs]
        read = [*callback["inputs"], *callback["state"]]
        named = [*(each.component_id_str() for each in written), *(each["id"] for each in read)]
        found.update(json.loads(each)["type"] if each.startswith("{") else each for each in named)
    return frozenset(found)


def register(app: Dash) -> None:
    """Add every callback to the app."""
    for part in (
        page,
        address,
        filters,
        scores,
        maps,
        selecting,
        summary,
        crosstab,
        products,
        verdict,
        categories,
        clusters,
        groups,
        listings,
        quality,
        drawer,
        method,
    ):
        part.register(app)
