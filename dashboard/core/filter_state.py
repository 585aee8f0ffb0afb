"""The state of the filter: what the controls ask for, resolved against the build of the moment."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import Any

from dash.exceptions import PreventUpdate

from dashboard.core.catalogue import NO_CLUSTER, Catalogue, Codes, Level, Mask, Path
from dashboard.core.database import Database, DatabaseUnavailableError, current_database
from dashboard.core.palette import HUES
from dashboard.core.selection import selected
from dashboard.core.theme import THEMES, Theme
from dashboard.i18n import LANGUAGES, of_space, text

SEPARATOR = "\u001f"
"""Stands before each name of a path in the key of its branch: no name holds it."""


@dataclass(frozen=True, eq=False)
class FilterState:
    """A build, a level and a filter: what every part of the page is computed from."""

    database: Database
    level: Level
    leaves: tuple[Path, ...]
    visible: Mask
    language: str
    scheme: str

    @property
    def theme(self) -> Theme:
        """The colours of the theme."""
        return THEMES[self.scheme]

    @property
    def catalogue(self) -> Catalogue:
        """The build in memory."""
        return self.database.catalogue

    @property
    def fingerprint(self) -> str:
        """What a link says of the build: the same for two runs that give the same result."""
        return fingerprint_of(self.catalogue)

    @property
    def codes(self) -> Codes:
        """Category of each row at the chosen level."""
        return self.catalogue.tree.codes(self.level.number)

    @property
    def categories(self) -> tuple[Path, ...]:
        """Categories of the chosen level."""
        return self.catalogue.tree.categories(self.level.number)

    @property
    def is_filtered(self) -> bool:
        """Whether a row is left out."""
        return not bool(self.visible.all())

    @cached_property
    def cluster_level(self) -> int | None:
        """The level whose default clusters are shown: the chosen one, or the nearest above."""
        return self.catalogue.scored_level(self.level.number)

    def labels(self, space: str) -> Codes | None:
        """Return the clusters of a space, None where the build has none."""
        return self.catalogue.labels.get((space, self.cluster_level or 0))

    def space(self, wanted: object) -> str:
        """Return a space there is: the page may send anything."""
        is_known = isinstance(wanted, str) and wanted in self.catalogue.spaces
        return str(wanted) if is_known else self.catalogue.default_space

    def cluster_name(self, cluster: int) -> str:
        """Return the short name of a cluster."""
        return text("maps.cluster", self.language, number=cluster)


def resolve_view(view_state: object) -> FilterState:
    """Return the filter state of what a page shows; nothing is updated before it is shown.

    Parameters
    ----------
    view_state : mapping
        The data of `ids.view_request`: `level`, `branches`, `language` and `scheme`.

    Raises
    ------
    PreventUpdate
        If the page was not asked for anything yet, or if there is no database.
    """
    if not isinstance(view_state, dict):
        raise PreventUpdate
    return resolve_filter(
        view_state.get("level"),
        view_state.get("branches"),
        view_state.get("language"),
        view_state.get("scheme"),
    )


def resolve_filter(
    level: object, checked: Sequence[str] | None, language: object, scheme: object = None
) -> FilterState:
    """Resolve the controls; nothing is updated while there is no database."""
    try:
        database = current_database()
    except DatabaseUnavailableError as error:
        raise PreventUpdate from error
    catalogue = database.catalogue
    if catalogue.n_products == 0:
        raise PreventUpdate
    leaves = catalogue.tree.leaves_under(paths_of(checked))
    return FilterState(
        database=database,
        level=catalogue.level(parse_int(level, 1)),
        leaves=leaves,
        visible=catalogue.tree.rows_under(leaves),
        language=language_or_default(language),
        scheme=scheme_or_default(scheme),
    )


def paths_of(checked: Sequence[str] | None) -> tuple[Path, ...]:
    """Read the branches that are ticked: leaves, or the fewest that hold them."""
    listed = checked if isinstance(checked, list | tuple) else ()
    return tuple(branch_path(value) for value in listed if isinstance(value, str))


def branch_key(path: Path) -> str:
    r"""Return what stands for a branch where the page's components keep things by name.

    They keep them in plain objects, which know some names without having been given them:
    what begins with a control character is none of those.

    Examples
    --------
    >>> branch_key(("constructor", "Mugs"))
    '\x1fconstructor\x1fMugs'
    """
    return "".join(f"{SEPARATOR}{name}" for name in path)


def branch_path(key: str) -> Path:
    """Return the branch that a key stands for.

    Examples
    --------
    >>> branch_path(branch_key(("constructor", "Mugs"))), branch_path("")
    (('constructor', 'Mugs'), ())
    """
    return tuple(key.split(SEPARATOR)[1:])


def clicked(click: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return the clicked point of a figure; nothing is updated where there is none."""
    points = (click or {}).get("points")
    if not isinstance(points, list) or not points or not isinstance(points[0], dict):
        raise PreventUpdate
    return points[0]


def fingerprint_of(catalogue: Catalogue) -> str:
    """Return the beginning of a build's fingerprint: a link has little room."""
    return catalogue.about.get("fingerprint", "")[:8]


def selection_of(view: FilterState, store: Mapping[str, Any] | None) -> Mask | None:
    """Return the rows selected in this build, whatever the filter; None where none is."""
    return selected(store, view.catalogue.build, view.catalogue.n_products)


def clustered(labels: Codes) -> Mask:
    """Return the rows that have a cluster."""
    with_cluster: Mask = labels != NO_CLUSTER
    return with_cluster


def choice_or_default(value: object, choices: Sequence[str]) -> str:
    """Return a choice there is, the first one otherwise: the page may send anything."""
    return value if isinstance(value, str) and value in choices else choices[0]


def language_or_default(value: object) -> str:
    """Return a language there is."""
    return choice_or_default(value, LANGUAGES)


def choices(prefix: str, values: Sequence[str], language: object) -> list[dict[str, str]]:
    """List the choices of a control in a language."""
    lang = language_or_default(language)
    return [{"value": value, "label": text(f"{prefix}{value}", lang)} for value in values]


def current_spaces() -> tuple[str, ...]:
    """Return the spaces of the published database; none where there is none."""
    try:
        return current_database().catalogue.spaces
    except DatabaseUnavailableError:
        return ()


def space_choices(language: object) -> list[dict[str, str]]:
    """List the spaces there are, as the choices of a control."""
    lang = language_or_default(language)
    return [
        {"value": space, "label": of_space("space.", space, lang)} for space in current_spaces()
    ]


def scheme_or_default(value: object) -> str:
    """Return a colour scheme there is."""
    return choice_or_default(value, tuple(HUES))


def parse_int(value: object, otherwise: int) -> int:
    """Read a whole number that a control sent as text."""
    try:
        return int(str(value))
    except ValueError:
        return otherwise


def short_name(path: Path, limit: int = 26) -> str:
    """Return the last part of a path, cut and escaped: product data is not trusted.

    Examples
    --------
    >>> short_name(("Home", "Beds & <Linen>"))
    'Beds &amp; &lt;Linen&gt;'
    """
    name = path[-1]
    return escape(name if len(name) <= limit else name[: limit - 1].rstrip() + "…", quote=False)
