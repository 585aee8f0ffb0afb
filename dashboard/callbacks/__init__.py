"""From what a person does to what the page shows; each module owns one part of it."""

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
