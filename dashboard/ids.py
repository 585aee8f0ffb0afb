"""Every component id: layout and callbacks meet here and nowhere else."""

import json
from collections.abc import Mapping
from typing import Any

Identifier = str | Mapping[str, Any]

METHODS = ("pca", "tsne", "umap")
"""The projections to choose from, beside "auto"."""
COLOURS = ("category", "cluster", "recall")
"""What the colour of a point can say."""
TOOLS = ("select", "lasso", "zoom", "pan")
"""What dragging on a map does."""
MARKINGS = ("dots", "photos")
"""What stands for a product on a map."""
PAGES = ("verdict", "maps", "categories", "clusters", "products", "method")
"""The pages, in the order of the navigation."""
PRODUCT_SUBPAGES = ("table", "doubts", "quality")
"""The views of the page of products, in the order of its switch."""
FOLDS = {"baselines": "maps"}
"""Parts that are asked for once they are unfolded, and the view that holds each."""
VIEW_REQUESTS = (*(name for name in PAGES if name != "products"), *PRODUCT_SUBPAGES, *FOLDS)
"""What can be asked to show something: pages without views, the views of the others, and folds."""
FIRST_PAGE = "verdict"
"""The page of an address that names none."""

MESSAGE, DESCRIBED = "message", "described"
"""Types of the ids of what follows the language by itself: a text, and an accessible name."""
PAGE = "page"
"""Holds the name of the page that is shown: a callback of another page does no work."""
ADDRESS = "address"
"""Changes when the address does."""
PARAMETERS = "parameters"
"""The table by which the address is read and written."""
SELECTION_REQUEST = "selection-request"
"""The selection of a link, which the server is asked for."""
LOST_SELECTION = "lost-selection"
LOST_BRANCHES = "lost-branches"
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
FACTS_NARROW = "facts-narrow"
SEARCH = "search"
CHIPS = "chips"
EXPORT_WORDS = "export-words"
"""Holds what a figure, a card or a printed page takes along: its words and colours."""
ANNOUNCEMENT = "announcement"
"""What is read out of the filter when it changes."""
COPY = "copy"
COPIED = "copied"
HELP = "help"
HINTS = "hints"
HINTS_CLOSE = "hints-close"
PANEL_TOGGLE = "panel-toggle"
PANEL_CLOSE = "panel-close"

LEVEL = "level"
LEVEL_NOTE = "level-note"
COLOUR = "colour"
METHOD = "method"
METHOD_NOTE = "method-note"
TREE = "tree"
TREE_FRAME = "tree-frame"
RESET = "reset"
TREE_NODES = "tree-nodes"
SUMMARY = "summary"

CARDS = "cards"
MAPS = "maps-frame"
COMPARISON = "comparison"
LEVEL_OFFERED = "level-offered"
TOOL = "tool"
MARKS = "marks"
LEGEND = "legend"
HOVER = "hover"

DRAWER = "drawer"
DRAWER_PRODUCT = "drawer-product"
"""Holds the id of the product in the drawer; empty while it is closed."""

SELECTION = "selection"
SELECTION_BAR = "selection-bar"
SELECTION_COUNT = "selection-count"
SELECTION_CLEAR = "selection-clear"
SELECTION_UNDO = "selection-undo"
SELECTION_REDO = "selection-redo"

SUMMARY_SPACE = "summary-space"
SUMMARY_COUNT = "summary-count"
SUMMARY_BODY = "summary-body"
SUMMARY_CATEGORIES = "summary-categories"
SUMMARY_CLUSTERS = "summary-clusters"
SUMMARY_WORDS = "summary-words"
SUMMARY_PHOTOS = "summary-photos"
SUMMARY_SQL = "summary-sql"
SUMMARY_CSV = "summary-csv"
SUMMARY_PARQUET = "summary-parquet"
SUMMARY_FILE = "summary-file"

CROSSTAB = "crosstab"
CROSSTAB_SPACE = "crosstab-space"
CROSSTAB_MEASURE = "crosstab-measure"
CROSSTAB_NOTE = "crosstab-note"
CROSSTAB_TABLE = "crosstab-table"

PRODUCTS = "products"
PRODUCTS_SUBPAGE = "products-subpage"
PRODUCTS_COUNT = "products-count"
PRODUCTS_EXPORT = "products-export"
PRODUCTS_FILE = "products-file"

VERDICT_HEADS = "verdict-heads"
VERDICT_SCOPE = "verdict-scope"
VERDICT_INPUTS = (
    "verdict-precision",
    "verdict-coverage",
    "verdict-first",
    "verdict-minutes",
    "verdict-check",
    "verdict-cost",
    "verdict-products",
)
"""What can be asked for: three thresholds, then the work of today."""
VERDICT_RESET = "verdict-reset"
VERDICT_SAVINGS = "verdict-savings"
VERDICT_SPACE = "verdict-space"
VERDICT_EVIDENCE = "verdict-evidence"
VERDICT_CHOSEN = "verdict-chosen"
VERDICT_WHY = "verdict-why"
VERDICT_CURVE = "verdict-curve"
VERDICT_REHEARSAL = "verdict-rehearsal"
VERDICT_REHEARSED = "verdict-rehearsed"
VERDICT_WORDS = "verdict-words"
VERDICT_POINT = "verdict-point"
VERDICT_CURVE_TABLE = "verdict-curve-table"
VERDICT_RULES = "verdict-rules"
VERDICT_BRANCHES = "verdict-branches"
VERDICT_BRANCHES_NOTE = "verdict-branches-note"
VERDICT_HTML = "verdict-html"
VERDICT_JSON = "verdict-json"
VERDICT_FILE = "verdict-file"

