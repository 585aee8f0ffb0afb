"""At which address does the page ask for something of a product?"""

from urllib.parse import quote, urlencode

from flask import request


def address_of(route: str, **asked: object) -> str:
    """Return an address of this server, as the browser of the current request knows it.

    What is asked for stands in the query: a product's id may hold anything, and a path would lose
    two slashes in a row, or an id that is two points.
    """
    return f"{request.script_root}/{route}?{urlencode(asked, quote_via=quote)}"
