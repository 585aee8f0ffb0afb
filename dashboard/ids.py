"""Every component id: layout and callbacks meet here and nowhere else."""

from typing import Any

SPACES = ("text", "image", "fused")
"""The three spaces that are shown side by side, in reading order."""
METHODS = ("pca", "tsne", "umap")
"""The projections to choose from, beside "auto"."""
TOOLS = ("select", "lasso", "zoom")
"""What dragging on a map does, by plotly's names."""
PAGES = ("verdict", "maps", "categories", "clusters", "listings", "method")
"""The pages, in the order of the navigation."""
FIRST_PAGE = "maps"
"""The page of an address that names none."""

PAGE = "page"
"""Holds the name of the page that is shown: a callback of another page does no work."""
ADDRESS = "address"
PROVIDER = "provider"
SHELL = "shell"
BUILD = "build"
CLOCK = "clock"
NOTICE = "notice"
NOTICE_TITLE = "notice-title"
NOTICE_TEXT = "notice-text"
WORKSPACE = "workspace"

LANGUAGE = "language"
SCHEME = "scheme"
FACTS = "facts"
PANEL_TOGGLE = "panel-toggle"
PANEL_CLOSE = "panel-close"

LEVEL = "level"
LEVEL_NOTE = "level-note"
COLOUR = "colour"
METHOD = "method"
METHOD_NOTE = "method-note"
TREE = "tree"
RESET = "reset"
VISIBLE = "visible"
SUMMARY = "summary"

COMPARISON = "comparison"
DRAWN = "drawn"
TOOL = "tool"
LEGEND = "legend"
HOVER = "hover"

SELECTION = "selection"
SELECTION_BAR = "selection-bar"
SELECTION_COUNT = "selection-count"
SELECTION_CLEAR = "selection-clear"

CROSSTAB = "crosstab"
CROSSTAB_SPACE = "crosstab-space"
CROSSTAB_MEASURE = "crosstab-measure"
CROSSTAB_NOTE = "crosstab-note"

PRODUCTS = "products"
PRODUCTS_COUNT = "products-count"
PRODUCTS_SEARCH = "products-search"
PRODUCTS_EXPORT = "products-export"
PRODUCTS_FILE = "products-file"

LISTINGS = "listings"
LISTINGS_EVERYTHING = "listings-everything"
LISTINGS_UNDECIDED = "listings-undecided"
LISTINGS_COUNT = "listings-count"
LISTINGS_UNJUDGED = "listings-unjudged"
LISTINGS_PROGRESS = "listings-progress"
LISTINGS_CHOICES = "listings-choices"
LISTINGS_BAR = "listings-bar"
LISTINGS_EXPORT = "listings-export"
LISTINGS_FILE = "listings-file"
LISTINGS_NONE = "listings-none"
LISTINGS_NONE_TEXT = "listings-none-text"
LISTINGS_OFFER = "listings-offer"
LISTINGS_BOARD = "listings-board"
LISTINGS_LIST = "listings-list"
LISTINGS_MORE = "listings-more"
LISTINGS_FINISHED = "listings-finished"
LISTINGS_CHOSEN = "listings-chosen"
LISTINGS_DECISIONS = "listings-decisions"
LISTINGS_DETAIL = "listings-detail"
LISTINGS_SHOW = "listings-show"


def page(name: str) -> str:
    """Return the id of a page: all but the shown one are hidden."""
    return f"page-{name}"


def page_link(name: str) -> str:
    """Return the id of the link to a page."""
    return f"to-{name}"


def message(key: str, place: str) -> dict[str, Any]:
    """Return the id of a text that only depends on the language; `place` makes it unique."""
    return {"type": "message", "key": key, "place": place}


def described(key: str) -> dict[str, Any]:
    """Return the id of a part whose accessible name only depends on the language."""
    return {"type": "described", "key": key}


def graph(space: str) -> str:
    """Return the id of a space's map."""
    return f"map-{space}"


def map_note(space: str) -> dict[str, Any]:
    """Return the id of the line that says how a map was made."""
    return {"type": "map-note", "space": space}


def card(space: str) -> dict[str, Any]:
    """Return the id of a space's agreement card."""
    return {"type": "card", "space": space}


def offer(space: str) -> dict[str, Any]:
    """Return the id of the button under a card that leads to a level with a score."""
    return {"type": "offer", "space": space}


def listing(key: str) -> str:
    """Return the id of a doubtful listing in its list."""
    return f"listing-{key}"