LABEL_ISSUES = "label-issues"
LABEL_ISSUES_EVERYTHING = "label-issues-everything"
LABEL_ISSUES_UNDECIDED = "label-issues-undecided"
LABEL_ISSUES_COUNT = "label-issues-count"
LABEL_ISSUES_UNJUDGED = "label-issues-unjudged"
LABEL_ISSUES_PROGRESS = "label-issues-progress"
LABEL_ISSUES_CHOICES = "label-issues-choices"
LABEL_ISSUES_BAR = "label-issues-bar"
LABEL_ISSUES_EXPORT = "label-issues-export"
LABEL_ISSUES_FILE = "label-issues-file"
LABEL_ISSUES_NONE = "label-issues-none"
LABEL_ISSUES_NONE_TEXT = "label-issues-none-text"
LABEL_ISSUES_OFFER = "label-issues-offer"
LABEL_ISSUES_BOARD = "label-issues-board"
LABEL_ISSUES_LIST = "label-issues-list"
LABEL_ISSUES_MORE = "label-issues-more"
LABEL_ISSUES_FINISHED = "label-issues-finished"
LABEL_ISSUES_CHOSEN = "label-issues-chosen"
LABEL_ISSUES_DECISIONS = "label-issues-decisions"
LABEL_ISSUES_DETAIL = "label-issues-detail"
LABEL_ISSUES_SHOW = "label-issues-show"

CATEGORIES_SPACE = "categories-space"
DEPTH = "depth"
DEPTH_TABLE = "depth-table"
BRANCHES = "branches"
BRANCHES_LEGEND = "branches-legend"
BRANCHES_TABLE = "branches-table"
SEPARABILITY = "separability"
SEPARABILITY_COUNT = "separability-count"
SEPARABILITY_CHOICE = "separability-choice"

CLUSTERS_LEAD = "clusters-lead"
CLUSTERS_CARDS = "clusters-cards"
CLUSTERS_CHOSEN = "clusters-chosen"
BREAKDOWN = "breakdown"
BREAKDOWN_MEASURE = "breakdown-measure"
BREAKDOWN_NOTE = "breakdown-note"
BREAKDOWN_OPEN = "breakdown-open"
BREAKDOWN_CLOSE = "breakdown-close"
STABILITY_SPACE = "stability-space"
STABILITY = "stability"
STABILITY_NOTE = "stability-note"
STABILITY_TABLE = "stability-table"
SWEEP = "sweep"
SWEEP_NOTE = "sweep-note"
SWEEP_TABLE = "sweep-table"

QUALITY = "quality"
"""What a selection made on the view of quality says of where it was made."""
QUALITY_CHOSEN = "quality-chosen"
QUALITY_FILE = "quality-file"
QUALITY_MISSING = "quality-missing"
QUALITY_SIZES = "quality-sizes"
QUALITY_SIZES_TEXT = "quality-sizes-text"
QUALITY_DUPLICATES = "quality-duplicates"
QUALITY_DUPLICATES_EXPORT = "quality-duplicates-export"
QUALITY_LENGTHS = "quality-lengths"
QUALITY_LENGTHS_TEXT = "quality-lengths-text"
QUALITY_PHOTOS = "quality-photos"
QUALITY_PHOTOS_TEXT = "quality-photos-text"
QUALITY_REPORT = "quality-report"
QUALITY_LINES = "quality-lines"
QUALITY_LINES_FRAME = "quality-lines-frame"
QUALITY_REPORT_EXPORT = "quality-report-export"

BASELINES = "baselines"
BASELINES_LINE = "baselines-line"
BASELINES_TABLE = "baselines-table"
METHOD_ABLATION = "method-ablation"
METHOD_BUILD = "method-build"


def in_page(identifier: Identifier) -> str:
    """Return the id that a component has in the document, as a script finds it.

    Examples
    --------
    >>> in_page(described("maps.text"))
    '{"key":"maps.text","type":"described"}'
    """
    if isinstance(identifier, str):
        return identifier
    return json.dumps(identifier, sort_keys=True, separators=(",", ":"))


def page(name: str) -> str:
    """Return the id of a page: all but the shown one are hidden."""
    return f"page-{name}"


def view_request(name: str) -> str:
    """Return the id of what one of `VIEW_REQUESTS` shows: it changes while that is shown."""
    return f"view-{name}"


def subpage(name: str) -> str:
    """Return the id of a subpage of a page: the stylesheet hides all but the shown one."""
    return f"subpage-{name}"


def below(page: str) -> str:
    """Return the id of the part of a page that is built after what stands above it."""
    return f"below-{page}"


def page_link(name: str) -> str:
    """Return the id of the link to a page."""
    return f"to-{name}"


def message(key: str, place: str) -> dict[str, Any]:
    """Return the id of a text that only depends on the language; `place` makes it unique."""
    return {"type": MESSAGE, "key": key, "place": place}


def described(key: str) -> dict[str, Any]:
    """Return the id of a part whose accessible name only depends on the language."""
    return {"type": DESCRIBED, "key": key}


def drawing(space: str) -> str:
    """Return the name by which a space's map is saved."""
    return f"map-{space}"


def map_note(space: str) -> str:
    """Return the id of the line that says how a map was made."""
    return f"map-note-{space}"


def label_issue(key: str) -> str:
    """Return the id of a doubtful listing in its list."""
    return f"label-issue-{key}"
