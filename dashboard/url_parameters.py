"""Deep links: what the address of the page holds, one line for each control.

`assets/url_state.js` reads and writes the address by this table. A new control is in
every link once it has its line here.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from dashboard import ids
from dashboard.core.breakdown import MEASURES
from dashboard.core.palette import HUES
from dashboard.i18n import LANGUAGES
from dashboard.pages.verdict import BEST
from dashboard.pages.verdict import DEFAULTS as VERDICT_DEFAULTS


@dataclass(frozen=True)
class Parameter:
    """How a property of the page stands in its address.

    Attributes
    ----------
    name : str
        Its name in the address.
    component, prop : str
        The property.
    default : any
        Value that is left out of the address.
    kind : str
        How it is written: `word`, `text`, `number`, `flag`, `branches` or `selection`.
    choices : sequence of str
        What a word may be; none where any may be given.
    is_step : bool
        Whether a change of it is a step that "back" takes back.
    is_space : bool
        Whether it is a space: its choices, and its default where it has none, are the build's.
    is_kept : bool
        Whether the browser remembers it, for an address that does not say.
    """

    name: str
    component: str
    prop: str = "value"
    default: Any = ""
    kind: str = "word"
    choices: Sequence[str] = ()
    is_step: bool = False
    is_space: bool = False
    is_kept: bool = False

    @property
    def needs_catalogue(self) -> bool:
        """Whether it can be read only once the build is known."""
        return self.component in (ids.LEVEL, ids.TREE, ids.SELECTION)


PARAMETERS = (
    Parameter("level", ids.LEVEL, default="1", is_step=True),
    Parameter("in", ids.TREE, "checked", default=[], kind="branches", is_step=True),
    Parameter("sel", ids.SELECTION, "data", default=None, kind="selection", is_step=True),
    Parameter("colour", ids.COLOUR, default="category", choices=ids.COLOURS),
    Parameter("method", ids.METHOD, default="auto", choices=("auto", *ids.METHODS)),
    Parameter("marks", ids.MARKS, default="dots", choices=ids.MARKINGS),
    Parameter("cross", ids.CROSSTAB_SPACE, is_space=True),
    Parameter("cells", ids.CROSSTAB_MEASURE, default="counts", choices=MEASURES),
    Parameter("separation", ids.CATEGORIES_SPACE, is_space=True),
    Parameter("summary", ids.SUMMARY_SPACE, is_space=True),
    Parameter("stability", ids.STABILITY_SPACE, is_space=True),
    Parameter("breakdown", ids.BREAKDOWN_MEASURE, default="counts", choices=MEASURES),
    Parameter("evidence", ids.VERDICT_SPACE, default=BEST, is_space=True),
    Parameter("product", ids.DRAWER_PRODUCT, "data", kind="text", is_step=True),
    Parameter(
        "view", ids.PRODUCTS_SUBPAGE, default="table", choices=ids.PRODUCT_SUBPAGES, is_step=True
    ),
    Parameter("all", ids.LABEL_ISSUES_EVERYTHING, "checked", default=False, kind="flag"),
    Parameter("open", ids.LABEL_ISSUES_UNDECIDED, "checked", default=False, kind="flag"),
    *(
        Parameter(identifier.removeprefix("verdict-"), identifier, default=value, kind="number")
        for identifier, value in zip(ids.VERDICT_INPUTS, VERDICT_DEFAULTS, strict=True)
    ),
    Parameter("lang", ids.LANGUAGE, default=LANGUAGES[0], choices=LANGUAGES, is_kept=True),
    Parameter("theme", ids.SCHEME, default="light", choices=tuple(HUES), is_kept=True),
)


def for_the_page(spaces: Sequence[str] = (), default_space: str = "") -> list[dict[str, Any]]:
    """Return the table as the page's script reads it, with the spaces of the build."""
    return [
        {
            **asdict(parameter),
            "needs_catalogue": parameter.needs_catalogue,
            **(_of_build(parameter, spaces, default_space) if parameter.is_space else {}),
        }
        for parameter in PARAMETERS
    ]


def _of_build(parameter: Parameter, spaces: Sequence[str], default_space: str) -> dict[str, Any]:
    if parameter.default:
        return {"choices": (parameter.default, *spaces)}
    return {"choices": spaces, "default": default_space}
