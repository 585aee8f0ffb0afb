"""The URLs of the pictures of products, as the browser of the current request knows them."""

from collections.abc import Callable
from urllib.parse import quote, urlencode

from flask import request

PhotoUrl = Callable[[str], str]
"""From a product's id to the URL of its photo."""


def photo_urls(build: str, route: str = "photo") -> PhotoUrl:
    """Return the function that gives the URL of a product's picture.

    The product is named in the query: its id may hold anything, and a path would lose two
    slashes in a row, or an id that is two points.

    Parameters
    ----------
    build : str
    route : {'photo', 'seen'}
        The thumbnail, or what the network was given.
    """
    root = request.script_root

    def photo_url(product_id: str) -> str:
        query = urlencode({"id": product_id, "build": build}, quote_via=quote)
        return f"{root}/{route}?{query}"

    return photo_url
