"""From what a person does to what the page shows; each module owns one part of it."""

import json

from dash import Dash

from dashboard.callbacks import (
    categories,
    cluster_cards,
    clusters,
    crosstab,
    drawer,
    filters,
    label_issues,
    maps,
    method,
    page,
    products,
    quality,
    scores,
    selection_bar,
    summary,
    url_state,
    verdict,
)


def callback_ids(app: Dash) -> frozenset[str]:
    """Return the ids of the components of callbacks, and the types of those asked for together."""
    names: set[str] = set()
    for callback in app.callback_map.values():
        outputs = callback["output"]
        written = outputs if isinstance(outputs, list | tuple) else [outputs]
        read = [*callback["inputs"], *callback["state"]]
        named = [*(output.component_id_str() for output in written), *(item["id"] for item in read)]
        names.update(json.loads(name)["type"] if name.startswith("{") else name for name in named)
    return frozenset(names)


def register(app: Dash) -> None:
    """Add every callback to the app."""
    for part in (
        page,
        url_state,
        filters,
        scores,
        maps,
        selection_bar,
        summary,
        crosstab,
        products,
        verdict,
        categories,
        clusters,
        cluster_cards,
        label_issues,
        quality,
        drawer,
        method,
    ):
        part.register(app)
